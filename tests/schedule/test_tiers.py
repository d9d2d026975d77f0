"""The schedule knows the way of each tier, and a run keeps to it to the minute."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.procedures import applicants, by_ordinal, procedure, run, scheduled

from awardsim.analysis.latest import count_back
from awardsim.schedule.passes import (
    Case,
    forward,
    latest_finishes,
    representative,
    usual_values,
)

TIERS = "[tiers.award]\n[tiers.nomination]\n"
QUOTAS = (
    '[quotas.award]\ntier = "award"\nnumber = { at_most = 9 }\n'
    '[quotas.nomination]\ntier = "nomination"\nnumber = { at_most = 9 }\n'
)
VOTE = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.vote]
kind = "gate"
per = "batch"
after = ["apply"]
rule = { name = "approval_vote", seats = 3, noise = 0, choose = { award = 1, nomination = 9 } }
"""
TEXT = (
    VOTE
    + """
[stages.site]
kind = "wait"
after = ["vote"]
only = { tiers = ["award"] }
[stages.letter]
kind = "wait"
after = ["vote"]
only = { tiers = ["nomination"] }
[stages.final]
kind = "gate"
per = "batch"
after = ["site", "letter"]
rule = { name = "confer_by_rank" }
[stages.decision]
kind = "notice"
per = "batch"
after = ["final"]
"""
)
ONE_EACH = "[channels.east]\norganisations = 2\n"
BEST = applicants(merit=by_ordinal(900.0, 500.0))


def test_there_is_one_representative_of_each_tier_where_stages_depend_on_it():
    made = procedure(TIERS + QUOTAS + TEXT, ONE_EACH + '[durations]\nsite = "3wd"\nletter = "1wd"')
    assert representative(made) == [
        Case(0, 0, (), "award"), Case(0, 0, (), "nomination"),
    ]  # fmt: skip
    plain = procedure(
        TIERS + QUOTAS + VOTE + '[stages.final]\nkind = "gate"\nper = "batch"\nafter = ["vote"]\n'
        'rule = { name = "confer_by_rank" }\n',
        ONE_EACH,
    )
    assert representative(plain) == [Case(0, 0)]


def test_the_finish_is_the_latest_of_all_tiers_counted_on_paper():
    # The list closes on Friday 12 September at 17:00; a visit takes Monday to Wednesday, a letter
    # Monday: the final list is complete on the 17th.  Its notice is posted on the 18th and ends on
    # Thursday the 25th.
    for site, letter, final in (("3wd", "1wd", "09-17 17:00"), ("1wd", "3wd", "09-17 17:00")):
        made = procedure(
            TIERS + QUOTAS + TEXT,
            ONE_EACH + f'[durations]\nsite = "{site}"\nletter = "{letter}"',
            cohort=BEST,
        )
        found = scheduled(made)
        assert found["final"] == (final, final)
        assert found["decision"] == ("09-18 09:00", "09-25 17:00")


def test_counting_back_each_tier_has_its_own_way_to_the_list_they_share():
    made = procedure(
        TIERS + QUOTAS + TEXT,
        "finish_by = 2025-09-25\n" + ONE_EACH + '[durations]\nsite = "3wd"\nletter = "1wd"',
        cohort=BEST,
    )
    latest = latest_finishes(made, usual_values(made), made.deadline_minute)
    day = {
        made.nodes[node].id: f"{made.calendar.moment(minute):%m-%d %H:%M}"
        for node, minute in latest.items()
        if minute is not None
    }
    assert day["final"] == day["site"] == day["letter"]
    assert day["vote"] < day["site"]
    # The vote must be over early enough for the visit, not only for the letter.
    site = count_back(made, usual_values(made), made.node_index["site"])
    letter = count_back(made, usual_values(made), made.node_index["letter"])
    assert site.arrive < letter.arrive
    assert latest[made.node_index["vote"]] == site.arrive


stages = st.lists(
    st.tuples(
        st.sampled_from(("wait", "notice", "gate", "work")),
        st.sampled_from(("case", "channel", "batch")),
        st.sampled_from(("", "award", "nomination")),
        st.integers(0, 6),
        st.booleans(),
    ),
    min_size=1,
    max_size=7,
)


@given(stages)
@settings(max_examples=120)
def test_with_tiers_a_run_keeps_to_the_schedule_to_the_minute(drawn):
    text, durations, names = VOTE, "", ["vote"]
    for number, (kind, per, tier, days, joins) in enumerate(drawn):
        after = [names[-1], *([names[-2]] if joins and len(names) > 1 else [])]
        text += f'[stages.s{number}]\nkind = "{kind}"\nper = "{per}"\nafter = {after}\n'
        text += f'only = {{ tiers = ["{tier}"] }}\n' if tier else ""
        if kind == "notice":
            text += f'duration = "{days}wd"\n'
        elif kind != "gate":
            durations += f's{number} = "{days}wd"\n'
        names.append(f"s{number}")
    ends = list(dict.fromkeys(names[-2:]))
    text += (
        f'[stages.final]\nkind = "gate"\nper = "batch"\nafter = {ends}\n'
        'rule = { name = "confer_by_rank" }\n'
    )
    people = "[people]\noffice = 99\n" if '"work"' in text else ""
    # The best of each county become candidates for the award, the others for the nomination.
    made = procedure(
        TIERS + QUOTAS + text.replace("award = 1", "award = 2"),
        "[channels.east]\norganisations = 2\n[channels.west]\norganisations = 2\n"
        + people + (f"[durations]\n{durations}" if durations else ""),
        channels=("east", "west"),
        cohort=BEST,
    )  # fmt: skip
    log = run(made)
    steps = forward(made, usual_values(made)).steps
    assert set(log.outcome) == {0}
    assert sorted(log.tier) == [0, 0, 1, 1]
    known = {case for _, _, case in steps if case is not None}
    for case, node, _, started, finished, *_ in log.rows:
        unit = None
        if case >= 0:
            tier = made.tiers[log.tier[case]]
            unit = Case(0, int(log.channel[case]), (), tier)
            unit = unit if unit in known else Case(0, int(log.channel[case]))
        step = steps[node, -1 - case if unit is None else unit.channel, unit]
        assert (step.started, step.finished) == (started, finished)
    listed = {(row[0], row[1]) for row in log.rows if row[0] < 0}
    assert listed == {(-1 - channel, node) for node, channel, unit in steps if unit is None}
