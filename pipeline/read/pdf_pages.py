"""Ink of a page -> its rows from the top down: lines, ruled tables, fields; contents lists and running lines taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.read import furniture
from pipeline.read.pdf_grid import Grid, fill, frames, inside
from pipeline.read.pdf_ink import Ink, Widget
from pipeline.read.pdf_lines import Line, pieces, rows
from pipeline.read.pdf_margins import without_line_numbers, without_page_numbers
from pipeline.read.pdf_regions import Item, Row
from pipeline.read.text import lone_bullet

_LEADER = re.compile(r"(?:(?:\.\s?){5,}|(?:…\s?){3,})[\s.…]*(?:[\divxlc]{1,5}[\s,–-]*){0,5}$", re.IGNORECASE)
_NUMBERS = re.compile(r"[\divxlc\s–-]{1,12}")
_SPECKS = frozenset("ı'`´^~°.,;:|/\\_\"’‘¨¸")
_NOTE = re.compile(r"(?:(?:\d{1,3}|[*†‡]{1,3})[.)]?\s*|[ivxl]{1,6}(?:[.)]\s*|\s+))\S")
SMALL = 0.92
"""Of the text's size; footnotes are set no larger."""
NEAR = 3.0
"""Points by which the edges of a table's columns may move from page to page."""
LEVEL = 30.0
"""Points below its upper edge down to which a line stands level with a table's head."""
UPPER = 0.45
"""Share of the page's height above which there are no footnotes."""
CONTENTS = 3
"""Lines with dots that lead to a page number; this many make a table of contents."""


def layout(inks: Sequence[Ink]) -> list[tuple[list[Row], list[Row]]]:
    """The rows of every page and its footnotes, without what is no part of the report's text."""
    inks = without_page_numbers(inks)
    pages: list[list[Row]] = []
    for page in inks:
        last = pages[-1][-1][-1] if pages and pages[-1] else None
        pages.append(_without_contents(_rows(page, last.edges if isinstance(last, Grid) else ())))
    body = _body(inks)
    kept = _without_furniture(pages, inks, body)
    return [_notes(page, sheet.height, body) for page, sheet in zip(kept, inks, strict=True)]


def _body(inks: Sequence[Ink]) -> float:
    """The font size of most of the text."""
    sizes: dict[float, int] = {}
    for page in inks:
        for word in page.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10.0


def _notes(page: list[Row], height: float, body: float) -> tuple[list[Row], list[Row]]:
    """The page's text and, apart from it, the small print below it that opens with a note's mark."""
    start = len(page)
    for index in range(len(page) - 1, -1, -1):
        row = page[index]
        if not all(isinstance(item, Line) and item.size <= SMALL * body for item in row) or row[0].top < height * UPPER:
            break
        if _NOTE.match(_text(row)):
            start = index
    return (page[:start], page[start:]) if start >= 3 else (page, [])


def _rows(page: Ink, above: Sequence[float] = ()) -> list[Row]:
    """`above`: edges of the columns of the ruled table that ends the page before; its last row may stand alone on this one."""
    words = page.words
    grids: list[Grid] = []
    for frame in frames(page.rules):
        held = [word for word in words if inside(frame, word)] if len(frame.xs) > 2 else []
        if not held:
            continue
        grid = fill(page.number, frame, held, () if grids else above)
        if _is_table(grid) or (not grids and _is_last_row(grid, above)):
            grids.append(grid)
            taken = set(map(id, held))
            words = [word for word in words if id(word) not in taken]
    words = without_line_numbers(words)
    found: list[Row] = [list(row) for row in rows(pieces(page.number, words)) if not _is_speck(row)]
    extra: list[Item] = [*grids, *page.widgets]
    for item in extra:
        place = _place(found, item)
        beside = next((index for index in range(place, min(place + 2, len(found))) if _stands_beside(item, found[index])), -1)
        if beside >= 0:
            found[beside] = sorted([*found[beside], item], key=lambda one: one.x0)
        else:
            found.insert(place, [item])
    return found


