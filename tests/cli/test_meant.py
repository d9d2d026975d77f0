"""The day that ``--did`` gives of a notice: over on it; posted where that alone can be meant."""

import pytest

from awardsim.cli import main

TODAY = ["schedule", "qingyuan-2025", "--today", "12-29"]


def shown(capsys, *options, language="en"):
    assert main([*TODAY, *options, "--lang", language]) == 0
    return capsys.readouterr()


@pytest.mark.parametrize("at", [[], ["--at", "final_notice"]])
def test_a_notice_objected_to_later_was_posted_on_that_day(at, capsys):
    """Posted on Tuesday the 23rd: 24, 25, 26, 29 and 30 December are its five days."""
    asked = ["--event", "objection=12-29", *at]
    said = shown(capsys, "--did", "final_notice=12-23", *asked)
    assert "posted 12-23 Tue, over at the close of 12-30 Tue" in said.out
    assert "still runs (until 2025-12-30)" in said.err
    assert said.out == shown(capsys, "--posted", "final_notice=12-23", *asked).out


def test_a_notice_that_was_over_before_the_objection_is_refused(capsys):
    """Posted on the 15th it would have been over on the 22nd."""
    command = [*TODAY, "--did", "final_notice=12-15", "--event", "objection=12-29"]
    assert main([*command, "--lang", "en"]) == 2
    assert "--posted" in capsys.readouterr().err


def test_a_notice_cannot_be_over_before_its_days_have_passed(capsys):
    """The group met on the 22nd: even if that day counted, the fifth is Friday the 26th."""
    said = shown(capsys, "--did", "deliberation=12-22", "--did", "final_notice=12-23")
    assert "5 working days of notice cannot have passed by 2025-12-23" in said.err
    assert "12-23→12-30" in said.out
    late = shown(capsys, "--did", "deliberation=12-22", "--did", "final_notice=12-26")
    assert "note:" not in late.err
    assert "12-26" in late.out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_either_may_be_meant_it_was_over_and_the_other_command_is_shown(language, capsys):
    said = shown(capsys, "--did", "拟奖建议名单公示=12-23", language=language)
    other = "awardsim schedule qingyuan-2025 --today 12-29 --posted 拟奖建议名单公示=12-23"
    assert said.err.startswith(f"hint: {other} ")
    # Something after it is over: it cannot run any more, and nothing is asked.
    after = shown(capsys, "--did", "final_notice=12-23", "--did", "approval=12-26")
    assert not after.err


def test_both_languages_tell_the_same_day(capsys):
    given = ["--did", "final_notice=12-23", "--event", "objection=12-29"]
    for language, word in (("zh", "按发布日理解"), ("en", "the day of posting")):
        said = shown(capsys, *given, language=language).err
        assert word in said
        assert "--posted final_notice=12-23" in said
