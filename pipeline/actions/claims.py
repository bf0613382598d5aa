"""Words of a stretch of text -> what kind of act they claim, for acts that no phrase of the vocabulary names.

The features are folded words, their stems and their neighbours, with countries and dates masked, so that the trained layer
learns how acts are told and not with whom or when.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from pipeline.knowledge.layers import Feature
from pipeline.types import Mention, Span

NOTHING = "-"
"""The class of words that tell of no act."""
WORD = re.compile(r"\w+")
DIGITS = re.compile(r"\d+")
MASKS = {"country": "xland", "year": "xyear"}
OWN = "xself"
"""The reporting Party; any other country is "xland"."""
SILENT = frozenset({*MASKS.values(), OWN, "9"})
STEM, TAIL = 5, 4
NORM = 4.0
"""Length of the feature vector of a clause, whatever its number of words."""


@dataclass(frozen=True, slots=True)
class Words:
    """The masked words of a segment and where each begins."""

    starts: tuple[int, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, flat: str, span: Span, mentions: Sequence[Mention], party: str | None) -> Words:
        """`flat`: the folded text of the report; `mentions`: those of the segment."""
        masked = sorted((m.span.start, m.span.end, OWN if m.value == party else MASKS[m.kind]) for m in mentions if m.kind in MASKS)
        starts, words, until, nth = [], [], span.start, 0
        for match in WORD.finditer(flat, span.start, span.end):
            at = match.start()
            while nth < len(masked) and masked[nth][1] <= at:
                nth += 1
            if nth < len(masked) and masked[nth][0] <= at:
                if masked[nth][0] >= until:
                    starts.append(at)
                    words.append(masked[nth][2])
                    until = masked[nth][1]
                continue
            starts.append(at)
            words.append(DIGITS.sub("9", match.group()))
        return cls(tuple(starts), tuple(words))

    def within(self, span: Span) -> tuple[str, ...]:
        """The words that begin inside."""
        return self.words[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


def features(words: Sequence[str], links: Set[str]) -> list[Feature]:
    """Each feature of a clause, all together of length NORM. `links`: words that carry no meaning between two words of content."""
    found = dict(named(words, links))
    length = sum(weight * weight for weight in found.values()) ** 0.5
    return [(name, weight / length * NORM) for name, weight in found.items()] if length else []


def named(words: Sequence[str], links: Set[str]) -> Iterable[Feature]:
    """Words, stems, endings and pairs; pairs of content words reach over one word between them."""
    for word in words:
        yield f"w {word}", 1.0
        if len(word) > STEM:
            yield f"s {word[:STEM]}", 1.0
        if len(word) > TAIL:
            yield f"m {word[:TAIL]}", 0.5
            yield f"e {word[-TAIL:]}", 0.3
    for left, right in pairwise(words):
        yield f"b {left} {right}", 0.7
    content = [word[:STEM] for word in words if word not in links]
    for left, right in pairwise(content):
        yield f"p {left} {right}", 0.7
    for left, right in zip(content, content[2:], strict=False):
        yield f"k {left} {right}", 0.5
    for word in content[:2]:
        yield f"o {word}", 0.7


def content(words: Sequence[str], links: Set[str]) -> int:
    """How many words say something of their own: neither link words nor masks nor numbers."""
    return sum(word not in links and word not in SILENT for word in words)
