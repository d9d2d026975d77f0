"""What an answer leaves open, so that it is asked for at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from awardsim.drafting.answer import Answer, read_answer
from awardsim.drafting.forms import Length
from awardsim.drafting.given import joined
from awardsim.drafting.questions import NOTICES, Question
from awardsim.policy.cell import Bound, Status
from awardsim.text import Text

_BOUNDS = {Bound.AT_LEAST: "不少于", Bound.AT_MOST: "不超过"}
_UNITS = {
    "wd": "个工作日",
    "cd": "个日历日",
    "h": "小时",
    "": "天",
    "y": "年",
    "cycles": "个评选周期",
}
_KINDS = {
    "1": "wd",
    "wd": "wd",
    "工作日": "wd",
    "2": "cd",
    "cd": "cd",
    "日历日": "cd",
    "自然日": "cd",
}


@attrs.frozen
class OpenPoint:
    """A follow-up: what is asked, and the answer that it completes."""

    ask: Text
    complete: Callable[[str], Answer]


def open_points(question: Question, answer: Answer) -> Iterator[OpenPoint]:
    """What is still to be asked about an answer; each point builds on those before it."""
    current = [answer]

    def put(made: Answer) -> Answer:
        current[0] = made
        return made

    if answer.stated and question.id.removeprefix("stages.") in NOTICES and answer.value is None:
        yield OpenPoint(
            Text(
                "公示几天？如 不少于5个工作日（回车 = 没有写天数）",
                "for how many days? such as: at least 5wd (Enter = not stated)",
            ),
            lambda raw: put(_rewritten(question, current[0], length=raw)),
        )
    found = current[0].value
    if isinstance(found, Length) and not found.unit:
        yield OpenPoint(
            Text(
                "是工作日还是日历日？1 工作日，2 日历日（回车 = 没有写，两种读法都留着）",
                "working or calendar days? 1 working, 2 calendar (Enter = it does not say: both "
                "readings are kept)",
            ),
            lambda raw: put(_of_kind(question, current[0], raw)),
        )
    now = current[0]
    cited = now.stated or now.status in (Status.EXCLUDED, Status.ELSEWHERE)
    if question.form.cited and cited and not now.article:
        yield OpenPoint(
            Text(
                "第几条？如 七(二)（回车 = 以后再补）",
                "which article? such as 7(2) (Enter = later)",
            ),
            lambda raw: put(_rewritten(question, current[0], article=raw.lstrip("@＠ "))),
        )


def length_text(length: Length) -> str:
    """A length as a person writes it.

    >>> length_text(Length("5", "wd", Bound.AT_LEAST))
    '不少于5个工作日'
    """
    bound = _BOUNDS.get(length.bound, "")
    return f"{bound}{length.amount}{_UNITS[length.unit]}"


def _of_kind(question: Question, answer: Answer, raw: str) -> Answer:
    kind = _KINDS.get(raw.strip().lower(), "")
    length = attrs.evolve(answer.value, unit=kind)
    return _rewritten(question, answer, length=length_text(length))


def _rewritten(question: Question, answer: Answer, length: str = "", article: str = "") -> Answer:
    """An answer with one of its parts filled in; it is read anew."""
    body = length
    if not body:
        body = _body(answer)
    return read_answer(
        joined(body, article or answer.article, answer.words, answer.name), question.form
    )


def _body(answer: Answer) -> str:
    """What stands before the name and the article in an answer."""
    if answer.status is Status.EXCLUDED:
        return "无"
    if answer.status is Status.ELSEWHERE:
        return f"见{answer.reason}"
    if isinstance(answer.value, Length):
        return length_text(answer.value)
    if answer.value is None or answer.value is True:
        return "有"
    raw = answer.raw
    for mark in ("@", "＠", "“", '"', "「"):
        raw = raw.partition(mark)[0]
    return raw.strip()
