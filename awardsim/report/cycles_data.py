"""Editions in a row as plain data."""

from __future__ import annotations

import math
from typing import Any

from awardsim.cycles.arms import Arm
from awardsim.cycles.barring import Table
from awardsim.cycles.editions import OF_TRACK
from awardsim.cycles.outlook import Band, Outlook, band, differences, identical
from awardsim.cycles.prospect import Prospect
from awardsim.cycles.terms import LockOut
from awardsim.report.cycles_ranges import range_data
from awardsim.text import Text


def barring_data(found: Table) -> dict[str, Any]:
    """Who is barred from which edition as plain data."""
    cycle = found.text.terms.cycle
    return {
        "scenario": found.scenario.id,
        "policy": found.text.terms.policy.id,
        "edition": {
            "year": found.occasion.year,
            "applied": found.occasion.applied.isoformat(),
            "awarded": found.occasion.awarded.isoformat(),
            "lag_years": found.occasion.lag,
        },
        "cycle": {"years": cycle.years, "status": cycle.status, "source": _both(cycle.source)},
        "lock_out": [
            {
                "cycle": one.cycle,
                "of_the_text": one.of_the_text,
                "under": [{"origin": each.origin, **_both(each.title)} for each in one.variants],
                "lasts": _lasts(one.lock_out),
                "scope": None if one.lock_out is None else one.lock_out.scope,
                "source": None if one.lock_out is None else one.lock_out.source,
                "barred": list(one.editions),
                "editions": [found.name(k, one.cycle) for k in one.editions],
                "free": one.free,
                "more_than_text": one.more,
            }
            for one in found.bars
        ],
        "revoked": [
            {
                "cycle": one.cycle,
                "cause": one.consequence.cause,
                "origin": one.variant.origin,
                "title": _both(one.variant.title),
                "source": one.consequence.source,
                "barred_if_at_once": list(one.first),
                "barred_if_last": list(one.last),
                "editions_sooner_than_honest": one.sooner,
            }
            for one in found.revoked
        ],
        "periods": [
            {
                "id": one.id,
                "lasts": str(one.lasts),
                "source": one.provision.source,
                "title": _both(one.provision.title),
            }
            for one in found.text.terms.duties
        ],
    }


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
            "complete": not prospect.missing,
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
            "ranges": range_data(prospect),
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


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _lasts(lock_out: LockOut | None) -> str | None:
    return None if lock_out is None or lock_out.lasts is None else str(lock_out.lasts)
