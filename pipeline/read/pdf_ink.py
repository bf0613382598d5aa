"""What stands on a PDF page: words, ruling lines and filled-in fields, as values.

Coordinates are in PDF points from the top left corner of the page as it is shown (crop box and rotation applied).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

ASCENT, DESCENT = 0.76, 0.22
"""Shares of the font size above and below the base line; fonts lie about their own."""


class Word(NamedTuple):
    """A run of printed characters without white space. `base`: y of the base line; `glued`: no space parts it from the word before;
    `angle`: its direction in the file, in degrees.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    glued: bool = False
    angle: int = 0

    @property
    def top(self) -> float:
        """Upper edge by the font's size."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower edge by the font's size."""
        return self.base + DESCENT * self.size


class Rule(NamedTuple):
    """A horizontal or vertical line: x0 == x1 or top == bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


class Widget(NamedTuple):
    """A field of an interactive form. `values`: the paragraphs filled in, none where it was left empty; `is_choice`: a box to tick."""

    page: int
    name: str
    label: str
    values: tuple[str, ...]
    is_choice: bool
    x0: float
    top: float
    x1: float
    bottom: float


class Ink(NamedTuple):
    """One page. `number` counts from 1; `sideways`: text that is not set horizontally; `unmapped`: characters without a Unicode value.

    `turn`: degrees, clockwise, by which the page is shown against the file's own way up.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule]
    widgets: list[Widget]
    sideways: list[Word]
    images: int
    unmapped: int = 0
    turn: int = 0


Point = Callable[[float, float], tuple[float, float]]


def placer(page: Any, turn: int) -> tuple[float, float, Point]:
    """Width, height, and the function from PDF user space to the page turned by `turn` degrees (clockwise)."""
    left, bottom, right, top = page.get_cropbox()
    wide, high = right - left, top - bottom
    if turn == 90:
        return high, wide, lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return wide, high, lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return high, wide, lambda x, y: (top - y, right - x)
    return wide, high, lambda x, y: (x - left, top - y)
