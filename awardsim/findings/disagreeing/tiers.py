"""AWS519: what a text in front of another one asks for beyond it."""

from __future__ import annotations

from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.text import Text

MORE_STEPS = Code.point(
    "AWS519",
    Text("比上级文件多的环节", "steps that the outer text does not have"),
    Text(
        "下级的文件在上级的程序前面加了上级文件没有的环节：申报人多过一道，增加的依据、"
        "按什么标准评，要写明。",
        "A text in front of another one has steps of a kind that the other one does not know: "
        "applicants pass one more hurdle, whose ground and standard are to be stated.",
    ),
    Text(
        "写明“依据……，先由……评审”和评审标准，或并入上级文件已有的环节",
        "state the ground and the standard, or make it part of a step that the outer text has",
    ),
)
CODES = (MORE_STEPS,)


def check_tiers(material: Material) -> Iterator[Finding]:
    """Stages of an inner text of a kind that the outer one does not have, told together."""
    policy, outer = material.policy, material.policy.outer
    if outer is None or policy.within is None:
        return
    theirs = {stage.type for stage in outer.stages.values()}
    grounds = normal(
        " ".join(
            f"{one.value.value} {one.value.words}"
            for one in policy.provisions.values()
            if one.type == "LEGAL_BASIS"
        )
    )
    added = [
        (name, stage)
        for name, stage in policy.stages.items()
        if name not in outer.stages
        and stage.type not in theirs
        and normal(stage.title.zh) not in grounds
    ]
    if not added:
        return
    yield material.finding(
        MORE_STEPS,
        f"stages.{added[0][0]}",
        Text(
            f"{'、'.join(f'“{stage.title.zh}”' for _, stage in added)}是本文加的，"
            f"《{outer.title.zh}》没有这样的环节",
            ", ".join(f"'{stage.title.en}'" for _, stage in added) + ": added here, "
            f"'{outer.title.en}' has no such step",
        ),
        effect=Text(
            "申报人多过一道；不写明依据，落选的可以不服",
            "applicants pass one more hurdle; without a ground, who fails may contest it",
        ),
        articles=(*(stage.source for _, stage in added), policy.within.source),
    )
