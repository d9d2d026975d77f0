"""A text that a scenario puts an edition on which its own term does not cover."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from support.settled import PLUGINS, mended, provision, tree_catalogue

from awardsim.findings import check_policy, check_scenario
from awardsim.policy import read_policy
from awardsim.scenario.reader import default_scenario


@pytest.fixture(scope="module")
def rules():
    with tree_catalogue() as known:
        yield known


@pytest.fixture(scope="module")
def regulation():
    """In force from 2020-04-01 until 2025-03-31 (三十五)."""
    return read_policy(PLUGINS / "qingyuan" / "policies" / "2020.toml")


def told(policy, rules, opens: date | None, by: date | None) -> list[str]:
    under = attrs.evolve(default_scenario(policy), opens=opens, finish_by=by)
    found = check_scenario(policy, under, rules, select=["AWS513"])
    assert {one.place.path for one in found} <= {"window.valid_to"}
    return [f"{one.what.zh}；{one.effect.zh}" for one in found]


@pytest.mark.parametrize(
    ("opens", "by", "said"),
    [
        (date(2025, 9, 17), date(2025, 12, 31), "早于本届开始（2025-09-17）；整届没有依据"),
        (date(2025, 4, 1), None, "早于本届开始（2025-04-01）；整届没有依据"),
        (date(2024, 12, 30), date(2025, 6, 30), "早于本届结束（2025-06-30）；2025-03-31 以后的"),
        (date(2024, 12, 30), date(2025, 3, 31), ""),
        # The list is publicised for 7 days, and that is all that takes time by the text alone.
        (date(2025, 3, 28), None, "早于本届结束（2025-04-04）；2025-03-31 以后的环节没有依据"),
        (date(2025, 3, 3), None, ""),
    ],
)
def test_an_edition_outside_the_term_of_its_text(regulation, rules, opens, by, said):
    found = told(regulation, rules, opens, by)
    assert len(found) == bool(said)
    assert all(said in one for one in found)


def test_a_text_that_is_in_force_longer_or_lets_editions_go_on_is_silent(regulation, rules):
    renewed = mended(regulation, {"window.valid_to.value": date(2030, 3, 31)})
    assert told(renewed, rules, date(2025, 9, 17), date(2025, 12, 31)) == []
    saving = {
        "provisions.going_on": provision(
            "到期前启动的评选", "VALIDITY", "regulation 三十五", "到期前启动的评选继续适用本办法"
        )
    }
    goes_on = mended(regulation, saving)
    assert told(goes_on, rules, date(2024, 12, 30), date(2025, 6, 30)) == []
    assert len(told(goes_on, rules, date(2025, 9, 17), date(2025, 12, 31))) == 1


def test_a_regulation_alone_has_no_edition(regulation, rules):
    assert check_policy(regulation, rules, select=["AWS513"]) == []
