"""What a phrase that points back means: the period it counts from, and the arithmetic of years, months and seasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import periods
from pipeline.entities.years_relative import Pointer

NEAR = 12
"""How many periods on either side of a pointer are looked at."""
APPOSED = 8
"""Characters behind a pointer within which the year itself may follow: "two years later, in 2018"."""
CONFIDENCE = 0.8
UNSURE = frozenset({"background", "target", "name"})
SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """A period found at [start, end) of the text."""

    start: int
    end: int
    value: str
    label: str
    confidence: float = 1.0


def resolve(flat: str, pointer: Pointer, dated: Sequence[Dated], back: int) -> Dated | None:
    """What the pointer means, or None. `dated`: what is known so far of the whole text, in order of its place.

    It counts from the last sure period earlier on the line; else from the one that dates the line from its end; else from
    an aside earlier on the line; else from the last sure one of the `back` segments before.
    """
    begin = flat.rfind("\n", 0, pointer.start) + 1
    end = flat.find("\n", pointer.end)
    here = bisect_left(dated, pointer.start, key=lambda one: one.start)
    if here and dated[here - 1].end > pointer.start:
        return None  # "(2015, and every year since)" is one period already
    reach = _sentence_end(flat, pointer.end) if pointer.group.lead else pointer.end + APPOSED
    if any(one.start < reach and "\n" not in flat[pointer.end : one.start] for one in dated[here : here + 1]):
        return None
    earlier = dated[max(0, here - NEAR) : here]
    before = next((one for one in reversed(earlier) if one.label not in UNSURE), None)
    aside = next((one for one in reversed(earlier) if one.label == "background" and one.start >= begin), None)
    behind = None
    for one in dated[here : here + NEAR]:
        if 0 <= end <= one.start:
            break
        behind = one if one.label == "trailing" else behind
    if before and before.start < begin:
        before = behind or aside or (before if before.start >= _floor(flat, begin, back) else None)
    anchor = before or behind or aside
    value = _meant(pointer, anchor.value) if anchor else None
    if value is None or not periods.is_period(value):
        return None
    if pointer.lead:
        value = periods.since(value) if pointer.lead == "since" else periods.until(value)
    return Dated(pointer.start, pointer.end, value, "relative", CONFIDENCE)


def _meant(pointer: Pointer, anchor: str) -> str | None:
    """The period that a pointer at `anchor` means; None where `anchor` is too vague for it."""
    if pointer.group.unit == "whole":
        return anchor
    if pointer.group.unit == "start":
        return _start(anchor)
    if pointer.group.unit == "season":
        return _season(anchor, pointer.shift)
    forward = pointer.shift > 0 or pointer.group.unit == "next"
    point = _edge(anchor, forward, pointer.shift < 0)
    if point is None or not point[:4].isdecimal():  # `196X`: a decade has no year after it
        return None
    first, month = int(point[:4]), _month(point)
    if pointer.group.unit == "month":
        return None if month is None else _shifted(first, month, pointer.shift)
    if pointer.name is not None:
        ahead = pointer.group.unit == "next" and (month is None or SEASON_MONTHS.get(pointer.name, pointer.name) <= month)
        return periods.month(first + ahead, pointer.name)
    if pointer.group.run:
        return periods.join(periods.year(first + 1), periods.year(first + pointer.count))
    meant = first + pointer.shift
    return periods.month(meant, pointer.within) if pointer.within else periods.year(meant)


def _start(anchor: str) -> str:
    """The point where the anchor begins; what ran until then is past: `../2014` -> `2014`."""
    points = anchor.strip("{}").replace("/", ",").split(",")
    return next(point for point in points if point != periods.OPEN)


def _season(anchor: str, shift: int) -> str | None:
    """`2014/2015` and 1 -> `2015/2016`; a year that is none of a school gives the year itself."""
    start, end = periods.bounds(anchor)
    if start is None or end is None or end - start > 1:
        return None
    return periods.join(periods.year(start + shift), periods.year(end + shift))


def _edge(anchor: str, forward: bool, backward: bool) -> str | None:
    """The point to count from: the end of a range forward, its start backward; a year of its own only where it is one."""
    start, end = periods.bounds(anchor)
    if anchor.startswith("{"):
        points = anchor[1:-1].split(",")
        return points[-1] if forward else points[0] if backward or start == end else None
    first, _, last = anchor.partition("/")
    if not last:
        return first
    if first == periods.OPEN or last == periods.OPEN:
        return last if first == periods.OPEN else first
    return last if forward else first if backward or start == end else None


def _month(point: str) -> int | None:
    """The month of a point of a month, a day or a season, else None."""
    if len(point) < len("2019-09") or not point[5:7].isdecimal():
        return None
    number = int(point[5:7])
    return number if number <= MONTHS_IN_YEAR else SEASON_MONTHS.get(number)


def _shifted(first: int, month: int, months: int) -> str:
    """(2021, 1) and -2 -> `2020-11`."""
    total = first * MONTHS_IN_YEAR + month - 1 + months
    return periods.month(total // MONTHS_IN_YEAR, total % MONTHS_IN_YEAR + 1)


def _sentence_end(flat: str, at: int) -> int:
    """Where the sentence ends: what happened since then may have a date of its own."""
    return min((end for sign in (". ", "\n") if (end := flat.find(sign, at)) >= 0), default=len(flat))


def _floor(flat: str, begin: int, back: int) -> int:
    """Where the segment begins that lies `back` segments before the one at `begin`."""
    for _ in range(back):
        end = begin
        while end > 0 and flat[end - 1] == "\n":
            end -= 1
        begin = flat.rfind("\n", 0, end) + 1
    return begin
