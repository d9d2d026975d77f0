"""The schedule of two texts together: a run keeps to it to the minute."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.nested import INNER, OUTER, nested
from support.procedures import dates, run, scheduled

from awardsim.analysis.latest import count_back
from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import Case, forward, latest_finishes, usual_values

EVERYWHERE = "".join(
    f"[channels.{name}]\norganisations = 1\n" for name in ("hill", "lake", "wood", "west", "north")
)


def compare(made: Procedure) -> int:
    """Check every row of a run against the schedule's step; gives how many there are."""
    log = run(made)
    steps = forward(made, usual_values(made)).steps
    for case, node, _, started, finished, *_ in log.rows:
        unit = None if case < 0 else Case(0, int(log.channel[case]))
        step = steps[node, -1 - case if unit is None else unit.channel, unit]
        assert (step.started, step.finished) == (started, finished), made.nodes[node].id
    listed = {(row[0], row[1]) for row in log.rows if row[0] < 0}
    assert listed == {(-1 - channel, node) for node, channel, unit in steps if unit is None}
    return len(log.rows)


def test_the_forward_pass_has_the_dates_that_are_counted_on_paper():
    made = nested(EVERYWHERE)
    found = scheduled(made)
    # As in the run: see tests/simulation/test_nesting.py.
    assert found == dates(made, run(made))
    assert found["east_notice"] == ("09-11 09:00", "09-18 17:00")
    assert found["receipt"] == ("09-18 17:00", "09-25 17:00")


def test_a_run_of_both_texts_keeps_to_the_schedule():
    # Lists: call 1, notice 2, recommend 2, of the towns 3, candidates, notice, receipt 3, decide;
    # single: apply 5, check 5, third review 3, review 5.
    assert compare(nested(EVERYWHERE)) == 14 + 18


def test_the_lists_of_the_tier_do_not_wait_for_the_closing_dates_of_the_others():
    late = nested(EVERYWHERE, outer=OUTER.replace("closes = 2025-09-12", "closes = 2025-09-26"))
    assert scheduled(late)["east_notice"] == ("09-11 09:00", "09-18 17:00")
    assert scheduled(late)["notice"][0] == "09-28 09:00"  # a Sunday that is worked
    compare(late)
    later = nested(EVERYWHERE, INNER.replace("closes = 2025-09-05", "closes = 2025-09-19"))
    assert scheduled(later)["notice"] == ("09-15 09:00", "09-22 17:00")
    assert scheduled(later)["receipt"][0] == "09-23 17:00"
    compare(later)


def test_counting_back_reaches_into_the_tier():
    made = nested("finish_by = 2025-10-31\n" + EVERYWHERE)
    values = usual_values(made)
    latest = latest_finishes(made, values, made.deadline_minute)
    assert {made.nodes[index].id for index in latest} == {node.id for node in made.nodes}
    back = count_back(made, values, made.node_index["local_list"])
    assert back is not None
    assert [made.nodes[one.node].id for one in back.chain()] == [
        "local_list", "third_review", "candidates", "east_notice", "receipt",
    ]  # fmt: skip
    # Received until the end of Wednesday 15 October, two days by mail: sent by the end of the
    # 13th, so that the notice is over on the 13th at 17:00 at the latest.  Five working days
    # before (13, Saturday 11, 10, 9, 30 September) it was posted on the 29th.
    posted = back.chain()[3].start
    assert f"{made.calendar.moment(posted):%m-%d}" == "09-29"


stages = st.lists(
    st.tuples(
        st.sampled_from(("wait", "notice", "gate", "work")),
        st.sampled_from(("case", "channel", "batch")),
        st.integers(0, 5),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(stages, stages, st.integers(1, 26))
@settings(max_examples=80)
def test_whatever_the_two_texts_a_run_keeps_to_their_schedule(drawn, others, closes):
    head, _, _ = INNER.partition("[stages.local_apply]")
    inner = head + (
        '[stages.local_apply]\nkind = "window"\nbody = "applicant"\nafter = ["call"]\n'
        f"closes = 2025-09-{closes:02d}\n"
    )
    durations = "[durations]\n"
    before = ["local_apply"]
    for number, (kind, per, days, joins) in enumerate(drawn):
        after = before[-2:] if joins else before[-1:]
        inner += f'[stages.i{number}]\nkind = "{kind}"\nper = "{per}"\nbody = "town"\n'
        inner += f"after = {after}\n" + (f'duration = "{days}wd"\n' if kind == "notice" else "")
        durations += f'i{number} = "{days}wd"\n' if kind in ("wait", "work") else ""
        before.append(f"i{number}")
    outer = '[stages.call]\nper = "batch"\n[stages.apply]\nkind = "window"\nafter = ["call"]\n' + (
        'closes = 2025-09-12\n[stages.receipt]\nafter = ["apply"]\nper = "channel"\n'
    )
    before = ["receipt"]
    for number, (kind, per, days, joins) in enumerate(others):
        after = before[-2:] if joins else before[-1:]
        outer += f'[stages.o{number}]\nkind = "{kind}"\nper = "{per}"\nbody = "county"\n'
        outer += f"after = {after}\n" + (f'duration = "{days}wd"\n' if kind == "notice" else "")
        durations += f'o{number} = "{days}wd"\n' if kind in ("wait", "work") else ""
        before.append(f"o{number}")
    inner = inner.replace('["apply", "check", "notice", "recommend"]', '["apply"]')
    people = "".join(
        f"{name} = 99\n" for name in ("town", "county")
        if any(one[0] == "work" for one in (drawn if name == "town" else others))
    )  # fmt: skip
    made = nested(EVERYWHERE, inner, outer, times=f"[people]\n{people}{durations}")
    compare(made)
