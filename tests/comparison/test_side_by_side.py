"""What differs between texts: the two of one city retyped from the documents, and properties."""

import datetime
import itertools

import pytest
from hypothesis import given

from awardsim.comparison.saying import Change
from awardsim.comparison.side_by_side import beside, coverage
from awardsim.comparison.topic import TOPICS, topic_of
from awardsim.policy import Bound, Status
from awardsim.policy.leaves import count_by_status, leaves
from awardsim.text import in_chinese
from awardsim.units import Duration
from tests.support.procedures import policy
from tests.support.published import TEXTS
from tests.support.texts import experiments


@pytest.fixture(scope="module")
def redline(old, new):
    return beside([old, new])


def rule(found, id):
    return next(one for one in found.rules if one.id == id)


def cells(found, id, part):
    """The cells of a part of a rule in both texts; None where a text says nothing."""
    sides = rule(found, id).sayings
    return [
        next((p.cell for p in said[0].parts if p.name == part), None) if said else None
        for said in sides
    ]


def shown(cell):
    bound = {Bound.AT_LEAST: ">=", Bound.AT_MOST: "<="}.get(cell.bound, "")
    return bound + str(in_chinese(cell.value))


@pytest.mark.parametrize(
    ("id", "part", "before", "article", "after", "article_now"),
    [
        ("quotas.organisations", "number", "<=3", "三", "<=5", "二"),
        ("stages.FIN_NOTICE", "duration", ">=7cd", "十八", "5wd", "七(八)"),
        ("conditions.lock_out", "lasts", "5y", "十一", "2cycles", "五(三)"),
        ("objections.form", "form", "实名", "二十八", "书面", "九(一)"),
    ],
)
def test_what_both_texts_state_and_state_differently(
    redline, id, part, before, article, after, article_now
):
    one, other = cells(redline, id, part)
    assert (shown(one), one.source.split()[1]) == (before, article)
    assert (shown(other), other.source.split()[1]) == (after, article_now)
    assert rule(redline, id).change() is Change.CHANGED


@pytest.mark.parametrize(
    ("id", "part", "before", "after"),
    [
        ("window.cycle", "cycle", Status.STATED, Status.UNSTATED),  # 三; 全文
        ("window.valid_to", "valid_to", Status.STATED, Status.UNSTATED),  # 三十五; 全文
        ("objections.forward", "forward", Status.ELSEWHERE, Status.STATED),  # 二十八; 九(二)
        ("objections.reply", "reply", Status.ELSEWHERE, Status.STATED),
        ("objections.decide", "decide", Status.ELSEWHERE, Status.UNSTATED),
        ("stages.SHORTLIST.rule.shortlist", "at_most", Status.STATED, Status.UNSTATED),  # 十五
        ("stages.COMBINE.rule.weights", "weights", Status.UNSTATED, Status.ELSEWHERE),  # 附件5、6
        ("stages.NOMINATE.2.deadline", "on", Status.UNSTATED, Status.STATED),  # 十三; 七(二)
        ("provisions.prize", "value", Status.STATED, Status.UNSTATED),  # 二十一; 八
        ("provisions.recusal", "value", Status.STATED, Status.UNSTATED),  # 二十五; 全文
    ],
)
def test_what_one_text_states_and_the_other_does_not(redline, id, part, before, after):
    one, other = cells(redline, id, part)
    assert (one.status, other.status) == (before, after)
    assert rule(redline, id).change() is Change.CHANGED


def test_the_receipt_deadline_and_the_limits_of_objections_are_new(redline):
    assert cells(redline, "stages.NOMINATE.2.deadline", "on")[1].value == datetime.date(
        2025, 10, 25
    )
    for name in ("forward", "reply"):
        limit = cells(redline, f"objections.{name}", name)[1]
        assert (limit.value, limit.bound) == (Duration.parse("3wd"), Bound.AT_MOST)


def test_four_notices_and_individuals_are_added(redline):
    added = {
        one.sayings[1][0].path
        for one in redline.rules
        if one.topic in ("notices", "quotas", "tracks") and one.change() is Change.ADDED
    }
    assert added == {
        "stages.internal_notice",
        "stages.parent_notice",
        "stages.county_notice",
        "stages.acceptance_notice",
        "quotas.individuals",
        "tracks.individuals",
    }
    total = rule(redline, "notices.total").sayings
    assert [said[0].parts[0].cell.value.zh for said in total] == ["≥7个日历日", "≥20个工作日"]


