"""Award rates of groups of applicants, and what of a difference is merit, what is not.

A group's rate is compared with that of all applicants of its track.  What applicants of equal merit
would get whatever group they are in is the part of merit; the rest is due to rules and to how
the edition goes: lists of limited length, conditions, notices that take longer, being late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis import intervals
from awardsim.analysis.applicants import Table, collect, judging_nodes, table
from awardsim.analysis.intervals import Estimate
from awardsim.analysis.shares import EARLY, LATE, quantile
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
from awardsim.text import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Nothing is said of a group with fewer applicants in all replications together,
#: or with applicants in fewer replications.
FEWEST_CASES, FEWEST_REPLICATIONS = 50, 30
#: Applicants that are taken to be equally good: so many classes of merit, equally large,
CLASSES = 25
#: none of fewer applicants than this.
FEWEST_IN_CLASS = 40
SIZES = (
    Text("规模较小（三分之一）", "smaller third"),
    Text("规模居中（三分之一）", "middle third"),
    Text("规模较大（三分之一）", "larger third"),
)
KIND = Text("申报主体", "kind of applicant")
CATEGORY = Text("申报类别", "category")
CHANNEL = Text("申报渠道", "channel")
SIZE = Text("规模", "size")


@attrs.frozen
class Group:
    """Some applicants of a track: by what they are told apart, and their id and title."""

    track: int
    dimension: str
    heading: Text
    id: str
    title: Text


@attrs.frozen
class Rate:
    """What becomes of a group.

    Attributes
    ----------
    applicants
        In one edition, on average.
    cases, editions
        Applicants in all replications, and replications with any.
    rate
        Share that is awarded; undefined where they are too few to say.
    edition
        Awards in one edition: early and late of all editions that have anybody of the group.
    merit, rules
        Parts of the difference to the whole track; together that difference.
    stands_out
        The part of the rules is told from none, all groups of its kind considered together.
    unjudged
        Share that never comes to be judged; undefined where nobody is.
    """

    group: Group
    applicants: float
    cases: int
    editions: int
    rate: Estimate
    edition: tuple[int, int]
    merit: Estimate
    rules: Estimate
    stands_out: bool
    unjudged: Estimate

    @property
    def told(self) -> bool:
        """There are enough of them for a statement."""
        return self.rate.defined


@attrs.frozen(eq=False)
class Counted:
    """A group in every replication, shape (replications,): applicants, awards, and what merit and
    what rules make of the difference to the whole track, added up over its applicants."""

    group: Group
    cases: Floats
    hits: Floats
    merit: Floats
    rules: Floats

    @property
    def enough(self) -> bool:
        """There are enough of them for a statement."""
        there = int((self.cases > 0).sum())
        return bool(self.cases.sum() >= FEWEST_CASES) and there >= FEWEST_REPLICATIONS


@attrs.frozen
class TrackRates:
    """A track: the rate of all its applicants, and of each group in it."""

    track: int
    applicants: float
    rate: Estimate
    unjudged: Estimate
    groups: tuple[Rate, ...]


@attrs.frozen(eq=False)
class Groups:
    """Award rates of one procedure."""

    procedure: Procedure
    tracks: tuple[TrackRates, ...]
    missing: tuple[Text, ...]
    replications: int
    seed: int


def study_groups(
    procedure: Procedure,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Groups:
    """Run a procedure and work out award rates.

    Raises
    ------
    InputError
        Nothing is known of merit.
    """
    with Workers({"": procedure}, collect, seed, workers, tick) as crew:
        figures = crew.run([Arm({}, 0, replications)])[0]
        found = table(procedure, crew.plans[""].reasons, figures)
    rates = (track_rates(found, track) for track in range(len(procedure.tracks)))
    return Groups(
        procedure,
        tuple(one for one in rates if one is not None),
        tuple(_missing(found)),
        replications,
        seed,
    )


def track_rates(found: Table, track: int) -> TrackRates | None:
    """The rates of one track; None where nobody applies in it."""
    everybody = found.present & (found.track == track)
    if not everybody.any():
        return None
    groups = counted(found, track)
    kinds = [one.group.dimension for one, _ in groups]
    rates = [_rate(found, one, own, kinds.count(one.group.dimension)) for one, own in groups]
    return TrackRates(
        track,
        float(everybody.sum(axis=1).mean()),
        intervals.of_rate(_sum(found.awarded, everybody), _sum(everybody, everybody)),
        _unjudged(found, everybody),
        tuple(rates),
    )


def counted(found: Table, track: int) -> list[tuple[Counted, Bools]]:
    """The groups of a track, counted, each with its members; nothing where nobody applies in it."""
    everybody = found.present & (found.track == track)
    if not everybody.any():
        return []
    expected = expected_awards(found, everybody)
    whole = float(found.awarded[everybody].mean())
    groups = []
    for group, members in groups_of(found, track):
        own = members & everybody
        merit = ((expected - whole) * own).sum(axis=1)
        rules = ((found.awarded - expected) * own).sum(axis=1)
        one = Counted(group, _sum(own, own), _sum(found.awarded, own), merit, rules)
        groups.append((one, own))
    return groups


def expected_awards(found: Table, everybody: Bools) -> Floats:
    """How often an applicant of that merit is awarded, whatever group it is in.

    Applicants of a track fall into classes of equal merit; shape as the table's, 0 elsewhere.
    """
    merit = found.merit[everybody]
    classes = max(min(CLASSES, len(merit) // FEWEST_IN_CLASS), 1)
    inner = np.quantile(merit, np.arange(1, classes) / classes)
    which = np.searchsorted(inner, merit, side="right")
    hits = np.bincount(which, weights=found.awarded[everybody].astype(float), minlength=classes)
    cases = np.maximum(np.bincount(which, minlength=classes), 1)
    expected = np.zeros(found.present.shape)
    expected[everybody] = (hits / cases)[which]
    return expected


def groups_of(found: Table, track: int) -> Iterator[tuple[Group, Bools]]:
    """The groups of a track with their members, in the order of the text."""
    yield from _kinds(found, track)
    yield from _categories(found, track)
    yield from _sizes(found, track)
    yield from _channels(found, track)


def _kinds(found: Table, track: int) -> Iterator[tuple[Group, Bools]]:
    """Who won before; else who is a branch; else all others."""
    since = found.columns["years_since_award"]
    branch = found.columns["trait_branch"] == 1
    winner = np.isfinite(since)
    individual = _individual(found.procedure, track)
    first = Text("首次申报的个人", "individuals, first time")
    if not individual:
        first = Text("首次申报", "first time")
    kinds = [("new", first, ~winner & ~branch)]
    kinds.append(("earlier_winner", Text("曾经获奖", "earlier winners"), winner))
    if not individual:
        title = Text("分支、内设、派出机构", "branches and internal bodies")
        kinds.append(("branch", title, branch & ~winner))
    for name, title, members in kinds:
        yield Group(track, "kind", KIND, name, title), members


def _categories(found: Table, track: int) -> Iterator[tuple[Group, Bools]]:
    listed = found.procedure.policy.tracks[found.procedure.tracks[track]].categories
    if not _categories_fit(found, track):
        return
    for place, (name, category) in enumerate(listed.items()):
        group = Group(track, "category", CATEGORY, name, category.title)
        yield group, found.columns["category"] == place


def _categories_fit(found: Table, track: int) -> bool:
    """The cohort knows as many categories as the text has in a track."""
    listed = found.procedure.policy.tracks[found.procedure.tracks[track]].categories
    seen = found.columns["category"][found.present & (found.track == track)]
    known = set(np.unique(seen[~np.isnan(seen)]).tolist())
    return bool(listed) and known == set(range(len(listed)))


def _sizes(found: Table, track: int) -> Iterator[tuple[Group, Bools]]:
    if _individual(found.procedure, track) or np.isnan(found.columns["size"]).all():
        return
    for place, title in enumerate(SIZES):
        group = Group(track, "size", SIZE, ("small", "middle", "large")[place], title)
        yield group, found.columns["size"] == place


def _channels(found: Table, track: int) -> Iterator[tuple[Group, Bools]]:
    procedure = found.procedure
    if len(procedure.channels) < 2:
        return
    for place, name in enumerate(procedure.channels):
        title = procedure.policy.channels[name].title
        yield Group(track, "channel", CHANNEL, name, title), found.channel == place


def _individual(procedure: Procedure, track: int) -> bool:
    return procedure.policy.tracks[procedure.tracks[track]].applicant == "individual"


def _rate(found: Table, one: Counted, own: Bools, alike: int) -> Rate:
    """The rate of one group among ``alike`` of its kind."""
    some = one.cases > 0
    # Several groups are looked at: each may be wrong so much more rarely [Bonferroni].
    strict = intervals.of_ratio(one.rules, one.cases, 1 - (1 - intervals.LEVEL) / alike)

    def told(estimate: Estimate) -> Estimate:
        return estimate if one.enough else intervals.UNDEFINED

    return Rate(
        one.group,
        float(one.cases.mean()),
        int(one.cases.sum()),
        int(some.sum()),
        told(intervals.of_rate(one.hits, one.cases)),
        (quantile(one.hits[some], EARLY) or 0, quantile(one.hits[some], LATE) or 0),
        told(intervals.of_ratio(one.merit, one.cases)),
        told(intervals.of_ratio(one.rules, one.cases)),
        one.enough and not strict.holds(0.0),
        told(_unjudged(found, own)),
    )


def _unjudged(found: Table, own: Bools) -> Estimate:
    if not judging_nodes(found.procedure):
        return intervals.UNDEFINED
    return intervals.of_rate(_sum(~found.judged, own), _sum(own, own))


def _sum(which: Bools, among: Bools) -> Floats:
    """How many there are in each replication."""
    counted: Floats = (which & among).sum(axis=1).astype(np.float64)
    return counted


def _missing(found: Table) -> Iterator[Text]:
    """Groups that nothing can be said of, with the reason."""
    procedure = found.procedure
    for place, name in enumerate(procedure.tracks):
        track = procedure.policy.tracks[name]
        if not (found.present & (found.track == place)).any():
            yield Text(f"{track.title.zh}：没有申报", f"{track.title.en}: nobody applies")
        elif track.categories and not _categories_fit(found, place):
            count = len(track.categories)
            yield Text(
                f"{track.title.zh}：文本分{count}类，虚拟申报主体没有照此分类，不按类别统计",
                f"{track.title.en}: the text has {count} categories, which the synthetic "
                "applicants do not have; no rates by category",
            )
    if np.isnan(found.columns["size"]).all():
        yield Text("虚拟申报主体没有规模，不按规模统计", "the cohort has no sizes")
    if len(procedure.channels) < 2:
        yield Text("只有一个申报渠道", "there is only one channel")
