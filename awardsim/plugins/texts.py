"""The policy files of a plugin's own folder."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from awardsim.errors import InputError, PolicyError, Problem
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.policy import Policy


def policies_in(package: str, folder: str = "policies") -> Iterator[Policy]:
    """Read every ``*.toml`` of a package's folder, in the order of their names.

    All files are read before mistakes are reported, so that one faulty text does not hide the
    others.

    Parameters
    ----------
    package
        Name of the package, as a rule its ``__name__``.
    folder
        Folder inside it.

    Raises
    ------
    PolicyError
        With all mistakes of all files; or there is no file at all, as happens when a package
        is built without its data.
    """
    from importlib.resources import as_file, files

    directory = files(package).joinpath(folder)
    names = sorted(
        entry.name
        for entry in (directory.iterdir() if directory.is_dir() else ())
        if entry.name.endswith(".toml") and not entry.name.startswith(".")
    )
    problems: list[Problem] = []
    for name in names:
        with as_file(directory.joinpath(name)) as path:
            try:
                state = path.stat()
                policy = _read(os.fspath(path), state.st_mtime_ns, state.st_size)
            except InputError as error:
                problems.extend(error.problems)
                continue
        yield policy
    if not names:
        problems.append(
            Problem(
                Text(
                    f"包 '{package}' 的文件夹 '{folder}' 里没有文本（打包时漏了 *.toml？）",
                    f"no text in folder '{folder}' of package '{package}' "
                    f"(built without its *.toml?)",
                )
            )
        )
    if problems:
        raise PolicyError(problems)


@functools.lru_cache(maxsize=64)
def _read(path: str, _changed: int, _size: int) -> Policy:
    """A policy file; read once by a program that asks several times, unless it has changed."""
    from awardsim.policy import read_policy

    return read_policy(path)
