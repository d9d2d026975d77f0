"""What is wrong with a text and a scenario together is told before anything runs, all at once."""

import datetime

import attrs
import pytest
from support.procedures import (
    FILE,
    applicants,
    catalogue,
    changed,
    policy,
    procedure,
    raw,
    scenario,
)

from awardsim.errors import Problem, ProcedureError
from awardsim.policy import Policy, parse_policy
from awardsim.procedure.build import build

APPLY = """
[stages.apply]
kind = "window"
closes = 2025-09-12
"""
CHECK = '[stages.check]\nkind = "work"\nafter = ["apply"]\n'
DECIDE = (
    '[stages.decide]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
    'rule = { name = "confer_by_rank" }\n'
)
THREE = "[quotas.organisations]\nnumber = { at_most = 3 }\n"


def problems(text: str | Policy, assumed: str = "", **options) -> tuple[Problem, ...]:
    """What stands against a text under a scenario."""
    made = text if isinstance(text, Policy) else policy(text, **options)
    with pytest.raises(ProcedureError) as raised:
        build(made, scenario(assumed), catalogue().rule, applicants())
    return raised.value.problems


def only(text: str | Policy, assumed: str = "", **options) -> Problem:
    """The one thing that stands against it."""
    found = problems(text, assumed, **options)
    assert len(found) == 1, [problem.read("en") for problem in found]
    return found[0]


def test_stages_stand_in_topological_order_with_ties_in_the_order_of_the_file():
    made = procedure(
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["two", "one"]\ntype = "AWARD"\n'
        '[stages.two]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.one]\nkind = "wait"\nafter = ["apply"]\n' + APPLY
    )
    assert [node.id for node in made.nodes] == ["apply", "two", "one", "end"]
    assert made.nodes[3].after == (1, 2)
    assert made.nodes[made.finish].id == "end"


def test_every_mistake_is_told_in_one_pass_with_its_place_and_the_nearest_name():
    found = problems(
        """
[stages.apply]
kind = "window"
[stages.list]
kind = "gate"
per = "batch"
after = ["apply"]
rule = { name = "top_m", at_most = { organisations = 3 } }
[stages.check]
kind = "work"
after = ["list"]
[stages.decide]
kind = "gate"
per = "batch"
after = ["check"]
rule = { name = "confer_by_rank", minimun = 3 }
[quotas.organisations]
number = { at_most = 5 }
""",
        """
[people]
office = 0
ofice = 3
[readings]
pending = "none"
[bodies.panel]
away = [2025-09-02]
[[changes]]
path = "stages.lost.after"
to = []
why = "a slip of the pen"
""",
    )
    assert [(one.file, one.path, one.nearest) for one in found] == [
        ("case.toml", "readings.pending", ""),
        ("case.toml", "stages.lost.after", "stages.list.after"),
        ("case.toml", "bodies.panel", ""),
        (FILE, "stages.list.rule.name", "top_n"),
        (FILE, "stages.decide.rule.minimun", "minimum"),
        ("case.toml", "people.office", ""),
        (FILE, "stages.list.closes", ""),
        (FILE, "stages.decide.closes", ""),
        ("case.toml", "people.ofice", "people.office"),
    ]
    assert found[1].line == 13  # the lines of the scenario's own file
    assert found[5].message.en == "office has no capacity: at least 1"


# ---- the graph -----------------------------------------------------------------------------


def test_a_cycle_is_shown_from_stage_to_stage():
    found = only(
        APPLY + '[stages.one]\nkind = "wait"\nafter = ["apply", "two"]\n'
        '[stages.two]\nkind = "wait"\nafter = ["one"]\n'
    )
    assert found.message.en in (
        "the stages form a cycle: one -> two -> one",
        "the stages form a cycle: two -> one -> two",
    )


