"""Neighbouring dates of a line become ranges ("de 2015 à 2018"), school years in a row and lists ("2014, 2016 et 2018")."""

from __future__ import annotations

import re

from pipeline import periods
from pipeline.entities.years_found import Found
from pipeline.entities.years_words import Line, Vocabulary

DONE_REACH, BEGUN_REACH = 7, 4
BEGINNINGS = frozenset({"begun", "founded", "opened"})
PARTED = re.compile(r"[Y;.T(]")
LISTED_GAP = 4
COUNTED = re.compile(r",?&?([Dxnw])[fw]")
ENCLOSED = re.compile(r"[)T;]|$")
"""What must follow a year after a semicolon: elsewhere a semicolon parts two clauses."""
LINKS = range(5, 0, -1)
"""How many words may link the ends of a range: "et jusqu'en" has four."""


def joined(words: Vocabulary, line: Line, found: list[Found]) -> list[Found]:
    """The dates with ranges and lists joined."""
    return _lists(words, line, _school_years(words, line, _ranges(words, line, found)))


def _gap(words: Vocabulary, line: Line, a: Found, b: Found) -> tuple[str, ...] | None:
    """The words that link two neighbours; "the end of" and the like before the second do not count. None: no link."""
    if b.i - a.j > 9:
        return None
    floor = b.i
    for kind, k in b.cues:
        if kind not in ("filler", "part", "approximate", "until"):
            break
        floor = k
    for length in LINKS:
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
    if not {a.kind, b.kind}.isdisjoint(("range", "list")):
        return None
    gap = _gap(words, line, a, b)
    if (gap is None or (gap in words.conjunctions and not a.cued("between"))) and not _begun_and_done(words, line, a, b):
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


def _begun_and_done(words: Vocabulary, line: Line, a: Found, b: Found) -> bool:
    """ "started in 2011 and closed in December 2014"."""
    if not 0 < b.i - a.j <= DONE_REACH or PARTED.search(line.codes, a.j, b.i):
        return False
    marks = words.clause
    opens = a.cues[-1][1] if a.cues else a.i
    if not any(marks.get(line.words[k]) in BEGINNINGS for k in range(max(0, opens - BEGUN_REACH), a.i)):
        return False
    return any(marks.get(line.words[k]) == "done" for k in range(a.j, b.i))


def _school_years(words: Vocabulary, line: Line, found: list[Found]) -> list[Found]:
    """Ranges of two years running become one: "2007/08 à 2010/11", "2016/2017, 2017/2018 and 2018/2019"."""
    out: list[Found] = []
    grown = -1
    for one in found:
        at = len(out) - 1
        if at >= 0 and _running(one) and (grown == at or _running(out[at])):
            value = _spanned(words, line, out[at], one)
            if value:
                out[at] = Found(out[at].i, one.j, "range", value, out[at].cues)
                grown = at
                continue
        out.append(one)
    return out


def _running(one: Found) -> bool:
    """Whether it runs from one year to the next, both in plain years."""
    if one.kind != "range" or len(one.value) != len("2007/2008"):
        return False
    start, end = periods.bounds(one.value)
    return start is not None and end == start + 1


def _spanned(words: Vocabulary, line: Line, a: Found, b: Found) -> str | None:
    """Both as one period, where a "to" links them or the second begins as the first ends."""
    gap = _gap(words, line, a, b)
    if gap in words.conjunctions or line.codes[a.j : b.i] == ",":
        return periods.join(a.value, b.value) if periods.bounds(a.value)[1] == periods.bounds(b.value)[0] else None
    start, end = periods.bounds(a.value)[0], periods.bounds(b.value)[1]
    long = start is None or end is None or not 0 < end - start <= words.periods.years.range
    return None if gap is None or long else periods.join(a.value, b.value)


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
            value = periods.series([year for one in run for year in _years_of(one)])
            out.append(Found(run[0].i, run[-1].j, "list", value, run[0].cues))
        else:
            out += run
        at += len(run)
    return out


def _plain(one: Found) -> bool:
    """A year, or years from one to another."""
    return one.kind == "year" or (one.kind == "range" and len(one.value) == len("2014/2016") and ".." not in one.value)


def _counted(words: Vocabulary, line: Line, a: Found, b: Found) -> bool:
    """ "four in 2016, six in 2017 and five in 2018"."""
    gap = COUNTED.fullmatch(line.codes, a.j, b.i)
    if gap is None or not b.cued("at") or len(b.cues) > 1:
        return False
    count = line.words[gap.start(1)]
    return line.codes[gap.start(1)] != "w" or words.numbers.get(count, 0) > 1


def _years_of(one: Found) -> list[str]:
    start, end = periods.bounds(one.value)
    return [periods.year(y) for y in range(start or 0, (end or 0) + 1)]


def _pair(line: Line, a: Found, b: Found) -> bool:
    """Whether two years make a list: a dash or a slash alone links no two, and a comma after "in 2018" parts two clauses."""
    gap = line.codes[a.j : b.i]
    return gap not in ("-", "/") and not (gap == "," and a.cued("at"))


def _listed(words: Vocabulary, line: Line, a: Found, b: Found) -> bool:
    if _plain(a) and _plain(b) and a.kind == b.kind and _counted(words, line, a, b):
        return True
    if not (_plain(a) and _plain(b)) or "year" not in (a.kind, b.kind) or not 0 < b.i - a.j <= LISTED_GAP:
        return False
    gap = tuple(line.words[a.j : b.i])
    if gap in words.conjunctions:
        return True
    cue = words.cue_behind(line, b.j)
    if a.kind == "range":
        return False
    gaps = (",",) if b.kind == "range" else (",", "-", "/", ";") if ENCLOSED.match(line.codes, b.j) else (",", "-", "/")
    return line.codes[a.j : b.i] in gaps and (cue is None or cue[0] not in ("count", "money"))
