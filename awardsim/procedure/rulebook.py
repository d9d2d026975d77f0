"""Binding of the rules that a text names: each parameter becomes a number or an input."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.policy import Cell, Policy, RuleUse, Stage
from awardsim.policy.leaves import place_title
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.places import known_places, limits_of
from awardsim.procedure.rulebinding import BoundRule, Check, Drawn
from awardsim.rules.interface import Rule, RuleKind
from awardsim.rules.tiers import by_tier, keys_of
from awardsim.scenario.model import Scenario
from awardsim.text import Text
from awardsim.units import Duration, Unit

#: Parameters of scoring rules that no text states and the table of chances gives.
CHANCES = {
    ("builtin.mean_of_reviewers", "leniency"): (
        "leniency",
        "评审员宽严差异",
        "reviewers' leniency",
    ),
    ("builtin.mean_of_reviewers", "noise"): ("noise", "单份打分误差", "error of a single mark"),
    ("builtin.site_score", "noise"): ("site_noise", "现场打分误差", "error of a site mark"),
    ("builtin.within_quota", "opinion_noise"): (
        "opinion_noise",
        "推荐单位看法的误差",
        "error of the recommending body's view",
    ),
}

#: Parameters that are years, of which a bare number could as well be cycles.
YEARS = {
    ("builtin.min_years", "at_least"),
    ("builtin.clean_record", "within"),
    ("builtin.lock_out", "lasts"),
}


def bind_rule(
    name: str,
    stage: Stage,
    policy: Policy,
    find: Callable[[str, str], Rule],
    inputs: Inputs,
    problems: list[Problem],
) -> BoundRule | None:
    """The rule of a stage with its parameters; None, and a problem, if it cannot be bound."""
    assert stage.rule is not None
    binder = _Binder(policy, find, inputs, problems)
    return binder.bind(stage.rule, f"stages.{name}.rule", stage, name)


def check_rule_names(policy: Policy, find: Callable[[str, str], Rule]) -> list[Problem]:
    """Rules and parameters that there are not, of a text that may have other mistakes too."""
    problems: list[Problem] = []
    nobody = Scenario(id="", policy="", title=Text("", ""))
    inputs = Inputs(nobody, datetime.date.min, problems)
    binder = _Binder(policy, find, inputs, problems)
    for section, tables in (("stages", policy.stages), ("conditions", policy.conditions)):
        for name, table in tables.items():
            if table.rule is not None and table.rule.name:
                binder.check_names(table.rule, f"{section}.{name}.rule")
    return problems


class _Binder:
    """Binds rules of one text."""

    def __init__(
        self,
        policy: Policy,
        find: Callable[[str, str], Rule],
        inputs: Inputs,
        problems: list[Problem],
    ) -> None:
        self.policy = policy
        self.find = find
        self.inputs = inputs
        self.problems = problems
        self.tracks = tuple(policy.tracks)

    def bind(self, use: RuleUse, path: str, stage: Stage | None, name: str) -> BoundRule | None:
        rule = self._rule(use, path)
        if rule is None:
            return None
        if stage is not None and not self._allowed(rule, stage, path):
            return None
        before = len(self.problems)
        known = {field.name: field for field in attrs.fields(rule.parameters)}
        self._check_parameters(rule, use, path)
        bound: dict[str, Any] = {}
        for field in known.values():
            value = use.parameters.get(field.name)
            if value is None:
                self._unwritten(rule, field, stage, bound, path, [*use.parameters])
            elif isinstance(value, Mapping):
                bound[field.name] = self._by_key(value, f"{path}.{field.name}", field, stage, rule)
            else:
                number = self._cell(value, f"{path}.{field.name}", field, stage, field.name, rule)
                if number is not _LEFT:
                    bound[field.name] = number
        if "soft" in known and "soft" not in use.parameters and _in_principle(use.parameters):
            bound["soft"] = True
        checks: tuple[Check, ...] = ()
        if rule.id == "builtin.conditions":
            checks = self._checks(stage.inside if stage is not None else "")
        of = bound.get("of")
        if isinstance(of, str) and of and of not in self.policy.stages:
            self._problem(
                f"{path}.of",
                f"没有环节 '{of}'",
                f"no stage '{of}'",
                nearest_name(of, self.policy.stages),
            )
        unfilled = any(
            field.default is attrs.NOTHING and field.name not in bound for field in known.values()
        )
        if len(self.problems) > before or unfilled:
            return None
        try:
            made = BoundRule(rule, bound, checks, self._sets_tier(rule, bound))
            for end in ("usual", "least", "most"):
                made.values([getattr(one, end) for one in self.inputs.found])
        except ValueError as error:  # a parameter out of range, at an end of what is assumed
            self._problem(path, f"参数不对：{error}", f"wrong parameter: {error}")
            return None
        return made

    def _sets_tier(self, rule: Rule, bound: Mapping[str, Any]) -> bool:
        """The rule gives tiers: always, or as one of its parameters is given by tier."""
        if isinstance(rule.sets_tier, str):
            return by_tier(bound.get(rule.sets_tier), self.policy.tiers)
        return rule.sets_tier

    def check_names(self, use: RuleUse, path: str) -> None:
        """Only that there is such a rule, with such parameters."""
        rule = self._rule(use, path)
        if rule is not None:
            self._check_parameters(rule, use, path)

    def _rule(self, use: RuleUse, path: str) -> Rule | None:
        try:
            return self.find(use.name, self.policy.jurisdiction)
        except InputError as error:
            for problem in error.problems:
                self.problems.append(
                    attrs.evolve(problem, file=self.policy.file, path=f"{path}.name")
                )
            return None

    def _check_parameters(self, rule: Rule, use: RuleUse, path: str) -> None:
        known = [field.name for field in attrs.fields(rule.parameters)]
        for given in use.parameters:
            if given not in known:
                self._problem(
                    f"{path}.{given}",
                    f"规则 '{rule.id}' 没有参数 '{given}'",
                    f"rule '{rule.id}' has no parameter '{given}'",
                    nearest_name(given, known),
                )

    def _allowed(self, rule: Rule, stage: Stage, path: str) -> bool:
        """A rule that sees the whole list stands only where there is a list."""
        if rule.kind.elementwise or stage.per != "case":
            return True
        self._problem(
            f"{path}.name",
            f"规则 '{rule.id}' 要看整份名单，不能用在逐件办理的环节",
            f"rule '{rule.id}' sees the whole list and cannot stand on a stage per case",
        )
        return False

    def _checks(self, inside: str) -> tuple[Check, ...]:
        """The text's conditions that a rule decides, in the order of the file.

        Those of an inner text decide at its own stages only.
        """
        found: list[Check] = []
        for name, condition in self.policy.conditions.items():
            if condition.rule is None or condition.inside not in ("", inside):
                continue
            bound = self.bind(condition.rule, f"conditions.{name}.rule", None, name)
            if bound is None:
                continue
            if bound.rule.kind is not RuleKind.ADMIT:
                self._problem(
                    f"conditions.{name}.rule.name",
                    f"规则 '{bound.rule.id}' 不是条件",
                    f"rule '{bound.rule.id}' is not a condition of admission",
                )
                continue
            tracks = condition.tracks or self.tracks
            found.append(Check(name, bound, frozenset(self.tracks.index(t) for t in tracks)))
        return tuple(found)

    def _unwritten(
        self,
        rule: Rule,
        field: attrs.Attribute[Any],
        stage: Stage | None,
        bound: dict[str, Any],
        path: str,
        named: Sequence[str],
    ) -> None:
        """A parameter that the text does not name: the quotas, a chance, or the rule's default."""
        chance = CHANCES.get((rule.id, field.name))
        if chance is not None:
            name, zh, en = chance
            index = self.inputs.take(f"chance.{name}", Text(zh, en), f"chance.{name}")
            bound[field.name] = Drawn(index)
        elif rule.kind in (RuleKind.CONFER, RuleKind.VOTE) and field.name == "at_most":
            limits = bound[field.name] = limits_of(self.policy)
            for track in self.tracks:
                places = {
                    track,
                    *(key for tier in self.policy.tiers for key in keys_of(tier, track)),
                }
                if places.isdisjoint(limits):
                    self._problem(
                        f"quotas.{track}",
                        "表彰名额没有写明，无法确定获奖名单",
                        "no award quota is given, so that nothing can be conferred",
                    )
        elif field.name == "detects" and stage is not None:
            found = self._fill(f"{path}.detects", stage, "detects", None, rule)
            if found is not None:
                bound[field.name] = Drawn(found)
        elif field.default is attrs.NOTHING:
            if any(nearest_name(given, [field.name]) for given in named):
                return  # told as the name that was given instead
            self._problem(
                path,
                f"规则 '{rule.id}' 缺少参数 '{field.name}'",
                f"rule '{rule.id}' needs a parameter '{field.name}'",
            )

    def _by_key(
        self,
        cells: Mapping[str, Cell[Any]],
        path: str,
        field: attrs.Attribute[Any],
        stage: Any,
        rule: Rule,
    ) -> dict[str, Any]:
        known = known_places(self.policy)
        if field.name == "weights":
            known = list(self.policy.stages)
        found: dict[str, Any] = {}
        for key, cell in cells.items():
            if key not in known:
                self._problem(
                    f"{path}.{key}", f"没有 '{key}'", f"no '{key}'", nearest_name(key, known)
                )
                continue
            value = self._cell(cell, f"{path}.{key}", field, stage, key, rule)
            if value is not _LEFT:
                found[key] = value
        return found

    def _cell(
        self,
        cell: Cell[Any],
        path: str,
        field: attrs.Attribute[Any],
        stage: Any,
        key: str,
        rule: Rule,
    ) -> Any:
        """A parameter's number, an input for one that is open, or ``_LEFT`` for the default."""
        value = cell.value
        if isinstance(value, str) and "float" in str(field.type):
            try:
                value = Duration.parse(value)
            except ValueError as error:
                self._problem(path, str(error), str(error))
                return _LEFT
        if isinstance(value, Duration):
            if value.unit not in (Unit.YEAR, Unit.CYCLE):
                self._problem(
                    path,
                    f"这里要用年或评选周期计（如3y、2cycles），不是{value}",
                    f"this is counted in years or cycles (3y, 2cycles), not {value}",
                )
                return _LEFT
            if value.unit is Unit.CYCLE:
                return Drawn(self._cycle(), float(value.amount))
            return float(value.amount)
        if isinstance(value, int | float) and (rule.id, field.name) in YEARS:
            number = f"{value:g}"
            self._problem(
                path,
                f'应为带单位的时间长度：写 "{number}y"（年）或 "{number}cycles"（评选周期），'
                f"现为 {number}",
                f'expected a duration with its unit: write "{number}y" (years) or '
                f'"{number}cycles" (cycles), found {number}',
            )
            return _LEFT
        if value is not None:
            return value
        if not cell.open:
            return _LEFT
        if stage is None:  # a condition without a window: ever
            return None if "None" in str(field.type) else _LEFT
        filled = self._fill(path, stage, field.name, key, rule)
        if filled is None:
            if field.default is attrs.NOTHING:
                self.inputs.missing(f"fill.{path}", stage.title)
            return _LEFT
        return Drawn(filled, whole="int" in str(field.type))

    def _fill(self, path: str, stage: Stage, field: str, key: str | None, rule: Rule) -> int | None:
        """Index of the input for an open parameter; None if nobody assumes anything."""
        names = [f"fill.{stage.type}.{field}"]
        called = rule.title_of(field)
        title = Text(f"{stage.title.zh}：{called.zh}", f"{stage.title.en}: {called.en}")
        if field == "at_most":
            title = Text(f"{stage.title.zh}名额", f"places: {stage.title.en}")
        elif field == "detects":
            title = Text(f"{stage.title.zh}查出率", f"share found out: {stage.title.en}")
        elif field == "seats":
            title = Text(f"{stage.title.zh}的票数", f"members who vote: {stage.title.en}")
        elif field == "margin":
            title = Text(f"{stage.title.zh}可放宽的分数", f"points of leeway: {stage.title.en}")
        elif field == "weights":
            title = Text(f"{stage.title.zh}权重", f"weight in {stage.title.en}")
        if key is not None and key in self.policy.tracks:
            track = self.policy.tracks[key]
            names.insert(0, f"fill.{stage.type}.{field}.{track.applicant}")
            title = Text(f"{title.zh}（{track.title.zh}）", f"{title.en} ({track.title.en})")
        elif key is not None and (tier := place_title(self.policy, key)) is not None:
            title = Text(f"{title.zh}（{tier.zh}）", f"{title.en} ({tier.en})")
        elif key is not None and key in self.policy.stages:
            other = self.policy.stages[key]
            names = [f"fill.weights.{other.type}", "fill.weights.other"]
            title = Text(f"{title.zh}（{other.title.zh}）", f"{title.en} ({other.title.en})")
        assumed = self.inputs.assumption(f"fill.{path}", *names)
        if assumed is None:
            return None
        index = self.inputs.add(f"fill.{path}", title, assumed, assumed.amount)
        return index if index >= 0 else None

    def _cycle(self) -> int:
        """Input of the years between editions, for what the text counts in cycles."""
        cell = self.policy.window.cycle
        if cell.value is not None:
            from awardsim.scenario.model import Assumption, Estimate

            known = Assumption(
                "window.cycle",
                Estimate.exactly(float(cell.value.amount), "y"),
                Text(cell.source, cell.source),
                "text",
            )
            return self.inputs.add("fill.window.cycle", _CYCLE, known, known.amount)
        return self.inputs.take("fill.window.cycle", _CYCLE, "fill.cycle")

    def _problem(self, path: str, zh: str, en: str, nearest: str = "") -> None:
        self.problems.append(Problem(Text(zh, en), self.policy.file, path=path, nearest=nearest))


def _in_principle(parameters: Mapping[str, Any]) -> bool:
    """The text gives some parameter "in principle" (原则上)."""
    return any(
        any(cell.soft for cell in given.values()) if isinstance(given, Mapping) else given.soft
        for given in parameters.values()
    )


_CYCLE = Text("评选周期", "cycle")
_LEFT = object()
