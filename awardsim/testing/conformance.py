"""All checks on one plugin, as one call or as tests of pytest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import attrs

from awardsim.policy import Policy
from awardsim.testing import models, rules, texts
from awardsim.testing.bench import Bench
from awardsim.testing.breach import Breach, NotConformingError


@attrs.frozen
class Check:
    """One check on one thing that a plugin gives."""

    subject: str
    name: str
    id: str
    run: Callable[[Bench, str], Iterator[str]] = attrs.field(eq=False, repr=False)

    def breaches(self, bench: Bench) -> tuple[Breach, ...]:
        """What breaks it."""
        return tuple(Breach(self.subject, self.name, said) for said in self.run(bench, self.id))


def loads(bench: Bench, _id: str) -> Iterator[str]:
    """It loads, and all that its hooks give keeps to the contract."""
    for fault in bench.catalogue.faults:
        yield fault.read("en")


def gives_something(bench: Bench, _id: str) -> Iterator[str]:
    """It gives a text, a rule, a population or a figure."""
    if not (bench.policies or bench.rules or bench.populations or bench.figures):
        yield "its hooks give nothing that could be used"


def same_again(bench: Bench, _id: str) -> Iterator[str]:
    """Asked again, its hooks give the same."""
    again = bench.read()
    for part in ("policies", "rules", "cohorts", "measures"):
        first, second = getattr(bench.catalogue, part), getattr(again, part)
        if list(first) != list(second):
            other = sorted(set(first) ^ set(second))
            yield f"asked again, its hooks give other {part}: {', '.join(other)}"
            continue
        for id, owned in first.items():
            value = owned.value
            if isinstance(value, Policy) and second[id].value != value:
                yield f"asked again, it gives another text {id}"


PLUGIN_CHECKS: Mapping[str, Callable[[Bench, str], Iterator[str]]] = {
    "loads": loads,
    "gives something": gives_something,
    "same again": same_again,
}


def checks(bench: Bench) -> list[Check]:
    """Every check on everything that a plugin gives."""
    found = [Check("plugin", name, "", run) for name, run in PLUGIN_CHECKS.items()]
    for kind, ids, table in (
        ("text", [*bench.policies], texts.CHECKS),
        ("scenario", [*bench.scenarios], texts.SCENARIO_CHECKS),
        ("rule", [*bench.rules], rules.CHECKS),
        ("population", [*bench.populations], models.POPULATIONS),
        ("figure", [*bench.figures], models.FIGURES),
    ):
        found += [Check(f"{kind} {id}", name, id, run) for id in ids for name, run in table.items()]
    return found


def check_plugin(
    plugin: object,
    *,
    beside: Sequence[object] = (),
    scenarios: Sequence[str] = (),
    examples: Mapping[str, Sequence[Any]] | None = None,
    replications: int = 20,
) -> tuple[Breach, ...]:
    """Everything that a plugin does not keep to; empty if it conforms.

    Parameters
    ----------
    plugin
        The module (or object) with the hooks.
    beside
        Other plugins that its texts need.
    scenarios
        Paths of scenario files that are run too.
    examples
        By rule or population, parameters to try it with; needed for a rule that no text of the
        plugin names, and for a population, where the parameters have no defaults.
    replications
        Of every text and scenario.
    """
    bench = Bench(
        plugin, beside=beside, scenarios=scenarios, examples=examples, replications=replications
    )
    return tuple(breach for check in checks(bench) for breach in check.breaches(bench))


class PluginConformance:
    """Every check as a test of its own; make a subclass whose name begins with ``Test``.

    ::

        import awardsim_jia
        from awardsim.testing import PluginConformance

        class TestConformance(PluginConformance):
            plugin = awardsim_jia

    Attributes
    ----------
    plugin, beside, scenarios, examples, replications
        As for :func:`check_plugin`.
    """

    plugin: ClassVar[Any] = None
    beside: ClassVar[Sequence[Any]] = ()
    scenarios: ClassVar[Sequence[str]] = ()
    examples: ClassVar[Mapping[str, Sequence[Any]]] = {}
    replications: ClassVar[int] = 20

    @classmethod
    def bench(cls) -> Bench:
        """The plugin on the bench, made once for the class."""
        made: Bench | None = cls.__dict__.get("_bench")
        if made is None:
            made = Bench(
                cls.plugin,
                beside=cls.beside,
                scenarios=cls.scenarios,
                examples=cls.examples,
                replications=cls.replications,
            )
            cls._bench = made  # type: ignore[attr-defined]
        return made

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """One test for each check; called by pytest."""
        if "check" in metafunc.fixturenames:
            found = checks(self.bench())
            ids = [f"{one.subject}: {one.name}".replace(" ", "_") for one in found]
            metafunc.parametrize("check", found, ids=ids)

    def test_conforms(self, check: Check) -> None:
        """The plugin keeps to it."""
        breaches = check.breaches(self.bench())
        if breaches:
            raise NotConformingError(breaches)
