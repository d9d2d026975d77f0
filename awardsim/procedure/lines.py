"""The lines of a file on which the paths of its problems stand."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from awardsim.errors import InputError, Problem
from awardsim.toml import Locator, Problems, read_document, split_path


def in_file(problems: Iterable[Problem], file: str) -> list[Problem]:
    """Problems, those of a file with the line on which their path stands.

    The file is read again, and only where a line is missing; one that cannot be read any more
    gives no lines.
    """
    listed = list(problems)
    if not any(_lacks_line(problem, file) for problem in listed):
        return listed
    try:
        lines = read_document(file, Problems(file)).lines  # its own mistakes have been told
    except InputError:
        return listed
    return [
        attrs.evolve(problem, line=_line(lines, problem.path))
        if _lacks_line(problem, file)
        else problem
        for problem in listed
    ]


def _lacks_line(problem: Problem, file: str) -> bool:
    return bool(file and problem.path) and problem.file == file and not problem.line


def _line(lines: Locator, path: str) -> int:
    """The line of a path, or of the table it would stand in; 0 where there is neither."""
    try:
        parts = split_path(path)
    except ValueError:
        return 0
    return lines.line_of(parts) if parts[:1] in lines.lines else 0
