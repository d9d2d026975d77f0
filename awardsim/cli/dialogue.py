"""Questions on a terminal: Enter is the default, ``?`` says why, ``<`` goes back.

Every answer is kept in a file at once, so that an interrupted dialogue loses nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from awardsim.cli.terminal import is_terminal, note, say
from awardsim.drafting import Answer, Given, Question, WrongAnswer, read_answers, write_answers
from awardsim.drafting.followups import OpenPoint
from awardsim.errors import InputError, Problem
from awardsim.policy import Status
from awardsim.report.console import plain, wrap
from awardsim.text import Language, Text

_ENTER = Text("回车", "Enter")


@attrs.frozen
class Script:
    """What a dialogue is about.

    Attributes
    ----------
    command
        What is typed to go on with it (``awardsim new city``).
    sections
        Titles of the parts of the dialogue.
    how
        How to answer, told at the beginning.
    questions
        The questions, in order; the answers given meanwhile decide which come up.
    read
        Makes an answer of what was typed, or raises :class:`~awardsim.drafting.WrongAnswer`.
    default
        What an empty answer means, for a question that may be left out.
    hint
        What is shown beside a question; empty for nothing.
    refuse
        A reason why the answers cannot be taken; None where they can.
    open_points
        What an answer leaves open, to be asked for at once.
    """

    command: str
    sections: Mapping[str, Text]
    how: Text
    questions: Callable[[Mapping[str, Answer]], Iterable[Question]]
    read: Callable[[str, Question], Answer]
    default: Callable[[Question], Text]
    hint: Callable[[Question], str] = lambda _question: ""
    refuse: Callable[[Mapping[str, Answer]], Text | None] = lambda _answers: None
    open_points: Callable[[Question, Answer], Iterator[OpenPoint]] = lambda _q, _a: iter(())


class EndedError(Exception):
    """Nobody answers any more."""


class Dialogue:
    """One dialogue.

    Parameters
    ----------
    kept
        Answers of an earlier dialogue, by question.
    file
        Where the answers are kept.
    """

    def __init__(
        self, language: Language, script: Script, kept: Mapping[str, Given], file: Path
    ) -> None:
        self.language = language
        self.script = script
        self.file = file
        self.raws = {id: one.raw for id, one in kept.items()}
        self.answers: dict[str, Answer] = {}

    def hold(self) -> dict[str, Answer]:
        """Ask everything that has not been answered; gives all answers.

        Raises
        ------
        EndedError
            The terminal was closed; what was answered is kept.
        """
        self._tell(self.script.how)
        order: list[str] = []
        section = ""
        back: str | None = None
        while True:
            question = self._next(back)
            if question is None:
                return self.answers
            if question.section != section:
                section = question.section
                say(f"\n── {self.script.sections[section].read(self.language)} ──\n")
            if back is None and self._take_kept(question):
                order.append(question.id)
                continue
            back = None
            if self._ask(question):
                order = [*(id for id in order if id != question.id), question.id]
            elif order:
                back = order.pop()
                self.answers.pop(back, None)
                self.raws.pop(back, None)

    def _next(self, back: str | None) -> Question | None:
        for question in self.script.questions(self.answers):
            if question.id == back or question.id not in self.answers:
                return question
        return None

    def _take_kept(self, question: Question) -> bool:
        """Take the answer of an earlier dialogue, if it still is one."""
        raw = self.raws.get(question.id)
        if raw is None:
            return False
        try:
            answer = self.script.read(raw, question) if raw else Answer(Status.UNREAD)
        except WrongAnswer:
            return False
        self.answers[question.id] = answer
        if self.script.refuse(self.answers) is not None:
            del self.answers[question.id]
            return False
        return True

    def _ask(self, question: Question) -> bool:
        """Ask until there is an answer; False to go back."""
        default = question.default
        shown = question.ask.read(self.language)
        hint = self.script.hint(question)
        if default is not None:
            words = self.script.default(question).read(self.language)
            hint += f"  [{_ENTER.read(self.language)} = {words}]"
        while True:
            say("\n".join(wrap(shown + hint, hang="  ")) + "\n")
            raw = self._line()
            if raw == "<":
                return False
            if raw in ("?", "？"):
                self._tell(question.why)
                example = question.form.example
                self._tell(Text(f"如：{example.zh}", f"for example: {example.en}"))
                continue
            if not raw:
                if default is None:
                    self._tell(Text("这一问不能空着", "this one cannot be left out"))
                    continue
                raw = default
            try:
                answer = self.script.read(raw, question) if raw else Answer(Status.UNREAD)
                answer = self._follow_up(question, answer)
            except WrongAnswer as error:
                self._tell(error.message)
                continue
            self.answers[question.id] = answer
            refused = self.script.refuse(self.answers)
            if refused is not None:
                del self.answers[question.id]
                self._tell(refused)
                continue
            self.raws[question.id] = answer.raw
            self._keep()
            return True

    def _follow_up(self, question: Question, answer: Answer) -> Answer:
        """Ask for what an answer leaves out: the article, the days, which days."""
        for point in self.script.open_points(question, answer):
            self._tell(point.ask)
            raw = self._line()
            if raw not in ("", "-", "<", "?"):
                answer = point.complete(raw)
        return answer

    def _line(self) -> str:
        say("> ")
        line = sys.stdin.readline()
        if not line:
            raise EndedError
        return line.strip()

    def _tell(self, text: Text) -> None:
        say("\n".join(wrap(text.read(self.language), indent="  ", hang="  ")) + "\n")

    def _keep(self) -> None:
        draft = self.file.with_name(f".{self.file.name}.part")
        draft.write_text(write_answers(self.raws, self.script.command), "utf-8")
        draft.replace(self.file)


def check_terminal(instead: Text) -> None:
    """InputError if nobody can be asked, with what can be done instead."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise InputError(
            Problem(
                Text(
                    f"没有终端，不能提问：{instead.zh}",
                    f"there is no terminal to ask on: {instead.en}",
                )
            )
        )


