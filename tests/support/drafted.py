"""Answers about a document and about an edition, and what was made of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

#: Answers about a small document, as a file of them.
CITY = """\
city = "jia"
version = 2026
title = "甲市政府质量奖管理办法"
issued = 2026-03-02
tracks = "both @二"
channels = ["东县", "西县"]
vacancy = true

[quotas]
organisations = "不超过5家 @四"
individuals = { answer = "不超过10人", article = "四", words = "不超过10人" }

[stages]
CH_NOTICE = { answer = "不少于5个工作日", article = "八", name = "名单公示" }
FIN_NOTICE = "7天 @十五"
DECIDE = "有 @十四"
DEFENCE = "无 @十"
NOMINATE = "有 @九"

[closing]
receipt = "2026-06-30 @九"
"""

#: Answers about an edition of a published text, as options.
EDITION = (
    "--answer", "applicants.organisations=8/12/20",
    "--answer", "people.reviewers=12",
    "--answer", "meetings.leading_group=12-10、12-18、12-26",
    "--answer", "meetings.government=1/3/8 @ last year",
)  # fmt: skip


def given(path: Path) -> dict[str, Any]:
    """What a file of TOML holds."""
    return tomllib.loads(path.read_text("utf-8"))
