"""What only the text shows to be wrong is told where the scenario says it, before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.analysis.experiment import find
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import PolicyError, ProcedureError, ScenarioError
from awardsim.scenario.model import DateEstimate, Estimate
from tests.scenario.mistakes.every import BUILT
from tests.scenario.mistakes.wrong import check


@pytest.mark.parametrize("wrong", BUILT, ids=lambda wrong: wrong.what)
def test_a_mistake_that_the_text_shows_is_told_where_the_scenario_says_it(wrong, told):
    check(wrong, told)


@pytest.mark.parametrize(
    "written, path, en, nearest",
    [
        ("people.reviewrs=16", "people.reviewrs", "nothing uses", "people.reviewers"),
        ("people.reviewers=0", "people.reviewers", "has no capacity", ""),
        ("finish=delibration", "finish", "no stage 'delibration'", "deliberation"),
        ("readings.pending_objection=list", "readings.pending_objection", "no option 'list'", ""),
        ("bodies.reviewrs.away=[2025-12-01]", "bodies.reviewrs", "no stage", "reviewers"),
        ("opens=2025-11-03", "opens", "is before the opening on 2025-11-03", ""),
        ("finish_by=2025-08-01", "finish_by", "before the opening", ""),
        ("meetings.leading_group=2025-01-10", "meetings.leading_group", "no meeting date", ""),
        ("fill.stages.receipt.deadline.on=2025-10-27", "fill.stages.receipt.deadline.on",
         "the text states the value", ""),
        ("stages.material_review.reviewers=4", "stages.material_review.reviewers",
         "assumed as 'fill.stages.material_review.reviewers'", ""),
        ("stages.final_notice.duraton=7wd", "stages.final_notice.duraton", "no path",
         "stages.final_notice.duration"),
        ("stages.final_notice.duration=7", "stages.final_notice.duration.exactly", '"7wd"', ""),
        ("peple.reviewers=3", "peple.reviewers", "no path", "people.reviewers"),
        ("nowhere.at.all=3", "nowhere.at.all", "no path", ""),
    ],
)  # fmt: skip
def test_a_value_set_on_top_is_told_by_its_option(told, written, path, en, nearest):
    (problem,) = told("[people]\nreviewers = 12\n", written)
    assert (problem.file, problem.line, problem.path) == (f"--set {written}", 0, path)
    assert en in problem.message.en
    assert problem.nearest == nearest


def test_the_mistakes_of_a_scenario_are_told_together_whatever_shows_them(told):
    lines = (
        'finish = "comendation"\n'
        "[people]\nreviewers = 0\nofice = 3\n"
        '[readings]\npending_objection = "holds_lst"\n'
        '[fill]\n"stages.aply.closes" = 2025-10-10\n"stages.receipt.deadline.on" = 2025-10-27\n'
        '[[changes]]\npath = "stages.nowhere.duration"\nto = "7wd"\nwhy = "w"\n'
    )
    found = sorted((problem.line, problem.path) for problem in told(lines))
    assert found == [
        (4, "finish"),
        (6, "people.reviewers"),
        (7, "people.ofice"),
        (9, "readings.pending_objection"),
        (11, "fill.stages.aply.closes"),
        (12, "fill.stages.receipt.deadline.on"),
        (14, "stages.nowhere.duration"),
    ]


def test_a_mistake_of_the_base_is_told_in_the_base(tmp_path, told):
    head = 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "b"\n'
    base = head + "[people]\noffice = 3\nreviewrs = 12\n"
    (tmp_path / "base.toml").write_text(base, "utf-8")
    first, second = told(
        "[people]\nsite_temas = 2\n", head='schema = 1\nextends = "base"\nbasis = "b"\n'
    )
    assert (Path(first.file).name, first.line) == ("base.toml", 6)
    assert first.path == "people.reviewrs"
    assert (Path(second.file).name, second.line) == ("mine.toml", 5)
    assert second.path == "people.site_temas"


def test_mistakes_that_are_only_found_when_it_is_built_are_those_of_a_procedure(built):
    with pytest.raises(ProcedureError):
        built("[people]\nreviewrs = 12\n")


# ---- what must not be refused --------------------------------------------------------------


@pytest.mark.parametrize(
    "path, to",
    [
        ("stages.site_visit.after", '["site_list"]'),
        ("stages.site_visit.rule", '{ name = "site_score" }'),
        ("stages.composite.rule.name", '"weighted_sum"'),
        ("stages.final_notice.objection.holds", '"list"'),
        ("stages.receipt.deadline.on", "2025-10-31"),
        ("quotas.organisations.may_stay_vacant", "true"),
        ("window.closes", "2025-11-30"),
    ],
)
def test_what_is_written_may_be_changed(built, path, to):
    made = built(f'[[changes]]\npath = "{path}"\nto = {to}\nwhy = "a test"\n')
    assert [one.path for one in made.overrides] == [path]


def test_a_reading_may_give_what_the_text_leaves_open(built):
    made = built('[readings]\ninternal_notice_binds = "parent_only"\n')
    assert made.policy.stages["internal_notice"].duration.open
    assert [one.why for one in made.overrides] == ["internal_notice_binds"]


@pytest.mark.parametrize(
    "written, name, least, usual, most, kind, unit",
    [
        ("fill.window.cycle=2y", "fill.window.cycle", 2, 2, 2, "number", "y"),
        ("fill.stages.apply.closes=13wd", "fill.stages.apply.closes", 13, 13, 13, "count", "wd"),
        ("fill.stages.apply.closes=[2025-10-08, 2025-10-09, 2025-10-10]",
         "fill.stages.apply.closes", 21, 22, 23, "day", "day"),
        ('fill.stages.apply.closes={ before = "receipt", days = [5, 6, 8] }',
         "fill.stages.apply.closes", 5, 6, 8, "count", "wd"),
        ('fill.stages.apply.closes={ after = "opening", days = 15 }',
         "fill.stages.apply.closes", 15, 15, 15, "count", "wd"),
        ("fill.stages.material_review.reviewers=[2, 3, 4]",
         "fill.stages.material_review.reviewers", 2, 3, 4, "count", "count"),
        ("fill.stages.county_review.rule.detects=0.9",
         "fill.stages.county_review.rule.detects", 0.9, 0.9, 0.9, "share", "share"),
        ("fill.stages.eligibility.supplement.within=4wd",
         "fill.stages.eligibility.supplement.within", 4, 4, 4, "working", "wd"),
        ("fill.stages.deliberation.rule.minimum=600",
         "fill.stages.deliberation.rule.minimum", 600, 600, 600, "number", "number"),
        ("durations.approval=[1wd, 2wd, 9wd]", "durations.approval", 1, 2, 9, "working", "wd"),
        ("durations.county_notice=[5wd, 6wd, 7wd]", "durations.county_notice", 5, 6, 7, "count",
         "wd"),
    ],
)  # fmt: skip
def test_what_is_open_is_filled_in_its_own_unit(
    built, written, name, least, usual, most, kind, unit
):
    made = built("", written)
    found = made.inputs[made.names[name]]
    assert (found.least, found.usual, found.most) == (least, usual, most)
    assert (found.kind, found.unit) == (kind, unit)
    assert (found.origin, found.basis.en) == ("scenario", "--set")


def test_the_time_of_a_decision_goes_before_that_of_its_body(built):
    made = built('[meetings]\ngovernment_days = [1, 3, 8]\n[durations]\napproval = "2wd"\n')
    found = made.inputs[made.names["durations.approval"]]
    assert (found.least, found.most) == (2, 2)
    stage = made.nodes[made.node_index["approval"]]
    assert stage.meeting.time.input == made.names["durations.approval"]
    assert stage.meeting.against == made.deadline_minute


def test_meetings_that_began_before_the_opening_keep_their_step(built):
    lines = '[meetings.leading_group]\nevery = "7cd"\nfirst = {}\n'
    first, later = (built(lines.format(day)) for day in ("2024-12-04", "2025-09-17"))
    starts = [made.nodes[made.node_index["deliberation"]].meeting.starts for made in (first, later)]
    assert starts[0] == starts[1]
    assert starts[0][0] == 9 * 60  # Wednesday the 17th of September, 9 o'clock


def test_a_deadline_in_days_after_the_closing_date_is_no_date_to_count_back_from(read, catalogue):
    """In the text of 2020 neither the closing date nor the deadline is written."""
    from awardsim.policy import read_policy
    from awardsim.procedure.build import build
    from awardsim.simulation.cohort import APPLICANTS

    root = Path(__file__).resolve().parents[2]
    text = read_policy(root / "plugins" / "qingyuan" / "policies" / "2020.toml")
    head = 'schema = 1\npolicy = "qingyuan@2020"\nbasis = "b"\n'
    lines = (
        'opens = 2024-06-03\nfinish_by = 2024-12-31\n[fill]\n"stages.receipt.deadline.on" = {}\n'
    )
    counted = build(text, read(lines.format('"15wd"'), head=head), catalogue.rule, APPLICANTS)
    apply = counted.nodes[counted.node_index["apply"]]
    assert apply.closes.anchor == "opening"
    dated = build(text, read(lines.format("2024-08-30"), head=head), catalogue.rule, APPLICANTS)
    apply = dated.nodes[dated.node_index["apply"]]
    assert apply.closes.anchor == "before"
    for made in (counted, dated):
        values = [one.usual for one in made.inputs]
        moments = made.moments(values)
        assert moments[made.node_index["apply"]] < moments[-1 - made.node_index["receipt"]]


def test_what_is_assumed_keeps_the_place_at_which_it_was_given(read):
    found = read('[fill]\n"stages.apply.closes" = 2025-10-10\n[people]\nreviewers = 12\n')
    closes = found.assumptions["fill.stages.apply.closes"]
    assert isinstance(closes.amount, DateEstimate)
    assert (closes.line, closes.origin) == (5, "scenario")
    people = found.assumptions["people.reviewers"]
    assert (people.line, people.amount) == (7, Estimate.exactly(12.0, "count"))


def test_names_that_the_text_does_not_have_are_told_with_the_other_mistakes(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        'schema = 1\npolicy = "qingyuan@2025"\ntitle = "x"\nbasis = "b"\nfinish_by = "soon"\n'
        '[people]\nreviewrs = 3\n[durations]\ncity_consul = "5wd"\nadded = "5wd"\n'
        '[readings]\nnope = "a"\n'
        '[[changes]]\nop = "add"\npath = "stages.added"\nto = { }\nwhy = "a test"\n'
    )
    with pytest.raises(ScenarioError) as raised:
        find(str(file), open_catalogue())
    found = [(one.line, one.path) for one in raised.value.problems]
    assert found[:4] == [
        (5, "finish_by"),
        (7, "people.reviewrs"),
        (9, "durations.city_consul"),
        (12, "readings.nope"),
    ]
    assert found[4:]  # what the stage that is added lacks
    assert all(path.startswith("stages.added.") for _, path in found[4:])
    assert raised.value.problems[1].nearest == "people.reviewers"


def test_the_rules_of_a_text_are_told_with_its_other_mistakes(tmp_path):
    file = tmp_path / "2025.toml"
    text = (Path(__file__).parents[2] / "plugins/qingyuan/policies/2025.toml").read_text("utf-8")
    text = text.replace('state = "issued"', 'state = "isued"')
    file.write_text(text.replace('"confer_by_rank"', '"confer_by_rnak"'), "utf-8")
    with pytest.raises(PolicyError) as raised:
        find(str(file), open_catalogue())
    found = raised.value.problems
    assert [one.nearest for one in found] == ["issued", "confer_by_rank"]
    assert all(one.line for one in found)
