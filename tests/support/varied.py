"""Small procedures of many kinds, with ranges for what matters in each: one of everything.

For tests of what must hold for whatever a procedure has: queues, lists, tiers, objections, dates.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from support.nested import nested
from support.procedures import applicants, procedure
from support.stages import in_a_row
from support.tiered import BOTH, QUOTAS, TIERS, VOTES

from awardsim.procedure.model import Procedure


def _start(one: Any) -> Any:
    return one.uniforms("start") * 1.1


#: Starts, years, merit and completeness by chance, so that people queue and leave.
MIXED = applicants(
    start=_start,
    years_operation=lambda one: 12 * one.uniforms("years"),
    merit=lambda one: 300 + 400 * one.uniforms("merit"),
    complete=lambda one: one.uniforms("complete") < 0.6,
)
COUNTIES = ("east", "west")
YEARS = """
[conditions.years]
rule = { name = "min_years", field = "operation", at_least = "3y" }
"""
QUOTA = "[quotas.organisations]\nnumber = { at_most = 3 }\n"
#: What the text leaves open, so that both ends of a range can be tried.
DETECTS = '[fill]\n"stages.check.rule.detects" = { estimate = [0.1, 0.5, 0.9], basis = "x" }\n'
FOUND_OUT = 'rule = { name = "conditions", detects = "unstated" }'


def made(rows: str, assumed: str = "", more: str = "", **options: Any) -> Procedure:
    """A procedure of stages in a row, with chance."""
    options = {"cohort": MIXED, "channels": COUNTIES, **options}
    return procedure(in_a_row(rows) + more, assumed, chance=True, **options)


def queues() -> Procedure:
    """Counties and an office with few people, further material, a quota by rank."""
    return made(
        f"""
apply   window  closes = 2025-09-12
check   work    body = "county"; {FOUND_OUT}; supplement = {{ within = "2wd", rounds = 2 }}
list    work    per = "channel"; body = "county"
review  work    rule = {{ name = "site_score" }}
decide  meeting per = "batch"; rule = {{ name = "confer_by_rank" }}
end     notice  per = "batch"
""",
        f"{DETECTS}[applicants]\norganisations = [4, 9, 14]\n[people]\noffice = [1, 2, 4]\n"
        'county = [1, 1, 3]\n[durations]\ncheck = ["2h", "5h", "24h"]\nlist = ["1h", "5h", "16h"]\n'
        'review = ["3h", "8h", "16h"]\n[chance]\nsupplied = [0.2, 0.5, 0.9]\n'
        "withdrawal = [0, 0.1, 0.3]\nspread = [0, 0.5, 0.8]\n",
        YEARS + QUOTA,
    )


def admitted_as_a_list() -> Procedure:
    """Those who do not qualify are found out on a list of the county."""
    return made(
        f"""
apply  window  closes = 2025-09-12
check  work    per = "channel"; {FOUND_OUT}
end    gate    per = "batch"
""",
        f"{DETECTS}[applicants]\norganisations = 8\n",
        YEARS,
    )


def begun_with_a_notice() -> Procedure:
    """A notice comes before the window: posted before the clock runs, and who fails leaves."""
    return made(
        f"""
check   notice  body = "applicant"; {FOUND_OUT}; objection = {{ open = true, holds = "case" }}
apply   window  closes = 2025-09-26
review  work
end     gate    per = "batch"
""",
        DETECTS + "[applicants]\norganisations = 4\n[chance]\nobjection.check = [0, 0.5, 1]\n"
        "withdrawal = 0\n[durations]\nreview = ['1h', '8h', '24h']\n",
        YEARS,
    )


def perhaps_nobody() -> Procedure:
    """A block of replications in some of which, or in all, nobody applies."""
    return made(
        """
apply   window  closes = 2025-09-12
check   work    supplement = { within = "2wd", rounds = 1 }
review  work    body = "reviewers"; reviewers = 2
end     gate    per = "batch"
""",
        "[applicants]\norganisations = [0, 1, 2]\n[people]\nreviewers = 3\n",
    )


def objections(holds: str, per: str, after: str = "") -> Procedure:
    """Two notices; the objections to the first are decided before, during and after the second."""
    return made(
        f"""
