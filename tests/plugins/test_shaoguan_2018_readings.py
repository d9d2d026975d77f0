"""Shaoguan 2018, what it leaves open, retyped by hand from the plan."""

import datetime
from typing import Any

import pytest
from support.published import TEXTS

from awardsim.policy import Policy


@pytest.fixture(scope="module")
def plan() -> Policy:
    return TEXTS["shaoguan@2018"]


def on(days: dict[str, str]) -> dict[str, datetime.date]:
    return {
        f"stages.{stage}.deadline.on": datetime.date.fromisoformat(day)
        for stage, day in days.items()
    }


ROLLS = ("stages.site_visit.deadline.roll", "stages.approval.deadline.roll")
HOLDS, LENGTH = "stages.final_notice.objection.holds", "stages.final_notice.duration"
MAJORITY, INCLUSIVE = "stages.vote.rule.majority", "stages.vote.rule.inclusive"
LINE, OPENS = "stages.score_line.rule.at_least", "stages.call.opens"
READINGS: dict[str, dict[str, Any]] = {  # the first option is the default
    "majority": {
        "most_votes": {MAJORITY: 0, INCLUSIVE: True},
        "over_half": {MAJORITY: 0.5, INCLUSIVE: False},
    },
    "line": {
        "in_principle": {LINE: {"value": 450, "soft": True}},
        "strict": {LINE: {"value": 450, "soft": False}},
    },
    "call_date": {
        "last_day": {OPENS: datetime.date(2018, 9, 30)},
        "with_the_plan": {OPENS: datetime.date(2018, 9, 5)},
    },
    "day_before": {
        "included": on(
            {
                "recommend": "2018-11-15",
                "formal_check": "2018-11-30",
                "material_review": "2018-12-20",
                "site_visit": "2019-01-20",
                "vote": "2019-01-30",
                "final_notice": "2019-02-25",
                "approval": "2019-03-30",
            }
        ),
        "excluded": on(
            {
                "recommend": "2018-11-14",
                "formal_check": "2018-11-29",
                "material_review": "2018-12-19",
                "site_visit": "2019-01-19",
                "vote": "2019-01-29",
                "final_notice": "2019-02-24",
                "approval": "2019-03-29",
            }
        ),
    },
    "day_off": {
        "stay": dict.fromkeys(ROLLS, "unstated"),
        "forward": dict.fromkeys(ROLLS, "forward"),
        "backward": dict.fromkeys(ROLLS, "backward"),
    },
    "review_end": {"item": on({"vote": "2019-01-30"}), "parent": on({"vote": "2019-01-20"})},
    "approval_end": {
        "item": on({"approval": "2019-03-30"}),
        "parent": on({"approval": "2019-02-25"}),
    },
    "notice_days": {
        "calendar": {LENGTH: {"exactly": "10cd"}},
        "working": {LENGTH: {"exactly": "10wd"}},
    },
    "pending_complaint": {
        "holds_name": {HOLDS: "case"},
        "holds_list": {HOLDS: "list"},
        "holds_nobody": {HOLDS: "nobody"},
    },
}


def test_these_are_the_readings_and_what_each_option_sets(plan: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in plan.readings.items()}
    rule = found.pop("winners_by")
    assert found == READINGS
    assert {path for option in rule.values() for path in option} == {"stages.vote.rule"}
    assert [one["stages.vote.rule"]["name"] for one in rule.values()] == [
        "approval_vote",
        "confer_by_rank",
    ]
    defaults = {name: next(iter(options)) for name, options in READINGS.items()}
    assert {n: r.default for n, r in plan.readings.items()} == {"winners_by": "vote"} | defaults
