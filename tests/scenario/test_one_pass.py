"""All mistakes of a scenario are told in one pass, whatever shows them, and each of them once."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.analysis.experiment import find, load
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import InputError, Problem, ScenarioError
from tests.scenario.mistakes.every import BUILT, READ
from tests.scenario.mistakes.wrong import HEAD, Wrong

QINGYUAN = Path(__file__).resolve().parents[2] / "plugins" / "qingyuan" / "policies" / "2025.toml"
#: Mistakes that show only when a procedure is made of text and scenario.
AT_BUILDING = ("people.site_temas=3", "stages.final_notice.duraton=7wd", "cohort.model=nobody")


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


@pytest.fixture
def told(tmp_path, catalogue):
    """What is wrong with a scenario of these lines, and of these overrides."""

    def problems(lines: str, *sets: str) -> tuple[Problem, ...]:
        file = tmp_path / "mine.toml"
        file.write_text(lines, "utf-8")
        with pytest.raises(InputError) as raised:
            load(str(file), catalogue, sets)
        return raised.value.problems

    return problems


def test_twelve_mistakes_of_a_file_are_twelve_problems_each_on_its_line(told):
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
    found = told(lines.replace("§ ", ""))
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
def test_a_mistake_brings_no_other_with_it_and_hides_none(wrong, told):
    head, lines = HEAD, wrong.lines.replace("§", "")
    alone = [(one.line, one.path) for one in told(head + lines)]
    assert alone == [(alone[0][0], wrong.path)]
    found = told(f'{head}finish = "comendation"\n{lines}', *AT_BUILDING)
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
def test_what_could_not_be_read_is_missed_by_nobody(lines, path, told):
    assert [one.path for one in told(HEAD + lines)] == [path]


def test_a_mistyped_name_does_not_hide_behind_its_own_bad_value(told):
    found = told(HEAD + '[durations]\ncounty_scren = "abc"\n[people]\nreviewrs = true\n')
    told_of = {(one.line, one.path, one.nearest) for one in found}
    first = HEAD.count("\n") + 2
    assert told_of == {
        (first, "durations.county_scren", ""),
        (first, "durations", "durations.county_review"),
        (first + 2, "people.reviewrs", ""),
        (first + 2, "people", "people.reviewers"),
    }


def test_every_table_tells_a_mistyped_name_beside_its_bad_value(told):
    lines = [
        "[chance]", "objection = { final_notce = 1.5 }",
        "[rates]", "reviewrs = true",
        "[channels.yingde]", "organisatons = 1.5",
        "[fill]", '"stages.apply.clses" = 20251232',
        "[readings]", "recept_roll = 3",
        "[risks.ill]", 'kind = "drops_off"', 'stage = "sight_visit"', "probability = 3",
    ]  # fmt: skip
    found = told(HEAD + "\n".join(lines))
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


def test_what_is_meant_is_never_the_mistake_itself(told):
    found = told(HEAD + "[meetings]\nleading_group_dayz = 3\ngovernment = { evry = '7cd' }\n")
    assert [(one.path, one.nearest) for one in found] == [
        ("meetings.leading_group_dayz", "leading_group_days"),
        ("meetings.government.evry", "every"),
    ]


def test_a_progress_without_its_day_hides_no_mistyped_stage(told):
    found = told(HEAD + "[progress]\ndone = { county_notce = 2025-11-03 }\n")
    assert [(one.path, one.nearest) for one in found] == [
        ("progress.today", ""), ("progress.done.county_notce", "county_notice")
    ]  # fmt: skip


def test_mistakes_of_options_and_of_the_file_are_told_together(told):
    found = told(
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
def test_what_cannot_be_set_is_told_with_what_can(written, nearest, told):
    (problem,) = told(HEAD, written)
    assert problem.nearest == nearest
    for table in ("applicants.…", "people.…", "durations.…", "finish_by", "stages.….duration"):
        assert table in problem.message.zh
        assert table in problem.message.en


def test_mistakes_of_a_base_are_told_with_those_that_its_text_shows(tmp_path, told):
    base = HEAD + "[people]\nreviewers = true\nofice = 3\n"
    (tmp_path / "base.toml").write_text(base, "utf-8")
    found = told('schema = 1\nextends = "base"\nbasis = "b"\nfinish = "comendation"\n')
    assert [(Path(one.file).name, one.line, one.path) for one in found] == [
        ("mine.toml", 4, "finish"),
        ("base.toml", 5, "people.reviewers"),
        ("base.toml", 6, "people.ofice"),
    ]


def test_a_text_with_mistakes_is_told_with_its_scenario(tmp_path, told):
    text = QINGYUAN.read_text("utf-8").replace('state = "issued"', 'state = "isued"')
    (tmp_path / "2025.toml").write_text(text, "utf-8")
    lines = HEAD.replace("qingyuan@2025", "2025.toml") + "[people]\nreviewers = true\n"
    found = told(lines)
    assert [(Path(one.file).name, one.path) for one in found] == [
        ("mine.toml", "people.reviewers"),
        ("2025.toml", "state"),
    ]


def test_a_scenario_that_is_only_shown_tells_everything_as_well(tmp_path, catalogue):
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + "[people]\nreviewers = true\nofice = 3\n", "utf-8")
    with pytest.raises(ScenarioError) as raised:
        find(str(file), catalogue)
    assert [one.path for one in raised.value.problems] == ["people.reviewers", "people.ofice"]


# ---- a text that is run as a file ----------------------------------------------------------


@pytest.fixture
def told_of_text(tmp_path, catalogue):
    """Problems of the text of Qingyuan with these replacements, run as a file of one's own."""

    def problems(*pairs: tuple[str, str]) -> list[tuple[int, str, str]]:
        text = QINGYUAN.read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file = tmp_path / "2025.toml"
        file.write_text(text, "utf-8")
        with pytest.raises(InputError) as raised:
            load(str(file), catalogue)
        rows = text.split("\n")
        for one in raised.value.problems:
            assert one.file == str(file)
            assert 1 <= one.line <= len(rows), one
        return [(one.line, one.path, one.nearest) for one in raised.value.problems]

    return problems


