"""What an edition costs: days of each body, and money at assumed rates."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.cost import BodyCost, Cost, Money
from awardsim.report import words
from awardsim.report.assumed import read_amount
from awardsim.report.console import plain, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_NONE = Text("－", "—")


def cost_screen(found: Cost, language: Language) -> str:
    """Days and money for a terminal."""
    grid = cost_grid(found, language)
    lines = [*wrap(plain(grid.title)), ""]
    lines += wrapped_table(grid.rows, grid.headers, [20, 6, 14, 7, 16, 20])
    lines.append("")
    for remark in grid.remarks:
        lines += wrap(plain(remark))
    return "\n".join(lines) + "\n"


def cost_grid(found: Cost, language: Language) -> Grid:
    """A row for each body, and for each track of one that serves several."""
    headers = [
        Text(zh, en).read(language)
        for zh, en in (
            ("谁", "who"),
            ("人数", "people"),
            ("人·日", "days"),
            ("忙", "busy"),
            ("元/人·日", "yuan a day"),
            ("元", "yuan"),
            ("服务的环节", "stages"),
        )
    ]
    rows = [row for one in found.bodies for row in _rows(one, found, language)]
    name = found.procedure.scenario.id
    title = Text(f"人力和费用  {name}", f"People and cost  {name}").read(language)
    return Grid(title, headers, rows, cost_data(found), _remarks(found, language))


def cost_data(found: Cost) -> dict[str, Any]:
    """The exact figures as plain data."""
    return {
        "schema": 1,
        "scenario": found.procedure.scenario.id,
        "replications": found.replications,
        "seed": found.seed,
        "applied": sum(found.applied),
        "awarded": sum(found.awarded),
        "tracks": [
            {
                "track": name,
                "applied": found.applied[track],
                "awarded": found.awarded[track],
                "yuan": found.yuan_of(track),
            }
            for track, name in enumerate(found.procedure.tracks)
        ],
        "money": _plain(found.money),
        "bodies": [
            {
                "body": one.body,
                "stages": [found.procedure.nodes[index].id for index in one.stages],
                "people": one.people,
                "days": {"early": one.days[0], "mean": one.days[1], "late": one.days[2]},
                "by_track": dict(zip(found.procedure.tracks, one.by_track, strict=True)),
                "busy": one.busy,
                "basis": None
                if one.rate is None
                else {"zh": one.rate.basis.zh, "en": one.rate.basis.en},
                "money": _plain(one.money),
            }
            for one in found.bodies
        ],
    }


def _plain(money: Money | None) -> dict[str, float] | None:
    return None if money is None else {"low": money.low, "usual": money.usual, "high": money.high}


def _rows(one: BodyCost, found: Cost, language: Language) -> list[list[str]]:
    """A body, and below it the tracks whose applicants it serves, if there are several."""
    tracks = [track for track, days in enumerate(one.by_track) if days > 0]
    rows = [_row(one, found, language)]
    for track in tracks if len(tracks) > 1 else ():
        title = _track(found, track).read(language)
        yuan = one.yuan_of(track)
        rows.append(
            [
                Text(f"　其中{title}", f"  for {title}").read(language),
                "",
                words.days(one.by_track[track]),
                "",
                "",
                _NONE.read(language) if yuan is None else _rounded(yuan),
                "",
            ]
        )
    return rows


def _track(found: Cost, track: int) -> Text:
    return found.procedure.policy.tracks[found.procedure.tracks[track]].title


def _row(one: BodyCost, found: Cost, language: Language) -> list[str]:
    procedure = found.procedure
    title = procedure.policy.bodies[one.body].title.read(language)
    return [
        title,
        words.number(round(one.people, 1)),
        "—".join(words.days(value) for value in one.days),
        words.percent(one.busy, language),
        _NONE.read(language) if one.rate is None else read_amount(one.rate.amount, language),
        _NONE.read(language) if one.money is None else _yuan(one.money),
        Text("、", ", ")
        .read(language)
        .join(procedure.nodes[index].title.read(language) for index in one.stages),
    ]


def _yuan(money: Money) -> str:
    """Three amounts to two significant digits: no more is known."""
    return "—".join(_rounded(value) for value in (money.low, money.usual, money.high))


def _rounded(value: float) -> str:
    return f"{float(f'{value:.2g}'):.0f}"


def _per_track(found: Cost) -> Text:
    """What an application and an award of each track cost, where there are several tracks."""
    zh, en = [], []
    for track, (applied, awarded) in enumerate(zip(found.applied, found.awarded, strict=True)):
        title, yuan = _track(found, track), found.yuan_of(track)
        if not (applied > 0 and awarded > 0 and yuan > 0):
            continue
        each, award = _rounded(yuan / applied), _rounded(yuan / awarded)
        zh.append(f"{title.zh}{_rounded(yuan)}元，每件约{each}元，每个奖约{award}元")
        en.append(f"{title.en} {_rounded(yuan)} ({each} an application, {award} an award)")
    if len(zh) < 2:
        return Text("", "")
    return Text(f"按奖项：{'；'.join(zh)}", f"by track, usual rates: {'; '.join(en)}")


def _remarks(found: Cost, language: Language) -> list[str]:
    usual = found.money.usual
    remarks = []
    if any(one.money is not None for one in found.bodies):
        each = Text("", "")
        counts = sum(found.applied), sum(found.awarded)
        if min(counts) > 0:
            per = [_rounded(usual / count) for count in counts]
            each = Text(
                f"；平均每件申报约{per[0]}元，每个奖约{per[1]}元",
                f"; about {per[0]} yuan for each application, {per[1]} for each award",
            )
        remarks.append(
            Text(
                f"合计 {_yuan(found.money)} 元（少而低、一般、多而高）{each.zh}",
                f"together {_yuan(found.money)} yuan (few days at low rates, usual, many at "
                f"high){each.en}",
            ).read(language)
        )
        if per_track := _per_track(found).read(language):
            remarks.append(per_track)
    for one in found.bodies:
        if one.rate is None:
            continue
        title = found.procedure.policy.bodies[one.body].title
        remarks.append(
            Text(
                f"{title.zh}的标准：{one.rate.basis.zh}（[rates] 改）",
                f"rate of {title.en}: {one.rate.basis.en} ([rates] replaces it)",
            ).read(language)
        )
    remarks.append(
        Text(
            "人·日：10%、平均、90%；忙：从第一件到最后一件之间。一个主体是一个队列，各类别、各环节"
            "共用的人只算一次。没有标准的只计人·日；会议、差旅、场地不计",
            "days: 10 %, mean, 90 %; busy: of their time from the first case to the last. A body "
            "is one pool: people whom tracks and stages share are counted once. Without a rate "
            "only days are counted; meetings, travel and rooms are not",
        ).read(language)
    )
    remarks.append(
        Text(
            f"推演{found.replications}次，种子{found.seed}。{words.INTERNAL.zh}",
            f"{found.replications} replications, seed {found.seed}. "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks
