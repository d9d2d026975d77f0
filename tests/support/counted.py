"""Figures counted by hand, from their definitions."""

from __future__ import annotations

import math


def defined(values, share):
    """The least value that at least so large a share does not exceed; None: never reached."""
    for value in sorted(values):
        if sum(other <= value for other in values) >= share * len(values) - 1e-9:
            return None if math.isinf(value) else value
    return None
