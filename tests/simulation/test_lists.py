"""When a list closes, who is on it, and who has missed it."""

from support.procedures import (
    applicants,
    by_ordinal,
    case_of,
    dates,
    outcomes,
    passages,
    procedure,
    run,
)

from awardsim.streams import GROUP_STEP, TRACK_ROOM

#: Slots of the first two of each county, in a text with one track.
EAST, WEST = 0, TRACK_ROOM
EAST_TOO, WEST_TOO = GROUP_STEP, GROUP_STEP + TRACK_ROOM

APPLY = """
[stages.apply]
kind = "window"
closes = 2025-09-12
"""
COUNTY = """
[stages.county]
kind = "wait"
per = "channel"
after = ["apply"]
"""
TWO_AND_TWO = "[channels.east]\norganisations = 2\n[channels.west]\norganisations = 2\n"
COUNTIES = ("east", "west")


def test_a_county_waits_for_the_closing_date_even_if_all_its_applicants_came_early():
    made = procedure(
        APPLY + COUNTY,
        TWO_AND_TWO + '[durations]\ncounty = "1wd"',
        channels=COUNTIES,
        cohort=applicants(start=0.0),
    )
    log = run(made)
    assert dates(made, log)["apply"] == ("09-01 09:00", "09-01 09:00")
    # Friday the 12th closes at 17:00: both lists are ready then, and are dealt with on Monday.
    lists = passages(made, log, "county")
    assert [f"{one.arrived:%m-%d %H:%M}" for one in lists] == ["09-12 17:00"] * 2
    assert [f"{one.started:%m-%d %H:%M}" for one in lists] == ["09-15 09:00"] * 2


def test_a_county_whose_last_file_is_ready_later_closes_its_list_then():
    made = procedure(
        APPLY + '[stages.check]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.county]\nkind = "gate"\nper = "channel"\nafter = ["check"]',
        TWO_AND_TWO
        + '[durations]\ncheck = { distribution = "uniform", least = "1wd", most = "20wd" }',
        channels=COUNTIES,
    )
    log = run(made)
    closing = made.moments(log.values)[0]
    county = made.node_index["county"]
    for channel in (0, 1):
        ready = [
            row[4]
            for row in log.rows
            if made.nodes[row[1]].id == "check" and log.channel[row[0]] == channel
        ]
        listed = [row for row in log.rows if row[:2] == (-1 - channel, county)]
        assert [row[2] for row in listed] == [max(closing, *ready)]


def test_the_late_leave_at_the_closing_date_and_the_list_goes_on_without_them():
    made = procedure(
        APPLY + COUNTY,
        TWO_AND_TWO + '[durations]\ncounty = "1wd"',
        channels=COUNTIES,
        cohort=applicants(start=by_ordinal(0.0, 1.25)),  # the second of each begins too late
    )
    log = run(made)
    assert outcomes(log) == {
        EAST: "awarded", WEST: "awarded", EAST_TOO: "late", WEST_TOO: "late",
    }  # fmt: skip
    assert {made.calendar.moment(one[2]).strftime("%m-%d %H:%M") for one in log.left} == {
        "09-12 17:00"
    }


def test_who_is_not_received_by_the_deadline_is_out():
    made = procedure(
        APPLY + COUNTY + 'deadline = { on = 2025-09-16, counts = "receipt", late = "out", '
        'roll = "none" }\n[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["county"]',
        TWO_AND_TWO
        + '[durations]\ncounty = { distribution = "uniform", least = "0cd", most = "8cd" }',
        channels=COUNTIES,
    )
    seen = set()
    for replication in range(20):
        log = run(made, replication=replication)
        limit = log.moments[-1 - made.node_index["county"]]
        assert made.calendar.moment(limit).strftime("%m-%d %H:%M") == "09-16 23:59"
        # The mail is on its way from Friday 12 September, 17:00.
        arrives = {
            channel: 11 * 1440 + 1020 + made_minutes
            for channel, made_minutes in enumerate(transit(made, log))
        }
        for case, outcome in enumerate(log.outcome):
            in_time = arrives[int(log.channel[case])] <= limit
            assert log.reasons[outcome] == ("awarded" if in_time else "late")
            seen.add(in_time)
    assert seen == {True, False}


def transit(made, log):
    """Minutes that the mail of each county takes; those of the late are not in the log."""
    county = made.node_index["county"]
    known = {-1 - row[0]: row[4] - row[3] for row in log.rows if row[1] == county}
    return [known.get(channel, 10**6) for channel in range(2)]


