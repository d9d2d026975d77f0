"""Columns of a lasting population: what stays with a candidate, what an edition brings anew.

Merit, years and traits are drawn once and then go on; a record has what happened since the edition
before, or is so much older; how complete a file is, and when one begins, is new in every edition.
All numbers come from the cohort model of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.cycles.population import STREAM, Population
from awardsim.quantiles import normal
from awardsim.simulation.cohort import CohortRequest
from awardsim.simulation.luck import Luck, Subset
from awardsim.simulation.plan import Plan
from awardsim.streams import Streams

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Merit is in points of so many.
SCALE = 1000.0
_TINY = 1e-12
#: Drawn beside a record by the built-in cohort: nobody has one from before the own beginning.
_FOR_GOOD = ("cohort/years",)


class Named(Streams):
    """The streams of one edition, or of what lasts: the same purposes, numbers of its own."""

    def __init__(self, seed: int, name: str) -> None:
        super().__init__(seed)
        self.name = name

    def block(self, purpose: str, first: int, count: int, size: int) -> Floats:
        """Numbers of one purpose; see :meth:`awardsim.streams.Streams.block`."""
        name = STREAM if purpose in _FOR_GOOD else self.name
        return super().block(f"{name}/{purpose}", first, count, size)


def streams_of(seed: int, edition: int) -> Named:
    """The streams of an edition, by its number from 0."""
    return Named(seed, f"edition {edition}")


class Lasting:
    """The columns of one block's population at every edition.

    Parameters
    ----------
    draw
        The cohort model's, which gives columns for a request.
    numbers
        Inputs of the procedure by name, shape (replications,).
    assumed
        ``growth`` and ``fluctuation``, shape (replications,).
    cycle
        Years between two editions.
    """

    def __init__(
        self,
        population: Population,
        draw: Callable[[CohortRequest], Mapping[str, NDArray[Any]]],
        numbers: Callable[[str], Floats],
        assumed: Mapping[str, Floats],
        individual: tuple[bool, ...],
        categories: tuple[int, ...],
        seed: int,
        first: int,
        cycle: float,
    ) -> None:
        self.population = population
        self.draw = draw
        self.numbers = numbers
        self.assumed = assumed
        self.individual = individual
        self.categories = categories
        self.seed = seed
        self.first = first
        self.cycle = cycle
        self.base = draw(self._request(Named(seed, STREAM)))
        self._fresh: dict[int, Mapping[str, NDArray[Any]]] = {}
        self._records: dict[str, list[Floats]] = {}

    def fresh(self, edition: int) -> Mapping[str, NDArray[Any]]:
        """What an edition brings anew, for the whole population."""
        if edition not in self._fresh:
            self._fresh[edition] = self.draw(self._request(streams_of(self.seed, edition)))
        return self._fresh[edition]

    def each(self, edition: int, purpose: str) -> Floats:
        """One number in [0, 1) for each candidate."""
        people = self.population
        count = people.row.shape[1]
        block = streams_of(self.seed, edition).block(purpose, self.first, count, people.size)
        taken: Floats = block[people.slots, people.place]
        return taken

    def age(self, edition: int) -> Floats:
        """Years since each became a candidate."""
        return edition * self.cycle - self.population.entry

    def merit(self, edition: int) -> Floats:
        """Merit at an edition: as drawn, grown since, with the fluctuation of the edition."""
        place = self.population.place
        found = self.base["merit"] + self.assumed["growth"][place] * self.age(edition)
        spread = self.assumed["fluctuation"][place]
        if spread.any():
            u = np.maximum(self.each(edition, "cycles/merit"), _TINY)
            found = found + spread * normal(u)
        return np.clip(found, 0.0, SCALE)

    def years_ago(self, name: str, edition: int) -> Floats:
        """Years since the last event of a record: of the last cycle, or older by one cycle."""
        past = self._records.setdefault(name, [])
        while len(past) <= edition:
            if not past:
                past.append(np.asarray(self.base[name], dtype=float))
                continue
            drawn = np.asarray(self.fresh(len(past))[name], dtype=float)
            past.append(np.where(drawn < self.cycle, drawn, past[-1] + self.cycle))
        return past[edition]

    def _request(self, streams: Streams) -> CohortRequest:
        people = self.population
        return CohortRequest(
            streams,
            self.first,
            people.row.shape[1],
            people.size,
            people.slots,
            people.place,
            people.track,
            people.channel,
            self.individual,
            lambda name: self.numbers(f"cohort.{name}")[people.place],
            categories=self.categories,
        )


class View(Mapping[str, NDArray[Any]]):
    """The population's columns at one edition; ``since`` are years since an award, inf for none."""

    def __init__(self, lasting: Lasting, edition: int, since: Floats) -> None:
        self.lasting = lasting
        self.edition = edition
        self.since = since
        self._merit: Floats | None = None

    def __getitem__(self, name: str) -> NDArray[Any]:
        lasting = self.lasting
        if name == "merit":
            if self._merit is None:
                self._merit = lasting.merit(self.edition)
            return self._merit
        if name == "years_since_award":
            return self.since
        if name == "award_same_track":
            return np.ones(len(self.since), dtype=np.bool_)
        if name.endswith("_years_ago"):
            return lasting.years_ago(name, self.edition)
        if name == "years" or name.startswith("years_"):
            aged: Floats = lasting.base[name] + lasting.age(self.edition)
            return aged
        if name == "category" or name.startswith(("trait_", "is_")):
            return lasting.base[name]
        return lasting.fresh(self.edition)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.lasting.base)

    def __len__(self) -> int:
        return len(self.lasting.base)


class Handed:
    """A cohort model that draws nothing: it hands over those of the population who apply."""

    def __init__(self) -> None:
        self.view: View | None = None

    def draw(self, request: CohortRequest) -> Subset:
        """The columns of some of the population."""
        assert self.view is not None
        row = self.view.lasting.population.row
        return Subset(self.view, row[request.slots, request.place])


class EditionLuck(Luck):
    """The luck of one edition of one block: who applies is given, all else is drawn.

    ``plan`` is one whose cohort is a :class:`Handed`.
    """

    def __init__(
        self,
        plan: Plan,
        edition: int,
        rows: list[list[float]],
        view: View,
        applying: NDArray[np.bool_],
    ) -> None:
        lasting = view.lasting
        self._people = lasting.population
        self._applying = applying
        handed = plan.procedure.cohort
        assert isinstance(handed, Handed)
        handed.view = view
        super().__init__(plan, streams_of(lasting.seed, edition), lasting.first, rows)

    def _applicants(self) -> tuple[Ints, Ints, Ints, Ints]:
        people, chosen = self._people, self._applying
        return (
            people.place[chosen],
            people.track[chosen],
            people.channel[chosen],
            people.slots[chosen],
        )
