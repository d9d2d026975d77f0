"""From a policy file to a policy: structured, and checked as far as one text can be alone.

Checked here: the form of every value, every name that stands for something else in the text,
dates in order, and that what a reading sets can be set.  Whether the stages make a procedure
is for whoever builds it to say.
"""

from __future__ import annotations

import itertools
import os
import pathlib
from collections.abc import Mapping
from typing import Any

from awardsim.errors import PolicyError, nearest_name
from awardsim.policy.model import Option, Policy
from awardsim.policy.paths import get_path, has_path, remove_path, set_path
from awardsim.policy.sections import Sections
from awardsim.policy.waivers import waivers
from awardsim.text import Text
from awardsim.toml import Document, Locator, Path, Problems, read_document, show_path, split_path

#: The format of policy files that this version reads.
FORMAT = 1

_STATES = {"issued": Text("已印发", "issued"), "draft": Text("草案", "draft")}


def raw_policy(path: str | os.PathLike[str]) -> Document:
    """The tables of a policy file, not yet structured.

    Raises
    ------
    PolicyError
        The file cannot be read, or is no TOML.
    """
    problems = Problems(os.fspath(path), error=PolicyError)
    document = read_document(path, problems)
    problems.raise_any()
    return document


def read_policy(path: str | os.PathLike[str]) -> Policy:
    """Read a policy file.

    Raises
    ------
    PolicyError
        With every mistake of the file.
    """
    policy, problems = survey_policy(path)
    problems.raise_any()
    return policy


def survey_policy(path: str | os.PathLike[str]) -> tuple[Policy, Problems]:
    """Read a policy file as far as it can be, with something empty in place of each mistake.

    Raises
    ------
    PolicyError
        The file cannot be read, is no TOML, or is in another format.
    """
    problems = Problems(os.fspath(path), error=PolicyError)
    document = read_document(path, problems)
    policy = _policy(document.data, problems)
    _check_readings(document.data, policy, problems)
    return policy, problems


def parse_policy(raw: Mapping[str, Any], file: str, lines: Locator | None = None) -> Policy:
    """Structure the tables of a policy file, as they stand there or changed since.

    Parameters
    ----------
    raw
        The tables; kept as :attr:`Policy.raw`.
    file
        The file they were read from.
    lines
        Finds the lines of that file.  None for tables that have been changed: problems have
        no line then, and what the options of readings set is not looked for, because a change
        may have taken it away.

    Raises
    ------
    PolicyError
        With every mistake.
    """
    problems = Problems(file, lines, PolicyError)
    policy = _policy(raw, problems)
    if lines is not None:
        _check_readings(raw, policy, problems)
    problems.raise_any()
    return policy


def _policy(raw: Mapping[str, Any], problems: Problems) -> Policy:
    """The policy, with something empty wherever a problem has been noted."""
    sections = Sections(raw, problems)
    top = sections.top
    if "schema" in raw:
        _check_format(raw["schema"], problems)
    alone = sections.alone
    if alone:
        sections.outer_tables()
    policy = Policy(
        schema=top.whole("schema"),
        jurisdiction=top.ident("jurisdiction"),
        version=top.text("version"),
        state=top.choice("state", _STATES, Text("状态", "state")),
        title=top.title("title"),
        award=top.title("award"),
        sources=sections.each("sources", sections.source, needed=True),
        window=sections.window(top.table("window")),
        tracks={} if alone else sections.each("tracks", sections.track, needed=True),
        tiers=sections.each("tiers", sections.tier) if "tiers" in raw and not alone else {},
        channels=sections.each("channels", sections.channel),
        bodies=sections.each("bodies", sections.body, needed=True),
        quotas={} if alone else sections.each("quotas", sections.quota),
        conditions={}
        if alone and "conditions" not in raw
        else sections.each("conditions", sections.condition),
        stages=sections.each("stages", sections.stage, needed=True),
        objections=sections.no_objections()
        if alone
        else sections.objections(top.table("objections")),
        readings=sections.each("readings", sections.reading),
        provisions=sections.each("provisions", sections.provision),
        waivers=waivers(top),
        within=sections.within(top.table("within")) if "within" in raw else None,
        file=problems.file,
        raw=raw,
    )
    top.close()
    stem = pathlib.PurePath(problems.file).stem
    if policy.version and stem and policy.version != stem:
        message = Text(
            f"version 是 '{policy.version}'，文件却叫 '{stem}'：两者须一致",
            f"version is '{policy.version}' but the file is called '{stem}': they must be equal",
        )
        problems.add(("version",), message)
    return policy


def _check_format(found: object, problems: Problems) -> None:
    """Of a text in another format nothing else can be said."""
    if isinstance(found, int) and not isinstance(found, bool) and found != FORMAT:
        message = Text(
            f"格式 {found}，本版本只读格式 {FORMAT}",
            f"format {found}, this version reads {FORMAT}",
        )
        problems.fail(message, path=("schema",))


def _check_readings(raw: Mapping[str, Any], policy: Policy, problems: Problems) -> None:
    """Every path that an option sets exists, and takes the value that it is set to."""
    meant = _as_meant(raw, problems)
    aside = problems.aside()
    if meant is not raw:
        _policy(meant, aside)
    known = {(problem.path, problem.message) for problem in (*problems.found, *aside.found)}
    for name, reading in policy.readings.items():
        for key, option in reading.options.items():
            where: Path = ("readings", name, "options", key, "set")
            _check_option(meant, option, where, problems, known)


def _as_meant(raw: Mapping[str, Any], problems: Problems) -> Mapping[str, Any]:
    """The tables with every misspelt key under the name that was probably meant.

    What leads through such a key is right where it is spelt right.
    """
    meant = raw
    for problem in problems.found:
        try:
            *above, key = split_path(problem.path)
            beside = show_path((*above, problem.nearest))
            if nearest_name(str(key), [problem.nearest]) and not has_path(meant, beside):
                value = get_path(meant, problem.path)
                meant = set_path(remove_path(meant, problem.path), beside, value)
        except (KeyError, ValueError):  # it stands in a table that has been renamed
            continue
    return meant


def _check_option(
    raw: Mapping[str, Any],
    option: Option,
    where: Path,
    problems: Problems,
    known: set[tuple[str, Text]],
) -> None:
    """What is wrong in the text as an option would have it, and was not wrong before."""
    changed = dict(raw)
    touched: dict[Path, str] = {}
    for path, value in option.set.items():
        try:
            changed = set_path(changed, path, value)
        except KeyError as error:
            message = Text(f"没有这样的路径 '{path}'", f"no such path '{path}'")
            problems.add((*where, path), message, str(error.args[0]))
        else:
            touched[split_path(path)] = path
    aside = problems.aside()
    Sections(changed, aside).read(dict.fromkeys(path[:2] for path in touched))
    for problem in aside.found:
        if (problem.path, problem.message) not in known:
            setting = _nearest_setting(problem.path, list(touched.values()))
            problems.add((*where, setting), problem.message, problem.nearest)


def _nearest_setting(path: str, settings: list[str]) -> str:
    """The setting that brought a problem about: the one that shares most of its path."""

    def shared(setting: str) -> int:
        pairs = zip(setting.split("."), path.split("."), strict=False)
        return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))

    return max(settings, key=shared)
