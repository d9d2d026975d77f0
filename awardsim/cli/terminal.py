"""Standard output and standard error: UTF-8, and quiet when nobody reads any more.

Only a terminal that speaks another encoding of Chinese, as under ``LANG=zh_CN.GBK``, gets its own.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from awardsim.errors import OutputError
from awardsim.report.console import plain
from awardsim.text import Language, Text

#: The descriptor of standard output.
_STANDARD_OUTPUT = 1


def prepare_streams() -> None:
    """Write files and pipes as UTF-8, terminals as they read Chinese; never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            own = stream.isatty() and _knows_chinese(stream.encoding)
            stream.reconfigure(
                encoding=stream.encoding if own else "utf-8", errors="backslashreplace"
            )


def _knows_chinese(encoding: str) -> bool:
    """Whether an encoding is one for Chinese; others are settings that nobody chose."""
    try:
        "问题".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


@contextlib.contextmanager
def own_output() -> Iterator[None]:
    """Standard output is the program's alone while a command runs.

    What a plugin, or a library in it, writes to its descriptor past :data:`sys.stdout`, here or in
    a worker, goes to standard error.
    """
    try:
        ours = _beside(sys.stdout)
    except (OSError, ValueError, AttributeError):  # there is none, or no standard error
        ours = None
    if ours is None:
        yield
        return
    try:
        with contextlib.redirect_stdout(ours):
            yield
    finally:
        with contextlib.suppress(OSError):
            ours.flush()
        os.dup2(ours.fileno(), _STANDARD_OUTPUT)
        with contextlib.suppress(OSError):
            ours.close()


def _beside(stream: TextIO) -> TextIO | None:
    """Standard output under another descriptor, its own being that of standard error from now on.

    None where it is not the process's own, as in a notebook.
    """
    if stream.fileno() != _STANDARD_OUTPUT:
        return None
    stream.flush()
    kept = os.dup(_STANDARD_OUTPUT)
    try:
        os.dup2(sys.stderr.fileno(), _STANDARD_OUTPUT)
    except (OSError, ValueError, AttributeError):
        os.close(kept)
        raise
    return open(kept, "w", encoding=stream.encoding, errors=stream.errors)


def say(text: str) -> None:
    """Write to standard output, all of it at once.

    A reader who has gone (``| head -1``) is no fault: what is left is dropped.

    Raises
    ------
    OutputError
        It cannot be written: the disk is full, or standard output is closed.
    """
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop(sys.stdout)
    except OSError as error:
        if sys.stdout is not None:
            _drop(sys.stdout)
        reason = error.strerror or str(error)
        message = Text(
            f"标准输出写不进去：{reason}", f"standard output cannot be written: {reason}"
        )
        raise OutputError(message) from None


def note(text: str) -> None:
    """Write a line to standard error; what cannot be written there is dropped."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        _drop(sys.stderr)


def warn(text: Text, language: Language) -> None:
    """Write a warning to standard error."""
    head = "警告：" if language == "zh" else "warning: "
    note(head + plain(text.read(language)))


def is_terminal(stream: TextIO | None) -> bool:
    """A terminal on which a line can be written over."""
    return stream is not None and stream.isatty() and os.environ.get("TERM", "") != "dumb"


def _drop(stream: TextIO) -> None:
    """Send what is still written there to nowhere, so that the exit is quiet too."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
