"""From answers to a policy file: it reads, builds and runs, and says what was answered."""

from __future__ import annotations

import datetime
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awardsim.analysis.experiment import load
from awardsim.drafting import Given, all_questions, compose, layout, understand
from awardsim.drafting.questions import NOTICES, WORK
from awardsim.plugins import load_catalogue, make_manager
from awardsim.policy import STAGE_TYPES, Bound, Status, parse_policy
from awardsim.simulation import builtin as cohorts
from awardsim.simulation.arms import replicate
from awardsim.simulation.plan import make_plan
from awardsim.toml import parse_document

TODAY = datetime.date(2026, 3, 2)
HEAD = {"city": "jia", "version": "2026", "title": "甲市政府质量奖管理办法", "issued": "2026-03-02"}
CATALOGUE = load_catalogue(make_manager([cohorts], entry_points=False))


def drafted(**answers: str):
    given = {id: Given(raw) for id, raw in {**HEAD, **answers}.items()}
    found, problems = understand(given, TODAY)
    assert problems == []
    return compose(found)


def read(**answers: str):
    draft = drafted(**answers)
    document = parse_document(draft.text, "2026.toml")
    return parse_policy(document.data, "2026.toml", document.lines)


def ran(text, folder):
    file = folder / "2026.toml"
    file.write_text(text, "utf-8")
    return replicate(make_plan(load(str(file), CATALOGUE)), seed=1, replication=0)


# ---- what was answered is in the file -----------------------------------------------------------


def test_a_value_has_its_article_its_words_and_its_bound():
    policy = read(**{"stages.CH_NOTICE": "不少于5个工作日 @八 “不少于5个工作日”"})
    cell = policy.stages["channel_notice"].duration
    assert (str(cell.value), cell.bound) == ("5wd", Bound.AT_LEAST)
    assert (cell.source, cell.words) == ("text 八", "不少于5个工作日")


def test_silence_exclusion_annexes_and_what_nobody_read_are_told_apart():
    policy = read(
        **{
            "quotas.organisations": "-",
            "vacancy": "无 @四",
            "stages.NOMINATE": "有 @九",
            "places.nominate.organisations": "见附件7 @九",
            "provisions.FEE": "无 @二十 “不收取任何费用”",
        }
    )
    assert policy.quotas["organisations"].number.status is Status.UNSTATED
    assert policy.quotas["organisations"].may_stay_vacant.value is False
    at_most = policy.stages["recommend"].rule.parameters["at_most"]["organisations"]
    assert (at_most.status, at_most.reason.zh) == (Status.ELSEWHERE, "附件7")
    assert policy.provisions["fee"].value.status is Status.EXCLUDED
    assert policy.window.cycle.status is Status.UNREAD


def test_the_name_in_the_document_is_the_title():
    policy = read(**{"stages.AWARD": "有 表扬奖励 @二十"})
    assert policy.stages["commendation"].title.zh == "表扬奖励"
    assert policy.stages["commendation"].type == "AWARD"


def test_a_stage_that_is_ruled_out_is_a_provision_and_one_left_out_a_comment():
    draft = drafted(**{"stages.DEFENCE": "无 @十二", "stages.BRIEF": "-"})
    policy = tomllib.loads(draft.text)
    assert policy["provisions"]["no_defence"]["value"] == "excluded"
    assert policy["provisions"]["no_defence"]["source"] == "text 十二"
    silent, _, unread = draft.text.partition("还没有查的环节")
    assert "#   BRIEF" in silent
    assert "#   CONSULT" in unread


def test_days_of_no_kind_are_a_reading_with_both():
    policy = read(**{"stages.FIN_NOTICE": "7天 @十五"})
    cell = policy.stages["final_notice"].duration
    assert (str(cell.value), cell.status) == ("7cd", Status.INFERRED)
    reading = policy.readings["final_notice_days"]
    assert reading.default == "calendar"
    assert reading.options["working"].set == {"stages.final_notice.duration": {"exactly": "7wd"}}


