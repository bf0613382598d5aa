"""Phrases that point to a year named before: "the same year", "l'année suivante", "two years later"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import periods
from pipeline.entities.years_words import Vocabulary
from pipeline.knowledge.periods import Relative

SPACE = r"[^\S\n]"
WINDOW = 32
NEAR = 12
"""How many periods on either side of a pointer are looked at."""
CONFIDENCE = 0.8
UNSURE = frozenset({"background", "target", "name"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """A phrase at [start, end) that means a known year plus `shift`, in `month` where it names one."""

    start: int
    end: int
    shift: int
    month: int | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A period found at [start, end) of the text."""

    start: int
    end: int
    value: str
    label: str
    confidence: float = 1.0


class PointerGrammar:
    """The regexes for `Periods.relative`; built once a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        groups = words.periods.relative
        self._phrases = [(group, _pattern(group)) for group in groups]
        months = "|".join(re.escape(name) for name in sorted(words.months, key=len, reverse=True))
        self._month = re.compile(rf"\b({months})\.?{SPACE}+(?:\w{{1,3}}{SPACE}+)?(?:\w{{1,5}}(?:{SPACE}+|'))?$")

    def find(self, flat: str) -> Iterator[Pointer]:
        """Pointers in order of their place; flat text, see `flat`."""
        done = 0
        for start, end in self._keys(flat):
            low = max(done, flat.rfind("\n", max(0, start - WINDOW), start) + 1, start - WINDOW)
            pointer = self._at(flat, low, end)
            if pointer:
                done = pointer.end
                yield pointer

    def _keys(self, flat: str) -> list[tuple[int, int]]:
        """Where the rare words stand that every pointer holds; plain search, since few texts point back at all."""
        places = []
        for key in self._words.periods.relative_keys:
            at = flat.find(key)
            while at >= 0:
                places.append((at, at + len(key)))
                at = flat.find(key, at + len(key))
        return sorted(places)

    def _at(self, flat: str, low: int, reach: int) -> Pointer | None:
        for group, pattern in self._phrases:
            found = pattern.search(flat, low, min(len(flat), reach + WINDOW))
            if found and found.start("phrase") < reach:
                count = self._count(found["count"]) if group.counted else 1
                if count:
                    start, month = self._month_before(flat, low, found.start())
                    return Pointer(start, found.end("phrase"), group.shift * count, month)
        return None

    def _count(self, word: str) -> int | None:
        return int(word) if word.isdecimal() and len(word) <= 2 else self._words.numbers.get(word)

    def _month_before(self, flat: str, low: int, start: int) -> tuple[int, int | None]:
        found = self._month.search(flat, low, start)
        return (found.start(), self._words.months[found[1]]) if found else (start, None)


def _pattern(group: Relative) -> re.Pattern[str]:
    phrases = "|".join(_spelled(text) for text in sorted(group.phrases, key=len, reverse=True))
    count = rf"\b(?P<count>\w+){SPACE}+" if group.counted else r"\b"
    closing = rf"(?={SPACE}*(?:[.,;:)]|\n|$))" if group.closing else ""
    return re.compile(rf"{count}(?P<phrase>{phrases})\b{closing}")


def _spelled(text: str) -> str:
    """The phrase as a pattern: white space between two words, none needed beside a sign."""
    words = text.split()
    gaps = [rf"{SPACE}+" if a.isalnum() and b.isalnum() else rf"{SPACE}*" for a, b in pairwise(words)]
    return "".join(re.escape(word) + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def single_year(value: str) -> int | None:
    """The year of a period that stays within one, else None."""
    start, end = periods.bounds(value)
    return start if start == end else None


def resolve(flat: str, pointer: Pointer, dated: Sequence[Dated], back: int) -> Dated | None:
    """What the pointer means, or None. `dated`: what is known so far of the whole text, in order of its place.

    The last sure year earlier on the line; else the year that dates the line from its end; else the last sure year of the
    `back` segments before.
    """
    begin = flat.rfind("\n", 0, pointer.start) + 1
    end = flat.find("\n", pointer.end)
    here = bisect_left(dated, pointer.start, key=lambda one: one.start)
    before = next((one for one in reversed(dated[max(0, here - NEAR) : here]) if one.label not in UNSURE), None)
    behind = None
    for one in dated[here : here + NEAR]:
        if 0 <= end <= one.start:
            break
        behind = one if one.label == "trailing" else behind
    if before and before.start < begin:
        before = behind or (before if before.start >= _floor(flat, begin, back) else None)
    anchor = before or behind
    year = single_year(anchor.value) if anchor else None
    if year is None:
        return None
    year += pointer.shift
    value = periods.month(year, pointer.month) if pointer.month else periods.year(year)
    return Dated(pointer.start, pointer.end, value, "relative", CONFIDENCE)


def _floor(flat: str, begin: int, back: int) -> int:
    """Where the segment begins that lies `back` segments before the one at `begin`."""
    for _ in range(back):
        end = begin
        while end > 0 and flat[end - 1] == "\n":
            end -= 1
        begin = flat.rfind("\n", 0, end) + 1
    return begin
