"""What ``awardsim new scenario`` writes: a scenario, a form, the days of a past edition."""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from awardsim.cli.terminal import say
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain, wrap
from awardsim.report.output import check_targets, write_whole
from awardsim.scenario.days import read_day
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.drafting import Answer, Given
    from awardsim.drafting.estimates import Asked, Days, Made
    from awardsim.drafting.estimates.basing import Base
    from awardsim.plugins import Catalogue


Understood = tuple[dict[str, "Answer"], list[Problem]]


@attrs.frozen
class Wanted:
    """What the user asked for: of which text, where to, on which basis."""

    base: Base
    output: str
    basis: str
    today: datetime.date
    force: bool
    language: Language

    @property
    def actual(self) -> str:
        """Where the days of a past edition go."""
        return self.output.removesuffix(".toml") + "-actual.toml"

    @property
    def name(self) -> str:
        """The scenario as it is named on a command line."""
        folder, stem = os.path.split(self.output)
        return plain(self.output if folder else stem.removesuffix(".toml"))


def questions_for(wanted: Wanted, answers: Mapping[str, Answer]) -> tuple[Asked, ...]:
    """The questions; days without a year are those of the edition as far as it is known."""
    from awardsim.drafting.estimates import nine_questions

    days = _days(wanted, answers)
    known = wanted.base.opening_known
    return nine_questions(wanted.base.procedure, days, wanted.basis, opening_known=known)


def _days(wanted: Wanted, answers: Mapping[str, Answer]) -> Days:
    """How days are read: by the edition that is asked about, as far as it is known."""
    from awardsim.drafting.estimates import Days

    procedure = wanted.base.procedure
    opening = _day_of(answers, "opens") or procedure.calendar.opening
    finish_by = _day_of(answers, "finish_by") or procedure.finish_by
    if finish_by is not None and finish_by < opening:  # the text's own, of another edition
        finish_by = None

    def within(raw: str) -> datetime.date:
        return read_day(raw, "").of(opening, finish_by)

    def whole(raw: str) -> datetime.date:
        found = read_day(raw, "")
        if found.whole is None:
            shown = found.written
            message = Text(f"'{shown}' 要写上年份", f"'{shown}' needs its year")
            raise InputError(Problem(message))
        return found.whole

    return Days(within, whole)


def _day_of(answers: Mapping[str, Answer], id: str) -> datetime.date | None:
    one = answers.get(id)
    found = one.value if one is not None and one.stated else None
    return found if isinstance(found, datetime.date) else None


def first_problem(
    answers: Mapping[str, Answer], wanted: Wanted, catalogue: Catalogue
) -> Text | None:
    """Why these answers make no scenario; None where they do, or the opening is still to come."""
    if not wanted.base.opening_known and "opens" in answers and not answers["opens"].stated:
        return Text("没有开始日期不能排期", "nothing can be scheduled without an opening")
    made = _made(answers, questions_for(wanted, answers), wanted)
    problems = _problems(made, wanted, catalogue)
    if not problems:
        return None
    return Text(problems[0].message.zh, problems[0].message.en)


def write_scenario(
    given: Mapping[str, Given], told: Sequence[Problem], wanted: Wanted, catalogue: Catalogue
) -> int:
    """Make the scenario of answers that are all there; the exit code.

    ``told`` are problems that reading the answers has met with.
    """
    from awardsim.drafting.estimates import channel_questions, past_questions, read_given
    from awardsim.drafting.given import understand_all

    def asked(answers: Mapping[str, Answer]) -> tuple[Asked, ...]:
        procedure = wanted.base.procedure
        days = _days(wanted, answers)
        others = (*channel_questions(procedure), *past_questions(procedure, days))
        return (*questions_for(wanted, answers), *others)

    def understood(some: Mapping[str, Given], so_far: Mapping[str, Answer]) -> Understood:
        return understand_all(some, asked(so_far), lambda raw, one: read_given(raw, one.form))

    answers: dict[str, Answer] = {}
    ends: list[str] = []
    for id in ("opens", "finish_by"):  # days without a year lie between them
        ends.append(id)
        answers, _ = understood({one: given[one] for one in ends if one in given}, answers)
    answers, problems = understood(given, answers)
    problems += [*told, *_needless_totals(answers, given, wanted.base)]
    if problems:
        raise InputError(sorted(problems, key=lambda one: one.line))
    return put_scenario(answers, given, wanted, catalogue)


