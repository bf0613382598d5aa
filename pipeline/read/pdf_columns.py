"""Reading order of a page: columns of prose side by side, tables without lines, and the plain flow between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.read.pdf_grid import Grid
from pipeline.read.pdf_ink import Widget
from pipeline.read.pdf_lines import Line, is_marker
from pipeline.read.pdf_lines import line as one_line
from pipeline.read.pdf_sideheads import parts

Item = Line | Grid | Widget
Row = list[Item]

NARROWEST = 0.7
"""Font sizes; a gap that parts columns is at least this wide in every line."""
FAR = 4.0
"""Font sizes of white space after which a table is over."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines one below the other. `left`, `right`: the column's edges; `width`: of the page; `column`: it stands beside another.

    `parted`: what stands before it does not go on in it.
    """

    rows: tuple[tuple[Item, ...], ...]
    left: float
    right: float
    width: float
    column: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table without ruling lines: printed rows, each with one tuple of lines a column. `edges`: left sides of the columns."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    edges: tuple[float, ...]
    right: float


Region = Flow | Aligned | Grid


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows [start, stop) that corridors of white space run through."""

    start: int
    stop: int
    corridors: tuple[tuple[float, float], ...]


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
        band = _band(rows, at) if len(row) > 1 and depth < 3 else None
        if band is None:
            flow.append(row)
            at += 1
            continue
        cut = sum(band.corridors[0]) / 2
        again = bool(printed) and _same(_edges(_columns(rows, band)), printed)
        asked = parts(rows[band.start : band.stop], cut, known) if not again else []
        if asked:
            known = row[0].x0, row[-1].x0
            yield from _flow(flow, width)
            flow = []
            yield from _asked(asked, cut, width, depth)
            at = band.stop
            continue
        band = band if again else _useful(rows, band)
        if band is None:
            flow.append(row)
            at += 1
            continue
        whole = _with_gutters(rows, band)
        if whole is not band and _is_prose(_columns(rows, whole)):
            band = whole
        columns = _columns(rows, band)
        if again or _is_prose(columns):
            printed = _edges(columns)
            start, stop = _widened(rows, band, len(flow))
            flow = flow[: len(flow) - (band.start - start)]
            yield from _flow(flow, width)
            flow = []
            for column in _columns(rows, _Band(start, stop, band.corridors)):
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


def _size(row: Row) -> float:
    return max((item.size for item in row if isinstance(item, Line)), default=10.0)


def _band(rows: list[Row], start: int) -> _Band | None:
    """Corridors of white space that open in row `start` and how far down they run.

    A line that crosses them, but for a word that stands where the column begins, is cut there in `rows`.
    """
    row = rows[start]
    if any(isinstance(item, Widget) for item in row):
        return None
    size = _size(row)
    live = [(left.x1, right.x0) for left, right in pairwise(row)]
    best: _Band | None = None
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
        best = _Band(start, stop, tuple(live))
    return best


def _useful(rows: Sequence[Row], band: _Band) -> _Band | None:
    """The band with the corridors alone that part more than one row."""
    useful = tuple(corridor for corridor in band.corridors if _split_rows(rows, band, corridor) >= 2)
    return replace(band, corridors=useful) if useful else None


def _with_gutters(rows: Sequence[Row], band: _Band) -> _Band:
    """The band with all the corridors that run through it: its first row may stand in some of the page's columns alone."""
    size = _size(rows[band.start])
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


def _split_rows(rows: Sequence[Row], band: _Band, corridor: tuple[float, float]) -> int:
    middle = (corridor[0] + corridor[1]) / 2
    return sum(any(item.x1 <= middle for item in row) and any(item.x0 >= middle for item in row) for row in rows[band.start : band.stop])


def _columns(rows: Sequence[Row], band: _Band) -> list[list[tuple[int, Item]]]:
    """Items of the band by column, each with its row's index."""
    cuts = sorted((left + right) / 2 for left, right in band.corridors)
    columns: list[list[tuple[int, Item]]] = [[] for _ in range(len(cuts) + 1)]
    for index in range(band.start, band.stop):
        for item in rows[index]:
            middle = (item.x0 + item.x1) / 2
            columns[sum(middle > cut for cut in cuts)].append((index, item))
    return columns


def _edges(columns: Sequence[Sequence[tuple[int, Item]]]) -> list[float]:
    """Left edges of columns."""
    return [min((item.x0 for _, item in column), default=0.0) for column in columns]


def _same(edges: Sequence[float], others: Sequence[float]) -> bool:
    return len(edges) == len(others) and all(abs(here - there) < 2 for here, there in zip(edges, others, strict=True))


def _is_prose(columns: Sequence[Sequence[tuple[int, Item]]]) -> bool:
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


def _widened(rows: Sequence[Row], band: _Band, free: int) -> tuple[int, int]:
    """The band with the lines above it that belong to a column, without the lines at its end that do not."""
    start, stop = band.start, band.stop
    to_the_end = stop == len(rows)
    size = _size(rows[start])
    cut = min((left + right) / 2 for left, right in band.corridors)
    top = start
    while top > band.start - free and _keeps_clear(rows[top - 1], rows[top], band):
        top -= 1
    beside = [index for index in range(top, start) if any(item.x0 > cut for item in rows[index])]
    start = min(beside, default=start)
    while start > top and _size(rows[start - 1]) <= 1.25 * size:
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


def _keeps_clear(row: Row, below: Row, band: _Band) -> bool:
    """Whether a row above a band leaves its corridors free and stands close to it."""
    gap = min(item.top for item in below) - max(item.bottom for item in row)
    if gap > 1.6 * max(_size(row), _size(below)) or not all(isinstance(item, Line) for item in row):
        return False
    return all(item.x1 <= left + 1 or item.x0 >= right - 1 for item in row for left, right in band.corridors)


def _table(rows: Sequence[Row], band: _Band, free: int, above: tuple[float, ...]) -> tuple[Aligned, int, int] | None:
    """The band as a table without lines, where it begins and ends; None where its gaps are mere white space."""
    cuts = sorted((left + right) / 2 for left, right in band.corridors)
    size = _size(rows[band.start])
    start = band.start
    while (
        start > band.start - free
        and len(rows[start - 1]) == 1
        and rows[start - 1][0].x0 > cuts[0]
        and _keeps_clear(rows[start - 1], rows[start], band)
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
