"""What the leading group has to decide: meeting days, what can be moved, readings of the text."""

from __future__ import annotations

from collections.abc import Iterator

from awardsim.analysis.milestones import Milestone
from awardsim.report import facts, run_path, words
from awardsim.report.assumed import read_amount
from awardsim.report.cells import RunTable
from awardsim.report.facts import Cause, Choice, Lever
from awardsim.report.pages.material import table_of
from awardsim.report.view import View
from awardsim.text import Text

_HEADINGS = (
    Text("事项", "matter"),
    Text("本测算的做法", "as it is reckoned here"),
    Text("影响", "what it does"),
    Text("依据", "rests on"),
)


def decision_table(view: View) -> RunTable:
    """Everything to be decided, what moves the answer most before what is only to be settled."""
    rows = [*_meeting(view), *_levers(view), *_hurried(view), *_readings(view)]
    name = Text("需决定的事项", "to be decided")
    return table_of(view, "decisions", name, _HEADINGS, rows)


def readings_told(view: View) -> frozenset[str]:
    """Readings that stand in the table, by id."""
    return frozenset(one.id for one in _open(view))


Row = tuple[str, str, str, str]


def _meeting(view: View) -> Iterator[Row]:
    """The days on which the deciding body meets."""
    found = facts.deciding_meeting(view.forecast)
    if found is None:
        return
    node = view.procedure.nodes[found.node]
    if node.meeting is None or not node.meeting.starts:
        return
    given = view.procedure.scenario.assumptions.get(f"meetings.{node.body}")
    title = view.say(
        f"{view.body(node.body)}的会议日", f"days on which the {view.body(node.body)} meets"
    )
    shown = "" if given is None else read_amount(given.amount, view.language)
    basis = "" if given is None else view.read(given.basis)
    source = f"{view.article(node.source)}{view.say('；', '; ')}{basis}".strip("；; ")
    yield title, shown, _latest(view, found), source


def _latest(view: View, found: Milestone) -> str:
    parts = []
    if found.latest is not None:
        day = view.dates.day(found.latest)
        parts.append(view.say(f"要按期，最迟 {day} 开会", f"in time only by {day}"))
    ranges = view.forecast.ranges
    if ranges is not None and ranges.any_day is not None:
        chance = run_path.outcome(view, ranges.any_day)
        parts.append(view.say(f"哪个工作日都能开会：{chance}", f"any working day: {chance}"))
    return view.say("；", "; ").join(parts)


def _levers(view: View) -> Iterator[Row]:
    """What somebody can set or agree on, and what it would give."""
    base = view.forecast.share
    if base is None:
        return
    best: dict[int, tuple[Cause, Lever, float]] = {}
    for cause in facts.causes(view.forecast):
        lever = cause.lever
        if lever is None or lever.kind == "guess" or lever.share is None or lever.input < 0:
            continue
        if lever.share - base >= facts.NOTICEABLE:
            best.setdefault(lever.input, (cause, lever, lever.share))
    for cause, lever, _ in sorted(best.values(), key=lambda one: -one[2]):
        given = view.procedure.inputs[lever.input]
        now = words.amount(given, view.procedure, view.language)
        does = run_path.lever_sentence(view, cause, lever)
        kind = words.lever(lever.kind).read(view.language)
        yield (
            view.read(given.title),
            f"{now}{view.say('，', ', ')}{kind}",
            does,
            view.read(given.basis),
        )


def _hurried(view: View) -> Iterator[Row]:
    """Decisions that are reckoned to be pulled forward to the deadline."""
    for node in facts.hurried(view.procedure):
        index = view.procedure.input_index(f"meetings.{node.body}_days")
        now = view.say("临近期限时加快办理", "hurried where the deadline is near")
        does = view.say("不加快，同样的日子就可能过期限", "at its usual pace it may be late")
        basis = "" if index < 0 else view.read(view.procedure.inputs[index].basis)
        source = f"{view.article(node.source)}{view.say('；', '; ')}{basis}".strip("；; ")
        yield view.title(node), now, does, source


def _open(view: View) -> tuple[Choice, ...]:
    """Readings that bear on dates and that nobody has chosen; the most open ones first."""

    def dated(one: Choice) -> bool:
        paths = [path for option in one.reading.options.values() for path in option.set]
        return any(path.startswith("stages.") for path in paths)

    found = [one for one in facts.choices(view.procedure) if one.default and dated(one)]
    return tuple(sorted(found, key=lambda one: -len(one.reading.options)))


def _readings(view: View) -> Iterator[Row]:
    """What the text leaves open, how it is read here, how else it could be."""
    for one in _open(view):
        others = [
            view.read(option.title)
            for name, option in one.reading.options.items()
            if name != one.chosen
        ]
        now = view.say("按“", "read as: ") + view.read(one.option.title) + view.say("”", "")
        does = view.say("也可读作：", "or: ") + view.say("；", "; ").join(others)
        yield view.read(one.reading.question), now, does, view.article(one.reading.source)
