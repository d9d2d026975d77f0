"""Answers that come all at once: from a file of answers, from options, from a workbook.

A file of answers is TOML or JSON; its keys are the ids of the questions::

    city = "heyuan"
    title = "河源市政府质量奖管理办法"
    channels = ["源城区", "东源县"]

    [quotas]
    organisations = "不超过5家 @四"

    [stages]
    CH_NOTICE = { answer = "不少于5个工作日", article = "八", words = "不少于5个工作日" }
    DEFENCE = "-"
"""

from __future__ import annotations

import datetime
import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from awardsim.drafting.answer import Answer, read_answer
from awardsim.drafting.forms import WrongAnswer
from awardsim.drafting.layout import key, note, pair
from awardsim.drafting.questions import Question, all_questions
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.text import Text
from awardsim.toml import Problems, read_document

#: Bytes of the largest JSON file of answers.
LARGEST = 10_000_000
_PARTS = ("answer", "article", "words", "name")


@attrs.frozen
class Given:
    """An answer as it was given, and where."""

    raw: str
    file: str = ""
    line: int = 0

    def problem(self, id: str, message: Text, nearest: str = "") -> Problem:
        """A mistake in it."""
        return Problem(message, self.file, self.line, id, nearest)


def understand(
    given: Mapping[str, Given], today: datetime.date
) -> tuple[dict[str, Answer], list[Problem]]:
    """Answers by question, and every mistake in what was given.

    What nobody answered and has no default stays out: it is not yet read.
    """
    return understand_all(given, all_questions(today), lambda raw, one: read_answer(raw, one.form))


def understand_all(
    given: Mapping[str, Given],
    questions: Iterable[Question],
    read: Callable[[str, Question], Answer],
) -> tuple[dict[str, Answer], list[Problem]]:
    """The same for any questions, whose answers ``read`` makes of what was written."""
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    known = {question.id: question for question in questions}
    for id, unknown in given.items():
        if id not in known:
            message = Text(f"没有问题 '{id[:60]}'", f"there is no question '{id[:60]}'")
            problems.append(unknown.problem(id, message, nearest_name(id, known)))
    for id, question in known.items():
        one = given.get(id)
        if one is None or not one.raw.strip():
            if question.default is None:
                problems.append(_missing(question, one))
            elif not question.form.cited and question.default:
                answers[id] = read(question.default, question)
            continue
        if not question.when(answers):
            if _says_something(one.raw, question, read):
                message = Text(
                    f"用不上：按前面的答案，没有“{question.ask.zh}”可问",
                    f"not asked, as the answers before it are: {question.ask.en}",
                )
                problems.append(one.problem(id, message))
            continue
        try:
            answers[id] = read(one.raw, question)
        except WrongAnswer as error:
            problems.append(one.problem(id, error.message))
    return answers, problems


def _says_something(raw: str, question: Question, read: Callable[[str, Question], Answer]) -> bool:
    """Whether an answer is more than silence."""
    try:
        answer = read(raw, question)
    except WrongAnswer:
        return True
    return answer.stated or bool(answer.reason)


def _missing(question: Question, one: Given | None) -> Problem:
    place = one or Given("")
    message = Text(
        f"没有回答：{question.ask.zh}（如 {question.form.example.zh}）",
        f"not answered: {question.ask.en} (such as {question.form.example.en})",
    )
    return place.problem(question.id, message)


def of_options(written: Iterable[str]) -> dict[str, Given]:
    """Answers given as ``ID=ANSWER``; of one given twice the last counts."""
    found = {}
    for one in written:
        id, equals, raw = one.partition("=")
        if not equals:
            shown = one[:60]
            message = Text(f"应写成 编号=答案，现为 '{shown}'", f"write ID=ANSWER, found '{shown}'")
            raise InputError(Problem(message, path="--answer"))
        found[id.strip()] = Given(raw.strip(), f"--answer {one[:60]}")
    return found


