"""Editions in a row as plain data."""

from __future__ import annotations

import math
from typing import Any

from awardsim.cycles.arms import Arm
from awardsim.cycles.barring import Table
from awardsim.cycles.editions import OF_TRACK
from awardsim.cycles.outlook import Band, Outlook, band, differences, identical
from awardsim.cycles.prospect import Prospect
from awardsim.report.cycles_table import barring_data


def cycles_data(prospect: Prospect) -> dict[str, Any]:
    """The exact figures as plain data; what is undefined is null."""
    base = prospect.found[0]
    return {
        "schema": 1,
        **barring_data(prospect.table),
        "simulation": {
            "replications": prospect.replications,
            "seed": prospect.seed,
            "editions": prospect.arms[0].series.editions,
            "assumptions": [
                {
                    "path": one.id,
                    "least": one.least,
                    "usual": one.usual,
                    "most": one.most,
                    "unit": one.unit,
                    "origin": one.origin,
                    "basis": {"zh": one.basis.zh, "en": one.basis.en},
                }
                for one in prospect.assumed
            ],
            "arms": [
                _arm_data(prospect.table, arm, found, base)
                for arm, found in zip(prospect.arms, prospect.found, strict=True)
            ],
        },
    }


def _arm_data(table: Table, arm: Arm, found: Outlook, base: Outlook) -> dict[str, Any]:
    procedure = arm.series.procedure
    lock_outs = {track: arm.terms.lock_out(track) for track in procedure.tracks}
    return {
        "lock_out": None if arm.lock_out is None else str(arm.lock_out),
        "lock_outs": {
            track: None if one is None else str(one.lasts) for track, one in lock_outs.items()
        },
        "quota": None if arm.places is None else {arm.places.quota: arm.places.number},
        "set": list(arm.set),
        "cycle": arm.cycle,
        "tracks": {
            name: [
                {
                    "edition": table.name(edition, arm.cycle),
                    **{
                        figure: _band_data(band(found.column(figure, track)[:, edition]))
                        for figure in OF_TRACK
                    },
                    "vacant": _number(found.own_vacant(track, edition)),
                    "fewer_than_places": _number(found.short(track, edition)),
                }
                for edition in range(arm.series.editions)
            ]
            for track, name in enumerate(procedure.tracks)
        },
        "quotas": {
            quota.id: [
                {
                    "edition": table.name(edition, arm.cycle),
                    "awarded": _band_data(band(found.of_quota(place)[:, edition])),
                    "vacant": _number(float(found.vacant((place,))[:, edition].mean())),
                }
                for edition in range(arm.series.editions)
            ]
            for place, quota in enumerate(procedure.quotas)
        },
        "same_as_first": identical(base, found),
        "differences": {
            name: {
                "mean": _number(one.mean),
                "error": _number(one.error),
                "touched": one.touched,
                "distinguishable": one.distinguishable,
            }
            for name, one in differences(base, found).items()
        },
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _band_data(shown: Band) -> dict[str, float | None]:
    return {"mean": _number(shown.mean), "low": _number(shown.low), "high": _number(shown.high)}
