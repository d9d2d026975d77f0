"""Every mistake of a policy file is told where it stands, with what would be right."""

from __future__ import annotations

import re
import tomllib

import pytest
from support.sample import SAMPLE, TEXT, altered, line_of, problems_of

from awardsim.errors import PolicyError
from awardsim.policy import (
    parse_policy,
)

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
    "a stage that is due with none": (
        'outputs = ["申报表"]', 'outputs = ["申报表"]\n§due_with = "reviews"',
        "stages.apply.due_with", "no stage 'reviews'", "review",
    ),
    "a stage that is due with one without a deadline": (
        'outputs = ["申报表"]', 'outputs = ["申报表"]\n§due_with = "review"',
        "stages.apply.due_with", "another stage that has a 'deadline'", "",
    ),
    "an unknown key of a stage": (
        'outputs = ["申报表"]', '§output = ["申报表"]', "stages.apply.output",
        "no key 'output' here", "outputs",
    ),
    "a misspelt table that readings lead through": (
        "objection = { open = true, holds", "§objecton = { open = true, holds",
        "stages.notice.objecton", "no key 'objecton' here", "objection",
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


def test_what_leads_through_a_misspelt_table_is_looked_at_under_the_right_name():
    text = TEXT.replace("objection = { open = true, holds", "objecton = { open = true, holds")
    text = text.replace('holds" = "list"', 'holds" = "lst"')
    assert [(problem.path.split(".")[-1], problem.nearest) for problem in problems_of(text)] == [
        ("objecton", "objection"),
        ('holds"', "list"),
    ]


def test_long_values_are_cut_in_messages():
    text, _ = altered('state = "draft"', f'state = "{"x" * 500}"')
    (problem,) = problems_of(text)
    assert "x" * 39 + "…" in problem.message.en
    assert "x" * 40 not in problem.message.en


@pytest.mark.parametrize("key", ["counts", "late"])
def test_what_becomes_of_the_late_is_read_out_of_the_text_at_least(key):
    raw = tomllib.loads(SAMPLE.read_text("utf-8"))
    raw["stages"]["nominate"]["deadline"][key] = "unstated"
    with pytest.raises(PolicyError) as raised:
        parse_policy(raw, str(SAMPLE))
    (problem,) = raised.value.problems
    assert problem.path == f"stages.nominate.deadline.{key}"
    assert "inferred" in problem.message.en
