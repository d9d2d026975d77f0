"""Who works on what, and when: pools, panels of several reviewers, stages that open later."""

import pytest
from support.procedures import applicants, by_ordinal, dates, passages, procedure, run

APPLY = """
[stages.apply]
kind = "window"
closes = 2025-09-03
"""


def spans(made, log, stage):
    """Start and finish of every visit of a stage, in order, as ``01 09:00``."""
    return sorted(
        (f"{one.started:%d %H:%M}", f"{one.finished:%d %H:%M}")
        for one in passages(made, log, stage)
    )


def test_a_pool_serves_one_file_per_person_at_a_time():
    made = procedure(
        APPLY + '[stages.check]\nkind = "work"\nafter = ["apply"]',
        '[applicants]\norganisations = 5\n[people]\noffice = 2\n[durations]\ncheck = "3h"',
    )
    # Two at 09:00 and at 12:00, the fifth at 15:00: its last hour is on the next morning.
    assert spans(made, run(made), "check") == [
        ("01 09:00", "01 12:00"),
        ("01 09:00", "01 12:00"),
        ("01 12:00", "01 15:00"),
        ("01 12:00", "01 15:00"),
        ("01 15:00", "02 10:00"),
    ]


def test_each_county_has_people_of_its_own():
    made = procedure(
        APPLY + '[stages.check]\nkind = "work"\nbody = "county"\nafter = ["apply"]',
        "[channels.east]\norganisations = 2\ncounty = 1\n[channels.west]\norganisations = 2\n"
        'county = 2\n[durations]\ncheck = "8h"',
        channels=("east", "west"),
    )
    log = run(made)
    finished = {"east": [], "west": []}
    for row in log.rows:
        if made.nodes[row[1]].id == "check":
            county = made.channels[int(log.channel[row[0]])]
            finished[county].append(f"{made.calendar.moment(row[4]):%d %H:%M}")
    assert finished == {"east": ["01 17:00", "02 17:00"], "west": ["01 17:00", "01 17:00"]}


def test_a_body_works_only_on_the_days_on_which_it_is_there():
    stages = APPLY + '[stages.check]\nkind = "work"\nafter = ["apply"]'
    assumed = '[applicants]\norganisations = 1\n[people]\noffice = 1\n[durations]\ncheck = "12h"\n'
    made = procedure(stages, assumed + "[bodies.office]\naway = [2025-09-01, 2025-09-03]")
    assert spans(made, run(made), "check") == [("02 09:00", "04 13:00")]
    made = procedure(stages, assumed + "[bodies.office]\navailable = [2025-09-05, 2025-09-09]")
    assert spans(made, run(made), "check") == [("05 09:00", "09 13:00")]


REVIEW = """
[stages.review]
kind = "work"
body = "reviewers"
after = ["apply"]
reviewers = 2
"""
TWO_DAYS = '[applicants]\norganisations = 4\n[durations]\nreview = "8h"\n'


def test_a_file_is_reviewed_when_the_last_of_its_reviewers_has_finished():
    made = procedure(
        APPLY + REVIEW,
        '[applicants]\norganisations = 3\n[durations]\nreview = "8h"\n[people]\nreviewers = 4\n'
        '[bodies.reviewers]\nassignment = "pool"',
    )
    # Four reviewers, two per file: two files on the first day, the third on the second.
    assert spans(made, run(made), "review") == [
        ("01 09:00", "01 17:00"),
        ("01 09:00", "01 17:00"),
        ("02 09:00", "02 17:00"),
    ]


@pytest.mark.parametrize("assignment", ["pool", "balanced", "random"])
def test_nobody_reviews_the_same_file_twice(assignment):
    made = procedure(
        APPLY + REVIEW,
        f'{TWO_DAYS}[people]\nreviewers = 2\n[bodies.reviewers]\nassignment = "{assignment}"',
    )
    # Two reviewers who both see all four files: four working days whatever the assignment.
    assert max(spans(made, run(made), "review"))[1] == "04 17:00"


