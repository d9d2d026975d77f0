"""A procedure's graph as a file; the extension decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from awardsim.procedure.model import Procedure
from awardsim.report.output import Target, write_whole
from awardsim.report.process_map.bpmn import bpmn
from awardsim.report.process_map.graph_text import dot, mermaid
from awardsim.text import Language

_MAKERS: dict[str, Callable[[Procedure, Language], str]] = {
    ".bpmn": bpmn,
    ".mmd": mermaid,
    ".dot": dot,
}
#: Forms of a procedure's graph.
MAPS = tuple(_MAKERS)


def write_map(procedure: Procedure, target: Target, language: Language, *, force: bool) -> None:
    """Write the graph of a procedure.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    text = _MAKERS[target.form](procedure, language)

    def write(path: Path) -> None:
        path.write_bytes(text.encode("utf-8", "replace"))

    write_whole(target, write, force=force)
