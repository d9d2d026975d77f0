"""Dates that come too soon, and that what is suggested against it does help: it is carried out.

The plan of Qingyuan of 2025, issued on 17 September, with other days of receipt; a plain city's
text for the minima.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import attrs
import pytest
from support.checked import row
from support.settled import PLUGINS, mended, tree_catalogue

from awardsim.findings import Finding, check_policy, check_scenario
from awardsim.policy import Policy, read_policy
from awardsim.scenario.reader import default_scenario, read_scenario

CODES = ("AWS205", "AWS206", "AWS410", "AWS602", "AWS603")
RECEIPT = "stages.receipt.deadline.on.value"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@pytest.fixture(scope="module")
def rules():
    with tree_catalogue() as known:
        yield known


@pytest.fixture(scope="module")
def plan():
    """The plan as a draft."""
    return attrs.evolve(read_policy(PLUGINS / "qingyuan" / "policies" / "2025.toml"), file="")


def draft(plan: Policy, **values: object) -> Policy:
    """A draft of the plan with other values."""
    return mended(plan, {"state": "draft", **values})


def receipt_on(plan: Policy, day: date) -> Policy:
    return draft(plan, **{RECEIPT: day})


def found_in(policy: Policy, rules, codes: tuple[str, ...] = CODES) -> dict[str, Finding]:
    return {one.code.id: one for one in check_policy(policy, rules, select=list(codes))}


def days_of(text: str) -> list[date]:
    return [date.fromisoformat(one) for one in DAY.findall(text)]


# ---- AWS206: the first notice ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        # 5 days of notice, posted the day before; applications close 13 working days before.
        (date(2025, 10, 14), "从开始那天（2025-09-17）起就已经来不及贴出"),
        (date(2025, 10, 15), "从开始那天（2025-09-17）起就已经来不及贴出"),
        (date(2025, 10, 17), "从开始那天（2025-09-17）起就已经来不及贴出"),
        (date(2025, 10, 21), "最迟 2025-09-18 要贴出，是印发（2025-09-17）后第 1 个工作日"),
        (date(2025, 10, 25), "最迟 2025-09-23 要贴出，是印发（2025-09-17）后第 4 个工作日"),
    ],
)
def test_the_worse_the_date_the_louder_it_is_told(plan, rules, receipt, said):
    """The 13th working day before 21 October is 26 September; posted on the 18th, a notice is over
    on the 25th.  Before 17 October it is the 24th, and a notice would be posted on the 16th.
    """
    found = found_in(receipt_on(plan, receipt), rules)
    assert list(found) == ["AWS206"]
    assert said in found["AWS206"].what.zh


@pytest.mark.parametrize("receipt", [date(2025, 10, 3), date(2025, 10, 17), date(2025, 10, 25)])
def test_either_repair_of_a_late_notice_repairs_it_and_a_day_less_does_not(plan, rules, receipt):
    policy = receipt_on(plan, receipt)
    later, sooner = days_of(found_in(policy, rules)["AWS206"].repair.zh)
    assert later > receipt
    assert found_in(receipt_on(plan, later), rules) == {}
    assert "AWS206" in found_in(receipt_on(plan, date.fromordinal(later.toordinal() - 3)), rules)

    def begun(day: date) -> dict[str, Finding]:
        on = {"sources.plan.issued": day, "stages.call.opens.value": day}
        return found_in(draft(plan, **{RECEIPT: receipt, **on}), rules)

    assert begun(sooner) == {}
    assert "AWS206" in begun(date.fromordinal(sooner.toordinal() + 3))


def test_an_estimate_of_ours_that_has_no_room_is_no_mistake_of_the_draft(plan, rules):
    """Receipt on 3 October, within the holiday, 12 to 14 working days behind the closing date.

    By the text alone 5 days of notice are over on 24 September, applications come on the 25th,
    and the county's notice runs from then to 9 October (26, 28 to 30 September, 9 October).
    """
    found = found_in(receipt_on(plan, date(2025, 10, 3)), rules)
    assert sorted(found) == ["AWS205", "AWS206"]
    assert "最快也要到 2025-10-09，期限是 2025-10-03" in found["AWS205"].what.zh
    assert "就已经来不及贴出" in found["AWS206"].what.zh


def test_a_scenario_is_told_that_it_has_to_give_the_date(plan, rules, tmp_path):
    """`run` cannot go on without it."""
    policy = receipt_on(plan, date(2025, 10, 3))

    def codes_of(more: str) -> list[str]:
        path = Path(tmp_path / "mine.toml")
        path.write_text(f'schema = 1\npolicy = "qingyuan@2025"\nbasis = "us"\n{more}', "utf-8")
        found = check_scenario(policy, read_scenario(path), rules, select=list(CODES))
        assert {one.place.file for one in found if one.code.id == "AWS602"} <= {str(path)}
        return sorted(one.code.id for one in found)

    assert codes_of("") == ["AWS205", "AWS206", "AWS602", "AWS603"]
    assert codes_of("opens = 2025-09-17") == ["AWS205", "AWS206", "AWS602", "AWS603"]
    given = '[fill]\n"stages.apply.closes" = "1wd"\n'
    assert codes_of(given) == ["AWS205", "AWS206", "AWS603"]


def test_every_date_behind_the_notice_counts_not_only_the_first(plan, rules, tmp_path):
    """Applications close a working day before the receipt, which the county's steps cannot keep."""
    path = tmp_path / "mine.toml"
    path.write_text(
        'schema = 1\npolicy = "qingyuan@2025"\nbasis = "us"\n'
        '[fill]\n"stages.apply.closes" = "1wd"\n',
        "utf-8",
    )
    policy = receipt_on(plan, date(2025, 10, 14))
    (found,) = check_scenario(policy, read_scenario(path), rules, select=["AWS206"])
    assert "就已经来不及贴出" in found.what.zh


