"""What is assumed, what is changed, which reading is chosen: one experiment on one text.

Paths of assumptions
--------------------
=====================================  ==========================================================
``applicants.<track>``                 applicants of a track in all channels together
``channels.<channel>.<track>``         applicants of a track in one channel
``people.<body>``                      people, or teams, of a body
``channels.<channel>.<body>``          people of one channel's own body
``meetings.<body>``                    when a deciding body meets, or how long it takes
``durations.<stage>[.<track>]``        how long a stage really takes
``risks.<risk>.probability|days``      how probable a risk is, and how long it takes
``fill.<path of the text>``            a value that the text leaves open
``rates.<body>``                       what a person or a team costs a day
``chance.<name>``, ``cohort.<name>``   what no planner can know; from the built-in table
``cycles.<name>``                      the same, of several editions in a row
=====================================  ==========================================================
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.text import NOTHING, Text
from awardsim.units import Duration


@attrs.frozen
class Estimate:
    """Least, usual and most of a number: a triangular distribution with hard ends.

    ``unit`` is ``count``, ``share``, ``number``, or a duration's unit (``wd``, ``cd``, ``h``,
    ``y``, ``cycles``).  A single number has all three equal.

    >>> Estimate(1, 3, 8, "wd").fixed
    False
    """

    least: float
    usual: float
    most: float
    unit: str

    @property
    def fixed(self) -> bool:
        """Nothing is left open."""
        return self.least == self.most

    @classmethod
    def exactly(cls, number: float, unit: str) -> Estimate:
        """A number that is known."""
        return cls(number, number, number, unit)


@attrs.frozen
class Distribution:
    """A named distribution of single durations, for those who model them.

    ``name`` is ``exponential`` (mean), ``lognormal`` (mean, sd), ``uniform`` (least, most),
    ``triangular`` (least, usual, most) or ``constant`` (value); drawn for each case anew.
    """

    name: str
    parameters: Mapping[str, float]
    unit: str


@attrs.frozen
class Meets:
    """When a deciding body decides.

    Exactly one of these holds: ``dates`` (given days), ``weekdays`` (0 = Monday) or ``every``
    (days between meetings, from ``first`` on), ``notice`` (called when the file is ready, so
    many working days later), ``days`` (it takes so many working days).

    ``length`` is how long a meeting takes; ``0h`` hands over at once.  ``against_deadline``:
    a decision that takes days is pulled forward to the deadline, never below its least,
    nor below the share of its time that the least is of the usual.
    """

    dates: tuple[datetime.date, ...] = ()
    weekdays: tuple[int, ...] = ()
    every: Duration | None = None
    first: datetime.date | None = None
    notice: Estimate | None = None
    days: Estimate | Distribution | None = None
    length: Duration | None = None
    not_before: datetime.date | None = None
    not_on: tuple[datetime.date, ...] = ()
    against_deadline: bool | None = None  # None: as the built-in table says for its role


@attrs.frozen
class ClosesBefore:
    """A closing date counted back from a stage's deadline: so many working days earlier."""

    stage: str
    days: Estimate


@attrs.frozen
class ClosesAfter:
    """A closing date counted from the opening: so many working days later."""

    days: Estimate


@attrs.frozen
class DateEstimate:
    """Earliest, usual and latest day of something that the text does not date."""

    least: datetime.date
    usual: datetime.date
    most: datetime.date


Amount = Estimate | Distribution | Meets | ClosesBefore | ClosesAfter | DateEstimate | str | bool


@attrs.frozen
class Assumption:
    """One thing that is assumed, with its basis.

    ``origin`` is ``scenario`` (somebody gave it) or ``built-in`` (our table); ``lever`` is
    ``decide`` (可以定), ``negotiate`` (可以商量) or ``guess`` (只能估计).  ``file`` and ``line``
    say where it was given: in the scenario's own file, or in the file or option of this name.
    ``ending`` is what its key has behind the path's own name (``government_days``: ``_days``).
    """

    path: str
    amount: Amount
    basis: Text
    origin: str
    lever: str = "guess"
    sourced: bool = False
    ending: str = attrs.field(default="", eq=False)
    file: str = attrs.field(default="", eq=False)
    line: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Change:
    """A change of what is written: ``set``, ``add``, ``remove`` or ``move`` at a path."""

    path: str
    to: Any
    why: str
    op: str = "set"
    file: str = attrs.field(default="", eq=False)
    line: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Risk:
    """Something that may go wrong at a stage.

    ``kind`` is one of :data:`~awardsim.scenario.risks.RISK_KINDS`.  Its probability, and how many
    working days it takes, are the assumptions ``risks.<name>.probability`` and ``….days``.
    """

    name: str
    kind: str
    stage: str
    file: str = attrs.field(default="", eq=False)
    line: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Sharing:
    """A share of a body's working days, from a first to a last day, that another award has."""

    first: datetime.date
    last: datetime.date
    share: float
    other: str


