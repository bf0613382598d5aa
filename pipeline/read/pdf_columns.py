"""Reading order of a page: columns of prose side by side, tables without lines, and the plain flow between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.read.pdf_corridors import (
    Band,
    band_at,
    columns_of,
    edges_of,
    is_prose,
    keeps_clear,
    same_edges,
    size_of,
    useful,
    widened,
    with_gutters,
)
from pipeline.read.pdf_grid import Grid
from pipeline.read.pdf_lines import Line, is_marker
from pipeline.read.pdf_regions import Aligned, Flow, Region, Row
from pipeline.read.pdf_sideheads import parts


def regions(rows: Sequence[Row], width: float, above: tuple[float, ...] = (), depth: int = 0) -> Iterator[Region]:
    """The parts of a page of this width in reading order. `above`: column edges of the table that ended the page before."""
    flow: list[Row] = []
    rows = list(rows)
    known: tuple[float, float] | None = None
    printed: list[float] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if len(row) == 1 and isinstance(row[0], Grid):
            yield from _flow(flow, width)
            flow = []
            yield row[0]
            at += 1
            continue
        band = band_at(rows, at) if len(row) > 1 and depth < 3 else None
        if band is None:
            flow.append(row)
            at += 1
            continue
        cut = sum(band.corridors[0]) / 2
        again = bool(printed) and same_edges(edges_of(columns_of(rows, band)), printed)
        asked = parts(rows[band.start : band.stop], cut, known) if not again else []
        if asked:
            known = row[0].x0, row[-1].x0
            yield from _flow(flow, width)
            flow = []
            yield from _asked(asked, cut, width, depth)
            at = band.stop
            continue
        band = band if again else useful(rows, band)
        if band is None:
            flow.append(row)
            at += 1
            continue
        whole = with_gutters(rows, band)
        if whole is not band and is_prose(columns_of(rows, whole)):
            band = whole
        columns = columns_of(rows, band)
        if again or is_prose(columns):
            printed = edges_of(columns)
            start, stop = widened(rows, band, len(flow))
            flow = flow[: len(flow) - (band.start - start)]
            yield from _flow(flow, width)
            flow = []
            for column in columns_of(rows, Band(start, stop, band.corridors)):
                inner = [[item] for _, item in column]
                yield from _as_columns(regions(_side_by_side(inner), width, depth=depth + 1))
            at = stop
            continue
        table = _table(rows, band, len(flow), above)
        if table is None:
            flow.append(row)
            at += 1
            continue
        yield from _flow(flow[: len(flow) - (band.start - table[1])], width)
        flow = []
        yield table[0]
        at = table[2]
    yield from _flow(flow, width)


def _flow(rows: Sequence[Row], width: float) -> Iterator[Flow]:
    if rows:
        left = min(item.x0 for row in rows for item in row)
        right = max(item.x1 for row in rows for item in row)
        yield Flow(tuple(tuple(row) for row in rows), left, right, width)


def _as_columns(found: Iterator[Region]) -> Iterator[Region]:
    for region in found:
        yield replace(region, column=True) if isinstance(region, Flow) else region


def _asked(asked: Sequence[Sequence[Row]], cut: float, width: float, depth: int) -> Iterator[Region]:
    """Side heads and answers in turn; only the rest of an answer from above, before the first head, goes on with what was."""
    for index, part in enumerate(asked):
        found = regions(part, width, depth=depth + 1)
        head = part[0][0].x1 <= cut
        yield from _parted(_as_columns(found) if head else found) if head or index else found


def _parted(found: Iterator[Region]) -> Iterator[Region]:
    first = next(found)
    yield replace(first, parted=True) if isinstance(first, Flow) else first
    yield from found


def _side_by_side(inner: Sequence[Row]) -> list[Row]:
    """Rows of one column: pieces on one base line stand in one row again."""
    found: list[Row] = []
    for row in inner:
        item = row[0]
        last = found[-1][-1] if found else None
        if isinstance(last, Line) and isinstance(item, Line) and abs(last.base - item.base) < 0.3 * item.size and item.x0 > last.x1:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _table(rows: Sequence[Row], band: Band, free: int, above: tuple[float, ...]) -> tuple[Aligned, int, int] | None:
    """The band as a table without lines, where it begins and ends; None where its gaps are mere white space."""
    cuts = sorted((left + right) / 2 for left, right in band.corridors)
    size = size_of(rows[band.start])
    start = band.start
    while (
        start > band.start - free
        and len(rows[start - 1]) == 1
        and rows[start - 1][0].x0 > cuts[0]
        and keeps_clear(rows[start - 1], rows[start], band)
    ):
        start -= 1
    printed: list[tuple[tuple[Line, ...], ...]] = []
    for index in range(start, band.stop):
        cells: list[list[Line]] = [[] for _ in range(len(cuts) + 1)]
        for item in rows[index]:
            if not isinstance(item, Line):
                break
            cells[sum((item.x0 + item.x1) / 2 > cut for cut in cuts)].append(item)
        else:
            printed.append(tuple(tuple(cell) for cell in cells))
            continue
        break
    while printed and sum(map(bool, printed[-1])) < 2 and not _hangs(printed) and not _is_short_row(printed):
        printed.pop()
    split = sum(sum(map(bool, row)) > 1 for row in printed)
    narrow = min(right - left for left, right in band.corridors)
    edges = tuple(min((line.x0 for row in printed for line in row[column]), default=0.0) for column in range(len(cuts) + 1))
    goes_on = len(edges) == len(above) and all(abs(here - there) < 6 for here, there in zip(edges, above, strict=True))
    if split < 2 or split * 6 < len(printed) or not _lined_up(printed) or all(is_marker(line) for row in printed for line in row[0]):
        return None
    if not goes_on and split < 4 and narrow < 2 * size:
        return None
    if not goes_on and len(printed) <= 4 and _is_justified(printed, max(item.x1 for row in rows for item in row)):
        return None
    right = max(line.x1 for row in printed for cell in row for line in cell)
    return Aligned(tuple(printed), edges, right), start, start + len(printed)


def _is_justified(printed: Sequence[tuple[tuple[Line, ...], ...]], margin: float) -> bool:
    """Whether the rows are lines of a justified paragraph whose wide gaps happen to lie one below the other."""
    inner = printed[:-1]
    reaches = all(max(line.x1 for cell in row for line in cell) > margin - 3 for row in inner)
    starts = [min(line.x0 for cell in row for line in cell) for row in printed]
    wide = max((right.x0 - left.x1 for row in inner for left, right in _neighbours(row)), default=0.0)
    return reaches and max(starts) - min(starts) < 2 and wide < 4 * printed[0][0][0].size if printed[0][0] else False


def _neighbours(row: tuple[tuple[Line, ...], ...]) -> list[tuple[Line, Line]]:
    lines = [line for cell in row for line in cell]
    return list(pairwise(lines))


def _lined_up(printed: Sequence[tuple[tuple[Line, ...], ...]]) -> bool:
    """Whether the columns' lines share a left edge, a right edge or a middle."""
    for column in range(len(printed[0])):
        lines = [line for row in printed for line in row[column]]
        ways = ([line.x0 for line in lines], [line.x1 for line in lines], [(line.x0 + line.x1) / 2 for line in lines])
        if lines and not any(sum(abs(place - median(places)) < 4 for place in places) * 3 >= 2 * len(places) for places in ways):
            return False
    return True


