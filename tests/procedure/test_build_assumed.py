"""What may be assumed beside a text: what it leaves open, within what it states."""

import pytest
from support.procedures import FILE, catalogue, changed, procedure, raw, scenario
from support.refused import APPLY, CHECK, DECIDE, THREE, only, problems

from awardsim.policy import parse_policy
from awardsim.procedure.build import build


@pytest.mark.parametrize(
    ("assumed", "path", "nearest"),
    [
        ("[people]\noffise = 2", "people.offise", "people.office"),
        ("[durations]\nchek = '3h'", "durations.chek", "durations.check"),
        ("[applicants]\norganisation = 2", "applicants.organisation", "applicants.organisations"),
        ("[chance]\nspred = 0.1", "chance.spred", "chance.spread"),
        ("[cohort]\ncrowdin = 2", "cohort.crowdin", "cohort.crowding"),
        ("[channels.est]\norganisations = 2", "channels.est.organisations", "*"),
        ("[fill]\n'stages.apply.closes' = 2025-10-01", "fill.stages.apply.closes", ""),
        ("[fill]\n'stages.check.duration' = '3wd'", "fill.stages.check.duration", "*"),
        ("[meetings]\ngroup = [2025-10-01]", "meetings.group", "*"),
    ],
)
def test_an_assumption_that_nothing_uses_is_a_mistake(assumed, path, nearest):
    found = only(APPLY + CHECK, assumed)
    assert found.path == path
    if nearest != "*":
        assert found.nearest == nearest


@pytest.mark.parametrize("ending", ["_days = 3", "_hours = 4", "_notice = 2", " = [2025-11-03]"])
def test_a_mistyped_body_is_named_in_the_form_in_which_it_was_given(ending):
    found = only(
        APPLY + CHECK + DECIDE.replace("gate", "meeting") + THREE,
        f"[meetings]\ngroup = [2025-11-03]\ngruop{ending}\n",
    )
    form = ending.partition(" ")[0]
    assert (found.path, found.nearest) == (f"meetings.gruop{form}", f"meetings.group{form}")


def test_a_value_that_the_text_states_is_not_assumed():
    text = (
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-12\n'
        '[stages.mail]\nkind = "wait"\nper = "channel"\nafter = ["apply"]\n'
        'duration = { exactly = "2wd" }\n'
        'deadline = { on = 2025-09-20, counts = "receipt", late = "out", roll = "none" }\n'
        '[stages.list]\nkind = "notice"\nper = "batch"\nafter = ["mail"]\n'
        'duration = { exactly = "5wd" }\n'
    )
    for assumed in (
        "[fill]\n'stages.apply.closes' = 2025-09-15",
        "[fill]\n'stages.mail.deadline.on' = 2025-09-22",
        "[durations]\nmail = '3wd'",
        "[durations]\nlist = '7wd'",
    ):
        assert "the text states the value" in only(text, assumed).message.en


def test_a_notice_may_be_assumed_longer_than_its_least_but_never_shorter():
    text = APPLY + '[stages.list]\nkind = "notice"\nafter = ["apply"]\n%s\n'
    least = 'duration = { at_least = "5wd" }'
    made = procedure(text % least, '[durations]\nlist = ["5wd", "6wd", "8wd"]\n')
    assert made.nodes[1].notice.input == made.names["durations.list"]
    for shorter in ('["4wd", "6wd", "8wd"]', '"7cd"'):
        found = only(text % least, f"[durations]\nlist = {shorter}\n")
        assert found.path == "durations.list"
        assert "article 6 states" in found.message.en
    assert only(text % 'duration = "5wd"', '[durations]\nlist = "4wd"\n').path == "durations.list"


def test_a_notice_may_be_assumed_shorter_than_its_most_but_never_longer():
    text = (
        APPLY + '[stages.list]\nkind = "notice"\nafter = ["apply"]\nduration = { at_most = "7wd" }'
    )
    assert procedure(text).nodes[1].notice.days == 7
    made = procedure(text, '[durations]\nlist = ["3wd", "5wd", "7wd"]\n')
    assert made.nodes[1].notice.input == made.names["durations.list"]
    found = only(text, '[durations]\nlist = ["3wd", "5wd", "8wd"]\n')
    assert found.path == "durations.list"
    assert "longer than the 7 working days" in found.message.en


def test_an_open_notice_takes_what_is_assumed_or_the_usual():
    text = APPLY + '[stages.list]\nkind = "notice"\nafter = ["apply"]\nduration = "unstated"\n'
    usual = procedure(text)
    assert usual.inputs[usual.nodes[1].notice.input].usual == 5
    given = procedure(text, '[durations]\nlist = "9cd"\n')
    assert (given.nodes[1].notice.unit, given.inputs[given.nodes[1].notice.input].usual) == (
        "cd",
        9,
    )


def test_an_assumption_of_the_wrong_form_is_told():
    text = APPLY + '[stages.list]\nkind = "notice"\nafter = ["apply"]\nduration = "unstated"\n'
    fine = "{ distribution = 'uniform', least = '5wd', most = '9wd' }"
    assert problems(text, f"[durations]\nlist = {fine}\n")[0].path == "durations.list"
    assert problems(text, '[durations]\nlist = "9h"\n')[0].path == "durations.list"


def test_dates_of_a_body_that_all_lie_before_the_opening_are_a_mistake():
    text = APPLY + '[stages.decide]\nkind = "meeting"\nper = "batch"\nafter = ["apply"]\n'
    found = only(text, "[meetings]\ngroup = [2025-08-01, 2025-08-15]\n")
    assert found.path == "meetings.group"


def test_a_text_without_any_date_asks_when_it_opens():
    tables = changed(raw(APPLY), "window.opens", "unstated")
    assert only(parse_policy(tables, FILE)).path == "opens"
    build(parse_policy(tables, FILE), scenario("opens = 2025-09-01"), catalogue().rule)


def test_no_further_round_is_assumed_where_the_text_rules_it_out():
    text = APPLY + CHECK + 'supplement = { within = "3wd", rounds = { excluded = "一次告知" } }\n'
    assert procedure(text).nodes[1].supplement.rounds_fixed == 0
    assert only(text, '[fill]\n"stages.check.supplement.rounds" = 1\n').path == (
        "fill.stages.check.supplement.rounds"
    )
