"""Scenarios from nine questions: what they say is what runs, and what they leave out is listed."""

from __future__ import annotations

import datetime
import re
import tomllib

import pytest

from awardsim.analysis.experiment import load, problems_of
from awardsim.cli.catalogue import open_catalogue
from awardsim.drafting import WrongAnswer
from awardsim.drafting.estimates import (
    Days,
    Head,
    channel_questions,
    compose,
    nine_questions,
    numbered,
    read_given,
)
from awardsim.drafting.estimates.basing import base_of
from awardsim.drafting.estimates.reading import count_form, meeting_form, working_days_form
from awardsim.policy import Status
from awardsim.report.console import width
from awardsim.scenario.days import read_day
from awardsim.scenario.model import Estimate, Meets
from tests.support.published import PLUGINS

TODAY = datetime.date(2025, 10, 27)
CATALOGUE = open_catalogue()
TEXTS = sorted(f"{path.parents[1].name}@{path.stem}" for path in PLUGINS.glob("*/policies/*.toml"))


def day(raw):
    return read_day(raw, "").of(datetime.date(2025, 9, 17), datetime.date(2025, 12, 31))


DAYS = Days(day, datetime.date.fromisoformat)


@pytest.fixture(scope="module", params=TEXTS)
def base(request):
    return base_of(request.param, CATALOGUE, TODAY)


@pytest.fixture(scope="module")
def questions(base):
    return nine_questions(base.procedure, DAYS, "the office", opening_known=base.opening_known)


def made(base, questions, given, language="en"):
    """The file that some answers make."""
    known = {one.id: one for one in (*questions, *channel_questions(base.procedure))}
    answers = {id: read_given(raw, known[id].form) for id, raw in given.items()}
    if not base.opening_known:
        first = base.procedure.calendar.opening.isoformat()
        answers |= {"opens": read_given(first, known["opens"].form)}
    head = Head(base.policy.id, "awardsim run mine", "the office, 2025-10-27", TODAY)
    return compose(answers, list(known.values()), base.procedure, head, language)


def ranges(procedure):
    return {one.id: (one.least, one.usual, one.most, one.unit) for one in procedure.inputs}


# ---- the file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_listed_as_built_in_is_what_runs_without_it(base, questions, language, tmp_path):
    """A line behind # says what holds anyway: without its mark only its origin is another."""
    file = made(base, questions, {}, language)
    assert problems_of(file.text, "mine.toml", base.policy, CATALOGUE) == []
    _, tables = file.text.split("schema = 1")
    tables = re.sub(r"^# (?=\S+ = )", "", tables, flags=re.MULTILINE)
    assert not re.search(r"^#", tables, re.MULTILINE)
    path = tmp_path / "mine.toml"
    path.write_text(f"schema = 1{tables}", "utf-8")
    uncommented = load(str(path), CATALOGUE)
    assert ranges(uncommented) == ranges(base.procedure)
    assert uncommented.finish == base.procedure.finish
    assert uncommented.finish_by == base.procedure.finish_by
    assert {one.origin for one in uncommented.inputs} == {"scenario"}
    assert file.given == 0
    assert file.unasked == len({one.path for one in _entries(base)})


def _entries(base):
    from awardsim.drafting.estimates.entries import default_entries

    return tuple(default_entries(base.procedure))


def test_there_are_nine_questions_or_fewer_and_each_says_what_holds_and_why(questions):
    sections = list(dict.fromkeys(one.section for one in questions))
    assert sections[-1] == "basis"
    assert sections[:3] == ["finish_by", "finish", "applicants"]
    assert 6 <= len(sections) - 1 <= 9
    titles = numbered(questions)
    assert titles["finish_by"].en == f"1/{len(sections) - 1} deadline"
    for one in questions:
        for language in ("zh", "en"):
            assert one.ask.read(language)
            assert one.why.read(language)
            if one.default is not None:
                assert one.assumed.read(language), one.id


def test_the_only_text_that_is_asked_nine_has_all_nine(base, questions):
    found = len({one.section for one in questions}) - 1
    assert (base.policy.id != "qingyuan@2025") or found == 9


def test_both_languages_give_the_same_scenario(base, questions):
    def data(language):
        return tomllib.loads(made(base, questions, {}, language).text)

    assert data("zh") == data("en")


# ---- answers ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def city():
    base = base_of("qingyuan@2025", CATALOGUE, TODAY)
    return base, nine_questions(base.procedure, DAYS, "the office", opening_known=True)


GIVEN = {
    "finish_by": "12-30",
    "finish": "市政府审批",
    "applicants.organisations": "8/12/20",
    "applicants.individuals": "10 15 25 @ 申报系统",
    "people.reviewers": "12人",
    "people.site_teams": "-",
    "meetings.leading_group": "12-18、12-10",
    "meetings.government": "1/3/8个工作日",
    "durations.county_consult": "3",
    "fill.stages.recommend.rule.at_most.organisations": "3",
    "basis": "the office, in October",
}


