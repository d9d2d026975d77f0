"""Three lines about a run that can be sent as they are."""

from __future__ import annotations

from awardsim.analysis.forecast import Forecast
from awardsim.report import facts, run_path, words
from awardsim.report.console import plain
from awardsim.report.facts import Cause, Lever
from awardsim.report.record_id import record_id
from awardsim.report.run_answer import preface
from awardsim.report.run_basis import replacements_told
from awardsim.report.view import View
from awardsim.text import Language, Text

#: Levers that a message has room for.
_LEVERS = 2


def brief(forecast: Forecast, language: Language) -> str:
    """The answer with its range; what moves it; what the text allows and how far to trust it."""
    view = View(forecast, language, forecast.procedure.scenario.id)
    lines = [_answer(view), _levers(view), _trust(view)]
    return "\n".join(plain(line) for line in lines) + "\n"


def _answer(view: View) -> str:
    forecast, procedure = view.forecast, view.procedure
    title = view.award
    finish = view.title(procedure.nodes[procedure.finish])
    if forecast.nobody:
        said = words.NOBODY.read(view.language)
        return view.say(f"{title}：{said}。", f"{title}: {said}.")
    before = preface(view) or view.say("按一般估计，", "on usual estimates ")
    if forecast.share is None or procedure.finish_by is None:
        middle = forecast.finish[0]
        if middle is None:
            return view.say(
                f"{title}：{before}多半办不完{finish}。",
                f"{title}: {before}{finish} is not reached.",
            )
        day = view.dates.spoken(middle) + view.dates.mark(middle)
        return view.say(
            f"{title}：{before}{finish}一半把握在{day}前。",
            f"{title}: {before}{finish} has an even chance by {day}.",
        )
    day = view.dates.long(procedure.finish_by)
    share, chance = view.rounded(forecast.share), view.chance(forecast.share)
    text = view.say(
        f"{title}：{before}{day}前{finish}{'的' if chance.startswith('把握') else ''}{chance}",
        f"{title}: {before}{share} for {finish} by {day}",
    )
    if forecast.ranges is None:
        return text + view.say("。", ".")
    good, bad = view.rounded(forecast.ranges.favourable), view.rounded(forecast.ranges.unfavourable)
    if good == bad:
        return text + view.say(f"；估计偏松偏紧都是{bad}。", f"; {bad} whatever the estimates.")
    return text + view.say(
        f"；各项估计都偏松则{good}，都偏紧则{bad}。",
        f"; if every estimate is favourable {good}, if none is {bad}.",
    )


def _levers(view: View) -> str:
    if view.forecast.nobody:
        return view.say("没有可推演的日期。", "There are no dates to work out.")
    base = view.forecast.share or 0.0
    useful: dict[int, tuple[float, Cause, Lever]] = {}
    for cause in facts.causes(view.forecast):
        lever = cause.lever
        if lever is None or lever.kind == "guess" or lever.share is None:
            continue
        if lever.share - base >= facts.NOTICEABLE:
            useful.setdefault(lever.input, (lever.share, cause, lever))
    chosen = sorted(useful.values(), key=lambda one: -one[0])[:_LEVERS]
    if not chosen:
        found = facts.causes(view.forecast)[:2]
        longest = view.listed([run_path.label(view, one, brackets=True) for one in found])
        if not longest:
            return view.say("所有推演都没有办完。", "No replication finished.")
        if view.forecast.ranges is None:
            return view.say(f"占时最多的是{longest}。", f"Most time goes to {longest}.")
        return view.say(
            f"占时最多的是{longest}；单独改一项都变化不大。",
            f"Most time goes to {longest}; no single change moves the answer much.",
        )
    said = [run_path.lever_sentence(view, cause, lever) for _, cause, lever in chosen]
    return view.say(
        f"最能改变结果的：{'；'.join(said)}。", f"What would change it most: {'; '.join(said)}."
    )


def _trust(view: View) -> str:
    forecast, procedure = view.forecast, view.procedure
    parts = []
    if forecast.law_finish is not None:
        day = view.dates.spoken(forecast.law_finish) + view.dates.mark(forecast.law_finish)
        if procedure.deadline_minute < 0:
            said = Text(f"条文本身允许的最快{day}", f"The text alone allows {day}")
        elif forecast.law_finish <= procedure.deadline_minute:
            said = Text(f"条文本身不卡：法定最快{day}", f"The text leaves room: earliest {day}")
        else:
            said = Text(
                f"条文本身就排不下：法定最快{day}", f"The text does not fit: earliest {day}"
            )
        parts.append(said.read(view.language))
    first = facts.first_projected(forecast)
    if first is not None and facts.projected(forecast):
        parts.append(
            view.say(
                f"{first.year}年节假日没有公布，跨年日期为推定",
                f"Days off of {first.year} are not announced, dates in it are projected",
            )
        )
    changed = view.listed(replacements_told(view))
    if changed:
        parts.append(view.say(f"估计改用：{changed}", f"Replaced: {changed}"))
    mark = record_id(forecast)
    tail = view.say(f"内部测算，不对外（记录号{mark}）。", f"Internal estimate (record {mark}).")
    return view.say("。", ". ").join([*parts, tail])
