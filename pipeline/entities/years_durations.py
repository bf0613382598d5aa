"""How long a thing runs from the date beside it: "signed in 2014 for five years", "a five-year pact signed in 2014": 2014/2019."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
START = 32
"""Characters behind a duration within which its start is said at once: "a three-year term beginning in 2015"."""
BESIDE, BESIDE_WORDS = 40, 3
"""How far from "five-year" the noun may stand that it belongs to."""
CLAUSE = re.compile(r"[;.] ")
STOP = re.compile(r"[.;!?]\s")
PART = re.compile(r"[,.;:!?()]")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A duration of `years` at [start, end). `led`: a word like "for" makes it one that an agreement runs."""

    start: int
    end: int
    years: int
    led: bool


class DurationGrammar:
    """The regexes for `Periods.duration`; built once a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        rules = words.periods.duration
        self._words = words
        leads, units, others, starts = map(_choice, (rules.leads, rules.units, rules.not_before, rules.starts))
        self._adjectives = {word: years for years, group in rules.adjectives.items() for word in group}
        count = rf"(?P<count>\w+)(?:{SPACE}*\(\w+\))?(?:{SPACE}+|-)"
        self._pattern = re.compile(
            rf"\b(?:(?P<lead>{leads}){SPACE}+)?{count}{units}\b(?!{SPACE}+{others}\b)|\b(?P<word>{_choice([*self._adjectives])})\b"
        )
        begun = _choice([word for word, kind in words.clause.items() if kind == "begun"])
        self._spaced = re.compile(rf"\b{_choice(rules.never_after)}{SPACE}+$")
        self._starting = re.compile(rf"(?:{starts}|{begun}{SPACE}+\w{{2}}){SPACE}+$")
        self._running = re.compile(rf"\b{_choice(rules.running)}\b")
        self._agreed, self._texts = frozenset(rules.agreed), frozenset(rules.texts)
        short = [unit for unit in rules.units if not any(unit != other and unit.startswith(other) for other in rules.units)]
        self._keys = tuple(f"{sign}{unit}" for unit in short for sign in " -")
        self._units = frozenset(rules.units)

    def apply(self, flat: str, dated: Sequence[Dated]) -> list[Dated]:
        """The periods, those that begin such a duration with its end; flat text, see `flat`."""
        whole = list(dated)
        done = -1
        for at in self._marked(flat):
            stretch = self._stretch(flat, max(0, at - LEAD, done), at) if at > done else None
            if stretch:
                done = stretch.end
                self._extend(flat, whole, stretch)
        return self._running_on(flat, whole)

    def _marked(self, flat: str) -> list[int]:
        """The places of the words that a duration holds; plain search, since few texts tell one."""
        units = [at for key in self._keys for at in _places(flat, key) if WORD.match(flat, at + 1)[0] in self._units]  # type: ignore[index]
        return sorted({*units, *(at + 1 for word in self._adjectives for at in _places(flat, word))})

    def _stretch(self, flat: str, low: int, at: int) -> Stretch | None:
        """The duration that holds the place `at`."""
        for found in self._pattern.finditer(flat, low, at + LEAD):
            if found.start() < at < found.end():
                word = found["count"] or ""
                years = int(word) if word.isdecimal() and len(word) <= 2 else self._words.numbers.get(word, 0)
                years = self._adjectives.get(found["word"] or "", years)
                return Stretch(found.start(), found.end(), years, bool(found["lead"])) if 0 < years <= LONGEST else None
            if found.start() >= at:
                break
        return None

    def _running_on(self, flat: str, dated: list[Dated]) -> list[Dated]:
        """The dates before "it runs until 2026" with that end, where another clause names it."""
        for nth in range(1, len(dated)):
            start, end = dated[nth - 1], dated[nth]
            if not end.value.startswith(f"{periods.OPEN}/") or start.label in UNSURE or "/" in start.value or start.value[0] == "{":
                continue
            gap = flat[start.end : end.start]
            if len(gap) > BACK or "\n" in gap or not CLAUSE.search(gap) or not self._running.search(gap, max(0, len(gap) - VERB)):
                continue
            if self._agreed_in(flat, *_sentence(flat, start.start)):
                value = periods.join(start.value, end.value.removeprefix(f"{periods.OPEN}/"))
                dated[nth - 1] = replace(start, value=value, label="duration") if value else start
        return dated

    def _extend(self, flat: str, dated: list[Dated], stretch: Stretch) -> None:
        nth = self._started(flat, dated, stretch)
        if nth is None:
            nth = self._agreed_at(flat, dated, stretch) if stretch.led else self._signed_at(flat, dated, stretch)
        if nth is None:
            return
        start = dated[nth].value.removesuffix(f"/{periods.OPEN}")
        single = start[:4].isdecimal() and "/" not in start
        value = periods.join(start, periods.year(int(start[:4]) + stretch.years)) if single else None
        if value:
            dated[nth] = replace(dated[nth], value=value, label="duration")

    def _started(self, flat: str, dated: Sequence[Dated], stretch: Stretch) -> int | None:
        """The date that the duration is said to begin with at once: "for five years from 2018", "a two-year course since 2015"."""
        here = bisect_left(dated, stretch.end, key=lambda one: one.start)
        if not stretch.led and (stretch.years == 1 or self._spaced.search(flat, max(0, stretch.start - LEAD), stretch.start)):
            return None
        if here == len(dated) or dated[here].start - stretch.end > START or dated[here].label in UNSURE:
            return None
        gap = flat[stretch.end : dated[here].start]
        if STOP.search(gap) or "\n" in gap:
            return None
        return here if dated[here].value.endswith(periods.OPEN) or self._starting.search(gap) else None

    def _agreed_at(self, flat: str, dated: Sequence[Dated], stretch: Stretch) -> int | None:
        """The date of the agreement that runs so long; of an earlier sentence only where both sentences tell of one."""
        nth = _anchor(flat, dated, stretch)
        if nth is None or not self._agreed_in(flat, *_sentence(flat, dated[nth].start)):
            return None
        begin, end = _sentence(flat, stretch.start)
        same = begin <= dated[nth].start < end
        return nth if same or self._agreed_in(flat, begin, end) or self._running.search(flat, begin, stretch.end) else None

    def _signed_at(self, flat: str, dated: Sequence[Dated], stretch: Stretch) -> int | None:
        """The signature of "a five-year agreement" in the same sentence."""
        before = PART.split(flat[max(0, stretch.start - BESIDE) : stretch.start])[-1]
        after = PART.split(flat[stretch.end : stretch.end + BESIDE])[0]
        if self._texts.isdisjoint(WORD.findall(before)[-BESIDE_WORDS:] + WORD.findall(after)[:BESIDE_WORDS]):
            return None
        begin, end = _sentence(flat, stretch.start)
        nth = _anchor(flat, dated, stretch)
        return nth if nth is not None and dated[nth].label == "signature" and begin <= dated[nth].start < end else None

    def _agreed_in(self, flat: str, begin: int, end: int) -> bool:
        return not self._agreed.isdisjoint(WORD.findall(flat, begin, end))


def _sentence(flat: str, at: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds the place `at`, as far as signs tell."""
    begin = max(flat.rfind("\n", 0, at), flat.rfind(". ", 0, at), flat.rfind("; ", 0, at)) + 1
    ends = [end for sign in ("\n", ". ", "; ") if (end := flat.find(sign, at)) >= 0]
    return begin, min(ends, default=len(flat))


def _choice(phrases: Sequence[str]) -> str:
    return "(?:" + "|".join(spelled(text) for text in sorted(phrases, key=len, reverse=True)) + ")"


def _anchor(flat: str, dated: Sequence[Dated], stretch: Stretch) -> int | None:
    """The index of the sure period that the duration begins with: the last before it on its line, else the first close behind."""
    here = bisect_left(dated, stretch.start, key=lambda one: one.start)
    if here < len(dated) and dated[here].start - stretch.end <= APPOSED and "/" in dated[here].value:
        return None  # "for three years, 2020 to 2022"
    low = max(flat.rfind("\n", 0, stretch.start) + 1, stretch.start - BACK)
    for nth in range(here - 1, -1, -1):
        if dated[nth].start < low:
            break
        if dated[nth].label not in UNSURE:
            return nth
    for nth in range(here, len(dated)):
        gap = flat[stretch.end : dated[nth].start]
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
