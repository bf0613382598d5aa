"""What a page is made of: its rows, and the regions that they form."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.read.pdf_grid import Grid
from pipeline.read.pdf_ink import Widget
from pipeline.read.pdf_lines import Line

Item = Line | Grid | Widget
Row = list[Item]


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
