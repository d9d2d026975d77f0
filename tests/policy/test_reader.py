"""A policy file becomes a policy, or every one of its mistakes is told where it stands."""

from __future__ import annotations

import datetime
import pathlib
import pickle
import re
import tomllib
from fractions import Fraction

import pytest

from awardsim.errors import PolicyError, Problem
from awardsim.policy import (
    Bound,
    Cell,
    Policy,
    Status,
    Waiver,
    leaves,
    parse_policy,
    read_policy,
)
from awardsim.policy.leaves import count_by_status
from awardsim.policy.paths import (
    get_path,
    has_path,
    known_paths,
    remove_path,
    set_path,
)
from awardsim.policy.reader import raw_policy
from awardsim.text import Text
from awardsim.toml import parse_document
from awardsim.units import Duration

SAMPLE = pathlib.Path(__file__).with_name("sample.toml")
TEXT = SAMPLE.read_text("utf-8")


@pytest.fixture(scope="module")
def sample() -> Policy:
    return read_policy(SAMPLE)


def problems_of(text: str, file: str = "sample.toml") -> tuple[Problem, ...]:
    """All problems of a text that must have some."""
    document = parse_document(text, file)
    with pytest.raises(PolicyError) as raised:
        parse_policy(document.data, file, document.lines)
    return raised.value.problems


def altered(old: str, new: str) -> tuple[str, int]:
    """The sample with one place altered, and the line on which § stands in what is new."""
    assert TEXT.count(old) == 1, f"{old!r} stands {TEXT.count(old)} times in the sample"
    marked = TEXT.replace(old, new)
    return marked.replace("§", ""), line_of("§", marked)


def line_of(snippet: str, text: str) -> int:
    """The line on which a snippet first stands; 1 where it does not."""
    before, found, _ = text.partition(snippet)
    return before.count("\n") + 1 if found else 1


# ---- a text that is right -------------------------------------------------------------------


def test_a_complete_text_is_read(sample):
    assert sample.id == "sample@sample"
    assert list(sample.stages) == ["apply", "nominate", "review", "notice"]
    assert sample.stages["nominate"].after == ("apply",)
    assert sample.stages["review"].only.channels == ("east",)
    assert sample.sources["plan"].issued == datetime.date(2030, 1, 2)
    assert sample.tracks["organisations"].categories["makers"].form == "附件1"
    assert sample.channels["west"].kind == "county"
    assert sample.bodies["county"].each == "channel"
    assert sample.readings["pending"].options["all"].set == {
        "stages.notice.objection.holds": "list",
        "objections.reply": "7wd",
    }


def test_a_plain_value_is_stated_and_has_the_article_of_its_table(sample):
    cycle = sample.window.cycle
    assert cycle == Cell(Duration.parse("2y"), Status.STATED, "plan 一")


def test_a_value_with_a_bound_keeps_bound_words_and_softness(sample):
    assert sample.stages["notice"].duration == Cell(
        Duration.parse("5wd"),
        Status.STATED,
        "plan 七",
        "不少于5个工作日",
        Bound.AT_LEAST,
        soft=True,
    )
    assert sample.quotas["organisations"].number.bound is Bound.AT_MOST
    assert sample.quotas["individuals"].number.bound is Bound.EXACTLY


def test_a_value_with_reasoning_is_inferred(sample):
    assert sample.window.closes == Cell(
        datetime.date(2030, 12, 31), Status.INFERRED, "plan 一", "年内完成",
        reason=Text.same("读作12月31日"),
    )  # fmt: skip


def test_silence_is_a_status_with_or_without_a_remark(sample):
    assert sample.window.valid_to.status is Status.UNSTATED
    assert sample.objections.upheld.status is Status.UNREAD
    assert sample.quotas["individuals"].may_stay_vacant.status is Status.EXCLUDED
    remarked = sample.stages["nominate"].duration
    assert (remarked.status, remarked.reason) == (Status.UNSTATED, Text.same("没有写邮寄时间"))


