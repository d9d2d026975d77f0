"""What an assumption is, whose, and what uses it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from awardsim.analysis.explain import InputFacts
from awardsim.analysis.grounds import Date, dates_of
from awardsim.policy.leaves import leaves
from awardsim.procedure.model import Input, Procedure
from awardsim.report import words
from awardsim.report.console import wrap
from awardsim.report.showing import row_cells
from awardsim.report.teller import Teller
from awardsim.report.wrapped import wrapped_table
from awardsim.report.written import cell_row, label
from awardsim.schedule.passes import usual_values
from awardsim.text import Text
from awardsim.units import Unit

#: Units that are written behind a number.
_UNITS = frozenset(unit.value for unit in Unit)


def input_screen(facts: InputFacts, teller: Teller) -> list[str]:
    """An assumption: how much, on what basis, whose, and where it is used."""
    procedure = facts.procedure
    one = procedure.inputs[facts.input]
    lines = teller.heading(teller.read(one.title), one.id)
    kinds = teller.say("最少/一般/最多", "least/usual/most")
    amount = teller.amount(facts.input)
    if one.fixed:
        amount += teller.say("（固定，不变动）", " (fixed)")
    else:
        amount += f"  ({kinds})"
    origin = words.ORIGINS.get(one.origin, Text("条文", "the text"))
    lever = words.lever(one.lever, one.origin)
    pairs = [
        (teller.say("数值", "value"), amount),
        (teller.say("依据", "basis"), teller.read(one.basis)),
        (teller.say("出处", "origin"), teller.read(origin)),
        (teller.say("谁能动", "lever"), teller.read(lever)),
    ]
    dates = _moment_words(procedure, facts.input, teller)
    if dates:
        pairs.insert(1, (teller.say("怎么数", "counted"), dates))
    pairs.append((teller.say("用在", "used by"), _used(facts.uses, procedure, teller)))
    lines += wrapped_table([list(pair) for pair in pairs], (), (10,))
    lines += _text_of(one.id, procedure, teller)
    lines += ["", *_change_hint(one.id, facts, teller)]
    return lines


def _moment_words(procedure: Procedure, index: int, teller: Teller) -> str:
    """For a closing date: from which date its days are counted, and where it falls."""
    for date in _assumed_dates(procedure, index):
        shown = teller.counted_from(date)
        return f"{teller.date_title(date)}: {teller.moment(date.minute)}  {shown}"
    return ""


def _assumed_dates(procedure: Procedure, index: int) -> list[Date]:
    """Closing dates and deadlines that an assumption sets."""
    values = usual_values(procedure)
    return [
        date
        for node in procedure.nodes
        for date in dates_of(procedure, values, node.index)
        if date.input == index and not date.stated
    ]


def _used(uses: Sequence[int], procedure: Procedure, teller: Teller) -> str:
    parts = [
        f"{teller.title(index)} ({teller.article(procedure.nodes[index].source)})" for index in uses
    ]
    return teller.listed(parts)


def _text_of(id: str, procedure: Procedure, teller: Teller) -> list[str]:
    """What the text says of the thing that is assumed."""
    policy = procedure.policy
    head, _, rest = id.partition(".")
    cell = None
    path = ""
    if head == "durations":
        name = rest.split(".")[0]
        if name in policy.stages:
            path, cell = f"stages.{name}.duration", policy.stages[name].duration
    elif head == "fill":
        found = next((leaf for leaf in leaves(policy) if leaf.path == rest), None)
        if found is not None:
            path, cell = rest, found.cell
    if cell is None:
        return []
    row = cell_row(path, label(path, policy, teller.parameters), cell)
    shown = row_cells(row, policy, teller.language)
    source = shown[3] or teller.article(policy.stages[path.split(".")[1]].source)
    text = f"{teller.say('条文', 'article')} {source}: {shown[1]}  {shown[4]}"
    return wrap(text.rstrip(), indent=" ", hang="   ")


def _change_hint(path: str, facts: InputFacts, teller: Teller) -> list[str]:
    one = facts.procedure.inputs[facts.input]
    if one.origin == "text":
        return []
    value = words.number(other_value(one))
    if path.startswith(("durations.", "fill.")) and one.unit in _UNITS:
        value += one.unit
    elif path.startswith("meetings."):
        path += "_notice"
    dates = _assumed_dates(facts.procedure, facts.input)
    if dates:
        value = _other_day(facts.procedure, dates[0].minute).isoformat()
    text = teller.say("换一个数再推演：", "to run it with another value: ")
    return wrap(f"{text}awardsim run {teller.name} --set {path}={value}", hang="  ")


def other_value(one: Input) -> float:
    """A value that an input does not usually have: one of its ends, else one beside it.

    >>> none = Text("", "")
    >>> ends = [("count", 9, 12, 15), ("count", 2, 2, 2), ("working", 4, 8, 16), ("share", 0, 0, 0)]
    >>> [other_value(Input("x", none, *one, "", none, "", "")) for one in ends]
    [15, 3, 4, 0.1]
    """
    ends = (one.most, one.least) if one.kind == "count" else (one.least, one.most)
    for end in ends:
        if end not in (one.usual, 0):
            return end
    if one.kind == "share":
        return one.usual / 2 or 0.1
    return one.usual + 1


def _other_day(procedure: Procedure, minute: int) -> datetime.date:
    """The working day before a date; after it where that is before the opening."""
    calendar = procedure.calendar
    day = calendar.roll(calendar.date(minute), "backward")
    by = 1 if day <= calendar.roll(calendar.opening, "forward") else -1
    return calendar.add_workdays(day, by)
