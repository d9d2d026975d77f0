"""Every mistake of a scenario file is told with its line, in both languages."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from awardsim.errors import ScenarioError
from awardsim.scenario.reader import read_scenario

HEAD = 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "a test"\n'


@attrs.frozen
class Wrong:
    """Lines of a scenario with ``§`` where the mistake is, and what must be said of it."""

    what: str
    lines: str
    path: str
    zh: str
    en: str
    nearest: str = ""
    head: str = HEAD


#: Mistakes that the file alone shows.
READ = (
    # ---- keys and tables -----------------------------------------------------------------
    Wrong(
        "a misspelt table",
        "§[applicnts]\norganisations = 3",
        "applicnts",
        "没有键 'applicnts'",
        "no key 'applicnts'",
        "applicants",
    ),
    Wrong(
        "a misspelt key of the head",
        "§finishby = 2025-12-31",
        "finishby",
        "没有键",
        "no key 'finishby'",
        "finish_by",
    ),
    Wrong(
        "a misspelt key of the run",
        "[run]\n§replication = 5",
        "run.replication",
        "没有键",
        "no key 'replication'",
        "replications",
    ),
    Wrong(
        "a misspelt key of the calendar",
        "[calendar]\n§knownon = 2025-01-01",
        "calendar.knownon",
        "没有键",
        "no key 'knownon'",
        "known_on",
    ),
    Wrong(
        "a misspelt key of a body",
        "[bodies.reviewers]\n§availible = [2025-11-03]",
        "bodies.reviewers.availible",
        "没有键",
        "no key 'availible'",
        "available",
    ),
    Wrong(
        "a misspelt key of a meeting",
        '[meetings.leading_group]\nweekdays = ["fri"]\n§lenght = "4h"',
        "meetings.leading_group.lenght",
        "没有键",
        "no key 'lenght'",
        "length",
    ),
    Wrong(
        "a misspelt key beside an estimate",
        '[people]\n§reviewers = { estimate = 5, bassis = "x" }',
        "people.reviewers.bassis",
        "没有键",
        "no key 'bassis'",
        "basis",
    ),
    Wrong(
        "a number where a table belongs", "§people = 12", "people", "应为一张表", "expected a table"
    ),
    Wrong(
        "changes written as a table",
        '§[changes]\npath = "stages.final_notice.duration"',
        "changes",
        "应为表的列表",
        "expected a list of tables",
    ),
    Wrong(
        "a table that this version does not know",
        "§[forecast]\nto = 2025-10-01",
        "forecast",
        "没有键",
        "no key 'forecast'",
    ),
    # ---- numbers -------------------------------------------------------------------------
    Wrong(
        "true for a number",
        "[people]\n§reviewers = true",
        "people.reviewers",
        "应为整数",
        "expected a whole number",
    ),
    Wrong(
        "a number written as a word",
        '[people]\n§reviewers = "five"',
        "people.reviewers",
        "现为文字 'five'",
        "found text 'five'",
    ),
    Wrong(
        "two and a half reviewers",
        "[people]\n§reviewers = 2.5",
        "people.reviewers",
        "现为数 2.5",
        "found number 2.5",
    ),
    Wrong(
        "a negative number of people",
        "[people]\n§site_teams = -1",
        "people.site_teams",
        "应为整数，0 到",
        "expected a whole number, 0 to",
    ),
    Wrong(
        "half an applicant among three numbers",
        "[applicants]\n§organisations = [8, 12.5, 20]",
        "applicants.organisations[1]",
        "现为数 12.5",
        "found number 12.5",
    ),
    Wrong(
        "more applicants than there can be",
        "[applicants]\n§organisations = 1000001",
        "applicants.organisations",
        "整数 1000001",
        "whole number 1000001",
    ),
    Wrong(
        "a number that is infinite",
        "[cohort]\n§merit_mean = 1e400",
        "cohort.merit_mean",
        "数必须是有限的",
        "must be finite",
    ),
    Wrong(
        "three numbers in the wrong order",
        "[people]\n§reviewers = [12, 9, 15]",
        "people.reviewers",
        "最少 ≤ 一般 ≤ 最多，现为 [12, 9, 15]",
        "least <= usual <= most, found [12, 9, 15]",
    ),
    Wrong(
        "two numbers",
        "[applicants]\n§individuals = [10, 15]",
        "applicants.individuals",
        "三个数 [最少, 一般, 最多]，现为2 项的列表",
        "three [least, usual, most], found a list of 2",
    ),
    Wrong(
        "a share above 1",
        "[chance]\n§withdrawal = 1.1",
        "chance.withdrawal",
        "应为数，0 到 1，",
        "expected a number, 0 to 1,",
    ),
    Wrong(
        "95 for 0.95",
        "[cohort]\n§complete = 95",
        "cohort.complete",
        "0 到 1，现为整数 95",
        "0 to 1, found whole number 95",
    ),
    Wrong(
        "a negative share",
        "[chance.objection]\n§final_notice = -0.1",
        "chance.objection.final_notice",
        "0 到 1，现为数 -0.1",
        "0 to 1, found number -0.1",
    ),
    Wrong(
        "one objection rate for all notices",
        "[chance]\n§objection = 0.1",
        "chance.objection",
        "应为一张表",
        "expected a table",
    ),
    Wrong(
        "a crowding of 0",
        "[cohort]\n§crowding = [0, 3, 6]",
        "cohort.crowding",
        "应为大于 0 的数",
        "expected a number above 0",
    ),
    # ---- durations -----------------------------------------------------------------------
    Wrong(
        "a duration without its unit",
        "[durations]\n§site_visit = 8",
        "durations.site_visit",
        '写 "8wd"（工作日）或 "8cd"',
        'write "8wd" (working days) or "8cd"',
    ),
    Wrong(
        "a duration without its unit, in quotes",
        '[durations]\n§site_visit = "8"',
        "durations.site_visit",
        '写 "8wd"',
        'write "8wd"',
    ),
    Wrong(
        "durations in two units",
        '[durations]\n§site_visit = ["4h", "1wd", "2wd"]',
        "durations.site_visit",
        "单位要相同",
        "must have one unit",
    ),
    Wrong(
        "a duration in years",
        '[durations]\n§composite = "1y"',
        "durations.composite",
        "用时只能以 wd、cd、h 计",
        "counted in wd, cd or h",
    ),
    Wrong(
        "a negative duration",
        '[durations]\n§composite = "-3wd"',
        "durations.composite",
        "不为负",
        "not negative",
    ),
    Wrong(
        "durations in the wrong order",
        '[durations]\n§composite = ["3wd", "2wd", "5wd"]',
        "durations.composite",
        "现为 [3, 2, 5]",
        "found [3, 2, 5]",
    ),
    Wrong(
        "a duration of one track without its unit",
        '[durations.site_visit]\norganisations = "8h"\n§individuals = 4',
        "durations.site_visit.individuals",
        '写 "4wd"',
        'write "4wd"',
    ),
    Wrong(
        "an unknown distribution",
        '[durations]\n§site_visit = { distribution = "lognorm", mean = "8h", sd = "4h" }',
        "durations.site_visit.distribution",
        "没有分布 'lognorm'（有：constant、uniform、triangular、exponential、lognormal）",
        "no distribution 'lognorm' (known: constant, uniform, triangular, exponential, lognormal)",
        "lognormal",
    ),
    Wrong(
        "a parameter too many",
        '[durations]\n§site_visit = { distribution = "exponential", mean = "8h", sd = "4h" }',
        "durations.site_visit.sd",
        "没有键 'sd'",
        "no key 'sd'",
    ),
    Wrong(
        "a parameter too few",
        '[durations]\n§site_visit = { distribution = "uniform", least = "8h" }',
        "durations.site_visit.most",
        "缺少 'most'",
        "'most' is missing",
    ),
    Wrong(
        "a parameter without its unit",
        '[durations]\n§site_visit = { distribution = "exponential", mean = 8 }',
        "durations.site_visit.mean",
        '写 "8wd"',
        'write "8wd"',
    ),
    Wrong(
        "parameters in two units",
        '[durations]\n§site_visit = { distribution = "lognormal", mean = "8h", sd = "1wd" }',
        "durations.site_visit",
        "同一个单位",
        "one unit (wd, cd or h)",
    ),
    Wrong(
        "a uniform distribution from more to less",
        '[durations]\n§site_visit = { distribution = "uniform", least = "8h", most = "4h" }',
        "durations.site_visit",
        "现为 [8, 4]",
        "found [8, 4]",
    ),
    Wrong(
        "a mean of 0",
        '[durations]\n§site_visit = { distribution = "exponential", mean = "0h" }',
        "durations.site_visit.mean",
        "平均要大于 0",
        "above 0",
    ),
    # ---- meetings ------------------------------------------------------------------------
    Wrong(
        "a meeting date in quotes",
        '[meetings]\n§leading_group = ["2025-12-10"]',
        "meetings.leading_group[0]",
        "如 2025-09-01（不加引号）",
        "such as 2025-09-01, without quotes",
    ),
    Wrong(
        "no meeting dates",
        "[meetings]\n§leading_group = []",
        "meetings.leading_group",
        "列表是空的",
        "the list is empty",
    ),
    Wrong(
        "a meeting date twice",
        "[meetings]\n§leading_group = [2025-12-10, 2025-12-10]",
        "meetings.leading_group[1]",
        "出现两次",
        "stands twice",
    ),
    Wrong(
        "days of a body whose key does not say days",
        "[meetings]\n§government = [1, 3, 8]",
        "meetings.government",
        "几天写在 government_days",
        "days go under government_days",
        "government_days",
    ),
    Wrong(
        "a key that says day for days",
        "[meetings]\n§government_day = 3",
        "meetings.government_day",
        "几天写在 government_days",
        "days go under government_days",
        "government_days",
    ),
    Wrong(
        "a body's days in the short and the long form",
        "[meetings]\ngovernment_days = 3\n§government = { days = 3 }",
        "meetings.government",
        "已经给过一次",
        "given twice: use either the short or the long form",
    ),
    Wrong(
        "half a day of notice",
        "[meetings]\n§leading_group_notice = 1.5",
        "meetings.leading_group_notice",
        "应为整数",
        "expected a whole number",
    ),
    Wrong(
        "two ways of meeting",
        '§[meetings.leading_group]\nweekdays = ["fri"]\nevery = "7cd"',
        "meetings.leading_group",
        "只能有一项",
        "give just one of dates, weekdays, every, notice, days",
    ),
    Wrong(
        "no way of meeting",
        '§[meetings.leading_group]\nlength = "4h"',
        "meetings.leading_group",
        "只能有一项",
        "give just one of dates, weekdays, every, notice, days",
    ),
    Wrong(
        "an unknown weekday",
        '[meetings.leading_group]\n§weekdays = ["fry"]',
        "meetings.leading_group.weekdays[0]",
        "没有星期 'fry'",
        "no weekday 'fry'",
        "fri",
    ),
    Wrong(
        "a meeting every seven working days",
        '[meetings.leading_group]\n§every = "7wd"',
        "meetings.leading_group.every",
        "应为整的日历日",
        "expected whole calendar days",
    ),
    Wrong(
        "a meeting every seven and a half days",
        '[meetings.leading_group]\n§every = "7.5cd"',
        "meetings.leading_group.every",
        "应为整的日历日",
        "expected whole calendar days",
    ),
    Wrong(
        "a meeting that lasts two years",
        '[meetings.leading_group]\ndates = [2025-12-10]\n§length = "2y"',
        "meetings.leading_group.length",
        "应为工时或工作日",
        "expected working hours or days",
    ),
    Wrong(
        "a first day beside days that are given",
        "[meetings.leading_group]\ndates = [2025-12-10]\n§first = 2025-12-01",
        "meetings.leading_group.first",
        "与 dates 一起没有用处",
        "no meaning together with dates",
    ),
    # ---- what the text leaves open -------------------------------------------------------
    Wrong(
        "a date in quotes",
        '[fill]\n§"stages.apply.closes" = "2025-10-10"',
        'fill."stages.apply.closes"',
        "日期，如 2025-09-01（不加引号）",
        "a date such as 2025-09-01, without quotes",
    ),
    Wrong(
        "a path that is not quoted",
        "[fill]\n§stages.apply.closes = 2025-10-10",
        "fill.stages",
        "文本的路径要加引号",
        "a path of the text is quoted",
    ),
    Wrong(
        "days in the wrong order",
        '[fill]\n§"stages.apply.closes" = [2025-10-10, 2025-10-09, 2025-10-11]',
        'fill."stages.apply.closes"',
        "现为 [2025-10-10, 2025-10-09, 2025-10-11]",
        "found [2025-10-10, 2025-10-09, 2025-10-11]",
    ),
    Wrong(
        "a closing date that is counted both ways",
        '[fill]\n§"stages.apply.closes" = { before = "receipt", after = "opening", days = 5 }',
        'fill."stages.apply.closes"',
        "只能写一项",
        "give just one of before, after",
    ),
    Wrong(
        "a closing date counted from an unknown start",
        '[fill]\n§"stages.apply.closes" = { after = "openning", days = 5 }',
        'fill."stages.apply.closes".after',
        "没有起点 'openning'",
        "no starting point 'openning'",
        "opening",
    ),
    Wrong(
        "a closing date that is counted without a number",
        '[fill]\n§"stages.apply.closes" = { before = "receipt" }',
        'fill."stages.apply.closes".days',
        "缺少 'days'",
        "'days' is missing",
    ),
    # ---- one thing twice, no basis -------------------------------------------------------
    Wrong(
        "people in the short and the long form",
        "[people]\nreviewers = 10\n[bodies.reviewers]\n§capacity = 12",
        "bodies.reviewers.capacity",
        "'people.reviewers' 已经给过一次",
        "'people.reviewers' is given twice",
    ),
    Wrong(
        "no basis anywhere",
        "[people]\n§reviewers = 10",
        "people.reviewers",
        "没有依据",
        "no basis",
        head='schema = 1\npolicy = "qingyuan@2025"\n',
    ),
    Wrong(
        "a basis that is no text",
        "[people]\nreviewers = 10",
        "basis",
        "应为文字",
        "expected a text",
        head='schema = 1\npolicy = "qingyuan@2025"\n§basis = 5\n',
    ),
    # ---- bodies, readings, changes -------------------------------------------------------
    Wrong(
        "an unknown assignment",
        '[bodies.reviewers]\n§assignment = "ramdom"',
        "bodies.reviewers.assignment",
        "没有分派方式 'ramdom'（有：pool、balanced、random）",
        "no assignment 'ramdom' (known: pool, balanced, random)",
        "random",
    ),
    Wrong(
        "a reading that is no text",
        "[readings]\n§pending_objection = true",
        "readings.pending_objection",
        "应为文字，现为true",
        "expected a text, found true",
    ),
    Wrong(
        "a change without a reason",
        '§[[changes]]\npath = "stages.final_notice.duration"\nto = "7wd"',
        "changes[0].why",
        "缺少 'why'",
        "'why' is missing",
    ),
    Wrong(
        "a change to nothing",
        '§[[changes]]\npath = "stages.final_notice.duration"\nwhy = "w"',
        "changes[0].to",
        "缺少 'to'",
        "'to' is missing",
    ),
    Wrong(
        "an unknown operation",
        '[[changes]]\npath = "stages.city_consult"\nwhy = "w"\n§op = "mvoe"\nto = "receipt"',
        "changes[0].op",
        "没有操作 'mvoe'（有：set、add、remove、move）",
        "no operation 'mvoe' (known: set, add, remove, move)",
        "move",
    ),
    Wrong(
        "something removed, with a new value",
        '[[changes]]\npath = "stages.city_consult"\nwhy = "w"\nop = "remove"\n§to = 3',
        "changes[0].to",
        "删去的不写 'to'",
        "what is removed has no 'to'",
    ),
    Wrong(
        "a stage moved after a number",
        '[[changes]]\npath = "stages.city_consult"\nwhy = "w"\nop = "move"\n§to = 3',
        "changes[0].to",
        "应为文字，现为整数 3",
        "expected a text, found whole number 3",
    ),
    # ---- dates, calendar, runs -----------------------------------------------------------
    Wrong(
        "an opening in quotes",
        '§opens = "2025-09-17"',
        "opens",
        "（不加引号），现为文字 '2025-09-17'",
        "without quotes, found text '2025-09-17'",
    ),
    Wrong(
        "an opening at an hour",
        "§opens = 2025-09-17T09:00:00",
        "opens",
        "现为日期时间",
        "found day with time",
    ),
    Wrong(
        "an end before the opening",
        "opens = 2025-10-01\n§finish_by = 2025-09-30",
        "finish_by",
        "finish_by（2025-09-30）早于 opens（2025-10-01）",
        "finish_by (2025-09-30) is before opens (2025-10-01)",
    ),
    Wrong(
        "an unknown calendar",
        '[calendar]\n§kind = "anounced"',
        "calendar.kind",
        "没有日历 'anounced'",
        "no calendar 'anounced'",
        "announced",
    ),
    Wrong(
        "an unknown way of counting days",
        '[calendar]\n§count = "exclude"',
        "calendar.count",
        "没有计数方法",
        "no convention 'exclude'",
        "exclude_first",
    ),
    Wrong(
        "one hour of business",
        '[calendar]\n§hours = ["09:00"]',
        "calendar.hours",
        "上下班时刻",
        "opening and close",
    ),
    Wrong(
        "a close after midnight",
        '[calendar]\n§hours = ["09:00", "24:30"]',
        "calendar.hours[1]",
        "现为文字 '24:30'",
        "found text '24:30'",
    ),
    Wrong(
        "a holiday without a name",
        "§[[calendar.holidays]]\ndate = 2025-10-09",
        "calendar.holidays[0].name",
        "缺少 'name'",
        "'name' is missing",
    ),
    Wrong(
        "a holiday of no channel",
        '[[calendar.holidays]]\ndate = 2025-10-09\nname = "local"\n§channels = []',
        "calendar.holidays[0].channels",
        "列表是空的",
        "the list is empty",
    ),
    Wrong(
        "no replications",
        "[run]\n§replications = 0",
        "run.replications",
        "应为整数，1 到",
        "expected a whole number, 1 to",
    ),
    Wrong(
        "a negative number of replications",
        "[run]\n§replications = -5",
        "run.replications",
        "现为整数 -5",
        "found whole number -5",
    ),
    Wrong(
        "a billion replications",
        "[run]\n§replications = 1_000_000_000",
        "run.replications",
        "整数 1000000000",
        "whole number 1000000000",
    ),
    Wrong(
        "a negative seed",
        "[run]\n§seed = -1",
        "run.seed",
        "现为整数 -1",
        "found whole number -1",
    ),
    # ---- head ----------------------------------------------------------------------------
    Wrong("a title that is a number", "§title = 5", "title", "应为文字", "expected a text"),
    Wrong(
        "a title in one language",
        '§title = { zh = "标题" }',
        "title.en",
        "缺少 'en'",
        "'en' is missing",
    ),
    Wrong(
        "no policy",
        "",
        "policy",
        "缺少 'policy'",
        "'policy' is missing",
        head='schema = 1\nbasis = "b"\n',
    ),
    Wrong(
        "no format",
        "",
        "schema",
        "缺少 'schema'",
        "'schema' is missing",
        head='policy = "qingyuan@2025"\n',
    ),
    Wrong(
        "a later format, of which nothing else can be said",
        "[whatever]\nit = 1",
        "schema",
        "格式 2，本版本只读格式 1",
        "format 2, this version reads format 1",
        head='§schema = 2\npolicy = "qingyuan@2025"\n',
    ),
)


def line_of(wrong: Wrong) -> int:
    """The line on which ``§`` stands; 1 where it stands nowhere."""
    before, found, _ = (wrong.head + wrong.lines).partition("§")
    return before.count("\n") + 1 if found else 1


def check(wrong: Wrong, told) -> None:
    """One problem, and no other, with all that a person needs to mend it."""
    head, lines = (part.replace("§", "") for part in (wrong.head, wrong.lines))
    (problem,) = told(lines, head=head)
    assert Path(problem.file).name == "mine.toml"
    assert (problem.path, problem.line) == (wrong.path, line_of(wrong))
    assert wrong.zh in problem.message.zh
    assert wrong.en in problem.message.en
    assert problem.nearest == wrong.nearest


@pytest.mark.parametrize("wrong", READ, ids=lambda wrong: wrong.what)
def test_a_mistake_of_the_file_is_told_where_it_stands(wrong, told):
    check(wrong, told)


def test_all_mistakes_of_a_file_are_told_at_once_in_the_order_of_their_lines(told):
    lines = (
        'opens = "2025-09-17"\n'
        "[people]\nreviewers = true\nsite_teams = -1\n"
        "[applicants]\norganisations = [20, 12, 8]\n"
        '[durations]\nsite_visit = ["4h", "1wd", "2wd"]\ncomposite = 3\n'
        "[chance]\nwithdrawal = 95\n"
        "[meetings]\ngovernment = [1, 3, 8]\n"
        "[run]\nseed = -1\n"
        "[nowhere]\n"
    )
    problems = told(lines)
    assert [problem.line for problem in problems] == [4, 6, 7, 9, 11, 12, 14, 16, 18, 19]
    assert [problem.path for problem in problems] == [
        "opens",
        "people.reviewers",
        "people.site_teams",
        "applicants.organisations",
        "durations.site_visit",
        "durations.composite",
        "chance.withdrawal",
        "meetings.government",
        "run.seed",
        "nowhere",
    ]


@pytest.mark.parametrize(
    "content, line, zh, en",
    [
        ("", 0, "文件是空的", "file is empty"),
        ("# only this\n", 0, "只有注释", "nothing but comments"),
        ("schema = 1\nschema = 1\n", 2, "先在第 1 行", "on line 1 already"),
        ("schema = 1\n[people]\nreviewers = 12 people\n", 3, "不是合法的 TOML", "not valid TOML"),
        ("schema = 1\nopens = 2025年9月1日\n", 2, "日期写作 2025-09-01", "written 2025-09-01"),
    ],
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(told, content, line, zh, en):
    (problem,) = told(head=content)
    assert Path(problem.file).name == "mine.toml"
    assert problem.line == line
    assert zh in problem.message.zh
    assert en in problem.message.en


def test_a_day_that_there_is_not_is_told_with_the_other_mistakes(told):
    found = {one.path: one for one in told(head="schema = 1\nopens = 2025-13-01\nrun = 5\n")}
    assert {"opens", "policy", "run"} <= found.keys()
    assert found["opens"].line == 2
    assert found["opens"].message.zh == "不是合法的 TOML：没有 2025-13-01 这个日期"
    assert found["opens"].message.en == "not valid TOML: there is no such date 2025-13-01"


def test_a_file_that_is_not_there_is_named_with_its_neighbour(tmp_path):
    (tmp_path / "mine.toml").write_text(HEAD, "utf-8")
    with pytest.raises(ScenarioError) as raised:
        read_scenario(tmp_path / "mina.toml")
    (problem,) = raised.value.problems
    assert Path(problem.file).name == "mina.toml"
    assert "没有这个文件" in problem.message.zh
    assert "there is no such file" in problem.message.en
    assert problem.nearest == "mine.toml"
