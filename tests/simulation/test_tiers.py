"""Tiers that are voted on the way: who skips what, which lists wait for whom, who is awarded."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from support.procedures import (
    applicants,
    dates,
    outcomes,
    passages,
    procedure,
    run,
)
from support.tiered import (
    BOTH,
    MERIT,
    ORGANISATIONS,
    QUOTAS,
    TIERS,
    TIMES,
    VOTES,
    at,
    calm,
    tiers_of,
    voted,
)

from awardsim.simulation.log import AWARDED


def test_nominees_skip_defence_and_site_visit_and_the_final_vote_waits_for_the_others():
    made, log = voted(ORGANISATIONS % (6, 0))
    # Marks 900, 700 (candidates for the award), 500, 300, 100 (for the nomination), 100 (out).
    first, second, third, fourth, *rest = sorted(log.slots.tolist())
    assert at(made, log, "defence") == at(made, log, "site") == [first, second]
    found = tiers_of(made, log)
    # One award; the second of the candidates for it falls to the nomination, before the third.
    assert found[first] == ("award", "awarded")
    assert found[second] == ("nomination", "awarded")
    assert found[third] == ("nomination", "awarded")
    assert found[fourth] == ("nomination", "below_cut")
    assert sorted(outcome for _, outcome in (found[slot] for slot in rest)) == ["below_cut"] * 2
    assert dates(made, log) == {
        # Everybody begins on Monday 1 September at 9:00; the list closes on Friday the 12th.
        "apply": ("09-01 09:00", "09-01 09:00"),
        "review": ("09-01 09:00", "09-02 17:00"),
        "vote": ("09-12 17:00", "09-12 17:00"),
        # Posted on Monday the 15th, the fifth working day after it is Monday the 22nd.
        "candidates": ("09-15 09:00", "09-22 17:00"),
        "defence": ("09-23 09:00", "09-24 17:00"),
        # Sunday 28 September is a working day, in exchange for one of National Day.
        "site": ("09-25 09:00", "09-28 17:00"),
        "final": ("09-28 17:00", "09-28 17:00"),
        "decision": ("09-28 17:00", "09-28 17:00"),
    }


def test_where_nobody_is_a_candidate_for_the_award_the_final_vote_waits_for_nobody():
    text = VOTES.replace("award = 2, nomination = 3", "award = 0, nomination = 3")
    made, log = voted(ORGANISATIONS % (4, 0), text)
    assert at(made, log, "site") == []
    assert dates(made, log)["final"] == ("09-22 17:00", "09-22 17:00")
    assert sum(outcome == AWARDED for outcome in log.outcome) == 2


def test_persons_are_visited_but_not_heard():
    made, log = voted(ORGANISATIONS % (1, 1))
    organisation, person = sorted(log.slots.tolist())
    assert at(made, log, "defence") == [organisation]
    assert at(made, log, "site") == [organisation, person]
    starts = {one.case: one.started for one in passages(made, log, "site")}
    assert sorted(f"{day:%m-%d}" for day in starts.values()) == ["09-23", "09-25"]


def test_who_has_not_been_visited_has_no_mark_of_the_visit():
    made, log = voted(ORGANISATIONS % (5, 0))
    visited = at(made, log, "site")
    marks = dict(zip(log.slots.tolist(), log.marks["site"].tolist(), strict=True))
    assert [slot for slot in sorted(marks) if not np.isnan(marks[slot])] == visited
    assert not np.isnan(log.marks["review"]).any()


def test_nobody_judges_on_a_panel_who_does_not_come_before_it():
    text = VOTES.replace(
        'kind = "wait"\nafter = ["defence"]\nonly = { tiers = ["award"] }\n'
        'rule = { name = "site_score" }',
        'kind = "work"\nbody = "reviewers"\nreviewers = 2\nafter = ["defence"]\n'
        'only = { tiers = ["award"] }\nrule = { name = "mean_of_reviewers" }',
    )
    _, log = voted(ORGANISATIONS % (5, 0) + "[people]\nreviewers = 3\n", text)
    marks = dict(zip(log.slots.tolist(), log.marks["site"].tolist(), strict=True))
    assert [marks[slot] for slot in sorted(marks)][:2] == [900.0, 700.0]
    assert np.isnan([marks[slot] for slot in sorted(marks)][2:]).all()


def test_a_composite_counts_the_visit_only_of_those_who_were_visited():
    text = VOTES.replace(
        '[stages.final]\nkind = "gate"\nper = "batch"\nafter = ["site"]',
        '[stages.composite]\nkind = "gate"\nafter = ["site"]\n'
        'rule = { name = "weighted_sum", weights = { review = 1, site = 1 } }\n'
        '[stages.final]\nkind = "gate"\nper = "batch"\nafter = ["composite"]',
    ).replace('"site_score" }', '"site_score", shift_mean = 50, shift_sd = 0 }')
    _, log = voted(ORGANISATIONS % (3, 0), text)
    marks = dict(zip(log.slots.tolist(), log.marks["composite"].tolist(), strict=True))
    # 900 and 950, 700 and 750; the third was not visited, and keeps the mark of the review.
    assert [marks[slot] for slot in sorted(marks)] == [925.0, 725.0, 500.0]


def test_side_by_side_branches_join_for_those_who_take_both_only():
    text = VOTES.replace(
        'after = ["defence"]\nonly = { tiers', 'after = ["candidates"]\nonly = { tiers'
    ).replace('after = ["site"]\nrule', 'after = ["defence", "site"]\nrule')
    made, log = voted(ORGANISATIONS % (4, 2), text)
    assert dates(made, log)["defence"] == ("09-23 09:00", "09-24 17:00")
    assert dates(made, log)["site"] == ("09-23 09:00", "09-25 17:00")
    assert dates(made, log)["final"] == ("09-25 17:00", "09-25 17:00")
    assert log.stalls == []
    assert "inside" not in set(outcomes(log).values())


def test_a_branch_beside_the_vote_is_waited_for_by_all_tiers():
    # The branch "papers" leads to the site visit, so that it is behind it; for who is not
    # visited it leads to the final vote itself.
    text = VOTES.replace(
        "[stages.candidates]",
        '[stages.papers]\nkind = "wait"\nafter = ["apply"]\n[stages.candidates]',
    ).replace(
        'after = ["defence"]\nonly = { tiers', 'after = ["defence", "papers"]\nonly = { tiers'
    )
    for days, final in ((1, "09-28 17:00"), (30, "10-21 17:00")):
        made = procedure(
            TIERS + QUOTAS + text,
            ORGANISATIONS % (4, 2) + TIMES + f'papers = "{days}wd"\n' + calm(text),
            cohort=applicants(merit=MERIT),
            tracks=BOTH,
        )
        log = run(made)
        assert log.stalls == []
        assert "inside" not in set(outcomes(log).values())
        # The 30th working day is Thursday 16 October: 23 in September, with Sunday the 28th, and
        # 9, 10, Saturday 11, 13, 14, 15, 16.  Three more: 17, 20, 21.
        assert dates(made, log)["final"][0] == final


def test_a_deadline_of_the_visit_puts_out_only_who_has_to_be_visited():
    late = VOTES.replace(
        'rule = { name = "site_score" }',
        'deadline = { on = 2025-09-26, counts = "completion", late = "out", roll = "none" }',
    )
    made, log = voted(ORGANISATIONS % (4, 0), late)
    found = sorted(tiers_of(made, log).values())
    # The visits end on Sunday the 28th; the nominees have been waiting since the 22nd.
    assert found == [
        ("award", "late"), ("award", "late"), ("nomination", "awarded"), ("nomination", "awarded"),
    ]  # fmt: skip


def test_a_deadline_of_the_visit_that_has_passed_before_the_vote_puts_them_out_at_the_vote():
    late = VOTES.replace(
        'rule = { name = "site_score" }',
        'deadline = { on = 2025-09-05, counts = "completion", late = "out", roll = "none" }',
    )
    made, log = voted(ORGANISATIONS % (4, 0), late)
    found = sorted(tiers_of(made, log).values())
    assert [outcome for _, outcome in found] == ["late", "late", "awarded", "awarded"]
    vote = made.node_index["vote"]
    (row,) = (row for row in log.rows if row[1] == vote)
    assert {minute for _, _, minute, _, _ in log.left} == {row[4]}


def test_a_vote_of_each_channel_lets_the_lists_of_all_close():
    text = VOTES.replace(
        '[stages.vote]\nkind = "gate"\nper = "batch"',
        '[stages.vote]\nkind = "wait"\nper = "channel"',
    ).replace("nomination = 3 }", "nomination = 9 }")
    made = procedure(
        TIERS + QUOTAS + text,
        "[channels.east]\norganisations = 3\n[channels.west]\norganisations = 2\n"
        + TIMES + 'vote = { distribution = "uniform", least = "1wd", most = "9wd" }\n' + calm(text),
        cohort=applicants(merit=MERIT),
        channels=("east", "west"),
    )  # fmt: skip
    log = run(made)
    lists = [row for row in log.rows if row[1] == made.node_index["candidates"]]
    votes = [row for row in log.rows if row[1] == made.node_index["vote"]]
    assert len(votes) == 2
    assert [row[2] for row in lists] == [max(row[4] for row in votes)]
    awarded = [tier for tier, out in zip(log.tier, log.outcome, strict=True) if out == AWARDED]
    assert sorted(awarded) == [0, 1, 1]  # four candidates for one award: two fall, two leave


def test_a_second_vote_may_open_a_stage_again_for_who_has_fallen():
    text = VOTES.replace('after = ["final"]', 'after = ["letter"]') + (
        '[stages.letter]\nkind = "wait"\nper = "batch"\nafter = ["final"]\n'
        'only = { tiers = ["nomination"] }\n'
    )
    made = procedure(
        TIERS + QUOTAS + text,
        ORGANISATIONS % (2, 0) + TIMES + 'letter = "1wd"\n' + calm(text),
        cohort=applicants(merit=MERIT),
        tracks=BOTH,
    )
    log = run(made)
    # Both were candidates for the award, one has fallen to the nomination and gets a letter.
    assert dates(made, log)["letter"] == ("09-29 09:00", "09-29 17:00")
    assert dates(made, log)["decision"] == ("09-29 17:00", "09-29 17:00")
    assert sorted(tiers_of(made, log).values()) == [
        ("award", "awarded"), ("nomination", "awarded"),
    ]  # fmt: skip


# ---- whatever the text ------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("wait", "notice", "gate")),
            st.sampled_from(("case", "channel", "batch")),
            st.sampled_from(("", "award", "nomination")),
            st.integers(1, 2),
            st.integers(0, 4),
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 5),
    st.integers(0, 3),
    st.booleans(),
)
@settings(max_examples=120)
def test_everybody_comes_to_an_end_and_nobody_goes_where_only_another_tier_goes(
    drawn, east, west, objections
):
    text = VOTES.partition("[stages.candidates]")[0]
    durations = '[durations]\nreview = "2wd"\n'
    names = ["vote"]
    for number, (kind, per, tier, back, days) in enumerate(drawn):
        after = [names[-1], *([names[-2]] if back == 2 and len(names) > 1 else [])]
        text += f'[stages.s{number}]\nkind = "{kind}"\nper = "{per}"\nafter = {after}\n'
        if tier:
            text += f'only = {{ tiers = ["{tier}"] }}\n'
        if kind == "notice":
            text += f'duration = "{days}wd"\n'
            if objections:
                text += 'objection = { open = true, holds = "case" }\n'
        if kind == "wait":
            durations += f's{number} = "{days}wd"\n'
        names.append(f"s{number}")
    last = list(dict.fromkeys([names[-1], names[-2] if len(names) > 1 else names[-1]]))
    text += (
        f'[stages.final]\nkind = "gate"\nper = "batch"\nafter = {last}\n'
        'rule = { name = "confer_by_rank", of = "review" }\n'
    )
    assumed = f"[channels.east]\norganisations = {east}\n[channels.west]\norganisations = {west}\n"
    chance = calm(text) + "upheld = 0.5\n"
    if objections:
        listed = [f"s{n} = 0.4" for n, one in enumerate(drawn) if one[0] == "notice"]
        chance += ("[chance.objection]\n" + "\n".join(listed) + "\n") if listed else ""
    made = procedure(
        TIERS + QUOTAS + text,
        assumed + durations + chance,
        cohort=applicants(merit=MERIT),
        channels=("east", "west"),
    )
    log = run(made)
    assert log.stalls == []
    assert all(log.reasons[outcome] != "inside" for outcome in log.outcome)
    for case, node, *_ in log.rows:
        if case >= 0 and made.nodes[node].tiers and log.outcome[case] == AWARDED:
            voted_for = {made.tiers[log.tier[case]], "award"}  # who was for the award may fall
            assert voted_for & set(made.nodes[node].tiers)
