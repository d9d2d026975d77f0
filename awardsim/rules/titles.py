"""What parameters are called that mean the same in every rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from awardsim.text import Text

#: Names that mean the same in every rule; a rule's own ``titles`` come before them.
COMMON: Mapping[str, Text] = MappingProxyType(
    {
        "at_least": Text("至少", "at least"),
        "at_most": Text("名额", "at most"),
        "choose": Text("选出数", "how many to choose"),
        "decimals": Text("小数位数", "decimals"),
        "detects": Text("查出率", "share found out"),
        "drop": Text("去掉最高和最低各几个", "highest and lowest left out"),
        "falls": Text("落选者转入下一等次", "who misses a tier stands for the next"),
        "field": Text("何种年限", "years of what"),
        "inclusive": Text("含本数", "the share itself is enough"),
        "lasts": Text("限报多久", "for how long"),
        "leniency": Text("评审员宽严差异", "reviewers' leniency"),
        "majority": Text("当选所需得票比例", "share of votes needed"),
        "margin": Text("可放宽的分数", "points of leeway"),
        "minimum": Text("最低分", "least score"),
        "noise": Text("打分或看法的误差", "error of a single mark or view"),
        "of": Text("所依据的得分", "marks it goes by"),
        "opinion_noise": Text("推荐单位看法的误差", "error of the recommending body's view"),
        "record": Text("何种记录", "record of what"),
        "reviewers": Text("每份几人评", "reviewers per file"),
        "scale": Text("满分", "full marks"),
        "scope": Text("范围", "scope"),
        "seats": Text("委员人数", "members"),
        "shift_mean": Text("现场与材料得分之差的平均", "mean shift from file to site"),
        "shift_sd": Text("现场与材料得分之差的离散", "spread of the shift from file to site"),
        "soft": Text("原则上", "in principle"),
        "trait": Text("何种资质", "which quality"),
        "weights": Text("权重", "weights"),
        "within": Text("近几年内", "within how many years"),
    }
)
