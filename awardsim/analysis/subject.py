"""What a question is about: a stage, a figure, an assumption, meetings, a reading, a value.

People name a stage by its id, by its title in either language, or by a part of it that no other
stage has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import attrs

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.policy.leaves import leaves
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Meets
from awardsim.scenario.tables import SCALARS
from awardsim.text import Text

Kind = Literal["stage", "figure", "meetings", "input", "reading", "value"]

#: Figures of a run that can be asked about, with the words that people use for them.
FIGURES: dict[str, tuple[Text, tuple[str, ...]]] = {
    "finish": (
        Text("按期把握、完成日期", "finish, and the chance to be in time"),
        ("把握", "完成", "完成日期", "按期", "来得及", "结论", "finish_by", "verdict", "answer"),
    ),
    "law": (
        Text("法定最快", "what the text alone demands"),
        ("法定", "法定最快", "条文最快", "条文要求"),
    ),
    "awards": (
        Text("获奖、名额、空缺", "awards, quotas, vacancies"),
        ("获奖", "名额", "表彰名额", "空缺", "award", "quota", "vacancy"),
    ),
    "late": (Text("逾期", "applicants who are late"), ("逾期", "迟到", "逾期未受理")),
}


@attrs.frozen
class Subject:
    """What a question is about.

    ``id`` is a stage's id, a figure's name, or the path of an assumption, reading or value.
    """

    kind: Kind
    id: str
    title: Text

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it may be called in full."""
        more: tuple[str, ...] = ()
        if self.kind == "figure":
            more = FIGURES[self.id][1]
        elif self.kind == "reading":
            more = (self.id.removeprefix("readings."),)
        return (self.id, self.title.zh, self.title.en, *more)


def subjects(procedure: Procedure) -> tuple[Subject, ...]:
    """All that can be asked about, what is meant first before what is meant rarely."""
    policy = procedure.policy
    found = [Subject("stage", node.id, node.title) for node in procedure.nodes]
    found += [Subject("figure", name, title) for name, (title, _) in FIGURES.items()]
    for path, assumption in procedure.scenario.assumptions.items():
        amount = assumption.amount
        body = policy.bodies.get(path.removeprefix("meetings."))
        if isinstance(amount, Meets) and body is not None and path not in procedure.names:
            title = Text(f"{body.title.zh}会议", f"meetings of {body.title.en}")
            found.append(Subject("meetings", path, title))
    found += [Subject("input", one.id, one.title) for one in procedure.inputs]
    found += [
        Subject("reading", f"readings.{name}", reading.question)
        for name, reading in policy.readings.items()
    ]
    found += [Subject("value", leaf.path, leaf.owner) for leaf in leaves(policy)]
    return tuple(found)


def find_subject(procedure: Procedure, asked: str) -> Subject:
    """What a person means by a name.

    Raises
    ------
    InputError
        Nothing is called so (the nearest name is given), or several things are.
    """
    wanted = _plain(asked)
    known = subjects(procedure)
    whole = [one for one in known if wanted in map(_plain, one.names)]
    if whole:
        return _one_of(whole, asked, exactly=True)
    for kinds in (("stage",), ("meetings", "figure"), ("input",), ("reading",)):
        part = [
            one
            for one in known
            if one.kind in kinds and wanted and any(wanted in _plain(name) for name in one.names)
        ]
        if part:
            return _one_of(part, asked, exactly=False)
    raise _unknown(procedure, known, asked)


def find_stage(procedure: Procedure, asked: str) -> str:
    """The id of the stage that a person means.

    Raises
    ------
    InputError
        As :func:`find_subject`, or something that is no stage is called so.
    """
    found = find_subject(procedure, asked)
    if found.kind == "stage":
        return found.id
    raise InputError(
        Problem(
            Text(
                f"“{asked[:40]}”不是环节，是 {found.id}",
                f"'{asked[:40]}' is no stage but {found.id}",
            )
        )
    )


def find_axis(procedure: Procedure, asked: str) -> str:
    """The path of what a person wants to vary: a title, or a part of one, as its path.

    A stage stands for how long it lasts, or for the meetings of its body.  A path is given back,
    and so is what nothing is called.

    Raises
    ------
    InputError
        Several things are called so.
    """
    wanted = _plain(asked)
    if not wanted.isidentifier() or wanted in SCALARS:
        return asked
    known = [one for one in subjects(procedure) if one.kind in ("meetings", "input", "reading")]
    called = [one for one in known if wanted in map(_plain, one.names)]
    for node in procedure.nodes:
        if not called and wanted in map(_plain, (node.id, node.title.zh, node.title.en)):
            lasts, meets = f"durations.{node.id}", f"meetings.{node.body}"
            called = [one for one in known if f"{one.id}.".startswith(f"{lasts}.")]
            called = called or [one for one in known if one.id == meets and node.kind == "meeting"]
            if not called and node.kind == "notice":
                return f"stages.{node.id}.duration"
    called = called or [one for one in known if any(wanted in _plain(n) for n in one.names[1:])]
    return _one_of(called, asked, exactly=False).id if called else asked


def _plain(name: str) -> str:
    return "".join(name.casefold().split())


def _one_of(found: Sequence[Subject], asked: str, *, exactly: bool) -> Subject:
    """The only one; among exact names of different kinds the first kind wins."""
    same = [one for one in found if one.kind == found[0].kind]
    if len(same) == 1 or (exactly and len({one.id for one in same}) == 1):
        return same[0]
    listed_zh = "、".join(f"{one.title.zh}（{one.id}）" for one in same)
    listed_en = ", ".join(f"{one.title.en} ({one.id})" for one in same)
    raise InputError(
        Problem(
            Text(
                f"“{asked[:40]}”可以指 {len(same)} 个：{listed_zh}",
                f"'{asked[:40]}' may be any of {len(same)}: {listed_en}",
            )
        )
    )


def _unknown(procedure: Procedure, known: Iterable[Subject], asked: str) -> InputError:
    names = [name for one in known if one.kind != "value" for name in one.names]
    stages = [node.title for node in procedure.nodes]
    zh, en = "、".join(one.zh for one in stages), ", ".join(one.en for one in stages)
    figures = ", ".join(FIGURES)
    near = nearest_name(asked.strip(), names)
    return InputError(
        Problem(
            Text(
                f"没有叫“{asked[:40]}”的环节、数字或估计（环节：{zh}；数字：{figures}）",
                f"no stage, figure or assumption is called '{asked[:40]}' "
                f"(stages: {en}; figures: {figures})",
            ),
            nearest=near,
        )
    )