BOTH = {"zh": "没有写", "en": "nothing is said"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("stages.nominate.duration", {"unstated": BOTH}),
        ("stages.nominate.duration", {"elsewhere": BOTH}),
        ("objections.form", {"excluded": BOTH}),
        ("window.closes", {"value": datetime.date(2030, 12, 31), "inferred": BOTH}),
    ],
)
def test_a_remark_may_be_in_both_languages(sample, path, value):
    policy = parse_policy(set_path(sample.raw, path, value), "sample.toml")
    cell = next(leaf.cell for leaf in leaves(policy) if leaf.path == path)
    assert cell.reason == Text("没有写", "nothing is said")


def test_a_rule_and_a_channel_may_be_read_out_of_the_text_in_both_languages(sample):
    raw = set_path(sample.raw, "channels.east.inferred", BOTH)
    raw = set_path(raw, "stages.review.rule.inferred", BOTH)
    policy = parse_policy(raw, "sample.toml")
    assert policy.channels["east"].reason == Text("没有写", "nothing is said")
    assert policy.stages["review"].rule.reason == Text("没有写", "nothing is said")


def test_half_a_remark_is_a_mistake_with_its_path(sample):
    raw = set_path(sample.raw, "stages.nominate.duration", {"unstated": {"zh": "没有写"}})
    with pytest.raises(PolicyError, match=r"'en' is missing @ stages.nominate.*\.unstated\.en"):
        parse_policy(raw, "sample.toml")


def test_a_text_that_merely_resembles_a_word_for_silence_is_a_text(sample):
    changed = set_path(sample.raw, "objections.form", "included")
    assert parse_policy(changed, sample.file).objections.form.value == "included"


def test_what_stands_elsewhere_names_the_document(sample):
    rule = sample.stages["nominate"].rule
    at_most = rule.parameters["at_most"]
    assert at_most["organisations"] == Cell(
        None, Status.ELSEWHERE, "plan 六(二)", reason=Text.same("附件7")
    )
    assert at_most["individuals"].value == 2


def test_a_table_within_inherits_the_article_unless_it_has_its_own(sample):
    assert sample.stages["nominate"].deadline.source == "plan 六(二)"
    assert sample.stages["review"].supplement.source == "plan 六(四)"
    assert sample.stages["review"].supplement.rounds.source == "plan 六(四)"
    assert sample.objections.decide.source == "law 3"


def test_a_text_that_is_a_duration_becomes_one_in_a_rule(sample):
    parameters = sample.conditions["years"].rule.parameters
    assert parameters["at_least"].value == Duration(Fraction(3), Duration.parse("1y").unit)
    assert parameters["field"].value == "operation"


def test_a_policy_can_be_sent_to_another_process(sample):
    assert pickle.loads(pickle.dumps(sample)) == sample


def test_changed_tables_are_read_with_the_same_checks(sample):
    changed = set_path(sample.raw, "stages.notice.duration.at_least", "7wd")
    policy = parse_policy(changed, sample.file)
    assert policy.stages["notice"].duration.value == Duration.parse("7wd")
    assert sample.stages["notice"].duration.value == Duration.parse("5wd")
    with pytest.raises(PolicyError, match=r"expected a duration.*@ stages\.notice\.duration"):
        parse_policy(set_path(sample.raw, "stages.notice.duration.at_least", 7), sample.file)


def test_a_stage_that_a_reading_sets_may_be_taken_out(sample):
    changed = set_path(remove_path(sample.raw, "stages.notice"), "window.cycle", "1y")
    assert "notice" not in parse_policy(changed, sample.file).stages


def test_the_raw_tables_of_a_file_can_be_had_without_a_policy():
    assert raw_policy(SAMPLE).data["stages"]["apply"]["kind"] == "window"


# ---- one mistake ----------------------------------------------------------------------------

