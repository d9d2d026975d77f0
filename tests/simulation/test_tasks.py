"""How the work is cut: every replication of every arm once, and the same figures however."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.procedures import procedure
from support.stages import in_a_row

from awardsim.analysis.figures import collect
from awardsim.procedure.model import Procedure
from awardsim.simulation import arms as arms_module
from awardsim.simulation import branching, tasks
from awardsim.simulation.arms import Arm, drawn_at_once, pieces_of
from awardsim.simulation.cohort import APPLICANTS
from awardsim.simulation.plan import Plan, make_plan
from awardsim.simulation.replications import Workers
from awardsim.simulation.tasks import branching_tasks, tasks_of
from awardsim.streams import BLOCK, SharedStreams

STAGES = in_a_row("""
apply   window  closes = 2025-09-12
check   work    rule = { name = "conditions" }; supplement = { within = "2wd", rounds = 1 }
review  work    body = "reviewers"; reviewers = 2; rule = { name = "mean_of_reviewers" }
posted  notice  per = "batch"; objection = { open = true, holds = "case" }
decide  meeting per = "batch"; rule = { name = "confer_by_rank" }
""")
QUOTA = """
[quotas.organisations]
number = { at_most = 3 }
[conditions.years]
rule = { name = "min_years", field = "operation", at_least = "3y" }
"""
PEOPLE = "[people]\noffice = [1, 2, 3]\nreviewers = [2, 3, 4]\n"


def made(applicants: str = "[3, 5, 8]", stages: str = STAGES, more: str = "") -> Procedure:
    return procedure(
        stages + QUOTA,
        f"[applicants]\norganisations = {applicants}\n{PEOPLE}{more}",
        cohort=APPLICANTS,
        chance=True,
    )


@pytest.fixture(scope="module")
def both() -> dict[str, Procedure]:
    """A procedure, and one whose notice is longer."""
    longer = STAGES.replace('"batch"\nobjection', '"batch"\nduration = "9wd"\nobjection')
    assert longer != STAGES
    return {"": made(), "longer": made(stages=longer)}


@pytest.fixture(scope="module")
def plan(both) -> Plan:
    return make_plan(both[""])


def ends(one: Procedure) -> list[int]:
    return [index for index, found in enumerate(one.inputs) if not found.fixed]


def mixed(one: Procedure) -> list[Arm]:
    """Arms of all kinds; those that pin one input stand between the others."""
    free = ends(one)
    pinned = [{index: float(one.inputs[index].most)} for index in free[:7]]
    return [
        Arm({}, 0, 50),
        *[Arm(pin, 0, 18) for pin in pinned],
        Arm({free[0]: 8.0, free[1]: 2.0}, 0, 18),
        Arm({}, 0, 18, variant="longer"),
        Arm({free[1]: 1.0}, 0, 18, variant="longer"),
        Arm({free[2]: 1.0}, 0, 18, swapped={free[0]: 7}),
        *[Arm(pin, 5, 30) for pin in pinned[:5]],
        *[Arm(pin, 5, 3) for pin in pinned[:2]],  # too few of a kind
        Arm({free[3]: float(one.inputs[free[3]].least)}, 0, 18),
        Arm({}, 300, 4),
    ]


def figures(procedures, arms, workers=1, alike=False) -> list[bytes]:
    with Workers(procedures, collect, 7, workers) as crew:
        return [found.tobytes() for found in crew.run(arms, alike=alike)]


# ---- the same figures ----------------------------------------------------------------------


def test_arms_that_go_on_from_the_base_run_have_the_same_figures(both):
    arms = mixed(both[""])
    plainly = figures(both, arms)
    assert len(set(plainly)) > len(arms) // 2  # the arms do differ
    for workers in (1, 2, 4):
        assert figures(both, arms, workers, alike=True) == plainly


def test_the_figures_do_not_depend_on_how_alike_arms_are_cut(both, monkeypatch):
    arms = mixed(both[""])[1:7]
    plainly = figures(both, arms)
    for changes in (
        {"CHUNK": 5, "FEWEST": 9},
        {"ROOM": 200, "FEWEST": 2},
        {"MOST": 3, "FEWEST": 2},
        {"COLUMN": 1},
        {"COLUMN": 10**6, "BATCH": 1},
        {"COLUMN": 10**6, "MOST_BLOCKS": 1},
    ):
        with monkeypatch.context() as patch:
            for name, value in changes.items():
                patch.setattr(tasks if hasattr(tasks, name) else arms_module, name, value)
            assert figures(both, arms, alike=True) == plainly, changes


def test_each_replication_is_told_of_once(both):
    arms = mixed(both[""])
    told: list[int] = []
    with Workers(both, collect, 7, 1, told.append) as crew:
        found = crew.run(arms, alike=True)
    assert [len(one) for one in found] == [arm.count for arm in arms]
    assert sum(told) == sum(arm.count for arm in arms)


def test_arms_alike_do_go_on_from_the_base_run(both, monkeypatch):
    begun = []
    monkeypatch.setattr(
        tasks, "branched", lambda *one: begun.append(one[2]) or branching.branched(*one)
    )
    arms = mixed(both[""])[1:8]
    figures(both, arms, alike=True)
    assert [len(one) for one in begun] == [7] * 18
    begun.clear()
    figures(both, arms)
    assert begun == []


def test_nobody_changes_numbers_that_arms_share(both, monkeypatch):
    arms = mixed(both[""])[1:7]
    plainly = figures(both, arms)
    really = SharedStreams._drawn

    def unchangeable(own, *asked):
        found = really(own, *asked)
        found.flags.writeable = False
        return found

    monkeypatch.setattr(SharedStreams, "_drawn", unchangeable)
    assert figures(both, arms, alike=True) == plainly


# ---- cutting -------------------------------------------------------------------------------

ARMS = st.builds(
    Arm,
    st.sampled_from(({}, {0: 5.0}, {1: 2.0}, {2: 2.0}, {0: 5.0, 1: 2.0})),
    st.sampled_from((0, 5, 32)),
    st.sampled_from((1, 7, 40, 200)),
    st.sampled_from(("", "", "", "longer")),
    st.sampled_from(({}, {}, {}, {0: 3})),
)


def covered(found: list[tasks.Task]) -> Counter[tuple[int, int]]:
    """How often each replication of each arm is run."""
    return Counter(
        (place, number)
        for task in found
        for place in task.places
        for number in range(task.first, task.first + task.count)
    )


@given(st.lists(ARMS, max_size=30), st.integers(1, 5))
@settings(max_examples=80)
def test_every_replication_of_every_arm_is_in_one_task(plan, arms, workers):
    every = Counter(
        (place, number)
        for place, arm in enumerate(arms)
        for number in range(arm.first, arm.first + arm.count)
    )
    for found in (tasks_of(arms), branching_tasks(arms, plan, workers)):
        assert covered(found) == every
        assert [task.first for task in found] == sorted(task.first for task in found)
        for task in found:
            own = [arms[place] for place in task.places]
            assert list(task.arms) == own
            last = own[0].first + own[0].count
            assert task.first + task.count == last or (
                (task.first + task.count) % (drawn_at_once(plan) if len(own) > 1 else tasks.CHUNK)
                == 0
            )
            if len(own) > 1:
                assert len({(arm.first, arm.count) for arm in own}) == 1
                assert all(len(arm.pinned) == 1 for arm in own)
                assert not any(arm.variant or arm.swapped for arm in own)
                assert len(own) <= tasks.MOST


def alone(found: list[tasks.Task]) -> bool:
    return all(len(task.places) == 1 for task in found)


def test_few_arms_large_editions_and_those_that_risks_may_strike_are_run_singly(plan):
    arms = [Arm({index: 2.0}, 0, 48) for index in range(12)]
    assert not alone(branching_tasks(arms, plan, 2))
    assert alone(branching_tasks(arms[: tasks.FEWEST - 1], plan, 1))
    large = make_plan(made("[2000, 3000, 4000]"))
    assert alone(branching_tasks(arms, large, 2))
    risky = "[risks.ill]\nkind = 'drops_out'\nstage = 'check'\nprobability = 0.5\ndays = 2\n"
    struck = make_plan(made(more=risky))
    assert struck.procedure.risks
    assert alone(branching_tasks(arms, struck, 2))


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_each_process_has_its_share_where_there_are_few_pieces(plan, workers):
    arms = [Arm({index % 9: 2.0 + index}, 0, 16) for index in range(24)]
    found = branching_tasks(arms, plan, workers)
    assert len(found) >= workers
    sizes = [len(task.places) for task in found]
    assert max(sizes) <= -(-24 // workers)


@pytest.mark.parametrize("alike", [False, True])
def test_an_arm_without_replications_has_no_figures(both, alike):
    arms = [Arm({0: 2.0}, 0, 0), Arm({}, 0, 2)]
    with Workers(both, collect, 7) as crew:
        assert [len(one) for one in crew.run(arms, alike=alike)] == [0, 2]


def test_numbers_are_drawn_in_whole_blocks_as_many_as_fill_a_column(plan):
    few, many = make_plan(made("1")), make_plan(made("5000"))
    assert drawn_at_once(few) == arms_module.MOST_BLOCKS * BLOCK
    assert drawn_at_once(many) == BLOCK
    for one in (few, many, plan):
        assert drawn_at_once(one) % BLOCK == 0
    usual = plan.procedure.usual_applicants
    assert drawn_at_once(plan) * usual <= arms_module.COLUMN


@given(st.integers(0, 200), st.integers(0, 300), st.integers(1, 60))
def test_pieces_follow_each_other_and_end_at_multiples(first, count, size):
    found = list(pieces_of(first, count, size))
    assert [number for start, end in found for number in range(start, end)] == list(
        range(first, first + count)
    )
    assert all(start < end for start, end in found)
    assert all(end % size == 0 for _, end in found[:-1])


def checked_again(_plan, _log):
    """Whether parameters that figures are made with are checked when they are set."""
    return [float(not attrs.validators.get_disabled())]


@pytest.mark.parametrize("alike", [False, True])
def test_what_makes_figures_has_its_own_parameters_checked(both, alike):
    arms = [Arm({place: 2.0}, 0, 2) for place in range(tasks.FEWEST)]
    with Workers(both, checked_again, 7) as crew:
        for figures_of_arm in crew.run(arms, alike=alike):
            assert figures_of_arm.tolist() == [[1.0], [1.0]]
