"""What given meetings, a reading or a single value of the text are."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.explain import MeetingFacts, StageFacts
from awardsim.policy import Status
from awardsim.policy.leaves import Leaf
from awardsim.procedure.followed import followed_option
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.assumed import read_amount
from awardsim.report.console import plain, wrap
from awardsim.report.explaining_latest import meeting_lines
from awardsim.report.showing import reading_lines, row_cells
from awardsim.report.teller import Teller
from awardsim.report.wrapped import wrapped_table
from awardsim.report.written import cell_row, label
from awardsim.text import Text


def meetings_screen(facts: MeetingFacts, stages: Sequence[StageFacts], teller: Teller) -> list[str]:
    """Given meeting dates, and by when the stages that wait for them need one."""
    procedure = facts.procedure
    body = facts.path.removeprefix("meetings.")
    title = procedure.policy.bodies[body].title
    lines = teller.heading(teller.say(f"{title.zh}会议", f"meetings: {title.en}"), facts.path)
    assumption = facts.assumption
    pairs = [
        [teller.say("日子", "dates"), read_amount(assumption.amount, teller.language)],
        [teller.say("依据", "basis"), teller.read(assumption.basis)],
        [
            teller.say("谁能动", "lever"),
            teller.read(words.LEVERS.get(assumption.lever, Text("", ""))),
        ],
    ]
    lines += wrapped_table(pairs, (), (10,))
    for one in stages:
        node = procedure.nodes[one.node]
        lines += ["", f"{teller.read(node.title)}  {node.id}"]
        usual, least = one.free
        if usual is not None:
            lines += meeting_lines(one, usual, least, teller)
        name = teller.read(node.title) if teller.language == "zh" else node.id
        lines += wrap(f"hint: awardsim why {teller.name} {name} --latest", indent=" ")
    return lines


def reading_screen(name: str, procedure: Procedure, teller: Teller) -> list[str]:
    """A question that the text leaves open, the reading that is followed, what each one sets."""
    policy = procedure.policy
    reading = policy.readings[name]
    chosen = followed_option(procedure, name)
    lines = teller.heading(teller.read(reading.question), f"readings.{name}")
    lines += reading_lines(name, reading, policy, teller.language, chosen)[1:]
    lines += ["", teller.say("各读法设定的值", "what each reading sets")]
    for key, option in reading.options.items():
        for path, value in option.set.items():
            lines += wrap(f"{key}: {path} = {plain(str(value))}", indent=" ", hang="   ")
    others = [key for key in reading.options if key != chosen]
    if others:
        hint = f"hint: awardsim run {teller.name} --set readings.{name}={others[0]}"
        lines += ["", *wrap(hint)]
    return lines


def value_screen(leaf: Leaf, procedure: Procedure, teller: Teller) -> list[str]:
    """One value of the text: its article, status, words, reasoning, and what overrides it."""
    policy = procedure.policy
    what = label(leaf.path, policy, teller.parameters)
    title = Text(f"{leaf.owner.zh}：{what.zh}", f"{leaf.owner.en}: {what.en}")
    lines = teller.heading(teller.read(title), leaf.path)
    row = cell_row(leaf.path, title, leaf.cell)
    _, value, _, article, said = row_cells(row, policy, teller.language)
    status = leaf.cell.status
    pairs = [
        [teller.say("内容", "value"), value],
        [teller.say("状态", "status"), teller.read(status.title)],
        [teller.say("条文", "article"), article],
    ]
    if said:
        pairs.append([teller.say("原文、说明", "words"), said])
    lines += wrapped_table(pairs, (), (12,))
    for one in procedure.overrides:
        if one.path == leaf.path or leaf.path.startswith(f"{one.path}."):
            lines += wrap(f"{one.path}: {one.old} → {one.new} ({one.why})", indent=" ")
    for name, reading in policy.readings.items():
        if any(leaf.path == path for option in reading.options.values() for path in option.set):
            chosen = followed_option(procedure, name)
            lines += ["", *reading_lines(name, reading, policy, teller.language, chosen)]
    if status in (Status.UNSTATED, Status.ELSEWHERE, Status.UNREAD):
        path = f"fill.{leaf.path}"
        if path in procedure.names:
            lines += ["", *wrap(f"hint: awardsim why {teller.name} {path}")]
    return lines