def test_files_dealt_in_turn_wait_for_their_own_reviewers():
    stages = APPLY + REVIEW.replace("reviewers = 2", "reviewers = 1")
    assumed = (
        "[applicants]\norganisations = 3\n[people]\nreviewers = 2\n"
        '[durations]\nreview = { distribution = "uniform", least = "1h", most = "9h" }\n'
        '[bodies.reviewers]\nassignment = "%s"'
    )
    worked = {}
    for assignment in ("pool", "balanced"):
        made = procedure(stages, assumed % assignment)
        log = run(made, seed=2)
        rows = [row for row in log.rows if made.nodes[row[1]].id == "review"]
        minutes = {row[0]: made.calendar.work_between(row[3], row[4]) for row in rows}
        third = next(row for row in rows if row[0] == 2)
        waited_for = min(minutes[0], minutes[1]) if assignment == "pool" else minutes[0]
        assert made.calendar.work_between(0, third[3]) == waited_for
        worked[assignment] = minutes
    assert worked["pool"] == worked["balanced"]
    assert worked["pool"][1] < worked["pool"][0]  # else the two would be the same


def test_people_who_review_in_pairs_can_also_work_alone():
    made = procedure(
        APPLY
        + REVIEW
        + '[stages.report]\nkind = "work"\nper = "batch"\nbody = "reviewers"\nafter = ["review"]\n'
        '[stages.visit]\nkind = "work"\nbody = "reviewers"\nafter = ["report"]',
        '[applicants]\norganisations = 2\n[people]\nreviewers = 2\n[durations]\nreview = "4h"\n'
        'report = "8h"\nvisit = "2h"',
    )
    assert dates(made, run(made)) == {
        "apply": ("09-01 09:00", "09-01 09:00"),
        "review": ("09-01 09:00", "09-01 17:00"),  # both see both files
        "report": ("09-04 09:00", "09-04 17:00"),  # one of them; the list closes on the 3rd
        "visit": ("09-05 09:00", "09-05 11:00"),  # one file each
    }


def test_a_stage_that_opens_later_keeps_nobody_busy_before():
    made = procedure(
        APPLY + '[stages.check]\nkind = "work"\nafter = ["apply"]\nonly = { channels = ["east"] }\n'
        "opens = 2025-09-10\n"
        '[stages.other]\nkind = "work"\nafter = ["apply"]\nonly = { channels = ["west"] }',
        "[channels.east]\norganisations = 1\n[channels.west]\norganisations = 1\n"
        '[people]\noffice = 1\n[durations]\ncheck = "8h"\nother = "8h"',
        channels=("east", "west"),
    )
    assert dates(made, run(made)) == {
        "apply": ("09-01 09:00", "09-01 09:00"),
        "other": ("09-01 09:00", "09-01 17:00"),
        "check": ("09-10 09:00", "09-10 17:00"),
    }


def test_a_gate_opens_on_its_day():
    made = procedure(
        APPLY
        + '[stages.one]\nkind = "gate"\nafter = ["apply"]\nopens = 2025-09-10\n'
        + '[stages.all]\nkind = "gate"\nper = "batch"\nafter = ["one"]\nopens = 2025-09-12',
        "[applicants]\norganisations = 2",
    )
    log = run(made)
    assert dates(made, log)["one"] == ("09-10 09:00", "09-10 09:00")
    assert dates(made, log)["all"] == ("09-12 09:00", "09-12 09:00")


def test_who_has_left_takes_nobodys_time():
    made = procedure(
        APPLY
        + '[stages.check]\nkind = "work"\nafter = ["apply"]\n'
        + 'deadline = { on = 2025-09-01, counts = "completion", late = "out", roll = "none" }',
        '[applicants]\norganisations = 3\n[people]\noffice = 1\n[durations]\ncheck = "6h"',
    )
    log = run(made)
    assert [log.reasons[one] for one in log.outcome] == ["awarded", "late", "late"]
    # The second file is on the desk when the day ends and is finished; the third is not begun.
    assert log.busy["office"] == 2 * 360


@pytest.mark.parametrize("kind", ["work", "wait", "gate"])
def test_further_material_may_be_asked_for_at_any_stage(kind):
    made = procedure(
        APPLY
        + f'[stages.check]\nkind = "{kind}"\nafter = ["apply"]\nbody = "office"\n'
        + 'supplement = { within = "2wd", rounds = 1 }',
        "[applicants]\norganisations = 1\n"
        + ("[people]\noffice = 1\n" if kind == "work" else "")
        + ('[durations]\ncheck = "8h"\n' if kind != "gate" else ""),
        cohort=applicants(complete=False),
    )
    # Monday 1 September: checked; two working days for the material; checked again on the 4th.
    finished = [f"{one.finished:%d %H:%M}" for one in passages(made, run(made), "check")]
    assert finished == (["01 17:00", "04 17:00"] if kind != "gate" else ["01 09:00", "02 17:00"])


