"""Admission: who may take part.

Years are counted as exact numbers.  In the law "以上" includes the number itself and a period
has run out once it is complete (Civil Code arts. 1259, 201-202).  So three complete years of
operation satisfy "3年以上", what happened three complete years ago is no longer within
"近3年", and a lock-out of two years ends when two complete years have passed.

What a column does not know (nan) has not been shown: such a candidate does not pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any, NamedTuple

import attrs
import numpy as np

from awardsim.errors import InvariantError
from awardsim.policy.vocabulary import QUALITY, RECORD
from awardsim.rules import parameters as checks
from awardsim.rules.interface import (
    Bools,
    Candidates,
    Decision,
    Draws,
    Floats,
    Ints,
    Rule,
    RuleKind,
)
from awardsim.text import Text


@attrs.frozen
class MinYears:
    """``field``: years of ``operation``, ``service`` or use of the ``model``; ``at_least``."""

    field: str = attrs.field(validator=checks.one_of("operation", "service", "model"))
    at_least: float | Floats = attrs.field(validator=checks.number(0))


def decide_min_years(candidates: Candidates, parameters: MinYears, _draws: Draws) -> Decision:
    """Enough years of operation, of service, or of using an excellence model.

    Column ``years_<field>``, in years.  The number itself is enough ("满3年", "3年以上").
    """
    years = candidates.columns[f"years_{parameters.field}"]
    return Decision.of(years >= parameters.at_least, "too_few_years")


MIN_YEARS = Rule(
    "builtin.min_years",
    RuleKind.ADMIT,
    MinYears,
    decide_min_years,
    Text("年限", "minimum years"),
    "Civil Code art. 1259: 以上 includes the number",
    {"too_few_years": Text("年限不足", "too few years")},
    broadcasts=True,
)


@attrs.frozen
class CleanRecord:
    """``record``: kind of event; ``within`` years before the application, None for ever."""

    record: str = attrs.field(validator=checks.name, metadata=checks.column(RECORD))
    within: float | Floats | None = attrs.field(
        default=None, validator=attrs.validators.optional(checks.number(0))
    )


def decide_clean_record(candidates: Candidates, parameters: CleanRecord, _draws: Draws) -> Decision:
    """No such event within the last years, or ever.

    Column ``<record>_years_ago``: years since the last event, inf where there was none.
    An event exactly ``within`` years ago lies outside the window.
    """
    years_ago = candidates.columns[f"{parameters.record}_years_ago"]
    if parameters.within is None:
        return Decision.of(years_ago == np.inf, "record_not_clean")
    return Decision.of(years_ago >= parameters.within, "record_not_clean")


CLEAN_RECORD = Rule(
    "builtin.clean_record",
    RuleKind.ADMIT,
    CleanRecord,
    decide_clean_record,
    Text("无不良记录", "clean record"),
    "Civil Code arts. 201-202: the window is complete after so many years",
    {"record_not_clean": Text("有不良记录", "record not clean")},
    broadcasts=True,
)


@attrs.frozen
class Qualified:
    """``trait``: what the candidate must be."""

    trait: str = attrs.field(validator=checks.name, metadata=checks.column(QUALITY))


def decide_qualified(candidates: Candidates, parameters: Qualified, _draws: Draws) -> Decision:
    """The candidate is what the text asks for: lawfully established, licensed, local.

    Column ``is_<trait>``, true or false.
    """
    return Decision.of(candidates.columns[f"is_{parameters.trait}"] == 1, "not_qualified")


QUALIFIED = Rule(
    "builtin.qualified",
    RuleKind.ADMIT,
    Qualified,
    decide_qualified,
    Text("资质", "qualification"),
    "a fact about the candidate",
    {"not_qualified": Text("不具备资质", "not qualified")},
)


@attrs.frozen
class LockOut:
    """``lasts`` years from an award: ``scope`` ``any``, or only one of the ``same_track``."""

    lasts: float | Floats = attrs.field(validator=checks.number(0))
    scope: str = attrs.field(default="any", validator=checks.one_of("any", "same_track"))


def decide_lock_out(candidates: Candidates, parameters: LockOut, _draws: Draws) -> Decision:
    """Earlier winners may not apply again for some years.

    Columns ``years_since_award`` (inf where there was none) and, for ``same_track``,
    ``award_same_track`` (true or false).  A lock-out of exactly ``lasts`` years is over.
    """
    free = candidates.columns["years_since_award"] >= parameters.lasts
    if parameters.scope == "same_track":
        free |= candidates.columns["award_same_track"] == 0
    return Decision.of(free, "locked_out")


LOCK_OUT = Rule(
    "builtin.lock_out",
    RuleKind.ADMIT,
    LockOut,
    decide_lock_out,
    Text("限报", "lock-out of earlier winners"),
    "Civil Code arts. 201-202: the period is complete after so many years",
    {"locked_out": Text("限报期内", "locked out")},
    broadcasts=True,
)


@attrs.frozen
class Conditions:
    """``detects``: share of those who fail a condition that is found out."""

    detects: float = attrs.field(default=1.0, validator=checks.number(0, 1))


def decide_nothing(_candidates: Candidates, _parameters: Conditions, _draws: Draws) -> Decision:
    """Every condition of the text that names a rule, for the candidate's own track.

    A place-holder: the conditions belong to the text, so a procedure calls
    :func:`decide_conditions` with them instead.
    """
    raise InvariantError(
        Text(
            "规则 'conditions' 没有代入文本的条件",
            "the rule 'conditions' was called without the conditions of a text",
        )
    )


CONDITIONS = Rule(
    "builtin.conditions",
    RuleKind.ADMIT,
    Conditions,
    decide_nothing,
    Text("申报条件", "conditions of eligibility"),
    "the conditions of the text itself",
)


class TextCondition(NamedTuple):
    """A condition of the text: its id, the rule that decides it, and whom it concerns.

    ``parameters`` is an instance of the rule's parameter class; ``tracks`` holds the indices of
    the tracks that the condition applies to.
    """

    id: str
    rule: Rule
    parameters: Any
    tracks: Set[int]


def _among(track: Ints, tracks: Set[int]) -> Bools:
    """Whose track is one of some; there are few of them."""
    found = np.zeros(len(track), dtype=np.bool_)
    for one in tracks:
        found |= track == one
    return found


def decide_conditions(
    candidates: Candidates,
    conditions: Iterable[TextCondition | tuple[str, Rule, Any, Set[int]]],
    detects: float,
    draws: Draws,
) -> Decision:
    """All conditions of a text at once; the reasons are the ids of the conditions.

    Who fails several fails for the first of them in the order of the text.  With ``detects``
    below 1 a candidate who fails any is found out with that probability, by one draw for all
    of them; who is not found out passes.

    Parameters
    ----------
    conditions
        In the order of the text; their rules admit.
    detects
        Share in [0, 1].
    draws
        Of the stage; each condition's rule gets draws of its own.
    """
    listed = [TextCondition(*condition) for condition in conditions]
    reason = np.full(len(candidates), -1)
    track, everybody = candidates.track, len(candidates.tracks)
    # The last condition first: one that comes before it in the text takes its place.
    for index in range(len(listed) - 1, -1, -1):
        name, rule, parameters, tracks = listed[index]
        passed = rule.decide(candidates, parameters, draws.part(name)).passed
        if passed.all():
            continue
        failed = ~passed
        if len(tracks) < everybody:
            failed &= _among(track, tracks)
        reason[failed] = index
    if detects < 1.0:
        overlooked: Bools = draws.each("detects", candidates) >= detects
        reason[overlooked] = -1
    return Decision(reason < 0, reason, tuple(condition.id for condition in listed))
