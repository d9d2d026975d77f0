"""What an event log is of: which run, how many editions, in which language; none of it real."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

import attrs

from awardsim.analysis.forecast import Forecast
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.eventlog.visits import Edition, activities, editions
from awardsim.report.record_id import record_id
from awardsim.text import Language, Text

#: Civil time in China, which knows no summer time.
ZONE = datetime.timezone(datetime.timedelta(hours=8))
#: Editions of a log where nobody says how many.
USUAL_EDITIONS = 10

_SYNTHETIC = Text(
    "模拟生成，不是真实记录；申报主体、人员均为虚拟",
    "simulated, no record of anything real; applicants and people are synthetic",
)


@attrs.frozen(eq=False)
class LogAbout:
    """A run whose first editions are written down.

    Attributes
    ----------
    editions
        How many are.
    activities, articles
        What each stage is called, and where the text has it, by id.
    tick
        Told of each edition that has been read.
    """

    forecast: Forecast
    language: Language
    editions: int
    activities: Mapping[str, Text]
    articles: Mapping[str, str]
    tick: Callable[[int], None] | None = None

    @classmethod
    def of(cls, forecast: Forecast, language: Language, editions: int | None = None) -> LogAbout:
        """The log of a run: of so many editions, or of the usual number, as far as there are."""
        number = min(editions or USUAL_EDITIONS, forecast.replications)
        procedure = forecast.procedure
        articles = {
            node.id: words.article(node.source, procedure.policy) for node in procedure.nodes
        }
        return cls(forecast, language, number, activities(procedure), articles)

    @property
    def procedure(self) -> Procedure:
        """What was run."""
        return self.forecast.procedure

    @property
    def record(self) -> str:
        """The id of the run."""
        return record_id(self.forecast)

    @property
    def title(self) -> str:
        """What was run, in words."""
        title = self.procedure.scenario.title.read(self.language)
        return title or self.procedure.policy.award.read(self.language)

    @property
    def notice(self) -> str:
        """That nothing of it is real."""
        sign = "；" if self.language == "zh" else "; "
        return _SYNTHETIC.read(self.language) + sign + words.INTERNAL.read(self.language)

    def read(self) -> Iterator[Edition]:
        """The editions, one by one."""
        for edition in editions(self.procedure, self.forecast.seed, self.editions):
            yield edition
            if self.tick is not None:
                self.tick(1)

    def activity(self, stage: str) -> str:
        """What a stage is called."""
        return self.activities[stage].read(self.language)

    def article(self, stage: str) -> str:
        """The article of a stage; empty of what is no stage of the text."""
        return self.articles.get(stage, "")

    @property
    def time(self) -> Callable[[int], str]:
        """Minutes since the opening as a moment with its offset."""
        start = datetime.datetime.combine(
            self.procedure.calendar.opening, datetime.time(), tzinfo=ZONE
        )
        return lambda minute: (start + datetime.timedelta(minutes=minute)).isoformat()

    def track(self, track: str) -> str:
        """Title of a track."""
        return self.procedure.policy.tracks[track].title.read(self.language)

    def channel(self, channel: str) -> str:
        """Title of a channel."""
        return self.procedure.policy.channels[channel].title.read(self.language)

    def tier(self, tier: str) -> str:
        """Title of a tier; empty where there is none."""
        return self.procedure.policy.tiers[tier].title.read(self.language) if tier else ""

    def outcome(self, outcome: str) -> str:
        """An outcome in words."""
        return words.outcome_title(outcome, self.procedure).read(self.language)
