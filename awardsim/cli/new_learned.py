"""``awardsim new scenario … --learn``: ranges of a past edition taken over, item by item."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from awardsim.cli.dialogue import check_terminal
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.report.console import plain, wrap
from awardsim.report.output import check_targets, write_whole
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.against import Learned, Review
    from awardsim.plugins import Catalogue
    from awardsim.procedure.model import Procedure

#: Enough to see which days follow from others by a fixed count; ranges do not depend on it.
_REPLICATIONS = 50
_YES = frozenset({"y", "yes", "是", "采用"})


def learn_from(
    name: str,
    actual: str,
    output: str,
    catalogue: Catalogue,
    taken: Sequence[str],
    language: Language,
    *,
    every: bool,
    force: bool,
) -> int:
    """Offer each range that an edition's real days give, and write those that are taken over.

    Parameters
    ----------
    taken
        Paths to take over without being asked; with ``every`` all of them.
    """
    from awardsim.analysis.actuals import as_planned, find_actual
    from awardsim.analysis.against import review
    from awardsim.analysis.names import file_of

    silent = every or bool(taken)
    if not silent:
        check_terminal(
            Text(
                "用 --yes 全部采用，或用 --take 路径 逐项采用",
                "take over all with --yes, or single ones with --take PATH",
            )
        )
    real = find_actual(actual)
    source = file_of(name)
    target = _target(name, output, source, catalogue)
    check_targets([target], (".toml",), force=force)
    procedure = as_planned(name, real, catalogue)
    found = review(procedure, real, replications=_REPLICATIONS)
    offered = [one for one in found.learned() if one.to != one.now]
    if not offered:
        say(
            Text(
                "没有可采用的：实际与估计没有差别，或者没有给出可比的\n",
                "nothing to take over: no difference from what is assumed, or nothing to compare\n",
            ).read(language)
        )
        return 1
    _check_taken(taken, offered)
    chosen = [one for one in offered if every or one.path in taken]
    if not silent:
        asked = _ask(offered, found, language)
        if asked is None:
            return 1
        chosen = asked
    if not chosen:
        say(
            Text("一项也没有采用，没有写文件\n", "none was taken over, nothing is written\n").read(
                language
            )
        )
        return 0
    text = _text(name, source, target, chosen, found, catalogue, language)
    place = check_targets([target], (".toml",), force=force)[0]
    write_whole(place, lambda path: _put(path, text, target, catalogue), force=force)
    _tell(target, chosen, found.procedure, language)
    return 0


def _target(name: str, output: str, source: Path | None, catalogue: Catalogue) -> str:
    """Where the scenario goes: as the user says, else beside its source."""
    from awardsim.analysis.experiment import find

    if output:
        return output
    found = find(name, catalogue)
    stem = found.scenario.id
    if source is None or stem == found.policy.id:
        stem = stem.replace("@", "-")
    folder = "" if source is None or str(source.parent) == "." else str(source.parent)
    return os.path.join(folder, f"{stem}-learned.toml")


def _check_taken(taken: Sequence[str], offered: Sequence[Learned]) -> None:
    known = [one.path for one in offered]
    wrong = [
        Problem(
            Text(
                f"没有可采用的 '{path[:60]}'（有：{'、'.join(known)}）",
                f"nothing to take over for '{path[:60]}' (there is: {', '.join(known)})",
            ),
            path="--take",
            nearest=nearest_name(path, known),
        )
        for path in taken
        if path not in known
    ]
    if wrong:
        raise InputError(wrong)


def _text(
    name: str,
    source: Path | None,
    target: str,
    chosen: Sequence[Learned],
    found: Review,
    catalogue: Catalogue,
    language: Language,
) -> str:
    """The scenario's own file with the ranges; of a text alone a scenario that has only them."""
    import importlib.resources

    from awardsim.analysis.experiment import find
    from awardsim.analysis.names import example
    from awardsim.drafting import layout
    from awardsim.drafting.estimates.learning import with_learned

    experiment = find(name, catalogue)
    policy, scenario = experiment.policy, experiment.scenario
    alone = scenario.id == policy.id
    installed = example(name)
    if alone:
        reference = policy.id if source is None else _beside(source, target)
        given = "\n".join(
            ["schema = 1", layout.pair("policy", reference),
             layout.pair("basis", _both(found.actual.basis)), ""]
        )  # fmt: skip
    elif source is not None:
        given = source.read_text("utf-8-sig")
        if Path(target).parent.resolve() != source.parent.resolve():
            _check_moved(given, target)
    elif installed is not None:
        with importlib.resources.as_file(installed) as kept:
            given = kept.read_text("utf-8-sig")
    real, count = Path(found.actual.file).name, len(chosen)
    remark = Text(
        f"由 {name} 复制，按 {real} 的实际改进{count}项（awardsim new scenario --learn）",
        f"made from {name}; ranges learned from {real}: {count} (awardsim new scenario --learn)",
    ).read(language)
    return with_learned(given, chosen, found.procedure, layout.note(remark)[2:], language)


def _both(basis: Text) -> str | dict[str, str]:
    """A remark as a file has it: in both languages only where they are not the same."""
    return basis.zh if basis.zh == basis.en else {"zh": basis.zh, "en": basis.en}


def _head(text: str) -> dict[str, object]:
    import tomli

    return tomli.loads(text)


