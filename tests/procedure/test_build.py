"""What is wrong with a text and a scenario together is told before anything runs, all at once."""

import itertools

import attrs
import networkx as nx
import pytest
from support.procedures import FILE, applicants, catalogue, policy, procedure, raw, scenario
from support.refused import APPLY, CHECK, DECIDE, THREE, only, problems

from awardsim.policy import parse_policy
from awardsim.procedure.build import build
from awardsim.procedure.graph import in_order


def test_stages_stand_in_topological_order_with_ties_in_the_order_of_the_file():
    made = procedure(
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["two", "one"]\ntype = "AWARD"\n'
        '[stages.two]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.one]\nkind = "wait"\nafter = ["apply"]\n' + APPLY
    )
    assert [node.id for node in made.nodes] == ["apply", "two", "one", "end"]
    assert made.nodes[3].after == (1, 2)
    assert made.nodes[made.finish].id == "end"


def test_whatever_the_order_of_the_file_is_the_first_order_that_it_allows_is_taken():
    after = {"one": ["apply"], "two": ["apply"], "three": ["two"], "four": ["one", "three"]}
    for names in itertools.permutations(after):
        tables = (f'[stages.{name}]\nkind = "wait"\nafter = {after[name]}\n' for name in names)
        graph = nx.DiGraph({"apply": [], **{name: [] for name in names}})
        graph.add_edges_from((before, name) for name in names for before in after[name])
        first = nx.lexicographical_topological_sort(graph, key=["apply", *names].index)
        problems = []
        assert in_order(policy(APPLY + "".join(tables)), problems) == (list(first), True)
        assert problems == []


def test_every_mistake_is_told_in_one_pass_with_its_place_and_the_nearest_name():
    found = problems(
        """
[stages.apply]
kind = "window"
[stages.list]
kind = "gate"
per = "batch"
after = ["apply"]
rule = { name = "top_m", at_most = { organisations = 3 } }
[stages.check]
kind = "work"
after = ["list"]
[stages.decide]
kind = "gate"
per = "batch"
after = ["check"]
rule = { name = "confer_by_rank", minimun = 3 }
[quotas.organisations]
number = { at_most = 5 }
""",
        """
[people]
office = 0
ofice = 3
[readings]
pending = "none"
[bodies.panel]
away = [2025-09-02]
[[changes]]
path = "stages.lost.after"
to = []
why = "a slip of the pen"
""",
    )
    assert [(one.file, one.path, one.nearest) for one in found] == [
        ("case.toml", "readings.pending", ""),
        ("case.toml", "stages.lost.after", "stages.list.after"),
        ("case.toml", "bodies.panel", ""),
        (FILE, "stages.list.rule.name", "top_n"),
        (FILE, "stages.decide.rule.minimun", "minimum"),
        ("case.toml", "people.office", ""),
        (FILE, "stages.list.closes", ""),
        (FILE, "stages.decide.closes", ""),
        ("case.toml", "people.ofice", "people.office"),
    ]
    assert found[1].line == 13  # the lines of the scenario's own file
    assert found[5].message.en == "office has no capacity: at least 1"


def test_a_cycle_is_shown_from_stage_to_stage():
    found = only(
        APPLY + '[stages.one]\nkind = "wait"\nafter = ["apply", "two"]\n'
        '[stages.two]\nkind = "wait"\nafter = ["one"]\n'
    )
    assert found.message.en in (
        "the stages form a cycle: one -> two -> one",
        "the stages form a cycle: two -> one -> two",
    )


def test_beside_a_cycle_other_mistakes_are_told_too():
    found = problems(
        APPLY + '[stages.one]\nkind = "wait"\nafter = ["apply", "two"]\n'
        '[stages.two]\nkind = "wait"\nafter = ["one"]\n'
        '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["two"]\n'
        'rule = { name = "wihtin_quota", at_most = { organisations = 3 } }\n'
    )
    assert [one.nearest for one in found] == ["", "within_quota"]


def test_every_cycle_is_told_with_what_else_is_wrong_in_the_graph():
    found = problems(
        """
[stages.apply]
kind = "work"
[stages.list]
kind = "gate"
per = "batch"
after = ["apply"]
[stages.one]
kind = "wait"
after = ["list", "two"]
[stages.two]
kind = "wait"
after = ["one"]
[stages.three]
kind = "gate"
per = "batch"
after = ["two", "four"]
[stages.four]
kind = "wait"
after = ["three"]
[stages.party]
kind = "gate"
per = "batch"
closes = 2025-10-01
"""
    )
    # Whether 'three' closes nobody can say before its cycle is undone: it is not blamed.
    assert [one.message.en.partition(":")[0] for one in found] == [
        "the stages form a cycle",
        "the stages form a cycle",
        "the list of 'list' never closes",
        "stage 'party' cannot be reached from 'apply'",
    ]
    circles = {frozenset(one.message.en.split(": ")[1].split(" -> ")) for one in found[:2]}
    assert circles == {frozenset({"one", "two"}), frozenset({"three", "four"})}


def test_a_stage_that_no_applicant_comes_to_is_named():
    found = only(APPLY + '[stages.party]\nkind = "gate"\nper = "batch"\ncloses = 2025-10-01\n')
    assert found.path == "stages.party"
    assert found.message.en == "stage 'party' cannot be reached from 'apply'"


