"""The part of ``awardsim schedule`` that asks what an objection does to the dates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure
    from awardsim.report.output import Target


def objections(
    procedure: Procedure,
    loaded: Callable[..., Procedure],
    received: datetime.date | None,
    at: str | None,
    targets: Sequence[Target],
    form: str,
    force: bool,
    language: Language,
) -> int:
    """An objection on a given day, or on the last day of each notice where none is given.

    ``loaded`` gives the same procedure with further values replaced.
    """
    from awardsim.analysis.objections import last_days, what_if
    from awardsim.analysis.subject import find_stage
    from awardsim.report.grid import FORMS, as_json, write_grid
    from awardsim.report.objections_screen import (
        objections_data,
        objections_grid,
        objections_screen,
    )

    for target in targets:
        if target.form not in FORMS:
            message = Text(
                f"异议不能写成 {target.form}", f"objections cannot be written as {target.form}"
            )
            raise InputError(Problem(message, target.name))

    def rebuild(reading: str, option: str) -> Procedure:
        return loaded(f"readings.{reading}={option}")

    if received is None:
        found = last_days(procedure, rebuild)
    else:
        notice = None if at is None else procedure.node_index[find_stage(procedure, at)]
        found = (what_if(procedure, received, notice, rebuild),)
    for target in targets:
        write_grid(objections_grid(found, language), target, force=force)
        note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    if form == "json":
        say(as_json(objections_data(found)))
    else:
        say(objections_screen(found, language))
    return 0
