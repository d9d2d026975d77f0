"""A plugin on the bench: what it gives, the procedures of its texts, the calls of its rules."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from awardsim.analysis import builtin as measures
from awardsim.analysis.experiment import load
from awardsim.errors import AwardsimError, InputError
from awardsim.plugins import Catalogue, load_catalogue, make_manager
from awardsim.plugins.contract import CohortModel, Measure
from awardsim.policy import Policy, leaves
from awardsim.procedure.model import Node, Procedure
from awardsim.procedure.rulebinding import BoundRule
from awardsim.rules.interface import Candidates, Decision, Draws, Rule
from awardsim.simulation import builtin as cohorts
from awardsim.simulation.arms import Arm, logs
from awardsim.simulation.log import Log
from awardsim.simulation.plan import make_plan
from awardsim.testing.candidates import held
from awardsim.testing.sample import sample_text

#: Seed of everything that is run on the bench.
SEED = 1
#: Calls that are kept of one rule at one stage.
_MOST_CALLS = 4
#: A text without a date of its own opens so long before the first day that it names, or on a day.
_BEFORE = datetime.timedelta(days=90)
_ANY_DAY = datetime.date(2025, 1, 2)


@attrs.frozen(eq=False)
class Call:
    """One call of a rule: where it stands, and what it was handed."""

    where: str
    candidates: Candidates
    parameters: Any
    draws: Draws


@attrs.frozen(eq=False)
class Trial:
    """A text, or a scenario, that was run.

    ``failure`` says why it could not be; everything else is empty then.
    """

    name: str
    procedure: Procedure | None = None
    logs: tuple[Log, ...] = ()
    calls: Mapping[str, tuple[Call, ...]] = {}
    failure: str = ""


class Bench:
    """One plugin, by itself beside what is built in.

    Parameters
    ----------
    plugin
        The module (or object) with the hooks.
    beside
        Other plugins that its texts need.
    scenarios
        Scenario files that are run beside the default scenario of every text.
    examples
        Parameters by rule or population, where they have no defaults and no text gives them.
    replications
        Of every text and scenario.
    """

    def __init__(
        self,
        plugin: object,
        *,
        beside: Sequence[object] = (),
        scenarios: Sequence[str] = (),
        examples: Mapping[str, Sequence[Any]] | None = None,
        replications: int = 20,
    ) -> None:
        self.plugin = plugin
        self.scenarios = tuple(scenarios)
        self.examples = dict(examples or {})
        self.replications = replications
        self.beside = tuple(beside)

    # ---- what it gives ----------------------------------------------------------------------

    def read(self) -> Catalogue:
        """The plugin, loaded anew, with what is built in."""
        more = [self.plugin, *self.beside]
        parts = make_manager([cohorts, measures], entry_points=False, more=more)
        return load_catalogue(parts).complete()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The plugin as it was loaded first."""
        return self.read()

    @cached_property
    def _origin(self) -> str:
        return str(getattr(self.plugin, "__name__", type(self.plugin).__name__))

    def _own(self, part: Mapping[str, Any]) -> dict[str, Any]:
        return {
            id: owned.value
            for id, owned in part.items()
            if not owned.origin.builtin and owned.origin.distribution == self._origin
        }

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """Its texts."""
        return self._own(self.catalogue.policies)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Its rules."""
        return self._own(self.catalogue.rules)

    @cached_property
    def populations(self) -> dict[str, CohortModel]:
        """Its populations."""
        return self._own(self.catalogue.cohorts)

    @cached_property
    def figures(self) -> dict[str, Measure]:
        """Its figures."""
        return self._own(self.catalogue.measures)

    # ---- what it does -----------------------------------------------------------------------

    @cached_property
    def trials(self) -> dict[str, Trial]:
        """Every text with its default scenario, and every scenario, run once."""
        names = [*self.policies, *self.scenarios]
        return {name: self.trial(name) for name in names}

    @cached_property
    def sample(self) -> Trial:
        """A text that belongs to nobody, for what no text of the plugin makes use of."""
        with tempfile.TemporaryDirectory() as folder:
            name, text = sample_text()
            file = Path(folder, name)
            file.write_text(text, "utf-8")
            return self.trial(str(file))

    def trial(self, name: str) -> Trial:
        """Build and run a text or a scenario; what its rules are handed is kept."""
        try:
            procedure = self._built(name)
        except AwardsimError as error:
            return Trial(name, failure=f"cannot be built: {error}")
        calls: dict[str, list[Call]] = {}
        try:
            watched = _watched(procedure, calls)
            found = tuple(logs(make_plan(watched), SEED, Arm({}, 0, self.replications)))
        except Exception as error:  # noqa: BLE001 - rules are foreign code
            said = f"cannot be run: {type(error).__name__}: {error}"
            return Trial(name, procedure, failure=said)
        kept = {rule: tuple(listed) for rule, listed in calls.items()}
        return Trial(name, procedure, found, kept)

    def _built(self, name: str) -> Procedure:
        """The procedure of a name; of a text without any opening, one that opens in good time."""
        try:
            return load(name, self.catalogue)
        except InputError as error:
            if name not in self.policies or {one.path for one in error.problems} != {"opens"}:
                raise
        named = [
            leaf.cell.value
            for leaf in leaves(self.policies[name])
            if isinstance(leaf.cell.value, datetime.date)
        ]
        opens = min(named) - _BEFORE if named else _ANY_DAY
        return load(name, self.catalogue, [f"opens={opens}"])

    def calls(self, rule: str) -> tuple[Call, ...]:
        """Real calls of a rule in all trials."""
        return tuple(call for trial in self.trials.values() for call in trial.calls.get(rule, ()))


def _watched(procedure: Procedure, calls: dict[str, list[Call]]) -> Procedure:
    """The procedure with rules that note what they are handed; the largest lists are kept."""
    nodes = tuple(_watched_node(node, calls) for node in procedure.nodes)
    return attrs.evolve(procedure, nodes=nodes)


def _watched_node(node: Node, calls: dict[str, list[Call]]) -> Node:
    if node.rule is None:
        return node
    return attrs.evolve(node, rule=_watched_rule(node.rule, node.id, calls))


def _watched_rule(bound: BoundRule, stage: str, calls: dict[str, list[Call]]) -> BoundRule:
    checks = tuple(
        attrs.evolve(check, rule=_watched_rule(check.rule, f"{stage}, condition {check.id}", calls))
        for check in bound.checks
    )
    rule = attrs.evolve(bound.rule, decide=_noting(bound.rule, stage, calls))
    return attrs.evolve(bound, rule=rule, checks=checks)


def _noting(
    rule: Rule, stage: str, calls: dict[str, list[Call]]
) -> Callable[[Candidates, Any, Draws], Decision]:
    def decide(candidates: Candidates, parameters: Any, draws: Draws) -> Decision:
        noted = calls.setdefault(rule.id, [])
        here = [call for call in noted if call.where == f"stage {stage}"]
        smallest = min((len(call.candidates) for call in here), default=0)
        if len(here) < _MOST_CALLS or len(candidates) > smallest:
            if len(here) >= _MOST_CALLS:
                noted.remove(min(here, key=lambda call: len(call.candidates)))
            noted.append(Call(f"stage {stage}", held(candidates), parameters, _anew(draws)))
        return rule.decide(candidates, parameters, draws)

    return decide


def _anew(draws: Draws) -> Draws:
    """Draws that give the same numbers, with nothing kept from what was drawn before."""
    return attrs.evolve(draws)
