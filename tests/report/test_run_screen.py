"""The first screen of a run: what stands on it, in which order, and what never does."""

from __future__ import annotations

import re
import unicodedata
from types import SimpleNamespace

import attrs
import numpy as np
import pytest

from awardsim.analysis.explain import explain_stage
from awardsim.policy import Policy
from awardsim.procedure.model import Override
from awardsim.report import facts, run_answer, run_basis, run_milestones, run_path
from awardsim.report.brief import brief
from awardsim.report.console import width
from awardsim.report.explaining_latest import latest_answer
from awardsim.report.resolved import assumption_rows
from awardsim.report.run_screen import run_screen
from awardsim.report.teller import Teller
from awardsim.report.view import View
from awardsim.text import Text

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
#: Words of other trades, and words that an issued text or an applicant must not be called.
NEVER_ZH = [
    "概率密度", "P50", "P80", "P90", "队列", "复制", "赛道", "错误", "违规", "违法", "保证",
    "最优", "淘汰", "落选", "预测", "补正", "司法管辖区",
]  # fmt: skip
NEVER_EN = ["truly best", "Wilson", "P50", "P80", "optimal", "illegal", "loser", "nan", "None"]


def owned(forecast, origin):
    """The same forecast with every input of one origin."""
    inputs = tuple(attrs.evolve(one, origin=origin) for one in forecast.procedure.inputs)
    return attrs.evolve(forecast, procedure=attrs.evolve(forecast.procedure, inputs=inputs))


def ambiguous(one):
    return unicodedata.east_asian_width(one) == "A"


def assert_fits(screen):
    lines = screen.splitlines()
    assert len(lines) <= 40
    assert max(width(line) for line in lines) <= 100
    # A terminal that shows ambiguous characters (→ … “ ” ·) wide needs a few columns more.
    wide = [width(line) + sum(map(ambiguous, line)) for line in lines]
    assert max(wide) <= 106
    assert screen.endswith("\n")
    assert "nan" not in screen
    assert "None" not in screen


def figures(lines):
    """All numbers of some lines, said shares among them, in order of size."""
    text = "\n".join(lines)
    tenths = {name: str(place) for place, name in enumerate("一二三四五六七八九", 1)}
    text = text.replace("九成五以上", "95%").replace("不到半成", "5%")
    text = re.sub(r"([一二三四五六七八九])成", lambda found: tenths[found[1]] + "0%", text)
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


@BOTH
@pytest.mark.parametrize("name", ["planned", "bare", "quick"])
def test_it_fits_forty_lines_of_a_hundred_columns(name, language, request):
    assert_fits(run_screen(request.getfixturevalue(name), language))


def test_the_question_comes_first_and_says_what_counts_as_finished(planned):
    zh, en = run_screen(planned, "zh"), run_screen(planned, "en")
    assert zh.splitlines()[0].startswith("清远市政府质量奖2025  清强市办〔2025〕20号")
    assert zh.splitlines()[1].startswith("问：2025年12月31日前能完成“通报表彰”吗？")
    assert "完成＝通报表彰，条文七(九)" in zh
    assert en.splitlines()[1].startswith("Q: finished by 31 December 2025?")
    assert "finished = commendation by circular, plan 七(九)" in en


