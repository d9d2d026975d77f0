"""All mistakes of a scenario are told in one pass, whatever shows them, and each of them once."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.analysis.experiment import find
from awardsim.errors import ScenarioError
from tests.scenario.mistakes.every import BUILT, READ
from tests.scenario.mistakes.wrong import HEAD, Wrong

QINGYUAN = Path(__file__).resolve().parents[2] / "plugins" / "qingyuan" / "policies" / "2025.toml"
#: Mistakes that show only when a procedure is made of text and scenario.
AT_BUILDING = ("people.site_temas=3", "stages.final_notice.duraton=7wd", "cohort.model=nobody")


def test_twelve_mistakes_of_a_file_are_twelve_problems_each_on_its_line(told_at_once):
    lines = """\
schema = 1
policy = "qingyuan@2025"
basis = "a test"
§ finish = "comendation"
§ finsh_by = 2025-12-31

[people]
§ reviewers = true
§ site_temas = 2

[durations]
§ site_visit = { distribution = "expnential", mean = "3h" }
§ composite = "3days"

[bodies.reviewers]
§ away = ["2025-12-01"]

[fill]
§ "stages.aply.closes" = 2025-10-10
§ "stages.receipt.deadline.on" = 2025-10-27

[readings]
§ pending_objection = "holds_lst"

[cohort]
§ model = "builtin.aplicants"

