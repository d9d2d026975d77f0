"""Without chance and without queues a run has the schedule's dates, to the minute."""

import datetime
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.procedures import applicants, by_ordinal, ordinals, procedure, run

from awardsim.analysis.experiment import load
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import AwardsimError
from awardsim.plugins import Catalogue
from awardsim.policy import Policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.procedure.nesting import whole_text
from awardsim.procedure.progress import with_progress
from awardsim.scenario.model import (
    Assumption,
    Estimate,
    Meets,
    OwnHoliday,
    Progress,
    Scenario,
    Staffing,
)
from awardsim.schedule.passes import Case, Step, forward, usual_values
from awardsim.simulation.arms import replicate
from awardsim.simulation.plan import make_plan
from awardsim.text import Text

pytestmark = pytest.mark.long

SCENARIOS = sorted(
    path.stem for path in (Path(__file__).resolve().parents[2] / "scenarios").glob("*.toml")
)


def compare(made: Procedure, pinned: dict[int, float]) -> int:
    """Check every row of a run against the schedule's step; gives how many there are."""
    log = replicate(make_plan(made), 1, 0, pinned)
    values = [pinned.get(index, one.usual) for index, one in enumerate(made.inputs)]
    steps = forward(made, values).steps
    traits = dict.fromkeys(trait for node in made.nodes for trait in node.traits)
    has = {name: log.columns[f"trait_{name}"].tolist() for name in traits}  # type: ignore[index]
    held = [tuple(name for name in traits if has[name][case]) for case in range(len(log.outcome))]
    for case, node, _, started, finished, *_ in log.rows:
        if case >= 0:
            tier = made.tiers[log.tier[case]] if log.tier[case] >= 0 else ""
            kind = Case(int(log.track[case]), int(log.channel[case]), held[case], tier)
            step = step_of(made, steps, node, kind)
        else:
            step = steps[node, -1 - case, None]
        assert (step.started, step.finished) == (started, finished), made.nodes[node].id
    # Every stage is passed by somebody.
    assert {row[1] for row in log.rows} == {node for node, *_ in steps}
    return len(log.rows)


def step_of(made: Procedure, steps: Mapping[Any, Step], node: int, kind: Case) -> Step:
    """The step of a kind of case; of any tier's where the way does not depend on it."""
    for tier in (kind.tier, "", *made.tiers):
        step = steps.get((node, kind.channel, kind._replace(tier=tier)))
        if step is not None:
            return step
    raise AssertionError(f"{made.nodes[node].id} is on nobody's way")


def calm(scenario: Scenario, made: Procedure, people: int) -> Scenario:
    """A scenario with two of each track in every county, and so many people that nobody waits.

    Chance is switched off; everything else is at its usual value by pinning.
    """
    given: dict[str, Estimate] = {}
    for channel in made.channels:
        for track in made.tracks:
            given[f"channels.{channel}.{track}"] = Estimate.exactly(2, "count")
    for body in made.bodies:
        given[f"people.{body}"] = Estimate.exactly(people, "count")
    nothing = Text("测试", "a test")
    added = {path: Assumption(path, amount, nothing, "scenario") for path, amount in given.items()}
    kept = {
        path: one
        for path, one in scenario.assumptions.items()
        if not path.startswith(("applicants.", "people."))
    }
    judging = {node.body for node in made.nodes if node.review is not None}
    staffing = {body: Staffing(assignment="pool") for body in judging}
    return attrs.evolve(scenario, assumptions={**kept, **added}, staffing=staffing)


@functools.cache
def everything() -> Catalogue:
    """What is installed, plugins and their rules included."""
    return open_catalogue()


@functools.cache
def written(name: str) -> Scenario:
    return load(name, everything()).scenario


def whole(name: str) -> Policy:
    """A text, with the one that it stands in front of where it does."""
    text = everything().policies[name].value
    return text if text.within is None else whole_text(text, everything().policy)


