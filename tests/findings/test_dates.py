"""Dates and notices: each finding on an altered text, its count by hand, and the repaired copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from support.checked import codes, row

from awardsim.findings import check_policy
from awardsim.plugins import load_catalogue
from awardsim.policy import read_policy
from awardsim.scenario.reader import default_scenario

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
ROLLING = ('words = "遇休息日、节假日的，顺延" }', 'words = "本办法规定的日期" }')
CLOSES = "closes = { value = 2026-04-30"


def only(findings, code):
    return [one for one in findings if one.code.id == code]


# ---- AWS201 -------------------------------------------------------------------------------------


def test_a_date_before_the_issue(check):
    """Issued on 2026-01-15, due on 2026-01-10: five days ago."""
    early = (row("closes = { value = 2026-10-30"), row("closes = { value = 2026-10-30"))
    call = (
        'words = "印发通知"',
        'deadline = { on = { value = 2026-01-10, words = "1月10日" }, counts = "completion", '
        'late = "noted", roll = "none" }\nwords = "印发通知"',
    )
    found = only(check(early, call), "AWS201")
    assert [one.place.path for one in found] == ["stages.call.deadline.on"]
    assert "2026-01-10, before the issue on 2026-01-15" in found[0].what.en
    assert found[0].effect.en == "on the day of issue it was 5 days ago"
    later = (call[0], call[1].replace("2026-01-10", "2026-01-16").replace("1月10日", "1月16日"))
    assert only(check(later), "AWS201") == []


# ---- AWS202 -------------------------------------------------------------------------------------


def dated(article: str, day: str) -> str:
    month, number = int(day[5:7]), int(day[8:])
    return (
        f'source = "rules {article}"\n'
        f'deadline = {{ on = {{ value = {day}, words = "{month}月{number}日" }}, '
        'counts = "completion", late = "noted", roll = "none" }'
    )


def nested(first: str, second: str) -> list[tuple[str, str]]:
    """The approval under 三(八), the commendation under 三(八)2."""
    return [
        (f'after = ["{before}"]\nsource = "rules 三(八)"', f'after = ["{before}"]\n{made}')
        for before, made in (
            ("final_notice", dated("三(八)", first)),
            ("approval", dated("三(八)2", second)),
        )
    ]


def test_an_item_that_is_due_after_its_article(check):
    found = only(check(*nested("2026-09-25", "2026-09-30")), "AWS202")
    assert [one.place.path for one in found] == ["stages.commendation.deadline.on"]
    assert found[0].place.articles == ("三(八)2", "三(八)")
    assert found[0].repair.en == "set 三(八) to 2026-09-30; or set 三(八)2 back to 2026-09-25"
    assert only(check(*nested("2026-09-30", "2026-09-30")), "AWS202") == []


def test_what_is_suggested_for_an_item_is_a_working_day_after_the_steps_before_it(check):
    """11 July 2026 is a Saturday: either date moves to a working day beside it (13th, 10th)."""
    unrolled = (row("遇休息日、节假日的，顺延"), 'value = { value = true, words = "按时" }')
    (one,) = only(check(unrolled, *nested("2026-07-08", "2026-07-11")), "AWS202")
    assert one.repair.en == "set 三(八) to 2026-07-13; or set 三(八)2 back to 2026-07-08"
    (one,) = only(check(unrolled, *nested("2026-07-11", "2026-07-15")), "AWS202")
    assert one.repair.en == "set 三(八) to 2026-07-15; or set 三(八)2 back to 2026-07-10"
    for first, second in (("2026-07-13", "2026-07-11"), ("2026-07-11", "2026-07-10")):
        assert only(check(unrolled, *nested(first, second)), "AWS202") == []
    notice = [row("duration = { exactly"), dated("三(七)", "2026-07-09").partition("\n")[2]]
    late = (notice[0], "\n".join(notice))
    (one,) = only(check(unrolled, late, *nested("2026-07-08", "2026-07-15")), "AWS202")
    assert one.repair.en == "set 三(八) to 2026-07-15"  # the notice is due on the 9th


# ---- AWS203 -------------------------------------------------------------------------------------


def closing(day: str, words: str) -> tuple[str, str]:
    return row(CLOSES), f'closes = {{ value = {day}, words = "{words}" }}'


def test_a_closing_date_on_a_saturday_and_no_rule(check):
    """2026-04-25 is a Saturday and no make-up day: Friday the 24th or Monday the 27th."""
    saturday = closing("2026-04-25", "2026年4月25日")
    found = only(check(saturday, ROLLING), "AWS203")
    assert [one.place.path for one in found] == ["stages.apply.closes"]
    assert "Saturday" in found[0].what.en
    assert found[0].effect.en == "it may be read as 2026-04-24, 2026-04-25 or 2026-04-27"
    assert only(check(saturday), "AWS203") == []  # the text has a rule for days off
    friday = closing("2026-04-24", "2026年4月24日")
    assert only(check(friday, ROLLING), "AWS203") == []


def test_a_make_up_saturday_is_a_working_day(check):
    """2026-05-09 is worked for Labour Day."""
    assert only(check(closing("2026-05-09", "2026年5月9日"), ROLLING), "AWS203") == []


def test_a_holiday_that_was_announced_after_the_issue_is_no_fault_of_the_document(check):
    """The days off of 2026 came out on 2025-11-04: unknown on 2025-09-01."""
    issued = ("issued = 2026-01-15", "issued = 2025-09-01")
    may = closing("2026-05-05", "2026年5月5日")  # a Tuesday off for Labour Day
    found = only(check(may, ROLLING, issued), "AWS203")
    assert "announced on 2025-11-04, it could not be known before" in found[0].effect.en
    assert "announced" not in only(check(may, ROLLING), "AWS203")[0].effect.en


def test_dates_in_a_year_that_was_not_announced_when_the_text_was_issued(check):
    issued = ("issued = 2026-01-15", "issued = 2025-09-01")
    found = only(check(ROLLING, issued), "AWS209")
    assert len(found) == 1
    assert "announced on 2025-11-04" in found[0].what.en
    assert "2026-04-30" in found[0].what.en
    assert only(check(ROLLING), "AWS209") == []
    assert only(check(issued), "AWS209") == []  # the text says that its dates roll


# ---- AWS204, AWS207 -----------------------------------------------------------------------------

NOTICE = row("不少于 5 个工作日")


def test_a_notice_whose_kind_of_day_is_not_stated(check):
    days = (NOTICE, 'duration = { at_least = "7cd", words = "不少于7日" }')
    found = only(check(days), "AWS204")
    assert [one.place.path for one in found] == ["stages.county_notice.duration"]
    assert found[0].repair.zh == "择一写明：“7个工作日” / “7个自然日”"
    assert "days apart" in found[0].effect.en
    for words in ("不少于7个自然日", "不少于7个日历日"):
        clear = (NOTICE, f'duration = {{ at_least = "7cd", words = "{words}" }}')
        assert only(check(clear), "AWS204") == []


def test_the_difference_is_counted_from_the_date_on_which_it_must_be_posted(check):
    """Posted on Wednesday 2026-04-29, because what is before it is due then.

    Ten calendar days end on 05-09.  Working days: 04-30 is 1; 05-01 to 05-05 are off; 05-06, 07,
    08, and the make-up Saturday 05-09 are 2 to 5; 05-11 to 05-15 are 6 to 10.
    """
    due = (
        'duration = "unstated"\nrule = { name = "conditions"',
        'duration = "unstated"\ndeadline = { on = { value = 2026-04-29, words = "4月29日" }, '
        'counts = "completion", late = "noted", roll = "none" }\nrule = { name = "conditions"',
    )
    days = (NOTICE, 'duration = { exactly = "10cd", words = "公示期10天" }')
    effect = only(check(due, days), "AWS204")[0].effect.en
    assert effect == (
        "posted on 2026-04-29 (when what is before it is due): until 2026-05-09 in calendar days, "
        "2026-05-15 in working days, 6 days apart"
    )


def test_a_calendar_notice_that_a_holiday_eats(check):
    """Spring Festival 2026 is off from 02-15 to 02-23: of seven days from 02-14 none is worked."""
    days = (NOTICE, 'duration = { at_least = "7cd", words = "不少于7个自然日" }')
    found = only(check(days), "AWS207")
    assert "posted on 2026-02-14" in found[0].what.en
    assert found[0].effect.en == (  # 遇休息日、节假日的，顺延
        "of 7 days an objection can be handed in on 0 (a run ends it on 2026-02-21, a day off); "
        "on 1 if it rolls to 2026-02-24 by the text's own rule"
    )
    assert only(check(), "AWS207") == []


def test_a_text_for_one_edition_meets_no_holiday_outside_it(check):
    """Between 2 March and 30 October it is National Day, off from 10-01 to 10-07."""
    days = (NOTICE, 'duration = { at_least = "7cd", words = "不少于7个自然日" }')
    once = (row("valid_to ="), 'valid_to = "unstated"')
    found = only(check(days, once), "AWS207")
    assert "posted on 2026-09-30 (say), until 2026-10-07: 0 working days" in found[0].what.en


def test_the_holiday_is_one_that_the_text_can_meet():
    """Issued on 2020-04-01, so past that Spring Festival; 10-01 to 10-08 are off in 2020."""
    found = only(check_policy(load_catalogue().policy("qingyuan@2020")), "AWS207")
    assert "posted on 2020-09-30 (say), until 2020-10-07: 0 working days" in found[0].what.en


def test_a_notice_without_a_length(check):
    found = only(check((NOTICE, 'duration = "unstated"')), "AWS211")
    assert [one.place.path for one in found] == ["stages.county_notice.duration"]
    assert only(check(), "AWS211") == []


@pytest.mark.parametrize("given", [True, False])
def test_a_date_that_is_counted_says_whose_estimates_it_rests_on(given):
    """The regulation of 2020 gives no dates: a scenario does, or the built-in table."""
    text = read_policy(PLUGINS / "qingyuan" / "policies" / "2020.toml")
    scenario = attrs.evolve(default_scenario(text), id="autumn") if given else None
    (found,) = check_policy(text, scenario=scenario, select=["AWS204"])
    assert ("情景的一般估计" in found.effect.zh, "the scenario's" in found.effect.en) == (
        given,
    ) * 2
    assert ("默认估计" in found.effect.zh, "default" in found.effect.en) == (not given,) * 2


def test_a_last_day_off_rolls_by_the_civil_code_and_both_days_are_told():
    """Posted on 2019-01-30 for 10 days: 9 February is a Saturday, still Spring Festival (4-10)."""
    text = read_policy(PLUGINS / "shaoguan" / "policies" / "2018.toml")
    made = check_policy(text, select=["AWS204", "AWS207"])
    kind, few = only(made, "AWS204")[0], only(made, "AWS207")[0]
    assert (
        "按日历日到 2019-02-09，按工作日到 2019-02-18，差 9 天；2019-02-09 是休息日，"
        "推演仍算到这一天，按当时施行的民法总则第二百零三条则到 2019-02-11，差 7 天"
    ) in kind.effect.zh
    assert (
        "by article 203 of the General Provisions of Civil Law (then in force) it would be "
        "2019-02-11, 7 days apart"
    ) in kind.effect.en
    assert (
        "只有 4 天（推演算到 2019-02-09，休息日也在内）；"
        "按当时施行的民法总则第二百零三条顺延到 2019-02-11 的，5 天"
    ) in few.effect.zh
    assert "Civil Code" not in f"{kind.effect.en}{few.effect.en}"


@pytest.mark.parametrize(
    ("year", "law"), [(2020, "当时施行的民法总则第二百零三条"), (2024, "按民法典第二百零三条")]
)
def test_a_last_day_off_is_told_by_the_law_in_force_on_it(year, law):
    """The Civil Code is in force since 2021-01-01: a notice across National Day of either year."""
    text = read_policy(PLUGINS / "qingyuan" / "policies" / "2020.toml")
    days = {"opens": date(year, 9, 1), "finish_by": date(year, 12, 31)}
    scenario = attrs.evolve(default_scenario(text), **days)
    (found,) = check_policy(text, scenario=scenario, select=["AWS207"])
    assert law in found.effect.zh


@pytest.mark.parametrize("year", [2024, 2025])
def test_an_example_of_a_notice_across_a_holiday_is_of_the_edition(year):
    """The regulation of 2020, used later: posted on the eve of National Day of that year."""
    text = read_policy(PLUGINS / "qingyuan" / "policies" / "2020.toml")
    days = {"opens": date(year, 9, 1), "finish_by": date(year, 12, 31)}
    scenario = attrs.evolve(default_scenario(text), **days)
    (found,) = check_policy(text, scenario=scenario, select=["AWS207"])
    assert f"如 {year}-09-30 发布" in found.what.zh


# ---- AWS205, AWS206 -----------------------------------------------------------------------------


def test_minima_that_do_not_fit_with_the_smallest_repair(check):
    """Applications close on Thursday 2026-04-30; two notices of 5 working days follow.

    The first list is ready at the close of 04-30, so the notice is posted on 05-06 and over on
    05-13 (05-07, 08, 09, 11, 12 are its days 1 to 5, the Saturday 05-09 being worked): over on
    05-12.  The second is posted on 05-13 and over on 05-20.
    """
    fits = 'closes = { value = %s, words = "%s（含当日）" }'
    window = row("closes = { value = 2026-10-30")
    late = only(check((window, fits % ("2026-05-19", "2026年5月19日"))), "AWS205")
    assert [one.place.path for one in late] == ["window.closes"]
    assert "is over on 2026-05-20 at the earliest, due on 2026-05-19" in late[0].what.en
    assert late[0].effect.en == "1 working days short"
    assert only(check((window, fits % ("2026-05-20", "2026年5月20日"))), "AWS205") == []


# ---- AWS208, AWS210 -----------------------------------------------------------------------------


def test_an_objection_on_the_last_day_of_a_notice(check):
    silent = (row("holds = {"), 'holds = { value = "case", inferred = "没有写" }')
    found = only(check(silent), "AWS208")
    assert [one.place.path for one in found] == ["stages.final_notice.objection.holds"]
    assert "may take 11 working days" in found[0].what.en  # 3 + 3 + 5
    assert only(check(), "AWS208") == []


def test_a_date_before_which_that_may_or_may_not_include_it(check):
    found = only(check(closing("2026-04-30", "2026年4月30日前")), "AWS210")
    assert len(found) == 1
    assert only(check(closing("2026-04-30", "2026年4月30日前（含当日）")), "AWS210") == []
    assert only(check(closing("2026-04-30", "截至2026年4月30日")), "AWS210") == []


def test_the_good_text_is_silent(check):
    assert codes(check()) == []
