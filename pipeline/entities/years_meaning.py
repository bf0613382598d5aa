"""What a date is a date of: the act, its term, a signature, or a law, a work of art, a sum of money, a telephone."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline import periods
from pipeline.entities.years_dates import Found
from pipeline.entities.years_words import Line, Vocabulary

REACH = 14
"""How many words before a date its clause is searched; what hangs on a law has a longer name in between."""
LAW_REACH = 20
SIGNATURE_REACH = 12
FOUNDED_REACH = 4
NUMERIC = frozenset({"year", "list", "range", "month", "date"})
TIMELY = frozenset({"at", "since", "until", "from", "between", "after", "before"})
QUOTES = frozenset("\"»'")
BULLETS = frozenset("-*.,;:()[]#/\"&%+")
ADDRESS_REACH = 120
FILE = re.compile(r"^\S*\.(?:pdf|html?|docx?|xlsx?|pptx?|php|aspx?|jpe?g|png|zip|csv)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A period as the text means it; words start..end-1 of its line are the quote."""

    start: int
    end: int
    value: str
    label: str
    confidence: float = 1.0


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
        """The first word of the period with its brackets and articles, cues left out."""
        i = self.found.i
        for kind, k in self.found.cues:
            if kind != "filler":
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


def judge(words: Vocabulary, text: str, line: Line, found: Found, present: int | None) -> Meaning | None:
    """What `found` is, or None where it is no period at all. `present`: the year the report speaks from, None where unknown."""
    start, end = periods.bounds(found.value)
    case = Case(words, text, line, found, start, end, present)
    limits = words.periods.years
    if not limits.first <= (start or limits.first) or not (end or limits.last) <= limits.last:
        return None
    if found.kind in NUMERIC and (_attached(case) or _counted(case)):
        return None
    wide = case.far()
    far = {kind: k for kind, k in wide.items() if found.i - k <= REACH}
    if _law(case, wide) or _agenda(case):
        return None
    aside = _background(case, far, wide) or _target(case)
    if aside:
        return Meaning(found.i, found.j, found.value, *aside)
    return _period(case, far)


def _attached(case: Case) -> bool:
    """Part of a reference, an address of the web, a decimal: the digits touch something that belongs to no date."""
    line, i, j = case.line, case.found.i, case.found.j
    if (line.glued(i) or line.glued(j)) and _in_address(case):
        return True
    if line.glued(i):
        sign, before = case.word(i - 1), case.word(i - 2)
        if sign in "_@/=" or (sign in "-.:," and line.glued(i - 1) and (before.isdecimal() or len(before) < 3)):
            return not _part_before(case)
        if sign == "-" and line.glued(i - 1) and not before.isalpha():
            return not _part_before(case)
    if line.glued(j) and case.code(j) in "-/_@.,=:" and line.glued(j + 1):
        after = case.word(j + 1)
        return case.word(j) in "_@/=" or after[:1].isdecimal() or (case.word(j) == "." and after.isalpha() and len(after) <= 5 and line.glued(i))
    return False


def _in_address(case: Case) -> bool:
    """Inside an address of the web or the name of a file."""
    start, end = case.line.starts[case.found.i], case.line.ends[case.found.j - 1]
    before = case.text[max(0, start - ADDRESS_REACH) : start].split()
    after = case.text[end : end + ADDRESS_REACH].split()
    head = before[-1] if before and not case.text[start - 1].isspace() else ""
    tail = after[0] if after and not case.text[end : end + 1].isspace() else ""
    around = f"{head} {tail}"
    return "://" in head or "www." in head or "@" in around or "_" in around or around.count("-") + around.count("/") > 2 or bool(FILE.search(tail))


def _part_before(case: Case) -> bool:
    return case.found.cued("part") or case.found.cued("approximate")


