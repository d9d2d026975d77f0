"""Editions in a row: who is locked out and who wins, worked by hand; the theory of renewal."""

import numpy as np
import pytest
from support.cycles import LAG, REVOKED, series
from support.procedures import applicants, by_ordinal

from awardsim.analysis.kept import Kept
from awardsim.cycles.ahead import LookingAhead, look_ahead
from awardsim.cycles.editions import Run
from awardsim.cycles.outlook import COMPARED, differences, identical
from awardsim.cycles.population import people
from awardsim.report.record_id import procedure_id
from awardsim.simulation.arms import Arm
from awardsim.simulation.arms import logs as runs
from awardsim.simulation.log import AWARDED
from awardsim.simulation.plan import make_plan
from awardsim.streams import Streams


def one(made, replications: int = 1):
    """A series run in this process."""
    return look_ahead([made], replications=replications)[0]


def by_edition(found, name: str) -> list[float]:
    """A figure of the only replication, edition by edition."""
    return found.column(name, 0)[0].tolist()


# ---- by hand ------------------------------------------------------------------------------------
# Three candidates, A (700 points), B (600) and C (500); one place; all apply whenever they may.


@pytest.mark.parametrize(
    ("lock_out", "cycle", "winners", "locked"),
    [
        # No lock-out: A wins every time.
        ("0y", 1.0, "AAAAAAAA", "00000000"),
        # One cycle: A and B in turn.
        ("1cycles", 1.0, "ABABABAB", "01111111"),
        # Two cycles bar the next two editions: A, B, C in turn, whatever the cycle.
        ("2cycles", 1.0, "ABCABCAB", "01222222"),
        ("2cycles", 2.0, "ABCABCAB", "01222222"),
        ("2cycles", 3.0, "ABCABCAB", "01222222"),
        # Five years bar five editions when there is one a year: after A, B and C nobody may apply
        # until A may again, six years after the first award.
        ("5y", 1.0, "ABC---AB", "01233322"),
        # Every two years they bar the next two, as two cycles do; every three years the next one.
        ("5y", 2.0, "ABCABCAB", "01222222"),
        ("5y", 3.0, "ABABABAB", "01111111"),
    ],
)
def test_lock_outs_of_three_candidates(lock_out, cycle, winners, locked):
    found = one(series(lock_out, cycle=cycle))
    points = {"A": 700.0, "B": 600.0, "C": 500.0, "-": np.nan}
    np.testing.assert_array_equal(by_edition(found, "merit"), [points[who] for who in winners])
    assert by_edition(found, "locked_out") == [float(number) for number in locked]
    awarded = [float(who != "-") for who in winners]
    assert by_edition(found, "awarded") == awarded
    assert found.vacant((0,))[0].tolist() == [1.0 - number for number in awarded]
    assert by_edition(found, "applied") == [3.0 - int(number) for number in locked]


@pytest.mark.parametrize(
    ("goes_on", "winners"),
    [
        # A wins the first edition; the award is given at 0.25 years.  The accident comes at 0.5
        # years, half a year before the second edition.  The award is taken away and A debarred
        # until 3.5 years: not there for the editions of 1, 2 and 3 years, back for that of 4.
        # Honest B, locked out for five years from 1.25, is back for the seventh year only.
        ("false", "AB--AA--"),
        # With the lock-out going on, A is out until 5.25 years: back for that of 6.
        ("true", "AB----AB"),
    ],
)
def test_a_revoked_winner_is_back_before_an_honest_one(goes_on, winners):
    struck = applicants(
        merit=by_ordinal(700.0, 600.0),
        major_accident_years_ago=by_ordinal(0.5, np.inf),
    )
    found = one(series("5y", there=2, more=REVOKED.format(goes_on=goes_on), cohort=struck))
    points = {"A": 700.0, "B": 600.0, "-": np.nan}
    if goes_on == "false":  # A has an accident before every edition, and is debarred each time
        winners = "AB--A--B"
    np.testing.assert_array_equal(by_edition(found, "merit"), [points[who] for who in winners])
    assert by_edition(found, "revoked")[1] == 1.0


