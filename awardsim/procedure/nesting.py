"""A text in front of another one: the two put together as one text.

A province asks for applications of its own, reviews them, and hands over to the national
procedure those whom it recommends.  Its text says whose place its stages take.  The two are put
together as raw tables and read again, so that readings and changes of both act in the same way.

The channel that the inner text is about is replaced by the inner text's own channels, its parts.
To a stage of the outer text they are one channel all the same: it has one list for them, and
its bodies one set of people.
"""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from awardsim.errors import InputError, PolicyError, Problem, nearest_name
from awardsim.policy import Policy, parse_policy, read_policy
from awardsim.policy.paths import unlinked
from awardsim.procedure.lines import in_file
from awardsim.text import Text

#: Stands before the id of a provision of the outer text where the inner one has it as well.
_OUTER = "outer_"
#: Sections whose ids must differ between the two texts, with what they are called.
_APART = {
    "channels": Text("渠道", "channel"),
    "bodies": Text("主体", "body"),
    "conditions": Text("条件", "condition"),
    "stages": Text("环节", "stage"),
    "readings": Text("读法", "reading"),
}


def whole_text(policy: Policy, texts: Callable[[str], Policy]) -> Policy:
    """The whole procedure that a text is a part of; the text itself where it is the whole.

    Parameters
    ----------
    texts
        Gives the text of an id; raises InputError, with the nearest, for one that there is not.

    Raises
    ------
    InputError
        The outer text is not there, or the two do not fit together; with every mistake.
    """
    if policy.within is None or policy.outer is not None:
        return policy
    name = policy.within.policy
    try:
        if name.endswith(".toml"):
            outer = read_policy(pathlib.Path(policy.file).parent / pathlib.Path(name).name)
        else:
            outer = _named(texts, name, policy)
        return compose(policy, outer)
    except PolicyError as error:
        raise PolicyError(in_file(error.problems, policy.file)) from None


def _named(texts: Callable[[str], Policy], name: str, inner: Policy) -> Policy:
    try:
        return texts(name)
    except PolicyError:
        raise
    except InputError as error:
        raise PolicyError(
            [attrs.evolve(one, file=inner.file, path="within.policy") for one in error.problems]
        ) from error


def compose(inner: Policy, outer: Policy) -> Policy:
    """An inner text and the outer one that it stands in front of, as one text.

    Raises
    ------
    PolicyError
        The two do not fit together; with every mistake.
    """
    problems = list(_mistakes(inner, outer))
    if problems:
        raise PolicyError(problems)
    assert inner.within is not None
    channel = inner.within.channel
    theirs, labels = _with_labels(outer, inner)
    own: dict[str, Any] = dict(inner.raw)
    raw: dict[str, Any] = {
        **own,
        "state": "draft" if "draft" in (inner.state, outer.state) else inner.state,
        "sources": labels,
        "window": _window(own["window"], theirs["window"]),
        **{name: theirs[name] for name in ("tracks", "tiers", "quotas") if name in theirs},
        "objections": theirs["objections"],
        "channels": _channels(own["channels"], theirs["channels"], channel),
        "bodies": {**theirs["bodies"], **_marked(own.get("bodies", {}), channel)},
        "conditions": {
            **theirs.get("conditions", {}),
            **_marked(own.get("conditions", {}), channel),
        },
        "stages": _stages(inner, theirs["stages"], list(theirs["channels"])),
        "readings": {**theirs.get("readings", {}), **own.get("readings", {})},
        "provisions": _provisions(own.get("provisions", {}), theirs.get("provisions", {})),
        "within": {**own["within"], "title": theirs["channels"][channel]["title"]},
    }
    made = parse_policy(raw, inner.file)
    return attrs.evolve(made, outer=outer)


def of_outer(policy: Policy, path: str) -> bool:
    """A path of a text that has been put together leads to what the outer text says."""
    if policy.outer is None:
        return False
    section, _, rest = path.partition(".")
    name = rest.partition(".")[0]
    theirs, made = policy.outer.raw.get(section), policy.raw.get(section)
    if section in ("tracks", "tiers", "quotas", "objections"):
        return True
    if not isinstance(theirs, Mapping) or not isinstance(made, Mapping):
        return False
    if not name:
        return not any(_inner(table) for table in made.values())
    if section == "provisions" and name.removeprefix(_OUTER) in theirs:
        return name.startswith(_OUTER) or f"{_OUTER}{name}" not in made
    return name in theirs and not _inner(made.get(name))


def _inner(table: Any) -> bool:
    """A table of the inner text."""
    return isinstance(table, Mapping) and ("inside" in table or "part_of" in table)


def _mistakes(inner: Policy, outer: Policy) -> Iterable[Problem]:
    """Names that the outer text does not have, and those that both have."""
    within = inner.within
    assert within is not None
    if outer.within is not None:
        message = Text(
            f"'{outer.id}' 自己也接在别的文本之前：只能接一层",
            f"'{outer.id}' stands in front of another text itself: one level only",
        )
        yield Problem(message, inner.file, path="within.policy")
        return
    named = [("within.channel", within.channel), ("within.before", within.before)]
    named += [(f"within.replaces[{i}]", name) for i, name in enumerate(within.replaces)]
    for path, name in named:
        section = "channels" if path == "within.channel" else "stages"
        known, what = list(getattr(outer, section)), _APART[section]
        if name not in known:
            message = Text(
                f"'{outer.id}' 没有{what.zh} '{name}'", f"'{outer.id}' has no {what.en} '{name}'"
            )
            yield Problem(message, inner.file, path=path, nearest=nearest_name(name, known))
    if not inner.channels:
        message = Text("没有自己的渠道：[channels] 至少一个", "[channels]: at least one is needed")
        yield Problem(message, inner.file, path="channels")
    for section, what in _APART.items():
        ours, theirs = inner.raw.get(section, {}), outer.raw.get(section, {})
        for name in ours if isinstance(ours, Mapping) else ():
            if name in theirs and not (section == "channels" and name == within.channel):
                message = Text(
                    f"'{outer.id}' 也有{what.zh} '{name}'：换一个代号",
                    f"'{outer.id}' has a {what.en} '{name}' as well: call it something else",
                )
                yield Problem(message, inner.file, path=f"{section}.{name}")