def _counted(case: Case) -> bool:
    """Money, counts, pages, telephone numbers, addresses."""
    found, line = case.found, case.line
    cue = case.words.cue_behind(line, found.j)
    behind = cue[0] if cue else ""
    nearest = found.nearest
    if nearest == "reference" and found.kind != "date":
        return True
    if not case.bare:
        return False
    if nearest == "quantity" or behind == "prices" or (behind == "money" and case.word(found.j) == "%"):
        return True
    if nearest == "money":
        place = next(k for kind, k in found.cues if kind == "money")
        return case.code(place - 1) not in ("n", "D", "x", "Y")
    if behind == "money" and cue:
        return nearest != "at" and not (cue[1] < len(line.words) and line.codes[cue[1]] in "nDxY")
    if behind == "count":
        return nearest not in TIMELY or case.word(found.i - 1) == "des" or case.year % 100 == 0
    if case.year % 100 == 0 and not nearest and case.code(found.j) == "w" and not case.capital(found.j):
        return True
    return _numbered(case)


def _numbered(case: Case) -> bool:
    """A telephone number, a code or an address."""
    line, found = case.line, case.found
    k = found.i - 1
    while k >= 0 and line.codes[k] in "nDxY-/.()#:+":
        k -= 1
    digits_before, digits_after = case.code(found.i - 1) in ("n", "D", "x"), case.code(found.j) in ("n", "D", "x")
    if k >= 0 and case.words.clause.get(line.words[k]) == "code":
        return True
    if digits_before and digits_after and found.nearest == "":
        return True
    if case.code(found.i - 1) == "H" or (case.code(found.i - 1) == "t" and case.code(found.i - 2) == "H"):
        return True
    if found.nearest:
        return False
    near = [case.words.clause.get(case.word(n)) for n in range(max(0, found.i - 7), found.i)]
    if "address" in near and case.code(found.i - 1) in (",", "-", "w", "/") and (case.capital(found.j) or case.code(found.i - 1) == "w"):
        return True
    return case.capital(found.j) and case.word(found.j + 1) in case.words.periods.street_words


def _bridged(case: Case, place: int, strangers: int) -> int | None:
    """How many words between `place` and the period are no link ("no. 45 of 2008"); None for more than `strangers`."""
    count = 0
    for k in range(place + 1, case.found.i):
        if case.code(k) in "DxnYMmflo&" or case.word(k) in case.words.bridges or case.capital(k):
            continue
        count += 1
        if count > strangers:
            return None
    return count


def _linked(case: Case) -> bool:
    """Whether the period hangs on the noun before it: "of 2005", "de 2005", "(2005)"."""
    return case.code(case.found.i - 1) == "(" or (case.code(case.found.i - 1) in ("f", "l") and case.found.nearest in ("from", ""))


def _law(case: Case, wide: dict[str, int]) -> bool:
    """The date of a law or of a treaty that the whole world knows by its year."""
    if case.found.kind in ("range", "list") and not _named_behind(case, "instrument"):
        return False
    place = wide.get("law")
    if place is not None and _bridged(case, place, 3 if _linked(case) and case.found.i - place < 9 else 0) is not None:
        return True
    if case.bare and _named_behind(case, "law"):
        return True
    if _named_behind(case, "instrument") and case.year in case.words.periods.treaty_years:
        return True
    if case.bare and case.year in case.words.periods.treaty_years and _linked(case):
        place = wide.get("instrument")
        return place is not None and _bridged(case, place, 12) is not None
    return False


def _named_behind(case: Case, kind: str) -> bool:
    """Whether an instrument's name follows at once: "2005 UNESCO Convention", "2010 Copyright Act"."""
    if case.found.nearest == "at" and case.word(case.found.i - 1) not in ("the", "this", "its"):
        return False
    for k in range(case.found.j, case.found.j + 4):
        if case.words.clause.get(case.word(k)) == kind:
            return kind != "law" or case.capital(k)
        if not (case.capital(k) or case.word(k) in case.words.periods.bodies):
            return False
    return False


def _agenda(case: Case) -> bool:
    """The year of an agenda: "2030 Agenda", "Horizon 2020", "Vision 2030"."""
    if not case.bare or case.year % case.words.periods.years.round:
        return False
    cue = case.words.cue_behind(case.line, case.found.j)
    return case.found.nearest == "agenda" or (cue is not None and cue[0] == "agenda")