def test_the_parts_stand_in_their_order(planned):
    zh = run_screen(planned, "zh")
    marks = [
        "问：", "答：", "估计逐项变动", "一半把握", "条文本身", "卡在哪里", "谁也动不了",
        "关键节点", "推演产出", "依据", "影响最大的估计", "采用的读法", "手中没有",
        "节假日（截至", "模拟误差", "下一步", "申报主体为虚拟",
    ]  # fmt: skip
    places = [zh.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_simulation_error_is_a_footnote_and_never_beside_the_answer(planned):
    lines = run_screen(planned, "zh").splitlines()
    answer = next(line for line in lines if line.startswith("答："))
    assert "±" not in answer
    assert sum("±" in line for line in lines) == 1
    assert not re.search(r"\d\.\d\d", "\n".join(lines))


def test_both_languages_carry_the_same_figures(planned):
    def parts(language):
        view = View(planned, language, "x")
        return {
            "answer": run_answer.answer(view),
            "dates": run_answer.finish_dates(view),
            "law": run_answer.law(view),
            "path": run_path.path_rows(view, 4),
            "milestones": run_milestones.milestones(view, 8),
            "stalls": run_milestones.stalls(view),
            "output": run_milestones.output(view),
            "counts": run_basis.counts(view),
            "error": run_basis.simulation_error(view),
            "missing": run_basis.missing(view),
            "holidays": run_basis.holidays(view),
        }

    zh, en = parts("zh"), parts("en")
    # A date two languages write alike; the share of 80 % is 八成 in one of them.
    assert {name: figures(lines) for name, lines in zh.items()} == {
        name: figures(lines) for name, lines in en.items()
    }


@BOTH
def test_nothing_is_said_of_winners_or_counties(planned, bare, language):
    for forecast in (planned, bare):
        screen = run_screen(forecast, language) + brief(forecast, language)
        never = NEVER_ZH if language == "zh" else NEVER_EN
        assert [word for word in never if word in screen] == []
        channels = forecast.procedure.policy.channels.values()
        assert [one for one in channels if one.title.read(language) in screen] == []


def test_figures_that_nobody_gave_are_named_before_the_answer(planned):
    given, lacking = owned(planned, "scenario"), owned(planned, "built-in")
    assert run_answer.preface(View(given, "zh", "x")) == ""
    assert (
        run_screen(given, "zh")
        .split("答：")[1]
        .startswith(run_answer.words.answer_word(planned.share).zh + "。按一般估计")
    )
    assert run_screen(lacking, "zh").split("答：")[1].startswith("在未提供")
    assert run_screen(lacking, "en").split("A: ")[1].startswith("without figures for")
    assert brief(lacking, "zh").split("：")[1].startswith("在未提供")


def test_exactly_half_of_the_influential_figures_is_enough(planned):
    chosen = facts.influential(planned)
    assert len(chosen) >= 2
    half = {one.input for one in chosen[: (len(chosen) + 1) // 2]}

    def with_given(given):
        inputs = tuple(
            attrs.evolve(one, origin="scenario" if place in given else "built-in")
            for place, one in enumerate(planned.procedure.inputs)
        )
        return attrs.evolve(planned, procedure=attrs.evolve(planned.procedure, inputs=inputs))

    assert facts.not_supplied(with_given(half)) == ()
    assert facts.not_supplied(with_given(set(list(half)[:-1]))) != ()


def test_a_bare_text_without_ranges_says_that_nothing_was_given(quick):
    assert facts.not_supplied(owned(quick, "built-in"))
    assert not facts.not_supplied(quick)
    assert "--no-ranges" in run_screen(quick, "zh")


def test_a_lever_shows_the_share_it_would_give_and_who_can_pull_it(planned):
    swings = {one.input: one for one in planned.ranges.swings}
    found = [one.lever for one in facts.causes(planned) if one.lever is not None]
    assert found
    for lever in found:
        if lever.to in ("least", "most"):
            swing = swings[lever.input]
            gains = {"least": swing.at_least, "most": swing.at_most}
            # A share that rests on few replications is not shown.
            known = (gains[lever.to], swing.high) if swing.refined else (None,)
            assert lever.share in known
    rows = run_path.path_rows(View(planned, "zh", "x"), 6)
    assert all(re.search("可以定|可以商量|只能估计", row) for row in rows[1:-1])


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", r"估计(\d+)项（您提供(\d+)项）"), ("en", r"(\d+) estimates \((\d+) yours\)")],
)
def test_the_screen_counts_the_assumptions_that_are_listed(planned, language, words):
    rows = assumption_rows(planned.procedure)
    yours = [row for row in rows if row["origin"] == "scenario"]
    counted = re.search(words, " ".join(run_basis.counts(View(planned, language, "x"))))
    assert counted is not None
    assert [int(one) for one in counted.groups()] == [len(rows), len(yours)]
    assert any(row["path"].startswith("meetings.") for row in yours)  # given dates as well


def test_the_suggested_command_leads_to_the_latest_date_that_is_shown(planned):
    command = next(line for line in run_basis.next_steps(View(planned, "en", "x")) if "why" in line)
    assert "awardsim why x deliberation --latest" in command
    node = planned.procedure.node_index["deliberation"]
    latest = next(one.latest for one in planned.stages if one.node == node)
    facts = explain_stage(planned.procedure, node)
    day = planned.procedure.calendar.date(latest)
    assert f"{day:%m-%d}" in latest_answer(facts, Teller(planned.procedure, "en", "x"))


def test_people_that_are_given_are_tried_with_more(planned):
    more = [one.lever for one in facts.causes(planned) if one.lever and one.lever.to == "more"]
    assert {lever.share for lever in more} <= {one.share for one in planned.ranges.people}
    assert any("2→3" in row for row in run_path.path_rows(View(planned, "zh", "x"), 6))


def test_the_days_of_the_path_add_up(planned):
    law, off = facts.immovable(planned)
    rest = sum(one.row.days for one in facts.causes(planned))
    total = sum(one.days for one in planned.path)
    assert law + off + rest == pytest.approx(total, abs=1.01)  # the day of issue is nobody's


def test_projected_dates_are_marked_everywhere(planned):
    zh, en = run_screen(planned, "zh"), run_screen(planned, "en")
    calendar = planned.procedure.calendar
    late = [minute for minute in planned.finish if minute is not None]
    assert any(calendar.is_projected(minute) for minute in late)
    assert not re.search(r"2026-\d\d-\d\d(?!〔推〕)", zh)
    assert not re.search(r"2026-\d\d-\d\d(?! \[proj\.\])", en)
    assert not re.search(r"(?<!-)\b01-\d\d(?!〔推〕|\d)", zh)
    assert "2026年的没有公布" in zh


@BOTH
def test_a_procedure_without_a_deadline_is_asked_when_not_whether(planned, language):
    procedure = attrs.evolve(planned.procedure, finish_by=None)
    found = attrs.evolve(planned, procedure=procedure, share=None, error=None, ranges=None)
    screen = run_screen(found, language)
    assert_fits(screen)
    assert ("什么时候能办完" if language == "zh" else "when will") in screen
    year = {"zh": "一半把握 20", "en": "even chance 20"}[language]
    assert year in screen
    assert len(brief(found, language).splitlines()) == 3


@BOTH
def test_a_run_in_which_nothing_finishes_says_so(planned, language):
    never = [
        attrs.evolve(one, early=None, middle=None, late=None, on_time=0.0) for one in planned.stages
    ]
    found = attrs.evolve(
        planned,
        share=0.0,
        error=0.0,
        finish=(None, None, None),
        law_finish=None,
        usual_finish=None,
        path=(),
        stages=tuple(never),
        milestones=tuple(never[-8:]),
        stalled=((16, 1.0),),
        figures=np.full_like(planned.figures, np.nan),
    )
    screen = run_screen(found, language)
    assert_fits(screen)
    assert ("没有办完" if language == "zh" else "not reached") in screen
    assert ("难" if language == "zh" else "hard") in screen
    lines = brief(found, language).splitlines()
    assert len(lines) == 3
    assert ("几乎不可能" if language == "zh" else "almost impossible") in lines[0]


def test_an_answer_that_no_estimate_moves_is_said_once(planned):
    ranges = attrs.evolve(planned.ranges, low=1.0, high=1.0, favourable=1.0, unfavourable=1.0)
    certain = attrs.evolve(planned, share=1.0, error=0.0, ranges=ranges)
    assert "估计逐项变动 ≈100%；" in run_screen(certain, "zh")
    assert "估计偏松偏紧都是几乎肯定" in brief(certain, "zh")
    assert "--set" not in run_screen(certain, "zh")


def test_a_text_that_does_not_fit_says_so(planned):
    late = attrs.evolve(planned, law_finish=planned.procedure.deadline_minute + 1)
    assert "条文本身就排不下" in run_screen(late, "zh")
    assert "条文本身就排不下" in brief(late, "zh")
    assert "the text does not fit" in run_screen(late, "en")


def test_no_simulation_error_is_never_claimed(planned):
    certain = attrs.evolve(planned, share=1.0, error=0.0)
    assert "±0" not in run_screen(certain, "zh")


def test_a_stall_names_the_meeting_that_did_not_come(planned):
    index = planned.procedure.node_index["deliberation"]
    found = attrs.evolve(planned, stalled=((index, 0.07),))
    assert "7%的推演里，给出的会议日用完了，领导小组集体审议还没有等到会" in run_screen(found, "zh")
    assert "in 7 % of the runs the meeting dates ran out before" in run_screen(found, "en")


@BOTH
def test_what_was_replaced_is_shown_old_and_new(planned, language):
    one = Override("stages.final_notice.duration", "exactly 5wd", "7wd", "草案")
    many = tuple(attrs.evolve(one, path=f"stages.s{place}.duration") for place in range(50))
    for overrides in ((one,), many):
        procedure = attrs.evolve(planned.procedure, overrides=overrides)
        screen = run_screen(attrs.evolve(planned, procedure=procedure), language)
        assert_fits(screen)
        assert "exactly 5wd → 7wd" in screen


def with_policy(forecast, **changes):
    policy: Policy = attrs.evolve(forecast.procedure.policy, **changes)
    return attrs.evolve(forecast, procedure=attrs.evolve(forecast.procedure, policy=policy))


@BOTH
def test_a_title_cannot_act_on_the_terminal_or_break_the_layout(planned, language):
    nasty = Text("奖\x1b[31m\u202e\n" * 40, "award\x1b[31m\u202e\n" * 40)
    scenario = attrs.evolve(planned.procedure.scenario, title=nasty)
    procedure = attrs.evolve(planned.procedure, scenario=scenario)
    screen = run_screen(attrs.evolve(planned, procedure=procedure), language)
    assert_fits(screen)
    assert "\x1b" not in screen
    assert "\u202e" not in screen


def test_a_draft_is_called_a_draft(planned):
    assert "草案，未印发" in run_screen(with_policy(planned, state="draft"), "zh")
    assert "草案" not in run_screen(planned, "zh").splitlines()[0]


def test_the_next_commands_name_what_was_run(planned):
    assert "awardsim run mine -o" in run_screen(planned, "zh", "mine")
    assert "awardsim run 'my file.toml' -o" in run_screen(planned, "en", "my file.toml")
    assert "awardsim run 草案.toml -o" in run_screen(planned, "zh", "草案.toml")


def test_a_body_is_named_without_the_place_that_the_head_names(planned):
    view = View(planned, "zh", "x")
    assert view.body("leading_group") == "质量强市工作领导小组"
    assert view.body("office") == "市质量强市办"
    assert view.body("nobody") == ""


@BOTH
def test_the_brief_is_three_lines_with_the_record(planned, language):
    from awardsim.report.record_id import record_id

    lines = brief(planned, language).splitlines()
    assert len(lines) == 3
    assert record_id(planned) in lines[2]
    assert ("内部测算" if language == "zh" else "Internal estimate") in lines[2]
    assert all(figure not in lines[0] for figure in ("±",))


@pytest.mark.parametrize("award, said", [
    ("Award", "Award  〔2023〕5号、〔2023〕105号  scenario mine  text@2023"),
    ("A" * 53, "A" * 53 + "  〔2023〕5号、〔2023〕105号  scenario mine"),
    ("A" * 60, "A" * 60 + "  〔2023〕5号、〔2023〕1…  scenario mine"),
    ("A" * 70, "A" * 70 + "  scenario mine"),
])  # fmt: skip
def test_a_long_head_leaves_out_whole_parts_and_never_the_scenario(monkeypatch, award, said):
    monkeypatch.setattr(run_answer.facts, "documents", lambda _: "〔2023〕5号、〔2023〕105号")
    scenario = SimpleNamespace(id="mine", progress=None)
    policy = SimpleNamespace(id="text@2023", state="in_force")
    view = SimpleNamespace(
        award=award,
        say=lambda _zh, en: en,
        procedure=SimpleNamespace(policy=policy, scenario=scenario),
    )
    head = run_answer.heading(view)[0]
    assert head == said
    assert width(head) <= 100
