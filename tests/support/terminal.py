"""The program on a terminal of its own, spoken to as a person would."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time

import pytest

PROGRAM = "import sys; sys.argv[0] = 'awardsim'; from awardsim.cli import main; sys.exit(main())"
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, folder, *arguments, env=None):
        import pty

        self.master, slave = pty.openpty()
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
        own = {"PYTHONPATH": paths, "AWARDSIM_LANG": "zh", "TERM": "xterm", **(env or {})}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=folder,
            env={**os.environ, **own},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.left = ""

    def until(self, mark, seconds=60.0):
        """What is shown up to a mark; what comes after it is kept for the next time."""
        end = time.monotonic() + seconds
        data = self.left.encode()
        while mark.encode() not in data:
            wait = end - time.monotonic()
            assert wait > 0, f"no {mark!r} in {data.decode('utf-8', 'ignore')}"
            if not select.select([self.master], [], [], wait)[0]:
                continue
            try:
                piece = os.read(self.master, 65536)
            except OSError:  # the program has gone
                piece = b""
            assert piece, f"no {mark!r} in {data.decode('utf-8', 'ignore')}"
            data += piece.replace(b"\r\n", b"\n")
        before, _, after = data.partition(mark.encode())
        self.left = after.decode("utf-8", "ignore")
        return before.decode("utf-8", "ignore") + mark

    def all(self):
        """The bytes of what is shown until the program ends."""
        data = b""
        while True:
            try:
                piece = os.read(self.master, 65536)
            except OSError:  # the program has gone
                return data
            if not piece:
                return data
            data += piece

    def asks(self, part):
        """What is shown until a question with these words waits for its answer."""
        return self.until(part) + self.until("\n> ")

    def answer(self, text):
        os.write(self.master, text.encode() + b"\n")

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
        os.close(self.master)