def test_a_stage_for_a_track_and_a_county_that_have_none_in_common_is_fine():
    made = procedure(
        APPLY + '[stages.visit]\nkind = "gate"\nafter = ["apply"]\n'
        'only = { tracks = ["individuals"], channels = ["west"] }\n',
        tracks=("organisations", "individuals"),
        channels=("east", "west"),
    )
    assert [made.route(t, c).stages for t in (0, 1) for c in (0, 1)] == [(0,), (0,), (0,), (0, 1)]


def test_a_skipped_stage_is_transparent():
    made = procedure(
        APPLY + '[stages.first]\nkind = "gate"\nafter = ["apply"]\nonly = { traits = ["branch"] }\n'
        '[stages.second]\nkind = "gate"\nafter = ["first"]\nonly = { traits = ["top_manager"] }\n'
        '[stages.last]\nkind = "gate"\nafter = ["second"]\n'
    )
    assert made.route(0, 0).after == {0: (), 3: (0,)}
    assert made.route(0, 0, ("branch",)).after == {0: (), 1: (0,), 3: (1,)}
    assert made.route(0, 0, ("top_manager", "branch")).after == {0: (), 1: (0,), 2: (1,), 3: (2,)}


def test_a_list_needs_a_closing_date_before_it():
    text = (
        '[stages.apply]\nkind = "window"\n'
        '[stages.list]\nkind = "notice"\nper = "%s"\nafter = ["apply"]\n'
    )
    for per in ("channel", "batch"):
        assert only(text % per).path == "stages.list.closes"
    procedure(text % "case")


@pytest.mark.parametrize(
    "bound",
    [
        "closes = 2025-09-12\n",
        'deadline = { on = 2025-09-12, counts = "receipt", late = "out", roll = "none" }\n',
    ],
)
def test_a_closing_date_or_a_deadline_that_puts_out_closes_the_lists_after_it(bound):
    text = '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
    procedure('[stages.apply]\nkind = "window"\n' + bound + text)


def test_a_deadline_that_is_only_noted_closes_no_list():
    bound = 'deadline = { on = 2025-09-12, counts = "receipt", late = "noted", roll = "none" }\n'
    text = '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
    assert only('[stages.apply]\nkind = "window"\n' + bound + text).path == "stages.list.closes"


def test_a_closing_date_that_nobody_knows_is_asked_for():
    found = only('[stages.end]\nkind = "gate"\ncloses = "unstated"\n')
    assert found.path == "fill.stages.end.closes"
    assert "neither written nor assumed" in found.message.en


def test_a_stage_that_ends_the_run_must_exist():
    found = only(APPLY + CHECK, 'finish = "chek"\n')
    assert (found.path, found.nearest) == ("finish", "check")


def test_mistakes_of_a_text_stand_on_a_line_of_its_file_and_are_told_once(tmp_path):
    made = policy(APPLY + CHECK + DECIDE.replace("confer_by_rank", "confer_by_rnak") + THREE)
    file = tmp_path / "2025.toml"
    file.write_text(
        '[stages.apply]\n\n[stages.decide]\nafter = []\nrule = { name = "confer_by_rnak" }\n'
    )
    found = problems(attrs.evolve(made, file=str(file)))
    wrong = [one for one in found if one.path == "stages.decide.rule.name"]
    assert [(one.line, one.nearest) for one in wrong] == [(5, "confer_by_rank")]
    assert len(set(found)) == len(found)


def test_a_body_needs_somebody_in_it():
    assert only(APPLY + CHECK, "[people]\noffice = [0, 2, 3]\n").path == "people.office"
    found = only(
        APPLY + CHECK + 'body = "county"\n',
        "[channels.west]\ncounty = 0\n",
        channels=("east", "west"),
    )
    assert found.path == "channels.west.county"


def test_days_of_a_body_that_does_not_work_are_a_mistake():
    found = only(APPLY + CHECK, "[bodies.ofice]\naway = [2025-09-02]\n")
    assert (found.path, found.nearest) == ("bodies.ofice", "office")


def test_several_reviewers_stand_at_work_on_single_files_by_one_body():
    assert only(APPLY + CHECK + 'body = "county"\nreviewers = 2\n').path == "stages.check.reviewers"
    found = only(APPLY + CHECK.replace('"work"', '"work"\nper = "batch"') + "reviewers = 2\n")
    assert found.path == "stages.check.reviewers"


def test_a_text_needs_a_channel():
    assert problems(APPLY, channels=())[0].path == "channels"


@pytest.mark.parametrize(
    "suspends, holds, whom",
    [
        ("false", '"unstated"', "nobody"),
        ("true", '"unstated"', "case"),
        ('"unstated"', '"unstated"', "case"),
        ("false", '"list"', "list"),
    ],
)
def test_whom_a_pending_objection_holds_follows_what_the_text_says_of_all(suspends, holds, whom):
    tables = raw(
        APPLY
        + '[stages.posted]\nkind = "notice"\nper = "batch"\nafter = ["apply"]\nduration = "5wd"\n'
        + f"[stages.posted.objection]\nopen = true\nholds = {holds}\n"
        + DECIDE
        + THREE
    )
    tables["objections"]["suspends"] = {"true": True, "false": False}.get(suspends, "unstated")
    made = build(parse_policy(tables, FILE), scenario(""), catalogue().rule, applicants())
    assert made.nodes[made.node_index["posted"]].objections.holds == whom
