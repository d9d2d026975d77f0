"""The scenario file of the answers: what was said as values, all the rest as comments.

A comment that begins with ``# `` and a key is a value of the built-in table with its basis; without
its mark it stands in the scenario.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import attrs

from awardsim.drafting import layout
from awardsim.drafting.answer import Answer
from awardsim.drafting.estimates.entries import Entry, default_entries, entry, reading_entries
from awardsim.drafting.estimates.questions import Asked
from awardsim.policy import Status
from awardsim.procedure.model import Procedure
from awardsim.text import Language, Text

#: Tables of the file in their order, with what stands in each.
TABLES: Mapping[str, Text] = {
    "applicants": Text("申报数 [最少, 一般, 最多]", "applicants [least, usual, most]"),
    "channels": Text("各推荐单位", "single recommending bodies"),
    "people": Text("人手", "people"),
    "meetings": Text("能开会、能签的日子；审批几个工作日", "meetings; working days of approvals"),
    "durations": Text("用时", "how long things take"),
    "fill": Text("文本没有给出的", "what the text leaves open"),
    "readings": Text("读法", "readings"),
    "chance": Text("偶然因素", "chance"),
    "cohort": Text("申报群体", "the applicants themselves"),
}
_UNKNOWN = Text("不清楚", "not known")
_BUILT_IN = Text("内置", "built-in")


@attrs.frozen
class Made:
    """A scenario file that was made.

    Attributes
    ----------
    text
        What stands in it.
    places
        Path in the file to the id of the question that it comes from.
    given, dated, unasked
        How many assumptions and how many dates are given, and how many built-in assumptions stand
        as comments.
    """

    text: str
    places: Mapping[str, str]
    given: int
    dated: int
    unasked: int


@attrs.frozen
class Head:
    """What the file says of itself: its text as it names it, how to run it, since when."""

    reference: str
    command: str
    basis: str
    today: datetime.date


def compose(
    answers: Mapping[str, Answer],
    questions: Sequence[Asked],
    procedure: Procedure,
    head: Head,
    language: Language,
) -> Made:
    """The scenario that these answers make.

    Parameters
    ----------
    procedure
        The text under nothing but the built-in table.
    """
    known = {one.id: one for one in questions}
    basis = head.basis
    if "basis" in answers and answers["basis"].stated:
        basis = answers["basis"].value
    given = [
        entry(id, one.value, one.article)
        for id, one in answers.items()
        if one.stated and id in known and known[id].section in (*_TABLED, "channels")
    ]
    unknown = {id for id, one in answers.items() if one.status is Status.UNSTATED}
    sources = _sources(procedure)
    told = {one.path for one in given}
    unasked = [one for one in default_entries(procedure) if one.path not in told]
    lines = [*_opening(procedure, head, language), "", "schema = 1"]
    lines.append(layout.pair("policy", head.reference))
    title = procedure.policy.award
    lines.append(layout.pair("title", {"zh": title.zh, "en": title.en}))
    said = Text("以下各项没有另写依据的，都用这一句", "of everything here without one of its own")
    lines.append(layout.pair("basis", basis, said.read(language)))
    lines += _ends(answers, known, procedure, language)
    for table, what in TABLES.items():
        values = [one for one in given if one.table == table]
        comments = [
            _line(one, _why(one, sources, unknown, language))
            for one in unasked
            if one.table == table
        ]
        if table == "readings":
            comments = [_line(one, why.read(language)) for one, why in reading_entries(procedure)]
        if values or comments:
            about = what.read(language)
            lines += ["", layout.header(table, about if about != table else "")]
            lines += [f"{one.key} = {one.value}" for one in values]
            lines += [f"# {line}" for line in comments]
    ends = [id for id in ("opens", "finish_by", "finish", "basis") if id in answers]
    places = {one.path: one.path for one in given} | {id: id for id in ends}
    dated = sum(answers[id].stated for id in ends if id != "basis")
    file = "\n".join(lines) + "\n"
    return Made(file, _placed(places, given), len(given), dated, len(unasked))


#: Sections whose answers are assumptions.
_TABLED = (
    "applicants", "reviewers", "site_teams", "meetings", "decisions", "counties", "annexes",
)  # fmt: skip


def past_text(answers: Mapping[str, Answer], basis: str, language: Language) -> str:
    """The file of a past edition's days; empty where none was given."""
    found: dict[str, list[str]] = {"done": [], "posted": []}
    for id, one in answers.items():
        kind, _, stage = id.removeprefix("past.").partition(".")
        if id.startswith("past.") and kind in found and one.stated:
            found[kind].append(layout.pair(stage, one.value))
    if not any(found.values()):
        return ""
    said = answers.get("past.basis")
    source = said.value if said is not None and said.stated else basis
    heads = {
        "done": Text("环节 = 办完的那一天", "stage = the day on which it was over"),
        "posted": Text("环节 = 公示发布的那一天", "stage = the day its notice was posted"),
    }
    lines = ["schema = 1", layout.pair("basis", source)]
    for kind, days in found.items():
        if days:
            lines += ["", layout.header(kind, heads[kind].read(language)), *days]
    return "\n".join(lines) + "\n"


