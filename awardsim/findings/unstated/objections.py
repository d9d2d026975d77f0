"""AWS3xx: what a text leaves open of objections: whether, how, by when, and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.policy import ObjectionProcedure, Status
from awardsim.text import Text

NO_FINDING = Code.point(
    "AWS309",
    Text("异议认定没有时限", "no limit for the finding on an objection"),
    Text(
        "转送、复核有时限，最后认定没有：整个处理就没有时限。",
        "Forwarding and checking have limits and the finding has none, so that the whole has none.",
    ),
    Text("写明“收到复核情况后5个工作日内作出认定”", "limit it, say to 5 working days"),
)
NO_LIMITS = Code.point(
    "AWS310",
    Text("异议处理没有任何时限", "objections without any limit"),
    Text(
        "可以提异议，处理到什么时候没有写。",
        "One may object, and nothing says by when that is settled.",
    ),
    Text(
        "写明从受理到认定各步几个工作日，如“收到后3个工作日内核查，10个工作日内认定”",
        "limit each step, say 3 working days to check and 10 to find",
    ),
)
OPEN = Code.point(
    "AWS323",
    Text("公示可否提异议没有写", "whether a notice is open to objections"),
    Text(
        "公示了名单，没有写公示期内可以提出异议，也没有写无异议的才进入下一步。",
        "A list is publicised, and nothing says that one may object, nor that only those without "
        "objection go on.",
    ),
    Text("写明“公示期内可以提出异议”", "say that one may object while it runs"),
)
HOW = Code.point(
    "AWS326",
    Text("异议怎样提、查实怎么办没有写", "how one objects, or what follows, is not said"),
    Text(
        "名单要公示，可以对什么提异议、用什么形式提、查实以后怎样处理，没有写："
        "该不该收、查实了取消不取消，没有依据。",
        "A list is publicised, and it is not said what one may object to, in what form, or what "
        "follows if it is upheld: to accept one, or to act on it, has no ground.",
    ),
    Text(
        "写明“可在公示期内书面实名提出；查证属实的，取消其资格”",
        "say that one objects in writing and in one's own name, and that who is found out is "
        "struck off",
    ),
)
CODES = (NO_FINDING, NO_LIMITS, OPEN, HOW)

#: What a file says of a text that the text does not say.
_OURS = (Status.INFERRED, Status.UNSTATED)
#: What of objections a text may leave open beside limits.
_HOW = {
    "against": (
        Text("可以对什么提出", "what one may object to"),
        Text("对申报资格、评审程序有异议的可以提出", "one may object to eligibility and procedure"),
    ),
    "form": (
        Text("用什么形式提出", "in what form"),
        Text("书面实名提出", "one objects in writing and in one's own name"),
    ),
    "upheld": (
        Text("查实以后怎么办", "what follows if it is upheld"),
        Text("查证属实的，取消其资格", "who is found out is struck off"),
    ),
}


def check_objections(material: Material) -> Iterator[Finding]:
    """What is left open of objections."""
    yield from _open(material)
    if any(one.kind == "notice" for one in material.policy.stages.values()):
        yield from _limits(material, material.policy.objections)
        yield from _how(material, material.policy.objections)


def _limits(material: Material, objections: ObjectionProcedure) -> Iterator[Finding]:
    limits = (objections.forward, objections.reply, objections.decide)
    if all(cell.open for cell in limits):
        where = next((cell.reason for cell in limits if cell.status is Status.ELSEWHERE), NOTHING)
        # its article is cited anyway
        shown = Text(where.zh.partition("（")[0], where.en.partition(" (")[0])
        said = Text(f"，要看{shown.zh}", f"; see {shown.en}") if where else NOTHING
        unread = Text(
            "那里有没有写不知道：那个文件没有取得",
            "whether it has them is not known: that document is not at hand",
        )
        yield material.finding(
            NO_LIMITS,
            "objections.decide",
            Text(
                f"异议、投诉从受理到认定都没有写时限{said.zh}",
                f"from receipt to finding, objections and complaints have no limits{said.en}",
            ),
            effect=unread if where else NOTHING,
            articles=(objections.source, *(cell.source for cell in limits)),
        )
    elif objections.decide.open:
        yield material.finding(
            NO_FINDING,
            "objections.decide",
            Text("异议的最后认定没有时限", "the finding on an objection has no limit"),
            articles=(objections.decide.source,),
        )


def _how(material: Material, objections: ObjectionProcedure) -> Iterator[Finding]:
    cells = {key: getattr(objections, key) for key in _HOW}
    lacking = [key for key, cell in cells.items() if cell.status is Status.UNSTATED]
    if not lacking:
        return
    yield material.finding(
        HOW,
        f"objections.{lacking[0]}",
        Text(
            f"异议、投诉：{'、'.join(_HOW[key][0].zh for key in lacking)}没有写",
            "objections and complaints, not stated: "
            + ", ".join(_HOW[key][0].en for key in lacking),
        ),
        effect=_noted([cells[key].reason for key in lacking]),
        repair=Text(
            f"写明“{'；'.join(_HOW[key][1].zh for key in lacking)}”",
            f"say that {', that '.join(_HOW[key][1].en for key in lacking)}",
        ),
        articles=(objections.source, *(cells[key].source for key in lacking)),
    )


def _noted(reasons: list[Text]) -> Text:
    """What the file remarks of them."""
    told = [one for one in dict.fromkeys(reasons) if one]
    if not told:
        return NOTHING
    return Text(
        f"注明：{'；'.join(one.zh for one in told)}", f"noted: {'; '.join(one.en for one in told)}"
    )


def _open(material: Material) -> Iterator[Finding]:
    for name, stage in material.policy.stages.items():
        objection = stage.objection
        if objection is None or objection.open.words or objection.open.status not in _OURS:
            continue
        read = objection.open.source
        if _elsewhere(read, stage.source):
            continue
        what = Text(
            f"“{stage.title.zh}”：可否提出异议没有写",
            f"'{stage.title.en}': whether one may object is not said",
        )
        if read != stage.source:  # of objections another article speaks
            what = Text(
                f"“{stage.title.zh}”的条文没有写可否提出异议：另一条的异议管不管这次公示，是读出来的",
                f"the article of '{stage.title.en}' does not say whether one may object: that "
                "another article on objections holds for this notice is read into it",
            )
        yield material.finding(
            OPEN,
            f"stages.{name}.objection.open",
            what,
            articles=dict.fromkeys((stage.source, read)),
        )


def _elsewhere(source: str, own: str) -> bool:
    """A value that is taken from another document than that of its table."""
    return source.partition(" ")[0] != own.partition(" ")[0]
