"""``awardsim new city --package``: a distribution that others install."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from awardsim.policy import read_policy

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


def test_a_package_has_the_text_an_entry_point_and_tests(answers, tmp_path):
    code, out, _ = answers("new", "city", "--answers", "answers.toml", "--package", "awardsim-jia")
    assert code == 0
    assert "pip install" in out
    folder = tmp_path / "awardsim-jia"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "pyproject.toml",
        "setup.cfg",
        "README.md",
        "awardsim_jia/__init__.py",
        "awardsim_jia/policies/2026.toml",
        "tests/test_jia.py",
    }
    assert "jia = awardsim_jia" in folder.joinpath("setup.cfg").read_text("utf-8")
    assert read_policy(folder / "awardsim_jia" / "policies" / "2026.toml").id == "jia@2026"


def test_a_package_is_made_of_a_file_that_is_there_word_for_word(answers, tmp_path):
    answers("new", "city", "--answers", "answers.toml")
    file = tmp_path / "jia" / "2026.toml"
    file.write_text(file.read_text("utf-8") + "# my own remark\n", "utf-8")
    assert answers("new", "city", "--from", "jia/2026.toml", "--package", "p")[0] == 0
    made = tmp_path / "p" / "awardsim_jia" / "policies" / "2026.toml"
    assert made.read_text("utf-8") == file.read_text("utf-8")
    code, _, err = answers("new", "city", "--from", "jia/2026.toml", "--package", "p")
    assert code == 5
    assert "exists" in err
    assert answers("new", "city", "--from", "jia/2026.toml", "--package", "p", "--force")[0] == 0


def test_the_tests_of_a_package_pass_once_every_article_is_there(answers, tmp_path):
    silent = [
        part
        for id in ("opens", "closes", "cycle", "valid_from", "valid_to", "conditions.operation")
        for part in ("--answer", f"{id}=-")
    ]
    answers("new", "city", "--answers", "answers.toml", *silent, "--package", "p")
    folder = tmp_path / "p"

    def tested():
        paths = os.pathsep.join([str(folder), *(path or os.getcwd() for path in sys.path)])
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    before = tested()
    assert before.returncode == 1
    assert "text jia@2026: cited: not yet read" in before.stdout
    assert "1 failed" in before.stdout
    text = folder / "awardsim_jia" / "policies" / "2026.toml"
    mended = text.read_text("utf-8").replace('"unread"', '"unstated"').replace("待补", "四")
    text.write_text(mended, "utf-8")
    after = tested()
    assert after.returncode == 0, after.stdout


def test_a_version_that_cannot_be_published_is_refused(answers):
    code, _, err = answers(
        "new", "city", "--answers", "answers.toml", "--answer", "version=2026草案", "--package", "p"
    )
    assert code == 2
    assert "2026草案" in err
