"""Which plugins there are: distributions, names, and what is built in."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from support.contributions import good, only

from awardsim.cli.catalogue import open_catalogue
from awardsim.cli.main import COMMANDS
from awardsim.cli.new import COMMANDS as NEW_COMMANDS
from awardsim.errors import InputError, PluginError
from awardsim.plugins import Origin, PluginFault, load_catalogue, make_manager
from awardsim.plugins.manager import HOOKS
from awardsim.text import Text

ROOT = Path(__file__).resolve().parents[2]


def test_an_installed_plugin_contributes_under_its_distribution_and_version(install):
    install.plugin("alpha", good("alpha"), version="2.5")
    catalogue = load_catalogue()
    assert catalogue.measures["alpha.count"].origin == Origin("alpha", "awardsim-alpha", "2.5")
    assert catalogue.complete().faults == ()


def test_the_built_in_rules_are_a_plugin_like_any_other(install):
    plugins = make_manager()
    assert list(plugins.origins) == ["awardsim.plugins.builtin"]
    assert plugins.origins["awardsim.plugins.builtin"].distribution == "awardsim"
    assert "builtin.top_n" in load_catalogue(plugins).rules


def test_built_in_plugins_are_asked_first_and_the_others_by_name(install, plugin):
    for name in ("beta", "alpha"):
        install.plugin(name, good(name))
    plugins = make_manager([plugin("own", awardsim_measures=[])])
    asked = [each.origin.plugin for each in plugins.implementations("awardsim_measures")]
    assert asked == ["own", "alpha", "beta"]


def test_no_manager_exists_at_import_time():
    code = (
        "import pluggy; pluggy.PluginManager.__init__ = None; "
        "import awardsim.plugins, awardsim.plugins.builtin"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_name_that_two_distributions_claim_is_nobodys(install):
    install.module("plugin_one", good("one"))
    install.module("plugin_two", good("two"))
    install.distribution("awardsim-one", "1.0", "city = plugin_one")
    install.distribution("awardsim-two", "2.0", "city = plugin_two")
    catalogue = load_catalogue()
    assert list(catalogue.measures) == []
    fault = only(catalogue.faults)
    assert fault.plugin == "city"
    assert "awardsim-one 1.0 and awardsim-two 2.0" in fault.message.en
    assert "--plugin awardsim-two:city" in fault.message.en
    with pytest.raises(PluginError, match="claimed by"):
        catalogue.measure("one.count")


def test_one_of_two_claimants_can_be_picked(install):
    install.module("plugin_one", good("one"))
    install.module("plugin_two", good("two"))
    install.distribution("awardsim-one", "1.0", "city = plugin_one")
    install.distribution("awardsim-two", "2.0", "city = plugin_two")
    catalogue = load_catalogue(make_manager(picks=["awardsim-one:city"]))
    assert list(catalogue.measures) == ["one.count"]
    assert catalogue.faults == ()
    with pytest.raises(InputError, match="did you mean 'awardsim-one:city'"):
        make_manager(picks=["awardsim-one:citi"])


def test_nobody_takes_the_name_of_a_built_in_plugin(install):
    install.module("plugin_bad", good("bad"))
    install.distribution("awardsim-bad", "1.0", "awardsim.plugins.builtin = plugin_bad")
    catalogue = load_catalogue().complete()
    assert "builtin.top_n" in catalogue.rules
    assert list(catalogue.measures) == []
    assert "claimed by" in only(catalogue.faults).message.en


def test_one_module_under_two_names_counts_once(install):
    install.module("plugin_one", good("one"))
    install.distribution("awardsim-one", "1.0", "a = plugin_one\nb = plugin_one")
    catalogue = load_catalogue()
    assert list(catalogue.measures) == ["one.count"]
    assert only(catalogue.faults).plugin == "b"


def test_a_distribution_that_is_found_twice_counts_once(install):
    install.module("plugin_one", good("one"))
    install.distribution("awardsim-one", "1.0", "city = plugin_one")
    install.distribution("Awardsim_One", "0.9", "city = plugin_one")
    catalogue = load_catalogue()
    assert list(catalogue.measures) == ["one.count"]
    assert catalogue.faults == ()


@pytest.mark.parametrize("metadata", ["", "Metadata-Version: 2.1\n", "\x00\x01"])
def test_a_distribution_without_a_name_is_passed_over_with_a_warning(install, metadata):
    install.module("plugin_nameless", good("nameless"))
    install.distribution("nameless", "1.0", "nameless = plugin_nameless", metadata=metadata)
    install.plugin("sound", good("sound"))
    catalogue = load_catalogue()
    assert list(catalogue.measures) == ["sound.count"]
    fault = only(catalogue.faults)
    assert fault.warning
    assert "nameless-1.0.dist-info" in fault.distribution
    with pytest.raises(InputError):
        catalogue.measure("nameless.count")


def test_a_distribution_whose_files_cannot_be_read_is_passed_over_with_a_warning(install):
    folder = install.distribution("garbled")
    (folder / "entry_points.txt").write_bytes(b"\xff\xfe\x00[awardsim]\n")
    folder = install.distribution("headless")
    (folder / "entry_points.txt").write_text("[awardsim]\nno equals sign here\n", "utf-8")
    install.plugin("sound", good("sound"))
    catalogue = load_catalogue()
    assert list(catalogue.measures) == ["sound.count"]
    assert [fault.warning for fault in catalogue.faults] == [True, True]


def test_a_distribution_without_metadata_or_entry_points_is_nobodys_business(install):
    (install.folder / "other-1.0.dist-info").mkdir()
    assert make_manager().faults == ()


@pytest.mark.parametrize("name", ["two words", "清远", "../../etc/passwd", "a" * 300, "C:\\x"])
def test_a_strange_name_is_data_and_nothing_else(install, name):
    install.module("plugin_strange", good("strange"))
    install.distribution("awardsim-strange", "1.0", f"{name} = plugin_strange")
    catalogue = load_catalogue()
    assert catalogue.measures["strange.count"].origin.plugin == name
    assert catalogue.faults == ()


def test_a_name_is_shown_without_control_characters():
    fault = PluginFault("a\nb\x1b[31m\u202e", "dist", "1.0", "", Text("不对", "wrong"))
    assert fault.read("en").startswith(r"plugin 'a\nb\x1b[31m\u202e' (dist 1.0): ")


def test_the_hooks_are_those_that_are_specified():
    from awardsim.plugins import hookspecs

    marked = [
        name for name in vars(hookspecs) if hasattr(getattr(hookspecs, name), "awardsim_spec")
    ]
    assert sorted(marked) == sorted(HOOKS)
    for name in marked:
        assert getattr(hookspecs, name).__doc__


def test_every_command_has_the_option_that_is_advised(install):
    install.module("plugin_one", good("one"))
    install.module("plugin_two", good("two"))
    install.distribution("awardsim-one", "1.0", "city = plugin_one")
    install.distribution("awardsim-two", "2.0", "city = plugin_two")
    words = {"list": ["texts"], "show": ["x"], "run": ["x"], "why": ["x", "finish"]}
    words |= {"city": ["x"], "text": ["--from", "x"], "sweep": ["x", "people.x=1"]}
    groups = {name for name, one in COMMANDS.items() if one.module == COMMANDS["new"].module}
    commands = {name: one for name, one in COMMANDS.items() if name not in groups} | NEW_COMMANDS
    for name, entry in commands.items():
        command = importlib.import_module(entry.module).command("en")
        with command.make_context(name, ["--plugin", "awardsim-two:city", *words.get(name, ["x"])]):
            assert list(open_catalogue().measures)[-1:] == ["two.count"]
        with command.make_context(name, words.get(name, ["x"])):
            assert "two.count" not in open_catalogue().measures
