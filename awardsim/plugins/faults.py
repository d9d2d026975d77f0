"""Who contributed something, and what went wrong with it."""

from __future__ import annotations

import attrs

from awardsim.text import Language, Text


def printable(name: str) -> str:
    """A foreign name as it may stand in a message: no control characters, not too long.

    >>> printable("two" + chr(10) + "lines")
    'two\\\\nlines'
    """
    shown = "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in name
    )
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


@attrs.frozen
class Origin:
    """A plugin, and the distribution it came with; both are data, never names of files."""

    plugin: str
    distribution: str
    version: str
    builtin: bool = False

    def read(self, language: Language) -> str:
        """The plugin with its distribution and version.

        >>> Origin("city", "awardsim-city", "1.2").read("en")
        "plugin 'city' (awardsim-city 1.2)"
        """
        package = f"{printable(self.distribution)} {printable(self.version)}".strip()
        if language == "zh":
            return f"插件 '{printable(self.plugin)}'（{package}）"
        return f"plugin '{printable(self.plugin)}' ({package})"


@attrs.frozen
class PluginFault:
    """Something that is wrong with a plugin; the rest of the program goes on without it.

    Attributes
    ----------
    plugin, distribution, version
        Whose fault it is.
    hook
        The hook concerned; empty when the plugin could not be loaded at all.
    message
        What went wrong.
    where
        ``file:line`` in the plugin; empty where there is none.
    warning
        Nothing is missing because of it.
    detail
        The traceback, for those who ask for it.
    """

    plugin: str
    distribution: str
    version: str
    hook: str
    message: Text
    where: str = ""
    warning: bool = False
    detail: str = attrs.field(default="", repr=False)

    @classmethod
    def of(
        cls,
        origin: Origin,
        hook: str,
        message: Text,
        where: str = "",
        warning: bool = False,
        detail: str = "",
    ) -> PluginFault:
        """A fault of the plugin of that origin."""
        return cls(
            origin.plugin,
            origin.distribution,
            origin.version,
            hook,
            message,
            where,
            warning,
            detail,
        )

    @property
    def origin(self) -> Origin:
        """Whose fault it is."""
        return Origin(self.plugin, self.distribution, self.version)

    def read(self, language: Language) -> str:
        """One line for a person.

        >>> fault = PluginFault("city", "awardsim-city", "1.2", "awardsim_rules",
        ...                     Text("没有给出规则", "gave no rules"), "city/rules.py:12")
        >>> fault.read("en")
        "plugin 'city' (awardsim-city 1.2), awardsim_rules: gave no rules @ city/rules.py:12"
        """
        hook = f", {printable(self.hook)}" if self.hook else ""
        where = f" @ {self.where}" if self.where else ""
        if language == "zh":
            return f"{self.origin.read('zh')}{hook.replace(', ', '，')}：{self.message.zh}{where}"
        return f"{self.origin.read('en')}{hook}: {self.message.en}{where}"
