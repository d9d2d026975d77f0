"""Objections: whom a pending one holds, who goes on, and when."""

import pytest
from support.procedures import applicants, by_ordinal, case_of, dates, outcomes, procedure, run

from awardsim.streams import GROUP_STEP, TRACK_ROOM

#: Two counties, and the slots of the first two applicants of each.
COUNTIES = ("east", "west")
TWO_AND_TWO = "[channels.east]\norganisations = 2\n[channels.west]\norganisations = 2\n"
EAST, WEST, EAST_TOO, WEST_TOO = 0, TRACK_ROOM, GROUP_STEP, GROUP_STEP + TRACK_ROOM
ALL = (EAST, WEST, EAST_TOO, WEST_TOO)


def text(holds: str, per: str = "batch") -> str:
    return f"""
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.list]
kind = "notice"
per = "{per}"
after = ["apply"]
duration = "5wd"
objection = {{ open = true, holds = "{holds}" }}
[stages.approve]
kind = "wait"
per = "{per}"
after = ["list"]
duration = {{ exactly = "1wd" }}
[stages.end]
kind = "gate"
per = "batch"
after = ["approve"]
"""


def chance(upheld: int, days: int, rate: int = 1) -> str:
    """Everybody or nobody is objected to; the decision takes so many days after being raised."""
    return (
        f"{TWO_AND_TWO}[chance]\nobjection = {{ list = {rate} }}\nupheld = {upheld}\n"
        f"objection_forward = 0\nobjection_reply = 0\nobjection_decide = {days}\n"
    )


def made(holds: str, upheld: int, days: int, per: str = "batch"):
    return procedure(text(holds, per), chance(upheld, days), channels=COUNTIES)


# The list is ready on Friday 12 September at 17:00, posted on Monday the 15th (day 0), and over on
# Monday the 22nd at 17:00.
POSTED, OVER = "09-15 09:00", "09-22 17:00"


def test_every_name_can_be_objected_to_while_the_notice_runs():
    procedure_, log = (one := made("nobody", 0, 1)), run(one)
    moment = procedure_.calendar.moment
    assert sorted(one[0] for one in log.objections) == [0, 1, 2, 3]
    for _, node, raised, decided, upheld in log.objections:
        assert procedure_.nodes[node].id == "list"
        assert POSTED <= f"{moment(raised):%m-%d %H:%M}" < OVER
        assert decided == procedure_.calendar.add_work(procedure_.calendar.open_after(raised), 480)
        assert upheld == 0
    calm = procedure(text("nobody"), chance(0, 1, rate=0), channels=COUNTIES)
    assert run(calm).objections == []


def test_a_notice_that_is_not_open_to_objections_hears_none():
    closed = text("list").replace("open = true", "open = false")
    plain = procedure(closed, TWO_AND_TWO, channels=COUNTIES)
    assert run(plain).objections == []


@pytest.mark.parametrize("holds", ["nobody", "case", "list"])
def test_an_objection_that_fails_during_the_notice_changes_nothing(holds):
    found = made(holds, 0, 0)
    log = run(found)
    assert dates(found, log)["list"] == (POSTED, OVER)
    assert dates(found, log)["approve"] == ("09-23 09:00", "09-23 17:00")
    assert set(outcomes(log).values()) == {"awarded"}


@pytest.mark.parametrize("holds", ["nobody", "case", "list"])
def test_an_objection_that_is_upheld_during_the_notice_puts_out_at_its_end(holds):
    found = made(holds, 1, 0)
    log = run(found)
    assert set(outcomes(log).values()) == {"objection_upheld"}
    assert {f"{found.calendar.moment(one[2]):%m-%d %H:%M}" for one in log.left} == {OVER}


