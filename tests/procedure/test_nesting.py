"""Two texts become one: names, order, channels, sources; readings and changes of both act."""

from __future__ import annotations

import copy

import pytest
from support.nested import (
    INNER,
    NUMBERLESS,
    OUTER,
    PROVINCES,
    TIMES,
    inner_policy,
    inner_raw,
    made_of,
    nested,
    nested_policy,
    outer_policy,
    outer_raw,
)
from support.procedures import catalogue, changed, scenario

from awardsim.errors import InputError, PolicyError, ProcedureError
from awardsim.policy import Policy, Status, parse_policy
from awardsim.policy.leaves import leaves
from awardsim.procedure.build import build
from awardsim.procedure.nesting import compose, of_outer, whole_text
from awardsim.procedure.resolve import resolve


def composed(inner: dict, outer: dict) -> Policy:
    return compose(parse_policy(inner, "relay.toml"), parse_policy(outer, "draft.toml"))


def test_the_tiers_channels_take_the_place_of_the_one_that_they_are_parts_of():
    made = nested()
    assert made.channels == ("hill", "lake", "wood", "west", "north")
    assert made.division.wholes == PROVINCES
    assert made.division.whole == (0, 0, 0, 1, 2)
    assert {made.policy.channels[name].part_of for name in ("hill", "lake", "wood")} == {"east"}
    assert made.policy.channels["west"].part_of == ""


def test_the_tiers_stages_come_before_the_one_that_it_hands_over_to():
    made = nested()
    names = [node.id for node in made.nodes]
    assert names.index("east_notice") + 1 == names.index("receipt")
    receipt = made.nodes[made.node_index["receipt"]]
    assert {made.nodes[before].id for before in receipt.after} == {"recommend", "east_notice"}


def test_each_kind_of_channel_has_its_own_way():
    made = nested()
    tier = [made.nodes[stage].id for stage in made.route(0, 0).stages]
    others = [made.nodes[stage].id for stage in made.route(0, 3).stages]
    assert tier == [
        "call", "local_apply", "local_check", "local_list", "third_review", "candidates",
        "east_notice", "receipt", "review", "decide",
    ]  # fmt: skip
    assert others == [
        "call", "apply", "check", "notice", "recommend", "receipt", "review", "decide",
    ]  # fmt: skip
    receipt = made.node_index["receipt"]
    assert made.route(0, 0).after[receipt] == (made.node_index["east_notice"],)


def test_a_stage_knows_which_channels_share_a_list():
    made = nested()
    lists = {node.id: node.lists for node in made.nodes if node.listed}
    assert lists["receipt"] == lists["notice"] == (0, 0, 0, 1, 2)
    assert lists["local_list"] == (0, 1, 2, -1, -1)
    assert lists["candidates"] == lists["east_notice"] == (0, 0, 0, -1, -1)
    assert lists["decide"] == (0, 0, 0, 0, 0)
    assert made.nodes[made.node_index["receipt"]].members(0) == (0, 1, 2)


def test_a_stage_for_some_channels_only_is_for_the_parts_of_those():
    outer = OUTER.replace(
        'after = ["receipt"]', 'after = ["receipt"]\nonly = { channels = ["north", "east"] }'
    )
    made = nested(outer=outer)
    review = made.nodes[made.node_index["review"]]
    assert review.channels == (True, True, True, False, True)


def test_a_replaced_stage_that_was_for_this_channel_alone_is_gone():
    outer = OUTER.replace(
        'after = ["notice"]\n', 'after = ["notice"]\nonly = { channels = ["east"] }\n'
    )
    made = nested(outer=outer, times=TIMES.replace('recommend = "1wd"\n', ""))
    assert "recommend" not in made.node_index
    receipt = made.nodes[made.node_index["receipt"]]
    assert {made.nodes[before].id for before in receipt.after} == {"notice", "east_notice"}


def test_the_text_itself_keeps_its_name_and_its_file():
    whole = nested_policy()
    assert (whole.id, whole.file) == ("sample@relay", "relay.toml")
    assert whole.outer is not None
    assert whole.outer.id == "sample@draft"
    assert whole.within is not None
    assert whole.within.title == outer_policy().channels["east"].title
    assert whole_text(whole, pytest.fail) is whole
    assert whole_text(outer_policy(), pytest.fail) == outer_policy()


# ---- sources ------------------------------------------------------------------------------------


