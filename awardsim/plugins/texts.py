"""The policy files of a plugin's own folder."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

import attrs

from awardsim.errors import InputError, PolicyError, Problem
from awardsim.plugins.heads import TextHead, head_in, read_tables
from awardsim.text import Text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from awardsim.policy import Policy
    from awardsim.toml import Document

T = TypeVar("T")


@attrs.frozen
class PolicyFile:
    """A text that is known by its head, and read whole when it is asked for."""

    head: TextHead
    _entry: Traversable = attrs.field(repr=False)

    @property
    def id(self) -> str:
        """``jurisdiction@version``."""
        return self.head.id

    def read(self) -> Policy:
        """The text; PolicyError with all its mistakes."""
        return _whole(self._entry)


@attrs.frozen
class PolicyFolder:
    """The texts of a package's folder; going through them reads every one whole."""

    package: str
    folder: str

    def __iter__(self) -> Iterator[Policy]:
        return self._each(_whole)

    def files(self) -> Iterator[PolicyFile | Policy]:
        """The same texts, as far as possible not yet read; raises as going through them does."""
        return self._each(_known)

    def _each(self, take: Callable[[Traversable], T]) -> Iterator[T]:
        from importlib.resources import files

        directory = files(self.package).joinpath(self.folder)
        entries = [
            entry
            for entry in (directory.iterdir() if directory.is_dir() else ())
            if entry.name.endswith(".toml") and not entry.name.startswith(".")
        ]
        problems: list[Problem] = []
        for entry in sorted(entries, key=lambda one: one.name):
            try:
                found = take(entry)
            except InputError as error:
                problems.extend(error.problems)
                continue
            yield found
        if not entries:
            problems.append(
                Problem(
                    Text(
                        f"包 '{self.package}' 的文件夹 '{self.folder}' 里没有文本"
                        "（打包时漏了 *.toml？）",
                        f"no text in folder '{self.folder}' of package '{self.package}' "
                        f"(built without its *.toml?)",
                    )
                )
            )
        if problems:
            raise PolicyError(problems)


def policies_in(package: str, folder: str = "policies") -> PolicyFolder:
    """Every ``*.toml`` of a package's folder, in the order of their names.

    Handed over by a hook as it is, a text is read whole only when a command uses it; gone through
    (``for policy in policies_in(__name__)``), every one is.  All files are read before mistakes
    are reported, so that one faulty text does not hide the others.

    Parameters
    ----------
    package
        Name of the package, as a rule its ``__name__``.
    folder
        Folder inside it.

    Raises
    ------
    PolicyError
        When it is gone through: with all mistakes of all files; or there is no file at all, as
        happens when a package is built without its data.
    """
    return PolicyFolder(package, folder)


def _known(entry: Traversable) -> PolicyFile | Policy:
    """A text by its head; whole where something about its file is unusual."""
    head = _file(entry, _head)
    return _whole(entry) if head is None else PolicyFile(head, entry)


def _whole(entry: Traversable) -> Policy:
    return _file(entry, _policy)


def _file(entry: Traversable, read: Callable[[str, int, int], T]) -> T:
    """What is read from a file, once by a program that asks several times."""
    from importlib.resources import as_file

    with as_file(entry) as path:
        state = path.stat()
        return read(os.fspath(path), state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=64)
def _tables(path: str, _changed: int, _size: int) -> Document | None:
    return read_tables(path)


@functools.lru_cache(maxsize=64)
def _head(path: str, changed: int, size: int) -> TextHead | None:
    document = _tables(path, changed, size)
    return None if document is None else head_in(document)


@functools.lru_cache(maxsize=64)
def _policy(path: str, changed: int, size: int) -> Policy:
    from awardsim.policy import parse_policy, read_policy

    document = _tables(path, changed, size)
    if document is None:
        return read_policy(path)  # which says what is wrong
    return parse_policy(document.data, path, document.lines)
