"""What is left to chance in every procedure, and how people call it."""

from __future__ import annotations

from awardsim.text import Text

#: Names in the built-in table for chance and cohort, taken into every procedure.
CHANCE = (
    "upheld",
    "objection_forward",
    "objection_reply",
    "objection_decide",
    "withdrawal",
    "supplied",
    "spread",
)
CHANCE_TITLES = {
    "upheld": Text("异议查证属实的比例", "share of objections upheld"),
    "objection_forward": Text("转送异议用时", "time to forward an objection"),
    "objection_reply": Text("复核异议用时", "time to check an objection"),
    "objection_decide": Text("认定异议用时", "time to decide an objection"),
    "withdrawal": Text("中途退出的比例", "share that withdraws"),
    "supplied": Text("一次补齐材料的比例", "share that supplies what was missing"),
    "spread": Text("各件用时的差别", "spread of single durations"),
    "leniency": Text("评审员宽严差异", "reviewers' leniency"),
    "noise": Text("单份打分误差", "error of a single mark"),
    "site_noise": Text("现场打分误差", "error of a site mark"),
    "opinion_noise": Text("推荐单位看法的误差", "error of the recommending body's view"),
    "crowding": Text("申报集中在截止前的程度", "crowding of applications towards the end"),
    "careless": Text("没有留足公示天数的比例", "share that starts too late for its own notice"),
    "complete": Text("材料一次齐全的比例", "share of files complete at once"),
    "branch": Text("分支、派出机构的比例", "share of branches"),
    "too_young": Text("年限不足的比例", "share with too few years"),
    "accident": Text("每年发生重大事故的比例", "yearly share with a major accident"),
    "breach": Text("每年有违法失信记录的比例", "yearly share with a breach on record"),
    "earlier_winner": Text("以往获奖者再次申报的比例", "share of earlier winners"),
    "merit_mean": Text("真实水平的平均", "mean of true merit"),
    "merit_sd": Text("真实水平的离散", "spread of true merit"),
}
