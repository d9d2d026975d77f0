"""Everything that can go wrong, as one tree.

::

    AwardsimError                     3  a defect of ours
    ├── InputError (ValueError)       2  a file, an option or a name given by the user
    │   ├── PolicyError                  a policy file
    │   ├── ScenarioError                a scenario file or an override of it
    │   └── ProcedureError               policy and scenario do not make a procedure
    ├── PluginError                   4  a plugin failed, or broke its contract
    ├── OutputError (OSError)         5  a file could not be written
    └── InvariantError                3  a run broke one of its own invariants

The number is the exit code of the command line.  An :class:`InputError` carries every
problem that was found, not only the first.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, ClassVar

import attrs

from awardsim.text import Language, Text


@attrs.frozen
class Problem:
    """One mistake in an input: where it is, what is wrong, what would be right.

    Attributes
    ----------
    message
        What was found and what was expected.
    file
        The file as the user named it; empty where there is none (an option).
    line
        Line in the file, from 1; 0 where it is not known.
    path
        Dotted path of the value (``stages.city_notice.duration``).
    nearest
        The known name that is most like the unknown one; empty where there is none.
    """

    message: Text
    file: str = ""
    line: int = 0
    path: str = ""
    nearest: str = ""

    def read(self, language: Language) -> str:
        """One line for a person.

        >>> problem = Problem(Text("没有规则", "no rule 'topn'"), "a.toml", 41, "stages.x", "top_n")
        >>> problem.read("en")
        "a.toml:41: no rule 'topn' @ stages.x; did you mean 'top_n'?"
        """
        place = f"{self.file}:{self.line}: " if self.file and self.line else ""
        place = place or (f"{self.file}: " if self.file else "")
        where = f" @ {self.path}" if self.path else ""
        hint = ""
        if self.nearest:
            hint = f"；是不是 '{self.nearest}'？" if language == "zh" else ""
            hint = hint or f"; did you mean '{self.nearest}'?"
        return f"{place}{self.message.read(language)}{where}{hint}"


class AwardsimError(Exception):
    """Anything that awardsim itself raises."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def __reduce__(self) -> tuple[type[AwardsimError], tuple[Any, ...]]:
        return (type(self), (self.message,))

    def read(self, language: Language) -> str:
        """The message for a person, in one language."""
        return self.message.read(language)


class InputError(AwardsimError, ValueError):
    """What the user gave cannot be used; all problems of it at once."""

    exit_code: ClassVar[int] = 2

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        listed = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.problems: tuple[Problem, ...] = listed
        super().__init__(
            Text(
                "\n".join(problem.read("zh") for problem in listed),
                "\n".join(problem.read("en") for problem in listed),
            )
        )

    def __reduce__(self) -> tuple[type[AwardsimError], tuple[Any, ...]]:
        return (type(self), (self.problems,))


class PolicyError(InputError):
    """A policy file has mistakes."""


class ScenarioError(InputError):
    """A scenario, or an override of it, has mistakes."""


class ProcedureError(InputError):
    """Policy and scenario together do not make a procedure that can run."""


class PluginError(AwardsimError):
    """A plugin failed to load or broke the contract; the message names it and its version."""

    exit_code: ClassVar[int] = 4


class OutputError(AwardsimError, OSError):
    """A file could not be written."""

    exit_code: ClassVar[int] = 5


class InvariantError(AwardsimError):
    """A run broke an invariant of the simulation: a defect of ours, never of the input."""


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known name that is most like ``name``, whatever the case; empty if none is like it.

    >>> nearest_name("majorty", ["top_n", "majority"]), nearest_name("TOP_N", ["top_n"])
    ('majority', 'top_n')
    """
    names = {one.casefold(): one for one in sorted(known)}
    found = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.65)
    return names[found[0]] if found else ""
