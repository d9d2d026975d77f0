"""Finding plugins, loading them one by one, and saying what is wrong with them.

pluggy keeps the first of two plugins silently or stops at them with object ids, accepts
misspelt hooks, and stops at the first plugin that fails to import.  Here each plugin is loaded
and tried alone; what is wrong with it is recorded as a fault, and the others go on.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import inspect
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

import attrs
import pluggy

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.plugins import builtin as builtin_plugin
from awardsim.plugins import hookspecs
from awardsim.plugins.faults import Origin, PluginFault, printable
from awardsim.plugins.guard import attempt, folder_of, home_of
from awardsim.plugins.hookspecs import PROJECT
from awardsim.text import Text

HOOKS = ("awardsim_policies", "awardsim_rules", "awardsim_cohorts", "awardsim_measures")


@attrs.frozen
class Implementation:
    """One hook of one plugin, ready to be called."""

    origin: Origin
    hook: str
    call: Callable[[], object]

    def home(self) -> str:
        """The folder that the plugin's code lives in."""
        return home_of(self.call)


@attrs.frozen(eq=False)
class Plugins:
    """All plugins that could be loaded, and the faults of the others.

    Attributes
    ----------
    manager
        pluggy's own.
    origins
        Plugin name to its distribution and version.
    faults
        Found while loading.
    seconds
        Plugin name to the time its import took.
    """

    manager: pluggy.PluginManager
    origins: Mapping[str, Origin]
    faults: tuple[PluginFault, ...]
    seconds: Mapping[str, float]

    def implementations(self, hook: str) -> list[Implementation]:
        """Who implements a hook: the built-in plugins first, then by name."""
        found = [
            Implementation(self.origins[each.plugin_name], hook, each.function)
            for each in getattr(self.manager.hook, hook).get_hookimpls()
        ]
        return sorted(found, key=lambda each: (not each.origin.builtin, each.origin.plugin))


@attrs.frozen
class _Candidate:
    origin: Origin
    entry_point: importlib.metadata.EntryPoint

    def home(self) -> str:
        spec = importlib.util.find_spec(self.entry_point.module.split(".")[0])
        return folder_of(spec.origin if spec else None)


def make_manager(
    builtin: Sequence[object] = (),
    *,
    entry_points: bool = True,
    picks: Collection[str] = (),
    more: Sequence[object] = (),
) -> Plugins:
    """Register the built-in plugins, then every entry point of the group ``awardsim``.

    Parameters
    ----------
    builtin
        Plugins of the program itself beside the rules: modules or objects with hooks.
    entry_points
        Whether to look for installed plugins at all.
    picks
        ``distribution:name`` for a plugin name that two distributions claim.
    more
        Plugins that are handed over instead of being found: modules or objects with hooks, of
        which nothing else is expected than of those that are installed.

    Raises
    ------
    InputError
        A pick fits no installed plugin.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    origins: dict[str, Origin] = {}
    faults: list[PluginFault] = []
    seconds: dict[str, float] = {}
    candidates, broken = _installed() if entry_points else ([], [])
    version = _own_version(candidates)
    for plugin in (builtin_plugin, *builtin):
        name = str(getattr(plugin, "__name__", type(plugin).__name__))
        own = Origin(name, PROJECT, version, builtin=True)
        faults.extend(_register(manager, plugin, own, origins))
    for plugin in more:
        name = str(getattr(plugin, "__name__", type(plugin).__name__))
        origin = Origin(name.removeprefix(f"{PROJECT}_"), name, "")
        faults.extend(_register(manager, plugin, origin, origins))
    if entry_points:
        faults.extend(broken)
        chosen, refused = _choose(candidates, picks, origins)
        faults.extend(refused)
        for candidate in chosen:
            outcome = attempt(candidate.origin, "", candidate.entry_point.load, home=candidate.home)
            seconds[candidate.origin.plugin] = outcome.seconds
            faults.extend(outcome.faults)
            if all(fault.warning for fault in outcome.faults):
                faults.extend(_register(manager, outcome.value, candidate.origin, origins))
    return Plugins(manager, MappingProxyType(origins), tuple(faults), MappingProxyType(seconds))


def _own_version(candidates: Sequence[_Candidate]) -> str:
    """The program's own version: of the jurisdictions that it comes with, if they are there."""
    for each in candidates:
        if each.origin.distribution == PROJECT:
            return each.origin.version
    try:
        return importlib.metadata.version(PROJECT)
    except importlib.metadata.PackageNotFoundError:
        return ""  # run from a source tree


def _installed() -> tuple[list[_Candidate], list[PluginFault]]:
    """Entry points of all distributions that can be read; the first of one name counts."""
    candidates: list[_Candidate] = []
    faults: list[PluginFault] = []
    seen: set[str] = set()
    for distribution in importlib.metadata.distributions():
        place = Origin("", str(getattr(distribution, "_path", "?")), "")
        outcome = attempt(place, "", partial(_entry_points_of, distribution))
        if outcome.value is None:
            reasons = "; ".join(fault.message.en for fault in outcome.faults)
            faults.append(_unreadable(place, reasons))
            continue
        entries, name, version = outcome.value
        if not entries:
            continue
        if not name:
            faults.append(_unreadable(place, "it has no name"))
            continue
        normalised = re.sub(r"[-_.]+", "-", name).lower()
        if normalised not in seen:
            seen.add(normalised)
            candidates += [_Candidate(Origin(each.name, name, version), each) for each in entries]
    return candidates, faults


