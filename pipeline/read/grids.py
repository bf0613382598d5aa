"""What a grid of cells means, whatever file it stands in: a table with a heading row, a form's questions and answers, or mere layout."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER_LENGTH = 90
_FIGURES = re.compile(r"\d{2}|https?:|@")
_ENDS = (".", ";", "!")


def heads(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table names its columns: short words in every cell, no figures, unlike the rows below."""
    filled = [cell for cell in first if cell]
    if len(first) < 2 or len(filled) < 2 or not rest:
        return False
    if len(filled) < len(first) - 1 or len(set(filled)) < len(filled):
        return False
    return not any(len(cell) > HEADER_LENGTH or _FIGURES.search(cell) or cell.endswith(_ENDS) for cell in filled)


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
