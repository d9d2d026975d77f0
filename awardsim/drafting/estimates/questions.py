"""The nine questions about an edition: what a planner can say, and what holds where he does not.

When it must be finished and by which stage, how many apply, who reviews and visits, when the
leading group meets, how long the government takes, what the counties need, and whether the annex
with the quotas is at hand.  A text that has nothing of one of them is not asked about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

import attrs

from awardsim.analysis.subject import find_stage
from awardsim.drafting import forms
from awardsim.drafting.estimates import reading
from awardsim.drafting.estimates.reading import Days
from awardsim.drafting.forms import Form
from awardsim.drafting.questions import Question
from awardsim.policy import Policy, Status
from awardsim.policy.leaves import leaves
from awardsim.procedure.assumable import assumable
from awardsim.procedure.bodies import instances
from awardsim.procedure.channels import known_channels, title_of
from awardsim.procedure.model import Input, Node, Procedure
from awardsim.report import words
from awardsim.text import Text

_NOTHING = Text("", "")
#: The nine, in their order; then what is asked beside them.
SECTIONS = MappingProxyType(
    {
        "finish_by": Text("期限", "deadline"),
        "finish": Text("办到哪一步算完", "what counts as finished"),
        "applicants": Text("申报数", "applicants"),
        "reviewers": Text("评审人手", "reviewers"),
        "site_teams": Text("现场评审组", "site teams"),
        "meetings": Text("会议", "meetings"),
        "decisions": Text("审批", "approval"),
        "counties": Text("推荐单位的手续", "recommending bodies"),
        "annexes": Text("附件", "annexes"),
    }
)
BASIS = Text("依据", "basis")


@attrs.frozen
class Asked(Question):
    """A question about an edition.

    Its ``id`` is the path of the assumption in the scenario.

    Attributes
    ----------
    assumed, basis
        What holds where nobody answers, as it is shown, and where that comes from.
    """

    assumed: Text = _NOTHING
    basis: Text = _NOTHING

    @property
    def default_words(self) -> Text:
        """What holds where nobody answers, with its source."""
        if not self.basis.zh:
            return self.assumed
        return Text(f"{self.assumed.zh}（{self.basis.zh}）", f"{self.assumed.en} ({self.basis.en})")


def numbered(questions: Iterable[Asked]) -> dict[str, Text]:
    """Titles of the sections that come up, each with its place among them."""
    present = [one for one in SECTIONS if one in {question.section for question in questions}]
    found = {
        name: Text(
            f"{place}/{len(present)} {SECTIONS[name].zh}",
            f"{place}/{len(present)} {SECTIONS[name].en}",
        )
        for place, name in enumerate(present, 1)
    }
    return {**found, "basis": BASIS}


def nine_questions(
    procedure: Procedure, days: Days, basis: str, *, opening_known: bool
) -> tuple[Asked, ...]:
    """The questions that a text gives rise to, and the one for the basis of all answers.

    Parameters
    ----------
    procedure
        The text under nothing but the built-in table.
    days
        Reads days.
    basis
        The basis that is written where nobody gives another one.
    opening_known
        The text says when its edition begins; else that must be answered.
    """
    return (
        *_ends(procedure, days, opening_known=opening_known),
        *_applicants(procedure),
        *_people(procedure),
        *_decisions(procedure, days),
        *_counties(procedure),
        *_annexes(procedure),
        Asked(
            "basis",
            "basis",
            Text("这些数字是谁、什么时候估计的", "whose figures are these, and of when"),
            Text(
                "每个数字都要说得出依据；某一项另有依据的，写在它后面：8/12/20 @申报系统",
                "every figure needs a basis; one that has its own: 8/12/20 @last year's list",
            ),
            Form(forms.read_text, Text("市质量强市办估计，2025-10-27", "the office, 2025-10-27"),
                 cited=False),
            basis,
            assumed=Text(basis, basis),
        ),
    )  # fmt: skip


def channel_questions(procedure: Procedure) -> tuple[Asked, ...]:
    """Of each recommending body: its applicants and its own people, where they are known."""
    known = assumable(procedure.policy)
    policy = procedure.policy
    own = {
        name: instances(procedure.division, body)[1]
        for name, body in policy.bodies.items()
        if body.each == "channel"
    }
    found = []
    for channel in known_channels(policy):
        title = title_of(policy, channel)
        for name in (*policy.tracks, *own):
            path = f"channels.{channel}.{name}"
            if path not in known or channel not in own.get(name, (channel,)):
                continue
            track = name in policy.tracks
            whose = policy.tracks[name].title if track else policy.bodies[name].title
            what = Text("申报数", "applicants") if track else Text("人手", "people")
            ask = Text(f"{title.zh}{whose.zh}{what.zh}", f"{title.en}: {whose.en}, {what.en}")
            why = Text("不填的按总数分配", "those left empty share the total")
            form = reading.count_form(0 if track else 1)
            found.append(Asked(path, "channels", ask, why, form, ""))
    return tuple(found)


def past_questions(procedure: Procedure, days: Days) -> tuple[Asked, ...]:
    """The days of a past edition: when each stage was over, when its notice was posted."""
    why = Text("可与当时的推演对照，并改进估计", "to be held against a forecast, and learned from")
    found = [
        Asked(
            "past.basis",
            "past",
            Text("这些日期从哪里来", "where these days come from"),
            why,
            Form(forms.read_text, Text("公示、通报原文", "notices and circulars"), cited=False),
            "",
        )
    ]
    form = reading.day_form(days.whole)
    for node in procedure.nodes:
        over = Text(f"{node.title.zh}办完", f"{node.title.en}: over on")
        found.append(Asked(f"past.done.{node.id}", "past", over, why, form, ""))
        if node.notice is not None:
            up = Text(f"{node.title.zh}发布", f"{node.title.en}: posted on")
            found.append(Asked(f"past.posted.{node.id}", "past", up, why, form, ""))
    return tuple(found)


def _ends(procedure: Procedure, days: Days, *, opening_known: bool) -> Iterator[Asked]:
    policy = procedure.policy
    opening = procedure.calendar.opening
    yield Asked(
        "opens",
        "finish_by",
        Text("这一届从哪一天开始", "first day of the edition"),
        Text("排期从这一天起", "the schedule begins on it"),
        reading.day_form(days.whole),
        "" if opening_known else None,
        assumed=_both(str(opening)) if opening_known else _NOTHING,
        basis=_opening_basis(policy) if opening_known else _NOTHING,
    )
    own = policy.window.closes
    by = procedure.finish_by
    yield Asked(
        "finish_by",
        "finish_by",
        Text("哪一天以前要办完", "by which day must it be finished"),
        Text("“来得及吗”就是问这一天", "the answer of every run is about this day"),
        reading.day_form(days.within),
        "",
        assumed=Text(str(by), str(by)) if by else Text("没有期限", "no deadline"),
        basis=_both(words.article(own.source, policy)) if by else Text("文本没有写", "unstated"),
    )
    last = procedure.nodes[procedure.finish]
    names = Text(
        "、".join(node.title.zh for node in procedure.nodes[-4:]),
        ", ".join(node.title.en for node in procedure.nodes[-4:]),
    )
    yield Asked(
        "finish",
        "finish",
        Text("哪个环节办完算完成", "which stage counts as finished"),
        Text(
            "公示期满、批准、印发、授奖是四个不同的日子",
            "the end of a notice, approval, circular and ceremony are different days",
        ),
        reading.stage_form(lambda name: find_stage(procedure, name), names),
        "",
        assumed=last.title,
        basis=_both(words.article(last.source, policy)),
    )


def _opening_basis(policy: Policy) -> Text:
    """Where the day comes from on which a text's own edition begins."""
    cells = [stage.opens for stage in policy.stages.values() if not stage.after]
    for cell in (*cells, policy.window.opens):
        if cell is not None and cell.value is not None:
            return _both(words.article(cell.source, policy))
    return Text("印发日期", "date of issue")


