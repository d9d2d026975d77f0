"""A scenario as a person reads it: what it says, and everything that is in force under it."""

from __future__ import annotations

import datetime
from typing import Any

import attrs

from awardsim.policy import Policy
from awardsim.procedure.channels import title_of
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.scenario.model import (
    Amount,
    ClosesAfter,
    ClosesBefore,
    DateEstimate,
    Distribution,
    Estimate,
    Meets,
    OwnHoliday,
    Scenario,
    Staffing,
)
from awardsim.scenario.tables import PACES
from awardsim.text import Language, Text

COUNTS = {
    "exclude_first": Text("发布当天不计", "the posting day does not count"),
    "include_first": Text("发布当天计入", "the posting day counts"),
}
_BUILT_IN = Text("内置估计", "built-in")
_WEEKDAYS = Text("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")


def read_amount(amount: Amount, language: Language) -> str:
    """What a scenario gives, as a person writes it.

    >>> read_amount(Estimate(1, 3, 8, "wd"), "zh"), read_amount(Estimate.exactly(12, "count"), "en")
    ('1/3/8个工作日', '12')
    """
    zh = language == "zh"
    if isinstance(amount, Estimate):
        return _estimate(amount, language)
    if isinstance(amount, Distribution):
        inside = ", ".join(f"{key} {words.number(v)}" for key, v in amount.parameters.items())
        return f"{amount.name} ({inside}){_unit(amount.unit, language)}"
    if isinstance(amount, Meets):
        return _meets(amount, language)
    if isinstance(amount, ClosesBefore):
        days = _estimate(amount.days, language)
        return f"{amount.stage} 期限前{days}" if zh else f"{days} before {amount.stage}"
    if isinstance(amount, ClosesAfter):
        days = _estimate(amount.days, language)
        return f"开始后{days}" if zh else f"{days} after the opening"
    if isinstance(amount, DateEstimate):
        ends = (amount.least, amount.usual, amount.most)
        return "/".join(dict.fromkeys(str(one) for one in ends))
    if isinstance(amount, bool):
        return Text("是" if amount else "否", "yes" if amount else "no").read(language)
    return plain(str(amount))


def _estimate(amount: Estimate, language: Language) -> str:
    ends = (amount.usual,) if amount.fixed else (amount.least, amount.usual, amount.most)
    if amount.unit == "share":
        sign = "%" if language == "zh" else " %"
        return "/".join(words.number(one * 100) for one in ends) + sign
    shown = "/".join(words.number(one) for one in ends)
    return shown + _unit(amount.unit, language, ends[-1])


def _unit(unit: str, language: Language, value: float = 0) -> str:
    title = words.UNITS.get(unit, Text(unit, unit)).read(language)
    if not title or language == "zh":
        return title
    return f" {title.removesuffix('s') if value == 1 else title}"


def _meets(meets: Meets, language: Language) -> str:
    zh = language == "zh"
    between = "、" if zh else ", "
    if meets.dates:
        shown = between.join(_days_of(meets.dates))
    elif meets.weekdays:
        names = _WEEKDAYS.zh if zh else _WEEKDAYS.en.split()
        shown = between.join(f"周{names[day]}" if zh else names[day] for day in meets.weekdays)
        shown = f"每{shown}" if zh else f"every {shown}"
    elif meets.every is not None:
        every = meets.every.read(language)
        shown = f"每{every}" if zh else f"every {every}"
    elif meets.notice is not None:
        days = _estimate(meets.notice, language)
        shown = f"材料齐备后{days}" if zh else f"{days} after the file is ready"
    else:
        days = "" if meets.days is None else read_amount(meets.days, language)
        shown = f"需要{days}" if zh else f"takes {days}"
        if meets.against_deadline:
            shown += "，赶在期限前" if zh else ", hurried towards the deadline"
    if meets.not_before is not None:
        shown += f"，不早于{meets.not_before}" if zh else f", not before {meets.not_before}"
    if meets.not_on:
        days_off = between.join(_days_of(meets.not_on))
        shown += f"，{days_off}除外" if zh else f", not on {days_off}"
    return shown


def _days_of(days: tuple[datetime.date, ...]) -> list[str]:
    """Days in a row, the year said once for each."""
    year = 0
    found: list[str] = []
    for day in days:
        found.append(f"{day:%m-%d}" if day.year == year else day.isoformat())
        year = day.year
    return found


@attrs.frozen
class Replacement:
    """An assumption that an option put in the place of another."""

    path: str
    old: Text
    new: Text
    why: str


def replacements(scenario: Scenario) -> tuple[Replacement, ...]:
    """Assumptions that ``--set`` replaced, each with what stood there before."""
    return tuple(
        Replacement(path, _BUILT_IN if old is None else _both(old), _both(new), "--set")
        for path, old in scenario.replaced.items()
        if (new := scenario.assumptions[path].amount) != old
    )


