"""Replications that go on from the middle of another one have the logs of those that do not."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.branches import branches, differences, ends_of, fields, tables
from support.procedures import applicants, catalogue, policy, procedure, scenario
from support.stages import in_a_row
from support.texts import experiments
from support.varied import COUNTIES, MADE, MIXED, small

from awardsim.policy import read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.procedure.parts import Input
from awardsim.rules import Decision, Rule, RuleKind
from awardsim.scenario.reader import read_scenario
from awardsim.simulation import branching
from awardsim.simulation.arms import Arm, logs, undisturbed
from awardsim.simulation.cohort import APPLICANTS
from awardsim.simulation.engine import Replication
from awardsim.simulation.localdays import engine_of
from awardsim.simulation.log import Log
from awardsim.simulation.plan import make_plan
from awardsim.simulation.pools import Pool, Visit
from awardsim.simulation.some_first import SomeFirst
from awardsim.simulation.state import Roll
from awardsim.text import Text

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", MADE)
def test_both_ends_of_every_input_have_the_logs_of_arms_run_from_their_beginning(name):
    one = small(name)
    arms = ends_of(one, populated=name == "some with a trait")
    assert differences(one, arms, count=2) == []


@settings(max_examples=25)
@given(experiments(), st.data())
def test_any_value_of_any_input_has_the_logs_of_an_arm_run_from_its_beginning(experiment, data):
    text, assumed = experiment
    one = procedure(text, assumed, chance=True, cohort=MIXED, channels=COUNTIES)
    places = data.draw(st.lists(st.integers(0, len(one.inputs) - 1), min_size=1, max_size=6))
    arms = [{place: _anywhere(one.inputs[place], data)} for place in places]
    assert differences(one, arms, count=2, seed=data.draw(st.integers(0, 99))) == []


def _anywhere(found: Input, data: st.DataObject) -> float:
    """A value that may lie outside the range; also of an input that is fixed."""
    if found.kind == "share":
        return data.draw(st.sampled_from((0.0, 0.4, 1.0)))
    if found.kind in ("count", "day"):
        return float(data.draw(st.integers(int(max(found.least - 1, 1)), int(found.most + 2))))
    return data.draw(st.sampled_from((0.5, 1.5, 3.0))) * found.usual


def test_several_inputs_may_be_pinned_at_once():
    one = small("queues")
    ends = ends_of(one)
    arms = [{**a, **b} for a, b in zip(ends[::2], ends[7::2], strict=False)]
    assert differences(one, arms, count=2) == []


def scenario_of(name: str, text: str) -> Procedure:
    city, version = text.split("@")
    policy = ROOT / "plugins" / city / "policies" / f"{version}.toml"
    found = read_scenario(ROOT / "scenarios" / f"{name}.toml")
    return build(read_policy(policy), found, catalogue().rule, APPLICANTS)


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [("shaoguan-2018", "shaoguan@2018", 2), ("qingyuan-2025", "qingyuan@2025", 1)],
)
def test_so_has_a_whole_edition(name, text, count):
    one = scenario_of(name, text)
    assert differences(one, ends_of(one, populated=True), count=count) == []


# ---- a copy --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_a_copy_made_at_any_minute_ends_as_the_base_does_and_leaves_it_alone(name):
    """Everything that a replication knows is taken over, and nothing is shared that changes."""
    plan = make_plan(small(name))
    engine, base = engine_of(plan.procedure), tables(plan, {}, 2)
    for place in range(2):
        with undisturbed():
            whole = fields(engine(plan, base.of(place)).run(), plan)
            trunk = engine(plan, base.of(place))
            trunk.begin_run()
            copies = []
            for minute in _some([moment for row in whole["rows"] for moment in row[2:5:2]]):
                trunk.env.run_before(minute)
                copies.append(branching.going_on(trunk, base.of(place)))
            copies += [branching.going_on(one, base.of(place)) for one in copies[::3]]
            for one in copies[::2]:  # before the trunk has gone on, and afterwards
                assert fields(one.end_run(), plan) == whole
            assert fields(trunk.end_run(), plan) == whole
            for one in copies[1::2]:
                assert fields(one.end_run(), plan) == whole


def _some(minutes: list[int], number: int = 40) -> list[int]:
    """Some minutes, in order, and the ones after them."""
    found = sorted(set(minutes))
    chosen = found[:: -(-len(found) // number)] if found else []
    return sorted({moment for minute in chosen for moment in (minute, minute + 1)})


def changing(one: Replication) -> dict[int, object]:
    """Everything in a replication that changes while it runs, by identity."""
    found: list[object] = [getattr(one, name) for name in sorted(TAKEN_OVER)]
    found += [one.prepared.routes, one.prepared.incomplete, one.prepared.marks]
    found += [*one.decisions.marks.values(), one.decisions.forgotten, one.env._queue]
    found += one.sent.values()
    visits: list[Visit | None] = []
    for rolls in one.rolls.values():
        found += [part for roll in rolls for part in (roll, roll.members)]
    for pool in (pool for pools in one.pools.values() for pool in pools):
        found += [pool, pool.free, pool.waiting, pool.plans]
        visits += [*(last for _, _, last in pool.free), *(visit for visit, _ in pool.plans)]
    for panel in one.panels.values():
        found += [panel, panel.free, panel.last, panel.waiting, panel.reviewed, panel.plans]
        visits += [*panel.last, *(plan[0] for plan in panel.plans)]
    events = [entry[-1] for entry in one.env._queue]
    given = [part for event in events for part in getattr(event, "arguments", ())]
    visits += [part for part in (*events, *given) if isinstance(part, Visit)]
    found += [event for event in events if not isinstance(event, Visit)]
    while visits:  # also those that they wait for; one that is over does not change any more
        visit = visits.pop()
        if visit is not None and visit.row < 0:
            assert visit.env is one.env
            for act in visit.callbacks or ():
                assert act.__self__ is one
            found.append(visit)
            visits.append(visit.freed)
    return {id(part): part for part in found}


@pytest.mark.parametrize("name", MADE)
def test_a_copy_shares_nothing_that_changes(name):
    plan = make_plan(small(name))
    engine, base = engine_of(plan.procedure), tables(plan, {}, 1)
    with undisturbed():
        rows = engine(plan, base.of(0)).run().rows
        trunk = engine(plan, base.of(0))
        trunk.begin_run()
        for minute in _some([row[4] for row in rows], 12):
            trunk.env.run_before(minute)
            copied, theirs = changing(branching.going_on(trunk, base.of(0))), changing(trunk)
            assert [theirs[one] for one in copied.keys() & theirs.keys()] == []


#: What a replication has by itself from its plan and its own tables.
ANEW = {
    "plan", "nodes", "calendar", "prepared", "values", "moments", "count", "track", "channel",
    "happens", "withdrawing", "capacity", "enter", "begin", "waited", "list_over", "minutes",
    "reviews", "chosen", "failing", "judging", "reviewed_by", "decisions", "gated",
    "there",
}  # fmt: skip
#: What it takes over from the one that it goes on from.
TAKEN_OVER = {
    "env", "rows", "left", "stalls", "objections", "outcome", "tier", "overdue", "where", "held",
    "doomed", "rolls", "pools", "panels", "routes", "next", "ends", "sent", "pending", "joining",
}  # fmt: skip
#: The same of what it consists of.
PARTS = {
    "Roll": ({"node", "number", "gate", "gated_by", "opens", "begins"},
             {"expected", "members", "closed", "ready"}),
    "Pool": ({"open_after", "add_work", "ahead", "until_finished"},
             {"free", "waiting", "plans", "arrivals", "busy", "peak"}),
    "Panel": ({"open_after", "add_work", "capacity"},
              {"free", "last", "waiting", "turn", "busy", "peak", "reviewed", "plans"}),
    "Decisions": ({"plan", "luck", "prepared", "values", "where", "tier", "panels", "_parameters"},
                  {"marks", "forgotten"}),
    "Clock": ({"_active_proc"}, {"_now", "_eid", "_queue"}),
    "Prepared": ({"luck", "place", "values", "count", "track", "channel", "start", "withdrawing",
                  "minutes", "services", "chosen", "failing", "rounds", "incomplete_at_first",
                  "supplied", "objecting", "ahead", "_lists"},
                 {"routes", "incomplete", "marks"}),
    "Visit": (set(), {"env", "callbacks", "case", "node", "arrived", "cause", "started", "finished",
                      "freed", "row", "rounds", "stale", "members"}),
    "Later": (set(), {"env", "callbacks", "minute", "act", "arguments"}),
}  # fmt: skip


def names_of(one: object) -> set[str]:
    """Names of everything that an object holds, also of what its class gives it at first."""
    found = set(getattr(one, "__dict__", ()))
    own = (Roll, Visit, Pool, SomeFirst)
    for kind in type(one).__mro__:
        if kind in own:
            found |= {
                name
                for name, value in vars(kind).items()
                if not (name.startswith("__") or name in ("_ok", "_value") or callable(value))
            }
    return found


def test_everything_that_a_replication_holds_is_made_anew_or_taken_over():
    """Somebody has given a replication something more: does a copy of it have it too?

    What it makes for itself from plan and tables belongs into ANEW; what changes while it runs
    is taken over by ``_Copy`` and belongs into TAKEN_OVER, or into PARTS.
    """
    held: dict[str, set[str]] = {}
    for name in ("queues", "some first", "days of one county", "reviewed in turn", "tiers"):
        plan = make_plan(small(name))
        one = engine_of(plan.procedure)(plan, tables(plan, {}, 1).of(0))
        one.begin_run()
        held.setdefault("Replication", set()).update(vars(one))
        parts = [one.decisions, one.env, one.prepared, *one.panels.values()]
        parts += [roll for rolls in one.rolls.values() for roll in rolls]
        parts += [pool for pools in one.pools.values() for pool in pools]
        parts += [entry[-1] for entry in one.env._queue]
        for part in parts:
            kind = "Pool" if isinstance(part, Pool) else type(part).__name__
            held.setdefault(kind, set()).update(names_of(part))
    known = {"Replication": (ANEW, TAKEN_OVER), **PARTS}
    assert set(held) == set(known)
    for kind, found in held.items():
        anew, taken = known[kind]
        assert not anew & taken
        assert found - anew - taken == set(), f"a copy of a {kind} does not know these"
        assert (anew | taken) - found == set(), f"a {kind} does not have these any more"


def test_what_is_made_anew_stays_as_it_is_while_a_replication_runs():
    """Else it would have to be taken over."""
    for name in MADE:
        plan = make_plan(small(name))
        base = tables(plan, {}, 1)
        one, fresh = (engine_of(plan.procedure)(plan, base.of(0)) for _ in range(2))
        with undisturbed():
            one.run()
        for attribute in ("moments", "count", "track", "channel", "withdrawing", "capacity",
                          "minutes", "reviews", "chosen", "failing", "judging"):  # fmt: skip
            before, after = getattr(fresh, attribute), getattr(one, attribute)
            if attribute == "minutes":  # of lists they are worked out when the first one asks
                before = [a or b for a, b in zip(before, after, strict=True)]
            assert before == after, (name, attribute)
        own = ("withdrawing", "services", "failing", "rounds", "incomplete_at_first", "objecting")
        for attribute in own:
            assert getattr(fresh.prepared, attribute) == getattr(one.prepared, attribute)


# ---- what is saved -------------------------------------------------------------------------


@pytest.fixture
def taken(monkeypatch) -> list[tuple[Log, int]]:
    """Logs that are checked, each with the number of rows that were taken over."""
    found: list[tuple[Log, int]] = []
    monkeypatch.setattr(
        branching, "check_log", lambda _plan, log, since=0: found.append((log, since))
    )
    return found


def pins(one: Procedure, name: str, *values: float) -> list[dict[int, float]]:
    place = one.names[name]
    return [{place: value} for value in values]


def rows_taken(one: Procedure, arm: dict[int, float], taken) -> tuple[Log, int]:
    """The log of the first replication of an arm, and how many rows it did not run itself."""
    taken.clear()
    [(_, _, log)] = branches(make_plan(one), [arm], 1)
    return log, next((since for seen, since in taken[1:] if seen is log), len(log.rows))


@pytest.mark.parametrize("end", ["least", "most"])
@pytest.mark.parametrize(
    ("name", "moved", "stage"),
    [
        ("queues", "durations.review", "review"),
        ("queues", "people.office", "review"),
        ("queues", "durations.list", "list"),
        ("queues", "meetings.group", "decide"),
        ("reviewed in turn", "durations.visit", "visit"),
        ("lists wait for dates", "durations.list", "list"),
        ("some first", "durations.check", "check"),
        ("tiers", "durations.site", "site"),
    ],
)
def test_an_arm_that_moves_a_stage_takes_over_all_rows_before_it(name, moved, stage, end, taken):
    one = small(name)
    found = one.inputs[one.names[moved]]
    log, shared = rows_taken(one, {one.names[moved]: float(getattr(found, end))}, taken)
    index = one.node_index[stage]
    came = min(row[2] for row in log.rows if row[1] == index)
    assert shared == sum(row[4] < came for row in log.rows)
    assert 0 < shared < len(log.rows)


def test_marks_matter_where_a_rule_ranks_by_them(taken):
    one = small("queues")
    log, shared = rows_taken(one, pins(one, "chance.site_noise", 90.0)[0], taken)
    decided = next(row[4] for row in log.rows if row[1] == one.node_index["decide"])
    assert shared == sum(row[4] < decided for row in log.rows)
    assert shared > max(row[0] for row in log.rows)


def test_what_nobody_reads_never_parts(taken):
    """No notice is open to objections, and nobody on a list is ever asked for more."""
    one = small("lists wait for dates")
    plan = make_plan(one)
    names = ("chance.upheld", "chance.objection_decide", "chance.supplied", "cohort.merit_mean")
    arms = [pin for name in names for pin in pins(one, name, 0.3)]
    found = [log for _, _, log in branches(plan, arms, 1)]
    assert len(taken) == 1  # the base alone was run, and its rows are everybody's
    assert all(log.rows is found[0].rows for log in found)
    [base] = logs(plan, 1, Arm({}, 0, 1))
    for arm, log in zip(arms, found, strict=True):
        values = [arm.get(place, value) for place, value in enumerate(base.values)]
        assert fields(log, plan) == {**fields(base, plan), "values": values}


@pytest.mark.parametrize("name", ["queues", "tiers", "reviewed at random", "days of one county"])
def test_an_arm_that_moves_nothing_has_the_log_of_the_base(name, taken):
    plan = make_plan(small(name))
    [base] = logs(plan, 1, Arm({}, 0, 1))
    place = plan.procedure.names["chance.spread"]
    taken.clear()
    [(_, _, log)] = branches(plan, [{place: base.values[place]}], 1)
    assert fields(log, plan) == fields(base, plan)
    assert len(taken) == 1


def test_dates_and_applicants_part_at_the_opening(taken):
    for moved, value in (("applicants.organisations", 14.0), ("chance.withdrawal", 1.0)):
        log, shared = rows_taken(small("queues"), pins(small("queues"), moved, value)[0], taken)
        assert log.rows
        assert shared == 0


@attrs.frozen
class Nothing:
    """No parameters."""


def ruled(rule: Rule, text: str) -> Procedure:
    """Three applicants with a rule that is not built in, about the assumed mean of their merit."""

    def find(name: str, jurisdiction: str = "") -> Rule:
        return rule if name == rule.id.partition(".")[2] else catalogue().rule(name, jurisdiction)

    cohort = applicants(merit=lambda one: one.number("merit_mean") + one.uniforms("merit"))
    assumed = scenario("[applicants]\norganisations = 3\n[people]\noffice = 1\n")
    return build(policy(text), assumed, find, cohort)


def test_a_rule_of_a_plugin_parts_where_it_reads_a_column_of_the_cohort(taken):
    """A committee that looks at merit only, long after the files came in."""

    seen: list[float] = []

    def decide(candidates, _parameters, _draws):
        seen.append(float(candidates.columns["merit"].max()))
        return Decision.all_pass(len(candidates))

    rule = Rule("sample.looks", RuleKind.CONFER, Nothing, decide, Text("看", "looks"), "a test")
    text = in_a_row("""
