"""Repairs of a variant: what is found is the least that helps, counted by hand."""

from support.procedures import STEADY, Steady, catalogue, certain, policy, scenario

from awardsim.analysis.experiment import Trial
from awardsim.analysis.paired import compare
from awardsim.analysis.repairs import _Trials, repairs
from awardsim.analysis.timetable import days_to_spare
from awardsim.procedure.build import build
from awardsim.scenario.overriding import override
from awardsim.simulation.tasks import CHUNK

# Closed on Fri 5 September; the office takes 2 days (8, 9), the notice 5 (posted 10, over 17),
# approval 3 (18, 19, 22): over on Mon 22 September, to be over by Tue 23.
STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-05
source = "text 七"
[stages.check]
kind = "wait"
per = "batch"
after = ["apply"]
duration = "unstated"
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { exactly = "5wd" }
source = "text 八"
[stages.approval]
kind = "wait"
per = "batch"
after = ["notice"]
duration = "unstated"
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["approval"]
"""
ASSUMED = (
    "finish_by = 2025-09-23\n[applicants]\norganisations = 2\n"
    "[durations]\ncheck = '2wd'\napproval = ['1wd', '3wd', '3wd']\n"
)


def trial(*sets, stages=STAGES, assumed=ASSUMED):
    text = policy(stages)
    given = override(scenario(assumed, certain()), sets)
    made = build(text, given, catalogue().rule, STEADY)

    return Trial("x", text, given, made, Steady())


def found(*sets):
    base, changed = trial(), trial(*sets)
    return repairs(base, changed, replications=16, seed=1)


def test_the_base_fits_by_a_day():
    assert days_to_spare(trial().procedure) == 1


def test_two_days_more_of_notice_are_mended_by_the_least_of_each():
    made = found("stages.notice.duration=7wd")
    assert made is not None
    assert made.aim == 0  # 22 -> 24 September, one day too late: to fit again one day is enough
    by = {one.path: one for one in made.found}
    assert (by["stages.notice.duration"].before.en, by["stages.notice.duration"].after.en) == (
        "7 working days",
        "6 working days",
    )
    assert by["stages.notice.duration"].source == "text 八"
    assert by["durations.approval"].after.en == "2 working days at most"
    assert by["durations.approval"].source == ""
    assert by["stages.apply.closes"].after.en == "09-04"
    assert by["stages.apply.closes"].source == "text 七"
    assert all(one.enough and one.slack == 0 and one.share == 1.0 for one in made.found)


def test_what_changes_no_text_comes_first():
    made = found("stages.notice.duration=7wd")
    sources = [bool(one.source) for one in made.found if one.enough]
    assert sources == sorted(sources)


def test_each_repair_is_the_least():
    """One step less than what is found does not reach the aim."""
    made = found("stages.notice.duration=9wd")
    assert made is not None
    for path, short in (("stages.notice.duration", "7wd"), ("stages.apply.closes", "2025-09-03")):
        one = next(one for one in made.found if one.path == path)
        assert one.slack == 0
        assert days_to_spare(trial("stages.notice.duration=9wd", f"{path}={short}").procedure) < 0


def test_where_one_step_alone_is_not_enough_it_says_so():
    made = found("stages.notice.duration=9wd")
    approval = next(one for one in made.found if one.path == "durations.approval")
    assert not approval.enough
    assert approval.after.en == "1 working day at most"  # its least
    assert approval.slack == -1


def test_without_less_room_there_is_nothing_to_mend():
    assert found("stages.notice.duration=4wd") is None
    assert found() is None


def test_both_in_time_the_aim_is_the_room_that_there_was():
    base, changed = (
        trial("finish_by=2025-09-30"),
        trial("finish_by=2025-09-30", "stages.notice.duration=7wd"),
    )
    made = repairs(base, changed, replications=16, seed=1)
    assert made.aim == days_to_spare(base.procedure)
    assert all(one.slack is None or one.slack >= made.aim for one in made.found if one.enough)


def test_where_nothing_is_dated_the_edition_may_begin_earlier():
    """Closed four working days after the opening, whenever that is: each day earlier is a day."""
    open_text = STAGES.replace("closes = 2025-09-05", 'closes = "unstated"')
    assumed = ASSUMED + '[fill]\n"stages.apply.closes" = { after = "opening", days = 4 }\n'

    def one(*sets):
        return trial(*sets, stages=open_text, assumed=assumed)

    base, changed = one(), one("stages.notice.duration=8wd")
    assert days_to_spare(base.procedure) == 1
    assert days_to_spare(changed.procedure) == -2
    made = repairs(base, changed, replications=16, seed=1)
    by = {repair.kind: repair for repair in made.found}
    assert by["opening"].after.en == "08-28"  # two working days before Mon 1 September
    assert by["opening"].source == "text 1"  # the text's own window opens on that day
    assert by["closing"].after.en == "09-03"
    assert by["closing"].source == ""


# ---- where somebody waits ----------------------------------------------------------------------

#: Four days of work on each of three files that are there on 1 September: with one person until the
#: 16th, with three until the 4th, as on the schedule, where nobody waits.
QUEUE = STAGES.replace(
    '[stages.check]\nkind = "wait"\nper = "batch"', '[stages.check]\nkind = "work"'
)


def queued(*sets, due):
    assumed = ASSUMED.replace("2025-09-23", due).replace("check = '2wd'", "check = '4wd'")
    assumed = assumed.replace("organisations = 2", "organisations = 3")
    return trial(
        *sets,
        stages=QUEUE,
        assumed=assumed.replace("[durations]", "[people]\noffice = 1\n[durations]"),
    )


def test_a_step_that_is_enough_on_the_schedule_is_moved_on_until_it_is_enough_in_runs():
    """Checked on the 16th, posted on the 17th, over on the 24th, approved on the 28th, a Sunday of
    work: in time to the day.  Of twenty days of notice the schedule, which begins to count on the
    8th, would keep twelve or so; the run keeps no more than the five that there were."""
    due = "2025-09-28"
    changed = queued("stages.notice.duration=20wd", due=due)
    found = repairs(queued(due=due), changed, replications=16, seed=1)
    assert (found.aim, found.share, found.wanted) == (0, 0.0, 1.0)
    notice = next(one for one in found.found if one.kind == "notice")
    assert notice.after.en.startswith("5 working days")
    assert notice.share == 1.0
    assert notice.slack > found.aim


def test_with_fewer_people_the_schedule_loses_nothing_and_the_chance_does():
    base = queued("people.office=3", due="2025-09-18")
    changed = queued("people.office=2", due="2025-09-18")
    assert days_to_spare(base.procedure) == days_to_spare(changed.procedure) == 0
    found = repairs(base, changed, replications=16, seed=1)
    assert (found.share, found.wanted) == (0.0, 1.0)
    first = next(one for one in found.found if one.kind == "people")
    assert (first.after.en, first.share, first.enough) == ("3", 1.0, True)
    assert repairs(base, base, replications=16, seed=1) is None


def test_the_minutes_of_a_comparison_stand_in_for_runs():
    base = queued("people.office=3", due="2025-09-18")
    changed = queued("people.office=2", due="2025-09-18")
    named = [("", base.procedure), ("", changed.procedure)]
    known = tuple(one.ends for one in compare(named, replications=24).variants)
    made, counted, told = [], [], []
    for ends in (known, None):
        counted.append(0)

        def tick(count):
            counted[-1] += count

        options = {"replications": 16, "seed": 1, "tick": tick, "expect": told.append}
        made.append(repairs(base, changed, ends=ends, **options))
    found = [[(one.path, one.after, one.share) for one in each.found] for each in made]
    assert found[0] == found[1]
    assert (made[0].share, made[0].wanted) == (made[1].share, made[1].wanted)
    assert counted[1] - counted[0] == 2 * 16
    assert told[0] == told[1] >= 16


def test_a_share_that_is_too_small_is_not_run_to_its_end():
    """Nobody is in time: after the first 48 of 200 replications 90 % are out of reach."""
    counted = []
    late = queued("people.office=1", due="2025-09-10")
    shares = _Trials(200, 1, 1, counted.append)
    assert shares.share(late.procedure, least=0.9) < 0.9
    assert sum(counted) == CHUNK
    assert shares.share(late.procedure) == 0.0
