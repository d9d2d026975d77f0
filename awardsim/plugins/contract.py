"""What plugins contribute besides texts and rules: populations and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from awardsim.text import Text

_word = attrs.validators.and_(attrs.validators.instance_of(str), attrs.validators.min_len(1))
_text = attrs.validators.instance_of(Text)


def _columns(given: Iterable[str]) -> frozenset[str]:
    """Names of columns; one text is no list of them."""
    if isinstance(given, str):
        raise TypeError(f"columns are a list of names, not {given!r}")
    return frozenset(given)


@attrs.frozen
class CohortModel:
    """A population of synthetic applicants that scenarios may name.

    Attributes
    ----------
    id
        Lower-case letters, digits and underscores; with an owner (``owner.name``) if it is not
        built in.
    title
        What it is called.
    parameters
        An attrs class, whose fields are the parameters that a scenario may give in ``[cohort]``
        beside those of the built-in table; or ``dict`` for none.  :attr:`draw` gets an
        instance as ``request.parameters``.
    draw
        Makes the columns of the applicants; see :mod:`awardsim.simulation.cohort`.
    source
        Publication, data or reasoning it follows.
    columns
        Columns beside those of :data:`awardsim.policy.vocabulary.COLUMNS` that rules may ask for:
        ``is_green``, ``recall_years_ago``, ``trait_laboratory``.  A text may name no others.
    """

    id: str = attrs.field(validator=_word)
    title: Text = attrs.field(validator=_text)
    parameters: type[Any] = attrs.field(validator=attrs.validators.instance_of(type))
    draw: Callable[..., Any] = attrs.field(validator=attrs.validators.is_callable())
    source: str = attrs.field(validator=_word)
    columns: frozenset[str] = attrs.field(
        default=frozenset(),
        converter=_columns,
        validator=attrs.validators.deep_iterable(_word),
    )

    @property
    def doc(self) -> str:
        """The drawing function's docstring."""
        return (self.draw.__doc__ or "").strip()

    @property
    def usual(self) -> Any:
        """The parameters at their defaults; None where there are none, or some has none."""
        if self.parameters is dict:
            return None
        fields = attrs.fields(self.parameters)
        return None if any(one.default is attrs.NOTHING for one in fields) else self.parameters()


@attrs.frozen
class Measure:
    """A figure that is computed from a finished log.

    Attributes
    ----------
    id
        As for a cohort.
    title
        What it is called.
    compute
        Gives the figure; see :mod:`awardsim.analysis`.
    unit
        What it is counted in; both languages empty for a plain number.
    source
        Definition it follows.
    """

    id: str = attrs.field(validator=_word)
    title: Text = attrs.field(validator=_text)
    compute: Callable[..., Any] = attrs.field(validator=attrs.validators.is_callable())
    unit: Text = attrs.field(validator=_text)
    source: str = attrs.field(validator=_word)

    @property
    def doc(self) -> str:
        """The computing function's docstring."""
        return (self.compute.__doc__ or "").strip()
