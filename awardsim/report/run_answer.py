"""The head of a first screen: the question, the answer, its dates, what the text alone allows."""

from __future__ import annotations

from awardsim.analysis.shares import CONFIDENCE
from awardsim.report import facts, words
from awardsim.report.console import clip, width, wrap
from awardsim.report.view import View
from awardsim.text import Text

#: Columns of a document's number that tell at least which one it is.
LEAST_NUMBER = 20

_HALF, _TENTHS = "一半", "一二三四五六七八九"


def heading(view: View) -> list[str]:
    """The award, its document, the scenario and the days off that were known."""
    procedure = view.procedure
    policy, scenario = procedure.policy, procedure.scenario
    parts = [view.award]
    if policy.state == "draft":
        parts.append(view.say("草案，未印发", "draft, not issued"))
    if scenario.id != policy.id:
        parts.append(view.say(f"情景 {scenario.id}", f"scenario {scenario.id}"))
    place = len(parts)
    if scenario.progress is not None:
        today = scenario.progress.today
        parts.append(view.say(f"今天 {today}", f"today {today}"))
    if width("  ".join([*parts, policy.id])) <= 100 - LEAST_NUMBER - 2:
        parts.insert(place, policy.id)
    documents = facts.documents(policy)
    room = 100 - width("  ".join(parts)) - 2  # several documents may be cut, not the scenario
    if documents and room >= LEAST_NUMBER:
        parts.insert(1, clip(documents, room))
    return [clip("  ".join(parts), 100)]


def question(view: View) -> list[str]:
    """What is asked: by when, and what counts as finished, each with its article."""
    procedure = view.procedure
    finish = procedure.nodes[procedure.finish]
    title = view.title(finish)
    counts = view.say(
        f"完成＝{title}，条文{view.article(finish.source)}",
        f"finished = {title}, {view.article(finish.source)}",
    )
    if procedure.finish_by is None:
        asked = view.say(f"问：{title}什么时候能办完？", f"Q: when will {title} be done?")
        return wrap(
            view.say(f"{asked}（没有期限；{counts}）", f"{asked} (no deadline; {counts})"),
            hang="    ",
        )
    day = view.dates.long(procedure.finish_by)
    asked = view.say(f"问：{day}前能完成“{title}”吗？", f"Q: finished by {day}?")
    given = _deadline(view)
    return wrap(
        view.say(f"{asked}（期限：{given}；{counts}）", f"{asked} ({given}; {counts})"), hang="    "
    )


def _deadline(view: View) -> str:
    """Where the deadline comes from."""
    procedure = view.procedure
    if procedure.scenario.finish_by is not None:
        return view.say("情景给出", "given by the scenario")
    cell = procedure.policy.window.closes
    article = view.article(cell.source or procedure.policy.window.source)
    if not view.zh:
        return article
    return f"条文{article}“{cell.words}”" if cell.words else f"条文{article}"


def preface(view: View) -> str:
    """Influential figures that nobody gave; empty where at least half of them were given."""
    lacking = facts.not_supplied(view.forecast)
    if not lacking:
        return ""
    named = view.listed([view.read(one.title) for one in lacking[:2]])
    if len(lacking) > 2:
        return view.say(
            f"在未提供{named}等{len(lacking)}项的情况下，",
            f"without figures for {named} and others ({len(lacking)} in all), ",
        )
    return view.say(f"在未提供{named}的情况下，", f"without figures for {named}, ")


def answer(view: View) -> list[str]:
    """One word, the rounded share, and how far assumptions move it."""
    forecast = view.forecast
    if forecast.nobody:
        text = view.say("没有可推演的日期", "there are no dates to work out")
        said = words.NOBODY.read(view.language)
        return wrap(view.say(f"答：{said}，{text}。", f"A: {said}: {text}."), hang="    ")
    before = preface(view)
    if forecast.share is None:
        text = view.say(
            f"答：{before}没有期限可比，只有日期。",
            f"A: {before}no deadline to compare with, dates only.",
        )
        return wrap(text, hang="    ")
    word = words.answer_word(forecast.share).read(view.language)
    share = view.rounded(forecast.share)
    if before:
        text = view.say(
            f"答：{before}{word}，{view.chance(forecast.share)}。", f"A: {before}{word}: {share}."
        )
    else:
        text = view.say(
            f"答：{word}。按一般估计，{view.chance(forecast.share)}。",
            f"A: {word}. On usual estimates {share}.",
        )
    lines = wrap(text, hang="    ")
    return lines + wrap(_moved(view), indent="    ", hang="    ")


def _moved(view: View) -> str:
    found = view.forecast.ranges
    if found is None:
        return view.say(
            "估计变动的影响没有算（--no-ranges）",
            "what the estimates do to it was not worked out (--no-ranges)",
        )
    single = words.span(found.low, found.high, view.language)
    good, bad = view.percent(found.favourable), view.percent(found.unfavourable)
    return view.say(
        f"估计逐项变动 {single}；同时偏松／同时偏紧 {good}／{bad}",
        f"one estimate moved at a time: {single}; all favourable/unfavourable: {good}/{bad}",
    )


def finish_dates(view: View) -> list[str]:
    """By when with an even chance, 80 % and 90 %."""
    shown: list[str] = []
    if view.forecast.nobody:
        return shown
    for share, minute in zip(CONFIDENCE, view.forecast.finish, strict=True):
        name = _HALF if share == 0.5 else f"{_TENTHS[round(share * 10) - 1]}成"
        # Without a deadline in the question nothing else names the year.
        dated = view.dates.full if view.procedure.finish_by is None else view.dates.day
        day = dated(minute) if minute is not None else view.say("没有办完", "not reached")
        label = view.say(f"{name}把握", "even chance" if share == 0.5 else f"{share * 100:.0f} %")
        shown.append(f"{label} {day}")
    return wrap("   ".join(shown) + _hurried(view), indent="    ", hang="    ")


def _hurried(view: View) -> str:
    """That a decision is assumed to be pulled forward to the deadline, where one is."""
    found = facts.hurried(view.procedure)
    if not found:
        return ""
    approvals = all(node.type == "APPROVE" for node in found)
    what = Text("审批", "approval") if approvals else Text("决定", "decisions")
    return view.say(f"   （{what.zh}按赶期限算）", f"   ({what.en} hurried)")


def law(view: View) -> list[str]:
    """What the text alone allows, and by when the deciding body must meet at the latest."""
    forecast, procedure = view.forecast, view.procedure
    if forecast.law_finish is None:
        return []
    deadline = procedure.deadline_minute
    day = (view.dates.full if deadline < 0 else view.dates.day)(forecast.law_finish)
    if deadline < 0:
        text = view.say(f"条文本身允许的最快 {day}", f"the text alone allows {day}")
    elif forecast.law_finish <= deadline:
        text = view.say(f"条文本身不卡：法定最快 {day}", f"the text leaves room: earliest {day}")
    else:
        text = view.say(
            f"条文本身就排不下：法定最快 {day}", f"the text does not fit: earliest {day}"
        )
    meeting = facts.deciding_meeting(forecast)
    if meeting is not None and meeting.latest is not None:
        title, last = view.title(procedure.nodes[meeting.node]), view.dates.day(meeting.latest)
        text += view.say(f"；{title}最迟 {last}", f"; {title} by {last} at the latest")
    return wrap(text, indent="    ", hang="    ")
