"""One stage against the theory of queues, on a calendar on which every minute works.

Applicants come at random: their starts are n points thrown on the time up to the deadline, which
is a Poisson process given its number.  The beginning, when nobody has waited yet, is left out; at
the end nothing need be left out, because a wait depends on the past alone.  What is left is cut
into batches.  How many come in a batch, how much work they bring, and how unevenly it comes, are
known on average; what a batch has more or less of them is taken out by regression (control
variates).  Without it seven times as many applicants would be needed for the same interval.
"""

import datetime
import math

import attrs
import numpy as np
import pytest
from support.procedures import applicants, procedure

from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import latest_start, usual_values
from awardsim.simulation.arms import replicate
from awardsim.simulation.log import Log
from awardsim.simulation.plan import make_plan

pytestmark = pytest.mark.long

OPENING = datetime.date(2025, 1, 1)
#: Counties, only so that applicants have as few empty slots among them as possible.
COUNTIES = tuple(f"c{number}" for number in range(16))
POISSON = applicants(start=lambda request: request.uniforms("start"))
#: Share of the time at the beginning that is left out.
WARM_UP = 0.02
#: Applicants in a run, and in a batch.  Ten times as many in a tenth of the runs say the same, but
#: the engine takes longer over each: it looks for the next event among all that are to come.
APPLIED, BATCH = 13_000, 1000

MEAN = 300.0  # minutes of one service, in all queues


def station(applied: int, days: int, people: int, check: str) -> Procedure:
    """One stage of work, with a deadline so many days after the opening."""
    deadline = OPENING + datetime.timedelta(days=days)
    return procedure(
        '[stages.check]\nkind = "work"\n'
        f'deadline = {{ on = {deadline}, counts = "completion", late = "noted", roll = "none" }}',
        f"opens = {OPENING}\nfinish_by = {deadline}\n[calendar]\nkind = 'continuous'\n"
        f"[applicants]\norganisations = {applied}\n[people]\noffice = {people}\n{check}",
        channels=COUNTIES,
        cohort=POISSON,
    )


@attrs.frozen
class Estimate:
    """A mean with the half-width of its 95 % interval relative to it, and how far off it is."""

    mean: float
    half_width: float
    z: float

    @classmethod
    def of(cls, mean: float, error: float, theory: float) -> "Estimate":
        return cls(mean, 1.96 * error / mean, (mean - theory) / error)

    def agrees(self) -> bool:
        return self.half_width <= 0.01 and abs(self.z) <= 4


def visits(made: Procedure, log: Log) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Minutes of arrival, wait and service, in order of arrival."""
    rows = np.array([row[2:5] for row in log.rows if made.nodes[row[1]].id == "check"])
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    return rows[:, 0], rows[:, 1] - rows[:, 0], rows[:, 2] - rows[:, 1]


#: Spans over which the unevenness of incoming work is taken out, in mean services.
SPANS = (1, 3, 9)


def batches(
    made: Procedure, log: Log, window: float, variation: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each batch: mean wait, share that waits, and columns that are 0 on average."""
    arrived, waited, services = visits(made, log)
    first = WARM_UP * window
    count = int((1 - WARM_UP) * len(arrived) / BATCH)
    length = (window - first) / count
    expected = len(arrived) * length / window
    place = np.floor((arrived - first) / length).astype(int)

    def batched(values: np.ndarray) -> np.ndarray:
        return np.bincount(place[place >= 0], values[place >= 0], count) / expected

    known = [batched(np.ones(len(arrived))) - 1, batched(services / MEAN) - 1]
    for span in SPANS:
        pieces = int(length / (span * MEAN))
        share = length / pieces / window  # of all applicants that come in such a span
        short = np.floor((arrived - first) / (length / pieces)).astype(int)
        brought = np.bincount(short[short >= 0], services[short >= 0], count * pieces)
        uneven = brought / (len(arrived) * share * MEAN) - 1
        variance = (variation + 1 - share) / (len(arrived) * share)
        together = np.append(uneven[1:] * uneven[:-1], 0.0) + 1 / len(arrived)
        known.append((uneven**2 / variance).reshape(count, pieces).mean(axis=1) - 1)
        known.append((together / variance).reshape(count, pieces).mean(axis=1))
    return batched(waited / MEAN), batched((waited > 0).astype(float)), np.column_stack(known)


def adjusted(values: np.ndarray, known: np.ndarray, theory: float) -> Estimate:
    """The mean of values, with what the known columns explain taken out."""
    table = np.column_stack([np.ones(len(values)), known])
    fit, _, rank, _ = np.linalg.lstsq(table, values, rcond=None)
    left = values - table @ fit
    variance = left @ left / (len(values) - rank) * np.linalg.pinv(table.T @ table)[0, 0]
    return Estimate.of(float(fit[0]), math.sqrt(variance), theory)


def waits(
    people: int, load: float, runs: int, check: str, variation: float, theory: float
) -> tuple[Estimate, Estimate]:
    """Mean wait in units of a service against theory, and share that waits against Erlang C."""
    days = round(APPLIED * MEAN / (load * people) / 1440)
    made = station(APPLIED, days, people, check)
    plan = make_plan(made)
    values = usual_values(made)
    window = latest_start(made, made.route(0, 0), values, made.moments(values))
    assert APPLIED / window * MEAN / people == pytest.approx(load, rel=1e-3)
    found = [
        batches(made, replicate(plan, 2025, replication), window, variation)
        for replication in range(runs)
    ]
    mean, share, known = (np.concatenate(column) for column in zip(*found, strict=True))
    return adjusted(mean, known, theory), adjusted(share, known, erlang_c(people, load))


