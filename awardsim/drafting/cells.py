"""Answers as the cells of a policy file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awardsim.drafting.answer import TO_BE_FILLED, Answer
from awardsim.drafting.forms import Length, Number
from awardsim.policy.cell import Bound, Status

#: The article of what was looked for in the whole document and not found.
WHOLE = "全文"
_SILENT = {
    Status.UNSTATED: "unstated",
    Status.EXCLUDED: "excluded",
    Status.UNREAD: "unread",
}


class Cells:
    """Makes cells of answers, and keeps where each went.

    Attributes
    ----------
    places
        Path in the file to the id of the question.
    without_article
        Questions that were answered without an article.
    """

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers
        self.places: dict[str, str] = {}
        self.without_article: list[str] = []

    def stated(self, id: str) -> bool:
        """Whether the document says something to a question."""
        answer = self.answers.get(id)
        return answer is not None and answer.stated

    def value(self, id: str) -> Any:
        """What it says; None where it says nothing."""
        answer = self.answers.get(id)
        return answer.value if answer is not None and answer.stated else None

    def article(self, id: str, answer: Answer | None) -> str:
        """The article of an answer, for a table's ``source``."""
        if answer is None or answer.status in (Status.UNSTATED, Status.UNREAD):
            return answer.article if answer is not None and answer.article else WHOLE
        if answer.article:
            return answer.article
        if id not in self.without_article:
            self.without_article.append(id)
        return TO_BE_FILLED

    def cell(self, id: str, path: str, inherited: str) -> Any:
        """The cell of a question, as it is written at a path of the file.

        ``inherited`` is the article of the table that it stands in; the cell names its own only
        where that differs.
        """
        self.places[path] = id
        answer = self.answers.get(id)
        if answer is None:
            return "unread"
        return self.written(id, answer, inherited)

    def written(self, id: str, answer: Answer, inherited: str) -> Any:
        """The cell of an answer."""
        article = self.article(id, answer)
        own = {} if article == inherited else {"source": f"text {article}"}
        words = {"words": answer.words} if answer.words else {}
        if answer.status is Status.ELSEWHERE:
            return {"elsewhere": answer.reason, **own}
        if not answer.stated:
            silent = _SILENT[answer.status]
            if not own and not words:
                return silent
            if answer.status is Status.UNREAD:
                return silent
            remark = "明文没有" if answer.status is Status.EXCLUDED else "没有写"
            return {silent: remark, **own, **words}
        value, bound = _plain(answer.value)
        if isinstance(answer.value, Length) and not answer.value.unit:
            words = {**words, "inferred": "只写“天”“日”，没有写哪一种：读作日历日"}
        if bound is not None:
            return {bound.value: value, **own, **words}
        return {"value": value, **own, **words} if own or words else value

    def truth(self, id: str, path: str, inherited: str) -> Any:
        """A cell that is true, false or silent: what the document excludes is false."""
        answer = self.answers.get(id)
        if answer is None or answer.status is not Status.EXCLUDED:
            return self.cell(id, path, inherited)
        self.places[path] = id
        article = self.article(id, answer)
        own = {} if article == inherited else {"source": f"text {article}"}
        words = {"words": answer.words} if answer.words else {}
        return {"value": False, **own, **words} if own or words else False


def _plain(value: Any) -> tuple[Any, Bound | None]:
    """What is written for a value, and its bound."""
    if isinstance(value, Length):
        return value.written, value.bound
    if isinstance(value, Number):
        return value.value, value.bound
    return value, None