#: Mistakes of form in a text: what is replaced, by what, and where that is told.
OF_FORM = {
    "state": ('state = "issued"', 'state = "isued"', "state"),
    "a unit": (
        '{ exactly = "5wd", words = "向社会公示 5 个工作日" }',
        '{ exactly = "5", words = "向社会公示 5 个工作日" }',
        "stages.acceptance_notice.duration.exactly",
    ),
    "a closing date": (
        'closes = { unstated = { zh = "没有写何日以前交到县局", '
        'en = "nothing says by when it reaches the county bureau" } }',
        'closes = "soon"',
        "stages.apply.closes",
    ),
    "a deadline": (
        "on = { value = 2025-10-25,", 'on = { value = "25 Oct",', "stages.receipt.deadline.on.value"
    ),
    "a type": ('type = "CH_REVIEW"', 'type = "CH_REVEIW"', "stages.county_review.type"),
    "a type like none": ('type = "CH_REVIEW"', 'type = "zzz"', "stages.county_review.type"),
    "a kind that is missing": (
        'type = "DOC_REVIEW"\nkind = "work"', 'type = "DOC_REVIEW"', "stages.material_review.kind"
    ),
    "a body": (
        'body = "city_departments"', 'body = "city_departmnts"', "stages.city_consult.body"
    ),
    "a stage before": ('after = ["eligibility"]', 'after = ["eligiblity"]',
                       "stages.city_consult.after[0]"),
    "a stage before like none": ('after = ["eligibility"]', 'after = ["zzz"]',
                                 "stages.city_consult.after[0]"),
    "a key": ('reviewers = { unstated =', 'reviwers = { unstated =',
              "stages.material_review.reviwers"),
    "a quota": ("number = { at_most = 10,", 'number = { at_most = "ten",',
                "quotas.individuals.number.at_most"),
    "a title": (', en = "city departments are consulted" }', " }", "stages.city_consult.title.en"),
}  # fmt: skip
#: And what shows only in the procedure.
IN_THE_WHOLE = {
    "stages.site_visit.rule.name": ('name = "site_score"', 'name = "site_scor"'),
    "stages.site_list.rule.at_mst": (
        "[stages.site_list.rule.at_most]",
        "[stages.site_list.rule.at_mst]",
    ),
    "stages.composite.rule.weights.site_vist": (
        "site_visit = { elsewhere",
        "site_vist = { elsewhere",
    ),
}


def test_the_mistakes_that_only_the_whole_of_a_text_shows_are_told_alone(told_of_text):
    found = told_of_text(*IN_THE_WHOLE.values())
    assert {path for _, path, _ in found} == {*IN_THE_WHOLE}


@pytest.mark.parametrize("mistake", OF_FORM.values(), ids=OF_FORM)
def test_a_mistake_of_form_hides_nothing_in_a_text_and_brings_nothing(mistake, told_of_text):
    old, new, path = mistake
    assert {one for _, one, _ in told_of_text((old, new))} == {path}
    found = told_of_text((old, new), *IN_THE_WHOLE.values())
    assert sorted(one for _, one, _ in found) == sorted([path, *IN_THE_WHOLE])


