"""What a date is a date of: the act, its term, a signature, the line it stands on, or something aside."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline import periods
from pipeline.entities.years_case import Case
from pipeline.entities.years_found import Found
from pipeline.entities.years_noise import is_noise
from pipeline.entities.years_words import Line, Vocabulary

REACH = 14
"""How many words before a date its meaning may stand."""
SIGNATURE_REACH = 12
FOUNDED_REACH = 4
TEXT_REACH = 8
PLAN_REACH = 5
PLANNED = 4
"""How many years beyond its own a report may plan an act: "by 2018"."""
TIES_REACH, LISTED_REACH, UNIVERSAL_REACH = 5, 8, 4
QUOTES = frozenset("\"»'")
BULLETS = frozenset('-*.,;:()[]#/"&%+')
CLOSING = frozenset(')].;,"»')


@dataclass(frozen=True, slots=True)
class Meaning:
    """A period as the text means it; words start..end-1 of its line are the quote."""

    start: int
    end: int
    value: str
    label: str
    confidence: float = 1.0


def case_of(words: Vocabulary, text: str, line: Line, found: Found, present: int | None) -> Case:
    """`found` before its judges. `present`: the year the report speaks from, None where unknown."""
    if found.kind == "year" and found.cued("decade") and found.value.endswith("0"):
        found = replace(found, kind="decade", value=f"{found.value[:3]}X")
    start, end = periods.bounds(found.value)
    return Case(words, text, line, found, start, end, present)


def judge(case: Case) -> Meaning | None:
    """What the period is, or None where it is none at all."""
    found, limits = case.found, case.words.periods.years
    if not limits.first <= (case.start or limits.first) or not (case.end or limits.last) <= limits.last:
        return None
    wide = case.far()
    if is_noise(case, wide):
        return None
    far = {kind: k for kind, k in wide.items() if found.i - k <= REACH}
    aside = _background(case, far, wide) or _target(case)
    if aside:
        return Meaning(found.i, found.j, found.value, *aside)
    return _period(case, far, wide)


def _background(case: Case, far: dict[str, int], wide: dict[str, int]) -> tuple[str, float] | None:
    """An aside: births, foundations, history, ratifications, works of art, instruments, anniversaries."""
    found, limits = case.found, case.words.periods.years
    i = found.i
    old = case.past(limits.works)
    if found.kind == "decade":
        return ("background" if old else "decade"), 0.5
    if "born" in far and i - far["born"] <= FOUNDED_REACH:
        return "background", 0.3
    if found.cued("except") or (case.bare and _universal(case)):
        return "background", 0.3
    if case.bare and "ties" in far and i - far["ties"] <= TIES_REACH and old and far.keys().isdisjoint(("plan", "signature")):
        return "background", 0.3
    if "listed" in far and i - far["listed"] <= LISTED_REACH and _hung(case, far["listed"]):
        return "background", 0.4
    if found.cued("creation") or ("relations" in far and (not far.keys().isdisjoint(("founded", "opened")) or old)):
        return "background", 0.3
    if "instrument" in far and "ratified" in far and "signature" not in far:
        return "background", 0.4
    if case.bare and (case.named_behind("instrument") or _of_instrument(case, wide.get("instrument"))):
        return "background", 0.4
    if ("statistics" in far and i - far["statistics"] <= FOUNDED_REACH) or case.after("statistics", 2) or _compared(case):
        return "background", 0.4
    if old and ((_work(case, far) and "plan" not in far) or not far.keys().isdisjoint(("history", "anniversary", "founded", "opened"))):
        return "background", 0.3
    lone = found.kind in ("year", "decade") and found.nearest != "since"
    if lone and case.past(limits.age) and all(i - far[kind] > TEXT_REACH for kind in ("plan", "signature") if kind in far):
        return "background", 0.3
    return None


def _compared(case: Case) -> bool:
    """ "against 12 in 2012": a figure of another year."""
    k = case.opens - 1 if not case.found.cues else case.found.cues[-1][1] - 1
    return case.code(k) in ("D", "x", "n") and case.word(k - 1) in case.words.compared


def _universal(case: Case) -> bool:
    """Whether a text that the world knows by its year stands just before: "the Paris Agreement (2015)"."""
    if not case.linked:
        return False
    for k in range(case.found.i - 1, max(-1, case.found.i - UNIVERSAL_REACH), -1):
        for words, _ in case.words.universal.get(case.word(k), ()):
            if case.line.words[k + 1 - len(words) : k + 1] == words:
                return True
    return False


def _hung(case: Case, place: int) -> bool:
    """Whether a thing that is listed as heritage is only described so: "the road inscribed on the List in 2014"."""
    around = case.line.words[max(0, place - LISTED_REACH) : case.found.j + LISTED_REACH]
    if case.words.heritage.isdisjoint(around):
        return False
    return case.apposed(place) or case.word(place - 1) not in case.words.auxiliaries


def _of_instrument(case: Case, place: int | None) -> bool:
    """Whether a convention or the like by name stands before, the year hanging on it: "Recommendation on Open Science (2021)"."""
    if place is None or not case.capital(place) or not case.linked:
        return False
    shared = any(case.word(k) in case.words.sharing for k in range(place - 1, case.found.i))
    return not shared and case.bridged(place, 12 if case.code(case.found.i - 1) == "(" else 1)


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
    if found.nearest == "until" and case.year < horizon + limits.ahead and case.year % limits.round:
        return None  # "runs until 2026"
    planned = PLANNED if case.year % limits.round == 0 else PLANNED + 1
    if case.year >= horizon or (found.nearest == "by" and case.year >= min(horizon, (now or horizon) + planned)):
        return "target", 0.4
    return None


def _period(case: Case, far: dict[str, int], wide: dict[str, int]) -> Meaning:
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
            left = k if set(case.line.codes[found.i : found.j]).isdisjoint("-/") else left
            break
        elif kind in ("by", "target"):
            confidence = 0.7
        elif kind == "from" and case.word(k) in words.periods.opening and (k == case.sentence[0] or case.code(k - 1) == "("):
            value, left, rule, confidence = periods.since(value), k, "open", 0.7
            break
    if single and _unended(case):
        value, rule, j = periods.since(found.value), "open", j + 1
    elif behind and single and (behind[0] == "onwards" or (behind[0] == "on" and found.nearest in ("from", "since"))):
        value, rule, j = periods.since(found.value), "open", behind[1]
    if found.cued("school") or (behind and behind[0] == "school") or _fiscal(case):
        rule = "school_year"
    rule, confidence = _circumstance(case, wide, rule, confidence, behind)
    return Meaning(left, j, value, rule, round(confidence * _doubt(case, far, rule), 2))


def _unended(case: Case) -> bool:
    """Whether a dash without a second year follows: "(2021-)", "2021 –" at the end of a line."""
    j = case.found.j
    if case.code(j) != "-" or case.found.kind not in ("year", "month", "date"):
        return False
    return case.code(j + 1) in (")", "]", "T", "")


def _fiscal(case: Case) -> bool:
    """Whether the year is written as one word with its kind: "FY2018"."""
    return case.code(case.found.i) == "Y" and not case.word(case.found.i)[0].isdigit()


def _circumstance(case: Case, wide: dict[str, int], rule: str, confidence: float, behind: tuple[str, int] | None) -> tuple[str, float]:
    """A term, a signature, a cell, a line's own date, a name's year: what outranks the notation."""
    found = case.found
    if rule == "school_year":
        return rule, confidence
    if _term(case, wide, behind):
        return "term", confidence
    place = _placed(case) if found.nearest in ("", "term") else ""
    if place:
        return place, confidence
    if rule == "open":
        return rule, confidence
    if _signed(case, wide):
        return "signature", 0.9
    if _name(case):
        return "name", 0.5
    return rule, confidence


def _term(case: Case, wide: dict[str, int], behind: tuple[str, int] | None) -> bool:
    found = case.found
    ranged = found.kind == "range" or (found.cued("until") and not found.cued("since"))
    if not ranged:
        return False
    if found.cued("term") or (found.kind == "range" and behind is not None and behind[0] == "term"):
        return True
    return not found.nearest and "plan" in wide and found.i - wide["plan"] <= PLAN_REACH


def _signed(case: Case, wide: dict[str, int]) -> bool:
    """Signed before the date in its clause, or after it with no other date between."""
    found = case.found
    if found.kind in ("range", "list", "decade"):
        return False
    told = max(wide.get("signature", -1), wide.get("initialled", -1))
    if told >= 0:
        between = case.line.codes[told : found.i]
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
    while after < len(line.words) and line.words[after] in CLOSING:
        after += 1
    at_end = after == len(line.words) or line.codes[after] == "T"
    start = first
    while start > 0 and (line.words[start - 1] in BULLETS or (len(line.words[start - 1]) == 1 and line.codes[start - 1] != "T")):
        start -= 1
    at_start = start == 0 or line.codes[start - 1] == "T"
    if at_end and at_start:
        return "cell"
    bracket = case.code(first) == "("
    if at_end and not bracket and (case.code(first - 1) in (".", "!", "?", ";", ":", ",", "-", ")", "#", "/")):
        return "trailing"
    if at_start and (bracket or case.code(found.j) in (":", "-", ".", ")", "#")):
        return "leading"
    return ""


def _name(case: Case) -> bool:
    """A year that belongs to a name: "Festival 2019", "Creative Europe 2014-2020"."""
    k = case.found.i - 1
    if case.found.kind not in ("year", "range") or case.code(k) not in ("w", "o"):
        return False
    if not case.capital(k) or case.word(k) in case.words.plain or case.word(k) in case.words.states:
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
    if any(kind in far and case.found.i - far[kind] <= FOUNDED_REACH for kind in ("founded", "opened")):
        doubt = min(doubt, 0.6)
    beside = {case.code(case.found.i - 1), case.code(case.found.j)}
    if case.bare and not case.found.nearest and not beside.isdisjoint("Dnx"):
        doubt = min(doubt, 0.7)
    return doubt
