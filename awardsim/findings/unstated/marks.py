"""AWS329 and AWS330: marks and years that are written without what they are measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.disagreeing.sentences import said
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.unstated.ties import cells_of
from awardsim.policy import Stage, Status
from awardsim.text import Text
from awardsim.units import Duration, Unit

MARKS = Code.point(
    "AWS329",
    Text("哪个得分、满分多少没有写", "which marks, out of how many, is not said"),
    Text(
        "写了达到多少分，全文没有写满分多少；或者写了按得分取几名，有几个得分，没有写按哪一个。"
        "“满分”“总分”“百分制”算写了。",
        "A score is demanded and the full marks are nowhere written; or the best are taken by "
        "their marks, of which there are several, and not by which. 满分, 总分 and 百分制 say it.",
    ),
    Text("写明满分和按哪一个得分", "state the full marks, and which marks decide"),
)
UNTIL = Code.point(
    "AWS330",
    Text("年限算到哪一天没有写", "until which day years are counted is not said"),
    Text(
        "写了“近3年”“3年以上”，没有写算到印发日、申报日还是申报截止日：正好在边上的，"
        "早几天晚几天，结果相反。",
        "近3年 (the last 3 years) or 3年以上 (3 years or more), and not whether until the issue, "
        "the application or the closing date: near the edge a few days decide.",
    ),
    Text(
        "写明“本文所称年限，计算至申报截止之日”",
        "say that years are counted until the closing date of applications",
    ),
)
CODES = (MARKS, UNTIL)

_FULL = re.compile(r"满分|总分|百分制|(?<!\d)100分|1000分|千分")
_SCORE = re.compile(r"(\d+)分")
#: Full marks that such texts have.
_USUAL = (100, 500, 600, 1000)
_YEARS = re.compile(r"近.{0,3}年|年(?:以上|及以上|以内|内)")
_COUNTED = re.compile("年限.{0,8}(?:计算至|算至|算到|截至|截止)")
_DAY = re.compile("截至|截止|之日|当日|[0-9]日")


def check_marks(material: Material) -> Iterator[Finding]:
    """Marks out of nothing, marks of which there are several, years without an end."""
    yield from _full_marks(material)
    yield from _which_marks(material)
    yield from _until(material)


def _full_marks(material: Material) -> Iterator[Finding]:
    if any(_FULL.search(normal(one.words)) for one in said(material)):
        return
    for name, stage in material.policy.stages.items():
        for cell in cells_of(stage.rule.parameters.get("at_least") if stage.rule else None):
            found = _SCORE.search(normal(cell.words))
            if found is None or not cell.known:
                continue
            mark = int(found[1])
            shares = [(full, f"{mark / full:.0%}") for full in _USUAL if full >= mark]
            yield material.finding(
                MARKS,
                f"stages.{name}.rule.at_least",
                Text(
                    f"“{stage.title.zh}”：{found[0]}，满分多少没有写",
                    f"'{stage.title.en}': {mark} marks, out of how many is not said",
                ),
                effect=Text(
                    "；".join(f"满分 {full}，是 {share}" for full, share in shares),
                    "; ".join(f"out of {full} it is {share}" for full, share in shares),
                ),
                repair=Text(f"写明“满分＿＿分，{found[0]}以上”", f"write: {mark} of ＿＿ marks"),
                articles=(cell.source,),
            )


def _which_marks(material: Material) -> Iterator[Finding]:
    """Lists by marks of which the file had to say which."""
    for name, stage in material.policy.stages.items():
        if not _by_marks(stage):
            continue
        assert stage.rule is not None
        for cell in cells_of(stage.rule.parameters.get("of")):
            marks = material.policy.stages.get(str(cell.value))
            if cell.status is not Status.INFERRED or marks is None:
                continue
            yield material.finding(
                MARKS,
                f"stages.{name}.rule.of",
                Text(
                    f"“{stage.rule.words or stage.title.zh}”：按哪一个得分没有写",
                    f"'{stage.title.en}': by which marks is not said",
                ),
                effect=Text(
                    f"推演按“{marks.title.zh}”的得分", f"a run takes those of '{marks.title.en}'"
                ),
                repair=Text(
                    "写明“按＿＿（材料评审、现场评审、综合）得分由高到低”",
                    "write: by the marks of ＿＿ (document review, site visit, composite)",
                ),
                articles=(cell.source,),
            )


def _by_marks(stage: Stage) -> bool:
    return stage.rule is not None and stage.per != "case" and "vote" not in stage.rule.name


def _until(material: Material) -> Iterator[Finding]:
    """Years of conditions, told together: the sentence to add is one for all."""
    if any(_COUNTED.search(normal(one.words)) for one in said(material)):
        return
    found = [
        leaf
        for leaf in material.leaves
        if leaf.path.startswith("conditions.")
        and leaf.path.rpartition(".")[2] in ("within", "at_least")
        and isinstance(leaf.cell.value, Duration)
        and leaf.cell.value.unit is Unit.YEAR
        and _YEARS.search(words := normal(leaf.cell.words))
        and not _DAY.search(words)
    ]
    if not found:
        return
    shown = list(dict.fromkeys(f"“{leaf.cell.words}”" for leaf in found))
    more = Text("等", " and others") if len(shown) > 3 else Text("", "")
    yield material.finding(
        UNTIL,
        found[0].path,
        Text(
            f"{'、'.join(shown[:3])}{more.zh}：算到哪一天没有写",
            f"{', '.join(shown[:3])}{more.en}: until which day they are counted is not said",
        ),
        effect=Text(
            "印发日、申报日、申报截止日相差几周到几个月：正好在边上的，结果相反",
            "issue, application and closing date are weeks or months apart: near the edge they "
            "lead to opposite results",
        ),
        articles=tuple(leaf.cell.source for leaf in found),
    )
