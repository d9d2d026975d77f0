"""Points of a grid that are done, kept in a file line by line, so that it can be gone on with.

A line is written when its point is done.  It names the point by what went into it, so that a
line of another scenario, seed or version is never taken for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from awardsim.errors import InputError, OutputError, Problem
from awardsim.text import Text

_FORM = "awardsim.sweep/1"


class Kept:
    """The points in a file, by their names; a new file where there is none.

    Attributes
    ----------
    found
        How many lines could be read.
    damaged
        How many could not: those points are run again.

    Raises
    ------
    InputError
        The file is there and holds something else.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.damaged = 0
        self._points: dict[str, Mapping[str, Any]] = {}
        for line in self._lines():
            try:
                row = json.loads(line)
                known = row["form"] == _FORM and isinstance(row["point"], dict)
                name = str(row["name"])
            except (ValueError, KeyError, TypeError):
                known, name = False, ""
            if known:
                self._points[name] = row["point"]
            else:
                self.damaged += 1
        self.found = len(self._points)
        if self.damaged and not self.found:
            message = Text("不是 --resume 留下的文件", "this is no file that --resume has kept")
            raise InputError(Problem(message, os.fspath(path)))

    def get(self, name: str) -> Mapping[str, Any] | None:
        """The point of a name, if it is done."""
        return self._points.get(name)

    def add(self, name: str, point: Mapping[str, Any]) -> None:
        """Keep a point that is done; it is on the disk when this returns.

        Raises
        ------
        OutputError
            It cannot be written.
        """
        self._points[name] = point
        row = json.dumps({"form": _FORM, "name": name, "point": point}, allow_nan=False)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(row + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(_failed(self.path, error)) from None

    def _lines(self) -> list[str]:
        try:
            text = self.path.read_bytes().decode("utf-8", "replace")
            if text and not text.endswith("\n"):  # the last line was torn: end it
                with self.path.open("a", encoding="utf-8") as file:
                    file.write("\n")
        except FileNotFoundError:
            if not self.path.parent.is_dir():
                message = Text("没有这个文件夹", "there is no such folder")
                raise InputError(Problem(message, os.fspath(self.path))) from None
            return []
        except OSError as error:
            raise OutputError(_failed(self.path, error)) from None
        return [line for line in text.splitlines() if line.strip()]


def _failed(path: Path, error: OSError) -> Text:
    reason = error.strerror or str(error)
    return Text(f"{path.name} 读写不了：{reason}", f"{path.name}: {reason}")
