"""Qingyuan 2025, what it leaves open, retyped by hand from the plan."""

import pytest
from support.published import TEXTS

from awardsim.policy import Policy


@pytest.fixture(scope="module")
def plan() -> Policy:
    return TEXTS["qingyuan@2025"]


LASTS, SCOPE = "conditions.lock_out.rule.lasts", "conditions.lock_out.rule.scope"
COUNTY, FINAL = "stages.county_notice.objection.holds", "stages.final_notice.objection.holds"
READINGS = {  # the first option is the default
    "breach_window": {
        "three_years": {"conditions.lawful_record.rule.within": "3y"},
        "ever": {"conditions.lawful_record.rule.within": "unstated"},
    },
    "repeat_winners": {
        "lock_out_then_free": {LASTS: "2cycles", SCOPE: "any"},
        "other_track_only": {LASTS: "2cycles", SCOPE: "same_track"},
        "no_lock_out": {LASTS: "0y", SCOPE: "any"},
    },
    "successor_rule": {"two_cycles": {LASTS: "2cycles"}, "five_years": {LASTS: "5y"}},
    "internal_notice_binds": {
        "all": {"stages.internal_notice.duration": {"at_least": "5wd"}},
        "parent_only": {"stages.internal_notice.duration": "unstated"},
    },
    "parent_notice_order": {
        "parallel": {"stages.parent_notice.after": ["call"]},
        "serial": {"stages.parent_notice.after": ["internal_notice"]},
    },
    "county_pending_objection": {
        "holds_name": {COUNTY: "case"},
        "holds_list": {COUNTY: "list"},
        "holds_nobody": {COUNTY: "nobody"},
    },
    "receipt_roll": {
        "none": {"stages.receipt.deadline.roll": "none"},
        "forward": {"stages.receipt.deadline.roll": "forward"},
        "backward": {"stages.receipt.deadline.roll": "backward"},
    },
    "receipt_counts": {
        "paper": {"stages.receipt.deadline.counts": "receipt"},
        "electronic": {"stages.receipt.deadline.counts": "postmark"},
    },
    "review_gate": {
        "goes_on": {"stages.acceptance_notice.objection.holds": "nobody"},
        "waits": {"stages.acceptance_notice.objection.holds": "case"},
    },
    "pending_objection": {
        "holds_name": {FINAL: "case"},
        "holds_list": {FINAL: "list"},
        "holds_nobody": {FINAL: "nobody"},
    },
}


def test_these_are_the_readings_and_what_each_option_sets(plan: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in plan.readings.items()}
    assert found == READINGS
    assert {n: r.default for n, r in plan.readings.items()} == {
        name: next(iter(options)) for name, options in READINGS.items()
    }
