"""Commands whose help is in one language and laid out by display width."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.language import LANGUAGES
from awardsim.report.console import pad, width, wrap
from awardsim.text import Language, Text

if TYPE_CHECKING:
    _ParamType = click.ParamType[int | float]
else:  # a generic class only since click 8.2
    _ParamType = click.ParamType

_COLUMNS = 88
_PICKS = "awardsim.plugins"  # where a context keeps the plugins that were chosen
_NAMES_MOST = 30  # columns for the names of options
#: Options that people try, and those that they mean.
_TRIED = {"--xlsx": "--workbook"}


@attrs.frozen
class Entry:
    """A command that is loaded when it is asked for.

    ``module`` has a function ``command(language)`` that makes it.
    """

    module: str
    summary: Text
    hidden: bool = False


class Command(click.Command):
    """A command with ``--lang`` and with help in one language."""

    def __init__(
        self,
        name: str,
        callback: Callable[..., Any],
        params: Sequence[click.Parameter],
        help: Text,
        language: Language,
    ) -> None:
        self.language = language
        super().__init__(
            name,
            callback=callback,
            params=[*params, plugin_option(language), lang_option(language)],
            help=help.read(language),
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with words that people try in the place of what they stand for.

        While a line is being completed, an option at its end lacks its value.
        """
        known = {name for param in self.params for name in param.opts}
        args = [_TRIED[one] if _TRIED.get(one) in known - {one} else one for one in args]
        if ctx.resilient_parsing and any(
            isinstance(param, click.Option) and not param.is_flag and args[-1] in param.opts
            for param in (self.params if args else ())
        ):
            args = args[:-1]
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in the command's language."""
        return _help_option(super().get_help_option(ctx), self.language)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what the command does, its options."""
        formatter.write(_help(ctx, self, self.language, ()))


class LazyGroup(click.Group):
    """The program: commands are imported when they are called, not for the list of them."""

    def __init__(
        self, name: str, entries: Mapping[str, Entry], help: Text, language: Language
    ) -> None:
        self.entries = entries
        self.language = language
        super().__init__(
            name,
            help=help.read(language),
            params=[version_option(language), lang_option(language)],
            invoke_without_command=True,
            callback=self._without_command,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names, in the order in which they are shown."""
        return [name for name, entry in self.entries.items() if not entry.hidden]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, loaded now."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        made: click.Command = importlib.import_module(entry.module).command(self.language)
        return made

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; an unknown one names the nearest."""
        name = args[0]
        unknown = not name.startswith("-") and name not in self.entries
        if unknown and not ctx.resilient_parsing:
            known = self.list_commands(ctx)
            shown = name[:40]
            message = Text(
                f"没有命令 '{shown}'（有：{'、'.join(known)}）",
                f"no command '{shown}' (known: {', '.join(known)})",
            )
            raise InputError(Problem(message, nearest=nearest_name(name, self.entries)))
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in the program's language."""
        return _help_option(super().get_help_option(ctx), self.language)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, the commands, the options."""
        rows = [
            (name, self.entries[name].summary.read(self.language))
            for name in self.list_commands(ctx)
        ]
        formatter.write(_help(ctx, self, self.language, rows))

    def _without_command(self) -> int:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            click.echo(context.get_help())
        return 0


def lang_option(language: Language) -> click.Option:
    """``--lang``; its value is read before the arguments are parsed."""
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=Text("界面语言（默认随系统）", "language (default: the system's)").read(language),
    )


def plugin_option(language: Language) -> click.Option:
    """``--plugin``: which of two distributions a plugin is taken from; see :func:`picks`."""

    def keep(ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> None:
        ctx.meta[_PICKS] = value

    return click.Option(
        ["--plugin"],
        multiple=True,
        metavar="DIST:NAME",
        expose_value=False,
        callback=keep,
        help=Text(
            "两个安装包的插件同名时选定一个；可多次",
            "choose one of two plugins of the same name; may be repeated",
        ).read(language),
    )


def picks() -> tuple[str, ...]:
    """What ``--plugin`` gives for the command that runs."""
    context = click.get_current_context(silent=True)
    found: tuple[str, ...] = () if context is None else context.meta.get(_PICKS, ())
    return found


def version_option(language: Language) -> click.Option:
    """``--version``."""

    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            import importlib.metadata

            try:
                version = importlib.metadata.version("awardsim")
            except importlib.metadata.PackageNotFoundError:
                version = "unknown"
            click.echo(f"awardsim {version}")
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=Text("显示版本", "show the version").read(language),
    )


class Number(_ParamType):
    """A number within bounds, whole or not."""

    name = "number"

    def __init__(self, least: float, most: float, *, whole: bool = True) -> None:
        self.least, self.most, self.whole = least, most, whole

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | float:
        """The number; InputError names the option and the bounds."""
        found = self._read(value)
        if found is not None and self.least <= found <= self.most:
            return found
        kind = Text("整数", "a whole number") if self.whole else Text("数", "a number")
        least, most, shown = _shown(self.least), _shown(self.most), str(value)[:40]
        message = Text(
            f"应为{least}到{most}之间的{kind.zh}，给的是 '{shown}'",
            f"expected {kind.en} from {least} to {most}, found '{shown}'",
        )
        raise InputError(Problem(message, param.opts[-1] if param is not None else ""))

    def _read(self, value: Any) -> int | float | None:
        try:
            return int(value) if self.whole else float(value)
        except (TypeError, ValueError):
            return None


def _shown(bound: float) -> str:
    return str(int(bound)) if math.isfinite(bound) and bound == int(bound) else f"{bound:g}"


def _help_option(option: click.Option | None, language: Language) -> click.Option | None:
    if option is not None:
        option.help = Text("显示帮助", "show this help").read(language)
    return option


def _help(
    ctx: click.Context, command: click.Command, language: Language, rows: Sequence[tuple[str, str]]
) -> str:
    """The help of a command as text."""
    zh = language == "zh"
    pieces = [one for param in command.get_params(ctx) for one in param.get_usage_pieces(ctx)]
    options = Text("[选项]", "[OPTIONS]").read(language)
    rest = Text("命令 [参数]…", "COMMAND [ARGS]…").read(language) if rows else " ".join(pieces)
    usage = " ".join(part for part in (ctx.command_path, options, rest) if part)
    lines = wrap(("用法：" if zh else "Usage: ") + usage, _COLUMNS, hang="  ")
    for paragraph in (command.help or "").split("\n\n"):
        lines += ["", *wrap(" ".join(paragraph.split()), _COLUMNS, "  ", "  ")]
    if rows:
        lines += ["", "命令：" if zh else "Commands:", *_columns(rows)]
    options_only = [one for one in command.get_params(ctx) if isinstance(one, click.Option)]
    records = [one.get_help_record(ctx) for one in options_only]
    lines += ["", "选项：" if zh else "Options:", *_columns([one for one in records if one])]
    return "\n".join(lines) + "\n"


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    room = min(max(width(name) for name, _ in rows), _NAMES_MOST)
    hang = " " * (room + 4)
    lines: list[str] = []
    for name, text in rows:
        if width(name) > room:
            lines += [f"  {name}", *wrap(text, _COLUMNS, hang, hang)]
        else:
            lines += wrap(text, _COLUMNS, f"  {pad(name, room)}  ", hang)
    return lines
