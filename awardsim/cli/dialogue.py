"""Questions on a terminal: Enter is the default, ``?`` says why, ``<`` goes back.

Every answer is kept in a file at once, so that an interrupted dialogue loses nothing.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from awardsim.cli.terminal import say
from awardsim.drafting import (
    SECTIONS,
    Answer,
    Given,
    Question,
    WrongAnswer,
    questions,
    read_answer,
    write_answers,
)
from awardsim.drafting.followups import open_points
from awardsim.policy import Status
from awardsim.report.console import wrap
from awardsim.text import Language, Text

#: Where the answers of an unfinished dialogue are kept.
KEPT = "new-city.answers.toml"
_HOW = Text(
    "怎样回答：写内容，再写 @条款，需要时再写“关键字句”，"
    "如 不少于5个工作日 @七(二) “不少于5个工作日”。"
    "-：文件没有提到；无 @条款：明文没有；见附件7 @条款：在另一份文件；未读：还没有看。"
    "回车：默认；<：回到上一问；Ctrl-C：停下，已答的都留着。",
    "How to answer: what it says, then @article, then the “decisive words” where they help, such "
    "as: at least 5wd @7(2). -: the document is silent; no @article: it says no; see annex 7 "
    "@article: it is elsewhere; unread: nobody has looked yet. Enter: the default; <: back; "
    "Ctrl-C: stop, all answers are kept.",
)

_ENTER = Text("回车", "Enter")
#: What an empty answer means, by question or by what it stands for.
_WORDS = {
    "award": Text("同文件名称", "as the document is called"),
    "-": Text("没有提到", "the document is silent"),
    "": Text("不写", "nothing"),
    "draft": Text("草案", "draft"),
    "organisations": Text("组织奖", "organisations"),
    "batch": Text("市", "the city"),
    "both": Text("都", "both"),
    "defence": Text("答辩", "defence"),
}


class EndedError(Exception):
    """Nobody answers any more."""


class Dialogue:
    """One dialogue about a document.

    Parameters
    ----------
    kept
        Answers of an earlier dialogue, by question.
    file
        Where the answers are kept.
    hint
        What is shown beside a question; empty for nothing.
    refuse
        A reason why an answer cannot be taken; None where it can.
    """

    def __init__(
        self,
        language: Language,
        today: datetime.date,
        kept: Mapping[str, Given],
        file: Path,
        hint: Callable[[Question], str],
        refuse: Callable[[Mapping[str, Answer]], Text | None],
    ) -> None:
        self.language = language
        self.today = today
        self.file = file
        self.hint = hint
        self.refuse = refuse
        self.raws = {id: one.raw for id, one in kept.items()}
        self.answers: dict[str, Answer] = {}

    def hold(self) -> dict[str, Answer]:
        """Ask everything that has not been answered; gives all answers.

        Raises
        ------
        EndedError
            The terminal was closed; what was answered is kept.
        """
        self._tell(_HOW)
        order: list[str] = []
        section = ""
        back: str | None = None
        while True:
            question = self._next(back)
            if question is None:
                return self.answers
            if question.section != section:
                section = question.section
                say(f"\n── {SECTIONS[section].read(self.language)} ──\n")
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
        for question in questions(self.answers, self.today):
            if question.id == back or question.id not in self.answers:
                return question
        return None

    def _take_kept(self, question: Question) -> bool:
        """Take the answer of an earlier dialogue, if it still is one."""
        raw = self.raws.get(question.id)
        if raw is None:
            return False
        try:
            answer = read_answer(raw, question.form) if raw else Answer(Status.UNREAD)
        except WrongAnswer:
            return False
        self.answers[question.id] = answer
        if self.refuse(self.answers) is not None:
            del self.answers[question.id]
            return False
        return True

    def _ask(self, question: Question) -> bool:
        """Ask until there is an answer; False to go back."""
        default = question.default
        shown = question.ask.read(self.language)
        hint = self.hint(question)
        if default is not None:
            words = _WORDS.get(question.id) or _WORDS.get(default) or Text(default, default)
            hint += f"  [{_ENTER.read(self.language)} = {words.read(self.language)}]"
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
                answer = read_answer(raw, question.form) if raw else Answer(Status.UNREAD)
                answer = self._follow_up(question, answer)
            except WrongAnswer as error:
                self._tell(error.message)
                continue
            self.answers[question.id] = answer
            refused = self.refuse(self.answers)
            if refused is not None:
                del self.answers[question.id]
                self._tell(refused)
                continue
            self.raws[question.id] = answer.raw
            self._keep()
            return True

    def _follow_up(self, question: Question, answer: Answer) -> Answer:
        """Ask for what an answer leaves out: the article, the days, which days."""
        for point in open_points(question, answer):
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
        draft.write_text(write_answers(self.raws), "utf-8")
        draft.replace(self.file)
