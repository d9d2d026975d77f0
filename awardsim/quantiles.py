"""Distributions as quantile functions: a uniform number in [0, 1) becomes a value.

Every function is monotone in ``u``, so that two experiments which share their uniform numbers
stay synchronised when a parameter changes (common random numbers).  ``u`` may have any shape;
the result has the same.  Nothing here draws a number.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Half of the least step between uniform numbers: stands for 0 where a quantile is infinite.
LEAST = 2.0**-54

# Rational approximations of Wichura [1988], algorithm AS 241 (PPND16), highest power first.
_CENTRE = (
    (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ),
    (
        5226.495278852545925,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ),
)
_NEAR = (
    (
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    ),
)
_FAR = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        0.0012426609473880784386,
        0.026532189526576123093,
        0.29656057182850489123,
        1.7848265399172913358,
        5.4637849111641143699,
        6.6579046435011037772,
    ),
    (
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        0.0148753612908506148525,
        0.13692988092273580531,
        0.59983220655588793769,
        1.0,
    ),
)


def _pairs(coefficients: tuple[Sequence[float], Sequence[float]]) -> tuple[Floats, ...]:
    """Coefficients of numerator and denominator together, shape (2, 1) for each power."""
    return tuple(np.array(coefficients).T.reshape(-1, 2, 1))


_CENTRE_PAIRS, _NEAR_PAIRS, _FAR_PAIRS = _pairs(_CENTRE), _pairs(_NEAR), _pairs(_FAR)


def normal(u: Floats, mean: float = 0.0, sd: float = 1.0) -> Floats:
    """Normal distribution, to 1e-8 standard deviations.

    ``u`` = 0 is taken as 2**-54 (z = -8.29), so that a draw is never infinite.

    Examples
    --------
    >>> normal(np.array([0.0, 0.025, 0.5])).round(6).tolist()
    [-8.292361, -1.959964, 0.0]

    Notes
    -----
    Interpolated between points of :func:`exact_normal` in t = sqrt(-2 log u), in which the
    quantile is nearly straight: a sixth of the time for the few numbers of a list.
    """
    _at_least("sd", sd, 0.0)
    shares = np.asarray(u, dtype=np.float64)
    tail = np.minimum(shares, 1.0 - shares)
    np.maximum(tail, LEAST, out=tail)
    np.log(tail, out=tail)
    tail *= -2.0
    np.sqrt(tail, out=tail)
    size = np.interp(tail, *_normal_points())
    z = np.copysign(size, shares - 0.5)
    return np.asarray(z if mean == 0.0 and sd == 1.0 else mean + sd * z)


@functools.cache
def _normal_points() -> tuple[Floats, Floats]:
    """Points t = sqrt(-2 log u) from the median into the tail, and the size of z there."""
    t = np.linspace(np.sqrt(2.0 * np.log(2.0)), np.sqrt(-2.0 * np.log(LEAST)), 2**15)
    shares = np.exp(-0.5 * t * t)
    shares[0], shares[-1] = 0.5, LEAST
    return t, -exact_normal(shares)


def exact_normal(u: Floats) -> Floats:
    """Standard normal distribution, to about 16 digits.

    Notes
    -----
    Algorithm AS 241, PPND16 [Wichura 1988].
    """
    shares = np.maximum(np.asarray(u, dtype=np.float64), LEAST)
    centred = shares - 0.5
    squared = 0.180625 - centred * centred
    tails = squared < 0.0  # abs(centred) > 0.425
    z = np.asarray(centred * _ratio(_CENTRE_PAIRS, np.where(tails, 0.0, squared)))
    if tails.any():
        distance = np.minimum(shares[tails], 1.0 - shares[tails])
        root = np.sqrt(-np.log(distance))
        size = np.where(
            root <= 5.0, _ratio(_NEAR_PAIRS, root - 1.6), _ratio(_FAR_PAIRS, root - 5.0)
        )
        z[tails] = np.copysign(size, centred[tails])
    return z


def uniform(u: Floats, least: float, most: float) -> Floats:
    """Uniform between two ends."""
    _in_order(("least", least), ("most", most))
    return np.asarray(least + (most - least) * np.asarray(u, dtype=np.float64))


def triangular(u: Floats, least: float, usual: float, most: float) -> Floats:
    """Triangular with hard ends and its mode at ``usual``.

    >>> triangular(np.array([0.0, 0.5, 0.75]), 0, 10, 20).round(3).tolist()
    [0.0, 10.0, 12.929]
    """
    _in_order(("least", least), ("usual", usual), ("most", most))
    shares = np.asarray(u, dtype=np.float64)
    if most == least:
        return np.full(shares.shape, float(least))
    return triangular_between(shares, least, usual, most)


def triangular_between(
    u: Floats, least: float | Floats, usual: float | Floats, most: float | Floats
) -> Floats:
    """Several triangular distributions at once, whose ends differ and are in order.

    ``least``, ``usual`` and ``most`` are numbers or have a shape that broadcasts with ``u``.
    """
    width = most - least
    rising = least + np.sqrt(u * width * (usual - least))
    falling = most - np.sqrt((1.0 - u) * width * (most - usual))
    chosen = np.where(u < (usual - least) / width, rising, falling)
    return np.minimum(np.maximum(chosen, least), most)


def lognormal(u: Floats, median: float, sigma: float) -> Floats:
    """Lognormal by its median and the standard deviation of its logarithm.

    The mean is ``median * exp(sigma**2 / 2)``.
    """
    _at_least("median", median, 0.0)
    _at_least("sigma", sigma, 0.0)
    return np.asarray(median * np.exp(normal(u, 0.0, sigma)))


def exponential(u: Floats, mean: float) -> Floats:
    """Exponential by its mean.

    >>> exponential(np.array([0.0, 0.5]), 2.0).round(4).tolist()
    [0.0, 1.3863]
    """
    _at_least("mean", mean, 0.0)
    return np.asarray(-mean * np.log1p(-np.asarray(u, dtype=np.float64)))


def poisson(u: Floats, mean: float) -> Ints:
    """Poisson counts by inversion of the distribution function.

    >>> poisson(np.array([0.0, 0.5, 0.99]), 1.5).tolist()
    [0, 1, 5]
    """
    _at_least("mean", mean, 0.0)
    if mean == 0.0:
        return np.zeros(np.shape(u), dtype=np.int64)
    numbers = np.arange(1, _last_count(mean, math.sqrt(mean), 1.0) + 1, dtype=np.float64)
    return _inverted(u, -mean, math.log(mean) - np.log(numbers))


def _ratio(coefficients: tuple[Floats, ...], x: Floats) -> Floats:
    flat = x.ravel()
    both = coefficients[0] * flat  # numerator and denominator at once
    both += coefficients[1]
    for pair in coefficients[2:]:
        both *= flat
        both += pair
    return np.asarray(both[0] / both[1]).reshape(x.shape)


def _last_count(mean: float, sd: float, tail: float) -> int:
    """A count exceeded with a probability below 2**-53; ``tail`` is where the tail is 1/e down."""
    return int(mean + 12.0 * sd + 40.0 * tail) + 1


def _inverted(u: Floats, first: float, steps: Floats) -> Ints:
    """Counts from the logarithm of the first probability and of the ratios that follow."""
    logs = np.concatenate(([first], first + np.cumsum(steps)))
    below = np.cumsum(np.exp(logs))
    counts = np.searchsorted(below, np.asarray(u, dtype=np.float64), side="right")
    return np.minimum(counts, len(below) - 1).astype(np.int64)


def _at_least(name: str, value: float, least: float) -> None:
    if not (math.isfinite(value) and value >= least):
        raise ValueError(f"{name} is a number of at least {least:g}, not {value!r}")


def _in_order(*ends: tuple[str, float]) -> None:
    values = [value for _, value in ends]
    if not all(math.isfinite(value) for value in values) or sorted(values) != values:
        given = ", ".join(f"{name} {value:g}" for name, value in ends)
        raise ValueError(f"{' <= '.join(name for name, _ in ends)} is required, not {given}")
