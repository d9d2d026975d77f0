"""AWS4xx: what keeps stages from making a procedure, and loose ends of the network.

What the builder of procedures notes is given its code here, as :mod:`awardsim.findings.form`
does for the readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardsim.errors import Problem
from awardsim.findings.code import Code, Severity
from awardsim.findings.finding import Finding
from awardsim.findings.form import UNKNOWN_NAME
from awardsim.findings.material import Material
from awardsim.findings.scenarios import NO_FIT
from awardsim.findings.timing.order import BEFORE_ITS_STEP
from awardsim.text import Text

CYCLE = Code(
    "AWS401",
    Text("环节首尾相接", "stages in a circle"),
    Text(
        "after 连成一圈，没有哪个环节能先开始。重复办理（补充材料、异议后重新公示）写在环节里面。",
        "'after' runs in a circle, so that no stage can begin. What is done again (further "
        "material, a notice after an objection) is written inside its stage.",
    ),
    Text("删去圈里的一个 after", "remove one 'after' of the circle"),
)
UNREACHABLE = Code(
    "AWS402",
    Text("到不了的环节", "a stage that nobody reaches"),
    Text(
        "从第一个环节沿 after 走不到它，或没有一个奖项类别、渠道适用它。",
        "No way along 'after' leads to it, or no track or channel goes through it.",
    ),
    Text("写上 after，或改 only", "give its 'after', or correct its 'only'"),
)
NEVER_CLOSES = Code(
    "AWS403",
    Text("名单没有截止日", "a list that never closes"),
    Text(
        "按推荐单位或全部办理的环节要等名单；前面没有截止日，就不知道还要不要等人。",
        "A stage per channel or batch waits for a list; without a closing date upstream nobody "
        "knows whether somebody else will come.",
    ),
    Text(
        '在前面的环节写 closes 或期限；原文没有写的，写 closes = "unstated"，由情景给出',
        "give 'closes' or a deadline upstream; where the text is silent, closes = \"unstated\" "
        "leaves it to the scenario",
    ),
)
NO_CAPACITY = Code(
    "AWS404",
    Text("主体没有人手", "a body without people"),
    Text("办理环节的主体没有人，事情永远办不完。", "Nobody works there, so nothing is ever done."),
    Text("在情景的 [people] 里写至少1人", "give at least 1 in [people] of the scenario"),
)
QUOTA = Code(
    "AWS405",
    Text("名额与名单冲突", "a quota that its list cannot fill"),
    Text(
        "前面的名单放行的人数少于必须授出的名额。",
        "A list lets fewer through than must be awarded.",
    ),
    Text("增加名单的人数，或写明名额可以空缺", "let more through, or allow awards to stay vacant"),
)
NOBODY_CONFERS = Code(
    "AWS406",
    Text("没有环节按名额授奖", "no stage keeps to the quota"),
    Text(
        "没有一个名单环节按表彰名额取舍，走完程序的就都获奖。",
        "No stage with a list keeps to the quota, so that everybody who is through would win.",
    ),
    Text(
        '给决定名单的环节写规则，如 rule = { name = "confer_by_rank" }',
        "give the deciding stage a rule",
    ),
)
RULE = Code(
    "AWS407",
    Text("规则用得不对", "a rule used wrongly"),
    Text(
        "规则的参数写错，或规则用在了不能用的地方：shortlist、vote、confer 要看整份名单。",
        "A rule's parameters are wrong, or it stands where it cannot: shortlist, vote and confer "
        "need a list.",
    ),
    Text("照规则的参数表改：awardsim list rules", "see its parameters: awardsim list rules"),
)
NO_CHANNEL = Code(
    "AWS408",
    Text("没有推荐渠道", "no channel"),
    Text("没有渠道，申报主体无从进入程序。", "Without a channel no applicant can enter."),
    Text("写 [channels.<代号>]，至少一个", "write [channels.<id>], at least one"),
)
NO_OPENING = Code(
    "AWS409",
    Text("没有开始日期", "no opening date"),
    Text(
        "文本没有写从哪天开始，也没有印发日期；推演时由情景的 opens 给出。",
        "The text says neither when it begins nor when it was issued; a run takes 'opens' of the "
        "scenario.",
    ),
    Text("写明开展时间；或在情景里写 opens", "state the period; or give 'opens' in the scenario"),
    Severity.WARNING,
    Severity.CLARIFY,
)
DATES = Code(
    "AWS410",
    Text("日期在程序之外", "dates outside the procedure"),
    Text(
        "期限早于开始日，或时间太长，超出了日历。",
        "A date before the opening, or times so long that the calendar ends before.",
    ),
    Text("核对日期和天数", "check the dates and the lengths"),
    Severity.ERROR,
    Severity.CLARIFY,
)
TIMES = Code(
    "AWS411",
    Text("时间单位用得不对", "a time in units that it cannot be counted in"),
    Text(
        "公示用整数的工作日或日历日，办理用工作日或工时，限报、有效期用年或评选周期。",
        "Notices take whole working or calendar days, work working days or hours, lock-outs and "
        "the like years or cycles.",
    ),
    Text("改单位", "change the unit"),
)
STAFF = Code(
    "AWS412",
    Text("几人评审写错了地方", "several reviewers in the wrong place"),
    Text(
        "reviewers 只用于全市一个主体逐件办理的评审。",
        "'reviewers' stands only at work done case by case by one body for all.",
    ),
    Text("删去 reviewers，或改 kind、per、body", "remove it, or change kind, per or body"),
)
LOOSE_END = Code(
    "AWS413",
    Text("悬着的环节", "a loose end"),
    Text(
        "没有环节在它之后，它又不是表彰、兑现、义务、反馈一类的结尾：有人走到这里就算走完了程序。",
        "Nothing follows it, and it is none of the usual ends (commendation, payment, duties, "
        "feedback): who arrives here counts as through.",
    ),
    Text("把它写进后一个环节的 after", "name it in the 'after' of the stage that follows"),
    Severity.WARNING,
    Severity.WARNING,
)
TIER = Code(
    "AWS414",
    Text("等次的先后不对", "tiers in the wrong order"),
    Text(
        "只用于某一等次的环节，要在定等次的环节之后；等次只由看整份名单的环节来定。",
        "A stage for one tier only comes after the stage that sets the tier, and only a stage that "
        "sees a whole list sets it.",
    ),
    Text(
        "改 after、only，或给定等次的环节写规则",
        "correct 'after' or 'only', or the rule that sets it",
    ),
)
UNFILLED = Code.point(
    "AWS415",
    Text("没有写、也没有现成估计", "neither written nor assumed"),
    Text(
        "规则要用的数文本没有写，内置的估计表里也没有：不给出就不能推演。",
        "A rule needs a number that the text does not give and the built-in table does not have: "
        "a run must be given it.",
    ),
    Text("写明；或在情景的 [fill] 里给出", "state it, or give it in [fill] of the scenario"),
)
OTHER = Code(
    "AWS419",
    Text("不成程序", "no procedure"),
    Text(
        "文本和情景合起来不能推演，见说明。",
        "Text and scenario make no procedure; see the message.",
    ),
    Text("照提示改", "mend it as the message says"),
)

CODES = (
    CYCLE, UNREACHABLE, NEVER_CLOSES, NO_CAPACITY, QUOTA, NOBODY_CONFERS, RULE, NO_CHANNEL,
    NO_OPENING, DATES, TIMES, STAFF, LOOSE_END, TIER, UNFILLED,
    OTHER,
)  # fmt: skip

_BY_WORDS = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        ("form a cycle|run in a circle", CYCLE),
        ("cannot be reached|no track or channel goes through", UNREACHABLE),
        ("never closes", NEVER_CLOSES),
        ("which comes behind it: nobody can meet it", BEFORE_ITS_STEP),
        ("has no capacity", NO_CAPACITY),
        ("fewer than the .* awards|no award quota is given", QUOTA),
        ("no stage keeps to", NOBODY_CONFERS),
        ("at least one is needed", NO_CHANNEL),
        ("no opening date", NO_OPENING),
        (r"before the opening .*: give 'fill\.", NO_FIT),
        ("is neither written nor assumed", UNFILLED),
        (r"\btiers?\b", TIER),
        ("several reviewers stand|who review one file together", STAFF),
        (r"is counted in|'.*' has no unit|is not a duration|with its unit", TIMES),
        ("^rule '|wrong parameter|^parameter '|has no parameter|not a condition", RULE),
        ("the calendar|before the opening|would end beyond", DATES),
        (r"^no (?:stage|rule|body|cohort|track|quality|record|trait|fact) '|^no '", UNKNOWN_NAME),
    )
)
#: Stages after which nothing need come.
_ENDS = ("AWARD", "PAY", "DUTY", "REVOKE", "FEEDBACK", "OBJECT", "BRIEF", "APPROVE")


def code_of(problem: Problem, of_scenario: bool = False) -> Code:
    """The code of what the builder has noted; a scenario's own problems have one for all."""
    for words, code in _BY_WORDS:
        if words.search(problem.message.en):
            return code
    return NO_FIT if of_scenario else OTHER


def check_procedure(material: Material) -> Iterator[Finding]:
    """Loose ends: stages that nothing follows."""
    policy = material.policy
    followed = {before for stage in policy.stages.values() for before in stage.after}
    for name, stage in policy.stages.items():
        if name not in followed and stage.type not in _ENDS:
            yield material.finding(
                LOOSE_END,
                f"stages.{name}.after",
                Text(
                    f"“{stage.title.zh}”之后没有环节",
                    f"nothing comes after '{stage.title.en}'",
                ),
                articles=(stage.source,),
            )
