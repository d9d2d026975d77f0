"""A TOML document as a person gave it: read, refused where it cannot be trusted, located."""

from __future__ import annotations

import calendar
import datetime
import functools
import math
import os
import pathlib
import re
import stat
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import attrs
import tomli

from awardsim.errors import nearest_name
from awardsim.text import Text
from awardsim.toml.locator import DEEPEST, Locator
from awardsim.toml.path import Path, cut
from awardsim.toml.problems import Problems, describe
from awardsim.toml.repeats import put_together, set_apart, told_twice

#: Bytes of the largest document that is read.
LARGEST = 10_000_000
#: Keys, items and dots of the fullest document that is read: what reading it takes time over.
FULLEST = 100_000

_WHOLE = 2**63  # TOML's whole numbers lie from -_WHOLE up to below it
_LONG_NUMBER = re.compile(r"\d[\d_]{400,}")
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
#: What a text must not hold: NUL, and marks that change the direction of writing.
_HIDDEN = re.compile("[\0\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = frozenset(["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"])

_DEEP = Text(f"嵌套超过 {DEEPEST} 层", f"nested deeper than {DEEPEST}")

_DATE = re.compile(r"(?<![\w-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_QUOTED = re.compile(r""" "(?:[^"\\]|\\.)*"|'[^']*'|\#.* """, re.VERBOSE)
_VALUE = r"""^[^="']*=\s*"""
#: What a line that is no TOML probably wanted to be.
_HINTS = tuple(
    (re.compile(pattern), hint)
    for pattern, hint in (
        (
            r"(?<![\w-])(?:\d{5,}|0000|-\d{1,6})-\d\d-\d\d",
            Text("年份须在 1 到 9999 之间", "the year must be 1 to 9999"),
        ),
        (
            _VALUE + r"\d{4}(?:-\d{1,2}-\d{1,2}|[/.年]\s*\d{1,2}[/.月]\s*\d{1,2}日?)\s*(?:#|$)",
            Text("日期写作 2025-09-01", "a date is written 2025-09-01"),
        ),
        (
            r"""^[^"']*[=\[,{]\s*[“”‘’＂＇]|^[^"']*＝""",
            Text("引号、等号须用半角", 'quotes and "=" must be the plain ones'),
        ),
        (
            _VALUE + r"(?i:none|null|yes|no|on|off|true|false)\b",
            Text(
                "是非写作 true 或 false，文字要加引号", "write true or false, and texts in quotes"
            ),
        ),
        (
            _VALUE + r"\d[\d.]*(?:wd|cd|h|y|cycles)\b",
            Text('时间长度要加引号，如 "5wd"', 'a duration stands in quotes, such as "5wd"'),
        ),
        (_VALUE + r"(?:[^\W\d]|0\d)", Text("文字要加引号", "a text stands in quotes")),
        (
            r"^\s*\[{0,2}[^\x00-\x7f]",
            Text(
                "不是英文字母的键要加引号", "a key of other than English letters stands in quotes"
            ),
        ),
    )
)

#: What tomli says of what stands twice.
_TWICE = ("Cannot", "Duplicate")
_CHINESE = {
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一张表写了两次",
    "Duplicate inline table key": "同一个键写了两次",
    "Invalid date or datetime": "没有这个日期",
    "Invalid value": "值的写法不对",
    "Expected '=' after a key": "键后面缺 '='",
    "Expected newline or end of document": "一行只能写一个值",
    "Invalid statement": "这一行不是“键 = 值”，也不是 [表]",
    "Unclosed array": "列表没有写完，缺 ']'",
    "Unclosed inline table": "表没有写完，缺 '}'",
    "Unterminated string": "文字没有写完，缺引号",
    "Illegal character": "有不允许的字符",
    "Unescaped": "文字中的 '\\' 要写成 '\\\\'",
}


@attrs.frozen
class Document:
    """A document's tables, the name under which the user gave it, and where its lines are.

    Keys are in the composed form of Unicode (NFC); texts are as written.
    """

    file: str
    data: dict[str, Any] = attrs.field(repr=False)
    lines: Locator = attrs.field(repr=False)


def read_document(path: str | os.PathLike[str], problems: Problems | None = None) -> Document:
    """Read a file.

    Parameters
    ----------
    path
        A regular file in UTF-8, with or without a byte order mark, no larger than
        :data:`LARGEST` and no fuller than :data:`FULLEST`.
    problems
        Collects refused keys and values, so that they can be told together with what a reader
        finds; without it they are raised at once.

    Raises
    ------
    InputError
        The file cannot be read, is no TOML, or is empty.  Of the collector's kind.
    """
    file = os.fspath(path)
    collector = Problems(file) if problems is None else problems
    text = _decoded(_bytes(pathlib.Path(path), collector), collector)
    return parse_document(text, file, problems)


