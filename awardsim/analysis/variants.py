"""Trials that are compared as variants of one edition."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.experiment import Trial, under
from awardsim.analysis.paired import alike


def on_common_ground(trials: Sequence[Trial]) -> list[Trial]:
    """The trials, texts that stand alone under the first scenario that is given.

    Only a text of the same place that has the same tracks and channels; see
    :func:`~awardsim.analysis.experiment.under`.
    """
    base = next((trial for trial in trials if not trial.text_alone), None)
    if base is None:
        return list(trials)
    return [
        under(trial, base)
        if trial.text_alone
        and trial.policy.jurisdiction == base.policy.jurisdiction
        and alike([trial.procedure, base.procedure])
        else trial
        for trial in trials
    ]
