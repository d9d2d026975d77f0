"""``awardsim new text``: a draft of a text that there is already."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.options import Options
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain
from awardsim.report.output import check_targets, write_whole
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.policy import Policy


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        click.Argument(
            ["file"], required=False, metavar=Text("[文件.toml]", "[FILE.toml]").read(language)
        ),
        option(
            "--from",
            "source",
            required=True,
            metavar=Text("文本", "TEXT").read(language),
            zh="由哪一份复制：代号@版本，或文件",
            en="what it is made from: jurisdiction@version, or a file",
        ),
        option(
            "--to",
            "version",
            metavar=Text("版本", "VERSION").read(language),
            zh="草案的版本，也就是文件名（默认随 -o，再就是 原版本-draft）",
            en="version of the draft, which is its file's name (default: that of -o, or "
            "VERSION-draft)",
        ),
        option(
            "-o",
            "--output",
            "output",
            metavar="FILE.toml",
            zh="写到哪里，与直接写文件名相同",
            en="where to; the same as naming the file",
        ),
        options.force(),
    ]
    about = Text(
        "由已有文本复制一份草案：注释和顺序照旧，标明是草案，可以直接推演，也可与原文对照。",
        "A draft made from a text that is here: comments and order are kept, it says that it is "
        "a draft, runs at once and can be compared with the original.",
    )
    return Command("text", run, params, about, language)


def _run(
    language: Language,
    *,
    file: str | None,
    source: str,
    version: str | None,
    output: str | None,
    force: bool,
) -> int:
    if file is not None and output is not None:
        message = Text("文件已经写了一次", "the file is named twice")
        raise InputError(Problem(message, path="-o"))
    output = file or output
    from awardsim.analysis.experiment import find
    from awardsim.drafting import VERSION, WrongAnswer, draft_of
    from awardsim.policy import parse_policy
    from awardsim.toml import parse_document

    catalogue = open_catalogue()
    policy = find(source, catalogue).policy
    stem = Path(output).name.removesuffix(".toml") if output else ""
    chosen = version or stem or f"{policy.version}-draft"
    try:
        VERSION.read(chosen)
    except WrongAnswer as error:
        raise InputError(Problem(error.message, path="--to" if version else "-o")) from None
    name = output or f"{chosen}.toml"
    if stem and stem != chosen:
        message = Text(
            f"文件要以版本为名：{chosen}.toml",
            f"the file is called by its version: {chosen}.toml",
        )
        raise InputError(Problem(message, plain(name)))
    if chosen == policy.version:
        message = Text(
            f"{policy.id} 已经有了：用 --to 换一个版本",
            f"there is {policy.id} already: choose another version with --to",
        )
        raise InputError(Problem(message, path="--to"))
    target = check_targets([name], (".toml",), force=force)[0]
    try:
        written = Path(policy.file).read_text("utf-8-sig")
        draft = draft_of(written, policy.id, chosen, datetime.date.today())
    except (OSError, ValueError, KeyError) as error:
        message = Text(
            f"{policy.id} 的文件不能复制：{error}",
            f"the file of {policy.id} cannot be copied: {error}",
        )
        raise InputError(Problem(message, policy.file)) from None
    document = parse_document(draft, name)
    parse_policy(document.data, name, document.lines)
    write_whole(target, lambda path: _write(path, draft), force=force)
    tell_faults(catalogue, language)
    shown = plain(name if "/" in name else f"./{name}")
    opens = "" if policy.window.opens.known else " --set opens="
    lines = Text(
        f"已写入 {shown}（{policy.jurisdiction}@{chosen}，草案，由 {policy.id} 复制）\n"
        f"下一步  awardsim diff {plain(source)} {shown}\n"
        f"        awardsim run {shown}{opens and f'{opens}年-月-日  （文本没有开始日期）'}\n",
        f"written: {shown} ({policy.jurisdiction}@{chosen}, a draft made from {policy.id})\n"
        f"next  awardsim diff {plain(source)} {shown}\n"
        f"      awardsim run {shown}{opens and f'{opens}YYYY-MM-DD  (the text gives none)'}\n",
    )
    say(lines.read(language))
    _tell_outer(policy, Path(name).parent, language)
    return 0


def _tell_outer(policy: Policy, folder: Path, language: Language) -> None:
    """A text in front of a file finds that file beside it only."""
    name = policy.within.policy if policy.within is not None else ""
    if name.endswith(".toml") and not (folder / Path(name).name).is_file():
        shown = plain(Path(name).name)
        note(
            Text(
                f"草案接在 {shown} 之前：推演前把这份文件放到草案所在的文件夹",
                f"the draft stands in front of {shown}: put that file beside it before you run it",
            ).read(language)
        )


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
