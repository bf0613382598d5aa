"""Tables drawn with characters: pipes, tabs, or columns lined up with spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.read.drafts import Draft
from pipeline.read.grids import asks, heads, is_form
from pipeline.read.text import bullet, numbering, plain

_PIPES = re.compile(r"\s*\|.*\|\s*$|[^|]*\S\s*\|\s*[^|]*\S\s*\|[^|]*")
_PIPE_RULE = re.compile(r"\s*[|+]?[\s:|+=-]*-{2,}[\s:|+=-]*$|\s*\+[=+-]+\+\s*$")
_SPACE_RULE = re.compile(r"\s*(?:[-=]{2,}\s+)+[-=]{2,}\s*$")
_WIDE = re.compile(r"\S(?:\t+| {2,})\S")


class Line(Protocol):
    """What a table needs of a line."""

    @property
    def number(self) -> int:
        """From 1."""

    @property
    def raw(self) -> str:
        """As it stands in the file."""

    @property
    def gap(self) -> bool:
        """A blank line stands before it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells found in consecutive lines. `stop`: index of the first line after them; `ruled`: row 0 stands above a rule."""

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    stop: int
    ruled: bool
    gap: bool

    @property
    def is_table(self) -> bool:
        """A table of its own, not a form's questions and answers."""
        return not is_form(self.rows)


def at(found: Sequence[Line], start: int) -> Grid | None:
    """The table that opens at line `start`, if one does."""
    raw = found[start].raw
    if "|" in raw or "+-" in raw or "+=" in raw:
        return _piped(found, start)
    if "\t" in raw.strip():
        return _tabbed(found, start)
    if "  " in raw.strip() and not bullet(raw.strip()):
        return _aligned(found, start)
    return None


def drafts(grid: Grid, table: int) -> Iterator[Draft]:
    """A grid's rows, or its questions and answers where it is a form in disguise."""
    if not grid.is_table:
        for index, (row, number) in enumerate(zip(grid.rows, grid.numbers, strict=True)):
            yield Draft("label" if asks(row[0]) else "paragraph", row[0], gap=grid.gap and not index, place=f"line {number}")
            yield Draft("paragraph", row[1], gap=False, place=f"line {number}")
        return
    header = grid.ruled or heads(grid.rows[0], grid.rows[1:])
    for index, (row, number) in enumerate(zip(grid.rows, grid.numbers, strict=True)):
        yield Draft("row", cells=row, gap=grid.gap and not index, place=f"line {number}", table=table, header=header and not index)


def _piped(found: Sequence[Line], start: int) -> Grid | None:
    printed: list[str] = []
    groups: list[int] = []
    numbers: list[int] = []
    stop, rules = start, 0
    while stop < len(found) and (stop == start or not found[stop].gap or printed):
        raw = found[stop].raw
        if _PIPE_RULE.match(raw) and ("|" in raw or "+" in raw or printed):
            rules += bool(printed)
        elif (_PIPES.match(raw) or (printed and raw.count("|") == printed[0].count("|") > 1)) and not (found[stop].gap and printed):
            printed.append(raw.strip())
            groups.append(rules)
            numbers.append(found[stop].number)
        else:
            break
        stop += 1
    if len(printed) < 2:
        return None
    framed = sum(raw.startswith("|") for raw in printed) * 2 > len(printed)
    closed = sum(raw.endswith("|") for raw in printed) * 2 > len(printed)
    rows = [
        tuple(plain(cell) for cell in raw[framed and raw[0] == "|" : len(raw) - (closed and raw[-1] == "|")].split("|")) for raw in printed
    ]
    if len(rows[0]) < 2:
        return None
    ruled = groups.count(0) == 1 and rules > 0
    if rules > 2 and len(rows) > rules - 1:  # a rule below every row: what stands between two is one row
        firsts = [index for index, group in enumerate(groups) if not index or group != groups[index - 1]]
        parts = [rows[first:last] for first, last in zip(firsts, [*firsts[1:], len(rows)], strict=True)]
        rows = [_stacked(_even_rows(part)) for part in parts]
        numbers = [numbers[first] for first in firsts]
    elif framed and len({len(raw) for raw in printed}) == 1:
        rows, numbers = _unwrapped(_even_rows(rows), numbers)
    return _even(rows, numbers, stop, ruled, found[start].gap)