#: What is replaced; by what; the path; words of the message; the nearest name.  § marks the line
#: (without it, the line is that of the table's header).
MISTAKES = {
    "a missing top-level text": (
        'jurisdiction = "sample"\n', "", "jurisdiction", "'jurisdiction' is missing", "",
    ),
    "no schema": ("schema = 1\n", "", "schema", "'schema' is missing", ""),
    "a schema that is text": (
        "schema = 1", '§schema = "1"', "schema",
        "expected a whole number, at least 0, found text '1'", "",
    ),
    "a version that is not the file's name": (
        'version = "sample"', '§version = "2031"', "version",
        "version is '2031' but the file is called 'sample'", "",
    ),
    "a version that is a number": (
        'version = "sample"', "§version = 2030", "version",
        "expected a text, found whole number 2030", "",
    ),
    "an unknown state": (
        'state = "draft"', '§state = "isued"', "state", "no state 'isued'", "issued",
    ),
    "an unknown key at the top": (
        'state = "draft"', 'state = "draft"\n§titel = 1', "titel", "no key 'titel' here", "title",
    ),
    "a title in one language": (
        '{ zh = "样例市政府质量奖", en = "Sample City Quality Award" }', '§{ zh = "奖" }',
        "award.en", "'en' is missing", "",
    ),
    "a title that is text": (
        '{ zh = "样例市政府质量奖", en = "Sample City Quality Award" }', '§"奖"',
        "award", "expected a table, found text '奖'", "",
    ),
    "an empty title": (
        '{ zh = "东县", en = "East County" }', '§{ zh = "东县", en = " " }',
        "channels.east.title.en", "the text is empty", "",
    ),
    "a third language": (
        '{ zh = "东县", en = "East County" }', '§{ zh = "东县", en = "E", fr = "E" }',
        "channels.east.title.fr", "no key 'fr' here", "",
    ),
    "an id in capitals": (
        "[channels.east]", '§[channels.East]\ntitle = { zh = "东", en = "E" }\n[channels.east]',
        "channels.East", "expected an id of lower-case letters", "east",
    ),
    "a day in quotes": (
        "issued = 2030-01-02", '§issued = "2030-01-02"', "sources.plan.issued",
        "expected a date such as 2025-09-01, without quotes, found text '2030-01-02'", "",
    ),
    "a day with a time": (
        "issued = 2030-01-02", "§issued = 2030-01-02T10:00:00", "sources.plan.issued",
        "found day with time", "",
    ),
    "a window that closes before it opens": (
        "opens = 2030-03-01\ncloses = { value = 2030-12-31",
        "opens = 2030-03-01\n§closes = { value = 2029-12-31", "window.closes",
        "opens 2030-03-01 is after closes 2029-12-31", "",
    ),
    "a text that ends before it begins": (
        'valid_to = "unstated"', "§valid_to = 2020-02-01", "window.valid_to",
        "valid_from 2030-02-01 is after valid_to 2020-02-01", "",
    ),
    "a stage that closes before it opens": (
        "closes = 2030-03-31", "§closes = 2030-02-28", "stages.apply.closes",
        "opens 2030-03-01 is after closes 2030-02-28", "",
    ),
    "a missing cell": (
        "[window]\nsource = \"plan 一\"\nopens = 2030-03-01\n", '§[window]\nsource = "plan 一"\n',
        "window.opens", "'opens' is missing: where the text is silent, write \"unstated\"", "",
    ),
    "a table without its article": (
        'role = "office"\nsource = "plan 四"', 'role = "office"', "bodies.office.source",
        "'source' is missing: a value without an article is a defect", "",
    ),
    "a document that is not cited in sources": (
        'source = "plan 九"', '§source = "plna 九"', "provisions.reward.source",
        "no source 'plna'", "plan",
    ),
    "a document without an article": (
        'source = "plan 九"', '§source = "plan"', "provisions.reward.source",
        "names the document 'plan' but no article", "",
    ),
    "a cell citing an unknown document": (
        'source = "law 3"', '§source = "lwa 3"', "objections.decide.source", "no source 'lwa'",
        "law",
    ),
    "an unknown track id": (
        "[quotas.individuals]", "§[quotas.individual]", "quotas.individual",
        "no track 'individual'", "individuals",
    ),
    "a track that no award has": (
        "[tracks.individuals]",
        '§[tracks.teams]\ntitle = { zh = "团队", en = "teams" }\napplicant = "individual"\n'
        'source = "plan 二"\n\n[tracks.individuals]',
        "tracks.teams", "no track 'teams' (known: organisations, individuals)", "",
    ),
    "an unknown applicant": (
        'applicant = "individual"', '§applicant = "person"', "tracks.individuals.applicant",
        "no applicant 'person'", "",
    ),
    "a quota in words": (
        "{ exactly = 3 }", '§{ exactly = "three" }', "quotas.individuals.number.exactly",
        "expected a whole number, at least 0, found text 'three'", "",
    ),
    "a quota that is true": (
        "{ exactly = 3 }", "§true", "quotas.individuals.number",
        "expected a whole number, at least 0, found true", "",
    ),
    "a quota that is not whole": (
        "{ exactly = 3 }", "§2.5", "quotas.individuals.number",
        "expected a whole number, at least 0, found number 2.5", "",
    ),
    "a negative quota": (
        "{ exactly = 3 }", "§{ exactly = -3 }", "quotas.individuals.number.exactly",
        "at least 0, found whole number -3", "",
    ),
    "two bounds at once": (
        "{ exactly = 3 }", "§{ exactly = 3, at_most = 5 }", "quotas.individuals.number",
        "only one of these may stand: exactly, at_most", "",
    ),
    "a cell without a value": (
        "{ exactly = 3 }", '§{ words = "三个" }', "quotas.individuals.number",
        "one of these is needed: value", "",
    ),
    "a truth in quotes": (
        "may_stay_vacant = true", '§may_stay_vacant = "true"',
        "quotas.organisations.may_stay_vacant", "expected true or false, found text 'true'", "",
    ),
    "a truth with a bound": (
        "may_stay_vacant = true", "§may_stay_vacant = { exactly = true }",
        "quotas.organisations.may_stay_vacant.exactly", "for numbers and durations only", "",
    ),
    "a day with a bound": (
        "valid_from = 2030-02-01", "§valid_from = { at_least = 2030-02-01 }",
        "window.valid_from.at_least", "for numbers and durations only", "",
    ),
    "a text with a bound": (
        'value = "每年报告"', '§value = { at_most = "年" }', "provisions.report.value.at_most",
        "for numbers and durations only", "",
    ),
    "a misspelt silence": (
        'valid_to = "unstated"', '§valid_to = "unstatd"', "window.valid_to",
        "no status 'unstatd'", "unstated",
    ),
    "a condition of an unknown track": (
        'tracks = ["organisations"]\nsource = "plan 五(一)"',
        '§tracks = ["organisation"]\nsource = "plan 五(一)"', "conditions.years.tracks[0]",
        "no track 'organisation'", "organisations",
    ),
    "a condition of no track": (
        'tracks = ["organisations", "individuals"]', "§tracks = []", "conditions.honest.tracks",
        "the list is empty", "",
    ),
    "a track named twice": (
        'tracks = ["organisations", "individuals"]', '§tracks = ["individuals", "individuals"]',
        "conditions.honest.tracks[1]", "'individuals' stands twice in the list", "",
    ),
    "a rule without a name": (
        'rule = { name = "min_years", field', "§rule = { field", "conditions.years.rule.name",
        "'name' is missing", "",
    ),
    "a misspelt stage type": (
        '"FIN_NOTICE"', '§"FIN_NOTIC"', "stages.notice.type", "no stage type 'FIN_NOTIC'",
        "FIN_NOTICE",
    ),
    "a stage type in small letters": (
        '"FIN_NOTICE"', '§"fin_notice"', "stages.notice.type", "no stage type 'fin_notice'",
        "FIN_NOTICE",
    ),
    "a kind in Chinese": (
        'kind = "notice"', '§kind = "公示"', "stages.notice.kind", "no kind of stage '公示'",
        "notice",
    ),
    "an unknown per": (
        'per = "batch"', '§per = "bach"', "stages.notice.per", "no value of per 'bach'", "batch",
    ),
    "an unknown role": (
        'role = "office"', '§role = "ofice"', "bodies.office.role", "no role 'ofice'", "office",
    ),
    "a body for each of something else": (
        'each = "channel"', '§each = "county"', "bodies.county.each",
        "no value of each 'county' (known: channel)", "",
    ),
    "an unknown body": (
        'body = "county"', '§body = "conty"', "stages.nominate.body", "no body 'conty'", "county",
    ),
    "an unknown predecessor": (
        'after = ["nominate"]', '§after = ["nominat"]', "stages.review.after[0]",
        "no stage 'nominat'", "nominate",
    ),
    "a predecessor that is no list": (
        'after = ["nominate"]', '§after = "nominate"', "stages.review.after",
        "expected a list […], found text 'nominate'", "",
    ),
    "a stage after itself": (
        'after = ["nominate"]', '§after = ["review"]', "stages.review.after",
        "a stage cannot come after itself", "",
    ),
    "a duration without its unit": (
        '{ at_least = "5wd", words = "不少于5个工作日", soft = true }', "§5",
        "stages.notice.duration", 'write "5wd" (working days) or "5cd" (calendar days)', "",
    ),
    "a duration of digits in quotes": (
        '{ at_least = "5wd", words = "不少于5个工作日", soft = true }', '§"5"',
        "stages.notice.duration", 'write "5wd" (working days) or "5cd" (calendar days)', "",
    ),
    "a negative duration": (
        'reply = { at_most = "10wd" }', '§reply = { at_most = "-10wd" }',
        "objections.reply.at_most", "not negative, found text '-10wd'", "",
    ),
    "a duration in words": (
        'reply = { at_most = "10wd" }', '§reply = "十个工作日"', "objections.reply",
        "expected a duration such as 5wd", "",
    ),
    "a notice without a duration": (
        'duration = { at_least = "5wd", words = "不少于5个工作日", soft = true }\n', "",
        "stages.notice.duration", "'duration' is missing", "",
    ),
    "words that are a whole paragraph": (
        'words = "不少于5个工作日"', f'§words = "{"不少于" * 30}"', "stages.notice.duration.words",
        "at most 60 characters, this has 90", "",
    ),
    "words of what is not written": (
        '{ unstated = "没有写邮寄时间" }', '§{ unstated = "没有写", words = "邮寄" }',
        "stages.nominate.duration.words", "'unstated' has no value", "",
    ),
    "a change that is written into the text": (
        '{ unstated = "没有写邮寄时间" }', '§{ value = "3wd", changed = "5wd → 3wd: 试" }',
        "stages.nominate.duration.changed", "belongs into the [[changes]] of a scenario", "",
    ),
    "a deadline that counts nothing known": (
        'counts = "receipt"', '§counts = "reciept"', "stages.nominate.deadline.counts",
        "no value of counts 'reciept'", "receipt",
    ),
    "a deadline without its day": (
        "{ on = 2030-05-01, ", "§{ ", "stages.nominate.deadline.on", "'on' is missing", "",
    ),
    "an unknown track of a parameter": (
        "individuals = 2 }", "§individual = 2 }", "stages.nominate.rule.at_most.individual",
        "no track 'individual'", "individuals",
    ),
    "a parameter that is a list": (
        'field = "operation"', '§field = ["operation"]', "conditions.years.rule.field",
        "expected a single value, found a list of 1", "",
    ),
    "no reviewer at all": (
        "reviewers = { at_least = 3 }", "§reviewers = 0", "stages.review.reviewers",
        "at least 1, found whole number 0", "",
    ),
    "an unknown assignment": (
        'assignment = "random"', '§assignment = "randm"', "stages.review.assignment",
        "no assignment 'randm'", "random",
    ),
    "a stage only for an unknown channel": (
        'channels = ["east"]', '§channels = ["eastt"]', "stages.review.only.channels[0]",
        "no channel 'eastt'", "east",
    ),
    "a trait that is no id": (
        'traits = ["local"]', '§traits = ["Local firm"]', "stages.review.only.traits[0]",
        "expected an id of lower-case letters", "local_firm",
    ),
    "an objection that holds something else": (
        'holds = "case" }', '§holds = "cases" }', "stages.notice.objection.holds",
        "no value of holds 'cases'", "case",
    ),
    "an unknown key of a cell": (
        "words = \"不少于5个工作日\"", "§word = \"不少于5个工作日\"", "stages.notice.duration.word",
        "no key 'word' here", "words",
    ),
    "an unknown key of a stage": (
        'outputs = ["申报表"]', '§output = ["申报表"]', "stages.apply.output",
        "no key 'output' here", "outputs",
    ),
    "a default that is no option": (
        'default = "one"', '§default = "on"', "readings.pending.default",
        "no option of this reading 'on' (known: one, all)", "one",
    ),
    "an option that sets what is not there": (
        'set = { "stages.notice.objection.holds" = "case" }',
        '§set = { "stages.notise.objection.holds" = "case" }',
        'readings.pending.options.one.set."stages.notise.objection.holds"',
        "no such path 'stages.notise.objection.holds'", "stages.notice.objection.holds",
    ),
    "an option that sets an unknown key": (
        'set = { "stages.notice.objection.holds" = "case" }',
        '§set = { "stages.notice.objection.hold" = "case" }',
        'readings.pending.options.one.set."stages.notice.objection.hold"',
        "no key 'hold' here", "holds",
    ),
    "an option that sets what cannot be": (
        '"stages.notice.objection.holds" = "list"', '§"stages.notice.objection.holds" = "lst"',
        'readings.pending.options.all.set."stages.notice.objection.holds"',
        "no value of holds 'lst'", "list",
    ),
    "an option of which the second setting cannot be": (
        '"objections.reply" = "7wd"', '§"objections.reply" = 7',
        'readings.pending.options.all.set."objections.reply"', 'write "7wd"', "",
    ),
    "an unknown provision": (
        'type = "DUTY"', '§type = "DUTTY"', "provisions.report.type",
        "no provision type 'DUTTY'", "DUTY",
    ),
    "a provision that lasts a number": (
        'lasts = "2y"', "§lasts = 2", "provisions.report.lasts", 'write "2wd"', "",
    ),
    "a negative amount": (
        "value = 100000", "§value = -1", "provisions.reward.value",
        "at least 0, found whole number -1", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_line_path_and_what_would_be_right(mistake):
    old, new, path, words, near = MISTAKES[mistake]
    text, line = altered(old, new)
    if "§" not in new:
        line = line_of(f"[{'.'.join(path.split('.')[:2])}]", text)
    (problem,) = problems_of(text)
    assert problem.file == "sample.toml"
    assert problem.path == path
    assert words in problem.message.en
    assert problem.line == line
    assert problem.nearest == near


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_chinese_too(mistake):
    old, new, *_ = MISTAKES[mistake]
    (problem,) = problems_of(altered(old, new)[0])
    assert re.search(r"[\u4e00-\u9fff]", problem.message.zh)
    assert not re.search(r"expected|found|missing|known", problem.message.zh)


def test_a_later_format_is_told_alone_since_nothing_else_can_be_judged():
    text, _ = altered("schema = 1", "schema = 3\nnovelty = true")
    (problem,) = problems_of(text)
    assert problem.read("en") == "sample.toml:4: format 3, this version reads 1 @ schema"


def test_every_missing_section_is_told():
    head = TEXT[: TEXT.index("[sources.plan]")]
    assert {problem.path for problem in problems_of(head)} == {
        "sources", "window", "tracks", "channels", "bodies", "quotas", "conditions", "stages",
        "objections", "readings", "provisions",
    }  # fmt: skip


def test_a_reading_without_options_is_none():
    start, end = TEXT.index("[readings.pending.options.one]"), TEXT.index("[provisions.reward]")
    text = TEXT[:start] + "[readings.pending.options]\n" + TEXT[end:]
    found = {problem.path: problem.message.en for problem in problems_of(text)}
    assert found == {
        "readings.pending.options": "the table is empty",
        "readings.pending.default": "no option of this reading 'one'",
    }


def test_what_is_excluded_may_carry_the_words_that_say_so(sample):
    suspends = sample.objections.suspends
    assert (suspends.status, suspends.words) == (Status.EXCLUDED, "不停止评审")
    assert suspends.reason == Text.same("异议期间照常评审")


def test_a_section_of_the_wrong_kind_is_told_once():
    text = TEXT.replace("[channels.east]", "[[channels]]")
    text = text.replace("[channels.west]", "[[channels]]")
    found = {problem.path: problem.message.en for problem in problems_of(text)}
    assert found["channels"] == "expected a table, found a list of 2"
    assert set(found) == {"channels", "stages.review.only.channels[0]"}


def test_a_text_without_stages_is_none():
    start, end = TEXT.index("[stages.apply]"), TEXT.index("[objections]")
    text = TEXT[:start] + "[stages]\n\n" + TEXT[end:]
    found = {problem.path: problem.message.en for problem in problems_of(text)}
    assert found["stages"] == "the table is empty"


def test_all_mistakes_of_a_file_are_told_in_one_pass_in_the_order_of_the_file():
    text = TEXT
    chosen = [
        "an unknown state", "a day in quotes", "an unknown body", "a kind in Chinese",
        "an unknown provision", "a default that is no option", "a quota that is true",
    ]  # fmt: skip
    for name in chosen:
        text = text.replace(MISTAKES[name][0], MISTAKES[name][1].replace("§", ""))
    found = problems_of(text)
    assert {problem.path for problem in found} == {MISTAKES[name][2] for name in chosen}
    assert len(found) == len(chosen)
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_what_the_document_refuses_is_told_together_with_what_the_text_does_wrong(tmp_path):
    text, _ = altered("value = 100000", "value = inf")
    file = tmp_path / "sample.toml"
    file.write_text(text.replace('state = "draft"', 'state = "darft"'), "utf-8")
    with pytest.raises(PolicyError) as raised:
        read_policy(file)
    assert [problem.path for problem in raised.value.problems] == [
        "state",
        "provisions.reward.value",
    ]


def test_a_file_is_named_as_the_user_gave_it(tmp_path, monkeypatch):
    (tmp_path / "sample.toml").write_text(altered('state = "draft"', "state = 1")[0], "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PolicyError, match=r"^\./sample\.toml:7: expected a text, the state"):
        read_policy("./sample.toml")


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"a = ", b"\xd1\xf9\xc0\xfd = 1"])
def test_a_file_that_is_no_document_is_a_fault_of_the_policy(tmp_path, content):
    file = tmp_path / "sample.toml"
    file.write_bytes(content)
    with pytest.raises(PolicyError):
        read_policy(file)


def test_long_values_are_cut_in_messages():
    text, _ = altered('state = "draft"', f'state = "{"x" * 500}"')
    (problem,) = problems_of(text)
    assert "x" * 39 + "…" in problem.message.en
    assert "x" * 40 not in problem.message.en


def test_a_rule_may_have_parameters_by_something_other_than_tracks(sample):
    changed = set_path(sample.raw, "stages.review.rule", {
        "name": "sample.tiers", "at_least": {"gold": 90, "silver": 80},
    })  # fmt: skip
    rule = parse_policy(changed, sample.file).stages["review"].rule
    assert rule.parameters["at_least"]["gold"].value == 90


# ---- values one by one ----------------------------------------------------------------------


def test_every_value_of_the_file_is_a_leaf_with_its_path(sample):
    found = leaves(sample)
    for leaf in found:
        assert has_path(sample.raw, leaf.path), leaf.path
    assert len({leaf.path for leaf in found}) == len(found) == 39


def test_a_leaf_knows_what_it_belongs_to(sample):
    found = {leaf.path: leaf for leaf in leaves(sample)}
    leaf = found["stages.review.supplement.within"]
    assert (leaf.owner.en, leaf.source) == ("document review", "plan 六(四)")
    assert leaf.cell == sample.stages["review"].supplement.within
    assert found["quotas.individuals.number"].owner.zh == "个人奖"
    assert found["stages.nominate.rule.at_most.individuals"].cell.value == 2


def test_leaves_come_in_the_order_of_the_form(sample):
    paths = [leaf.path for leaf in leaves(sample)]
    assert paths[0] == "window.opens"
    assert paths[-1] == "provisions.report.lasts"
    assert paths.index("stages.nominate.duration") < paths.index("stages.notice.duration")


def test_a_duration_that_was_left_out_is_no_leaf(sample):
    assert sample.stages["apply"].duration == Cell(None, Status.UNSTATED)
    assert "stages.apply.duration" not in {leaf.path for leaf in leaves(sample)}


def test_values_are_counted_by_status(sample):
    counted = count_by_status(sample)
    assert list(counted) == list(Status)
    assert sum(counted.values()) == len(leaves(sample))
    assert counted[Status.ELSEWHERE] == 1
    assert counted[Status.EXCLUDED] == 2
    assert counted[Status.UNREAD] == 1
    assert counted[Status.ASSUMED] == 0


# ---- paths ----------------------------------------------------------------------------------


def test_setting_a_value_leaves_the_tables_it_was_given_alone():
    raw = {"stages": {"a": {"after": ["b"]}, "b": {}}}
    changed = set_path(raw, "stages.a.after", ["c"])
    assert changed == {"stages": {"a": {"after": ["c"]}, "b": {}}}
    assert raw == {"stages": {"a": {"after": ["b"]}, "b": {}}}
    assert set_path(raw, "stages.a.after[0]", "d")["stages"]["a"]["after"] == ["d"]
    assert raw["stages"]["a"]["after"] == ["b"]


def test_removing_a_value_leaves_the_tables_it_was_given_alone():
    raw = {"stages": {"a": {"after": ["b"]}, "b": {}}}
    assert remove_path(raw, "stages.b") == {"stages": {"a": {"after": ["b"]}}}
    assert raw == {"stages": {"a": {"after": ["b"]}, "b": {}}}


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("stages.notise.duration", "stages.notice.duration"),
        ("stages.notice.duratoin", "stages.notice.duration"),
        ("stage.notice", "stages.notice"),
        ("stages.notice.duration.exactly.more", "stages.notice.duration"),
        ("nothing.like.it", ""),
        ("stages..notice", "stages.notice"),
        ("", ""),
    ],
)
def test_an_unknown_path_names_the_nearest_that_exists(sample, path, near):
    with pytest.raises(KeyError) as raised:
        get_path(sample.raw, path)
    assert raised.value.args == (near,)
    with pytest.raises(KeyError) as raised:
        remove_path(sample.raw, path)
    assert raised.value.args == (near,)
    assert not has_path(sample.raw, path)


