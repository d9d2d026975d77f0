"""The edition that the options of ``awardsim schedule`` speak of: its end, and how far it is."""

from __future__ import annotations

import contextlib
import datetime
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from awardsim.errors import InputError
from awardsim.report.console import plain
from awardsim.scenario.days import WrittenDay, read_day, read_stage_days

if TYPE_CHECKING:
    from awardsim.plugins.catalogue import Catalogue
    from awardsim.procedure.model import Procedure
    from awardsim.scenario.model import Progress


@attrs.frozen
class Edition:
    """A scenario with what the options put in its place.

    Attributes
    ----------
    finish
        The day to count back from, if another one was given.
    today, done, posted
        How far the edition is; stages as they were named.
    sets
        Values that are replaced, ``path=value``.
    """

    scenario: str
    finish: WrittenDay | None = None
    today: WrittenDay | None = None
    done: Mapping[str, WrittenDay] = {}
    posted: Mapping[str, WrittenDay] = {}
    sets: tuple[str, ...] = ()

    @classmethod
    def of_options(
        cls,
        scenario: str,
        finish: str | None,
        today: str | None,
        dids: tuple[str, ...],
        postings: tuple[str, ...],
        sets: tuple[str, ...],
    ) -> Edition:
        """The edition as it was typed; InputError for what is no date."""
        return cls(
            scenario,
            None if finish is None else read_day(finish, "--finish"),
            None if today is None else read_day(today, "--today"),
            read_stage_days(dids, "--did"),
            read_stage_days(postings, "--posted"),
            sets,
        )

    def loader(self, catalogue: Catalogue) -> Callable[..., Procedure]:
        """What gives the procedure, from today on where the options say how far it is.

        Its arguments are further values to replace.  The files are read once, however often it is
        asked; what has been announced by today is known then.
        """
        from awardsim.analysis.experiment import loader

        load = loader(self.scenario, catalogue)
        return lambda *more: self._loaded(load, more)

    def filed(self, catalogue: Catalogue) -> Procedure | None:
        """The procedure as the scenario's file stands, before anything had happened.

        None where the options put nothing in its place, or where it is nothing without them.
        """
        from awardsim.analysis.experiment import load

        asked = (self.finish, self.today, self.done, self.posted, self.sets)
        if not any(asked):
            return None
        with contextlib.suppress(InputError):
            found = load(self.scenario, catalogue)
            return found.planned or found
        return None

    def _loaded(self, load: Callable[[Sequence[str]], Procedure], more: Sequence[str]) -> Procedure:
        from awardsim.procedure.progress import with_progress

        sets = [*self.sets, *more]
        if self.finish is not None:
            day = self.finish.whole
            if day is None:
                day = day_of(self.finish, load(sets))
            sets.append(f"finish_by={day.isoformat()}")
        procedure = load(sets)
        progress = self._progress(procedure)
        if progress is None:
            return procedure
        known = procedure.scenario.calendar.known_on
        told = any(one.partition("=")[0].strip() == "calendar.known_on" for one in sets)
        if known is not None and known < progress.today and not told:
            sets.append(f"calendar.known_on={progress.today.isoformat()}")
            procedure = load(sets)
        return with_progress(procedure, progress)

    def _progress(self, procedure: Procedure) -> Progress | None:
        """How far the edition is: what the scenario has, and what the options add."""
        from awardsim.analysis.subject import find_stage
        from awardsim.scenario.model import Progress

        if self.today is None and not self.done and not self.posted:
            return None

        def days(given: Mapping[str, WrittenDay]) -> dict[str, datetime.date]:
            return {
                find_stage(procedure, name): day_of(day, procedure) for name, day in given.items()
            }

        over, up = days(self.done), days(self.posted)
        given = [*over.values(), *up.values()]
        today = max(given) if self.today is None else day_of(self.today, procedure)
        before = procedure.scenario.progress
        done = over if before is None else {**before.given, **over}
        posted = up if before is None else {**before.posted, **up}
        return Progress(
            today, done, {name: day for name, day in posted.items() if name not in done}
        )

    def command(self, *more: str) -> str:
        """The command that gives the same dates again.

        >>> finish = read_day("2025-12-31", "--finish")
        >>> done = read_stage_days(["site visit=2025-12-11"], "--did")
        >>> Edition("mine", finish, done=done).command()
        "awardsim schedule mine --finish 2025-12-31 --did 'site visit=2025-12-11'"
        """
        parts = ["awardsim", "schedule", self.scenario, *more]
        for name, one in (("--finish", self.finish), ("--today", self.today)):
            if one is not None:
                parts += [name, one.written]
        for name, several in (("--did", self.done), ("--posted", self.posted)):
            for stage, day in several.items():
                parts += [name, f"{stage}={day.written}"]
        for one_set in self.sets:
            parts += ["--set", one_set]
        safe = re.compile(r"[\w@%+=:,./-]+")
        return plain(" ".join(one if safe.fullmatch(one) else shlex.quote(one) for one in parts))


def day_of(written: WrittenDay, procedure: Procedure) -> datetime.date:
    """A day of the edition that a procedure is of."""
    return written.of(procedure.calendar.opening, procedure.finish_by)
