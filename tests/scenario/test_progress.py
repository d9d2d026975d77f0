"""``[progress]`` of a scenario file: what has happened so far."""

import datetime

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.forecast import forecast
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import InputError

HEAD = 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "测试"\n[progress]\n'


def written(tmp_path, table):
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + table, encoding="utf-8")
    return load(str(path), open_catalogue())


def test_what_is_done_is_done_in_a_run_as_well(tmp_path):
    made = written(tmp_path, "today = 2025-12-12\ndone = { site_visit = 2025-12-11 }\n")
    found = forecast(made, replications=5, seed=1, ranges=False)
    calendar = made.calendar
    ends = {made.nodes[one.node].id: one.middle for one in found.stages}
    assert calendar.date(ends["site_visit"]) == datetime.date(2025, 12, 11)
    assert calendar.date(ends["composite"]) >= datetime.date(2025, 12, 12)
    shown = {made.nodes[one.node].id for one in found.milestones}
    assert shown == {"deliberation", "final_notice", "approval", "commendation"}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("done = { site_visit = 2025-12-11 }\n", ["today"]),
        ("today = 2025-12-12\ndone = { site_vist = 2025-12-11 }\n", ["did you mean 'site_visit'"]),
        ('today = "soon"\n', ["progress.today"]),
        (
            "today = 2025-12-12\ntodai = 1\ndone = { nope = 2025-12-01, receipt = 2026-01-01 }\n",
            ["todai", "no stage 'nope'", "'receipt' was over on 2026-01-01"],
        ),
    ],
)
def test_mistakes_are_told_together_with_their_lines(table, words, tmp_path):
    with pytest.raises(InputError) as caught:
        written(tmp_path, table)
    told = [
        f"{problem.path} {problem.message.en}; did you mean '{problem.nearest}'"
        for problem in caught.value.problems
    ]
    for word in words:
        assert any(word in one for one in told), told
    assert all(problem.line >= 4 for problem in caught.value.problems)