def test_a_circle_and_a_stage_out_of_reach_are_told_beside_a_mistake_of_form(told_of_text):
    found = told_of_text(
        ('state = "issued"', 'state = "isued"'),
        ('after = ["county_consult"]', 'after = ["recommend"]'),
        ('name = "site_score"', 'name = "site_scor"'),
    )
    assert [path for _, path, _ in found] == [
        "state", "stages.county_notice.after", "stages.site_visit.rule.name"
    ]  # fmt: skip
    found = told_of_text(
        ('state = "issued"', 'state = "isued"'),
        ('after = ["county_consult"]', "after = []"),
    )
    assert [path for _, path, _ in found] == ["state", "stages.county_notice"]


def test_a_missing_basis_hides_no_other_mistake_on_its_line(told):
    lines = """\
schema = 1
policy = "qingyuan@2025"
[applicants]
organisations = [12, 8, 20]
[durations]
site_visit = { distribution = "expnential", mean = "3h" }
"""
    for line in (4, 6):
        messages = [one.message.en for one in told(lines) if one.line == line]
        assert any("no basis" in one for one in messages)
        assert any("least <= usual" in one or "expnential" in one for one in messages)


def test_a_number_beyond_all_hides_no_missing_basis(told):
    lines = """\
schema = 1
policy = "qingyuan@2025"
[applicants]
organisations = 1e400
[people]
reviewers = { estimate = -1e400 }
"""
    for line in (4, 6):
        messages = [one.message.en for one in told(lines) if one.line == line]
        assert any("must be finite" in one for one in messages)
        assert any("no basis" in one for one in messages)


def test_a_mistyped_body_is_told_beside_its_own_bad_value_each_on_its_line(told):
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
    found = [(one.line, one.nearest) for one in told(lines) if "no estimate" in one.message.en]
    assert found == [
        (5, "meetings.leading_group"),
        (6, "meetings.government"),
        (8, "durations.site_visit"),
        (9, "durations.final_notice"),
    ]


# ---- a scenario of a text with mistakes -----------------------------------------------------

#: A scenario that says much about the text of Qingyuan, and is right.
RICH = (
    HEAD.replace("qingyuan@2025", "2025.toml")
    + """\
finish = "commendation"
[applicants]
organisations = 12
individuals = 15
[people]
reviewers = 12
site_teams = 2
office = 3
[meetings]
leading_group = [2025-12-18]
government_days = [1, 3, 8]
[durations]
county_review = "2h"
county_consult = "2wd"
recommend = "2wd"
receipt = "1cd"
eligibility = "2h"
city_consult = "5wd"
material_review = "3h"
site_visit = "1wd"
composite = "1wd"
[bodies.reviewers]
away = [2025-12-01]
[chance]
supplied = 0.5
[fill]
"stages.apply.closes" = 2025-10-10
[readings]
pending_objection = "holds_list"
[[changes]]
path = "stages.final_notice.duration"
to = "7wd"
why = "a test"
"""
)


def beside(folder: Path, mistake: tuple[str, str, str]) -> None:
    """The text of Qingyuan in a folder, with a mistake."""
    old, new, _ = mistake
    (folder / "2025.toml").write_text(QINGYUAN.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize("mistake", OF_FORM.values(), ids=OF_FORM)
def test_a_text_with_a_mistake_brings_none_into_its_scenario(mistake, tmp_path, told):
    beside(tmp_path, mistake)
    assert [(Path(one.file).name, one.path) for one in told(RICH)] == [("2025.toml", mistake[2])]


#: Of these too little is left to say what a scenario may name.
TAKEN_OUT = ("a type like none", "a kind that is missing")


@pytest.mark.parametrize("what", [name for name in OF_FORM if name not in TAKEN_OUT])
def test_names_of_a_scenario_are_looked_for_in_a_text_with_a_mistake(what, tmp_path, told):
    beside(tmp_path, OF_FORM[what])
    misnamed = RICH.replace("site_teams", "site_temas").replace('= "holds_list"', '= "holds_lst"')
    assert [(Path(one.file).name, one.path, one.nearest) for one in told(misnamed)[:2]] == [
        ("mine.toml", "people.site_temas", "people.site_teams"),
        ("mine.toml", "readings.pending_objection", "holds_list"),
    ]
    assert [one.path for one in told(misnamed)[2:]] == [OF_FORM[what][2]]
