"""Making a policy file: from answers about a document, or as a draft of another text."""

from awardsim.drafting.answer import Answer, read_answer
from awardsim.drafting.city import Draft, compose
from awardsim.drafting.copying import draft_of
from awardsim.drafting.forms import VERSION, WrongAnswer
from awardsim.drafting.given import (
    Given,
    located,
    of_options,
    read_answers,
    understand,
    write_answers,
)
from awardsim.drafting.questions import SECTIONS, Question, all_questions, questions

__all__ = [
    "SECTIONS",
    "VERSION",
    "Answer",
    "Draft",
    "Given",
    "Question",
    "WrongAnswer",
    "all_questions",
    "compose",
    "draft_of",
    "located",
    "of_options",
    "questions",
    "read_answer",
    "read_answers",
    "understand",
    "write_answers",
]