apply    window  closes = 2025-09-12
posted   notice  per = "{per}"; objection = {{ open = true, holds = "{holds}" }}
approve  wait    per = "channel"
again    notice  per = "batch"; objection = {{ open = true, holds = "{holds}" }}{after}
sign     work
end      gate    per = "batch"; after = ["sign", "approve"]
""",
        "[applicants]\norganisations = 6\n[durations]\napprove = ['1h', '16h', '72h']\n"
        "sign = ['1h', '8h', '24h']\n[people]\noffice = 2\n"
        "[chance]\nupheld = [0.1, 0.5, 0.9]\nobjection_decide = [1, 6, 20]\n"
        "objection.posted = [0.2, 0.5, 0.9]\nobjection.again = [0, 0.4, 1]\n",
    )


def late(kind: str, counts: str) -> Procedure:
    """A deadline puts out those who wait, and those behind them move up."""
    people = {"panel": 'work body = "reviewers"; reviewers = 2', "pool": "work", "wait": "wait"}
    one = people[kind] + ("; " if kind == "panel" else " ")
    limit = f'deadline = {{ on = 2025-09-25, counts = "{counts}", late = "out", roll = "none" }}'
    staff = {"panel": "reviewers = [3, 3, 5]", "pool": "office = [1, 2, 4]"}.get(kind, "")
    return made(
        f"""
apply   window  closes = 2025-09-12
check   {one}only = {{ channels = ["east"] }}; {limit}
other   {one}only = {{ channels = ["west"] }}; after = ["apply"]
list    notice  per = "channel"; after = ["check", "other"]; closes = 2025-10-20
final   wait    after = ["list"]
end     gate    per = "batch"
""",
        "[channels.east]\norganisations = 8\n[channels.west]\norganisations = 7\n"
        + (f"[people]\n{staff}\n" if staff else "")
        + "[durations]\ncheck = ['4h', '16h', '48h']\nother = ['4h', '16h', '48h']\n"
        "final = ['1h', '8h', '72h']\n[chance]\nspread = [0, 0.8, 0.9]\n",
    )


def reviewed(assignment: str) -> Procedure:
    """Several reviewers for each file, whose own leniency counts; a shortlist, a visit."""
    return made(
        """
apply   window  closes = 2025-09-12
review  work    body = "reviewers"; reviewers = 2; rule = { name = "mean_of_reviewers" }
short   gate    per = "batch"; rule = { name = "top_n", at_most = { organisations = 6 } }
read    work    body = "reviewers"
visit   work    body = "teams"; rule = { name = "site_score" }; opens = 2025-10-09
total   gate    rule = { name = "weighted_sum", weights = { review = 1, visit = 2 } }
decide  meeting per = "batch"; rule = { name = "confer_by_rank" }
""",
        "[applicants]\norganisations = [8, 11, 14]\n[people]\nreviewers = [3, 4, 6]\n"
        "teams = [1, 1, 3]\n"
        "[durations]\nreview = ['2h', '8h', '16h']\nvisit = ['2h', '8h', '24h']\n"
        f"read = ['1h', '3h', '8h']\n[bodies.reviewers]\nassignment = \"{assignment}\"\n"
        "[meetings]\ngroup = { notice = [1, 4, 10] }\n",
        QUOTA,
    )


def some_sent_by_post() -> Procedure:
    """Who has supplied what was missing may still send it off in time."""
    return made(
        """
apply   window  closes = 2025-09-12
check   work    supplement = { within = "3wd", rounds = 2 }
send    wait    deadline = { on = 2025-09-12, counts = "postmark", late = "out", roll = "none" }
end     gate    per = "batch"
""",
        "[applicants]\norganisations = 12\n[people]\noffice = 3\n[chance]\n"
        "supplied = [0.1, 0.5, 0.9]\n[durations]\ncheck = ['2h', '5h', '16h']\n"
        "send = ['8h', '40h', '80h']\n",
    )


def with_traits() -> Procedure:
    """Only those with a trait go through a stage; how many have it is an assumption."""
    return made(
        """
apply   window  closes = 2025-09-12
parent  notice  only = { traits = ["branch"] }
review  work
end     gate    per = "batch"
""",
        "[applicants]\norganisations = 8\n[cohort]\nbranch = [0.1, 0.4, 0.9]\n",
        cohort=applicants(
            start=_start,
            trait_branch=lambda one: one.uniforms("branch") < one.number("branch"),
        ),
    )


def some_first() -> Procedure:
    """Teams visit organisations before individuals."""
    return made(
        """
