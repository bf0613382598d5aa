"""Dates in a line: notations become EDTF, neighbours become ranges and lists. What a date means is not asked here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline import periods
from pipeline.entities.years_found import Found
from pipeline.entities.years_ranges import joined
from pipeline.entities.years_words import Line, Vocabulary

MO = r"(?:M|m\.?)"
YR = r"[f,]?f?(?:l?'?A)?f?Y"
TO = r"(?:t|-|/|&|j'?[tf]?)"
THE = r"l?'?"
NOTATIONS = {
    "iso_day": r"Y[-/.]D[-/.]D",
    "days_number": rf"D\.?{TO}{THE}D[/.]D[/.]Y",
    "day_months_number": rf"D[/.]D\.?{TO}{THE}D[/.]D[/.]Y",
    "roman_day": r"D[-/.][ow][-/.]Y",
    "iso_month_day": r"D[-/.]D[-/.]Y",
    "short_day": r"D[./]D[./][Dx](?![-./:][DxnY])",
    "days": rf"D(?:,{THE}D)*,?{TO}{THE}Df?{MO}{YR}",
    "days_us": rf"{MO}D(?:,D)*,?{TO}{THE}D,?Y",
    "day_months": rf"Df?{MO}{TO}{THE}Df?{MO}{YR}",
    "day_months_us": rf"{MO}D,?{TO}{THE}{MO}D,?Y",
    "day": rf"[Do][-/.]?f?{MO}[-/.]?{YR}|{MO}l?D,?f?Y",
    "months": rf"{MO}(?:,{THE}{MO})*,?{TO}{THE}{MO}[-/]?{YR}",
    "month": rf"{MO}[-/]?{YR}",
    "month_number": r"D[-/.]Y",
    "iso_month": r"Y\.D",
    "seasons": rf"S{TO}{THE}S{YR}",
    "season": rf"S{YR}(?:[-/][DxY])?",
    "quarters": rf"[oD](?:{TO}{THE})[oD]q\.?{YR}",
    "quarter_letters": rf"Q{TO}Q[-/,]?f?Y",
    "quarter": rf"[oD]q\.?(?:{YR}|\({YR}\))|Q[-/,]?f?Y|Y[-/]?Q",
    "half": rf"[oD](?:{TO}{THE}[oD])?h\.?{YR}",
    "decade": r"K",
    "short": r"Y[-/][Dxn]",
    "year": r"Y",
}
NOTATION = re.compile("(?=[YDMmSoQK])(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in NOTATIONS.items()) + ")")
MONTHS_IN_YEAR = 12
CENTURY = 2000
SHORT_RANGE = 20
"""The longest range that anybody writes with a short second year: "2012/45" is a document."""
ENCLOSED = re.compile(r"[([/T,:]|$")
AFTER_SPACED = re.compile(r"[/)\]T]|$")
"""What must follow a month written "2019. 9": elsewhere the dot ends a sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notation's builder may look at."""

    words: Vocabulary
    line: Line
    i: int
    j: int
    between: bool

    def numbers(self, codes: str) -> list[int]:
        """The numbers whose code is one of `codes`, in order."""
        return [self.line.number(k) for k in range(self.i, self.j) if self.line.codes[k] in codes]

    def months(self) -> list[int]:
        """The months named, 1..12."""
        return [self.words.months[self.line.words[k]] for k in range(self.i, self.j) if self.line.codes[k] in "Mm"]

    @property
    def tight(self) -> bool:
        """Whether the notation is written without white space."""
        return self.line.tight(self.i, self.j)

    @property
    def spaced(self) -> bool:
        """Whether it is written "2019. 9. 30" or "2019. 9" and ends its bracket, cell or line."""
        codes = self.line.codes
        return "." in codes[self.i : self.j] and AFTER_SPACED.match(codes, self.j) is not None and not self.line.glued(self.j - 1)

    def whole(self, points: list[str | None]) -> str | None:
        """Points named together: a range where the words say so, else one by one. None where one of them is no date."""
        known = [point for point in points if point]
        if len(known) != len(points):
            return None
        codes = self.line.codes[self.i : self.j]
        if not self.between and ("&" in codes or len(known) > 2):
            return periods.series(known)
        return periods.join(known[0], known[-1])


def _iso_day(r: Reading) -> str | None:
    y, m, d = r.numbers("YD")
    return periods.day(y, m, d) if r.tight or r.spaced else None


def _iso_month(r: Reading) -> str | None:
    """`2019.09`; with a space ("2019. 9") only where nothing follows that the number could count."""
    y, m = r.numbers("YD")
    if m > MONTHS_IN_YEAR:
        return None
    return periods.month(y, m) if r.spaced or (r.tight and len(r.line.words[r.j - 1]) == 2) else None


