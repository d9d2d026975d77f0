"""A line on standard error that says how far a run is, for a person who waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from awardsim.cli.terminal import is_terminal
from awardsim.report.console import pad, width
from awardsim.text import Language, Text

#: Seconds before anything is shown, and between two showings.
FIRST, BETWEEN = 1.0, 0.2
#: What is done meanwhile.
RUNNING = Text("推演", "running")
SCHEDULING = Text("排期", "scheduling")
WRITING = Text("写文件", "writing files")


class Progress:
    """Counts what is done; a context manager that wipes its line out at the end.

    Nothing is written unless the stream is a terminal and the run takes a while.

    Parameters
    ----------
    total
        What is to be done; more may come, the line then stays below the end.
    doing
        What the line begins with.
    """

    def __init__(
        self,
        total: int,
        language: Language,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        doing: Text = RUNNING,
    ) -> None:
        self.doing = doing.read(language)
        self.total = max(total, 1)
        self.language = language
        self.stream = sys.stderr if stream is None else stream
        self.clock = clock
        self.begun = clock()
        self.shown_at = self.begun + FIRST - BETWEEN
        self.done = 0
        self.wide = 0
        self.visible = is_terminal(self.stream)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.wide:
            self.stream.write("\r" + " " * self.wide + "\r")
            self.stream.flush()

    def expect(self, total: int) -> None:
        """So many there are to be, now that it is known."""
        self.total = max(total, 1)

    def tick(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        now = self.clock()
        if not self.visible or now - self.shown_at < BETWEEN:
            return
        self.shown_at = now
        line = self._line(now)
        self.stream.write("\r" + pad(line, self.wide))
        self.stream.flush()
        self.wide = max(self.wide, width(line))

    def _line(self, now: float) -> str:
        share = min(self.done / self.total, 0.99)
        left = (now - self.begun) * (1 - share) / share if share > 0 else 0.0
        minutes = round(left / 60)
        if self.language == "zh":
            return f"{self.doing} {share:.0%}  约剩" + (
                f"{minutes}分钟" if minutes > 1 else f"{left:.0f}秒"
            )
        rest = f"{minutes} min" if minutes > 1 else f"{left:.0f} s"
        return f"{self.doing} {share:.0%}, about {rest} left"
