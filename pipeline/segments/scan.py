"""A first look at every block: its text, its number, the label that may open it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.knowledge.forms import Index
from pipeline.segments import headings, labels
from pipeline.segments.labels import Hit
from pipeline.types import Block, Document

SHORT = 260
"""Characters; only a shorter block can be the first part of a broken label."""
REST = 420
"""Characters that a later part of a broken label may have."""
MOST_LINES = 5
"""Blocks that one broken label may take."""

_HOSTS = re.compile(r"(?:(?!www\.)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,6}[\s,;|]*)+", re.IGNORECASE)


def ends(blocks: Sequence[Block], at: int) -> list[int]:
    """The end of block `at`, then those of the short blocks after it, over which its label may run."""
    found = [blocks[at].span.end]
    if blocks[at].kind == "row" or blocks[at].span.end - blocks[at].span.start > SHORT:
        return found
    for block in blocks[at + 1 : at + MOST_LINES]:
        if block.kind == "row" or block.span.end - block.span.start > REST:
            break
        found.append(block.span.end)
    return found


def heads(document: Document) -> Iterator[tuple[int, int, list[int]]]:
    """(block, start, ends) of every place where a label can begin: blocks, and the first filled cell of rows."""
    for at, block in enumerate(document.blocks):
        if block.kind == "row":
            filled = [cell for cell in block.cells if cell.end > cell.start]
            if filled:
                yield at, filled[0].start, [filled[0].end]
        elif block.span.end > block.span.start:
            yield at, block.span.start, ends(document.blocks, at)


def candidates(index: Index, document: Document) -> list[tuple[int, int, list[int]]]:
    """The places whose opening words any label shares."""
    found = []
    for at, start, stops in heads(document):
        head = labels.head(document.text, start, stops[0])
        if labels.opens_like_a_label(index, document.text, head.start, stops[-1], head.number):
            found.append((at, start, stops))
    return found


def hits(index: Index, document: Document, places: Sequence[tuple[int, int, list[int]]]) -> dict[int, Hit]:
    """Block -> the label that opens it. Blocks that an earlier label runs over have none of their own."""
    found: dict[int, Hit] = {}
    taken = -1
    for at, start, stops in places:
        if start < taken:
            continue
        hit = labels.match(index, document.text, start, stops)
        if hit:
            found[at] = hit
            taken = hit.end
    return found


def lines(document: Document, found: dict[int, Hit]) -> list[headings.Line]:
    """What the recognition of headings needs of each block."""
    result = []
    for at, block in enumerate(document.blocks):
        text = block.span.of(document.text) if block.span.end - block.span.start <= headings.MARKED else ""
        number = headings.number(text) if text and block.kind != "row" else None
        hit = found.get(at)
        taken = block.kind == "row" or (hit is not None and hit.phrase.role != "section")
        result.append(headings.Line(text or document.text[block.span.start : block.span.start + 260], block, number, taken))
    return result


def trailing_hosts(document: Document) -> int:
    """How many blocks at the very end are nothing but bare host names, as advertising robots leave them."""
    count = 0
    for block in reversed(document.blocks):
        if block.kind == "row" or not _HOSTS.fullmatch(block.span.of(document.text).strip()):
            break
        count += 1
    return count