def test_beside_a_cycle_other_mistakes_are_told_too():
    found = problems(
        APPLY + '[stages.one]\nkind = "wait"\nafter = ["apply", "two"]\n'
        '[stages.two]\nkind = "wait"\nafter = ["one"]\n'
        '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["two"]\n'
        'rule = { name = "wihtin_quota", at_most = { organisations = 3 } }\n'
    )
    assert [one.nearest for one in found] == ["", "within_quota"]


def test_a_stage_that_no_applicant_comes_to_is_named():
    found = only(APPLY + '[stages.party]\nkind = "gate"\nper = "batch"\ncloses = 2025-10-01\n')
    assert found.path == "stages.party"
    assert found.message.en == "stage 'party' cannot be reached from 'apply'"


def test_a_stage_for_a_track_and_a_county_that_have_none_in_common_is_fine():
    made = procedure(
        APPLY + '[stages.visit]\nkind = "gate"\nafter = ["apply"]\n'
        'only = { tracks = ["individuals"], channels = ["west"] }\n',
        tracks=("organisations", "individuals"),
        channels=("east", "west"),
    )
    assert [made.route(t, c).stages for t in (0, 1) for c in (0, 1)] == [(0,), (0,), (0,), (0, 1)]


def test_a_skipped_stage_is_transparent():
    made = procedure(
        APPLY + '[stages.first]\nkind = "gate"\nafter = ["apply"]\nonly = { traits = ["branch"] }\n'
        '[stages.second]\nkind = "gate"\nafter = ["first"]\nonly = { traits = ["top_manager"] }\n'
        '[stages.last]\nkind = "gate"\nafter = ["second"]\n'
    )
    assert made.route(0, 0).after == {0: (), 3: (0,)}
    assert made.route(0, 0, ("branch",)).after == {0: (), 1: (0,), 3: (1,)}
    assert made.route(0, 0, ("top_manager", "branch")).after == {0: (), 1: (0,), 2: (1,), 3: (2,)}


def test_a_list_needs_a_closing_date_before_it():
    text = (
        '[stages.apply]\nkind = "window"\n'
        '[stages.list]\nkind = "notice"\nper = "%s"\nafter = ["apply"]\n'
    )
    for per in ("channel", "batch"):
        assert only(text % per).path == "stages.list.closes"
    procedure(text % "case")


@pytest.mark.parametrize(
    "bound",
    [
        "closes = 2025-09-12\n",
        'deadline = { on = 2025-09-12, counts = "receipt", late = "out", roll = "none" }\n',
    ],
)
def test_a_closing_date_or_a_deadline_that_puts_out_closes_the_lists_after_it(bound):
    text = '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
    procedure('[stages.apply]\nkind = "window"\n' + bound + text)


def test_a_deadline_that_is_only_noted_closes_no_list():
    bound = 'deadline = { on = 2025-09-12, counts = "receipt", late = "noted", roll = "none" }\n'
    text = '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
    assert only('[stages.apply]\nkind = "window"\n' + bound + text).path == "stages.list.closes"


def test_a_closing_date_that_nobody_knows_is_asked_for():
    found = only('[stages.end]\nkind = "gate"\ncloses = "unstated"\n')
    assert found.path == "fill.stages.end.closes"
    assert "neither written nor assumed" in found.message.en


# ---- bodies --------------------------------------------------------------------------------


def test_a_body_needs_somebody_in_it():
    assert only(APPLY + CHECK, "[people]\noffice = [0, 2, 3]\n").path == "people.office"
    found = only(
        APPLY + CHECK + 'body = "county"\n',
        "[channels.west]\ncounty = 0\n",
        channels=("east", "west"),
    )
    assert found.path == "channels.west.county"


def test_days_of_a_body_that_does_not_work_are_a_mistake():
    found = only(APPLY + CHECK, "[bodies.ofice]\naway = [2025-09-02]\n")
    assert (found.path, found.nearest) == ("bodies.ofice", "office")