[[changes]]
§ path = "stages.deliberation.rule.name"
to = "confer_by_rnak"
why = "a test"
"""
    marked = [number for number, line in enumerate(lines.splitlines(), 1) if line[:1] == "§"]
    found = told_at_once(lines.replace("§ ", ""))
    assert len(marked) == 12
    assert [one.line for one in found] == marked
    assert {Path(one.file).name for one in found} == {"mine.toml"}
    assert [(one.path, one.nearest) for one in found] == [
        ("finish", "commendation"),
        ("finsh_by", "finish_by"),
        ("people.reviewers", ""),
        ("people.site_temas", "people.site_teams"),
        ("durations.site_visit.distribution", "exponential"),
        ("durations.composite", ""),
        ("bodies.reviewers.away[0]", ""),
        ("fill.stages.aply.closes", "fill.stages.apply.closes"),
        ("fill.stages.receipt.deadline.on", ""),
        ("readings.pending_objection", "holds_list"),
        ("cohort.model", "builtin.applicants"),
        ("stages.deliberation.rule.name", "confer_by_rank"),
    ]


def once(wrong: Wrong) -> bool:
    """Mistakes after which nothing else can be said, or that leave no text, are left out."""
    alone = ("schema", "policy", "basis", "cohort.mrit_mean")  # the last needs its population
    return (
        getattr(wrong, "head", HEAD) == HEAD
        and wrong.path not in alone
        and "finish =" not in wrong.lines
    )


@pytest.mark.parametrize(
    "wrong", [one for one in (*READ, *BUILT) if once(one)], ids=lambda wrong: wrong.what
)
def test_a_mistake_brings_no_other_with_it_and_hides_none(wrong, told_at_once):
    head, lines = HEAD, wrong.lines.replace("§", "")
    alone = [(one.line, one.path) for one in told_at_once(head + lines)]
    assert alone == [(alone[0][0], wrong.path)]
    found = told_at_once(f'{head}finish = "comendation"\n{lines}', *AT_BUILDING)
    paths = [one.path for one in found]
    assert sorted(paths) == sorted(
        [wrong.path, "finish", *(written.partition("=")[0] for written in AT_BUILDING)]
    )


#: Mistakes of form, and lines that would seem wrong only because of them.
QUIET = {
    "opens": ('opens = "2025-06-01"\n[meetings]\nleading_group = [2025-06-02]\n', "opens"),
    "a misspelt opens": (
        "openss = 2025-06-01\n[meetings]\nleading_group = [2025-06-02]\n",
        "openss",
    ),
    "finish_by": (
        'finish_by = "2030-12-31"\n[meetings]\nleading_group = [2029-12-03]\n',
        "finish_by",
    ),
    "calendar": (
        '[calendar]\nkind = "contnuous"\n[durations]\nsite_visit = "9000h"\n',
        "calendar.kind",
    ),
    "fill": ('[fil]\n"stages.apply.closes" = 2025-10-10\n', "fil"),
    "a stage that is not added": (
        '[durations]\nthird_visit = "5wd"\n[[changes]]\nop = "ad"\npath = "stages.third_visit"\n'
        'to = {}\nwhy = "w"\n',
        "changes[0].op",
    ),
    "changes that are no list": (
        '[durations]\nthird_visit = "5wd"\n[changes]\npath = "stages.third_visit"\n',
        "changes",
    ),
    "a county's number": (
        "[channels.yingde]\norganisations = -1\n[applicants]\norganisations = 30\n",
        "channels.yingde.organisations",
    ),
}


@pytest.mark.parametrize("lines, path", QUIET.values(), ids=QUIET)
def test_what_could_not_be_read_is_missed_by_nobody(lines, path, told_at_once):
    assert [one.path for one in told_at_once(HEAD + lines)] == [path]


def test_a_mistyped_name_does_not_hide_behind_its_own_bad_value(told_at_once):
    found = told_at_once(HEAD + '[durations]\ncounty_scren = "abc"\n[people]\nreviewrs = true\n')
    told_of = {(one.line, one.path, one.nearest) for one in found}
    first = HEAD.count("\n") + 2
    assert told_of == {
        (first, "durations.county_scren", ""),
        (first, "durations", "durations.county_review"),
        (first + 2, "people.reviewrs", ""),
        (first + 2, "people", "people.reviewers"),
    }


def test_every_table_tells_a_mistyped_name_beside_its_bad_value(told_at_once):
    lines = [
        "[chance]", "objection = { final_notce = 1.5 }",
        "[rates]", "reviewrs = true",
        "[channels.yingde]", "organisatons = 1.5",
        "[fill]", '"stages.apply.clses" = 20251232',
        "[readings]", "recept_roll = 3",
        "[risks.ill]", 'kind = "drops_off"', 'stage = "sight_visit"', "probability = 3",
    ]  # fmt: skip
    found = told_at_once(HEAD + "\n".join(lines))
    first = HEAD.count("\n") + 1
    assert {(one.line - first, one.path, one.nearest) for one in found} == {
        (1, "chance.objection.final_notce", ""),
        (1, "chance", "chance.objection.final_notice"),
        (3, "rates.reviewrs", ""),
        (3, "rates", "rates.reviewers"),
        (5, "channels.yingde.organisatons", ""),
        (5, "channels", "channels.yingde.organisations"),
        (7, 'fill."stages.apply.clses"', ""),
        (7, "fill", "fill.stages.apply.closes"),
        (9, "readings.recept_roll", ""),
        (9, "readings", "receipt_roll"),
        (11, "risks.ill.kind", "drops_out"),
        (12, "risks.ill.stage", "site_visit"),
        (13, "risks.ill.probability", ""),
    }


def test_what_is_meant_is_never_the_mistake_itself(told_at_once):
    found = told_at_once(
        HEAD + "[meetings]\nleading_group_dayz = 3\ngovernment = { evry = '7cd' }\n"
    )
    assert [(one.path, one.nearest) for one in found] == [
        ("meetings.leading_group_dayz", "leading_group_days"),
        ("meetings.government.evry", "every"),
    ]


def test_a_progress_without_its_day_hides_no_mistyped_stage(told_at_once):
    found = told_at_once(HEAD + "[progress]\ndone = { county_notce = 2025-11-03 }\n")
    assert [(one.path, one.nearest) for one in found] == [
        ("progress.today", ""), ("progress.done.county_notce", "county_notice")
    ]  # fmt: skip


def test_mistakes_of_options_and_of_the_file_are_told_together(told_at_once):
    found = told_at_once(
        HEAD + "[people]\nreviewers = true\nofice = 3\n",
        "nothing_at_all=1", "people.site_temas=2", "durations.composite=3days",
    )  # fmt: skip
    assert [(Path(one.file).name, one.line, one.path, one.nearest) for one in found] == [
        ("mine.toml", 5, "people.reviewers", ""),
        ("mine.toml", 6, "people.ofice", "people.office"),
        ("--set nothing_at_all=1", 0, "", ""),
        ("--set people.site_temas=2", 0, "people.site_temas", "people.site_teams"),
        ("--set durations.composite=3days", 0, "durations.composite", ""),
    ]


@pytest.mark.parametrize(
    "written, nearest",
    [
        ("reviewers=16", "people.reviewers"),
        ("site_visit=5wd", "durations.site_visit"),
        ("nothing_at_all=1", ""),
        ("sead=1", "run.seed"),
    ],
)
def test_what_cannot_be_set_is_told_with_what_can(written, nearest, told_at_once):
    (problem,) = told_at_once(HEAD, written)
    assert problem.nearest == nearest
    for table in ("applicants.…", "people.…", "durations.…", "finish_by", "stages.….duration"):
        assert table in problem.message.zh
        assert table in problem.message.en


def test_mistakes_of_a_base_are_told_with_those_that_its_text_shows(tmp_path, told_at_once):
    base = HEAD + "[people]\nreviewers = true\nofice = 3\n"
    (tmp_path / "base.toml").write_text(base, "utf-8")
    found = told_at_once('schema = 1\nextends = "base"\nbasis = "b"\nfinish = "comendation"\n')
    assert [(Path(one.file).name, one.line, one.path) for one in found] == [
        ("mine.toml", 4, "finish"),
        ("base.toml", 5, "people.reviewers"),
        ("base.toml", 6, "people.ofice"),
    ]


def test_a_text_with_mistakes_is_told_with_its_scenario(tmp_path, told_at_once):
    text = QINGYUAN.read_text("utf-8").replace('state = "issued"', 'state = "isued"')
    (tmp_path / "2025.toml").write_text(text, "utf-8")
    lines = HEAD.replace("qingyuan@2025", "2025.toml") + "[people]\nreviewers = true\n"
    found = told_at_once(lines)
    assert [(Path(one.file).name, one.path) for one in found] == [
        ("mine.toml", "people.reviewers"),
        ("2025.toml", "state"),
    ]


def test_a_scenario_that_is_only_shown_tells_everything_as_well(tmp_path, everything):
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + "[people]\nreviewers = true\nofice = 3\n", "utf-8")
    with pytest.raises(ScenarioError) as raised:
        find(str(file), everything)
    assert [one.path for one in raised.value.problems] == ["people.reviewers", "people.ofice"]


def test_a_missing_basis_hides_no_other_mistake_on_its_line(told_at_once):
    lines = """\