def _even_rows(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    width = max(len(row) for row in rows)
    return [row + ("",) * (width - len(row)) for row in rows]


def _stacked(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The lines of one row, cell by cell."""
    return tuple(" ".join(filter(None, cells)) for cells in zip(*rows, strict=True))


def _tabbed(found: Sequence[Line], start: int) -> Grid | None:
    rows: list[tuple[str, ...]] = []
    stop = start
    while stop < len(found) and "\t" in found[stop].raw.strip() and not (found[stop].gap and rows):
        raw = found[stop].raw.strip("\r\n")
        cells = [plain(cell) for cell in (raw if not raw.startswith("\t") or rows else raw.lstrip("\t")).split("\t")]
        if len(cells) == 2 and (bullet(raw.strip()) or numbering(f"{cells[0]} x")):
            break
        rows.append(tuple(cells))
        stop += 1
    lone = len(rows) == 1 and len(rows[0]) == 2 and all(rows[0]) and any(map(str.isalpha, rows[0][0]))
    if (len(rows) < 2 and not lone) or len({len([cell for cell in row if cell]) for row in rows}) > 3:
        return None
    return _even(rows, [line.number for line in found[start:stop]], stop, False, found[start].gap)


def _even(rows: Sequence[tuple[str, ...]], numbers: Sequence[int], stop: int, ruled: bool, gap: bool) -> Grid:
    return Grid(tuple(_even_rows(rows)), tuple(numbers), stop, ruled, gap)


def _aligned(found: Sequence[Line], start: int) -> Grid | None:
    """Columns that two or more spaces keep apart at the same place in every line."""
    stop = start + 1
    while stop < len(found) and not found[stop].gap and ("  " in found[stop].raw.rstrip() or _SPACE_RULE.match(found[stop].raw)):
        stop += 1
    lines = [line.raw.expandtabs(8).rstrip() for line in found[start:stop]]
    if sum(bool(_WIDE.search(line)) for line in lines) < 2:
        return None
    edges = _gutters(lines)
    if len(edges) < 2:
        return None
    printed = [
        (tuple(plain(line[left:right]) for left, right in zip(edges, [*edges[1:], None], strict=True)), source.number)
        for line, source in zip(lines, found[start:stop], strict=True)
        if not _SPACE_RULE.match(line)
    ]
    ruled = len(lines) > 1 and _SPACE_RULE.match(lines[1]) is not None
    rows, numbers = _unwrapped([cells for cells, _ in printed], [number for _, number in printed])
    filled = sum(sum(map(bool, row)) > 1 for row in rows)
    if len(rows) < 2 or filled * 3 < len(rows) * 2 or not (ruled or len(rows) > 2 or len(edges) > 2):
        return None
    return Grid(tuple(rows), tuple(numbers), stop, ruled, found[start].gap)


def _unwrapped(printed: Sequence[tuple[str, ...]], places: Sequence[int]) -> tuple[list[tuple[str, ...]], list[int]]:
    """Printed lines -> (rows, the place of the first line of each): cells too long for their column run over several lines."""
    widths = [max(map(len, column)) for column in zip(*printed, strict=True)]
    groups: list[list[tuple[str, ...]]] = []
    firsts: list[int] = []
    for cells, place in zip(printed, places, strict=True):
        if groups and any(cells) and _goes_on(groups[-1][-1], cells, widths):
            groups[-1].append(cells)
            continue
        groups.append([cells])
        firsts.append(place)
    return [_stacked(group) for group in groups], firsts


def _goes_on(above: Sequence[str], cells: Sequence[str], widths: Sequence[int]) -> bool:
    """Whether a line without a first cell, or with nothing else, carries on the row above rather than opening one ("as above").

    A cell whose first word had room at the end of the cell above was not wrapped; one that goes on in lower case was.
    """
    filled = [column for column, cell in enumerate(cells) if cell]
    if cells[0] and filled != [0]:
        return False
    pairs = [(above[column], cells[column], widths[column]) for column in filled if above[column]]
    small = any(cell[0].islower() for _, cell, _ in pairs)
    room = any(len(before) + 1 + len(cell.split(" ", 1)[0]) <= width and not cell[0].islower() for before, cell, width in pairs)
    if room or not pairs:
        return False
    return small or len(filled) == 1 or any(before.endswith((",", "-", "/")) for before, _, _ in pairs)


def _gutters(lines: Sequence[str]) -> list[int]:
    """Columns where cells begin: each follows two or more columns that are blank in every line."""
    width = max(map(len, lines))
    blank = [True] * width
    for line in lines:
        for column, sign in enumerate(line):
            if sign != " ":
                blank[column] = False
    edges = []
    run = 2
    for column, empty in enumerate(blank):
        if empty:
            run += 1
            continue
        if run >= 2:
            edges.append(column)
        run = 0
    return edges
