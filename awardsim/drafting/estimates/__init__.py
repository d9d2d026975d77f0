"""Making a scenario: nine questions about an edition, and the file made of the answers."""

from awardsim.drafting.estimates.composing import Head, Made, compose, past_text
from awardsim.drafting.estimates.questions import (
    Asked,
    channel_questions,
    nine_questions,
    numbered,
    past_questions,
)
from awardsim.drafting.estimates.reading import Days, read_given

__all__ = [
    "Asked",
    "Days",
    "Head",
    "Made",
    "channel_questions",
    "compose",
    "nine_questions",
    "numbered",
    "past_questions",
    "past_text",
    "read_given",
]
