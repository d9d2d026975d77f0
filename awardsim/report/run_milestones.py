"""The few dates of a first screen, and what comes out at the end."""

from __future__ import annotations

from awardsim.analysis.milestones import Milestone
from awardsim.policy import Bound
from awardsim.report import facts
from awardsim.report.columns import section
from awardsim.report.console import COLUMNS, clip, width, wrap
from awardsim.report.dates import PROJECTED
from awardsim.report.view import View
from awardsim.text import Text

_BODY_LEAST, _STAGE_MOST = 8, 30  # columns
_SIGNS = {Bound.AT_MOST: "≤", Bound.AT_LEAST: "≥", Bound.EXACTLY: "="}


def milestones(view: View, rows: int) -> list[str]:
    """Early, middle and late of the milestones, against their deadlines."""
    chosen = view.forecast.milestones[-rows:]
    headers = [
        view.say("关键节点", "milestones"),
        view.say("偏早10%", "early 10 %"),
        view.say("中间", "middle"),
        view.say("偏晚90%", "late 90 %"),
        view.say("期限", "by"),
        view.say("按期", "on time"),
    ]
    shown = [
        [
            clip(name(view, one), _STAGE_MOST),
            _date(view, one.early),
            _date(view, one.middle),
            _date(view, one.late),
            _bound(view, one),
            view.percent(one.on_time) if _is_bound(one) else view.say("－", "—"),
        ]
        for one in chosen
    ]
    taken = sum(max(width(row[i]) for row in [headers, *shown]) for i in range(len(headers)))
    room = COLUMNS - taken - 2 - 2 * len(headers)
    if room >= _BODY_LEAST:
        headers.insert(1, view.say("责任单位", "who"))
        for row, one in zip(shown, chosen, strict=True):
            body = view.body(view.procedure.nodes[one.node].body)
            row.insert(1, clip(body, room, keep_end=view.zh))
    return section(shown, headers)


def name(view: View, one: Milestone) -> str:
    """A stage's end as a planner calls it."""
    node = view.procedure.nodes[one.node]
    title = view.title(node)
    if node.kind == "notice":
        return view.say(f"{title}期满", f"{title} ends")
    return title


def _date(view: View, minute: int | None) -> str:
    shown = view.dates.short(minute)
    # A long mark in three columns would leave no room for the names.
    return shown if view.zh else shown.replace(PROJECTED.en, "*")


def _is_bound(one: Milestone) -> bool:
    return one.deadline is not None or one.latest is not None


def _bound(view: View, one: Milestone) -> str:
    if one.deadline is not None:
        day = view.procedure.calendar.date(one.deadline)
        shown = f"{day:%m-%d}"
        return shown + (" " + view.dates.weekday(day) if one.node != view.procedure.finish else "")
    if one.latest is None:
        return view.say("无会可赶", "no meeting") if one.unmet else view.say("－", "—")
    return view.say("最迟", "latest ") + _date(view, one.latest)


def output(view: View) -> list[str]:
    """Applications and awards against the quotas, vacancies, late files."""
    forecast, procedure = view.forecast, view.procedure
    applied = []
    for result in forecast.tracks:
        title = view.read(procedure.policy.tracks[procedure.tracks[result.track]].title)
        applied.append(
            view.say(f"{title}{_between(result.applied)}", f"{title} {_between(result.applied)}")
        )
    if forecast.nobody:
        return wrap(
            view.say(
                "推演产出  没有申报：表彰、空缺、逾期都无从谈起",
                "output  nobody applies: awards, vacancies and lateness are undefined",
            ),
            hang="  ",
        )
    vacancy = view.say("不设名额", "no quota")
    if forecast.any_vacancy is not None:
        share = view.percent(forecast.any_vacancy)
        vacancy = view.say(f"有空缺{share}", f"vacancy {share}") + _by_quota(view)
    awarded = _awards(view)
    text = view.say(
        f"推演产出  申报 {'、'.join(applied)}；表彰/名额 {'、'.join(awarded)}；"
        f"{vacancy}；逾期{view.percent(forecast.late_share)}",
        f"output  applications: {', '.join(applied)}; awards/quota: {', '.join(awarded)}; "
        f"{vacancy}; late {view.percent(forecast.late_share)}",
    )
    return [*wrap(text, hang="  "), *_unfilled(view)]


