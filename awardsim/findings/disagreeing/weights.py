"""AWS520: the weights of a composite that are not the parts of one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Cell
from awardsim.text import Text

NOT_WHOLE = Code.conflict(
    "AWS520",
    Text("权重合计不是100%", "weights that do not add up"),
    Text(
        "综合得分的几个权重加起来不是 100%：有一个写错了，或者还少一项。推演按比例折算。",
        "The weights of a composite do not add up to 100 %: one of them is wrong, or one is "
        "missing. A run takes them in proportion.",
    ),
    Text("改权重，合计100%", "correct the weights, so that they add up to 100 %"),
)
CODES = (NOT_WHOLE,)

#: Weights that are written as parts (6:4, 6比4) may have any sum.
_PARTS = re.compile(r"\d[:∶比]\d")
_PERCENT = re.compile("%|百分之")
#: Numbers up to this that are no percentages are parts.
_FEW_PARTS = 10


def check_weights(material: Material) -> Iterator[Finding]:
    """Weights that have been written and are not the whole of a composite."""
    for name, stage in material.policy.stages.items():
        given = stage.rule.parameters.get("weights") if stage.rule is not None else None
        if stage.rule is None or not isinstance(given, dict) or not given:
            continue
        numbers = [_number(cell) for cell in given.values()]
        weights = [one for one in numbers if one is not None]
        said = normal(" ".join([stage.rule.words, *(cell.words for cell in given.values())]))
        whole = _whole(weights, said)
        if len(weights) < len(given) or not whole or abs(sum(weights) - whole) <= whole / 1000:
            continue
        titles = [material.title_at(f"stages.{one}") for one in given]
        shares = [100 * one / sum(weights) for one in weights]
        yield material.finding(
            NOT_WHOLE,
            f"stages.{name}.rule.weights",
            Text(
                f"“{stage.title.zh}”的权重{_listed(titles, weights, whole).zh}，"
                f"合计 {100 * sum(weights) / whole:g}%",
                f"the weights of '{stage.title.en}' ({_listed(titles, weights, whole).en}) "
                f"add up to {100 * sum(weights) / whole:g} %",
            ),
            effect=Text(
                f"推演按比例折算：{'、'.join(f'{one:.3g}%' for one in shares)}",
                f"a run takes them in proportion: {', '.join(f'{one:.3g} %' for one in shares)}",
            ),
            articles=(stage.rule.source, *(cell.source for cell in given.values())),
        )


def _number(cell: object) -> float | None:
    value = cell.value if isinstance(cell, Cell) else None
    return None if isinstance(value, bool) or not isinstance(value, int | float) else float(value)


def _whole(weights: Sequence[float], said: str) -> float:
    """What the weights ought to add up to: 1 or 100; 0 where they are parts of any sum."""
    if not weights or _PARTS.search(said):
        return 0
    if max(weights) <= 1:
        return 1
    return 100 if max(weights) > _FEW_PARTS or _PERCENT.search(said) else 0


def _listed(titles: Sequence[Text], weights: Sequence[float], whole: float) -> Text:
    pairs = [(title, f"{100 * one / whole:g}") for title, one in zip(titles, weights, strict=True)]
    return Text(
        "、".join(f"“{title.zh}”{one}%" for title, one in pairs),
        ", ".join(f"'{title.en}' {one} %" for title, one in pairs),
    )
