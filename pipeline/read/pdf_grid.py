"""Ruling lines of a page -> grids of cells with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.pdf_ink import Rule, Word
from pipeline.read.pdf_lines import Line, joined, pieces, rows

NEAR = 3.0
"""Points; lines as close as this are one line, and meet."""
SHORT = 6.0
"""Points; shorter lines are dashes and tick boxes."""
MOST = 3000
"""Rules on a page; a drawing has more."""

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: rows of cells, a cell its printed lines. `edges`: x of the columns' left sides and the last right side."""

    page: int
    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def text(self) -> str:
        """All words, for comparing."""
        return " ".join(line.text for row in self.rows for cell in row for line in cell)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a grid's lines run, before words are in it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def frames(rules: Sequence[Rule]) -> list[Frame]:
    """The grids that the rules draw: connected lines, at least two cells."""
    if len(rules) < 4 or len(rules) > MOST:
        return []
    across = _merge([rule for rule in rules if rule.top == rule.bottom and rule.x1 - rule.x0 > SHORT], flat=True)
    down = _merge([rule for rule in rules if rule.x0 == rule.x1 and rule.bottom - rule.top > SHORT], flat=False)
    found = []
    for some_across, some_down in _connected(across, down):
        xs = _positions([rule.x0 for rule in some_down], [some_across, some_down], flat=True)
        ys = _positions([rule.top for rule in some_across], [some_across, some_down], flat=False)
        if len(xs) >= 2 and len(ys) >= 2 and (len(xs) > 2 or len(ys) > 2):
            found.append(Frame(tuple(xs), tuple(ys), tuple(some_across), tuple(some_down)))
    return found


def _merge(found: list[Rule], *, flat: bool) -> list[Rule]:
    """Rules on one line, touching or nearly so, as one."""
    merged: list[Rule] = []
    if flat:
        found.sort(key=lambda rule: (round(rule.top / NEAR), rule.x0))
    else:
        found.sort(key=lambda rule: (round(rule.x0 / NEAR), rule.top))
    for rule in found:
        last = merged[-1] if merged else None
        if last is not None and flat and abs(last.top - rule.top) <= NEAR and rule.x0 <= last.x1 + NEAR:
            merged[-1] = Rule(last.x0, last.top, max(last.x1, rule.x1), last.top)
        elif last is not None and not flat and abs(last.x0 - rule.x0) <= NEAR and rule.top <= last.bottom + NEAR:
            merged[-1] = Rule(last.x0, last.top, last.x0, max(last.bottom, rule.bottom))
        else:
            merged.append(rule)
    return merged


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or touch."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(across):
        for j, steep in enumerate(down):
            if flat.x0 - NEAR <= steep.x0 <= flat.x1 + NEAR and steep.top - NEAR <= flat.top <= steep.bottom + NEAR:  # they cross
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, flat in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, steep in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(steep)
    return [group for group in groups.values() if group[0] and group[1]]


def _positions(values: list[float], group: list[list[Rule]], *, flat: bool) -> list[float]:
    """Sorted places of the lines, near ones once; with the open sides that crossing lines reach beyond them."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    crossing = group[0] if flat else group[1]
    low = min(rule.x0 if flat else rule.top for rule in crossing)
    high = max(rule.x1 if flat else rule.bottom for rule in crossing)
    if places and low < places[0] - 4 * NEAR:
        places.insert(0, low)
    if places and high > places[-1] + 4 * NEAR:
        places.append(high)
    return places


def fill(page: int, frame: Frame, words: Sequence[Word], above: Sequence[float] = ()) -> Grid:
    """The grid with the words that stand in it. Cells without a line between them are one; its words go to the first.

    A column without words is left out, unless the table that ends the page before has it (`above`: its left sides).
    """
    xs, ys = frame.xs, frame.ys
    columns, lines = len(xs) - 1, len(ys) - 1
    owner = _owners(frame, columns, lines)
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        column = _slot(xs, (word.x0 + word.x1) / 2)
        line = _slot(ys, (word.top + word.bottom) / 2)
        held.setdefault(owner[line, column], []).append(word)
    texts: dict[tuple[int, int], Cell] = {place: tuple(joined(row) for row in rows(pieces(page, own))) for place, own in held.items()}
    used_columns = [
        column
        for column in range(columns)
        if any((line, column) in texts for line in range(lines)) or any(abs(xs[column] - edge) <= NEAR for edge in above[:-1])
    ]
    used_lines = [line for line in range(lines) if any((line, column) in texts for column in range(columns))]
    cells = tuple(tuple(texts.get((line, column), ()) for column in used_columns) for line in used_lines)
    edges = (*(xs[column] for column in used_columns), xs[-1])
    return Grid(page, cells, edges, xs[0], ys[0], xs[-1], ys[-1])


def _slot(places: Sequence[float], value: float) -> int:
    for index in range(1, len(places) - 1):
        if value < places[index]:
            return index - 1
    return len(places) - 2


def _owners(frame: Frame, columns: int, lines: int) -> dict[tuple[int, int], tuple[int, int]]:
    """{cell: the cell at the top left of the merged cell it belongs to}."""
    xs, ys = frame.xs, frame.ys
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for line in range(lines):
        for column in range(columns):
            owner[line, column] = (line, column)
            middle_y, middle_x = (ys[line] + ys[line + 1]) / 2, (xs[column] + xs[column + 1]) / 2
            if column and not any(
                abs(rule.x0 - xs[column]) <= NEAR and rule.top - NEAR <= middle_y <= rule.bottom + NEAR for rule in frame.down
            ):
                owner[line, column] = owner[line, column - 1]
            elif line and not any(
                abs(rule.top - ys[line]) <= NEAR and rule.x0 - NEAR <= middle_x <= rule.x1 + NEAR for rule in frame.across
            ):
                owner[line, column] = owner[line - 1, column]
    return owner


def inside(frame: Frame, word: Word) -> bool:
    """Whether the middle of a word lies within the frame."""
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    return frame.xs[0] - 1 <= x <= frame.xs[-1] + 1 and frame.ys[0] - 1 <= y <= frame.ys[-1] + 1