apply   window  closes = 2025-09-12
review  work
list    wait    per = "batch"
look    gate    per = "batch"; rule = { name = "looks" }
letter  wait
""")
    one = ruled(rule, text)
    log, shared = rows_taken(one, pins(one, "cohort.merit_mean", 600.0)[0], taken)
    looked = next(row[3] for row in log.rows if row[1] == one.node_index["look"])
    assert shared == sum(row[4] < looked for row in log.rows) >= 6  # all in and reviewed
    assert seen[-1] > 600
    assert differences(one, pins(one, "cohort.merit_mean", 600.0, 300.0)) == []


def test_a_score_that_can_be_given_beforehand_in_one_of_both_only():
    """Where all pass, marks are worked out before the clock runs; else when a list asks."""

    def decide(candidates, _parameters, _draws):
        merit = candidates.columns["merit"]
        return Decision(merit > 430, np.zeros(len(merit), dtype=np.int64), ("low",), marks=merit)

    rule = Rule(
        "sample.scores",
        RuleKind.SCORE,
        Nothing,
        decide,
        Text("评", "scores"),
        "a test",
        {"low": Text("低", "low")},
    )
    one = ruled(
        rule,
        in_a_row("""
apply   window  closes = 2025-09-12
review  work    rule = { name = "scores" }
decide  gate    per = "batch"; rule = { name = "confer_by_rank" }
""")
        + "[quotas.organisations]\nnumber = { at_most = 1 }\n",
    )
    plan = make_plan(one)
    arms = pins(one, "cohort.merit_mean", 400.0, 480.0)
    assert [bool(tables(plan, arm, 1).of(0).ahead) for arm in arms] == [False, True]
    assert differences(one, arms) == []