def _by_quota(view: View) -> str:
    """Vacancies of each quota, where there are tiers."""
    results = [one for one in view.forecast.quotas if one.vacancy is not None]
    if len(results) < 2 or not view.forecast.tiers:
        return ""
    parts = [
        f"{view.read(one.quota.title)}{view.say('', ' ')}{view.percent(one.vacancy)}"
        for one in results
    ]
    return view.say(f"（{'、'.join(parts)}）", f" ({', '.join(parts)})")


def _awards(view: View) -> list[str]:
    """Awards against each quota, then those of tracks and tiers that have none."""
    forecast, procedure = view.forecast, view.procedure
    found = []
    for result in forecast.quotas:
        written = procedure.policy.quotas[result.quota.id]
        limit = f"/{_SIGNS[written.number.bound or Bound.AT_MOST]}{result.quota.number}"
        found.append(_number(view, result.quota.title, result.awarded) + limit)
    for tier in forecast.tiers:
        if not any(one.quota.tier == tier.tier for one in forecast.quotas):
            title = procedure.policy.tiers[procedure.tiers[tier.tier]].title
            found.append(_number(view, title, tier.awarded))
    for track in forecast.tracks:
        if not any(track.track in one.quota.tracks for one in forecast.quotas):
            title = procedure.policy.tracks[procedure.tracks[track.track]].title
            found.append(_number(view, title, track.awarded))
    return found


def _number(view: View, title: Text, numbers: tuple[int, int, int]) -> str:
    return f"{view.read(title)}{view.say('', ' ')}{_between(numbers)}"


def _unfilled(view: View) -> list[str]:
    """Quotas that the text wants filled, and are not."""
    lines: list[str] = []
    for result in view.forecast.quotas:
        if not result.breached:
            continue
        title, share = view.read(result.quota.title), view.percent(result.breached)
        number, source = result.quota.number, view.procedure.policy.quotas[result.quota.id].source
        text = view.say(
            f"⚠ {share}的推演里，{title}不足{number}个，文本不允许空缺（{view.article(source)}）",
            f"⚠ in {share} of the runs fewer than {number} are awarded ({title}), and the text "
            f"allows no vacancy ({view.article(source)})",
        )
        lines += wrap(text, hang="  ")
    return lines


def _between(numbers: tuple[int, int, int]) -> str:
    early, _, late = numbers
    return str(early) if early == late else f"{early}—{late}"


def stalls(view: View) -> list[str]:
    """Why nobody can be awarded, where a run came to a stand or had too few people; warnings."""
    places = no_places(view)
    told = [
        *([places] if places else []),
        *(
            view.say(
                f"{view.percent(share)}的推演里，{reason}",
                f"in {view.percent(share)} of the runs {reason}",
            )
            for reason, share in stand_stills(view)
        ),
        *(view.read(one) for one in facts.too_few(view.forecast)),
        *(view.read(warning) for warning in view.procedure.warnings[:1]),
    ]
    return [line for one in told for line in wrap(f"⚠ {one}", hang="  ")]


def no_places(view: View) -> str:
    """Whose quota is 0, and what becomes of that; empty where there are places."""
    closed = [view.read(one.quota.title) for one in facts.without_places(view.forecast)]
    if not closed or view.forecast.nobody:
        return ""
    if facts.nobody_can_win(view.forecast):
        finish = view.title(view.procedure.nodes[view.procedure.finish])
        return view.say(
            f"各奖项名额都是0，没有人可以获奖，到不了{finish}",
            f"all quotas are 0: nobody can be awarded, and {finish} is not reached",
        )
    titles = view.listed(closed)
    return view.say(
        f"{titles}名额为0，没有人获奖", f"{titles}: the quota is 0, so nobody is awarded"
    )


def stand_stills(view: View) -> list[tuple[str, float]]:
    """The two stages at which most runs came to a stand: why, and the share of runs."""
    found = []
    for index, share in view.forecast.stalled[:2]:
        node = view.procedure.nodes[index]
        title, body = view.title(node), view.body(node.body)
        never = view.forecast.stages[index].unmet and share >= 1
        if node.meeting is not None and node.meeting.starts and never:
            reason = view.say(
                f"给出的会议日没有一个赶得上{title}",
                f"no given meeting is in time for {title}",
            )
        elif node.meeting is not None and node.meeting.starts:
            reason = view.say(
                f"给出的会议日用完了，{title}还没有等到会",
                f"the meeting dates ran out before {title}",
            )
        else:
            reason = view.say(f"{title}一直等不到{body}", f"{title} never got {body}")
        found.append((reason, share))
    return found
