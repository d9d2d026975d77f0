"""Options that several commands have: what they are called, and how they are explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import click

from awardsim.cli import completion
from awardsim.cli.command import Number
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

_NOTHING = Text("", "")
#: Forms that every table can be written in.
TABLES = (".xlsx", ".csv", ".md", ".json")
#: What an internal study can be of.
DETAILS = ("selection", "groups", "cost")
MOST_REPLICATIONS = 1_000_000
MOST_SEED = 2**63 - 1
MOST_WORKERS = 256
#: What a shell proposes for an option, by what the option takes.
_PROPOSED = {
    "STAGE": completion.stages,
    "STAGE=DATE": completion.stage_days,
    "PATH=VALUE": completion.paths,
}


@attrs.frozen
class Options:
    """Makes options whose help is in one language."""

    language: Language

    def one(self, *names: str, zh: str, en: str, **more: Any) -> click.Option:
        """An option of one command's own; a shell proposes what its metavar stands for."""
        if more.get("metavar") in _PROPOSED:
            more["shell_complete"] = _PROPOSED[more["metavar"]]
        return click.Option(list(names), help=Text(zh, en).read(self.language), **more)

    def scenario(self) -> click.Argument:
        """The scenario that a command is about."""
        shown = Text("情景", "SCENARIO").read(self.language)
        return click.Argument(["scenario"], metavar=shown, shell_complete=completion.names)

    def names(self, shown: Text, name: str = "names") -> click.Argument:
        """Scenarios or texts that a command is about: several, or one called otherwise."""
        several = name == "names"
        return click.Argument(
            [name],
            metavar=shown.read(self.language),
            nargs=-1 if several else 1,
            required=True,
            shell_complete=completion.names,
        )

    def form(self, more: Text | None = None) -> click.Option:
        """``--format``: what is printed; ``more`` is one form further, with its explanation."""
        forms, last = ["text", "json"], Text("text（默认）或 json", "text (default) or json")
        if more is not None:
            forms.append(more.en.split()[0])
            last = Text(f"text（默认）、json 或 {more.zh}", f"text (default), json or {more.en}")
        return self.one(
            "--format",
            "form",
            type=click.Choice(forms),
            default="text",
            zh=last.zh,
            en=last.en,
        )

    def outputs(self, endings: Sequence[str] = TABLES) -> click.Option:
        """``-o``: files to write, of these endings."""
        listed = " ".join(endings)
        return self.one(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            metavar="FILE",
            zh=f"写入文件，扩展名决定格式：{listed}；可多次",
            en=f"write a file; its extension decides: {listed}; may be repeated",
        )

    def force(self) -> click.Option:
        """``--force``: files that are there are replaced."""
        return self.one("--force", is_flag=True, zh="覆盖已有文件", en="replace existing files")

    def sets(self, example: str = "people.reviewers=16", more: Text = _NOTHING) -> click.Option:
        """``--set``: values to replace; ``more`` is said behind."""
        return self.one(
            "--set",
            "sets",
            multiple=True,
            metavar="PATH=VALUE",
            callback=_once,
            zh=f"替换一个值，如 {example}；可多次{more.zh}",
            en=f"replace a value, such as {example}; may be repeated{more.en}",
        )

    def replications(self, *, zh: str, en: str, **more: Any) -> click.Option:
        """``--replications``: how many."""
        number = Number(1, MOST_REPLICATIONS)
        return self.one("--replications", type=number, metavar="N", zh=zh, en=en, **more)

    def seed(self, *, zh: str, en: str, **more: Any) -> click.Option:
        """``--seed``: of all random numbers."""
        number = Number(0, MOST_SEED)
        return self.one("--seed", type=number, metavar="N", zh=zh, en=en, **more)

    def first_seed(self) -> click.Option:
        """``--seed`` where it does not depend on the scenario."""
        return self.seed(default=1, zh="随机种子（默认1）", en="seed (default: 1)")

    def no_ranges(self) -> click.Option:
        """``--no-ranges``: estimates are not varied."""
        return self.one(
            "--no-ranges",
            is_flag=True,
            zh="不逐项变动估计，快，但没有变动范围",
            en="do not vary the estimates: fast, but without the range",
        )

    def detail(self, zh: str, en: str) -> click.Option:
        """``--detail``: an internal study; ``zh`` and ``en`` say of what."""
        return self.one(
            "--detail",
            type=click.Choice(DETAILS),
            zh=f"{zh}：selection 选得准不准，groups 各类申报主体的获奖率，cost 人力和费用",
            en=f"{en}: 'selection' (are the best awarded?), 'groups' (award rates), 'cost' (days "
            "and money)",
        )

    def workers(self) -> click.Option:
        """``--workers``: how many processes."""
        return self.one(
            "--workers",
            type=Number(1, MOST_WORKERS),
            metavar="N",
            zh="进程数（默认用全部处理器）；不影响结果",
            en="processes (default: all processors); figures do not depend on it",
        )

    def quiet(self) -> click.Option:
        """``--quiet``: nothing beside the answer."""
        return self.one(
            "--quiet",
            is_flag=True,
            zh="不显示进度和提示；有东西坏了仍会提醒",
            en="no progress, no remarks; what is broken is told all the same",
        )


def _once(_context: click.Context, _option: click.Parameter, sets: tuple[str, ...]) -> Any:
    """Values to replace, none of them twice."""
    if len(sets) > 1:
        from awardsim.scenario.overriding import parts_of

        given: dict[str, str] = {}
        wrong = []
        for written in sets:
            op, path, _ = parts_of(written)
            if path not in given:
                given[path] = written
            elif not op:
                message = Text(
                    f"'{path}' 前面已经换过：--set {given[path]}",
                    f"'{path}' is replaced before: --set {given[path]}",
                )
                wrong.append(Problem(message, f"--set {written}"))
        if wrong:
            raise InputError(wrong)
    return sets
