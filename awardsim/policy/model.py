"""A policy text as frozen values.

Tables of a text are keyed by id, in the order of the file, so that the path of a value
(``stages.city_notice.duration``) is the path of its key in the file.  Plain attributes say
how the text is modelled (``kind``, ``after``); a :class:`~awardsim.policy.cell.Cell` is
something that the text says, or does not say.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.policy.cell import Bound, Cell, Status
from awardsim.text import NOTHING, Text
from awardsim.units import Duration


@attrs.frozen
class Source:
    """A document that articles are cited from."""

    title: str
    number: str = ""
    issuer: str = ""
    issued: datetime.date | None = None


@attrs.frozen
class Window:
    """The period the text gives itself, and how often the award is held.

    ``opens`` and ``closes`` are the first and the last day of the edition's own window,
    ``cycle`` is the time between editions; ``valid_from`` and ``valid_to`` bound the text.
    """

    opens: Cell[datetime.date]
    closes: Cell[datetime.date]
    cycle: Cell[Duration]
    valid_from: Cell[datetime.date]
    valid_to: Cell[datetime.date]
    source: str


@attrs.frozen
class Category:
    """An application category within a track, with the form it uses."""

    title: Text
    form: str = ""


@attrs.frozen
class Track:
    """Organisations or individuals.

    ``applicant`` is ``organisation`` or ``individual``: what kind of applicant it takes.
    """

    title: Text
    applicant: str
    source: str
    categories: Mapping[str, Category] = {}
    words: str = ""


@attrs.frozen
class Tier:
    """A level of the award (等次): the award itself, a nomination award below it."""

    title: Text
    source: str
    words: str = ""


@attrs.frozen
class Channel:
    """A way through which applications come: a county bureau, a department, a province.

    ``part_of`` is the channel of the outer text that it is a part of, in a procedure that two
    texts make together.  ``reason`` says how a channel that the text does not name was read out
    of it.
    """

    title: Text
    kind: str = "county"
    part_of: str = ""
    source: str = ""
    words: str = ""
    reason: Text = NOTHING


@attrs.frozen
class Body:
    """Who acts.

    ``role`` is the common vocabulary's; ``each`` = ``channel`` makes one for every channel.
    ``inside`` is as for a :class:`Stage`.
    """

    title: Text
    role: str
    source: str
    each: str = ""
    inside: str = ""


@attrs.frozen
class Quota:
    """How many may be awarded: of one track, or of a tier.

    A quota with a ``tier`` holds for its ``tracks`` together, or for all where these are empty;
    one without holds for the track of its own id, in all tiers together.
    """

    number: Cell[int]
    may_stay_vacant: Cell[bool]
    source: str
    tier: str = ""
    tracks: tuple[str, ...] = ()

    @property
    def must_be_filled(self) -> bool:
        """The text allows no vacancy."""
        vacant = self.may_stay_vacant
        refused = vacant.value is False or vacant.status is Status.EXCLUDED
        return refused or self.number.bound is Bound.EXACTLY


@attrs.frozen
class RuleUse:
    """A rule that the text names, with parameters as written.

    ``parameters`` maps a name to a :class:`Cell` or to a mapping of cells (one per track).
    ``reason`` is why this rule, where the text does not say how it is decided.
    """

    name: str
    parameters: Mapping[str, Any]
    source: str
    words: str = ""
    reason: Text = NOTHING


@attrs.frozen
class Condition:
    """A condition of eligibility: the text's wording, and the rule that decides it.

    ``prohibits`` marks a prohibitive condition: an upheld objection to it disqualifies.
    A condition without a rule is one of judgement; it is shown and never decides by itself.
    ``inside`` is as for a :class:`Stage`: it decides at the stages of its own text only.
    """

    title: Text
    tracks: tuple[str, ...]
    source: str
    rule: RuleUse | None = None
    prohibits: bool = False
    words: str = ""
    inside: str = ""


@attrs.frozen
class Deadline:
    """A date by which something must have happened.

    ``counts`` is ``receipt``, ``postmark`` or ``completion``; ``late`` is ``out`` (who is late
    leaves) or ``noted``; ``roll`` says what happens when the day is a day off.
    """

    on: Cell[datetime.date]
    counts: Cell[str]
    late: Cell[str]
    roll: Cell[str]
    source: str


@attrs.frozen
class Supplement:
    """Further material may be asked for: within what time, how many times."""

    within: Cell[Duration]
    rounds: Cell[int]
    source: str


@attrs.frozen
class Objection:
    """Whether a notice is open to objections, and whom a pending one holds.

    ``holds`` is ``nobody``, ``case`` or ``list``.
    """

    open: Cell[bool]
    holds: Cell[str]
    source: str


@attrs.frozen
class ObjectionProcedure:
    """How an objection is handled, with the limits the text sets.

    ``against``, ``form`` and ``upheld`` are what the text says in few words, a ``str`` or, in
    both languages, a :class:`~awardsim.text.Text`.
    """

    against: Cell[str | Text]
    form: Cell[str | Text]
    forward: Cell[Duration]
    reply: Cell[Duration]
    decide: Cell[Duration]
    suspends: Cell[bool]
    upheld: Cell[str | Text]
    source: str


@attrs.frozen
class Only:
    """Who a stage applies to; an empty tuple means all."""

    tracks: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()


@attrs.frozen
class Stage:
    """One step of the procedure.

    Attributes
    ----------
    type
        Common vocabulary's stage type.
    kind
        What it does on the clock: window, work, wait, notice, meeting, gate.
    per
        ``case``, ``channel`` or ``batch``: what passes through it as one.
    body
        Id of the body that acts.
    after
        Ids of the stages that must have passed; the graph's only edges.
    duration
        The text's limit, never how long it really takes.
    opens, closes, deadline
        Dates that bind the stage; ``closes`` also closes its list.
    due_with
        The stage whose deadline it has as well, written once for both under one heading; empty
        for none.
    reviewers
        For a review: how many distinct people judge each case.
    inside
        In a procedure that two texts make together, the channel of the outer text that the stage
        belongs to, if it is one of the inner text's; empty for the outer text's own.
    """

    title: Text
    type: str
    kind: str
    per: str
    body: str
    source: str
    duration: Cell[Duration]
    after: tuple[str, ...] = ()
    opens: Cell[datetime.date] | None = None
    closes: Cell[datetime.date] | None = None
    deadline: Deadline | None = None
    rule: RuleUse | None = None
    only: Only = Only()
    objection: Objection | None = None
    supplement: Supplement | None = None
    reviewers: Cell[int] | None = None
    assignment: Cell[str] | None = None
    outputs: tuple[str, ...] = ()
    words: str = ""
    inside: str = ""
    due_with: str = ""


@attrs.frozen
class Option:
    """One reading of a text, as the values it sets."""

    title: Text
    set: Mapping[str, Any]


@attrs.frozen
class Reading:
    """A question that the text leaves open or answers twice, with the readings it admits."""

    question: Text
    default: str
    options: Mapping[str, Option]
    source: str
    reason: Text | None = None


@attrs.frozen
class Provision:
    """What the text says beside its procedure: rewards, duties, revocation, debarment, titles.

    ``lasts`` is how long it binds (a duty, a debarment, a watch); ``value`` the amount, the
    fact or the object (in both languages: a :class:`~awardsim.text.Text`); ``tracks`` empty for
    all.
    """

    title: Text
    type: str
    source: str
    value: Cell[Any]
    lasts: Cell[Duration] | None = None
    tracks: tuple[str, ...] = ()


@attrs.frozen
class Within:
    """The procedure of another text that this one stands in front of.

    Attributes
    ----------
    policy
        The outer text: an id, or a file in the same folder.
    channel
        The channel of the outer text that this text is about.
    before
        The stage of the outer text to which its applicants are handed over.
    replaces
        Stages of the outer text whose place its own stages take, for its applicants.
    title
        Title of that channel; known once the two texts have been put together.
    """

    policy: str
    channel: str
    before: str
    replaces: tuple[str, ...]
    source: str
    words: str = ""
    title: Text | None = None


@attrs.frozen
class Waiver:
    """A finding that is left as it is, and why.

    ``code`` is that of the finding; ``path`` the value it stands at, empty for the whole text.
    """

    code: str
    reason: str
    path: str = ""


@attrs.frozen
class Policy:
    """One version of one text.

    ``id`` is ``jurisdiction@version``.  ``state`` is ``issued`` or ``draft``: findings on an
    issued text are points to be clarified, on a draft they may be errors.  ``raw`` is the
    file's own tables, so that a change can be made to them and read with the same checks.
    ``tiers`` stand in their order, the highest first.  ``within`` says what procedure the text
    stands in front of; ``outer`` is that text once the two have been put together.
    """

    schema: int
    jurisdiction: str
    version: str
    state: str
    title: Text
    award: Text
    sources: Mapping[str, Source]
    window: Window
    tracks: Mapping[str, Track]
    tiers: Mapping[str, Tier]
    channels: Mapping[str, Channel]
    bodies: Mapping[str, Body]
    quotas: Mapping[str, Quota]
    conditions: Mapping[str, Condition]
    stages: Mapping[str, Stage]
    objections: ObjectionProcedure
    readings: Mapping[str, Reading]
    provisions: Mapping[str, Provision]
    waivers: tuple[Waiver, ...] = ()
    within: Within | None = None
    outer: Policy | None = attrs.field(default=None, eq=False, repr=False)
    file: str = attrs.field(default="", eq=False)
    raw: Mapping[str, Any] = attrs.field(factory=dict, eq=False, repr=False)

    @property
    def id(self) -> str:
        """``jurisdiction@version``."""
        return f"{self.jurisdiction}@{self.version}"
