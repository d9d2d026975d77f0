"""All codes, in order, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.findings import form, network, plugins, procedure, scenarios, words
from awardsim.findings.code import Code
from awardsim.findings.disagreeing import (
    basis,
    conflicts,
    demands,
    lists,
    naming,
    sentences,
    terms,
    tiers,
    weights,
)
from awardsim.findings.finding import Finding
from awardsim.findings.timing import clock, dates, hurry, notices, order, subitems
from awardsim.findings.unstated import (
    annexes,
    channels,
    choosing,
    gaps,
    marks,
    matters,
    objections,
    remarks,
    ties,
    unsaid,
)
from awardsim.text import Text

#: The families by the first digit of their codes.
FAMILIES: Mapping[str, Text] = MappingProxyType(
    {
        "AWS0": Text("文件形式", "form of the file"),
        "AWS1": Text("条款与摘录", "articles and words"),
        "AWS2": Text("日期与公示", "dates and notices"),
        "AWS3": Text("没有写的", "what is left open"),
        "AWS4": Text("程序", "procedure"),
        "AWS5": Text("前后不一致", "what does not agree"),
        "AWS6": Text("情景", "scenarios"),
        "AWS9": Text("插件", "plugins"),
    }
)

_MODULES = (
    form,
    words,
    dates,
    subitems,
    order,
    unsaid,
    channels,
    clock,
    hurry,
    notices,
    gaps,
    matters,
    objections,
    remarks,
    choosing,
    annexes,
    ties,
    marks,
    procedure,
    network,
    conflicts,
    lists,
    sentences,
    naming,
    demands,
    terms,
    basis,
    tiers,
    weights,
    scenarios,
    plugins,
)

#: Every code by its id, in the order of the ids.
CODES: Mapping[str, Code] = MappingProxyType(
    {
        code.id: code
        for code in sorted(
            (code for module in _MODULES for code in module.CODES), key=lambda code: code.id
        )
    }
)


def find_code(id: str) -> Code:
    """The code of that id, in any letters.

    Raises
    ------
    InputError
        There is none; the nearest is named.
    """
    asked = id.strip().upper()
    if asked in CODES:
        return CODES[asked]
    message = Text(f"没有检查代码 '{id[:40]}'", f"no code '{id[:40]}'")
    raise InputError(Problem(message, nearest=nearest_name(asked, CODES)))


def select(
    findings: Iterable[Finding], selected: Sequence[str] = (), ignored: Sequence[str] = ()
) -> list[Finding]:
    """The findings whose codes begin with one of the selected and with none of the ignored.

    Raises
    ------
    InputError
        No code begins so.
    """
    wanted, left = tuple(_prefixes(selected, "--select")), tuple(_prefixes(ignored, "--ignore"))
    return [
        one
        for one in findings
        if (not wanted or one.code.id.startswith(wanted))
        and not (left and one.code.id.startswith(left))
    ]


def _prefixes(given: Sequence[str], option: str) -> Iterator[str]:
    for prefix in (part.strip() for one in given for part in one.split(",")):
        if not prefix:
            continue
        found = prefix.upper()
        if not any(id.startswith(found) for id in CODES):
            known = ", ".join(FAMILIES)
            message = Text(
                f"没有以 '{prefix[:40]}' 开头的检查代码（有：{known}）",
                f"no code begins with '{prefix[:40]}' (known: {known})",
            )
            raise InputError(Problem(message, option))
        yield found
