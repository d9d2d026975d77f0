"""A text that a person reads, in Chinese and in English."""

from __future__ import annotations

from typing import Any, Literal

import attrs

Language = Literal["zh", "en"]


@attrs.frozen
class Text:
    """The same words in both languages.

    >>> Text("县级公示", "county notice").read("en")
    'county notice'
    """

    zh: str
    en: str

    @classmethod
    def same(cls, words: str) -> Text:
        """Words that are the same for every reader: a name, or what was given in one language."""
        return cls(words, words)

    def read(self, language: Language) -> str:
        """The words in one language."""
        return self.zh if language == "zh" else self.en

    def __bool__(self) -> bool:
        """Whether there are any words."""
        return bool(self.zh or self.en)

    def __str__(self) -> str:
        return f"{self.zh} ({self.en})"


def in_chinese(value: Any) -> Any:
    """The Chinese words of what may be in both languages; anything else as it is.

    What texts say is compared and searched in the language of the documents.
    """
    return value.zh if isinstance(value, Text) else value


#: No words.
NOTHING = Text("", "")
