"""What internal studies have in common: how they are headed, how a figure and its interval read."""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.intervals import Estimate
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.console import plain
from awardsim.report.record_id import procedure_id
from awardsim.text import Language, Text

#: Heads every screen and every file of a study.
STUDY = Text(
    "内部研究：只说明所假设的误差，不说明任何申报主体、任何已授的奖；不对外",
    "Internal study: it tells of the errors that are assumed, not of any applicant or of any "
    "award that was given; not for publication",
)
UNDEFINED = "—"


def study_title(procedure: Procedure, subject: Text, language: Language) -> str:
    """The subject, with the scenario it is about."""
    scenario = procedure.scenario
    named = scenario.title if scenario.title.read(language) else procedure.policy.award
    return plain(f"{subject.read(language)}  {named.read(language)}  {scenario.id}")


def record_of(procedure: Procedure, detail: str, replications: int, seed: int) -> dict[str, Any]:
    """What every record of a study begins with."""
    more = {"detail": detail, "seed": seed, "replications": replications}
    return {
        "schema": 1,
        "study": True,
        "detail": detail,
        "record": procedure_id(procedure, more),
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "replications": replications,
        "seed": seed,
    }


def footnote(procedure: Procedure, detail: str, number: int, seed: int, language: Language) -> str:
    """Replications, seed, record; that intervals come from the number of replications alone."""
    record = record_of(procedure, detail, number, seed)["record"]
    return Text(
        f"推演{number}次，种子{seed}，记录号{record}。括号里是95%区间，只因推演次数有限，"
        f"不含估计不准。{words.INTERNAL.zh}",
        f"{number} replications, seed {seed}, record {record}. In brackets 95 % intervals from the "
        f"number of replications alone, not from wrong estimates. {words.INTERNAL.en.capitalize()}",
    ).read(language)


def share(one: Estimate, language: Language) -> str:
    """A share with its interval, in percent.

    >>> share(Estimate(0.74, 0.716, 0.761, 300), "en")
    '74 % (72–76)'
    """
    if not one.defined:
        return UNDEFINED
    low, high = (f"{100 * end:.0f}" for end in (one.low, one.high))
    return f"{words.percent(one.value, language)} ({_between(low, high, language)})"


def percent(one: Estimate, language: Language) -> str:
    """A share without its interval."""
    return words.percent(one.value if one.defined else None, language)


def points(one: Estimate, language: Language) -> str:
    """A mean number with its interval.

    >>> points(Estimate(18.4, 15.6, 21.3, 300), "en"), points(Estimate(0.42, 0.4, 0.44, 9), "zh")
    ('18 (16–21)', '0.4 (0.4—0.4)')
    """
    if not one.defined:
        return UNDEFINED
    if math.isinf(one.low):
        return number(one.value)
    digits = 0 if abs(one.value) >= 10 else 1
    low, high = (f"{end:.{digits}f}" for end in (one.low, one.high))
    return f"{one.value:.{digits}f} ({_between(low, high, language)})"


def number(value: float) -> str:
    """A mean number without interval: one decimal below a hundred."""
    if math.isnan(value):
        return UNDEFINED
    return f"{value:.0f}" if abs(value) >= 99.95 else f"{value:.1f}".removesuffix(".0")


def plain_estimate(one: Estimate) -> dict[str, float | int | None]:
    """An estimate as plain data; what is undefined or unbounded is null."""

    def known(value: float) -> float | None:
        return value if math.isfinite(value) else None

    return {
        "value": known(one.value),
        "low": known(one.low),
        "high": known(one.high),
        "replications": one.count,
    }


def _between(low: str, high: str, language: Language) -> str:
    return f"{low}—{high}" if language == "zh" else f"{low}–{high}"
