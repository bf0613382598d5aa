"""Words of a stretch of text -> what kind of act they claim, for acts that no phrase of the vocabulary names.

The features are folded words, their stems and their neighbours, with countries and dates masked, so that the trained layer
learns how acts are told and not with whom or when. They add up, so that what a stretch of a line claims is the difference of
two running sums: `Claims` makes them once a line and answers for many stretches at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from pipeline.knowledge.layers import Feature, Layer, bucket, running, shares
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
OPENERS = 2
"""Words of content that open a clause."""
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
            word = match.group()
            words.append(word if word.isalpha() else DIGITS.sub("9", word))
        return cls(tuple(starts), tuple(words))

    def numbers(self, span: Span) -> tuple[int, int]:
        """[first, last) of the words that begin inside."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    def within(self, span: Span) -> tuple[str, ...]:
        """The words that begin inside."""
        first, last = self.numbers(span)
        return self.words[first:last]


def features(words: Sequence[str], links: Set[str]) -> list[Feature]:
    """Each feature of a clause as often as it stands there, all together of length NORM.

    `links`: words that carry no meaning between two words of content.
    """
    found = [feature for places in named(words, links) for some in places for feature in some]
    length = sum(weight * weight for _, weight in found) ** 0.5
    return [(name, weight / length * NORM) for name, weight in found]


def named(words: Sequence[str], links: Set[str]) -> tuple[list[tuple[Feature, ...]], ...]:
    """What each place of a line adds: its word; the pair that begins there; and of each word of content the pair with the next one,
    the pair with the one after that, and its standing among the first `OPENERS`, which counts for those of a stretch alone.
    """
    stems = [word[:STEM] for word in words if word not in links]
    return (
        list(map(of_word, words)),
        [((f"b {left} {right}", 0.7),) for left, right in pairwise(words)],
        [((f"p {left} {right}", 0.7),) for left, right in pairwise(stems)],
        [((f"k {left} {right}", 0.5),) for left, right in zip(stems, stems[2:], strict=False)],
        [((f"o {stem}", 0.7),) for stem in stems[:OPENERS]],
    )


@lru_cache(maxsize=1 << 14)
def of_word(word: str) -> tuple[Feature, ...]:
    """A word, its stem, its beginning and its end."""
    found = [(f"w {word}", 1.0)]
    if len(word) > STEM:
        found.append((f"s {word[:STEM]}", 1.0))
    if len(word) > TAIL:
        found += [(f"m {word[:TAIL]}", 0.5), (f"e {word[-TAIL:]}", 0.3)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Claims:
    """What any stretch of a line claims, as the layer says.

    `sums` (places + 1, classes) and `squares` (places + 1,): running sums over the places of `named`, one list behind the other;
    `starts`: where each list begins; `said`: how many words of content stand before each word.
    """

    words: Words
    layer: Layer
    links: Set[str]
    sums: Any
    squares: Any
    starts: tuple[int, ...]
    said: Any

    @classmethod
    def of(cls, words: Words, layer: Layer, links: Set[str]) -> Claims:
        """`links`: words that carry no meaning between two words of content."""
        *lists, _ = named(words.words, links)
        lists.append([((f"o {word[:STEM]}", 0.7),) for word in words.words if word not in links])
        found = [feature for places in lists for some in places for feature in some]
        edges = np.cumsum([0, *(len(some) for places in lists for some in places)])
        last = len(layer.rows) - 1
        weights = np.array([weight for _, weight in found])
        sums = running(layer.rows[[bucket(name, last) for name, _ in found]] * weights[:, None])[edges]
        squares = np.concatenate([[0.0], np.cumsum(weights * weights)])[edges]
        said = np.cumsum([0, *(word not in links for word in words.words)])
        return cls(words, layer, links, sums, squares, tuple(accumulate(map(len, lists), initial=0)), said)

    def read(self, ranges: Sequence[tuple[int, int]]) -> Any:
        """(ranges, classes): the probabilities of each stretch of words [first, last)."""
        first, last = np.array(ranges, dtype=np.intp).reshape(-1, 2).T
        a, b = self.said[first], self.said[last]
        lows = (first, first, a, a, a)
        highs = (last, np.maximum(last - 1, first), np.maximum(b - 1, a), np.maximum(b - 2, a), np.minimum(a + OPENERS, b))
        # an empty stretch at the very end begins where a list of pairs has no place any more
        ends = (*self.starts[1:-1], len(self.squares) - 1)
        low = np.stack([np.minimum(start + at, end) for start, at, end in zip(self.starts, lows, ends, strict=False)])
        high = np.stack([np.minimum(start + at, end) for start, at, end in zip(self.starts, highs, ends, strict=False)])
        length = np.sqrt((self.squares[high] - self.squares[low]).sum(axis=0))
        scale = np.divide(NORM, length, out=np.zeros_like(length), where=length > 0)
        return shares((self.sums[high] - self.sums[low]).sum(axis=0) * scale[:, None] + self.layer.bias)


def content(words: Sequence[str], links: Set[str]) -> int:
    """How many words say something of their own: neither link words nor masks nor numbers."""
    return sum(word not in links and word not in SILENT for word in words)
