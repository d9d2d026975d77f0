"""What one variant has otherwise than another: each kind of difference, with its article."""

import attrs
import pytest
from support.procedures import STEADY, catalogue, certain, policy, scenario

from awardsim.procedure.build import build
from awardsim.report.differing import differing
from awardsim.scenario.model import Change
from awardsim.scenario.overriding import override

STAGES = """
[readings.who]
question = { zh = "谁", en = "who" }
source = "text 六"
default = "all"
[readings.who.options.all]
title = { zh = "全部", en = "all" }
set = {}
[readings.who.options.few]
title = { zh = "少数", en = "few" }
set = {}
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.check]
kind = "work"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { at_least = "5wd" }
source = "text 七"
[stages.decide]
kind = "gate"
per = "batch"
after = ["notice"]
source = "text 八"
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["decide"]
"""
ASSUMED = "[applicants]\norganisations = 2\n[people]\noffice = 1\n"


def found(*sets, tracks=("organisations", "individuals")):
    text = policy(STAGES, tracks=tracks)
    base = scenario(ASSUMED + "[durations]\nnotice = '9wd'\n", certain())
    made = [build(text, override(base, given), catalogue().rule, STEADY) for given in ((), sets)]
    return [(one.kind, one.path, one.old.en, one.new.en, one.source) for one in differing(*made)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            "stages.notice.duration=7wd",
            ("changed", "stages.notice.duration", "at least 5 working days",
             "at least 7 working days", "text 七"),
        ),
        ("remove stages.decide", ("removed", "stages.decide", "there", "none", "text 八")),
        (
            "add stages.check.only={tracks=['organisations']}",
            ("changed", "stages.check.only.tracks", "none", "[organisations]", "text 6"),
        ),
        ("readings.who=few", ("reading", "readings.who", "all", "few", "text 六")),
        ("people.office=3", ("assumed", "people.office", "1", "3", "")),
        (
            "calendar.holidays=[{date=2025-09-10, name='fair', channels=['east']}]",
            ("assumed", "calendar.holidays", "none", "2025-09-10 fair (east only)", ""),
        ),
        ("opens=2025-08-25", ("assumed", "opens", "2025-09-01", "2025-08-25", "")),
    ],
)  # fmt: skip
def test_each_difference_is_told_once(given, told):
    assert found(given) == [told]


def test_a_risk_that_only_one_has_is_told():
    given = ["risks.few.kind=drops_out", "risks.few.stage=check", "risks.few.probability=0.1"]
    told = found(*given, "risks.few.days=3")
    assert [one[1:4] for one in told] == [
        ("risks.few.probability", "none", "10 %"),
        ("risks.few.days", "none", "3 working days"),
    ]


def test_a_stage_that_is_moved_is_told_as_moved():
    (one,) = found("move stages.decide=check")
    assert one[0] == "moved"
    assert {one[1]} <= {"stages.decide", "stages.notice"}
    assert "notice" in one[2] or "decide" in one[2]


def test_a_stage_that_is_added_is_told_as_a_whole():
    added = (
        'add stages.hearing={ title={zh="听证", en="hearing"}, type="CONSULT", kind="wait", '
        'per="batch", body="departments", after=["check"], duration={exactly="2wd"}, '
        'source="text 九" }'
    )
    told = found(added, "move stages.hearing=check")
    assert [one[:2] for one in told] == [("added", "stages.hearing")]
    assert told[0][4] == "text 九"


def test_nothing_differs_from_itself():
    assert found() == []


def test_each_change_has_the_reason_that_was_given():
    base = scenario(ASSUMED + "[durations]\nnotice = '9wd'\n", certain())
    given = [
        Change("stages.notice.duration", "7wd", "more time"),
        Change("stages.decide", "check", "sooner", "move"),
    ]
    changed = attrs.evolve(base, changes=(*base.changes, *given))
    made = [build(policy(STAGES), one, catalogue().rule, STEADY) for one in (base, changed)]
    whys = {one.kind: one.why for one in differing(*made)}
    assert whys == {"changed": "more time", "moved": "sooner"}