def _is_short_row(printed: Sequence[tuple[tuple[Line, ...], ...]]) -> bool:
    """Whether the last printed row is one of the table's with empty cells: first column, same distance, same letters."""
    full = [row for row in printed if sum(map(bool, row)) > 1]
    if not printed[-1][0] or len(full) < 2:
        return False
    line, pattern = printed[-1][0][0], full[-1][0][0] if full[-1][0] else None
    bases = [max(other.base for cell in row for other in cell) for row in printed]
    drops = [below - above for above, below in pairwise(bases[: printed.index(full[-1]) + 1])]
    if pattern is None or not drops or (pattern.bold, round(pattern.size)) != (line.bold, round(line.size)):
        return False
    return abs(line.x0 - pattern.x0) < 2 and bases[-1] - bases[-2] <= max(drops) * 1.1


def _hangs(printed: Sequence[tuple[tuple[Line, ...], ...]]) -> bool:
    """Whether the last printed row, in one column only, goes on with the cell above it."""
    if len(printed) < 2:
        return False
    column = next(index for index, cell in enumerate(printed[-1]) if cell)
    line = printed[-1][column][0]
    above = next((row[column][0] for row in reversed(printed[:-1]) if row[column]), None)
    nearest = max(other.base for cell in printed[-2] for other in cell)
    return above is not None and line.base - nearest < 1.5 * line.size and (column > 0 or line.text[:1].islower())
