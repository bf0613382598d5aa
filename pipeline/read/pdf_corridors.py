"""Corridors of white space that run down a page, and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.read.pdf_ink import Widget
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_lines import line as one_line
from pipeline.read.pdf_regions import Item, Row

NARROWEST = 0.7
"""Font sizes; a gap that parts columns is at least this wide in every line."""
FAR = 4.0
"""Font sizes of white space after which a table is over."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows [start, stop) that corridors of white space run through."""

    start: int
    stop: int
    corridors: tuple[tuple[float, float], ...]


def size_of(row: Row) -> float:
    """The largest font size of a row."""
    return max((item.size for item in row if isinstance(item, Line)), default=10.0)


def band_at(rows: list[Row], start: int) -> Band | None:
    """Corridors of white space that open in row `start` and how far down they run.

    A line that crosses them, but for a word that stands where the column begins, is cut there in `rows`.
    """
    row = rows[start]
    if any(isinstance(item, Widget) for item in row):
        return None
    size = size_of(row)
    live = [(left.x1, right.x0) for left, right in pairwise(row)]
    best: Band | None = None
    stop = start + 1
    low = max(item.bottom for item in row)
    while stop < len(rows) and live:
        below = rows[stop]
        if any(not isinstance(item, Line) for item in below) and len(below) == 1 and not _beside(below[0], live):
            break
        if min(item.top for item in below) - low > FAR * size:
            break
        kept = [shrunk for corridor in live if (shrunk := _shrink(corridor, below)) and shrunk[1] - shrunk[0] >= NARROWEST * size]
        if not kept and stop - start >= 3 and len(below) == 1:
            rows[stop] = below = _cut(below, live)
            kept = [shrunk for corridor in live if (shrunk := _shrink(corridor, below)) and shrunk[1] - shrunk[0] >= NARROWEST * size * 0.6]
        if not kept:
            break
        if len(kept) < len(live) and best is not None and stop - start >= 3 and len(kept) * 2 <= len(live) and len(live) > 1:
            break
        live = kept
        low = max(low, max(item.bottom for item in below))
        stop += 1
        best = Band(start, stop, tuple(live))
    return best


def useful(rows: Sequence[Row], band: Band) -> Band | None:
    """The band with the corridors alone that part more than one row."""
    useful = tuple(corridor for corridor in band.corridors if _split_rows(rows, band, corridor) >= 2)
    return replace(band, corridors=useful) if useful else None


def with_gutters(rows: Sequence[Row], band: Band) -> Band:
    """The band with all the corridors that run through it: its first row may stand in some of the page's columns alone."""
    size = size_of(rows[band.start])
    spans = sorted((item.x0, item.x1) for row in rows[band.start : band.stop] for item in row)
    found, right = [], spans[0][1]
    for x0, x1 in spans:
        if x0 - right >= size:
            found.append((right, x0))
        right = max(right, x1)
    return replace(band, corridors=tuple(found)) if len(found) > len(band.corridors) else band


def _cut(row: Row, corridors: Sequence[tuple[float, float]]) -> Row:
    """A line cut before the word that stands exactly where a column begins, the end of a full line in the column before it."""
    only = row[0]
    if not isinstance(only, Line):
        return row
    for index, (before, word) in enumerate(pairwise(only.words), start=1):
        if word.x0 - before.x1 >= 0.6 * only.size and any(abs(word.x0 - right) < 1 for _, right in corridors):
            return [one_line(only.page, only.words[:index]), one_line(only.page, only.words[index:])]
    return row


def _beside(item: Item, corridors: Sequence[tuple[float, float]]) -> bool:
    return any(item.x1 <= right + 1 or item.x0 >= left - 1 for left, right in corridors)


def _shrink(corridor: tuple[float, float], row: Row) -> tuple[float, float] | None:
    """What is left of a corridor when a row's words are taken out of it."""
    left, right = corridor
    for item in row:
        if item.x1 <= left or item.x0 >= right:
            continue
        if item.x0 <= left and item.x1 >= right:
            return None
        if item.x0 - left >= right - item.x1:
            right = item.x0
        else:
            left = item.x1
    return (left, right) if right > left else None


