"""What is asked about a document, in which order, and why.

First the head, then who and how many, then the 27 stage types one by one with what belongs to
each, then what stands beside the procedure.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

import attrs

from awardsim.drafting import forms
from awardsim.drafting.answer import Answer
from awardsim.drafting.forms import Form
from awardsim.policy.vocabulary import PROVISION_TYPES, STAGE_TYPES
from awardsim.text import Text

Answers = Mapping[str, Answer]

#: Sections of the questions, in order; each is a sheet of the workbook.
SECTIONS: Mapping[str, Text] = {
    "head": Text("文件", "document"),
    "who": Text("奖项和名额", "tracks and quotas"),
    "stages": Text("环节", "stages"),
    "beside": Text("其他规定", "other provisions"),
}
#: Stage types whose notices are public, so that they can be objected to.
PUBLIC_NOTICES = ("CH_NOTICE", "ACC_NOTICE", "CAND_NOTICE", "FIN_NOTICE")
NOTICES = ("INT_NOTICE", *PUBLIC_NOTICES)
#: Stage types at which people work, which is counted in working time.
WORK = ("CH_REVIEW", "ELIG", "DOC_REVIEW", "SITE", "COMBINE")
TRACKS = ("organisations", "individuals")
#: Provisions that are asked for beside those that are stage types.
PROVISIONS = (
    "LEGAL_BASIS", "STANDARD", "REWARD", "DEBARMENT", "RECUSAL", "TITLE_USE", "FEE",
    "CONFIDENTIALITY", "BUDGET",
)  # fmt: skip
#: Stage types that a text keeps among its provisions: they come after the award is given, or
#: concern those who have left.
LATER = {"FEEDBACK": "FEEDBACK", "PAY": "PAYMENT", "DUTY": "DUTY", "REVOKE": "REVOCATION"}


def _always(_answers: Answers) -> bool:
    return True


@attrs.frozen
class Question:
    """One question about a document.

    Attributes
    ----------
    id
        Under which its answer is kept (``stages.CH_NOTICE``).
    section
        One of :data:`SECTIONS`.
    ask, why
        The question, and what the answer is for.
    form
        How the answer is written.
    default
        What an empty answer means; None where there must be one.
    when
        Whether it is asked, given the answers before it.
    """

    id: str
    section: str
    ask: Text
    why: Text
    form: Form
    default: str | None = "-"
    when: Callable[[Answers], bool] = _always


def questions(answers: Answers, today: datetime.date) -> Iterator[Question]:
    """The questions in order; the answers given meanwhile decide which come up."""
    for question in all_questions(today):
        if question.when(answers):
            yield question


def all_questions(today: datetime.date) -> tuple[Question, ...]:
    """Every question there is."""
    return (*_head(today), *_who(), *_stages(), *_beside())


def has_track(track: str) -> Callable[[Answers], bool]:
    """Whether a text has a track."""

    def holds(answers: Answers) -> bool:
        return track in tracks_of(answers)

    return holds


def tracks_of(answers: Answers) -> tuple[str, ...]:
    """The tracks of a text; organisations where nothing was said."""
    found = answers.get("tracks")
    chosen = found.value if found is not None and found.stated else "organisations"
    return TRACKS if chosen == "both" else (chosen,)


def has_stage(*types: str) -> Callable[[Answers], bool]:
    """Whether a text has all these stages."""

    def holds(answers: Answers) -> bool:
        found = [answers.get(f"stages.{type}") for type in types]
        return all(one is not None and (one.stated or bool(one.reason)) for one in found)

    return holds


def _both(*conditions: Callable[[Answers], bool]) -> Callable[[Answers], bool]:
    return lambda answers: all(one(answers) for one in conditions)


def _head(today: datetime.date) -> Iterator[Question]:
    def head(id: str, zh: str, en: str, why: Text, form: Form, default: str | None) -> Question:
        return Question(id, "head", Text(zh, en), why, form, default)

    yield head(
        "city",
        "地区的代号（英文）",
        "id of the jurisdiction",
        Text("文本以“代号@版本”称呼，文件夹也用它", "texts are called id@version, folders too"),
        forms.CITY,
        None,
    )
    yield head(
        "version",
        "版本",
        "version",
        Text("文件就叫这个名字，多用年份", "the file is called so; usually the year"),
        forms.VERSION,
        str(today.year),
    )
    yield head(
        "title",
        "文件名称",
        "title of the document",
        Text("各条出处都指这份文件", "every article is cited from it"),
        forms.TITLE,
        None,
    )
    yield head(
        "award",
        "奖项名称",
        "name of the award",
        Text("写在每个画面的第一行", "stands on the first line of every screen"),
        forms.AWARD,
        "",
    )
    yield head(
        "state",
        "已印发，还是草案",
        "issued, or a draft",
        Text(
            "对已印发的文件只说“待明确”，对草案可以说“错误”",
            "an issued text has points to be clarified, a draft may have errors",
        ),
        Form(
            forms.read_among(issued=frozenset({"已印发"}), draft=frozenset({"草案"})),
            Text("草案", "draft"),
            cited=False,
        ),
        "draft",
    )
    yield head(
        "number",
        "文号",
        "number of the document",
        Text("供引用；没有就不写", "for citation; may be left out"),
        forms.REFERENCE,
        "",
    )
    yield head(
        "issued",
        "印发日期（草案：拟印发日期）",
        "date of issue (of a draft: the planned one)",
        Text(
            "文件没有写开始日期时，从这一天起算",
            "where the document gives no opening date, counting starts here",
        ),
        forms.DAY,
        today.isoformat(),
    )
    for id, ask, why in (
        (
            "opens",
            Text("本届从哪一天开始", "first day of the edition"),
            Text("排期从这里开始", "the schedule begins here"),
        ),
        (
            "closes",
            Text("本届到哪一天为止", "last day of the edition"),
            Text("“来得及吗”就是问这一天", "the day by which it must be finished"),
        ),
    ):
        yield Question(id, "head", ask, why, forms.DATE)
    yield Question(
        "cycle",
        "head",
        Text("几年评选一次", "years between editions"),
        Text("“两个评选周期”要靠它换算成年", "turns cycles into years"),
        forms.CYCLE,
    )
    for id, ask in (
        ("valid_from", Text("从哪天起施行", "in force from")),
        ("valid_to", Text("有效期到哪天", "in force until")),
    ):
        why = Text("说明文本的效力", "says when the text is in force")
        yield Question(id, "head", ask, why, forms.DATE)


def _who() -> Iterator[Question]:
    named = [f"组织{a}{between}个人{a}" for a in ("", "奖") for between in "和、与及"]
    both = frozenset({*named, "都有", "两类"})
    yield Question(
        "tracks",
        "who",
        Text("设组织奖、个人奖，还是两类都设", "awards for organisations, individuals or both"),
        Text("名额、条件、评审都分类计算", "quotas, conditions and reviews are kept apart"),
        Form(
            forms.read_among(
                organisations=frozenset({"组织", "组织奖", "企业"}),
                individuals=frozenset({"个人", "个人奖"}),
                both=both,
            ),
            Text("组织和个人 @二", "both @2"),
            may_be_elsewhere=False,
        ),
        "organisations",
    )
    for track, zh, en in (
        ("organisations", "组织奖", "organisations"),
        ("individuals", "个人奖", "individuals"),
    ):
        yield Question(
            f"quotas.{track}",
            "who",
            Text(f"{zh}的表彰名额", f"award quota: {en}"),
            Text(
                "没有名额就定不出获奖名单：通过的都算获奖",
                "without a quota all who get through are awarded",
            ),
            forms.COUNT,
            when=has_track(track),
        )
    yield Question(
        "vacancy",
        "who",
        Text("奖项可以空缺吗", "may places stay vacant"),
        Text("不可以空缺时，入围名单不能少于名额", "if not, no list may be shorter than the quota"),
        forms.YES,
    )
    yield Question(
        "channels",
        "who",
        Text("由哪些单位推荐（县、区、部门）", "who recommends (counties, departments)"),
        Text("每个推荐单位各自审核、公示、推荐", "each screens, posts and recommends for itself"),
        forms.CHANNELS,
    )
    for id, zh, en, tracks in (
        ("operation", "要求正常经营几年", "years of operation required", "organisations"),
        ("service", "要求从业几年", "years of service required", "individuals"),
        ("accident", "近几年无重大事故", "years without a major accident", "organisations"),
        ("breach", "近几年无违法失信记录", "years without a breach on record", ""),
        ("lock_out", "获奖后多久不得重复申报", "how long winners may not apply again", ""),
    ):
        yield Question(
            f"conditions.{id}",
            "who",
            Text(zh, en),
            Text("不符合的在审核时退出", "who does not qualify leaves at the check"),
            forms.YEARS,
            when=has_track(tracks) if tracks else _always,
        )


def _stages() -> Iterator[Question]:
    for type, title in STAGE_TYPES.items():
        yield _presence(type, title)
        yield from _about(type)


def _presence(type: str, title: Text) -> Question:
    zh, en = f"有没有“{title.zh}”", f"is there: {title.en}"
    if type in NOTICES:
        zh, en = zh + "，公示几天", en + "; for how many days"
    why = Text(
        "有、明文没有、没有提到，是三回事；各地按环节类型对照",
        "present, excluded and silent are three things; cities are compared type by type",
    )
    if type in NOTICES:
        why = Text(
            "公示要占日历上的天数，工作日和日历日差得很远；没有写天数的写“有”",
            "a notice takes its days; working and calendar days differ much",
        )
    if type in ("APPLY", "AWARD"):
        why = Text(
            "推演要有起点和终点：没有写的也放进去，按“未写”处理",
            "a run needs a beginning and an end: put in even if the text is silent",
        )
    form = next((form for types, form in _FORMS if type in types), forms.PRESENCE)
    return Question(f"stages.{type}", "stages", Text(zh, en), why, form)


_FORMS = ((NOTICES, forms.NOTICE), (WORK, forms.WORK), (("DUTY", "REVOKE"), forms.BINDING))


def _about(type: str) -> Iterator[Question]:
    """What belongs to one stage type."""

    def more(
        id: str,
        ask: Text,
        why: Text,
        form: Form,
        when: Callable[[Answers], bool] | None = None,
        default: str = "-",
    ) -> Question:
        return Question(id, "stages", ask, why, form, default, when or has_stage(type))

    if type == "APPLY":
        yield more(
            "closing.apply",
            Text("申报截止日", "closing date of applications"),
            Text("名单要有截止日才能合上", "a list closes on a date"),
            forms.DATE,
            _always,
        )
    elif type == "CONSULT":
        level = Form(
            forms.read_among(
                channel=frozenset({"县", "县级", "推荐单位"}),
                batch=frozenset({"市", "市级"}),
                both=frozenset({"两级", "县和市"}),
            ),
            Text("市 @七(三)", "batch @7(3)"),
            may_be_elsewhere=False,
        )
        yield more(
            "consult.level",
            Text("由县还是市征求意见，还是两级", "consulted by channels, by the city, or both"),
            Text("决定它排在推荐之前还是之后", "it stands before or after recommendation"),
            level,
            default="batch",
        )
    elif type == "NOMINATE":
        for track in TRACKS:
            title = Text("组织", "organisations") if track == TRACKS[0] else Text("个人", "people")
            yield more(
                f"places.nominate.{track}",
                Text(f"每个推荐单位可推荐几个{title.zh}", f"{title.en} per recommending body"),
                Text("超出推荐名额的报不到市里", "who is over it does not reach the city"),
                forms.COUNT,
                _both(has_stage(type), has_track(track)),
            )
        yield more(
            "closing.receipt",
            Text("推荐材料报到市里的截止日", "by when recommendations reach the city"),
            Text("县里各步都从这一天倒排", "the counties count back from it"),
            forms.DATE,
        )
    elif type == "SUPPL":
        yield more(
            "supplement.within",
            Text("几天内补充材料", "days to supply it"),
            Text("补充材料的人要再排一次队", "who supplies it queues again"),
            forms.DURATION,
        )
    elif type == "DOC_REVIEW":
        yield more(
            "reviewers",
            Text("每份材料几人评", "reviewers per file"),
            Text("决定评审员够不够", "decides whether there are enough reviewers"),
            forms.COUNT,
        )
    elif type == "SHORTLIST":
        for track in TRACKS:
            title = Text("组织", "organisations") if track == TRACKS[0] else Text("个人", "people")
            yield more(
                f"places.shortlist.{track}",
                Text(f"几个{title.zh}进入下一步", f"{title.en} on the list"),
                Text("决定现场评审有多少", "decides how many visits there are"),
                forms.COUNT,
                _both(has_stage(type), has_track(track)),
            )
    elif type in ("DEFENCE", "SITE"):
        whom = Form(
            forms.read_among(
                organisations=frozenset({"组织"}),
                individuals=frozenset({"个人"}),
                both=frozenset({"都", "组织和个人"}),
            ),
            Text("组织 @十七", "organisations @17"),
            may_be_elsewhere=False,
        )
        yield more(
            f"only.{type.lower()}",
            Text("组织、个人都要经过吗", "for organisations, individuals or both"),
            Text("不适用的一类直接到下一步", "whom it does not concern passes over it"),
            whom,
            _both(has_stage(type), has_track("individuals"), has_track("organisations")),
            default="both",
        )
        if type == "SITE":
            first = Form(
                forms.read_among(
                    defence=frozenset({"答辩", "陈述答辩"}), site=frozenset({"现场", "现场评审"})
                ),
                Text("答辩", "defence"),
                cited=False,
            )
            yield more(
                "order.first",
                Text("陈述答辩和现场评审哪个在前", "which comes first: defence or site visit"),
                Text("各地先后不同", "cities differ in it"),
                first,
                has_stage("DEFENCE", "SITE"),
                default="defence",
            )
    elif type == "OBJECT":
        for id, zh, en in (
            ("forward", "几天内转送异议", "days to forward an objection"),
            ("reply", "几天内复核回复", "days to check and reply"),
            ("decide", "几天内作出认定", "days to decide"),
        ):
            yield more(
                f"objection.{id}",
                Text(zh, en),
                Text("公示最后一天的异议会拖住名单", "an objection on the last day may hold it"),
                forms.DURATION,
            )


def _beside() -> Iterator[Question]:
    for type in PROVISIONS:
        title = PROVISION_TYPES[type]
        yield Question(
            f"provisions.{type}",
            "beside",
            Text(f"{title.zh}：怎么写的", f"{title.en}: what it says"),
            Text("只列出、不推演；供对照", "shown and compared, never run"),
            forms.WORDS,
        )
