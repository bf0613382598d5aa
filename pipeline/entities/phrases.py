"""Phrases as numbers: a word is the hash that spaCy gives its folded form, a phrase a row of such hashes.

Two ways to look for phrases: a `PhraseTable` finds all of them in a whole Doc, some vector operations a word of the longest
phrase; `Phrases` looks for a few among a few words. spaCy's PhraseMatcher does the first as fast, but takes 64 MB and a
sixth of a second for our vocabulary, and it cannot be kept; a table is a few sorted arrays that are read back in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np

Words = tuple[int, ...]
"""A phrase: the hashes of its folded words."""
WRAP = (1 << 64) - 1
SPREAD = 0x9E3779B97F4A7C15
"""An odd constant that spreads the words of a phrase over 64 bits; two phrases of a vocabulary meet once in 10^9 reports."""
OPEN = -1
"""The entry of words that only begin a phrase."""


@dataclass(frozen=True, slots=True)
class Level:
    """The beginnings of so many words: sorted `keys` (uint64) and the entry of each, or OPEN."""

    keys: Any
    entries: Any


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Phrases by length; level n holds the beginnings of n + 1 words."""

    levels: tuple[Level, ...]

    @classmethod
    def of(cls, phrases: Mapping[Words, int]) -> PhraseTable:
        """`phrases`: phrase -> the number of its entry, 0 or more."""
        levels: list[dict[int, int]] = [{} for _ in range(max(map(len, phrases), default=0))]
        for words, entry in phrases.items():
            key = 0
            for level, word in zip(levels, words, strict=False):
                key = (key * SPREAD & WRAP) ^ word
                level.setdefault(key, OPEN)
            levels[len(words) - 1][key] = entry
        return cls(tuple(map(level_of, levels)))

    def find(self, words: Any) -> list[tuple[int, int, int]]:
        """(end, start, entry) of every phrase in `words`, the hashes of a text (uint64), in the order of their ends."""
        found: list[tuple[int, int, int]] = []
        starts = np.arange(len(words))
        keys = np.zeros(len(words), dtype=np.uint64)
        for length, level in enumerate(self.levels, start=1):
            fits = starts + length <= len(words)
            starts, keys = starts[fits], keys[fits]
            keys = (keys * np.uint64(SPREAD)) ^ words[starts + length - 1]
            at = np.searchsorted(level.keys, keys)
            at[at == len(level.keys)] = 0
            known = level.keys[at] == keys
            starts, keys, entries = starts[known], keys[known], level.entries[at[known]]
            whole = entries != OPEN
            ends = (starts[whole] + length).tolist()
            found += zip(ends, starts[whole].tolist(), entries[whole].tolist(), strict=True)
        return sorted(found)


def level_of(entries: Mapping[int, int]) -> Level:
    """{key: entry} as sorted arrays."""
    keys = np.fromiter(entries.keys(), np.uint64, len(entries))
    order = np.argsort(keys)
    return Level(keys[order], np.fromiter(entries.values(), np.int32, len(entries))[order])


@dataclass(frozen=True, slots=True)
class PhraseList:
    """Many phrases in two arrays: all their words (uint64), and where each begins, the end of the last among them."""

    words: Any
    starts: Any

    @classmethod
    def of(cls, phrases: Sequence[Words]) -> PhraseList:
        """In the order given."""
        starts = np.cumsum([0, *map(len, phrases)], dtype=np.int64)
        return cls(np.fromiter(chain.from_iterable(phrases), np.uint64, int(starts[-1])), starts)

    def phrases(self, begin: int, end: int) -> list[Words]:
        """The phrases [begin, end)."""
        starts = self.starts[begin : end + 1].tolist()
        words = self.words[starts[0] : starts[-1]].tolist() if starts else []
        return [tuple(words[a - starts[0] : b - starts[0]]) for a, b in pairwise(starts)]


class Phrases:
    """A few phrases to look for among a few words; for whole texts use a PhraseTable."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        rests: dict[int, set[Words]] = {}
        for words in phrases:
            if words:
                rests.setdefault(words[0], set()).add(words[1:])
        self.rests = rests
        self.lengths = {first: sorted({len(rest) for rest in known}, reverse=True) for first, known in rests.items()}

    def at(self, words: Sequence[int], start: int, end: int) -> int | None:
        """Where the longest phrase that begins at `start` ends, not after `end`; None where none does."""
        first = words[start] if start < end else None
        if first is None or first not in self.rests:
            return None
        known = self.rests[first]
        for length in self.lengths[first]:
            stop = start + 1 + length
            if stop <= end and tuple(words[start + 1 : stop]) in known:
                return stop
        return None

    def first(self, words: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
        """The first phrase inside [start, end)."""
        return self.among(words, range(start, end), end)

    def last(self, words: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
        """The last phrase inside [start, end)."""
        return self.among(words, range(end - 1, start - 1, -1), end)

    def among(self, words: Sequence[int], places: Iterable[int], end: int) -> tuple[int, int] | None:
        """The first of the places where a phrase begins that ends by `end`."""
        known = self.rests
        for place in places:
            if words[place] in known and (stop := self.at(words, place, end)) is not None:
                return place, stop
        return None