def kept_answers(
    file: Path, title: Callable[[Mapping[str, Given]], str], language: Language
) -> dict[str, Given]:
    """The answers of an earlier dialogue, if it is gone on with; else they are put aside."""
    if not file.is_file():
        return {}
    try:
        kept = read_answers(file)
    except InputError as error:
        note(plain(error.read(language)))
        return {}
    shown = plain(title(kept))
    said = Text(
        f"上次的问答没有做完（{file}：{shown}，{len(kept)}个答案）。"
        "回车：接着问；n：从头开始（原来的另存）",
        f"an earlier dialogue was not finished ({file}: {shown}, {len(kept)} answers). "
        "Enter: go on; n: begin anew (the old one is kept aside)",
    )
    say("\n".join(wrap(said.read(language))) + "\n> ")
    if sys.stdin.readline().strip().lower() in ("n", "no", "否"):
        put_aside(file)
        return {}
    return kept


def put_aside(file: Path) -> None:
    """Give a file a name beside its own that is free."""
    number = 1
    while (free := file.with_suffix(f".{number}.toml")).exists():
        number += 1
    os.replace(file, free)


def held(dialogue: Dialogue) -> dict[str, Answer] | None:
    """Hold a dialogue; None where nobody answers any more.  It is told that answers are kept."""
    try:
        return dialogue.hold()
    except EndedError:
        _tell_kept(dialogue)
        return None
    except BaseException:
        _tell_kept(dialogue)
        raise


def forget(file: Path) -> None:
    """Drop the answers that are kept: they stand in their file now."""
    with contextlib.suppress(FileNotFoundError):
        file.unlink()


def _tell_kept(dialogue: Dialogue) -> None:
    file, command = dialogue.file, dialogue.script.command
    if file.is_file():
        note(
            Text(
                f"\n已答的都在 {file}；再运行 {command} 接着问",
                f"\nall answers are in {file}; run {command} again to go on",
            ).read(dialogue.language)
        )
