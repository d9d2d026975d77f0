"""``list``, ``show`` and ``why`` as they are typed."""

import importlib
import json
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from awardsim.analysis import builtin as measures
from awardsim.errors import InputError, OutputError
from awardsim.plugins import hookimpl, load_catalogue, make_manager
from awardsim.policy.reader import read_policy
from awardsim.simulation import builtin as cohorts

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [read_policy(path) for path in sorted(ROOT.glob("plugins/qingyuan/policies/*.toml"))]


def plugin():
    """The texts of one city as a plugin, whether it is installed or not."""
    made = types.ModuleType("texts_of_the_tree")

    @hookimpl
    def awardsim_policies():
        return TEXTS

    made.awardsim_policies = awardsim_policies
    return made


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """The tree's own scenarios and texts, whatever is installed."""
    monkeypatch.chdir(ROOT)

    def catalogue():
        return load_catalogue(make_manager([cohorts, measures, plugin()], entry_points=False))

    for name in ("list", "show", "why"):
        module = importlib.import_module(f"awardsim.cli.{name}")
        monkeypatch.setattr(module, "open_catalogue", catalogue)


def run(capsys, name, *arguments, language="zh"):
    command = importlib.import_module(f"awardsim.cli.{name}").command(language)
    assert command.main([*arguments], standalone_mode=False) == 0
    return capsys.readouterr().out


def fail(name, *arguments):
    command = importlib.import_module(f"awardsim.cli.{name}").command("en")
    with pytest.raises((InputError, OutputError)) as error:
        command.main([*arguments], standalone_mode=False)
    return error.value.read("en")


# ---- list -----------------------------------------------------------------------------------


def test_list_shows_texts_and_scenarios(capsys):
    out = run(capsys, "list")
    assert "qingyuan@2025" in out
    assert "qingyuan-2025" in out


@pytest.mark.parametrize("topic", ["rules", "rule", "规则"])
def test_a_topic_is_found_by_either_name(capsys, topic):
    assert "builtin.top_n" in run(capsys, "list", topic)


def test_list_as_json_holds_what_is_asked_for(capsys):
    assert json.loads(run(capsys, "list", "--format", "json")).keys() == {"texts", "scenarios"}
    found = json.loads(run(capsys, "list", "stages", "--format", "json"))
    assert len(found["stages"]) == 27


def test_an_unknown_topic_names_the_nearest():
    assert "did you mean 'rules'" in fail("list", "ruels")


# ---- show -----------------------------------------------------------------------------------


def test_show_a_text_and_a_scenario(capsys):
    assert "不少于5个工作日" in run(capsys, "show", "qingyuan@2025")
    assert "applicants.organisations" in run(capsys, "show", "qingyuan-2025")


def test_show_resolved_with_an_override(capsys):
    out = run(capsys, "show", "qingyuan-2025", "--resolved", "--set", "people.reviewers=16")
    assert "评审员人手 reviewers" in out
    data = json.loads(
        run(
            capsys, "show", "qingyuan-2025", "--resolved", "--set", "people.reviewers=16",
            "--format", "json",
        )
    )  # fmt: skip
    (one,) = [each for each in data["assumptions"] if each["path"] == "people.reviewers"]
    assert (one["least"], one["most"]) == (16, 16)


def test_show_one_article(capsys):
    out = run(capsys, "show", "qingyuan@2025", "--article", "七（三）")
    assert "受理名单公示" in out
    assert "拟奖建议名单公示" not in out


def test_an_article_that_nothing_cites_is_an_error():
    assert "nothing cites '七(十)'" in fail("show", "qingyuan@2025", "--article", "七(十)")


def test_show_of_a_text_does_not_go_with_resolved():
    assert "do not go with" in fail("show", "qingyuan-2025", "--resolved", "--all")


@pytest.mark.parametrize("form", ["md", "csv", "json", "xlsx"])
def test_show_writes_files(capsys, tmp_path, form):
    file = tmp_path / f"text.{form}"
    run(capsys, "show", "qingyuan@2025", "-o", str(file))
    assert file.stat().st_size > 1000
    assert "exists" in fail("show", "qingyuan@2025", "-o", str(file))
    run(capsys, "show", "qingyuan@2025", "-o", str(file), "--force")


