"""The same experiment always gives the same numbers, and what is not touched does not move."""

import hashlib
import os
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from support.procedures import applicants, catalogue, named, procedure, run

from awardsim.analysis.figures import collect, layout_of
from awardsim.errors import AwardsimError
from awardsim.policy import parse_policy, read_policy
from awardsim.policy.paths import set_path
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.reader import override, read_scenario
from awardsim.simulation import arms, tasks
from awardsim.simulation.arms import Arm, replicate
from awardsim.simulation.cohort import APPLICANTS
from awardsim.simulation.log import Log
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import Workers
from awardsim.streams import GROUP_STEP

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml"
SCENARIO = ROOT / "scenarios" / "qingyuan-2025.toml"


def edition(*sets: str, text=None) -> Procedure:
    """The plan of 2025 under its scenario, some values of it set."""
    found = override(read_scenario(SCENARIO), sets)
    return build(text or read_policy(TEXT), found, catalogue().rule, APPLICANTS)


@pytest.fixture(scope="module")
def plan2025() -> Procedure:
    return edition()


def figures(made: Procedure, arms: list[Arm], workers: int = 1, seed: int = 7) -> list[bytes]:
    """Figures of each arm, to the bit."""
    with Workers({"": made}, collect, seed, workers) as crew:
        return [found.tobytes() for found in crew.run(arms)]


ARMS = [Arm({}, 0, 120), Arm({0: 20.0}, 0, 60), Arm({}, 300, 10)]


# ---- the same numbers ----------------------------------------------------------------------


@pytest.mark.parametrize("workers", [2, 4])
def test_the_figures_do_not_depend_on_the_number_of_workers(plan2025, workers):
    assert figures(plan2025, ARMS, workers) == figures(plan2025, ARMS)


def test_the_figures_do_not_depend_on_how_the_work_is_cut(plan2025, monkeypatch):
    whole = figures(plan2025, [Arm({}, 0, 40)])
    for chunk in (1, 7, 1000):
        monkeypatch.setattr(tasks, "CHUNK", chunk)
        assert figures(plan2025, [Arm({}, 0, 40)]) == whole
    for column, blocks, batch in ((1, 3, 600), (10**9, 1, 600), (10**9, 8, 600), (3000, 3, 1)):
        monkeypatch.setattr(arms, "COLUMN", column)
        monkeypatch.setattr(arms, "MOST_BLOCKS", blocks)
        monkeypatch.setattr(arms, "BATCH", batch)
        assert figures(plan2025, [Arm({}, 0, 40)]) == whole
    parts = figures(plan2025, [Arm({}, 0, 13), Arm({}, 13, 1), Arm({}, 14, 26)])
    assert [b"".join(parts)] == whole


def test_a_replication_alone_is_the_one_of_the_block(plan2025):
    plan = make_plan(plan2025)
    with Workers({"": plan2025}, collect, 7) as crew:
        block = crew.run([Arm({}, 0, 30)])[0]
    for number in (0, 3, 17, 29):
        alone = np.array(collect(plan, replicate(plan, 7, number)))
        assert alone.tobytes() == block[number].tobytes()


def test_another_seed_and_another_replication_have_other_luck(plan2025):
    one, two = figures(plan2025, [Arm({}, 0, 5), Arm({}, 5, 5)])
    assert one != two
    assert figures(plan2025, [Arm({}, 0, 5)], seed=8) != [one]


_HASHED = """
import hashlib, sys
sys.path[:0] = {paths!r}
from test_determinism import ARMS, edition, figures
print(hashlib.sha256(b"".join(figures(edition(), ARMS, workers={workers}))).hexdigest())
"""


