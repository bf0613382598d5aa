"""Digits that look like a year and are none of an act: money, counts, telephones, references, laws, agendas."""

from __future__ import annotations

import re

from pipeline.entities.years_case import Case

NUMERIC = frozenset({"year", "list", "range", "month", "date"})
TIMELY = frozenset({"at", "since", "until", "from", "between", "after", "before"})
NUMBERS = frozenset("nDxY")
FIRM_JOINTS = frozenset("_@/=")
JOINTS = FIRM_JOINTS | frozenset("-.,:")
ADDRESS_REACH = 120
DATED_LAW_REACH = 16
FILE = re.compile(r"^\S*\.(?:pdf|html?|docx?|xlsx?|pptx?|php|aspx?|jpe?g|png|zip|csv)\b", re.IGNORECASE)


def is_noise(case: Case, wide: dict[str, int]) -> bool:
    """Whether the period is none. `wide`: `case.far()`."""
    digits = case.found.kind in NUMERIC and (_attached(case) or _counted(case) or _elsewhere(case))
    return digits or _law(case, wide) or _agenda(case)


def _elsewhere(case: Case) -> bool:
    """Whether the year is one of another calendar: "2011 E.C."."""
    cue = case.words.cue_behind(case.line, case.found.j)
    return cue is not None and cue[0] == "calendar"


def _attached(case: Case) -> bool:
    """Part of a reference, an address of the web, a decimal: the digits touch something that belongs to no date."""
    line, i, j = case.line, case.found.i, case.found.j
    if (line.glued(i) or line.glued(j)) and _in_address(case):
        return True
    if line.glued(i):
        sign, before = case.word(i - 1), case.word(i - 2)
        if sign in FIRM_JOINTS or (sign in JOINTS and line.glued(i - 1) and (before.isdecimal() or len(before) < 3)):
            return not _part_before(case)
        if sign == "-" and line.glued(i - 1) and not before.isalpha():
            return not _part_before(case)
    if line.glued(j) and case.word(j) in JOINTS and line.glued(j + 1):
        after = case.word(j + 1)
        return case.word(j) in FIRM_JOINTS or after[:1].isdecimal()
    return False


def _in_address(case: Case) -> bool:
    """Inside an address of the web or the name of a file."""
    start, end = case.line.starts[case.found.i], case.line.ends[case.found.j - 1]
    before = case.text[max(0, start - ADDRESS_REACH) : start].split()
    after = case.text[end : end + ADDRESS_REACH].split()
    head = before[-1] if before and not case.text[start - 1].isspace() else ""
    tail = after[0] if after and not case.text[end : end + 1].isspace() else ""
    around = f"{head} {tail}"
    if any(sign in around for sign in ("://", "www.", "@", "_")) or FILE.search(tail):
        return True
    return around.count("-") + around.count("/") > 2


def _part_before(case: Case) -> bool:
    return case.found.cued("part") or case.found.cued("approximate")


def _counted(case: Case) -> bool:
    """Money, counts, pages, telephone numbers, addresses."""
    found, line = case.found, case.line
    cue = case.words.cue_behind(line, found.j)
    behind = cue[0] if cue else ""
    nearest = found.nearest if case.code(found.i - 1) != "(" else ""  # "3 M€ (2019-)": the bracket parts the sum from the year
    if nearest == "reference" and found.kind != "date":
        return True
    if not case.bare:
        return False
    if nearest == "quantity" or behind == "prices" or (behind == "money" and case.word(found.j) == "%"):
        return True
    if nearest == "money":
        place = next(k for kind, k in found.cues if kind == "money")
        return case.code(place - 1) not in NUMBERS
    if behind == "money" and cue:
        return nearest != "at" and not (cue[1] < len(line.words) and line.codes[cue[1]] in NUMBERS)
    if behind == "count":
        return nearest not in TIMELY or case.word(found.i - 1) in case.words.periods.plural_articles or case.year % 100 == 0
    if case.year % 100 == 0 and not nearest and case.code(found.j) == "w" and not case.capital(found.j):
        return True
    return _numbered(case)


def _numbered(case: Case) -> bool:
    """A telephone number, a code or an address."""
    line, found = case.line, case.found
    k = found.i - 1
    while k >= 0 and (line.codes[k] in "nDxY-/.()#:" or line.words[k] == "+"):
        k -= 1
    digits_before, digits_after = case.code(found.i - 1) in ("n", "D", "x"), case.code(found.j) in ("n", "D", "x")
    if k >= 0 and case.words.clause.get(line.words[k]) == "code":
        return True
    if any(line.words[n] == "+" and line.glued(n + 1) and line.codes[n + 1] in NUMBERS for n in range(k + 1, found.i - 1)):
        return True  # "+229 2013 2014"
    if digits_before and digits_after and found.nearest == "":
        return True
    if case.code(found.i - 1) == "H" or (case.code(found.i - 1) == "t" and case.code(found.i - 2) == "H"):
        return True
    if found.nearest:
        return False
    near = [case.words.clause.get(case.word(n)) for n in range(max(0, found.i - 7), found.i)]
    if (
        "address" in near
        and case.code(found.i - 1) in (",", "-", "w", "/")
        and (case.capital(found.j) or (case.code(found.i - 1) == "w" and case.capital(found.i - 1)))
    ):
        return True
    return case.capital(found.j) and case.word(found.j + 1) in case.words.periods.street_words


def _law(case: Case, wide: dict[str, int]) -> bool:
    """The date of a law or of a treaty that the whole world knows by its year."""
    place = wide.get("law")
    if case.found.kind in ("range", "list") and not case.named_behind("instrument"):
        tight = case.line.tight(case.found.i, case.found.j) and len(case.word(case.found.j - 1)) == 2
        return tight and place == case.found.i - 1  # "ordonnance 2012-14"
    if place is not None and _dated_law(case, place):
        return True
    if place is not None and not _deed(case, place) and case.bridged(place, 3 if case.linked and case.found.i - place < 9 else 0):
        return True
    if case.bare and case.named_behind("law"):
        return True
    if case.named_behind("instrument") and case.year in case.words.periods.treaty_years:
        return True
    if case.bare and case.year in case.words.periods.treaty_years and case.linked:
        place = wide.get("instrument")
        return place is not None and case.bridged(place, 12)
    return False


def _dated_law(case: Case, place: int) -> bool:
    """ "la loi relative au statut de l'artiste du 5 mai 2015": a full date that hangs on nothing nearer than the law."""
    hangs = case.found.kind == "date" and case.code(case.found.i - 1) == "f" and case.found.nearest in ("from", "")
    if not hangs or case.found.i - place > DATED_LAW_REACH or _deed(case, place):
        return False
    return not any(k > place and kind in ("plan", "signature", "instrument") for k, kind in case.line.marks if k < case.found.i)


def _deed(case: Case, place: int) -> bool:
    """Whether the law's word names a deed: "act of handover of 9 March 2018", "act of the joint committee"."""
    deeds = case.words.deeds
    return any(case.word(k) in deeds for k in (place - 1, place + 1, place + 2, place + 3))


def _agenda(case: Case) -> bool:
    """The year of an agenda: "2030 Agenda", "Horizon 2020", "Vision 2030"."""
    if not case.bare or case.year % case.words.periods.years.round:
        return False
    cue = case.words.cue_behind(case.line, case.found.j)
    return case.found.nearest == "agenda" or (cue is not None and cue[0] == "agenda")
