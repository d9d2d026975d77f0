"""A text in front of another one: what is found is its own, and the whole procedure is built."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from support.nested import INNER, OUTER, inner_policy, outer_policy
from support.procedures import catalogue

from awardsim.errors import InputError
from awardsim.findings import Finding, check_policy
from awardsim.plugins import Catalogue
from awardsim.policy import Policy
from awardsim.procedure.nesting import compose

#: The inner text's own notice and the outer one's, without a length; a step that does not exist.
UNSTATED = 'duration = "unstated"\n'
INNER_OPEN = INNER.replace("[stages.east_notice]\n", f"[stages.east_notice]\n{UNSTATED}")
OUTER_OPEN = OUTER.replace("[stages.notice]\n", f"[stages.notice]\n{UNSTATED}")
NO_WAY_ON = INNER.replace('after = ["local_check"]', 'after = ["local_chek"]')
#: An outer stage that nothing follows.
LOOSE = OUTER + '[stages.papers]\ntype = "ELIG"\nper = "batch"\nafter = ["call"]\n'


class Texts(NamedTuple):
    """The built-in rules, and one text that others may stand in front of."""

    known: Catalogue
    outer: Policy

    def rule(self, name: str, jurisdiction: str = "") -> object:
        return self.known.rule(name, jurisdiction)

    @property
    def columns(self) -> frozenset[str]:
        return self.known.columns

    def policy(self, id: str) -> Policy:
        assert id == self.outer.id
        return self.outer


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue()


def found(known: Catalogue, inner: str, outer: str) -> list[tuple[str, str]]:
    """Codes and paths on the inner text, which are the same once both have been put together."""
    own, other = inner_policy(inner), outer_policy(outer)
    texts = Texts(known, other)
    listed = check_policy(own, texts)
    assert listed == check_policy(compose(own, other), texts)
    return [_point(one) for one in listed]


def _point(one: Finding) -> tuple[str, str]:
    return one.code.id, one.place.path


def test_a_defect_of_each_text_is_found_on_that_text(known):
    inside, outside = ("AWS211", "stages.east_notice.duration"), "stages.notice.duration"
    assert inside in found(known, INNER_OPEN, OUTER_OPEN)
    assert outside not in {path for _, path in found(known, INNER_OPEN, OUTER_OPEN)}
    assert inside not in found(known, INNER, OUTER_OPEN)
    assert ("AWS211", outside) in {_point(one) for one in check_policy(outer_policy(OUTER_OPEN))}


def test_what_the_outer_text_goes_on_with_is_no_loose_end_of_the_inner_one(known):
    """It ends with a notice, which the outer text's receipt follows."""
    assert not [path for code, path in found(known, INNER, LOOSE) if code == "AWS413"]
    loose = {_point(one) for one in check_policy(outer_policy(LOOSE)) if one.code.id == "AWS413"}
    assert ("AWS413", "stages.papers.after") in loose


def test_matters_that_the_outer_text_regulates_are_not_missing_in_the_inner_one(known):
    paths = [path for _, path in found(known, INNER, OUTER)]
    assert not [path for path in paths if path.startswith(("objections", "quotas", "tracks"))]


def test_a_stage_before_it_that_does_not_exist_is_told_with_the_nearest(known):
    listed = check_policy(inner_policy(NO_WAY_ON), Texts(known, outer_policy()))
    told = [one for one in listed if "local_chek" in one.what.en]
    assert told
    assert "local_check" in told[0].what.en + told[0].repair.en


def test_an_outer_text_that_is_not_there_is_a_finding(known):
    class Nowhere(Texts):
        def policy(self, id: str) -> Policy:
            return known.policy(id)

    listed = check_policy(inner_policy(), Nowhere(known, outer_policy()))
    assert [one.place.path for one in listed] == ["within.policy"]
    with pytest.raises(InputError):
        known.policy("sample@draft")
