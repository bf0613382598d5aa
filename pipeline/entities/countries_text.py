"""The text around a country's form: what the finder found, and how to look at the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.countries_shapes import Cues, Form

BREAK = "\n"
"""Stands for white space that ends a line."""
LONGEST_RUN = 40
"""Most tokens of a web address looked at on either side."""
QUOTES = frozenset("«“\"„‘'")
LEAD = 6
"""Most tokens before a form that tell a person, a nickname or a negation."""
AROUND = 12
"""Tokens on either side that show whether a text is printed without capitals."""
APOSTROPHES = frozenset("'’‘")


@dataclass(frozen=True, slots=True)
class Hit:
    """A form in the text, tokens [start, end)."""

    start: int
    end: int
    form: Form
    code: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a Doc: folded where a form or a cue knows them, else empty; `text` gives the spelling of any."""

    words: Sequence[str]
    orths: Sequence[int]
    doc: Doc
    cues: Cues

    def word(self, at: int) -> str:
        """The folded word, empty beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def text(self, at: int) -> str:
        """The word as written, empty beyond the ends."""
        return str(self.doc.vocab.strings[self.orths[at]]) if 0 <= at < len(self.orths) else ""

    def capital(self, at: int) -> bool:
        """Whether the word opens with a capital."""
        return self.text(at)[:1].isupper()

    def shouted(self, at: int) -> bool:
        """Whether the word is a word in capitals, not an abbreviation of two or three letters."""
        text = self.text(at)
        return len(text) > 3 and text.isupper()

    def small_around(self, at: int) -> bool:
        """Whether none of the words around is printed with a capital, but for the one that opens the line."""
        low, high = max(0, at - AROUND), min(len(self.words), at + AROUND)
        return not any(self.capital(near) for near in range(low, high) if near > 0 and self.text(near - 1).strip() not in {"", "."})

    def before(self, at: int) -> tuple[int, int, int]:
        """Where the three words before stand, nearest first, apostrophes left out; -1 beyond the beginning."""
        found: list[int] = []
        while at > 0 and len(found) < 3:
            at -= 1
            if self.words[at] != "-" or self.text(at) not in APOSTROPHES:
                found.append(at)
        found += [-1, -1, -1]
        return found[0], found[1], found[2]

    def words_before(self, at: int) -> tuple[str, str, str]:
        """The three words before, nearest first."""
        first, second, third = self.before(at)
        return self.word(first), self.word(second), self.word(third)

    def glued(self, start: int, end: int) -> str:
        """The run of tokens [start, end) with all that stands next to it without a blank."""
        low, high = start, end
        while low > 0 and start - low < LONGEST_RUN and not self.doc[low - 1].whitespace_ and not self.text(low - 1).isspace():
            low -= 1
        while high < len(self.words) and high - end < LONGEST_RUN and not self.doc[high - 1].whitespace_ and not self.text(high).isspace():
            high += 1
        return "".join(self.text(at) for at in range(low, high))
