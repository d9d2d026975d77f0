"""Progress is for a person who waits, and for nobody else."""

from __future__ import annotations

import io

import pytest
from support.procedures import procedure

from awardsim.analysis.forecast import forecast
from awardsim.cli.progress import SCHEDULING, Progress
from awardsim.report.files import write_run


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


def test_the_line_says_what_is_done_meanwhile():
    for language, said in (("zh", "排期 50%  约剩2秒"), ("en", "scheduling 50%, about 2 s left")):
        stream, clock = Terminal(), Clock()
        with Progress(100, language, stream, clock, doing=SCHEDULING) as shown:
            clock.now = 2.0
            shown.tick(50)
            assert stream.getvalue() == f"\r{said}"


@pytest.mark.parametrize("form", [".xes", ".jsonocel", ".events.csv"])
def test_an_event_log_tells_of_each_edition(form, tmp_path):
    built = procedure('[stages.apply]\nkind = "window"\ncloses = 2025-09-05\n')
    found = forecast(built, replications=5, seed=1, ranges=False)
    ticks = []
    write_run(found, tmp_path / f"a{form}", "en", editions=4, tick=ticks.append)
    assert ticks == [1, 1, 1, 1]