def test_several_reviewers_stand_at_work_on_single_files_by_one_body():
    assert only(APPLY + CHECK + 'body = "county"\nreviewers = 2\n').path == "stages.check.reviewers"
    found = only(APPLY + CHECK.replace('"work"', '"work"\nper = "batch"') + "reviewers = 2\n")
    assert found.path == "stages.check.reviewers"


def test_a_text_needs_a_channel():
    assert problems(APPLY, channels=())[0].path == "channels"


# ---- units ---------------------------------------------------------------------------------


def test_people_work_in_working_days_or_hours():
    assert only(APPLY + CHECK, '[durations]\ncheck = "3cd"\n').path == "durations.check"
    found = only(APPLY + CHECK + 'duration = { exactly = "3cd" }\n')
    assert (found.file, found.path) == (FILE, "stages.check.duration")
    procedure(APPLY + CHECK, '[durations]\ncheck = "3h"\n')


@pytest.mark.parametrize("written", ["48h", "2.5wd", "1y"])
def test_a_notice_lasts_whole_days(written):
    found = only(
        APPLY + f'[stages.list]\nkind = "notice"\nafter = ["apply"]\nduration = "{written}"\n'
    )
    assert found.path == "stages.list.duration"


def test_tracks_wait_on_one_clock():
    found = only(
        APPLY + '[stages.mail]\nkind = "wait"\nafter = ["apply"]\n',
        '[durations.mail]\norganisations = "3cd"\nindividuals = "3wd"\n',
        tracks=("organisations", "individuals"),
    )
    assert found.path == "durations.mail"


def test_a_bound_is_a_time():
    text = APPLY + '[stages.%s]\nkind = "%s"\nper = "batch"\nafter = ["apply"]\nduration = %s\n'
    for kind in ("work", "wait", "meeting"):
        days = "[meetings]\ngroup_days = 3\n" if kind == "meeting" else ""
        found = only(text % ("check", kind, '{ at_most = "1y" }'), days)
        assert (found.file, found.path) == (FILE, "stages.check.duration")
        assert "working days" in found.message.en


@pytest.mark.parametrize("unit", ["1y", "2cycles"])
def test_the_limits_of_objections_and_of_further_material_are_times(unit):
    found = only(APPLY + CHECK + f'[objections]\nforward = {{ at_most = "{unit}" }}\n')
    assert (found.file, found.path) == (FILE, "objections.forward")
    assert "7cd" in found.message.en
    found = only(APPLY + CHECK + f'supplement = {{ within = "{unit}", rounds = 1 }}\n')
    assert found.path == "stages.check.supplement.within"


def test_mail_is_not_what_people_take_who_work_on_files():
    late = 'deadline = { on = 2025-09-20, counts = "receipt", late = "out", roll = "none" }\n'
    usual, timed = procedure(APPLY + CHECK), procedure(APPLY + CHECK + late)
    assert (
        timed.inputs[timed.names["durations.check"]]
        == (usual.inputs[usual.names["durations.check"]])
    )


# ---- rules ---------------------------------------------------------------------------------


def test_a_rule_that_sees_the_whole_list_stands_on_a_list():
    found = only(
        APPLY + '[stages.list]\nkind = "gate"\nafter = ["apply"]\n'
        'rule = { name = "top_n", at_most = { organisations = 3 } }\n'
    )
    assert found.path == "stages.list.rule.name"


LIST = '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'


@pytest.mark.parametrize(
    ("rule", "path", "nearest"),
    [
        ('{ name = "top_n", at_most = { organisations = 2.5 } }', "rule", ""),
        ('{ name = "top_n" }', "rule", ""),
        ('{ name = "threshold", at_least = 600, of = "chek" }', "rule.of", "check"),
        ('{ name = "weighted_sum", weights = { chek = 2 } }', "rule.weights.chek", "check"),
        ('{ name = "threshold", at_most = 600, at_least = 500 }', "rule.at_most", "at_least"),
    ],
)
def test_a_parameter_must_be_what_its_rule_can_use(rule, path, nearest):
    found = only(APPLY + CHECK + LIST + f"rule = {rule}\n")
    assert (found.path, found.nearest) == (f"stages.list.{path}", nearest)


