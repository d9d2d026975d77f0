"""Everything that can move, ranked: what one decides, what one guesses, what to find out first."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.moves import READING
from awardsim.analysis.ranking import Ranked, Ranking
from awardsim.report import words
from awardsim.report.assumed import read_amount
from awardsim.report.console import plain, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Swings below this are told together on the screen.
NOTICEABLE = 0.02
#: Assumptions that are named to be found out first.
FIRST = 3
GROUPS = {**words.LEVERS, READING: Text("要先明确怎么读", "readings to be settled")}


def ranking_screen(found: Ranking, language: Language) -> str:
    """What moves the answer, for a terminal."""
    lines = [*wrap(plain(_title(found, language))), *wrap(_answer(found, language)), ""]
    for group, title in GROUPS.items():
        rows = [one for one in found.rows if one.group == group]
        shown = [one for one in rows if one.clear and one.swing >= NOTICEABLE]
        if not rows:
            continue
        lines.append(title.read(language))
        if shown:
            table = [_cells(one, found, language) for one in shown]
            lines += wrapped_table(table, _headings(language), [28, 14, 30])
        left = len(rows) - len(shown)
        if left:
            text = Text(
                f" 其余{left}项：单独变动，看不出影响",
                f" {left} more: alone they have no effect that can be told",
            )
            lines.append(text.read(language))
        lines.append("")
    lines += _first(found, language)
    for remark in _remarks(found, language):
        lines += wrap(plain(remark))
    return "\n".join(lines) + "\n"


def ranking_grid(found: Ranking, language: Language) -> Grid:
    """A row for each thing that can move."""
    headers = [
        Text("能不能动", "lever").read(language),
        Text("路径", "path").read(language),
        *_headings(language),
        Text("变动幅度（百分点）", "swing (points)").read(language),
        Text("占不确定性", "share of the uncertainty").read(language),
    ]
    rows = [
        [
            GROUPS[one.group].read(language),
            one.path,
            *_cells(one, found, language),
            f"{100 * one.swing:.0f}",
            words.percent(one.worth.explained, language) if one.worth is not None else "",
        ]
        for one in found.rows
    ]
    return Grid(
        _title(found, language), headers, rows, ranking_data(found), _remarks(found, language)
    )


def ranking_data(found: Ranking) -> dict[str, Any]:
    """The exact figures as plain data."""
    return {
        "schema": 1,
        "scenario": found.procedure.scenario.id,
        "share": found.share,
        "error": found.error,
        "target": found.target,
        "replications": found.replications,
        "run": found.run,
        "seed": found.seed,
        "first": [one.path for one in found.to_measure],
        "rows": [_row(one, found) for one in found.rows],
    }


def _row(one: Ranked, found: Ranking) -> dict[str, Any]:
    given = found.procedure.inputs[one.input] if one.input >= 0 else None
    return {
        "path": one.path,
        "title": {"zh": one.title.zh, "en": one.title.en},
        "lever": one.group,
        "open": one.open,
        "now": None if given is None else [given.least, given.usual, given.most],
        "unit": None if given is None else given.unit,
        "low": one.low,
        "high": one.high,
        "trials": [
            {
                "value": trial.value,
                "label": {"zh": trial.label.zh, "en": trial.label.en},
                "share": trial.share,
                "error": trial.error,
                "replications": trial.replications,
            }
            for trial in one.trials
        ],
        "margin": None
        if one.margin is None
        else {
            "value": one.margin.value,
            "share": one.margin.share,
            "farthest": one.margin.farthest,
            "within": one.margin.within,
        },
        "worth": None
        if one.worth is None
        else {
            "explained": one.worth.explained,
            "shift": one.worth.shift,
            "thirds": list(one.worth.thirds),
            "clear": one.worth.clear,
        },
    }


def _title(found: Ranking, language: Language) -> str:
    name = found.procedure.scenario.id
    return Text(f"逐项变动  {name}", f"Everything in turn  {name}").read(language)


def _answer(found: Ranking, language: Language) -> str:
    share, target = (words.percent(one, language) for one in (found.share, found.target))
    holds = found.share >= found.target
    end = f"{found.procedure.finish_by}"
    return Text(
        f"{end}前办完的把握{share}；以{target}为界，现在{'达到' if holds else '达不到'}。"
        "一次只动一项，其余照旧。",
        f"done by {end}: {share}; with the line at {target} it "
        f"{'holds' if holds else 'does not hold'} as it is. One thing is moved at a time.",
    ).read(language)


def _headings(language: Language) -> list[str]:
    return [
        Text(zh, en).read(language)
        for zh, en in (
            ("项目", "what"),
            ("现在", "now"),
            ("试到 → 把握", "tried → chance"),
            ("动到哪里过界", "where it crosses the line"),
        )
    ]


def _cells(one: Ranked, found: Ranking, language: Language) -> list[str]:
    tried = [
        f"{_value(one, trial.value, trial.label, found, language)} → "
        f"{words.percent(trial.share, language)}"
        for trial in one.trials
    ]
    between = Text("；", "; ").read(language)
    return [
        one.title.read(language),
        _now(one, found, language),
        between.join(tried),
        _margin(one, found, language),
    ]


def _now(one: Ranked, found: Ranking, language: Language) -> str:
    procedure = found.procedure
    if one.input >= 0:
        return words.amount(procedure.inputs[one.input], procedure, language)
    head, _, name = one.path.partition(".")
    if head == "readings":
        default = procedure.policy.readings[name].default
        return procedure.scenario.readings.get(name, default)
    assumed = procedure.scenario.assumptions.get(one.path)
    return "" if assumed is None else read_amount(assumed.amount, language)


def _value(
    one: Ranked, value: float | None, label: Text, found: Ranking, language: Language
) -> str:
    if value is None:
        return label.read(language)
    return words.single(found.procedure.inputs[one.input], value, found.procedure, language)


def _margin(one: Ranked, found: Ranking, language: Language) -> str:
    margin = one.margin
    if margin is None:
        return ""
    blank = Text("", "")
    target = words.percent(found.target, language)
    if margin.value is None:
        last = _value(one, margin.farthest, blank, found, language)
        return Text(f"到{last}也不过", f"not even at {last}").read(language)
    at = _value(one, margin.value, blank, found, language)
    share = words.percent(margin.share, language)
    if found.share >= found.target:
        text = Text(f"到{at}就不到{target}", f"at {at} below {target}")
    else:
        text = Text(f"到{at}就达到{target}", f"at {at} it reaches {target}")
    more = Text(f"（{share}）", f" ({share})").read(language) if share != target else ""
    return text.read(language) + more


def _first(found: Ranking, language: Language) -> list[str]:
    """What to find out first, and what knowing it would do."""
    chosen = found.to_measure[:FIRST]
    if not chosen:
        text = Text(
            "先查清哪一项：没有哪一项单独查清后会明显改变把握",
            "what to find out first: no single assumption would clearly move the chance",
        )
        return [*wrap(text.read(language)), ""]
    head = Text(
        "先查清哪一项（估计得越准，把握越不含糊）",
        "what to find out first (of what nobody simply sets)",
    )
    lines = [head.read(language)]
    now = words.percent(found.share, language)
    for place, one in enumerate(chosen, 1):
        worth = one.worth
        assert worth is not None
        low, _, high = (words.percent(third, language) for third in worth.thirds)
        part = words.percent(worth.explained, language)
        shift = words.points(worth.shift)
        text = Text(
            f" {place}  {one.title.zh}（估计{_now(one, found, 'zh')}）：查清之后，把握一般会从{now}"
            f"移动{shift}个百分点：落在偏小的三分之一是{low}，落在偏大的三分之一是{high}；"
            f"它占不确定性的{part}",
            f" {place}  {one.title.en} ({_now(one, found, 'en')}): once known, {now} moves by "
            f"{shift} points as a rule: {low} if it lies in its lowest third, {high} in its "
            f"highest; it makes {part} of the uncertainty",
        )
        lines += wrap(plain(text.read(language)), hang="    ")
    return [*lines, ""]


def _remarks(found: Ranking, language: Language) -> list[str]:
    error = words.points(found.error)
    return [
        Text(
            "没有给范围的人数、申报数上下各试三分之一；过界指其他各项照旧随机时，把握越过"
            f"{words.percent(found.target, 'zh')}（--until 改）。看一项的全部取值："
            "awardsim sweep 情景 路径；看各项之间是否互相影响：--interactions",
            "numbers of people and applicants without a range were tried a third up and down; the "
            f"line is {words.percent(found.target, 'en')} (--until moves it), everything else "
            "varying as before. All values of one: awardsim sweep SCENARIO PATH; whether they act "
            "on one another: --interactions",
        ).read(language),
        Text(
            f"推演{found.replications}次、共{found.run}次，同一套随机数，种子{found.seed}，现在的把握误差"
            f"{error}个百分点，各试验值见文件。{words.INTERNAL.zh}",
            f"{found.replications} replications, {found.run} in all, under the same luck, seed "
            f"{found.seed}; error of the chance as it is {error} points, of what was tried in "
            f"files. {words.INTERNAL.en.capitalize()}",
        ).read(language),
    ]
