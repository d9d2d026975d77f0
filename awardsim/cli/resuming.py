"""What commands say about a file in which they keep what is done (``--resume``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
