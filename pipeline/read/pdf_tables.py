"""Tables of a PDF, ruled or only aligned -> rows of cells, joined over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.read.drafts import Piece
from pipeline.read.grids import heads, is_form, names_questions, questions
from pipeline.read.pdf_grid import Grid
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_lines import rows as rows_of
from pipeline.read.pdf_pieces import text_of
from pipeline.read.pdf_regions import Aligned, Flow
from pipeline.read.text import bullet

Cells = tuple[tuple[Line, ...], ...]
TOP = 4
"""Rows at a table's top among which headings are that later pages repeat."""
NEAR = 12.0
"""Points by which a table's columns may move from one page to the next."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `edges`: left sides of the columns; `head`: index of the row that names them, or -1; `drawn`: it has ruling lines.

    `question`: column of a form's questions, the answers in the next one; -1 where the table holds data.
    """

    rows: tuple[Cells, ...]
    edges: tuple[float, ...]
    head: int
    drawn: bool
    question: int = -1


def table_of(region: Grid | Aligned) -> Table:
    """A region of a page as a table of its own."""
    rows, edges = _without_idle(region) if isinstance(region, Grid) else (_gathered(_logical(region)), region.edges)
    texts = [[text_of(cell) for cell in row] for row in rows]
    # a title may stand in a row of its own above the names of the columns
    start = 0
    while start < 3 and start + 2 < len(rows) and sum(map(bool, rows[start])) == 1 and len(rows[0]) > 2:
        start += 1
    drawn = isinstance(region, Grid)
    if is_form(texts, any(has_parts(row[-1]) for row in rows)) or (drawn and _bold_side(rows)):
        return Table(tuple(rows), edges, -1, drawn, 0)
    marked = bool(rows) and all(line.bold for cell in rows[0] for line in cell)
    question = questions(texts, [[has_parts(cell) for cell in row] for row in rows], marked) if rows and len(rows[0]) < 4 else -1
    if question >= 0:
        first = 1 if names_questions(texts[0], marked) else 0
        return Table(tuple(rows[first:]), edges, -1, drawn, question)
    named = bool(texts) and (heads(texts[start], texts[start + 1 :]) or _bold_head(rows[start:]))
    return Table(tuple(rows), edges, start if named else -1, drawn)


def _bold_side(rows: Sequence[Cells]) -> bool:
    """Two columns, the left one bold, the right one not."""
    pairs = [row for row in rows if row[0]]
    if not pairs or any(len(row) != 2 for row in rows):
        return False
    return (
        all(line.bold for row in pairs for line in row[0])
        and any(row[1] for row in pairs)
        and not any(all(line.bold for line in row[1]) for row in pairs if row[1])
    )


def has_parts(cell: Sequence[Line]) -> bool:
    """Whether a cell holds several paragraphs: a bullet, white space or a line that ends early opens another."""
    drops = [below.base - above.base for above, below in pairwise(cell) if below.base - above.base > 0.5 * below.size]
    tight = min(drops, default=0.0)
    right = max((line.x1 for line in cell), default=0.0)
    return any(
        below.base - above.base > 0.5 * below.size
        and (
            bullet(below.text) > 0
            or below.base - above.base > 1.25 * tight + 0.5
            or (above.text.endswith(".") and below.text[:1].isupper() and right - above.x1 > below.first_width + 2 * below.size)
        )
        for above, below in pairwise(cell)
    )


def answer_flow(table: Table, cell: Sequence[Line], column: int) -> Flow:
    """The lines of one cell as running text between the cell's edges."""
    left = min(line.x0 for line in cell)
    right = max(line.x1 for line in cell)
    if table.drawn and column + 1 < len(table.edges):
        # as much white space stands on the right of a cell as on its left
        right = max(right, table.edges[column + 1] - max(0.0, left - table.edges[column]))
    return Flow(tuple(tuple(row) for row in rows_of(cell)), left, right, right, column=True)


def _without_idle(grid: Grid) -> tuple[list[Cells], tuple[float, ...]]:
    """Neighbouring columns that never both hold text are one: heading cells are often drawn a little off."""
    rows, edges = list(grid.rows), list(grid.edges)
    column = 0
    while len(rows) > 1 and len(rows[0]) > 2 and column + 1 < len(rows[0]):
        if any(row[column] and row[column + 1] for row in rows):
            column += 1
            continue
        rows = [(*row[:column], row[column] or row[column + 1], *row[column + 2 :]) for row in rows]
        del edges[column + 1]
    return rows, tuple(edges)


