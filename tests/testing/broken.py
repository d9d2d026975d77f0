"""Rules, populations and figures that break the contract, each in one way."""

from __future__ import annotations

import itertools
import math
from typing import Any

import attrs
import numpy as np

from awardsim.plugins import CohortModel, Measure, hookimpl
from awardsim.rules import Candidates, Decision, Draws, Rule, RuleKind
from awardsim.rules.ranking import best, marks_of
from awardsim.rules.tiers import take_in_turn
from awardsim.simulation.cohort import Columns
from awardsim.text import Text

TITLE = Text("测试", "test")


@attrs.frozen
class Nothing:
    """No parameters."""


@attrs.frozen
class Places:
    """``at_most`` by track."""

    at_most: dict[str, int] = attrs.field(factory=lambda: {"organisations": 3, "individuals": 3})


@attrs.frozen
class ByTier:
    """``at_most`` by tier, and by a track within a tier."""

    at_most: dict[str, int] = attrs.field(
        factory=lambda: {"award": 2, "award/individuals": 1, "nomination": 4}
    )


@attrs.frozen
class Untitled:
    """A parameter that no rule has a name for."""

    shoe_size: int = 40


@attrs.frozen
class Line:
    """``at_least``: lowest mark."""

    at_least: float = 400.0


@attrs.frozen
class Needed:
    """A parameter without a default."""

    number: int


def rule(kind: RuleKind, decide: Any, parameters: type[Any] = Nothing, **more: Any) -> Rule:
    reasons = more.pop("reasons", {"failed": TITLE})
    return Rule("jia.broken", kind, parameters, decide, TITLE, "rules 7", reasons, **more)


class Plugin:
    """A plugin that gives these things and no text."""

    def __init__(self, rules=(), cohorts=(), measures=()):
        self.__name__ = "awardsim_jia"
        self.rules, self.cohorts, self.measures = rules, cohorts, measures

    @hookimpl
    def awardsim_rules(self):
        return self.rules

    @hookimpl
    def awardsim_cohorts(self):
        return self.cohorts

    @hookimpl
    def awardsim_measures(self):
        return self.measures


# ---- rules --------------------------------------------------------------------------------------


def everybody(candidates: Candidates, _parameters: Any, _draws: Draws) -> Decision:
    """Everybody passes."""
    return Decision.all_pass(len(candidates))


def marked(candidates: Candidates, _parameters: Any, _draws: Draws) -> Decision:
    """Everybody gets the merit as the mark."""
    return Decision.all_pass(len(candidates), np.round(candidates.columns["merit"]))


def neither(candidates, _parameters, _draws):
    """Nobody passes, and nobody has a reason."""
    count = len(candidates)
    return Decision(np.zeros(count, dtype=np.bool_), np.full(count, -1), ("failed",))


def both(candidates, _parameters, _draws):
    """Everybody passes with a reason for failing."""
    count = len(candidates)
    return Decision(np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.int64), ("failed",))


def undeclared(candidates, _parameters, _draws):
    """Nobody passes, for a reason of which the rule says nothing."""
    return Decision.of(np.zeros(len(candidates), dtype=np.bool_), "too_young")


def too_short(candidates, _parameters, _draws):
    """One decision is missing."""
    return Decision.all_pass(max(len(candidates) - 1, 0))


def numbers(candidates, _parameters, _draws):
    """Ones instead of true."""
    return Decision(np.ones(len(candidates)), np.full(len(candidates), -1), ())


def a_list(candidates, _parameters, _draws):
    """No decision at all."""
    return [True] * len(candidates)


def unmarked(candidates, _parameters, _draws):
    """A score without marks."""
    return Decision.all_pass(len(candidates))


def infinite(candidates, _parameters, _draws):
    """A score that divides by nothing."""
    return Decision.all_pass(len(candidates), np.full(len(candidates), np.inf))


def writes(candidates, _parameters, _draws):
    """Sorts the columns that it is handed."""
    candidates.columns["merit"].sort()
    return Decision.all_pass(len(candidates))


def needs_somebody(candidates, _parameters, _draws):
    """Fails where there is nobody."""
    line = candidates.columns["merit"].max() - 100
    return Decision.of(candidates.columns["merit"] >= line, "failed")


_calls = itertools.count()


def counts_calls(candidates, _parameters, _draws):
    """Decides by how often it has been called."""
    passed = np.full(len(candidates), next(_calls) % 2 == 0)
    return Decision.of(passed, "failed")


def first_come(candidates, parameters, _draws):
    """The first on the list pass, whoever they are."""
    passed = np.zeros(len(candidates), dtype=np.bool_)
    for index, track in enumerate(candidates.tracks):
        passed[np.flatnonzero(candidates.track == index)[: parameters.at_most[track]]] = True
    return Decision.of(passed, "failed")


