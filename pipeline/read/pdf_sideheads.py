"""Questions printed in a narrow left column, each beside the head of its answer: a layout that is neither prose in columns nor a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.grids import asks
from pipeline.read.pdf_grid import Grid
from pipeline.read.pdf_ink import Widget
from pipeline.read.pdf_lines import Line, is_marker

Item = Line | Grid | Widget

NARROW = 0.45
"""Of the width of both columns; side heads take no more."""
LEVEL = 0.5
"""Font sizes by which the base lines of a side head and its answer may differ."""
TALLEST = 12
"""Lines of one side head."""
APART = 1.5
"""Font sizes between the side heads and the answers."""


def parts(rows: Sequence[Sequence[Item]], cut: float, known: tuple[float, float] | None = None) -> list[list[list[Item]]]:
    """The rows of two columns as stretches to be read in turn: a side head, its answer, the next side head; empty where they are none.

    `cut`: the place between the columns; `known`: left edges of the side heads and the answers higher up on the page.
    """
    left = [[item] for row in rows for item in row if _middle(item) < cut]
    heads = [row[0] for row in left if isinstance(row[0], Line)]
    answers = [kept for row in rows if (kept := [item for item in row if _middle(item) >= cut])]
    lines = [item for row in answers for item in row if isinstance(item, Line)]
    if not lines or len(heads) < len(left) or not _beside(heads, lines):
        return []
    blocks = _blocks(heads)
    same = known is not None and abs(heads[0].x0 - known[0]) < 2 and abs(lines[0].x0 - known[1]) < 2
    if not (same or _stand_out(blocks, lines)) or sum(_level(block, lines) for block in blocks) * 3 < len(blocks) * 2:
        return []
    found: list[list[list[Item]]] = []
    at = 0
    for block in blocks:
        top = block[0].base - LEVEL * block[0].size
        stop = next((index for index in range(at, len(answers)) if _base(answers[index]) >= top), len(answers))
        found += [answers[at:stop], [[line] for line in block]]
        at = stop
    return [part for part in [*found, answers[at:]] if part]


def _middle(item: Item) -> float:
    return (item.x0 + item.x1) / 2


def _base(row: Sequence[Item]) -> float:
    return min(item.base if isinstance(item, Line) else item.bottom for item in row)


def _beside(heads: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether the left column is narrow, keeps its distance, and holds words rather than numbers or bullets."""
    if not heads or any(is_marker(line) or not any(map(str.isalpha, line.text)) for line in heads):
        return False
    edge, far = max(line.x1 for line in heads), max(line.x1 for line in lines)
    start, near = min(line.x0 for line in heads), min(line.x0 for line in lines)
    return near - edge >= APART * heads[0].size * 0.5 and near - start <= NARROW * (far - start)


def _blocks(heads: Sequence[Line]) -> list[list[Line]]:
    """Lines of the left column in blocks: white space, a question's end or room for the next word parts them."""
    tight = min((below.base - above.base for above, below in pairwise(heads)), default=0.0)
    edge = max(line.x1 for line in heads)
    blocks = [[heads[0]]]
    for above, below in pairwise(heads):
        drop = below.base - above.base
        room = edge - above.x1 > below.first_width + 0.3 * above.size and below.text[:1].isupper()
        if (drop > max(1.2 * tight + 0.5, 1.0 * above.size) and drop > 1.35 * above.size) or asks(above.text) or room:
            blocks.append([below])
        else:
            blocks[-1].append(below)
    return blocks


def _stand_out(blocks: Sequence[Sequence[Line]], lines: Sequence[Line]) -> bool:
    """Whether the left column is set in other letters than the right one, or asks."""
    if any(len(block) > TALLEST for block in blocks):
        return False
    heads = [line for block in blocks for line in block]
    plain = sum(not line.bold for line in lines) * 2 > len(lines) and not (lines[0].bold and lines[0].base <= heads[0].base + 2)
    bold = plain and all(line.bold for line in heads)
    asking = sum(asks(block[-1].text) for block in blocks)
    # two columns of a form ask on both sides
    return bold or (asking * 3 >= 2 * len(blocks) and sum(asks(line.text) for line in lines) * 2 <= asking)


def _level(block: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether an answer begins beside the first line of a side head."""
    return any(abs(line.base - block[0].base) <= LEVEL * block[0].size for line in lines)
