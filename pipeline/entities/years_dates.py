"""Dates in a line: notations become EDTF, neighbours become ranges and lists. What a date means is not asked here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline import periods
from pipeline.entities.years_words import Cue, Line, Vocabulary

MO = r"(?:M|m\.?)"
YR = r"[f,]?f?(?:l?'?A)?f?Y"
TO = r"(?:t|-|/|&|j'?[tf]?)"
THE = r"l?'?"
NOTATIONS = {
    "iso_day": r"Y[-/]D[-/]D",
    "iso_month_day": r"D[-/.]D[-/.]Y",
    "days": rf"D(?:,{THE}D)*,?{TO}{THE}Df?{MO}{YR}",
    "days_us": rf"{MO}D(?:,D)*,?{TO}{THE}D,?Y",
    "day_months": rf"Df?{MO}{TO}{THE}Df?{MO}{YR}",
    "day_months_us": rf"{MO}D,?{TO}{THE}{MO}D,?Y",
    "day": rf"D[-/.]?f?{MO}[-/.]?{YR}|{MO}D,?f?Y",
    "months": rf"{MO}(?:,{THE}{MO})*,?{TO}{THE}{MO}[-/]?{YR}",
    "month": rf"{MO}[-/]?{YR}",
    "month_number": r"D[/.]Y",
    "seasons": rf"S{TO}{THE}S{YR}",
    "season": rf"S{YR}(?:[-/][DxY])?",
    "quarters": rf"[oD](?:{TO}{THE})[oD]q{YR}",
    "quarter": rf"[oD]q(?:{YR}|\({YR}\))|Q[-/,]?f?Y|Y[-/]?Q",
    "half": rf"[oD]h{YR}",
    "decade": r"K",
    "short": r"Y[-/][Dx]",
    "year": r"Y",
}
NOTATION = re.compile("(?=[YDMmSoQK])(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in NOTATIONS.items()) + ")")
MONTHS_IN_YEAR = 12


@dataclass(slots=True)
class Found:
    """A period between words i and j of a line, and the chain of cues before it, nearest first."""

    i: int
    j: int
    kind: str
    value: str
    cues: list[Cue] = field(default_factory=list)

    def cued(self, kind: str) -> bool:
        """Whether a cue of this kind stands before it."""
        return any(cue == kind for cue, _ in self.cues)

    @property
    def nearest(self) -> str:
        """The kind of the closest cue that says something, or ''."""
        return next((kind for kind, _ in self.cues if kind not in ("filler", "part", "approximate", "decade")), "")


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
    return periods.day(y, m, d) if r.tight else None


def _day_first(r: Reading) -> str | None:
    d, m, y = r.numbers("YD")
    if not r.tight:
        return None
    return periods.day(y, m, d) if m <= MONTHS_IN_YEAR else periods.day(y, d, m)


def _days(r: Reading) -> str | None:
    (y,), (m,) = r.numbers("Y"), r.months()
    return r.whole([periods.day(y, m, d) for d in r.numbers("D")])


def _day_months(r: Reading) -> str | None:
    (y,), (m1, m2), (d1, d2) = r.numbers("Y"), r.months(), r.numbers("D")
    return r.whole([periods.day(y - (m1 > m2), m1, d1), periods.day(y, m2, d2)])


def _day(r: Reading) -> str | None:
    (y,), (m,), (d,) = r.numbers("Y"), r.months(), r.numbers("D")
    return periods.day(y, m, d)


def _months(r: Reading) -> str | None:
    (y,), months = r.numbers("Y"), r.months()
    return r.whole([periods.month(y - (m > months[-1]), m) for m in months])


def _month(r: Reading) -> str | None:
    return periods.month(r.numbers("Y")[0], r.months()[0])


def _month_number(r: Reading) -> str | None:
    m, y = r.numbers("YD")
    return periods.month(y, m) if m <= MONTHS_IN_YEAR and r.tight and len(r.line.words[r.i]) == 2 else None


def _season_codes(r: Reading) -> list[int]:
    return [r.words.seasons[r.line.words[k]] for k in range(r.i, r.j) if r.line.codes[k] == "S"]


def _trapped(r: Reading) -> bool:
    return r.i > 0 and r.line.words[r.i - 1] in r.words.traps


def _seasons(r: Reading) -> str | None:
    y = r.numbers("Y")[0]
    return None if _trapped(r) else periods.join(*(periods.month(y, code) for code in _season_codes(r)))


def _season(r: Reading) -> str | None:
    return None if _trapped(r) else periods.month(r.numbers("Y")[0], _season_codes(r)[0])


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
    y, found = r.numbers("Y")[0], _ordinals(r, 4)
    return periods.join(periods.month(y, 32 + found[0]), periods.month(y, 32 + found[1])) if found else None


def _half(r: Reading) -> str | None:
    found = _ordinals(r, 2)
    return periods.month(r.numbers("Y")[0], 39 + found[0]) if found else None


def _decade(r: Reading) -> str | None:
    return f"{r.line.words[r.i][:3]}X"


def _short(r: Reading) -> str | None:
    """`2018-19` and `2008-12` run from year to year, `2018-09` is a month; with spaces only a range, and only before no noun."""
    digits = r.line.words[r.j - 1]
    if len(digits) != 2:
        return None
    y, n = r.numbers("YDx")
    end = y - y % 100 + n + (100 if n < y % 100 and y % 100 > 90 else 0)
    ahead = end - y
    if 0 < ahead <= 6 or (n > MONTHS_IN_YEAR and 0 < ahead <= r.words.periods.years.range):
        return periods.join(periods.year(y), periods.year(end)) if r.tight or r.line.codes[r.j : r.j + 1] != "w" else None
    return periods.month(y, n) if r.tight and 1 <= n <= MONTHS_IN_YEAR else None


def _year(r: Reading) -> str | None:
    return periods.year(r.numbers("Y")[0])


BUILDERS: dict[str, Callable[[Reading], str | None]] = {
    "iso_day": _iso_day,
    "iso_month_day": _day_first,
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
    "quarter": _quarter,
    "half": _half,
    "decade": _decade,
    "short": _short,
    "year": _year,
}
RULES = {"iso_day": "date", "iso_month_day": "date", "day": "date", "month_number": "month", "half": "quarter", "quarters": "range"}
RULES |= {"days": "range", "days_us": "range", "day_months": "range", "day_months_us": "range", "months": "range", "seasons": "range"}


def dates(words: Vocabulary, line: Line) -> list[Found]:
    """Every period of the line in order, ranges and lists joined; nothing overlaps."""
    return _lists(words, line, _ranges(words, line, _notations(words, line)))


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


def _gap(words: Vocabulary, line: Line, a: Found, b: Found) -> tuple[str, ...] | None:
    """The words that link two neighbours; "the end of" and the like before the second do not count. None: no link."""
    if b.i - a.j > 9:
        return None
    floor = b.i
    for kind, k in b.cues:
        if kind not in ("filler", "part", "approximate", "until"):
            break
        floor = k
    for length in (3, 2, 1):
        gap = tuple(line.words[a.j : a.j + length])
        if floor <= a.j + length <= b.i and (gap in words.connectors or gap in words.conjunctions):
            return gap
    return None


def _ranges(words: Vocabulary, line: Line, found: list[Found]) -> list[Found]:
    """Two neighbours with a connector between them become a range; three years in a chain ("2017/2018/2019") are left to the lists."""
    out: list[Found] = []
    at = 0
    while at < len(found):
        if _chained(line, found[at : at + 3]):
            out += found[at : at + 3]
            at += 3
            continue
        joined = _joined(words, line, found[at], found[at + 1]) if at + 1 < len(found) else None
        out.append(joined or found[at])
        at += 2 if joined else 1
    return out


def _chained(line: Line, found: list[Found]) -> bool:
    if len(found) < 3 or any(one.kind != "year" for one in found):
        return False
    a, b, c = found
    return line.words[a.j : b.i] == line.words[b.j : c.i] and line.codes[a.j : b.i] in ("-", "/")


def _joined(words: Vocabulary, line: Line, a: Found, b: Found) -> Found | None:
    gap = _gap(words, line, a, b) if {a.kind, b.kind}.isdisjoint(("range", "list")) else None
    if gap is None or (gap in words.conjunctions and not a.cued("between")):
        return None
    first = periods.approximate(a.value) if a.cues and a.cues[0][0] == "approximate" else a.value
    last = periods.approximate(b.value) if b.cues and b.cues[0][0] == "approximate" else b.value
    value = periods.join(first, last)
    if value is None:
        return None
    start, end = periods.bounds(value)
    if start is None or end is None or end - start > words.periods.years.range:
        return None
    return Found(a.i, b.j, "range", value, a.cues)


def _lists(words: Vocabulary, line: Line, found: list[Found]) -> list[Found]:
    """Bare years one after the other ("2014, 2016 and 2018") become one period."""
    out: list[Found] = []
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and _listed(words, line, found[end - 1], found[end]):
            end += 1
        run = found[at:end]
        if len(run) == 2 and not _pair(line, *run):
            run = run[:1]
        if len(run) > 1:
            value = periods.series([one.value for one in run])
            out.append(Found(run[0].i, run[-1].j, "list", value, run[0].cues))
        else:
            out += run
        at += len(run)
    return out


def _pair(line: Line, a: Found, b: Found) -> bool:
    """Whether two years make a list: a dash or a slash alone links no two, and a comma after "in 2018" parts two clauses."""
    gap = line.codes[a.j : b.i]
    return gap not in ("-", "/") and not (gap == "," and a.cued("at"))


def _listed(words: Vocabulary, line: Line, a: Found, b: Found) -> bool:
    if a.kind != "year" or b.kind != "year" or not 0 < b.i - a.j <= 2:
        return False
    gap = tuple(line.words[a.j : b.i])
    if gap in words.conjunctions:
        return True
    cue = words.cue_behind(line, b.j)
    return line.codes[a.j : b.i] in (",", "-", "/") and (cue is None or cue[0] not in ("count", "money"))