def _entry_points_of(
    distribution: importlib.metadata.Distribution,
) -> tuple[list[importlib.metadata.EntryPoint], str, str]:
    entries = [each for each in distribution.entry_points if each.group == PROJECT]
    if not entries:
        return [], "", ""
    metadata = distribution.metadata
    return entries, str(metadata["Name"] or ""), str(metadata["Version"] or "")


def _unreadable(place: Origin, reason: str) -> PluginFault:
    return PluginFault.of(
        place,
        "",
        Text(
            f"安装包的元数据读不出来，已略过：{reason}",
            f"the metadata of this distribution cannot be read, ignored: {reason}",
        ),
        warning=True,
    )


def _choose(
    candidates: list[_Candidate], picks: Collection[str], taken: Mapping[str, Origin]
) -> tuple[list[_Candidate], list[PluginFault]]:
    """One candidate for each plugin name; a name that is claimed twice is nobody's."""
    known = {f"{each.origin.distribution}:{each.origin.plugin}" for each in candidates}
    unknown = [pick for pick in picks if pick not in known]
    if unknown:
        raise InputError(
            Problem(
                Text(f"没有安装插件 '{pick}'", f"no plugin '{pick}' is installed"),
                path="--plugin",
                nearest=nearest_name(pick, known),
            )
            for pick in unknown
        )
    by_name: dict[str, list[_Candidate]] = {}
    for each in sorted(candidates, key=lambda each: (each.origin.plugin, each.origin.distribution)):
        by_name.setdefault(each.origin.plugin, []).append(each)
    chosen: list[_Candidate] = []
    faults: list[PluginFault] = []
    for name, claims in by_name.items():
        picked = [each for each in claims if f"{each.origin.distribution}:{name}" in picks]
        wanted = picked or claims
        claimants = [each.origin for each in wanted]
        if name in taken:
            claimants = [taken[name], *claimants]
        if len(claimants) == 1:
            chosen.append(wanted[0])
        else:
            faults.append(_claimed_twice(name, claimants))
    return chosen, faults


def _claimed_twice(name: str, claimants: list[Origin]) -> PluginFault:
    listed = [
        f"{printable(each.distribution)} {printable(each.version)}".strip() for each in claimants
    ]
    choice = f"--plugin {printable(claimants[-1].distribution)}:{printable(name)}"
    return PluginFault.of(
        claimants[-1],
        "",
        Text(
            f"{'、'.join(listed)} 都叫这个名字，外来的都没有载入；用 {choice} 选定一个",
            f"this name is claimed by {' and '.join(listed)}; none of those installed was "
            f"loaded, choose one by {choice}",
        ),
    )


def _register(
    manager: pluggy.PluginManager, plugin: object, origin: Origin, origins: dict[str, Origin]
) -> list[PluginFault]:
    """Try a plugin alone, then register it; its faults, and ``origins`` grows if it is taken."""
    outcome = attempt(origin, "", lambda: list(_tried(plugin, origin)))
    faults = [*outcome.faults, *(outcome.value or ())]
    if outcome.value is None or any(not fault.hook and not fault.warning for fault in faults):
        return faults
    outcome_of_registering = attempt(origin, "", lambda: manager.register(plugin, origin.plugin))
    if outcome_of_registering.value is not None:
        origins[origin.plugin] = origin
    return [*faults, *outcome_of_registering.faults]


def _tried(plugin: object, origin: Origin) -> Iterator[PluginFault]:
    """Faults of a plugin's hooks, found by registering it with a manager of its own.

    A fault without a hook makes the whole plugin unusable.
    """
    if plugin is None:
        said = "the entry point is None, expected a module with hooks"
        yield PluginFault.of(origin, "", Text("入口点是 None，应当是带钩子的模块", said))
        return
    trial = pluggy.PluginManager(PROJECT)
    trial.add_hookspecs(hookspecs)
    try:
        trial.register(plugin, origin.plugin)
    except pluggy.PluginValidationError as error:
        said = " ".join(str(error).split())
        yield PluginFault.of(origin, "", Text(f"钩子不合规范：{said}", f"a hook is wrong: {said}"))
        return
    any_hook = False
    for name, caller in sorted(vars(trial.hook).items()):
        if name.startswith("_"):
            continue
        for each in caller.get_hookimpls():
            any_hook = True
            if each.hookwrapper or each.wrapper:
                said = "a wrapper around other plugins is not allowed"
                yield PluginFault.of(
                    origin, "", Text(f"{name} 不得包装其他插件", f"{name}: {said}")
                )
            elif not caller.has_spec():  # pluggy's check_pending, for all of them at once
                yield _unknown_hook(origin, name)
    for name in dir(plugin):
        like_a_hook = name in HOOKS or (
            name.startswith(f"{PROJECT}_") and nearest_name(name, HOOKS)
        )
        unmarked = like_a_hook and trial.parse_hookimpl_opts(plugin, name) is None
        if unmarked and inspect.isroutine(getattr(plugin, name, None)):
            any_hook = True
            unread = Text(
                "函数没有标 @hookimpl，不会被调用", "not marked with @hookimpl, never called"
            )
            yield PluginFault.of(origin, name, unread)
    if not any_hook:
        yield PluginFault.of(
            origin, "", Text("没有任何钩子", "it implements no hook"), warning=True
        )


def _unknown_hook(origin: Origin, name: str) -> PluginFault:
    near = nearest_name(name, HOOKS)
    zh, en = (f"；是不是 '{near}'？", f"; did you mean '{near}'?") if near else ("", "")
    return PluginFault.of(
        origin,
        name,
        Text(
            f"没有这个钩子{zh}（有：{'、'.join(HOOKS)}）",
            f"there is no such hook{en} (known: {', '.join(HOOKS)})",
        ),
    )
