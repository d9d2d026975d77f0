"""``awardsim new city``: the policy file of a city that is not here yet."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue
from awardsim.cli.command import Command
from awardsim.cli.new_files import Wanted, package_file, write_city, write_questions
from awardsim.cli.options import Options
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.drafting import Answer, Given, Question


#: Where the answers of an unfinished dialogue are kept.
_KEPT = "new-city.answers.toml"
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


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        click.Argument(["city"], required=False, metavar=Text("[代号]", "[CITY]").read(language)),
        option(
            "-o",
            "--output",
            metavar="FILE.toml",
            zh="写到哪里（默认 代号/版本.toml）；文件名就是版本",
            en="where to (default: CITY/VERSION.toml); its name is the version",
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
            zh="不提问，给一个答案，如 stages.CH_NOTICE='不少于5个工作日 @八'；可多次",
            en="ask nothing, give one answer, such as stages.CH_NOTICE='at least 5wd @8'; may be "
            "repeated",
        ),
        click.Option(["--ask"], is_flag=True, expose_value=False, hidden=True),  # as it does anyway
        option(
            "--workbook",
            metavar="FILE.xlsx",
            zh="写一份空白调查表，填好后用 --from 读回",
            en="write a form to be filled in, and read back with --from",
        ),
        option(
            "--from",
            "source",
            metavar="FILE",
            zh="读填好的调查表（.xlsx），或已有的制度文本（.toml，连同 --package）",
            en="read a form (.xlsx), or a policy file (.toml, with --package)",
        ),
        option(
            "--package",
            metavar="DIR",
            zh="做成可以安装的插件：文本、入口、测试",
            en="make it a distribution that can be installed: text, entry point, tests",
        ),
        options.force(),
    ]
    about = Text(
        "按环节类型逐个提问（有、明文没有、没有提到；第几条；几天），写成带注释的制度文本文件，"
        "马上可以推演。\n\n"
        "终端上逐个回答，或用调查表、答案文件。提问中断时，答过的都留着，下次接着问。",
        "Asks stage type by stage type what a document says (present, excluded, silent; which "
        "article; how many days) and writes a commented policy file that runs at once.\n\n"
        "Answer on the terminal, in a workbook, or with a file of answers. An interrupted "
        "dialogue loses nothing: it is offered again.",
    )
    return Command("city", run, params, about, language)


def _run(
    language: Language,
    *,
    city: str | None,
    output: str | None,
    answer_files: tuple[str, ...],
    answers: tuple[str, ...],
    workbook: str | None,
    source: str | None,
    package: str | None,
    force: bool,
) -> int:
    from awardsim.cli.dialogue import check_terminal
    from awardsim.drafting import of_options, read_answers

    today = datetime.date.today()
    wanted = Wanted(output or "", package or "", force, language)
    silent = bool(answer_files or answers)
    _check_choice(workbook, source, silent, package, output)
    if workbook is not None:
        return write_questions(workbook, today, wanted, {} if city is None else {"city": city})
    if source is not None and source.lower().endswith(".toml"):
        return package_file(source, wanted)
    given: dict[str, Given] = {}
    if source is not None:
        from awardsim.drafting.workbook import read_form

        given = read_form(source, today)
    for file in answer_files:
        given |= read_answers(file)
    given |= of_options(answers)
    given |= _of_arguments(city, wanted, given)
    if silent or source is not None:
        return _finish(given, today, wanted)
    check_terminal(
        Text(
            "用 --answers、--answer 给出答案，或用 --workbook 写一份调查表",
            "give --answers or --answer, or write a form with --workbook",
        )
    )
    return _ask(given, today, wanted)


def _check_choice(
    workbook: str | None,
    source: str | None,
    silent: bool,
    package: str | None,
    output: str | None,
) -> None:
    """Options that do not go together."""
    clashes = (
        (workbook and (source or silent or package or output), "--workbook", "其他选项", "others"),
        (package and output, "--package", "-o", "-o"),
        (
            source and source.lower().endswith(".toml") and (silent or not package),
            "--from FILE.toml",
            "--answers、--answer；要有 --package",
            "--answers and --answer; it needs --package",
        ),
    )
    for clash, option, zh, en in clashes:
        if clash:
            message = Text(f"{option} 不能与{zh}同时用", f"{option} does not go with {en}")
            raise InputError(Problem(message, path=option))
    if output and not output.endswith(".toml"):
        message = Text("制度文本文件以 .toml 结尾", "a policy file's name ends in .toml")
        raise InputError(Problem(message, plain(output)))
    if source and not source.lower().endswith((".xlsx", ".toml")):
        message = Text("--from 读 .xlsx 或 .toml", "--from reads .xlsx or .toml")
        raise InputError(Problem(message, plain(source)))


def _of_arguments(city: str | None, wanted: Wanted, given: Mapping[str, Given]) -> dict[str, Given]:
    """What the argument and the name of the file say."""
    from awardsim.drafting import Given

    found = {}
    if city is not None:
        found["city"] = Given(city, "CITY")
    stem = Path(wanted.output).name.removesuffix(".toml") if wanted.output else ""
    if stem and "version" not in given:
        found["version"] = Given(stem, plain(wanted.output))
    return found


# ---- asking ---------------------------------------------------------------------------------


def _ask(given: dict[str, Given], today: datetime.date, wanted: Wanted) -> int:
    """Hold the dialogue, from where an earlier one stopped if that is wanted."""
    from awardsim.cli.dialogue import Dialogue, Script, forget, held, kept_answers
    from awardsim.drafting import SECTIONS, questions, read_answer
    from awardsim.drafting.followups import open_points

    file = Path(_KEPT)

    def title(kept: Mapping[str, Given]) -> str:
        return kept["title"].raw if "title" in kept else "?"

    def default(question: Question) -> Text:
        words = question.default or ""
        return _WORDS.get(question.id) or _WORDS.get(words) or Text(words, words)

    script = Script(
        "awardsim new city",
        SECTIONS,
        _HOW,
        lambda answers: questions(answers, today),
        lambda raw, question: read_answer(raw, question.form),
        default,
        _hints(wanted.language),
        lambda answers: _refusal(answers, wanted),
        open_points,
    )
    kept = kept_answers(file, title, wanted.language)
    answers = held(Dialogue(wanted.language, script, kept | given, file))
    if answers is None:
        return 1
    code = write_city(answers, {}, wanted)
    forget(file)
    return code


def _hints(language: Language) -> Any:
    """How many of the known texts have a type of stage."""
    policies = [owned.value for owned in open_catalogue().policies.values()]

    def hint(question: Question) -> str:
        if not question.id.startswith("stages.") or not policies:
            return ""
        type = question.id.removeprefix("stages.")
        having = sum(any(s.type == type for s in one.stages.values()) for one in policies)
        return Text(
            f"（已收的{len(policies)}份文本，{having}份有）",
            f" ({having} of the {len(policies)} texts here have it)",
        ).read(language)

    return hint


def _refusal(answers: Mapping[str, Answer], wanted: Wanted) -> Text | None:
    """Why the file could not be written, as soon as its name is known."""
    city, version = answers.get("city"), answers.get("version")
    if city is None or version is None:
        return None
    name = wanted.name(str(city.value), str(version.value))
    exists = Path(wanted.package).exists() if wanted.package else Path(name).exists()
    if exists and not wanted.force:
        shown = plain(wanted.package or name)
        return Text(
            f"{shown} 已经有了：换一个版本，或加 --force 重来",
            f"{shown} exists: choose another version, or start again with --force",
        )
    return None


def _finish(given: Mapping[str, Given], today: datetime.date, wanted: Wanted) -> int:
    """Make the file of answers that are all there."""
    from awardsim.drafting import understand

    answers, problems = understand(given, today)
    if problems:
        raise InputError(problems)
    return write_city(answers, given, wanted)
