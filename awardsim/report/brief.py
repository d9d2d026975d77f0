"""Three lines about a run that can be sent as they are."""

from __future__ import annotations

from awardsim.analysis.forecast import Forecast
from awardsim.report import facts, run_milestones, run_path, words
from awardsim.report.console import plain
from awardsim.report.facts import Cause, Lever
from awardsim.report.record_id import record_id
from awardsim.report.run_answer import preface
from awardsim.report.run_basis import overrides_told, replacements_told
from awardsim.report.view import View
from awardsim.text import Language, Text

#: Levers that a message has room for.
_LEVERS = 2
#: Changes of the text that it has room for.
_CHANGES = 3
#: Ends of applicants that it names where nothing finished.
_OUTCOMES = 2
#: From this share of the runs on, where they came to a stand is why nothing finished.
_MOST = 0.5


def brief(forecast: Forecast, language: Language) -> str:
    """The answer with its range; what moves it; what the text allows and how far to trust it."""
    view = View(forecast, language, forecast.procedure.scenario.id)
    lines = [_answer(view) + _without_places(view), _levers(view), _trust(view)]
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


def _without_places(view: View) -> str:
    """That a quota of 0 leaves nobody to be awarded; empty where there are places."""
    told = run_milestones.no_places(view)
    if not told:
        return ""
    return view.say(f"{told}。", f" {told[0].upper()}{told[1:]}.")


def _never_finished(view: View) -> str:
    """That no replication finished, and what stood in the way of most."""
    said = view.say("所有推演都没有办完", "No replication finished")
    if facts.nobody_can_win(view.forecast):
        return view.say(f"{said}。", f"{said}.")
    reason, share = next(iter(run_milestones.stand_stills(view)), ("", 0.0))
    if share > _MOST:
        some = view.say(
            f"{view.percent(share)}的推演里，", f"in {view.percent(share)} of the runs "
        )
        reason = reason if share == 1 else some + reason
        return view.say(f"{said}：{reason}。", f"{said}: {reason}.")
    ends = [
        view.read(words.outcome_title(name, view.procedure)) + f" {view.percent(share)}"
        for name, share in view.forecast.outcomes[:_OUTCOMES]
    ]
    return view.say(
        f"{said}；申报主体多数止于：{view.listed(ends)}。",
        f"{said}; applicants end as: {view.listed(ends)}.",
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
            return _never_finished(view)
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
    written = overrides_told(view)
    if written:
        more = len(written) - _CHANGES
        rest = [view.say(f"另有改动{more}处", f"{more} more changes")] if more > 0 else []
        changed = view.listed([*written[:_CHANGES], *rest])
        parts.append(view.say(f"条文改动：{changed}", f"Text changed: {changed}"))
    replaced = view.listed(replacements_told(view))
    if replaced:
        parts.append(view.say(f"估计改用：{replaced}", f"Replaced: {replaced}"))
    mark = record_id(forecast)
    tail = view.say(f"内部测算，不对外（记录号{mark}）。", f"Internal estimate (record {mark}).")
    return view.say("。", ". ").join([*parts, tail])
