"""From answers about a document to a policy file that reads and runs at once.

What is stated goes in with its article and words, what is not stated as ``unstated``; nothing
is made up.  Where several stages could stand in several orders, the usual one is taken, and a
comment says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.drafting import layout
from awardsim.drafting.answer import TO_BE_FILLED, Answer
from awardsim.drafting.beside import condition_blocks, provision_blocks
from awardsim.drafting.cells import Cells
from awardsim.drafting.layout import Block, in_order
from awardsim.drafting.procedure import Procedure
from awardsim.drafting.questions import LATER, has_stage, tracks_of
from awardsim.policy.cell import Status
from awardsim.policy.vocabulary import STAGE_TYPES
from awardsim.text import Text

_TRACKS = {
    "organisations": (Text("组织奖", "organisations"), "organisation"),
    "individuals": (Text("个人奖", "individuals"), "individual"),
}
_UNWRITTEN = "全文没有写的、明文没有的  what the document leaves out or excludes"


@attrs.frozen
class Draft:
    """A policy file as text.

    Attributes
    ----------
    city, version
        Together the id of the text.
    text
        The file.
    places
        Path of a table or value in the file, to the id of the question whose answer made it.
    open_articles
        Ids of questions whose answers have no article yet.
    """

    city: str
    version: str
    text: str
    places: Mapping[str, str]
    open_articles: tuple[str, ...]


def compose(answers: Mapping[str, Answer]) -> Draft:
    """The policy file of these answers; questions without an answer count as not yet read."""
    return _City(answers).draft()


class _City:
    """One text in the making."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers
        self.cells = Cells(answers)
        self.city = str(answers["city"].value)
        self.version = str(answers["version"].value)
        self.tracks = tracks_of(answers)

    def draft(self) -> Draft:
        blocks = [*self._window(), *self._tracks(), *self._channels()]
        conditions = condition_blocks(self.cells, self.tracks)
        blocks += conditions or [Block("", (layout.header("conditions"),))]
        procedure = Procedure(self.cells, self.tracks)
        blocks += procedure.blocks()
        blocks += provision_blocks(self.cells)
        lines = [*self._head(), *in_order(blocks, _UNWRITTEN), *self._silent_stages()]
        lines += procedure.reading_lines()
        return Draft(
            self.city,
            self.version,
            "\n".join(lines).rstrip() + "\n",
            dict(self.cells.places),
            tuple(self.cells.without_article),
        )

    def _given(self, id: str) -> Any:
        answer = self.answers.get(id)
        return answer.value if answer is not None and answer.stated else None

    # ---- head -------------------------------------------------------------------------------

    def _head(self) -> list[str]:
        title = self._given("title")
        name = self.city.replace("_", " ").title()
        award = self._given("award") or title
        number = self._given("number")
        state = self._given("state") or "draft"
        issued = self._given("issued")
        planned = "" if state == "issued" else "拟印发日期 planned"
        source = [layout.header("sources.text"), layout.pair("title", title)]
        if number:
            source.append(layout.pair("number", number))
        source.append(layout.pair("issued", issued, planned))
        for path, id in (
            ("version", "version"),
            ("jurisdiction", "city"),
            ("sources.text.issued", "issued"),
            ("title", "title"),
            ("award", "award"),
        ):
            self.cells.places[path] = id
        return [
            layout.note(f"{title}" + (f"（{number}）" if number else "")),
            layout.note(f"{name}: quality award, {self.version}"),
            "#",
            "# 由 awardsim new city 按问答写成；按条款顺序排列，可与原文逐行核对、直接修改。",
            "# Written by awardsim new city from answers; in the order of the articles, to be",
            "# checked line by line against the document and edited.",
            "#",
            "# 写法：unstated 没有写，excluded 明文没有，elsewhere 在另一份文件，unread 没有看；",
            "# 出处“全文”= 通读全文没有找到，“待补”= 条款还没有填。天数：5wd 工作日，7cd 日历日。",
            "# Articles: 全文 = not found in the whole document, 待补 = still to be filled in.",
            "# Days: 5wd working days, 7cd calendar days.",
            "",
            "schema = 1",
            layout.pair("jurisdiction", self.city),
            layout.pair("version", self.version, "与文件名一致 the file's own name"),
            layout.pair("state", state, "issued 已印发，draft 草案"),
            layout.pair("title", {"zh": title, "en": f"{name} quality award, {self.version}"}),
            layout.pair("award", {"zh": award, "en": f"{name} Quality Award"}),
            "",
            *source,
        ]

    # ---- window, tracks, channels -----------------------------------------------------------

    def _window(self) -> list[Block]:
        cells = self.cells
        keys = ("opens", "closes", "cycle", "valid_from", "valid_to")
        article = next(
            (one.article for one in map(self.answers.get, keys) if one is not None and one.article),
            "全文",
        )
        lines = [layout.header("window"), layout.pair("source", f"text {article}")]
        for key in keys:
            comment = ""
            if key == "opens" and not self.cells.stated("opens"):
                comment = "从印发日期起算 counted from the date of issue"
            cell = cells.cell(key, f"window.{key}", article)
            lines.append(layout.pair(key, cell, comment))
        return [Block("" if article == "全文" else article, tuple(lines))]

    def _tracks(self) -> list[Block]:
        blocks = []
        given = self.answers.get("tracks")
        article = self.cells.article("tracks", given)
        for track in self.tracks:
            title, applicant = _TRACKS[track]
            lines = [
                layout.header(f"tracks.{track}"),
                layout.pair("title", {"zh": title.zh, "en": title.en}),
                layout.pair("applicant", applicant),
                layout.pair("source", f"text {article}"),
            ]
            if given is not None and given.words:
                lines.append(layout.pair("words", given.words))
            self.cells.places[f"tracks.{track}"] = "tracks"
            blocks.append(Block(_known(article), tuple(lines)))
            blocks.append(self._quota(track))
        return blocks

    def _quota(self, track: str) -> Block:
        answer = self.answers.get(f"quotas.{track}")
        article = self.cells.article(f"quotas.{track}", answer)
        number = self.cells.cell(f"quotas.{track}", f"quotas.{track}.number", article)
        vacant = self.cells.truth("vacancy", f"quotas.{track}.may_stay_vacant", article)
        comment = ""
        if not self.cells.stated(f"quotas.{track}"):
            comment = "没有名额：通过的都算获奖 without one, all who get through are awarded"
        lines = (
            layout.header(f"quotas.{track}"),
            layout.pair("source", f"text {article}"),
            layout.pair("number", number, comment),
            layout.pair("may_stay_vacant", vacant),
        )
        return Block(_known(article), lines)

    def _channels(self) -> list[Block]:
        answer = self.answers.get("channels")
        article = answer.article if answer is not None else ""
        listed = self._given("channels")
        lines: list[str] = []
        if not listed:
            remark = "没有列出推荐单位：先当作一个 no recommending bodies are listed: one for all"
            if answer is not None and answer.status is Status.ELSEWHERE:
                remark = f"推荐单位见{answer.reason}：先当作一个 listed elsewhere: one for all"
            lines.append(layout.note(remark))
            listed = (("whole_city", "全市"),)
        for id, title in listed:
            self.cells.places[f"channels.{id}"] = "channels"
            english = id.replace("_", " ")
            english = english if id.startswith("channel_") else english.title()
            lines += [
                *([""] if lines and not lines[-1].startswith("#") else []),
                layout.header(f"channels.{id}"),
                layout.pair("title", {"zh": title, "en": english}),
            ]
        return [Block(_known(article), tuple(lines))]

    # ---- the rest ---------------------------------------------------------------------------

    def _silent_stages(self) -> list[str]:
        """Stage types that the file does not have: silent, or not yet looked for."""
        kinds: dict[str, list[str]] = {"silent": [], "unread": []}
        for type, title in STAGE_TYPES.items():
            answer = self.answers.get(f"stages.{type}")
            if type in (*LATER, "APPLY", "AWARD") or has_stage(type)(self.answers):
                continue
            if answer is None or answer.status is Status.UNREAD:
                kind = "unread"
            elif answer.status is Status.EXCLUDED:
                continue  # a provision says so
            else:
                kind = "silent"
            kinds[kind].append(f"#   {type:<12}{title.zh}  {title.en}")
        lines: list[str] = []
        for kind, said in (
            ("silent", "没有提到的环节 stages that the document does not mention:"),
            ("unread", "还没有查的环节 stages that nobody has looked for yet:"),
        ):
            if kinds[kind]:
                lines += ["", layout.note(said), *kinds[kind]]
        return lines


def _known(article: str) -> str:
    """An article for the order of blocks; empty for what is in none."""
    return "" if article in ("全文", TO_BE_FILLED) else article