def parse_document(text: str, file: str = "", problems: Problems | None = None) -> Document:
    """Read a text as if it stood in a file of that name; otherwise as :func:`read_document`.

    >>> document = parse_document("[people]\\nreviewers = 12", "a.toml")
    >>> document.data, document.lines.line_of(("people", "reviewers"))
    ({'people': {'reviewers': 12}}, 2)
    """
    text = text.removeprefix("\ufeff")
    lines = Locator(text)
    collector = Problems(file) if problems is None else problems
    collector.lines = lines
    if not text.strip():
        collector.fail(Text("文件是空的", "file is empty"))
    if sum(map(text.count, "=,.[{")) > FULLEST:
        deep = Locator(text[:FULLEST]).too_deep
        if deep:
            collector.fail(_DEEP, deep)
        message = Text(
            f"内容过多：键、列表项等超过 {FULLEST} 个",
            f"holds too much: more than {FULLEST} keys, list items and the like",
        )
        collector.fail(message)
    data = _loaded(text, lines, collector)
    if not data:
        collector.fail(Text("文件里只有注释", "file holds nothing but comments"))
    data = _checked(data, (), collector)
    if problems is None:
        collector.raise_any()
    return Document(file, data, lines)


def _bytes(path: pathlib.Path, problems: Problems) -> bytes:
    content = b""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as stream:
                content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        problems.fail(_not_there(path), nearest=_neighbour(path))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        problems.fail(Text(f"无法读取：{why}", f"cannot be read: {why}"))
    if stat.S_ISDIR(mode):
        problems.fail(Text("是文件夹，不是文件", "is a folder, not a file"))
    if not stat.S_ISREG(mode):
        problems.fail(Text("不是普通文件（管道或设备）", "is no regular file (a pipe or a device)"))
    if len(content) > LARGEST:
        problems.fail(Text("超过 10 MB", "is larger than 10 MB"))
    return content


def _not_there(path: pathlib.Path) -> Text:
    """That there is no file, or that a link leads to none."""
    if not path.is_symlink():
        return Text("没有这个文件", "there is no such file")
    target = cut(os.fspath(path.readlink()))
    return Text(
        f"是链接，所指的文件不在：'{target}'", f"is a link to a file that is not there: '{target}'"
    )


def _neighbour(path: pathlib.Path) -> str:
    """A file beside it that may have been meant."""
    try:
        beside = [other for other in path.parent.iterdir() if other.suffix == path.suffix]
        names = [other.name for other in beside if other.is_file()]
    except (OSError, ValueError):
        return ""
    return nearest_name(path.name[:255], names[:1000])


def _decoded(content: bytes, problems: Problems) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        encoding = _encoding(content)
    name = pathlib.PurePath(problems.file).name
    if encoding:
        command = f"iconv -f {encoding} -t UTF-8 {name} > utf8-{name}"
        message = Text(
            f"不是 UTF-8，看来是 {encoding}：{command}",
            f"not UTF-8; looks like {encoding}: {command}",
        )
    else:
        message = Text("不是 UTF-8", "not UTF-8")
    problems.fail(message, line)


