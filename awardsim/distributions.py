"""The distributions that a scenario may name for single durations, with their parameters."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import attrs
import numpy as np

from awardsim.quantiles import Floats, exponential, lognormal, triangular, uniform
from awardsim.text import Text


@attrs.frozen
class Named:
    """A distribution: the names of its parameters, and its quantile function."""

    title: Text
    parameters: tuple[str, ...]
    quantile: Callable[[Floats, Mapping[str, float]], Floats]


def _lognormal(u: Floats, mean: float, sd: float) -> Floats:
    """By mean and standard deviation, as people know them."""
    variance = math.log1p((sd / mean) ** 2)
    return lognormal(u, mean * math.exp(-variance / 2), math.sqrt(variance))


DISTRIBUTIONS: Mapping[str, Named] = MappingProxyType(
    {
        "constant": Named(
            Text("定值", "constant"),
            ("value",),
            lambda u, p: np.full_like(u, p["value"]),
        ),
        "uniform": Named(
            Text("均匀", "uniform"),
            ("least", "most"),
            lambda u, p: uniform(u, p["least"], p["most"]),
        ),
        "triangular": Named(
            Text("三角", "triangular"),
            ("least", "usual", "most"),
            lambda u, p: triangular(u, p["least"], p["usual"], p["most"]),
        ),
        "exponential": Named(
            Text("指数", "exponential"), ("mean",), lambda u, p: exponential(u, p["mean"])
        ),
        "lognormal": Named(
            Text("对数正态", "lognormal"),
            ("mean", "sd"),
            lambda u, p: _lognormal(u, p["mean"], p["sd"]),
        ),
    }
)


def by_name(name: str, u: Floats, parameters: Mapping[str, float]) -> Floats:
    """Values of a named distribution for uniform numbers in [0, 1).

    >>> by_name("uniform", np.array([0.5]), {"least": 1, "most": 3}).tolist()
    [2.0]
    """
    return DISTRIBUTIONS[name].quantile(u, parameters)
