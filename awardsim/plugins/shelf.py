"""The texts of all plugins: listed by their heads, each read whole when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeGuard

from awardsim.plugins import checks
from awardsim.plugins.faults import PluginFault
from awardsim.plugins.guard import attempt
from awardsim.plugins.heads import TextHead, head_of
from awardsim.plugins.manager import Plugins
from awardsim.plugins.parts import Expected, Owned, collect, mistaken
from awardsim.plugins.texts import PolicyFile, PolicyFolder

if TYPE_CHECKING:
    from awardsim.policy import Policy

HOOK = "awardsim_policies"


class Shelf:
    """What the hook for texts gave, read no further than was asked for."""

    def __init__(self, plugins: Plugins) -> None:
        expected = Expected(HOOK, "Policy", _is_text, checks.policy, _not_yet_read)
        self._part = collect(plugins, expected)
        self._read: dict[str, Owned[Policy] | None] = {}
        self._faults: list[PluginFault] = []
        #: Seconds that the hook of each plugin took.
        self.seconds = self._part.seconds
        heads: dict[str, Owned[TextHead]] = {}
        for id, owned in self._part.items.items():
            outcome = attempt(owned.origin, HOOK, partial(_head, owned.value))
            self._faults += outcome.faults
            if outcome.value is not None:
                heads[id] = Owned(outcome.value, owned.origin)
        #: Heads by the ids of the texts, in their order.
        self.heads: Mapping[str, Owned[TextHead]] = MappingProxyType(heads)

    @property
    def faults(self) -> tuple[PluginFault, ...]:
        """What was found wrong so far."""
        return (*self._part.faults, *self._faults)

    @property
    def policies(self) -> Mapping[str, Owned[Policy]]:
        """All texts that can be read, in the order of their ids."""
        found = {id: self.policy(id) for id in self.heads}
        return MappingProxyType({id: owned for id, owned in found.items() if owned is not None})

    def policy(self, id: str) -> Owned[Policy] | None:
        """A text; None where there is none or it has mistakes, which are then among the faults."""
        if id in self.heads and id not in self._read:
            self._read[id] = self._opened(id)
        return self._read.get(id)

    def _opened(self, id: str) -> Owned[Policy] | None:
        item, origin = self._part.items[id].value, self._part.items[id].origin
        if not isinstance(item, PolicyFile):
            return Owned(item, origin)
        outcome = attempt(origin, HOOK, item.read)
        self._faults += outcome.faults
        if outcome.value is None:
            return None
        wrong = checks.policy(outcome.value, origin)
        self._faults += [mistaken(origin, HOOK, id, each) for each in wrong]
        return None if wrong else Owned(outcome.value, origin)


def _not_yet_read(given: object) -> object:
    """The texts of a folder by their heads; anything else that a hook may give as it is."""
    return given.files() if isinstance(given, PolicyFolder) else given


def _is_text(item: object) -> TypeGuard[Policy | PolicyFile]:
    if isinstance(item, PolicyFile):
        return True
    from awardsim.policy import Policy

    return isinstance(item, Policy)


def _head(item: Policy | PolicyFile) -> TextHead:
    return item.head if isinstance(item, PolicyFile) else head_of(item)
