"""People who serve some tracks first: against a plain simulation, and in a whole procedure."""

from __future__ import annotations

import heapq
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.procedures import passages, procedure, run

from awardsim.errors import InputError
from awardsim.report.differing import differing
from awardsim.simulation.clock import Clock
from awardsim.simulation.pools import Visit
from awardsim.simulation.some_first import SomeFirst

#: A calendar on which every minute works.
ALWAYS = SimpleNamespace(
    open_after=lambda minute: minute, add_work=lambda minute, work: minute + work
)


def starts(capacity, arrivals):
    """When each case begins; ``arrivals`` are minute, minutes of work, whether it goes ahead."""
    env, current = Clock(), {}

    def until_finished(visit, _now):
        current[visit.case] = visit

    def ahead(visit):
        return arrivals[visit.case][2]

    pool = SomeFirst(ALWAYS, capacity, ahead, until_finished)
    for case, (minute, work, _) in enumerate(arrivals):
        visit = Visit(env, [], case, 0, minute, -1)
        assert pool.arrive(visit, work, minute)
        current[case] = visit
    assert pool.busy == sum(work for _, work, _ in arrivals)
    assert all(not visit.stale for visit in current.values())
    return [current[case].started for case in range(len(arrivals))]


def plainly(capacity, arrivals):
    """The same, minute by minute with a queue: whoever is free takes the first who waits."""
    found = {}
    waiting, busy = [], []
    coming = sorted(range(len(arrivals)), key=lambda case: arrivals[case][0])
    minutes = {minute for minute, _, _ in arrivals}
    while coming or waiting:
        now = min(minutes)
        minutes.discard(now)
        busy = [end for end in busy if end > now]
        while coming and arrivals[coming[0]][0] <= now:
            case = coming.pop(0)
            heapq.heappush(waiting, (not arrivals[case][2], case))
        while waiting and len(busy) < capacity:
            _, case = heapq.heappop(waiting)
            found[case] = now
            busy.append(now + arrivals[case][1])
            minutes.add(now + arrivals[case][1])
    return [found[case] for case in range(len(arrivals))]


@settings(max_examples=120, deadline=None)
@given(
    st.integers(1, 3),
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 9), st.booleans()), max_size=14),
)
def test_it_is_the_plain_queue_with_two_classes(capacity, arrivals):
    arrivals = sorted(arrivals, key=lambda one: one[0])
    assert starts(capacity, arrivals) == plainly(capacity, arrivals)


TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-03
[stages.visit]
kind = "work"
body = "teams"
after = ["apply"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["visit"]
"""
SCENARIO = """
[applicants]
organisations = 2
individuals = 3
[people]
teams = 1
[durations]
visit = "1wd"
"""
FIRST = """
[bodies.teams]
first = ["{track}"]
"""
TRACKS = ("organisations", "individuals")


def made(first=""):
    more = FIRST.format(track=first) if first else ""
    return procedure(TEXT, SCENARIO + more, tracks=TRACKS)


@pytest.mark.parametrize("first", TRACKS)
def test_one_team_visits_those_of_the_track_first(first):
    """Five files on one day, a day each: who is first is done by the second or third day."""
    one = made(first)
    log = run(one)
    visits = [
        (p.started.day, one.tracks[int(log.track[p.case])]) for p in passages(one, log, "visit")
    ]
    order = [track for _, track in sorted(visits)]
    count = {"organisations": 2, "individuals": 3}[first]
    assert order[:count] == [first] * count
    assert len({day for day, _ in visits}) == 5  # one a day: nobody idles, nobody is interrupted
    assert log.busy["teams"] == run(made()).busy["teams"]


def test_what_it_changes_is_told():
    [one] = differing(made(), made("organisations"))
    assert (one.path, one.new.en) == ("bodies.teams", "serves first organisations")
    assert "organisations" in one.new.zh


def test_mistakes_are_told():
    with pytest.raises(InputError, match="no track 'organisation'") as caught:
        made("organisation")
    assert caught.value.problems[0].nearest == "organisations"
    assert caught.value.problems[0].path == "bodies.teams.first"
    several = TEXT.replace('after = ["apply"]\n', 'after = ["apply"]\nreviewers = 1\n', 1)
    with pytest.raises(InputError, match="several people judge each file"):
        procedure(several, SCENARIO + FIRST.format(track="organisations"), tracks=TRACKS)
