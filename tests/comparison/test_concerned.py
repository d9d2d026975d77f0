"""Whom a stage concerns, in words and never by ids."""

from __future__ import annotations

import pytest

from awardsim.comparison.concerned import concerned
from tests.support.published import TEXTS


@pytest.mark.parametrize("text", ["qingyuan@2025", "china_award@2023"])
def test_a_notice_of_the_parent_unit_concerns_branches(text: str) -> None:
    """七(一) of one, 四(一) of the other: 分支、内设、派出等机构."""
    policy = TEXTS[text]
    whom = concerned(policy, policy.stages["parent_notice"].only, alike=True)
    organisations = policy.tracks["organisations"].title
    assert whom.zh == f"{organisations.zh}、分支、内设、派出机构"
    assert whom.en == f"{organisations.en}, branch, internal or dispatched body"


def test_between_places_only_tracks_are_named() -> None:
    policy = TEXTS["qingyuan@2025"]
    whom = concerned(policy, policy.stages["parent_notice"].only, alike=False)
    assert (whom.zh, whom.en) == ("组织奖", "organisations")