def _stands_beside(item: Item, row: Row) -> bool:
    """Whether a table stands in one column and a row of the page, level with its upper part, in another."""
    low = min(item.bottom, item.top + LEVEL)
    clear = all(isinstance(one, Line) and (one.x1 < item.x0 or one.x0 > item.x1) for one in row)
    return isinstance(item, Grid) and clear and row[0].top < low


def _is_table(grid: Grid) -> bool:
    """Shaded lines of a paragraph look like a grid too, but have no cells side by side, or a border that tears a line apart."""
    side_by_side = [row for row in grid.rows if sum(map(_speaks, row)) > 1]
    if len(grid.rows) < 2 or len(side_by_side) * 4 < len(grid.rows):
        return False
    return sum(map(_is_torn, side_by_side)) * 3 < len(side_by_side)


def _is_last_row(grid: Grid, above: Sequence[float]) -> bool:
    near = len(above) == len(grid.edges) and all(abs(here - there) < NEAR for here, there in zip(grid.edges, above, strict=True))
    return near and len(grid.rows) == 1 and sum(map(_speaks, grid.rows[0])) > 1


def _is_torn(row: Sequence[tuple[Line, ...]]) -> bool:
    filled = [cell for cell in row if cell]
    return any(
        abs(left.base - right.base) < 0.2 * left.size and right.x0 - left.x1 < 0.4 * left.size
        for one, other in pairwise(filled)
        for left in one
        for right in other
    )


def _speaks(cell: tuple[Line, ...]) -> bool:
    """A cell with more in it than a bullet."""
    return any(not lone_bullet(line.text) for line in cell)


def _is_speck(row: Sequence[Line]) -> bool:
    """A lone sign that text recognition made of a speck of dust."""
    return len(row) == 1 and row[0].text in _SPECKS


def _place(found: Sequence[Row], item: Item) -> int:
    """Where a table or field comes in the order of rows: a field after what is printed to the left of it."""
    for index, row in enumerate(found):
        first = row[0]
        if (
            isinstance(item, Widget)
            and isinstance(first, Line)
            and first.base > item.top
            and first.x0 < item.x0
            and first.top < item.bottom
        ):
            return index + 1
        if isinstance(item, Widget) and isinstance(first, Widget):
            continue
        if first.top > item.top + 1:
            return index
    return len(found)


def _text(row: Row) -> str:
    return " ".join(item.text for item in row if isinstance(item, Line | Grid))


def _without_contents(page: list[Row]) -> list[Row]:
    """A table of contents repeats the headings; its lines would be read as headings a second time."""
    lines = [index for index, row in enumerate(page) if _LEADER.search(_text(row))]
    if len(lines) < CONTENTS:
        return page
    low, high = lines[0], lines[-1]
    doomed = set(lines)
    doomed.update(index for index in range(low, high + 1) if _NUMBERS.fullmatch(_text(page[index])))
    return [row for index, row in enumerate(page) if index not in doomed]


def _without_furniture(pages: list[list[Row]], inks: Sequence[Ink], body: float) -> list[list[Row]]:
    edges = [(_edges(page, sheet, top=True), _edges(page, sheet, top=False)) for page, sheet in zip(pages, inks, strict=True)]
    counts = furniture.running(edges, body)
    return [page[above : len(page) - below] for page, (above, below) in zip(pages, counts, strict=True)]


def _edges(page: list[Row], sheet: Ink, *, top: bool) -> list[furniture.Edge]:
    """The rows near one edge, from the edge inward."""
    ordered = page if top else page[::-1]
    found = []
    for index, row in enumerate(ordered[: furniture.DEEPEST]):
        item = row[0]
        above, below = min(part.top for part in row), max(part.bottom for part in row)
        outside = below > sheet.height * furniture.ZONE if top else above < sheet.height * (1 - furniture.ZONE)
        if isinstance(item, Widget) or outside:
            break
        apart = 99.0
        if index + 1 < len(ordered):
            inner = ordered[index + 1]
            apart = min(part.top for part in inner) - below if top else above - max(part.bottom for part in inner)
        size = item.size if isinstance(item, Line) else 0.0
        found.append(furniture.Edge(_text(row), (above + below) / 2, size, apart))
    return found
