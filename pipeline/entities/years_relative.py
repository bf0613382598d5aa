"""Phrases that point to a period named before: "the same year", "l'année suivante", "two years later", "that same autumn"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.entities.years_words import Vocabulary
from pipeline.knowledge.periods import Relative

SPACE = r"[^\S\n]"
WINDOW = 32
SLOTS = {"@": r"(?P<name>\w+)", "#": r"(?P<count>\w+)"}
WORD = re.compile(r"\w+")
TRAPPED = re.compile(r"(\w+)\W+$")
SKIPPED = 12
"""Characters before a pointer that are asked for "since"."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A phrase at [start, end) that means a period named before.

    `count`: how many units. `name`: the month 1..12 or season 21..24 it names itself. `within`: the one named before it
    ("in May of that year"). `lead`: "since", "until" or "".
    """

    start: int
    end: int
    group: Relative
    count: int
    name: int | None
    within: int | None
    lead: str

    @property
    def shift(self) -> int:
        """Units between the period meant and the one pointed to."""
        return self.group.shift * self.count


@dataclass(frozen=True, slots=True)
class Entry:
    """One group's phrases that hold one key."""

    group: Relative
    pattern: re.Pattern[str]


class PointerGrammar:
    """The regexes for `Periods.relative`; built once a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._groups = words.periods.relative
        self._names = words.months | words.seasons
        self._entries = self._by_key()
        names = "|".join(re.escape(name) for name in sorted(self._names, key=len, reverse=True))
        self._before = re.compile(rf"\b({names})\.?{SPACE}+(?:\w{{1,3}}{SPACE}+)?(?:\w{{1,5}}(?:{SPACE}+|'))?$")

    def _by_key(self) -> dict[str, list[Entry]]:
        """{word to search for: the phrases that hold it}."""
        p = self._words.periods
        entries: dict[str, list[Entry]] = defaultdict(list)
        for group in p.relative:
            rest = [phrase for phrase in group.phrases if "@" not in phrase]
            for key in p.relative_keys:
                held = [phrase for phrase in rest if key in f" {phrase} "]
                counted = [phrase for phrase in held if "#" in phrase]
                plain = [phrase for phrase in held if "#" not in phrase]
                entries[key] += [Entry(group, _pattern(group, one)) for one in (plain, *([phrase] for phrase in counted)) if one]
        return dict(entries)

    def _entries_of(self, key: str) -> list[Entry]:
        """The phrases that hold the key; those with @ are spelled out once their month or season turns up."""
        if key not in self._entries:
            named = {n: [text for text in group.phrases if "@" in text] for n, group in enumerate(self._groups)}
            spelled_out = {n: [text.replace("@", key[1:]) for text in texts] for n, texts in named.items() if texts}
            self._entries[key] = [Entry(self._groups[n], _pattern(self._groups[n], texts)) for n, texts in spelled_out.items()]
        return self._entries[key]

    def find(self, flat: str) -> Iterator[Pointer]:
        """Pointers in order of their place; flat text, see `flat`."""
        done = 0
        for start, end, key in self._keys(flat):
            low = max(done, flat.rfind("\n", max(0, start - WINDOW), start) + 1, start - WINDOW)
            pointer = self._at(flat, low, start, end, key)
            if pointer:
                done = pointer.end
                yield pointer

    def _keys(self, flat: str) -> list[tuple[int, int, str]]:
        """Where the words stand one of which every pointer holds; plain search, since few texts point back at all."""
        places = [place for key in self._words.periods.relative_keys for place in _everywhere(flat, key, key)]
        for cue in self._words.periods.relative_named:
            for start, end, _ in _everywhere(flat, cue, cue):
                name = self._name_beside(flat, start, end)
                if name:
                    places.append((start, end, "@" + name))
        return sorted(places)

    def _name_beside(self, flat: str, start: int, end: int) -> str:
        """The month or season that ends before or begins after the cue at [start, end), or ''."""
        after = WORD.match(flat, end)
        if after and after[0] in self._names:
            return after[0]
        before = flat[max(0, start - WINDOW) : start].rsplit(None, 1)[-1:]
        word = before[0].rpartition("'")[2] if before else ""
        return word if word in self._names else ""

    def _at(self, flat: str, low: int, start: int, reach: int, key: str) -> Pointer | None:
        high = min(len(flat), reach + WINDOW)
        for entry in self._entries_of(key):
            for found in entry.pattern.finditer(flat, low, high):
                if found.end() <= start:
                    continue
                if found.start("phrase") >= reach:
                    break
                pointer = self._pointer(flat, low, entry.group, found, key)
                if pointer:
                    return pointer
        return None

    def _pointer(self, flat: str, low: int, group: Relative, found: re.Match[str], key: str) -> Pointer | None:
        count = self._count(found["count"]) if group.counted else 1
        if not count:
            return None
        name = self._names[key[1:]] if key[0] == "@" else None
        start, within = self._name_before(flat, low, found.start())
        return Pointer(start, found.end("phrase"), group, count, name, within, group.lead or self._lead(flat, start))

    def _count(self, word: str) -> int | None:
        return int(word) if word.isdecimal() and len(word) <= 2 else self._words.numbers.get(word)

    def _name_before(self, flat: str, low: int, start: int) -> tuple[int, int | None]:
        """Where the pointer begins with the month or season before it, and that one: "in the autumn of that year"."""
        found = self._before.search(flat, low, start)
        if not found:
            return start, None
        trap = TRAPPED.search(flat, low, found.start())
        if found[1] in self._words.seasons and trap and trap[1] in self._words.traps:
            return start, None
        return found.start(), self._names[found[1]]

    def _lead(self, flat: str, start: int) -> str:
        line = self._words.read(flat, max(flat.rfind("\n", 0, start) + 1, start - SKIPPED), start)
        cues = self._words.cues_before(line, len(line.words), 0)
        return next((kind for kind, _ in cues if kind in ("since", "until")), "")


def _everywhere(flat: str, word: str, key: str) -> Iterator[tuple[int, int, str]]:
    at = flat.find(word)
    while at >= 0:
        yield at, at + len(word), key
        at = flat.find(word, at + len(word))


def _pattern(group: Relative, phrases: list[str]) -> re.Pattern[str]:
    choice = "|".join(spelled(text) for text in sorted(phrases, key=len, reverse=True))
    prefix = rf"\b(?P<count>\w+){SPACE}+" if group.counted and "#" not in phrases[0] else r"\b"
    closing = rf"(?={SPACE}*(?:[.,;:)]|\n|$))" if group.closing else ""
    return re.compile(rf"{prefix}(?P<phrase>{choice})\b{closing}")


def spelled(text: str) -> str:
    """The phrase as a pattern: white space between two words, none needed beside a sign."""
    words = text.split()
    gaps = [rf"{SPACE}+" if _word(a) and _word(b) else rf"{SPACE}*" for a, b in pairwise(words)]
    return "".join(SLOTS.get(word, re.escape(word)) + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def _word(word: str) -> bool:
    return word.isalnum() or word in SLOTS
