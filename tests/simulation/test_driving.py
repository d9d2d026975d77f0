"""The driving path: every civil day from the opening to the end is charged once, and to whom."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.procedures import applicants, by_ordinal, catalogue, procedure, run
from support.stages import in_a_row
from support.texts import experiments

from awardsim.analysis.driving import CATEGORIES, DayCount, days, segments
from awardsim.analysis.figures import collect, layout_of
from awardsim.policy import read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.reader import read_scenario
from awardsim.simulation.cohort import APPLICANTS
from awardsim.simulation.log import Log
from awardsim.simulation.plan import make_plan

ROOT = Path(__file__).resolve().parents[2]


def last_row(made: Procedure, log: Log, stage: str = "") -> int:
    """The row that set the end of a stage; of the finish by default."""
    node = made.node_index[stage] if stage else made.finish
    rows = [place for place, row in enumerate(log.rows) if row[1] == node]
    return max(rows, key=lambda place: log.rows[place][4])


def charged(made: Procedure, log: Log, stage: str = "") -> Counter[str]:
    """Civil days by stage and category, ``check/queue``; days off by category alone."""
    path = segments(made, log, last_row(made, log, stage))
    found: Counter[str] = Counter()
    for node, category, number in days(DayCount.of(made), path):
        name = CATEGORIES[category]
        found[name if name == "calendar" else f"{made.nodes[node].id}/{name}"] += number
    return found


OPENS = "opens = 2025-09-22\n"
APPLY = '[stages.apply]\nkind = "window"\ncloses = 2025-09-26\n'


def test_a_path_is_charged_day_by_day_on_paper() -> None:
    made = procedure(
        in_a_row("""
