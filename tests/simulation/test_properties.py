"""What holds for every text and scenario, tried on small ones drawn at random."""

from collections import Counter, defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from support.procedures import applicants, procedure, run
from support.texts import experiments

from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import replicate
from awardsim.simulation.log import DATE, Log
from awardsim.simulation.plan import make_plan

#: Starts, years, merit and completeness by chance, so that people queue and leave.
MIXED = applicants(
    start=lambda one: one.uniforms("start") * 1.1,
    years_operation=lambda one: 12 * one.uniforms("years"),
    merit=lambda one: 300 + 400 * one.uniforms("merit"),
    complete=lambda one: one.uniforms("complete") < 0.6,
)
SETTINGS = settings(max_examples=80)


def runs(experiment: tuple[str, str]) -> tuple[Procedure, list[Log]]:
    """A procedure and a few of its replications; run() checks the invariants of each."""
    text, assumed = experiment
    made = procedure(text, assumed, chance=True, cohort=MIXED, channels=("east", "west"))
    return made, [run(made, 5, number) for number in range(3)]


@given(experiments())
@SETTINGS
def test_every_applicant_is_awarded_or_has_left_or_is_inside_at_a_stall(experiment):
    made, logs = runs(experiment)
    for log in logs:
        counted = Counter(log.reasons[one] for one in log.outcome)
        assert sum(counted.values()) == sum(
            int(log.values[index]) for index in made.applicants.values()
        )
        assert counted["awarded"] <= made.quotas[0].number
        left = sum(n for name, n in counted.items() if name not in ("awarded", "inside"))
        assert left == len(log.left)
        assert counted["inside"] == 0 or log.stalls
        assert all(one[3] >= 2 for one in log.left)


@given(experiments())
@SETTINGS
def test_rows_stand_in_the_order_in_which_they_finish_and_after_their_causes(experiment):
    made, logs = runs(experiment)
    for log in logs:
        ends = [row[4] for row in log.rows]
        assert ends == sorted(ends)
        for place, (_, node, arrived, started, finished, cause, freed, _) in enumerate(log.rows):
            assert arrived <= started <= finished
            if cause >= 0:
                assert cause < place
                assert log.rows[cause][4] <= arrived
            elif cause <= DATE:
                moments = (log.moments.get(DATE - cause), log.moments.get(-1 - (DATE - cause)))
                assert arrived in moments
            if freed >= 0:
                assert made.nodes[node].kind == "work"
                if made.nodes[node].body != "reviewers":  # there one of several frees a place
                    assert arrived < log.rows[freed][4] <= started
        for case, node, minute, _, cause in log.left:
            assert log.outcome[case] >= 2
            if cause >= 0:
                assert log.rows[cause][4] <= minute
            assert not any(row[0] == case and row[2] > minute for row in log.rows), node


@given(experiments())
@SETTINGS
def test_people_and_time_outside_in_working_days_keep_to_working_hours(experiment):
    made, logs = runs(experiment)
    calendar = made.calendar
    for log in logs:
        for _, node, _, started, finished, *_ in log.rows:
            stage = made.nodes[node]
            timed = stage.kind in ("work", "wait") and stage.times[0].clock == "work"
            if not timed or started == finished:
                continue
            assert calendar.open_after(started) == started
            assert calendar.open_after(finished - 1) == finished - 1


@given(experiments())
@SETTINGS
def test_who_is_through_has_passed_every_stage_of_its_route_once_and_in_order(experiment):
    made, logs = runs(experiment)
    for log in logs:
        passed = defaultdict(list)
        lists = {}
        for row in log.rows:
            if row[0] >= 0 and row[7] == 0:
                passed[row[0]].append(row)
            elif row[0] < 0:
                assert (row[0], row[1]) not in lists, "a list is dealt with once"
                lists[row[0], row[1]] = row
        for case, outcome in enumerate(log.outcome):
            if log.reasons[outcome] != "awarded":
                continue
            channel = int(log.channel[case])
            route = made.route(0, channel)
            ends = {row[1]: row[4] for row in passed[case]}
            starts = {row[1]: row[2] for row in passed[case]}
            assert len(ends) == len(passed[case])
            for stage in route.stages:
                if made.nodes[stage].listed:
                    per = channel if made.nodes[stage].per == "channel" else 0
                    row = lists[-1 - per, stage]
                    ends[stage], starts[stage] = row[4], row[2]
                assert starts[stage] >= max((ends[b] for b in route.after[stage]), default=0)


@given(experiments())
@SETTINGS
def test_people_serve_one_at_a_time_in_order_of_arrival(experiment):
    made, logs = runs(experiment)
    for log in logs:
        shared = Counter(node.body for node in made.nodes if node.kind == "work")
        for node in made.nodes:
            if node.kind != "work" or node.review is not None or node.body == "reviewers":
                continue
            served = defaultdict(list)
            for row in log.rows:
                if made.nodes[row[1]].body == node.body and made.nodes[row[1]].kind == "work":
                    channel = int(log.channel[row[0]]) if row[0] >= 0 else -1 - row[0]
                    served[channel if made.bodies[node.body].each else 0].append(row)
            for channel, rows in served.items():
                inputs = made.bodies[node.body].inputs
                people = int(log.values[inputs[channel if len(inputs) > 1 else 0]])
                begun = sorted(row[3] for row in rows if row[4] > row[3])
                over = sorted(row[4] for row in rows if row[4] > row[3])
                for place, start in enumerate(begun):
                    busy = place - sum(1 for end in over if end <= start)
                    assert busy < people
                if shared[node.body] == 1:
                    by_arrival = sorted(rows, key=lambda row: (row[2], row[3]))
                    starts = [row[3] for row in by_arrival]
                    assert starts == sorted(starts)


