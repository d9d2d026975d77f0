"""Words that a policy file chooses from, with their titles in both languages."""

from __future__ import annotations

from awardsim.text import Text

PERS = {
    "case": Text("每件", "each case"),
    "channel": Text("每个推荐单位", "each channel"),
    "batch": Text("全部", "all together"),
}
APPLICANTS = {
    "organisation": Text("组织", "organisation"),
    "individual": Text("个人", "individual"),
}
TRACKS = {
    "organisations": Text("组织奖", "organisations"),
    "individuals": Text("个人奖", "individuals"),
}
COUNTS = {
    "receipt": Text("以收到为准", "receipt"),
    "postmark": Text("以邮戳为准", "postmark"),
    "completion": Text("以办结为准", "completion"),
}
LATE = {"out": Text("逾期不予受理", "who is late leaves"), "noted": Text("只作记录", "noted")}
ROLLS = {
    "none": Text("不顺延", "none"),
    "forward": Text("顺延", "forward"),
    "backward": Text("提前", "backward"),
}
HOLDS = {
    "nobody": Text("不影响", "nobody"),
    "case": Text("只影响被异议者", "case"),
    "list": Text("影响整个名单", "list"),
}
ASSIGNMENTS = {
    "pool": Text("空闲者评", "pool"),
    "balanced": Text("均衡分派", "balanced"),
    "random": Text("随机分派", "random"),
}
