"""Gathering of inputs: what a scenario assumes, else the built-in table, each one named once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

import attrs

from awardsim.errors import Problem, nearest_name
from awardsim.procedure.model import Input
from awardsim.scenario.defaults import default
from awardsim.scenario.model import (
    Amount,
    Assumption,
    DateEstimate,
    Distribution,
    Estimate,
    Scenario,
)
from awardsim.text import Text

#: What is said of an assumption that nothing asks for.
NO_USE = Text(
    "这项估计没有用处：名称不对，或者文本已经写明（写明的只能用 [[changes]] 改）",
    "nothing uses this assumption: the name is wrong, or the text states the "
    "value (what is written is replaced by [[changes]] only)",
)
#: Kind of input that a unit makes.
KIND_OF_UNIT = {
    "count": "count",
    "share": "share",
    "number": "number",
    "wd": "working",
    "h": "working",
    "cd": "civil",
    "y": "number",
    "cycles": "number",
}


#: What fills an open value that is no duration.
_RIGHT = {
    "count": Text("整数", "a whole number"),
    "share": Text("0 到 1 的数", "a number from 0 to 1"),
    "number": Text("数", "a number"),
}


#: Tables of a text whose entries a change may bring in.
_TEXT = ("stages.", "bodies.", "tracks.", "channels.")
#: What is assumed about several editions in a row; a single one need not have a use for it.
_OF_EDITIONS = ("cycles.", "fill.window.cycle")
#: Tables of a scenario whose names are those of the text.
_NAMED = (
    "applicants",
    "people",
    "durations",
    "meetings",
    "fill",
    "chance",
    "rates",
    "channels",
)


class Inputs:
    """Collects the inputs of one procedure, and the problems met on the way."""

    def __init__(
        self,
        scenario: Scenario,
        opening: datetime.date,
        problems: list[Problem],
        timeline: list[Problem] | None = None,
    ) -> None:
        self.scenario = scenario
        self.opening = opening
        self.problems = problems
        #: Problems of days outside the edition, which hold only if its days are sure.
        self.timeline = problems if timeline is None else timeline
        self.found: list[Input] = []
        self.names: dict[str, int] = {}
        self.used: set[str] = set()
        self.refused: set[str] = set()
        self.distributions: dict[str, Distribution] = {}

    def assumption(self, path: str, *defaults: str) -> Assumption | None:
        """The scenario's assumption at a path, else the first built-in one of these names."""
        built_in = default(*defaults) if defaults else None
        given = self.scenario.assumptions.get(path)
        if given is None:
            return built_in
        self.used.add(path)
        amount = given.amount
        if not path.startswith("fill.") or not isinstance(amount, Estimate):
            return given
        assumed = built_in.amount if built_in is not None else None
        unit = assumed.unit if isinstance(assumed, Estimate) else "number"
        if not _fits(amount, unit):
            right = _RIGHT.get(unit) or Text(
                f"带单位的数（如 5{unit}）", f"a number with its unit (5{unit})"
            )
            self.wrong(path, given, right.zh, right.en)
        return attrs.evolve(given, amount=attrs.evolve(amount, unit=unit))

    def take(self, path: str, title: Text, *defaults: str, kind: str = "", lever: str = "") -> int:
        """Index of the input at a path, made when it is asked for first; -1 if there is none."""
        if path in self.names:
            return self.names[path]
        assumed = self.assumption(path, *defaults)
        if assumed is None:
            self.missing(path, title)
            return -1
        return self.add(path, title, assumed, assumed.amount, kind=kind, lever=lever)

    def add(
        self,
        path: str,
        title: Text,
        assumed: Assumption,
        amount: Amount,
        kind: str = "",
        lever: str = "",
        dated: bool = False,
    ) -> int:
        """Index of a new input with the amount of an assumption; ``dated``: it may be a day."""
        if path in self.names:
            return self.names[path]
        if isinstance(amount, DateEstimate) and dated:
            days = [(day - self.opening).days for day in (amount.least, amount.usual, amount.most)]
            amount = Estimate(float(days[0]), float(days[1]), float(days[2]), "day")
            kind = "day"
        if not isinstance(amount, Estimate):
            zh, en = "三个数 [最少, 一般, 最多]", "three numbers [least, usual, most]"
            self.wrong(path, assumed, zh, en)
            return -1
        kind = kind or KIND_OF_UNIT[amount.unit]
        if kind == "count" and not _whole(amount) and path not in self.refused:
            self.wrong(path, assumed, "整数", "a whole number")
        made = Input(
            path,
            title,
            kind,
            amount.least,
            amount.usual,
            amount.most,
            amount.unit,
            assumed.basis,
            assumed.origin,
            lever or assumed.lever,
            assumed.sourced,
        )
        self.names[path] = len(self.found)
        self.found.append(made)
        return self.names[path]

    def missing(self, path: str, title: Text) -> None:
        """Nobody says anything, not even the built-in table."""
        if self.scenario.lost(path):
            return  # somebody did, and it could not be read
        self.problems.append(
            Problem(
                Text(
                    f"“{title.zh}”没有写明，也没有估计：在情景里给出 '{path}'",
                    f"'{title.en}' is neither written nor assumed: give '{path}' in the scenario",
                ),
                self.scenario.file,
                path=path,
            )
        )

    def _lost(self, path: str) -> bool:
        """A change that could not be made would have brought in what is assumed about."""
        refused = (one.split(".") for one in self.scenario.refused if one.startswith(_TEXT))
        brought = {parts[1] for parts in refused if len(parts) == 2}
        return not brought.isdisjoint(path.split(".")[1:])

    def wrong(self, path: str, assumed: Assumption, zh: str, en: str) -> None:
        """An assumption of the wrong form."""
        self.refused.add(path)
        self.problems.append(
            Problem(
                Text(f"这里应是{zh}", f"expected {en} here"), self.scenario.file, assumed.line, path
            )
        )

    def report_unused(
        self, known: Iterable[str], stated: Mapping[str, str], instead: Mapping[str, str]
    ) -> None:
        """Assumptions that nothing asked for: a mistyped name, or a value the text states.

        Parameters
        ----------
        known
            Paths at which something could be assumed.
        stated
            Paths of what the text states, with the article.
        instead
            Paths at which something was probably meant that is assumed at another one.
        """
        names = {*known, *self.names}
        for path, assumed in self.scenario.assumptions.items():
            if path in self.used or self._lost(path):
                continue
            if path.startswith(_OF_EDITIONS) and path not in stated:
                continue
            near = instead.get(path, "")
            message = NO_USE
            if path in stated:
                message = Text(
                    f"文本已经写明（{stated[path]}），不能估计：改动写在 [[changes]] 里",
                    f"the text states the value (article {stated[path]}), so that it is not "
                    "assumed: what is written is replaced by [[changes]]",
                )
            else:
                near = near or _nearest(path, names)
            if near.startswith("meetings."):
                near += assumed.ending
            told = path + assumed.ending
            self.problems.append(Problem(message, self.scenario.file, assumed.line, told, near))
        self._report_unreadable({*names, *stated, *instead})

    def _report_unreadable(self, names: set[str]) -> None:
        """Mistyped names of what could not be read either: told of their table, beside that."""
        for path in sorted(self.scenario.refused - names):
            table, _, name = path.partition(".")
            if table not in _NAMED or not name or path not in self.scenario.places:
                continue
            if self._lost(path):
                continue
            if table == "meetings" and any(path.startswith(f"{known}_") for known in names):
                continue  # a body that is there, with an ending that its own problem is about
            if any(known.startswith(f"{path}.") for known in names):
                continue  # a table that is there
            message = Text(
                f"没有名为 '{name}' 的估计",
                f"no estimate is named '{name}'",
            )
            file, line = self.scenario.place(path)
            self.problems.append(Problem(message, file, line, table, _nearest(path, names)))


def _nearest(path: str, names: Iterable[str]) -> str:
    """The path most like another one, of its own table before any other."""
    table, _, rest = path.partition(".")
    names = sorted(names, reverse=True)  # of two tables with one name the first is meant, always
    own = {name.partition(".")[2]: name for name in names if name.startswith(f"{table}.")}
    others = {name.partition(".")[2]: name for name in names}
    for known in (own, others):
        near = nearest_name(rest, known)
        if near and known[near] != path:
            return known[near]
    return ""


def _fits(amount: Estimate, unit: str) -> bool:
    """An amount is one of a unit; a plain number may be a count or a share."""
    if amount.unit != unit and (amount.unit != "number" or unit not in ("count", "share")):
        return False
    if unit == "count":
        return _whole(amount)
    return unit != "share" or amount.most <= 1


def _whole(amount: Estimate) -> bool:
    return all(number == int(number) for number in (amount.least, amount.usual, amount.most))
