"""An edition of an award: loaded, changed, scheduled, run, compared."""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING

import attrs

from awardsim.errors import InputError, Problem
from awardsim.language import choose_language
from awardsim.notebook.results import Comparison, Run, Schedule, distinct
from awardsim.notebook.table import Table, Words, flat
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.experiment import Trial
    from awardsim.plugins import Catalogue


@attrs.frozen(eq=False, repr=False)
class Edition:
    """A text under a scenario, with what was changed in it; made by :func:`load`.

    Attributes
    ----------
    name
        What it is called in comparisons.
    source
        The name that it was loaded by.
    changes
        What was changed, each ``path=value`` as after ``--set``.
    """

    name: str
    source: str
    changes: tuple[str, ...]
    lang: Language
    trial: Trial

    def change(self, *changes: str, name: str = "") -> Edition:
        """Another edition with values replaced; this one stays as it is.

        Parameters
        ----------
        changes
            Each ``path=value``, as after ``--set``: ``people.site_teams=3``,
            ``stages.final_notice.duration=7wd``.
        name
            What it is called; by default the changes themselves.

        Raises
        ------
        InputError
            A path or value that does not fit; all of them at once, with the nearest names.
        """
        listed = (*self.changes, *changes)
        return _load(self.source, listed, self.lang, name or " ".join(listed) or self.name)

    def schedule(self) -> Schedule:
        """Earliest and latest dates of every stage, without chance."""
        from awardsim.analysis.timetable import timetable

        return Schedule(timetable(self.trial.procedure), self.source, self.lang)

    def run(
        self,
        replications: int | None = None,
        seed: int | None = None,
        *,
        workers: int = 1,
        precision: float | None = None,
        ranges: bool = True,
    ) -> Run:
        """Simulate it.

        Parameters
        ----------
        replications, seed
            By default the scenario's own; the same seed gives the same figures.
        workers
            Processes; figures do not depend on it.
        precision
            Go on until the share in time is known to so much; of no use where nothing is due.
        ranges
            Also move every estimate to its ends, which takes several times as long.
        """
        from awardsim.analysis.forecast import forecast

        scenario = self.trial.scenario
        found = forecast(
            self.trial.procedure,
            replications=_least(1, scenario.replications if replications is None else replications),
            seed=_least(0, scenario.seed if seed is None else seed),
            workers=_least(1, workers),
            precision=precision,
            ranges=ranges,
        )
        return Run(found, self.source, self.lang)

    def why(self, what: str, *, latest: bool = False) -> Words:
        """How a date, a figure or a value comes about: counted, with the articles.

        ``what`` is a stage (id, title or a part of it), a figure, an estimate, a reading or a
        value of the text; ``latest`` counts back to the latest day of a stage.
        """
        from awardsim.analysis.subject import find_subject
        from awardsim.report.explaining import why_screen

        procedure = self.trial.procedure
        subject = find_subject(procedure, what)
        lines = why_screen(procedure, subject, self.lang, self.source, latest=latest)
        return Words("\n".join(lines) + "\n")

    def inputs(self) -> Table:
        """Every estimate with its range, its basis and where it comes from."""
        from awardsim.report.run_record import input_record

        procedure = self.trial.procedure
        return Table(flat(input_record(one, procedure), self.lang) for one in procedure.inputs)

    def __repr__(self) -> str:
        procedure = self.trial.procedure
        due = "" if procedure.finish_by is None else f" → {procedure.finish_by}"
        title = procedure.scenario.title.read(self.lang)
        changed = "".join(f"\n  {one}" for one in self.changes)
        return f"{self.source}  {title}  {procedure.calendar.opening}{due}{changed}"


def load(name: str, *changes: str, lang: Language | None = None) -> Edition:
    """The edition that a name stands for.

    Parameters
    ----------
    name
        As on the command line: a scenario's stem or file, a text's file or id.
    changes
        Values to replace, as in :meth:`Edition.change`.
    lang
        ``"zh"`` or ``"en"``, what words are in; by default as the program chooses it.

    Raises
    ------
    InputError
        Nothing of that name (the nearest is named), or mistakes in what was found.
    """
    chosen = choose_language([]) if lang is None else lang
    if chosen not in ("zh", "en"):
        raise InputError(Problem(Text("应为 zh 或 en", "expected 'zh' or 'en'"), path="lang"))
    return _load(name, changes, chosen, name)


def compare(
    first: Edition,
    *others: Edition,
    replications: int = 1000,
    seed: int = 1,
    workers: int = 1,
    precision: float | None = None,
    ranges: bool = False,
) -> Comparison:
    """Variants of one edition under the same luck, held against the first.

    Parameters
    ----------
    precision
        Go on until the difference in the share in time is known to so much.
    ranges
        Also move each estimate to its ends in every variant, which takes several times as long.

    Raises
    ------
    InputError
        There is nothing to compare with, or the procedures have other tracks or channels.
    """
    from awardsim.analysis import paired
    from awardsim.analysis.variants import on_common_ground

    editions = (first, *others)
    if not others:
        raise InputError(
            Problem(Text("要给两个以上的方案", "give two editions or more"), path="compare")
        )
    trials = on_common_ground([one.trial for one in editions])
    if not paired.alike([trial.procedure for trial in trials]):
        message = Text(
            "各方案的奖项、渠道不同：用命令 awardsim compare",
            "the procedures have different tracks or channels: use the command awardsim compare",
        )
        raise InputError(Problem(message, path="compare"))
    names = distinct([one.name for one in editions])
    found = paired.compare(
        [(name, trial.procedure) for name, trial in zip(names, trials, strict=True)],
        replications=_least(1, replications),
        seed=_least(0, seed),
        workers=_least(1, workers),
        precision=precision,
        ranges=ranges,
    )
    return Comparison(found, first.lang)


def names() -> Table:
    """What :func:`load` knows: scenarios by their stems, texts by their ids."""
    from awardsim.analysis.names import scenario_names

    return Table(
        [
            *({"kind": "scenario", "name": name} for name in scenario_names()),
            *({"kind": "text", "name": name} for name in _catalogue().texts),
        ]
    )


def _load(source: str, changes: tuple[str, ...], lang: Language, name: str) -> Edition:
    from awardsim.analysis.experiment import load_trial

    catalogue = _catalogue()
    trial = load_trial(source, catalogue, changes)
    for fault in catalogue.faults:
        warnings.warn(fault.read(lang), stacklevel=3)
    return Edition(name, source, changes, lang, trial)


@functools.cache
def _catalogue() -> Catalogue:
    from awardsim.analysis.installed import installed

    return installed()


def _least(least: int, number: int) -> int:
    """A whole number that is large enough; InputError if it is none."""
    if isinstance(number, bool) or not isinstance(number, int) or number < least:
        message = Text(
            f"应为不小于{least}的整数，给的是 {number!r}",
            f"expected a whole number of at least {least}, found {number!r}",
        )
        raise InputError(Problem(message))
    return number
