"""The findings on one text: everything that is wrong with it or left open, at once."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from awardsim.errors import InputError, PolicyError, Problem
from awardsim.findings import form, procedure
from awardsim.findings.building import build_procedure, of_builder
from awardsim.findings.disagreeing.basis import check_basis
from awardsim.findings.disagreeing.conflicts import check_conflicts
from awardsim.findings.disagreeing.demands import check_demands
from awardsim.findings.disagreeing.lists import check_lists
from awardsim.findings.disagreeing.naming import check_naming
from awardsim.findings.disagreeing.sentences import check_sentences
from awardsim.findings.disagreeing.terms import check_terms
from awardsim.findings.disagreeing.tiers import check_tiers
from awardsim.findings.disagreeing.weights import check_weights
from awardsim.findings.document import Document, read_document
from awardsim.findings.finding import NOTHING, Finding, Place
from awardsim.findings.known import Known
from awardsim.findings.material import Material
from awardsim.findings.mending import mended
from awardsim.findings.network import check_network
from awardsim.findings.once import told_once
from awardsim.findings.procedure import check_procedure
from awardsim.findings.registry import select as chosen
from awardsim.findings.timing.clock import check_clock
from awardsim.findings.timing.dates import check_dates
from awardsim.findings.timing.hurry import check_hurry
from awardsim.findings.timing.notices import check_notices
from awardsim.findings.timing.order import check_order
from awardsim.findings.timing.subitems import check_subitems
from awardsim.findings.unstated.annexes import check_annexes
from awardsim.findings.unstated.blameless import without_blame
from awardsim.findings.unstated.channels import check_channels
from awardsim.findings.unstated.choosing import check_choosing
from awardsim.findings.unstated.gaps import check_gaps
from awardsim.findings.unstated.marks import check_marks
from awardsim.findings.unstated.matters import check_matters
from awardsim.findings.unstated.objections import check_objections
from awardsim.findings.unstated.remarks import check_remarks
from awardsim.findings.unstated.ties import check_ties
from awardsim.findings.unstated.unsaid import check_unsaid
from awardsim.findings.words import check_against_documents, check_words
from awardsim.policy import Policy
from awardsim.policy.reader import raw_policy, survey_policy
from awardsim.procedure.nesting import of_outer, whole_text
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import default_scenario
from awardsim.text import Text
from awardsim.toml import Problems

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.procedure.model import Procedure

#: What looks at a text, in the order of the codes.
CHECKS: tuple[Callable[[Material], Iterator[Finding]], ...] = (
    check_words,
    check_against_documents,
    check_dates,
    check_subitems,
    check_order,
    check_unsaid,
    check_channels,
    check_clock,
    check_hurry,
    check_notices,
    check_gaps,
    check_matters,
    check_objections,
    check_remarks,
    check_choosing,
    check_annexes,
    check_ties,
    check_marks,
    check_procedure,
    check_network,
    check_conflicts,
    check_lists,
    check_sentences,
    check_naming,
    check_demands,
    check_terms,
    check_basis,
    check_tiers,
    check_weights,
)


def check_policy(
    policy: Policy | str | os.PathLike[str],
    catalogue: Catalogue | None = None,
    *,
    scenario: Scenario | None = None,
    sources: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[Finding]:
    """What is found in a text.

    Parameters
    ----------
    policy
        A text, or a policy file.
    catalogue
        Rules and texts that a text may name; without one, those of all installed plugins.
    scenario
        The assumptions under which dates are counted; by default the built-in ones.
    sources
        Files with the documents, ``FILE`` or ``ID=FILE``: the decisive words are looked up.
    select, ignore
        Beginnings of codes to keep, and to leave out.

    Returns
    -------
    list of Finding
        In the order of the file; those that the text waives say why.

    Raises
    ------
    InputError
        The policy file or a document is not there or cannot be opened; no source of that id.
    """
    known = Known.of(catalogue)
    if isinstance(policy, Policy):
        found = _of_policy(policy, known, scenario, sources)
    else:
        found = check_file(policy, known, scenario, sources)
    return chosen(found, select, ignore)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, file by file, in the order of the lines."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda one: (one.place.file, one.place.line, one.code.id, one.place.path),
    )


def _of_policy(
    policy: Policy, known: Known, scenario: Scenario | None, sources: Sequence[str]
) -> list[Finding]:
    """The findings on a text; on one in front of another those that are not the other's own."""
    if policy.within is None:
        return _of_whole(policy, known, scenario, sources)
    try:
        whole = whole_text(policy, known.text)
    except InputError as error:
        return [Finding.of_problem(form.code_of(one), one) for one in error.problems]
    found = _of_whole(whole, known, scenario, sources)
    return [one for one in found if not of_outer(whole, one.place.path)]


def _of_whole(
    policy: Policy, known: Known, scenario: Scenario | None, sources: Sequence[str]
) -> list[Finding]:
    """The findings on a whole procedure."""
    under = default_scenario(policy) if scenario is None else scenario

    def rebuilt(text: Policy, scenario: Scenario) -> tuple[Procedure | None, Mapping[str, int]]:
        made = build_procedure(text, scenario, known)
        return made.procedure, made.cramped

    built = build_procedure(policy, under, known)
    documents = _documents(policy, sources)
    material = Material(
        policy, under, built.procedure, documents, known.texts, rebuilt, built.cramped
    )
    found = of_builder(built.problems, material)
    for check in CHECKS:
        found += check(material)
    told = without_blame(told_once(in_order(found), material), material)
    return _waived(told, material)


