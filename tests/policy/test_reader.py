"""A policy file becomes a policy, with the status and the article of every value."""

from __future__ import annotations

import datetime
import pickle
from fractions import Fraction

import pytest
from support.sample import SAMPLE, altered

from awardsim.errors import PolicyError
from awardsim.policy import (
    Bound,
    Cell,
    Status,
    Waiver,
    leaves,
    parse_policy,
    read_policy,
)
from awardsim.policy.paths import (
    remove_path,
    set_path,
)
from awardsim.policy.reader import raw_policy
from awardsim.report.written import read_cell
from awardsim.text import Text
from awardsim.units import Duration


def test_a_complete_text_is_read(sample):
    assert sample.id == "sample@sample"
    assert list(sample.stages) == ["apply", "nominate", "review", "notice"]
    assert sample.stages["nominate"].after == ("apply",)
    assert sample.stages["review"].only.channels == ("east",)
    assert sample.sources["plan"].issued == datetime.date(2030, 1, 2)
    assert sample.tracks["organisations"].categories["makers"].form == "附件1"
    assert sample.channels["west"].kind == "county"
    assert sample.bodies["county"].each == "channel"
    assert sample.readings["pending"].options["all"].set == {
        "stages.notice.objection.holds": "list",
        "objections.reply": "7wd",
    }


def test_a_plain_value_is_stated_and_has_the_article_of_its_table(sample):
    cycle = sample.window.cycle
    assert cycle == Cell(Duration.parse("2y"), Status.STATED, "plan 一")


def test_a_value_with_a_bound_keeps_bound_words_and_softness(sample):
    assert sample.stages["notice"].duration == Cell(
        Duration.parse("5wd"),
        Status.STATED,
        "plan 七",
        "不少于5个工作日",
        Bound.AT_LEAST,
        soft=True,
    )
    assert sample.quotas["organisations"].number.bound is Bound.AT_MOST
    assert sample.quotas["individuals"].number.bound is Bound.EXACTLY


def test_a_value_with_reasoning_is_inferred(sample):
    assert sample.window.closes == Cell(
        datetime.date(2030, 12, 31), Status.INFERRED, "plan 一", "年内完成",
        reason=Text.same("读作12月31日"),
    )  # fmt: skip


def test_silence_is_a_status_with_or_without_a_remark(sample):
    assert sample.window.valid_to.status is Status.UNSTATED
    assert sample.objections.upheld.status is Status.UNREAD
    assert sample.quotas["individuals"].may_stay_vacant.status is Status.EXCLUDED
    remarked = sample.stages["nominate"].duration
    assert (remarked.status, remarked.reason) == (Status.UNSTATED, Text.same("没有写邮寄时间"))


BOTH = {"zh": "没有写", "en": "nothing is said"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("stages.nominate.duration", {"unstated": BOTH}),
        ("stages.nominate.duration", {"elsewhere": BOTH}),
        ("objections.form", {"excluded": BOTH}),
        ("window.closes", {"value": datetime.date(2030, 12, 31), "inferred": BOTH}),
    ],
)
def test_a_remark_may_be_in_both_languages(sample, path, value):
    policy = parse_policy(set_path(sample.raw, path, value), "sample.toml")
    cell = next(leaf.cell for leaf in leaves(policy) if leaf.path == path)
    assert cell.reason == Text("没有写", "nothing is said")


def test_a_rule_and_a_channel_may_be_read_out_of_the_text_in_both_languages(sample):
    raw = set_path(sample.raw, "channels.east.inferred", BOTH)
    raw = set_path(raw, "stages.review.rule.inferred", BOTH)
    policy = parse_policy(raw, "sample.toml")
    assert policy.channels["east"].reason == Text("没有写", "nothing is said")
    assert policy.stages["review"].rule.reason == Text("没有写", "nothing is said")


def test_half_a_remark_is_a_mistake_with_its_path(sample):
    raw = set_path(sample.raw, "stages.nominate.duration", {"unstated": {"zh": "没有写"}})
    with pytest.raises(PolicyError, match=r"'en' is missing @ stages.nominate.*\.unstated\.en"):
        parse_policy(raw, "sample.toml")


@pytest.mark.parametrize("path", ["objections.form", "provisions.reward.value"])
@pytest.mark.parametrize("form", [BOTH, {"value": BOTH, "words": "没有写"}])
def test_what_is_said_in_few_words_may_be_in_both_languages(sample, path, form):
    policy = parse_policy(set_path(sample.raw, path, form), "sample.toml")
    cell = next(leaf.cell for leaf in leaves(policy) if leaf.path == path)
    assert (cell.value, cell.status) == (Text("没有写", "nothing is said"), Status.STATED)
    assert read_cell(cell, "zh") == "没有写"
    assert read_cell(cell, "en") == "nothing is said"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("objections.form", {"zh": "书面"}, r"'en' is missing @ objections\.form\.en"),
        ("objections.form", {"value": {**BOTH, "fr": "-"}}, r"no key 'fr' here"),
        ("provisions.reward.value", {"zh": "奖牌", "en": 5}, r"provisions\.reward\.value\.en"),
    ],
)
def test_half_of_what_is_said_in_both_languages_is_a_mistake(sample, path, value, message):
    with pytest.raises(PolicyError, match=message):
        parse_policy(set_path(sample.raw, path, value), "sample.toml")