def test_where_nobody_is_held_the_list_goes_on_and_the_upheld_leave_later():
    # Ten working days from being raised: after the approval, which takes the 23rd.
    found = made("nobody", 1, 10)
    log = run(found)
    assert dates(found, log)["approve"] == ("09-23 09:00", "09-23 17:00")
    # Decided too late to stop the award: it is for another procedure to revoke it.
    assert set(outcomes(log).values()) == {"awarded"}
    found = procedure(
        text("nobody").replace('exactly = "1wd"', 'exactly = "30wd"'),
        chance(1, 10),
        channels=COUNTIES,
    )
    log = run(found)
    assert set(outcomes(log).values()) == {"objection_upheld"}
    assert {found.nodes[one[1]].id for one in log.left} == {"approve"}


def test_where_the_list_is_held_all_wait_for_the_last_decision():
    found = made("list", 0, 10)
    log = run(found)
    last = max(one[3] for one in log.objections)
    listed = next(row for row in log.rows if row[1] == found.node_index["list"])
    assert listed[4] == last
    assert f"{found.calendar.moment(last):%m-%d %H:%M}" > OVER
    assert set(outcomes(log).values()) == {"awarded"}
    approve = next(row for row in log.rows if row[1] == found.node_index["approve"])
    assert approve[2] == last
    assert approve[3] == found.calendar.open_after(last)


def test_where_the_list_is_held_the_upheld_leave_and_the_rest_goes_on():
    found = procedure(
        text("list"),
        TWO_AND_TWO + "[chance]\nobjection = { list = 0.5 }\nupheld = 1\n"
        "objection_forward = 0\nobjection_reply = 0\nobjection_decide = 10\n",
        channels=COUNTIES,
    )
    seen = set()
    for replication in range(20):
        log = run(found, replication=replication)
        accused = {one[0] for one in log.objections}
        assert {case for case, one in enumerate(log.outcome) if one} == accused
        if len(accused) < 4:
            end = next(row for row in log.rows if row[1] == found.node_index["approve"])
            assert end[2] == max([one[3] for one in log.objections], default=end[2])
        seen.add(len(accused))
    assert seen >= {1, 2, 3}


def half(holds: str, days: int, per: str, upheld: float = 0.0):
    return procedure(
        text(holds, per),
        TWO_AND_TWO + f"[chance]\nobjection = {{ list = 0.5 }}\nupheld = {upheld}\n"
        f"objection_forward = 0\nobjection_reply = 0\nobjection_decide = {days}\n",
        channels=COUNTIES,
    )


def test_where_the_case_is_held_the_rest_goes_on_without_it():
    found = half("case", 10, "batch")
    seen = set()
    for replication in range(20):
        log = run(found, replication=replication)
        over = {one[0]: one[3] for one in log.objections}
        pending = {case for case, decided in over.items() if decided > ending(found, log)}
        if len(pending) < 4:
            assert dates(found, log)["approve"] == ("09-23 09:00", "09-23 17:00")
            for case, outcome in enumerate(log.outcome):
                wanted = "objection_pending" if case in pending else "awarded"
                assert log.reasons[outcome] == wanted
        seen.add(len(pending))
    assert seen >= {1, 2, 3}


def ending(found, log) -> int:
    """The end of the notice."""
    return next(row[4] for row in log.rows if row[1] == found.node_index["list"])