def test_articles_cite_the_document_that_they_stand_in():
    inner, outer = inner_raw(), outer_raw()
    inner["sources"] = {"text": {"title": "转发通知"}}
    inner["within"]["source"] = "text 1"
    for stage in inner["stages"].values():
        stage["source"] = "text 2"
    for body in inner["bodies"].values():
        body["source"] = "text 3"
    inner["window"]["source"] = "text 4"
    outer["stages"]["review"]["source"] = "text 6, 7, text 8"
    outer["readings"] = {
        "one": {
            "question": {"zh": "问", "en": "?"}, "source": "text 9", "default": "a",
            "options": {
                "a": {"title": {"zh": "甲", "en": "a"}, "set": {"stages.review.words": "甲"}},
                "b": {
                    "title": {"zh": "乙", "en": "b"},
                    "set": {"quotas.organisations.number": {"at_most": 3, "source": "text 5"}},
                },
            },
        }
    }  # fmt: skip
    outer["stages"]["review"]["words"] = "甲"
    whole = composed(inner, outer)
    # One label for two documents would be ambiguous: the outer text's has its owner's name.
    assert {name: one.title for name, one in whole.sources.items()} == {
        "text": "转发通知", "sample_text": "草案",
    }  # fmt: skip
    assert whole.stages["candidates"].source == "text 2"
    assert whole.stages["review"].source == "sample_text 6, 7, sample_text 8"
    assert whole.readings["one"].source == "sample_text 9"
    chosen = scenario('[readings]\none = "b"\n')
    resolved, _, problems = resolve(whole, chosen)
    assert not problems
    assert resolved.quotas["organisations"].number.source == "sample_text 5"
    assert resolved.outer is whole.outer
    for leaf in leaves(whole):
        owner = "sample_text" if of_outer(whole, leaf.path) else "text"
        if not leaf.path.startswith("window"):
            assert (leaf.cell.source or leaf.source).startswith(f"{owner} "), leaf.path


def test_a_label_that_means_the_same_document_in_both_is_one():
    whole = nested_policy()
    assert set(whole.sources) == {"relay", "text"}
    assert whole.stages["review"].source == "text 6"


def test_the_outer_texts_window_holds_and_the_inner_ones_where_it_is_silent():
    inner, outer = inner_raw(), outer_raw()
    inner["window"] = {**inner["window"], "source": "relay 4", "cycle": "2y", "closes": "unstated"}
    whole = composed(inner, outer)
    assert str(whole.window.closes.value) == "2025-12-31"
    assert whole.window.closes.source == "text 1"
    assert whole.window.cycle.source == "relay 4"
    assert whole.window.valid_to.status is Status.UNSTATED


def test_what_both_say_beside_their_procedures_is_kept_apart():
    inner, outer = inner_raw(), outer_raw()
    fee = {"title": {"zh": "收费", "en": "fee"}, "type": "FEE", "value": {"excluded": "不收费"}}
    inner["provisions"] = {"fee": {**fee, "source": "relay 5"}}
    outer["provisions"] = {"fee": {**fee, "source": "text 5"}}
    whole = composed(inner, outer)
    assert {name: one.source for name, one in whole.provisions.items()} == {
        "fee": "relay 5", "outer_fee": "text 5",
    }  # fmt: skip
    assert [of_outer(whole, f"provisions.{name}") for name in whole.provisions] == [False, True]
    assert [of_outer(whole, section) for section in ("conditions", "stages")] == [True, False]


# ---- readings and changes -------------------------------------------------------------------


def test_changes_of_both_texts_act():
    assumed = (
        NUMBERLESS
        + TIMES
        + (
            '[[changes]]\npath = "stages.east_notice.duration"\nto = "3wd"\nwhy = "shorter"\n'
            '[[changes]]\npath = "stages.notice.duration"\nto = "7wd"\nwhy = "longer"\n'
        )
    )
    made = made_of(nested_policy(), assumed)
    days = {node.id: node.notice.days for node in made.nodes if node.notice is not None}
    assert days == {"notice": 7, "east_notice": 3}
    assert [one.path for one in made.overrides] == [
        "stages.east_notice.duration", "stages.notice.duration",
    ]  # fmt: skip


def test_a_change_may_add_a_stage_to_the_tier():
    assumed = (
        NUMBERLESS
        + TIMES
        + (
            '[[changes]]\npath = "stages.extra"\nop = "add"\nwhy = "one more"\n'
            '[changes.to]\ntitle = { zh = "加", en = "extra" }\ntype = "CONSULT"\nkind = "gate"\n'
            'per = "batch"\nbody = "third"\nafter = ["east_notice"]\nsource = "relay 2"\n'
            'inside = "east"\nonly = { channels = ["hill", "lake", "wood"] }\n'
            '[[changes]]\npath = "stages.receipt.after"\nto = ["recommend", "extra"]\nwhy = "so"\n'
        )
    )
    made = made_of(nested_policy(), assumed)
    assert made.nodes[made.node_index["extra"]].lists == (0, 0, 0, -1, -1)