def by_place_in_list(candidates, _parameters, draws):
    """Takes a number by the place in the list instead of the slot."""
    whole = draws.streams.uniforms("own", draws.replication, max(len(candidates), 1))
    return Decision.of(whole[: len(candidates)] < 0.5, "failed")


def above_mean(candidates, _parameters, _draws):
    """Admits who is better than the mean of the list."""
    merit = candidates.columns["merit"]
    return Decision.of(merit >= (merit.mean() if len(merit) else 0.0), "failed")


def curved(candidates, _parameters, _draws):
    """Marks that are stretched so that the best of the list has full marks."""
    merit = candidates.columns["merit"]
    top = merit.max() if len(merit) else 1.0
    return Decision.all_pass(len(candidates), merit / top)


def first_replication(candidates, _parameters, draws):
    """Draws for the first of several replications only."""
    drawn = draws.streams.uniforms("own", draws.replication, draws.size)
    return Decision.of(drawn[candidates.slots] < 0.5, "failed")


def single_number(candidates, parameters, _draws):
    """Asks for a single number although it says that it takes columns."""
    line = 500.0 if parameters.at_least > 300.0 else 0.0
    return Decision.of(marks_of(candidates, "") >= line, "failed")


def generous(candidates, parameters, draws):
    """One more than the quota of each track."""
    more = {track: most + 1 for track, most in parameters.at_most.items()}
    return Decision.of(best(candidates, marks_of(candidates, ""), more, draws), "failed")


def ranked(candidates, parameters, draws):
    """The best of each track."""
    chosen = best(candidates, marks_of(candidates, ""), parameters.at_most, draws)
    return Decision.of(chosen, "failed")


def all_to_the_first(candidates, parameters, draws):
    """Whoever has any place gets one of the first tier."""
    order = np.lexsort((draws.each("tie", candidates), -marks_of(candidates, "")))
    everybody = np.ones(len(candidates), dtype=np.bool_)
    taken = take_in_turn(candidates, order, everybody, parameters.at_most, True)
    decided = Decision.of(taken >= 0, "failed")
    return attrs.evolve(decided, tier=np.where(taken >= 0, 0, -1))


def without_tracks(candidates, parameters, draws):
    """Keeps to the places of a tier, but not to those of a track within it."""
    order = np.lexsort((draws.each("tie", candidates), -marks_of(candidates, "")))
    everybody = candidates.track == candidates.tracks.index("individuals")
    tiers = {key: most for key, most in parameters.at_most.items() if "/" not in key}
    taken = take_in_turn(candidates, order, everybody, tiers, True)
    return attrs.evolve(Decision.of(taken >= 0, "failed"), tier=taken)


def best_of_each_tier(candidates, parameters, draws):
    """The best of each tier in turn."""
    order = np.lexsort((draws.each("tie", candidates), -marks_of(candidates, "")))
    everybody = np.ones(len(candidates), dtype=np.bool_)
    taken = take_in_turn(candidates, order, everybody, parameters.at_most, True)
    return attrs.evolve(Decision.of(taken >= 0, "failed"), tier=taken)


def undocumented(candidates, _parameters, _draws):
    return Decision.all_pass(len(candidates))


A, S, L, C = RuleKind.ADMIT, RuleKind.SCORE, RuleKind.SHORTLIST, RuleKind.CONFER

#: What is broken: the rule, the check that finds it, what the message says.
RULES = {
    "nobody has a reason": (rule(A, neither), "decides", "neither passes nor fails with a reason"),
    "passes and fails": (rule(A, both), "decides", "passes, and has a reason for failing"),
    "undeclared reason": (rule(A, undeclared), "decides", "'too_young', which the rule does not"),
    "too short": (rule(A, too_short), "decides", "'passed' has the shape (41,), expected (42,)"),
    "numbers": (rule(A, numbers), "decides", "'passed' holds float64"),
    "no decision": (rule(A, a_list), "decides", "gives list, expected a Decision"),
    "no marks": (rule(S, unmarked), "decides", "'marks' is None"),
    "infinite marks": (rule(S, infinite), "decides", "a mark is infinite"),
    "writes": (rule(A, writes), "decides", "writes into what it is handed"),
    "needs a parameter": (rule(A, everybody, Needed), "decides", "Needed has no defaults"),
    "unknown column": (
        rule(A, lambda c, p, d: Decision.of(c.columns["shoe_size"] > 40, "failed")),
        "decides",
        "KeyError: 'shoe_size'",
    ),
    "empty list": (rule(L, needs_somebody), "few", "with 0 candidates"),
    "memory": (rule(L, counts_calls), "same again", "decides differently when it is called again"),
    "first come": (rule(L, first_come, Places), "order", "the order of the candidates decides"),
    "place in the list": (rule(L, by_place_in_list), "order", "the order of the candidates"),
    "mean of the list": (rule(A, above_mean), "elementwise", "depends on who else is on the list"),
    "curved marks": (rule(S, curved), "elementwise", "depends on who else is on the list"),
    "first replication": (rule(A, first_replication), "together", "two replications at once"),
    "no broadcasting": (
        rule(A, single_number, Line, broadcasts=True),
        "together",
        "broadcasts, but decides otherwise",
    ),
    "over the quota": (
        rule(C, generous, Places),
        "at most",
        "4 organisations pass, where at most 3",
    ),
    "over a tier's quota": (
        rule(C, all_to_the_first, ByTier, sets_tier=True),
        "at most",
        "award pass, where at most 2",
    ),
    "over a track's quota in a tier": (
        rule(C, without_tracks, ByTier, sets_tier=True),
        "at most",
        "award/individuals pass, where at most 1",
    ),
    "wrong fits": (rule(L, ranked, Places, fits=lambda _c, _p: True), "fits", "all pass"),
    "lambda": (rule(A, lambda c, p, d: Decision.all_pass(len(c))), "pickles", "sent to a worker"),
    "no docstring": (rule(A, undocumented), "described", "has no docstring"),
    "no title": (rule(A, everybody, Untitled), "described", "'shoe_size' has no title"),
    "no reasons": (rule(L, everybody, reasons={}), "described", "declares no reason"),
}

