"""The vocabulary of rules that every text may use, under the owner ``builtin``."""

from __future__ import annotations

from awardsim.rules.admission import CLEAN_RECORD, CONDITIONS, LOCK_OUT, MIN_YEARS, QUALIFIED
from awardsim.rules.conferral import CONFER_BY_RANK
from awardsim.rules.interface import Rule
from awardsim.rules.scoring import MEAN_OF_REVIEWERS, SITE_SCORE, WEIGHTED_SUM
from awardsim.rules.selection import THRESHOLD, TOP_N, WITHIN_QUOTA
from awardsim.rules.voting import APPROVAL_VOTE

#: In the order of a procedure: admit, score, shortlist, vote, confer.
BUILTIN_RULES: tuple[Rule, ...] = (
    MIN_YEARS,
    CLEAN_RECORD,
    QUALIFIED,
    LOCK_OUT,
    CONDITIONS,
    MEAN_OF_REVIEWERS,
    SITE_SCORE,
    WEIGHTED_SUM,
    WITHIN_QUOTA,
    TOP_N,
    THRESHOLD,
    APPROVAL_VOTE,
    CONFER_BY_RANK,
)
