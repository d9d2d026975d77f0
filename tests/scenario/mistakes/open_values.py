"""What the text states, and what fills what it leaves open."""

from __future__ import annotations

from tests.scenario.mistakes.wrong import Wrong

STATED = ("[[changes]]", "[[changes]]")

STATED_VALUES = (
    Wrong(
        "a deadline that the text states",
        '[fill]\n§"stages.receipt.deadline.on" = 2025-10-27',
        "fill.stages.receipt.deadline.on",
        "已经写明（七(二)），不能估计：改动写在 [[changes]] 里",
        "the text states the value (article 七(二))",
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
        "少于文本写明的5个工作日（七(二)）",
        "shorter than the 5 working days that article 七(二) states",
    ),
    Wrong(
        "a notice in another unit than the text's",
        '[durations]\n§county_notice = "9cd"',
        "durations.county_notice",
        "不是文本写明的5个工作日",
        "not in the unit of the 5 working days",
    ),
)

OPEN_VALUES = (
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
)
