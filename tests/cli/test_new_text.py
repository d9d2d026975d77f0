"""``awardsim new text``: a draft of a text that is here, also of one in front of another."""

from __future__ import annotations

import json

import pytest

from awardsim.policy import parse_policy, read_policy
from awardsim.toml import parse_document
from tests.support.published import PLUGINS

FAST = ("--replications", "8", "--no-ranges", "--workers", "1")
SOURCE = PLUGINS / "qingyuan" / "policies" / "2025.toml"


def test_a_draft_keeps_comments_and_order_and_says_what_it_is(awardsim, tmp_path):
    code, out, err = awardsim("new", "text", "--from", "qingyuan@2025", "-o", "2027草案.toml")
    assert (code, err) == (0, "")
    assert "./2027草案.toml" in out
    text = tmp_path.joinpath("2027草案.toml").read_text("utf-8")
    original = SOURCE.read_text("utf-8").splitlines()
    changed = [line for line in text.splitlines() if line not in original]
    assert changed == [
        *text.splitlines()[:2],
        'version = "2027草案"',
        'state = "draft"',
    ]
    assert "qingyuan@2025" in text.splitlines()[0]
    assert [line for line in original if line not in text.splitlines()] == [
        'version = "2025"',
        'state = "issued"',
    ]


def test_a_draft_says_what_the_original_says_and_runs(awardsim, tmp_path):
    awardsim("new", "text", "--from", "qingyuan@2025", "--to", "2027", "-o", "2027.toml")
    draft, original = read_policy(tmp_path / "2027.toml"), read_policy(SOURCE)
    assert (draft.id, draft.state) == ("qingyuan@2027", "draft")
    assert draft.stages == original.stages
    assert draft.readings == original.readings
    assert draft.provisions == original.provisions
    code, out, _ = awardsim("run", "./2027.toml", *FAST, "--format", "json")
    assert code == 0
    assert json.loads(out)["policy"]["state"] == "draft"


@pytest.mark.parametrize("path", sorted(PLUGINS.glob("*/policies/*.toml")), ids=str)
def test_every_published_text_can_be_drafted_from(path, awardsim, tmp_path):
    code, _, err = awardsim("new", "text", "--from", str(path), "-o", "draft1.toml")
    assert (code, err) == (0, "")
    text = tmp_path.joinpath("draft1.toml").read_text("utf-8")
    document = parse_document(text, "draft1.toml")
    assert parse_policy(document.data, "draft1.toml", document.lines).state == "draft"


def test_a_draft_of_a_draft(awardsim, tmp_path):
    awardsim("new", "text", "--from", "qingyuan@2025", "-o", "a.toml")
    assert awardsim("new", "text", "--from", "./a.toml", "-o", "b.toml")[0] == 0
    assert read_policy(tmp_path / "b.toml").version == "b"


def test_without_a_version_the_draft_is_called_so(awardsim, tmp_path):
    assert awardsim("new", "text", "--from", "qingyuan@2025")[0] == 0
    assert read_policy(tmp_path / "2025-draft.toml").version == "2025-draft"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--from", "qingyuan@2026"), 2, "qingyuan@202"),
        (("--from", "qingyuan@2025", "--to", "2025"), 2, "2025"),
        (("--from", "qingyuan@2025", "--to", "a", "-o", "b.toml"), 2, "a.toml"),
        (("--from", "qingyuan@2025", "--to", "../x"), 2, "--to"),
        (("--from", "qingyuan@2025", "-o", "b.txt"), 2, "b.txt"),
        ((), 2, "--from"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(arguments, code, said, awardsim):
    found, _, err = awardsim("new", "text", *arguments)
    assert found == code
    assert said in err


def test_a_draft_does_not_write_over_a_file(awardsim, tmp_path):
    tmp_path.joinpath("2027.toml").write_text("mine", "utf-8")
    arguments = ("new", "text", "--from", "qingyuan@2025", "-o", "2027.toml")
    assert awardsim(*arguments)[0] == 5
    assert tmp_path.joinpath("2027.toml").read_text("utf-8") == "mine"
    assert awardsim(*arguments, "--force")[0] == 0


# ---- in front of another text -------------------------------------------------------------------

GANSU = "china_award@2023-gansu"


def test_a_draft_of_a_text_in_front_of_another_says_the_same_and_runs(awardsim, tmp_path):
    """It stands in front of the same text; the only thing it lacks is a day to begin on."""
    code, out, err = awardsim("new", "text", "--from", GANSU, "-o", "draft.toml")
    assert (code, err) == (0, "")
    assert "awardsim run ./draft.toml --set opens=" in out
    assert read_policy(tmp_path / "draft.toml").within.policy == "china_award@2023"
    assert "没有不同" in awardsim("diff", GANSU, "draft.toml", "--lang", "zh")[1]
    code, _, err = awardsim("run", "draft.toml", *FAST)
    assert code == 2
    assert "--set opens=" in err
    code, out, _ = awardsim(
        "run", "draft.toml", "--set", "opens=2023-04-19", *FAST, "--replications", "2"
    )
    assert code == 0
    assert out


def test_a_draft_in_front_of_a_file_needs_that_file_beside_it(awardsim, tmp_path):
    awardsim("new", "text", "--from", "china_award@2023", "-o", "outer.toml")
    awardsim("new", "text", "--from", GANSU, "-o", "inner.toml")
    inner = tmp_path / "inner.toml"
    text = inner.read_text("utf-8").replace('"china_award@2023"', '"outer.toml"')
    inner.write_text(text, "utf-8")
    assert awardsim("new", "text", "--from", "inner.toml", "-o", "second.toml")[2] == ""
    assert awardsim("diff", "inner.toml", "second.toml", "--exit-code")[0] == 0
    (tmp_path / "other").mkdir()
    code, _, err = awardsim("new", "text", "--from", "inner.toml", "-o", "other/second.toml")
    assert code == 0
    assert "outer.toml" in err
