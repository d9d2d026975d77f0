"""What can be moved to gain time: notices, dates, durations, meetings, the opening.

Each lever gives the procedure as it is with so many working days taken.  What the text states is
changed in the text, which is then read and built anew; what is assumed is moved where it stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

import attrs

from awardsim.analysis.experiment import Trial
from awardsim.analysis.timetable import Timetable
from awardsim.policy import Cell
from awardsim.policy.leaves import leaves
from awardsim.procedure.model import Input, Node, Procedure
from awardsim.scenario.model import Change
from awardsim.text import Text
from awardsim.units import Unit
from awardsim.workdays import CalendarError

#: Working days by which a date, a closing or a meeting is moved at most.
MOST_DAYS = 20
_DAYS = ("wd", "cd")


@attrs.frozen(eq=False)
class Lever:
    """Something that can be moved, by up to ``most`` steps of a day.

    Attributes
    ----------
    kind
        ``notice``, ``date``, ``opening``, ``duration``, ``closing`` or ``meeting``.
    path
        What is moved: a path of the text or of the scenario.
    title
        The stage, or what else it belongs to.
    source
        The article that would change; empty where the text stays as it is.
    says
        What it is at present (0 steps) and after so many.
    make
        The procedure after so many steps; None where there is none.
    costly
        A step builds the procedure anew; the more steps, the better, and the search may halve.
    """

    kind: str
    path: str
    title: Text
    source: str
    most: int
    says: Callable[[int], Text] = attrs.field(repr=False)
    make: Callable[[int], Procedure | None] = attrs.field(repr=False)
    costly: bool = False


def levers(trial: Trial, table: Timetable) -> list[Lever]:
    """Everything on the driving path that can be moved, and every date."""
    path = list(dict.fromkeys(link.step.node for link in table.path))
    nodes = [trial.procedure.nodes[index] for index in path]
    found = [*_durations(trial, nodes), *_meetings(trial, table), *_notices(trial, nodes)]
    return [*found, *_closings(trial), *_dates(trial), *_opening(trial)]


def _notices(trial: Trial, nodes: Sequence[Node]) -> Iterator[Lever]:
    """Public notices whose length the text states, down to a single day."""
    for node in nodes:
        cell = trial.procedure.policy.stages[node.id].duration
        if node.kind != "notice" or cell.value is None:
            continue
        length, unit = int(cell.value.amount), cell.value.unit
        if unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY) or length < 2:
            continue
        path = f"stages.{node.id}.duration"

        def says(steps: int, length: int = length, unit: Unit = unit) -> Text:
            return _days(length - steps, unit.value)

        def make(
            steps: int, path: str = path, length: int = length, unit: Unit = unit
        ) -> Procedure | None:
            return _changed(trial, path, f"{length - steps}{unit.value}")

        yield Lever("notice", path, node.title, cell.source, length - 1, says, make, costly=True)


def _dates(trial: Trial) -> Iterator[Lever]:
    """Dates of the text by which something must be in."""
    procedure = trial.procedure
    for leaf in leaves(procedure.policy):
        day = leaf.cell.value
        if not leaf.path.startswith("stages.") or type(day) is not datetime.date:
            continue
        if not leaf.path.endswith((".deadline.on", ".closes")):
            continue
        name = leaf.path.split(".")[1]
        node = procedure.nodes[procedure.node_index[name]]
        if node.index == procedure.finish or procedure.is_done(node.index):
            continue

        def says(steps: int, day: datetime.date = day) -> Text:
            return _day(_before(procedure, day, steps))

        def make(steps: int, path: str = leaf.path, day: datetime.date = day) -> Procedure | None:
            return _changed(trial, path, _before(procedure, day, steps))

        source = leaf.cell.source or leaf.source
        yield Lever("date", leaf.path, node.title, source, MOST_DAYS, says, make, costly=True)


def _opening(trial: Trial) -> Iterator[Lever]:
    """The day on which the edition opens, where it has not begun."""
    procedure = trial.procedure
    if trial.scenario.progress is not None:
        return
    day = procedure.calendar.opening
    cell: Cell[datetime.date] = procedure.policy.window.opens
    source = cell.source if trial.scenario.opens is None and cell.value == day else ""

    def says(steps: int) -> Text:
        return _day(_before(procedure, day, steps))

    def make(steps: int) -> Procedure | None:
        opens = _before(procedure, day, steps)
        return trial.varied(attrs.evolve(trial.scenario, opens=opens))

    title = Text("开始", "opening")
    yield Lever("opening", "opens", title, source, MOST_DAYS, says, make, costly=True)


def _durations(trial: Trial, nodes: Sequence[Node]) -> Iterator[Lever]:
    """What is assumed to take days, kept to fewer: never below its least."""
    procedure = trial.procedure
    seen: set[int] = set()
    for node in nodes:
        meets = node.meeting.time if node.meeting is not None else None
        for time in (*node.times, meets):
            if time is None or time.input < 0 or time.input in seen:
                continue
            index = time.input
            seen.add(index)
            one = procedure.inputs[index]
            steps = int(one.usual - max(one.least, 1))
            if one.unit not in _DAYS or steps < 1:
                continue

            def says(steps: int, one: Input = one) -> Text:
                shown = _days(int(one.usual) - steps, one.unit)
                if not steps:
                    return shown
                return Text(f"不超过{shown.zh}", f"{shown.en} at most")

            def make(steps: int, index: int = index, one: Input = one) -> Procedure:
                cap = one.usual - steps
                ends = [min(number, cap) for number in (one.least, one.usual, one.most)]
                return _with_input(
                    procedure,
                    index,
                    attrs.evolve(one, least=ends[0], usual=ends[1], most=ends[2]),
                )

            yield Lever("duration", one.id, node.title, "", steps, says, make)


def _closings(trial: Trial) -> Iterator[Lever]:
    """Closing dates that are assumed: as days, or counted from the opening or a deadline."""
    procedure = trial.procedure
    for node in procedure.nodes:
        closes = node.closes
        if closes is None or closes.input < 0 or closes.anchor not in ("before", "date", "opening"):
            continue
        index = closes.input
        one = procedure.inputs[index]

        def says(steps: int, node: Node = node) -> Text:
            made = moved(steps, node)
            values = [float(each.usual) for each in made.inputs]
            return _day(procedure.calendar.date(made.moments(values)[node.index]))

        def moved(steps: int, node: Node) -> Procedure:
            assert node.closes is not None
            own = procedure.inputs[node.closes.input]
            shift = float(steps) if node.closes.anchor == "before" else -1.0 * steps
            ends = (own.least + shift, own.usual + shift, own.most + shift)
            return _with_input(
                procedure,
                node.closes.input,
                attrs.evolve(own, least=ends[0], usual=ends[1], most=ends[2]),
            )

        def make(steps: int, node: Node = node) -> Procedure:
            return moved(steps, node)

        yield Lever("closing", one.id, node.title, "", MOST_DAYS, says, make)


def _meetings(trial: Trial, table: Timetable) -> Iterator[Lever]:
    """One more meeting, so many working days before the one that is waited for."""
    procedure = trial.procedure
    calendar = procedure.calendar
    for link in table.path:
        node = procedure.nodes[link.step.node]
        if node.meeting is None or not node.meeting.starts:
            continue
        used = calendar.date(link.step.started)
        reached = calendar.date(link.step.arrived)
        most = min(calendar.workdays_between(reached, used), MOST_DAYS)

        def says(steps: int, used: datetime.date = used) -> Text:
            return _day(_before(procedure, used, steps))

        def make(steps: int, node: Node = node, used: datetime.date = used) -> Procedure:
            assert node.meeting is not None
            start = calendar.minute(_before(procedure, used, steps), calendar.hours[0])
            starts = tuple(sorted({*node.meeting.starts, start}))
            changed = attrs.evolve(node, meeting=attrs.evolve(node.meeting, starts=starts))
            nodes = tuple(changed if one is node else one for one in procedure.nodes)
            return attrs.evolve(procedure, nodes=nodes)

        yield Lever("meeting", f"meetings.{node.body}", node.title, "", most, says, make)


def _changed(trial: Trial, path: str, to: object) -> Procedure | None:
    """The procedure with one more change of the text."""
    change = Change(path, to, "repair")
    changes = (*trial.scenario.changes, change)
    return trial.varied(attrs.evolve(trial.scenario, changes=changes))


def _with_input(procedure: Procedure, index: int, one: Input) -> Procedure:
    inputs = (*procedure.inputs[:index], one, *procedure.inputs[index + 1 :])
    return attrs.evolve(procedure, inputs=inputs)


def _before(procedure: Procedure, day: datetime.date, steps: int) -> datetime.date:
    """So many working days before a day; the day itself for none."""
    if not steps:
        return day
    calendar = procedure.calendar
    try:
        return calendar.add_workdays(day, -steps)
    except CalendarError:  # before the calendar begins: by weekdays
        left, found = steps, day
        while left:
            found -= datetime.timedelta(days=1)
            left -= found.weekday() < 5
        return found


def _days(number: int, unit: str) -> Text:
    """So many days."""
    if unit == "cd":
        return Text(f"{number}个日历日", f"{number} calendar day{'s' * (number != 1)}")
    return Text(f"{number}个工作日", f"{number} working day{'s' * (number != 1)}")


def _day(day: datetime.date) -> Text:
    return Text(f"{day:%m-%d}", f"{day:%m-%d}")
