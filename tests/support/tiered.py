"""A procedure that votes on tiers on the way, and what becomes of its applicants."""

from __future__ import annotations

from support.procedures import applicants, by_ordinal, procedure, run

BOTH = ("organisations", "individuals")
TIERS = "[tiers.award]\n[tiers.nomination]\n"
QUOTAS = (
    '[quotas.award]\ntier = "award"\nnumber = { at_most = 1 }\n'
    '[quotas.nomination]\ntier = "nomination"\nnumber = { at_most = 2 }\n'
)
#: As in the China Quality Award: the first vote makes candidates of both tiers; only those for
#: the award are heard (organisations) and visited; the second vote decides.
VOTES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.review]
kind = "wait"
after = ["apply"]
rule = { name = "mean_of_reviewers" }
[stages.vote]
kind = "gate"
per = "batch"
after = ["review"]
rule = { name = "confer_by_rank", at_most = { award = 2, nomination = 3 } }
[stages.candidates]
kind = "notice"
per = "batch"
after = ["vote"]
[stages.defence]
kind = "wait"
after = ["candidates"]
only = { tracks = ["organisations"], tiers = ["award"] }
[stages.site]
kind = "wait"
after = ["defence"]
only = { tiers = ["award"] }
rule = { name = "site_score" }
[stages.final]
kind = "gate"
per = "batch"
after = ["site"]
rule = { name = "confer_by_rank", of = "review" }
[stages.decision]
kind = "gate"
per = "batch"
after = ["final"]
"""
TIMES = '[durations]\nreview = "2wd"\ndefence = "2wd"\nsite = "3wd"\n'
CALM = "[chance]\nleniency = 0\nnoise = 0\n"
#: Of each track the first has 900 points, the second 700 and so on; one more in each channel.
MERIT = by_ordinal(900.0, 700.0, 500.0, 300.0, 100.0)


def calm(text):
    """No error in any mark."""
    return CALM + ("site_noise = 0\n" if "site_score" in text else "")


def voted(assumed, text=VOTES, quotas=QUOTAS, merit=MERIT, **options):
    made = procedure(
        TIERS + quotas + text,
        assumed + TIMES + calm(text),
        cohort=applicants(merit=merit),
        **{"tracks": BOTH, **options},
    )
    return made, run(made)


def tiers_of(made, log):
    """Tier and outcome of each applicant, by slot."""
    return {
        int(slot): (made.tiers[tier] if tier >= 0 else "", log.reasons[outcome])
        for slot, tier, outcome in sorted(
            zip(log.slots.tolist(), log.tier, log.outcome, strict=True)
        )
    }


def at(made, log, stage):
    """Who passed through a stage alone, by slot."""
    index = made.node_index[stage]
    return sorted(int(log.slots[row[0]]) for row in log.rows if row[1] == index and row[0] >= 0)


ORGANISATIONS = "[channels.east]\norganisations = %d\nindividuals = %d\n"