@pytest.mark.parametrize(("paid", "expected"), [(0.1, 1.0), (0.3, 0.0)])
def test_a_prize_is_paid_before_the_award_is_revoked_or_not(paid, expected):
    """The award is given at 0.25 years, the accident comes at 0.5: a quarter of a year later."""
    struck = applicants(merit=500.0, major_accident_years_ago=0.5)
    made = series(
        "5y", there=1, more=REVOKED.format(goes_on="true"), cohort=struck, editions=2, paid=paid
    )
    found = one(made)
    assert by_edition(found, "revoked") == [0.0, 1.0]
    assert by_edition(found, "revoked_paid") == [0.0, expected]


FRAUD = """
[provisions.revocation_fraud]
title = { zh = "撤销", en = "revocation" }
type = "REVOCATION"
source = "text 8"
value = true
[provisions.debarment_fraud]
title = { zh = "禁报", en = "debarment" }
type = "DEBARMENT"
source = "text 8"
value = true
lasts = "50y"
"""
DISQUALIFIED = """
[provisions.disqualified]
title = { zh = "取消资格", en = "disqualified" }
type = "DISQUALIFICATION"
source = "text 8"
value = true
"""


def test_debarred_winners_only_or_all_who_cheat():
    """All three cheat: the winner is out at once, the others too where the text says so."""
    found = one(series("", more=FRAUD, fraud=1))
    assert by_edition(found, "debarred") == [0, 1, 2, 3, 3, 3, 3, 3]
    found = one(series("", more=FRAUD + DISQUALIFIED, fraud=1))
    assert by_edition(found, "debarred") == [0, 3, 3, 3, 3, 3, 3, 3]


TIERS = """
[tiers.high]
[tiers.low]
[quotas.high]
tier = "high"
number = { at_most = 1 }
[quotas.low]
tier = "low"
number = { at_most = 3 }
"""


def test_places_are_counted_by_tier():
    """A takes the higher place, B and C two of the three lower ones; then all are locked out."""
    found = one(series("1cycles", quotas=TIERS, editions=2))
    assert [quota.id for quota in found.series.procedure.quotas] == ["high", "low"]
    assert found.of_quota(0)[0].tolist() == [1.0, 0.0]
    assert found.of_quota(1)[0].tolist() == [2.0, 0.0]
    assert found.vacant((1,))[0].tolist() == pytest.approx([1 / 3, 1.0])
    assert found.vacant((0, 1))[0].tolist() == pytest.approx([1 / 4, 1.0])
    assert [found.own_vacant(0, edition) for edition in (0, 1)] == pytest.approx([1 / 4, 1.0])


# ---- theory -------------------------------------------------------------------------------------


def test_the_share_debarred_follows_from_the_rate_of_fraud():
    """All apply each time and a share x is found out: after n editions 1 - (1 - x)^n are out."""
    rate = 0.1
    made = series("", more=FRAUD + DISQUALIFIED, there=200, fraud=rate, editions=5)
    found = one(made, 8).column("debarred", 0).mean(axis=0) / 200
    expected = 1.0 - (1.0 - rate) ** np.arange(5)
    np.testing.assert_allclose(found, expected, atol=0.02)


@pytest.mark.parametrize("lock_out", [1, 3])
def test_the_share_locked_out_is_that_of_a_renewal_process(lock_out):
    """Who may apply does so with probability h and wins; then K editions are barred.

    A round takes 1/h editions until the award and K after it, so that in the long run a share
    K / (1/h + K) is locked out [renewal reward; Ross 2014, section 7.4].
    """
    h = 0.5
    made = series(
        f"{lock_out}cycles", there=60, places=1000, editions=16, pool=1 / h, **{"return": h}
    )
    found = one(made, 4).column("locked_out", 0)[:, 8:].mean() / 120
    assert found == pytest.approx(lock_out / (1 / h + lock_out), abs=0.02)


def test_candidates_come_and_go_at_their_rates():
    """With rate r of new ones and x of leaving: N(t) = N e^(-xt) + (r/x) (1 - e^(-xt))."""
    births, exits = 0.1, 0.2
    made = series("", there=500).procedure
    values = np.array([[one.usual] * 16 for one in made.inputs])
    rates = {"pool": 1.0, "births": births, "exits": exits}
    assumed = {name: np.full(16, rate) for name, rate in rates.items()}
    found = people(made, Streams(1), 0, values, assumed, 8.0)
    for years in (0.0, 2.0, 5.0, 8.0):
        there = ((found.entry <= years) & (years < found.leave)).sum() / 16
        left = np.exp(-exits * years)
        assert there == pytest.approx(500 * left + 500 * births / exits * (1.0 - left), rel=0.02)


