"""Award rates of groups, as a table: for a terminal and for files."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.groups import (
    FEWEST_CASES,
    FEWEST_REPLICATIONS,
    Groups,
    Rate,
    TrackRates,
)
from awardsim.analysis.intervals import Estimate
from awardsim.report import study
from awardsim.report.console import plain, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.simulation.cohort import APPLICANTS
from awardsim.text import Language, Text

DETAIL = "groups"
_SUBJECT = Text("各类申报主体的获奖率", "Award rates of groups")
_TOO_FEW = Text("太少，不作判断", "too few to say")
_WIDTHS = (30, 8, 17, 8, 7, 14, 8)
_HEADERS = (
    Text("每届申报", "per edition"),
    Text("获奖率", "awarded"),
    Text("每届获奖", "awards"),
    Text("实力", "merit"),
    Text("规则等", "rules etc."),
    Text("未进评判", "unjudged"),
)


def groups_screen(found: Groups, language: Language) -> str:
    """Award rates, for a terminal: a table for each track."""
    grid = groups_grid(found, language)
    lines = [part for text in (study.STUDY.read(language), grid.title) for part in wrap(text)]
    for one in found.tracks:
        track = found.procedure.policy.tracks[found.procedure.tracks[one.track]]
        headers = [
            plain(track.title.read(language)),
            *(header.read(language) for header in _HEADERS),
        ]
        rows = [_whole(one, language)]
        heading = ""
        for rate in one.groups:
            if rate.group.heading.zh != heading:
                heading = rate.group.heading.zh
                rows.append([f"— {rate.group.heading.read(language)}", *([""] * len(_HEADERS))])
            rows.append(_row(rate, language))
        lines += ["", *wrapped_table(rows, headers, _WIDTHS)]
    lines.append("")
    for remark in grid.remarks[1:]:  # the first one heads the screen
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def groups_grid(found: Groups, language: Language) -> Grid:
    """A row for each group of each track."""
    headers = [
        Text("奖项", "track").read(language),
        Text("按什么分", "by").read(language),
        Text("哪些申报主体", "group").read(language),
        *(header.read(language) for header in _HEADERS),
    ]
    rows = []
    for one in found.tracks:
        track = found.procedure.policy.tracks[found.procedure.tracks[one.track]].title
        rows.append([plain(track.read(language)), "", *_whole(one, language)])
        for rate in one.groups:
            heading = rate.group.heading.read(language)
            rows.append([plain(track.read(language)), heading, *_row(rate, language)])
    return Grid(
        study.study_title(found.procedure, _SUBJECT, language),
        headers,
        rows,
        groups_data(found),
        [study.STUDY.read(language), *_remarks(found, language)],
        name=Text("获奖率", "groups").read(language),
    )


def groups_data(found: Groups) -> dict[str, Any]:
    """The exact figures as plain data; what is undefined or not told is null."""
    return {
        **study.record_of(found.procedure, DETAIL, found.replications, found.seed),
        "fewest_applicants": FEWEST_CASES,
        "fewest_replications": FEWEST_REPLICATIONS,
        "tracks": [
            {
                "track": found.procedure.tracks[one.track],
                "applicants": one.applicants,
                "rate": study.plain_estimate(one.rate),
                "unjudged": study.plain_estimate(one.unjudged),
                "groups": [_rate_data(rate) for rate in one.groups],
            }
            for one in found.tracks
        ],
        "missing": [{"zh": one.zh, "en": one.en} for one in found.missing],
    }


def _rate_data(one: Rate) -> dict[str, Any]:
    return {
        "by": one.group.dimension,
        "group": one.group.id,
        "applicants": one.applicants,
        "cases": one.cases,
        "editions": one.editions,
        "told": one.told,
        "rate": study.plain_estimate(one.rate),
        "awards_in_an_edition": list(one.edition) if one.told else None,
        "merit": study.plain_estimate(one.merit),
        "rules": study.plain_estimate(one.rules),
        "rules_stand_out": one.stands_out if one.told else None,
        "unjudged": study.plain_estimate(one.unjudged),
    }


def _whole(one: TrackRates, language: Language) -> list[str]:
    return [
        Text("全部", "all").read(language),
        f"{one.applicants:.1f}",
        study.share(one.rate, language),
        "",
        "",
        "",
        study.percent(one.unjudged, language),
    ]


def _row(one: Rate, language: Language) -> list[str]:
    title = plain(one.group.title.read(language))
    count = f"{one.applicants:.1f}" if one.applicants >= 0.05 or not one.cases else "<0.1"
    if not one.told:
        return [title, count, _TOO_FEW.read(language), "", "", "", ""]
    low, high = one.edition
    return [
        title,
        count,
        study.share(one.rate, language),
        str(low) if low == high else f"{low}–{high}",
        _signed(one.merit.value),
        _rules(one.rules, one.stands_out, language),
        study.percent(one.unjudged, language),
    ]


def _rules(one: Estimate, stands_out: bool, language: Language) -> str:
    """The part of the rules in points, with its half-width, or that it cannot be told from none."""
    half = 100 * (one.high - one.low) / 2
    shown = f"{_signed(one.value)} ±{max(half, 0.51):.0f}"
    return shown if stands_out else f"≈  ({shown})"


def _whose(found: Groups) -> Text:
    """What the figures do not tell; that the built-in cohort has groups that are equally good."""
    equal = Text("", "")
    if found.procedure.scenario.cohort == APPLICANTS.id:
        equal = Text(
            "虚拟申报主体不论哪一类，真实水平都按同一分布假设。",
            "Synthetic applicants are assumed to be equally good in all groups. ",
        )
    return Text(
        f"{equal.zh}各渠道的差别来自申报数、限额和对各自办理的估计：不说明任何真实的县、单位或"
        "个人。次序按文本，不排名。",
        f"{equal.en}Channels differ by how many apply, by limits and by estimates of their own "
        "work: this tells nothing of any real county, organisation or person. The order is that of "
        "the text, not a ranking.",
    )


def _signed(share: float) -> str:
    """Points with their sign; 0 has none."""
    rounded = round(100 * share)
    return f"{rounded:+d}" if rounded else "0"


def _remarks(found: Groups, language: Language) -> list[str]:
    remarks = [
        Text(
            "获奖率：获奖的占申报的，全部推演合计。每届获奖：有这类申报主体的各届，偏少10%—偏多90%。"
            "实力、规则等：与全部申报主体获奖率的差，百分点；实力相同、不论哪一类能得的是“实力”，其余是"
            "“规则等”（限额、条件、公示多少、逾期）。“≈”与零分不开（同一分法的各类一并考虑）。",
            "Awarded: of all who apply, over all replications. Awards: in an edition that has "
            "anybody of the group, from few (10 %) to many (90 %). Merit, rules etc.: the "
            "difference to all applicants in points; what equal merit gets in whatever group is "
            "'merit', the rest 'rules etc.' (limits, conditions, more notices, being late). '≈' is "
            "not told from none, all groups of the same kind considered together.",
        ).read(language),
        _whose(found).read(language),
        Text(
            f"全部推演合计不到{FEWEST_CASES}个、或出现在不到{FEWEST_REPLICATIONS}次推演里的，"
            "不作判断。",
            f"Nothing is said of fewer than {FEWEST_CASES} applicants in all replications, or of "
            f"those that are there in fewer than {FEWEST_REPLICATIONS} of them.",
        ).read(language),
    ]
    if found.missing:
        listed = [one.read(language) for one in found.missing]
        remarks.append(
            Text("；", "; ").read(language).join(listed) + Text("。", ".").read(language)
        )
    remarks.append(
        study.footnote(found.procedure, DETAIL, found.replications, found.seed, language)
    )
    return remarks
