"""A text in front of another one, beside that one: the national notice and that of Gansu."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from awardsim.comparison.saying import Change, Rule
from awardsim.comparison.side_by_side import SideBySide, beside
from awardsim.policy import Policy
from awardsim.procedure.nesting import compose
from awardsim.report.console import COLUMNS, width
from awardsim.report.diff_redline import redline
from tests.support.published import TEXTS


@pytest.fixture(scope="module")
def both() -> tuple[Policy, Policy]:
    outer, inner = TEXTS["china_award@2023"], TEXTS["china_award@2023-gansu"]
    return outer, compose(inner, outer)


@pytest.fixture(scope="module")
def found(both) -> SideBySide:
    return beside(both)


def rule(found: SideBySide, id: str) -> Rule:
    """What is said under an id, or of a stage of the outer text."""
    return next(
        one
        for one in found.rules
        if one.id == id or (one.sayings[0] and one.sayings[0][0].path == id)
    )


def whom(one: Rule) -> list[Sequence[str]]:
    """Whom a stage concerns, in both texts."""
    parts = [part for said in one.sayings for part in said[0].parts if part.name == "only"]
    return [(part.cell.value.zh, part.cell.value.en) for part in parts]


def test_what_the_national_notice_says_of_everybody_else_is_the_same(found):
    """Quotas, conditions, and all that follows acceptance stand in the national notice alone."""
    topics = ("quotas", "conditions", "votes", "shortlist", "decision")
    changes = {one.id: one.change() for one in found.rules if one.topic in topics}
    assert len(changes) > 10
    assert set(changes.values()) <= {Change.SAME, Change.CITED}


def test_a_stage_that_gansu_replaces_is_for_all_channels_but_gansu_article_4_2(found):
    outer, nested = whom(rule(found, "stages.channel_review"))
    assert outer[0].startswith("除")
    assert "甘肃省" not in outer[0]
    assert nested[0] == outer[0].replace("除", "除甘肃省、", 1)
    assert nested[1] == outer[1].replace("all channels but ", "all channels but Gansu, ", 1)


def test_a_stage_for_everybody_is_from_then_on_for_all_but_gansu_article_4_1(found):
    assert whom(rule(found, "stages.apply")) == [
        ("全部", "all"),
        ("除甘肃省外的渠道", "all channels but Gansu"),
    ]


def test_of_many_channels_those_are_named_that_one_text_alone_has(found, both):
    """35 recommending bodies; in the place of Gansu 14 cities, two areas and the departments."""
    outer, nested = (
        next(part for part in said[0].parts if part.name == "names").cell.value.zh
        for said in rule(found, "channels").sayings
    )
    assert [len(one.channels) for one in both] == [35, 34 + 17]
    assert outer == "相同的34个、甘肃省"
    same, *own = nested.split("、")
    assert (same, len(own)) == ("相同的34个", 17)


def test_notices_in_all_are_two_more_than_the_national_ones(found):
    """Five working days in the city or department and five in the whole province (二)."""
    said = [one[0].parts[0].cell.value.zh for one in rule(found, "notices.total").sayings]
    assert said == ["≥15个工作日＋3次未写天数", "≥25个工作日＋3次未写天数"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_redline_of_both_fits_a_screen_and_no_line_lists_the_provinces(found, language):
    lines = redline(found, language)
    assert max(width(line) for line in lines) <= COLUMNS
    assert not any("山西" in line or "Shanxi" in line for line in lines)
