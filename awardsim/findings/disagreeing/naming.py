"""AWS515: one thing of a text under two names, so that a reader looks for two things."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import attrs

from awardsim.findings.code import Code
from awardsim.findings.disagreeing.sentences import Said, said
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.text import Text

TWO_NAMES = Code.point(
    "AWS515",
    Text("一件事两个名称", "two names for one thing"),
    Text(
        "同一步、同一张名单，一处叫“材料评审”，一处叫“资料评审”：读的人会以为是两步。"
        "按摘录的原句（给了原文的，按全文）找；文本里真有两步的、同一句里分开说的，不算。",
        "One step or list is called 材料评审 here and 资料评审 there, so that a reader takes "
        "it for two. Looked for in the words that are quoted, and in the whole document where "
        "it is given; not told where the text does have two such steps, nor of names that one "
        "sentence tells apart.",
    ),
    Text("全文用一个名称", "use one name throughout"),
)
CODES = (TWO_NAMES,)


@attrs.frozen
class Names:
    """Names that documents have for one thing.

    ``type`` is that of the stage; of a text with several stages of it nothing is said.
    """

    about: Text
    type: str
    names: tuple[str, ...]

    def held(self, words: str) -> list[str]:
        """The names that stand in some words."""
        plain = normal(words)
        return [name for name in self.names if re.search(f"(?<!拟){name}", plain)]


SYNONYMS = (
    Names(Text("材料的评审", "the document review"), "DOC_REVIEW", ("材料评审", "资料评审")),
    Names(Text("现场的评审", "the site visit"), "SITE", ("现场评审", "现场考评", "现场评价")),
    Names(Text("答辩", "the defence"), "DEFENCE", ("陈述答辩", "现场答辩", "答辩评审")),
    Names(Text("受理前的审查", "the check before acceptance"), "ELIG", ("资格审查", "形式审查")),
    Names(
        Text("公示的拟奖名单", "the list that is publicised"),
        "FIN_NOTICE",
        ("拟奖建议名单", "拟获奖建议名单", "获奖建议名单", "拟获奖名单", "拟奖名单"),
    ),
)


def check_naming(material: Material) -> Iterator[Finding]:
    """Things that a text has two names for, each once."""
    found_at = {one: material.line_of(one.path) for one in said(material)}
    sentences = sorted(found_at, key=lambda one: (not one.path, found_at[one]))
    for one in SYNONYMS:
        stages = [each for each in material.policy.stages.values() if each.type == one.type]
        if len(stages) != 1:
            continue
        found: dict[str, Said] = {}
        told_apart: set[tuple[str, str]] = set()
        for sentence in sentences:
            held = one.held(sentence.words)
            told_apart |= set(itertools.permutations(held, 2))
            for name in held:
                found.setdefault(name, sentence)
        names = list(found)
        own = next((name for name in names if name in stages[0].title.zh), next(iter(names), ""))
        names = [name for name in names if name == own or (own, name) not in told_apart]
        if len(names) < 2:
            continue
        yield material.finding(
            TWO_NAMES,
            next((found[name].path for name in names if name != own and found[name].path), ""),
            Text(
                f"{one.about.zh}有{len(names)}个名称：{'、'.join(f'“{name}”' for name in names)}",
                f"{one.about.en} has {len(names)} names: "
                + ", ".join(f"'{name}'" for name in names),
            ),
            effect=Text("读的人会以为是两件事", "a reader takes it for two things"),
            repair=Text(f"一律写“{own}”", f"write '{own}' throughout"),
            articles=tuple(found[name].source for name in names),
        )
