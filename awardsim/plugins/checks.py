"""What must be true of a contribution, beyond its type; each check gives the mistakes it finds."""

from __future__ import annotations

import graphlib
import inspect
import re
import typing
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from awardsim.errors import nearest_name
from awardsim.plugins.faults import Origin
from awardsim.plugins.texts import PolicyFile
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.plugins.contract import CohortModel, Measure
    from awardsim.policy import Policy
    from awardsim.rules.interface import Rule

_POLICY_ID = re.compile(r"[a-z][a-z0-9_]*@[A-Za-z0-9][A-Za-z0-9_.-]*")
_RULE_ID = re.compile(r"(?P<owner>[a-z][a-z0-9_]*)\.[a-z][a-z0-9_]*")
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")


def policy(item: Policy | PolicyFile, _origin: Origin) -> list[Text]:
    """A text that was not made by the reader must still be a graph without circles."""
    wrong = _id_mistakes(item.id, _POLICY_ID, "city@2025")
    if isinstance(item, PolicyFile):  # the rest of it has yet to be read
        return wrong
    if not isinstance(item.title, Text):
        wrong.append(_not_a("title", item.title, "Text"))
    for name, stage in item.stages.items():
        for before in stage.after:
            if before not in item.stages and item.within is None:
                near = nearest_name(before, item.stages)
                zh, en = (f"；是不是 '{near}'？", f"; did you mean '{near}'?") if near else ("", "")
                wrong.append(
                    Text(
                        f"stages.{name}.after：没有环节 '{before}'{zh}",
                        f"stages.{name}.after: no stage '{before}'{en}",
                    )
                )
    if not wrong:
        try:
            graphlib.TopologicalSorter(
                {name: stage.after for name, stage in item.stages.items()}
            ).prepare()
        except graphlib.CycleError as error:
            circle = " -> ".join(error.args[1])
            wrong.append(Text(f"环节首尾相接成圈：{circle}", f"stages run in a circle: {circle}"))
    return wrong


def rule(item: Rule, origin: Origin) -> list[Text]:
    """A rule has an owner, typed parameters, a function of three arguments and a source."""
    from awardsim.rules.interface import RuleKind

    wrong = _id_mistakes(item.id, _RULE_ID, "owner.name") or _owner_mistakes(item.id, origin)
    if not isinstance(item.kind, RuleKind):
        wrong.append(_not_a("kind", item.kind, "RuleKind"))
    if not isinstance(item.title, Text):
        wrong.append(_not_a("title", item.title, "Text"))
    if not isinstance(item.source, str) or not item.source.strip():
        wrong.append(Text("没有写 source（依据）", "it has no source"))
    if not isinstance(item.reasons, Mapping) or not all(
        isinstance(title, Text) for title in item.reasons.values()
    ):
        wrong.append(_not_a("reasons", item.reasons, "a mapping of ids to Text"))
    wrong += _parameter_mistakes(item.parameters)
    wrong += _function_mistakes("decide", item.decide, 3)
    wrong += _tier_mistakes(item)
    return wrong


def _tier_mistakes(item: Rule) -> list[Text]:
    """Tiers are set over a whole list, always or where a parameter is given by tier."""
    sets = item.sets_tier
    if not isinstance(sets, bool | str):
        return [_not_a("sets_tier", sets, "True, False or the name of a parameter")]
    known = [field.name for field in getattr(item.parameters, "__attrs_attrs__", ())]
    if isinstance(sets, str) and sets not in known:
        return [Text(f"sets_tier：没有参数 '{sets}'", f"sets_tier: no parameter '{sets}'")]
    if sets and getattr(item.kind, "elementwise", False):
        return [
            Text(
                "逐件判断的规则不能定等次（sets_tier）",
                "a rule that decides case by case cannot set tiers (sets_tier)",
            )
        ]
    return []


def cohort(item: CohortModel, origin: Origin) -> list[Text]:
    """A population has an id, and parameters: an attrs class, or ``dict`` for a free table."""
    wrong = _id_mistakes(item.id, _ID, "owner.name") or _owner_mistakes(item.id, origin)
    return wrong if item.parameters is dict else wrong + _parameter_mistakes(item.parameters)


def measure(item: Measure, origin: Origin) -> list[Text]:
    """A figure has an id."""
    return _id_mistakes(item.id, _ID, "owner.name") or _owner_mistakes(item.id, origin)


def _id_mistakes(id: object, form: re.Pattern[str], example: str) -> list[Text]:
    if isinstance(id, str) and form.fullmatch(id):
        return []
    return [Text(f"id 应当形如 {example}", f"an id has the form {example}")]


def _owner_mistakes(id: str, origin: Origin) -> list[Text]:
    if origin.builtin or not id.startswith("builtin."):
        return []
    return [
        Text(
            "名称里的 'builtin' 只归内置的，请换成本地区的名称",
            "the owner 'builtin' is taken; use the name of the jurisdiction",
        )
    ]


def _not_a(field: str, value: object, wanted: str) -> Text:
    kind = type(value).__name__
    return Text(f"{field} 是 {kind}，应当是 {wanted}", f"{field} is {kind}, expected {wanted}")


def _parameter_mistakes(parameters: Any) -> list[Text]:
    if not isinstance(parameters, type) or not attrs.has(parameters):
        return [_not_a("parameters", parameters, "an attrs class")]
    try:
        typing.get_type_hints(parameters)
    except (NameError, TypeError) as error:
        return [
            Text(
                f"parameters 的类型注解读不出来：{error}",
                f"the types of its parameters cannot be read: {error}",
            )
        ]
    return []


def _function_mistakes(field: str, function: Any, count: int) -> list[Text]:
    if not callable(function):
        return [_not_a(field, function, "a function")]
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return [
            Text(f"{field} 应当接受{count}个参数", f"{field} is to take {count} arguments"),
        ]
    except ValueError:
        return []  # a function of a C library does not tell
    return []
