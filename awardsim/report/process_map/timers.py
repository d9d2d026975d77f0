"""What a stage waits for: a notice that stands, a time outside, a meeting, a date.

Where the text gives a value it is the text's; else it is the usual value of an estimate, and says
so.  BPMN writes durations as ISO 8601 does, which has no working days: the label has the unit.
"""

from __future__ import annotations

import datetime

import attrs

from awardsim.procedure.model import Node, Procedure
from awardsim.procedure.parts import Moment, Time
from awardsim.report import words
from awardsim.report.written import in_both
from awardsim.schedule.maps import minutes_of, time_for
from awardsim.schedule.passes import usual_values
from awardsim.text import Text

#: Civil time in China, which knows no summer time.
_ZONE = datetime.timezone(datetime.timedelta(hours=8))


@attrs.frozen
class Timer:
    """Something that passes or comes by itself.

    ``value`` is a moment or a duration as ISO 8601 writes it; ``working`` durations are counted in
    working days and hours; ``note`` says where it comes from.
    """

    title: Text
    value: str
    note: Text
    working: bool = False

    @property
    def is_date(self) -> bool:
        """A moment, not a duration."""
        return not self.value.startswith("P")


@attrs.frozen
class Deadline:
    """A date by which a stage must be over; who is late leaves where it puts ``out``."""

    timer: Timer
    out: bool


class Timers:
    """Reads the timers of a procedure's stages, with everything at its usual value."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.values = usual_values(procedure)
        self.moments = procedure.moments(self.values)

    def before(self, node: Node) -> tuple[Timer, ...]:
        """What must have come before a stage begins: its own day, a meeting."""
        found = []
        if node.opens > 0:
            day = self.procedure.calendar.date(node.opens)
            note = self._article(node)
            title = Text(f"不早于{day:%m-%d}", f"not before {day:%m-%d}")
            found.append(Timer(title, self._moment(node.opens), note))
        meets = node.meeting
        if meets is not None and meets.starts:
            calendar = self.procedure.calendar
            days = [f"{calendar.date(minute):%m-%d}" for minute in meets.starts]
            shown = "、".join(days[:3]) + ("…" if len(days) > 3 else "")
            listed = shown.replace("、", ", ")
            note = Text("会议日期为给定或估计", "meeting dates are given or assumed")
            title = Text(f"会议日 {shown}", f"meets on {listed}")
            found.append(Timer(title, self._moment(meets.starts[0]), note))
        elif meets is not None and meets.notice >= 0:
            found.append(self._assumed(meets.notice, Text("召集", "called in"), working=True))
        return tuple(found)

    def after(self, node: Node) -> Timer | None:
        """What passes before a stage is over: a notice that stands, a time outside, a decision."""
        if node.kind == "notice" and node.notice is not None:
            return self._notice(node)
        time = time_for(node, node.tracks.index(True))
        if node.kind not in ("wait", "meeting") or time is None:
            return None
        minutes = minutes_of(time, self.values)
        return self._time(node, time, minutes) if minutes > 0 else None

    def deadlines(self, node: Node) -> tuple[Deadline, ...]:
        """Dates by which a stage must be over."""
        found = []
        if node.closes is not None:
            timer = self._date(node, node.index, node.closes, Text("截止", "closes"))
            found.append(Deadline(timer, True))
        if node.limit is not None:
            timer = self._date(node, -1 - node.index, node.limit.moment, Text("期限", "due"))
            found.append(Deadline(timer, node.limit.out))
        return tuple(found)

    def _notice(self, node: Node) -> Timer:
        notice = node.notice
        assert notice is not None
        working = notice.unit == "wd"
        if notice.days < 0:
            return self._assumed(notice.input, Text("公示", "stands"), working=working)
        cell = self.procedure.policy.stages[node.id].duration
        title = in_both(cell)
        return Timer(title, f"P{notice.days}D", self._article(node, cell.source), working)

    def _time(self, node: Node, time: Time, minutes: int) -> Timer:
        working = time.clock == "work"
        value = self._duration(minutes, working)
        cell = self.procedure.policy.stages[node.id].duration
        if time.input < 0 and time.stated:
            return Timer(in_both(cell), value, self._article(node, cell.source), working)
        if time.input >= 0:
            return attrs.evolve(
                self._assumed(time.input, Text("", ""), working=working), value=value
            )
        note = Text("按分布抽取，一般值", "drawn from a distribution; its usual value")
        return Timer(Text("约", "about"), value, note, working)

    def _assumed(self, index: int, what: Text, *, working: bool) -> Timer:
        """The usual value of an estimate."""
        one = self.procedure.inputs[index]
        shown = Text(
            words.single(one, one.usual, self.procedure, "zh"),
            words.single(one, one.usual, self.procedure, "en"),
        )
        title = Text(f"{what.zh}约{shown.zh}", f"{what.en} about {shown.en}".strip())
        whole = Text(
            words.amount(one, self.procedure, "zh"), words.amount(one, self.procedure, "en")
        )
        note = Text(
            f"估计：{one.title.zh} {whole.zh}（{one.basis.zh}）",
            f"assumed: {one.title.en} {whole.en} ({one.basis.en})",
        )
        hours = one.unit == "h"
        value = f"PT{words.number(one.usual)}H" if hours else f"P{words.number(one.usual)}D"
        return Timer(title, value, note, working)

    def _date(self, node: Node, key: int, moment: Moment, what: Text) -> Timer:
        minute = self.moments[key]
        day = self.procedure.calendar.date(minute)
        note = self._article(node)
        about = Text("", "")
        if not moment.stated:
            about = Text("约", "about ")
            note = Text("文本没有写日期，按估计", "the text gives no date: assumed")
        title = Text(f"{what.zh}{about.zh}{day:%m-%d}", f"{what.en} {about.en}{day:%m-%d}")
        return Timer(title, self._moment(minute), note)

    def _article(self, node: Node, source: str = "") -> Text:
        cited = words.article(source or node.source, self.procedure.policy)
        return Text(f"条文：{cited}", f"article: {cited}")

    def _moment(self, minute: int) -> str:
        opening = self.procedure.calendar.opening
        start = datetime.datetime.combine(opening, datetime.time(), tzinfo=_ZONE)
        return (start + datetime.timedelta(minutes=minute)).isoformat()

    def _duration(self, minutes: int, working: bool) -> str:
        """Minutes as ISO 8601; a working day is a day.

        Nothing shorter than a minute is told.
        """
        day = self.procedure.calendar.day_minutes if working else 24 * 60
        days, rest = divmod(minutes, day)
        hours, left = divmod(rest, 60)
        time = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (left, "M")) if number)
        return "P" + (f"{days}D" if days else "") + (f"T{time}" if time else "")
