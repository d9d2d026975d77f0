"""How an answer reaches who asked: files that are written, then what is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain
from awardsim.text import NOTHING, Language, Text

if TYPE_CHECKING:
    from awardsim.report.grid import Grid
    from awardsim.report.output import Target


def tell_written(target: Target, language: Language) -> None:
    """Say on standard error that a file is there."""
    shown = plain(target.name)
    note(Text(f"已写入 {shown}", f"written: {shown}").read(language))


@attrs.frozen
class Delivery:
    """Where an answer goes.

    Attributes
    ----------
    targets
        Files, which were asked about before.
    form
        What is printed: ``text``, ``json``, or another form that a command has.
    force
        Files that are there are replaced.
    quiet
        Nothing is said of files.
    """

    targets: Sequence[Target]
    form: str
    force: bool
    language: Language
    quiet: bool = False

    def only(self, forms: Sequence[str], option: str) -> None:
        """Refuse files that the answer to an option cannot be written as."""
        for target in self.targets:
            if target.form not in forms:
                message = Text(
                    f"{option} 不能写成 {target.form}",
                    f"{option} cannot be written as {target.form}",
                )
                raise InputError(Problem(message, target.name))

    def give(
        self,
        grid: Callable[[], Grid],
        screen: Callable[[], str],
        data: Callable[[], Any],
        own: Mapping[str, Callable[[Target], None]] | None = None,
        printed: Mapping[str, Callable[[], str]] | None = None,
        hint: Text = NOTHING,
    ) -> None:
        """Write the files, then print.

        Parameters
        ----------
        grid
            The answer as a table.
        screen, data
            What is printed: for people, and as plain data.
        own
            Extensions that something else than the table is written to, and what writes it.
        printed
            Further forms to print, and what makes them.
        hint
            The command that helps further, told where the answer is on the screen alone.
        """
        from awardsim.report.grid import as_json, write_grid
        from awardsim.report.grid_document import write_grid_document

        for target in self.targets:
            write = (own or {}).get(target.form)
            if write is None and target.form == ".docx":
                write_grid_document(grid(), target, self.language, force=self.force)
            elif write is None:
                write_grid(grid(), target, force=self.force)
            else:
                write(target)
            if not self.quiet:
                tell_written(target, self.language)
        if self.form == "json":
            say(as_json(data()))
        else:
            say((printed or {}).get(self.form, screen)())
            if hint != NOTHING and not self.quiet and not self.targets:
                note(f"hint: {hint.read(self.language)}")