def test_a_text_that_merely_resembles_a_word_for_silence_is_a_text(sample):
    changed = set_path(sample.raw, "objections.form", "included")
    assert parse_policy(changed, sample.file).objections.form.value == "included"


def test_what_stands_elsewhere_names_the_document(sample):
    rule = sample.stages["nominate"].rule
    at_most = rule.parameters["at_most"]
    assert at_most["organisations"] == Cell(
        None, Status.ELSEWHERE, "plan 六(二)", reason=Text.same("附件7")
    )
    assert at_most["individuals"].value == 2


def test_a_table_within_inherits_the_article_unless_it_has_its_own(sample):
    assert sample.stages["nominate"].deadline.source == "plan 六(二)"
    assert sample.stages["review"].supplement.source == "plan 六(四)"
    assert sample.stages["review"].supplement.rounds.source == "plan 六(四)"
    assert sample.objections.decide.source == "law 3"


def test_a_text_that_is_a_duration_becomes_one_in_a_rule(sample):
    parameters = sample.conditions["years"].rule.parameters
    assert parameters["at_least"].value == Duration(Fraction(3), Duration.parse("1y").unit)
    assert parameters["field"].value == "operation"


def test_a_policy_can_be_sent_to_another_process(sample):
    assert pickle.loads(pickle.dumps(sample)) == sample


def test_changed_tables_are_read_with_the_same_checks(sample):
    changed = set_path(sample.raw, "stages.notice.duration.at_least", "7wd")
    policy = parse_policy(changed, sample.file)
    assert policy.stages["notice"].duration.value == Duration.parse("7wd")
    assert sample.stages["notice"].duration.value == Duration.parse("5wd")
    with pytest.raises(PolicyError, match=r"expected a duration.*@ stages\.notice\.duration"):
        parse_policy(set_path(sample.raw, "stages.notice.duration.at_least", 7), sample.file)


def test_a_stage_that_a_reading_sets_may_be_taken_out(sample):
    changed = set_path(remove_path(sample.raw, "stages.notice"), "window.cycle", "1y")
    assert "notice" not in parse_policy(changed, sample.file).stages


def test_the_raw_tables_of_a_file_can_be_had_without_a_policy():
    assert raw_policy(SAMPLE).data["stages"]["apply"]["kind"] == "window"


def test_what_is_excluded_may_carry_the_words_that_say_so(sample):
    suspends = sample.objections.suspends
    assert (suspends.status, suspends.words) == (Status.EXCLUDED, "不停止评审")
    assert suspends.reason == Text.same("异议期间照常评审")


def test_a_rule_may_have_parameters_by_something_other_than_tracks(sample):
    changed = set_path(sample.raw, "stages.review.rule", {
        "name": "sample.tiers", "at_least": {"gold": 90, "silver": 80},
    })  # fmt: skip
    rule = parse_policy(changed, sample.file).stages["review"].rule
    assert rule.parameters["at_least"]["gold"].value == 90


def test_a_file_is_named_as_the_user_gave_it(tmp_path, monkeypatch):
    (tmp_path / "sample.toml").write_text(altered('state = "draft"', "state = 1")[0], "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PolicyError, match=r"^\./sample\.toml:7: expected a text, the state"):
        read_policy("./sample.toml")


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"a = ", b"\xd1\xf9\xc0\xfd = 1"])
def test_a_file_that_is_no_document_is_a_fault_of_the_policy(tmp_path, content):
    file = tmp_path / "sample.toml"
    file.write_bytes(content)
    with pytest.raises(PolicyError):
        read_policy(file)


def test_what_the_document_refuses_is_told_together_with_what_the_text_does_wrong(tmp_path):
    text, _ = altered("value = 100000", "value = inf")
    file = tmp_path / "sample.toml"
    file.write_text(text.replace('state = "draft"', 'state = "darft"'), "utf-8")
    with pytest.raises(PolicyError) as raised:
        read_policy(file)
    assert [problem.path for problem in raised.value.problems] == [
        "state",
        "provisions.reward.value",
    ]


def with_waivers(sample, *rows):
    return {**sample.raw, "waivers": list(rows)}


def test_a_waiver_has_a_code_a_path_and_a_reason(sample):
    row = {"code": "AWS204", "path": "stages.notice.duration", "reason": "as in the act"}
    policy = parse_policy(with_waivers(sample, row, {"code": "AWS302", "reason": "by lot"}), "")
    assert policy.waivers == (
        Waiver("AWS204", "as in the act", "stages.notice.duration"),
        Waiver("AWS302", "by lot"),
    )
    assert sample.waivers == ()


def test_a_waiver_without_a_reason_or_with_another_code_is_refused(sample):
    with pytest.raises(PolicyError) as raised:
        parse_policy(with_waivers(sample, {"code": "aws204"}, {"code": 3, "reason": ""}), "")
    assert [(one.path, one.message.en.split(",")[0]) for one in raised.value.problems] == [
        ("waivers[0].code", "expected a code such as AWS204"),
        ("waivers[0].reason", "'reason' is missing"),
        ("waivers[1].code", "expected a code such as AWS204"),
        ("waivers[1].reason", "the text is empty"),
    ]
