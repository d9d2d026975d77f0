"""A broken plugin that a command does not need is told, and costs nothing else."""

import pytest

from awardsim.cli.main import main
from tests.support.checked import FILE

RUN = ("run", str(FILE), "--replications", "2", "--no-ranges", "--workers", "1")


@pytest.fixture
def broken(install, monkeypatch):
    """One plugin that cannot be imported, and one that only prints."""
    monkeypatch.setenv("AWARDSIM_LANG", "en")
    install.module("plugin_broken", "import nothing_of_that_name")
    install.distribution("awardsim-broken", "1.2", "broken = plugin_broken")
    install.module("plugin_chatty", "print('good morning')")
    install.distribution("awardsim-chatty", "3.4", "chatty = plugin_chatty")


@pytest.mark.parametrize(
    "command",
    [("list",), ("show", str(FILE)), ("check", str(FILE)), RUN],
    ids=lambda command: command[0],
)
def test_a_broken_plugin_beside_is_a_warning_and_the_exit_code_is_0(broken, capsys, command):
    assert main(list(command)) == 0
    out, err = capsys.readouterr()
    assert out
    assert "warning: " in err
    assert "broken" in err
    assert "1.2" in err
    assert "nothing_of_that_name" in err
    assert "Traceback" not in err


def test_quiet_silences_remarks_but_not_that_something_is_broken(broken, capsys):
    assert main([*RUN]) == 0
    loud = capsys.readouterr()
    assert main([*RUN, "--quiet"]) == 0
    quiet = capsys.readouterr()
    assert quiet.out == loud.out
    assert "nothing_of_that_name" in quiet.err
    assert "chatty" not in quiet.err


def test_what_a_broken_plugin_would_have_given_is_exit_code_4(broken, capsys):
    assert main(["show", "broken@2030"]) == 4
    assert "nothing_of_that_name" in capsys.readouterr().err
