"""Progress is for a person who waits, and for nobody else."""

from __future__ import annotations

import io

import pytest

from awardsim.cli.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


class Clock:
    """A clock that a test winds on."""

    now = 0.0

    def __call__(self):
        return self.now


def progress(stream, language="en", total=100):
    clock = Clock()
    return Progress(total, language, stream, clock), clock


@pytest.fixture(autouse=True)
def _a_usual_terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")


def test_a_short_run_shows_nothing():
    stream = Terminal()
    shown, clock = progress(stream)
    with shown:
        for _ in range(10):
            clock.now += 0.09
            shown.tick(10)
    assert stream.getvalue() == ""


def test_a_long_run_shows_a_line_and_wipes_it_out():
    stream = Terminal()
    shown, clock = progress(stream)
    with shown:
        clock.now = 2.0
        shown.tick(50)
        assert stream.getvalue() == "\rrunning 50%, about 2 s left"
    assert stream.getvalue().endswith("\r" + " " * 27 + "\r")


def test_the_line_is_not_written_too_often():
    stream = Terminal()
    shown, clock = progress(stream, total=10_000)
    with shown:
        for _ in range(1000):
            clock.now += 0.01
            shown.tick(1)
        assert stream.getvalue().count("\r") <= 46


def test_more_than_was_expected_never_passes_the_end():
    stream = Terminal()
    shown, clock = progress(stream, "zh", total=10)
    with shown:
        clock.now = 2.0
        shown.tick(50)
    assert "推演 99%" in stream.getvalue()


@pytest.mark.parametrize("kind", ["a file", "a dumb terminal"])
def test_what_is_no_terminal_gets_nothing(kind, monkeypatch):
    stream = io.StringIO() if kind == "a file" else Terminal()
    monkeypatch.setenv("TERM", "dumb" if kind == "a dumb terminal" else "xterm")
    shown, clock = progress(stream)
    with shown:
        clock.now = 100.0
        shown.tick(50)
    assert stream.getvalue() == ""
