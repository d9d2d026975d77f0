"""Every stage type and every type of rule of the field can be written, is read and builds.

The rules stand in a small text each, as the published documents word them; what is read is looked
up by its path.  What a rule then does is tested where the rule is.
"""

from __future__ import annotations

from typing import Any

import pytest
from support.procedures import catalogue, passages, policy, procedure, run, scenario

from awardsim.policy import STAGE_TYPES, Policy
from awardsim.policy.leaves import leaves
from awardsim.procedure.build import build

BASE = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.review]
type = "DOC_REVIEW"
kind = "work"
body = "reviewers"
after = ["apply"]
rule = { name = "mean_of_reviewers" }
[stages.site]
type = "SITE"
kind = "work"
body = "teams"
after = ["review"]
rule = { name = "site_score" }
[stages.decide]
type = "DECIDE"
per = "batch"
after = ["site"]
rule = { name = "confer_by_rank" }
"""
QUOTA = "[quotas.organisations]\nnumber = { at_most = 5 }\n"

#: A step more, between the site visit and the decision.
STEP = '[stages.step]\nafter = ["site"]\n'
LAST = BASE.replace('after = ["site"]', 'after = ["step"]')
#: What decides, in another way.
BY_WEIGHTS = BASE.replace(
    "[stages.decide]",
    '[stages.total]\ntype = "COMBINE"\nafter = ["site"]\n'
    'rule = { name = "weighted_sum", weights = { review = 0.4, site = 0.6 } }\n[stages.decide]',
).replace('per = "batch"\nafter = ["site"]', 'per = "batch"\nafter = ["total"]')
BY_VOTE = BASE.replace(
    'name = "confer_by_rank"', 'name = "approval_vote", seats = 15, choose = 3, majority = 0.5'
)


def condition(rule: str) -> str:
    return f"[conditions.one]\nrule = {{ {rule} }}\n"


def provision(type: str, value: str, more: str = "") -> str:
    return (
        f'[provisions.one]\ntype = "{type}"\ntitle = {{ zh = "规定", en = "provision" }}\n'
        f'source = "text 7"\nvalue = {value}\n{more}'
    )


def window(key: str, value: str) -> str:
    return f"[window]\n{key} = {value}\n"


def objections(*pairs: str) -> str:
    return "[objections]\n" + "\n".join(pairs) + "\n"


def gate(rule: str) -> str:
    """A shortlist before the decision."""
    gated = f'{STEP}type = "SHORTLIST"\nper = "batch"\nrule = {{ {rule} }}\n'
    return LAST + gated


#: Each type of rule: a text, the path of what was written, and what is read there.
RULES: dict[str, list[tuple[str, str, str]]] = {
    "QuotaMax": [(BASE + QUOTA, "quotas.organisations.number", "5 at_most")],
    "QuotaExact": [
        (
            BASE + "[quotas.organisations]\nnumber = { exactly = 3 }\nmay_stay_vacant = false\n",
            "quotas.organisations.number",
            "3 exactly",
        )
    ],
    "NominationQuota": [
        (
            f'{LAST}{STEP}type = "NOMINATE"\nper = "channel"\nbody = "county_group"\n'
            'rule = { name = "within_quota", at_most = { organisations = 2 } }\n' + QUOTA,
            "stages.step.rule.at_most.organisations",
            "2",
        )
    ],
    "Cycle": [(BASE + QUOTA + window("cycle", '"2y"'), "window.cycle", "2y")],
    "MinYears": [
        (
            BASE + QUOTA + condition('name = "min_years", field = "operation", at_least = "3y"'),
            "conditions.one.rule.at_least",
            "3y",
        )
    ],
    "CleanWindow": [
        (
            BASE + QUOTA + condition('name = "clean_record", record = "breach", within = "3y"'),
            "conditions.one.rule.within",
            "3y",
        )
    ],
    "LockOut": [
        (
            BASE + QUOTA + condition('name = "lock_out", lasts = "5y"'),
            "conditions.one.rule.lasts",
            "5y",
        ),
        (
            BASE
            + QUOTA
            + window("cycle", '"2y"')
            + condition('name = "lock_out", lasts = "2cycles"'),
            "conditions.one.rule.lasts",
            "2cycles",
        ),
    ],
    "Debar": [
        (
            BASE + QUOTA + provision("DEBARMENT", "true", 'lasts = "10y"\n'),
            "provisions.one.lasts",
            "10y",
        )
    ],
    "RevokeWatch": [
        (
            BASE + QUOTA + provision("REVOCATION", "true", 'lasts = "5y"\n'),
            "provisions.one.lasts",
            "5y",
        )
    ],
    "NoticeMin / NoticeExact": [
        (
            f'{LAST}{STEP}kind = "notice"\nduration = {{ at_least = "5wd" }}\n{QUOTA}',
            "stages.step.duration",
            "5wd at_least",
        ),
        (
            f'{LAST}{STEP}kind = "notice"\nduration = "10cd"\n{QUOTA}',
            "stages.step.duration",
            "10cd",
        ),
    ],
    "Deadline": [
        (
            f'{LAST}{STEP}kind = "wait"\n'
            'deadline = { on = 2025-10-25, counts = "receipt", late = "out", roll = "none" }\n'
            + QUOTA,
            "stages.step.deadline.on",
            "2025-10-25",
        )
    ],
    "Window": [
        (BASE + QUOTA, "window.opens", "2025-09-01"),
        (BASE + QUOTA, "window.closes", "2025-12-31"),
    ],
    "TopN": [
        (
            gate('name = "top_n", at_most = { organisations = { at_most = 6, soft = true } }')
            + QUOTA,
            "stages.step.rule.at_most.organisations",
            "6 at_most soft",
        )
    ],
    "Threshold": [
        (
            gate('name = "threshold", at_least = { value = 450, soft = true }, of = "review"')
            + QUOTA,
            "stages.step.rule.at_least",
            "450 soft",
        )
    ],
    "Weights": [(BY_WEIGHTS + QUOTA, "stages.total.rule.weights.site", "0.6")],
    "Vote": [
        (BY_VOTE, "stages.decide.rule.choose", "3"),
        (
            BY_VOTE.replace("majority = 0.5", 'majority = "unstated"'),
            "stages.decide.rule.majority",
            "unstated",
        ),
    ],
    "RandomAssign": [
        (
            BASE.replace('body = "reviewers"', 'body = "reviewers"\nassignment = "random"') + QUOTA,
            "stages.review.assignment",
            "random",
        )
    ],
    "ObjectionClock": [
        (
            BASE + QUOTA + objections('forward = "3wd"', 'reply = "3wd"', 'decide = "unstated"'),
            path,
            read,
        )
        for path, read in (("objections.forward", "3wd"), ("objections.decide", "unstated"))
    ],
    "NonSuspension": [
        (BASE + QUOTA + objections("suspends = false"), "objections.suspends", "False")
    ],
    "SingleChannel": [
        (BASE + QUOTA + provision("SINGLE_CHANNEL", "true"), "provisions.one.value", "True")
    ],
    "Recusal": [(BASE + QUOTA + provision("RECUSAL", "true"), "provisions.one.value", "True")],
    "Feedback": [
        (BASE + QUOTA + provision("FEEDBACK", '"落选者"'), "provisions.one.value", "落选者")
    ],
    "Validity": [
        (BASE + QUOTA + window(key, date), f"window.{key}", date)
        for key, date in (("valid_from", "2020-04-01"), ("valid_to", "2025-03-31"))
    ],
    "StandardRef": [
        (
            BASE + QUOTA + provision("STANDARD", '"GB/T 19580-2012"'),
            "provisions.one.value",
            "GB/T 19580-2012",
        )
    ],
    "TrackSkip": [
        (
            f'{LAST}{STEP}type = "DEFENCE"\nkind = "work"\nbody = "teams"\n'
            'only = { tracks = ["organisations"] }\n' + QUOTA,
            "",
            "",
        )
    ],
    "Priority": [
        (
            BASE + QUOTA + provision("PRIORITY", '"省奖获得者优先"'),
            "provisions.one.value",
            "省奖获得者优先",
        )
    ],
}
CASES = [(name, *one) for name, cases in RULES.items() for one in cases]


def read_at(text: Policy, path: str) -> str:
    """What is written at a path: the value, its bound, and whether it is in principle."""
    cell: Any = next(leaf.cell for leaf in leaves(text) if leaf.path == path)
    parts = [cell.status.value if cell.value is None else str(cell.value)]
    parts += [cell.bound.value] if cell.bound is not None else []
    return " ".join([*parts, *(["soft"] if cell.soft else [])])


def test_there_are_26_types_of_rule_and_27_types_of_stage():
    assert (len(RULES), len(STAGE_TYPES)) == (26, 27)


@pytest.mark.parametrize(
    ("name", "text", "path", "read"), CASES, ids=[f"{name}-{path}" for name, _, path, _ in CASES]
)
def test_a_type_of_rule_is_written_read_and_builds(name, text, path, read):
    made = policy(text)
    if path:
        assert read_at(made, path) == read
    built = build(made, scenario("[applicants]\norganisations = 4\n"), catalogue().rule)
    assert built.nodes
    if name == "TrackSkip":
        both = policy(text, tracks=("organisations", "individuals"))
        assert both.stages["step"].only.tracks == ("organisations",)


@pytest.mark.parametrize("type", STAGE_TYPES)
def test_a_type_of_stage_stands_in_a_procedure_and_is_gone_through(type):
    text = f'{LAST}{STEP}type = "{type}"\n{QUOTA}'
    made = procedure(text, "[applicants]\norganisations = 2\n")
    node = next(node for node in made.nodes if node.id == "step")
    assert node.type == type
    assert passages(made, run(made), "step")
