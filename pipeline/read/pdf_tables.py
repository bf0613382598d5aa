"""Tables of a PDF, ruled or only aligned -> rows of cells, joined over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.read.grids import asks, heads, is_form
from pipeline.read.pdf_columns import Aligned
from pipeline.read.pdf_grid import Grid
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_pieces import text_of

Cells = tuple[tuple[Line, ...], ...]
NEAR = 12.0
"""Points by which a table's columns may move from one page to the next."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `edges`: left sides of the columns; `header`: the first row names them; `drawn`: it has ruling lines."""

    rows: tuple[Cells, ...]
    edges: tuple[float, ...]
    header: bool
    drawn: bool

    @property
    def is_form(self) -> bool:
        """Two columns of questions and answers."""
        return not self.header and is_form([[text_of(cell) for cell in row] for row in self.rows])


def table_of(region: Grid | Aligned) -> Table:
    """A region of a page as a table of its own."""
    rows = region.rows if isinstance(region, Grid) else _logical(region)
    texts = [[text_of(cell) for cell in row] for row in rows]
    header = bool(texts) and (heads(texts[0], texts[1:]) or _bold_head(rows)) and not is_form(texts)
    return Table(tuple(rows), region.edges, header, isinstance(region, Grid))


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
    return not table.header or not above.header or same_head(table, above)


def same_head(table: Table, above: Table) -> bool:
    """Whether the first rows of two parts of a table say the same."""
    if not above.rows or not table.rows:
        return False
    return [text_of(cell).casefold() for cell in table.rows[0]] == [text_of(cell).casefold() for cell in above.rows[0]]


def spills(table: Table) -> bool:
    """Whether the first row is the rest of a row that a page break cut: its first cell is empty and the text does not open anew."""
    first = table.rows[0]
    filled = [cell for cell in first if cell]
    return not first[0] and bool(filled) and not table.header


def _logical(region: Aligned) -> list[Cells]:
    """Printed rows -> the table's rows: a cell that runs over several lines is put together again."""
    printed = list(region.rows)
    drops = [_base(below) - _base(above) for above, below in zip(printed, printed[1:], strict=False)]
    tight = min(drops, default=0.0)
    limits = [*region.edges[1:], region.right + 1]
    groups: list[list[Cells]] = []
    wide = [drop for drop in drops if drop > tight * 1.2 + 0.5]
    padded = bool(wide) and len(wide) < len(drops) or bool(drops) and tight > 1.75 * median(line.size for line in printed[0][0] or printed[0][-1])
    for index, row in enumerate(printed):
        parts = not groups
        if not parts:
            parts = (padded and drops[index - 1] > tight * 1.2 + 0.5) or not _wraps(printed[index - 1], row, limits)
        if parts:
            groups.append([row])
        else:
            groups[-1].append(row)
    width = len(region.edges)
    return [tuple(tuple(line for row in group for line in row[column]) for column in range(width)) for group in groups]


def _base(row: Cells) -> float:
    return min(line.base for cell in row for line in cell)


def _wraps(above: Cells, below: Cells, limits: Sequence[float]) -> bool:
    """Whether each text of the lower printed row can be the rest of the one above it."""
    shared = False
    for upper, lower, limit in zip(above, below, limits, strict=True):
        if not lower:
            continue
        if not upper:
            if below[0]:
                return False
            continue
        shared = True
        last, first = upper[-1], lower[0]
        if last.x1 + 0.3 * last.size + first.first_width < limit - 1.2 * last.size and not first.text[:1].islower():
            return False
    return shared or not below[0]


def pairs(table: Table) -> list[tuple[tuple[Line, ...], tuple[Line, ...], bool]]:
    """(label lines, answer lines, the left cell asks) of a form in disguise."""
    return [(row[0], row[1], asks(text_of(row[0]))) for row in table.rows]
