"""The catalogue of everything that is installed."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.plugins import Catalogue, load_catalogue, make_manager


def installed(picks: Sequence[str] = ()) -> Catalogue:
    """Texts, rules, cohorts and measures: the built-in ones and those of all plugins.

    ``picks`` choose between plugins of one name, each ``distribution:name``.
    """
    from awardsim.analysis import builtin as measures
    from awardsim.simulation import builtin as cohorts

    return load_catalogue(make_manager([cohorts, measures], picks=picks))
