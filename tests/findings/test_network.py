"""The network of stages: hard dates, and dates that usual values miss."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from awardsim.findings import Severity, check_scenario
from awardsim.findings.network import LEAST, SHARE
from awardsim.plugins import load_catalogue
from awardsim.scenario.reader import read_scenario


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture
def late(tmp_path, catalogue):
    """Findings on a scenario of a plan whose approval takes so many days."""

    def run(days: int, due: date = date(2025, 12, 31)):
        path = tmp_path / "mine.toml"
        path.write_text(
            'schema = 1\npolicy = "qingyuan@2025"\nbasis = "us"\n'
            f"finish_by = {due}\n[meetings]\nleading_group = [2025-12-10]\n"
            f"government_days = [{days}, {days}, {days}]\n",
            "utf-8",
        )
        text = catalogue.policy("qingyuan@2025")
        return check_scenario(text, read_scenario(path), catalogue, select=["AWS603"])

    return run


def test_a_date_that_usual_values_miss_is_a_warning_about_the_scenario(late):
    """10 December meets; the notice is posted on the 11th and over on the 18th; approval from then.

    With 9 working days it is over on the 31st (19, 22-26, 29-31); with 12 on Tuesday 6 January
    (after 1-3 January off and the 4th worked): three working days too late (4, 5, 6).
    """
    assert late(9) == []
    (found,) = late(12)
    assert found.severity is Severity.WARNING
    assert found.place.file.endswith("mine.toml")
    assert "over on 2026-01-06 at the earliest" in found.what.en
    assert "due on 2025-12-31" in found.what.en
    assert found.effect.en == "3 working days too late"


def test_a_text_alone_is_not_blamed_for_assumed_times(catalogue):
    from awardsim.findings import check_policy

    for owned in catalogue.policies.values():
        assert check_policy(owned.value, catalogue, select=["AWS6"]) == []


def test_few_dates_are_no_fault(catalogue):
    """A plan with a date of receipt and one of the end has what it needs."""
    from awardsim.findings import check_policy

    text = catalogue.policy("shaoguan@2018")
    (found,) = check_policy(text, catalogue, select=["AWS416"])
    assert "8 of 15 stages" in found.what.en
    assert "8 working days" in found.effect.en  # 21, 22, 23, 24, 25, 28, 29, 30 January 2019
    dated = [name for name, stage in text.stages.items() if stage.deadline is not None]
    kept = {*dated[:1], *dated[-1:]}
    stages = {
        name: stage if name in kept else attrs.evolve(stage, deadline=None)
        for name, stage in text.stages.items()
    }
    assert len(dated) >= LEAST
    assert len(dated) >= SHARE * len(stages)
    few = attrs.evolve(text, stages=stages)
    assert check_policy(few, catalogue, select=["AWS416"]) == []
