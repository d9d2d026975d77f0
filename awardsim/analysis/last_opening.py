"""The last day on which an edition can open and be over in time, its own dates moved along."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

import attrs

from awardsim.analysis.timetable import Timetable, timetable
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import DateEstimate, Meets, Scenario
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

#: Days after the last one found that are tried too: behind a holiday one may be in time again.
AHEAD = 10
#: Days that are tried before it is given up.
_MOST = 80


@attrs.frozen
class LastOpening:
    """The last opening that is in time.

    Attributes
    ----------
    moved
        Working days by which it lies after the scenario's own opening.
    sets
        The dates of the scenario as they are moved, ``path=value``.
    found
        The timetable with that opening.
    late
        The one of the next working day, which is too late; None where that makes no edition.
    fixed
        Dates that the text states, which do not move.
    """

    moved: int
    sets: tuple[str, ...]
    found: Timetable
    late: Timetable | None
    fixed: tuple[tuple[int, datetime.date], ...]

    @property
    def day(self) -> datetime.date:
        """The opening."""
        return self.found.procedure.calendar.opening


def last_opening(
    procedure: Procedure,
    loaded: Callable[..., Procedure],
    tick: Callable[[int], None] | None = None,
) -> LastOpening:
    """Search it, with usual values and nobody waiting.

    Parameters
    ----------
    procedure
        The edition as the scenario has it.
    loaded
        Gives the same procedure with further values replaced.
    tick
        Called with 1 each time an opening has been tried; some more than :data:`AHEAD` are.

    Raises
    ------
    InputError
        There is no day to finish by, or no opening is early enough.
    """
    if procedure.finish_by is None:
        raise InputError(
            Problem(Text("没有期限可比：用 --finish 给出", "no deadline: give --finish"))
        )
    calendar, scenario = procedure.calendar, procedure.scenario
    tables: dict[int, Timetable | None] = {}

    def table(moved: int) -> Timetable | None:
        if moved not in tables:
            try:
                tables[moved] = timetable(loaded(*_moved(scenario, calendar, moved)))
            except InputError:
                tables[moved] = None  # no calendar so far, or an end before the opening
            if tick is not None:
                tick(1)
        return tables[moved]

    def in_time(moved: int) -> bool:
        one = table(moved)
        return one is not None and _room(one) >= 0

    # From the room that its own timetable leaves it can only be later; where that is not in time,
    # back from the room of the end, which does not move as what the scenario gives does.
    own, tried = timetable(procedure), 0
    best = _room(own)
    if best < 0 or not in_time(best):
        best = own.slack or 0
    while not in_time(best):
        best, tried = best - 1, tried + 1
        if tried > _MOST:
            message = Text(
                "哪一天开始都来不及（按一般估计）", "no opening is early enough with usual values"
            )
            raise InputError(Problem(message, "--last-opening"))
    # Where only a date on the way has little room, and moves as well, it can be much later: in
    # strides that are longer as long as they are in time, and then shorter.
    stride = 1
    while in_time(best + stride):
        best, stride = best + stride, 2 * stride
    while stride := stride // 2:
        if in_time(best + stride):
            best += stride
    ahead = best + 1
    while ahead <= best + AHEAD:
        if in_time(ahead):
            best = ahead
        ahead += 1
    found = table(best)
    assert found is not None
    moves = tuple(_moved(scenario, calendar, best))
    return LastOpening(best, moves, found, table(best + 1), tuple(_fixed(procedure)))


def _room(found: Timetable) -> int:
    """Working days to spare at the stage that has fewest, and at the end; -1 where it never ends.

    Dates on the way count like the end: who is late for one of them is late for all.
    """
    if found.slack is None or any(
        line.back is not None and line.back.arrive is None for line in found.lines
    ):
        return -1
    return min([found.slack, *(line.slack for line in found.lines if line.slack is not None)])


def _moved(scenario: Scenario, calendar: WorkCalendar, days: int) -> Iterator[str]:
    """Every date that the scenario gives, so many working days later."""

    def later(day: datetime.date) -> datetime.date:
        return calendar.add_workdays(calendar.roll(day, "forward"), days)

    yield f"opens={later(calendar.opening)}"
    for path, one in scenario.assumptions.items():
        if isinstance(one.amount, DateEstimate):
            given = one.amount
            ends = [later(day) for day in (given.least, given.usual, given.most)]
            same = len(set(ends)) == 1
            yield f"{path}={ends[0] if same else _listed(ends)}"
        elif isinstance(one.amount, Meets) and one.amount.dates:
            yield f"{path}={_listed([later(day) for day in one.amount.dates])}"


def _listed(days: Sequence[datetime.date]) -> str:
    return f"[{', '.join(map(str, days))}]"


def _fixed(procedure: Procedure) -> Iterator[tuple[int, datetime.date]]:
    for node in procedure.nodes:
        stage = procedure.policy.stages[node.id]
        cells = [stage.closes, stage.deadline.on if stage.deadline is not None else None]
        for day in (cell.value for cell in cells if cell is not None and cell.value):
            yield node.index, day
