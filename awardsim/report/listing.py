"""What is here: texts, scenarios, stage types, rules, populations, figures, plugins.

The default view loads neither rules nor numpy, so that it answers at once; texts and scenarios are
looked at with nothing but their heads.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import tomli

from awardsim.errors import InputError
from awardsim.report.console import plain, wrap
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text
from awardsim.toml import Problems, read_document

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.plugins.heads import TextHead

#: What can be listed, in the order of the default view's last line.
TOPICS: Mapping[str, Text] = {
    "texts": Text("制度文本", "texts"),
    "scenarios": Text("情景", "scenarios"),
    "stages": Text("环节类型", "stage types"),
    "rules": Text("规则", "rules"),
    "cohorts": Text("申报群体模型", "populations"),
    "measures": Text("指标", "measures"),
    "codes": Text("检查代码", "codes of check"),
    "plugins": Text("插件", "plugins"),
}
#: Where scenarios are looked for, and the package of the installed ones.
_FOLDERS = (".", "scenarios")
_EXAMPLES = "awardsim_scenarios"
_STATES = {"issued": Text("已印发", "issued"), "draft": Text("草案", "draft")}
_NOT_WRITTEN = Text("未写", "not written")
_RULE_KINDS = {
    "admit": Text("准入", "admit"),
    "score": Text("打分", "score"),
    "shortlist": Text("入围", "shortlist"),
    "vote": Text("票决", "vote"),
    "confer": Text("授奖", "confer"),
}


@attrs.frozen
class Head:
    """A scenario as far as a list needs it: its stem, the text it names, its title, its place."""

    id: str
    policy: str
    title: Text
    place: str


@attrs.frozen
class Column:
    """A column of a list: its key in the data, its heading, its greatest width."""

    key: str
    heading: Text
    most: int = 100


COLUMNS_OF: Mapping[str, tuple[Column, ...]] = {
    "texts": (
        Column("id", Text("编号", "id")),
        Column("title", Text("名称", "title"), 34),
        Column("number", Text("文号", "number"), 24),
        Column("state", Text("状态", "state")),
        Column("in_force", Text("有效期", "in force")),
    ),
    "scenarios": (
        Column("id", Text("情景", "scenario"), 28),
        Column("policy", Text("文本", "text"), 22),
        Column("title", Text("名称", "title"), 36),
        Column("place", Text("在哪里", "where")),
    ),
    "stages": (
        Column("id", Text("类型", "type")),
        Column("zh", Text("中文", "Chinese")),
        Column("en", Text("英文", "English")),
        Column("used", Text("哪些文本有", "used by")),
    ),
    "rules": (
        Column("id", Text("规则", "rule"), 28),
        Column("kind_title", Text("种类", "kind")),
        Column("title", Text("做什么", "what it does"), 34),
        Column("called", Text("参数", "parameters")),
    ),
    "cohorts": (
        Column("id", Text("模型", "population")),
        Column("title", Text("说明", "what it is")),
    ),
    "measures": (
        Column("id", Text("指标", "measure")),
        Column("title", Text("说明", "what it is")),
    ),
    "codes": (
        Column("id", Text("代码", "code")),
        Column("title", Text("内容", "what it is"), 44),
        Column("family", Text("类别", "family")),
        Column("weight", Text("草案／已印发", "draft / issued")),
    ),
    "plugins": (
        Column("id", Text("插件", "plugin")),
        Column("distribution", Text("发行包", "distribution")),
        Column("version", Text("版本", "version")),
        Column("gives", Text("提供", "gives")),
    ),
}


def list_topic(topic: str, catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    """The entries of one topic as plain data; only what they need is loaded."""
    makers: dict[str, Callable[[Catalogue, Language], list[dict[str, Any]]]] = {
        "texts": _texts,
        "scenarios": _scenarios,
        "stages": _stages,
        "rules": _rules,
        "cohorts": _cohorts,
        "measures": _measures,
        "codes": _codes,
        "plugins": _plugins,
    }
    return makers[topic](catalogue, language)


def topic_screen(
    topic: str, entries: list[dict[str, Any]], language: Language, *, heading: bool = True
) -> list[str]:
    """One topic for a terminal."""
    columns = COLUMNS_OF[topic]
    title = TOPICS[topic].read(language)
    count = f"（{len(entries)}）" if language == "zh" else f" ({len(entries)})"
    lines = [f"{title}{count}"] if heading else []
    if not entries:
        return [*lines, " " + Text("没有", "none").read(language)]
    rows = [[_shown(entry[column.key], language) for column in columns] for entry in entries]
    headings = [column.heading.read(language) for column in columns]
    return lines + wrapped_table(rows, headings, [column.most for column in columns])


def overview(catalogue: Catalogue, language: Language) -> list[str]:
    """The default view: texts and scenarios, and what else can be listed."""
    lines: list[str] = []
    for topic in ("texts", "scenarios"):
        lines += [*topic_screen(topic, list_topic(topic, catalogue, language), language), ""]
    others = [topic for topic in TOPICS if topic not in ("texts", "scenarios")]
    named = [f"{topic}（{TOPICS[topic].zh}）" for topic in others]
    text = Text(
        f"还可以看：{'、'.join(named)}    awardsim list stages",
        f"also: {', '.join(others)}    awardsim list stages",
    )
    return [*lines, *wrap(text.read(language), hang="  ")]


def _shown(value: Any, language: Language) -> str:
    if value is None:
        return _NOT_WRITTEN.read(language)
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(str(one) for one in value)
    return plain(str(value))


# ---- texts --------------------------------------------------------------------------------------


def _texts(catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for id, owned in catalogue.texts.items():
        head = owned.value
        found.append(
            {
                "id": id,
                "title": head.title.read(language),
                "number": "、".join(head.numbers),
                "issued": None if head.issued is None else head.issued.isoformat(),
                "state": _STATES.get(head.state, Text.same(head.state)).read(language),
                "in_force": _in_force(head),
                "plugin": owned.origin.plugin,
                "distribution": owned.origin.distribution,
                "version": owned.origin.version,
            }
        )
    return found


def _in_force(head: TextHead) -> str | None:
    """From when to when a text is valid, as far as it says so."""
    first, last = (
        "" if day is None else day.isoformat() for day in (head.valid_from, head.valid_to)
    )
    return f"{first} — {last}".strip() if first or last else None


# ---- scenarios ----------------------------------------------------------------------------------


def scenario_heads() -> tuple[Head, ...]:
    """All scenarios that can be named by their stem; one here hides an installed one."""
    found: dict[str, Head] = {}
    for folder in _FOLDERS:
        for path in _files(Path(folder)):
            head = _head(path.stem, _read(path), str(path))
            if head is not None:
                found.setdefault(head.id, head)
    for stem, data in _installed():
        head = _head(stem, data, "")
        if head is not None:
            found.setdefault(stem, head)
    return tuple(found[id] for id in sorted(found))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml"))
    except OSError:  # a folder that cannot be read holds nothing to be named
        return []


def _read(path: Path) -> dict[str, Any]:
    """The tables of a file; none of one that cannot be read, whatever is wrong with it."""
    try:
        return read_document(path, Problems(str(path))).data
    except InputError:
        return {}


def _installed() -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        folder = importlib.resources.files(_EXAMPLES)
    except ModuleNotFoundError:
        return
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml") and entry.is_file():
            yield entry.name.removesuffix(".toml"), tomli.loads(entry.read_text("utf-8"))


def _head(stem: str, data: Mapping[str, Any], place: str) -> Head | None:
    """The head of a scenario; None for a file that is none."""
    if "policy" not in data and "extends" not in data:
        return None
    title = data.get("title", "")
    if isinstance(title, dict):
        both = Text(str(title.get("zh", "")), str(title.get("en", "")))
    else:
        both = Text(str(title), str(title))
    policy = str(data.get("policy", "")) or f"extends {data.get('extends', '')}"
    return Head(stem, policy, both, place)


def _scenarios(_catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    installed = Text("随程序安装", "installed").read(language)
    return [
        {
            "id": head.id,
            "policy": head.policy,
            "title": head.title.read(language),
            "place": head.place or installed,
        }
        for head in scenario_heads()
    ]


# ---- the rest -----------------------------------------------------------------------------------


def _stages(catalogue: Catalogue, _language: Language) -> list[dict[str, Any]]:
    from awardsim.policy import STAGE_TYPES

    used: dict[str, list[str]] = {name: [] for name in STAGE_TYPES}
    for id, owned in catalogue.policies.items():
        for type in dict.fromkeys(stage.type for stage in owned.value.stages.values()):
            used.setdefault(type, []).append(id)
    return [
        {"id": name, "zh": title.zh, "en": title.en, "used": used[name]}
        for name, title in STAGE_TYPES.items()
    ]


def _rules(catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for id, owned in catalogue.rules.items():
        rule = owned.value
        names = [field.name for field in attrs.fields(rule.parameters)]
        found.append(
            {
                "id": id,
                "kind": rule.kind.value,
                "kind_title": _RULE_KINDS[rule.kind.value].read(language),
                "title": rule.title.read(language),
                "parameters": names,
                "called": [f"{name} {rule.title_of(name).read(language)}" for name in names],
                "doc": rule.doc,
                "source": rule.source,
                "plugin": owned.origin.plugin,
            }
        )
    order = list(_RULE_KINDS)
    return sorted(found, key=lambda entry: order.index(entry["kind"]))


def _cohorts(catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    return [
        {"id": id, "title": _titled(owned.value, language), "plugin": owned.origin.plugin}
        for id, owned in catalogue.cohorts.items()
    ]


def _measures(catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    return [
        {"id": id, "title": _titled(owned.value, language), "plugin": owned.origin.plugin}
        for id, owned in catalogue.measures.items()
    ]


def _codes(_catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    from awardsim.findings import CODES
    from awardsim.report.findings import code_data

    return [
        code_data(code, language)
        | {"weight": f"{code.draft.title.read(language)} / {code.issued.title.read(language)}"}
        for code in CODES.values()
    ]


def _titled(value: Any, language: Language) -> str:
    title = getattr(value, "title", None)
    return title.read(language) if isinstance(title, Text) else ""


def _plugins(catalogue: Catalogue, _language: Language) -> list[dict[str, Any]]:
    catalogue.complete()
    gives: dict[str, list[str]] = {}
    for part in (catalogue.policies, catalogue.rules, catalogue.cohorts, catalogue.measures):
        for id, owned in part.items():
            gives.setdefault(owned.origin.plugin, []).append(id)
    return [
        {
            "id": name,
            "distribution": origin.distribution,
            "version": origin.version,
            "gives": gives.get(name, []),
        }
        for name, origin in sorted(catalogue.plugins.origins.items())
    ]
