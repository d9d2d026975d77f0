"""AWS2xx: public notices: what kind of day they count, and what room they leave to object."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import attrs

from awardsim.findings.code import Code
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.quoted import day_kind
from awardsim.findings.timing.clock import schedule
from awardsim.findings.timing.dates import rolls_anyway
from awardsim.policy import Stage, Status
from awardsim.text import NOTHING, Text
from awardsim.units import Duration, Unit
from awardsim.workdays import CalendarError, WorkCalendar

KIND_OF_DAY = Code.point(
    "AWS204",
    Text("公示没有说明是哪一种天", "a notice whose kind of day is not stated"),
    Text(
        "“公示7日”“公示期10天”没有说明是工作日还是日历日。平时差两三天，遇国庆、春节差一周以上。",
        "7 days or 10 days, and not whether working or calendar days are meant. Usually that makes "
        "two or three days, around the long holidays more than a week.",
    ),
    Text("写“个工作日”或“个自然日”", "say working days or calendar days"),
)
FEW_DAYS = Code.point(
    "AWS207",
    Text("公示跨节假日，可提异议的工作日太少", "a notice with few working days to object"),
    Text(
        "按日历日计的公示遇上长假，真正能递交异议的工作日所剩无几。",
        "A notice in calendar days that meets a long holiday leaves few working days on which an "
        "objection can be handed in.",
    ),
    Text(
        "改按工作日计，或写明不得跨法定节假日", "count working days, or keep it off public holidays"
    ),
)
LAST_DAY = Code.point(
    "AWS208",
    Text("期满日提出的异议来不及答复", "an objection on the last day cannot be answered"),
    Text(
        "公示期满次日就可以进入下一环节，而异议的转送、复核还要几天，认定可能没有时限；"
        "这时下一环节等不等，文本没有写。",
        "The next stage may begin the day after the notice, while forwarding and checking an "
        "objection take days and the finding may have no limit; nothing says whether it waits.",
    ),
    Text(
        "对“公示期满仍有异议未办结的”择一写明：整份名单暂缓 / 只暂缓该申报人，其余按程序办理 / "
        "都不暂缓，查证属实的取消",
        "say one of three for a pending objection: the list waits / only the name concerned waits "
        "/ nobody waits, and who is found at fault is struck off",
    ),
)

NO_LENGTH = Code.point(
    "AWS211",
    Text("公示没有写多少天", "a notice without a length"),
    Text(
        "写了向社会公示，没有写多少天：公示一天也算，能否提异议全看运气。推演时按估计。",
        "A public notice is demanded and its length is not stated: one day would do. A run assumes "
        "it.",
    ),
    Text("写明“公示时间不少于5个工作日”", "state it, say at least 5 working days"),
)

CODES = (KIND_OF_DAY, FEW_DAYS, LAST_DAY, NO_LENGTH)

#: Of the working days that so many calendar days usually have (5 of 7), a share this small is few.
FEW = 0.6
_WORKED = 5 / 7


@attrs.frozen
class Span:
    """What a notice comes to: posted, over, and the working days within it.

    ``rolled`` is the working day to which a last day off goes over, where it is one, and ``by``
    what makes it do so: the text's own rule, or the law in force on that day.
    """

    posted: datetime.date
    over: datetime.date
    workdays: int
    rolled: datetime.date | None = None
    by: Text = NOTHING

    @property
    def one_more(self) -> Text:
        """How many working days there are if a last day off does roll; a run rolls none."""
        if self.rolled is None:
            return NOTHING
        return Text(
            f"（推演算到 {self.over}，休息日也在内）；按{self.by.zh}顺延到 {self.rolled} 的，"
            f"{self.workdays + 1} 天",
            f" (a run ends it on {self.over}, a day off); on {self.workdays + 1} if it rolls to "
            f"{self.rolled} by {self.by.en}",
        )

    def rolls(self, in_working: datetime.date) -> Text:
        """What a run makes of a last day off, what the rule does, and how far apart that is."""
        if self.rolled is None:
            return NOTHING
        apart = abs((in_working - self.rolled).days)
        return Text(
            f"；{self.over} 是休息日，推演仍算到这一天，按{self.by.zh}则到 {self.rolled}，"
            f"差 {apart} 天",
            f"; {self.over} is a day off, on which a run ends it all the same; by {self.by.en} it "
            f"would be {self.rolled}, {apart} days apart",
        )


#: From when each law has rolled the last day of a period that is a day off; the last one first.
_LAWS = (
    (datetime.date(2021, 1, 1), Text("民法典第二百零三条", "article 203 of the Civil Code")),
    (
        datetime.date(2017, 10, 1),
        Text(
            "当时施行的民法总则第二百零三条",
            "article 203 of the General Provisions of Civil Law (then in force)",
        ),
    ),
    (
        datetime.date(1987, 1, 1),
        Text(
            "当时施行的民法通则第一百五十四条",
            "article 154 of the General Principles of Civil Law (then in force)",
        ),
    ),
)
_OWN = Text("本文的规定", "the text's own rule")


def _spanned(
    material: Material, calendar: WorkCalendar, posted: datetime.date, over: datetime.date
) -> Span:
    rolled = calendar.roll(over, "forward")
    days = calendar.workdays_between(posted, over)
    law = next((law for since, law in _LAWS if over >= since), NOTHING)
    by = _OWN if rolls_anyway(material) else law
    return Span(posted, over, days, rolled if rolled != over else None, by)


def check_notices(material: Material) -> Iterator[Finding]:
    """What can be said of the notices of a text."""
    for name, stage in material.policy.stages.items():
        if stage.kind == "notice" and stage.duration.value is not None:
            yield from _kind_of_day(material, name, stage, stage.duration.value)
            yield from _few_days(material, name, stage, stage.duration.value)
        elif stage.kind == "notice" and stage.duration.open:
            yield material.finding(
                NO_LENGTH,
                f"stages.{name}.duration",
                Text(
                    f"“{stage.title.zh}”没有写公示多少天",
                    f"'{stage.title.en}' has no stated length",
                ),
                articles=(stage.duration.source or stage.source,),
            )
    yield from _last_day(material)


def _kind_of_day(
    material: Material, name: str, stage: Stage, length: Duration
) -> Iterator[Finding]:
    cell = stage.duration
    if day_kind(cell.words) != "open" or length.unit is Unit.HOUR or length.amount.denominator != 1:
        return
    posted = _posting(material, name)
    effect = Text("", "")
    if posted is not None:
        day, why = posted
        in_calendar, in_working = (
            _span(material, day, length.whole, unit) for unit in ("cd", "wd")
        )
        if in_calendar and in_working:
            later = (in_working.over - in_calendar.over).days
            rolls = in_calendar.rolls(in_working.over)
            effect = Text(
                f"{why.zh}{day} 发布：按日历日到 {in_calendar.over}，"
                f"按工作日到 {in_working.over}，差 {later} 天{rolls.zh}",
                f"posted on {day}{why.en}: until {in_calendar.over} in calendar days, "
                f"{in_working.over} in working days, {later} days apart{rolls.en}",
            )
    number = length.whole
    yield material.finding(
        KIND_OF_DAY,
        f"stages.{name}.duration",
        Text(
            f"“{stage.title.zh}”写“{cell.words}”，没有说明是工作日还是日历日",
            f"'{stage.title.en}': '{cell.words}' does not say working or calendar days",
        ),
        effect=effect,
        repair=Text(
            f"择一写明：“{number}个工作日” / “{number}个自然日”",
            f"say one of two: {number} working days / {number} calendar days",
        ),
        articles=(cell.source,),
    )


def _few_days(material: Material, name: str, stage: Stage, length: Duration) -> Iterator[Finding]:
    """Calendar-day notices that a holiday may eat; working days cannot be eaten."""
    if length.unit is not Unit.CALENDAR_DAY or length.amount.denominator != 1:
        return
    worst = _worst(material, length.whole, stage.duration.source)
    posted = _posting(material, name)
    own = _span(material, posted[0], length.whole, "cd") if posted else None
    told = [
        (span, why)
        for span, why in ((own, posted[1] if posted else None), (worst, None))
        if span is not None and span.workdays <= FEW * _WORKED * length.whole
    ]
    if not told:
        return
    span, why = told[0]
    said = why if why is not None else Text("如 ", " (say)")
    shown = Text(
        f"{said.zh}{span.posted} 发布，到 {span.over} 只有 {span.workdays} 个工作日",
        f"posted on {span.posted}{said.en}, until {span.over}: {span.workdays} working days",
    )
    yield material.finding(
        FEW_DAYS,
        f"stages.{name}.duration",
        Text(
            f"“{stage.title.zh}”按日历日计，遇长假：{shown.zh}",
            f"'{stage.title.en}' counts calendar days, across holidays: {shown.en}",
        ),
        effect=Text(
            f"{length.whole} 天里能递交异议的只有 {span.workdays} 天{span.one_more.zh}",
            f"of {length.whole} days an objection can be handed in on {span.workdays}"
            f"{span.one_more.en}",
        ),
        repair=_longer(stage, length),
        articles=(stage.duration.source,),
    )


def _longer(stage: Stage, length: Duration) -> Text:
    """What keeps a notice off a holiday; where its kind of day is open, that comes first."""
    number = round(length.whole * _WORKED)
    if day_kind(stage.duration.words) == "open":
        return Text(
            f"见 AWS204；要与平时的{length.whole}个自然日相当，写“不少于{number}个工作日”",
            f"see AWS204; for what {length.whole} calendar days usually are, at least {number} "
            "working days",
        )
    return Text(f"改为“不少于{number}个工作日”", f"at least {number} working days")


def _posting(material: Material, name: str) -> tuple[datetime.date, Text] | None:
    """When a notice is posted: on the date by which what is before it is due, else as planned."""
    stage = material.policy.stages[name]
    for before in stage.after:
        due = material.policy.stages[before].deadline
        if due is not None and due.on.value is not None:
            said = Text("按前一环节的期限 ", " (when what is before it is due)")
            return due.on.value, said
    if material.procedure is None:
        return None
    planned = schedule(material.procedure, law_only=False)
    index = material.procedure.node_index.get(name)
    if planned is None or index is None or index not in planned.last:
        return None
    day = material.procedure.calendar.date(planned.last[index].started)
    assumed = material.assumed
    return day, Text(f"按{assumed.zh} ", f" (with {assumed.en})")


def _span(material: Material, day: datetime.date, days: int, unit: str) -> Span | None:
    """A notice that is posted on a day, or on the next working day."""
    try:
        calendar = WorkCalendar.compile(
            day, day + datetime.timedelta(days=120 + 3 * days), known_on=material.known_on
        )
        posted = calendar.posting_time(calendar.hours[0])
        end = calendar.period_end(posted, days, "cd" if unit == "cd" else "wd")
        return _spanned(material, calendar, calendar.date(posted), calendar.date(end))
    except CalendarError:
        return None


def _worst(material: Material, days: int, source: str) -> Span | None:
    """The posting day that leaves fewest working days: in the year after the issue.

    Of a text for one edition that says when it is over, within that edition; under a scenario in
    the year that it opens, until the day it must finish by.
    """
    first = material.scenario.opens or material.issued(source)
    if first is None and material.procedure is not None:
        first = material.procedure.calendar.opening
    if first is None:
        return None
    last = first + datetime.timedelta(days=364)
    if material.scenario.opens is not None and material.scenario.finish_by is not None:
        last = min(last, material.scenario.finish_by)
    window = material.policy.window
    if window.closes.value is not None and window.valid_to.value is None:
        first = max(first, window.opens.value or first)
        last = min(last, window.closes.value)
    try:
        calendar = WorkCalendar.compile(
            first, last + datetime.timedelta(days=180), known_on=material.known_on
        )
    except CalendarError:
        return None
    spans = []
    for day in calendar.count_days(first, last):
        if day.working:
            end = calendar.date(
                calendar.period_end(calendar.minute(day.date, calendar.hours[0]), days, "cd")
            )
            spans.append(_spanned(material, calendar, day.date, end))
    return min(spans, key=lambda one: (one.workdays, one.posted), default=None)


def _last_day(material: Material) -> Iterator[Finding]:
    objections = material.policy.objections
    steps = (
        (Text("转送", "forwarded"), objections.forward),
        (Text("复核", "checked"), objections.reply),
        (Text("认定", "decided"), objections.decide),
    )
    limits = [cell for _, cell in steps if cell.known]
    if not limits:
        return
    open_to = waiting_open(material)
    if not open_to:
        return
    days = sum(int(cell.value.amount) for cell in limits if cell.value is not None)
    unit = limits[0].value.unit.title if limits[0].value is not None else Text("天", "days")
    limited = [step for step, cell in steps if cell.known]
    passed = " and ".join(", ".join(one.en for one in limited).rsplit(", ", 1))
    unlimited = not objections.decide.known
    more = Text("，认定另无时限", ", and the finding has no limit") if unlimited else Text("", "")
    names = Text(
        "、".join(f"“{stage.title.zh}”" for _, stage in open_to),
        ", ".join(f"'{stage.title.en}'" for _, stage in open_to),
    )
    apart = _of_channels([stage for _, stage in open_to])
    yield material.finding(
        LAST_DAY,
        f"stages.{open_to[-1][0]}.objection.holds",
        Text(
            f"{names.zh}期满日提出的异议，{'、'.join(one.zh for one in limited)}用足要 "
            f"{days}{unit.zh}{more.zh}{apart.zh}；"
            "下一环节等不等没有写",
            f"an objection on the last day of {names.en} may take {days} {unit.en} to be "
            f"{passed}{more.en}{apart.en}; whether the next stage waits is not said",
        ),
        effect=Text(
            "等，或不等，或只等一人：后面的日期各不相同",
            "waiting for all, for one or for nobody gives different dates",
        ),
        articles=(*(stage.source for _, stage in open_to), limits[0].source),
    )


def waiting_open(material: Material) -> list[tuple[str, Stage]]:
    """Notices during which one may object, and of which nothing says what a late objection does."""
    return [
        (name, stage)
        for name, stage in material.policy.stages.items()
        if stage.kind == "notice"
        and stage.objection is not None
        and stage.objection.open.value is True
        and stage.objection.holds.status is not Status.STATED
    ]


def _of_channels(stages: list[Stage]) -> Text:
    """Notices that the channels post themselves, beside others: their objections go to them."""
    own = [stage.title for stage in stages if stage.per == "channel"]
    if not own or len(own) == len(stages):
        return Text("", "")
    return Text(
        f"（{'、'.join(f'“{one.zh}”' for one in own)}由推荐单位自办，这些时限管不管没有写）",
        f" ({', '.join(one.en for one in own)}: posted by the channels themselves; whether these "
        "limits bind them is not said)",
    )