def _encoding(content: bytes) -> str:
    """The encoding that a text which is not UTF-8 probably has."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030" if any("\u4e00" <= mark <= "\u9fff" for mark in text) else ""


def _loaded(text: str, lines: Locator, problems: Problems) -> dict[str, Any]:
    """What tomli makes of a text; everything it raises becomes a problem."""
    try:
        # tomli takes quadratic time over a key of very many parts.
        if any(row.count(".") > DEEPEST for row in text.split("\n")) and lines.too_deep:
            problems.fail(_DEEP, lines.too_deep)
        return tomli.loads(text)
    except RecursionError:
        problems.fail(_DEEP, lines.too_deep)
    except tomli.TOMLDecodeError as error:
        mended = _with_a_date(text, str(error), lines, problems)
        if mended:
            return _loaded(mended, lines, problems)
        if str(error).startswith(_TWICE):
            apart, renamed = set_apart(text, problems)
            if apart:
                data = _loaded(apart, lines, problems)
                put_together(data, renamed)
                return data
        _refuse_syntax(text, str(error), lines, problems)
    except ValueError as error:
        short = _LONG_NUMBER.sub(lambda found: found[0].replace("_", "")[:50], text)
        if isinstance(error, problems.error) or short == text:
            raise
        return _loaded(short, lines, problems)  # more digits than Python makes a number of


def _refuse_syntax(text: str, said: str, lines: Locator, problems: Problems) -> NoReturn:
    """Say what tomli said, and what the line probably wanted to be."""
    found = _AT.search(said)
    what = said[: found.start()] if found else said
    chinese = next((zh for en, zh in _CHINESE.items() if what.startswith(en)), what)
    what = "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in what)[:200]
    if lines.repeats and what.startswith(_TWICE):
        one = lines.repeats[0]
        problems.fail(told_twice(one, lines), one.line, path=one.path)
    rows = text.split("\n")
    line = int(found["line"]) if found and found["line"] else len(text.rstrip().split("\n"))
    column = f", column {found['column']}" if found and found["column"] else ""
    row = rows[line - 1][:1000]
    hint = next((hint for pattern, hint in _HINTS if pattern.search(row)), None)
    message = Text(
        f"不是合法的 TOML：{chinese}" + (f"；{hint.zh}" if hint else ""),
        f"not valid TOML: {what}{column}" + (f"; {hint.en}" if hint else ""),
    )
    problems.fail(message, line)


def _with_a_date(text: str, said: str, lines: Locator, problems: Problems) -> str:
    """The text with the nearest day in the place of one that there is not, which becomes a problem.

    Empty where something else is wrong: then nothing can be read.
    """
    at = _AT.search(said)
    if at is None or not at["line"] or problems.full:
        return ""
    line = int(at["line"])
    rows = text.split("\n")
    row = rows[line - 1]
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), row)
    for found in _DATE.finditer(bare[:1000]):
        year, month, day = (int(part) for part in found.groups())
        month = min(max(month, 1), 12)
        last = calendar.monthrange(max(year, 1), month)[1]
        meant = f"{year:04}-{month:02}-{min(max(day, 1), last):02}"
        if [int(part) for part in meant.split("-")] == [int(part) for part in found.groups()]:
            continue
        message = Text(
            f"不是合法的 TOML：没有 {found[0]} 这个日期",
            f"not valid TOML: there is no such date {found[0]}",
        )
        problems.add(_path_on(line, lines), message, line=line)
        rows[line - 1] = f"{row[: found.start()]}{meant}{row[found.end() :]}"
        return "\n".join(rows)
    return ""


def _path_on(line: int, lines: Locator) -> Path:
    """The path of what stands on a line: what all its values are in, where there are several."""
    here = [path for path, other in lines.lines.items() if other == line]
    ends = [one for one in here if not any(o[: len(one)] == one != o for o in here)]
    common = ends[0] if ends else ()
    while any(end[: len(common)] != common for end in ends):
        common = common[:-1]
    return common


def _checked(table: Mapping[str, Any], path: Path, problems: Problems) -> dict[str, Any]:
    """The table with its keys composed; refused keys and values become problems."""
    checked: dict[str, Any] = {}
    for key, value in table.items():
        name, bad = _composed(key)
        if bad:
            problems.settle((*path, key), _invisible("键", "a key", bad))
        elif not name.strip():
            problems.settle((*path, key), Text("键是空的", "the key is empty"))
        elif name in checked:
            problems.settle(
                (*path, key),
                Text(
                    f"键 '{cut(name)}' 写了两次（两种 Unicode 写法）",
                    f"the key '{cut(name)}' stands here twice, in two forms of Unicode",
                ),
            )
        else:
            checked[name] = _checked_value(value, (*path, name), problems)
    return checked


@functools.lru_cache(maxsize=4096)
def _composed(key: str) -> tuple[str, tuple[str, ...]]:
    """A key in the composed form of Unicode, and what is invisible in it."""
    name = unicodedata.normalize("NFC", key)
    return name, tuple(sorted({m for m in name if unicodedata.category(m) in _INVISIBLE}))


def _checked_value(value: Any, path: Path, problems: Problems) -> Any:
    if len(path) > DEEPEST:
        problems.fail(_DEEP, problems.lines.too_deep if problems.lines else 0)
    elif isinstance(value, str):
        if _HIDDEN.search(value):
            bad = sorted(set(_HIDDEN.findall(value)))
            problems.settle(path, _invisible("文字", "a text", bad))
    elif isinstance(value, dict):
        return _checked(value, path, problems)
    elif isinstance(value, list):
        return [_checked_value(item, (*path, i), problems) for i, item in enumerate(value)]
    elif isinstance(value, float) and not math.isfinite(value):
        problems.settle(
            path,
            Text(f"数必须是有限的，现为 {value}", f"a number must be finite, this one is {value}"),
        )
    elif isinstance(value, int) and not -_WHOLE <= value < _WHOLE:
        found = describe(value)
        problems.settle(
            path,
            Text(f"{found.zh}：超出 64 位", f"{found.en}: does not fit into 64 bits"),
        )
    elif isinstance(value, (datetime.datetime, datetime.time)) and value.tzinfo is not None:
        problems.settle(path, Text("时间不带时区", "a time has no time zone here"))
    return value


def _invisible(zh: str, en: str, marks: Sequence[str]) -> Text:
    codes = ", ".join(f"U+{ord(mark):04X}" for mark in marks[:5])
    return Text(f"{zh}中有看不见的字符 {codes}", f"{en} holds invisible characters: {codes}")