def _beside(source: Path, target: str) -> str:
    """A policy file as a scenario names it."""
    try:
        return source.resolve().relative_to(Path(target).parent.resolve()).as_posix()
    except ValueError:
        raise _elsewhere(target) from None


def _check_moved(text: str, target: str) -> None:
    """A scenario that names another file cannot be put into another folder."""
    head = _head(text)
    policy = head.get("policy")
    if "extends" in head or (
        isinstance(policy, str) and (policy.endswith(".toml") or "/" in policy)
    ):
        raise _elsewhere(target)


def _elsewhere(target: str) -> InputError:
    message = Text(
        "这个情景用到旁边的文件：写到同一个文件夹里",
        "the scenario needs files beside it: write into the same folder",
    )
    return InputError(Problem(message, plain(target)))


# ---- asking ---------------------------------------------------------------------------------


def _ask(offered: Sequence[Learned], found: Review, language: Language) -> list[Learned] | None:
    """Ask for each whether it is taken over; None where nobody answers any more."""
    how = Text(
        "一届的实际不能说明下一届：每项由您定。y：采用；回车：不改；?：怎么来的；Ctrl-C：停下，不写文件。",
        "One edition does not say what the next will be: each is for you to decide. y: take it "
        "over; Enter: keep what is assumed; ?: where it comes from; Ctrl-C: stop, nothing is "
        "written.",
    )
    say("\n".join(wrap(how.read(language), indent="  ", hang="  ")) + "\n")
    chosen: list[Learned] = []
    try:
        for place, one in enumerate(offered, 1):
            if _take(one, f"{place}/{len(offered)}", found, language):
                chosen.append(one)
    except EOFError:
        _tell_left(chosen, language)
        return None
    except BaseException:
        _tell_left(chosen, language)
        raise
    return chosen


def _take(one: Learned, place: str, found: Review, language: Language) -> bool:
    say("\n" + "\n".join(_offer(one, place, found, language)) + "\n")
    while True:
        say("> ")
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        answer = line.strip().lower()
        if answer in ("?", "？"):
            why = Text(
                "范围放宽到包住实际；一般数移到原来与实际的中间，好像原来的估计也算一届",
                "the range is widened to hold what was observed; the usual value moves half of the "
                "way, as if what is assumed were one edition too",
            )
            say("\n".join(wrap(why.read(language), indent="  ", hang="  ")) + "\n")
            continue
        return answer in _YES


def _offer(one: Learned, place: str, found: Review, language: Language) -> list[str]:
    """One range beside what it would become, with the basis of each."""
    from awardsim.report import words

    procedure = found.procedure
    given = procedure.inputs[procedure.input_index(one.path)]
    least, usual, most = one.to
    after = attrs.evolve(given, least=least, usual=usual, most=most)
    old, new = words.amount(given, procedure, language), words.amount(after, procedure, language)
    real = words.single(given, one.observed, procedure, language)
    basis = plain(given.basis.read(language))
    lines = [f"{place} {given.title.read(language)}  {one.path}"]
    for title, text in (
        (Text("原来", "assumed"), f"{old}  ({basis})"),
        (Text("实际", "observed"), real),
        (Text("采用后", "taken over"), f"{new}  ({plain(one.basis.read(language))})"),
    ):
        lines += wrap(f"  {title.read(language)}  {text}", hang="    ")
    return lines


def _tell_left(chosen: Sequence[Learned], language: Language) -> None:
    """What was taken over so far is not lost: it can be typed."""
    if chosen:
        options = " ".join(f"--take {one.path}" for one in chosen)
        note(
            Text(
                f"\n没有写文件；刚才选的可以这样采用：{options}",
                f"\nnothing is written; what was chosen so far: {options}",
            ).read(language)
        )


def _put(path: Path, text: str, target: str, catalogue: Catalogue) -> None:
    """Write the scenario; what cannot run does not take its place."""
    from awardsim.analysis.experiment import load

    path.write_text(text, "utf-8")
    try:
        load(os.fspath(path), catalogue)
    except InputError as error:
        own = os.fspath(path)
        raise InputError(
            [attrs.evolve(one, file=target if one.file == own else one.file)
             for one in error.problems]
        ) from None  # fmt: skip


def _tell(target: str, chosen: Sequence[Learned], procedure: Procedure, language: Language) -> None:
    """What was taken over, and what to type next."""
    from awardsim.report import words

    shown = plain(target if os.sep in target else f".{os.sep}{target}")
    lines = [
        Text(f"已写入 {shown}：采用{len(chosen)}项", f"written: {shown}: {len(chosen)} taken over")
    ]
    for one in chosen:
        given = procedure.inputs[procedure.input_index(one.path)]
        least, usual, most = one.to
        after = attrs.evolve(given, least=least, usual=usual, most=most)
        lines.append(
            Text(
                *(
                    f"  {one.path}  {words.amount(given, procedure, spoken)} → "
                    f"{words.amount(after, procedure, spoken)}"
                    for spoken in ("zh", "en")
                )
            )
        )
    folder, name = os.path.split(target)
    run = plain(target if folder else name.removesuffix(".toml"))
    lines.append(Text(f"下一步  awardsim run {run}", f"next  awardsim run {run}"))
    said = [piece for line in lines for piece in wrap(line.read(language), hang="    ")]
    say("\n".join(said) + "\n")
