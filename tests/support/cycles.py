"""Small series of editions for the tests: marks without error, one channel, a fixed population."""

from __future__ import annotations

from support.procedures import applicants, by_ordinal, procedure

from awardsim.cycles.editions import Series
from awardsim.cycles.terms import terms_of

#: The time from application to award, in years, of every series here.
LAG = 0.25
_STAGES = """
[stages.apply]
kind = "window"
closes = "unstated"
[stages.check]
kind = "work"
after = ["apply"]
type = "ELIG"
rule = { name = "conditions", detects = 1.0 }
[stages.visit]
kind = "wait"
after = ["check"]
rule = { name = "site_score", shift_mean = 0, shift_sd = 0, noise = 0 }
[stages.decide]
kind = "meeting"
per = "batch"
after = ["visit"]
rule = { name = "confer_by_rank" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["decide"]
"""
_LOCK_OUT = """
[conditions.lock_out]
rule = {{ name = "lock_out", lasts = "{}" }}
"""
#: Who has an accident loses the award and is debarred; `goes_on` is whether a lock-out stays.
REVOKED = """
[provisions.revocation_accident]
title = {{ zh = "撤销", en = "revocation" }}
type = "REVOCATION"
source = "text 9"
value = true
lasts = "2y"

[provisions.debarment_accident]
title = {{ zh = "禁报", en = "debarment" }}
type = "DEBARMENT"
source = "text 9"
value = true
lasts = "3y"

[provisions.lock_out_after_revocation]
title = {{ zh = "限报", en = "lock-out" }}
type = "DEBARMENT"
source = "text 9"
value = {goes_on}
"""
#: Everybody applies whenever that is allowed; nobody comes, goes, grows or cheats.
STEADY = {
    "pool": 1,
    "births": 0,
    "exits": 0,
    "growth": 0,
    "fluctuation": 0,
    "again": 1,
    "return": 1,
    "grave": 1,
    "fraud": 0,
    "discovery": 0,
}
#: Three of them, the first one the best.
THREE = applicants(merit=by_ordinal(700.0, 600.0, 500.0))


def series(
    lock_out: str = "",
    *,
    cycle: float = 1.0,
    editions: int = 8,
    places: int = 1,
    there: int | str = 3,
    more: str = "",
    quotas: str = "",
    cohort=THREE,
    lag: float = LAG,
    **assumed: float,
) -> Series:
    """A series of a text with so many places.

    ``more`` is added to the text; ``there`` may be least, usual and most (``[2, 5, 9]``);
    ``quotas`` takes the place of the only quota.
    """
    text = _STAGES + (_LOCK_OUT.format(lock_out) if lock_out else "") + more
    text += quotas or f"\n[quotas.organisations]\nnumber = {{ at_most = {places} }}\n"
    numbers = {**STEADY, **assumed}
    listed = "\n".join(f"{name} = {value}" for name, value in numbers.items())
    made = procedure(
        text,
        f"opens = 2025-09-01\n[applicants]\norganisations = {there}\n[durations]\nvisit = '1wd'\n"
        f'[fill]\n"stages.apply.closes" = 2025-09-30\n[cycles]\n{listed}\n',
        cohort=cohort,
    )
    terms = terms_of(made.policy, made.scenario)
    return Series(made, terms, cycle, lag, editions)