def _both(amount: Amount) -> Text:
    return Text(read_amount(amount, "zh"), read_amount(amount, "en"))


# ---- a scenario alone -----------------------------------------------------------------------


def scenario_screen(scenario: Scenario, policy: Policy, language: Language) -> list[str]:
    """What a scenario says itself."""
    lines = [*scenario_head(scenario, policy, language), ""]
    given = [
        [one.path, read_amount(one.amount, language), plain(one.basis.read(language))]
        for one in scenario.assumptions.values()
    ]
    if given:
        heading = Text("给出的估计", "assumptions given").read(language)
        headers = [
            Text(zh, en).read(language)
            for zh, en in (("路径", "path"), ("数值", "value"), ("依据", "basis"))
        ]
        lines += [heading, *wrapped_table(given, headers, (34, 34, 60)), ""]
    lines += _staffing(scenario, policy, language)
    lines += _chosen(scenario, policy, language)
    lines += _changes(scenario, language)
    lines += _settings(scenario, policy, language)
    hint = Text(
        f"没有给出的一律用内置估计。 hint: awardsim show {scenario.id} --resolved",
        f"Whatever is not given is built-in. hint: awardsim show {scenario.id} --resolved",
    )
    return [*lines, "", *wrap(hint.read(language))]


def scenario_head(scenario: Scenario, policy: Policy, language: Language) -> list[str]:
    word = Text("情景", "scenario").read(language)
    title = plain(scenario.title.read(language)) or policy.award.read(language)
    lines = wrap(f"{title}  {word} {scenario.id}", hang="  ")
    text = f"{Text('文本', 'text').read(language)} {policy.id}  {policy.title.read(language)}"
    lines += wrap(text, indent="  ", hang="    ")
    if scenario.file:
        lines += wrap(f"{Text('文件', 'file').read(language)} {scenario.file}", indent="  ")
    if scenario.basis:
        basis = Text("依据", "basis").read(language)
        lines += wrap(f"{basis} {scenario.basis.read(language)}", indent="  ", hang="    ")
    return lines


def _staffing(scenario: Scenario, policy: Policy, language: Language) -> list[str]:
    lines: list[str] = []
    for body, staffing in scenario.staffing.items():
        said = read_staffing(staffing, policy, language)
        lines += wrap(f"bodies.{body}: {said}", indent="  ", hang="    ")
    return [*lines, ""] if lines else []


def read_staffing(staffing: Staffing, policy: Policy, language: Language) -> str:
    """When a body is there, for whom first, who judges what; empty where nothing is said."""
    parts: list[str] = []
    between = "、" if language == "zh" else ", "
    first = [plain(policy.tracks[track].title.read(language)) for track in staffing.first]
    for listed, word in (
        (_days_of(staffing.available), Text("只在", "only on")),
        (_days_of(staffing.away), Text("不在", "away on")),
        (first, Text("先办", "serves first")),
    ):
        if listed:
            parts.append(f"{word.read(language)} {between.join(listed)}")
    for one in staffing.shared:
        share = words.percent(one.share, language)
        parts.append(
            Text(
                f"{one.first}至{one.last}有{share}的工作日用于“{one.other}”",
                f"{one.first} to {one.last}: {share} of the working days for '{one.other}'",
            ).read(language)
        )
    if staffing.assignment:
        parts.append(f"{Text('分派', 'assignment').read(language)} {staffing.assignment}")
    return "; ".join(parts)


def _chosen(scenario: Scenario, policy: Policy, language: Language) -> list[str]:
    """Readings that the scenario chooses itself."""
    if not scenario.readings:
        line = Text("读法：都用默认的", "readings: all by default").read(language)
        return [f"{line} ({len(policy.readings)})"]
    lines = [Text("选用的读法", "readings chosen").read(language)]
    for name, key in scenario.readings.items():
        reading = policy.readings.get(name)
        option = reading.options.get(key) if reading is not None else None
        title = option.title.read(language) if option is not None else "?"
        lines += wrap(f"readings.{name} = {key}  {title}", indent="  ", hang="    ")
    return lines


def _changes(scenario: Scenario, language: Language) -> list[str]:
    if not scenario.changes:
        return [Text("改动：没有", "changes: none").read(language)]
    lines = [Text("改动", "changes").read(language)]
    for change in scenario.changes:
        lines += wrap(
            f"{change.op} {change.path} = {change.to}  {change.why}", indent="  ", hang="    "
        )
    return lines


