"""What one hook gives: every plugin is asked alone, and what is sound is kept by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Generic, Protocol, TypeGuard, TypeVar

import attrs

from awardsim.plugins.faults import Origin, PluginFault, printable
from awardsim.plugins.guard import attempt
from awardsim.plugins.manager import Implementation, Plugins
from awardsim.text import Text


class Identified(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """By which others name it."""


T = TypeVar("T", bound=Identified)
V = TypeVar("V")


@attrs.frozen
class Owned(Generic[V]):
    """Something that a plugin contributes, and the plugin."""

    value: V
    origin: Origin


@attrs.frozen
class Part(Generic[T]):
    """What one hook gave: by id in order, with the faults and the time of each plugin."""

    items: Mapping[str, Owned[T]]
    faults: tuple[PluginFault, ...]
    seconds: Mapping[str, float]


@attrs.frozen
class Expected(Generic[T]):
    """What a hook is to give: items of a kind, with an id, in which a check finds no mistake.

    Attributes
    ----------
    hook
        Its name.
    kind
        What the items are called.
    fits
        Whether something is of that kind.
    check
        Mistakes in an item of a plugin.
    items
        What is to be gone through of that which the hook gives.
    """

    hook: str
    kind: str
    fits: Callable[[object], TypeGuard[T]]
    check: Callable[[T, Origin], list[Text]]
    items: Callable[[object], object] = lambda given: given

    @classmethod
    def of(cls, hook: str, kind: type[T], check: Callable[[T, Origin], list[Text]]) -> Expected[T]:
        """Items of a class."""

        def fits(item: object) -> TypeGuard[T]:
            return isinstance(item, kind)

        return cls(hook, kind.__name__, fits, check)


def collect(plugins: Plugins, expected: Expected[T]) -> Part[T]:
    """Ask every plugin; faulty items are left out, and an id that is claimed twice is nobody's."""
    claims: dict[str, list[Owned[T]]] = {}
    faults: list[PluginFault] = []
    seconds: dict[str, float] = {}
    for implementation in plugins.implementations(expected.hook):
        origin = implementation.origin
        sound, found, seconds[origin.plugin] = _ask(implementation, expected)
        faults += found
        for id, item in sound:
            claims.setdefault(id, []).append(Owned(item, origin))
    items: dict[str, Owned[T]] = {}
    for id, claimants in sorted(claims.items()):
        if len(claimants) > 1:
            faults.append(_claimed_twice(expected.hook, id, [each.origin for each in claimants]))
        owners = [each for each in claimants if each.origin.builtin] or claimants
        if len(owners) == 1:
            items[id] = owners[0]
    return Part(MappingProxyType(items), tuple(faults), MappingProxyType(seconds))


def _ask(
    implementation: Implementation, expected: Expected[T]
) -> tuple[list[tuple[str, T]], list[PluginFault], float]:
    """Sound items of one plugin with their ids, its faults, and the seconds it took."""
    origin, hook = implementation.origin, implementation.hook
    given: list[object] = []
    sound: list[tuple[str, T]] = []
    called = attempt(
        origin, hook, lambda: _take(implementation, expected, given), implementation.home
    )
    faults = list(called.faults)
    if called.value is not None:
        faults.append(PluginFault.of(origin, hook, called.value))
    for number, item in enumerate(given, 1):
        if not expected.fits(item):
            kind, wanted = type(item).__name__, expected.kind
            said = Text(
                f"第{number}项是 {kind}，应当是 {wanted}",
                f"item {number} is {kind}, expected {wanted}",
            )
            faults.append(PluginFault.of(origin, hook, said))
            continue
        checked = attempt(origin, hook, _checking(item, origin, expected), implementation.home)
        faults += checked.faults
        if checked.value is None:
            continue
        id, wrong = checked.value
        faults += [mistaken(origin, hook, id, each) for each in wrong]
        if not wrong:
            sound.append((id, item))
    return sound, faults, called.seconds


def mistaken(origin: Origin, hook: str, id: str, wrong: Text) -> PluginFault:
    """A mistake in an item of a plugin, as the plugin's fault."""
    name = printable(str(id))
    return PluginFault.of(origin, hook, Text(f"{name}：{wrong.zh}", f"{name}: {wrong.en}"))


def _checking(
    item: T, origin: Origin, expected: Expected[T]
) -> Callable[[], tuple[str, list[Text]]]:
    return lambda: (item.id, expected.check(item, origin))


def _take(
    implementation: Implementation, expected: Expected[T], given: list[object]
) -> Text | None:
    """Call a hook and take what it gives one by one, so that what came before a failure stays."""
    result = expected.items(implementation.call())
    if hasattr(result, "__iter__") and not isinstance(result, (str, bytes, Mapping)):
        for item in result:
            given.append(item)
        return None
    if hasattr(result, "__await__") and hasattr(result, "close"):
        result.close()
    kind = "None" if result is None else type(result).__name__
    wanted = expected.kind
    return Text(
        f"给出的是 {kind}，应当是 {wanted} 的列表", f"gave {kind}, expected a list of {wanted}"
    )


def _claimed_twice(hook: str, id: str, claimants: list[Origin]) -> PluginFault:
    builtin = any(origin.builtin for origin in claimants)
    zh = "、".join(origin.read("zh") for origin in claimants)
    en = " and by ".join(origin.read("en") for origin in claimants)
    kept = Text("保留内置的", "the built-in one is kept")
    kept = kept if builtin else Text("都不采用", "none of them is used")
    name = printable(id)
    return PluginFault.of(
        claimants[-1],
        hook,
        Text(f"'{name}' 由 {zh} 同时给出，{kept.zh}", f"'{name}' is given by {en}; {kept.en}"),
    )
