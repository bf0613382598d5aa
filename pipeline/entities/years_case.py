"""One period before its judges: the words around it, asked by place and by kind."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.entities.years_found import Found
from pipeline.entities.years_words import Line, Vocabulary

LAW_REACH = 28
"""How many words before a date are asked what it dates; a law's own name may stand in between."""
NAMING = frozenset("DxnYMmlo&")


@dataclass(frozen=True, slots=True)
class Case:
    """One period before the judges: its line with the text as printed, its years, and the year the report speaks from (or None)."""

    words: Vocabulary
    text: str
    line: Line
    found: Found
    start: int | None
    end: int | None
    present: int | None

    def past(self, years: int) -> bool:
        """Whether the period lies more than so many years before the report's own."""
        return self.year < (self.present or self.words.periods.years.usual) - years

    @property
    def year(self) -> int:
        """The year that decides whether it is long ago or far ahead."""
        return self.start or self.end or 0

    @property
    def bare(self) -> bool:
        """A single year in four digits, and nothing more."""
        return self.found.kind == "year"

    def code(self, k: int) -> str:
        """The code of word k, or '' outside the line."""
        return self.line.codes[k] if 0 <= k < len(self.line.codes) else ""

    def word(self, k: int) -> str:
        """Word k, or '' outside the line."""
        return self.line.words[k] if 0 <= k < len(self.line.words) else ""

    def capital(self, k: int) -> bool:
        """Whether word k is printed with a capital."""
        return 0 <= k < len(self.line.starts) and self.text[self.line.starts[k]].isupper()

    @property
    def opens(self) -> int:
        """The first word of the period with its brackets, articles and "the end of"; other cues left out."""
        i = self.found.i
        for kind, k in self.found.cues:
            if kind not in ("filler", "part", "approximate"):
                break
            i = k
        return i

    @property
    def sentence(self) -> tuple[int, int]:
        """Where the sentence of the period begins and ends, as far as signs tell."""
        stops, i = self.line.stops, self.found.i
        at = bisect_left(stops, i)
        return (stops[at - 1] + 1 if at else 0), (stops[at] if at < len(stops) else len(self.line.words))

    def far(self) -> dict[str, int]:
        """{kind: place of the nearest word} of the words of its sentence before the period that tell what it dates."""
        if not self.line.marks:
            return {}
        first = max(self.sentence[0], self.found.i - LAW_REACH)
        return {kind: k for k, kind in self.line.marks if first <= k < self.found.i}

    @property
    def linked(self) -> bool:
        """Whether the period hangs on the noun before it: "of 2005", "de 2005", "(2005)"."""
        before = self.code(self.found.i - 1)
        return before == "(" or (before in ("f", "l") and self.found.nearest in ("from", ""))

    def bridged(self, place: int, strangers: int) -> bool:
        """Whether nothing but a law's number and name stands between word `place` and the period, save so many other words."""
        for k in range(place + 1, self.found.i):
            if self.code(k) not in NAMING and self.word(k) not in self.words.bridges and not self.capital(k):
                strangers -= 1
        return strangers >= 0

    def apposed(self, place: int) -> bool:
        """Whether the participle at `place` hangs on a noun: ", founded in 2011", "(opened in 2011", "which was founded in 2011"."""
        k = place - 1
        while self.word(k) in self.words.auxiliaries:
            k -= 1
        return self.word(k) in self.words.relatives or (k == place - 1 and self.code(k) in (",", "("))

    def after(self, kind: str, reach: int) -> bool:
        """Whether a word of `kind` follows within so many words, no sign between: "the 1992 cultural agreement"."""
        for k in range(self.found.j, self.found.j + reach):
            if self.words.clause.get(self.word(k)) == kind:
                return True
            if self.code(k) not in ("w", "-"):
                return False
        return False

    def named_behind(self, kind: str) -> bool:
        """Whether an instrument's name follows at once: "2005 UNESCO Convention", "2010 Copyright Act"."""
        if self.found.nearest == "at" and self.code(self.found.i - 1) != "l":
            return False
        for k in range(self.found.j, self.found.j + 4):
            if self.words.clause.get(self.word(k)) == kind:
                return kind != "law" or self.capital(k)
            if not (self.capital(k) or self.word(k) in self.words.periods.bodies):
                return False
        return False