def test_a_deadline_that_is_only_noted_puts_nobody_out():
    made = procedure(
        APPLY + COUNTY + 'deadline = { on = 2025-09-15, counts = "receipt", late = "noted", '
        'roll = "none" }',
        TWO_AND_TWO + '[durations]\ncounty = "6cd"',
        channels=COUNTIES,
    )
    log = run(made)
    assert set(outcomes(log).values()) == {"awarded"}
    assert dates(made, log)["county"][1] == "09-18 17:00"


def test_what_is_posted_by_the_deadline_counts_where_the_postmark_does():
    stage = COUNTY + 'deadline = { on = 2025-09-13, counts = "%s", late = "out", roll = "none" }\n'
    end = '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["county"]'
    assumed = TWO_AND_TWO + '[durations]\ncounty = "3cd"'
    log = run(procedure(APPLY + stage % "receipt" + end, assumed, channels=COUNTIES))
    assert set(outcomes(log).values()) == {"late"}
    made = procedure(APPLY + stage % "postmark" + end, assumed, channels=COUNTIES)
    log = run(made)
    assert set(outcomes(log).values()) == {"awarded"}
    assert dates(made, log)["end"][0] == "09-15 17:00"  # sent on Friday the 12th at 17:00


def test_what_is_posted_after_the_deadline_is_late_all_the_same():
    made = procedure(
        APPLY
        + '[stages.check]\nkind = "wait"\nper = "channel"\nafter = ["apply"]\n'
        + COUNTY.replace('"apply"', '"check"')
        + 'deadline = { on = 2025-09-13, counts = "postmark", late = "out", roll = "none" }',
        TWO_AND_TWO + '[durations]\ncheck = "3wd"\ncounty = "1cd"',
        channels=COUNTIES,
    )
    assert set(outcomes(run(made)).values()) == {"late"}


def test_by_default_mail_takes_as_long_whichever_of_its_dates_counts():
    stage = COUNTY + 'deadline = { on = 2025-09-30, counts = "%s", late = "out", roll = "none" }\n'
    ends = set()
    for counts in ("receipt", "postmark"):
        made = procedure(APPLY + stage % counts, TWO_AND_TWO, channels=COUNTIES)
        assert made.inputs[made.names["durations.county"]].unit == "cd"
        ends.add(dates(made, run(made))["county"])
    assert len(ends) == 1


def test_a_list_with_a_closing_date_of_its_own_leaves_out_only_who_is_not_on_it():
    made = procedure(
        APPLY + '[stages.check]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.list]\nkind = "gate"\nper = "channel"\nafter = ["check"]\ncloses = 2025-09-15',
        "[channels.east]\norganisations = 3\n[channels.west]\norganisations = 3\n"
        '[durations]\ncheck = { distribution = "uniform", least = "1wd", most = "20wd" }',
        channels=COUNTIES,
    )
    seen = set()
    for replication in range(20):
        log = run(made, replication=replication)
        checked = {row[0] for row in log.rows if made.nodes[row[1]].id == "check"}
        in_time = {
            row[0]
            for row in log.rows
            if made.nodes[row[1]].id == "check" and row[4] <= log.moments[2]
        }
        for case, outcome in enumerate(log.outcome):
            assert log.reasons[outcome] == ("awarded" if case in in_time else "missed_list")
        assert {row[2] for row in log.rows if row[1] == 2} <= {log.moments[2]}
        seen |= {len(in_time) == 6, len(checked) < 6}
    assert seen == {True, False}


def test_what_happens_at_the_very_minute_of_a_date_is_in_time():
    # Five working days from Monday the 1st end on Friday the 5th at 17:00, when all closes.
    text = APPLY + (
        '[stages.check]\nkind = "wait"\nafter = ["apply"]\nduration = { exactly = "5wd" }\n%s'
        '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["check"]\n%s'
    )
    closes = "closes = 2025-09-05\n"
    for own, its in ((closes, ""), ("", closes)):
        found = outcomes(run(procedure(text % (own, its), "[applicants]\norganisations = 2\n")))
        assert set(found.values()) == {"awarded"}
    late = text.replace('exactly = "5wd"', 'exactly = "41h"')
    for own, its, reason in ((closes, "", "late"), ("", closes, "missed_list")):
        found = outcomes(run(procedure(late % (own, its), "[applicants]\norganisations = 2\n")))
        assert set(found.values()) == {reason}


