"""Compare the rules of government quality awards and simulate their procedures.

For notebooks: :func:`load` an edition, change it, run it, :func:`compare` it; see
:mod:`awardsim.notebook`.  Nothing is imported before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awardsim.notebook import compare, load, names

__all__ = ["compare", "load", "names"]


def __getattr__(name: str) -> Any:
    """What a notebook works with, imported now."""
    if name not in __all__:
        raise AttributeError(f"module 'awardsim' has no attribute '{name}'")
    from awardsim import notebook

    return getattr(notebook, name)


def __dir__() -> list[str]:
    """Names that notebooks complete."""
    return sorted([*globals(), *__all__])
