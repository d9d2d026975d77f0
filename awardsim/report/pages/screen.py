"""A report on a terminal: what the two pages say, as far as a screen has room."""

from __future__ import annotations

from awardsim.report.cells import RunTable
from awardsim.report.columns import section
from awardsim.report.console import COLUMNS, clip, wrap
from awardsim.report.dates import PROJECTED
from awardsim.report.pages.decisions import decision_table
from awardsim.report.pages.material import Material
from awardsim.report.pages.tables import beside_table, cell, milestone_table, point_table

#: Rows of a part at most.
_ROWS = 6
#: Columns of a stage's name.
_MILESTONE = 26


def report_screen(material: Material) -> str:
    """The sentences, the milestones, what is to be decided and clarified; then the files."""
    view = material.view
    lines = [*wrap(f"{material.title}  {material.about}"), ""]
    for one in material.sentences:
        lines += wrap(one)
    beside = beside_table(material)
    if beside is not None:
        lines += ["", *_columns(material, beside)]
    lines += ["", *_columns(material, milestone_table(material))]
    decisions, points = decision_table(view), point_table(material)
    if decisions.rows:
        lines += ["", view.say("需领导小组决定的事项", "to be decided by the leading group")]
        for number, row in enumerate(decisions.rows[:_ROWS], 1):
            told = view.say("；", "; ").join(str(one) for one in row[:3] if one)
            lines += wrap(f"{number:>3}  {told}", hang="     ")
        lines += _more(material, decisions)
    if points.rows:
        lines += ["", view.say("文本待明确之处", "points to be clarified")]
        for number, row in enumerate(points.rows[:_ROWS], 1):
            place = f"{row[0]}  " if row[0] else ""
            lines += wrap(f"{number:>3}  {place}{row[1]}", hang="     ")
        lines += _more(material, points)
    return "\n".join([*lines, "", *wrap(material.mark)]) + "\n"


def _more(material: Material, table: RunTable) -> list[str]:
    left = len(table.rows) - _ROWS
    if left <= 0:
        return []
    return [f"     {material.say(f'另有{left}项，见文件', f'{left} more in the files')}"]


def _columns(material: Material, table: RunTable) -> list[str]:
    """A table as far as it fits: of milestones without who acts, of scenarios without remarks."""
    rows = [[cell(value, material.view) for value in row] for row in table.rows]
    headings = list(table.headings)
    if table.id == "milestones":
        for row in rows:
            row[0] = clip(row[0], _MILESTONE)
            del row[1]
        del headings[1]
    mark = PROJECTED.en if material.language == "en" else ""
    shown = [[one.replace(mark, "*") if mark else one for one in row] for row in rows]
    return [clip(line, COLUMNS) for line in section(shown, headings)]
