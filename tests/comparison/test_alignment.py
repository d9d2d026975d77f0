"""Which steps of two texts are the same, and which have moved."""

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim.comparison.alignment import align
from tests.support.procedures import policy

TYPES = ("CONSULT", "NOMINATE", "ELIG", "DOC_REVIEW", "SITE", "DEFENCE", "FIN_NOTICE")
ORDERS = st.lists(st.sampled_from(TYPES), min_size=1, max_size=8)


def chain(types, *, prefix="s", jurisdiction="sample"):
    """A text whose stages come one after the other, each of the type that is given."""
    toml = "".join(
        f'[stages.{prefix}{place}]\ntype = "{type_}"\nkind = "wait"\nper = "batch"\n'
        + (f'after = ["{prefix}{place - 1}"]\n' if place else "")
        for place, type_ in enumerate(types)
    )
    return attrs.evolve(policy(toml), jurisdiction=jurisdiction)


def pairs(slots):
    return [slot.stages for slot in slots]


def test_a_step_that_one_text_lacks_stands_alone_after_what_it_follows():
    slots = align([chain(["ELIG", "SITE"]), chain(["ELIG", "DOC_REVIEW", "SITE"], prefix="t")])
    assert pairs(slots) == [("s0", "t0"), ("", "t1"), ("s1", "t2")]
    assert [slot.id for slot in slots] == ["ELIG", "DOC_REVIEW", "SITE"]
    assert not any(any(slot.passed) for slot in slots)


def test_a_defence_before_the_site_visit_has_moved_and_not_been_replaced():
    after = chain(["DOC_REVIEW", "SITE", "DEFENCE", "DECIDE"])
    before = chain(["DOC_REVIEW", "DEFENCE", "SITE", "DECIDE"], prefix="t", jurisdiction="other")
    slots = {slot.id: slot for slot in align([after, before])}
    assert slots["DEFENCE"].stages == ("s2", "t1")
    assert slots["DEFENCE"].passed == ((), ("SITE",))
    assert slots["SITE"].passed == ((), ())
    back = {slot.id: slot for slot in align([before, after])}
    assert back["DEFENCE"].passed == ((), ("SITE",))
    assert back["SITE"].passed == ((), ())


def test_lists_are_beside_each_other_by_what_they_rest_on_or_lead_to():
    two = chain(["DOC_REVIEW", "SHORTLIST", "SITE", "SHORTLIST", "DEFENCE", "COMBINE", "DECIDE"])
    one = chain(["DOC_REVIEW", "SITE", "COMBINE", "SHORTLIST", "DECIDE"], prefix="t")
    lists = [pair for pair in pairs(align([two, one])) if {"s1", "s3", "t3"} & set(pair)]
    assert sorted(lists) == [("", "t3"), ("s1", ""), ("s3", "")]
    # On the same ground, though for another step; for the same step, though on another ground.
    for other in (["DOC_REVIEW", "SHORTLIST", "DECIDE"], ["COMBINE", "SHORTLIST", "DEFENCE"]):
        found = chain(other, prefix="t")
        assert any(all(pair) and "t1" in pair for pair in pairs(align([two, found])))


def test_a_score_line_is_beside_a_score_line_only():
    form = (
        '[stages.a]\ntype = "DOC_REVIEW"\nkind = "wait"\n'
        '[stages.b]\ntype = "SHORTLIST"\nkind = "gate"\nafter = ["a"]\nrule = { name = "%s" }\n'
    )
    line, ranks = (policy(form % name) for name in ("threshold", "top_n"))
    other = attrs.evolve(ranks, jurisdiction="other")
    assert ("b", "b") not in pairs(align([line, other]))
    assert ("b", "b") in pairs(align([line, attrs.evolve(line, jurisdiction="other")]))


def test_steps_that_may_go_side_by_side_have_not_moved():
    free = policy(
        '[stages.a]\ntype = "ELIG"\nkind = "wait"\n[stages.b]\ntype = "CONSULT"\n'
        'kind = "wait"\n[stages.c]\ntype = "SITE"\nkind = "wait"\nafter = ["a", "b"]\n'
    )
    one_after_the_other = policy(
        '[stages.b]\ntype = "CONSULT"\nkind = "wait"\n[stages.a]\ntype = "ELIG"\n'
        'kind = "wait"\nafter = ["b"]\n[stages.c]\ntype = "SITE"\nkind = "wait"\nafter = ["a"]\n'
    )
    for texts in ([free, one_after_the_other], [one_after_the_other, free]):
        assert not any(any(slot.passed) for slot in align(texts))