def _split_rows(rows: Sequence[Row], band: Band, corridor: tuple[float, float]) -> int:
    middle = (corridor[0] + corridor[1]) / 2
    return sum(any(item.x1 <= middle for item in row) and any(item.x0 >= middle for item in row) for row in rows[band.start : band.stop])


def columns_of(rows: Sequence[Row], band: Band) -> list[list[tuple[int, Item]]]:
    """Items of the band by column, each with its row's index."""
    cuts = sorted((left + right) / 2 for left, right in band.corridors)
    columns: list[list[tuple[int, Item]]] = [[] for _ in range(len(cuts) + 1)]
    for index in range(band.start, band.stop):
        for item in rows[index]:
            middle = (item.x0 + item.x1) / 2
            columns[sum(middle > cut for cut in cuts)].append((index, item))
    return columns


def edges_of(columns: Sequence[Sequence[tuple[int, Item]]]) -> list[float]:
    """Left edges of columns."""
    return [min((item.x0 for _, item in column), default=0.0) for column in columns]


def same_edges(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether columns begin at the same places."""
    return len(edges) == len(others) and all(abs(here - there) < 2 for here, there in zip(edges, others, strict=True))


def is_prose(columns: Sequence[Sequence[tuple[int, Item]]]) -> bool:
    """Whether the columns are running text, to be read one after the other: full lines in each, paragraphs that end on their own."""
    starts = []
    for column in columns:
        lines = [item for _, item in column if isinstance(item, Line)]
        if len(lines) < 4:
            if len(lines) < len(column):
                continue  # a table takes up the column
            return False
        width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
        typical = median(line.x1 - line.x0 for line in lines)
        if typical < 0.55 * width or width < 10 * lines[0].size or sum(len(line.text) for line in lines) < 18 * len(lines):
            return False
        starts.append(_paragraph_starts(lines))
    if len(starts) < 2:
        return bool(starts)
    first, second = starts[0], starts[1]
    both = sum(any(abs(here - there) < 3 for there in second) for here in first)
    return not (both >= 2 and both * 10 >= 7 * max(len(first), len(second)))


def _paragraph_starts(lines: Sequence[Line]) -> list[float]:
    """Base lines that follow more than the usual white space, the first line among them."""
    drops = [below.base - above.base for above, below in pairwise(lines) if below.base > above.base]
    usual = min(drops, default=0.0) if len(drops) < 4 else sorted(drops)[len(drops) // 4]
    starts = [lines[0].base]
    starts += [below.base for above, below in pairwise(lines) if below.base - above.base > usual * 1.25 + 0.5]
    return starts


def widened(rows: Sequence[Row], band: Band, free: int) -> tuple[int, int]:
    """The band with the lines above it that belong to a column, without the lines at its end that do not."""
    start, stop = band.start, band.stop
    to_the_end = stop == len(rows)
    size = size_of(rows[start])
    cut = min((left + right) / 2 for left, right in band.corridors)
    top = start
    while top > band.start - free and keeps_clear(rows[top - 1], rows[top], band):
        top -= 1
    beside = [index for index in range(top, start) if any(item.x0 > cut for item in rows[index])]
    start = min(beside, default=start)
    while start > top and size_of(rows[start - 1]) <= 1.25 * size:
        start -= 1
    if to_the_end:  # nothing stands below both columns, so that all of the longer one belongs to it
        return start, stop
    last_right = max((index for index in range(start, stop) if any(item.x0 > cut for item in rows[index])), default=stop - 1)
    beside_table = max((item.bottom for row in rows[start : last_right + 1] for item in row if item.x0 > cut), default=0.0)
    for index in range(last_right + 1, stop):
        if min(item.top for item in rows[index]) < beside_table:
            continue
        gap = min(item.top for item in rows[index]) - max(item.bottom for item in rows[index - 1])
        if gap > 1.2 * size:
            stop = index
            break
    return start, stop


def keeps_clear(row: Row, below: Row, band: Band) -> bool:
    """Whether a row above a band leaves its corridors free and stands close to it."""
    gap = min(item.top for item in below) - max(item.bottom for item in row)
    if gap > 1.6 * max(size_of(row), size_of(below)) or not all(isinstance(item, Line) for item in row):
        return False
    return all(item.x1 <= left + 1 or item.x0 >= right - 1 for item in row for left, right in band.corridors)