schema = 1
policy = "qingyuan@2025"
[applicants]
organisations = [12, 8, 20]
[durations]
site_visit = { distribution = "expnential", mean = "3h" }
"""
    for line in (4, 6):
        messages = [one.message.en for one in told_at_once(lines) if one.line == line]
        assert any("no basis" in one for one in messages)
        assert any("least <= usual" in one or "expnential" in one for one in messages)


def test_a_number_beyond_all_hides_no_missing_basis(told_at_once):
    lines = """\
schema = 1
policy = "qingyuan@2025"
[applicants]
organisations = 1e400
[people]
reviewers = { estimate = -1e400 }
"""
    for line in (4, 6):
        messages = [one.message.en for one in told_at_once(lines) if one.line == line]
        assert any("must be finite" in one for one in messages)
        assert any("no basis" in one for one in messages)


def test_a_mistyped_body_is_told_beside_its_own_bad_value_each_on_its_line(told_at_once):
    lines = """\
schema = 1
policy = "qingyuan@2025"
basis = "a test"
[meetings]
leading_grop = "soon"
governmnt_days = "x"
[durations]
site_vist = "long"
final_noticce = "longer"
"""
    found = [
        (one.line, one.nearest) for one in told_at_once(lines) if "no estimate" in one.message.en
    ]
    assert found == [
        (5, "meetings.leading_group"),
        (6, "meetings.government"),
        (8, "durations.site_visit"),
        (9, "durations.final_notice"),
    ]