def check_file(
    path: str | os.PathLike[str],
    known: Known,
    scenario: Scenario | None = None,
    sources: Sequence[str] = (),
) -> list[Finding]:
    """The findings on a file; also behind mistakes of form, as if those were mended."""
    _must_be_there(path)
    try:
        policy, problems = survey_policy(path)
    except PolicyError as error:
        return [Finding.of_problem(form.code_of(one), one) for one in error.problems]
    listed = _all_of(problems)
    if not listed:
        return _of_policy(policy, known, scenario, sources)
    found = [Finding.of_problem(form.code_of(one), one) for one in listed]
    if problems.full:
        return found
    likely, treated = mended(policy.raw, listed)
    if likely is None:
        return in_order(found)
    state = policy.state or likely.state
    likely = attrs.evolve(likely, file=os.fspath(path), state=state)
    further = _of_policy(likely, known, None, sources)
    told = [one for one in further if not _touched(one, treated)]
    return in_order([*found, *told])


def _must_be_there(path: str | os.PathLike[str]) -> None:
    """A file that cannot be opened at all is a mistake of who asks, and no finding."""
    if pathlib.Path(path).is_file():
        return
    raw_policy(path)  # says why it cannot be read


def _all_of(problems: Problems) -> tuple[Problem, ...]:
    """The mistakes of form, each once.

    A misspelt key is not told as a missing one as well, nor an article that is missing for every
    value that would inherit it.
    """
    try:
        problems.raise_any()
    except InputError as error:
        meant = {
            f"{one.path.rpartition('.')[0]}.{one.nearest}".lstrip(".")
            for one in error.problems
            if form.code_of(one) is form.UNKNOWN_KEY and one.nearest
        }
        bare = {
            one.path.removesuffix("source")
            for one in error.problems
            if form.code_of(one) is form.NO_ARTICLE
        }
        return tuple(
            one
            for one in dict.fromkeys(error.problems)
            if not (one.path in meant and form.code_of(one) is form.MISSING)
            and not (one.path.endswith(".source") and _below(one.path, bare))
        )
    return ()


def _below(path: str, tables: Iterable[str]) -> bool:
    """A value that only inherits what is missing from the table it stands in."""
    return any(path.startswith(table) and path != f"{table}source" for table in tables)


def _touched(finding: Finding, treated: Iterable[str]) -> bool:
    """Whether something is said of a value that was not what the file has, or follows from it."""
    path, family = finding.place.path, finding.code.id[:4]
    for one in treated:
        if path == one or path.startswith((f"{one}.", f"{one}[")) or one.startswith(f"{path}."):
            return True
        section, name, *rest = [*one.split("."), "", ""]
        if section == "stages" and family == "AWS4" and rest[0].partition("[")[0] in _SHAPE:
            order = rest[0].startswith("after") and finding.code in _OF_ORDER
            if order or path.startswith(f"stages.{name}."):
                return True
    return False


#: Keys of a stage on which depends what else can be said of it, and what follows from its order.
_SHAPE = ("after", "kind", "per")
_OF_ORDER = (procedure.UNREACHABLE, procedure.NEVER_CLOSES, procedure.LOOSE_END)


# ---- documents ------------------------------------------------------------------------------


def _documents(policy: Policy, given: Sequence[str]) -> dict[str, Document]:
    """The document of each source; a file without an id is that of every source."""
    found: dict[str, Document] = {}
    for one in given:
        name, equals, file = one.partition("=")
        if not equals or not name.isidentifier():
            found |= dict.fromkeys(policy.sources, read_document(one))
        elif name in policy.sources:
            found[name] = read_document(file)
        else:
            message = Text(
                f"文本没有文件代号 '{name}'（有：{'、'.join(policy.sources)}）",
                f"the text has no source '{name}' (known: {', '.join(policy.sources)})",
            )
            raise InputError(Problem(message, "--source"))
    return found


# ---- waivers --------------------------------------------------------------------------------


def _waived(findings: Sequence[Finding], material: Material) -> list[Finding]:
    """The findings with the reasons of those that are waived; idle waivers are findings too."""
    used: set[int] = set()
    found: list[Finding] = []
    for one in findings:
        for number, waiver in enumerate(material.policy.waivers):
            if waiver.code == one.code.id and _covers(waiver.path, one.place.path):
                used.add(number)
                one = attrs.evolve(one, waived=waiver.reason)
                break
        found.append(one)
    for number, waiver in enumerate(material.policy.waivers):
        if number not in used:
            path = f"waivers[{number}]"
            where = f" @ {waiver.path}" if waiver.path else ""
            found.append(
                Finding(
                    form.IDLE_WAIVER,
                    form.IDLE_WAIVER.severity(material.policy.state),
                    Place(material.policy.file, material.line_of(path), path),
                    Text(
                        f"{waiver.code}{where} 没有可豁免的",
                        f"there is no {waiver.code}{where} to waive",
                    ),
                    NOTHING,
                    form.IDLE_WAIVER.repair,
                )
            )
    return in_order(found)


def _covers(waived: str, path: str) -> bool:
    return not waived or path == waived or path.startswith((f"{waived}.", f"{waived}["))


def by_severity(findings: Iterable[Finding]) -> Mapping[str, int]:
    """How many findings of each severity there are that nobody has waived, and how many waived."""
    counts = {"error": 0, "warning": 0, "clarify": 0, "waived": 0}
    for one in findings:
        counts["waived" if one.waived else one.severity.value] += 1
    return counts
