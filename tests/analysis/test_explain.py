"""The facts behind dates: paths, latest dates, assumptions, names of what is asked about.

Dates were counted by hand on the calendar of 2025: the county sends its list so that it is
received by Saturday, 25 October; Friday the 24th is the last working day before.
"""

import datetime
from pathlib import Path

import pytest

from awardsim.analysis.explain import explain_figure, explain_input, explain_stage
from awardsim.analysis.latest import CLOSE, FINISH, LIMIT, count_back, least_values
from awardsim.analysis.subject import find_axis, find_subject, subjects
from awardsim.analysis.uses import upstream, uses
from awardsim.errors import InputError
from awardsim.plugins import load_catalogue, make_manager
from awardsim.policy.reader import read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.reader import override, read_scenario
from awardsim.schedule.maps import span
from awardsim.schedule.passes import latest_ends, latest_finishes, usual_values

ROOT = Path(__file__).resolve().parents[2]
TEXT = read_policy(ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml")
SCENARIO = read_scenario(ROOT / "scenarios" / "qingyuan-2025.toml")
RULE = load_catalogue(make_manager(entry_points=False)).rule
#: The county's own days after its notice: three, and handed over on the spot.
BY_HAND = (
    "durations.county_consult=2wd",
    "durations.recommend=3wd",
    "durations.receipt=0cd",
    "fill.stages.apply.closes=2025-09-30",
    "durations.city_consult=5wd",
    "durations.composite=3wd",
)


def planned(*sets: str) -> Procedure:
    return build(TEXT, override(SCENARIO, [*BY_HAND, *sets]), RULE)


@pytest.fixture(scope="module")
def plan() -> Procedure:
    return planned()


def date(procedure: Procedure, minute: int | None) -> str:
    assert minute is not None
    return f"{procedure.calendar.date(minute):%m-%d}"


def stage(procedure: Procedure, name: str):
    return explain_stage(procedure, procedure.node_index[name])


# ---- forwards -----------------------------------------------------------------------------------


def test_the_county_notice_is_counted_from_the_close_of_applications(plan):
    facts = stage(plan, "county_notice")
    consult, notice = facts.path
    assert date(plan, consult.waited.minute) == "09-30"
    assert not consult.waited.stated
    # two working days after National Day: Thursday 9 and Friday 10 October
    assert (date(plan, consult.step.started), date(plan, consult.step.finished)) == (
        "10-09", "10-10",
    )  # fmt: skip
    # posted on the worked Saturday; five working days to Friday the 17th
    assert (date(plan, notice.step.started), date(plan, notice.step.finished)) == (
        "10-11", "10-17",
    )  # fmt: skip
    assert notice.ground.kind == "law"
    assert notice.ground.cell.source == "plan 七(二)"
    assert facts.count.last == datetime.date(2025, 10, 17)
    assert facts.other.last == datetime.date(2025, 10, 16)
    assert facts.readings == ("county_pending_objection",)


def test_the_accepted_list_waits_for_the_receipt_deadline_that_the_plan_states(plan):
    first = stage(plan, "acceptance_notice").path[0]
    assert first.waited.stated
    assert first.waited.written == datetime.date(2025, 10, 25)
    assert first.waited.last_workday == datetime.date(2025, 10, 24)
    assert first.waited.cell.source == "plan 七(二)"


def test_a_stage_that_is_never_reached_has_no_path():
    procedure = planned("meetings.leading_group=2025-10-27")
    facts = stage(procedure, "final_notice")
    assert facts.path == ()
    assert facts.count is None
    assert facts.usual is not None


def test_the_meeting_that_is_caught_is_the_first_after_the_file_is_ready(plan):
    link = stage(plan, "deliberation").path[-1]
    assert link.ground.kind == "meeting"
    assert date(plan, link.step.started) == "12-10"


# ---- counting back ------------------------------------------------------------------------------


def test_the_county_posts_by_14_october_if_it_needs_three_days_afterwards(plan):
    facts = stage(plan, "county_notice")
    back = facts.usual
    assert date(plan, back.start) == "10-14"
    assert date(plan, back.finish) == "10-21"
    assert [plan.nodes[one.node].id for one in back.chain()] == [
        "county_notice", "recommend", "receipt",
    ]  # fmt: skip
    assert back.chain()[-1].bound == LIMIT
    assert date(plan, back.chain()[-1].by) == "10-25"
    # if the posting day counted: a day later
    assert date(plan, facts.counted.start) == "10-15"


def test_the_latest_posting_by_the_days_that_the_county_needs(plan):
    facts = stage(plan, "county_notice")
    assert {days: date(plan, minute) for days, minute in facts.after} == {
        0: "10-17",
        1: "10-16",
        2: "10-15",
        3: "10-14",
        5: "10-11",  # the worked Saturday
    }


def test_a_deadline_on_a_saturday_may_be_read_in_other_ways(plan):
    rolled = {one.roll: one for one in stage(plan, "county_notice").rolled}
    assert rolled.keys() == {"forward", "backward"}
    assert rolled["forward"].on == datetime.date(2025, 10, 27)
    assert date(plan, rolled["forward"].back.start) == "10-15"
    assert date(plan, rolled["backward"].back.start) == "10-14"


def test_the_reading_that_rolls_forward_moves_the_latest_posting():
    procedure = planned("readings.receipt_roll=forward")
    assert date(procedure, stage(procedure, "county_notice").usual.start) == "10-15"


def test_the_leading_group_could_meet_until_22_december_if_approval_takes_a_day():
    procedure = planned("meetings.government_days=1")
    facts = stage(procedure, "deliberation")
    # 31 approval; 23 posted, 24 25 26 29 30; so it meets on Monday the 22nd at the latest
    assert date(procedure, facts.free[0]) == "12-22"
    # of the given dates 10, 18 and 26 December the second is the last that will do
    assert date(procedure, facts.usual.start) == "12-18"


def test_five_days_of_consultation_are_counted_back_over_five_dates(plan):
    # the accepted list must be posted on 3 December; whole days: 26 27 28 November, 1 2 December
    back = stage(plan, "city_consult").usual
    assert (date(plan, back.start), date(plan, back.finish)) == ("11-26", "12-02")


def test_the_finish_itself_is_bound_by_the_day_to_finish_by(plan):
    back = stage(plan, "commendation").usual
    assert (back.bound, back.then) == (FINISH, None)
    assert date(plan, back.by) == "12-31"


def test_an_application_is_bound_by_its_own_close(plan):
    back = stage(plan, "internal_notice").usual
    assert back.chain()[-1].bound == CLOSE
    # handed in on Tuesday 30 September; 24 25 26 28 29 September count
    assert date(plan, back.start) == "09-23"


def test_it_is_too_late_from_the_first_day_on_if_no_meeting_comes_before_the_end():
    procedure = planned("finish_by=2025-12-05")
    back = stage(procedure, "acceptance_notice").usual
    assert (back.arrive, back.start, back.finish) == (None, None, None)


def test_a_latest_arrival_is_in_time_and_a_minute_later_is_not(plan):
    values = usual_values(plan)
    checked = 0
    for node in plan.nodes:
        back = count_back(plan, values, node.index)
        if back is None or back.arrive is None or back.bound == CLOSE:
            continue
        reached = span(node, plan.calendar, values, 0, back.arrive)
        assert reached is not None
        assert reached[1] <= back.by, node.id
        later = span(node, plan.calendar, values, 0, back.arrive + 1)
        assert later is None or later[1] > back.by, node.id
        checked += 1
    assert checked > 15


@pytest.mark.parametrize("make", [usual_values, least_values])
def test_the_chain_agrees_with_the_schedules_latest_finishes(plan, make):
    values = make(plan)
    latest = latest_finishes(plan, values, plan.deadline_minute)
    for node in plan.nodes:
        back = count_back(plan, values, node.index)
        if back is not None and node.index in latest and back.arrive is not None:
            assert back.by == latest[node.index], node.id


# ---- figures and assumptions ----------------------------------------------------------------


def test_the_text_alone_allows_11_november(plan):
    facts = explain_figure(plan, "law")
    notices = [link for link in facts.statutory if plan.nodes[link.step.node].kind == "notice"]
    # posted Monday 27 October, 28 29 30 31 and 3 November; posted the 4th, 5 6 7 10 11
    assert [(date(plan, one.step.started), date(plan, one.step.finished)) for one in notices] == [
        ("10-27", "11-03"),
        ("11-04", "11-11"),
    ]
    assert date(plan, facts.law[-1].step.finished) == "11-11"


def test_every_assumption_is_used_somewhere(plan):
    used = uses(plan)
    assert sorted(used) == list(range(len(plan.inputs)))
    assert all(used.values())
    index = plan.input_index("durations.county_consult")
    assert explain_input(plan, index).uses == (plan.node_index["county_consult"],)
    index = plan.input_index("people.reviewers")
    assert explain_input(plan, index).uses == (plan.node_index["material_review"],)


def test_nothing_after_a_stage_is_upstream_of_it(plan):
    before = upstream(plan, plan.node_index["county_notice"])
    assert plan.node_index["apply"] in before
    assert plan.node_index["receipt"] not in before


def test_who_is_late_does_not_depend_on_the_reviewers(plan):
    names = {plan.inputs[index].id for index in explain_figure(plan, "late").inputs}
    assert "people.reviewers" not in names
    assert "people.county_bureau" in names
    assert plan.input_index("people.reviewers") in explain_figure(plan, "finish").inputs


# ---- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "kind", "id"),
    [
        ("county_notice", "stage", "county_notice"),
        ("县级公示", "stage", "county_notice"),
        ("County Notice", "stage", "county_notice"),
        ("审批", "stage", "approval"),
        ("finish", "figure", "finish"),
        ("把握", "figure", "finish"),
        ("结论", "figure", "finish"),
        ("verdict", "figure", "finish"),
        ("空缺", "figure", "awards"),
        ("领导小组会议", "meetings", "meetings.leading_group"),
        ("meetings.leading_group", "meetings", "meetings.leading_group"),
        ("people.reviewers", "input", "people.reviewers"),
        ("评审员人手", "input", "people.reviewers"),
        ("pending_objection", "reading", "readings.pending_objection"),
        ("quotas.organisations.number", "value", "quotas.organisations.number"),
    ],
)
def test_things_are_found_by_id_by_title_and_by_a_part_of_it(plan, asked, kind, id):
    found = find_subject(plan, asked)
    assert (found.kind, found.id) == (kind, id)