def _applicants(procedure: Procedure) -> Iterator[Asked]:
    why = Text(
        "决定评审、现场评审有多少；不确定就写三个数，推演会试到两头",
        "decides how much there is to review; three numbers where it is open: both ends are tried",
    )
    for one in procedure.inputs:
        if one.id.startswith("applicants."):
            yield _of_input(procedure, one, "applicants", why, reading.count_form())


def _people(procedure: Procedure) -> Iterator[Asked]:
    whys = {
        "reviewers": Text("材料评审要几天，看人手", "decides how long the document review takes"),
        "site_teams": Text("现场评审要几天，看有几个组", "decides how long the visits take"),
    }
    for role, why in whys.items():
        for body in procedure.bodies.values():
            if body.role == role and not body.each:
                one = procedure.inputs[body.inputs[0]]
                yield _of_input(procedure, one, role, why, reading.count_form(1))


def _decisions(procedure: Procedure, days: Days) -> Iterator[Asked]:
    """Bodies that meet, then those that take days; each once."""
    meets: dict[str, Asked] = {}
    takes: dict[str, Asked] = {}
    for node in procedure.nodes:
        if node.meeting is None:
            continue
        title = procedure.policy.bodies[node.body].title
        path = f"meetings.{node.body}"
        if node.meeting.notice >= 0:
            one = procedure.inputs[node.meeting.notice]
            shown = _shown(procedure, one)
            meets[path] = Asked(
                path,
                "meetings",
                Text(f"{title.zh}哪几天能开会", f"on which days can it meet: {title.en}"),
                Text(
                    "会议日是人定的：给出日期，就按日期推演，错过一次等下一次",
                    "meetings are set by people: given dates are kept, who misses one waits for "
                    "the next",
                ),
                reading.meeting_form(days.within, called=True),
                "",
                assumed=Text(f"材料齐备后{shown.zh}", f"{shown.en} after the file is ready"),
                basis=one.basis,
            )
        elif node.meeting.time is not None and node.meeting.time.input >= 0:
            one = procedure.inputs[node.meeting.time.input]
            takes[path] = Asked(
                path,
                "decisions",
                Text(f"{title.zh}审批要几个工作日", f"working days that it takes: {title.en}"),
                Text("往往决定能不能赶在期限前", "often decides whether the deadline is met"),
                reading.meeting_form(days.within, called=False),
                "",
                assumed=_shown(procedure, one),
                basis=one.basis,
            )
    yield from meets.values()
    yield from takes.values()


