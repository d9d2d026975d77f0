"""Latest dates are exact, on every way through every scenario that is shipped.

What is counted back is walked forwards again from there: it meets every date on the way, and one
minute later it misses one.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.procedures import procedure
from support.stages import in_a_row

from awardsim.analysis.experiment import load
from awardsim.analysis.latest import count_back, least_values
from awardsim.analysis.timetable import timetable
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import AwardsimError
from awardsim.procedure.model import Node, Procedure, Route
from awardsim.report.timetable_table import timetable_data
from awardsim.schedule.maps import span
from awardsim.schedule.passes import latest_finishes, latest_start, routes_of, usual_values
from awardsim.workdays import CalendarError

pytestmark = pytest.mark.long

SCENARIOS = sorted(
    path.stem for path in (Path(__file__).resolve().parents[2] / "scenarios").glob("*.toml")
)
#: Days by which the day it must finish by is moved: too early, in time, far away.
MOVED = (-30, 0, 9, 60)


def most_values(made: Procedure) -> list[float]:
    return [
        float(one.most if one.kind in ("working", "civil") else one.usual) for one in made.inputs
    ]


def behind(route: Route, stage: int) -> set[int]:
    found = {stage}
    for other in route.stages:
        if found & set(route.after[other]):
            found.add(other)
    return found


def misses(
    made: Procedure,
    route: Route,
    values: Sequence[float],
    first: int,
    minute: int,
    *,
    deadline: int = -1,
    until: int | None = None,
) -> str:
    """The first date missed by who reaches a stage at a minute and goes on at once; or empty."""
    moments = made.moments(list(values))
    over: dict[int, int] = {}
    for stage in route.stages:
        node = made.nodes[stage].at(route.channel)
        before = [over[one] for one in route.after[stage] if one in over]
        if stage != first and not before:
            continue
        at = minute if stage == first else max(before)
        try:
            reached = span(node, made.calendar, values, route.track, at)
        except CalendarError:
            return "the calendar"
        if reached is None:
            return f"{node.id} meets no more"
        over[stage] = reached[1]
        if until is not None and stage != until:
            continue
        if node.closes is not None and (at if node.listed else reached[1]) > moments[stage]:
            return f"{node.id} closes"
        if node.limit is not None:
            counted = reached[0] if node.limit.counts == "postmark" else reached[1]
            if counted > moments[-1 - stage]:
                return f"deadline of {node.id}"
        if node.due_with >= 0 and reached[1] > moments[-1 - node.due_with]:
            return f"deadline that {node.id} has with another stage"
        if stage == made.finish and 0 <= deadline < reached[1]:
            return "the end"
    return ""


def deadlines(made: Procedure) -> list[int]:
    assert made.finish_by is not None
    calendar = made.calendar
    days = [made.finish_by + datetime.timedelta(days=by) for by in MOVED]
    return [calendar.minute(day, 24 * 60 - 1) for day in days]


def check_every_stage(made: Procedure, values: Sequence[float], deadline: int) -> int:
    """Each stage's latest minute, on the way that must be there first; how many there are."""
    checked = 0
    ways = routes_of(made)
    for node in made.nodes:
        back = count_back(made, values, node.index, finish_by=deadline)
        bound = [
            route
            for route in ways
            if node.index in route.after
            and any(
                stage == made.finish
                or made.nodes[stage].closes
                or made.nodes[stage].limit
                or made.nodes[stage].due_with >= 0
                for stage in behind(route, node.index)
            )
        ]
        if back is None:
            assert not bound, node.id
            continue

        def late(at: int, index: int = node.index, ways: list[Route] = bound) -> list[str]:
            return [
                why
                for route in ways
                if (why := misses(made, route, values, index, at, deadline=deadline))
            ]

        if back.arrive is None:
            assert late(0), node.id
        else:
            assert not late(back.arrive), (node.id, made.calendar.moment(back.arrive))
            assert late(back.arrive + 1), (node.id, made.calendar.moment(back.arrive))
        checked += 1
    return checked


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_latest_minute_of_every_stage_is_the_last_that_is_in_time(name: str) -> None:
    made = load(name, open_catalogue())
    early, due, *late = deadlines(made)
    checked = 0
    for deadline in (early, due, *late):
        checked += check_every_stage(made, usual_values(made), deadline)
    for values in (least_values(made), most_values(made)):
        checked += check_every_stage(made, values, due)
    assert checked > 6 * 8


def options(name: str) -> list[tuple[str, str]]:
    policy = load(name, open_catalogue()).policy
    return [
        (reading, option)
        for reading, one in policy.readings.items()
        for option in one.options
        if option != one.default
    ]


def timed(made: Procedure) -> list[Node]:
    """Stages without what says nothing of their dates."""
    return [attrs.evolve(node, rule=None, objections=None, body="") for node in made.nodes]


