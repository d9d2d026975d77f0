"""Rules of Panzhihua."""

from __future__ import annotations

import attrs
import numpy as np

from awardsim.rules import Candidates, Decision, Draws, Rule, RuleKind
from awardsim.rules import parameters as checks
from awardsim.text import Text


@attrs.frozen
class OwnOrganisationClean:
    """``record``: kind of event; ``within`` years before the application, None for ever."""

    record: str = attrs.field(validator=checks.name, metadata=checks.column("{}_years_ago"))
    within: float | None = attrs.field(
        default=None, validator=attrs.validators.optional(checks.number(0))
    )


def decide_own_organisation_clean(
    candidates: Candidates, parameters: OwnOrganisationClean, _draws: Draws
) -> Decision:
    """Whoever heads an organisation answers for its record; nobody else does.

    Columns ``trait_top_manager`` (true or false) and ``organisation_<record>_years_ago``: years
    since the last event at the own organisation, inf where there was none.  An event exactly
    ``within`` years ago lies outside the window.  The built-in applicants head no organisation,
    as no share of those who do is known: all of them pass.
    """
    heads = np.asarray(candidates.columns["trait_top_manager"], dtype=np.bool_)
    passed = ~heads
    if heads.any():
        ago = candidates.columns[f"organisation_{parameters.record}_years_ago"]
        limit = np.inf if parameters.within is None else parameters.within
        passed |= ago >= limit
    return Decision.of(passed, "own_organisation_not_clean")


OWN_ORGANISATION_CLEAN = Rule(
    id="panzhihua.own_organisation_clean",
    kind=RuleKind.ADMIT,
    parameters=OwnOrganisationClean,
    decide=decide_own_organisation_clean,
    title=Text("最高管理者所在组织无不良记录", "clean record of the organisation that one heads"),
    source="regulation 十(五)",
    reasons={
        "own_organisation_not_clean": Text(
            "所在组织有不良记录", "record of the own organisation not clean"
        )
    },
)
