"""``awardsim new scenario``: nine questions about an edition, and the file made of the answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli import completion
from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.options import Options
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.cli.new_scenario_file import Wanted
    from awardsim.drafting import Answer, Given, Question
    from awardsim.drafting.estimates.basing import Base

#: Where the answers of an unfinished dialogue are kept.
_KEPT = "new-scenario.answers.toml"
_HOW = Text(
    "怎样回答：一个数，或三个数 最少/一般/最多，如 8/12/20；会议写日期，如 12-10、12-18。"
    "另有依据的写在 @ 后面：8/12/20 @申报系统。回车：用括号里的；-：不清楚；?：为什么问；"
    "<：回到上一问；Ctrl-C：停下，已答的都留着。",
    "How to answer: one number, or three, least/usual/most, such as 8/12/20; meetings as days, "
    "such as 12-10, 12-18. A basis of its own stands behind @: 8/12/20 @last year's list. Enter: "
    "what stands in brackets; -: not known; ?: why it is asked; <: back; Ctrl-C: stop, all answers "
    "are kept.",
)


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        click.Argument(
            ["text"],
            required=False,
            metavar=Text("[文本]", "[TEXT]").read(language),
            shell_complete=completion.names,
        ),
        click.Argument(
            ["file"], required=False, metavar=Text("[文件.toml]", "[FILE.toml]").read(language)
        ),
        option(
            "-o",
            "--output",
            metavar="FILE.toml",
            zh="写到哪里，与直接写文件名相同（默认 地区-版本.toml）",
            en="where to; the same as naming the file (default: JURISDICTION-VERSION.toml)",
        ),
        option(
            "--basis",
            metavar=Text("依据", "BASIS").read(language),
            zh="没有另写依据的数字，都用这一句（默认 规划者估计，加上今天）",
            en="of every figure without a basis of its own (default: the planner, today)",
        ),
        option(
            "--answers",
            "answer_files",
            multiple=True,
            metavar="FILE",
            zh="不提问，读答案文件（.toml、.json）；可多次，后面的为准",
            en="ask nothing, read answers (.toml, .json); may be repeated, the last counts",
        ),
        option(
            "--answer",
            "answers",
            multiple=True,
            metavar="ID=ANSWER",
            zh="不提问，给一个答案，如 people.reviewers=12；可多次",
            en="ask nothing, give one answer, such as people.reviewers=12; may be repeated",
        ),
        click.Option(["--ask"], is_flag=True, expose_value=False, hidden=True),  # as it does anyway
        option(
            "--workbook",
            metavar="FILE.xlsx",
            zh="写一份空白调查表（九个问题、各推荐单位、往届日期），填好后用 --from 读回",
            en="write a form (nine questions, recommending bodies, past dates), read back with "
            "--from",
        ),
        option(
            "--from",
            "source",
            metavar="FILE.xlsx",
            zh="读填好的调查表",
            en="read a form that was filled in",
        ),
        option(
            "--learn",
            metavar=Text("实际日期", "ACTUAL").read(language),
            zh="由往届实际日期逐项改进一个情景的估计（文件形式见 run --against）",
            en="take over ranges into a scenario, item by item, from the real days of an edition "
            "(a file as of run --against)",
        ),
        option(
            "--take",
            "taken",
            multiple=True,
            metavar=Text("路径", "PATH").read(language),
            zh="与 --learn 一起：不提问，只采用这一项；可多次",
            en="with --learn: ask nothing, take over this one; may be repeated",
        ),
        option(
            "--yes",
            "every",
            is_flag=True,
            zh="与 --learn 一起：不提问，全部采用",
            en="with --learn: ask nothing, take over all",
        ),
        options.force(),
    ]
    about = Text(
        "九个问题写成一份情景：期限、怎样算完、申报数、评审人手、现场评审组、会议、审批、"
        "县里的手续、附件。没有回答的按内置估计，连同依据以注释列在文件里；写好就能推演。\n\n"
        "终端上逐个回答，或用调查表、答案文件。提问中断时，答过的都留着，下次接着问。",
        "Nine questions become a scenario: deadline, what counts as finished, applicants, "
        "reviewers, site teams, meetings, approval, recommending bodies, annexes. What is not "
        "answered is assumed as built in and stands in the file as a comment with its basis; it "
        "runs at once.\n\n"
        "Answer on the terminal, in a workbook, or with a file of answers. An interrupted "
        "dialogue loses nothing: it is offered again.",
    )
    return Command("scenario", run, params, about, language)


def _run(
    language: Language,
    *,
    text: str | None,
    file: str | None,
    output: str | None,
    basis: str | None,
    answer_files: tuple[str, ...],
    answers: tuple[str, ...],
    workbook: str | None,
    source: str | None,
    learn: str | None,
    taken: tuple[str, ...],
    every: bool,
    force: bool,
) -> int:
    from awardsim.cli.dialogue import check_terminal
    from awardsim.cli.new_scenario_file import Wanted, write_questions, write_scenario
    from awardsim.drafting import of_options, read_answers
    from awardsim.drafting.estimates.basing import base_of

    silent = bool(answer_files or answers)
    named = output or file
    _check_choice(
        both=bool(file and output),
        asked=silent or bool(source or basis),
        workbook=workbook,
        source=source,
        output=named,
        learn=learn,
        picked=every or bool(taken),
        text=text,
    )
    today = datetime.date.today()
    catalogue = open_catalogue()
    if learn is not None:
        from awardsim.cli.new_learned import learn_from

        code = learn_from(text or "", learn, named or "", catalogue, taken, language,
                          every=every, force=force)  # fmt: skip
        tell_faults(catalogue, language)
        return code
    given: dict[str, Given] = {}
    problems: list[Problem] = []
    if source is not None:
        from awardsim.drafting.estimates.workbook import read_form

        given, problems = read_form(source)
    for one in answer_files:
        given |= read_answers(one)
    given |= of_options(answers)
    name = given.pop("text", None)
    if text is None and name is None:
        message = Text(
            "由哪一份文本新建：awardsim new scenario 文本",
            "of which text: awardsim new scenario TEXT",
        )
        raise InputError(Problem(message, path="TEXT"))
    base = base_of(text or name.raw if name else text or "", catalogue, today)
    said = basis or Text(f"规划者估计，{today}", f"the planner, {today}").read(language)
    wanted = Wanted(base, named or f"{base.stem}.toml", said, today, force, language)
    if workbook is not None:
        return write_questions(workbook, wanted)
    base.reference(wanted.output)  # before anything is asked
    if silent or source is not None:
        code = write_scenario(given, problems, wanted, catalogue)
    else:
        check_terminal(
            Text(
                "用 --answers、--answer 给出答案，或用 --workbook 写一份调查表",
                "give --answers or --answer, or write a form with --workbook",
            )
        )
        code = _ask(wanted, catalogue)
    tell_faults(catalogue, language)
    return code


def _check_choice(
    *,
    both: bool,
    asked: bool,
    workbook: str | None,
    source: str | None,
    output: str | None,
    learn: str | None,
    picked: bool,
    text: str | None,
) -> None:
    """Options that do not go together."""
    clashes = (
        (both, "-o", "文件已经写了一次", "the file is named twice"),
        (
            workbook and (asked or output),
            "--workbook",
            "只写空白调查表，不与其他选项同时用",
            "it writes an empty form, and does not go with others",
        ),
        (
            learn and (asked or workbook),
            "--learn",
            "由实际日期改进情景，不与提问的选项同时用",
            "it begins with a scenario, and does not go with answers or a form",
        ),
        (learn and not text, "--learn", "改进哪个情景？", "into which scenario?"),
        (picked and not learn, "--yes/--take", "要有 --learn", "it needs --learn"),
        (
            source and not source.lower().endswith(".xlsx"),
            "--from",
            "读 .xlsx",
            "it reads .xlsx",
        ),
        (
            output and not output.endswith(".toml"),
            "-o",
            "情景文件以 .toml 结尾",
            "a scenario's name ends in .toml",
        ),
    )
    wrong = [Problem(Text(zh, en), path=at) for clash, at, zh, en in clashes if clash]
    if wrong:
        raise InputError(wrong)


# ---- asking ---------------------------------------------------------------------------------


def _ask(wanted: Wanted, catalogue: Any) -> int:
    """Hold the dialogue, from where an earlier one about this text stopped if that is wanted."""
    from awardsim.cli.dialogue import Dialogue, Script, forget, held
    from awardsim.cli.new_scenario_file import first_problem, put_scenario, questions_for
    from awardsim.drafting import Given
    from awardsim.drafting.estimates import Asked, numbered, read_given
    from awardsim.report.output import check_targets

    check_targets([wanted.output], (".toml",), force=wanted.force)
    base = wanted.base
    file = Path(_KEPT)

    def default(question: Question) -> Text:
        return question.default_words if isinstance(question, Asked) else Text("", "")

    def refuse(answers: Mapping[str, Answer]) -> Text | None:
        return first_problem(answers, wanted, catalogue)

    script = Script(
        f"awardsim new scenario {base.name}",
        numbered(questions_for(wanted, {})),
        _HOW,
        lambda answers: questions_for(wanted, answers),
        lambda raw, question: read_given(raw, question.form),
        default,
        refuse=refuse,
    )
    kept = _kept(file, base, wanted.language)
    about = {"text": Given(base.name)}
    answers = held(Dialogue(wanted.language, script, about | kept, file))
    if answers is None:
        return 1
    code = put_scenario(answers, {}, wanted, catalogue)
    forget(file)
    return code


def _kept(file: Path, base: Base, language: Language) -> dict[str, Given]:
    """The answers of an earlier dialogue about this text; those about another are put aside."""
    from awardsim.cli.dialogue import kept_answers, put_aside
    from awardsim.drafting import read_answers

    try:
        about = read_answers(file).get("text") if file.is_file() else None
    except InputError:
        about = None
    if about is not None and about.raw != base.name:
        put_aside(file)
        return {}
    return kept_answers(file, lambda _kept: plain(base.name), language)
