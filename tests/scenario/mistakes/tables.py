"""Meetings, readings, bodies, dates and the head of a file."""

from __future__ import annotations

from tests.scenario.mistakes.wrong import Wrong

#: Meetings.
MEETINGS = (
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
)

#: What the text leaves open.
LEFT_OPEN = (
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
)

#: One thing twice, no basis.
TWICE = (
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
)

#: Bodies, readings, changes.
BODIES = (
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
)

#: Dates, calendar, runs.
DATES = (
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
)

#: Head.
HEADS = (
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