def test_a_panel_asks_for_further_material_and_sees_the_file_again():
    made = procedure(
        APPLY + REVIEW + 'supplement = { within = "1wd", rounds = 1 }',
        '[applicants]\norganisations = 1\n[people]\nreviewers = 3\n[durations]\nreview = "8h"',
        cohort=applicants(complete=False),
    )
    assert spans(made, run(made), "review") == [("01 09:00", "01 17:00"), ("03 09:00", "03 17:00")]


def test_each_track_takes_its_own_time_from_its_own_distribution():
    made = procedure(
        APPLY + '[stages.visit]\nkind = "work"\nbody = "teams"\nafter = ["apply"]',
        "[applicants]\norganisations = 1\nindividuals = 1\n[people]\nteams = 2\n"
        '[durations.visit]\norganisations = "3wd"\n'
        'individuals = { distribution = "constant", value = "2wd" }',
        tracks=("organisations", "individuals"),
    )
    assert spans(made, run(made), "visit") == [("01 09:00", "02 17:00"), ("01 09:00", "03 17:00")]


def test_the_decisions_of_counties_take_their_own_time_each():
    made = procedure(
        APPLY + '[stages.opinion]\nkind = "meeting"\nper = "channel"\nbody = "county_group"\n'
        'after = ["apply"]',
        "[channels.east]\norganisations = 1\n[channels.west]\norganisations = 1\n"
        '[meetings]\ncounty_group_days = { distribution = "uniform", least = "1wd", most = "9wd" }',
        channels=("east", "west"),
    )
    east, west = spans(made, run(made), "opinion")
    assert east != west


def test_hours_of_a_decision_are_hours():
    made = procedure(
        APPLY + '[stages.sign]\nkind = "meeting"\nper = "batch"\nbody = "government"\n'
        'after = ["apply"]',
        "[applicants]\norganisations = 1\n"
        '[meetings]\ngovernment_hours = { distribution = "constant", value = "4h" }',
    )
    assert dates(made, run(made))["sign"] == ("09-04 09:00", "09-04 13:00")


def test_what_lasts_beyond_the_calendar_stops_nobody_else():
    made = procedure(
        APPLY + '[stages.wait]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.end]\nkind = "gate"\nafter = ["wait"]',
        "[applicants]\norganisations = 6000\n"
        '[durations]\nwait = { distribution = "exponential", mean = "80wd" }',
    )
    # The calendar ends on 31 December 2027, some 580 working days on: more than one case in a
    # thousand needs, but not than all of 6000.
    log = run(made)
    ended = [log.reasons[one] for one in log.outcome]
    assert 0 < ended.count("inside") < 30
    assert ended.count("awarded") + ended.count("inside") == 6000


def test_an_edition_opens_with_a_notice_that_all_wait_for():
    made = procedure(
        '[stages.call]\ntype = "CALL"\nkind = "notice"\nper = "batch"\nduration = "5wd"\n'
        + APPLY.replace("09-03", "09-30")
        + 'after = ["call"]',
        "[applicants]\norganisations = 2",
        cohort=applicants(start=by_ordinal(0.0, 0.5)),
    )
    log = run(made)
    # Posted on Monday 1 September, day 0; five working days end on Monday the 8th.
    assert dates(made, log)["call"] == ("09-01 09:00", "09-08 17:00")
    assert passages(made, log, "apply")[0].started.strftime("%m-%d %H:%M") == "09-09 09:00"


TWO_DAYS_HERE = "available = [2025-09-01, 2025-09-02]\n"


@pytest.mark.parametrize("assignment", ["pool", "balanced", "random"])
def test_files_for_which_a_panel_has_no_days_left_are_not_reviewed(assignment):
    made = procedure(
        APPLY + REVIEW,
        '[applicants]\norganisations = 9\n[people]\nreviewers = 2\n[durations]\nreview = "8h"\n'
        f'[bodies.reviewers]\nassignment = "{assignment}"\n{TWO_DAYS_HERE}',
    )
    log = run(made)
    assert [end for _, end in spans(made, log, "review")] == ["01 17:00", "02 17:00"]
    assert [log.reasons[one] for one in log.outcome].count("inside") == 7
    assert log.busy["reviewers"] == 4 * 480