# ---- why ------------------------------------------------------------------------------------

BY_HAND = ("--set", "durations.recommend=3wd", "--set", "durations.receipt=0cd")


def test_why_the_county_posts_by_14_october(capsys):
    out = run(capsys, "why", "qingyuan-2025", "县级公示", "--latest", *BY_HAND)
    assert "最迟 10-14 周二 发布" in out


def test_words_of_a_title_need_no_quotes(capsys):
    out = run(capsys, "why", "qingyuan-2025", "county", "notice", "--latest", *BY_HAND)
    assert "10-14" in out


def test_why_as_json(capsys):
    out = run(
        capsys, "why", "qingyuan-2025", "county_notice", "--format", "json", *BY_HAND, language="en"
    )
    assert json.loads(out)["latest"]["start"] == "2025-10-14"


def test_why_writes_files(capsys, tmp_path):
    files = [str(tmp_path / name) for name in ("a.md", "a.json")]
    run(capsys, "why", "qingyuan-2025", "finish", "-o", files[0], "-o", files[1])
    assert "内部测算" in Path(files[0]).read_text("utf-8")
    assert json.loads(Path(files[1]).read_text("utf-8"))["id"] == "finish"


@pytest.mark.parametrize(
    "path",
    [
        "people.site_teams",  # one number, not varied
        "people.office",
        "durations.material_review",
        "durations.approval",
        "fill.stages.apply.closes",
        "fill.stages.eligibility.supplement.within",
        "fill.window.cycle",
        "chance.spread",
        "applicants.individuals",
    ],
)
def test_another_value_is_another_one_and_can_be_typed(capsys, path):
    said = " ".join(run(capsys, "why", "qingyuan-2025", path, language="en").split())
    found = re.search(r"another value: awardsim run qingyuan-2025 --set (\S+)$", said)
    assert found is not None
    before = json.loads(run(capsys, "why", "qingyuan-2025", path, "--format", "json"))
    words = ("why", "qingyuan-2025", path, "--set", found[1], "--format", "json")
    assert json.loads(run(capsys, *words)) != before


def test_why_of_nothing_known_and_of_several():
    assert "did you mean" in fail("why", "qingyuan-2025", "county_notcie")
    assert "any of" in fail("why", "qingyuan-2025", "公示")
    assert "goes with a stage only" in fail("why", "qingyuan-2025", "finish", "--latest")


def test_a_scenario_that_there_is_not_is_an_error():
    assert "did you mean 'qingyuan-2025'" in fail("why", "qingyuan-2026", "finish")


def test_show_writes_the_procedure_as_a_graph_beside_tables(awardsim, tmp_path):
    names = ["a.bpmn", "a.mmd", "a.dot", "a.csv"]
    code, out, told = awardsim("show", "qingyuan@2025", *(f"-o{name}" for name in names))
    assert code == 0
    assert out
    assert all(f"written: {name}" in told for name in names)
    assert (tmp_path / "a.bpmn").read_text("utf-8").count("<userTask ") == 5
    code, _, told = awardsim("show", "qingyuan@2025", "-o", "a.bpm")
    assert code == 2
    assert ".bpmn" in told


def test_a_value_that_is_set_is_in_the_graph(awardsim, tmp_path):
    changed = ["--set", "durations.city_consult=7wd"]
    assert awardsim("show", "qingyuan@2025", *changed, "-o", "a.mmd")[0] == 0
    assert "about 7 working days" in (tmp_path / "a.mmd").read_text("utf-8")


def test_dates_of_one_channel_are_where_why_says(awardsim):
    code, out, err = awardsim("why", "qingyuan-2025", "county_notice", "--channel", "liannan")
    assert (code, out) == (2, "")
    command = re.search("awardsim (schedule .*)", err)
    assert command is not None
    assert awardsim(*command[1].split())[0] == 0


def test_a_text_is_shown_without_loading_what_simulates():
    code = (
        "import sys; from awardsim.cli import main; code = main(['show', 'qingyuan@2025']);"
        "print(code, [m for m in ('networkx', 'simpy', 'xlsxwriter') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"
