"""Code of a plugin is run here, so that it can neither end the program nor write into its output.

What it prints goes to standard error under its name, what it raises becomes a fault, and if it
is slow that is said.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

import attrs

from awardsim.errors import AwardsimError
from awardsim.plugins.faults import Origin, PluginFault, printable
from awardsim.text import Text

T = TypeVar("T")

#: Seconds after which an import or a hook is called slow.
SLOW_SECONDS = 2.0
_CORE = str(Path(__file__).resolve().parents[1]) + os.sep


@attrs.frozen
class Outcome(Generic[T]):
    """What came of running some code of a plugin; ``value`` is None when it failed."""

    value: T | None
    faults: tuple[PluginFault, ...]
    seconds: float


def attempt(
    origin: Origin, hook: str, action: Callable[[], T], home: Callable[[], str] = str
) -> Outcome[T]:
    """Run code of a plugin; ``home`` gives the folder it lives in, to find the line at fault."""
    faults: list[PluginFault] = []
    value: T | None = None
    started = time.perf_counter()
    try:
        with _stdout_named(origin.plugin):
            value = action()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin becomes data
        faults.append(_fault(origin, hook, error, home))
    seconds = time.perf_counter() - started
    if seconds > SLOW_SECONDS:
        doing = Text(hook, hook) if hook else Text("导入", "the import")
        faults.append(
            PluginFault.of(
                origin,
                hook,
                Text(f"{doing.zh}用了{seconds:.1f}秒", f"{doing.en} took {seconds:.1f} s"),
                warning=True,
            )
        )
    return Outcome(value, tuple(faults), seconds)


class _NamedLines(io.TextIOBase):
    """A text stream that writes whole lines to standard error, each under a name."""

    def __init__(self, name: str) -> None:
        self._name = printable(name)
        self._open_line = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *lines, self._open_line = (self._open_line + text).split("\n")
        for line in lines:
            sys.stderr.write(f"[{self._name}] {line}\n")
        return len(text)

    def end_line(self) -> None:
        """Write what was printed without a newline."""
        if self._open_line:
            self.write("\n")


@contextlib.contextmanager
def _stdout_named(name: str) -> Iterator[None]:
    lines = _NamedLines(name)
    with contextlib.redirect_stdout(lines):
        try:
            yield
        finally:
            lines.end_line()


def _fault(origin: Origin, hook: str, error: BaseException, home: Callable[[], str]) -> PluginFault:
    if isinstance(error, AwardsimError):
        message = error.message
    else:
        said = f"{type(error).__name__}: {_words(error)}".rstrip(": ")
        message = Text(said, said)
    return PluginFault.of(
        origin,
        hook,
        message,
        _where(error, _folder(home)),
        detail="".join(traceback.format_exception(error)),
    )


def _words(error: BaseException) -> str:
    """An exception's own text in one line; it may be an odd one that has none."""
    if isinstance(error, SystemExit):
        return f"exit code {error.code!r}"
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # noqa: BLE001 - a plugin's exception class
        return ""
    line = " ".join(text.split())
    return line if len(line) <= 400 else f"{line[:399]}…"


def home_of(function: Callable[..., object]) -> str:
    """The folder that a function's code lives in, with a separator; empty where there is none."""
    file = inspect.getsourcefile(inspect.unwrap(function))
    return folder_of(file)


def folder_of(file: str | None) -> str:
    """The folder of a file, with a separator; empty where there is no file."""
    return f"{Path(file).parent}{os.sep}" if file else ""


def _folder(home: Callable[[], str]) -> str:
    try:
        return home()
    except Exception:  # noqa: BLE001 - a plugin that cannot even be found
        return ""


def _where(error: BaseException, folder: str) -> str:
    """``file:line`` of the plugin's last line on the way to the error."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno or 0}"
    places = list(_places(error.__traceback__))
    for wanted in (
        lambda file: bool(folder) and file.startswith(folder),
        lambda file: not file.startswith((_CORE, "<")) and "importlib" not in file,
    ):
        found = [f"{file}:{line}" for file, line in places if wanted(file)]
        if found:
            return found[-1]
    return ""


def _places(trace: TracebackType | None) -> list[tuple[str, int]]:
    return [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]