def test_where_objections_are_dealt_with_public_notices_are_open_to_them():
    with_objections = read(**{"stages.CH_NOTICE": "5wd @八", "stages.OBJECT": "有 @十六"})
    objection = with_objections.stages["channel_notice"].objection
    assert objection.open.value is True
    assert objection.open.status is Status.INFERRED
    assert set(with_objections.readings["channel_notice_pending"].options) == {
        "holds_name",
        "holds_list",
        "holds_nobody",
    }
    without = read(**{"stages.CH_NOTICE": "5wd @八", "stages.OBJECT": "-"})
    assert without.stages["channel_notice"].objection is None
    assert without.readings == {}


def test_consultation_stands_where_it_was_said_to_be():
    def consults(level):
        policy = read(
            **{
                "stages.CONSULT": "有 @八",
                "consult.level": level,
                "stages.NOMINATE": "有 @九",
                "stages.ELIG": "有 @十",
            }
        )
        return {name: one.after for name, one in policy.stages.items() if one.type == "CONSULT"}

    assert consults("县 @八") == {"channel_consult": ("apply",)}
    assert consults("市 @八") == {"consultation": ("eligibility",)}
    assert list(consults("两级 @八")) == ["channel_consult", "consultation"]


@pytest.mark.parametrize(
    ("first", "order"), [("答辩", ["defence", "site_visit"]), ("现场", ["site_visit", "defence"])]
)
def test_defence_and_site_visit_in_the_order_of_the_document(first, order):
    policy = read(**{"stages.DEFENCE": "有 @十", "stages.SITE": "有 @十一", "order.first": first})
    assert policy.stages[order[1]].after == (order[0],)
    assert policy.stages[order[0]].after == ("apply",)


def test_a_stage_for_one_track_only():
    policy = read(
        tracks="both @三",
        **{"stages.DEFENCE": "有 @十七", "only.defence": "组织 @十七"},
    )
    assert policy.stages["defence"].only.tracks == ("organisations",)


def test_further_material_belongs_to_the_check():
    policy = read(**{"stages.ELIG": "有 @九", "stages.SUPPL": "3wd @九"})
    assert str(policy.stages["eligibility"].supplement.within.value) == "3wd"


def test_a_receipt_deadline_is_a_stage_of_its_own():
    policy = read(**{"stages.NOMINATE": "有 @八", "closing.receipt": "2026-06-30 @八"})
    assert policy.stages["receipt"].deadline.on.value == datetime.date(2026, 6, 30)
    assert policy.stages["receipt"].after == ("recommend",)


def test_without_a_deciding_body_the_commendation_keeps_to_the_quota():
    policy = read(**{"quotas.organisations": "不超过3家 @四"})
    assert policy.stages["commendation"].rule.name == "confer_by_rank"


def test_articles_that_were_not_given_are_listed_and_marked():
    draft = drafted(**{"stages.DECIDE": "有", "quotas.organisations": "5 @四"})
    assert draft.open_articles == ("stages.DECIDE",)
    assert 'source = "text 待补"' in draft.text


def test_tables_stand_in_the_order_of_the_articles():
    draft = drafted(
        **{
            "stages.AWARD": "有 @二十",
            "stages.DECIDE": "有 @十二",
            "quotas.organisations": "5 @四",
            "stages.CH_NOTICE": "5wd @八(二)",
            "stages.CH_REVIEW": "有 @八(一)",
            "stages.APPLY": "有 @七",
            "tracks": "组织 @三",
        }
    )
    headings = [line.split()[2] for line in draft.text.splitlines() if line.startswith("# ---- ")]
    assert headings[:6] == ["三", "四", "七", "八", "十二", "二十"]
    assert draft.text.index("[stages.channel_review]") < draft.text.index("[stages.channel_notice]")


def test_comments_are_in_both_languages():
    text = drafted().text
    assert "由 awardsim new city 按问答写成" in text
    assert "Written by awardsim new city" in text


def test_an_article_finds_its_place():
    order = ["一", "七(一)", "七(二)", "七(十)", "八", "十二", "二十(三)", "附件2", "全文"]
    shuffled = [order[place * 4 % 9] for place in range(9)]
    assert sorted(shuffled, key=layout.article_key) == order


