"""Which option of a reading a procedure follows."""

from __future__ import annotations

from awardsim.policy.held import held_option
from awardsim.procedure.model import Procedure


def followed_option(procedure: Procedure, name: str, of: str = "") -> str:
    """The option of a reading that is in force; empty where the text has other values.

    What another reading has put in its place is that reading's answer and not another value.
    ``of`` is the table that is looked at (``stages.receipt``); by default the whole text.
    """
    policy = procedure.policy
    reading = policy.readings[name]
    chosen = procedure.scenario.readings.get(name, reading.default)
    others = [one.path for one in procedure.overrides if one.why in policy.readings.keys() - {name}]
    if of:
        set_by = {path for option in reading.options.values() for path in option.set}
        others += [path for path in set_by if path != of and not path.startswith(f"{of}.")]
    return held_option(policy.raw, reading, others, chosen)
