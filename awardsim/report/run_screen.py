"""The first screen of a run.

Order: the question and what counts as finished; the answer as one word, a rounded share and its
range over assumptions; the dates; what the text alone allows; what decides the end and who can
move it; milestones; output; what it all rests on; the simulation error as a footnote; what to
type next.  Nobody's chances are told, neither an applicant's nor a county's.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import attrs

from awardsim.analysis.forecast import Forecast
from awardsim.analysis.milestones import MILESTONES
from awardsim.report import run_answer, run_basis, run_milestones, run_path, run_risks, words
from awardsim.report.console import COLUMNS, clip, plain, wrap
from awardsim.report.view import View
from awardsim.text import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
#: Lines that a first screen has at most.
LINES = 40
#: Blocks that a blank line stands before, by how long it is kept.
_GAPS = {2: 0, 3: 1, 4: 2, 1: 3, 5: 4}
#: What gives a part of one reader's screen: who writes it, and how many rows it may have.
_Parts = Callable[..., list[str]]


@attrs.frozen
class _Budget:
    """Rows of the parts that can be shortened."""

    causes: int = 6
    risks: int = 4
    milestones: int = MILESTONES
    guesses: int = 3
    readings: int = 2
    overrides: int = 3
    replaced: int = 8
    blanks: int = 5


def _budgets() -> Iterator[_Budget]:
    """From the full screen to the shortest, giving up what can be looked up elsewhere first."""
    budget = _Budget()
    yield budget
    for change in (
        {"causes": 5},
        {"readings": 1},
        {"causes": 4},
        {"overrides": 2},
        {"risks": 2},
        {"blanks": 4},
        {"blanks": 3},
        {"causes": 3},
        {"blanks": 0},
        {"milestones": 7},
        {"milestones": 6},
        {"overrides": 1},
        {"risks": 1},
        {"guesses": 2},
        {"readings": 0},
        {"milestones": 5},
        {"replaced": 4},
        {"milestones": 4},
        {"replaced": 3},
        {"replaced": 2},
        {"replaced": 1},
    ):
        budget = attrs.evolve(budget, **change)
        yield budget


def run_screen(forecast: Forecast, language: Language, name: str = "") -> str:
    """The first screen: at most 40 lines of at most 100 columns.

    Parameters
    ----------
    name
        How the reader called what was run; the scenario's id by default.
    """
    named = name or forecast.procedure.scenario.id
    parts = {one: _parts(View(forecast, one, named)) for one in LANGUAGES}
    # Readers of both languages see the same milestones.
    rows = min(_fitting(one, MILESTONES).milestones for one in parts.values())
    part = parts[language]
    lines = _compose(part, _fitting(part, rows))
    return "\n".join(clip(plain(line), COLUMNS) for line in lines[:LINES]) + "\n"


def _parts(view: View) -> _Parts:
    """Gives the parts of a reader's screen, each written once, however often it is composed."""

    @functools.cache
    def part(write: Callable[..., list[str]], *rows: int) -> list[str]:
        return write(view, *rows)

    return part


def _fitting(part: _Parts, milestones: int) -> _Budget:
    """The fullest budget with so many milestones at most whose screen fits; else the shortest."""
    budget = _Budget()
    for budget in _budgets():
        budget = attrs.evolve(budget, milestones=min(budget.milestones, milestones))
        if len(_compose(part, budget)) <= LINES:
            break
    return budget


def _compose(part: _Parts, budget: _Budget) -> list[str]:
    blocks = [
        [*part(run_answer.heading), *part(run_answer.question)],
        [*part(run_answer.answer), *part(run_answer.finish_dates), *part(run_answer.law)],
        [
            *part(run_path.path_rows, budget.causes),
            *part(run_milestones.stalls),
            *part(run_risks.risk_rows, budget.risks),
        ],
        part(run_milestones.milestones, budget.milestones),
        [
            *part(run_milestones.output),
            *part(run_basis.counts),
            *part(run_basis.guesses, budget.guesses),
            *part(run_basis.replaced, budget.replaced),
            *part(run_basis.overrides, budget.overrides),
            *part(run_basis.readings, budget.readings),
            *part(run_basis.missing),
            *part(run_basis.holidays),
            *part(run_basis.simulation_error),
        ],
        [*part(run_basis.next_steps), *part(_disclaimer)],
    ]
    kept = sorted(_GAPS, key=_GAPS.__getitem__)[: budget.blanks]
    lines: list[str] = []
    for place, block in enumerate(blocks):
        if block and lines and place in kept:
            lines.append("")
        lines += block
    return lines


def _disclaimer(view: View) -> list[str]:
    return wrap(words.DISCLAIMER.read(view.language))
