"""Files that a command writes: asked about before anything runs, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from awardsim.errors import InputError, OutputError, Problem, nearest_name
from awardsim.report.console import plain
from awardsim.text import Text


@attrs.frozen
class Target:
    """A file to be written: as the user named it, and where that leads."""

    name: str
    path: Path
    #: An ending of two parts that says more than its last one (``.events.csv``).
    ending: str = ""

    @property
    def form(self) -> str:
        """The extension that decides the form (``.xlsx``)."""
        return self.ending or Path(self.name).suffix.lower()


def check_targets(names: Sequence[str], forms: Sequence[str], *, force: bool) -> tuple[Target, ...]:
    """Find out whether all files can be written, before anything is worked out.

    Parameters
    ----------
    names
        Files as the user named them.
    forms
        Extensions that can be written.
    force
        Existing files may be replaced.

    Raises
    ------
    InputError
        An unknown extension, or one file named twice.
    OutputError
        A folder that is missing or cannot be written to; a file that exists, a pipe or a device.
    """
    problems: list[Problem] = []
    targets: list[Target] = []
    for name in names:
        target = Target(name, Path(os.path.realpath(name)), _double_ending(name, forms))
        if target.form not in forms:
            problems.append(_unknown_form(target, forms))
        elif any(other.path == target.path for other in targets):
            message = Text("同一个文件写了两次", "the same file is named twice")
            problems.append(Problem(message, plain(name)))
        targets.append(target)
    if problems:
        raise InputError(problems)
    for target in targets:
        _check(target, force=force)
    return tuple(targets)


def _double_ending(name: str, forms: Sequence[str]) -> str:
    """The ending of two parts that a name has, of those that can be written.

    >>> _double_ending("log.Events.CSV", [".csv", ".events.csv"])
    '.events.csv'
    >>> _double_ending("events.csv", [".csv", ".events.csv"])
    ''
    """
    last = "".join(Path(name).suffixes[-2:]).lower()
    return last if last.count(".") == 2 and last in forms else ""


def write_whole(target: Target, write: Callable[[Path], None], *, force: bool) -> None:
    """Write a file beside its place, then put it there.

    A reader never sees half of it, and nothing is written through a symbolic link that was put
    in its place meanwhile.

    Raises
    ------
    OutputError
        It cannot be written, or it has come to exist since it was asked about.
    """
    try:
        handle, name = tempfile.mkstemp(
            suffix=target.form, prefix=".awardsim-", dir=target.path.parent
        )
        os.close(handle)
    except OSError as error:
        raise _failed(target, error) from error
    draft = Path(name)
    try:
        write(draft)
        os.chmod(draft, 0o666 & ~_umask())
        if force:
            os.replace(draft, target.path)
        else:
            _place(draft, target)
    except OSError as error:
        raise _failed(target, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _place(draft: Path, target: Target) -> None:
    """Put a file where none is; a link is refused by the system if one has come to be there."""
    try:
        os.link(draft, target.path)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:  # a file system without links
        if target.path.exists():
            raise _exists(target) from error
        os.replace(draft, target.path)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _check(target: Target, *, force: bool) -> None:
    try:
        _look(target, force=force)
    except OutputError:
        raise
    except OSError as error:
        raise _failed(target, error) from error


def _look(target: Target, *, force: bool) -> None:
    """Look at the place of a file; an OSError says that nothing can be put there."""
    shown = plain(target.name)
    parent = target.path.parent
    if not parent.is_dir():
        folder = plain(str(parent))
        raise OutputError(
            Text(f"{shown}：没有文件夹 {folder}", f"{shown}: there is no folder {folder}")
        )
    if target.path.is_dir():
        raise OutputError(Text(f"{shown}：是一个文件夹", f"{shown}: is a folder"))
    if os.path.lexists(target.path):
        if target.path.exists() and not target.path.is_file():
            raise OutputError(
                Text(
                    f"{shown}：不是普通文件（管道或设备）",
                    f"{shown}: is no regular file (a pipe or a device)",
                )
            )
        if not force:
            raise _exists(target)
        if not os.access(target.path, os.W_OK):
            raise OutputError(Text(f"{shown}：不能写入", f"{shown}: cannot be written"))
    with tempfile.NamedTemporaryFile(prefix=".awardsim-", dir=parent):
        pass


def _exists(target: Target) -> OutputError:
    shown = plain(target.name)
    return OutputError(
        Text(f"{shown}：已经存在；要覆盖请加 --force", f"{shown}: exists; --force replaces it")
    )


def _failed(target: Target, error: OSError) -> OutputError:
    if isinstance(error, OutputError):
        return error
    shown, reason = plain(target.name), error.strerror or str(error)
    return OutputError(
        Text(f"{shown}：写不了（{reason}）", f"{shown}: cannot be written ({reason})")
    )


def _unknown_form(target: Target, forms: Sequence[str]) -> Problem:
    listed = " ".join(forms)
    shown = target.form or "''"
    return Problem(
        Text(
            f"不知道怎样写 {plain(shown)} 文件（可以写：{listed}）",
            f"cannot write {plain(shown)} files (known: {listed})",
        ),
        plain(target.name),
        nearest=nearest_name(target.form, forms),
    )