def test_answers_stand_in_the_file_as_they_were_given(city):
    base, questions = city
    file = made(base, questions, GIVEN)
    data = tomllib.loads(file.text)
    assert data["finish_by"] == datetime.date(2025, 12, 30)
    assert data["finish"] == "approval"
    assert data["basis"] == "the office, in October"
    assert data["applicants"] == {
        "organisations": [8, 12, 20],
        "individuals": {"estimate": [10, 15, 25], "basis": "申报系统"},
    }
    assert data["people"] == {"reviewers": 12}
    assert data["meetings"] == {
        "leading_group": [datetime.date(2025, 12, 10), datetime.date(2025, 12, 18)],
        "government_days": [1, 3, 8],
    }
    assert data["durations"] == {"county_consult": "3wd"}
    assert data["fill"] == {"stages.recommend.rule.at_most.organisations": 3}
    assert problems_of(file.text, "mine.toml", base.policy, CATALOGUE) == []
    assert file.given == 7
    active = [line for line in file.text.splitlines() if re.match(r"[\w\"]", line)]
    assert len(active) <= 15


def test_what_is_not_known_is_recorded_as_such(city):
    lines = made(*city, GIVEN).text.splitlines()
    told = next(line for line in lines if line.startswith("# site_teams"))
    assert "= [1, 2, 3]" in told
    assert "not known" in told
    assert "no basis" in told


def test_every_assumption_is_there_once(city):
    base, questions = city
    text = made(base, questions, GIVEN).text
    keys = re.findall(r"^(?:# )?([\w.\"]+) = ", text.split("schema = 1")[1], re.MULTILINE)
    assert len(keys) == len(set(keys))
    assert {"reviewers", "office", "site_teams", "government_days"} <= set(keys)


def test_mistakes_lie_where_the_answer_stands(city):
    base, questions = city
    file = made(base, questions, {"meetings.leading_group": "2025-09-01", "people.reviewers": "12"})
    problems = problems_of(file.text, "mine.toml", base.policy, CATALOGUE)
    assert [file.places[one.path] for one in problems] == ["meetings.leading_group"]


def test_of_each_recommending_body_only_its_own_people_are_asked(base):
    """A text in front of another one: its bodies stand in its own channels only."""
    asked = channel_questions(base.procedure)
    assert asked
    given = {one.id: "1" for one in asked if one.id.rsplit(".", 1)[1] not in base.policy.tracks}
    if not given:
        return
    questions = nine_questions(base.procedure, DAYS, "x", opening_known=base.opening_known)
    file = made(base, questions, given)
    assert file.given == len(given)
    assert problems_of(file.text, "mine.toml", base.policy, CATALOGUE) == []


# ---- how a person writes an estimate ------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("12", (12, 12, 12)),
        ("8/12/20", (8, 12, 20)),
        ("[8, 12, 20]", (8, 12, 20)),
        ("8、12、20家", (8, 12, 20)),
        ("８／１２／２０", (8, 12, 20)),
        ("十二", (12, 12, 12)),
        ("0 0 3", (0, 0, 3)),
    ],
)
def test_counts_as_people_write_them(raw, numbers):
    assert read_given(raw, count_form()).value == Estimate(*numbers, "count")


@pytest.mark.parametrize(
    "raw",
    ["", "-5", "8-12-20", "8/12", "1/2/3/4", "20/12/8", "1.5", "a few", "9999999", "1e3",
     "=1+1", "2025-12-10", "\x00", "9" * 5000, "nan", "inf"],
)  # fmt: skip
def test_what_is_no_count_is_refused_with_what_would_be(raw):
    with pytest.raises(WrongAnswer) as wrong:
        read_given(raw, count_form())
    assert len(wrong.value.message.en) < 250


def test_nobody_can_be_no_reviewer():
    with pytest.raises(WrongAnswer):
        read_given("0", count_form(1))


@pytest.mark.parametrize("raw", ["-", "－", "不清楚", "unknown"])
def test_not_known_is_an_answer(raw):
    assert read_given(raw, count_form()).status is Status.UNSTATED


def test_meetings_are_days_or_how_soon_it_is_called():
    called, takes = meeting_form(day, called=True), meeting_form(day, called=False)
    days = (datetime.date(2025, 12, 10), datetime.date(2025, 12, 18))
    for raw in ("12-10、12-18", "12月18日 12月10日", "2025/12/10, 2025.12.18", "20251210 20251218"):
        assert read_given(raw, called).value == Meets(dates=days), raw
    three = Estimate(1, 2, 5, "wd")
    assert read_given("1/2/5", called).value == Meets(notice=three)
    assert read_given("1/2/5 wd", takes).value == Meets(days=three)
    with pytest.raises(WrongAnswer) as wrong:
        read_given("12-32", called)
    assert "12-32" in wrong.value.message.en
    with pytest.raises(WrongAnswer):
        read_given("1.5", called)
    assert read_given("1.5", takes).value == Meets(days=Estimate.exactly(1.5, "wd"))


@pytest.mark.parametrize("called", [True, False])
def test_what_may_be_a_day_or_a_span_is_asked_about(called):
    form = meeting_form(
        lambda raw: read_day(raw, "").of(datetime.date(2025, 1, 1), datetime.date(2025, 6, 30)),
        called=called,
    )
    with pytest.raises(WrongAnswer) as wrong:
        read_given("2-6", form)
    assert "may be a day, or 2 to 6 days" in wrong.value.message.en
    day = Meets(dates=(datetime.date(2025, 2, 6),))
    assert read_given("02-06", form).value == read_given("2月6日", form).value == day


def test_working_days_say_which_days():
    assert read_given("3个工作日", working_days_form()).value == Estimate.exactly(3, "wd")
    with pytest.raises(WrongAnswer):
        read_given("3cd", working_days_form())


def test_comments_of_the_head_fit_a_terminal(city):
    for language in ("zh", "en"):
        head = made(*city, {}, language).text.split("schema = 1")[0]
        assert max(width(line) for line in head.splitlines()) <= 100
