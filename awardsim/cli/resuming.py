"""What commands say about a file in which they keep what is done (``--resume``)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from awardsim.cli.terminal import note
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.kept import Kept


def open_kept(file: str | None, language: Language, *, quiet: bool) -> Kept | None:
    """The file, if one is given; lines of it that cannot be read are told."""
    from awardsim.analysis.kept import Kept

    if file is None:
        return None
    kept = Kept(file)
    if kept.damaged and not quiet:
        note(
            Text(
                f"{file}：{kept.damaged}行读不出来，那些重新推演",
                f"{file}: {kept.damaged} lines cannot be read; what they held is run again",
            ).read(language)
        )
    return kept


class Resumable(Protocol):
    """What a command was asked that can be gone on with."""

    @property
    def kept(self) -> str | None:
        """The file of ``--resume``."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """The files that are written."""

    @property
    def language(self) -> Language:
        """In which it tells."""

    @property
    def force(self) -> bool:
        """Files that are there are replaced."""

    @property
    def quiet(self) -> bool:
        """Nothing is told beside the answer."""


@contextlib.contextmanager
def showing_what_is_done(show: Callable[[], None], asked: Resumable) -> Iterator[None]:
    """Where a signal stops a run, what is done is shown, and how to go on, before it ends."""
    try:
        yield
    except BaseException as stopped:
        if not isinstance(stopped, Exception):
            show()
            tell_how_to_go_on(
                asked.kept, asked.outputs, asked.language, force=asked.force, quiet=asked.quiet
            )
        raise


def tell_how_to_go_on(
    file: str | None, outputs: Sequence[str], language: Language, *, force: bool, quiet: bool
) -> None:
    """How to go on after an interruption."""
    if quiet:
        return
    if file is None:
        hint = Text(
            "加 --resume 已完成.jsonl，中断后可以接着做",
            "with --resume done.jsonl it can be gone on with after an interruption",
        )
    else:
        again = " --force" if outputs and not force else ""
        hint = Text(
            f"同一命令{'加' if again else ''}{again}再运行即接着做",
            f"run the same command again{' with' if again else ''}{again} to go on",
        )
    note(hint.read(language))
