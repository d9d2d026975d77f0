"""AWS5xx: the documents that a text rests on, and whether they are in force while it is used."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.findings.timing.clock import schedule
from awardsim.findings.unstated.matters import named, silent_types
from awardsim.policy import Policy, Provision
from awardsim.text import Text

LAPSED = Code.point(
    "AWS513",
    Text("依据已失效，或评选中失效", "a legal basis that has lapsed, or lapses within the edition"),
    Text(
        "引用为依据的文件，在这一届开始前已过有效期，或在办完之前到期；或者依据写明只管别的年度；"
        "或者情景把一届放在文本自己的有效期之外。"
        "有效期按收录的文本核对，没有收录的文件不判断。",
        "A document that is cited as the ground is out of force before the edition begins, or "
        "before it is over; or it says that it is for another year; or a scenario has an edition "
        "outside the term of the text itself. Terms are those of the texts that are here; of "
        "others nothing is said.",
    ),
    Text("改引现行有效的文件，或写明依据在本届继续适用", "cite what is in force, or say it holds"),
)
NONE_IN_FORCE = Code.point(
    "AWS518",
    Text("没有现行有效的办法", "no regulation in force behind it"),
    Text(
        "只管一届的方案，同一奖项的办法已过有效期，方案又没有写办法继续适用："
        "撤销、限报、义务等方案没有写的，没有依据。按收录的文本核对。",
        "The regulation of the award has lapsed, and the plan of one edition does not say that it "
        "still holds: what the plan leaves to it has no ground. Looked for in the texts that are "
        "here.",
    ),
    Text(
        "写明“《……管理办法》在本届继续适用”，或先印发新的办法",
        "say that the regulation still holds for this edition, or issue a new one first",
    ),
)
CODES = (LAPSED, NONE_IN_FORCE)

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}\[\d{4}\]\d+号")
_TITLE = re.compile(r"《([^《》]{4,60})》")
_YEAR = re.compile(r"(\d{4})年度")
_STILL = re.compile("继续适用|继续有效")


def check_basis(material: Material) -> Iterator[Finding]:
    """Grounds that are out of force."""
    span = _edition(material)
    if span is None:
        return
    for name, one in material.policy.provisions.items():
        if one.type != "LEGAL_BASIS" or not one.value.known:
            continue
        said = normal(f"{one.value.value} {one.value.words}")
        if _STILL.search(said):
            continue
        yield from _out_of_force(material, f"provisions.{name}", one, said, span)
        yield from _other_year(material, f"provisions.{name}", one, said, span[0])
    yield from _none_in_force(material, span[0])
    yield from _itself(material, span)


def _edition(material: Material) -> tuple[datetime.date, datetime.date] | None:
    """The first day of the edition, and the last one that is known of it."""
    made = material.procedure
    issued = [one.issued for one in material.policy.sources.values() if one.issued]
    opens = made.calendar.opening if made is not None else max(issued, default=None)
    if opens is None:
        return None
    closes = material.policy.window.closes.value
    ends = [day for day in (closes, made.finish_by if made is not None else None) if day]
    return opens, max([opens, *ends])


def _itself(material: Material, span: tuple[datetime.date, datetime.date]) -> Iterator[Finding]:
    """A text that a scenario puts an edition on which it does not cover."""
    window, scenario = material.policy.window, material.scenario
    until, opens = window.valid_to.value, span[0]
    ends = max(span[1], _soonest(material) or opens)
    if until is None or ends <= until or (scenario.opens is None and scenario.finish_by is None):
        return
    lapsed = until < opens
    grounds = [one for one in material.policy.provisions.values() if one.type == "VALIDITY"]
    if not lapsed and any(_STILL.search(normal(one.value.words)) for one in grounds):
        return
    title = material.policy.title
    yield material.finding(
        LAPSED,
        "window.valid_to",
        Text(
            f"《{title.zh}》有效期到 {until}，"
            + (f"早于本届开始（{opens}）" if lapsed else f"早于本届结束（{ends}）"),
            f"'{title.en}' is in force until {until}, "
            + (
                f"before the edition opens on {opens}"
                if lapsed
                else f"before the edition ends on {ends}"
            ),
        ),
        effect=_without_ground(until, lapsed),
        repair=Text(
            f"按现行有效的文本推演；仍用它的，先修订，把有效期延至 {ends} 以后",
            f"use a text that is in force; to go on with this one, extend it past {ends} first",
        )
        if lapsed
        else Text(
            f"{until} 以前办完；或写明“到期前启动的评选继续适用”",
            f"finish by {until}; or say that editions under way go on",
        ),
        articles=(window.valid_to.source,),
    )


def _without_ground(until: datetime.date, lapsed: bool) -> Text:
    if lapsed:
        return Text("整届没有依据", "the whole edition has no ground")
    return Text(f"{until} 以后的环节没有依据", f"what is done after {until} has no ground")


def _soonest(material: Material) -> datetime.date | None:
    """The first day on which an edition can be over by the text's own minima."""
    made = material.procedure
    earliest = schedule(made, law_only=True) if made is not None else None
    if made is None or earliest is None or made.finish not in earliest.last:
        return None
    return made.calendar.date(max(earliest.last[made.finish].finished - 1, 0))


