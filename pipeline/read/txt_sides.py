"""Text files with questions in a column on the left and the answers beside them, as printed forms come out of a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.read.text import clean
from pipeline.read.txt_lines import Line, indent

FEWEST = 4
"""Questions of such a form."""
LEAST = 0.4
"""Share of a file's lines whose text begins, or goes on after a wide gap, where the answers stand."""
NARROWEST, WIDEST = 12, 60
"""Columns between which the answers may begin."""
WORDS = 2.5
"""Of a question, on average; names of countries have fewer."""
GAP = "  "
"""What parts the two at least."""


def unfolded(found: Sequence[Line]) -> list[Line]:
    """The lines with every question on one line before its answer; as they are where the file has no such columns."""
    column = _column(found)
    if not column:
        return list(found)
    groups: list[list[Line]] = []
    for line in found:
        if not groups or (line.gap and _left(line, column)):
            groups.append([])
        groups[-1].append(line)
    return [line for group in groups for line in _turned(group, column)]


def _column(found: Sequence[Line]) -> int:
    """Where the answers begin, 0 where there are none beside their questions.

    In a table every row has a short first cell; beside questions many lines have none, and blank lines part them.
    """
    starts = Counter(filter(None, (_second(line.raw) for line in found)))
    column, count = max(starts.items(), key=lambda pair: (pair[1], -pair[0]), default=(0, 0))
    if not column or count < LEAST * len(found):
        return 0
    asked = sum(bool(line.gap and _left(line, column) and _right(line, column)) for line in found)
    words = [len(left.split()) for line in found if (left := _left(line, column))]
    only_right = sum(bool(_right(line, column) and not _left(line, column)) for line in found)
    return column if asked >= FEWEST and only_right * 2 >= asked and len(words) <= 3 * asked and sum(words) >= WORDS * asked else 0


def _second(raw: str) -> int:
    """Where the text after a wide gap, or after the blanks at the head of a line, begins."""
    at = indent(raw)
    if at < NARROWEST:
        gap = raw.find(GAP, at)
        at = gap + len(raw[gap:]) - len(raw[gap:].lstrip()) if gap >= 0 and raw[gap:].strip() else 0
    return at if NARROWEST <= at <= WIDEST else 0


def _left(line: Line, column: int) -> str:
    """The words of the left column, empty where a line runs over both."""
    return line.raw[:column].strip() if line.raw[column - len(GAP) : column].strip() == "" else ""


def _right(line: Line, column: int) -> str:
    return line.raw[column:].strip() if line.raw[column - len(GAP) : column].strip() == "" else ""


def _turned(group: Sequence[Line], column: int) -> Iterator[Line]:
    """A question on one line, then the lines of its answer; whole lines stay as they are."""
    if not any(_right(line, column) for line in group):
        yield from group
        return
    question = clean(" ".join(filter(None, (_left(line, column) for line in group))))
    if question:
        yield replace(group[0], raw=question, text=question, indent=0)
    blank = bool(question)
    for line in group:
        if _right(line, column):
            raw = line.raw[column:]
            yield replace(line, raw=raw, text=clean(raw), indent=indent(raw), gap=line.gap or blank)
            blank = False
        elif not _left(line, column):
            yield line
