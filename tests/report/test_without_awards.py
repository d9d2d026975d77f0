"""A run in which nobody is awarded, or nothing finishes, says why."""

from __future__ import annotations

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.forecast import Forecast, forecast
from awardsim.analysis.installed import installed
from awardsim.report import facts
from awardsim.report.brief import brief
from awardsim.report.run_screen import run_screen

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
ORGANISATIONS, INDIVIDUALS = "quotas.organisations.number=0", "quotas.individuals.number=0"


@pytest.fixture(scope="module")
def run():
    """Runs a published scenario with values replaced, once for all languages."""
    catalogue = installed()
    made: dict[tuple[str, ...], Forecast] = {}

    def found(*sets: str, name: str = "qingyuan-2025") -> Forecast:
        if (name, *sets) not in made:
            procedure = load(name, catalogue, sets)
            made[name, *sets] = forecast(procedure, replications=8, seed=1, ranges=False)
        return made[name, *sets]

    return found


def lines_of(found: Forecast, language: str) -> list[str]:
    lines = brief(found, language).splitlines()
    assert len(lines) == 3
    return lines


@BOTH
def test_a_quota_of_0_is_told_with_the_change_that_made_it(run, language):
    found = run(ORGANISATIONS)
    answer, _, trust = lines_of(found, language)
    told = {
        "zh": "组织奖名额为0，没有人获奖。",
        "en": "Organisations: the quota is 0, so nobody is awarded.",
    }[language]
    assert answer.endswith(told)
    assert "quotas.organisations.number: at most 5 → 0" in trust
    assert "--set" in trust
    assert found.tracks[0].awarded == (0, 0, 0)
    assert told.rstrip("。.").casefold() in run_screen(found, language).casefold()
    untouched = brief(run(), language)
    assert not facts.without_places(run())
    assert told not in untouched
    assert "→" not in untouched


@BOTH
def test_where_every_quota_is_0_that_is_why_nothing_finishes(run, language):
    found = run(ORGANISATIONS, INDIVIDUALS)
    assert found.share == 0
    answer, why, trust = lines_of(found, language)
    assert {"zh": "各奖项名额都是0", "en": "All quotas are 0: nobody can be awarded"}[
        language
    ] in answer
    assert why == {"zh": "所有推演都没有办完。", "en": "No replication finished."}[language]
    for path in ("quotas.organisations.number", "quotas.individuals.number"):
        assert path in trust
    screen = run_screen(found, language)
    assert {"zh": "⚠ 各奖项名额都是0", "en": "⚠ all quotas are 0"}[language] in screen


@BOTH
def test_meeting_dates_that_come_too_soon_are_told_where_nothing_finishes(run, language):
    _, why, _ = lines_of(run("meetings.leading_group=2025-10-01"), language)
    assert (
        why
        == {
            "zh": "所有推演都没有办完：给出的会议日没有一个赶得上领导小组集体审议。",
            "en": "No replication finished: no given meeting is in time for deliberation of the "
            "leading group.",
        }[language]
    )


@BOTH
def test_what_put_applicants_out_is_told_where_nothing_finishes(run, language):
    at_most = "fill.stages.site_list.rule.at_most"
    found = run(f"{at_most}.organisations=0", f"{at_most}.individuals=0")
    assert not facts.nobody_can_win(found)
    assert found.outcomes[0][0] == "not_shortlisted"
    share = round(found.outcomes[0][1] * 100)
    _, why, _ = lines_of(found, language)
    assert {"zh": f"未入围 {share}%", "en": f"not shortlisted {share} %"}[language] in why


@BOTH
def test_more_changes_of_the_text_than_there_is_room_for_are_counted(run, language):
    sets = [f"stages.{stage}.duration=6wd" for stage in ("county_notice", "acceptance_notice")]
    found = run(*sets, ORGANISATIONS, INDIVIDUALS)
    assert len([one for one in found.procedure.overrides if one.old != one.new]) == 4
    trust = lines_of(found, language)[2]
    assert trust.count("→") == 3
    assert {"zh": "另有改动1处", "en": "1 more changes"}[language] in trust


@BOTH
def test_a_tier_without_places_closes_no_track(run, language):
    found = run("quotas.award.number=0", name="china-award-2023")
    assert [one.quota.id for one in facts.without_places(found)] == ["award"]
    assert not facts.nobody_can_win(found)
    both = run("quotas.award.number=0", "quotas.nomination.number=0", name="china-award-2023")
    assert facts.nobody_can_win(both)
    assert {"zh": "各奖项名额都是0", "en": "all quotas are 0"}[language] in run_screen(
        both, language
    )
