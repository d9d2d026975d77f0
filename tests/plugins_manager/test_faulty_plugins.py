"""Code that fails, is slow or prints: every fault has its plugin's name, and stops nobody else."""

from __future__ import annotations

import json
import logging

import pytest
from support.contributions import good, only, owner

from awardsim.errors import InputError, PluginError
from awardsim.plugins import guard, load_catalogue, make_manager


@pytest.mark.parametrize(
    ("source", "words", "line"),
    [
        ("import json\nimport no_such_library\n", "ModuleNotFoundError: No module named", 2),
        ("x = 1\ny = = 2\n", "SyntaxError: invalid syntax", 2),
        ("def f():\n    return 1 / 0\n\nf()\n", "ZeroDivisionError: division by zero", 2),
        ("import sys\nsys.exit(3)\n", "SystemExit: exit code 3", 2),
    ],
)
def test_a_plugin_that_fails_to_import_is_named_and_takes_nobody_along(
    install, source, words, line
):
    install.plugin("broken", source, version="0.3")
    install.plugin("sound", good("sound"))
    catalogue = load_catalogue()
    assert list(catalogue.measures) == ["sound.count"]
    fault = only(catalogue.faults)
    assert owner(fault) == ("broken", "awardsim-broken", "0.3")
    assert fault.hook == ""
    assert fault.message.en.startswith(words)
    assert fault.where.endswith(f"plugin_broken.py:{line}")
    assert "Traceback" in fault.detail
    assert fault.read("en").startswith("plugin 'broken' (awardsim-broken 0.3): ")
    assert fault.read("zh").startswith("插件 'broken'（awardsim-broken 0.3）：")


def test_a_missing_module_is_a_fault_without_a_line(install):
    install.distribution("awardsim-ghost", "1.0", "ghost = no_such_module")
    fault = only(make_manager().faults)
    assert owner(fault) == ("ghost", "awardsim-ghost", "1.0")
    assert "No module named 'no_such_module'" in fault.message.en


def test_a_broken_plugin_matters_only_to_who_needs_it(install):
    install.plugin("broken", "1 / 0\n")
    install.plugin("sound", good("sound"))
    catalogue = load_catalogue()
    assert catalogue.measure("sound.count").id == "sound.count"
    with pytest.raises(PluginError, match=r"plugin 'broken' \(awardsim-broken 1\.0\)") as caught:
        catalogue.measure("broken.count")
    assert caught.value.exit_code == 4
    assert "没有指标 'broken.count'" in caught.value.read("zh")
    assert "ZeroDivisionError" in caught.value.read("zh")


