"""The values of a text one by one, and the paths at which they are had, set and removed."""

from __future__ import annotations

import pytest

from awardsim.policy import (
    Cell,
    Status,
    leaves,
)
from awardsim.policy.leaves import count_by_status
from awardsim.policy.paths import (
    get_path,
    has_path,
    known_paths,
    remove_path,
    set_path,
    unlinked,
)


def test_every_value_of_the_file_is_a_leaf_with_its_path(sample):
    found = leaves(sample)
    for leaf in found:
        assert has_path(sample.raw, leaf.path), leaf.path
    assert len({leaf.path for leaf in found}) == len(found) == 39


def test_a_leaf_knows_what_it_belongs_to(sample):
    found = {leaf.path: leaf for leaf in leaves(sample)}
    leaf = found["stages.review.supplement.within"]
    assert (leaf.owner.en, leaf.source) == ("document review", "plan 六(四)")
    assert leaf.cell == sample.stages["review"].supplement.within
    assert found["quotas.individuals.number"].owner.zh == "个人奖"
    assert found["stages.nominate.rule.at_most.individuals"].cell.value == 2


def test_leaves_come_in_the_order_of_the_form(sample):
    paths = [leaf.path for leaf in leaves(sample)]
    assert paths[0] == "window.opens"
    assert paths[-1] == "provisions.report.lasts"
    assert paths.index("stages.nominate.duration") < paths.index("stages.notice.duration")


def test_a_duration_that_was_left_out_is_no_leaf(sample):
    assert sample.stages["apply"].duration == Cell(None, Status.UNSTATED)
    assert "stages.apply.duration" not in {leaf.path for leaf in leaves(sample)}


def test_values_are_counted_by_status(sample):
    counted = count_by_status(sample)
    assert list(counted) == list(Status)
    assert sum(counted.values()) == len(leaves(sample))
    assert counted[Status.ELSEWHERE] == 1
    assert counted[Status.EXCLUDED] == 2
    assert counted[Status.UNREAD] == 1
    assert counted[Status.ASSUMED] == 0


def test_setting_a_value_leaves_the_tables_it_was_given_alone():
    raw = {"stages": {"a": {"after": ["b"]}, "b": {}}}
    changed = set_path(raw, "stages.a.after", ["c"])
    assert changed == {"stages": {"a": {"after": ["c"]}, "b": {}}}
    assert raw == {"stages": {"a": {"after": ["b"]}, "b": {}}}
    assert set_path(raw, "stages.a.after[0]", "d")["stages"]["a"]["after"] == ["d"]
    assert raw["stages"]["a"]["after"] == ["b"]


def test_removing_a_value_leaves_the_tables_it_was_given_alone():
    raw = {"stages": {"a": {"after": ["b"]}, "b": {}}}
    assert remove_path(raw, "stages.b") == {"stages": {"a": {"after": ["b"]}}}
    assert raw == {"stages": {"a": {"after": ["b"]}, "b": {}}}


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("stages.notise.duration", "stages.notice.duration"),
        ("stages.notice.duratoin", "stages.notice.duration"),
        ("stage.notice", "stages.notice"),
        ("stages.notice.duration.exactly.more", "stages.notice.duration"),
        ("nothing.like.it", ""),
        ("stages..notice", "stages.notice"),
        ("", ""),
    ],
)
def test_an_unknown_path_names_the_nearest_that_exists(sample, path, near):
    with pytest.raises(KeyError) as raised:
        get_path(sample.raw, path)
    assert raised.value.args == (near,)
    with pytest.raises(KeyError) as raised:
        remove_path(sample.raw, path)
    assert raised.value.args == (near,)
    assert not has_path(sample.raw, path)


@pytest.mark.parametrize("path", ["stages.nothing.duration", "state.more", "stages.notice[0]", ""])
def test_nothing_can_be_set_where_nothing_holds_it(sample, path):
    with pytest.raises(KeyError):
        set_path(sample.raw, path, 1)


def test_a_key_with_dots_is_quoted_in_a_path(sample):
    path = 'readings.pending.options.one.set."stages.notice.objection.holds"'
    assert get_path(sample.raw, path) == "case"
    assert path in known_paths(sample.raw)


def test_every_known_path_can_be_had_set_and_removed(sample):
    for path in known_paths(sample.raw):
        value = get_path(sample.raw, path)
        assert set_path(sample.raw, path, value) == sample.raw
        assert not has_path(remove_path(sample.raw, path), path)


def test_nothing_is_due_with_a_stage_that_is_taken_out():
    stages = {
        "judge": {"deadline": {"on": "2025-09-12"}},
        "pick": {"after": ["judge"], "due_with": "judge"},
        "visit": {"after": ["pick"], "due_with": "pick"},
    }
    found = unlinked({"stages": stages}, "stages.judge")["stages"]
    assert found["pick"] == {"after": []}
    assert found["visit"] == stages["visit"]
