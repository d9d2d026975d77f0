"""Mistakes of a text hide none of its others, and none of the scenario's."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.analysis.experiment import load
from awardsim.errors import InputError
from tests.scenario.mistakes.wrong import HEAD

QINGYUAN = Path(__file__).resolve().parents[2] / "plugins" / "qingyuan" / "policies" / "2025.toml"

# ---- a text that is run as a file ----------------------------------------------------------


@pytest.fixture
def told_of_text(tmp_path, everything):
    """Problems of the text of Qingyuan with these replacements, run as a file of one's own."""

    def problems(*pairs: tuple[str, str]) -> list[tuple[int, str, str]]:
        text = QINGYUAN.read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file = tmp_path / "2025.toml"
        file.write_text(text, "utf-8")
        with pytest.raises(InputError) as raised:
            load(str(file), everything)
        rows = text.split("\n")
        for one in raised.value.problems:
            assert one.file == str(file)
            assert 1 <= one.line <= len(rows), one
        return [(one.line, one.path, one.nearest) for one in raised.value.problems]

    return problems


#: Mistakes of form in a text: what is replaced, by what, and where that is told.
OF_FORM = {
    "state": ('state = "issued"', 'state = "isued"', "state"),
    "a day that there is not": (
        "issued = 2025-09-17", "issued = 2025-09-31", "sources.plan.issued"
    ),
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
def test_a_text_with_a_mistake_brings_none_into_its_scenario(mistake, tmp_path, told_at_once):
    beside(tmp_path, mistake)
    assert [(Path(one.file).name, one.path) for one in told_at_once(RICH)] == [
        ("2025.toml", mistake[2])
    ]


#: Of these too little is left to say what a scenario may name.
TAKEN_OUT = ("a type like none", "a kind that is missing")


@pytest.mark.parametrize("what", [name for name in OF_FORM if name not in TAKEN_OUT])
def test_names_of_a_scenario_are_looked_for_in_a_text_with_a_mistake(what, tmp_path, told_at_once):
    beside(tmp_path, OF_FORM[what])
    misnamed = RICH.replace("site_teams", "site_temas").replace('= "holds_list"', '= "holds_lst"')
    assert [(Path(one.file).name, one.path, one.nearest) for one in told_at_once(misnamed)[:2]] == [
        ("mine.toml", "people.site_temas", "people.site_teams"),
        ("mine.toml", "readings.pending_objection", "holds_list"),
    ]
    assert [one.path for one in told_at_once(misnamed)[2:]] == [OF_FORM[what][2]]


@pytest.mark.parametrize(
    ("named", "nearest"),
    [("2052.toml", "2025.toml"), ("qingyuan@2026", "qingyuan@2025"), ("../2025.toml", "")],
)
def test_a_text_that_is_not_there_is_told_on_the_line_that_names_it(
    named, nearest, tmp_path, told_at_once
):
    (tmp_path / "2025.toml").write_text(QINGYUAN.read_text("utf-8"), "utf-8")
    text = RICH.replace("2025.toml", named)
    wrong = text.replace("reviewers = 12", "reviewers = -1")
    first, second = told_at_once(wrong)
    assert (Path(first.file).name, first.path, first.nearest) == ("mine.toml", "policy", nearest)
    assert named in text.split("\n")[first.line - 1]
    assert second.path == "people.reviewers"
