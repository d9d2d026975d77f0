"""What ``awardsim new city`` writes: a policy file, a form, a distribution."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from awardsim.cli.catalogue import open_catalogue
from awardsim.cli.terminal import say
from awardsim.errors import InputError, OutputError, PolicyError, Problem
from awardsim.report.console import plain, wrap
from awardsim.report.output import check_targets, write_whole
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.drafting import Answer, Draft, Given

_MOST_LISTED = 8
#: Versions that the id of a published text can have.
_PUBLISHED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@attrs.frozen
class Wanted:
    """What the user asked for: where to, as a distribution or not, over what is there or not."""

    output: str
    package: str
    force: bool
    language: Language

    def name(self, city: str, version: str) -> str:
        """The policy file."""
        return self.output or os.path.join(city, f"{version}.toml")


# ---- a policy file --------------------------------------------------------------------------


def write_city(answers: Mapping[str, Answer], given: Mapping[str, Given], wanted: Wanted) -> int:
    """Write the file of these answers, or its distribution; the exit code.

    Mistakes are told where the answers were given.
    """
    from awardsim.drafting import compose, located
    from awardsim.policy import parse_policy
    from awardsim.toml import parse_document

    draft = compose(answers)
    name = wanted.name(draft.city, draft.version)
    if Path(name).name != f"{draft.version}.toml":
        message = Text(
            f"文件要以版本为名：{draft.version}.toml",
            f"the file is called by its version: {draft.version}.toml",
        )
        raise InputError(Problem(message, plain(name)))
    document = parse_document(draft.text, name)
    try:
        policy = parse_policy(document.data, name, document.lines)
    except PolicyError as error:
        raise PolicyError(located(error.problems, draft.places, given)) from None
    if wanted.package:
        folder = _write_package(draft.city, policy.version, draft.text, policy.award, wanted)
        return _tell_package(folder, draft.city, wanted.language)
    made = _make_folder(name) if not wanted.output else False
    try:
        target = check_targets([name], (".toml",), force=wanted.force)[0]
        write_whole(target, lambda path: _put(path, draft.text), force=wanted.force)
    except OutputError:
        if made:
            with contextlib.suppress(OSError):
                Path(name).parent.rmdir()
        raise
    return _tell(name, draft, wanted.language)


def _make_folder(name: str) -> bool:
    """Make the folder of a file; whether it was not there."""
    folder = Path(name).parent
    if folder.is_dir():
        return False
    try:
        folder.mkdir()
    except OSError as error:
        said = error.strerror or str(error)
        shown = plain(str(folder))
        raise OutputError(Text(f"{shown}：建不了文件夹：{said}", f"{shown}: {said}")) from error
    return True


def _put(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _tell(name: str, draft: Draft, language: Language) -> int:
    """What was written, what is still open, what to type next; 1 if it does not run yet."""
    from awardsim.analysis.experiment import load
    from awardsim.policy import read_policy
    from awardsim.policy.cell import Status
    from awardsim.policy.leaves import count_by_status

    shown = plain(name if os.sep in name else f".{os.sep}{name}")
    counted = count_by_status(read_policy(name))
    stated, silent = counted[Status.STATED] + counted[Status.INFERRED], counted[Status.UNSTATED]
    unread = counted[Status.UNREAD]
    lines = [
        Text(
            f"已写入 {shown}：写明、推断{stated}项，未写{silent}项"
            + (f"，还没看{unread}项" if unread else ""),
            f"written: {shown}: {stated} values stated or inferred, {silent} unstated"
            + (f", {unread} not yet read" if unread else ""),
        )
    ]
    missing = draft.open_articles
    if missing:
        listed = ", ".join(missing[:_MOST_LISTED]) + (" …" if len(missing) > _MOST_LISTED else "")
        lines.append(
            Text(
                f"条款待补{len(missing)}处（文件里写作“待补”）：{listed}",
                f"{len(missing)} articles to be filled in (待补 in the file): {listed}",
            )
        )
    code = 0
    try:
        load(shown, open_catalogue())
    except InputError as error:
        code = 1
        lines.append(Text("还不能推演，要先改：", "it does not run yet; to be mended first:"))
        lines += [Text(f"  {one.read('zh')}", f"  {one.read('en')}") for one in error.problems]
    lines.append(
        Text(
            f"下一步  awardsim check {shown}\n        awardsim run {shown}",
            f"next  awardsim check {shown}\n      awardsim run {shown}",
        )
    )
    text = "\n".join(
        piece
        for line in lines
        for part in line.read(language).split("\n")
        for piece in wrap(part, hang="    ")
    )
    say(text + "\n")
    return code


# ---- a form, a distribution -----------------------------------------------------------------


def write_questions(
    name: str, today: datetime.date, wanted: Wanted, known: Mapping[str, str]
) -> int:
    """Write the form to be filled in, with the answers that are known; the exit code."""
    from awardsim.drafting.workbook import check_library, write_form

    check_library("xlsxwriter", name)
    target = check_targets([name], (".xlsx",), force=wanted.force)[0]
    language = wanted.language
    write_whole(target, lambda path: write_form(path, today, language, known), force=wanted.force)
    shown = plain(name)
    say(
        Text(
            f"已写入 {shown}\n下一步  填好后：awardsim new city --from {shown}\n",
            f"written: {shown}\nnext  fill it in, then: awardsim new city --from {shown}\n",
        ).read(wanted.language)
    )
    return 0


def package_file(name: str, wanted: Wanted) -> int:
    """Make a distribution of a policy file that there is; the exit code."""
    from awardsim.policy import read_policy

    policy = read_policy(name)
    try:
        text = Path(name).read_text("utf-8-sig")
    except OSError as error:
        said = error.strerror or str(error)
        raise InputError(Problem(Text(said, said), plain(name))) from error
    folder = _write_package(policy.jurisdiction, policy.version, text, policy.award, wanted)
    return _tell_package(folder, policy.jurisdiction, wanted.language)


def _write_package(city: str, version: str, text: str, award: Text, wanted: Wanted) -> str:
    from awardsim.drafting.package import package_files

    if not _PUBLISHED.fullmatch(version):
        message = Text(
            f"插件里的版本只用英文字母、数字和 . _ -，'{version}' 不行：先改 version 和文件名",
            f"a published version has letters, digits and . _ - only, not '{version}': change "
            "'version' and the file's name first",
        )
        raise InputError(Problem(message, path="version"))
    files = package_files(city, version, text, award)
    folder = Path(wanted.package)
    _check_package(folder, files, wanted)
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    except OSError as error:
        said = error.strerror or str(error)
        shown = plain(str(folder))
        raise OutputError(Text(f"{shown}：{said}", f"{shown}: {said}")) from error
    return wanted.package


def _check_package(folder: Path, files: Iterable[str], wanted: Wanted) -> None:
    """Nothing that is there is written over, unless that is wanted."""
    there = [name for name in files if (folder / name).exists()]
    if folder.exists() and not folder.is_dir():
        there = [""]
    if there and (not wanted.force or there == [""]):
        shown = plain(str(folder / there[0]))
        raise OutputError(
            Text(
                f"{shown}：已经有了（--force 覆盖）",
                f"{shown}: exists already (--force replaces it)",
            )
        )


def _tell_package(folder: str, city: str, language: Language) -> int:
    shown = plain(folder if os.sep in folder else f".{os.sep}{folder}")
    say(
        Text(
            f"已写入 {shown}\n"
            f"下一步  python -m pip install -e '{shown}[test]'\n"
            f"        python -m pytest {shown}\n",
            f"written: {shown}\n"
            f"next  python -m pip install -e '{shown}[test]'\n"
            f"      python -m pytest {shown}\n",
        ).read(language)
    )
    return 0