def test_a_list_that_nobody_is_on_takes_nobodys_time():
    made = procedure(
        APPLY + '[stages.county]\nkind = "work"\nbody = "county"\nper = "channel"\n'
        'after = ["apply"]',
        "[channels.east]\norganisations = 1\ncounty = 1\n[channels.west]\norganisations = 0\n"
        'county = 1\n[durations]\ncounty = "1wd"',
        channels=COUNTIES,
    )
    log = run(made)
    assert [row[0] for row in log.rows if row[1] == 1] == [-1]
    assert log.busy["county"] == 480


def test_without_any_applicant_nothing_happens_and_nothing_fails():
    made = procedure(
        APPLY + COUNTY + '[stages.end]\nkind = "meeting"\nper = "batch"\nafter = ["county"]\n'
        'rule = { name = "confer_by_rank" }\n[quotas.organisations]\nnumber = { at_most = 3 }',
        "[channels.east]\norganisations = 0\n[channels.west]\norganisations = 0\n",
        channels=COUNTIES,
    )
    log = run(made)
    assert (log.rows, log.left, log.outcome, log.stalls) == ([], [], [], [])


def test_a_committee_that_meets_no_more_is_a_stall_with_the_name_of_what_waits():
    made = procedure(
        APPLY + '[stages.decide]\nkind = "meeting"\nper = "batch"\nafter = ["apply"]\n'
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["decide"]',
        "[applicants]\norganisations = 2\n[meetings]\ngroup = [2025-09-04, 2025-09-11]",
    )
    log = run(made)
    # The list is ready at the close of the 12th, a day after the last meeting.
    assert log.stalls == [(-1, made.node_index["decide"], 11 * 1440 + 1020)]
    assert set(outcomes(log).values()) == {"inside"}
    assert "end" not in dates(made, log)


def test_a_stall_of_one_county_holds_up_the_batch_but_not_the_other_county():
    made = procedure(
        APPLY + '[stages.check]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.opinion]\nkind = "meeting"\nbody = "county_group"\nper = "channel"\n'
        'after = ["check"]\n[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["opinion"]',
        "[channels.east]\norganisations = 1\n[channels.west]\norganisations = 1\n"
        '[durations]\ncheck = { distribution = "uniform", least = "1wd", most = "99wd" }\n'
        "[meetings]\ncounty_group = [2025-10-15]",
        channels=COUNTIES,
    )
    stalled = set()
    for replication in range(30):
        log = run(made, replication=replication)
        ready = {int(log.channel[row[0]]): row[4] for row in log.rows if row[1] == 1}
        meeting = 44 * 1440 + 540
        late = {-1 - channel for channel in (0, 1) if ready[channel] > meeting}
        assert {stall[0] for stall in log.stalls} == late
        stalled.add(len(late))
        if late:
            assert "end" not in dates(made, log)
            assert set(outcomes(log).values()) == {"inside"}
    assert stalled >= {0, 1}


def test_withdrawing_applicants_keep_no_list_waiting():
    made = procedure(
        APPLY + COUNTY + '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["county"]',
        TWO_AND_TWO + '[durations]\ncounty = "1wd"\n[chance]\nwithdrawal = 0.5',
        channels=COUNTIES,
    )
    left = 0
    for replication in range(30):
        log = run(made, replication=replication)
        assert set(outcomes(log).values()) <= {"awarded", "withdrawn"}
        left += sum(1 for one in log.left if log.reasons[one[3]] == "withdrawn")
    assert 40 < left < 80  # about half of 120


def test_an_applicant_at_several_places_is_put_out_at_the_deadline_of_any():
    made = procedure(
        APPLY + '[stages.opinion]\nkind = "wait"\nafter = ["apply"]\n'
        'deadline = { on = 2025-09-16, counts = "receipt", late = "out", roll = "none" }\n'
        '[stages.check]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["opinion", "check"]',
        '[applicants]\norganisations = 2\n[durations]\nopinion = "99wd"\ncheck = "1wd"',
    )
    assert set(outcomes(run(made)).values()) == {"late"}


def test_an_applicant_on_two_branches_goes_on_when_both_are_done():
    made = procedure(
        APPLY + '[stages.slow]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.fast]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.both]\nkind = "gate"\nafter = ["slow", "fast"]',
        '[applicants]\norganisations = 1\n[durations]\nslow = "5wd"\nfast = "2wd"',
    )
    log = run(made)
    assert dates(made, log)["both"] == dates(made, log)["slow"][1:] * 2


