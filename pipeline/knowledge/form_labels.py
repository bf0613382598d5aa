"""One wording of one label, and labels arranged for look-up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from pipeline.knowledge.form_words import letter_pairs, letters_of, sound_keys
from pipeline.types import Language

LabelRole = Literal["field", "section", "prompt", "note"]

VOTING = 30
"""Opening words of a text that decide which labels it is compared with."""
FEWEST_LETTERS = 9
"""Letters of a label that may be misprinted."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording of one label. `code` is empty for prompts and notes; `open` labels run to the end of their sentence.

    `borrowed`: it belongs to another form of the instrument.
    """

    words: tuple[str, ...]
    text: str
    language: Language
    role: LabelRole
    code: str
    form: str
    kind: str = "text"
    required: bool = False
    level: int = 1
    open: bool = False
    question: bool = False
    early: bool = False
    shared: bool = False
    borrowed: bool = False

    @property
    def weight(self) -> float:
        """How much a hit speaks for the form: long labels say more, headings and prompts less."""
        size = len(self.words)
        return size if self.role == "field" else size - 1 if self.role == "section" else 0.3 * size


class Sound(NamedTuple):
    """A label, its letters and their pairs."""

    phrase: Phrase
    letters: str
    pairs: frozenset[str]


@dataclass(frozen=True)
class Index:
    """Labels arranged for look-up by their opening words."""

    phrases: tuple[Phrase, ...]
    numbers: dict[str, str]

    @cached_property
    def by_words(self) -> dict[tuple[str, ...], Phrase]:
        """Folded words -> label."""
        return {phrase.words: phrase for phrase in reversed(self.phrases)}

    @cached_property
    def exact(self) -> dict[tuple[str, ...], tuple[Phrase, ...]]:
        """First two words (or the only one) -> labels that open with them, longest first."""
        table: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            table[phrase.words[:2]].append(phrase)
        return {key: tuple(sorted(found, key=lambda p: -len(p.words))) for key, found in table.items()}

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Pairs of neighbours among the first five words of long labels: what a slightly wrong label still shares."""
        long = [p.words for p in self.phrases if len(p.words) >= 4]
        found = ((words[i], words[i + 1]) for words in long for i in range(min(4, len(words) - 1)))
        return frozenset(pair for pair in found if max(map(len, pair)) > 3)

    @cached_property
    def sounds(self) -> dict[str, tuple[Sound, ...]]:
        """A word of a label, or its first letters -> the labels: a misprinted one has kept some of them."""
        table: dict[str, list[Sound]] = defaultdict(list)
        for phrase in self.phrases:
            letters = letters_of(phrase.words)
            if phrase.role in ("field", "section") and not phrase.open and len(letters) >= FEWEST_LETTERS:
                sound = Sound(phrase, letters, letter_pairs(letters))
                for key in sound_keys(phrase.words):
                    table[key].append(sound)
        return {key: tuple(found) for key, found in table.items()}

    @cached_property
    def needs(self) -> tuple[float, ...]:
        """How many of its telling words a text must open with before a label is compared with it, label by label."""
        return tuple(0.55 * max(1, len(_telling(phrase.words))) for phrase in self.phrases)

    @cached_property
    def postings(self) -> dict[str, tuple[int, ...]]:
        """Telling word -> numbers of the long labels it stands in."""
        table: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            if len(phrase.words) >= 4:
                for word in _telling(phrase.words):
                    table[word].append(number)
        return {word: tuple(found) for word, found in table.items()}


def _telling(words: tuple[str, ...]) -> set[str]:
    """The words of a label's opening that are neither articles nor prepositions: those of four letters and more."""
    return {word for word in words[:VOTING] if len(word) > 3} or set(words[:VOTING])
