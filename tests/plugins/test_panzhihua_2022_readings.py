"""Panzhihua 2022, what it leaves open, retyped by hand from the regulation."""

import datetime

import pytest
from support.published import TEXTS

from awardsim.policy import Policy


@pytest.fixture(scope="module")
def regulation() -> Policy:
    return TEXTS["panzhihua@2022"]


ACCEPTED, FINAL = "stages.acceptance_notice.objection", "stages.final_notice.objection"
COMPLAINT = "conditions.no_major_complaint.rule.within"
MANAGER = "conditions.manager_complaint.rule.within"
CONSULT, REVIEW = "stages.department_consult", "stages.material_review"


def said(zh: str, en: str) -> dict[str, dict[str, str]]:
    return {"value": {"zh": zh, "en": en}}


READINGS = {  # the first option is the default
    "complaint_window": {
        "three_years": {COMPLAINT: "3y", MANAGER: "3y"},
        "ever": {COMPLAINT: "unstated", MANAGER: "unstated"},
    },
    "single_channel": {
        "one": {"provisions.single_channel.value": True},
        "several": {"provisions.single_channel.value": False},
    },
    "zone_door": {
        "committee_only": {"provisions.zone_door.value": True},
        "any_door": {"provisions.zone_door.value": False},
    },
    "zone_consult": {
        "skips": {
            f"{CONSULT}.only.channels": ["departments"],
            f"{CONSULT}.after": ["department_review"],
        },
        "consults": {
            f"{CONSULT}.only.channels": ["departments", "zone"],
            f"{CONSULT}.after": ["department_review", "zone_review"],
        },
    },
    "review_start": {
        "after_notice": {
            f"{REVIEW}.after": ["acceptance_notice"],
            "stages.site_list.after": ["material_review"],
        },
        "after_check": {
            f"{REVIEW}.after": ["acceptance_list"],
            "stages.site_list.after": ["material_review", "acceptance_notice"],
        },
    },
    "notices_open": {
        "both": {f"{ACCEPTED}.open": True, f"{FINAL}.open": True},
        "final_only": {f"{ACCEPTED}.open": False, f"{FINAL}.open": True},
        "neither": {f"{ACCEPTED}.open": False, f"{FINAL}.open": False},
    },
    "acceptance_complaint": {
        "goes_on": {f"{ACCEPTED}.holds": "nobody"},
        "waits": {f"{ACCEPTED}.holds": "case"},
    },
    "who_lists": {
        "experts": {"stages.site_list.body": "reviewers", "stages.defence_list.body": "reviewers"},
        "office": {"stages.site_list.body": "office", "stages.defence_list.body": "office"},
    },
    "individuals_composite": {
        "two_parts": {
            "provisions.individuals_composite.value": said(
                "材料评审、现场评审两项", "document review and site visit alone"
            )
        },
        "zero": {
            "provisions.individuals_composite.value": said(
                "三项，陈述答辩按零分", "all three, the defence as nought"
            )
        },
    },
    "pending_complaint": {
        "holds_name": {f"{FINAL}.holds": "case"},
        "holds_list": {f"{FINAL}.holds": "list"},
        "holds_nobody": {f"{FINAL}.holds": "nobody"},
    },
    "final_say": {
        "government": {"provisions.final_say.value": said("市政府", "the city government")},
        "leading_group": {"provisions.final_say.value": said("领导小组", "the leading group")},
    },
    "debarred_winners": {
        "bound": {"provisions.debarment_of_winners.value": True},
        "not_bound": {"provisions.debarment_of_winners.value": False},
    },
    "expiry": {
        "day_before": {"window.valid_to": datetime.date(2028, 1, 29)},
        "same_day": {"window.valid_to": datetime.date(2028, 1, 30)},
    },
}


def test_these_are_the_readings_and_what_each_option_sets(regulation: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in regulation.readings.items()}
    assert found == READINGS
    assert {n: r.default for n, r in regulation.readings.items()} == {
        name: next(iter(options)) for name, options in READINGS.items()
    }