@pytest.mark.parametrize("name", SCENARIOS)
def test_so_it_is_under_every_reading(name: str) -> None:
    """Rolled deadlines, receipt or postmark, notices in calendar days, one after the other."""
    usual = load(name, open_catalogue())
    checked = 0
    for reading, option in options(name):
        try:
            made = load(name, open_catalogue(), [f"readings.{reading}={option}"])
        except AwardsimError:  # what the scenario assumes has no use under this reading
            continue
        if timed(made) == timed(usual):
            continue
        checked += check_every_stage(made, usual_values(made), deadlines(made)[1])
    assert checked > 0


@pytest.mark.parametrize("weekdays", ['["wed"]', '["mon", "fri"]'])
@pytest.mark.parametrize("name", SCENARIOS)
def test_so_it_is_when_bodies_meet_on_given_weekdays(name: str, weekdays: str) -> None:
    made = load(name, open_catalogue())
    bodies = {node.body for node in made.nodes if node.meeting is not None}
    assert bodies
    sets = [f"meetings.{body}={{ weekdays = {weekdays} }}" for body in sorted(bodies)]
    made = load(name, open_catalogue(), sets)
    assert any(node.meeting is not None and node.meeting.starts for node in made.nodes)
    for deadline in deadlines(made)[1:3]:
        check_every_stage(made, usual_values(made), deadline)


def test_so_it_is_when_bodies_meet_on_days_off() -> None:
    days = "2025-10-01, 2025-10-18, 2025-11-22, 2025-12-20, 2025-12-21"
    sets = [
        f"meetings.{body}={{ dates = [{days}], length = '{length}' }}"
        for body, length in (("leading_group", "10h"), ("government", "1wd"))
    ]
    made = load("qingyuan-2025", open_catalogue(), sets)
    assert check_every_stage(made, usual_values(made), deadlines(made)[1]) > 10


@pytest.mark.parametrize("name", SCENARIOS)
def test_so_it_is_when_the_posting_day_counts(name: str) -> None:
    made = load(name, open_catalogue(), ["calendar.count=include_first"])
    for deadline in deadlines(made)[1:3]:
        check_every_stage(made, usual_values(made), deadline)


def test_so_it_is_when_one_channel_has_days_off_of_its_own() -> None:
    calendar = load("qingyuan-2025", open_catalogue()).calendar
    days = [calendar.add_workdays(calendar.opening, number) for number in range(2, 60, 4)]
    rows = ", ".join(f'{{date={day}, name="x", channels=["liannan"]}}' for day in days)
    made = load("qingyuan-2025", open_catalogue(), [f"calendar.holidays=[{rows}]"])
    assert check_every_stage(made, usual_values(made), deadlines(made)[2]) > 10
    own = made.channels.index("liannan")
    first = count_back(made, usual_values(made), made.node_index["county_notice"])
    assert first is not None
    assert first.channel == own


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_latest_finish_of_every_stage_is_the_last_that_is_in_time(name: str) -> None:
    made = load(name, open_catalogue())
    values = usual_values(made)
    ways = routes_of(made)
    moments = made.moments(values)
    for deadline in deadlines(made):
        for stage, finish in latest_finishes(made, values, deadline).items():
            node = made.nodes[stage]

            def late(at: int, stage: int = stage, deadline: int = deadline) -> list[str]:
                found = []
                for route in ways:
                    for after in route.next.get(stage, ()):
                        why = misses(made, route, values, after, at, deadline=deadline)
                        found += [why] if why else []
                node = made.nodes[stage]
                if stage == made.finish and at > deadline:
                    found.append("the end")
                if node.closes is not None and not node.listed and at > moments[stage]:
                    found.append("closes")
                counted = node.limit is not None and node.limit.counts != "postmark"
                if counted and at > moments[-1 - stage]:
                    found.append("deadline")
                if node.due_with >= 0 and at > moments[-1 - node.due_with]:
                    found.append("deadline that it has with another stage")
                return found

            if finish is None:
                assert late(0), node.id
            else:
                assert not late(finish), node.id
                assert late(finish + 1), node.id


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_latest_start_meets_the_first_closing_date_and_no_later_one_does(name: str) -> None:
    made = load(name, open_catalogue())
    checked = 0
    for values in (usual_values(made), least_values(made), most_values(made)):
        moments = made.moments(list(values))
        for route in routes_of(made):
            anchors = [
                stage
                for stage in route.stages
                if made.nodes[stage].closes is not None or made.nodes[stage].limit is not None
            ]
            assert anchors
            begin = [
                stage
                for stage in route.stages
                if not made.nodes[stage].listed or made.nodes[stage].after
                if all(
                    made.nodes[one].listed and not made.nodes[one].after
                    for one in route.after[stage]
                )
            ]
            start = latest_start(made, route, values, moments)

            def late(
                at: int,
                route: Route = route,
                values: Sequence[float] = values,
                begin: list[int] = begin,
                anchor: int = anchors[0],
            ) -> bool:
                return any(misses(made, route, values, one, at, until=anchor) for one in begin)

            if start > 0:
                assert not late(start)
                assert late(start + 1)
                checked += 1
    assert checked > 0