SLOW_WEST = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.list]
kind = "notice"
per = "channel"
after = ["apply"]
duration = "5wd"
objection = { open = true, holds = "case" }
[stages.approve]
kind = "wait"
after = ["list"]
duration = { exactly = "1wd" }
only = { channels = ["east"] }
[stages.slow]
kind = "wait"
after = ["list"]
duration = { exactly = "40wd" }
only = { channels = ["west"] }
[stages.end]
kind = "gate"
per = "batch"
after = ["approve", "slow"]
"""


def test_who_is_cleared_before_the_next_list_closes_rejoins():
    # The next list is that of the whole city; it waits for the long approval in the west.
    found = procedure(
        SLOW_WEST,
        TWO_AND_TWO + "[chance]\nobjection = { list = 0.5 }\nupheld = 0\n"
        "objection_forward = 0\nobjection_reply = 0\nobjection_decide = 10\n",
        channels=COUNTIES,
    )
    rejoined = late = 0
    for replication in range(30):
        log = run(found, replication=replication)
        over = ending(found, log)
        pending = {one[0]: one[3] for one in log.objections if one[3] > over}
        someone_in_the_west = any(
            int(log.channel[case]) == 1 and case not in pending for case in range(4)
        )
        for case, decided in pending.items():
            if not someone_in_the_west:
                late += log.reasons[log.outcome[case]] == "objection_pending"
                continue
            stage = found.node_index["approve" if log.channel[case] == 0 else "slow"]
            row = next(one for one in log.rows if one[:2] == (case, stage))
            assert row[2] == decided
            rejoined += int(log.channel[case]) == 0
            if log.channel[case] == 0:
                assert log.reasons[log.outcome[case]] == "awarded"
    assert rejoined > 10
    assert late > 0


def test_one_whose_only_neighbour_on_the_list_is_held_too_waits_with_it():
    # East has one applicant only, under objection when the notice ends: a list of nobody goes
    # nowhere, so it waits for the decision and goes on with whoever is cleared first.
    found = procedure(
        text("case", "channel"),
        "[channels.east]\norganisations = 1\n[channels.west]\norganisations = 0\n"
        "[chance]\nobjection = { list = 1 }\nupheld = 0\n"
        "objection_forward = 0\nobjection_reply = 0\nobjection_decide = 10\n",
        channels=COUNTIES,
    )
    log = run(found)
    decided = log.objections[0][3]
    approve = next(row for row in log.rows if row[1] == found.node_index["approve"])
    assert approve[2] == decided > ending(found, log)
    assert outcomes(log) == {EAST: "awarded"}


def test_one_who_waits_alone_is_out_when_the_next_deadline_passes():
    late = text("case", "channel").replace(
        'duration = { exactly = "1wd" }\n',
        'duration = { exactly = "1wd" }\ndeadline = { on = 2025-09-25, counts = "receipt", '
        'late = "out", roll = "none" }\n',
    )
    found = procedure(
        late,
        "[channels.east]\norganisations = 1\n[channels.west]\norganisations = 1\n"
        "[chance]\nobjection = { list = 1 }\nupheld = 0\n"
        "objection_forward = 0\nobjection_reply = 0\nobjection_decide = 20\n",
        channels=COUNTIES,
    )
    assert set(outcomes(run(found)).values()) == {"late"}


def test_an_upheld_objection_puts_out_one_that_is_held():
    found = half("case", 10, "batch", upheld=1.0)
    for replication in range(10):
        log = run(found, replication=replication)
        accused = {one[0]: one[3] for one in log.objections}
        over = ending(found, log)
        for case, decided in accused.items():
            left = next(one for one in log.left if one[0] == case)
            assert log.reasons[left[3]] == "objection_upheld"
            assert left[2] == max(decided, over)


def test_the_limits_of_the_text_shorten_what_is_assumed():
    limited = text("list") + (
        '[objections]\nforward = { at_most = "2wd" }\nreply = { at_most = "3wd" }\n'
    )
    found = procedure(
        limited,
        TWO_AND_TWO + "[chance]\nobjection = { list = 1 }\nobjection_forward = 9\n"
        "objection_reply = 1\nobjection_decide = 4\n",
        channels=COUNTIES,
    )
    calendar = found.calendar
    for _, _, raised, decided, _ in run(found).objections:
        # At most two to forward it; one to check it, within its three; four to decide.
        assert decided == calendar.add_work(calendar.open_after(raised), (2 + 1 + 4) * 480)


def test_a_notice_of_a_single_name_lasts_until_the_objection_is_decided():
    single = text("case", "batch").replace('per = "batch"\nafter = ["apply"]', 'after = ["apply"]')
    for upheld, outcome in ((0, "awarded"), (1, "objection_upheld")):
        found = procedure(single, chance(upheld, 10), channels=COUNTIES)
        log = run(found)
        decided = {case: minute for case, _, _, minute, _ in log.objections}
        assert set(decided) == {0, 1, 2, 3}
        for row in log.rows:
            if row[1] == found.node_index["list"]:
                assert row[4] == decided[row[0]]
        assert set(outcomes(log).values()) == {outcome}


def test_a_second_objection_holds_again():
    twice = text("list") + (
        '[stages.final]\nkind = "notice"\nper = "batch"\nafter = ["end"]\nduration = "5wd"\n'
        'objection = { open = true, holds = "list" }\n'
    )
    found = procedure(
        twice,
        TWO_AND_TWO + "[chance]\nobjection = { list = 1, final = 1 }\nupheld = 0\n"
        "objection_forward = 0\nobjection_reply = 0\nobjection_decide = 10\n",
        channels=COUNTIES,
    )
    log = run(found)
    assert len(log.objections) == 8
    for stage in ("list", "final"):
        node = found.node_index[stage]
        row = next(one for one in log.rows if one[1] == node)
        assert row[4] == max(one[3] for one in log.objections if one[1] == node)


def test_who_has_left_is_objected_to_no_more():
    found = procedure(
        text("list").replace(
            'after = ["apply"]', 'after = ["apply"]\nrule = { name = "conditions" }'
        )
        + '[conditions.years]\nrule = { name = "min_years", field = "operation", at_least = "3y" }'
        + '\n[stages.final]\nkind = "notice"\nper = "batch"\nafter = ["end"]\nduration = "5wd"\n'
        'objection = { open = true, holds = "list" }\n',
        TWO_AND_TWO + "[chance]\nobjection = { list = 0, final = 1 }\n",
        channels=COUNTIES,
        cohort=applicants(years_operation=by_ordinal(1.0, 9.0)),
    )
    log = run(found)
    accused = {one[0] for one in log.objections}
    assert accused == {case_of(log, EAST_TOO), case_of(log, WEST_TOO)}


def test_a_limit_in_calendar_days_counts_every_day():
    limited = text("list") + (
        '[objections]\nforward = { at_most = "2wd" }\nreply = { at_most = "3cd" }\n'
    )
    found = procedure(
        limited,
        TWO_AND_TWO + "[chance]\nobjection = { list = 1 }\nobjection_forward = 1\n"
        "objection_reply = 9\nobjection_decide = 4\n",
        channels=COUNTIES,
    )
    calendar = found.calendar
    objections = run(found).objections
    assert objections
    for _, _, raised, decided, _ in objections:
        forwarded = calendar.add_work(calendar.open_after(raised), 480)
        checked = forwarded + 3 * 1440
        assert decided == calendar.add_work(calendar.open_after(checked), 4 * 480)


def test_a_limit_in_hours_is_that_of_a_working_day():
    found = procedure(
        text("list") + '[objections]\nforward = { at_most = "4h" }\n',
        TWO_AND_TWO + "[chance]\nobjection = { list = 1 }\nobjection_forward = 9\n"
        "objection_reply = 0\nobjection_decide = 0\n",
        channels=COUNTIES,
    )
    calendar = found.calendar
    for _, _, raised, decided, _ in run(found).objections:
        assert decided == calendar.add_work(calendar.open_after(raised), 240)


def test_a_list_that_opens_later_takes_those_who_are_cleared_before():
    half = chance(0, 3).replace("list = 1 ", "list = 0.5 ")
    later = text("case").replace(
        'per = "batch"\nafter = ["list"]', 'per = "batch"\nafter = ["list"]\nopens = 2025-10-20'
    )
    seen = {"at once": set(), "later": set()}
    for name, stages in (("at once", text("case")), ("later", later)):
        one = procedure(stages, half, channels=COUNTIES)
        for number in range(20):
            log = run(one, replication=number)
            seen[name].update(outcomes(log).values())
            if name == "later" and log.outcome:
                # Approved on the day it opens, whoever was cleared last.
                assert dates(one, log)["approve"] == ("10-20 09:00", "10-20 17:00")
    assert "objection_pending" in seen["at once"]
    assert seen["later"] == {"awarded"}
