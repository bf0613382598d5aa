"""What a grid of cells means, whatever file it stands in: a table with a heading row, a form's questions and answers, or mere layout."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER_LENGTH = 90
_ADDRESS = re.compile(r"https?:|@|\w\.[a-z]{2,}")
_DIGIT = re.compile(r"\d")
_ENDS = (".", ";", "!")


def heads(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table names its columns: short words in nearly every cell, unlike what stands below.

    Figures below a cell without any are proof; a figure in the row, or a cell that comes back below, speaks against it.
    """
    filled = [cell for cell in first if cell]
    if len(filled) < 2 or len(filled) < len(first) - 1 or len(set(filled)) < len(filled) or not rest:
        return False
    if any(len(cell) > HEADER_LENGTH or _ADDRESS.search(cell) or cell.endswith(_ENDS) for cell in filled):
        return False
    columns = [[row[index] for row in rest if index < len(row) and row[index]] for index in range(len(first))]
    for cell, below in zip(first, columns, strict=True):
        if cell and not _DIGIT.search(cell) and below and sum(bool(_DIGIT.search(value)) for value in below) * 10 >= 6 * len(below):
            return True
    if any(_DIGIT.search(cell) for cell in filled):
        return False
    return not any(cell and cell in below for cell, below in zip(first, columns, strict=True))


def asks(cell: str) -> bool:
    """Whether a cell reads as a form's question: it ends with a colon or a question mark."""
    return cell.rstrip().endswith((":", "?", "?*", ":*", "? *", ": *"))


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a grid is a form in disguise: two columns, the left one asking in most rows."""
    pairs = [row for row in rows if len(row) == 2 and row[0]]
    if not pairs or len(pairs) < len([row for row in rows if any(row)]):
        return False
    asking = sum(asks(row[0]) for row in pairs)
    return asking * 3 >= len(pairs) * 2
