"""What a report is made of: forecasts in the eyes of one reader, and what was found beside them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import attrs

from awardsim.analysis.flow import Flow
from awardsim.analysis.forecast import Forecast
from awardsim.analysis.timetable import Timetable, timetable
from awardsim.findings import Finding
from awardsim.policy import Policy
from awardsim.report import facts, words
from awardsim.report.brief import brief
from awardsim.report.cells import RunTable, Value
from awardsim.report.console import plain
from awardsim.report.run_record import Json, run_record
from awardsim.report.view import View
from awardsim.text import Language, Text

#: How scenarios beside each other are called.
LETTERS = "ABCDE"


@attrs.frozen(eq=False, slots=False)
class Material:
    """One scenario, or several beside each other of which the first is told in full.

    Attributes
    ----------
    views
        A forecast each; all of one seed and as many replications.
    flow
        Where applicants leave and how busy bodies are, of the first one.
    findings
        What is found in the first one's text.
    command
        What was typed, so that it can be repeated.
    """

    views: tuple[View, ...]
    flow: Flow
    findings: tuple[Finding, ...]
    command: str

    @classmethod
    def of(
        cls,
        named: Sequence[tuple[str, Forecast]],
        flow: Flow,
        findings: Sequence[Finding],
        language: Language,
        command: str,
    ) -> Material:
        """The material for a reader of one language."""
        views = tuple(View(found, language, name) for name, found in named)
        return cls(views, flow, tuple(findings), command)

    @property
    def view(self) -> View:
        """The first scenario."""
        return self.views[0]

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.view.language

    def say(self, zh: str, en: str) -> str:
        """The words in the reader's language."""
        return self.view.say(zh, en)

    @functools.cached_property
    def records(self) -> tuple[Json, ...]:
        """The record of each run, as ``--format json`` prints it."""
        return tuple(run_record(one.forecast) for one in self.views)

    @property
    def record(self) -> Json:
        """The first one's record."""
        return self.records[0]

    @functools.cached_property
    def timetable(self) -> Timetable:
        """The first one's dates without chance."""
        return timetable(self.view.procedure)

    @property
    def title(self) -> str:
        """What was run, by its name."""
        return self.view.award

    @property
    def about(self) -> str:
        """The document, the scenario, and what was known of days off."""
        view = self.view
        policy, scenario = view.procedure.policy, view.procedure.scenario
        parts = [_documents(policy)]
        if policy.state == "draft":
            parts.append(view.say("草案，未印发", "draft, not issued"))
        parts.append(view.say(f"情景 {scenario.id}", f"scenario {scenario.id}"))
        if scenario.progress is not None:
            today = scenario.progress.today
            parts.append(view.say(f"今天 {today}", f"today {today}"))
        return " · ".join(part for part in parts if part)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer, what would change it, what the text allows: three sentences."""
        return tuple(brief(self.view.forecast, self.language).splitlines())

    @property
    def mark(self) -> str:
        """What stands on every page: that it is an internal estimate, and of which run."""
        ids = " ".join(dict.fromkeys(one.record for one in self.views))
        notice = words.INTERNAL.read(self.language)
        if self.language == "en":
            return f"{notice.capitalize()} · record {ids}"
        return f"{notice} · 记录号 {ids}"


def _documents(policy: Policy) -> str:
    """Numbers of the documents; where there are several, each with the mark that tables cite."""
    marks = words.marks(policy)
    if len(marks) < 2:
        return facts.documents(policy)
    named = (f"{marks[id]} {one.number or one.title}" for id, one in policy.sources.items())
    return "、".join(plain(one) for one in named)


def table_of(
    view: View, id: str, name: Text, headings: Sequence[Text], rows: Iterable[Sequence[Value]]
) -> RunTable:
    """A table with its name and headings in the reader's language."""
    heads = tuple(view.read(one) for one in headings)
    return RunTable(id, view.read(name), heads, tuple(tuple(row) for row in rows))
