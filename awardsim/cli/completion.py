"""What a shell proposes when the tab key is pressed: names, stages, paths.

Everything here is read from the files alone, without building a procedure, so that it answers at
once; what cannot be read proposes nothing.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import tomli
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from awardsim.language import choose_language

if TYPE_CHECKING:
    from awardsim.policy import Policy

#: Tables of a scenario whose keys are assumptions.
_ASSUMED = ("applicants", "people", "meetings", "durations", "fill", "chance", "cohort", "rates")
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n'
    local line type value
    for line in $(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
            %(complete_var)s=bash_complete $1); do
        IFS=',' read -r type value <<< "$line"
        if [[ $type == 'dir' ]]; then
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            compopt -o default
        elif [[ $type == 'plain' ]]; then
            COMPREPLY+=("$value")
        fi
    done
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

#: The last lines of click's script for zsh, and what is put behind them: proposals that only have
#: what is typed somewhere are listed; zsh would replace it by their common beginning, nothing.
_ZSH_ADDED = "        compadd -U -V unsorted -a completions\n    fi\n"
_ZSH_LISTED = """\
    local each
    if (( compstate[nmatches] > 1 )); then
        for each in "${completions[@]}" "${completions_with_descriptions[@]}"; do
            if [[ "$each" != "$PREFIX"* ]]; then
                compstate[insert]=
                compstate[list]='list force'
                break
            fi
        done
    fi
"""

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


class Bash(BashComplete):
    """Bash takes ``@``, ``=`` and ``:`` for ends of words: it is given what follows them only."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one that is being typed."""
        line = os.environ.get("COMP_LINE", "")
        words = split_arg_string(line)[1:]
        typed = "" if line[-1:].isspace() or not words else words.pop()
        self._typed = typed
        return words, typed

    def format_completion(self, item: CompletionItem) -> str:
        """What bash puts in the place of the part of the word that it knows of."""
        breaks = os.environ.get("COMP_WORDBREAKS", "")
        known = max(
            (place + 1 for place, one in enumerate(self._typed) if one in breaks), default=0
        )
        value = str(item.value)
        rest = value[known:] if value.startswith(self._typed[:known]) else value
        return f"{item.type},{rest}"


class Zsh(ZshComplete):
    """Zsh keeps what is typed where several proposals have it somewhere else than in front."""

    source_template = ZshComplete.source_template.replace(_ZSH_ADDED, _ZSH_ADDED + _ZSH_LISTED)


def register() -> None:
    """Make the program's own scripts for bash and zsh known."""
    add_completion_class(Bash, "bash")
    add_completion_class(Zsh, "zsh")


def _harmless(found: Complete) -> Complete:
    """A proposal must never end in an error on somebody's command line."""

    @functools.wraps(found)
    def complete(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
        try:
            return found(ctx, param, typed)
        except Exception:  # noqa: BLE001 - whatever is wrong is told when the command runs
            return []

    return complete


@_harmless
def names(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Scenarios by their stems, texts by their ids, files where a path is typed."""
    from awardsim.analysis.names import scenario_names

    if "/" in typed or typed.startswith("."):
        return [CompletionItem(typed, type="file")]
    found = _matching([*scenario_names(), *_texts()], typed)
    return [CompletionItem(one) for one in found] or [CompletionItem(typed, type="file")]


@_harmless
def stages(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Stages of the text: by their Chinese titles for whoever reads them, else by their ids."""
    return [CompletionItem(name, help=about) for name, about in _stages(ctx, typed)]


@_harmless
def stage_days(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Stages with the equals sign that a day stands behind."""
    return [CompletionItem(f"{name}=", help=about) for name, about in _stages(ctx, typed)]


@_harmless
def subjects(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """What can be asked about: stages, then figures and readings."""
    found = [CompletionItem(name, help=about) for name, about in _stages(ctx, typed)]
    policy = _text_of(ctx)
    readings = [] if policy is None else [f"readings.{name}" for name in policy.readings]
    more = ["finish", "law", "awards", "late", *(readings if typed else ())]
    return found + [CompletionItem(one) for one in more if one.startswith(typed)]


@_harmless
def paths(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """What can be replaced: what the scenario assumes, readings, and the text's values."""
    from awardsim.policy.leaves import leaves

    data, policy = _scenario_of(ctx), _text_of(ctx)
    found = [
        f"{table}.{key}"
        for table in _ASSUMED
        for key, value in data.get(table, {}).items()
        if not isinstance(value, Mapping) or "estimate" in value
    ]
    if policy is not None:
        found += [
            f"readings.{name}={option}"
            for name, reading in policy.readings.items()
            for option in reading.options
        ]
        found += [leaf.path for leaf in leaves(policy)] if typed else []
    listed = dict.fromkeys(one if "=" in one else f"{one}=" for one in found)
    return [CompletionItem(one) for one in listed if one.startswith(typed)]


def _matching(known: Iterable[str], typed: str) -> list[str]:
    """Names that begin as typed, else those that hold it."""
    listed = list(known)
    return [one for one in listed if one.startswith(typed)] or [
        one for one in listed if typed in one
    ]


def _stages(ctx: click.Context, typed: str) -> list[tuple[str, str]]:
    """Names of stages, each with the other one."""
    policy = _text_of(ctx)
    if policy is None:
        return []
    titles = {name: stage.title for name, stage in policy.stages.items()}
    chinese = not typed.isascii() or (not typed and choose_language([]) == "zh")
    by_name = {
        (title.zh if chinese else name): (name if chinese else title.zh)
        for name, title in titles.items()
    }
    found = _matching((name for name in by_name if not set(name) & set(" \t\n")), typed)
    return [(name, by_name[name]) for name in found]


def _texts() -> list[str]:
    from awardsim.cli.catalogue import open_catalogue

    return list(open_catalogue().texts)


def _named(ctx: click.Context) -> str:
    """What the command line names before the cursor, the first of it."""
    given = ctx.params.get("scenario") or ctx.params.get("name") or ctx.params.get("names") or ""
    return str(given if isinstance(given, str) else given[0])


def _read(name: str) -> tuple[dict[str, Any], Path | None]:
    """A scenario or text file as plain data; empty where the name is no file's."""
    from awardsim.analysis.names import example, file_of
    from awardsim.toml import read_document

    path = file_of(name)
    if path is not None:
        return read_document(path).data, path
    installed = example(name)
    return ({} if installed is None else tomli.loads(installed.read_text("utf-8"))), None


def _scenario_of(ctx: click.Context) -> dict[str, Any]:
    """The scenario that the line names, as it is written, on top of the one that it extends."""
    data, path = _read(_named(ctx))
    parent = str(data.get("extends", "")).removesuffix(".toml")
    if not parent:
        return data
    base, _ = _read(parent if path is None else str(path.with_name(f"{parent}.toml")))
    tables = {
        key: {**base.get(key, {}), **data.get(key, {})}
        for key in _ASSUMED
        if key in base or key in data
    }
    return {**base, **data, **tables}


def _text_of(ctx: click.Context) -> Policy | None:
    """The text that the line names, or that of its scenario."""
    from awardsim.cli.catalogue import open_catalogue
    from awardsim.policy import read_policy

    name = _named(ctx)
    if not name:
        return None
    data, path = _scenario_of(ctx), _read(name)[1]
    text = str(data.get("policy", "")) or name
    if "jurisdiction" in data and path is not None:
        return read_policy(path)
    if text.endswith(".toml"):
        return read_policy(text if path is None else path.with_name(text))
    catalogue = open_catalogue()
    return catalogue.policy(text) if text in catalogue.texts else None
