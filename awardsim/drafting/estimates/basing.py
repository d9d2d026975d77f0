"""The text that a scenario is made for, built under nothing but the built-in table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from awardsim.analysis.experiment import find, load
from awardsim.analysis.names import file_of
from awardsim.errors import InputError, Problem, ProcedureError
from awardsim.policy import Policy
from awardsim.procedure.edition import opening_of
from awardsim.procedure.model import Procedure
from awardsim.report.console import plain
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue

#: How long before its first written day an edition is taken to begin while nobody has said when.
_AHEAD = datetime.timedelta(days=90)


@attrs.frozen(eq=False)
class Base:
    """A text to make a scenario for.

    Attributes
    ----------
    procedure
        Under nothing but the built-in table; where nothing says when its edition begins, from a
        day on that keeps all its dates.
    opening_known
        The text says when its edition begins, or has dates of it and was issued for it; a
        regulation that only has its date of issue does not.
    file
        The policy file; None for a text that is named by its id.
    """

    name: str
    policy: Policy
    procedure: Procedure
    opening_known: bool
    file: Path | None

    @property
    def stem(self) -> str:
        """How its scenario is called where nobody says otherwise."""
        return f"{self.policy.jurisdiction}-{self.policy.version}"

    def reference(self, target: str) -> str:
        """The text as a scenario at ``target`` names it.

        Raises
        ------
        InputError
            Its file is not in the scenario's folder, nor below it.
        """
        if self.file is None:
            return self.policy.id
        folder = Path(target).parent.resolve()
        try:
            return self.file.resolve().relative_to(folder).as_posix()
        except ValueError:
            shown = plain(str(self.file))
            message = Text(
                f"制度文本 {shown} 要在情景文件的文件夹里（或其下级文件夹）：把情景写到它旁边",
                f"the text {shown} must be in the scenario's folder, or in one below it: write "
                "the scenario beside it",
            )
            raise InputError(Problem(message, plain(target))) from None


def base_of(name: str, catalogue: Catalogue, today: datetime.date) -> Base:
    """The text of this name.

    Raises
    ------
    InputError
        There is none, it is a scenario, or it has mistakes.
    """
    found = find(name, catalogue)
    policy, scenario = found.policy, found.scenario
    if scenario.id != policy.id:
        message = Text(
            f"'{name[:40]}' 是情景；由它的文本新建：awardsim new scenario {policy.id}",
            f"'{name[:40]}' is a scenario; begin with its text: awardsim new scenario {policy.id}",
        )
        raise InputError(Problem(message, path="TEXT"))
    days = list(_written_days(policy))
    known = bool(days)  # the date of issue alone is no day of an edition
    sets = []
    try:
        opening_of(policy)
    except ProcedureError:
        known = False
        first = min(days, default=today + _AHEAD)
        sets = [f"opens={(first - _AHEAD).isoformat()}"]
    return Base(name, policy, load(name, catalogue, sets), known, file_of(name))


def _written_days(policy: Policy) -> Iterator[datetime.date]:
    """Days by which a text dates its edition, its lists and its deadlines."""
    for end in (policy.window.opens, policy.window.closes):
        if end.value is not None:
            yield end.value
    for stage in policy.stages.values():
        cells = [stage.opens, stage.closes]
        if stage.deadline is not None:
            cells.append(stage.deadline.on)
        for cell in cells:
            if cell is not None and isinstance(cell.value, datetime.date):
                yield cell.value