def test_files_for_which_a_pool_has_no_days_left_are_not_checked():
    made = procedure(
        APPLY + '[stages.check]\nkind = "work"\nafter = ["apply"]',
        '[applicants]\norganisations = 9\n[people]\noffice = 1\n[durations]\ncheck = "8h"\n'
        f"[bodies.office]\n{TWO_DAYS_HERE}",
    )
    log = run(made)
    assert [end for _, end in spans(made, log, "check")] == ["01 17:00", "02 17:00"]
    assert log.busy["office"] == 2 * 480


@pytest.mark.parametrize("body", ["office", "reviewers"])
def test_who_waits_for_the_last_days_moves_up_behind_those_who_are_put_out(body):
    alone = "reviewers = 1\n" if body == "reviewers" else ""
    stage = (
        '[stages.{0}]\nkind = "work"\nafter = ["apply"]\nbody = "{1}"\n'
        'only = {{ channels = ["{2}"] }}\n{3}'
    )
    made = procedure(
        APPLY
        + stage.format("first", body, "east", alone)
        + 'deadline = { on = 2025-09-01, counts = "completion", late = "out", roll = "none" }\n'
        + stage.format("second", body, "west", alone),
        "[channels.east]\norganisations = 9\n[channels.west]\norganisations = 2\n"
        f'[people]\n{body} = 1\n[durations]\nfirst = "8h"\nsecond = "8h"\n'
        f"[bodies.{body}]\n{TWO_DAYS_HERE}",
        channels=("east", "west"),
        cohort=applicants(lot=by_ordinal(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
    )
    log = run(made)
    assert len(spans(made, log, "first")) + len(spans(made, log, "second")) == 2
    assert spans(made, log, "second")
    assert log.busy[body] == 2 * 480


# ---- what the text says of a time ----------------------------------------------------------

SPREAD = "[applicants]\norganisations = 20\n[chance]\nspread = 0.5\n[people]\noffice = 20\n"


def days_of(made, stage="check"):
    """Working days that the visits of a stage take."""
    rows = [row for row in run(made).rows if made.nodes[row[1]].id == stage]
    assert rows
    return [made.calendar.work_between(row[3], row[4]) / 480 for row in rows]


@pytest.mark.parametrize("kind", ["work", "wait"])
def test_a_time_that_the_text_states_is_the_same_for_every_file(kind):
    made = procedure(
        APPLY + f'[stages.check]\nkind = "{kind}"\nafter = ["apply"]\nbody = "office"\n'
        'duration = { exactly = "3wd" }',
        SPREAD if kind == "work" else SPREAD.partition("[people]")[0],
    )
    assert set(days_of(made)) == {3}


@pytest.mark.parametrize("kind", ["work", "wait"])
@pytest.mark.parametrize("per", ["case", "channel", "batch"])
def test_no_time_is_below_a_floor_or_above_a_ceiling_of_the_text(kind, per):
    people = SPREAD if kind == "work" else SPREAD.partition("[people]")[0]
    for assumed in ('"4wd"', '{ distribution = "uniform", least = "1wd", most = "8wd" }'):
        for bound, least, most in (("at_least", 5, 9), ("at_most", 0, 3)):
            made = procedure(
                APPLY + f'[stages.check]\nkind = "{kind}"\nafter = ["apply"]\nper = "{per}"\n'
                f'body = "office"\nduration = {{ {bound} = "{least or most}wd" }}',
                f"{people}[durations]\ncheck = {assumed}\n",
            )
            days = days_of(made)
            assert least <= min(days)
            assert max(days) <= most


def test_calendar_days_of_the_text_bound_working_days_at_five_to_seven():
    made = procedure(
        APPLY + '[stages.check]\nkind = "wait"\nafter = ["apply"]\nduration = { at_most = "14cd" }',
        '[applicants]\norganisations = 1\n[durations]\ncheck = "30wd"\n',
    )
    assert days_of(made) == [10]


def test_further_material_within_calendar_days_comes_after_so_many():
    made = procedure(
        APPLY + '[stages.check]\nkind = "wait"\nafter = ["apply"]\n'
        'supplement = { within = "7cd", rounds = 1 }',
        '[applicants]\norganisations = 1\n[durations]\ncheck = "8h"\n',
        cohort=applicants(complete=False),
    )
    # Checked on Monday 1 September; seven days later, on the 8th at 17:00, all has come.
    finished = [f"{one.finished:%d %H:%M}" for one in passages(made, run(made), "check")]
    assert finished == ["01 17:00", "09 17:00"]
