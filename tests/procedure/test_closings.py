"""A list that closes after a deadline behind it contradicts that deadline, and is refused."""

from __future__ import annotations

import attrs
import pytest
from support.procedures import FILE, applicants, catalogue, policy, procedure, run, scenario
from support.refused import only

from awardsim.errors import ProcedureError
from awardsim.procedure.build import build
from awardsim.scenario.overriding import override

#: Friday 19 September is the deadline; it lasts until midnight, a closing date until five o'clock.
TEXT = """
[stages.apply]
kind = "window"
closes = {closes}
[stages.county]
kind = "gate"
per = "channel"
after = ["apply"]
[stages.mail]
kind = "wait"
per = "channel"
after = ["county"]
only = {{ {only} }}
deadline = {{ on = {on}, counts = "receipt", late = "{late}", roll = "none" }}
"""


def text(closes: str, on: str = "2025-09-19", late: str = "out", only: str = "") -> str:
    return TEXT.format(closes=closes, on=on, late=late, only=only)


def test_a_closing_date_after_the_deadline_names_both_dates_and_both_keys():
    found = only(text("2025-09-20"))
    assert (found.file, found.path) == (FILE, "stages.apply.closes")
    for message in (found.message.zh, found.message.en):
        for part in ("2025-09-20", "2025-09-19", "stages.apply.closes", "stages.mail.deadline.on"):
            assert part in message


@pytest.mark.parametrize("on", ["2025-09-19", "2025-09-30"])
def test_one_on_the_day_of_the_deadline_or_before_is_in_order(on):
    procedure(text("2025-09-19", on))


def test_one_that_is_assumed_is_told_where_it_is_assumed():
    fill = "[fill]\n'stages.apply.closes' = {}\n"
    found = only(text('"unstated"'), fill.format("2025-09-22"))
    assert (found.file.rpartition("/")[2], found.path) == (
        "case.toml", "fill.stages.apply.closes",
    )  # fmt: skip
    assert found.line
    # Where it may be in time it is for the run to say how often it is.
    procedure(text('"unstated"'), fill.format("[2025-09-19, 2025-09-22, 2025-09-23]"))
    # Counted back from the deadline it is before it, counted from the opening it need not be.
    procedure(text('"unstated"'), fill.format("{ before = 'mail', days = 1 }"))
    assert only(text('"unstated"'), fill.format("{ after = 'opening', days = 15 }"))
    # The deadline is assumed as well: what counts is the latest day that it may be.
    both = "[fill]\n'stages.mail.deadline.on' = {}\n"
    procedure(text("2025-09-22", '"unstated"'), both.format("[2025-09-17, 2025-09-19, 2025-09-22]"))
    late = only(text("2025-09-23", '"unstated"'), both.format("2025-09-22"))
    assert late.path == "fill.stages.mail.deadline.on"


def test_a_deadline_that_is_only_noted_contradicts_nothing():
    procedure(text("2025-09-24", late="noted"))


def test_without_a_list_between_who_comes_early_is_in_time():
    each = text("2025-09-24").replace('per = "channel"', 'per = "case"')
    made = procedure(each, "[applicants]\norganisations = 8\n[durations]\nmail = '0h'\n")
    log = run(made)  # all hand in when it opens
    assert {log.reasons[one] for one in log.outcome} == {"awarded"}
    found = only(each.replace('per = "case"', 'per = "channel"', 1))
    assert "nobody can meet it" in found.message.en


def test_a_deadline_that_some_do_not_have_contradicts_nothing():
    two = {"channels": ("east", "west")}
    procedure(text("2025-09-24", only='channels = ["west"]'), **two)
    assert only(text("2025-09-24", only='channels = ["east", "west"]'), **two)
    procedure(
        text("2025-09-24", only='tracks = ["organisations"]'),
        tracks=("organisations", "individuals"),
    )


def test_a_date_that_was_changed_is_told_at_its_change():
    made = policy(text("2025-09-19"))
    moved = override(scenario(""), ["stages.mail.deadline.on=2025-09-18"])
    with pytest.raises(ProcedureError) as raised:
        build(made, moved, catalogue().rule, applicants())
    (found,) = raised.value.problems
    assert found.file == "--set stages.mail.deadline.on=2025-09-18"
    assert found.path == "stages.mail.deadline.on"
    build(made, attrs.evolve(moved, changes=()), catalogue().rule, applicants())


def test_a_date_outside_the_edition_is_told_alone():
    assert only(text("2025-09-24", "2025-08-19")).path == "stages.mail.deadline.on"
    assert only(text("2035-09-24")).path == "stages.apply.closes"
    late = only(text("2025-09-24"), "opens = 2025-09-22\n")
    assert "before the opening on 2025-09-22" in late.message.en