@given(experiments())
@SETTINGS
def test_little_s_law_holds_on_every_log(experiment):
    """The mean number at a stage is the rate of arrivals times the mean stay [Little 1961].

    Over the whole run, which begins and ends empty, it holds exactly: both sides are the area
    under the number of those who are there.
    """
    made, logs = runs(experiment)
    for log in logs:
        for node in made.nodes:
            rows = [row for row in log.rows if row[1] == node.index]
            if not rows:
                continue
            changes = sorted([(row[2], 1) for row in rows] + [(row[4], -1) for row in rows])
            area = there = at = 0
            for minute, change in changes:
                area += there * (minute - at)
                there, at = there + change, minute
            assert there == 0
            window = max(row[4] for row in rows) - min(row[2] for row in rows)
            stays = [row[4] - row[2] for row in rows]
            if window:
                mean_number, rate = area / window, len(rows) / window
                assert np.isclose(mean_number, rate * np.mean(stays))


# ---- monotonicity --------------------------------------------------------------------------

REVIEW = """
[stages.apply]
kind = "window"
closes = 2025-09-26
[stages.review]
kind = "work"
body = "%s"
after = ["apply"]
%s
"""


@given(
    st.integers(1, 25),
    st.integers(1, 6),
    st.integers(1, 4),
    st.integers(1, 30),
    st.booleans(),
    st.integers(0, 50),
)
@settings(max_examples=60)
def test_more_people_never_lengthen_the_review_of_any_file_under_the_same_luck(
    files, people, more, hours, panel, number
):
    """One queue in order of arrival, each file seen by one person.

    That holds for every single file and for the whole: with the arrivals and the working times
    kept, each start is a non-decreasing function of the times at which people are free
    [Kiefer, Wolfowitz 1955].  It is not claimed for several stages in a row, nor for files that
    several people see [Graham 1969].
    """
    text = REVIEW % (("reviewers", "reviewers = 1") if panel else ("office", ""))
    body = "reviewers" if panel else "office"
    staff = '[bodies.reviewers]\nassignment = "pool"\n' if panel else ""
    finished = []
    for staffed in (people, people + more):
        made = procedure(
            text,
            f"[applicants]\norganisations = {files}\n[people]\n{body} = {staffed}\n{staff}"
            f'[durations]\nreview = {{ distribution = "exponential", mean = "{hours}h" }}\n',
            cohort=applicants(start=lambda one: one.uniforms("start")),
        )
        log = run(made, 5, number)
        finished.append({row[0]: row[4] for row in log.rows if row[1] == 1})
    few, many = finished
    assert few.keys() == many.keys()
    assert all(many[case] <= few[case] for case in few)


# ---- scale ---------------------------------------------------------------------------------

SCALED = """
[stages.apply]
kind = "window"
closes = %s
[stages.check]
kind = "work"
after = ["apply"]
supplement = { within = "%dh", rounds = 1 }
[stages.county]
kind = "wait"
per = "channel"
after = ["check"]
deadline = { on = %s, counts = "receipt", late = "noted", roll = "none" }
[stages.review]
kind = "work"
body = "reviewers"
after = ["county"]
reviewers = 2
[stages.decide]
kind = "meeting"
per = "batch"
after = ["review"]
"""


@given(
    st.integers(2, 8),
    st.lists(st.integers(1, 40), min_size=5, max_size=5),
    st.integers(0, 20),
)
@settings(max_examples=40)
def test_twice_as_long_in_everything_is_twice_as_late(files, times, number):
    check, county, review, within, window = times
    rows = []
    for factor in (1, 2):
        day = lambda days: np.datetime64("2025-01-01") + np.timedelta64(days, "D")  # noqa: E731
        made = procedure(
            SCALED % (day(window * factor - 1), within * factor, day(900)),
            "opens = 2025-01-01\n[calendar]\nkind = 'continuous'\n"
            f"[channels.east]\norganisations = {files}\n[channels.west]\norganisations = 1\n"
            "[people]\noffice = 1\nreviewers = 3\n"
            f'[durations]\ncheck = "{check * factor}h"\ncounty = "{county * factor}h"\n'
            f'review = "{review * factor}h"\n'
            f'[meetings]\ngroup = {{ every = "{7 * factor}cd", first = 2025-01-01, '
            f'length = "{3 * factor}h" }}\n',
            channels=("east", "west"),
            cohort=applicants(
                start=lambda one: np.floor(one.uniforms("start") * 32) / 32,
                complete=lambda one: one.uniforms("complete") < 0.5,
            ),
        )
        log = run(made, 5, number)
        rows.append([(row[0], row[1], *(at for at in row[2:5])) for row in log.rows])
        assert all(log.reasons[one] == "awarded" for one in log.outcome)
    one, two = rows
    assert [(case, node, 2 * a, 2 * s, 2 * f) for case, node, a, s, f in one] == two


def test_the_log_of_a_replication_is_that_of_the_public_function():
    made = procedure(REVIEW % ("office", ""), "[applicants]\norganisations = 3\n")
    assert replicate(make_plan(made), 1, 0).rows == run(made).rows