apply   window   closes = 2025-09-26
check   work
list    notice   per = "batch"; duration = "5wd"
decide  meeting  per = "batch"
sign    meeting  per = "batch"; body = "government"
end     gate     per = "batch"; type = "AWARD"
"""),
        OPENS + "[applicants]\norganisations = 3\n[people]\noffice = 1\n"
        '[durations]\ncheck = "16h"\n[meetings]\ngroup = [2025-10-15]\ngovernment_days = 2\n',
    )
    # Three files of two days each: the third is taken up on Friday the 26th and done on Sunday
    # the 28th (worked).  Posted on the 29th; 30 September, 9, 10, 11, 13 October.
    # Meeting on Wednesday the 15th; two days to sign, the 16th and 17th.
    assert charged(made, run(made)) == {
        "check/queue": 4,  # 22, 23, 24, 25 September
        "check/service": 2,  # 26, 28
        "list/law": 6,  # 29, 30, 9, 10, 11, 13
        "decide/meeting": 2,  # 14, 15
        "sign/outside": 2,  # 16, 17
        "calendar": 10,  # 27 September, 1 to 8 and 12 October
    }


def test_a_list_that_waited_for_a_date_owes_its_days_to_the_date() -> None:
    wait = (
        '[stages.mail]\nkind = "wait"\nper = "batch"\nafter = ["apply"]\n'
        'duration = { exactly = "2wd" }\n'
    )
    stated = procedure(APPLY + wait, OPENS + "[applicants]\norganisations = 2\n")
    # 22 to 26 September; then Sunday the 28th and Monday the 29th.
    assert charged(stated, run(stated)) == {"apply/law": 5, "mail/law": 2, "calendar": 1}
    assumed = procedure(
        APPLY.replace("2025-09-26", '"unstated"') + wait,
        OPENS + "[applicants]\norganisations = 2\n[fill]\n'stages.apply.closes' = 2025-09-26\n",
    )
    assert charged(assumed, run(assumed)) == {
        "apply/assumed_date": 5, "mail/law": 2, "calendar": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ("departments", "outside"),
        ("county_group", "outside"),
        ("government", "outside"),
        ("office", "service"),
        ("county", "service"),
        ("reviewers", "service"),
    ],
)
def test_time_of_others_is_outside_and_ones_own_is_service(body: str, category: str) -> None:
    made = procedure(
        APPLY + f'[stages.do]\nkind = "wait"\nbody = "{body}"\nafter = ["apply"]\n',
        OPENS + "[applicants]\norganisations = 1\n[durations]\ndo = '3wd'\n",
    )
    assert charged(made, run(made)) == {f"do/{category}": 3}


def test_delivery_by_a_deadline_is_outside_whoever_sends_it() -> None:
    made = procedure(
        APPLY + '[stages.mail]\nkind = "wait"\nbody = "county"\nafter = ["apply"]\n'
        'deadline = { on = 2025-10-25, counts = "receipt", late = "out", roll = "none" }\n',
        OPENS + "[applicants]\norganisations = 1\n[durations]\nmail = '4cd'\n",
    )
    # Sent on Monday the 22nd at 09:00, there on Friday the 26th at 09:00: the closes of the 22nd
    # to the 25th, and the last day.
    assert charged(made, run(made)) == {"mail/outside": 5}


def test_what_counts_calendar_days_goes_on_over_days_off_and_what_waits_does_not() -> None:
    made = procedure(
        APPLY + '[stages.list]\nkind = "notice"\nper = "batch"\nafter = ["apply"]\n'
        'duration = "10cd"\n'
        '[stages.mail]\nkind = "wait"\nbody = "departments"\nafter = ["list"]\n',
        OPENS + "[applicants]\norganisations = 1\n[durations]\nmail = '4cd'\n",
    )
    # Applications close on Friday the 26th; posted on Sunday the 28th, a make-up working day, after
    # the Saturday.  Days 1 to 10 are 29 September to 8 October, through National Day to its end.
    # Sent at the close of the 8th, there at the close of Sunday the 12th.
    assert charged(made, run(made)) == {
        "apply/law": 5, "calendar": 1, "list/law": 11, "mail/outside": 4,
    }  # fmt: skip
    working = procedure(
        APPLY + '[stages.list]\nkind = "notice"\nper = "batch"\nafter = ["apply"]\n'
        'duration = "3wd"\n',
        OPENS + "[applicants]\norganisations = 1\n",
    )
    # Posted on the 28th; the 29th, the 30th, and after the eight days of the holiday 9 October.
    assert charged(working, run(working)) == {"apply/law": 5, "calendar": 9, "list/law": 4}


def test_what_passes_before_one_begins_is_before_filing() -> None:
    made = procedure(
        APPLY + '[stages.notice]\nkind = "notice"\nafter = ["apply"]\nduration = "2wd"\n',
        OPENS + "[applicants]\norganisations = 2\n",
        cohort=applicants(start=by_ordinal(0.0, 0.5)),
    )
    log = run(made)
    # Half of the way from Monday 22nd, 09:00, to Friday 26th, 16:59, the last minute to hand in.
    start = max(row[2] for row in log.rows if row[1] == 0)
    assert f"{made.calendar.moment(start):%d %H:%M}" == "24 12:59"
    # Posted on the 24th: the 25th and the 26th.
    assert charged(made, log) == {"apply/before_filing": 2, "notice/law": 3}


def test_an_opening_notice_is_law() -> None:
    made = procedure(
        '[stages.call]\nkind = "notice"\nper = "batch"\nduration = "5wd"\n'
        '[stages.apply]\nkind = "window"\ncloses = 2025-10-17\nafter = ["call"]\n'
        '[stages.check]\nkind = "wait"\nbody = "office"\nafter = ["apply"]\n',
        OPENS + "[applicants]\norganisations = 1\n[durations]\ncheck = '1wd'\n",
    )
    # Posted on the 22nd: 23, 24, 25, 26, 28; handed in and checked on the 29th.
    assert charged(made, run(made)) == {"call/law": 6, "check/service": 1, "calendar": 1}


def test_time_for_further_material_is_outside() -> None:
    made = procedure(
        APPLY + '[stages.check]\nkind = "work"\nafter = ["apply"]\n'
        'supplement = { within = "2wd", rounds = 1 }\n',
        OPENS + "[applicants]\norganisations = 1\n[people]\noffice = 1\n"
        "[durations]\ncheck = '1wd'\n",
        cohort=applicants(complete=False),
    )
    # Checked on the 22nd; the 23rd and 24th for the material; checked again on the 25th.
    assert charged(made, run(made)) == {"check/service": 2, "check/outside": 2}


def test_a_join_is_driven_by_its_later_branch() -> None:
    text = (
        APPLY + '[stages.fast]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.slow]\nkind = "wait"\nafter = ["apply"]\n'
        '[stages.both]\nkind = "gate"\nafter = ["fast", "slow"]\n'
    )
    made = procedure(
        text, OPENS + "[applicants]\norganisations = 1\n[durations]\nfast = '1wd'\nslow = '4wd'\n"
    )
    assert charged(made, run(made)) == {"slow/outside": 4}


def test_who_waits_for_a_committee_that_meets_is_charged_to_the_meeting() -> None:
    made = procedure(
        APPLY + '[stages.decide]\nkind = "meeting"\nafter = ["apply"]\n',
        OPENS + "[applicants]\norganisations = 1\n"
        '[meetings]\ngroup = { dates = [2025-09-25], length = "0h" }\n',
    )
    # Decided on Thursday the 25th at 09:00: the closes of the 22nd to 24th, and the last day.
    assert charged(made, run(made)) == {"decide/meeting": 4}


def covered(made: Procedure, log: Log) -> None:
    """Of every row the path has no gap, and its days are all days from the opening to its end."""
    count = DayCount.of(made)
    for place, row in enumerate(log.rows):
        path = segments(made, log, place)
        at = 0
        for _, _, start, end, _ in path:
            assert start in (at, end)
            at = max(at, end)
        assert at == row[4]
        total = sum(number for _, _, number in days(count, path))
        assert total == row[4] // 1440 + 1


@given(experiments())
@settings(max_examples=80)
def test_on_any_small_text_the_days_add_up(experiment) -> None:
    text, assumed = experiment
    cohort = applicants(
        start=lambda one: one.uniforms("start") * 1.1,
        years_operation=lambda one: 12 * one.uniforms("years"),
        complete=lambda one: one.uniforms("complete") < 0.6,
    )
    made = procedure(text, assumed, chance=True, cohort=cohort, channels=("east", "west"))
    for number in range(2):
        covered(made, run(made, 5, number))


@pytest.mark.parametrize(
    ("version", "edition", "calendar_days"),
    [("2025", "qingyuan-2025", ()), ("2020", "qingyuan-2024", ("final_notice",))],
)
def test_on_a_real_text_the_days_add_up_and_are_those_of_the_figures(
    version: str, edition: str, calendar_days: tuple[str, ...]
) -> None:
    made = build(
        read_policy(ROOT / "plugins" / "qingyuan" / "policies" / f"{version}.toml"),
        read_scenario(ROOT / "scenarios" / f"{edition}.toml"),
        catalogue().rule,
        APPLICANTS,
    )
    plan = make_plan(made)
    layout = layout_of(plan)
    ended = 0
    for number in range(40):
        log = run(made, 7, number)
        covered(made, log)
        figures = dict(zip(layout.names, collect(plan, log), strict=True))
        path = {name: value for name, value in figures.items() if name.startswith("path/")}
        if figures["finish"] == figures["finish"]:
            ended += 1
            assert sum(path.values()) == figures["finish"] // 1440 + 1
            off = sum(value for name, value in path.items() if name.endswith("/calendar"))
            opening = made.calendar.opening
            listed = made.calendar.count_days(opening, made.calendar.date(int(figures["finish"])))
            up = [row for row in log.rows if made.nodes[row[1]].id in calendar_days]
            inside = {
                day.date
                for row in up
                for day in made.calendar.count_days(*(made.calendar.date(at) for at in row[3:5]))
            }
            assert off == sum(not day.working and day.date not in inside for day in listed)
        else:
            assert not any(path.values())
    assert ended > 20