def _opening(procedure: Procedure, head: Head, language: Language) -> list[str]:
    award = procedure.policy.award.read(language)
    return [
        layout.note(one.read(language))
        for one in (
            Text(f"{award}：情景", f"{award}: a scenario"),
            Text(
                f"awardsim new scenario {head.reference} 写成，{head.today}；马上可以推演："
                f"{head.command}",
                f"written by awardsim new scenario {head.reference} on {head.today}; it runs: "
                f"{head.command}",
            ),
            Text(
                "有 # 的行没有回答，按内置估计推演，行末是依据；去掉 #、改成自己的数，就是您的。",
                "What stands behind # was not answered: the built-in estimate, with its basis.",
            ),
        )
    ]


def _ends(
    answers: Mapping[str, Answer],
    known: Mapping[str, Asked],
    procedure: Procedure,
    language: Language,
) -> list[str]:
    """Opening, deadline and finishing stage: as answered, else as the text has them."""
    lines = []
    defaults = {
        "opens": procedure.calendar.opening,
        "finish_by": procedure.finish_by,
        "finish": procedure.nodes[procedure.finish].id,
    }
    for id, value in defaults.items():
        one, question = answers.get(id), known[id]
        if one is not None and one.stated:
            lines.append(layout.pair(id, one.value))
        elif value is not None and question.default is not None:
            said = question.default_words if id == "finish" else question.basis
            lines.append(f"# {layout.pair(id, value, said.read(language))}")
    return lines


def _sources(procedure: Procedure) -> dict[str, Text]:
    """Title and basis of each built-in assumption, by the path at which it is given."""
    found = {}
    entries = {one.path for one in default_entries(procedure)}
    for one in procedure.inputs:
        found[one.id] = Text(f"{one.title.zh}；{one.basis.zh}", f"{one.title.en}; {one.basis.en}")
    for node in procedure.nodes:
        time = node.meeting.time if node.meeting is not None else None
        path = f"meetings.{node.body}"
        if time is not None and time.input >= 0 and path in entries:
            found.setdefault(path, found[procedure.inputs[time.input].id])
    return found


def _why(one: Entry, sources: Mapping[str, Text], unknown: set[str], language: Language) -> str:
    said = sources.get(one.path, _BUILT_IN).read(language)
    return f"{_UNKNOWN.read(language)}; {said}" if one.path in unknown else said


def _line(one: Entry, comment: str) -> str:
    return layout.commented(f"{one.key} = {one.value}", comment)


def _placed(places: dict[str, str], given: Sequence[Entry]) -> dict[str, str]:
    """Paths as a reader of the file tells them: keys of what it fills stand in quotes."""
    found = dict(places)
    for one in given:
        found[f"{one.table}.{one.key}"] = one.path
        if one.table == "fill":
            found[f"fill.{one.path.removeprefix('fill.')}"] = one.path
    return found