def test_a_parameter_must_be_right_over_the_whole_range_that_is_assumed():
    text = APPLY + LIST + 'rule = { name = "conditions", detects = "unstated" }\n'
    fill = '[fill]\n"stages.list.rule.detects" = [0.5, 0.9, %s]\n'
    procedure(text, fill % "1.0")
    found = only(text, fill % "1.5")
    assert found.path == "stages.list.rule"
    assert "1.5" in found.message.en


@pytest.mark.parametrize("window", ["36wd", "3cd", "24h"])
def test_years_are_counted_in_years_or_cycles(window):
    found = only(
        APPLY + '[stages.check]\nkind = "gate"\nafter = ["apply"]\n'
        'rule = { name = "conditions" }\n[conditions.clean]\n'
        f'rule = {{ name = "clean_record", record = "breach", within = "{window}" }}\n'
    )
    assert (found.file, found.path) == (FILE, "conditions.clean.rule.within")
    assert "3y, 2cycles" in found.message.en


def test_a_condition_is_decided_by_a_rule_that_admits():
    found = only(
        APPLY + CHECK + 'rule = { name = "conditions" }\n'
        '[conditions.good]\nrule = { name = "threshold", at_least = 600 }\n'
    )
    assert found.path == "conditions.good.rule.name"


# ---- quotas --------------------------------------------------------------------------------


def test_a_quota_that_no_stage_keeps_to_is_a_mistake():
    found = only(APPLY + LIST + THREE)
    assert found.path == "quotas.organisations.number"
    assert "confer_by_rank" in found.message.en
    procedure(APPLY + DECIDE + THREE)


def test_a_conferral_may_not_award_more_than_the_quota():
    more = 'rule = { name = "confer_by_rank", at_most = { organisations = %d } }\n'
    text = APPLY + DECIDE.replace('rule = { name = "confer_by_rank" }\n', "%s") + THREE
    assert only(text % (more % 4)).path == "quotas.organisations.number"
    procedure(text % (more % 2))


def test_awards_without_any_quota_cannot_be_conferred():
    assert only(APPLY + DECIDE).path == "quotas.organisations"


def test_a_shortlist_shorter_than_an_exact_quota_is_a_contradiction():
    text = (
        APPLY + '[stages.short]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
        'type = "SHORTLIST"\nrule = { name = "top_n", at_most = { organisations = 2 } }\n'
        + DECIDE.replace('["apply"]', '["short"]')
    )
    assert only(text + "[quotas.organisations]\nnumber = { exactly = 3 }\n").path == (
        "stages.short.rule.at_most"
    )
    vacant = "[quotas.organisations]\nnumber = { at_most = 3 }\nmay_stay_vacant = %s\n"
    for never in ("false", '"excluded"'):
        assert only(text + vacant % never).path == "stages.short.rule.at_most"
    warned = procedure(text + vacant % "true").warnings
    assert [one.en for one in warned] == [
        "short lets 2 through, fewer than the 3 awards (text 6; text 4)"
    ]


def test_a_meeting_on_a_day_off_is_warned_of_and_held():
    text = (
        APPLY
        + '[stages.decide]\nkind = "meeting"\nper = "batch"\nafter = ["apply"]\nbody = "group"\n'
    )
    dates = "[meetings]\ngroup = [%s]\n"
    made = procedure(text, dates % "2025-09-27, 2025-09-28, 2025-09-29")  # Sunday is worked
    assert [one.en for one in made.warnings] == [
        "group meets on a day off: 2025-09-27 Sat, weekend; taken as given"
    ]
    assert "不是工作日：2025-09-27 周末" in made.warnings[0].zh
    assert len(made.nodes[1].meeting.starts) == 3
    assert procedure(text, dates % "2025-09-28").warnings == ()
    found = procedure(text, dates % ", ".join(f"2025-10-0{day}" for day in range(1, 9)))
    assert "; 5 more; taken as given" in found.warnings[0].en


