"""Checks on texts: they read, every value is cited, they run, and always the same."""

from __future__ import annotations

import pathlib
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from awardsim.drafting.answer import TO_BE_FILLED
from awardsim.errors import AwardsimError
from awardsim.policy import Status, leaves, parse_policy, read_policy
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm, logs, replicate
from awardsim.simulation.log import AWARDED, OUTCOMES, Log
from awardsim.simulation.plan import make_plan
from awardsim.testing.bench import SEED, Bench, Trial

#: Tables of a text that have an article each.
_SOURCED = ("tracks", "bodies", "quotas", "conditions", "stages", "readings", "provisions")
_MOST_TOLD = 5


def reads(bench: Bench, id: str) -> Iterator[str]:
    """Its file reads without a mistake, and gives the text that the hook gives."""
    policy = bench.policies[id]
    try:
        if pathlib.Path(policy.file).is_file():
            again = read_policy(policy.file)
        else:
            again = parse_policy(policy.raw, policy.file or f"{policy.version}.toml")
    except AwardsimError as error:
        yield f"cannot be read again: {error}"
        return
    if again != policy:
        yield f"{policy.file or 'its tables'}: reading it again gives another text"


def named(bench: Bench, id: str) -> Iterator[str]:
    """Its id, its file and its rules go by one name."""
    policy = bench.policies[id]
    if id != f"{policy.jurisdiction}@{policy.version}":
        yield f"its id is {id}, its head says {policy.jurisdiction}@{policy.version}"
    if policy.file and pathlib.PurePath(policy.file).stem != policy.version:
        name = pathlib.PurePath(policy.file).name
        yield f"version '{policy.version}', but its file is called {name}"
    others = sorted({rule.partition(".")[0] for rule in bench.rules} - _jurisdictions(bench))
    if others:
        yield (
            f"rules of the owner '{others[0]}', but no text of that jurisdiction: no text can name "
            "them without the owner"
        )


def _jurisdictions(bench: Bench) -> set[str]:
    return {policy.jurisdiction for policy in bench.policies.values()}


def cited(bench: Bench, id: str) -> Iterator[str]:
    """Every value has its article; none is still to be filled in or read."""
    policy = bench.policies[id]
    open_articles: list[str] = []
    for section in _SOURCED:
        for name, table in getattr(policy, section).items():
            if TO_BE_FILLED in table.source:
                open_articles.append(f"{section}.{name}")
            elif not _article(table.source):
                yield f"{section}.{name} has no article"
    for leaf in leaves(policy):
        if TO_BE_FILLED in leaf.cell.source:
            open_articles.append(leaf.path)
        elif not _article(leaf.cell.source or leaf.source):
            yield f"{leaf.path} has no article"
        if leaf.cell.status is Status.INFERRED and not leaf.cell.reason:
            yield f"{leaf.path} is inferred without a reason"
    unread = [leaf.path for leaf in leaves(policy) if leaf.cell.status is Status.UNREAD]
    for paths, said in (
        (
            list(dict.fromkeys(open_articles)),
            f"the article is still to be filled in ({TO_BE_FILLED})",
        ),
        (unread, "not yet read"),
    ):
        if paths:
            more = f" and {len(paths) - _MOST_TOLD} more" if len(paths) > _MOST_TOLD else ""
            yield f"{said}: {', '.join(paths[:_MOST_TOLD])}{more}"


def _article(source: str) -> str:
    return source.partition(" ")[2].strip()


def runs(bench: Bench, id: str) -> Iterator[str]:
    """It makes a procedure with the default scenario, and every replication ends."""
    trial = bench.trials[id]
    if trial.failure:
        yield trial.failure


def same_again(bench: Bench, id: str) -> Iterator[str]:
    """Two runs are the same, whatever was run before, and a replication alone is the same."""
    trial = bench.trials[id]
    if trial.procedure is None or trial.failure:
        return
    again = list(logs(make_plan(trial.procedure), SEED, Arm({}, 0, bench.replications)))
    yield from _differences(trial.logs, again, "a second run differs from the first")
    if not again:
        return
    plan = make_plan(trial.procedure)
    alone = [replicate(plan, SEED, k) for k in reversed(range(min(bench.replications, 3)))]
    alone.reverse()
    yield from _differences(
        trial.logs[: len(alone)], alone, "a replication run alone, in another order, differs"
    )


def _differences(first: Sequence[Log], second: Sequence[Log], said: str) -> Iterator[str]:
    for place, (one, other) in enumerate(zip(first, second, strict=True)):
        if len(one.outcome) != len(other.outcome):
            yield f"{said}: replication {place} has another number of applicants"
            return
        for case, (was, now) in enumerate(zip(one.outcome, other.outcome, strict=True)):
            if was != now:
                told = f"{one.reasons[was]}, then {other.reasons[now]}"
                yield f"{said}: replication {place}, applicant {case}: {told}"
                return
        if one.rows != other.rows:
            yield f"{said}: replication {place} has other times"
            return


def within_quota(bench: Bench, id: str) -> Iterator[str]:
    """No replication awards more than a quota has places."""
    trial = bench.trials[id]
    if trial.procedure is None:
        return
    procedure = trial.procedure
    for place, log in enumerate(trial.logs):
        awarded = Counter(
            (track, tier)
            for track, tier, outcome in zip(log.track.tolist(), log.tier, log.outcome, strict=True)
            if outcome == AWARDED
        )
        for quota in procedure.quotas:
            count = sum(number for one, number in awarded.items() if quota.counts(*one))
            if count > quota.number:
                yield f"replication {place} awards {count} {quota.id} on a quota of {quota.number}"
                return


def reasons(bench: Bench, id: str) -> Iterator[str]:
    """Whoever leaves has a reason that a rule declares, or one of the procedure's own."""
    trial = bench.trials[id]
    if trial.procedure is None:
        return
    known = {*OUTCOMES, *_declared(trial.procedure)}
    given = {log.reasons[outcome] for log in trial.logs for outcome in log.outcome}
    for reason in sorted(given - known):
        yield f"applicants leave for '{reason}', which no rule of the text declares"


def _declared(procedure: Procedure) -> set[str]:
    found: set[str] = set()
    for node in procedure.nodes:
        if node.rule is not None:
            found |= {check.id for check in node.rule.checks} | set(node.rule.rule.reasons)
    return found


def pickles(bench: Bench, id: str) -> Iterator[str]:
    """It can be sent to a worker process, and runs there as it does here."""
    trial = bench.trials[id]
    if trial.procedure is None or trial.failure:
        return
    try:
        sent = pickle.loads(pickle.dumps(trial.procedure))
    except Exception as error:  # noqa: BLE001 - what a plugin gives may refuse in any way
        yield f"cannot be sent to a worker: {type(error).__name__}: {error}"
        return
    there = list(logs(make_plan(sent), SEED, Arm({}, 0, min(bench.replications, 3))))
    yield from _differences(trial.logs[: len(there)], there, "a worker's run differs")


def finished(trials: Sequence[Trial]) -> list[Trial]:
    """Trials with a log."""
    return [trial for trial in trials if trial.logs and trial.procedure is not None]


Checks = Mapping[str, Callable[[Bench, str], Iterator[str]]]
CHECKS: Checks = {
    "reads": reads,
    "named": named,
    "cited": cited,
    "runs": runs,
    "same again": same_again,
    "within quota": within_quota,
    "reasons": reasons,
    "pickles": pickles,
}
#: What is looked at in a scenario; the others concern the text itself.
SCENARIO_CHECKS: Checks = {
    name: CHECKS[name] for name in ("runs", "same again", "within quota", "reasons", "pickles")
}
