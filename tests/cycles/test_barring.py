"""Who is barred from which edition: small cases worked by hand, and the documents' own."""

import datetime

import pytest
from support.cycles import REVOKED
from support.procedures import policy, procedure

from awardsim.cycles.barring import barring
from awardsim.cycles.spells import Occasion, editions_between, occasion_of
from awardsim.cycles.terms import ACCIDENT, FRAUD, terms_of
from awardsim.scenario.reader import default_scenario
from awardsim.units import Duration

#: Applications until the end of September, awards on the last day of the year.
WHEN = Occasion(datetime.date(2025, 9, 30), datetime.date(2025, 12, 31))
STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-30
duration = "unstated"
"""
LOCKED = """
[conditions.lock_out]
rule = {{ name = "lock_out", lasts = {} }}
"""


def text(lasts: str, more: str = ""):
    """A text that locks winners out."""
    return policy(STAGES + LOCKED.format(lasts) + more)


def table(lasts: str, more: str = "", **options):
    found = text(lasts, more)
    return barring(found, default_scenario(found), WHEN, **options)


def years(found, cycle: float) -> dict[str, list[str]]:
    """The editions barred at a cycle, by length of the lock-out."""
    return {
        str(one.lock_out.lasts): [found.name(k, cycle) for k in one.editions]
        for one in found.at(cycle)
    }


def test_two_cycles_beside_five_years_by_hand():
    """Whoever wins in 2025.

    Awards are given on 2025-12-31.  Five years are complete on 2030-12-31.  Two cycles are two
    years (2027-12-31), four (2029-12-31) or six (2031-12-31).  One applies on 30 September.

    - yearly: of 2026, 2027, … those before 2027-12-31 are 2026 and 2027; those before 2030-12-31
      are 2026 to 2030;
    - every two years: of 2027, 2029, 2031 those before 2029-12-31 are 2027 and 2029, and there is
      no other before 2030-12-31: the two rules are one;
    - every three years: of 2028, 2031, 2034 those before 2031-12-31 are 2028 and 2031, but only
      2028 lies before 2030-12-31: five years are shorter.
    """
    found = table('"2cycles"', lockouts=[Duration.parse("5y")])
    assert years(found, 1.0) == {
        "2cycles": ["2026", "2027"],
        "5y": ["2026", "2027", "2028", "2029", "2030"],
    }
    assert years(found, 2.0) == {"2cycles": ["2027", "2029"], "5y": ["2027", "2029"]}
    assert years(found, 3.0) == {"2cycles": ["2028", "2031"], "5y": ["2028"]}
    assert [one.more for one in found.bars] == [0, 3, 0, 0, 0, -1]
    assert [found.name(one.free, one.cycle) for one in found.bars] == [
        "2028", "2031", "2031", "2031", "2034", "2031",
    ]  # fmt: skip


def test_a_period_is_over_when_it_is_complete():
    """Applied for on the day of the award, the edition two years later is open after two years."""
    assert editions_between(0, 2, 1.0, lag=0.0) == (1,)
    assert editions_between(0, 2, 1.0, lag=0.1) == (1, 2)
    assert editions_between(0, 0, 1.0, lag=0.1) == ()


def test_another_lock_out_is_written_into_a_text_that_has_none():
    found = policy(STAGES)
    made = barring(found, default_scenario(found), WHEN, [Duration.parse("3y")], [2.0])
    first, second = made.at(2.0)
    assert first.lock_out is None
    assert (first.editions, second.editions, second.more) == ((), (1,), 1)


def test_a_lock_out_that_another_document_has_is_tried():
    found = table('{ elsewhere = "the regulation" }', lockouts=[Duration.parse("5y")], cycles=[2.0])
    first, second = found.at(2.0)
    assert (first.lock_out, first.editions) == (None, ())
    assert second.editions == (1, 2)


@pytest.mark.parametrize(
    ("goes_on", "first", "last", "sooner"),
    [
        # An honest winner of 2025 may not apply in 2027 and 2029 (five years, to 2030-12-31).
        # An accident at once debars until 2028-12-31: 2027 only.  One on the last day of the two
        # years debars from 2027-12-31 to 2030-12-31: 2029, and 2027 before it as a winner.
        ("false", (1,), (1, 2), 1),
        ("true", (1, 2), (1, 2), 0),
    ],
)
def test_a_revoked_winner_beside_an_honest_one(goes_on, first, last, sooner):
    found = table('"5y"', REVOKED.format(goes_on=goes_on), cycles=[2.0])
    revoked = next(one for one in found.revoked if one.cycle == 2.0)
    assert revoked.consequence.cause == ACCIDENT
    assert (revoked.first, revoked.last, revoked.sooner) == (first, last, sooner)


def test_the_dates_of_an_edition_are_those_of_its_procedure():
    made = procedure(STAGES, "opens = 2025-09-01\nfinish_by = 2025-12-31")
    assert occasion_of(made) == WHEN
    assert made.calendar.opening == datetime.date(2025, 9, 1)
    assert round(WHEN.lag * 365.25) == 92


def test_what_the_same_article_disqualifies_strikes_applicants_too():
    debarment = """
[provisions.debarment_fraud]
title = { zh = "禁报", en = "debarment" }
type = "DEBARMENT"
source = "text 8"
value = true
lasts = "10y"
"""
    disqualified = """
[provisions.disqualified]
title = { zh = "取消", en = "disqualified" }
type = "DISQUALIFICATION"
source = "text 8"
value = true
"""
    for more, everybody in ((debarment, False), (debarment + disqualified, True)):
        made = text('"5y"', more)
        found = terms_of(made, default_scenario(made)).consequence(FRAUD)
        assert (found.everybody, str(found.debarred)) == (everybody, "10y")