def _background(case: Case, far: dict[str, int], wide: dict[str, int]) -> tuple[str, float] | None:
    """An aside: births, foundations, history, ratifications, works of art, instruments, anniversaries."""
    found, limits = case.found, case.words.periods.years
    i = found.i
    old = case.past(limits.works)
    if found.kind == "decade" or (found.cued("decade") and case.bare and case.year % 10 == 0):
        return ("background" if old else "decade"), 0.5
    if "born" in far and i - far["born"] <= FOUNDED_REACH:
        return "background", 0.3
    if found.cued("creation") or ("relations" in far and ("founded" in far or old)):
        return "background", 0.3
    if "instrument" in far and "ratified" in far and "signature" not in far:
        return "background", 0.4
    if case.bare and (_named_behind(case, "instrument") or _of_instrument(case, wide.get("instrument"))):
        return "background", 0.4
    if "statistics" in far and i - far["statistics"] <= FOUNDED_REACH:
        return "background", 0.4
    if old and (_work(case, far) or not far.keys().isdisjoint(("history", "anniversary", "founded"))):
        return "background", 0.3
    if case.past(limits.age) and "signature" not in far and found.kind in ("year", "decade") and found.nearest not in ("since", "from"):
        return "background", 0.3
    return None


def _of_instrument(case: Case, place: int | None) -> bool:
    """Whether a convention or the like by name stands before, the year hanging on it: "Recommendation on Open Science (2021)"."""
    if place is None or not case.capital(place) or not _linked(case):
        return False
    return _bridged(case, place, 12 if case.code(case.found.i - 1) == "(" else 1) is not None


def _work(case: Case, far: dict[str, int]) -> bool:
    """A year in brackets after a title."""
    inside = case.code(case.opens) == "(" or case.code(case.found.i - 1) in ("(", ",")
    if not inside or case.code(case.found.j) not in (")", ","):
        return False
    before = case.opens - 1
    return "work" in far or case.capital(before) or case.word(before) in QUOTES or case.code(before) == "o"


def _target(case: Case) -> tuple[str, float] | None:
    """A year still to come that an agenda or a plan aims at."""
    limits, now, found = case.words.periods.years, case.present, case.found
    if case.bare and found.nearest == "target" and case.year > (now or limits.future - limits.ahead):
        return "target", 0.4
    horizon = now + limits.ahead if now else limits.future
    if case.year >= horizon or (found.nearest == "by" and case.year >= min(horizon, (now or horizon) + 3)):
        return "target", 0.4
    return None


def _period(case: Case, far: dict[str, int]) -> Meaning:
    """The period of an act, with the name of the rule that saw it."""
    found, words = case.found, case.words
    value, rule, left, confidence = found.value, found.kind, found.i, 1.0
    j = found.j
    single = found.kind not in ("range", "list")
    behind = words.cue_behind(case.line, j)
    for kind, k in found.cues:
        if kind in ("part", "approximate") and left == found.i and single:
            left, rule = k, "approximate"
            value = periods.approximate(value) if kind == "approximate" else value
        elif kind in ("since", "until", "before", "after") and single:
            value = periods.since(value) if kind in ("since", "after") else periods.until(value)
            left, rule, confidence = k, "open", 1.0 if kind in ("since", "until") else 0.5
            break
        elif kind in ("from", "between") and not single:
            # "of the 2015-2018 plan" is no "from 2015 to 2018"
            left = left if "-" in case.line.codes[found.i : found.j] else k
            break
        elif kind in ("by", "target"):
            confidence = 0.7
        elif kind == "from" and case.word(k) == "from" and k == case.sentence[0]:
            value, left, rule, confidence = periods.since(value), k, "open", 0.7
            break
    if behind and behind[0] == "onwards" and single and (behind[1] - j > 1 or case.word(j) != "on" or found.nearest in ("from", "since", "at")):
        value, rule, j = periods.since(found.value), "open", behind[1]
    if found.cued("school") or (behind and behind[0] == "school" and not case.line.glued(j + 1)):
        rule = "school_year"
    rule, confidence = _circumstance(case, far, rule, confidence, behind)
    return Meaning(left, j, value, rule, round(confidence * _doubt(case, far, rule), 2))