def test_a_part_that_several_stages_share_lists_them(plan):
    with pytest.raises(InputError, match="any of 5") as error:
        find_subject(plan, "公示")
    assert "county_notice" in error.value.read("zh")


def test_an_unknown_name_gives_the_nearest(plan):
    with pytest.raises(InputError) as error:
        find_subject(plan, "县级公式")
    assert error.value.problems[0].nearest == "县级公示"
    with pytest.raises(InputError):
        find_subject(plan, "   ")


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("people.reviewers", "people.reviewers"),
        ("评审员人手", "people.reviewers"),
        ("领导小组会议", "meetings.leading_group"),
        ("领导小组集体审议", "meetings.leading_group"),
        ("市政府审批", "durations.approval"),
        ("拟奖建议名单公示", "stages.final_notice.duration"),
        ("pending_objection", "readings.pending_objection"),
        ("finish_by", "finish_by"),
        ("remove stages.defence", "remove stages.defence"),
        ("nobody is called so", "nobody is called so"),
    ],
)
def test_what_is_varied_is_found_by_its_title(plan, asked, path):
    assert find_axis(plan, asked) == path


def test_several_things_to_vary_are_listed(plan):
    with pytest.raises(InputError, match="any of 2") as error:
        find_axis(plan, "申报数")
    assert "applicants.individuals" in error.value.read("en")


def test_every_subject_finds_itself_by_its_id(plan):
    for subject in subjects(plan):
        assert find_subject(plan, subject.id).id == subject.id


def test_the_latest_ends_are_days_on_which_a_stage_can_end(plan):
    """Approval takes a day at least, Wednesday 31 December.  So the notice ends on Tuesday the
    30th; posted Tuesday the 23rd, it runs 24, 25, 26, 29, 30.  The leading group meets on Monday
    the 22nd at the latest, all day, though nothing would be lost until Tuesday afternoon."""
    ends = latest_ends(plan, least_values(plan), plan.deadline_minute)
    found = {plan.nodes[index].id: minute for index, minute in ends.items()}
    assert date(plan, found["final_notice"]) == "12-30"
    assert date(plan, found["deliberation"]) == "12-22"
    latest = latest_finishes(plan, least_values(plan), plan.deadline_minute)
    assert date(plan, latest[plan.node_index["deliberation"]]) == "12-23"
