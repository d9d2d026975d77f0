"""What only the text shows to be wrong is told where the scenario says it, before anything runs."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from awardsim.analysis.experiment import find
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import PolicyError, ProcedureError, ScenarioError
from awardsim.scenario.model import DateEstimate, Estimate

CHANGE = '[[changes]]\n§path = "{}"\nwhy = "a test"\n'
#: The lines that ``told`` puts before those of a test.
ABOVE = 3


@attrs.frozen
class Wrong:
    """Lines of a scenario with ``§`` where the mistake is, and what must be said of it."""

    what: str
    lines: str
    path: str
    zh: str
    en: str
    nearest: str = ""


UNUSED = ("没有用处", "nothing uses this assumption")
STATED = ("[[changes]]", "[[changes]]")

WRONG = (
    # ---- names ---------------------------------------------------------------------------
    Wrong(
        "a misspelt body of people",
        "[people]\n§reviewrs = 12",
        "people.reviewrs",
        *UNUSED,
        "people.reviewers",
    ),
    Wrong(
        "people of a body that only meets",
        "[people]\n§leading_group = 12",
        "people.leading_group",
        *UNUSED,
        "meetings.leading_group",
    ),
    Wrong(
        "a misspelt body in its long form",
        "[bodies.sight_teams]\n§capacity = 2",
        "people.sight_teams",
        *UNUSED,
        "people.site_teams",
    ),
    Wrong(
        "a misspelt body that is away",
        "[bodies.reviewrs]\n§away = [2025-11-03]",
        "bodies.reviewrs",
        "没有由 'reviewrs' 办理的环节",
        "no stage is worked on by 'reviewrs'",
        "reviewers",
    ),
    Wrong(
        "a misspelt track",
        "[applicants]\n§organizations = 3",
        "applicants.organizations",
        *UNUSED,
        "applicants.organisations",
    ),
    Wrong(
        "a misspelt channel",
        "[channels.qingchen]\n§organisations = 3",
        "channels.qingchen.organisations",
        *UNUSED,
        "channels.qingcheng.organisations",
    ),
    Wrong(
        "a misspelt body that meets",
        "[meetings]\n§leading_grup = [2025-12-10]",
        "meetings.leading_grup",
        *UNUSED,
        "meetings.leading_group",
    ),
    Wrong(
        "meetings of a body that works",
        "[meetings]\n§office = [2025-12-10]",
        "meetings.office",
        *UNUSED,
        "people.office",
    ),
    Wrong(
        "a misspelt stage",
        '[durations]\n§site_vist = "8h"',
        "durations.site_vist",
        *UNUSED,
        "durations.site_visit",
    ),
    Wrong(
        "a misspelt track of a stage",
        '[durations.site_visit]\n§organisation = "8h"',
        "durations.site_visit.organisation",
        *UNUSED,
        "durations.site_visit.organisations",
    ),
    Wrong(
        "a duration of a stage that meets on dates",
        '[durations]\n§deliberation = "3wd"',
        "durations.deliberation",
        *UNUSED,
        "meetings.leading_group",
    ),
    Wrong(
        "a misspelt chance",
        "[chance]\n§withdrawl = 0.1",
        "chance.withdrawl",
        *UNUSED,
        "chance.withdrawal",
    ),
    Wrong(
        "a misspelt notice that is objected to",
        "[chance.objection]\n§final_notise = 0.1",
        "chance.objection.final_notise",
        *UNUSED,
        "chance.objection.final_notice",
    ),
    Wrong(
        "a misspelt number of the cohort",
        "[cohort]\n§mrit_mean = 500",
        "cohort.mrit_mean",
        "没有参数 'mrit_mean'",
        "has no parameter 'mrit_mean'",
        "cohort.merit_mean",
    ),
    Wrong(
        "a misspelt path of the text",
        '[fill]\n§"stages.aply.closes" = 2025-10-10',
        "fill.stages.aply.closes",
        *UNUSED,
        "fill.stages.apply.closes",
    ),
    Wrong(
        "a misspelt track in a path of the text",
        '[fill]\n§"stages.site_list.rule.at_most.organizations" = 6',
        "fill.stages.site_list.rule.at_most.organizations",
        *UNUSED,
        "fill.stages.site_list.rule.at_most.organisations",
    ),
    Wrong(
        "a duration that is filled",
        '[fill]\n§"stages.site_visit.duration" = "8h"',
        "fill.stages.site_visit.duration",
        *UNUSED,
        "durations.site_visit",
    ),
    Wrong(
        "the time of an objection that is filled",
        '[fill]\n§"objections.decide" = "5wd"',
        "fill.objections.decide",
        *UNUSED,
        "chance.objection_decide",
    ),
    Wrong(
        "a misspelt stage to finish with",
        '§finish = "comendation"',
        "finish",
        "文本没有环节 'comendation'",
        "the text has no stage 'comendation'",
        "commendation",
    ),
    Wrong(
        "a misspelt reading",
        '[readings]\n§pendng_objection = "holds_list"',
        "readings.pendng_objection",
        "文本没有读法 'pendng_objection'",
        "the text has no reading 'pendng_objection'",
        "pending_objection",
    ),
    Wrong(
        "a misspelt option of a reading",
        '[readings]\n§pending_objection = "holds_lst"',
        "readings.pending_objection",
        "没有选项 'holds_lst'（有：holds_list、holds_name、holds_nobody）",
        "no option 'holds_lst' (known: holds_list, holds_name, holds_nobody)",
        "holds_list",
    ),
    # ---- what the text states ------------------------------------------------------------
    Wrong(
        "a deadline that the text states",
        '[fill]\n§"stages.receipt.deadline.on" = 2025-10-27',
        "fill.stages.receipt.deadline.on",
        "已经写明（plan 七(二)），不能估计：改动写在 [[changes]] 里",
        "the text states the value (plan 七(二))",
    ),
    Wrong(
        "a quota that the text states",
        '[fill]\n§"quotas.organisations.number" = 6',
        "fill.quotas.organisations.number",
        *STATED,
    ),
    Wrong(
        "a length of notice that the text states",
        '[durations]\n§final_notice = "7wd"',
        "durations.final_notice",
        *STATED,
    ),
    Wrong(
        "a notice shorter than the text's least",
        '[durations]\n§county_notice = ["4wd", "5wd", "7wd"]',
        "durations.county_notice",
        "少于文本写明的5个工作日（plan 七(二)）",
        "shorter than the 5 working days that plan 七(二) states",
    ),
    Wrong(
        "a notice in another unit than the text's",
        '[durations]\n§county_notice = "9cd"',
        "durations.county_notice",
        "不是文本写明的5个工作日",
        "not in the unit of the 5 working days",
    ),
    # ---- what fills an open value --------------------------------------------------------
    Wrong(
        "two and a half reviewers for each file",
        '[fill]\n§"stages.material_review.reviewers" = 2.5',
        "fill.stages.material_review.reviewers",
        "应是整数",
        "expected a whole number",
    ),
    Wrong(
        "no reviewer for a file",
        '[fill]\n§"stages.material_review.reviewers" = [0, 1, 2]',
        "fill.stages.material_review.reviewers",
        "整数，至少 1",
        "a whole number, at least 1",
    ),
    Wrong(
        "a duration for a count",
        '[fill]\n§"stages.material_review.reviewers" = "3wd"',
        "fill.stages.material_review.reviewers",
        "应是整数",
        "expected a whole number",
    ),
    Wrong(
        "a day for a count",
        '[fill]\n§"stages.material_review.reviewers" = 2025-10-10',
        "fill.stages.material_review.reviewers",
        "三个数",
        "three numbers",
    ),
    Wrong(
        "a share above 1",
        '[fill]\n§"stages.county_review.rule.detects" = 95',
        "fill.stages.county_review.rule.detects",
        "0 到 1 的数",
        "a number from 0 to 1",
    ),
    Wrong(
        "a closing date without its unit",
        '[fill]\n§"stages.apply.closes" = 13',
        "fill.stages.apply.closes",
        "带单位的数（如 5wd）",
        "a number with its unit (5wd)",
    ),
    Wrong(
        "a closing date in calendar days",
        '[fill]\n§"stages.apply.closes" = "13cd"',
        "fill.stages.apply.closes",
        "带单位的数（如 5wd）",
        "a number with its unit (5wd)",
    ),
    Wrong(
        "half a day before the deadline",
        '[fill]\n§"stages.apply.closes" = "12.5wd"',
        "fill.stages.apply.closes",
        "应是整数",
        "expected a whole number",
    ),
    Wrong(
        "a text for a closing date",
        '[fill]\n§"stages.apply.closes" = "soon"',
        "fill.stages.apply.closes",
        "三个数",
        "three numbers",
    ),
    Wrong(
        "a closing date before the opening",
        '[fill]\n§"stages.apply.closes" = [2025-09-16, 2025-10-10, 2025-10-11]',
        "fill.stages.apply.closes",
        "申报截止日（2025-09-16）早于开始日（2025-09-17）",
        "application (2025-09-16) is before the opening on 2025-09-17",
    ),
    Wrong(
        "a closing date counted back beyond the opening",
        '[fill]\n§"stages.apply.closes" = "40wd"',
        "fill.stages.apply.closes",
        "2025-10-25往前40个工作日）早于开始日（2025-09-17）",
        "(40 working days before 2025-10-25) is before the opening on 2025-09-17",
    ),
    Wrong(
        "a closing date counted back from no stage",
        '[fill]\n§"stages.apply.closes" = { before = "receit", days = 5 }',
        "fill.stages.apply.closes",
        "不能从 'receit' 倒推",
        "nothing can be counted back from 'receit'",
        "receipt",
    ),
    Wrong(
        "a closing date counted back from itself",
        '[fill]\n§"stages.apply.closes" = { before = "apply", days = 5 }',
        "fill.stages.apply.closes",
        "没有日期",
        "it has no date",
    ),
    Wrong(
        "a cycle in calendar days",
        '[fill]\n§"window.cycle" = "730cd"',
        "fill.window.cycle",
        "如 5y",
        "(5y)",
    ),
    Wrong(
        "weights that add up to nothing",
        '[fill]\n§"stages.composite.rule.weights.material_review" = 0\n'
        '"stages.composite.rule.weights.site_visit" = 0',
        "stages.composite.rule",
        "weights add up to 0",
        "weights add up to 0",
    ),
    # ---- people, meetings, dates ---------------------------------------------------------
    Wrong(
        "a body of nobody",
        "[people]\n§reviewers = 0",
        "people.reviewers",
        "评审员没有人手：至少1",
        "reviewers has no capacity: at least 1",
    ),
    Wrong(
        "perhaps nobody in the long form",
        "[bodies.site_teams]\n§capacity = [0, 1, 2]",
        "people.site_teams",
        "没有人手",
        "has no capacity",
    ),
    Wrong(
        "nobody in one county",
        "[channels.yingde]\n§county_bureau = 0",
        "channels.yingde.county_bureau",
        "没有人手",
        "has no capacity",
    ),
    Wrong(
        "all meetings before the opening",
        "[meetings]\n§leading_group = [2025-01-10, 2025-09-16]",
        "meetings.leading_group",
        "没有一个会议日在开始日2025-09-17之后",
        "no meeting date after the opening on 2025-09-17",
    ),
    Wrong(
        "a meeting beyond the calendar",
        "[meetings]\n§leading_group = [2025-12-10, 2035-12-10]",
        "meetings.leading_group",
        "2035-12-10 晚于日历的最后一天（2027-12-31）",
        "2035-12-10 is beyond the calendar, which ends on 2027-12-31",
    ),
    Wrong(
        "a decision in calendar days",
        '[durations]\n§approval = "3cd"',
        "durations.approval",
        "工作日或工时",
        "working days or hours",
    ),
    Wrong(
        "an end before the text's own opening",
        "§finish_by = 2025-09-01",
        "finish_by",
        "完成期限（2025-09-01）早于开始日（2025-09-17）",
        "finish by 2025-09-01, before the opening on 2025-09-17",
    ),
    Wrong(
        "an opening after the text's own deadline",
        "§opens = 2025-11-03",
        "opens",
        "报送市质量强市办期限（2025-10-25）早于开始日（2025-11-03）",
        "(2025-10-25) is before the opening on 2025-11-03",
    ),
    Wrong(
        "an opening too late for what is assumed",
        "§opens = 2025-10-20",
        "opens",
        "给出 'fill.stages.apply.closes'",
        "give 'fill.stages.apply.closes' in the scenario",
    ),
    Wrong(
        "an end in a year that nothing is known of",
        "§finish_by = 2500-12-31",
        "finish_by",
        "推算表只到",
        "the projection covers",
    ),
    # ---- changes -------------------------------------------------------------------------
    Wrong(
        "a misspelt path of a change",
        CHANGE.format("stages.final_notise.duration") + 'to = "7wd"',
        "stages.final_notise.duration",
        "文本没有路径 'stages.final_notise.duration'",
        "the text has no path 'stages.final_notise.duration'",
        "stages.final_notice.duration",
    ),
    Wrong(
        "a key that a table of the text does not have: what it has",
        CHANGE.format("stages.final_notice.limit") + 'to = "7wd"',
        "stages.final_notice.limit",
        "stages.final_notice 有：title、",
        "'stages.final_notice' has: title, ",
    ),
    Wrong(
        "a change in a table that the text does not have",
        CHANGE.format("stagez.final_notice.duration") + 'to = "7wd"',
        "stagez.final_notice.duration",
        "文本没有路径",
        "the text has no path",
        "stages.final_notice.duration",
    ),
    Wrong(
        "a change of what is assumed",
        CHANGE.format("people.reviewers") + "to = 16",
        "people.reviewers",
        "写在 [people] 里",
        "give it in [people]",
    ),
    Wrong(
        "a change to another kind of value",
        CHANGE.format("stages.final_notice.duration") + "to = 7",
        "stages.final_notice.duration.exactly",
        '写 "7wd"',
        'write "7wd"',
    ),
    Wrong(
        "a change to a rule that does not exist",
        CHANGE.format("stages.site_visit.rule.name") + 'to = "site_scor"',
        "stages.site_visit.rule.name",
        "没有规则 'site_scor'",
        "no rule 'site_scor'",
        "site_score",
    ),
    Wrong(
        "a change to a parameter that a rule cannot have",
        CHANGE.format("stages.site_list.rule.at_most") + "to = 3",
        "stages.site_list.rule",
        "参数不对",
        "wrong parameter",
    ),
    Wrong(
        "a change to a stage that does not exist",
        CHANGE.format("stages.site_visit.after") + 'to = ["site_lst"]',
        "stages.site_visit.after[0]",
        "没有环节 'site_lst'",
        "no stage 'site_lst'",
        "site_list",
    ),
    Wrong(
        "a change that makes a cycle",
        CHANGE.format("stages.site_list.after") + 'to = ["composite"]',
        "stages.site_list.after",
        "site_list -> site_visit -> composite -> site_list",
        "the stages form a cycle",
    ),
    Wrong(
        "a change of a number of reviewers that the text leaves open",
        CHANGE.format("stages.material_review.reviewers") + "to = 4",
        "stages.material_review.reviewers",
        "用 'fill.stages.material_review.reviewers' 估计",
        "assumed as 'fill.stages.material_review.reviewers'",
    ),
    Wrong(
        "a change of a closing date that the text leaves open",
        CHANGE.format("stages.apply.closes") + "to = 2025-10-10",
        "stages.apply.closes",
        "用 'fill.stages.apply.closes' 估计",
        "assumed as 'fill.stages.apply.closes'",
    ),
    Wrong(
        "a change of a quota that stands in an annex",
        CHANGE.format("stages.recommend.rule.at_most.individuals") + "to = 3",
        "stages.recommend.rule.at_most.individuals",
        "用 'fill.stages.recommend.rule.at_most.individuals' 估计",
        "assumed as 'fill.stages.recommend.rule.at_most.individuals'",
    ),
    Wrong(
        "a change of a duration that the text leaves open",
        CHANGE.format("stages.site_visit.duration") + 'to = "3wd"',
        "stages.site_visit.duration",
        "用 'durations.site_visit' 估计",
        "assumed as 'durations.site_visit'",
    ),
    Wrong(
        "something added that is there",
        CHANGE.format("quotas.organisations.number") + 'op = "add"\nto = 6',
        "quotas.organisations.number",
        'op = "set"',
        'op = "set"',
    ),
    Wrong(
        "a stage removed that another one counts on",
        CHANGE.format("stages.site_visit") + 'op = "remove"',
        "stages.composite.rule.weights.site_visit",
        "没有 'site_visit'",
        "no 'site_visit'",
        "site_list",
    ),
    Wrong(
        "a misspelt stage that is removed",
        CHANGE.format("stages.citty_consult") + 'op = "remove"',
        "stages.citty_consult",
        "文本没有路径",
        "the text has no path",
        "stages.city_consult",
    ),
    Wrong(
        "a stage moved after one that does not exist",
        CHANGE.format("stages.city_consult") + 'op = "move"\nto = "material_reviw"',
        "stages.city_consult",
        "没有环节 'material_reviw'",
        "no stage 'material_reviw'",
        "material_review",
    ),
    Wrong(
        "a stage moved after itself",
        CHANGE.format("stages.city_consult") + 'op = "move"\nto = "city_consult"',
        "stages.city_consult",
        "不能移到自己之后",
        "cannot be moved after itself",
    ),
    Wrong(
        "a table moved",
        CHANGE.format("quotas") + 'op = "move"\nto = "city_consult"',
        "quotas",
        "只有环节",
        "only a stage (stages.<id>) can be moved",
    ),
    Wrong(
        "a stage's body moved",
        CHANGE.format("stages.city_consult.body") + 'op = "move"\nto = "receipt"',
        "stages.city_consult.body",
        "只有环节",
        "only a stage (stages.<id>) can be moved",
    ),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.what)
def test_a_mistake_that_the_text_shows_is_told_where_the_scenario_says_it(wrong, told):
    before, found, _ = wrong.lines.partition("§")
    assert found
    (problem,) = told(wrong.lines.replace("§", ""))
    assert Path(problem.file).name == "mine.toml"
    assert (problem.path, problem.line) == (wrong.path, ABOVE + before.count("\n") + 1)
    assert wrong.zh in problem.message.zh
    assert wrong.en in problem.message.en
    assert problem.nearest == wrong.nearest


@pytest.mark.parametrize(
    "written, path, en, nearest",
    [
        ("people.reviewrs=16", "people.reviewrs", "nothing uses", "people.reviewers"),
        ("people.reviewers=0", "people.reviewers", "has no capacity", ""),
        ("finish=delibration", "finish", "no stage 'delibration'", "deliberation"),
        ("readings.pending_objection=list", "readings.pending_objection", "no option 'list'", ""),
        ("bodies.reviewrs.away=[2025-12-01]", "bodies.reviewrs", "no stage", "reviewers"),
        ("opens=2025-11-03", "opens", "is before the opening on 2025-11-03", ""),
        ("finish_by=2025-08-01", "finish_by", "before the opening", ""),
        ("meetings.leading_group=2025-01-10", "meetings.leading_group", "no meeting date", ""),
        ("fill.stages.receipt.deadline.on=2025-10-27", "fill.stages.receipt.deadline.on",
         "the text states the value", ""),
        ("stages.material_review.reviewers=4", "stages.material_review.reviewers",
         "assumed as 'fill.stages.material_review.reviewers'", ""),
        ("stages.final_notice.duraton=7wd", "stages.final_notice.duraton", "no path",
         "stages.final_notice.duration"),
        ("stages.final_notice.duration=7", "stages.final_notice.duration.exactly", '"7wd"', ""),
        ("peple.reviewers=3", "peple.reviewers", "no path", "people.reviewers"),
        ("nowhere.at.all=3", "nowhere.at.all", "no path", ""),
    ],
)  # fmt: skip
def test_a_value_set_on_top_is_told_by_its_option(told, written, path, en, nearest):
    (problem,) = told("[people]\nreviewers = 12\n", written)
    assert (problem.file, problem.line, problem.path) == (f"--set {written}", 0, path)
    assert en in problem.message.en
    assert problem.nearest == nearest


def test_the_mistakes_of_a_scenario_are_told_together_whatever_shows_them(told):
    lines = (
        'finish = "comendation"\n'
        "[people]\nreviewers = 0\nofice = 3\n"
        '[readings]\npending_objection = "holds_lst"\n'
        '[fill]\n"stages.aply.closes" = 2025-10-10\n"stages.receipt.deadline.on" = 2025-10-27\n'
        '[[changes]]\npath = "stages.nowhere.duration"\nto = "7wd"\nwhy = "w"\n'
    )
    found = sorted((problem.line, problem.path) for problem in told(lines))
    assert found == [
        (4, "finish"),
        (6, "people.reviewers"),
        (7, "people.ofice"),
        (9, "readings.pending_objection"),
        (11, "fill.stages.aply.closes"),
        (12, "fill.stages.receipt.deadline.on"),
        (14, "stages.nowhere.duration"),
    ]


def test_a_mistake_of_the_base_is_told_in_the_base(tmp_path, told):
    head = 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "b"\n'
    base = head + "[people]\noffice = 3\nreviewrs = 12\n"
    (tmp_path / "base.toml").write_text(base, "utf-8")
    first, second = told(
        "[people]\nsite_temas = 2\n", head='schema = 1\nextends = "base"\nbasis = "b"\n'
    )
    assert (Path(first.file).name, first.line) == ("base.toml", 6)
    assert first.path == "people.reviewrs"
    assert (Path(second.file).name, second.line) == ("mine.toml", 5)
    assert second.path == "people.site_temas"


def test_mistakes_that_are_only_found_when_it_is_built_are_those_of_a_procedure(built):
    with pytest.raises(ProcedureError):
        built("[people]\nreviewrs = 12\n")


# ---- what must not be refused --------------------------------------------------------------


@pytest.mark.parametrize(
    "path, to",
    [
        ("stages.site_visit.after", '["site_list"]'),
        ("stages.site_visit.rule", '{ name = "site_score" }'),
        ("stages.composite.rule.name", '"weighted_sum"'),
        ("stages.final_notice.objection.holds", '"list"'),
        ("stages.receipt.deadline.on", "2025-10-31"),
        ("quotas.organisations.may_stay_vacant", "true"),
        ("window.closes", "2025-11-30"),
    ],
)
def test_what_is_written_may_be_changed(built, path, to):
    made = built(f'[[changes]]\npath = "{path}"\nto = {to}\nwhy = "a test"\n')
    assert [one.path for one in made.overrides] == [path]


def test_a_reading_may_give_what_the_text_leaves_open(built):
    made = built('[readings]\ninternal_notice_binds = "parent_only"\n')
    assert made.policy.stages["internal_notice"].duration.open
    assert [one.why for one in made.overrides] == ["internal_notice_binds"]


@pytest.mark.parametrize(
    "written, name, least, usual, most, kind, unit",
    [
        ("fill.window.cycle=2y", "fill.window.cycle", 2, 2, 2, "number", "y"),
        ("fill.stages.apply.closes=13wd", "fill.stages.apply.closes", 13, 13, 13, "count", "wd"),
        ("fill.stages.apply.closes=[2025-10-08, 2025-10-09, 2025-10-10]",
         "fill.stages.apply.closes", 21, 22, 23, "day", "day"),
        ('fill.stages.apply.closes={ before = "receipt", days = [5, 6, 8] }',
         "fill.stages.apply.closes", 5, 6, 8, "count", "wd"),
        ('fill.stages.apply.closes={ after = "opening", days = 15 }',
         "fill.stages.apply.closes", 15, 15, 15, "count", "wd"),
        ("fill.stages.material_review.reviewers=[2, 3, 4]",
         "fill.stages.material_review.reviewers", 2, 3, 4, "count", "count"),
        ("fill.stages.county_review.rule.detects=0.9",
         "fill.stages.county_review.rule.detects", 0.9, 0.9, 0.9, "share", "share"),
        ("fill.stages.eligibility.supplement.within=4wd",
         "fill.stages.eligibility.supplement.within", 4, 4, 4, "working", "wd"),
        ("fill.stages.deliberation.rule.minimum=600",
         "fill.stages.deliberation.rule.minimum", 600, 600, 600, "number", "number"),
        ("durations.approval=[1wd, 2wd, 9wd]", "durations.approval", 1, 2, 9, "working", "wd"),
        ("durations.county_notice=[5wd, 6wd, 7wd]", "durations.county_notice", 5, 6, 7, "count",
         "wd"),
    ],
)  # fmt: skip
def test_what_is_open_is_filled_in_its_own_unit(
    built, written, name, least, usual, most, kind, unit
):
    made = built("", written)
    found = made.inputs[made.names[name]]
    assert (found.least, found.usual, found.most) == (least, usual, most)
    assert (found.kind, found.unit) == (kind, unit)
    assert (found.origin, found.basis.en) == ("scenario", "--set")


def test_the_time_of_a_decision_goes_before_that_of_its_body(built):
    made = built('[meetings]\ngovernment_days = [1, 3, 8]\n[durations]\napproval = "2wd"\n')
    found = made.inputs[made.names["durations.approval"]]
    assert (found.least, found.most) == (2, 2)
    stage = made.nodes[made.node_index["approval"]]
    assert stage.meeting.time.input == made.names["durations.approval"]
    assert stage.meeting.against == made.deadline_minute


def test_meetings_that_began_before_the_opening_keep_their_step(built):
    lines = '[meetings.leading_group]\nevery = "7cd"\nfirst = {}\n'
    first, later = (built(lines.format(day)) for day in ("2024-12-04", "2025-09-17"))
    starts = [made.nodes[made.node_index["deliberation"]].meeting.starts for made in (first, later)]
    assert starts[0] == starts[1]
    assert starts[0][0] == 9 * 60  # Wednesday the 17th of September, 9 o'clock


def test_a_deadline_in_days_after_the_closing_date_is_no_date_to_count_back_from(read, catalogue):
    """In the text of 2020 neither the closing date nor the deadline is written."""
    from awardsim.policy import read_policy
    from awardsim.procedure.build import build
    from awardsim.simulation.cohort import APPLICANTS

    root = Path(__file__).resolve().parents[2]
    text = read_policy(root / "plugins" / "qingyuan" / "policies" / "2020.toml")
    head = 'schema = 1\npolicy = "qingyuan@2020"\nbasis = "b"\n'
    lines = (
        'opens = 2024-06-03\nfinish_by = 2024-12-31\n[fill]\n"stages.receipt.deadline.on" = {}\n'
    )
    counted = build(text, read(lines.format('"15wd"'), head=head), catalogue.rule, APPLICANTS)
    apply = counted.nodes[counted.node_index["apply"]]
    assert apply.closes.anchor == "opening"
    dated = build(text, read(lines.format("2024-08-30"), head=head), catalogue.rule, APPLICANTS)
    apply = dated.nodes[dated.node_index["apply"]]
    assert apply.closes.anchor == "before"
    for made in (counted, dated):
        values = [one.usual for one in made.inputs]
        moments = made.moments(values)
        assert moments[made.node_index["apply"]] < moments[-1 - made.node_index["receipt"]]


def test_what_is_assumed_keeps_the_place_at_which_it_was_given(read):
    found = read('[fill]\n"stages.apply.closes" = 2025-10-10\n[people]\nreviewers = 12\n')
    closes = found.assumptions["fill.stages.apply.closes"]
    assert isinstance(closes.amount, DateEstimate)
    assert (closes.line, closes.origin) == (5, "scenario")
    people = found.assumptions["people.reviewers"]
    assert (people.line, people.amount) == (7, Estimate.exactly(12.0, "count"))


def test_names_that_the_text_does_not_have_are_told_with_the_other_mistakes(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        'schema = 1\npolicy = "qingyuan@2025"\ntitle = "x"\nbasis = "b"\nfinish_by = "soon"\n'
        '[people]\nreviewrs = 3\n[durations]\ncity_consul = "5wd"\nadded = "5wd"\n'
        '[readings]\nnope = "a"\n'
        '[[changes]]\nop = "add"\npath = "stages.added"\nto = { }\nwhy = "a test"\n'
    )
    with pytest.raises(ScenarioError) as raised:
        find(str(file), open_catalogue())
    found = [(one.line, one.path) for one in raised.value.problems]
    assert found[:4] == [
        (5, "finish_by"),
        (7, "people.reviewrs"),
        (9, "durations.city_consul"),
        (12, "readings.nope"),
    ]
    assert found[4:]  # what the stage that is added lacks
    assert all(path.startswith("stages.added.") for _, path in found[4:])
    assert raised.value.problems[1].nearest == "people.reviewers"


def test_the_rules_of_a_text_are_told_with_its_other_mistakes(tmp_path):
    file = tmp_path / "2025.toml"
    text = (Path(__file__).parents[2] / "plugins/qingyuan/policies/2025.toml").read_text("utf-8")
    text = text.replace('state = "issued"', 'state = "isued"')
    file.write_text(text.replace('"confer_by_rank"', '"confer_by_rnak"'), "utf-8")
    with pytest.raises(PolicyError) as raised:
        find(str(file), open_catalogue())
    found = raised.value.problems
    assert [one.nearest for one in found] == ["issued", "confer_by_rank"]
    assert all(one.line for one in found)