def _settings(scenario: Scenario, policy: Policy, language: Language) -> list[str]:
    """Opening, end, calendar, replications."""
    zh = language == "zh"
    own = "取文本的" if zh else "the text's own"
    ends = f"{scenario.opens or own} — {scenario.finish_by or own}"
    finish = scenario.finish or own
    lines = [
        f"开始—完成期限：{ends}；完成的环节：{finish}"
        if zh
        else f"opens — finish by: {ends}; finishing stage: {finish}",
        Text("节奏：", "pace: ").read(language) + PACES[scenario.pace].read(language),
        calendar_line(scenario, policy, language),
        f"推演{scenario.replications}次，种子{scenario.seed}"
        if zh
        else f"{scenario.replications} replications, seed {scenario.seed}",
    ]
    return [part for line in lines for part in wrap(line, hang="  ")]


def calendar_line(scenario: Scenario, policy: Policy, language: Language) -> str:
    """Which calendar a run counts with."""
    choice = scenario.calendar
    zh = language == "zh"
    if choice.kind == "continuous":
        return "日历：全天候" if zh else "calendar: every minute works"
    hours = "—".join(f"{minute // 60:02}:{minute % 60:02}" for minute in choice.hours)
    count = COUNTS[choice.count].read(language)
    extra = own_days(scenario, policy, language)
    if zh:
        known = f"以{choice.known_on}已公布的节假日为准" if choice.known_on else "已公布的节假日"
        return f"日历：{known}；{count}；{hours}" + (f"；另放假：{extra}" if extra else "")
    known = (
        f"days off as announced by {choice.known_on}" if choice.known_on else "announced days off"
    )
    return f"calendar: {known}; {count}; {hours}" + (f"; also off: {extra}" if extra else "")


def own_days(scenario: Scenario, policy: Policy, language: Language) -> str:
    """Days off beside the announced ones, in a line; empty where there are none."""
    found = [_holiday(day, policy, language) for day in scenario.calendar.holidays]
    return ("、" if language == "zh" else ", ").join(found)


def _holiday(day: OwnHoliday, policy: Policy, language: Language) -> str:
    """A day off beside the announced ones, and whose it is."""
    shown = plain(f"{day.date} {day.name}")
    if not day.channels:
        return shown
    titles = [title_of(policy, channel) for channel in day.channels]
    zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
    return shown + Text(f"（只{plain(zh)}）", f" ({plain(en)} only)").read(language)


# ---- as data --------------------------------------------------------------------------------


def scenario_data(scenario: Scenario, policy: Policy, language: Language) -> dict[str, Any]:
    """What a scenario says, as plain data."""
    return {
        "id": scenario.id,
        "title": {"zh": scenario.title.zh, "en": scenario.title.en},
        "policy": policy.id,
        "file": scenario.file,
        "basis": {"zh": scenario.basis.zh, "en": scenario.basis.en},
        "opens": iso(scenario.opens),
        "finish_by": iso(scenario.finish_by),
        "finish": scenario.finish,
        "pace": scenario.pace,
        "assumptions": [
            {
                "path": one.path,
                "value": read_amount(one.amount, language),
                "basis": one.basis.read(language),
                "lever": one.lever,
            }
            for one in scenario.assumptions.values()
        ],
        "readings": dict(scenario.readings),
        "changes": [
            {"op": one.op, "path": one.path, "to": _plain_value(one.to), "why": one.why}
            for one in scenario.changes
        ],
        "calendar": {
            "kind": scenario.calendar.kind,
            "known_on": iso(scenario.calendar.known_on),
            "count": scenario.calendar.count,
            "hours": list(scenario.calendar.hours),
            "holidays": [
                {
                    "date": day.date.isoformat(),
                    "name": day.name,
                    "source": day.source,
                    "channels": list(day.channels),
                }
                for day in scenario.calendar.holidays
            ],
        },
        "replications": scenario.replications,
        "seed": scenario.seed,
    }


def scenario_grid(scenario: Scenario, policy: Policy, language: Language) -> Grid:
    """What a scenario says, as a table for a file."""
    headers = [
        Text(zh, en).read(language)
        for zh, en in (("路径", "path"), ("数值", "value"), ("依据、理由", "basis or reason"))
    ]
    rows = [
        [one.path, read_amount(one.amount, language), one.basis.read(language)]
        for one in scenario.assumptions.values()
    ]
    rows += [[f"readings.{name}", key, ""] for name, key in scenario.readings.items()]
    rows += [[f"{one.op} {one.path}", str(one.to), one.why] for one in scenario.changes]
    title = scenario.title.read(language) or policy.award.read(language)
    remarks = [calendar_line(scenario, policy, language), words.INTERNAL.read(language)]
    data = scenario_data(scenario, policy, language)
    return Grid(f"{title}  {scenario.id}", headers, rows, data, remarks)


def iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain_value(value: Any) -> Any:
    """A TOML value as JSON can hold it."""
    if isinstance(value, dict):
        return {key: _plain_value(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain_value(part) for part in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value
