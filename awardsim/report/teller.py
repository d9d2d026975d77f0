"""Words about one procedure in one language: dates, articles, what a length rests on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import attrs

from awardsim.analysis.grounds import Date, Ground
from awardsim.policy import Cell, Status
from awardsim.procedure.model import Input, Node, Procedure
from awardsim.report import words
from awardsim.report.assumed import read_amount
from awardsim.report.console import plain, wrap
from awardsim.report.dates import PROJECTED, DateWords
from awardsim.report.written import read_value
from awardsim.text import Language, Text
from awardsim.workdays import Day


@attrs.frozen
class Teller:
    """Words about one procedure in one language; ``name`` is what the reader typed for it."""

    procedure: Procedure
    language: Language
    name: str

    @property
    def parameters(self) -> dict[str, Text]:
        """What the parameters of rules are called, by their paths (``stages.vote.rule.seats``)."""
        found: dict[str, Text] = {}
        for node in self.procedure.nodes:
            bound = [] if node.rule is None else [(f"stages.{node.id}.rule", node.rule)]
            checks = () if node.rule is None else node.rule.checks
            bound += [(f"conditions.{check.id}.rule", check.rule) for check in checks]
            for path, one in bound:
                found |= {f"{path}.{name}": one.rule.title_of(name) for name in one.parameters}
        return found

    @property
    def dates(self) -> DateWords:
        """Dates in the reader's language."""
        return DateWords(self.procedure.calendar, self.language)

    def say(self, zh: str, en: str) -> str:
        """The words in the reader's language."""
        return zh if self.language == "zh" else en

    def read(self, text: Text) -> str:
        """A text in the reader's language, fit for a terminal."""
        return plain(text.read(self.language))

    def title(self, index: int) -> str:
        """A stage by the text's own word."""
        return self.read(self.procedure.nodes[index].title)

    def article(self, source: str) -> str:
        """An article as the reader cites it."""
        return plain(words.article(source, self.procedure.policy))

    def cited(self, source: str) -> str:
        """``条文 七(二)``."""
        return self.say(f"条文 {self.article(source)}", f"article {self.article(source)}")

    def listed(self, parts: Sequence[str]) -> str:
        """Several things in a row."""
        return self.say("、", ", ").join(parts)

    def heading(self, title: str, id: str) -> list[str]:
        """The first lines of an explanation: of what, and under which scenario."""
        return wrap(
            f"{self.say('依据', 'why')}  {title}  {id}  {self.say('情景', 'scenario')} {self.name}",
            hang="  ",
        )

    # ---- dates ------------------------------------------------------------------------------

    def day(self, day: datetime.date) -> str:
        """``10-13 周一``; another year's day has its year."""
        near = 0 <= (day - self.procedure.calendar.opening).days < 365
        shown = f"{day:%m-%d}" if near else day.isoformat()
        return f"{shown} {self.dates.weekday(day)}"

    def moment(self, minute: int | None, usual: Sequence[int] = ()) -> str:
        """The day of a minute, and the time where it is none of the usual ones."""
        if minute is None:
            return self.dates.day(None)
        calendar = self.procedure.calendar
        mark = self.dates.mark(minute)
        at = minute % 1440
        ends = (*calendar.hours, 0, 1439, calendar.hours[1] - 1)
        clock = "" if at in (usual or ends) else f" {at // 60:02}:{at % 60:02}"
        day = calendar.date(minute)
        made_up = calendar.day(day).kind == "makeup"
        works = self.say("补班", " (works)") if made_up else ""
        return f"{self.day(day)}{works}{clock}{mark}"

    def span(self, start: int | None, finish: int | None) -> str:
        """From one minute's day to another's."""
        first, last = self.moment(start), self.moment(finish)
        return first if first == last else f"{first} — {last}"

    def days(self, start: int | None, finish: int | None) -> str:
        """From one day to another, whatever the time."""
        if start is None or finish is None:
            return self.span(start, finish)
        ends = (start % 1440, finish % 1440)
        first, last = self.moment(start, ends), self.moment(finish, ends)
        return first if first == last else f"{first} — {last}"

    # ---- grounds ----------------------------------------------------------------------------

    def amount(self, index: int) -> str:
        """An assumption's three numbers."""
        return words.amount(self.procedure.inputs[index], self.procedure, self.language)

    def usual(self, index: int) -> str:
        """An assumption's usual value."""
        one = self.procedure.inputs[index]
        return words.single(one, one.usual, self.procedure, self.language)

    def assumed(self, index: int) -> str:
        """``估计 1/2/3个工作日，取2个工作日``."""
        one = self.procedure.inputs[index]
        if one.fixed:
            return self.say(f"估计 {self.amount(index)}", f"assumed {self.amount(index)}")
        usual = words.single(one, one.usual, self.procedure, self.language, unit=False)
        return self.say(
            f"估计 {self.amount(index)}，取{usual}",
            f"assumed {self.amount(index)}, here {usual}",
        )

    def ground(self, node: Node, ground: Ground) -> str:
        """What a stage's length rests on, in a few words."""
        if ground.kind == "law" and ground.cell is not None:
            return self.stated(ground.cell)
        if ground.kind == "meeting":
            days = [self.dates.short(minute) for minute in ground.meetings]
            shown = self.listed(days[:4]) + ("…" if len(days) > 4 else "")
            return self.say(f"会议日 {shown}", f"meets on {shown}")
        if ground.kind == "filing":
            return self.say("交件即算", "handed in")
        if ground.kind == "at_once":
            return self.say("随即", "at once")
        if ground.input < 0:
            given = ground.assumption
            return read_amount(given.amount, self.language) if given is not None else ""
        shown = self.assumed(ground.input)
        if node.meeting is not None and node.meeting.notice >= 0:
            shown += self.say("后开会", " until it meets")
        if ground.against >= 0:
            one = self.procedure.inputs[ground.input]
            least = words.single(one, one.least, self.procedure, self.language)
            shown += self.say(f"，赶期限可压到{least}", f", {least} if hurried to the deadline")
        if node.kind == "work":
            shown += self.say("（一件，不排队）", " (one case, no queue)")
        return shown

    def stated(self, cell: Cell[Any]) -> str:
        """An article and what it sets."""
        shown = read_value(cell.value, self.language, cell.bound)
        return f"{self.cited(cell.source)} {shown}"

    def basis(self, one: Input) -> str:
        """Where an assumption comes from, and who can move it."""
        origin = words.ORIGINS.get(one.origin, Text("条文", "the text"))
        lever = words.lever(one.lever, one.origin)
        between = self.say("，", ", ")
        return f"{self.read(one.basis)} ({self.read(origin)}{between}{self.read(lever)})"

    def date_ground(self, date: Date) -> str:
        """What a closing date or a deadline rests on."""
        if date.stated and date.cell is not None:
            words_of = self.say("写明", "states it")
            if date.cell.status is not Status.STATED:
                words_of = self.read(date.cell.status.title)
            shown = f"{self.cited(date.cell.source)} {words_of}"
            force = self.procedure.calendar.date(date.minute)
            if force != date.written:
                moved = self.day(date.written)
                shown += self.say(f"（原为 {moved}）", f" (written as {moved})")
            return shown
        return self.counted_from(date)

    def counted_from(self, date: Date) -> str:
        """An assumed date: so many working days before or after something."""
        shown = self.assumed(date.input)
        of = self.title(date.of) if date.of >= 0 else ""
        if date.anchor == "before":
            return shown + self.say(f"（“{of}”期限之前）", f" before the deadline of '{of}'")
        if date.anchor == "after":
            return shown + self.say(f"（“{of}”截止之后）", f" after '{of}' closes")
        if date.anchor == "opening":
            return shown + self.say("（开始之后）", " after the opening")
        return shown

    def date_title(self, date: Date) -> str:
        """``申报截止``, ``报送…期限``."""
        title = self.title(date.node)
        if date.kind == "closes":
            return self.say(f"{title}截止", f"{title} closes")
        return self.say(f"{title}期限", f"deadline: {title}")

    # ---- the calendar -----------------------------------------------------------------------

    def off(self, days: Sequence[Day]) -> str:
        """Why days are off: 周末, 国庆节、中秋节."""
        names = list(dict.fromkeys(self.read(day.name) for day in days))
        holiday = days[0].kind in ("holiday", "regional")
        said = self.listed(names) + (self.say("放假", "") if holiday else "")
        if days[0].kind == "regional" and days[0].notice:
            source = plain(days[0].notice)
            said += self.say(f"（{source}）", f" ({source})")
        return said

    def special_days(self, first: datetime.date, last: datetime.date) -> list[str]:
        """Holidays and make-up days of a stretch, with the notices that made them."""
        by_notice: dict[str, list[str]] = {}
        calendar = self.procedure.calendar
        run: list[Day] = []
        for day in [*calendar.count_days(first, last), None]:
            if run and (day is None or day.kind != run[0].kind or day.notice != run[0].notice):
                by_notice.setdefault(run[0].notice, []).append(self._run(run))
                run = []
            if day is not None and day.kind in ("holiday", "makeup", "regional"):
                run.append(day)
        lines: list[str] = []
        for notice, parts in by_notice.items():
            # The place of publication stands in brackets behind the title and the date.
            title, _, place = notice.partition(" (")
            known = place.partition(",")[0].rstrip(")")
            cited = self.say(f"（{title}，{known}）", f" ({title}, {known})")
            shown = self.say("；", "; ").join(parts) + (cited if notice else "")
            lines += wrap(shown, indent=" ", hang="   ")
        return lines

    def _run(self, run: Sequence[Day]) -> str:
        names = self.listed(list(dict.fromkeys(self.read(day.name) for day in run)))
        first, last = (f"{day.date:%m-%d}" for day in (run[0], run[-1]))
        mark = PROJECTED.read(self.language) if run[0].projected else ""
        return f"{first if first == last else f'{first}—{last}'} {names}{mark}"