def test_an_interrupt_is_no_fault_of_the_plugin(install):
    install.plugin("broken", "raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        make_manager()


def test_an_argument_that_a_hook_does_not_give_is_one_line(install):
    install.plugin(
        "asking",
        """
        from awardsim.plugins import hookimpl

        @hookimpl
        def awardsim_rules(config):
            return []
        """,
    )
    fault = only(make_manager().faults)
    assert owner(fault) == ("asking", "awardsim-asking", "1.0")
    assert "awardsim_rules" in fault.message.en
    assert "config" in fault.message.en
    assert "\n" not in fault.read("en")


def test_a_misspelt_hook_is_named_with_the_nearest(install):
    install.plugin(
        "typing",
        good("typing")
        + """
@hookimpl
def awardsim_polices():
    return []
""",
    )
    catalogue = load_catalogue()
    fault = only(catalogue.faults)
    assert fault.hook == "awardsim_polices"
    assert "did you mean 'awardsim_policies'?" in fault.message.en
    assert not fault.warning
    assert list(catalogue.measures) == ["typing.count"]  # its other hooks stand
    with pytest.raises(PluginError, match="awardsim_polices"):
        catalogue.policy("typing@2025")


def test_all_misspelt_hooks_are_named_at_once(plugin):
    odd = plugin("odd", awardsim_polices=[], awardsim_rulez=[])
    faults = make_manager([odd], entry_points=False).faults
    assert [fault.hook for fault in faults] == ["awardsim_polices", "awardsim_rulez"]


@pytest.mark.parametrize("name", ["awardsim_rules", "awardsim_rule"])
def test_a_hook_without_its_mark_is_named(install, name):
    install.plugin("unmarked", f"def {name}():\n    return []\n")
    fault = only(make_manager().faults)
    assert fault.hook == name
    assert "not marked with @hookimpl" in fault.message.en


def test_a_wrapper_around_the_hooks_of_others_is_refused(install):
    install.plugin(
        "wrapping",
        """
        from awardsim.plugins import hookimpl

        @hookimpl(wrapper=True)
        def awardsim_rules():
            return (yield)
        """,
    )
    plugins = make_manager()
    assert "wrapper around other plugins" in only(plugins.faults).message.en
    assert "wrapping" not in plugins.origins


def test_a_plugin_without_any_hook_is_only_warned_of(install):
    install.plugin("empty", "x = 1\n")
    assert only(make_manager().faults).warning
    with pytest.raises(InputError):
        load_catalogue().policy("empty@2025")


def test_an_attribute_that_is_not_there_is_a_fault(install):
    install.module("plugin_part", "x = 1\n")
    install.distribution("awardsim-part", "1.0", "part = plugin_part:city")
    fault = only(make_manager().faults)
    assert fault.plugin == "part"
    assert "AttributeError" in fault.message.en


def test_an_entry_point_that_is_none_is_a_fault(install):
    install.module("plugin_none", "city = None\n")
    install.distribution("awardsim-none", "1.0", "none = plugin_none:city")
    assert "None" in only(make_manager().faults).message.en


def test_an_object_whose_attributes_raise_stops_nobody(install):
    install.module(
        "plugin_odd",
        """
        class Odd:
            def __getattr__(self, name):
                raise RuntimeError("no " + name)

            def __dir__(self):
                raise RuntimeError("no dir")

        odd = Odd()
        """,
    )
    install.distribution("awardsim-odd", "1.0", "odd = plugin_odd:odd")
    install.plugin("sound", good("sound"))
    catalogue = load_catalogue()
    assert list(catalogue.measures) == ["sound.count"]
    assert "RuntimeError: no dir" in only(catalogue.faults).message.en


def test_an_exception_that_cannot_be_shown_is_still_a_fault(install):
    install.plugin(
        "mute",
        """
        class Mute(Exception):
            def __str__(self):
                raise RuntimeError

        raise Mute
        """,
    )
    assert only(make_manager().faults).message.en == "Mute"


def test_a_slow_import_is_named_as_a_warning(install, monkeypatch):
    monkeypatch.setattr(guard, "SLOW_SECONDS", 0.05)
    install.plugin("slow", "import time\ntime.sleep(0.1)\n" + good("slow"))
    catalogue = load_catalogue()
    fault = only(fault for fault in catalogue.faults if fault.plugin == "slow")
    assert fault.warning
    assert fault.message.en == "the import took 0.1 s"
    assert catalogue.measure("slow.count")
    assert catalogue.seconds["slow", ""] > 0.05


def test_a_slow_hook_is_named_as_a_warning(plugin, monkeypatch):
    import time

    def awardsim_rules():
        time.sleep(0.1)
        return []

    monkeypatch.setattr(guard, "SLOW_SECONDS", 0.05)
    catalogue = load_catalogue(
        make_manager([plugin("slow", awardsim_rules=awardsim_rules)], entry_points=False)
    )
    assert catalogue.rules
    fault = only(fault for fault in catalogue.faults if fault.plugin == "slow")
    assert fault.warning
    assert fault.message.en == "awardsim_rules took 0.1 s"
    assert catalogue.seconds["slow", "awardsim_rules"] > 0.05


def test_what_a_plugin_prints_goes_to_standard_error_under_its_name(install, capsys):
    install.plugin(
        "chatty",
        "import logging, sys\n"
        "print('hello')\n"
        "print('two\\nlines', end='')\n"
        "logging.basicConfig(stream=sys.stdout, force=True)\n" + good("chatty"),
    )
    catalogue = load_catalogue()
    print(json.dumps(sorted(catalogue.measures)))
    logging.getLogger().warning("later")
    logging.getLogger().handlers.clear()
    shown = capsys.readouterr()
    assert json.loads(shown.out) == ["chatty.count"]
    assert shown.err.splitlines() == [
        "[chatty] hello",
        "[chatty] two",
        "[chatty] lines",
        "[chatty] WARNING:root:later",
    ]


def test_what_a_hook_prints_goes_to_standard_error_too(plugin, catalogue_of, capsys):
    def awardsim_rules():
        print("from the hook")
        yield from ()
        print("and from its end")

    catalogue_of(plugin("chatty", awardsim_rules=awardsim_rules))
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "[chatty] from the hook\n[chatty] and from its end\n"
