"""The figures behind the charts as tables: what is drawn can be looked up and reckoned with."""

from __future__ import annotations

from awardsim.report import words
from awardsim.report.cells import Day, RunTable, Share, Value
from awardsim.report.charts.end_dates import end_days
from awardsim.report.charts.quotas import places
from awardsim.report.pages.grounds import grounds, repeating
from awardsim.report.pages.material import Material, table_of
from awardsim.text import Text


def told_table(material: Material) -> RunTable:
    """What a report says in sentences: the answer, what it rests on, how it is repeated."""
    view = material.view
    rows: list[tuple[Value, ...]] = [(view.say("标题", "title"), material.title)]
    rows.append((view.say("文本、情景", "text, scenario"), material.about))
    rows += [(view.say("结论", "answer"), one) for one in material.sentences]
    rows += [(view.say("依据", "rests on"), one) for one in grounds(material)]
    rows += list(repeating(material))
    heads = Text("项目", "item"), Text("内容", "what")
    return table_of(view, "told", Text("汇报", "report"), heads, rows)


def end_table(material: Material) -> RunTable:
    """How often it is over on each day, and by then."""
    view = material.view
    heads = (
        Text("日期", "day"),
        Text("当天办完", "over on the day"),
        Text("到那天已办完", "over by then"),
    )
    calendar = view.procedure.calendar
    rows = [
        (
            Day(one.date, calendar.is_projected(calendar.minute(one.date, 1440) - 1)),
            Share(one.share),
            Share(one.by),
        )
        for one in end_days(view.forecast)
    ]
    return table_of(view, "ends", Text("完成日分布", "end by day"), heads, rows)


def funnel_table(material: Material) -> RunTable:
    """Who leaves at which stage for which reason, and who is left: means of a run."""
    view = material.view
    heads = (
        Text("奖项类别", "track"),
        Text("环节", "stage"),
        Text("条文", "article"),
        Text("原因", "reason"),
        Text("离开（平均）", "gone (mean)"),
        Text("还在（平均）", "left (mean)"),
    )
    rows: list[tuple[Value, ...]] = []
    for one in material.flow.funnels:
        track = view.read(view.procedure.policy.tracks[view.procedure.tracks[one.track]].title)
        left = one.applied
        rows.append((track, view.say("申报数", "applications"), "", "", None, left))
        for each in one.departures:
            node = view.procedure.nodes[each.node]
            left -= each.number
            reason = view.read(words.outcome_title(each.reason, view.procedure))
            article = view.article(node.source)
            rows.append((track, view.title(node), article, reason, each.number, left))
        inside = view.say("期末仍在程序中", "still inside at the end")
        rows.append((track, inside, "", "", one.inside, one.awarded))
        rows.append((track, view.say("表彰", "awarded"), "", "", None, one.awarded))
    return table_of(view, "funnel", Text("申报到表彰", "application to award"), heads, rows)


def load_table(material: Material) -> RunTable:
    """How busy each body is by week: share of its working time, and hours."""
    view = material.view
    heads = (
        Text("单位", "body"),
        Text("周一", "week of"),
        Text("忙的比例", "share busy"),
        Text("工时（合计）", "hours (all together)"),
    )
    rows: list[tuple[Value, ...]] = []
    for one in material.flow.loads:
        body = view.read(view.procedure.bodies[one.body].title)
        for monday, share, hours in zip(material.flow.weeks, one.share, one.hours, strict=True):
            rows.append((body, Day(monday), None if share is None else Share(share), hours))
    return table_of(view, "load", Text("每周忙闲", "load by week"), heads, rows)


def quota_table(material: Material) -> RunTable:
    """Awards against quotas."""
    view = material.view
    heads = (
        Text("名额", "quota"),
        Text("条文", "article"),
        Text("偏少10%", "10 %"),
        Text("中间", "middle"),
        Text("偏多90%", "90 %"),
        Text("写明的数", "number written"),
        Text("有空缺", "vacant"),
    )
    rows = [
        (
            one.name,
            one.under,
            *one.awarded,
            None if one.limit is None else f"{one.sign}{one.limit}",
            None if one.vacancy is None else Share(one.vacancy),
        )
        for one in places(view)
    ]
    return table_of(view, "quotas", Text("表彰与名额", "awards and quotas"), heads, rows)
