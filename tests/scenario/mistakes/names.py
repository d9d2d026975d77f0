"""Names that the text does not have."""

from __future__ import annotations

from tests.scenario.mistakes.wrong import Wrong

UNUSED = ("没有用处", "nothing uses this assumption")

#: Names.
NAMES = (
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
)