def test_applications_that_would_close_before_the_opening_are_told_without_a_notice_too(rules):
    """Gansu's own applications, due on 25 May, 13 working days behind the closing date.

    Opened on 10 May the 13th working day before is the 6th (a Saturday that is worked); before the
    29th it is the 10th itself.
    """
    policy = rules.policy("china_award@2023-gansu")

    def told(opens: date, **values: object) -> list[Finding]:
        changed = mended(policy, values)
        under = attrs.evolve(default_scenario(changed), opens=opens)
        return check_scenario(changed, under, rules, select=["AWS206"])

    (found,) = told(date(2023, 5, 10))
    assert found.place.path == "stages.local_apply.closes"
    assert "前 13 个工作日截止，早于开始那天（2023-05-10）" in found.what.zh
    assert days_of(found.repair.zh) == [date(2023, 5, 29)]
    due = "stages.local_recommend.deadline.on.value"
    assert told(date(2023, 5, 10), **{due: date(2023, 5, 29)}) == []
    assert told(date(2023, 4, 20)) == []


# ---- AWS205: the minima ----------------------------------------------------------------------


def test_only_what_the_way_begins_with_is_suggested_to_be_earlier(plan, rules):
    """Receipt on 20 December: two notices of 5 days with their postings take until 7 January.

    Beginning in August would not help, since everything waits for the receipt.
    """
    policy = receipt_on(plan, date(2025, 12, 20))
    found = found_in(policy, rules)["AWS205"]
    assert "最快也要到 2026-01-07，期限是 2025-12-31" in found.what.zh
    assert "开始" not in found.repair.zh
    later, receipt = days_of(found.repair.zh)
    assert "“报送市质量强市办”的期限提前到" in found.repair.zh
    assert "AWS205" not in found_in(receipt_on(plan, receipt), rules)
    ended = draft(plan, **{RECEIPT: date(2025, 12, 20), "window.closes.value": later})
    assert "AWS205" not in found_in(ended, rules)


def test_each_repair_of_minima_that_do_not_fit_does_alone(check):
    """Two notices of 5 working days, from 30 April to 20 May; the 13th is asked for.

    A notice of 3 days is over 2 working days sooner, which is too late still.
    """
    fits = 'closes = { value = %s, words = "%s（含当日）" }'
    window = row("closes = { value = 2026-10-30")

    def missed(day: str, words: str, *more: tuple[str, str]) -> list[Finding]:
        found = check((window, fits % (day, words)), *more)
        return [one for one in found if one.code.id == "AWS205"]

    (one,) = missed("2026-05-19", "2026年5月19日")
    assert "期限推迟到 2026-05-20" in one.repair.zh
    assert "“县级公示”缩短到4个工作日" in one.repair.zh
    assert missed("2026-05-20", "2026年5月20日") == []
    four = ('"5wd", words = "不少于 5 个工作日"', '"4wd", words = "不少于 4 个工作日"')
    assert missed("2026-05-19", "2026年5月19日", four) == []
    (far,) = missed("2026-05-13", "2026年5月13日")
    assert "缩短" not in far.repair.zh


# ---- AWS603: no estimate helps ---------------------------------------------------------------


@pytest.mark.parametrize(("by", "helps"), [(date(2025, 11, 5), False), (date(2025, 11, 14), True)])
def test_other_estimates_are_suggested_only_where_they_can_help(plan, rules, by, helps):
    """The text alone takes until 11 November: receipt on 25 October (a Saturday), two notices."""
    under = attrs.evolve(default_scenario(plan), file="mine.toml", finish_by=by)
    (found,) = check_scenario(plan, under, rules, select=["AWS603"])
    assert ("改估计没有用" in found.repair.zh) is not helps
    assert "2025-11-11" in found.repair.zh
    assert ("no other estimate helps" in found.repair.en) is not helps