def _needless_totals(
    answers: Mapping[str, Answer], given: Mapping[str, Given], base: Base
) -> list[Problem]:
    """Totals of applicants beside the numbers of every single channel."""
    found = []
    for track in base.policy.tracks:
        id = f"applicants.{track}"
        own = [answers.get(f"channels.{channel}.{track}") for channel in base.policy.channels]
        total = answers.get(id)
        if (
            total is not None
            and total.stated
            and all(one is not None and one.stated for one in own)
        ):
            message = Text(
                "各推荐单位的申报数都填了，总数用不上：去掉一样",
                "the applicants of every recommending body are given, so that the total has no "
                "use: leave one of the two out",
            )
            found.append(given[id].problem(id, message))
    return found


def put_scenario(
    answers: Mapping[str, Answer],
    given: Mapping[str, Given],
    wanted: Wanted,
    catalogue: Catalogue,
) -> int:
    """Write the scenario of these answers, and the days of a past edition; the exit code.

    Mistakes are told where the answers were given.
    """
    from awardsim.drafting import located
    from awardsim.drafting.estimates import channel_questions, past_text

    questions = (*questions_for(wanted, answers), *channel_questions(wanted.base.procedure))
    made = _made(answers, questions, wanted)
    problems = _problems(made, wanted, catalogue)
    if problems:
        raise InputError(located(problems, made.places, given))
    past = past_text(answers, wanted.basis, wanted.language)
    texts = {wanted.output: made.text} | ({wanted.actual: past} if past else {})
    targets = check_targets(list(texts), (".toml",), force=wanted.force)
    for target in targets:
        text = texts[target.name]
        write_whole(target, functools.partial(_put, text), force=wanted.force)
    _tell(made, wanted, past=bool(past))
    return 0


def _made(answers: Mapping[str, Answer], questions: tuple[Asked, ...], wanted: Wanted) -> Made:
    from awardsim.drafting.estimates import Head, compose

    head = Head(
        wanted.base.reference(wanted.output),
        f"awardsim run {wanted.name}",
        wanted.basis,
        wanted.today,
    )
    return compose(answers, questions, wanted.base.procedure, head, wanted.language)


def _problems(made: Made, wanted: Wanted, catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with a scenario before it is written."""
    from awardsim.analysis.experiment import problems_of

    return problems_of(made.text, wanted.output, wanted.base.policy, catalogue)


def _put(text: str, path: Path) -> None:
    path.write_text(text, "utf-8")


def _tell(made: Made, wanted: Wanted, *, past: bool) -> None:
    """What was written, and what to type next."""
    shown = plain(wanted.output if os.sep in wanted.output else f".{os.sep}{wanted.output}")
    name, yours = wanted.name, made.given + made.dated
    lines = [
        Text(
            f"已写入 {shown}：您提供{yours}项，其余{made.unasked}项用内置估计"
            "（在文件里以 # 列出，附依据）",
            f"written: {shown}: {yours} yours, {made.unasked} built-in (in the file behind #, "
            "with their basis)",
        )
    ]
    if past:
        actual = plain(wanted.actual)
        lines.append(
            Text(
                f"往届日期已写入 {actual}；改进那一届的情景："
                f"awardsim new scenario 情景 --learn {actual}",
                f"past days are in {actual}; to learn from them for that edition's scenario: "
                f"awardsim new scenario SCENARIO --learn {actual}",
            )
        )
    lines.append(
        Text(
            f"下一步  awardsim run {name}\n        awardsim schedule {name}\n"
            f"        awardsim show {name} --resolved",
            f"next  awardsim run {name}\n      awardsim schedule {name}\n"
            f"      awardsim show {name} --resolved",
        )
    )
    said = [
        piece
        for line in lines
        for part in line.read(wanted.language).split("\n")
        for piece in wrap(part, hang="    ")
    ]
    say("\n".join(said) + "\n")


def write_questions(name: str, wanted: Wanted) -> int:
    """Write the form to be filled in; the exit code."""
    from awardsim.drafting.estimates import channel_questions, past_questions
    from awardsim.drafting.estimates.workbook import Form, write_form
    from awardsim.drafting.workbook import check_library

    check_library("xlsxwriter", name)
    procedure = wanted.base.procedure
    form = Form(
        wanted.base.name,
        procedure,
        questions_for(wanted, {}),
        channel_questions(procedure),
        past_questions(procedure, _days(wanted, {})),
    )
    target = check_targets([name], (".xlsx",), force=wanted.force)[0]
    write_whole(target, lambda path: write_form(path, form, wanted.language), force=wanted.force)
    shown = plain(name)
    say(
        Text(
            f"已写入 {shown}\n下一步  填好后：awardsim new scenario --from {shown}\n",
            f"written: {shown}\nnext  fill it in, then: awardsim new scenario --from {shown}\n",
        ).read(wanted.language)
    )
    return 0
