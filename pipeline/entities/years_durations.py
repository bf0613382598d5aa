"""How long an agreement runs from the date beside it: "signed in 2014 for five years" is 2014/2019."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline import periods
from pipeline.entities.years_relative import SPACE, spelled
from pipeline.entities.years_resolve import APPOSED, UNSURE, Dated
from pipeline.entities.years_words import Vocabulary

BACK, AHEAD = 300, 60
"""How many characters before and after a duration the date may stand that it begins with."""
LEAD = 48
LONGEST = 30
VERB = 32
"""Characters before "until 2026" within which the verb must stand."""
CLAUSE = re.compile(r"[;.] ")
WORD = re.compile(r"\w+")


class DurationGrammar:
    """The regexes for `Periods.duration`; built once a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        rules = words.periods.duration
        self._words = words
        leads, units, others = map(_choice, (rules.leads, rules.units, rules.not_before))
        count = rf"(?P<count>\w+){SPACE}*(?:\(\w+\){SPACE}*)?"
        self._pattern = re.compile(rf"\b{leads}{SPACE}+{count}{units}\b(?!{SPACE}+{others}\b)")
        self._running = re.compile(rf"\b{_choice(rules.running)}\b")
        self._agreed = frozenset(rules.agreed)
        self._keys = tuple(f" {unit}" for unit in rules.units if not any(unit != other and unit.startswith(other) for other in rules.units))

    def apply(self, flat: str, dated: Sequence[Dated]) -> list[Dated]:
        """The periods, those that begin such a duration with its end; flat text, see `flat`."""
        whole = list(dated)
        done = -1
        for at in sorted({at for key in self._keys for at in _places(flat, key)}):
            found = self._pattern.search(flat, max(0, at - LEAD, done), at + LEAD) if at > done else None
            if found and found.start() < at < found.end():
                done = found.end()
                self._extend(flat, whole, found)
        return self._running_on(flat, whole)

    def _running_on(self, flat: str, dated: list[Dated]) -> list[Dated]:
        """The dates before "it runs until 2026" with that end, where another clause names it."""
        for nth in range(1, len(dated)):
            start, end = dated[nth - 1], dated[nth]
            if not end.value.startswith(f"{periods.OPEN}/") or start.label in UNSURE or "/" in start.value or start.value[0] == "{":
                continue
            gap = flat[start.end : end.start]
            if len(gap) <= BACK and "\n" not in gap and CLAUSE.search(gap) and self._running.search(gap, max(0, len(gap) - VERB)):
                value = periods.join(start.value, end.value.removeprefix(f"{periods.OPEN}/"))
                dated[nth - 1] = replace(start, value=value, label="duration") if value else start
        return dated

    def _extend(self, flat: str, dated: list[Dated], found: re.Match[str]) -> None:
        word = found["count"]
        years = int(word) if word.isdecimal() and len(word) <= 2 else self._words.numbers.get(word, 0)
        if not 0 < years <= LONGEST:
            return
        begin = max(flat.rfind("\n", 0, found.start()), flat.rfind(". ", 0, found.start())) + 1
        if self._agreed.isdisjoint(WORD.findall(flat, begin, found.end() + AHEAD)):
            return
        nth = _anchor(flat, dated, found)
        if nth is None:
            return
        start = dated[nth].value.removesuffix(f"/{periods.OPEN}")
        value = periods.join(start, periods.year(int(start[:4]) + years)) if start[:4].isdecimal() and "/" not in start else None
        if value:
            dated[nth] = replace(dated[nth], value=value, label="duration")


def _choice(phrases: Sequence[str]) -> str:
    return "(?:" + "|".join(spelled(text) for text in sorted(phrases, key=len, reverse=True)) + ")"


def _anchor(flat: str, dated: Sequence[Dated], found: re.Match[str]) -> int | None:
    """The index of the sure period that the duration begins with: the last before it on its line, else the first close behind."""
    here = bisect_left(dated, found.start(), key=lambda one: one.start)
    if here < len(dated) and dated[here].start - found.end() <= APPOSED and "/" in dated[here].value:
        return None  # "for three years, 2020 to 2022"
    low = max(flat.rfind("\n", 0, found.start()) + 1, found.start() - BACK)
    for nth in range(here - 1, -1, -1):
        if dated[nth].start < low:
            break
        if dated[nth].label not in UNSURE:
            return nth
    for nth in range(here, len(dated)):
        gap = flat[found.end() : dated[nth].start]
        if len(gap) > AHEAD or "\n" in gap or ". " in gap:
            break
        if dated[nth].label not in UNSURE:
            return nth
    return None


def _places(flat: str, key: str) -> list[int]:
    places = []
    at = flat.find(key)
    while at >= 0:
        places.append(at)
        at = flat.find(key, at + len(key))
    return places
