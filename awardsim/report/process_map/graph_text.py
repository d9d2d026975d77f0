"""A procedure as a graph in words that other tools draw: Mermaid (in Markdown) and DOT (Graphviz).

A box is a stage with its article and what it waits for, a frame is a body, an arrow leads to what
comes after; a stage that is not for everybody says for whom, and its box has a dashed edge.
"""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.procedure.model import Procedure
from awardsim.report.charts.lanes import lanes_of
from awardsim.report.process_map.bpmn import origin
from awardsim.report.process_map.steps import Step, steps
from awardsim.text import Language, Text

#: Shapes by kind of stage, in Mermaid and in DOT.
_MERMAID = {
    "window": ("[/", "/]"), "work": ("[", "]"), "wait": ("([", "])"), "notice": ("[[", "]]"),
    "meeting": ("{{", "}}"), "gate": ("(", ")"),
}  # fmt: skip
_DOT = {
    "window": "parallelogram", "work": "box", "wait": "oval", "notice": "box",
    "meeting": "hexagon", "gate": "box",
}  # fmt: skip


def mermaid(procedure: Procedure, language: Language) -> str:
    """The procedure as a flowchart of Mermaid."""
    found = steps(procedure)
    lines = [f"%% {_plain(note.read(language))}" for note in origin(procedure)]
    lines.append("flowchart TB")
    for number, (title, inside) in enumerate(_lanes(procedure, found, language)):
        lines.append(f'  subgraph lane{number}["{_entities(title)}"]')
        for step in inside:
            left, right = _MERMAID[step.kind]
            label = "<br/>".join(_entities(line) for line in _label(step, language))
            lines.append(f'    s{step.index}{left}"{label}"{right}')
        lines.append("  end")
    for step in found:
        lines += [f"  s{before} --> s{step.index}" for before in step.after]
    some = [f"s{step.index}" for step in found if step.only is not None]
    if some:
        lines.append("  classDef some stroke-dasharray: 5 4")
        lines.append(f"  class {','.join(some)} some")
    return "\n".join(lines) + "\n"


def dot(procedure: Procedure, language: Language) -> str:
    """The procedure as a graph of Graphviz."""
    found = steps(procedure)
    title = procedure.policy.title.read(language)
    lines = [f"// {_plain(note.read(language))}" for note in origin(procedure)]
    lines += [
        "digraph procedure {",
        f"  label={_quoted(title)}; labelloc=t; rankdir=TB; newrank=true;",
        '  node [fontname="Noto Sans CJK SC", fontsize=11, margin="0.15,0.08"];',
        '  graph [fontname="Noto Sans CJK SC", fontsize=12];',
    ]
    for number, (name, inside) in enumerate(_lanes(procedure, found, language)):
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    label={_quoted(name)}; style=filled; fillcolor=gray97; color=gray70;")
        for step in inside:
            look = {
                "shape": _DOT[step.kind],
                "label": _quoted(*_label(step, language)),
                "tooltip": _quoted(*(note.read(language) for note in step.notes)),
            }
            if step.kind == "notice":
                look["peripheries"] = "2"
            if step.only is not None:
                look["style"] = "dashed"
            told = ", ".join(f"{key}={value}" for key, value in look.items())
            lines.append(f"    {_quoted(step.id)} [{told}];")
        lines.append("  }")
    for step in found:
        for before in step.after:
            lines.append(f"  {_quoted(found[before].id)} -> {_quoted(step.id)};")
    return "\n".join([*lines, "}"]) + "\n"


def _lanes(
    procedure: Procedure, found: Sequence[Step], language: Language
) -> list[tuple[str, list[Step]]]:
    """Bodies with their titles and stages."""
    bodies = procedure.policy.bodies
    return [
        (
            bodies[lane].title.read(language) if lane in bodies else lane,
            [step for step in found if step.lane == lane],
        )
        for lane in lanes_of(procedure)
    ]


def _label(step: Step, language: Language) -> list[str]:
    """What a box says: the stage, its article, whom it is for, what it waits for."""
    article = step.article.read(language)
    lines = [step.title.read(language), f"({article})" if article else ""]
    if step.only is not None:
        only = step.only.title.read(language)
        lines.append(Text(f"仅：{only}", f"only: {only}").read(language))
    timers = [*step.before, *([step.during] if step.during is not None else [])]
    lines += [timer.title.read(language) for timer in timers]
    lines += [deadline.timer.title.read(language) for deadline in step.deadlines]
    return [line for line in lines if line]


def _plain(text: str) -> str:
    """A text on one line, without what a reader of the file could take for more."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _entities(text: str) -> str:
    """A text inside quotation marks of Mermaid: every sign that it could read is a number."""
    kept = "，。、；：（）《》〔〕“”…－—·"
    return "".join(
        one if one.isalnum() or one in " .-/:," or one in kept else f"#{ord(one)};"
        for one in _plain(text)
    )


def _quoted(*lines: str) -> str:
    """Lines as one string of DOT."""
    escaped = (_plain(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
