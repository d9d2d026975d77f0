"""What the plugins of a test contribute, and what was found at fault with them."""

from __future__ import annotations

import attrs

from awardsim.plugins import Measure
from awardsim.rules.interface import Decision, Rule, RuleKind
from awardsim.text import Text

NAME = Text("名称", "name")
#: The source of a plugin with which nothing is wrong.
GOOD = """
from awardsim.plugins import hookimpl
from awardsim.plugins.contract import Measure
from awardsim.text import Text

@hookimpl
def awardsim_measures():
    return [Measure("{name}.count", Text("数", "count"), len, Text("", ""), "counted")]
"""


@attrs.frozen
class Nothing:
    """No parameters."""


def pass_all(candidates, _parameters, _draws):
    """Everybody passes."""
    return Decision.all_pass(len(candidates))


def rule(id, **changes):
    """A rule with which nothing is wrong but for the changes."""
    fields = {"kind": RuleKind.ADMIT, "parameters": Nothing, "decide": pass_all, "title": NAME}
    return Rule(id, **{**fields, "source": "a test", **changes})


def measure(id):
    """A measure that counts."""
    return Measure(id, NAME, len, Text("", ""), "a test")


def only(faults):
    """The one fault that there is."""
    (fault,) = faults
    return fault


def good(name):
    """The source of a plugin with one measure."""
    return GOOD.format(name=name)


def owner(fault):
    """Whose fault it is."""
    return fault.plugin, fault.distribution, fault.version