#: Two tracks that part and join, a county's list, a deadline by post, meetings, both kinds of day.
MIXED = in_a_row("""
internal  notice   duration = "%(notice)d%(unit)s"
apply     window   %(closes)s
mail      wait     body = "departments";
          deadline = { on = 2025-10-18, counts = "%(counts)s", late = "out", roll = "%(roll)s" }
county    notice   per = "channel"; body = "county"; duration = "3wd"
defence   work     only = { tracks = ["organisations"] }
list      notice   per = "batch"; duration = "7cd"
visit     work     only = { tracks = ["individuals"] }; body = "teams"
decide    meeting  per = "batch"
sign      meeting  per = "batch"; body = "government"
""")
MIXED_ASSUMED = """
finish_by = 2025-12-%(end)02d
[applicants]
organisations = 1
individuals = 1
[durations]
mail = "%(mail)dcd"
defence = "%(defence)dh"
visit = "%(visit)dh"
[meetings]
group = [2025-11-05, 2025-11-21, 2025-12-05]
government = { days = 2 }
"""


CHOICES = st.fixed_dictionaries(
    {
        "notice": st.integers(1, 9),
        "unit": st.sampled_from(["wd", "cd"]),
        "closes": st.sampled_from(["", "closes = 2025-10-13"]),
        "counts": st.sampled_from(["receipt", "postmark"]),
        "roll": st.sampled_from(["none", "forward", "backward"]),
        "end": st.integers(1, 31),
        "mail": st.integers(0, 4),
        "defence": st.integers(1, 40),
        "visit": st.integers(1, 60),
    }
)


def minute(made: Procedure, written: str) -> int:
    moment = datetime.datetime.fromisoformat(written)
    start = datetime.datetime.combine(made.calendar.opening, datetime.time())
    return int((moment - start).total_seconds()) // 60


def late_together(made: Procedure, stage: int, at: int, *, over: bool) -> bool:
    """Whether anybody misses a date if a stage is reached, or over, at a minute.

    Everybody goes on together: at a list all wait for the last one, whichever way that one came.
    """
    values, ways = usual_values(made), routes_of(made)
    moments = made.moments(values)
    done: list[dict[int, int]] = [{} for _ in ways]
    for node in made.nodes:
        arrived: dict[int, int] = {}
        for place, route in enumerate(ways):
            before = [one for one in route.after.get(node.index, ()) if one in done[place]]
            if node.index == stage and stage in route.after:
                arrived[place] = at
            elif before:
                arrived[place] = max(done[place][one] for one in before)
        if node.listed and arrived:
            together = [place for place, route in enumerate(ways) if node.index in route.after]
            arrived = dict.fromkeys(together, max(arrived.values()))
        for place, now in arrived.items():
            reached: tuple[int, int] | None = (now, now)
            if node.index != stage or not over:
                reached = span(node, made.calendar, values, ways[place].track, now)
            if reached is None:
                return True
            started, done[place][node.index] = reached
            ends = [(reached[1], made.deadline_minute)] if node.index == made.finish else []
            if node.closes is not None:
                ends.append((now if node.listed else reached[1], moments[node.index]))
            if node.limit is not None and node.limit.counts == "receipt":
                ends.append((reached[1], moments[-1 - node.index]))
            elif node.limit is not None and not (node.index == stage and over):
                ends.append((started, moments[-1 - node.index]))
            if any(met > by for met, by in ends):
                return True
    return False


@settings(max_examples=40, deadline=None)
@given(given=CHOICES)
def test_the_record_gives_the_very_minute_after_which_it_is_too_late(given: dict[str, Any]) -> None:
    tracks = ("organisations", "individuals")
    made = procedure(MIXED % given, MIXED_ASSUMED % given, tracks=tracks)
    for node, stage in zip(made.nodes, timetable_data(timetable(made))["stages"], strict=True):
        assert stage["stage"] == node.id
        latest = stage["latest"]
        assert latest is not None  # all of it hangs on the day to finish by
        if latest["reach_by"] is None:
            assert late_together(made, node.index, 0, over=False), node.id
            continue
        start, end = minute(made, latest["reach_by"]), minute(made, latest["over_by"])
        assert not late_together(made, node.index, start, over=False), node.id
        assert late_together(made, node.index, start + 1, over=False), node.id
        assert not late_together(made, node.index, end, over=True), node.id
        assert late_together(made, node.index, end + 1, over=True), node.id
        # The whole days lie within them.
        assert minute(made, latest["finish"]) <= end
        assert latest["start"] >= latest["reach_by"][:10]
