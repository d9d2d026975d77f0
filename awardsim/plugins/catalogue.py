"""All that plugins contribute, by id: checked, sorted, and asked for only when it is needed.

The parts of a catalogue are made one by one at first use: a list of texts does not load the
rules, and so not numpy either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import attrs

from awardsim.errors import InputError, PluginError, Problem, nearest_name
from awardsim.plugins import checks
from awardsim.plugins.faults import Origin, PluginFault, printable
from awardsim.plugins.manager import HOOKS, Plugins, make_manager
from awardsim.plugins.parts import Expected, Identified, Owned, Part, collect
from awardsim.plugins.shelf import Shelf
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.plugins.contract import CohortModel, Measure
    from awardsim.plugins.heads import TextHead
    from awardsim.policy import Policy
    from awardsim.rules.interface import Rule

T = TypeVar("T", bound=Identified)

POLICIES, RULES, COHORTS, MEASURES = HOOKS


@attrs.frozen(eq=False, slots=False)
class Catalogue:
    """Texts, rules, cohorts and measures of all plugins.

    ``texts``, ``policies``, ``rules``, ``cohorts`` and ``measures`` map an id to what is
    contributed and by whom, in the order of the ids.  What was faulty is missing in them, and an
    id that two plugins claim is nobody's; the :attr:`faults` say so.
    """

    plugins: Plugins

    @property
    def texts(self) -> Mapping[str, Owned[TextHead]]:
        """Heads of the texts by ``jurisdiction@version``; what is inside has not been looked at."""
        return self._texts.heads

    @property
    def policies(self) -> Mapping[str, Owned[Policy]]:
        """All texts by the same ids, each read whole."""
        return self._texts.policies

    @property
    def rules(self) -> Mapping[str, Owned[Rule]]:
        """Rules by ``owner.name``."""
        return self._rules.items

    @property
    def cohorts(self) -> Mapping[str, Owned[CohortModel]]:
        """Populations by id."""
        return self._cohorts.items

    @property
    def columns(self) -> frozenset[str]:
        """What applicants have in one population or another, beside the vocabulary's."""
        return frozenset().union(*(owned.value.columns for owned in self.cohorts.values()))

    @property
    def measures(self) -> Mapping[str, Owned[Measure]]:
        """Figures by id."""
        return self._measures.items

    @property
    def faults(self) -> tuple[PluginFault, ...]:
        """What was found wrong so far; a part that nobody asked for has not been looked at."""
        return (*self.plugins.faults, *(fault for part in self._made() for fault in part.faults))

    @property
    def seconds(self) -> Mapping[tuple[str, str], float]:
        """Time of each import (hook empty) and of each hook so far, by plugin and hook."""
        spent = {(name, ""): taken for name, taken in self.plugins.seconds.items()}
        for hook, name in zip(HOOKS, _PARTS, strict=True):
            if name in self.__dict__:
                spent |= {
                    (plugin, hook): taken for plugin, taken in self.__dict__[name].seconds.items()
                }
        return MappingProxyType(spent)

    def complete(self) -> Catalogue:
        """Make all parts, so that :attr:`faults` has all faults."""
        for name in _PARTS:
            getattr(self, name)
        len(self.policies)
        return self

    def policy(self, id: str) -> Policy:
        """The text of that id.

        Raises
        ------
        InputError
            There is none; the nearest id is named.
        PluginError
            There is none, and a plugin that may have given it is at fault.
        """
        owned = self._texts.policy(id)
        if owned is None:
            others = [other for other in self.texts if other != id]
            self._missing(Text("文本", "text"), id, POLICIES, self._texts.faults, others)
        return owned.value

    def rule(self, name: str, jurisdiction: str = "") -> Rule:
        """The rule that a text of a jurisdiction means by a name.

        A name without an owner is the jurisdiction's own or, if it has none, a built-in one.
        Raises as :meth:`policy` does.
        """
        owners = [owner for owner in (jurisdiction, "builtin") if owner]
        for id in [name] if "." in name else [f"{owner}.{name}" for owner in owners]:
            if id in self.rules:
                return self.rules[id].value
        short = [id.partition(".")[2] for id in self.rules if id.partition(".")[0] in owners]
        known = self.rules if "." in name else short
        self._missing(Text("规则", "rule"), name, RULES, self._rules.faults, known)

    def cohort(self, id: str) -> CohortModel:
        """The population of that id; raises as :meth:`policy` does."""
        if id not in self.cohorts:
            self._missing(
                Text("申报群体模型", "cohort"), id, COHORTS, self._cohorts.faults, self.cohorts
            )
        return self.cohorts[id].value

    def measure(self, id: str) -> Measure:
        """The figure of that id; raises as :meth:`policy` does."""
        if id not in self.measures:
            self._missing(
                Text("指标", "measure"), id, MEASURES, self._measures.faults, self.measures
            )
        return self.measures[id].value

    @cached_property
    def _texts(self) -> Shelf:
        return Shelf(self.plugins)

    @cached_property
    def _rules(self) -> Part[Rule]:
        from awardsim.rules.interface import Rule

        return self._part(RULES, Rule, checks.rule)

    @cached_property
    def _cohorts(self) -> Part[CohortModel]:
        from awardsim.plugins.contract import CohortModel

        return self._part(COHORTS, CohortModel, checks.cohort)

    @cached_property
    def _measures(self) -> Part[Measure]:
        from awardsim.plugins.contract import Measure

        return self._part(MEASURES, Measure, checks.measure)

    def _part(self, hook: str, kind: type[T], check: Callable[[T, Origin], list[Text]]) -> Part[T]:
        return collect(self.plugins, Expected.of(hook, kind, check))

    def _made(self) -> list[Part[Any] | Shelf]:
        return [self.__dict__[name] for name in _PARTS if name in self.__dict__]

    def _missing(
        self,
        word: Text,
        id: str,
        hook: str,
        faults: Iterable[PluginFault],
        known: Iterable[str],
    ) -> NoReturn:
        """Say that there is no such id, and why that may be so."""
        ids = sorted(known)
        shown = printable(id)
        guilty = [
            fault
            for fault in (*self.plugins.faults, *faults)
            if not fault.warning and (fault.hook == hook or fault.hook not in HOOKS)
        ]
        near = nearest_name(id, ids)
        if guilty:
            hint = (
                Text(f"，是不是 '{near}'？", f" (did you mean '{near}'?)") if near else Text("", "")
            )
            raise PluginError(
                Text(
                    f"没有{word.zh} '{shown}'{hint.zh}；可能因为：\n"
                    + "\n".join(fault.read("zh") for fault in guilty),
                    f"no {word.en} '{shown}'{hint.en}; this may be why:\n"
                    + "\n".join(fault.read("en") for fault in guilty),
                )
            )
        listed = ", ".join(ids)
        raise InputError(
            Problem(
                Text(
                    f"没有{word.zh} '{shown}'（有：{listed or '无'}）",
                    f"no {word.en} '{shown}' (known: {listed or 'none'})",
                ),
                nearest=near,
            )
        )


#: The parts of a catalogue in the order of :data:`HOOKS`.
_PARTS = ("_texts", "_rules", "_cohorts", "_measures")


def load_catalogue(plugins: Plugins | None = None) -> Catalogue:
    """A catalogue of these plugins; without any, of all that are installed."""
    return Catalogue(make_manager() if plugins is None else plugins)