# ---- mistakes -----------------------------------------------------------------------------------


def wrong(inner: dict, outer: dict | None = None) -> list[tuple[str, str, str]]:
    """File, path and nearest name of everything that is wrong."""
    with pytest.raises(InputError) as raised:
        composed(inner, outer or outer_raw())
    return [(one.file, one.path, one.nearest) for one in raised.value.problems]


def test_names_that_the_outer_text_does_not_have_are_told_with_the_nearest():
    inner = inner_raw()
    inner["within"] |= {"channel": "eastt", "before": "reciept", "replaces": ["apply", "noticee"]}
    assert wrong(inner) == [
        ("relay.toml", "within.channel", "east"),
        ("relay.toml", "within.before", "receipt"),
        ("relay.toml", "within.replaces[1]", "notice"),
    ]
    inner = changed(inner_raw(), "stages.local_apply.after", ["callt"])
    assert wrong(inner) == [("relay.toml", "stages.local_apply.after[0]", "call")]
    inner = changed(inner_raw(), "stages.local_check.body", "towns")
    assert wrong(inner) == [("relay.toml", "stages.local_check.body", "town")]
    inner = changed(inner_raw(), "stages.candidates.rule.at_most", {"organisation": 3})
    assert wrong(inner) == [
        ("relay.toml", "stages.candidates.rule.at_most.organisation", "organisations")
    ]


def test_ids_of_both_are_told():
    inner = inner_raw()
    inner["bodies"]["county"] = copy.deepcopy(inner["bodies"]["town"])
    inner["stages"]["review"] = copy.deepcopy(inner["stages"]["local_check"])
    inner["channels"]["west"] = copy.deepcopy(inner["channels"]["hill"])
    assert wrong(inner) == [
        ("relay.toml", "channels.west", ""),
        ("relay.toml", "bodies.county", ""),
        ("relay.toml", "stages.review", ""),
    ]


def test_the_outer_texts_own_affairs_have_no_place_in_the_inner_one():
    for section in ("tracks", "quotas", "objections"):
        inner = {**inner_raw(), section: outer_raw()[section]}
        assert (("relay.toml", section, "")) in wrong(inner)


def test_a_tier_without_channels_or_in_front_of_another_tier_is_told():
    inner = inner_raw()
    inner["channels"] = {}
    assert wrong(inner) == [("relay.toml", "channels", "")]
    town = inner_raw()
    town["within"]["policy"] = "sample@relay"
    town["version"] = "town"
    with pytest.raises(PolicyError, match="one level only"):
        compose(parse_policy(town, "town.toml"), inner_policy())


def test_it_cannot_both_be_handed_over_to_and_be_replaced():
    inner = changed(inner_raw(), "within.replaces", ["apply", "receipt"])
    assert wrong(inner)[0][1] == "within.replaces"


def test_keys_that_only_two_texts_together_have_are_refused_in_a_file():
    from awardsim.toml import parse_document

    text = """
[channels.hill]
title = { zh = "山", en = "hill" }
part_of = "east"
[within]
policy = "sample@draft"
channel = "east"
before = "receipt"
source = "relay 1"
title = { zh = "东", en = "East" }
"""
    document = parse_document(text, "relay.toml")
    with pytest.raises(PolicyError) as raised:
        parse_policy(document.data, "relay.toml", document.lines)
    told = {(one.path, one.line) for one in raised.value.problems}
    assert {("channels.hill.part_of", 4), ("within.title", 10)} <= told


def test_a_text_that_has_not_been_put_together_is_not_built():
    with pytest.raises(ProcedureError, match="put together"):
        build(inner_policy(), scenario(""), catalogue().rule)


def test_a_mistake_in_the_outer_text_is_told_in_its_own_file():
    outer = OUTER.replace('name = "confer_by_rank"', 'name = "confer_by_rnk"')
    inner = INNER.replace('name = "within_quota"', 'name = "within_qota"')
    with pytest.raises(InputError) as raised:
        nested(inner=inner, outer=outer)
    assert {(one.file, one.path) for one in raised.value.problems} == {
        ("draft.toml", "stages.decide.rule.name"),
        ("relay.toml", "stages.candidates.rule.name"),
    }


def test_a_list_of_the_tier_needs_a_closing_date_of_its_own():
    with pytest.raises(ProcedureError) as raised:
        nested(inner=INNER.replace("closes = 2025-09-05\n", ""))
    assert {one.path for one in raised.value.problems} == {
        "stages.local_list.closes", "stages.candidates.closes", "stages.east_notice.closes",
    }  # fmt: skip