def read_answers(path: str | os.PathLike[str]) -> dict[str, Given]:
    """The answers in a file, TOML or JSON.

    Raises
    ------
    InputError
        It cannot be read, or a value can be no answer.
    """
    name = os.fspath(path)
    problems = Problems(name)
    if Path(name).suffix.lower() == ".json":
        data, lines = _json(Path(name), problems), None
    else:
        document = read_document(path, problems)
        data, lines = document.data, document.lines
    problems.raise_any()
    found = {}
    for keys, value in _leaves(data, ()):
        strange = [part for part in value if part not in _PARTS] if _is_table(value) else []
        for part in strange:
            what = Text("答案的一部分", "part of an answer")
            problems.unknown((*keys, part), part, what, _PARTS)
        if strange:
            continue
        raw = _raw(value)
        if raw is None:
            wanted = Text("一句话的答案", "an answer, as a text")
            problems.wrong(keys, value, wanted)
            continue
        found[".".join(keys)] = Given(raw, name, lines.line_of(keys) if lines else 0)
    problems.raise_any()
    return found


def _json(path: Path, problems: Problems) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST or not path.is_file():
            problems.fail(Text("不是普通文件，或者太大", "no regular file, or too large"))
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        problems.fail(Text(f"读不出来：{error.strerror}", f"cannot be read: {error.strerror}"))
    except (ValueError, RecursionError) as error:
        problems.fail(Text(f"不是合法的 JSON：{error}", f"not valid JSON: {error}"))
    if not isinstance(data, dict):
        problems.fail(Text("最外层应是一个对象", "expected an object at top level"))
    return data


def _leaves(table: Mapping[str, Any], at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in table.items():
        here = (*at, str(name))
        if _is_table(value) and "answer" not in value and not set(value) & set(_PARTS):
            yield from _leaves(value, here)
        else:
            yield here, value


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _raw(value: Any) -> str | None:
    """A value of a file as a person would have answered; None if it is no answer."""
    if isinstance(value, bool):
        return "有" if value else "无"
    if isinstance(value, str):
        return value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "、".join(value)
    if isinstance(value, Mapping):
        parts = {name: _raw(part) for name, part in value.items()}
        if any(part is None for part in parts.values()) or "answer" not in parts:
            return None
        return joined(**parts)  # type: ignore[arg-type]
    return None


def joined(answer: str, article: str = "", words: str = "", name: str = "") -> str:
    """One answer of its parts.

    >>> joined("不少于5个工作日", "八", "公示时间不少于5个工作日", "县级公示")
    '不少于5个工作日 县级公示 @八 “公示时间不少于5个工作日”'
    """
    parts = [answer.strip(), name.strip()]
    parts += [f"@{article.strip()}"] if article.strip() else []
    parts += [f"“{words.strip()}”"] if words.strip() else []
    return " ".join(part for part in parts if part)


def write_answers(given: Mapping[str, str], command: str) -> str:
    """Answers as the text of a TOML file, to be read again by :func:`read_answers`.

    ``command`` is what is typed to go on with them.
    """
    top: list[str] = []
    tables: dict[str, list[str]] = {}
    for id, raw in given.items():
        table, dot, name = id.rpartition(".")
        if dot:
            tables.setdefault(table, []).append(pair(name, raw))
        else:
            top.append(pair(id, raw))
    lines = [note(f"{command}: 未完成的问答 answers so far"), *top]
    for table, pairs in tables.items():
        lines += ["", f"[{'.'.join(map(key, table.split('.')))}]", *pairs]
    return "\n".join(lines) + "\n"


def located(
    problems: Iterable[Problem], places: Mapping[str, str], given: Mapping[str, Given]
) -> list[Problem]:
    """Problems of a file that was made of answers, told where the answers stand.

    Parameters
    ----------
    places
        Path in the file to the id of the question.
    given
        Where each question was answered; a problem of none of them stays as it is.
    """
    found = []
    for problem in problems:
        path = problem.path
        while path and path not in places:
            path = path.rpartition(".")[0]
        one = given.get(places.get(path, ""))
        if one is not None:
            problem = attrs.evolve(problem, file=one.file, line=one.line, path=places[path])
        found.append(problem)
    return found
