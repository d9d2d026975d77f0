"""One answer about a document, as a person writes it.

::

    不少于5个工作日 @七(二) “公示时间不少于5个工作日”     what it says, the article, its own words
    at least 5wd @7(2)
    有 县级公示 @七(二)                                   it has such a stage, and calls it so
    -                                                     the document is silent
    无 @十                                                the document says no
    见附件7 @七(二)                                       it points to what is not at hand
    未读                                                  nobody has looked yet
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from awardsim.drafting.forms import Form, WrongAnswer
from awardsim.policy.cell import Status
from awardsim.policy.cells import LONGEST_WORDS

#: The article of what nobody has looked up yet; to be replaced before a text is published.
TO_BE_FILLED = "待补"

SILENT = frozenset({"-", "—", "－", "未提", "未提及", "未写", "没写", "silent", "unstated"})
UNREAD = frozenset({"未读", "unread"})
NO = frozenset({"无", "没有", "否", "不", "n", "no", "false", "excluded", "明文没有"})

_WORDS = re.compile(r"""[“"「](?P<words>[^”"」]*)[”"」]\s*$""")
_ARTICLE = re.compile(r"[@＠]\s*(?P<article>[^@＠]+)$")
_ELSEWHERE = re.compile(r"(?:另?见|详见|按照?|elsewhere:?|see)\s*(?P<where>\S.*)", re.IGNORECASE)
_CLAUSE = re.compile(r"第(?P<number>[^条]+)条")


@attrs.frozen
class Answer:
    """What was answered to one question.

    Attributes
    ----------
    status
        ``STATED``, ``UNSTATED`` (silent), ``EXCLUDED`` (it says no), ``ELSEWHERE`` or ``UNREAD``.
    value
        What the question's form made of it; None where nothing is stated.
    article
        Where it stands; empty where that was not said.
    words
        The decisive words of the document.
    name
        What the document calls it; for a stage.
    reason
        For ``ELSEWHERE`` the document it points to.
    raw
        As it was written, so that it can be kept and shown again.
    """

    status: Status
    value: Any = None
    article: str = ""
    words: str = ""
    name: str = ""
    reason: str = ""
    raw: str = attrs.field(default="", eq=False)

    @property
    def stated(self) -> bool:
        """The document says something that can be used."""
        return self.status is Status.STATED


def read_answer(text: str, form: Form) -> Answer:
    """The answer that a person wrote.

    Raises
    ------
    WrongAnswer
        It is not of the question's form; the message says what would be.

    Examples
    --------
    >>> from awardsim.drafting.forms import DURATION
    >>> found = read_answer("不少于5个工作日 @第七条(二) “不少于5个工作日”", DURATION)
    >>> found.value.written, found.article, found.words
    ('5wd', '七(二)', '不少于5个工作日')
    >>> read_answer("-", DURATION).status
    <Status.UNSTATED: 'unstated'>
    """
    raw = text.strip()
    if not form.cited:
        return Answer(Status.STATED, form.read(raw), raw=raw)
    body, words, article = raw, "", ""
    found = _WORDS.search(body)
    if found and found.start():
        body, words = body[: found.start()].strip(), found["words"].strip()
    found = _ARTICLE.search(body)
    if found:
        body, article = body[: found.start()].strip(), clean_article(found["article"])
    found = _WORDS.search(body)
    if found and found.start() and not words:
        body, words = body[: found.start()].strip(), found["words"].strip()
    status, value, name, reason = _read_body(body, form)
    if status not in (Status.STATED, Status.EXCLUDED):
        words = ""
    if len(words) > LONGEST_WORDS:
        raise WrongAnswer.of(
            f"引用的字句最多{LONGEST_WORDS}个字，现有{len(words)}个：只摘关键的几个字",
            f"at most {LONGEST_WORDS} characters are quoted, these are {len(words)}: "
            "only the decisive words",
        )
    return Answer(status, value, article, words, name, reason, raw)


def clean_article(text: str) -> str:
    """An article as texts cite it.

    >>> clean_article(" 第十二条（二） "), clean_article("七(二)")
    ('十二(二)', '七(二)')
    """
    plain = _CLAUSE.sub(lambda found: found["number"], " ".join(text.split()))
    return plain.replace("（", "(").replace("）", ")")


def _read_body(body: str, form: Form) -> tuple[Status, Any, str, str]:
    """Status, value, name and reason of what stands before the article."""
    lowered = body.lower()
    if lowered in SILENT:
        return Status.UNSTATED, None, "", ""
    if lowered in UNREAD:
        return Status.UNREAD, None, "", ""
    if lowered in NO:
        return Status.EXCLUDED, None, "", ""
    if not body:
        raise WrongAnswer.of("没有答案", "there is no answer")
    found = _ELSEWHERE.fullmatch(body)
    if found and form.may_be_elsewhere:
        return Status.ELSEWHERE, None, "", found["where"].strip()
    if form.named:
        value, name = form.read_named(body)
        return Status.STATED, value, name, ""
    return Status.STATED, form.read(body), "", ""