def test_merit_grows_with_the_years():
    made = series("", growth=10, cycle=2.0, editions=3)
    assert by_edition(one(made), "merit") == [700.0, 720.0, 740.0]


# ---- nothing but the change ---------------------------------------------------------------------

DRAWN = {"births": 0.1, "exits": 0.1, "again": 0.5, "return": 0.5, "pool": 3, "there": 12}


def test_a_change_that_changes_nothing_differs_by_exactly_0():
    """Every two years "2 cycles" and "5 years" are one rule: the same to the last digit."""
    two, five, three = look_ahead(
        [series(lasts, cycle=2.0, places=3, **DRAWN) for lasts in ("2cycles", "5y", "7y")],
        replications=5,
    )
    assert identical(two, five)
    assert not identical(two, three)
    for each in differences(two, five).values():
        assert (each.mean, each.error, each.touched) == (0.0, 0.0, 0.0)
    assert not differences(two, three)["eligible"].same
    assert set(differences(two, three)) == set(COMPARED)


def test_more_editions_change_nothing_before_them():
    short, long = look_ahead(
        [series("2cycles", editions=number, **DRAWN) for number in (2, 4)], replications=4
    )
    np.testing.assert_array_equal(short.figures, long.figures[:, :2])


def test_the_number_of_workers_changes_nothing():
    made = [series("2cycles", editions=3, **DRAWN)]
    alone = look_ahead(made, replications=18)[0]
    together = look_ahead(made, replications=18, workers=2)[0]
    np.testing.assert_array_equal(alone.figures, together.figures)


def test_what_was_done_before_a_stop_is_not_run_again(tmp_path):
    """Stopped after the second series, two are on the disk, and the same to the last bit."""
    made = [series(lasts, editions=2, **DRAWN) for lasts in ("0y", "1y", "2y")]
    whole = look_ahead(made, replications=3)
    ran: list[int] = []

    def tick(count: int) -> None:
        ran.append(count)
        if len(ran) == 2:
            raise KeyboardInterrupt

    def work(replications: int = 3, seed: int = 1) -> LookingAhead:
        kept = Kept(tmp_path / "kept.jsonl")
        options = {"replications": replications, "seed": seed, "kept": kept, "tick": tick}
        return LookingAhead(made, name_of=procedure_id, **options)

    stopped = work()
    with pytest.raises(KeyboardInterrupt):
        stopped.run()
    assert len(stopped.so_far()) == 2
    again = work()
    for before, after in zip(whole, again.run(), strict=True):
        assert before.figures.tobytes() == after.figures.tobytes()
    assert again.taken == 2
    for other in (work(replications=2), work(seed=2)):
        other.run()
        assert other.taken == 0


def test_any_replication_alone_gives_the_same():
    run = Run.of(series("2cycles", editions=3, **DRAWN), 1)
    np.testing.assert_array_equal(run.block(16, 6)[4:6], run.block(20, 2))


def test_earlier_winners_are_those_of_earlier_editions():
    """Won 3.9 years before the first one: two editions ago, and locked out by two cycles."""
    past = applicants(merit=500.0, years_since_award=by_ordinal(3.9, np.inf))
    found = one(series("2cycles", cycle=2.0, editions=2, cohort=past))
    assert by_edition(found, "locked_out")[0] == 1.0
    assert LAG < 2.0


def test_where_everybody_applies_the_first_edition_is_a_single_run():
    """As many applicants in each replication, and so many awards."""
    made = series("", there="[2, 5, 9]", places=4, editions=1)
    found = one(made, 18)
    logs = list(runs(make_plan(made.procedure), 1, Arm({}, 0, 18)))
    assert found.column("applied", 0)[:, 0].tolist() == [len(log.outcome) for log in logs]
    awarded = [log.outcome.count(AWARDED) for log in logs]
    assert found.column("awarded", 0)[:, 0].tolist() == awarded
