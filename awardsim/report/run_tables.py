"""The record of a run as tables with headings in one language, for workbooks and texts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from awardsim.policy import STAGE_TYPES, Bound, Status
from awardsim.report import words
from awardsim.report.cells import Day, RunTable, Share, Value
from awardsim.report.timetable_lines import when_done
from awardsim.scenario.model import Over
from awardsim.text import Language, Text

Json = Mapping[str, Any]

_STATUS = {status.value: status.title for status in Status}
_BOUNDS = {
    Bound.AT_LEAST.value: Text("不少于", "at least"),
    Bound.EXACTLY.value: Text("正好", "exactly"),
    Bound.AT_MOST.value: Text("不超过", "at most"),
}
#: Units that go without a word in a sentence.
_UNITS = {
    "count": Text("个", "count"),
    "share": Text("比例", "share"),
    "number": Text("数值", "number"),
    "day": Text("日期", "date"),
}
_ENDS = {
    "least": Text("最少", "least"),
    "most": Text("最多", "most"),
    "more": Text("更多人手", "more people"),
    "neither": Text("都一样", "neither"),
    "any_day": Text("任何工作日", "any working day"),
}


def run_tables(record: Json, language: Language) -> tuple[RunTable, ...]:
    """The tables of a record: verdict, milestones, all stages, what decides, inputs, outcomes,
    bodies, risks where there are any, values of the text."""
    reader = _Reader(record, language)
    return (
        reader.verdict(),
        reader.stages("milestones", Text("关键节点", "milestones"), set(record["milestones"])),
        reader.stages("stages", Text("全部环节", "all stages"), None),
        reader.decides(),
        reader.inputs(),
        reader.outcomes(),
        reader.bodies(),
        *([reader.risks(record["risks"])] if record["risks"] else []),
        reader.values(),
    )


@attrs.frozen
class _Reader:
    record: Json
    language: Language

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def text(self, value: Json | None) -> str:
        return "" if value is None else str(value[self.language])

    def article(self, source: str) -> str:
        if self.language == "en":
            return source
        documents = {one["id"]: one["title"] for one in self.record["policy"]["sources"]}
        return words.cited(source, documents)

    def done(self, stage: Json) -> Value:
        """The day on which a stage was over, or that it is not given; nothing for what is ahead."""
        if stage["done_by"] is None:
            return None
        day = datetime.date.fromisoformat(stage["done_by"])
        given = stage["done"] is not None
        return Day(day) if given else when_done(Over(day, given), self.language)

    def table(
        self, id: str, name: Text, headings: Sequence[Text], rows: Sequence[Sequence[Value]]
    ) -> RunTable:
        return RunTable(
            id,
            name.read(self.language),
            tuple(one.read(self.language) for one in headings),
            tuple(tuple(row) for row in rows),
        )

    def error(self, value: float | None) -> str:
        """A simulation error as a remark; empty where there is none."""
        if value is None:
            return ""
        points = words.points(value)
        shown = Text(f"模拟误差{points}个百分点", f"simulation error {points} points")
        return shown.read(self.language)

    def verdict(self) -> RunTable:
        record, answer = self.record, self.record["answer"]
        question, ranges = record["question"], record["ranges"] or {}
        rows: list[tuple[Text, Value, str]] = [
            (Text("奖项", "award"), self.text(record["policy"]["award"]), ""),
            (Text("文本", "text"), self.text(record["policy"]["title"]), record["policy"]["id"]),
            (
                Text("情景", "scenario"),
                self.text(record["scenario"]["title"]),
                record["scenario"]["id"],
            ),
            (
                Text("完成", "finished"),
                self.text(question["title"]),
                self.article(question["article"]),
            ),
            (
                Text("期限", "deadline"),
                _iso(question["finish_by"]),
                self.article(question["finish_by_article"] or "")
                or (question["finish_by_origin"] and "finish_by")
                or "",
            ),
            (Text("结论", "answer"), self.text(answer["word"]), self.text(answer["rounded"])),
            (Text("把握", "share in time"), _share(answer["share"]), ""),
            (
                Text("估计逐项变动：最低", "one estimate moved: lowest"),
                _share(ranges.get("low")),
                self.error(ranges.get("low_error")),
            ),
            (
                Text("估计逐项变动：最高", "one estimate moved: highest"),
                _share(ranges.get("high")),
                self.error(ranges.get("high_error")),
            ),
            (
                Text("同时偏松", "all favourable"),
                _share(ranges.get("favourable")),
                self.error(ranges.get("favourable_error")),
            ),
            (
                Text("同时偏紧", "all unfavourable"),
                _share(ranges.get("unfavourable")),
                self.error(ranges.get("unfavourable_error")),
            ),
            (
                Text("任何工作日都能开会", "meetings on any working day"),
                _share(ranges.get("any_day")),
                self.error(ranges.get("any_day_error")),
            ),
        ]
        for one in answer["finish"]:
            percent = f"{one['confidence'] * 100:.0f}"
            rows.append((Text(f"{percent}%把握", f"{percent} % chance by"), _day(one["at"]), ""))
        rows += [
            (Text("法定最快", "earliest by the text alone"), _day(answer["law_finish"]), ""),
            (
                Text("一般值推算，不排队", "usual values, no queues"),
                _day(answer["usual_finish"]),
                "",
            ),
            (
                Text("至少一项空缺", "some award vacant"),
                _share(record["output"]["any_vacancy"]),
                "",
            ),
            (Text("逾期未受理", "late, not accepted"), _share(record["output"]["late"]), ""),
        ]
        for track in record["output"]["tracks"]:
            title = track["title"]
            for key, name in (
                (
                    "applied",
                    Text("申报数，偏少10%—中间—偏多90%", "applications, 10 %, middle, 90 %"),
                ),
                ("awarded", Text("表彰数，偏少10%—中间—偏多90%", "awards, 10 %, middle, 90 %")),
            ):
                shown = " / ".join(str(number) for number in track[key])
                rows.append(
                    (Text(f"{title['zh']}{name.zh}", f"{title['en']}: {name.en}"), shown, "")
                )
            rows.append(
                (Text(f"{title['zh']}表彰名额", f"{title['en']}: quota"), track["quota"], "")
            )
        rows += self.quotas()
        rows += [
            (Text("推演次数", "replications"), record["run"]["replications"], ""),
            (Text("种子", "seed"), _whole(record["run"]["seed"]), ""),
            (
                Text("模拟误差（不含估计不准）", "simulation error (not that of the estimates)"),
                _share(record["run"]["error"]),
                "",
            ),
            (Text("记录号", "record"), record["record"], ""),
            (Text("说明", "notice"), self.text(record["notice"]), ""),
        ]
        rows += [
            (Text("改动", "changed"), f"{one['path']}: {one['old']} → {one['new']}", one["why"])
            for one in record["overrides"]
        ]
        rows += [
            (
                Text("估计改用", "replaced"),
                f"{one['path']}: {self.text(one['old'])} → {self.text(one['new'])}",
                one["why"],
            )
            for one in record["replaced"]
        ]
        rows += [
            (Text("读法", "reading"), self.text(one["title"]), self.article(one["article"]))
            for one in record["readings"]
        ]
        return self.table(
            "verdict",
            Text("结论", "verdict"),
            [Text("项目", "item"), Text("值", "value"), Text("条文、说明", "article, note")],
            [(name.read(self.language), value, note) for name, value, note in rows],
        )

    def quotas(self) -> list[tuple[Text, Value, str]]:
        """Awards of each tier against its quota, and vacancies that the text does not allow."""
        rows: list[tuple[Text, Value, str]] = []
        for quota in self.record["output"]["quotas"]:
            zh, en = quota["title"]["zh"], quota["title"]["en"]
            article = self.article(quota["article"])
            if quota["tier"] is not None:
                shown = " / ".join(str(number) for number in quota["awarded"])
                name = Text(
                    f"{zh}表彰数，偏少10%—中间—偏多90%", f"{en}: awards, 10 %, middle, 90 %"
                )
                rows.append((name, shown, ""))
                rows.append((Text(f"{zh}表彰名额", f"{en}: quota"), quota["number"], article))
                rows.append((Text(f"{zh}有空缺", f"{en}: vacant"), _share(quota["vacancy"]), ""))
            if quota["must_be_filled"]:
                name = Text(f"{zh}不足额（不允许空缺）", f"{en}: not filled, which it must be")
                rows.append((name, _share(quota["vacancy"]), article))
        return rows

    def stages(self, id: str, name: Text, only: set[str] | None) -> RunTable:
        headings = [
            Text("环节", "stage"), Text("条文", "article"), Text("责任单位", "body"),
            Text("类型", "type"), Text("偏早10%", "early 10 %"), Text("中间", "middle"),
            Text("偏晚90%", "late 90 %"), Text("期限", "deadline"), Text("最迟", "latest"),
            Text("按期", "on time"), Text("已办", "done on"), Text("代号", "id"),
        ]  # fmt: skip
        rows = [
            [
                self.text(one["title"]),
                self.article(one["article"]),
                self.text(one["body_title"]),
                STAGE_TYPES[one["type"]].read(self.language),
                *(_day(one[key]) for key in ("early", "middle", "late", "deadline", "latest")),
                _share(one["on_time"]),
                self.done(one),
                one["id"],
            ]
            for one in self.record["stages"]
            if only is None or one["id"] in only
        ]
        return self.table(id, name, headings, rows)

    def decides(self) -> RunTable:
        headings = [
            Text("环节", "stage"), Text("条文", "article"), Text("占用", "spent on"),
            Text("平均天数", "mean days"), Text("未按期时平均天数", "mean days when late"),
            Text("出现的比例", "share on the path"), Text("能不能动", "lever"),
            Text("对应的估计", "estimate behind it"), Text("变到", "moved to"),
            Text("取值", "value"),
            Text("把握变为", "share becomes"),
        ]  # fmt: skip
        articles = {one["id"]: one["article"] for one in self.record["stages"]}
        rows: list[list[Value]] = []
        for one in self.record["path"]:
            lever = one["lever"] or {}
            kind = words.lever(lever.get("kind", "guess"))
            if one["category"] in ("law", "calendar"):
                kind = words.FIXED
            end = _ENDS.get(lever.get("to") or "", Text("", ""))
            rows.append(
                [
                    self.text(one["title"]),
                    self.article(articles[one["stage"]]),
                    self.text(one["category_title"]),
                    one["days"],
                    one["late_days"],
                    _share(one["criticality"]),
                    kind.read(self.language),
                    lever.get("input") or "",
                    end.read(self.language),
                    lever.get("value"),
                    _share(lever.get("share")),
                ]
            )
        return self.table("decides", Text("卡在哪里", "what decides"), headings, rows)

    def inputs(self) -> RunTable:
        headings = [
            Text("估计", "estimate"), Text("依据", "basis"), Text("最少", "least"),
            Text("一般", "usual"), Text("最多", "most"), Text("单位", "unit"),
            Text("来源", "origin"), Text("能不能动", "lever"),
            Text("取最少时的把握", "share at least"), Text("取最多时的把握", "share at most"),
            Text("两端各推演次数", "replications at each end"),
            Text("两端模拟误差", "simulation error of the ends"),
            Text("算法", "worked out"), Text("路径", "path"),
        ]  # fmt: skip
        ranges = self.record["ranges"] or {"inputs": []}
        swings = {one["input"]: one for one in ranges["inputs"]}
        rows: list[list[Value]] = []
        for one in self.record["inputs"]:
            swing = swings.get(one["id"], {})
            unit = _UNITS.get(one["unit"]) or words.UNITS.get(one["unit"], Text("", ""))
            origin = words.ORIGINS.get(one["origin"], words.ORIGINS["built-in"])
            rows.append(
                [
                    self.text(one["title"]),
                    self.text(one["basis"]),
                    *(_amount(one[key]) for key in ("least", "usual", "most")),
                    unit.read(self.language),
                    origin.read(self.language),
                    words.lever(one["lever"], one["origin"]).read(self.language),
                    _share(swing.get("at_least")),
                    _share(swing.get("at_most")),
                    swing.get("replications"),
                    _share(max(swing["at_least_error"], swing["at_most_error"]) if swing else None),
                    _refined(swing).read(self.language),
                    one["id"],
                ]
            )
        return self.table("inputs", Text("估计", "estimates"), headings, rows)

    def outcomes(self) -> RunTable:
        headings = [
            Text("虚拟申报主体的去向", "outcome of synthetic applicants"),
            Text("比例", "share"), Text("代号", "id"),
        ]  # fmt: skip
        rows = [
            [self.text(one["title"]), _share(one["share"]), one["id"]]
            for one in self.record["outcomes"]
        ]
        return self.table("outcomes", Text("申报主体去向", "outcomes"), headings, rows)

    def bodies(self) -> RunTable:
        headings = [
            Text("单位", "body"), Text("人手（合计）", "people (all together)"),
            Text("平均工时", "mean working hours"), Text("最长排队（件）", "longest queue (files)"),
            Text("代号", "id"),
        ]  # fmt: skip
        rows = [
            [
                self.text(one["title"]),
                one["people"],
                one["busy_hours"],
                one["peak_queue"],
                one["id"],
            ]
            for one in self.record["bodies"]
        ]
        return self.table("bodies", Text("人手", "bodies"), headings, rows)

    def risks(self, found: Json) -> RunTable:
        headings = [
            Text("程序风险", "procedural risk"), Text("概率（一般）", "probability (usual)"),
            Text("平均推迟天数", "mean days later"), Text("推迟的比例", "share that is later"),
            Text("不按期的比例", "share too late"), Text("代号", "id"),
        ]  # fmt: skip
        usual = {one["id"]: one["usual"] for one in self.record["inputs"]}
        none = {"title": {"zh": "没有风险", "en": "without any"}, "missed": found["missed"]}
        every = {"title": {"zh": "合计", "en": "all together"}, **found["together"]}
        rows: list[list[Value]] = []
        for one in (none, *found["alone"], every):
            name = one.get("risk", "")
            likely, later = usual.get(f"risks.{name}.probability"), one.get("touched")
            shares = _share(likely), one.get("days"), _share(later), _share(one["missed"])
            rows.append([self.text(one["title"]), *shares, name])
        return self.table("risks", Text("程序风险", "procedural risks"), headings, rows)

    def values(self) -> RunTable:
        headings = [
            Text("事项", "about"), Text("条文", "article"), Text("状态", "status"),
            Text("限度", "bound"), Text("值", "value"), Text("原文字句", "words of the text"),
            Text("说明", "reason"), Text("路径", "path"),
        ]  # fmt: skip
        rows = [
            [
                self.text(one["owner"]),
                self.article(one["article"]),
                _STATUS[one["status"]].read(self.language),
                _BOUNDS.get(one["bound"] or "", Text("", "")).read(self.language),
                one["shown"],
                one["words"],
                self.text(one["reason"]),
                one["path"],
            ]
            for one in self.record["values"]
        ]
        return self.table("values", Text("条文", "text values"), headings, rows)


def _iso(text: str | None) -> Day | None:
    return None if text is None else Day(datetime.date.fromisoformat(text))


def _day(value: Json | None) -> Day | None:
    if value is None:
        return None
    return Day(datetime.date.fromisoformat(value["date"]), bool(value["projected"]))


def _share(value: float | None) -> Share | None:
    return None if value is None else Share(value)


def _amount(value: float | str | None) -> Value:
    return Day(datetime.date.fromisoformat(value)) if isinstance(value, str) else value


def _whole(value: int) -> Value:
    """A number that a workbook can hold exactly, else its digits as a text."""
    return value if abs(value) < 2**53 else str(value)


def _refined(swing: dict[str, Any]) -> Text:
    """Whether the ends of an estimate were tried on many replications or on a few."""
    if not swing:
        return Text("", "")
    return Text("细算", "refined") if swing["refined"] else Text("粗算，次数少", "rough, from few")