def _circumstance(case: Case, far: dict[str, int], rule: str, confidence: float, behind: tuple[str, int] | None) -> tuple[str, float]:
    """A term, a signature, a cell, a line's own date, a name's year: what outranks the notation."""
    found = case.found
    if rule == "school_year":
        return rule, confidence
    if _term(case, behind):
        return "term", confidence
    place = _placed(case) if found.nearest in ("", "term") else ""
    if place:
        return place, confidence
    if rule == "open":
        return rule, confidence
    if _signed(case, far):
        return "signature", 0.9
    if _name(case):
        return "name", 0.5
    return rule, confidence


def _term(case: Case, behind: tuple[str, int] | None) -> bool:
    found = case.found
    ranged = found.kind == "range" or (found.cued("until") and not found.cued("since"))
    if not ranged:
        return False
    return found.cued("term") or (found.kind == "range" and behind is not None and behind[0] == "term")


def _signed(case: Case, far: dict[str, int]) -> bool:
    """Signed before the date in its clause, or after it with no other date between."""
    found = case.found
    if found.kind in ("range", "list", "decade"):
        return False
    if "signature" in far and found.i - far["signature"] <= SIGNATURE_REACH:
        between = case.line.codes[far["signature"] : found.i]
        cue = found.cues[-1][1] if found.cues else found.i
        return "Y" not in between and not (case.code(cue - 1) == "&" and found.nearest == "at")
    if found.nearest not in ("at", ""):
        return False
    end = min(case.sentence[1], found.j + SIGNATURE_REACH)
    place = next((k for k, kind in case.line.marks if kind == "signature" and found.j <= k < end), None)
    return place is not None and "Y" not in case.line.codes[found.j : place]


def _placed(case: Case) -> str:
    """`cell`, `trailing` or `leading` where the place on the line makes the period the line's own, else ''."""
    line, found = case.line, case.found
    first = case.opens
    after = found.j
    while after < len(line.words) and line.words[after] in ")].;,\"»":
        after += 1
    at_end = after == len(line.words) or line.codes[after] == "T"
    start = first
    while start > 0 and (line.words[start - 1] in BULLETS or (len(line.words[start - 1]) == 1 and line.codes[start - 1] != "T")):
        start -= 1
    at_start = start == 0 or line.codes[start - 1] == "T"
    if at_end and at_start:
        return "cell"
    bracket = case.code(first) == "("
    if at_end and (bracket or case.code(first - 1) in (".", "!", "?", ";", ":", ",", "-", ")", "#", "/")):
        return "trailing"
    if at_start and (bracket or case.code(found.j) in (":", "-", ".", ")", "#")):
        return "leading"
    return ""


def _name(case: Case) -> bool:
    """A year that belongs to a name: "Festival 2019", "Creative Europe 2014-2020"."""
    k = case.found.i - 1
    if case.found.kind not in ("year", "range") or case.code(k) not in ("w", "o") or not case.capital(k) or case.word(k) in case.words.plain:
        return False
    if any(kind not in ("agenda", "target") for kind, _ in case.found.cues):
        return False
    line = case.text[case.line.starts[0] : case.line.ends[-1]]
    return not line.isupper()


def _doubt(case: Case, far: dict[str, int], rule: str) -> float:
    """What is left of the confidence: an old year, a foundation, a number among numbers."""
    if rule == "name":
        return 1.0
    doubt = 0.6 if case.past(case.words.periods.years.works) else 1.0
    if "founded" in far and case.found.i - far["founded"] <= FOUNDED_REACH:
        doubt = min(doubt, 0.6)
    if case.bare and not case.found.nearest and (case.code(case.found.i - 1) in ("D", "n", "x") or case.code(case.found.j) in ("D", "n", "x")):
        doubt = min(doubt, 0.7)
    return doubt
