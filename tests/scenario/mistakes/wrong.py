"""One mistake of a scenario file, and what must be said of it."""

from __future__ import annotations

from pathlib import Path

import attrs

HEAD = 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "a test"\n'


@attrs.frozen
class Wrong:
    """Lines of a scenario with ``§`` where the mistake is, and what must be said of it."""

    what: str
    lines: str
    path: str
    zh: str
    en: str
    nearest: str = ""
    head: str = HEAD

    @property
    def line(self) -> int:
        """The line on which ``§`` stands; 1 where it stands nowhere."""
        before, found, _ = (self.head + self.lines).partition("§")
        return before.count("\n") + 1 if found else 1


def check(wrong: Wrong, told) -> None:
    """One problem, and no other, with all that a person needs to mend it."""
    head, lines = (part.replace("§", "") for part in (wrong.head, wrong.lines))
    (problem,) = told(lines, head=head)
    assert Path(problem.file).name == "mine.toml"
    assert (problem.path, problem.line) == (wrong.path, wrong.line)
    assert wrong.zh in problem.message.zh
    assert wrong.en in problem.message.en
    assert problem.nearest == wrong.nearest