def test_who_fails_on_one_branch_keeps_no_list_of_the_other_waiting():
    made = procedure(
        APPLY.replace("09-12", "09-03") + '[stages.county]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.county_list]\nkind = "gate"\nper = "batch"\nafter = ["county"]\n'
        '[stages.check]\nkind = "wait"\nafter = ["apply"]\nrule = { name = "conditions" }\n'
        '[stages.check_list]\nkind = "gate"\nper = "batch"\nafter = ["check"]\n'
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["county_list", "check_list"]\n'
        '[conditions.years]\nrule = { name = "min_years", field = "operation", at_least = "3y" }',
        '[applicants]\norganisations = 3\n[durations]\ncounty = "9wd"\ncheck = "5wd"',
        cohort=applicants(years_operation=by_ordinal(1.0, 5.0)),
    )
    log = run(made)
    assert list(outcomes(log).values()) == ["years", "awarded", "awarded"]
    assert dates(made, log)["check_list"][0] == "09-05 17:00"
    assert dates(made, log)["county_list"][0] == "09-11 17:00"


def test_who_fails_at_once_on_one_branch_keeps_no_list_of_the_other_waiting():
    made = procedure(
        APPLY + '[stages.county]\nkind = "gate"\nafter = ["apply"]\n'
        '[stages.county_list]\nkind = "gate"\nper = "batch"\nafter = ["county"]\n'
        '[stages.check]\nkind = "gate"\nafter = ["apply"]\nrule = { name = "conditions" }\n'
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["county_list", "check"]\n'
        '[conditions.years]\nrule = { name = "min_years", field = "operation", at_least = "3y" }',
        "[applicants]\norganisations = 3",
        cohort=applicants(years_operation=by_ordinal(1.0, 5.0)),
    )
    assert list(outcomes(run(made)).values()) == ["years", "awarded", "awarded"]


def test_a_list_that_parts_goes_both_ways_without_those_who_leave_on_one():
    made = procedure(
        APPLY + '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
        '[stages.check]\nkind = "gate"\nafter = ["list"]\nrule = { name = "conditions" }\n'
        '[stages.notice]\nkind = "notice"\nper = "batch"\nafter = ["list"]\n'
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["check", "notice"]\n'
        '[conditions.years]\nrule = { name = "min_years", field = "operation", at_least = "3y" }',
        "[applicants]\norganisations = 3",
        cohort=applicants(years_operation=by_ordinal(1.0, 5.0)),
    )
    log = run(made)
    assert list(outcomes(log).values()) == ["years", "awarded", "awarded"]
    assert dates(made, log)["end"][0] == dates(made, log)["notice"][1]


def test_an_applicant_is_awarded_at_the_last_end_of_its_route():
    made = procedure(
        APPLY + '[stages.feedback]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.award]\nkind = "wait"\nafter = ["apply"]\ntype = "AWARD"',
        '[applicants]\norganisations = 2\n[durations]\nfeedback = "1wd"\naward = "3wd"',
    )
    log = run(made)
    assert dates(made, log)["award"][1] == "09-03 17:00"
    assert set(outcomes(log).values()) == {"awarded"}


def test_a_side_branch_that_ends_first_awards_nobody():
    made = procedure(
        APPLY + '[stages.feedback]\nkind = "gate"\nafter = ["apply"]\n'
        '[stages.decide]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
        'rule = { name = "confer_by_rank" }\n[quotas.organisations]\nnumber = { at_most = 1 }',
        "[applicants]\norganisations = 3",
        cohort=applicants(merit=by_ordinal(400.0, 600.0, 500.0)),
    )
    log = run(made)
    assert sorted(outcomes(log).values()) == ["awarded", "below_cut", "below_cut"]


def test_a_trait_that_nobody_has_leaves_its_stage_empty():
    made = procedure(
        APPLY + '[stages.parent]\nkind = "notice"\nafter = ["apply"]\n'
        'only = { traits = ["branch"] }\n'
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["apply", "parent"]',
        "[applicants]\norganisations = 2",
        cohort=applicants(trait_branch=by_ordinal(True, False)),
    )
    log = run(made)
    assert [one.case for one in passages(made, log, "parent")] == [case_of(log, 0)]
    made = procedure(
        APPLY + '[stages.parent]\nkind = "notice"\nafter = ["apply"]\n'
        'only = { traits = ["top_manager"] }',
        "[applicants]\norganisations = 2",
    )
    assert passages(made, run(made), "parent") == []
