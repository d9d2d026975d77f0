"""What plugins contribute, as a run calls it: what breaks there is told as the plugin's fault.

A rule, a population or a figure is foreign code that runs in the middle of a replication, perhaps
in a worker.  It cannot end the program, write into its output or into what it is handed; what it
raises, or gives in a wrong form, becomes a :class:`awardsim.errors.PluginError` that names the
plugin with its distribution and version.
"""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.errors import PluginError
from awardsim.plugins.catalogue import Catalogue
from awardsim.plugins.contract import CohortModel, Measure
from awardsim.plugins.faults import Origin, PluginFault
from awardsim.plugins.guard import attempt, home_of
from awardsim.plugins.parts import Owned
from awardsim.rules.form import malformed, undeclared
from awardsim.rules.interface import Candidates, Decision, Rule
from awardsim.text import Text

T = TypeVar("T")

#: Columns that a run asks for whatever the text.
ALWAYS = ("start", "lot", "complete", "merit")


@attrs.frozen
class Running:
    """The rules, populations and figures of a catalogue, guarded where they are not built in."""

    catalogue: Catalogue

    def rule(self, name: str, jurisdiction: str = "") -> Rule:
        """The rule that a text of a jurisdiction means by a name; see :meth:`Catalogue.rule`."""
        rule = self.catalogue.rule(name, jurisdiction)
        origin = self.catalogue.rules[rule.id].origin
        if origin.builtin:
            return rule
        fits = rule.fits and _Fitting(origin, rule.id, rule.fits)
        return attrs.evolve(rule, decide=_Deciding(origin, rule), fits=fits)

    def cohort(self, id: str) -> CohortModel:
        """The population of that id; see :meth:`Catalogue.cohort`."""
        model = self.catalogue.cohort(id)
        origin = self.catalogue.cohorts[id].origin
        if origin.builtin:
            return model
        return attrs.evolve(model, draw=_Drawing(origin, model.id, model.draw, model.columns))

    def measures(self) -> list[Measure]:
        """All figures, in the order of their ids."""
        return [_guarded(owned) for owned in self.catalogue.measures.values()]


def _guarded(owned: Owned[Measure]) -> Measure:
    measure, origin = owned.value, owned.origin
    if origin.builtin:
        return measure
    return attrs.evolve(measure, compute=_Computing(origin, measure.id, measure.compute))


def _of(origin: Origin, id: str, function: Callable[..., Any], action: Callable[[], T]) -> T:
    """What some code of a plugin gives; its failure is the plugin's."""
    outcome = attempt(origin, id, action, home=lambda: home_of(function))
    for fault in outcome.faults:
        if not fault.warning:
            raise PluginError(Text(fault.read("zh"), fault.read("en")))
    return outcome.value  # type: ignore[return-value]  # it is None only where that was given


def _broken(origin: Origin, id: str, said: Text) -> PluginError:
    fault = PluginFault.of(origin, id, said)
    return PluginError(Text(fault.read("zh"), fault.read("en")))


@attrs.frozen
class _Deciding:
    """A rule's function, whose decision has been looked at."""

    origin: Origin
    rule: Rule

    def __call__(self, candidates: Candidates, parameters: Any, draws: Any) -> Decision:
        rule, kept = self.rule, _kept(candidates)
        decided: Any = _of(
            self.origin, rule.id, rule.decide, lambda: rule.decide(kept, parameters, draws)
        )
        wrong = malformed(rule, decided, len(candidates)) or undeclared(rule, decided)
        if wrong is not None:
            raise _broken(self.origin, rule.id, wrong)
        return decided  # type: ignore[no-any-return]  # it has been looked at


@attrs.frozen
class _Fitting:
    """A rule's word whether so few candidates all pass."""

    origin: Origin
    id: str
    fits: Callable[[Mapping[str, int], Any], bool]

    def __call__(self, counts: Mapping[str, int], parameters: Any) -> bool:
        fits = self.fits
        return bool(_of(self.origin, self.id, fits, lambda: fits(dict(counts), parameters)))


@attrs.frozen
class _Drawing:
    """A population's function, whose columns are looked at when they are taken."""

    origin: Origin
    id: str
    draw: Callable[..., Any]
    columns: frozenset[str]

    def __call__(self, request: Any) -> Mapping[str, NDArray[Any]]:
        drawn: Any = _of(self.origin, self.id, self.draw, lambda: self.draw(request))
        if not isinstance(drawn, Mapping):
            kind = type(drawn).__name__
            said = Text(
                f"给出的是 {kind}，应当是各列的映射",
                f"it gives {kind}, expected a mapping of columns",
            )
            raise _broken(self.origin, self.id, said)
        return _Drawn(self, drawn, len(request.slots))


class _Drawn(Mapping[str, NDArray[Any]]):
    """Columns of a plugin's population, each looked at when it is first taken."""

    def __init__(self, by: _Drawing, columns: Mapping[str, Any], count: int) -> None:
        self._by = by
        self._columns = columns
        self._count = count
        self._taken: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        found = self._taken.get(name)
        if found is None:
            found = self._taken[name] = self._look(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def _look(self, name: str) -> NDArray[Any]:
        by = self._by
        given = _of(by.origin, by.id, by.draw, lambda: self._given(name))
        if given is None:
            if name not in by.columns and name not in ALWAYS:
                raise KeyError(name)
            said = Text(f"没有给出列 '{name}'", f"it gives no column '{name}'")
            raise _broken(by.origin, by.id, said)
        column = np.asarray(given)
        if column.shape != (self._count,):
            said = Text(
                f"列 '{name}' 的形状是 {column.shape}，应当是 ({self._count},)",
                f"column '{name}' has the shape {column.shape}, expected ({self._count},)",
            )
            raise _broken(by.origin, by.id, said)
        return column

    def _given(self, name: str) -> Any:
        try:
            return self._columns[name]
        except KeyError as error:
            if error.args == (name,):
                return None
            raise


@attrs.frozen
class _Computing:
    """A figure's function, which gives a number."""

    origin: Origin
    id: str
    compute: Callable[..., Any]

    def __call__(self, procedure: Any, log: Any) -> float:
        found = _of(self.origin, self.id, self.compute, lambda: self.compute(procedure, log))
        if isinstance(found, bool | np.bool_) or not isinstance(found, numbers.Real):
            kind = type(found).__name__
            said = Text(f"给出的是 {kind}，应当是数", f"it gives {kind}, expected a number")
            raise _broken(self.origin, self.id, said)
        return float(found)


class _Kept(Mapping[str, NDArray[Any]]):
    """Columns that nobody can write to."""

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        self._columns = columns

    def __getitem__(self, name: str) -> NDArray[Any]:
        return _still(self._columns[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _still(column: NDArray[Any]) -> NDArray[Any]:
    view = column.view()
    view.flags.writeable = False
    return view


def _kept(candidates: Candidates) -> Candidates:
    """The candidates as a rule may see them: nothing in them can be written to."""
    changes: dict[str, Any] = {
        "columns": _Kept(candidates.columns),
        "marks": _Kept(candidates.marks),
    }
    for name in ("track", "channel", "slots", "reviewers", "place", "tier"):
        column = getattr(candidates, name)
        if isinstance(column, np.ndarray):
            changes[name] = _still(column)
    return attrs.evolve(candidates, **changes)
