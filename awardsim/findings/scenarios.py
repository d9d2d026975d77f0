"""The codes of scenarios, AWS6xx."""

from __future__ import annotations

from awardsim.findings.code import Code
from awardsim.text import Text

NO_BASIS = Code(
    "AWS601",
    Text("估计没有依据", "an assumption without a basis"),
    Text(
        "情景里的每个估计都要说明是谁估的、凭什么：写在这一项旁边，或写一句管整个文件。",
        "Every assumption of a scenario says who made it and on what ground: beside it, or once "
        "for the whole file.",
    ),
    Text('写 basis = "……"', 'write basis = "…"'),
)
NO_FIT = Code(
    "AWS602",
    Text("情景与文本不合", "a scenario that does not fit its text"),
    Text(
        "情景给了文本用不上的估计，改了文本没有的值，或缺少必须有的估计。",
        "It assumes what the text has no use for, changes what is not there, or lacks what is "
        "needed.",
    ),
    Text("照提示改情景", "correct the scenario as the message says"),
)

CODES = (NO_BASIS, NO_FIT)