apply  window  closes = 2025-09-12
visit  work    body = "teams"
check  work
end    gate    per = "batch"
""",
        "[applicants]\norganisations = 7\nindividuals = 7\n[people]\nteams = [1, 2, 3]\n"
        "office = 2\n"
        "[durations]\nvisit = ['2h', '8h', '16h']\ncheck = ['1h', '8h', '16h']\n"
        '[bodies.teams]\nfirst = ["organisations"]\n',
        tracks=BOTH,
    )


def local_days() -> Procedure:
    """Days off of one county only."""
    return made(
        """
internal  notice   body = "applicant"
apply     window   body = "applicant"; closes = 2025-09-12
review    work     body = "county"
posted    notice   per = "channel"; body = "county"; duration = "3wd"
sign      meeting  per = "channel"; body = "county_group"
send      wait     per = "channel"; body = "county";
          deadline = { on = 2025-10-15, counts = "postmark", late = "out", roll = "none" }
check     work     body = "office"
final     notice   per = "batch"; body = "office"
""",
        "[applicants]\norganisations = 8\n[people]\ncounty = [1, 1, 2]\noffice = [1, 1, 2]\n"
        "[durations]\nreview = ['2h', '8h', '16h']\nsend = ['1wd', '5wd', '25wd']\n"
        "check = ['2h', '8h', '16h']\n[meetings]\ncounty_group = { notice = [1, 2, 5] }\n"
        + "".join(
            f'[[calendar.holidays]]\ndate = 2025-09-{day}\nname = "x"\nsource = "law 3"\n'
            'channels = ["west"]\n'
            for day in ("04", "15", "18", "23")
        ),
    )


def gated() -> Procedure:
    """Lists that wait for dates, and dates of meetings after which nobody meets."""
    return made(
        """
apply   window   closes = 2025-09-12
collect wait     per = "channel"
review  work     closes = 2025-09-30
list    work     per = "batch"; opens = 2025-10-13
decide  meeting  per = "batch"
each    meeting
""",
        "[applicants]\norganisations = 8\n[durations]\ncollect = ['1h', '24h', '72h']\n"
        "review = ['1h', '8h', '32h']\nlist = ['1h', '40h', '320h']\n[people]\noffice = [1, 2, 3]\n"
        "[meetings]\ngroup = { dates = [2025-10-20, 2025-10-28, 2025-11-05], length = '4h' }\n",
    )


def branched_ends() -> Procedure:
    """Branches side by side that join, others that end by themselves."""
    return made(
        f"""