def real(name: str, reading: dict[str, str] | None = None, **changes: object) -> Procedure:
    """A shipped scenario, as calm as :func:`calm` makes it."""
    scenario = attrs.evolve(written(name), **{"readings": reading or {}, **changes})
    text = whole(scenario.policy)
    traits = dict.fromkeys(trait for stage in text.stages.values() for trait in stage.only.traits)
    cohort = applicants(
        **{f"trait_{trait}": by_ordinal(True, False) for trait in traits},
        merit=lambda one: 800.0 + ordinals(one),
    )
    made = build(text, scenario, everything().rule, cohort)
    return build(text, calm(scenario, made, 4000), everything().rule, cohort)


def certain(made: Procedure) -> dict[int, float]:
    """Every input at its usual value, and all chance switched off."""
    pinned = {index: one.usual for index, one in enumerate(made.inputs)}
    for index, one in enumerate(made.inputs):
        name = one.id
        if name in ("chance.spread", "chance.withdrawal") or ".objection." in name:
            pinned[index] = 0.0
        if name.startswith("fill.") and "at_most" in name:
            pinned[index] = 64.0
    return pinned


@pytest.mark.parametrize("count", ["exclude_first", "include_first"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_real_text_runs_to_the_schedule(name: str, count: str) -> None:
    made = real(name, calendar=attrs.evolve(written(name).calendar, count=count))
    rows = compare(made, certain(made))
    # Most stages are passed by each of two applicants per channel and track.
    assert rows > 2 * len(made.nodes)


@pytest.mark.parametrize(
    ("name", "channel"), [("qingyuan-2025", "liannan"), ("gansu-2023", "lanzhou")]
)
def test_so_it_does_when_a_channel_has_days_off_of_its_own(name: str, channel: str) -> None:
    usual = written(name).calendar
    opening = real(name).calendar.opening
    days = [opening + datetime.timedelta(days=number) for number in range(3, 60, 4)]
    own = tuple(OwnHoliday(day, "x", "", (channel,)) for day in days)
    made = real(name, calendar=attrs.evolve(usual, holidays=own))
    assert {made.channels[one] for node in made.nodes for one in node.local} == {channel}
    assert compare(made, certain(made)) > 2 * len(made.nodes)


@pytest.mark.parametrize(
    ("today", "stage", "over"),
    [("2025-10-09", "apply", "2025-10-09"), ("2025-11-20", "acceptance_notice", "2025-11-14")],
)
def test_so_does_an_edition_that_is_under_way(today: str, stage: str, over: str) -> None:
    done = {stage: datetime.date.fromisoformat(over)}
    made = with_progress(real("qingyuan-2025"), Progress(datetime.date.fromisoformat(today), done))
    assert compare(made, certain(made)) > 150
    steps = forward(made, usual_values(made))
    calendar = made.calendar
    morning = calendar.minute(datetime.date.fromisoformat(today), calendar.hours[0])
    for node in made.nodes:
        if node.id not in made.scenario.progress.done:
            assert steps.first_start[node.index] >= morning


#: Working days before the deadline on which applications close, so late that a branch is in time
#: that has two notices one after the other: in Qingyuan on 10 October.
LATER = {
    "qingyuan-2025": {"fill.stages.apply.closes": 11.0},
    "gansu-2023": {"fill.stages.local_apply.closes": 10.0},
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_so_it_does_under_every_reading(name: str) -> None:
    text = whole(written(name).policy)
    compared = 0
    for reading, one in text.readings.items():
        for option in one.options:
            if option == one.default:
                continue
            try:
                made = real(name, {reading: option})
            except AwardsimError:  # what the scenario assumes has no use under this reading
                continue
            pinned = certain(made)
            for path, days in LATER.get(name, {}).items():
                pinned[made.names[path]] = days
            compared += compare(made, pinned) > 0
    assert compared >= 5


@pytest.mark.parametrize("name", SCENARIOS)
def test_so_it_does_with_every_input_at_its_least_or_its_most(name: str) -> None:
    made = real(name)
    for end in ("least", "most"):
        pinned = {
            index: getattr(one, end)
            for index, one in enumerate(made.inputs)
            if one.kind in ("working", "civil") or one.id.startswith(("meetings.", "fill.st"))
        }
        pinned = {**certain(made), **{k: v for k, v in pinned.items() if v >= 1}}
        for index, one in enumerate(made.inputs):
            if "at_most" in one.id:
                pinned[index] = 64.0
        compare(made, pinned)


def test_so_it_does_when_bodies_meet_on_given_days_only() -> None:
    scenario = written("qingyuan-2025")
    nothing = Text("测试", "a test")
    saturday, tuesday = datetime.date(2025, 12, 20), datetime.date(2025, 12, 30)
    for meets in (Meets(weekdays=(2,)), Meets(dates=(tuesday,)), Meets(dates=(saturday,))):
        one = Assumption("meetings.leading_group", meets, nothing, "scenario")
        made = real("qingyuan-2025", assumptions={**scenario.assumptions, one.path: one})
        compare(made, certain(made))


# ---- any small text ------------------------------------------------------------------------

KINDS = ("work", "wait", "notice", "gate", "meeting")
stages = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(("case", "channel", "batch")),
        st.integers(0, 12),
        st.sampled_from(("wd", "h", "cd")),
        st.booleans(),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=7,
)


def text_of(drawn: list[tuple[str, str, int, str, bool, int]]) -> tuple[str, str]:
    """A text with these stages, and the scenario that fixes their times."""
    text = '[stages.s0]\nkind = "window"\ncloses = 2025-09-19\n'
    durations = ""
    rank = {"case": 0, "channel": 1, "batch": 2}
    for number, (kind, per, amount, unit, joins, opens) in enumerate(drawn, 1):
        unit = "wd" if unit == "cd" and kind == "work" else unit
        after = [f"s{number - 1}"]
        if joins and number > 1:
            after.append(f"s{number - 2}")
        text += f'[stages.s{number}]\nkind = "{kind}"\nper = "{per}"\nafter = {after}\n'
        text += f'body = "{"county_group" if kind == "meeting" else "office"}"\n'
        if kind == "notice":
            text += f'duration = "{amount}{"cd" if unit == "cd" else "wd"}"\n'
        elif kind in ("work", "wait"):
            durations += f's{number} = "{amount}{unit}"\n'
        if opens > 40:
            text += f"opens = {datetime.date(2025, 9, 1) + datetime.timedelta(days=opens)}\n"
        assert rank[per] >= 0
    assumed = "[channels.east]\norganisations = 2\n[channels.west]\norganisations = 1\n"
    if any(kind == "work" for kind, *_ in drawn):
        assumed += "[people]\noffice = 99\n"
    if any(kind == "meeting" for kind, *_ in drawn):
        assumed += '[meetings]\ncounty_group = { weekdays = ["tue", "fri"] }\n'
    return text, assumed + (f"[durations]\n{durations}" if durations else "")


@given(stages)
@settings(max_examples=150)
def test_any_small_text_runs_to_the_schedule(drawn) -> None:
    text, assumed = text_of(drawn)
    made = procedure(text, assumed, channels=("east", "west"))
    log = run(made)
    steps = forward(made, usual_values(made)).steps
    assert set(log.outcome) == {0}
    for case, node, _, started, finished, *_ in log.rows:
        unit = None if case < 0 else Case(0, int(log.channel[case]))
        channel = -1 - case if unit is None else unit[1]
        step = steps[node, channel, unit]
        assert (step.started, step.finished) == (started, finished)
    listed = {(row[0], row[1]) for row in log.rows if row[0] < 0}
    assert listed == {(-1 - channel, node) for node, channel, unit in steps if unit is None}