SOUND = {
    "ranked": rule(L, ranked, Places),
    "confer": rule(C, ranked, Places),
    "confer by tier": rule(C, best_of_each_tier, ByTier, sets_tier=True),
    "marked": rule(S, marked),
    "everybody": rule(A, everybody),
}


# ---- populations --------------------------------------------------------------------------------


class Drawn(Columns):
    """The built-in columns, one of them replaced."""

    def __init__(self, request, name, column):
        super().__init__(request)
        self._drawn[name] = column


def in_turn(request):
    """Merit in the order in which applicants are asked for."""
    return Drawn(request, "merit", np.linspace(300, 700, len(request.slots)))


def by_size(request):
    """Merit that depends on how many slots there are."""
    return Drawn(request, "merit", request.slots * 1000.0 / request.size)


def short_columns(request):
    """A column that is too short."""
    return Drawn(request, "merit", np.zeros(max(len(request.slots) - 1, 0)))


def not_a_number(request):
    """A column that is undefined."""
    return Drawn(request, "merit", np.full(len(request.slots), np.nan))


def one_lot(request):
    """One lot for all."""
    return Drawn(request, "lot", np.full(len(request.slots), 0.5))


def no_lot(_request):
    """No columns at all."""
    return {}


def cohort(draw: Any) -> CohortModel:
    return CohortModel("jia.people", TITLE, dict, draw, "a test")


POPULATIONS = {
    "in turn": (cohort(in_turn), "same slots", "column 'merit' differs in another order"),
    "by size": (cohort(by_size), "same slots", "column 'merit' differs beside applicants"),
    "too short": (cohort(short_columns), "draws", "column 'merit' has the shape (23,)"),
    "undefined": (cohort(not_a_number), "draws", "column 'merit' is not a number"),
    "one lot": (cohort(one_lot), "draws", "gives two applicants the same lot"),
    "no columns": (cohort(no_lot), "draws", "KeyError: 'start'"),
    "lambda": (
        cohort(lambda request: Drawn(request, "merit", request.slots * 1.0)),
        "pickles",
        "cannot be sent to a worker",
    ),
}


# ---- figures ------------------------------------------------------------------------------------


def infinitely_many(_procedure, _log):
    """Infinite."""
    return math.inf


def never_defined(_procedure, _log):
    """Undefined."""
    return math.nan


def in_words(_procedure, _log):
    """A word."""
    return "many"


def divides_by_zero(_procedure, _log):
    """Fails."""
    return 1 / 0


def sorts_the_log(_procedure, log):
    """Sorts the rows of the log in place."""
    log.rows.sort(key=lambda row: -row[0])
    return float(len(log.rows))


def counts_up(_procedure, _log):
    """A number that grows with every call."""
    return float(next(_calls))


def measure(compute: Any) -> Measure:
    return Measure("jia.figure", TITLE, compute, TITLE, "a test")


FIGURES = {
    "infinite": (measure(infinitely_many), "finite", "is infinite"),
    "undefined": (measure(never_defined), "finite", "undefined (nan) in every replication"),
    "a word": (measure(in_words), "finite", "gives str, expected a number"),
    "fails": (measure(divides_by_zero), "finite", "ZeroDivisionError"),
    "changes the log": (measure(sorts_the_log), "leaves alone", "changes the log"),
    "memory": (measure(counts_up), "leaves alone", "differs when it is computed again"),
    "lambda": (measure(lambda _p, _l: 1.0), "pickles", "cannot be sent to a worker"),
}