apply    window  closes = 2025-09-12
left     work    {FOUND_OUT.replace("check", "left")}
right    work    body = "reviewers"; after = ["apply"]
both     wait    after = ["left", "right"]
letter   wait    after = ["apply"]
archive  work    body = "teams"; after = ["both"]
list     wait    per = "batch"; after = ["both"]
""",
        DETECTS.replace("check", "left")
        + "[applicants]\norganisations = 7\n[people]\noffice = [1, 1, 3]\nreviewers = 2\n"
        "teams = 1\n"
        "[durations]\nleft = ['1h', '5h', '16h']\nright = ['1h', '5h', '16h']\n"
        "both = ['1h', '16h', '40h']\nletter = ['1h', '72h', '240h']\n"
        "archive = ['1h', '3h', '8h']\nlist = ['1h', '24h', '72h']\n",
        YEARS,
    )


def tiers(text: str = VOTES, more: str = "", people: str = "", hours: int = 32) -> Procedure:
    """Tiers decided on the way, and marks of a visit that only some come to."""
    return procedure(
        TIERS + QUOTAS + text,
        "[applicants]\norganisations = [4, 6, 9]\nindividuals = [3, 4, 6]\n"
        f"{people}[durations]\nreview = ['1h', '16h', '{hours}h']\ndefence = ['1h', '16h', '72h']\n"
        f"site = ['1h', '24h', '72h']\n{more}",
        cohort=applicants(merit=lambda one: 450 + 100 * one.uniforms("merit"), start=_start),
        tracks=BOTH,
        chance=True,
    )


def tiers_beside() -> Procedure:
    """The same with branches side by side, a panel, a date that puts out, two ends."""
    papers = (
        '[stages.papers]\nkind = "wait"\nafter = ["apply"]\n'
        'deadline = { on = 2025-09-22, counts = "postmark", late = "out", roll = "none" }\n'
    )
    both, only = 'after = ["defence"]\n', 'only = { tiers = ["award"] }'
    panel = 'kind = "work"\nbody = "reviewers"\nreviewers = 2\nafter = ["candidates"]\n' + only
    text = VOTES.replace(f'kind = "wait"\n{both}{only}', panel)
    text = text.replace('after = ["site"]\n', 'after = ["defence", "site", "papers"]\n')
    text = text.replace("[stages.candidates]", f"{papers}[stages.candidates]")
    text += '[stages.letter]\nkind = "wait"\nafter = ["site", "final"]\n'
    return tiers(
        text,
        "papers = ['1h', '40h', '96h']\nletter = ['1h', '40h', '72h']\n",
        "[people]\nreviewers = [2, 3, 5]\n",
    )


def tiers_side_by_side() -> Procedure:
    """Branches that join only for those who take both."""
    text = VOTES.replace(
        'after = ["defence"]\nonly = { tiers', 'after = ["candidates"]\nonly = { tiers'
    )
    return tiers(text.replace('after = ["site"]\nrule', 'after = ["defence", "site"]\nrule'))


def tiers_that_skip_a_join() -> Procedure:
    """Who is not visited comes to the final vote from where the branches to the visit part."""
    papers = '[stages.papers]\nkind = "wait"\nafter = ["apply"]\n[stages.candidates]'
    text = VOTES.replace("[stages.candidates]", papers)
    text = text.replace(
        'after = ["defence"]\nonly = { tiers', 'after = ["defence", "papers"]\nonly = { tiers'
    )
    return tiers(text, "papers = ['1h', '90h', '300h']\n")


def tiers_too_late() -> Procedure:
    """A date that puts out whoever turns out to be a candidate only after it."""
    text = VOTES.replace(
        'kind = "wait"\nafter = ["candidates"]\n',
        'kind = "wait"\nafter = ["candidates"]\n'
        'deadline = { on = 2025-09-25, counts = "receipt", late = "out", roll = "none" }\n',
    )
    return tiers(text, hours=300)


def one_in_front_of_another() -> Procedure:
    """The text of a province in front of the country's."""
    return nested("[chance]\nspread = [0, 0.5, 0.8]\nwithdrawal = [0, 0.1, 0.4]\n", cohort=MIXED,
                  chance=True)  # fmt: skip


MADE: Mapping[str, Callable[[], Procedure]] = {
    "queues": queues,
    "admitted as a list": admitted_as_a_list,
    "begun with a notice": begun_with_a_notice,
    "perhaps nobody": perhaps_nobody,
    "objections hold a name": lambda: objections("case", "batch"),
    "objections hold a name alone": lambda: objections("case", "case"),
    "objections hold a name side by side": lambda: objections(
        "case", "batch", '; after = ["apply"]'
    ),
    "objections hold the list": lambda: objections("list", "channel"),
    "objections hold nobody": lambda: objections("nobody", "batch"),
    "late for a pool": lambda: late("pool", "receipt"),
    "late for a panel": lambda: late("panel", "receipt"),
    "late by the post": lambda: late("wait", "postmark"),
    "late when completed": lambda: late("pool", "completion"),
    "reviewed by the pool": lambda: reviewed("pool"),
    "reviewed in turn": lambda: reviewed("balanced"),
    "reviewed at random": lambda: reviewed("random"),
    "some sent by post": some_sent_by_post,
    "some with a trait": with_traits,
    "some first": some_first,
    "days of one county": local_days,
    "lists wait for dates": gated,
    "branches and ends": branched_ends,
    "tiers": tiers,
    "tiers beside branches": tiers_beside,
    "tiers side by side": tiers_side_by_side,
    "tiers that skip a join": tiers_that_skip_a_join,
    "tiers too late": tiers_too_late,
    "nested": one_in_front_of_another,
}


@functools.cache
def small(name: str) -> Procedure:
    """One of the small procedures."""
    return MADE[name]()
