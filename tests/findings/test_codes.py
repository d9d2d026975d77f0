"""The codes themselves: in order, in both languages, explained; chosen, waived, and shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.checked import codes, row
from wcwidth import wcswidth

from awardsim.errors import InputError
from awardsim.findings import CODES, FAMILIES, Severity, by_severity, find_code
from awardsim.report.findings import code_screen, findings_data, findings_grid, findings_screen

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "check.md").read_text("utf-8")


@pytest.mark.parametrize("id", CODES)
def test_a_code_is_explained_in_both_languages(id):
    code = CODES[id]
    assert re.fullmatch(r"AWS\d{3}", id)
    assert id[:4] in FAMILIES
    for text in (code.title, code.about, code.repair):
        assert re.search(r"[\u4e00-\u9fff]", text.zh)
        assert re.search(r"[a-z]", text.en)
        assert not re.search(r"[\u4e00-\u9fff]{7,}", text.en)


@pytest.mark.parametrize("id", CODES)
def test_a_code_is_documented_as_it_is(id):
    code = CODES[id]
    line = (
        f"| `{id}` | {code.title.zh} | {code.title.en} | {code.draft.value} | {code.issued.value} |"
    )
    assert PAGE.count(line) == 1


def test_the_page_names_no_code_that_is_gone():
    assert set(re.findall(r"AWS\d{3}", PAGE)) <= set(CODES)
    assert len(re.findall(r"^\| `AWS\d{3}`", PAGE, re.MULTILINE)) == len(CODES)


def test_two_codes_never_have_one_id():
    from awardsim.findings import registry

    assert sum(len(module.CODES) for module in registry._MODULES) == len(CODES)
    assert list(CODES) == sorted(CODES)


def test_an_issued_text_is_never_called_wrong_for_what_it_says():
    """Errors and warnings on an issued text are about its file, never about its wording."""
    for code in CODES.values():
        if code.id[:4] in ("AWS2", "AWS3", "AWS5") and code.issued is not Severity.WARNING:
            assert code.issued is Severity.CLARIFY
    assert not re.search("违规|违法|错误", "".join(code.title.zh for code in CODES.values()))


def test_a_code_is_found_in_any_letters_and_the_nearest_is_named():
    assert find_code("aws204").id == "AWS204"
    with pytest.raises(InputError) as raised:
        find_code("AWS2044")
    assert raised.value.problems[0].nearest == "AWS204"


# ---- choosing -----------------------------------------------------------------------------------

SEVERAL = [
    (row("number = {"), 'number = { at_most = 5, words = "每届不超过3家" }'),
    (row("decide = {"), 'decide = "unstated"'),
    (row("may_stay_vacant"), 'may_stay_vacant = "unstated"'),
]


def test_codes_are_chosen_by_their_beginnings(check):
    assert codes(check(*SEVERAL)) == ["AWS104", "AWS303", "AWS309"]
    assert codes(check(*SEVERAL, select=["AWS3"])) == ["AWS303", "AWS309"]
    assert codes(check(*SEVERAL, select=["aws104,AWS309"])) == ["AWS104", "AWS309"]
    assert codes(check(*SEVERAL, ignore=["AWS1", "AWS303"])) == ["AWS309"]
    with pytest.raises(InputError, match="no code begins with 'AWS8'"):
        check(select=["AWS8"])


def test_findings_stand_in_the_order_of_the_file(check):
    lines = [one.place.line for one in check(*SEVERAL)]
    assert lines == sorted(lines)


# ---- waiving ------------------------------------------------------------------------------------


def waiver(code: str, path: str = "") -> tuple[str, str]:
    place = f'path = "{path}"\n' if path else ""
    return "[readings]\n", f'[[waivers]]\ncode = "{code}"\n{place}reason = "因故"\n[readings]\n'


def test_a_waived_finding_keeps_its_place_and_says_why(check):
    found = check(*SEVERAL, waiver("AWS104", "quotas.organisations.number"))
    assert codes(found) == ["AWS104", "AWS303", "AWS309"]
    assert [one.waived for one in found] == ["因故", "", ""]
    assert [one.wrong for one in found] == [False, False, False]
    assert by_severity(found) == {"error": 0, "warning": 2, "clarify": 0, "waived": 1}


def test_a_waiver_of_a_table_covers_what_is_in_it_and_one_without_a_path_everything(check):
    for path in ("quotas.organisations", "quotas", ""):
        assert check(*SEVERAL, waiver("AWS104", path))[0].waived == "因故"


def test_a_waiver_of_another_place_waives_nothing_and_is_found_itself(check):
    found = check(*SEVERAL, waiver("AWS104", "quotas.organisation"))
    assert [one.waived for one in found if one.code.id == "AWS104"] == [""]
    assert "AWS016" in codes(found)


# ---- shown --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_of_the_screen_is_wider_than_100_columns(check, language):
    found = check(*SEVERAL)
    for brief in (False, True):
        lines = findings_screen("2026.toml", found, language, brief=brief)
        assert max(wcswidth(line) for line in lines) <= 100
    for code in CODES.values():
        assert max(wcswidth(line) for line in code_screen(code, language)) <= 100


def test_the_screen_ends_with_a_count_and_a_hint(check):
    lines = findings_screen("x", check(*SEVERAL), "en")
    assert lines[-2] == "1 error, 2 warnings"
    assert lines[-1].startswith("hint: awardsim why AWS104")
    assert findings_screen("x", [], "zh")[-1] == "没有发现问题"


def test_a_waived_finding_is_counted_and_not_shown(check):
    found = check(*SEVERAL, waiver("AWS104"))
    shown = "\n".join(findings_screen("x", found, "en"))
    assert "AWS104" not in shown.replace("hint: awardsim why AWS104", "")
    assert "2 warnings, 1 waived" in shown


def test_the_table_has_a_row_for_each_finding_with_article_and_wording(check):
    found = check(*SEVERAL)
    grid = findings_grid("x", found, "zh")
    assert len(grid.rows) == 3
    assert grid.rows[0][:3] == ["AWS104", "错误", "一(一)"]
    assert all(len(each) == len(grid.headers) for each in grid.rows)
    data = findings_data("x", found, "en")
    assert data["counts"] == {"error": 1, "warning": 2, "clarify": 0, "waived": 0}
    assert data["findings"][2]["path"] == "objections.decide"
