"""Which stages the pace of a scenario holds back, until when, and by whose date."""

from __future__ import annotations

import datetime

from support.procedures import procedure

from awardsim.procedure.model import Procedure

OPENS = "opens = 2025-09-01\n"
MILESTONES = OPENS + 'pace = "milestones"\n'

#: Applications until Friday 12 September, a check by the 19th, a list by Saturday the 27th.
DATED = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
after = ["apply"]
deadline = { on = 2025-09-19, counts = "completion", late = "noted", roll = "unstated" }
[stages.list]
per = "batch"
after = ["check"]
deadline = { on = 2025-09-27, counts = "completion", late = "noted", roll = "forward" }
[stages.notice]
kind = "notice"
per = "batch"
after = ["list"]
[stages.publish]
per = "batch"
after = ["notice"]
"""


def held(made: Procedure) -> dict[str, tuple[str, str]]:
    """By stage that waits for a date: whose date it is, and which minute."""
    return {
        made.nodes[index].id: (
            made.nodes[of].id,
            f"{made.calendar.moment(made.nodes[index].opens):%m-%d %H:%M}",
        )
        for index, of in made.waits.items()
    }


def test_a_stage_waits_for_the_stated_date_of_the_one_before_it() -> None:
    made = procedure(DATED, MILESTONES)
    assert held(made) == {
        "check": ("apply", "09-12 17:00"),  # a closing date ends with business
        "list": ("check", "09-19 23:59"),  # a deadline with its day
        # Saturday 27 September rolls to Sunday 28, which is worked.
        "notice": ("list", "09-28 23:59"),
    }


def test_as_ready_nothing_waits_and_that_is_the_default() -> None:
    for head in (OPENS, OPENS + 'pace = "as_ready"\n'):
        made = procedure(DATED, head)
        assert made.waits == {}
        assert {node.opens for node in made.nodes} == {-1}
        assert made.warnings == ()


def test_what_the_pace_holds_back_is_told_with_its_days() -> None:
    made = procedure(DATED, MILESTONES)
    told = [warning for warning in made.warnings if "pace = milestones" in warning.en]
    assert len(told) == 1
    for language in ("zh", "en"):
        shown = told[0].read(language)
        assert "check 2025-09-12" in shown
        assert "list 2025-09-19" in shown
        assert "notice 2025-09-28" in shown
        assert "publish" not in shown


def test_a_stage_of_a_text_without_dates_waits_for_none_and_nothing_is_told() -> None:
    undated = '[stages.apply]\nkind = "window"\n[stages.check]\nkind = "work"\nafter = ["apply"]\n'
    made = procedure(undated, MILESTONES)
    assert made.waits == {}
    assert made.warnings == ()


def test_a_date_that_a_scenario_fills_in_holds_nothing_back() -> None:
    open_date = DATED.replace("closes = 2025-09-12", 'closes = "unstated"')
    made = procedure(open_date, MILESTONES + '[fill]\n"stages.apply.closes" = 2025-09-12\n')
    assert "check" not in held(made)
    assert held(made)["list"] == ("check", "09-19 23:59")


def test_a_later_opening_of_the_stages_own_stays() -> None:
    own = DATED.replace("[stages.notice]\n", "[stages.notice]\nopens = 2025-10-13\n")
    made = procedure(own, MILESTONES)
    assert "notice" not in held(made)
    assert made.calendar.date(made.nodes[3].opens) == datetime.date(2025, 10, 13)


def test_an_earlier_opening_of_the_stages_own_gives_way() -> None:
    own = DATED.replace("[stages.notice]\n", "[stages.notice]\nopens = 2025-09-22\n")
    assert held(procedure(own, MILESTONES))["notice"] == ("list", "09-28 23:59")


def test_of_several_stages_before_it_the_latest_date_holds_it_back() -> None:
    joined = DATED.replace('after = ["notice"]', 'after = ["notice", "list", "check"]')
    assert held(procedure(joined, MILESTONES))["publish"] == ("list", "09-28 23:59")


def test_a_stage_that_some_pass_over_passes_its_date_and_those_before_it_on() -> None:
    """Individuals go from the check right to the list; the visit is for organisations."""
    visited = DATED.replace(
        "[stages.list]\n",
        '[stages.visit]\nkind = "work"\nafter = ["check"]\nVISIT\n[stages.list]\n',
    ).replace('per = "batch"\nafter = ["check"]', 'per = "batch"\nafter = ["visit"]')
    both = ("organisations", "individuals")
    only = 'only = { tracks = ["organisations"] }'
    made = procedure(visited.replace("VISIT", only), MILESTONES, tracks=both)
    assert held(made)["visit"] == ("check", "09-19 23:59")
    assert held(made)["list"] == ("check", "09-19 23:59")
    made = procedure(visited.replace("VISIT", ""), MILESTONES, tracks=both)
    assert "list" not in held(made), "the visit itself waits for everybody"
    dated = only + (
        '\ndeadline = { on = 2025-09-24, counts = "completion", late = "noted", roll = "none" }'
    )
    made = procedure(visited.replace("VISIT", dated), MILESTONES, tracks=both)
    assert held(made)["list"] == ("visit", "09-24 23:59")
