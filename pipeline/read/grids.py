"""What a grid of cells means, whatever file it stands in: a table with a heading row, a form's questions and answers, or mere layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

HEADER_LENGTH = 90
QUESTION_LENGTH = 400
RUN_IN = 5
"""Words of a run-in ("Chile: ...") that may as well head a line of an answer as be a form's label."""
_ADDRESS = re.compile(r"https?:|@|\w\.[a-z]{2,}")
_DIGIT = re.compile(r"\d")
_ENDS = (".", ";", "!")
_COUNT = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})?(?:\.\d{1,2})*[.)]?")


def heads(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table names its columns: short words in nearly every cell, unlike what stands below.

    Figures below a cell without any are proof; a figure in the row, or a cell that comes back below, speaks against it.
    """
    filled = [cell for cell in first if cell]
    if len(filled) < 2 or asks(filled[0]) or len(filled) < len(first) - 1 or len(set(filled)) < len(filled) or not rest:
        return False
    if any(len(cell) > HEADER_LENGTH or _ADDRESS.search(cell) or cell.endswith(_ENDS) for cell in filled):
        return False
    columns = [[row[index] for row in rest if index < len(row) and row[index]] for index in range(len(first))]
    for cell, below in zip(first, columns, strict=True):
        if cell and not _DIGIT.search(cell) and below and sum(bool(_DIGIT.search(value)) for value in below) * 10 >= 6 * len(below):
            return True
    if any(_DIGIT.search(cell) for cell in filled):
        return False
    pairs = [(cell, below) for cell, below in zip(first, columns, strict=True) if cell and below]
    if any(cell in below for cell, below in pairs):
        return False
    # names of columns are no longer than what stands in them; a longer first row is data
    usual = sum(sum(map(len, below)) / len(below) for _, below in pairs)
    return max(cell.count(" ") for cell in filled) < 6 and sum(map(len, filled)) <= usual


def asks(cell: str) -> bool:
    """Whether a cell reads as a form's question: it ends with a colon or a question mark."""
    return cell.rstrip().endswith((":", "?", "?*", ":*", "? *", ": *"))


def prompts(text: str) -> bool:
    """Whether bold words before an answer can be nothing but a form's label: a question, or more words than a name has."""
    return asks(text) and ("?" in text[-3:] or text.count(" ") >= RUN_IN)


def is_form(rows: Sequence[Sequence[str]], parted: bool = False) -> bool:
    """Whether a grid is a form in disguise: two columns, the left one asking in most rows.

    Short words with a colon may be a table's names too: rows serve both, unless an answer holds several paragraphs (`parted`).
    """
    pairs = [row for row in rows if len(row) == 2 and row[0]]
    if not pairs or len(pairs) < len([row for row in rows if any(row)]):
        return False
    asking = [row[0] for row in pairs if asks(row[0])]
    return len(asking) * 3 >= len(pairs) * 2 and (parted or any(prompts(cell) for cell in asking))


def questions(rows: Sequence[Sequence[str]], parted: Sequence[Sequence[bool]], marked: bool = False) -> int:
    """Column of the questions where a grid is a form that does not mark them, -1 where it is none. The answers stand in the next column.

    A column of numbers may stand before them. `parted`: which cells hold several paragraphs; only answers
    do, and some must. `marked`: see `names_questions`.
    """
    filled = [(row, parts) for row, parts in zip(rows, parted, strict=True) if any(row)]
    width = max((len(row) for row, _ in filled), default=0)
    if len(filled) < 2 or width not in (2, 3) or any(len(row) != width or len(parts) != width for row, parts in filled):
        return -1
    body = filled[1:] if names_questions(filled[0][0], marked) else filled
    question = width - 2
    if question and not all(_COUNT.fullmatch(row[0]) for row, _ in body):
        return -1
    if any(parts[question] or not row[question] or len(row[question]) > QUESTION_LENGTH for row, parts in body):
        return -1
    texts = [row[question] for row, _ in body]
    if len(set(texts)) < len(texts) or not any(parts[-1] for _, parts in body):
        return -1
    # under names of columns a single word is data, and its row keeps it beside what belongs to it
    return question if body is filled or question or median(text.count(" ") for text in texts) >= 1 else -1


def names_questions(first: Sequence[str], marked: bool = False) -> bool:
    """Whether a row names a column of questions and one of answers: a word or two each. `marked`: the file sets it off as a heading row."""
    if not all(first[1:]) or not all(
        cell.count(" ") < 2 and len(cell) < 25 and not asks(cell) and not _DIGIT.search(cell) for cell in first
    ):
        return False
    return marked or (len(first) > 2 and not _COUNT.fullmatch(first[0]))