def test_reports_and_debarment_are_gone(redline):
    gone = {
        one.sayings[0][0].path
        for one in redline.rules
        if one.topic in ("obligations", "debarment") and one.change() is Change.REMOVED
    }
    assert {
        "provisions.performance_report",  # 三十: each year for three years
        "provisions.revocation_fraud",
        "provisions.debarment_fraud",  # 三十二: three years
        "provisions.revocation_accident",
        "provisions.debarment_accident",  # 三十三: three years
    } <= gone


def test_another_name_of_a_body_is_said_once_and_not_at_every_stage(redline):
    renamed = [one for one in redline.rules if one.change() is Change.RENAMED]
    assert [
        one.id for one in renamed if "市强市办" in [said[0].title.zh for said in one.sayings]
    ] == ["bodies.office"]
    assert rule(redline, "stages.ELIG").change() is not Change.CHANGED


def test_a_condition_for_all_who_may_apply_is_the_same_where_more_kinds_may(redline):
    assert rule(redline, "conditions.compliance").change() is Change.CITED  # 十(一); 五(一)2
    both = ("organisations", "individuals")
    toml = '[stages.a]\ntype = "ELIG"\n[conditions.honest]\ntracks = {}\n'
    for_all = policy(toml.format(list(both)), tracks=both)
    for_some = policy(toml.format(["organisations"]), tracks=both)
    assert rule(beside([for_all, for_some]), "conditions.honest").change() is Change.CHANGED


def test_a_text_does_not_differ_from_itself(texts):
    for one in texts:
        found = beside([one, one])
        assert not found.differ
        assert set(found.changes()) == {Change.SAME}


def test_what_is_added_one_way_is_removed_the_other_way(texts):
    for one, other in itertools.combinations(texts, 2):
        there, back = beside([one, other]), beside([other, one])
        assert sorted(map(outline, there.rules)) == sorted(
            outline(rule, back=True) for rule in back.rules
        )
        assert there.differ == back.differ


def outline(rule, back=False):
    """What a rule says in both texts, and its change, in the order of the first comparison."""
    sides = [sorted(said.path for said in sayings) for sayings in rule.sayings]
    change = rule.change()
    if back:
        return rule.topic, *reversed(sides), change.back.value
    return rule.topic, *sides, change.value


def test_every_value_of_a_text_has_one_topic_and_is_counted_once(texts):
    for one in texts:
        counts = coverage(one)
        assert list(counts) == list(TOPICS)
        total = {status: sum(found[status] for found in counts.values()) for status in Status}
        assert total == count_by_status(one)
        assert all(topic_of(leaf.path, one) in TOPICS for leaf in leaves(one))


def test_every_value_that_a_text_gives_stands_in_the_comparison(texts):
    model = ("field", "record", "trait", "detects", "leniency", "noise", "opinion_noise")
    for one in texts:
        found = beside([one, one])
        paths = {part.path for r in found.rules for said in r.sayings[0] for part in said.parts}
        left = {leaf.path for leaf in leaves(one)} - paths
        assert {path for path in left if path.rsplit(".", 1)[1] not in model} == set()


# ---- how a difference is told from none ---------------------------------------------------------

NOTICE = '[stages.notice]\nkind = "notice"\ntype = "FIN_NOTICE"\nduration = {}\n'


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ('"5wd"', '"5cd"', Change.CHANGED),
        ('"5wd"', '{ at_least = "5wd" }', Change.CHANGED),
        ('"5wd"', '{ exactly = "5wd" }', Change.SAME),
        ('"5wd"', '{ value = "5wd", soft = true }', Change.CHANGED),
        ('"5wd"', '{ value = "5wd", inferred = "read so" }', Change.STATUS),
        ('"5wd"', '{ value = "5wd", source = "text 7" }', Change.CITED),
        ('"5wd"', '"unstated"', Change.CHANGED),
        ('"unstated"', '"excluded"', Change.CHANGED),
        ('"unstated"', '"unread"', Change.CHANGED),
        ('"unstated"', '{ elsewhere = "annex" }', Change.CHANGED),
        ('"unstated"', '{ unstated = "a remark" }', Change.SAME),
    ],
)
def test_kinds_of_day_bounds_and_statuses_are_told_apart(before, after, change):
    found = beside([policy(NOTICE.format(before)), policy(NOTICE.format(after))])
    assert rule(found, "stages.FIN_NOTICE").change() is change
    assert found.differ == change.differs