def _bold_head(rows: Sequence[Cells]) -> bool:
    """The first row is bold and the next is not."""
    if len(rows) < 2 or sum(map(bool, rows[0])) < 2:
        return False
    return all(line.bold for cell in rows[0] for line in cell) and not all(line.bold for cell in rows[1] for line in cell)


def continues(table: Table, above: Table) -> bool:
    """Whether `table`, first on its page, goes on with `above`, last on the page before."""
    width = len(above.rows[0]) if above.rows else 0
    if not table.rows or len(table.rows[0]) != width or table.drawn != above.drawn:
        return False
    if any(abs(here - there) > NEAR for here, there in zip(table.edges[:width], above.edges[:width], strict=False)):
        return False
    return table.drawn or table.head < 0 or above.head < 0 or len(fresh(table, above)) < len(table.rows)


def fresh(table: Table, above: Table) -> list[Cells]:
    """The rows of a table's next part without the heading rows that it repeats."""
    tops = {_words(row) for row in above.rows[:TOP]}
    return [row for index, row in enumerate(table.rows) if index >= TOP or _words(row) not in tops]


def _words(row: Cells) -> tuple[str, ...]:
    return tuple(text_of(cell).casefold() for cell in row)


def spills(row: Cells, above: Sequence[Sequence[Piece]], edges: Sequence[float]) -> bool:
    """Whether a row that opens a page is the rest of one that the page break cut.

    Nothing stands in its first cell, and the first word of its widest cell found no room at the end of the same cell above; else
    the empty cell means "as above". `above`: the pieces of the last row's cells; `edges`: as in `Table`.
    """
    filled = [column for column, cell in enumerate(row) if cell]
    if not filled or row[0]:
        return False
    column = max(filled, key=lambda one: (max(line.x1 for line in row[one]) - edges[one], one))
    first = row[column][0]
    if not above[column]:
        return False
    last = above[column][-1].box
    right = max(last.x1, max(line.x1 for line in row[column]))
    if column + 1 < len(edges):
        right = max(right, edges[column + 1] - max(0.0, first.x0 - edges[column]))
    return first.text[:1].islower() or last.x1 + 0.3 * first.size + first.first_width > right - 1


def _logical(region: Aligned) -> list[Cells]:
    """Printed rows -> the table's rows: a cell that runs over several lines is put together again.

    Where rows stand further apart than the lines within them, the distance decides; else whether each text can go on.
    """
    printed = list(region.rows)
    drops = [_base(below) - _base(above) for above, below in pairwise(printed)]
    tight = min(drops, default=0.0)
    size = median(line.size for row in printed for cell in row for line in cell)
    limits = [*region.edges[1:], region.right + 1]
    padded = any(drop > tight * 1.2 + 0.5 for drop in drops) and any(drop <= tight * 1.2 + 0.5 for drop in drops)
    groups: list[list[Cells]] = []
    for index, row in enumerate(printed):
        if not groups or tight > 1.6 * size or (padded and drops[index - 1] > tight * 1.2 + 0.5):
            groups.append([row])
        elif (padded and not _conflict(printed[index - 1], row, limits)) or (not padded and _wraps(printed[index - 1], row, limits)):
            groups[-1].append(row)
        else:
            groups.append([row])
    width = len(region.edges)
    return [tuple(tuple(line for row in group for line in row[column]) for column in range(width)) for group in groups]


def _gathered(rows: list[Cells]) -> list[Cells]:
    """Of two columns, the rows with nothing in the first belong to the one above: further paragraphs of its answer."""
    if not rows or len(rows[0]) != 2 or not rows[0][0]:
        return rows
    found: list[Cells] = []
    for row in rows:
        if row[0]:
            found.append(row)
        else:
            found[-1] = (found[-1][0], (*found[-1][1], *row[1]))
    return found


def _base(row: Cells) -> float:
    return min(line.base for cell in row for line in cell)


def _conflict(above: Cells, below: Cells, limits: Sequence[float]) -> bool:
    """Whether some text of the lower printed row cannot be the rest of the one above it: there was room for its first word."""
    for upper, lower, limit in zip(above, below, limits, strict=True):
        if upper and lower:
            last, first = upper[-1], lower[0]
            if last.x1 + 0.3 * last.size + first.first_width < limit - 1.5 * last.size and not first.text[:1].islower():
                return True
    return False


def _wraps(above: Cells, below: Cells, limits: Sequence[float]) -> bool:
    """Whether the lower printed row goes on with the one above it: nothing opens anew in its first column."""
    if _conflict(above, below, limits):
        return False
    shared = any(upper and lower for upper, lower in zip(above, below, strict=True))
    return not below[0] or (shared and all(upper or not lower for upper, lower in zip(above, below, strict=True)))
