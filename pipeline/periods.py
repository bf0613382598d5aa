"""Periods as EDTF strings (ISO 8601-2): points, intervals, sets, and what they say about years. Plain values, no text reading.

Points: `2019`, `2019-09`, `2019-09-30`, seasons `2018-21`..`24`, quarters `2019-33`..`36`, thirds `37`..`39`, halves `40`, `41`,
decades `199X`; each may carry `~` (approximate), `?` (uncertain) or `%` (both).
Wholes: a point, an interval `2015/2018` with `..` for an open end, or a set `{2014,2016}`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$")
DECADE = re.compile(r"(\d{3})X[~?%]?$")
OPEN = ".."
SUB_YEAR = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
SUB_YEAR |= {33 + i: (3 * i + 1, 3 * i + 3) for i in range(4)}
SUB_YEAR |= {37 + i: (4 * i + 1, 4 * i + 4) for i in range(3)}
SUB_YEAR |= {40: (1, 6), 41: (7, 12)}
FIRST_QUARTER_CODE = 33  # EDTF grammars know seasons inside intervals, but not quarters, halves and decades

Day = tuple[int, int, int]


def year(value: int) -> str:
    """2019 -> `2019`."""
    return f"{value:04d}"


def month(value: int, number: int) -> str:
    """(2019, 9) -> `2019-09`; also seasons and quarters by their ISO 8601-2 codes."""
    return f"{value:04d}-{number:02d}"


def day(value: int, month_number: int, day_number: int) -> str | None:
    """`2019-09-30`, or None where the calendar has no such day."""
    if not 1 <= month_number <= 12 or not 1 <= day_number <= monthrange(value, month_number)[1]:
        return None
    return f"{value:04d}-{month_number:02d}-{day_number:02d}"


@lru_cache(maxsize=8192)
def _point_days(point: str) -> tuple[Day, Day] | None:
    decade = DECADE.match(point)
    if decade:
        first = int(decade[1]) * 10
        return (first, 1, 1), (first + 9, 12, 31)
    found = POINT.match(point)
    if not found:
        return None
    y = int(found[1])
    if y == 0:
        return None
    if found[2] is None:
        return (y, 1, 1), (y, 12, 31)
    m = int(found[2])
    if found[3] is not None:
        d = int(found[3])
        return ((y, m, d), (y, m, d)) if day(y, m, d) else None
    start, end = (m, m) if 1 <= m <= 12 else SUB_YEAR.get(m, (0, 0))
    return ((y, start, 1), (y, end, monthrange(y, end)[1])) if start else None


def _limits(edtf: str) -> tuple[Day | None, Day | None]:
    """First and last day, None for an open end. Raises ValueError where `edtf` is not a period."""
    parts = edtf.split("/")
    if len(parts) == 2 and parts != [OPEN, OPEN]:
        start = None if parts[0] == OPEN else _point_days(parts[0])
        end = None if parts[1] == OPEN else _point_days(parts[1])
        known = (start or parts[0] == OPEN) and (end or parts[1] == OPEN)
        if known and not (start and end and start[0] > end[1]):
            return (start[0] if start else None), (end[1] if end else None)
    elif edtf.startswith("{") and edtf.endswith("}"):
        points = [_point_days(part) for part in edtf[1:-1].split(",")]
        days = [point for point in points if point]
        if len(days) == len(points):
            return min(first for first, _ in days), max(last for _, last in days)
    elif len(parts) == 1:
        point = _point_days(edtf)
        if point:
            return point
    raise ValueError(f"{edtf!r} is not a period in EDTF; write 2019, 2019-09, 2015/2018, 2012/.. or {{2014,2016}}")


def bounds(edtf: str) -> tuple[int | None, int | None]:
    """(first year, last year), None for an open end. Raises ValueError where `edtf` is not a period."""
    start, end = _limits(edtf)
    return (start[0] if start else None), (end[0] if end else None)


def is_period(edtf: str) -> bool:
    """Whether `edtf` is a period that this module reads: right form, real days, start before end."""
    try:
        _limits(edtf)
    except ValueError:
        return False
    return True


def _edge(edtf: str, last: bool) -> str:
    """The point at one end of a period, written so that it may stand in an interval."""
    if edtf.startswith("{"):
        points = edtf[1:-1].split(",")
        edtf = max(points, key=lambda p: _limits(p)[1] or ()) if last else min(points, key=lambda p: _limits(p)[0] or ())
    point = edtf.split("/")[-1 if last else 0]
    if DECADE.match(point):
        return f"{point[:3]}{9 if last else 0}"
    if len(point) == 7 and point[4] == "-" and int(point[5:]) >= FIRST_QUARTER_CODE:
        return month(int(point[:4]), SUB_YEAR[int(point[5:])][last])
    return point


def join(first: str, second: str) -> str | None:
    """From the start of `first` to the end of `second`: (`2015`, `2018-06`) -> `2015/2018-06`. None where that runs backwards."""
    if first == second:
        return first
    interval = f"{_edge(first, False)}/{_edge(second, True)}"
    return interval if is_period(interval) else None


def hull(periods: Sequence[str]) -> str | None:
    """The shortest period that holds them all: (`2015`, `2018-06`) -> `2015/2018-06`. None for none."""
    if not periods:
        return None
    first = min(periods, key=lambda period: _limits(period)[0] or (0, 0, 0))
    last = max(periods, key=lambda period: _limits(period)[1] or (9999, 0, 0))
    return join(first, last)


def since(edtf: str) -> str:
    """`2012` -> `2012/..`."""
    return f"{_edge(edtf, False)}/{OPEN}"


def until(edtf: str) -> str:
    """`2020` -> `../2020`."""
    return f"{OPEN}/{_edge(edtf, True)}"


def approximate(edtf: str) -> str:
    """`2015` -> `2015~`, both ends of an interval; sets, seasons and open ends stay as they are."""
    if edtf.startswith("{"):
        return edtf
    return "/".join(part + "~" if len(part) == 4 and part.isdecimal() else part for part in edtf.split("/"))


def series(points: Sequence[str]) -> str:
    """Points named one after the other: neighbours make an interval (`2017/2019`), others a set (`{2014,2016,2018}`).

    All points are of one precision (years, months or days) and in any order.
    """
    ordered = sorted(set(points))
    if len(ordered) == 1:
        return ordered[0]
    steps = [_next_day(_limits(a)[1]) == _limits(b)[0] for a, b in pairwise(ordered)]
    return f"{ordered[0]}/{ordered[-1]}" if all(steps) else "{" + ",".join(ordered) + "}"


def _next_day(last: Day | None) -> Day | None:
    if last is None:
        return None
    y, m, d = last
    if d < monthrange(y, m)[1]:
        return y, m, d + 1
    return (y, m + 1, 1) if m < 12 else (y + 1, 1, 1)
