"""What a text says beside its procedure: who may apply, rewards, what follows."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.drafting import layout
from awardsim.drafting.answer import Answer
from awardsim.drafting.cells import WHOLE, Cells
from awardsim.drafting.forms import Length, WrongAnswer, read_years
from awardsim.drafting.layout import Block
from awardsim.drafting.questions import LATER, PROVISIONS
from awardsim.policy.cell import Status
from awardsim.policy.vocabulary import PROVISION_TYPES, STAGE_TYPES
from awardsim.text import Text

#: Conditions that are asked for: title, track (empty: all), rule and parameters without the
#: number, the name of the number, whether a record that must be clean prohibits.
_CONDITIONS = {
    "operation": (
        Text("正常经营年限", "years of operation"),
        "organisations",
        {"name": "min_years", "field": "operation"},
        "at_least",
        False,
    ),
    "service": (
        Text("从业年限", "years of service"),
        "individuals",
        {"name": "min_years", "field": "service"},
        "at_least",
        False,
    ),
    "accident": (
        Text("无重大事故", "no major accident"),
        "organisations",
        {"name": "clean_record", "record": "major_accident"},
        "within",
        True,
    ),
    "breach": (
        Text("无违法失信记录", "no breach on record"),
        "",
        {"name": "clean_record", "record": "breach"},
        "within",
        True,
    ),
    "lock_out": (
        Text("获奖后不得重复申报", "no repeat application after an award"),
        "",
        {"name": "lock_out"},
        "lasts",
        True,
    ),
}


def condition_blocks(cells: Cells, tracks: Sequence[str]) -> list[Block]:
    """Conditions that the document states; one that it leaves out is not in the file."""
    blocks = []
    for name, (title, only, rule, number, prohibits) in _CONDITIONS.items():
        id = f"conditions.{name}"
        answer = cells.answers.get(id)
        concerned = [track for track in tracks if not only or track == only]
        if answer is None or not answer.stated or not concerned:
            continue
        article = cells.article(id, answer)
        path = f"conditions.{name}"
        cells.places[path] = id
        years = {"value": answer.value.written}
        if answer.words:
            years["words"] = answer.words
        lines = [
            layout.header(path),
            layout.pair("title", {"zh": title.zh, "en": title.en}),
            layout.pair("tracks", concerned),
            layout.pair("source", f"text {article}"),
        ]
        if prohibits:
            lines.append(layout.pair("prohibits", True))
        lines.append(
            layout.pair("rule", {**rule, number: years if answer.words else years["value"]})
        )
        blocks.append(Block("" if article == WHOLE else article, tuple(lines)))
    return blocks


def provision_blocks(cells: Cells) -> list[Block]:
    """Provisions that were asked for, stages after the award, and stages that are ruled out."""
    blocks = [
        _provision(cells, f"provisions.{type}", type.lower(), type, PROVISION_TYPES[type])
        for type in PROVISIONS
    ]
    for stage, type in LATER.items():
        title = STAGE_TYPES[stage]
        blocks.append(_provision(cells, f"stages.{stage}", stage.lower(), type, title))
    for stage, title in STAGE_TYPES.items():
        answer = cells.answers.get(f"stages.{stage}")
        ruled_out = answer is not None and answer.status is Status.EXCLUDED
        if ruled_out and stage not in LATER and stage not in ("APPLY", "AWARD"):
            name = f"no_{stage.lower()}"
            blocks.append(_provision(cells, f"stages.{stage}", name, "PRINCIPLE", title))
    return blocks


def _provision(cells: Cells, id: str, name: str, type: str, title: Text) -> Block:
    answer = cells.answers.get(id)
    article = cells.article(id, answer)
    path = f"provisions.{name}"
    cells.places[path] = id
    value = cells.cell(id, f"{path}.value", article)
    if answer is not None and answer.stated and id.startswith("stages."):
        words = {"words": answer.words} if answer.words else {}
        value = {"value": answer.name or True, **words} if words else (answer.name or True)
    years = _years(answer)
    if years is not None and not id.startswith("stages."):  # 5年: it holds, for so long
        value = {"value": True, "words": answer.words} if answer and answer.words else True
    lines = [
        layout.header(path),
        layout.pair("title", {"zh": title.zh, "en": title.en}),
        layout.pair("type", type),
        layout.pair("source", f"text {article}"),
        layout.pair("value", value),
    ]
    if years is not None:
        lines.append(layout.pair("lasts", years.written))
    known = answer is not None and answer.article
    return Block(article if known else "", tuple(lines))


def _years(answer: Answer | None) -> Length | None:
    """For how many years something binds, where the answer is that."""
    if answer is None or not answer.stated:
        return None
    found = answer.value
    if not isinstance(found, Length):
        try:
            found = read_years(str(found))
        except WrongAnswer:
            return None
    return found if found.unit == "y" else None