def test_counties_that_may_recommend_too_few_together_are_warned_of():
    text = (
        APPLY + '[stages.county]\nkind = "gate"\nper = "channel"\nafter = ["apply"]\n'
        'type = "NOMINATE"\nrule = { name = "within_quota", at_most = { organisations = 1 } }\n'
        + DECIDE.replace('["apply"]', '["county"]')
        + THREE
    )
    assert len(procedure(text, channels=("east", "west")).warnings) == 1
    assert procedure(text, channels=("east", "west", "north")).warnings == ()


# ---- assumptions ---------------------------------------------------------------------------


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
        assert "text 6 states" in found.message.en
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


def test_a_stage_that_ends_the_run_must_exist():
    found = only(APPLY + CHECK, 'finish = "chek"\n')
    assert (found.path, found.nearest) == ("finish", "check")


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


def test_a_time_that_the_calendar_does_not_hold_is_told_at_its_line():
    found = only(APPLY + CHECK + DECIDE + THREE, '[durations]\ncheck = "10000wd"\n')
    assert found.path == "durations.check"
    assert found.line
    assert "takes too long" in found.message.en
    assert "beyond the calendar" in found.message.en


def test_times_that_the_calendar_does_not_hold_together_are_told_at_the_longest():
    more = '[stages.again]\nkind = "work"\nafter = ["check"]\n'
    text = APPLY + CHECK + more + DECIDE.replace('"apply"', '"again"') + THREE
    found = only(text, '[durations]\ncheck = "500wd"\nagain = "300wd"\n')
    assert found.path == "durations.check"
    assert "again" in found.message.en


@pytest.mark.parametrize(
    "given",
    [
        '{ distribution = "uniform", least = "1wd", most = "900wd" }',
        '{ distribution = "triangular", least = "1wd", usual = "2wd", most = "900wd" }',
        '{ distribution = "exponential", mean = "200wd" }',  # one in a thousand takes 1400wd
        '["1wd", "2wd", "900wd"]',
    ],
)
def test_a_time_is_walked_to_its_upper_end(given):
    found = only(APPLY + CHECK + DECIDE + THREE, f"[durations]\ncheck = {given}\n")
    assert found.path == "durations.check"
    assert found.line
    assert "at its upper end" in found.message.en
    assert "2027-12-31" in found.message.zh
    short = given.replace("900wd", "40wd").replace("200wd", "20wd")
    procedure(APPLY + CHECK + DECIDE + THREE, f"[durations]\ncheck = {short}\n")


def test_a_meeting_so_late_that_what_follows_ends_beyond_the_calendar_is_told():
    after = '[stages.posted]\nkind = "notice"\nafter = ["decide"]\nduration = "5wd"\n'
    text = APPLY + DECIDE.replace("gate", "meeting") + after + THREE
    found = only(text, "[meetings]\ngroup = [2027-12-30]\n")
    assert found.path == "meetings.group"
    assert found.line
    assert "meets too late" in found.message.en
    assert "'posted' would end beyond the calendar" in found.message.en
    procedure(text, "[meetings]\ngroup = [2027-11-30]\n")


