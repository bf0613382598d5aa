"""Words of a stretch of text -> what kind of act they claim, for acts that no phrase of the vocabulary names.

The features are folded words, their stems and their neighbours, with countries and dates masked, so that the trained layer
learns how acts are told and not with whom or when. They add up, so that what a stretch of a line claims is the difference of
two running sums: `Sums` makes them for many lines at once, and answers for many of their stretches at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
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

    def numbers(self, start: int, end: int) -> tuple[int, int]:
        """[first, last) of the words that begin in [start, end)."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def within(self, span: Span) -> tuple[str, ...]:
        """The words that begin inside."""
        first, last = self.numbers(span.start, span.end)
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
        [opener(stem) for stem in stems[:OPENERS]],
    )


def opener(stem: str) -> tuple[Feature, ...]:
    """A word of content that opens a clause."""
    return ((f"o {stem}", 0.7),)


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
class Sums:
    """What many lines claim, as running sums over the places of `named`, one list behind the other, line after line.

    `sums` (places + 1, classes), `squares` (places + 1,); `starts` (lines, lists + 1): where each list begins, and the line's end;
    `said`: how many words of content stand before each word, `words`: where each line begins in it.
    """

    layer: Layer
    links: Set[str]
    sums: Any
    squares: Any
    starts: Any
    said: Any
    words: Any

    @classmethod
    def of(cls, lines: Sequence[Words], layer: Layer, links: Set[str]) -> Sums:
        """`links`: words that carry no meaning between two words of content."""
        lists = [places for line in lines for places in every_place(line.words, links)]
        found = [feature for places in lists for some in places for feature in some]
        edges = np.cumsum([0, *(len(some) for places in lists for some in places)])
        last = len(layer.rows) - 1
        weights = np.array([weight for _, weight in found])
        sums = running(layer.rows[[bucket(name, last) for name, _ in found]] * weights[:, None])[edges]
        squares = np.concatenate([[0.0], np.cumsum(weights * weights)])[edges]
        begin = np.cumsum([0, *map(len, lists)])
        starts = np.column_stack([begin[:-1].reshape(-1, LISTS), begin[LISTS::LISTS]])
        said = np.cumsum([0, *(said for line in lines for said in (0, *(word not in links for word in line.words)))])[1:]
        words = np.cumsum([0, *(len(line.words) + 1 for line in lines)])
        return cls(layer, links, sums, squares, starts, said, words)

    def read(self, nth: Any, first: Any, last: Any) -> Any:
        """(n, classes): the probabilities of n stretches, the words [`first`, `last`) of the lines `nth`, all (n,)."""
        before = self.words[nth]
        base = self.said[before]
        a, b = self.said[before + first] - base, self.said[before + last] - base
        lows = np.stack([first, first, a, a, a])
        highs = np.stack([last, np.maximum(last - 1, first), np.maximum(b - 1, a), np.maximum(b - 2, a), np.minimum(a + OPENERS, b)])
        # an empty stretch at the very end begins where a list of pairs has no place any more
        starts = self.starts[nth].T
        low, high = np.minimum(starts[:-1] + lows, starts[1:]), np.minimum(starts[:-1] + highs, starts[1:])
        length = np.sqrt((self.squares[high] - self.squares[low]).sum(axis=0))
        scale = np.divide(NORM, length, out=np.zeros_like(length), where=length > 0)
        return shares((self.sums[high] - self.sums[low]).sum(axis=0) * scale[:, None] + self.layer.bias)


LISTS = 5
"""Lists of places in a line."""


def every_place(words: Sequence[str], links: Set[str]) -> list[Sequence[tuple[Feature, ...]]]:
    """`named` for a line of which any stretch may be asked for: each word of content may be among the first of one."""
    *lists, _ = named(words, links)
    return [*lists, [opener(word[:STEM]) for word in words if word not in links]]


@dataclass(frozen=True, slots=True)
class Claims:
    """What any stretch of one line claims; `nth`: its number among the lines of `sums`."""

    words: Words
    sums: Sums
    nth: int

    @property
    def links(self) -> Set[str]:
        """Words that carry no meaning between two words of content."""
        return self.sums.links

    @property
    def layer(self) -> Layer:
        """The layer that says it."""
        return self.sums.layer


def claims_of(lines: Sequence[Words], layer: Layer, links: Set[str]) -> list[Claims]:
    """What each line claims; together they cost little more than one."""
    sums = Sums.of(lines, layer, links) if lines else None
    return [Claims(words, sums, nth) for nth, words in enumerate(lines)] if sums else []


def read_each(asked: Sequence[tuple[Claims, Sequence[tuple[int, int]]]]) -> Any:
    """(stretches, classes): the probabilities of stretches of words [first, last) of each line, line after line.

    All lines are of one call of `claims_of`.
    """
    places = np.array([(claims.nth, *place) for claims, places in asked for place in places], dtype=np.intp).reshape(-1, 3)
    return asked[0][0].sums.read(*places.T)


def content(words: Sequence[str], links: Set[str]) -> int:
    """How many words say something of their own: neither link words nor masks nor numbers."""
    return sum(word not in links and word not in SILENT for word in words)
