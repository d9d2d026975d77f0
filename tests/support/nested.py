"""Two small texts, one in front of the other, and the procedure that they make together."""

from __future__ import annotations

from typing import Any

from support.procedures import STEADY, catalogue, certain, raw, scenario
from support.stages import in_a_row

from awardsim.plugins.contract import CohortModel
from awardsim.policy import Policy, parse_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.procedure.nesting import compose

#: Three provinces; each checks, consults, gives notice, recommends two and sends the files.
OUTER = (
    in_a_row("""
call       gate    per = "batch"
apply      window  closes = 2025-09-12
check      work    body = "county"
notice     notice  per = "channel"; body = "county_group"
recommend  wait    per = "channel"; body = "county_group";
           rule = { name = "within_quota", at_most = { organisations = 2 } }
receipt    wait    per = "channel"; body = "county";
           deadline = { on = 2025-10-15, counts = "receipt", late = "out", roll = "none" }
review     wait
decide     gate    per = "batch"; rule = { name = "confer_by_rank" }
""")
    + """
[quotas.organisations]
number = { at_most = 9 }
"""
)

#: The province "east" has towns of its own, lets a third party review, and gives its own notice.
INNER = """
[within]
policy = "sample@draft"
channel = "east"
before = "receipt"
replaces = ["apply", "check", "notice", "recommend"]
source = "relay 1"

[channels.hill]
[channels.lake]
[channels.wood]

[bodies.town]
role = "channel_office"
each = "channel"
[bodies.third]
role = "reviewers"

""" + in_a_row("""
local_apply   window  body = "applicant"; after = ["call"]; closes = 2025-09-05
local_check   work    body = "town"
local_list    wait    per = "channel"; body = "town"
third_review  work    body = "third"
candidates    gate    per = "batch"; body = "third";
              rule = { name = "within_quota", at_most = { organisations = 3 }, opinion_noise = 0 }
east_notice   notice  per = "batch"; body = "third"
""")

#: Nobody has said how many apply anywhere in particular.
NUMBERLESS = "[applicants]\norganisations = 9\n"
PROVINCES = ("east", "west", "north")
TIMES = """
[people]
county = 9
town = 9
third = 9
[durations]
check = "1wd"
recommend = "1wd"
receipt = "2cd"
review = "1wd"
local_check = "1wd"
local_list = "1wd"
third_review = "2wd"
"""
#: The same times for the outer text alone.
OUTER_TIMES = "\n".join(
    line for line in TIMES.splitlines() if not line.startswith(("town", "third", "local"))
)


def outer_raw(text: str = OUTER, channels: tuple[str, ...] = PROVINCES) -> dict[str, Any]:
    """The tables of the outer text."""
    return raw(text, channels=channels)


def inner_raw(text: str = INNER) -> dict[str, Any]:
    """The tables of the inner text: without those that are the outer text's affair."""
    made = raw(text, channels=())
    outer = raw("", channels=())
    for name in ("tracks", "quotas", "conditions", "objections"):
        if made.get(name) == outer.get(name):
            del made[name]
    made["version"] = "relay"
    made["sources"] = {"relay": {"title": "转发通知"}, "text": {"title": "草案"}}
    for name in outer["bodies"]:
        del made["bodies"][name]
    for name, channel in made["channels"].items():
        channel.setdefault("title", {"zh": name, "en": name})
    for stage in made["stages"].values():
        stage["source"] = "relay 2"
    return made


def outer_policy(text: str = OUTER, **options: Any) -> Policy:
    return parse_policy(outer_raw(text, **options), "draft.toml")


def inner_policy(text: str = INNER) -> Policy:
    return parse_policy(inner_raw(text), "relay.toml")


def nested_policy(inner: str = INNER, outer: str = OUTER) -> Policy:
    """The whole procedure of both."""
    return compose(inner_policy(inner), outer_policy(outer))


def made_of(
    policy: Policy, assumed: str, cohort: CohortModel | None = None, *, chance: bool = False
) -> Procedure:
    """The procedure of a text; nothing is left to chance unless that is wanted."""
    found = scenario(assumed, None if chance else certain())
    return build(policy, found, catalogue().rule, cohort or STEADY)


def nested(
    assumed: str = "",
    inner: str = INNER,
    outer: str = OUTER,
    times: str = TIMES,
    cohort: CohortModel | None = None,
    *,
    chance: bool = False,
) -> Procedure:
    """The procedure of both texts, with fixed times unless others are given."""
    return made_of(nested_policy(inner, outer), assumed + times, cohort, chance=chance)


def plain(
    assumed: str = "",
    outer: str = OUTER,
    times: str = OUTER_TIMES,
    cohort: CohortModel | None = None,
    *,
    chance: bool = False,
) -> Procedure:
    """The procedure of the outer text alone."""
    return made_of(outer_policy(outer), assumed + times, cohort, chance=chance)