def test_what_a_person_writes_cannot_break_the_file():
    title = 'a "quoted" \\ title\twith [brackets] # and = signs'
    policy = read(title=title, **{"stages.AWARD": '有 通报"表彰"] @二十'})
    assert policy.title.zh == 'a "quoted" \\ title with [brackets] # and = signs'


# ---- whatever is answered, it runs --------------------------------------------------------------


def lengths(type):
    if type in NOTICES:
        return ["5wd", "不少于5个工作日", "7天", "10cd", "有", "见实施细则"]
    if type in WORK:
        return ["有", "不超过10个工作日", "3天", "见实施细则"]
    if type in ("DUTY", "REVOKE"):
        return ["有", "3年", "5年 它的名字", "见实施细则"]
    return ["有", "不超过5个工作日", "7天", "有 它的名字", "见实施细则"]


@st.composite
def answered(draw):
    """Any answers that do not contradict each other."""
    found = {
        "tracks": draw(st.sampled_from(["组织 @三", "个人 @三", "both @三", "组织奖、个人奖 @三"]))
    }
    number = draw(st.integers(1, 6))
    found["quotas.organisations"] = draw(
        st.sampled_from([f"不超过{number}家 @四", "-", "见附件 @四"])
    )
    found["quotas.individuals"] = draw(st.sampled_from([f"{number} @四", "-", "未读"]))
    found["vacancy"] = draw(st.sampled_from(["有 @四", "-"]))
    found["channels"] = draw(st.sampled_from(["3 @五", "源城区、东源县", "-", "见附件1 @五"]))
    for id in ("operation", "service", "accident", "breach", "lock_out"):
        found[f"conditions.{id}"] = draw(st.sampled_from(["3年 @六", "-", "未读"]))
    for place, type in enumerate(STAGE_TYPES):
        known = [f"{one} @{place + 7}" for one in lengths(type)]
        found[f"stages.{type}"] = draw(st.sampled_from(["-", "无 @七", "未读", "", *known]))
    for question in all_questions(TODAY):
        if question.id in found or question.section in ("head", "beside"):
            continue
        shown = question.form.example.zh.partition("，或")[0].partition("，无")[0]
        stated = shown if question.form.cited else "答辩"
        if question.id == "closing.receipt":
            stated = "2026-07-31 @九"
        if question.id.startswith("places."):
            stated = "12 @九"
        found[question.id] = draw(
            st.sampled_from(["", "-", stated] if question.form.cited else [""])
        )
    found["order.first"] = draw(st.sampled_from(["现场", "答辩"]))
    return found


@settings(max_examples=60)
@given(answers=answered())
def test_whatever_is_answered_the_file_reads_builds_and_runs(answers, tmp_path_factory):
    given = {id: Given(raw) for id, raw in {**HEAD, **answers}.items()}
    found, problems = understand(given, TODAY)
    # what is answered about a stage that the text does not have is told, and then left out
    kept = {id: one for id, one in given.items() if id not in {p.path for p in problems}}
    assert all("not asked" in problem.message.en for problem in problems)
    found, problems = understand(kept, TODAY)
    assert problems == []
    draft = compose(found)
    log = ran(draft.text, tmp_path_factory.mktemp("city"))
    assert log.rows
    quota = tomllib.loads(draft.text)["quotas"]
    assert set(quota) == set(tomllib.loads(draft.text)["tracks"])


def test_what_binds_winners_is_written_with_its_years():
    """Debarred for five years, reports for three; a fee that is excluded has no years."""
    answers = {
        **HEAD,
        "provisions.DEBARMENT": "5年 @十四",
        "stages.DUTY": "3年 @十五",
        "stages.REVOKE": "有 @十四",
        "provisions.FEE": "无 @十三",
    }
    found, problems = understand({id: Given(raw) for id, raw in answers.items()}, TODAY)
    assert not problems
    document = parse_document(compose(found).text, "2026.toml")
    provisions = parse_policy(document.data, "2026.toml").provisions
    lasting = {name: str(one.lasts.value) for name, one in provisions.items() if one.lasts}
    assert lasting == {"debarment": "5y", "duty": "3y"}
    assert provisions["debarment"].value.value is True
