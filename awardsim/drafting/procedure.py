"""The stages of a text in the making: one chain, in the usual order.

Which kind of stage a type is on the clock, and who acts, is what the known texts have in
common; whoever knows better changes the line in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from awardsim.drafting import layout
from awardsim.drafting.answer import TO_BE_FILLED, Answer
from awardsim.drafting.cells import WHOLE, Cells
from awardsim.drafting.forms import Length
from awardsim.drafting.layout import Block
from awardsim.drafting.questions import NOTICES, PUBLIC_NOTICES, has_stage
from awardsim.policy.vocabulary import BODY_ROLES, STAGE_TYPES
from awardsim.text import Text

_CHANNEL_BODIES = ("channel_office", "departments_of_channel")


@attrs.frozen
class Form:
    """What a stage type usually is: its id, kind, what passes as one, who acts."""

    id: str
    kind: str
    per: str
    body: str


#: Stage types that become stages, in the order of the chain.
FORMS: Mapping[str, Form] = {
    "CALL": Form("call", "gate", "batch", "office"),
    "BRIEF": Form("briefing", "gate", "case", "office"),
    "INT_NOTICE": Form("internal_notice", "notice", "case", "applicant"),
    "APPLY": Form("apply", "window", "case", "applicant"),
    "CH_REVIEW": Form("channel_review", "work", "case", "channel_office"),
    "CONSULT.channel": Form("channel_consult", "wait", "channel", "departments_of_channel"),
    "CH_NOTICE": Form("channel_notice", "notice", "channel", "channel_office"),
    "NOMINATE": Form("recommend", "wait", "channel", "channel_office"),
    "RECEIPT": Form("receipt", "wait", "channel", "channel_office"),
    "PRESELECT": Form("preselection", "wait", "batch", "office"),
    "ELIG": Form("eligibility", "work", "case", "office"),
    "CONSULT.batch": Form("consultation", "wait", "batch", "departments"),
    "ACC_NOTICE": Form("acceptance_notice", "notice", "batch", "office"),
    "DOC_REVIEW": Form("document_review", "work", "case", "reviewers"),
    "SHORTLIST": Form("site_list", "gate", "batch", "office"),
    "CAND_NOTICE": Form("candidate_notice", "notice", "batch", "office"),
    "DEFENCE": Form("defence", "meeting", "batch", "committee"),
    "SITE": Form("site_visit", "work", "case", "site_teams"),
    "COMBINE": Form("composite", "work", "batch", "office"),
    "DECIDE": Form("deliberation", "meeting", "batch", "committee"),
    "FIN_NOTICE": Form("final_notice", "notice", "batch", "office"),
    "APPROVE": Form("approval", "meeting", "batch", "government"),
    "AWARD": Form("commendation", "gate", "batch", "government"),
}
_RECEIPT = Text("推荐材料报送", "delivery of recommendations")
_BODIES = {
    "departments_of_channel": ("departments", Text("推荐单位同级有关部门", "channel departments"))
}
#: Who confers, if the deciding body is not in the text: the first that is.
_CONFERS = ("DECIDE", "APPROVE", "AWARD")
_SCORED = ("DOC_REVIEW", "SITE")


class Procedure:
    """Stages, bodies, objections and readings of one text."""

    def __init__(self, cells: Cells, tracks: Sequence[str]) -> None:
        self.cells = cells
        self.tracks = tuple(tracks)
        self.types = self._chain()
        self.readings: list[list[str]] = []
        self.seen_bodies: set[str] = set()

    def blocks(self) -> list[Block]:
        """Stages with their bodies before them, and the handling of objections."""
        found: list[Block] = []
        before: str | None = None
        for type in self.types:
            found.append(self._stage(type, before))
            before = FORMS[type].id
        found.append(self._objections())
        return found

    def _chain(self) -> list[str]:
        """The types that become stages, in order."""
        answers = self.cells.answers
        level = self.cells.value("consult.level") or "batch"
        chosen = []
        for type in FORMS:
            name, _, where = type.partition(".")
            if type == "RECEIPT":
                there = has_stage("NOMINATE")(answers) and self.cells.stated("closing.receipt")
            else:
                there = name in ("APPLY", "AWARD") or has_stage(name)(answers)
            if there and where:
                there = level in (where, "both")
            if there:
                chosen.append(type)
        if "DEFENCE" in chosen and "SITE" in chosen and self.cells.value("order.first") == "site":
            place = chosen.index("DEFENCE")
            chosen.remove("DEFENCE")
            chosen.insert(chosen.index("SITE") + 1, "DEFENCE")
            assert place <= chosen.index("DEFENCE")
        return chosen

    # ---- one stage --------------------------------------------------------------------------

    def _stage(self, type: str, before: str | None) -> Block:
        form, name = FORMS[type], type.partition(".")[0]
        id = "closing.receipt" if type == "RECEIPT" else f"stages.{name}"
        answer = self.cells.answers.get(id)
        article = self.cells.article(id, answer)
        path = f"stages.{form.id}"
        self.cells.places[path] = id
        comment = ""
        if not has_stage(name)(self.cells.answers) and type in ("APPLY", "AWARD"):
            comment = "没有写；推演要有这一步 not in the document; a run needs it"
        lines = [
            *self._body(form.body, article),
            layout.header(path, comment),
            layout.pair("title", self._title(type, answer)),
            layout.pair("type", "NOMINATE" if type == "RECEIPT" else name),
            layout.pair("kind", self._kind(type)),
            layout.pair("per", form.per),
            layout.pair("body", form.body),
        ]
        if before:
            lines.append(layout.pair("after", [before]))
        lines.append(layout.pair("source", f"text {article}"))
        whom = self.cells.value(f"only.{name.lower()}")
        if whom in self.tracks and len(self.tracks) > 1:
            lines.append(layout.pair("only", {"tracks": [whom]}))
            self.cells.places[f"{path}.only"] = f"only.{name.lower()}"
        lines += self._times(type, id, answer, article, path)
        lines += self._particulars(type, article, path)
        if answer is not None and answer.words and type not in NOTICES and type != "RECEIPT":
            lines.append(layout.pair("words", answer.words))
        return Block("" if article in (WHOLE, TO_BE_FILLED) else article, tuple(lines))

    def _length(self, type: str) -> Length | None:
        """The length that the document states of a stage; of objections or receipts, none."""
        found = self.cells.value(f"stages.{type.partition('.')[0]}")
        return found if isinstance(found, Length) and type != "RECEIPT" else None

    def _kind(self, type: str) -> str:
        """What it does on the clock: what usually takes no time waits, if a time is stated."""
        kind = FORMS[type].kind
        return "wait" if kind == "gate" and type != "CALL" and self._length(type) else kind

    def _title(self, type: str, answer: Answer | None) -> dict[str, str]:
        name = type.partition(".")[0]
        title = _RECEIPT if type == "RECEIPT" else STAGE_TYPES[name]
        zh = title.zh.partition("、")[0]
        if type != "RECEIPT" and answer is not None and answer.name:
            zh = answer.name
        return {"zh": zh, "en": title.en}

    def _body(self, name: str, article: str) -> list[str]:
        if name in self.seen_bodies:
            return []
        self.seen_bodies.add(name)
        role, title = _BODIES.get(name, (name, Text("", "")))
        title = title if title.zh else BODY_ROLES[role]
        lines = [
            layout.header(f"bodies.{name}"),
            layout.pair("title", {"zh": title.zh.partition("、")[0], "en": title.en}),
            layout.pair("role", role),
        ]
        if name in _CHANNEL_BODIES:
            lines.append(layout.pair("each", "channel", "每个推荐单位一个 one for each channel"))
        return [*lines, layout.pair("source", f"text {article}"), ""]

    def _times(
        self, type: str, id: str, answer: Answer | None, article: str, path: str
    ) -> list[str]:
        """How long the document says it takes."""
        form = FORMS[type]
        length = self._length(type)
        if type == "RECEIPT":
            return [layout.pair("duration", "unstated")]
        if form.kind in ("window", "gate") and length is None:
            return []
        self.cells.places[f"{path}.duration"] = id
        if length is None:
            elsewhere = answer is not None and answer.reason
            cell: Any = {"elsewhere": answer.reason} if answer and elsewhere else "unstated"
            return [layout.pair("duration", cell)]
        words = {"words": answer.words} if answer is not None and answer.words else {}
        cell = {length.bound.value: length.written, **words}
        if length.unit:
            return [layout.pair("duration", cell)]
        if form.kind == "work":
            cell = {length.bound.value: f"{length.amount}wd", **words}
            cell["inferred"] = "只写“天”“日”：办理读作工作日"
            return [layout.pair("duration", cell)]
        cell["inferred"] = "只写“天”“日”，没有写哪一种：先读作日历日"
        self._days_reading(form.id, self._title(type, answer), article, length)
        return [layout.pair("duration", cell, f"读法 {form.id}_days")]

    def _particulars(self, type: str, article: str, path: str) -> list[str]:
        """What one type of stage has and others have not."""
        if type == "APPLY":
            closing = self.cells.cell("closing.apply", f"{path}.closes", article)
            return [layout.pair("closes", closing)]
        if type in PUBLIC_NOTICES and has_stage("OBJECT")(self.cells.answers):
            return self._objection(type, article, path)
        lines: list[str] = []
        if type == "RECEIPT":
            on = self.cells.cell("closing.receipt", f"{path}.deadline.on", article)
            lines += [
                "",
                layout.header(f"{path}.deadline"),
                layout.pair("on", on),
                layout.pair("counts", "receipt", "以收到为准；邮戳为准写 postmark"),
                layout.pair("late", "out", "逾期不再接收 who is late is out"),
                layout.pair("roll", "unstated", "遇休息日：顺延写 forward"),
            ]
        elif type in ("CH_REVIEW", "ELIG"):
            lines.append(layout.pair("rule", {"name": "conditions", "detects": "unstated"}))
            if type == ("ELIG" if "ELIG" in self.types else "CH_REVIEW"):
                lines += self._supplement(path)
        elif type == "NOMINATE":
            lines += self._places("nominate", "within_quota", article, path)
        elif type == "SHORTLIST":
            lines += self._places("shortlist", "top_n", article, path)
        elif type == "DOC_REVIEW":
            judges = self.cells.cell("reviewers", f"{path}.reviewers", article)
            lines.append(layout.pair("reviewers", judges))
            lines.append(layout.pair("rule", {"name": "mean_of_reviewers"}))
        elif type == "SITE":
            lines.append(layout.pair("rule", {"name": "site_score"}))
        elif type == "COMBINE":
            scored = [FORMS[one].id for one in _SCORED if one in self.types]
            if scored:
                weights = dict.fromkeys(scored, "unstated")
                lines.append(
                    layout.pair(
                        "rule",
                        {"name": "weighted_sum", "weights": weights},
                        "权重写明的填数，如 40、60",
                    )
                )
        if type == next(one for one in _CONFERS if one in self.types):
            lines += self._confer()
        return lines

    def _supplement(self, path: str) -> list[str]:
        if not has_stage("SUPPL")(self.cells.answers):
            return []
        answer = self.cells.answers["stages.SUPPL"]
        article = self.cells.article("stages.SUPPL", answer)
        id = "supplement.within"
        if not self.cells.stated(id) and isinstance(answer.value, Length):
            id = "stages.SUPPL"
        within = self.cells.cell(id, f"{path}.supplement.within", article)
        return [
            layout.pair(
                "supplement", {"source": f"text {article}", "within": within, "rounds": "unstated"}
            )
        ]

    def _places(self, what: str, rule: str, article: str, path: str) -> list[str]:
        at_most = {
            track: self.cells.cell(
                f"places.{what}.{track}", f"{path}.rule.at_most.{track}", article
            )
            for track in self.tracks
        }
        return [layout.pair("rule", {"name": rule, "at_most": at_most})]

    def _confer(self) -> list[str]:
        """The rule that keeps to the quotas; without any quota, none."""
        known = [track for track in self.tracks if self.cells.stated(f"quotas.{track}")]
        rule: dict[str, Any] = {"name": "confer_by_rank"}
        if not known:
            return [layout.note("没有名额：没有按名次授奖的规则 no quota, so no rule that confers")]
        if len(known) < len(self.tracks):
            rule["at_most"] = {track: self.cells.value(f"quotas.{track}").value for track in known}
        return [layout.pair("rule", rule, "怎样定名单没有写的，按分数高低")]

    # ---- objections and readings ------------------------------------------------------------

    def _objection(self, type: str, article: str, path: str) -> list[str]:
        """Public notices are open to objections where the text deals with objections."""
        given = self.cells.answers["stages.OBJECT"]
        where = self.cells.article("stages.OBJECT", given)
        source = "" if where == article else f"text {where}"
        own = {"source": source} if source else {}
        open_ = {"value": True, **own, "inferred": "有异议处理的规定：读作公示期间可以提出异议"}
        holds = {"value": "case", "inferred": "没有写期满时异议未办结怎么办：读作只等被提异议者"}
        self._pending_reading(type, where)
        return [
            "",
            layout.header(f"{path}.objection", f"读法 {FORMS[type].id}_pending"),
            layout.pair("open", open_),
            layout.pair("holds", holds),
        ]

    def _pending_reading(self, type: str, where: str) -> None:
        id = FORMS[type].id
        title = self._title(type, self.cells.answers.get(f"stages.{type}"))
        holds = f"stages.{id}.objection.holds"
        lines = [
            layout.header(f"readings.{id}_pending"),
            layout.pair(
                "question",
                {
                    "zh": f"{title['zh']}期满时异议未办结怎么办",
                    "en": f"What if an objection is pending when it ends: {title['en']}?",
                },
            ),
            layout.pair("source", f"text {where}"),
            layout.pair("default", "holds_name"),
        ]
        for name, zh, en, value in (
            ("holds_name", "只等被提异议者", "only the name concerned waits", "case"),
            ("holds_list", "整份名单等待", "the whole list waits", "list"),
            ("holds_nobody", "不等，属实再取消", "nobody waits", "nobody"),
        ):
            lines += [
                "",
                layout.header(f"readings.{id}_pending.options.{name}"),
                layout.pair("title", {"zh": zh, "en": en}),
                layout.pair("set", {holds: value}),
            ]
        self.readings.append(lines)

    def _days_reading(
        self, id: str, title: Mapping[str, str], article: str, length: Length
    ) -> None:
        path = f"stages.{id}.duration"
        bound = length.bound.value
        lines = [
            layout.header(f"readings.{id}_days"),
            layout.pair(
                "question",
                {
                    "zh": f"{title['zh']}的“{length.amount}天”是工作日还是日历日",
                    "en": f"Working or calendar days: {title['en']}, {length.amount} days?",
                },
            ),
            layout.pair("source", f"text {article}"),
            layout.pair("default", "calendar"),
        ]
        for name, zh, en, unit in (
            ("calendar", "日历日", "calendar days", "cd"),
            ("working", "工作日", "working days", "wd"),
        ):
            lines += [
                "",
                layout.header(f"readings.{id}_days.options.{name}"),
                layout.pair("title", {"zh": zh, "en": en}),
                layout.pair("set", {path: {bound: f"{length.amount}{unit}"}}),
            ]
        self.readings.append(lines)

    def _objections(self) -> Block:
        answer = self.cells.answers.get("stages.OBJECT")
        article = self.cells.article("stages.OBJECT", answer)
        lines = [
            layout.header("objections"),
            layout.pair("source", f"text {article}"),
            layout.pair("against", "unread" if answer is None else "unstated"),
            layout.pair("form", "unread" if answer is None else "unstated", "书面、实名等"),
        ]
        for key in ("forward", "reply", "decide"):
            cell: Any = "unstated"
            if has_stage("OBJECT")(self.cells.answers):
                cell = self.cells.cell(f"objection.{key}", f"objections.{key}", article)
            lines.append(layout.pair(key, cell))
        lines += [layout.pair("suspends", "unstated"), layout.pair("upheld", "unstated")]
        self.cells.places["objections"] = "stages.OBJECT"
        return Block("" if article in (WHOLE, TO_BE_FILLED) else article, tuple(lines))

    def reading_lines(self) -> list[str]:
        """Questions that the stages left open; to be asked after :meth:`blocks`."""
        title = "读法：文本可作多种理解之处  readings: where the text admits several"
        lines = ["", "", layout.heading(title)]
        if not self.readings:
            lines += ["", layout.header("readings")]
        for one in self.readings:
            lines += ["", *one]
        return lines
