"""Rows as columns for a terminal, measured as they are displayed.

Apart from lines, as loading tabulate takes a third of the time in which a help text answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate

from awardsim.report.console import plain


def table(
    rows: Sequence[Sequence[str]],
    headers: Sequence[str] = (),
    align: Sequence[str] = (),
    indent: str = "",
) -> list[str]:
    """Rows as columns, two spaces apart; ``align`` holds ``left`` or ``right`` by column.

    >>> table([["县级公示", "5"], ["审批", "12"]], align=["left", "right"])
    ['县级公示   5', '审批      12']
    """
    if not rows:
        return []
    # As a first row: tabulate would make a column of headers two columns wider.
    shown = [headers, *rows] if headers else rows
    drawn = tabulate(
        [[plain(cell) for cell in row] for row in shown],
        tablefmt="plain",
        disable_numparse=True,
        colalign=tuple(align) or ("left",) * len(rows[0]),
    )
    return [(indent + line).rstrip() for line in drawn.splitlines()]


def section(
    rows: Sequence[Sequence[str]], headers: Sequence[str], align: Sequence[str] = ()
) -> list[str]:
    """A table whose first heading, the section's name, stands two columns to the left.

    >>> section([["县级公示", "10-14"]], ["关键节点", "最迟"])
    ['关键节点    最迟', '  县级公示  10-14']
    """
    lines = table(rows, headers, align, indent="  ")
    if not lines:
        return []
    return [f"{headers[0]}  {lines[0][2 + len(headers[0]) :]}".rstrip(), *lines[1:]]