def _day_first(r: Reading) -> str | None:
    d, m, y = r.numbers("YD")
    if not r.tight:
        return None
    return periods.day(y, m, d) if m <= MONTHS_IN_YEAR else periods.day(y, d, m)


def _short_day(r: Reading) -> str | None:
    """`03.05.14` and `3/5/14`, but no number of a section and no telephone."""
    d, m, y = r.numbers("Dx")
    signs = {r.line.codes[r.i + 1], r.line.codes[r.i + 3]}
    whole = signs == {"/"} or (signs == {"."} and all(len(r.line.words[k]) == 2 for k in (r.i, r.i + 2)))
    if not (r.tight and whole) or len(r.line.words[r.j - 1]) != 2 or (r.line.glued(r.i) and r.line.codes[r.i - 1] not in "T(:"):
        return None
    y += CENTURY if CENTURY + y <= r.words.periods.years.last else CENTURY - 100
    return periods.day(y, m, d) if m <= MONTHS_IN_YEAR else periods.day(y, d, m)


def _roman_day(r: Reading) -> str | None:
    """`7-IX-2018`."""
    d, y = r.numbers("YD")
    month = r.words.roman.get(r.line.words[r.i + 2])
    return periods.day(y, month, d) if month and r.tight else None


def _days_number(r: Reading) -> str | None:
    """`12-17.11.2018`."""
    first, last, m, y = r.numbers("YD")
    return r.whole([periods.day(y, m, first), periods.day(y, m, last)]) if r.line.tight(r.j - 5, r.j) else None


def _day_months_number(r: Reading) -> str | None:
    """`28.11-03.12.2018`."""
    d1, m1, d2, m2, y = r.numbers("YD")
    return r.whole([periods.day(y - (m1 > m2), m1, d1), periods.day(y, m2, d2)]) if r.line.tight(r.j - 5, r.j) else None


def _days(r: Reading) -> str | None:
    (y,), (m,) = r.numbers("Y"), r.months()
    return r.whole([periods.day(y, m, d) for d in r.numbers("D")])


def _day_months(r: Reading) -> str | None:
    (y,), (m1, m2), (d1, d2) = r.numbers("Y"), r.months(), r.numbers("D")
    return r.whole([periods.day(y - (m1 > m2), m1, d1), periods.day(y, m2, d2)])


def _day(r: Reading) -> str | None:
    (y,), (m,), days = r.numbers("Y"), r.months(), r.numbers("D")
    if not days and r.words.ordinals[r.line.words[r.i]] != 1:  # "le premier mai"
        return None
    return periods.day(y, m, days[0] if days else 1)


def _months(r: Reading) -> str | None:
    (y,), months = r.numbers("Y"), r.months()
    return r.whole([periods.month(y - (m > months[-1]), m) for m in months])


def _month(r: Reading) -> str | None:
    return periods.month(r.numbers("Y")[0], r.months()[0])


def _month_number(r: Reading) -> str | None:
    m, y = r.numbers("YD")
    if m > MONTHS_IN_YEAR or not r.tight:
        return None
    plain = len(r.line.words[r.i]) == 2 and r.line.codes[r.i + 1] != "-"  # "05-2014" may be a file's number
    alone = ENCLOSED.match(r.line.codes[max(0, r.i - 1) : r.i]) and AFTER_SPACED.match(r.line.codes, r.j)
    return periods.month(y, m) if plain or alone else None


def _season_codes(r: Reading) -> list[int]:
    return [r.words.seasons[r.line.words[k]] for k in range(r.i, r.j) if r.line.codes[k] == "S"]


def _trapped(r: Reading) -> bool:
    return r.i > 0 and r.line.words[r.i - 1] in r.words.traps


def _seasons(r: Reading) -> str | None:
    y = r.numbers("Y")[0]
    return None if _trapped(r) else periods.join(*(periods.month(y, code) for code in _season_codes(r)))


def _season(r: Reading) -> str | None:
    """`2018-24`; a second year ("winter 2021-2022") makes it run into that year."""
    if _trapped(r):
        return None
    first, *more = r.numbers("YDx")
    point = periods.month(first, _season_codes(r)[0])
    if not more:
        return point
    last = more[0] if more[0] >= first else first - first % 100 + more[0]
    return periods.join(periods.year(first), periods.year(last)) if first < last <= first + 1 else point


def _ordinals(r: Reading, parts: int) -> list[int]:
    values = []
    for k in range(r.i, r.j):
        word, code = r.line.words[k], r.line.codes[k]
        if code in "oD":
            value = r.words.ordinals[word] if code == "o" else r.line.number(k)
            values.append(parts if value < 0 else value)
    return values if all(1 <= value <= parts for value in values) else []