def test_the_figures_do_not_depend_on_the_hashes_of_python(plan2025):
    here = hashlib.sha256(b"".join(figures(plan2025, ARMS))).hexdigest()
    paths = [str(Path(__file__).parent), str(ROOT / "tests"), str(ROOT)]
    for seed, workers in (("0", 1), ("1", 2), ("4242", 1)):
        done = subprocess.run(
            [sys.executable, "-c", _HASHED.format(paths=paths, workers=workers)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == [here]


def test_a_procedure_that_was_sent_to_another_process_runs_the_same():
    made = build(read_policy(TEXT), read_scenario(SCENARIO), catalogue().rule, APPLICANTS)
    sent = pickle.loads(pickle.dumps(made))
    assert figures(sent, ARMS[1:]) == figures(made, ARMS[1:])


# ---- what is not touched does not move -----------------------------------------------------

Visit = tuple[object, str, int, int, int, int]


def history(made: Procedure, log: Log) -> list[Visit]:
    """Every visit in order, by slot and stage rather than by number."""
    slots = log.slots.tolist()
    return [
        (
            slots[row[0]] if row[0] >= 0 else f"list {-1 - row[0]}",
            made.nodes[row[1]].id,
            *row[2:5],
            row[7],
        )
        for row in log.rows
    ]


def fates(made: Procedure, log: Log) -> dict[int, tuple[object, ...]]:
    """What became of each applicant, by slot: where it left, when and why."""
    slots = log.slots.tolist()
    found: dict[int, tuple[object, ...]] = dict.fromkeys(slots, ("through",))
    for case, node, minute, reason, _ in log.left:
        found[slots[case]] = (made.nodes[node].id, minute, log.reasons[reason])
    return found


NOBODY = """
title = { zh = "无人", en = "nobody" }
type = "FEEDBACK"
kind = "%s"
per = "case"
body = "office"
source = "plan 七(五)"
duration = "5wd"
after = ["%s"]
only = { traits = ["top_manager"] }
rule = { name = "conditions" }
"""


@pytest.mark.parametrize("kind", ["notice", "gate", "work"])
@pytest.mark.parametrize("after", ["call", "county_review", "site_list"])
def test_a_stage_that_touches_nobody_changes_no_number(kind, after, plan2025):
    stage = tomllib.loads(NOBODY % (kind, after))
    raw = dict(read_policy(TEXT).raw)
    raw["stages"] = {}
    for name, one in read_policy(TEXT).raw["stages"].items():
        raw["stages"][name] = one
        if name == after:  # in the order of the file it stands where it is done
            raw["stages"]["nobody"] = stage
    follower = next(
        name
        for name, one in raw["stages"].items()
        if after in one.get("after", []) and name != "nobody"
    )
    raw = set_path(raw, f"stages.{follower}.after", [*raw["stages"][follower]["after"], "nobody"])
    text = parse_policy(raw, str(TEXT))
    more = build(text, read_scenario(SCENARIO), catalogue().rule, APPLICANTS)
    assert len(more.nodes) == len(plan2025.nodes) + 1
    for number in range(5):
        here, there = run(plan2025, 7, number), run(more, 7, number)
        assert history(plan2025, here) == history(more, there)
        assert fates(plan2025, here) == fates(more, there)
        assert here.objections == [
            (case, plan2025.node_index[more.nodes[node].id], *rest)
            for case, node, *rest in there.objections
        ]


def test_more_applicants_in_one_county_shift_nobodys_luck_elsewhere():
    few = edition("channels.yingde.organisations=2")
    many = edition("channels.yingde.organisations=9")
    yingde = few.channels.index("yingde")
    # Up to the county's own list nobody elsewhere waits for anybody in Yingde.
    alone = {"internal_notice", "parent_notice", "apply", "county_review"}

    def elsewhere(made: Procedure, log: Log) -> list[Visit]:
        return sorted(
            visit
            for visit, row in zip(history(made, log), log.rows, strict=True)
            if visit[1] in alone and int(log.channel[row[0]]) != yingde
        )

    for number in range(10):
        here, there = run(few, 7, number), run(many, 7, number)
        columns = ("start", "lot", "merit", "complete", "trait_branch", "years_operation")
        before, after = (
            {
                slot: tuple(log.columns[name][place] for name in columns)
                for place, slot in enumerate(log.slots.tolist())
            }
            for log in (here, there)
        )
        assert set(before) < set(after)
        assert len(after) == len(before) + 7
        assert all(after[slot] == before[slot] for slot in before)
        assert elsewhere(few, here) == elsewhere(many, there)


def test_two_scenarios_that_differ_in_one_rule_share_all_other_luck(plan2025):
    longer = edition("stages.final_notice.duration=7wd")
    final = plan2025.node_index["final_notice"]
    moved = 0
    for number in range(20):
        here, there = run(plan2025, 7, number), run(longer, 7, number)
        assert here.values == there.values
        for name in ("start", "merit", "complete", "trait_branch"):
            assert (here.columns[name] == there.columns[name]).all()
        assert set(here.marks) == set(there.marks)
        for stage, marks in here.marks.items():
            assert np.array_equal(marks, there.marks[stage], equal_nan=True)
        # The same names are objected to; when, is a share of the notice, which is longer now.
        assert [(o[0], o[1], o[4]) for o in here.objections] == [
            (o[0], o[1], o[4]) for o in there.objections
        ]
        before = [row for row in here.rows if row[1] < final]
        assert before == [row for row in there.rows if row[1] < final]
        ends = [[row[4] for row in log.rows if row[1] == final] for log in (here, there)]
        moved += ends[0] < ends[1]
        assert ends[0] <= ends[1]
    assert moved == 20


def test_an_input_that_is_pinned_leaves_all_others_as_they_are(plan2025):
    plan = make_plan(plan2025)
    names = [one.id for one in plan2025.inputs]
    people = names.index("chance.spread")
    free = replicate(plan, 7, 3)
    pinned = replicate(plan, 7, 3, {people: 0.2})
    assert pinned.values[people] == 0.2
    assert [v for i, v in enumerate(pinned.values) if i != people] == [
        v for i, v in enumerate(free.values) if i != people
    ]


def test_an_input_that_is_pinned_where_it_is_anyway_changes_nothing(plan2025):
    plan = make_plan(plan2025)
    free = replicate(plan, 7, 3)
    as_drawn = replicate(plan, 7, 3, dict(enumerate(free.values)))
    assert (as_drawn.rows, as_drawn.left) == (free.rows, free.left)
    fixed = {i: one.usual for i, one in enumerate(plan2025.inputs) if one.fixed}
    assert fixed
    assert replicate(plan, 7, 3, fixed).rows == free.rows


def test_a_figure_stands_under_its_own_name_whatever_else_there_is(plan2025):
    longer = edition("stages.final_notice.duration=7wd")
    assert layout_of(make_plan(plan2025)).names == layout_of(make_plan(longer)).names


def test_the_names_of_counties_decide_nothing():
    text = read_policy(TEXT)
    raw = dict(text.raw)
    renamed = {
        f"county_{number}": {"title": named(f"c{number}")} for number in range(len(text.channels))
    }
    raw["channels"] = renamed
    other = build(
        parse_policy(raw, str(TEXT)), read_scenario(SCENARIO), catalogue().rule, APPLICANTS
    )
    assert figures(other, ARMS[2:]) == figures(edition(), ARMS[2:])


# ---- relabelling ---------------------------------------------------------------------------

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
after = ["apply"]
rule = { name = "conditions" }
[stages.review]
kind = "work"
body = "reviewers"
after = ["check"]
rule = { name = "site_score", shift_sd = 0, noise = 0 }
[stages.short]
kind = "gate"
per = "batch"
after = ["review"]
rule = { name = "top_n", at_most = { organisations = 5 } }
[stages.visit]
kind = "work"
body = "teams"
after = ["short"]
[stages.decide]
kind = "meeting"
per = "batch"
after = ["visit"]
rule = { name = "confer_by_rank" }
[conditions.years]
rule = { name = "min_years", field = "operation", at_least = "3y" }
[quotas.organisations]
number = { at_most = 3 }
"""
ASSUMED = """
[applicants]
organisations = 9
[people]
office = 2
teams = 1
reviewers = 2
[durations]
check = "5h"
review = "3h"
visit = "1wd"
"""


@pytest.mark.parametrize("shuffle", range(4))
def test_who_has_which_number_decides_nothing(shuffle):
    people = {
        "start": np.linspace(0.0, 0.9, 9),
        "lot": np.linspace(0.95, 0.05, 9),
        "merit": np.array([410.0, 690, 520, 730, 300, 555, 610, 480, 700]),
        "years_operation": np.array([5.0, 9, 2, 4, 7, 1, 8, 3, 6]),
    }
    order = np.argsort(np.random.Generator(np.random.Philox(shuffle)).random(9))

    def lives(order):
        """Outcome and visits of each person, who is known by merit."""
        cohort = applicants(
            **{
                name: lambda one, values=values[order]: values[one.slots // GROUP_STEP]
                for name, values in people.items()
            }
        )
        made = procedure(STAGES, ASSUMED, cohort=cohort)
        log = run(made)
        merit = log.columns["merit"]
        return {
            float(merit[case]): (
                log.reasons[outcome],
                [row[1:5] for row in log.rows if row[0] == case],
            )
            for case, outcome in enumerate(log.outcome)
        }

    plain = lives(np.arange(9))
    assert len(plain) == 9
    assert {outcome for outcome, _ in plain.values()} == {
        "awarded",
        "years",
        "not_shortlisted",
        "below_cut",
    }
    assert lives(order) == plain


# ---- workers that are ended from outside ---------------------------------------------------


def _ended_once(plan, log) -> list[float]:
    """Figures; the first process that makes any is ended as by ``kill -9``."""
    mark = Path(os.environ["AWARDSIM_TEST_MARK"])
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return collect(plan, log)
    os.kill(os.getpid(), 9)
    raise AssertionError


def _always_ended(_plan, _log) -> list[float]:
    os._exit(0)


def test_what_a_killed_worker_had_not_done_is_done_again(plan2025, tmp_path, monkeypatch):
    made = plan2025
    monkeypatch.setenv("AWARDSIM_TEST_MARK", str(tmp_path / "killed"))
    monkeypatch.setattr(tasks, "CHUNK", 4)
    done = []
    with Workers({"": made}, _ended_once, 7, 2, done.append) as crew:
        found = [one.tobytes() for one in crew.run([Arm({}, 0, 20), Arm({}, 40, 6)])]
        again = [one.tobytes() for one in crew.run([Arm({}, 0, 20)])]
    assert tmp_path.joinpath("killed").exists()
    assert found == figures(made, [Arm({}, 0, 20), Arm({}, 40, 6)])
    assert again == found[:1]
    assert sum(done) == 46


def test_workers_that_end_every_time_are_given_up(plan2025):
    with (
        Workers({"": plan2025}, _always_ended, 7, 2) as crew,
        pytest.raises(AwardsimError, match="were ended 3 times") as caught,
    ):
        crew.run([Arm({}, 0, 4)])
    assert "3次被中途结束" in caught.value.read("zh")
