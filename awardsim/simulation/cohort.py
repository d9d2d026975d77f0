"""The built-in cohort: synthetic applicants with their years, records, merit and behaviour.

Nobody's name is read or written.  Columns are drawn only when something asks for them, each
from its own stream, so that a rule which reads one column more shifts no other number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.plugins.contract import CohortModel
from awardsim.quantiles import normal
from awardsim.streams import Streams
from awardsim.text import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Merit is bounded as scores on a scale of 1000 points are in practice.
MERIT_BOUNDS = (150.0, 850.0)
#: Median years of operation or service of those who have enough of them.
MEDIAN_YEARS = 12.0
#: Years that count as too few are drawn below this, and those that are enough above the other.
TOO_FEW_YEARS = 3.0
ENOUGH_YEARS = 5.0
#: Keeps a share away from 0 and 1 where that would divide by nothing.
TINY = 1e-12
#: A careless applicant starts up to this share of the window too late.
CARELESS_DELAY = 0.25
#: An earlier winner won at most so many years ago.
WINNER_YEARS = 8.0


@attrs.frozen(eq=False)
class CohortRequest:
    """What a cohort model is handed: who is to be drawn, and the numbers to draw with.

    The applicants of several replications are drawn at once.  ``track`` and ``channel`` are
    indices and ``place`` the replication, counted from ``first``, shape (n,) each; ``individual``
    says which tracks take individuals, ``categories`` how many application categories the text has
    in each of them; ``number`` gives an entry of the table ``cohort`` by name,
    for each applicant the one of its replication, shape (n,).  ``parameters`` is an instance of
    the model's own class of parameters, None where that is ``dict``.
    """

    streams: Streams
    first: int
    count: int
    size: int
    slots: Ints
    place: Ints
    track: Ints
    channel: Ints
    individual: tuple[bool, ...]
    number: Callable[[str], Floats]
    parameters: Any = None
    categories: tuple[int, ...] = ()

    def uniforms(self, purpose: str) -> Floats:
        """One number in [0, 1) per applicant, bound to the applicant's slot."""
        drawn = self.streams.block(f"cohort/{purpose}", self.first, self.count, self.size)
        taken: Floats = drawn[self.slots, self.place]
        return taken


class Columns(Mapping[str, NDArray[Any]]):
    """Columns of a cohort, drawn when they are first asked for."""

    def __init__(self, request: CohortRequest) -> None:
        self.request = request
        self._drawn: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        found = self._drawn.get(name)
        if found is None:
            found = self._draw(name)
            self._drawn[name] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_COLUMNS)

    def __len__(self) -> int:
        return len(_COLUMNS)

    def _draw(self, name: str) -> NDArray[Any]:
        if name in _YEARS and name != "years":
            return self["years"]
        if name in _COLUMNS:
            return _COLUMNS[name](self.request)
        if name.endswith("_years_ago"):
            return _years_ago(self.request, name.removesuffix("_years_ago"), self["years"])
        if name.startswith("trait_"):  # a trait that nobody here has
            return np.zeros(len(self.request.slots), dtype=np.bool_)
        if name.startswith("is_"):
            return np.ones(len(self.request.slots), dtype=np.bool_)
        raise KeyError(name)


def _start(request: CohortRequest) -> Floats:
    """Share of the time to the latest safe start that passes before an applicant begins."""
    share = request.uniforms("start") ** (1.0 / request.number("crowding"))
    careless = request.uniforms("careless")
    limit = request.number("careless")
    late = 1.0 + CARELESS_DELAY * careless / np.maximum(limit, TINY)
    chosen: Floats = np.where(careless < limit, late, share)
    return chosen


def _years(request: CohortRequest) -> Floats:
    """Years of operation or of service: too few for a share, else exponential above enough."""
    u = request.uniforms("years")
    share = request.number("too_young")
    young = TOO_FEW_YEARS * u / np.maximum(share, TINY)
    rest = np.clip((u - share) / np.maximum(1.0 - share, TINY), 0.0, 1.0 - TINY)
    old = ENOUGH_YEARS - (MEDIAN_YEARS - ENOUGH_YEARS) / np.log(2.0) * np.log1p(-rest)
    chosen: Floats = np.where(u < share, young, old)
    return chosen


def _years_ago(request: CohortRequest, record: str, years: Floats) -> Floats:
    """Years since the last entry of a record, at a constant yearly share; inf for never.

    Nobody has a record from before the own operation or service began.
    """
    name = "accident" if "accident" in record or "inspection" in record else "breach"
    share = np.clip(request.number(name), 0.0, 1.0 - TINY)
    some = share > 0.0
    ago = np.log1p(-request.uniforms(f"record/{record}")) / np.log1p(-np.where(some, share, 0.5))
    within: Floats = np.where(some & (ago <= years), ago, np.inf)
    return within


def _merit(request: CohortRequest) -> Floats:
    """True merit in points of 1000: normal, cut at both ends."""
    u = np.maximum(request.uniforms("merit"), 1e-12)
    drawn = request.number("merit_mean") + request.number("merit_sd") * normal(u)
    return np.clip(drawn, *MERIT_BOUNDS)


def _since_award(request: CohortRequest) -> Floats:
    """Years since an earlier award; inf for those who never won."""
    u = request.uniforms("earlier_winner")
    share = request.number("earlier_winner")
    ago = WINNER_YEARS * u / np.maximum(share, TINY)
    chosen: Floats = np.where(u < share, ago, np.inf)
    return chosen


def _complete(request: CohortRequest) -> NDArray[np.bool_]:
    """The file is complete when it is first handed in."""
    return request.uniforms("complete") < request.number("complete")


def _branch(request: CohortRequest) -> NDArray[np.bool_]:
    """A branch, an internal or a dispatched body of another unit; organisations only."""
    individual = np.array(request.individual)[request.track]
    chosen: NDArray[np.bool_] = request.uniforms("branch") < request.number("branch")
    chosen &= ~individual
    return chosen


def _category(request: CohortRequest) -> Ints:
    """Index of one of the text's categories, equally likely; of three where it has none."""
    known = request.categories or (0,) * len(request.individual)
    count = np.array([one or 3 for one in known])[request.track]
    place: Ints = np.floor(request.uniforms("category") * count).astype(np.int64)
    return place


def _size(request: CohortRequest) -> Ints:
    """Which third of all applicants it is in by size: 0 the smaller, 2 the larger."""
    return np.floor(request.uniforms("size") * 3).astype(np.int64)


def _lot(request: CohortRequest) -> Floats:
    """Whose turn it is among those who come at the same minute."""
    return request.uniforms("lot")


_COLUMNS: Mapping[str, Callable[[CohortRequest], NDArray[Any]]] = {
    "start": _start,
    "lot": _lot,
    "merit": _merit,
    "complete": _complete,
    "trait_branch": _branch,
    "category": _category,
    "size": _size,
    "years": _years,
    "years_since_award": _since_award,
    "award_same_track": lambda request: np.ones(len(request.slots), dtype=np.bool_),
}

#: Columns that are all the same years.
_YEARS = ("years", "years_operation", "years_service", "years_model")

APPLICANTS = CohortModel(
    id="builtin.applicants",
    title=Text("虚拟申报主体", "synthetic applicants"),
    parameters=dict,
    draw=Columns,
    source="the table of assumptions, section cohort",
)

#: Cohort models that come with awardsim.
BUILTIN_COHORTS: tuple[CohortModel, ...] = (APPLICANTS,)
