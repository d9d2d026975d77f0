"""Folders: texts side by side, a package with its hooks, a distribution with its packaging."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.checked import TEXT, codes

from awardsim.errors import InputError
from awardsim.findings import check_folder

INIT = '''
"""City A."""
from awardsim.plugins import hookimpl, policies_in

@hookimpl
def awardsim_policies():
    return policies_in(__name__)
'''
RULES = """
import attrs
import numpy as np
from awardsim.rules import Decision, Rule, RuleKind
from awardsim.text import Text

@attrs.frozen
class Nothing:
    pass

def decide(candidates, parameters, draws):
    return Decision.of(np.ones(len(candidates), dtype=np.bool_), "left")

RULE = Rule(id="jia.everybody", kind=RuleKind.ADMIT, parameters=Nothing, decide=decide,
            title=Text("都可以", "everybody"), source="rules 三",
            reasons={"left": Text("离开", "left")})
"""
WITH_RULE = (
    INIT
    + """
@hookimpl
def awardsim_rules():
    from city_a.rules import RULE
    return [RULE]
"""
)
SETUP = """
[metadata]
name = city-a
[options]
packages = city_a
[options.package_data]
city_a = policies/*.toml
[options.entry_points]
awardsim =
    jia = city_a
"""


def package(folder: Path, init: str = INIT, text: str = TEXT, **files: str) -> Path:
    """A package ``city_a``; other files by their names, with ``_`` for a dot."""
    made = folder / "city_a"
    (made / "policies").mkdir(parents=True)
    (made / "__init__.py").write_text(init, "utf-8")
    if text:
        (made / "policies" / "2026.toml").write_text(text, "utf-8")
    for name, content in files.items():
        (made / name.replace("_py", ".py")).write_text(content, "utf-8")
    return made


def test_a_good_package_has_nothing_to_find_and_leaves_no_trace(tmp_path, catalogue):
    assert check_folder(package(tmp_path), catalogue) == []
    assert "city_a" not in sys.modules


def test_a_rule_of_the_packages_own_is_known_to_its_texts(tmp_path, catalogue):
    text = TEXT.replace('name = "conditions", detects = "unstated"', 'name = "everybody"')
    folder = package(tmp_path, WITH_RULE, text, rules_py=RULES)
    assert check_folder(folder, catalogue) == []
    assert not [name for name in sys.modules if name.startswith("city_a")]
    (folder / "__init__.py").write_text(INIT, "utf-8")
    found = check_folder(folder, catalogue)
    assert codes(found) == ["AWS004"]
    assert "no rule 'everybody'" in found[0].what.en


HOOK = "from awardsim.plugins import hookimpl\n"
#: What is broken; the package's code; the code of the finding; what it says; the line, or 0.
BROKEN = {
    "a syntax error": ("def hook(:\n", "AWS901", "SyntaxError", 1),
    "a missing dependency": ("\nimport no_such_library\n", "AWS901", "no_such_library", 2),
    "an error while importing": ("\n\nvalue = 1 / 0\n", "AWS901", "ZeroDivisionError", 3),
    "it ends the program": ("raise SystemExit(3)\n", "AWS901", "SystemExit", 1),
    "a hook that raises": (
        HOOK + "@hookimpl\ndef awardsim_rules():\n    raise KeyError('rules')\n",
        "AWS902",
        "KeyError",
        4,
    ),
    "a number instead of a list": (
        HOOK + "@hookimpl\ndef awardsim_policies():\n    return 42\n",
        "AWS903",
        "gave int, expected a list of Policy",
        0,
    ),
    "nothing at all": (
        HOOK + "@hookimpl\ndef awardsim_measures():\n    pass\n",
        "AWS903",
        "gave None",
        0,
    ),
    "a list of something else": (
        HOOK + "@hookimpl\ndef awardsim_rules():\n    return ['top_n']\n",
        "AWS903",
        "item 1 is str, expected Rule",
        0,
    ),
    "a misspelt hook": (
        HOOK + "@hookimpl\ndef awardsim_policy():\n    return []\n",
        "AWS904",
        "did you mean 'awardsim_policies'",
        0,
    ),
    "a hook without its mark": (
        "def awardsim_policies():\n    return []\n",
        "AWS904",
        "not marked with @hookimpl",
        0,
    ),
    "a hook with arguments": (
        HOOK + "@hookimpl\ndef awardsim_policies(manager):\n    return []\n",
        "AWS910",
        "manager",
        0,
    ),
    "a wrapper": (
        HOOK + "@hookimpl(wrapper=True)\ndef awardsim_policies():\n    return (yield)\n",
        "AWS910",
        "wrapper",
        0,
    ),
    "no hook": ("VALUE = 1\n", "AWS908", "no hook", 0),
    "a rule with a foreign owner": (
        WITH_RULE,
        "AWS903",
        "'builtin' is taken",
        0,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_of_a_package_is_named(name, tmp_path, catalogue):
    init, code, said, line = BROKEN[name]
    rules = RULES.replace("jia.everybody", "builtin.everybody")
    folder = package(tmp_path, init, rules_py=rules)
    found = [one for one in check_folder(folder, catalogue) if one.code.id == code]
    assert found, codes(check_folder(folder, catalogue))
    assert any(said in one.what.en for one in found)
    assert found[0].repair.zh
    if line:
        assert (Path(found[0].place.file).name, found[0].place.line) == ("__init__.py", line)
    assert "city_a" not in sys.modules


def test_a_package_without_its_texts(tmp_path, catalogue):
    found = check_folder(package(tmp_path, text=""), catalogue)
    assert codes(found) == ["AWS905"]
    assert "no text in folder 'policies'" in found[0].what.en


def test_a_fault_of_a_text_in_a_package_is_told_once_with_its_line(tmp_path, catalogue):
    folder = package(tmp_path, text=TEXT.replace("CH_NOTICE", "CH_NOTIC"))
    found = check_folder(folder, catalogue)
    assert codes(found) == ["AWS004"]
    assert found[0].place.file.endswith("2026.toml")
    assert found[0].place.line > 1


def test_what_a_package_prints_does_not_reach_standard_output(tmp_path, catalogue, capsys):
    check_folder(package(tmp_path, INIT + "print('hello')\n"), catalogue)
    out, err = capsys.readouterr()
    assert (out, err) == ("", "[city_a] hello\n")


# ---- a distribution -----------------------------------------------------------------------------


def distribution(folder: Path, setup: str = SETUP, **files: str) -> Path:
    package(folder, **files)
    (folder / "setup.cfg").write_text(setup, "utf-8")
    return folder


def test_a_good_distribution_has_nothing_to_find(tmp_path, catalogue):
    assert check_folder(distribution(tmp_path), catalogue) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("city_a = policies/*.toml", "city_a = py.typed", "lacks city_a = policies/*.toml"),
        ("jia = city_a", "jia = city_b", "names 'city_b', which is not there"),
        ("[options.entry_points]\nawardsim =\n    jia = city_a\n", "", "no entry point"),
        ("[options]\n", "[options\n", "cannot be read"),
    ],
)
def test_packaging_that_does_not_fit(old, new, said, tmp_path, catalogue):
    assert old in SETUP
    found = check_folder(distribution(tmp_path, SETUP.replace(old, new)), catalogue)
    assert codes(found) == ["AWS907"]
    assert said in found[0].what.en
    assert found[0].place.file.endswith("setup.cfg")


# ---- texts side by side -------------------------------------------------------------------------


def test_texts_and_scenarios_of_a_folder_are_all_looked_at(tmp_path, catalogue):
    (tmp_path / "2026.toml").write_text(TEXT, "utf-8")
    (tmp_path / "2027.toml").write_text(TEXT, "utf-8")
    (tmp_path / "plan.toml").write_text(
        'schema = 1\npolicy = "2026.toml"\n[applicants]\norganisations = [1, 2, 3]\n', "utf-8"
    )
    found = check_folder(tmp_path, catalogue)
    assert [(Path(one.place.file).name, one.code.id) for one in found] == [
        ("2027.toml", "AWS008"),
        ("plan.toml", "AWS601"),
    ]


def test_texts_of_two_jurisdictions_in_one_folder(tmp_path, catalogue):
    (tmp_path / "2026.toml").write_text(TEXT, "utf-8")
    other = TEXT.replace('"jia"', '"yi"').replace('"2026"', '"2028"')
    (tmp_path / "2028.toml").write_text(other, "utf-8")
    found = check_folder(tmp_path, catalogue)
    assert codes(found) == ["AWS008"]
    assert "'yi', 'jia'" in found[0].what.en


def test_a_folder_without_texts_is_a_mistake_of_who_asks(tmp_path, catalogue):
    with pytest.raises(InputError, match="neither a text"):
        check_folder(tmp_path, catalogue)
    with pytest.raises(InputError, match="no such folder"):
        check_folder(tmp_path / "nothing", catalogue)


ANSWERS = 'city = "jia"\nversion = "2026"\naward = "甲奖"\n[stages]\nCALL = "-"\n'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ANSWERS, "AWS018"),
        ("[tool.other]\nlines = 100\n", "AWS018"),
        ('schema = 1\naward = "甲奖"\n', "AWS002"),
        ('award = "甲奖"\n[stages.call]\ntype = "CALL"\n', "AWS002"),
        ("", "AWS001"),
        ("= 1\n", "AWS001"),
    ],
)
def test_a_file_that_is_neither_is_said_to_be_and_half_a_text_is_read_as_one(
    tmp_path, catalogue, content, code
):
    """Beside a good text; what is no text has one line, and is no error."""
    (tmp_path / "2026.toml").write_text(TEXT, "utf-8")
    (tmp_path / "other.toml").write_text(content, "utf-8")
    found = check_folder(tmp_path, catalogue)
    assert code in codes(found)
    assert {Path(one.place.file).name for one in found} == {"other.toml"}
    if code == "AWS018":
        assert len(found) == 1
        assert not found[0].wrong