def test_what_a_text_only_notes_to_be_silent_on_is_neither_added_nor_removed():
    silent = '[provisions.fee]\ntype = "FEE"\ntitle = {zh="收费",en="fee"}\nsource = "text 9"\n'
    stage = '[stages.a]\ntype = "ELIG"\n'
    noted = policy(stage + silent + 'value = "unstated"\n')
    for texts in ([policy(stage), noted], [noted, policy(stage)]):
        assert not beside(texts).differ
    denied = policy(stage + silent + 'value = "excluded"\n')
    assert rule(beside([policy(stage), denied]), "provisions.fee").change() is Change.ADDED
    assert rule(beside([noted, denied]), "provisions.fee").change() is Change.CHANGED


def test_what_follows_one_step_instead_of_none_is_said_there_and_nowhere_else():
    stages = (
        '[stages.a]\ntype = "ELIG"\n[stages.b]\ntype = "CONSULT"\n{}'
        '[stages.c]\ntype = "SITE"\nafter = ["b"]\n'
    )
    found = beside([policy(stages.format("")), policy(stages.format('after = ["a"]\n'))])
    assert [one.id for one in found.rules if one.change().differs] == ["stages.CONSULT"]


def test_most_decide_what_deviates_and_silence_never_does():
    lengths = ['"5wd"', '"7wd"', '"5wd"', '"unstated"']
    found = beside([policy(NOTICE.format(one)) for one in lengths])
    one = rule(found, "stages.FIN_NOTICE")
    assert [one.deviates(number) for number in range(4)] == [False, True, False, False]
    assert [one.deviates(n, from_first=True) for n in range(4)] == [False, True, False, False]
    split = beside([policy(NOTICE.format(one)) for one in ('"5wd"', '"7wd"', '"9wd"')])
    assert not any(rule(split, "stages.FIN_NOTICE").deviates(number) for number in range(3))


def test_topics_that_are_left_out_do_not_make_a_difference(old, new):
    found = beside([old, new])
    assert found.only(["durations"]).rules
    assert not found.only(["durations"]).differ
    assert found.only(["notices"]).differ


def test_channels_that_a_text_does_not_name_are_inferred_with_their_articles(old, new):
    """十一(二) of 2025 names eight counties; 十三 of 2020 names none."""
    one = rule(beside([old, new]), "channels")
    assert one.change() is Change.STATUS
    assert [saying.status for (saying,) in one.sayings] == [Status.INFERRED, Status.STATED]
    assert [saying.source for (saying,) in one.sayings] == ["regulation 十三", "plan 十一(二)"]


def test_a_row_about_a_record_has_the_common_word_for_it():
    """十(二) speaks of dishonesty, 九(七) of other breaches: neither may head the other's cell."""
    texts = [TEXTS[id] for id in ("qingyuan@2020", "panzhihua@2022")]
    titles = {one.id: one.title.zh for one in beside(texts).rules}
    assert titles["conditions.lawful_record"] == "无违法违规失信"
    assert "无严重失信行为" not in titles.values()
    assert "无违法违规失信（个人奖）" in titles.values()
    alike = [TEXTS[id] for id in ("qingyuan@2020", "qingyuan@2025")]
    assert "无严重失信行为" in {one.title.zh for one in beside(alike).rules}


def test_what_is_in_another_document_is_not_known_to_deviate():
    lengths = ['"5wd"', '"5wd"', '{ elsewhere = "the regulation" }', '"7wd"']
    one = rule(beside([policy(NOTICE.format(length)) for length in lengths]), "stages.FIN_NOTICE")
    assert [one.deviates(number) for number in range(4)] == [False, False, False, True]


def test_one_text_is_no_comparison(old):
    with pytest.raises(ValueError, match="two texts"):
        beside([old])


@given(experiments(), experiments())
def test_texts_drawn_at_random_differ_the_same_both_ways_and_never_from_themselves(left, right):
    one, other = policy(left[0]), policy(right[0])
    assert not beside([one, one]).differ
    there, back = beside([one, other]), beside([other, one])
    assert there.differ == back.differ
    assert sorted(map(outline, there.rules)) == sorted(
        outline(rule, back=True) for rule in back.rules
    )