def _out_of_force(
    material: Material,
    path: str,
    one: Provision,
    said: str,
    span: tuple[datetime.date, datetime.date],
) -> Iterator[Finding]:
    opens, ends = span
    for text in material.texts():
        until = text.window.valid_to.value
        if until is None or text.id == material.policy.id or not _cites(said, text):
            continue
        if until >= ends:
            continue
        title = next(iter(text.sources.values())).title
        lapsed = until < opens
        yield material.finding(
            LAPSED,
            path,
            Text(
                f"“{one.title.zh}”引用{title}，有效期到 {until}，"
                + (f"早于本届开始（{opens}）" if lapsed else f"早于本届结束（{ends}）"),
                f"'{one.title.en}' cites {title}, in force until {until}, "
                + (
                    f"before the edition opens on {opens}"
                    if lapsed
                    else f"before the edition ends on {ends}"
                ),
            ),
            effect=_without_ground(until, lapsed),
            articles=(one.source,),
        )


def _none_in_force(material: Material, opens: datetime.date) -> Iterator[Finding]:
    """A plan of one edition of an award whose regulation has lapsed without another."""
    policy = material.policy
    window = policy.window
    if window.valid_from.known or window.valid_to.known or policy.within is not None:
        return
    until: list[tuple[datetime.date, Policy]] = []
    for text in material.texts():
        last = text.window.valid_to.value
        same = (text.jurisdiction, text.award) == (policy.jurisdiction, policy.award)
        if same and text.id != policy.id and last is not None:
            until.append((last, text))
    if not until or max(last for last, _ in until) >= opens:
        return
    last, text = max(until, key=lambda one: one[0])
    grounds = {
        name: one
        for name, one in policy.provisions.items()
        if one.type in ("LEGAL_BASIS", "VALIDITY")
    }
    said = normal(" ".join(f"{one.value.value} {one.value.words}" for one in grounds.values()))
    if _STILL.search(said) or _cites(said, text):
        return
    article = text.window.valid_to.source.partition(" ")[2]
    silent = silent_types(material)
    effect = Text(
        f"{named(silent, 'zh')}：本文没有写，也没有现行的办法可依",
        f"{named(silent, 'en')}: neither in the text nor in a regulation in force",
    )
    yield material.finding(
        NONE_IN_FORCE,
        f"provisions.{next(iter(grounds))}" if grounds else "window.valid_from",
        Text(
            f"《{text.title.zh}》（{article}）有效期到 {last}，这一届从 {opens} 开始："
            "没有写它是否继续适用，收录的文本里也没有新的办法",
            f"'{text.title.en}' ({article}) was in force until {last}, and this edition opens "
            f"on {opens}: nothing says whether it still holds, and no other one is here",
        ),
        effect=effect if silent else NOTHING,
        repair=Text(
            f"写明“《{text.title.zh}》在本届继续适用”，或先印发新的办法",
            f"say that '{text.title.en}' still holds for this edition, or issue a new one first",
        ),
        articles=tuple(one.source for one in grounds.values()),
    )


def _cites(said: str, text: Policy) -> bool:
    """Whether words name a text, by the number or by the title of one of its documents."""
    numbers = set(_NUMBER.findall(said))
    titles = set(_TITLE.findall(said))
    for source in text.sources.values():
        number, title = normal(source.number), normal(source.title).strip("《》")
        if number and any(one.endswith(number) or number.endswith(one) for one in numbers):
            return True
        if any(one in (title, *_TITLE.findall(title)) for one in titles):
            return True
    return False


def _other_year(
    material: Material, path: str, one: Provision, said: str, opens: datetime.date
) -> Iterator[Finding]:
    """A ground that is for the projects of a year before the edition."""
    years = {int(year) for year in _YEAR.findall(said)}
    if not years or max(years) >= opens.year:
        return
    year = max(years)
    yield material.finding(
        LAPSED,
        f"{path}.value",
        Text(
            f"“{one.title.zh}”说的是 {year} 年度，这一届从 {opens} 开始",
            f"'{one.title.en}' is about {year}, and this edition opens on {opens}",
        ),
        effect=Text(
            f"{opens.year} 年开展，所依据的项目是否延续没有写",
            f"whether it still holds in {opens.year} is not said",
        ),
        repair=Text(
            f"写明“{year}年度的项目延至{opens.year}年实施”，或改引{opens.year}年度的文件",
            f"say that the project of {year} is carried out in {opens.year}, or cite that of "
            f"{opens.year}",
        ),
        articles=(one.source,),
    )