def _quarter(r: Reading) -> str | None:
    y = r.numbers("Y")[0]
    letters = [r.line.words[k] for k in range(r.i, r.j) if r.line.codes[k] == "Q"]
    if letters:
        half = any(c in r.words.periods.half_letters for c in letters[0])
        return periods.month(y, (39 if half else 32) + int(re.sub(r"\D", "", letters[0])))
    found = _ordinals(r, 4)
    return r.whole([periods.month(y, 32 + n) for n in found]) if found else None


def _quarters(r: Reading) -> str | None:
    """ "first and second quarters of 2019", "Q2-Q4 2019"."""
    y = r.numbers("Y")[0]
    named = [k for k in range(r.i, r.j) if r.line.codes[k] == "Q"]
    if any(c in r.words.periods.half_letters for k in named for c in r.line.words[k]):
        return None
    found = [r.line.number(k) for k in named] or _ordinals(r, 4)
    return periods.join(periods.month(y, 32 + found[0]), periods.month(y, 32 + found[-1])) if found else None


def _half(r: Reading) -> str | None:
    y, found = r.numbers("Y")[0], _ordinals(r, 2)
    return periods.join(periods.month(y, 39 + found[0]), periods.month(y, 39 + found[-1])) if found else None


def _decade(r: Reading) -> str | None:
    return f"{r.line.words[r.i][:3]}X"


def _short(r: Reading) -> str | None:
    """`2018-19` and `2008-12` run from year to year, `2018-09` is a month; with spaces only a range, and only before no noun."""
    digits = r.line.words[r.j - 1]
    y, n = r.numbers("YDxn")
    if len(digits) == 1 and n == (y + 1) % 10 and r.tight:  # "2013-4"
        return periods.join(periods.year(y), periods.year(y + 1))
    if len(digits) != 2:
        return None
    end = y - y % 100 + n + (100 if n < y % 100 and y % 100 > 90 else 0)
    ahead = end - y
    if 0 < ahead <= 6 or (n > MONTHS_IN_YEAR and 0 < ahead <= SHORT_RANGE):
        return periods.join(periods.year(y), periods.year(end)) if r.tight or r.line.codes[r.j : r.j + 1] != "w" else None
    return periods.month(y, n) if r.tight and 1 <= n <= MONTHS_IN_YEAR else None


def _year(r: Reading) -> str | None:
    return periods.year(r.numbers("Y")[0])


BUILDERS: dict[str, Callable[[Reading], str | None]] = {
    "iso_day": _iso_day,
    "iso_month": _iso_month,
    "roman_day": _roman_day,
    "days_number": _days_number,
    "day_months_number": _day_months_number,
    "iso_month_day": _day_first,
    "short_day": _short_day,
    "days": _days,
    "days_us": _days,
    "day_months": _day_months,
    "day_months_us": _day_months,
    "day": _day,
    "months": _months,
    "month": _month,
    "month_number": _month_number,
    "seasons": _seasons,
    "season": _season,
    "quarters": _quarters,
    "quarter_letters": _quarters,
    "quarter": _quarter,
    "half": _half,
    "decade": _decade,
    "short": _short,
    "year": _year,
}
RULES = {"iso_day": "date", "iso_month_day": "date", "day": "date", "month_number": "month", "half": "quarter", "quarters": "range"}
RULES |= {
    "short_day": "date",
    "quarter_letters": "range",
    "roman_day": "date",
    "iso_month": "month",
    "days_number": "range",
    "day_months_number": "range",
}
RULES |= {"days": "range", "days_us": "range", "day_months": "range", "day_months_us": "range", "months": "range", "seasons": "range"}


def dates(words: Vocabulary, line: Line) -> list[Found]:
    """Every period of the line in order, ranges and lists joined; nothing overlaps."""
    return joined(words, line, _notations(words, line))


def _notations(words: Vocabulary, line: Line) -> list[Found]:
    found: list[Found] = []
    at = limit = 0
    while match := NOTATION.search(line.codes, at):
        kind, (i, j) = str(match.lastgroup), match.span()
        cues = words.cues_before(line, i, limit)
        between = any(cue == "between" for cue, _ in cues)
        value = BUILDERS[kind](Reading(words, line, i, j, between))
        if value is None and line.codes[i] == "Y":
            value, j, kind = periods.year(line.number(i)), i + 1, "year"
        if value is None:
            at = i + 1
            continue
        if kind == "short":
            kind = "range" if "/" in value else "month"
        elif RULES.get(kind) == "range" and "{" in value:
            kind = "list"
        found.append(Found(i, j, RULES.get(kind, kind), value, cues))
        at = limit = j
    return found