def test_two_steps_of_one_type_are_told_apart_by_who_acts_and_for_whom():
    both = policy(
        '[stages.county]\ntype = "CONSULT"\nkind = "wait"\nper = "channel"\nbody = "county"\n'
        '[stages.city]\ntype = "CONSULT"\nkind = "wait"\nper = "batch"\nafter = ["county"]\n'
    )
    only_city = attrs.evolve(
        policy('[stages.ask]\ntype = "CONSULT"\nkind = "wait"\nper = "batch"\n'),
        jurisdiction="other",
    )
    assert pairs(align([both, only_city])) == [("county", ""), ("city", "ask")]
    assert sorted(pairs(align([only_city, both]))) == [("", "county"), ("ask", "city")]


def test_stages_that_run_in_a_circle_are_laid_side_by_side_all_the_same():
    circle = policy(
        '[stages.a]\ntype = "ELIG"\nkind = "wait"\nafter = ["b"]\n'
        '[stages.b]\ntype = "SITE"\nkind = "wait"\nafter = ["a"]\n'
    )
    assert sorted(pairs(align([circle, chain(["ELIG", "SITE"])]))) == [("a", "s0"), ("b", "s1")]


def test_a_third_text_is_laid_beside_both():
    texts = [chain(["ELIG"]), chain(["SITE"], prefix="t"), chain(["ELIG", "SITE"], prefix="u")]
    assert sorted(pairs(align(texts))) == [("", "t0", "u1"), ("s0", "", "u0")]


@given(ORDERS, ORDERS)
def test_every_stage_appears_exactly_once_and_only_beside_its_type(left, right):
    texts = [chain(left), chain(right, prefix="t")]
    slots = align(texts)
    for number, one in enumerate(texts):
        shown = [slot.stages[number] for slot in slots if slot.stages[number]]
        assert sorted(shown) == sorted(one.stages)
    for slot in slots:
        for one, name in zip(texts, slot.stages, strict=True):
            assert not name or one.stages[name].type == slot.type
    assert len({slot.id for slot in slots}) == len(slots)
    # Nothing is left over on both sides that could have been paired.
    lone = [{slot.type for slot in slots if not slot.stages[number]} for number in (0, 1)]
    assert not lone[0] & lone[1]


@given(ORDERS, ORDERS)
def test_the_pairs_do_not_depend_on_which_text_comes_first(left, right):
    one, other = chain(left), chain(right, prefix="t", jurisdiction="other")
    there, back = align([one, other]), align([other, one])
    assert sorted(pairs(there)) == sorted((a, b) for b, a in pairs(back))


@given(st.permutations(TYPES[:6]))
def test_as_few_steps_as_possible_are_said_to_have_moved(order):
    slots = align([chain(TYPES[:6]), chain(order, prefix="t")])
    moved = [slot.id for slot in slots if any(slot.passed)]
    longest = max(
        count
        for count in range(7)
        for kept in itertools.combinations(order, count)
        if list(kept) == sorted(kept, key=TYPES.index)
    )
    assert len(moved) == 6 - longest
    for slot in slots:  # what it has passed is truly on the other side now
        for other in slot.passed[1]:
            before = TYPES.index(slot.type) < TYPES.index(other)
            assert before != (order.index(slot.type) < order.index(other))


def test_published_texts_hold_every_stage_once_in_any_company(texts):
    for group in (*itertools.permutations(texts, 2), texts):
        slots = align(group)
        for number, one in enumerate(group):
            shown = [slot.stages[number] for slot in slots if slot.stages[number]]
            assert sorted(shown) == sorted(one.stages)


@pytest.mark.parametrize("count", [2, 3])
def test_a_text_beside_itself_is_wholly_paired(texts, count):
    for one in texts:
        for slot in align([one] * count):
            assert len(set(slot.stages)) == 1
            assert not any(slot.passed)


def test_a_step_is_laid_beside_the_one_that_most_texts_have():
    stage = '[stages.{}]\ntype = "CH_REVIEW"\nkind = "work"\nper = "case"\nbody = "county"\n'
    one = policy(stage.format("a"))
    two = attrs.evolve(policy(stage.format("of_zone") + stage.format("a")), jurisdiction="other")
    # By its title alone it would rather be the zone's.
    three = attrs.evolve(policy(stage.format("o")), jurisdiction="third")
    common = next(slot for slot in align([one, two, three]) if slot.stages[0])
    assert common.stages == ("a", "a", "o")