def erlang_c(people: int, load: float) -> float:
    """Probability that all of some people are busy, at a load between 0 and 1 [Erlang 1917]."""
    offered = people * load
    terms = [offered**k / math.factorial(k) for k in range(people + 1)]
    all_busy = terms[people] / (1 - load)
    return all_busy / (sum(terms[:people]) + all_busy)


def pollaczek_khinchine(load: float, variation: float) -> float:
    """Mean wait in units of a mean service; ``variation`` is variance over squared mean."""
    return load / (1 - load) * (1 + variation) / 2


EXPONENTIAL = '[durations]\ncheck = { distribution = "exponential", mean = "5h" }\n'


def test_erlang_c_is_what_the_tables_say():
    # Two people at half load: 1/3; one person: the load itself [Gross et al. 2008, table].
    assert erlang_c(2, 0.5) == pytest.approx(1 / 3)
    assert erlang_c(1, 0.37) == pytest.approx(0.37)
    assert erlang_c(3, 0.8) == pytest.approx(0.6472, abs=5e-5)


def test_exponential_work_of_one_person_waits_as_erlang_says():
    mean, share = waits(1, 0.5, 20, EXPONENTIAL, 1.0, pollaczek_khinchine(0.5, 1.0))
    assert mean.agrees(), mean
    assert share.agrees(), share


def test_exponential_work_of_two_people_waits_as_erlang_says():
    theory = erlang_c(2, 0.5) / (2 * (1 - 0.5))
    mean, share = waits(2, 0.5, 50, EXPONENTIAL, 1.0, theory)
    assert mean.agrees(), mean
    assert share.agrees(), share


@pytest.mark.parametrize(
    ("check", "variation"),
    [
        ('[durations]\ncheck = "5h"\n', 0.0),
        ('[durations]\ncheck = { distribution = "uniform", least = "0h", most = "10h" }\n', 1 / 3),
        # Triangular about its mean: the variance of a factor 1 +- w is w**2 / 6.
        ('[durations]\ncheck = "5h"\n[chance]\nspread = 0.9\n', 0.9**2 / 6),
        ('[durations]\ncheck = { distribution = "lognormal", mean = "5h", sd = "4h" }\n', 0.64),
    ],
    ids=["constant", "uniform", "spread", "lognormal"],
)
def test_any_work_of_one_person_waits_as_pollaczek_and_khinchine_say(check, variation):
    theory = pollaczek_khinchine(0.5, variation)
    runs = 11 * (1 + math.ceil(3 * variation))
    mean, share = waits(1, 0.5, runs, check, variation, theory)
    assert mean.agrees(), mean
    assert share.agrees(), share


# ---- everybody at once ---------------------------------------------------------------------


def at_once(applied: int, people: int, check: str) -> Procedure:
    """All come in the first minute."""
    return procedure(
        '[stages.check]\nkind = "work"\n',
        f"opens = {OPENING}\n[calendar]\nkind = 'continuous'\n"
        f"[applicants]\norganisations = {applied}\n[people]\noffice = {people}\n{check}",
        cohort=applicants(start=0.0),
    )


@pytest.mark.parametrize(("applied", "people"), [(1, 1), (7, 3), (9, 3), (2, 5), (100, 7)])
def test_equal_work_that_comes_at_once_is_done_in_rounds(applied, people):
    made = at_once(applied, people, '[durations]\ncheck = "5h"\n')
    _, waited, _ = visits(made, replicate(make_plan(made), 1, 0))
    assert sorted(waited) == [300 * (place // people) for place in range(applied)]


def test_exponential_work_that_comes_at_once_ends_as_expected():
    # While all work, somebody finishes every 1/c; at last the c who remain finish one by one:
    # makespan (n - c)/c + 1 + 1/2 + ... + 1/c; the i-th in the queue waits i/c.
    applied, people, runs = 400, 5, 150
    made = at_once(applied, people, EXPONENTIAL)
    plan = make_plan(made)
    mean, makespan = [], []
    for replication in range(runs):
        arrived, waited, services = visits(made, replicate(plan, 2025, replication))
        assert not arrived.any()
        mean.append(waited.mean() / MEAN)
        makespan.append((waited + services).max() / MEAN)
    left = applied - people
    harmonic = sum(1 / k for k in range(1, people + 1))
    for values, theory in [
        (mean, left * (left + 1) / (2 * people * applied)),
        (makespan, left / people + harmonic),
    ]:
        error = float(np.std(values, ddof=1)) / math.sqrt(runs)
        found = Estimate.of(float(np.mean(values)), error, theory)
        assert found.agrees(), found


# ---- committees ----------------------------------------------------------------------------


def test_a_committee_every_so_many_days_keeps_one_waiting_half_of_them():
    every, meetings, applied = 7, 200, 40_000
    last = OPENING + datetime.timedelta(days=every * meetings - 1)
    made = procedure(
        f'[stages.apply]\nkind = "window"\ncloses = {last}\n'
        '[stages.check]\nkind = "meeting"\nafter = ["apply"]\n',
        f"opens = {OPENING}\nfinish_by = {last}\n[calendar]\nkind = 'continuous'\n"
        f"[applicants]\norganisations = {applied}\n"
        f'[meetings]\ngroup = {{ every = "{every}cd", first = {OPENING}, length = "0h" }}\n',
        channels=COUNTIES,
        cohort=POISSON,
    )
    arrived, waited, _ = visits(made, replicate(make_plan(made), 2025, 0))
    assert arrived.max() < every * meetings * 1440
    assert waited.max() < every * 1440
    waited = waited / 1440
    error = float(waited.std(ddof=1)) / math.sqrt(applied)
    found = Estimate.of(float(waited.mean()), error, every / 2)
    assert found.agrees(), found
    assert float(waited.var()) == pytest.approx(every**2 / 12, rel=0.02)
