"""Facts about applicants that a text names are ones that the population knows."""

import pytest
from support.checked import FILE, TEXT, row
from support.procedures import applicants, catalogue, policy, procedure, scenario

from awardsim.errors import ProcedureError
from awardsim.findings.check import check_policy
from awardsim.policy.vocabulary import COLUMNS
from awardsim.procedure.build import build

MISSPELT = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.parent]
kind = "notice"
after = ["apply"]
only = { traits = ["branch", "brunch"] }
rule = { name = "clean_record", record = "braech" }
[conditions.clean]
rule = { name = "clean_record", record = "major_acident", within = "3y" }
[conditions.local]
rule = { name = "qualified", trait = "locl" }
"""
GREEN = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[conditions.green]
rule = { name = "qualified", trait = "green" }
"""


def told(error: ProcedureError) -> dict[str, str]:
    return {one.path: one.nearest for one in error.problems}


def test_every_misspelt_fact_is_told_at_once_with_the_nearest():
    with pytest.raises(ProcedureError) as raised:
        procedure(MISSPELT)
    assert told(raised.value) == {
        "conditions.clean.rule.record": "major_accident",
        "conditions.local.rule.trait": "local",
        "stages.parent.only.traits[1]": "branch",
        "stages.parent.rule.record": "breach",
    }
    assert "no record 'major_acident' of applicants (known: accident, " in str(raised.value)
    assert "申报群体没有特征 'brunch'（有：branch, top_manager）" in raised.value.read("zh")


def test_a_population_may_know_more():
    with pytest.raises(ProcedureError, match="no quality 'green'"):
        procedure(GREEN, cohort=applicants())
    assert procedure(GREEN, cohort=applicants(is_green=True)).nodes
    text = policy(GREEN)
    assert build(text, scenario(""), catalogue().rule, columns=frozenset(["is_green"])).nodes


def test_a_name_that_a_scenario_puts_in_is_told_where_it_does():
    change = "[[changes]]\npath = '{}'\nto = '{}'\nwhy = 'try'\n"
    good = GREEN.replace('"green"', '"local"')
    assert procedure(good, change.format("conditions.green.rule.trait", "licensed")).nodes
    with pytest.raises(ProcedureError) as raised:
        procedure(good, change.format("conditions.green.rule.trait", "licenced"))
    (problem,) = raised.value.problems
    assert (problem.nearest, problem.line > 0) == ("licensed", True)


def test_every_name_of_the_vocabulary_is_a_column_of_its_own():
    assert {"is_local", "breach_years_ago", "trait_branch"} < COLUMNS
    assert len(COLUMNS) == len({one.strip("_") for one in COLUMNS})


YEARS = row('name = "min_years"')


@pytest.fixture
def draft(tmp_path):
    """A good text with a misspelt record, and what else a test asks for."""

    def write(*pairs: tuple[str, str]):
        text = TEXT
        for old, new in ((YEARS, 'rule = { name = "clean_record", record = "brech" }'), *pairs):
            assert text.count(old) == 1
            text = text.replace(old, new)
        path = tmp_path / FILE.name
        path.write_text(text, "utf-8")
        return path, text[: text.index('"brech"')].count("\n") + 1

    return write


def test_a_misspelt_fact_is_a_finding_on_its_line(draft):
    path, line = draft()
    (found,) = [one for one in check_policy(path, catalogue()) if "brech" in one.what.en]
    assert (found.code.id, found.place.line) == ("AWS004", line)
    assert found.repair.en == "write 'breach'"


def test_it_is_told_beside_mistakes_of_form(draft, capsys, monkeypatch):
    from awardsim.cli.main import main

    path, line = draft(('kind = "window"', 'kind = "windw"'))
    monkeypatch.setenv("AWARDSIM_LANG", "en")
    assert main(["run", str(path)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "'windw'" in err
    assert f"{path}:{line}: no record 'brech'" in err
    assert "did you mean 'breach'?" in err