# ---- sources ------------------------------------------------------------------------------------


def _with_labels(outer: Policy, inner: Policy) -> tuple[dict[str, Any], dict[str, Any]]:
    """The outer text's tables, and the documents of both under labels that mean one each.

    A label of both texts stands for one document if it has the same title in both; otherwise
    the outer text's is called by its jurisdiction as well.
    """
    labels: dict[str, Any] = dict(inner.raw["sources"])
    renamed: dict[str, str] = {}
    for name, source in outer.raw["sources"].items():
        known = labels.get(name)
        if known is None:
            labels[name] = source
        elif known.get("title") == source.get("title"):
            labels[name] = {**known, **source}
        else:
            renamed[name] = _free(f"{outer.jurisdiction}_{name}", labels)
            labels[renamed[name]] = source
    return _relabelled(outer.raw, renamed), labels


def _relabelled(value: Any, renamed: Mapping[str, str]) -> Any:
    """Tables whose articles cite documents by their new labels."""
    if not renamed:
        return dict(value) if isinstance(value, Mapping) else value
    if isinstance(value, Mapping):
        return {
            key: _cited(part, renamed)
            if key == "source" and isinstance(part, str)
            else _relabelled(part, renamed)
            for key, part in value.items()
        }
    return [_relabelled(part, renamed) for part in value] if isinstance(value, list) else value


def _cited(source: str, renamed: Mapping[str, str]) -> str:
    """An article, or several: each may begin with the label of its document."""
    found = []
    for part in source.split(","):
        space = part[: len(part) - len(part.lstrip())]
        name, blank, article = part.strip().partition(" ")
        found.append(f"{space}{renamed.get(name, name)}{blank}{article}")
    return ",".join(found)


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that nothing has yet."""
    known, free = set(taken), name
    while free in known:
        free += "_"
    return free


# ---- tables -------------------------------------------------------------------------------------


def _window(own: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """The outer text's own dates, which are the whole procedure's; the inner's where it is silent.

    Each keeps its article.
    """
    found: dict[str, Any] = {"source": theirs["source"]}
    for key, value in theirs.items():
        if key == "source":
            continue
        taken, source = value, theirs["source"]
        if _silent(value) and key in own and not _silent(own[key]):
            taken, source = own[key], own["source"]
        cell = dict(taken) if isinstance(taken, Mapping) else {"value": taken}
        plain = isinstance(taken, str) and taken in ("unstated", "unread", "excluded")
        found[key] = taken if plain else {"source": source, **cell}
    return found


def _silent(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(key in value for key in ("unstated", "elsewhere", "excluded"))
    return value in ("unstated", "unread", "excluded")


def _channels(own: Mapping[str, Any], theirs: Mapping[str, Any], channel: str) -> dict[str, Any]:
    """The outer text's channels; in the place of one of them, its parts."""
    found: dict[str, Any] = {}
    for name, table in theirs.items():
        if name == channel:
            found |= {part: {**one, "part_of": channel} for part, one in own.items()}
        else:
            found[name] = table
    return found


def _marked(tables: Mapping[str, Any], channel: str) -> dict[str, Any]:
    return {name: {**table, "inside": channel} for name, table in tables.items()}


def _stages(inner: Policy, theirs: Mapping[str, Any], channels: list[str]) -> dict[str, Any]:
    """The stages of both: the inner ones before the one that they hand over to.

    ``channels`` are those of the outer text.
    """
    assert inner.within is not None
    within, own = inner.within, inner.raw["stages"]
    parts = list(inner.channels)
    outer: dict[str, Any] = {}
    gone: list[str] = []
    for name, table in theirs.items():
        only = dict(table.get("only", {}))
        concerned = list(only.get("channels", channels))
        if within.channel in concerned:
            place = concerned.index(within.channel)
            kept = [] if name in within.replaces else parts
            changed = [*concerned[:place], *kept, *concerned[place + 1 :]]
            if not changed:
                gone.append(name)
            elif "channels" in only or name in within.replaces:
                table = {**table, "only": {**only, "channels": changed}}
        outer[name] = table
    followed = {before for table in own.values() for before in table.get("after", [])}
    ends = [name for name in own if name not in followed]
    before = outer[within.before]
    outer[within.before] = {**before, "after": [*before.get("after", []), *ends]}
    made: dict[str, Any] = {}
    for name, table in outer.items():
        if name == within.before:
            made |= {one: _of_inner(part, parts, within.channel) for one, part in own.items()}
        made[name] = table
    for name in gone:
        made = unlinked({"stages": made}, f"stages.{name}")["stages"]
        del made[name]
    return made


def _of_inner(table: Mapping[str, Any], parts: list[str], channel: str) -> dict[str, Any]:
    only = dict(table.get("only", {}))
    only.setdefault("channels", parts)
    return {**table, "only": only, "inside": channel}


def _provisions(own: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """What both say beside their procedures; an id of both is the inner text's."""
    found = dict(own)
    for name, table in theirs.items():
        found[_free(name if name not in own else f"{_OUTER}{name}", found)] = table
    return found