@pytest.mark.parametrize("path", ["stages.nothing.duration", "state.more", "stages.notice[0]", ""])
def test_nothing_can_be_set_where_nothing_holds_it(sample, path):
    with pytest.raises(KeyError):
        set_path(sample.raw, path, 1)


def test_a_key_with_dots_is_quoted_in_a_path(sample):
    path = 'readings.pending.options.one.set."stages.notice.objection.holds"'
    assert get_path(sample.raw, path) == "case"
    assert path in known_paths(sample.raw)


def test_every_known_path_can_be_had_set_and_removed(sample):
    for path in known_paths(sample.raw):
        value = get_path(sample.raw, path)
        assert set_path(sample.raw, path, value) == sample.raw
        assert not has_path(remove_path(sample.raw, path), path)


# ---- waivers -----------------------------------------------------------------------------------


def with_waivers(sample, *rows):
    return {**sample.raw, "waivers": list(rows)}


def test_a_waiver_has_a_code_a_path_and_a_reason(sample):
    row = {"code": "AWS204", "path": "stages.notice.duration", "reason": "as in the act"}
    policy = parse_policy(with_waivers(sample, row, {"code": "AWS302", "reason": "by lot"}), "")
    assert policy.waivers == (
        Waiver("AWS204", "as in the act", "stages.notice.duration"),
        Waiver("AWS302", "by lot"),
    )
    assert sample.waivers == ()


def test_a_waiver_without_a_reason_or_with_another_code_is_refused(sample):
    with pytest.raises(PolicyError) as raised:
        parse_policy(with_waivers(sample, {"code": "aws204"}, {"code": 3, "reason": ""}), "")
    assert [(one.path, one.message.en.split(",")[0]) for one in raised.value.problems] == [
        ("waivers[0].code", "expected a code such as AWS204"),
        ("waivers[0].reason", "'reason' is missing"),
        ("waivers[1].code", "expected a code such as AWS204"),
        ("waivers[1].reason", "the text is empty"),
    ]


@pytest.mark.parametrize("key", ["counts", "late"])
def test_what_becomes_of_the_late_is_read_out_of_the_text_at_least(key):
    raw = tomllib.loads(SAMPLE.read_text("utf-8"))
    raw["stages"]["nominate"]["deadline"][key] = "unstated"
    with pytest.raises(PolicyError) as raised:
        parse_policy(raw, str(SAMPLE))
    (problem,) = raised.value.problems
    assert problem.path == f"stages.nominate.deadline.{key}"
    assert "inferred" in problem.message.en