def _counties(procedure: Procedure) -> Iterator[Asked]:
    """What each channel needs before and after its notice, where that is working days."""
    notices = [node.index for node in procedure.nodes if node.type == "CH_NOTICE"]
    why = Text(
        "县级公示前后的手续，决定县里最迟哪天发布公示",
        "what stands before and after the channel's notice decides when it must be posted",
    )
    for node in procedure.nodes:
        if node.per != "channel" or node.kind != "wait":
            continue
        for time in node.times:
            if time is None or time.input < 0 or procedure.inputs[time.input].unit != "wd":
                continue
            one = procedure.inputs[time.input]
            asked = _of_input(procedure, one, "counties", why, reading.working_days_form())
            yield attrs.evolve(asked, ask=_beside_notice(asked.ask, node, notices))


def _beside_notice(ask: Text, node: Node, notices: list[int]) -> Text:
    ask = Text(f"{ask.zh}几个工作日", f"{ask.en}, working days")
    if not notices:
        return ask
    before = node.index < min(notices)
    where = (
        Text("公示之前", "before the notice") if before else Text("公示之后", "after the notice")
    )
    return Text(f"{ask.zh}（{where.zh}）", f"{ask.en} ({where.en})")


def _annexes(procedure: Procedure) -> Iterator[Asked]:
    """Counts that stand in an annex which is not at hand."""
    cells = {f"fill.{leaf.path}": leaf.cell for leaf in leaves(procedure.policy)}
    for one in procedure.inputs:
        cell = cells.get(one.id)
        if cell is None or cell.status is not Status.ELSEWHERE or one.kind != "count":
            continue
        why = Text(
            f"文本说见{cell.reason.zh}，手中没有：有的话照抄，没有就用估计",
            f"the text points to {cell.reason.en}, which is not at hand: copy it if you have it",
        )
        asked = _of_input(procedure, one, "annexes", why, reading.count_form())
        ask = Text(f"{cell.reason.zh}在手边吗？{asked.ask.zh}", f"{cell.reason.en}: {asked.ask.en}")
        yield attrs.evolve(asked, ask=ask)


def _of_input(procedure: Procedure, one: Input, section: str, why: Text, form: Form) -> Asked:
    shown = _shown(procedure, one)
    return Asked(one.id, section, one.title, why, form, "", assumed=shown, basis=one.basis)


def _shown(procedure: Procedure, one: Input) -> Text:
    return Text(words.amount(one, procedure, "zh"), words.amount(one, procedure, "en"))


def _both(text: str) -> Text:
    return Text(text, text)