def test_mistakes_of_a_text_stand_on_a_line_of_its_file_and_are_told_once(tmp_path):
    made = policy(APPLY + CHECK + DECIDE.replace("confer_by_rank", "confer_by_rnak") + THREE)
    file = tmp_path / "2025.toml"
    file.write_text(
        '[stages.apply]\n\n[stages.decide]\nafter = []\nrule = { name = "confer_by_rnak" }\n'
    )
    found = problems(attrs.evolve(made, file=str(file)))
    wrong = [one for one in found if one.path == "stages.decide.rule.name"]
    assert [(one.line, one.nearest) for one in wrong] == [(5, "confer_by_rank")]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "window, opens, finish_by, said",
    [
        ("valid_to = 2025-08-31", "2025-09-01", "2025-12-31", "it opens on 2025-09-01, after"),
        ("valid_to = 2025-10-31", "2025-09-01", "2025-12-31", "finish by 2025-12-31, after"),
        ("valid_from = 2025-10-01", "2025-09-01", "2025-12-31", "before the text is in force"),
        ("valid_to = 2025-12-31", "2025-09-01", "2025-12-31", ""),
        ("valid_from = 2025-09-01", "2025-09-01", "2025-12-31", ""),
    ],
)
def test_an_edition_outside_the_time_in_which_its_text_is_in_force_is_warned_of(
    window, opens, finish_by, said
):
    name, _, day = window.partition(" = ")
    tables = raw(APPLY + DECIDE + THREE)
    tables["window"] = {**tables["window"], name: datetime.date.fromisoformat(day)}
    made = build(
        parse_policy(tables, FILE),
        scenario(f"opens = {opens}\nfinish_by = {finish_by}\n"),
        catalogue().rule,
        applicants(),
    )
    found = [one.en for one in made.warnings if "text" in one.en]
    assert len(found) == bool(said)
    assert all(said in one for one in found)


@pytest.mark.parametrize(
    "suspends, holds, whom",
    [
        ("false", '"unstated"', "nobody"),
        ("true", '"unstated"', "case"),
        ('"unstated"', '"unstated"', "case"),
        ("false", '"list"', "list"),
    ],
)
def test_whom_a_pending_objection_holds_follows_what_the_text_says_of_all(suspends, holds, whom):
    tables = raw(
        APPLY
        + '[stages.posted]\nkind = "notice"\nper = "batch"\nafter = ["apply"]\nduration = "5wd"\n'
        + f"[stages.posted.objection]\nopen = true\nholds = {holds}\n"
        + DECIDE
        + THREE
    )
    tables["objections"]["suspends"] = {"true": True, "false": False}.get(suspends, "unstated")
    made = build(parse_policy(tables, FILE), scenario(""), catalogue().rule, applicants())
    assert made.nodes[made.node_index["posted"]].objections.holds == whom


def test_a_cap_that_is_no_number_is_told_at_its_rule():
    shortlist = (
        '[stages.chosen]\nkind = "gate"\ntype = "SHORTLIST"\nper = "batch"\nafter = ["apply"]\n'
        'rule = { name = "top_n", at_most = { organisations = "many" } }\n'
    )
    found = only(APPLY + shortlist + DECIDE.replace('"apply"', '"chosen"') + THREE)
    assert found.path == "stages.chosen.rule"
    assert "at_most.organisations is a whole number" in found.message.en


@pytest.mark.parametrize(
    ("length", "closes"),
    [
        # Opened on Monday 1 September 2025, which does not count.
        ("10wd", "2025-09-15"),
        ("18cd", "2025-09-19"),
        ("19cd", "2025-09-22"),  # the 20th is a Saturday: Civil Code art. 203
    ],
)
def test_a_list_that_is_open_for_stated_days_closes_after_them(length, closes):
    text = f"""
        [stages.apply]
        kind = "window"
        duration = "{length}"
        closes = "unstated"
        [stages.decide]
        per = "batch"
        after = ["apply"]
        rule = {{ name = "confer_by_rank" }}
        [quotas.organisations]
        number = {{ at_most = 1 }}
        """
    made = procedure(text, "[applicants]\norganisations = 3\n")
    number = made.names["fill.stages.apply.closes"]
    assert made.inputs[number].fixed
    days = int(made.inputs[number].usual)
    assert str(made.calendar.add_workdays(datetime.date(2025, 9, 1), days)) == closes
    other = procedure(
        text, '[applicants]\norganisations = 3\n[fill]\n"stages.apply.closes" = "3wd"\n'
    )
    assert other.inputs[other.names["fill.stages.apply.closes"]].usual == 3
