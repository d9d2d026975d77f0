"""What may stand in a scenario, what it becomes, and what is assumed where nobody says anything."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path

import attrs
import pytest

import awardsim.scenario
from awardsim.cli.catalogue import open_catalogue
from awardsim.procedure.build import build
from awardsim.procedure.nesting import whole_text
from awardsim.scenario.defaults import default, names
from awardsim.scenario.model import (
    ClosesAfter,
    ClosesBefore,
    DateEstimate,
    Distribution,
    Estimate,
    Meets,
    Scenario,
)
from awardsim.scenario.reader import default_scenario, read_scenario
from awardsim.simulation.cohort import APPLICANTS
from awardsim.text import Text
from awardsim.units import Duration

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
SHIPPED = sorted((ROOT / "scenarios").glob("*.toml"))
TABLE = tomllib.loads(
    Path(awardsim.scenario.__file__).with_name("defaults.toml").read_text("utf-8")
)


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2025, month, number)


# ---- forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "short, long",
    [
        ("[people]\nreviewers = 12", "[bodies.reviewers]\ncapacity = 12"),
        ("[people]\nreviewers = [9, 12, 15]", "[bodies.reviewers]\ncapacity = [9, 12, 15]"),
        ("[people]\nreviewers = 12", "[people]\nreviewers = { estimate = 12 }"),
        (
            "[people]\nreviewers = 12",
            '[people.reviewers]\nestimate = [12, 12, 12]\nbasis = "a test"',
        ),
        ("[meetings]\ngovernment_days = [1, 3, 8]", "[meetings.government]\ndays = [1, 3, 8]"),
        ("[meetings]\nleading_group_notice = 2", "[meetings.leading_group]\nnotice = 2"),
        (
            "[meetings]\nleading_group = [2025-12-18, 2025-12-10]",
            "[meetings.leading_group]\ndates = [2025-12-10, 2025-12-18]",
        ),
        (
            "[meetings]\nleading_group = 2025-12-10",
            "[meetings]\nleading_group = { dates = [2025-12-10] }",
        ),
        ('[durations]\ncomposite = "3wd"', '[durations]\ncomposite = ["3wd", "3wd", "3wd"]'),
        (
            '[durations]\nsite_visit.organisations = "8h"',
            '[durations.site_visit]\norganisations = { estimate = "8h", basis = "a test" }',
        ),
        (
            '[fill]\n"stages.apply.closes" = 2025-10-10',
            '[fill]\n"stages.apply.closes" = [2025-10-10, 2025-10-10, 2025-10-10]',
        ),
        ('title = "edition"', 'title = { zh = "edition", en = "edition" }'),
    ],
)
def test_a_short_form_is_the_same_scenario_as_the_long_one(read, built, short, long):
    first, second = read(short + "\n"), read(long + "\n")
    assert first == second
    assert built(short + "\n").inputs == built(long + "\n").inputs


@pytest.mark.parametrize(
    "lines, path, amount",
    [
        ("[applicants]\norganisations = 8", "applicants.organisations", Estimate(8, 8, 8, "count")),
        ("[channels.yingde]\nindividuals = [0, 1, 2]", "channels.yingde.individuals",
         Estimate(0, 1, 2, "count")),
        ("[channels.yingde]\ncounty_bureau = 2", "channels.yingde.county_bureau",
         Estimate(2, 2, 2, "count")),
        ("[meetings]\ngovernment_hours = 4", "meetings.government",
         Meets(days=Estimate(4, 4, 4, "h"))),
        (
            '[meetings.leading_group]\nweekdays = ["wed", "fri"]\nlength = "4h"\n'
            "not_before = 2025-12-01\nnot_on = [2025-12-31]",
            "meetings.leading_group",
            Meets(weekdays=(2, 4), length=Duration.parse("4h"), not_before=day(12, 1),
                  not_on=(day(12, 31),)),
        ),
        ('[meetings.leading_group]\nevery = "14cd"\nfirst = 2025-10-01', "meetings.leading_group",
         Meets(every=Duration.parse("14cd"), first=day(10, 1))),
        ("[meetings.government]\ndays = 3\nagainst_deadline = false", "meetings.government",
         Meets(days=Estimate(3, 3, 3, "wd"), against_deadline=False)),
        ("[meetings.government]\ndays = 0", "meetings.government",
         Meets(days=Estimate(0, 0, 0, "wd"))),
        (
            '[durations]\nsite_visit = { distribution = "lognormal", mean = "8h", sd = "4h" }',
            "durations.site_visit",
            Distribution("lognormal", {"mean": 8.0, "sd": 4.0}, "h"),
        ),
        ('[durations]\nreceipt = ["0cd", "1cd", "2cd"]', "durations.receipt",
         Estimate(0, 1, 2, "cd")),
        ('[fill]\n"stages.apply.closes" = { before = "receipt", days = 13 }',
         "fill.stages.apply.closes", ClosesBefore("receipt", Estimate(13, 13, 13, "wd"))),
        ('[fill]\n"stages.apply.closes" = { after = "opening", days = [20, 30, 40] }',
         "fill.stages.apply.closes", ClosesAfter(Estimate(20, 30, 40, "wd"))),
        ('[fill]\n"stages.apply.closes" = [2025-10-08, 2025-10-09, 2025-10-10]',
         "fill.stages.apply.closes", DateEstimate(day(10, 8), day(10, 9), day(10, 10))),
        ("[chance]\nobjection_decide = [1, 3, 10]", "chance.objection_decide",
         Estimate(1, 3, 10, "wd")),
        ("[chance]\nupheld = 0", "chance.upheld", Estimate(0, 0, 0, "share")),
        ("[cohort]\nmerit_mean = 500", "cohort.merit_mean", Estimate(500, 500, 500, "number")),
    ],
)  # fmt: skip
def test_an_amount_in_each_form_is_what_it_says(read, lines, path, amount):
    assert read(lines + "\n").assumptions[path].amount == amount


def test_a_basis_may_be_in_both_languages(read):
    own = '{ estimate = 12, basis = { zh = "名单", en = "a list" } }'
    found = read(f"[people]\nreviewers = {own}\n").assumptions["people.reviewers"]
    assert found.basis == Text("名单", "a list")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "scenarios").glob("*.toml")), ids=lambda path: path.stem
)
def test_the_examples_say_their_bases_in_both_languages(path):
    found = read_scenario(path)
    bases = [found.basis, *(one.basis for one in found.assumptions.values())]
    assert all(HAN.search(one.zh) for one in bases)
    assert not [one.en for one in bases if HAN.search(re.sub("“[^”]*”", "", one.en))]


def test_a_basis_of_its_own_goes_before_that_of_the_file(read):
    found = read('[people]\nreviewers = { estimate = 12, basis = "a list" }\nsite_teams = 2\n')
    given = {path: one.basis.zh for path, one in found.assumptions.items()}
    assert given == {"people.reviewers": "a list", "people.site_teams": "a test"}


def test_everything_else_of_a_scenario_is_read_as_it_stands(read):
    found = read(
        'title = { zh = "一届", en = "an edition" }\nopens = 2025-09-17\nfinish_by = 2026-01-31\n'
        'finish = "approval"\n[readings]\nreceipt_roll = "forward"\n'
        '[cohort]\nmodel = "elsewhere.people"\n'
        "[bodies.reviewers]\navailable = [2025-11-03, 2025-11-04]\naway = [2025-11-04]\n"
        'assignment = "pool"\n'
        '[calendar]\nkind = "announced"\nknown_on = 2025-09-17\ncount = "include_first"\n'
        'hours = ["08:30", "17:30"]\n[[calendar.holidays]]\ndate = 2025-10-09\nname = "local"\n'
        '[[calendar.holidays]]\ndate = 2025-10-10\nname = "fair"\nsource = "law 3"\n'
        'channels = ["yingde"]\n'
        "[run]\nreplications = 50\nseed = 7\n"
    )
    assert (found.title.zh, found.title.en) == ("一届", "an edition")
    assert (found.opens, found.finish_by) == (day(9, 17), datetime.date(2026, 1, 31))
    assert (found.finish, found.cohort) == ("approval", "elsewhere.people")
    assert found.readings == {"receipt_roll": "forward"}
    staffing = found.staffing["reviewers"]
    assert staffing.available == (day(11, 3), day(11, 4))
    assert (staffing.away, staffing.assignment) == ((day(11, 4),), "pool")
    assert attrs.astuple(found.calendar) == (
        "announced", day(9, 17), "include_first", (510, 1050),
        ((day(10, 9), "local", "", ()), (day(10, 10), "fair", "law 3", ("yingde",))),
    )  # fmt: skip
    assert (found.replications, found.seed) == (50, 7)


def test_a_scenario_is_called_after_its_file(read):
    assert read("").id == "mine"


# ---- overrides -----------------------------------------------------------------------------


def test_every_change_of_the_text_says_what_was_there_and_what_is(built):
    made = built(
        '[readings]\npending_objection = "holds_list"\n'
        '[[changes]]\npath = "stages.final_notice.duration"\nto = "7wd"\nwhy = "longer"\n'
        '[[changes]]\npath = "stages.receipt.deadline.on"\nto = 2025-10-31\nwhy = "later"\n'
        '[[changes]]\npath = "stages.county_consult"\nop = "remove"\nwhy = "shorter"\n',
        "quotas.organisations.number=6",
    )
    assert [attrs.astuple(one) for one in made.overrides] == [
        ("stages.final_notice.objection.holds", "case", "list", "pending_objection"),
        ("stages.final_notice.duration", "exactly 5wd", "7wd", "longer"),
        ("stages.receipt.deadline.on", "2025-10-25", "2025-10-31", "later"),
        ("stages.county_consult", "{…}", "-", "shorter"),
        ("quotas.organisations.number", "at most 5", "6", "--set"),
    ]


def test_lists_and_truths_are_shown_as_they_are_written_in_a_file(built):
    made = built(
        '[[changes]]\npath = "stages.site_visit.after"\nto = ["site_list"]\nwhy = "w"\n'
        '[[changes]]\npath = "quotas.organisations.may_stay_vacant"\nto = false\nwhy = "w"\n'
    )
    shown = [(one.old, one.new) for one in made.overrides]
    assert shown == [("[site_list]", "[site_list]"), ("true", "false")]


# ---- defaults ------------------------------------------------------------------------------


def entries(node=None, path=()):
    """Every entry of the built-in table with its path."""
    for key, value in (TABLE if node is None else node).items():
        if "basis" in value:
            yield ".".join((*path, key)), value
        else:
            yield from entries(value, (*path, key))


ENTRIES = dict(entries())


def test_the_table_has_entries_for_all_that_is_assumed():
    assert {path.partition(".")[0] for path in ENTRIES} == set(TABLE)
    assert len(ENTRIES) > 50


@pytest.mark.parametrize("path", ENTRIES)
def test_an_entry_of_the_table_has_three_numbers_a_basis_and_somebody_who_can_move_it(path):
    entry = ENTRIES[path]
    ways = [way for way in ("estimate", "notice", "days") if way in entry]
    assert len(ways) == 1
    least, usual, most = entry[ways[0]]
    assert 0 <= least <= usual <= most
    if ways == ["estimate"]:
        assert entry["unit"] in ("count", "share", "number", "wd", "cd", "h", "y")
        assert entry["unit"] != "share" or most <= 1
    whole = ways == ["notice"] or entry.get("unit") == "count"
    assert not whole or all(isinstance(number, int) for number in (least, usual, most))
    assert set(entry["basis"]) == {"zh", "en"}
    assert all(text.strip() for text in entry["basis"].values())
    assert any("\u4e00" <= mark <= "\u9fff" for mark in entry["basis"]["zh"])
    assert not any("\u4e00" <= mark <= "\u9fff" for mark in entry["basis"]["en"])
    assert entry["lever"] in ("decide", "negotiate", "guess")
    assert isinstance(entry.get("sourced", False), bool)
    known = {"unit", "lever", "basis", "sourced", "against_deadline", *ways}
    assert set(entry) <= known


@pytest.mark.parametrize("path", ENTRIES)
def test_an_entry_of_the_table_is_found_under_its_path(path):
    found = default(path)
    entry = ENTRIES[path]
    assert found.path == path
    assert found.origin == "built-in"
    assert found.basis.zh == entry["basis"]["zh"]
    assert (found.lever, found.sourced) == (entry["lever"], entry.get("sourced", False))
    amount = found.amount
    if isinstance(amount, Meets):
        amount = amount.notice or amount.days
    numbers = entry.get("estimate") or entry.get("notice") or entry.get("days")
    assert [amount.least, amount.usual, amount.most] == numbers


def test_of_several_names_the_first_that_exists_is_taken():
    assert default("durations.SITE.nobody", "durations.SITE.individual").amount.usual == 4
    assert default("durations.SITE", "durations.nothing") is None
    assert default("nowhere.at.all") is None


def test_names_are_those_of_a_table_in_its_order():
    assert names("cohort")[:2] == ("crowding", "careless")
    assert names("nowhere") == ()


def test_a_text_alone_is_run_with_defaults_that_say_so(text, catalogue):
    alone = default_scenario(text)
    assert (alone.id, alone.policy, alone.title) == (text.id, text.id, text.award)
    assert (alone.assumptions, alone.changes, alone.readings) == ({}, (), {})
    made = build(text, alone, catalogue.rule, APPLICANTS)
    assert {one.origin for one in made.inputs} == {"built-in"}
    assert all(one.basis.zh and one.basis.en for one in made.inputs)
    people = made.inputs[made.names["people.reviewers"]]
    assert (people.least, people.usual, people.most) == (9, 12, 15)
    assert made.overrides == ()


def test_what_is_given_is_reported_as_given_and_all_else_as_built_in(built):
    made = built("[people]\nreviewers = 16\n[chance]\nwithdrawal = 0\n")
    given = {one.id for one in made.inputs if one.origin == "scenario"}
    assert given == {"people.reviewers", "chance.withdrawal"}
    assert {one.origin for one in made.inputs if one.id not in given} == {"built-in"}
    assert {one.basis.en for one in made.inputs if one.id in given} == {"a test"}


def test_every_number_of_the_cohort_is_an_input_with_the_numbers_of_the_table(built):
    made = built()
    for name in names("cohort"):
        one = made.inputs[made.names[f"cohort.{name}"]]
        assert [one.least, one.usual, one.most] == ENTRIES[f"cohort.{name}"]["estimate"]
        assert one.unit == ENTRIES[f"cohort.{name}"]["unit"]


def test_days_of_a_decision_can_be_talked_about_and_meetings_can_be_set(read):
    found = read("[meetings]\ngovernment_days = 3\nleading_group = 2025-12-10\n").assumptions
    assert found["meetings.government"].lever == "negotiate"
    assert found["meetings.leading_group"].lever == "decide"


# ---- the scenarios that come with it -------------------------------------------------------


def test_the_examples_of_the_first_city_are_among_them():
    assert {"qingyuan-2024", "qingyuan-2025"} <= {file.stem for file in SHIPPED}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_scenario_is_built_and_every_assumption_has_a_basis(file):
    found = read_scenario(file)
    assert isinstance(found, Scenario)
    installed = open_catalogue()
    text = installed.policy(found.policy)
    assert text.id == found.policy
    made = build(whole_text(text, installed.policy), found, installed.rule, APPLICANTS)
    assert found.assumptions
    for one in found.assumptions.values():
        assert one.basis.zh.strip()
        assert one.line > 0
    for one in made.inputs:
        assert one.basis.zh.strip()
        assert one.basis.en.strip()
    assert {one.origin for one in made.inputs} <= {"scenario", "built-in", "text"}
    # Only what a scenario's own pace holds back is told.
    assert len(made.warnings) == (1 if found.pace == "milestones" else 0)
