"""Selection quality at several values."""

from __future__ import annotations

import pytest

from awardsim.analysis.axes import parse_axis
from awardsim.analysis.selection import select
from awardsim.analysis.selection_sweep import sweep_selection
from awardsim.errors import InputError
from tests.support.contests import staged


def swept(written, made, **options):
    """A sweep of one axis; ``made`` makes the procedure for a value."""
    return sweep_selection(
        [parse_axis(written)],
        lambda sets: made(sets[0].partition("=")[2]),
        replications=60,
        **options,
    )


@pytest.fixture(scope="module")
def listed():
    """A longer and a longer list, of candidates whose files tell little."""
    return swept(
        "list=2,4,8",
        lambda value: staged(8, 2, int(value), noise=150, visit=10),
        figure="all_best",
        target=0.8,
    )


def test_a_point_is_what_a_run_of_it_says(listed):
    alone = select(staged(8, 2, 4, noise=150, visit=10), replications=60, seed=1).contests[0]
    point = listed.points[1].contests[0]
    assert (point.top, point.best, point.all_best, point.lost) == (
        alone.top,
        alone.best,
        alone.all_best,
        alone.lost,
    )


def test_a_longer_list_finds_more_of_the_best(listed):
    found = [one.contests[0] for one in listed.points]
    assert found[0].all_best.value < found[1].all_best.value < found[2].all_best.value
    assert found[0].step is None
    assert found[2].step.distinguishable
    assert found[2].others.value > 0.3
    assert listed.reaching() == ((("8",), "organisations"),)
    assert [one.judging for one in listed.points] == sorted(one.judging for one in listed.points)


def test_what_changes_nothing_changes_no_replication():
    same = swept("nothing=1,2", lambda _value: staged(6, 2, 4))
    point = same.points[1].contests[0]
    assert point.step.same
    assert (point.step.mean, point.others.value) == (0.0, 0.0)


def test_after_a_stage_those_still_in_count():
    """With a list of all, all of the best are on it, whoever is awarded."""
    found = swept("list=2,8", lambda value: staged(8, 2, int(value), noise=150), stage="list")
    assert found.points[1].contests[0].all_best.value == 1.0
    assert found.points[0].contests[0].all_best.value < 1.0
    assert found.procedure.nodes[found.stage].id == "list"


def test_a_stage_that_does_not_choose_is_refused_with_those_that_do():
    with pytest.raises(InputError, match="list, confer") as caught:
        swept("list=2,8", lambda value: staged(8, 2, int(value)), stage="lst")
    assert caught.value.problems[0].nearest == "list"


def test_after_a_stage_it_is_told_how_many_are_in_and_whether_they_are_enough():
    found = swept("list=1,3", lambda value: staged(8, 2, int(value)), stage="list")
    few, enough = (one.contests[0].kept for one in found.points)
    assert (few.number.value, few.fewer.value) == (1.0, 1.0)
    assert (enough.number.value, enough.fewer.value) == (3.0, 0.0)
    assert swept("list=1,3", lambda value: staged(8, 2, 4)).points[0].contests[0].kept is None