@attrs.frozen
class Staffing:
    """On which days a body is there, for those who know: ``available`` empty means always.

    ``first`` are the tracks whose applicants it serves before all others who wait.
    """

    available: tuple[datetime.date, ...] = ()
    away: tuple[datetime.date, ...] = ()
    assignment: str = ""
    shared: tuple[Sharing, ...] = ()
    first: tuple[str, ...] = ()


@attrs.frozen
class OwnHoliday:
    """A day off beside the announced ones, with its name and who says so.

    ``channels`` are those that have it off; empty for everybody.
    """

    date: datetime.date
    name: str
    source: str = ""
    channels: tuple[str, ...] = ()


@attrs.frozen
class CalendarChoice:
    """Which calendar a run counts with.

    ``kind`` is ``announced`` (the State Council's days, projected where unannounced) or
    ``continuous`` (every minute works; for checks against theory).
    """

    kind: str = "announced"
    known_on: datetime.date | None = None
    count: str = "exclude_first"
    hours: tuple[int, int] = (540, 1020)
    holidays: tuple[OwnHoliday, ...] = ()


@attrs.frozen
class Over:
    """When a stage was over: on ``day`` if that is given, else by that day at the latest."""

    day: datetime.date
    given: bool


@attrs.frozen
class Progress:
    """An edition that is under way: what has happened so far.

    Attributes
    ----------
    today
        The day from which on something can still be moved.
    done
        By stage, the day on which it was over.
    posted
        By stage, the day on which its notice was posted, whether it is over or not.
    implied
        Stages of ``done`` that must have been over by the day there, as another one is after them;
        their own days are not given.
    """

    today: datetime.date
    done: Mapping[str, datetime.date] = {}
    posted: Mapping[str, datetime.date] = {}
    implied: tuple[str, ...] = ()

    @property
    def given(self) -> dict[str, datetime.date]:
        """By stage, the day on which it was over, where that is known."""
        return {stage: day for stage, day in self.done.items() if stage not in self.implied}

    def over(self, stage: str) -> Over | None:
        """When a stage was over; None where it is still to come, or runs."""
        day = self.done.get(stage)
        return None if day is None else Over(day, stage not in self.implied)


@attrs.frozen
class Scenario:
    """One experiment: a text and all that is assumed about an edition of it.

    ``finish`` is the stage that counts as finished and ``finish_by`` the day it must finish;
    both default to the text's own.  ``pace`` is ``as_ready`` (a stage begins when it can) or
    ``milestones`` (not before the dates that the text sets for what comes before it).  ``id`` is
    the file's stem, or the policy's id.  ``places``
    says where each value was given that is no assumption and no change, by its dotted path;
    ``population`` has what ``[cohort]`` gives beside the built-in table, for the parameters of a
    population; ``replaced`` what ``--set`` put another amount in the place of: None, the built-in
    one; ``refused`` the paths of what was given and could not be read, in a scenario with mistakes.
    """

    id: str
    policy: str
    title: Text
    basis: Text = NOTHING
    opens: datetime.date | None = None
    finish_by: datetime.date | None = None
    finish: str = ""
    pace: str = "as_ready"
    assumptions: Mapping[str, Assumption] = {}
    readings: Mapping[str, str] = {}
    changes: tuple[Change, ...] = ()
    staffing: Mapping[str, Staffing] = {}
    risks: Mapping[str, Risk] = {}
    calendar: CalendarChoice = CalendarChoice()
    progress: Progress | None = None
    cohort: str = "builtin.applicants"
    population: Mapping[str, Any] = {}
    replications: int = 1000
    seed: int = 1
    file: str = attrs.field(default="", eq=False)
    places: Mapping[str, tuple[str, int]] = attrs.field(factory=dict, eq=False, repr=False)
    replaced: Mapping[str, Amount | None] = attrs.field(factory=dict, eq=False, repr=False)
    refused: frozenset[str] = attrs.field(default=frozenset(), eq=False, repr=False)

    def lost(self, path: str) -> bool:
        """What stands at a path was given and could not be read, alone or with its table."""
        parts = path.split(".")
        return any(".".join(parts[:count]) in self.refused for count in range(1, len(parts) + 1))

    def place(self, path: str) -> tuple[str, int]:
        """File and line of a value that was given; the file alone where none was."""
        file, line = self.places.get(path, ("", 0))
        return file or self.file, line
