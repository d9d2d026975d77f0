"""What a plugin's author tests the plugin with.

::

    from awardsim.testing import check_plugin

    assert check_plugin(awardsim_jia) == ()

or, with one test for each check, a subclass of :class:`PluginConformance`.
"""

from awardsim.testing.breach import Breach, NotConformingError
from awardsim.testing.conformance import Check, PluginConformance, check_plugin

__all__ = ["Breach", "Check", "NotConformingError", "PluginConformance", "check_plugin"]
