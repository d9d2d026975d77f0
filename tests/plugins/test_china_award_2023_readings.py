"""The China Quality Award 2023, what it leaves open, retyped by hand from the notice."""

from typing import Any

import pytest
from support.published import TEXTS

from awardsim.policy import Policy


@pytest.fixture(scope="module")
def notice() -> Policy:
    return TEXTS["china_award@2023"]


def holds(stage: str) -> dict[str, dict[str, Any]]:
    """What the three readings of a pending objection set, the default first."""
    path = f"stages.{stage}.objection.holds"
    return {
        "holds_name": {path: "case"},
        "holds_list": {path: "list"},
        "holds_nobody": {path: "nobody"},
    }


VOTE = "stages.final_vote.rule"
READINGS = {  # the first option is the default
    "breach_window": {
        "five_years": {"conditions.lawful_record.rule.within": "5y"},
        "ever": {"conditions.lawful_record.rule.within": "unstated"},
    },
    "parent_notice_order": {
        "parallel": {"stages.parent_notice.after": ["call"]},
        "serial": {"stages.parent_notice.after": ["internal_notice"]},
    },
    "channel_pending_objection": holds("channel_notice"),
    "receipt_counts": {
        "paper": {"stages.receipt.deadline.counts": "receipt"},
        "electronic": {"stages.receipt.deadline.counts": "postmark"},
    },
    "acceptance_pending_objection": holds("acceptance_notice"),
    "candidate_pending_objection": holds("candidate_notice"),
    "defence_and_site": {
        "in_order": {
            "stages.site_visit.after": ["defence"],
            "stages.final_vote.after": ["site_visit"],
        },
        "side_by_side": {
            "stages.site_visit.after": ["candidate_notice"],
            "stages.final_vote.after": ["defence", "site_visit"],
        },
    },
    "final_vote": {
        "majority": {f"{VOTE}.needs_majority": True},
        "most_votes": {f"{VOTE}.needs_majority": False},
    },
    "fallback": {"nomination": {f"{VOTE}.fallback": True}, "out": {f"{VOTE}.fallback": False}},
    "pending_objection": holds("final_notice"),
}


def test_these_are_the_readings_and_what_each_option_sets(notice: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in notice.readings.items()}
    assert found == READINGS
    assert {n: r.default for n, r in notice.readings.items()} == {
        name: next(iter(options)) for name, options in READINGS.items()
    }
