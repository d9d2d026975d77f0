"""Tables whose cells take several lines, with a width for every column."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.report.console import COLUMNS, pad, width, wrap

_GAP = "  "


def wrapped_table(
    rows: Sequence[Sequence[str]],
    headers: Sequence[str] = (),
    most: Sequence[int] = (),
    indent: str = " ",
) -> list[str]:
    """Rows as columns; a cell that is wider than its column goes on in the next line.

    Parameters
    ----------
    most
        Greatest width of each column; the last one takes what is left of the line.  A column
        is never wider than its widest cell.

    Examples
    --------
    >>> wrapped_table([["县级公示", "不少于5个工作日"]], most=[8, 10], indent="")
    ['县级公示  不少于5个工作日']
    >>> wrapped_table([["县级公示", "条文"]], most=[4], indent="")
    ['县级  条文', '公示']
    """
    if not rows:
        return []
    shown = [list(headers), *rows] if headers else list(rows)
    count = len(rows[0])
    widths = [max(width(row[place]) for row in shown) for place in range(count)]
    for place, limit in enumerate(most[: count - 1]):
        widths[place] = min(widths[place], limit)
    used = width(indent) + sum(widths[:-1]) + len(_GAP) * (count - 1)
    widths[-1] = min(widths[-1], max(COLUMNS - used, 10))
    lines: list[str] = []
    for row in shown:
        cells = [wrap(cell, columns) for cell, columns in zip(row, widths, strict=True)]
        for place in range(max(len(cell) for cell in cells)):
            parts = [
                pad(cell[place] if place < len(cell) else "", columns)
                for cell, columns in zip(cells, widths, strict=True)
            ]
            lines.append((indent + _GAP.join(parts)).rstrip())
    return lines
