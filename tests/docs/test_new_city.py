"""The guide for a new city: its files are written and its commands run, in its own order."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import re
import select
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from awardsim.cli import main
from awardsim.drafting import all_questions, read_answers
from awardsim.policy import Status, read_policy

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "new-city.md").read_text("utf-8")
PROGRAM = "import sys; sys.argv[0] = 'awardsim'; from awardsim.cli import main; sys.exit(main())"
_BLOCK = re.compile(
    r"(?:<!-- (?P<what>file|edit): (?P<name>\S+) -->\n)?"
    r"^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
#: Exit codes that are not 0, with what is said then.
EXPECTED = {
    "python -m pytest awardsim-lanting": (1, "cited: not yet read"),
}


def steps() -> Iterator[tuple[str, str, str]]:
    """What the page does: ``file``, ``edit`` or ``run``, with a name or a command, and a text."""
    for found in _BLOCK.finditer(PAGE):
        if found["language"] == "sh":
            yield from (("run", line, "") for line in found["text"].splitlines())
        elif found["what"]:
            yield found["what"], found["name"], found["text"]


class Walk:
    """One walk through the page, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        paths = [str(self.site), *(path or os.getcwd() for path in sys.path)]
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self.env = {**kept, "PYTHONPATH": os.pathsep.join(paths), "AWARDSIM_LANG": "en"}
        self.done: list[str] = []

    def run(self, command: str) -> None:
        if command == "awardsim new city":
            self.asks()
        else:
            # What a distribution brings is found by a process that begins after it is installed.
            here = command.startswith("awardsim") and not self.site.exists()
            code, out, err = self.in_here(command) if here else self.outside(command)
            wanted, said = EXPECTED.get(command, (0, ""))
            shown = out + err
            assert code == wanted, f"{command}\n{shown}"
            assert said in shown
            if not command.startswith("python -m pip"):
                assert out.strip(), command
        if "--workbook" in command:
            self.fill_in(self.folder / shlex.split(command)[-1])
        self.done.append(command)

    def in_here(self, command: str) -> tuple[int, str, str]:
        """Exit code and output of the program in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in "12")
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            patch.chdir(self.folder)
            patch.setenv("AWARDSIM_LANG", "en")
            code = main(self.arguments(command))
        return code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err))

    def outside(self, command: str) -> tuple[int, str, str]:
        """Exit code and output of a process of its own."""
        done = subprocess.run(
            self.words(command),
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout, done.stderr

    def arguments(self, command: str) -> list[str]:
        """Those of a command; of several runs one is as long as it is on the page."""
        first, *rest = shlex.split(command)
        assert first == "awardsim"
        again = any(one.startswith("awardsim run") for one in self.done)
        return [*rest, "--replications", "5"] if rest[0] == "run" and again else rest

    def words(self, command: str) -> list[str]:
        """A command as this process can run it, without touching what is installed."""
        first, *rest = shlex.split(command)
        if first == "awardsim":
            return [sys.executable, "-c", PROGRAM, *self.arguments(command)]
        assert first == "python"
        if rest[:3] == ["-m", "pip", "install"]:
            return self.installing(self.folder / rest[3])
        if rest[:2] == ["-m", "pytest"]:
            rest[2:2] = ["-p", "no:cacheprovider"]
        return [sys.executable, *rest]

    def installing(self, distribution: Path) -> list[str]:
        """What pip would put there, without a network and beside nothing that is installed.

        A wheel is built, and installed by pip, of the distribution in ``tests/stranger``.
        """
        into = str(self.site)
        arguments = ["build", "--build-lib", into, "egg_info", "--egg-base", into]
        self.site.mkdir()
        code = (
            f"import os, sys; os.chdir({str(distribution)!r}); sys.argv[1:] = {arguments!r}; "
            "import setuptools; setuptools.setup()"
        )
        return [sys.executable, "-c", code]

    def asks(self) -> None:
        """The dialogue begins on a terminal; it is left at its first question."""
        if sys.platform == "win32":
            return
        import pty

        master, slave = pty.openpty()
        process = subprocess.Popen(
            self.words("awardsim new city"),
            cwd=self.folder,
            env=self.env,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        shown = ""
        while "id of the jurisdiction" not in shown:
            assert select.select([master], [], [], 60)[0], shown
            shown += os.read(master, 65536).decode("utf-8", "ignore")
        process.kill()
        process.wait(30)
        os.close(master)

    def fill_in(self, form: Path) -> None:
        """The form, filled in with the answers that the page has in a file."""
        name = next(name for what, name, _ in steps() if what == "file" and name == "answers.toml")
        text = next(text for what, one, text in steps() if what == "file" and one == name)
        file = self.folder / "of-the-page.toml"
        file.write_text(text, "utf-8")
        given = read_answers(file)
        book = openpyxl.load_workbook(form)
        for sheet in book.worksheets:
            for row in range(2, sheet.max_row + 1):
                one = given.get(sheet.cell(row, 1).value)
                if one is not None:
                    sheet.cell(row, 3).value = one.raw
        book.save(form)

    def edit(self, name: str, text: str) -> None:
        """Put a line in the place of the one that begins as it does and names the same rule."""
        file = self.folder / name
        head = text.partition(",")[0]
        lines = file.read_text("utf-8").splitlines()
        found = [place for place, line in enumerate(lines) if line.startswith(head)]
        assert len(found) == 1, head
        lines[found[0]] = text.rstrip()
        file.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module")
def walked(tmp_path_factory) -> Walk:
    """The whole page, done."""
    if not __import__("importlib.util").util.find_spec("setuptools"):
        pytest.skip("setuptools is needed to build the distribution")
    walk = Walk(tmp_path_factory.mktemp("guide"))
    for what, name, text in steps():
        if what == "run":
            walk.run(name)
        elif what == "file":
            (walk.folder / name).write_text(text, "utf-8")
        else:
            walk.edit(name, text)
        if name == "awardsim new city --from lanting.xlsx":
            made = walk.folder / "lanting" / "2026.toml"
            made.rename(walk.folder / "from-workbook.toml")
        if name == "awardsim new city --answers answers.toml --force":
            made = walk.folder / "lanting" / "2026.toml"
            (walk.folder / "from-file.toml").write_bytes(made.read_bytes())
    return walk


def test_every_command_of_the_guide_was_run(walked):
    shown = [name for what, name, _ in steps() if what == "run"]
    assert walked.done == shown
    assert len(shown) >= 15
    assert any(command.startswith("awardsim check") for command in shown)


def test_the_workbook_and_the_file_give_the_same_text(walked):
    first = (walked.folder / "from-workbook.toml").read_text("utf-8")
    assert first == (walked.folder / "from-file.toml").read_text("utf-8")


def test_every_answer_of_the_guide_has_its_article_and_its_words_stand_in_the_document(walked):
    document = (walked.folder / "document.txt").read_text("utf-8")
    text = (walked.folder / "from-file.toml").read_text("utf-8")
    assert "text 待补" not in text
    words = re.findall(r'words = "([^"]+)"', text)
    assert len(words) >= 10
    assert [one for one in words if one not in document] == []


def test_the_file_says_what_the_document_says(walked):
    policy = read_policy(walked.folder / "lanting" / "2026.toml")
    assert policy.quotas["organisations"].number.value == 3
    assert policy.window.closes.value == datetime.date(2026, 12, 18)
    assert policy.provisions["fee"].value.status is Status.EXCLUDED
    at_most = policy.stages["recommend"].rule.parameters["at_most"]["organisations"]
    assert at_most.reason.zh == "附件1"
    weights = policy.stages["composite"].rule.parameters["weights"]
    assert [cell.value for cell in weights.values()] == [40, 60]


def test_every_question_is_in_the_table_of_the_guide():
    listed = re.findall(r"^\| `([\w.]+)` \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    asked = [(one.id, one.ask.zh, one.ask.en) for one in all_questions(datetime.date(2026, 1, 1))]
    assert listed == asked


def test_the_answers_of_the_guide_are_toml():
    text = next(text for what, name, text in steps() if name == "answers.toml")
    assert tomllib.loads(text)["city"] == "lanting"
