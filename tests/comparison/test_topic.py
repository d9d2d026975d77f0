"""Words for topics."""

from pathlib import Path

import pytest

from awardsim.comparison.topic import TOPICS, find_topics
from awardsim.errors import InputError


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("公示,限报,异议", ("lock_out", "notices", "objections")),
        ("打分", ("review", "thresholds", "weights")),
        ("weights、公示", ("notices", "weights")),
        ("名额", ("quotas",)),
        ("推荐名额", ("recommendation",)),
        ("禁报", ("debarment",)),
        ("Weights, notices", ("notices", "weights")),
    ],
)  # fmt: skip
def test_a_topic_is_named_by_any_of_its_words(asked, found):
    assert find_topics(asked) == found


def test_every_topic_is_found_by_its_id_and_by_both_titles():
    for name, topic in TOPICS.items():
        for word in (name, topic.title.zh, topic.title.en, *topic.names):
            assert find_topics(word) == (name,), word


def test_no_word_stands_for_two_topics():
    words = [word for t in TOPICS.values() for word in {t.id, t.title.zh, t.title.en, *t.names}]
    assert len(words) == len(set(words))


def test_all_unknown_words_are_told_with_the_nearest():
    with pytest.raises(InputError) as caught:
        find_topics("weigts,公式,notices")
    assert [problem.nearest for problem in caught.value.problems] == ["weights", "公示"]


@pytest.mark.parametrize("asked", ["", " ", ",,"])
def test_no_word_at_all_is_a_mistake(asked):
    with pytest.raises(InputError):
        find_topics(asked)


def test_the_manual_lists_every_topic_with_its_title():
    page = Path(__file__).resolve().parents[2].joinpath("docs", "diff.md").read_text("utf-8")
    listed = [line for line in page.splitlines() if line.startswith("| `")]
    for name, topic in TOPICS.items():
        assert any(line.startswith(f"| `{name}` | {topic.title.zh} |") for line in listed), name
