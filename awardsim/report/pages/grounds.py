"""What a report rests on, in sentences, and how it is repeated."""

from __future__ import annotations

from awardsim.report import run_basis, words
from awardsim.report.pages.material import LETTERS, Material
from awardsim.report.record_id import python_version, versions


def grounds(material: Material) -> tuple[str, ...]:
    """Values by status, what is not at hand, days off, the simulation error."""
    view = material.view
    found = [run_basis.counts_told(view)]
    missing = run_basis.missing_told(view)
    if missing:
        found.append(view.say(f"手中没有：{missing}", f"not at hand: {missing}"))
    found += [run_basis.holidays_told(view), run_basis.error_told(view)]
    return tuple(_sentence(one, view.zh) for one in found if one)


def _sentence(text: str, zh: bool) -> str:
    if zh:
        return text.rstrip("。") + "。"
    return text[:1].upper() + text[1:].rstrip(".") + "."


def repeating(material: Material) -> tuple[tuple[str, str], ...]:
    """Names and values: the command, records, seed, versions."""
    view, found = material.view, material.view.forecast
    rows = [(view.say("命令", "command"), material.command)]
    for letter, one in zip(LETTERS, material.views, strict=False):
        mark = f"{letter}  " if len(material.views) > 1 else ""
        name = view.say("记录号", "record")
        rows.append((name, f"{mark}{one.record}  {one.procedure.scenario.id}"))
    rows.append((view.say("推演次数", "replications"), str(found.replications)))
    rows.append((view.say("随机种子", "seed"), str(found.seed)))
    known = {**versions(), "python": python_version()}
    listed = ", ".join(f"{name} {version}" for name, version in known.items())
    rows.append((view.say("版本", "versions"), listed))
    rows.append((view.say("说明", "notice"), view.read(words.DISCLAIMER)))
    return tuple(rows)
