"""Line numbers in the margin of a page, as legal texts have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.read.pdf_ink import Word

FEWEST = 6
"""Numbers that make a column of line numbers."""
STEPS = (1, 5, 10)
"""By which line numbers rise."""
EVEN = 1.5
"""Points by which their distances may differ."""


def without_line_numbers(words: list[Word]) -> list[Word]:
    """The words of a page but for a column of numbers beside them, evenly spaced, each higher than the one above by the same step."""
    columns: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if len(word.text) <= 4 and word.text.isdigit():
            columns[round(word.x1 / 2)].append(word)
    for column in columns.values():
        if len(column) >= FEWEST and _counts(column) and _stands_aside(column, words):
            doomed = set(map(id, column))
            return [word for word in words if id(word) not in doomed]
    return words


def _counts(column: list[Word]) -> bool:
    column.sort(key=lambda word: word.base)
    numbers = [int(word.text) for word in column]
    gaps = [below.base - above.base for above, below in pairwise(column)]
    usual = median(gaps)
    even = sum(abs(gap - usual) <= EVEN for gap in gaps)
    return numbers[1] - numbers[0] in STEPS and len({b - a for a, b in pairwise(numbers)}) == 1 and even * 10 >= 8 * len(gaps)


def _stands_aside(column: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether nearly all other words stand on one side of the column."""
    left, right = min(word.x0 for word in column), max(word.x1 for word in column)
    others = len(words) - len(column)
    before = sum(word.x1 <= left for word in words)
    after = sum(word.x0 >= right for word in words)
    return others > 0 and max(before, after) >= 0.97 * others and min(before, after) <= 0.03 * others
