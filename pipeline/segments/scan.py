"""A first look at every block: its text, its number, the label that may open it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge.form_labels import Index
from pipeline.segments import headings, labels
from pipeline.segments.labels import Hit
from pipeline.types import Block, Document

SHORT = 260
"""Characters; only a shorter block can be the first part of a broken label."""
REST = 420
"""Characters that a later part of a broken label may have."""
MOST_LINES = 5
"""Blocks that one broken label may take."""

_BARE = re.compile(r"(?:N[°º]\s*)?(\d{1,2}(?:\s?\.\s?\d{1,2})*)\s?\.?")
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label can begin: a block, or a table row's first cell with words. `ends`: see `labels.match`."""

    block: int
    start: int
    ends: list[int]
    number: str = ""


def worded(document: Document, block: Block) -> tuple[int, str]:
    """(index of a row's first cell with words, the bare number in a cell before it). The index is -1 where no cell has any."""
    number = ""
    for at, cell in enumerate(block.cells):
        bare = _BARE.fullmatch(document.text, cell.start, cell.end)
        if bare:
            number = bare[1].replace(" ", "")
        elif cell.end > cell.start:
            return at, number
    return -1, number


def places(document: Document) -> Iterator[Place]:
    """Every place where a label can begin."""
    for at, block in enumerate(document.blocks):
        if block.kind == "row":
            column, number = worded(document, block)
            if column >= 0:
                yield Place(at, block.cells[column].start, [block.cells[column].end], number)
        elif block.span.end > block.span.start:
            yield Place(at, block.span.start, ends(document.blocks, at))


def candidates(index: Index, document: Document) -> list[Place]:
    """The places whose opening words any label shares."""
    found = []
    for place in places(document):
        head = labels.head(document.text, place.start, place.ends[0])
        opens = labels.opens_like_a_label(index, document.text, head.start, place.ends[-1], head.number or place.number)
        if opens or labels.may_be_misprinted(index, document.text, head, place.ends[0]):
            found.append(place)
    return found


def hits(index: Index, document: Document, candidates: Sequence[Place]) -> dict[int, Hit]:
    """Block -> the label that opens it. Blocks that an earlier label runs over have none of their own."""
    found: dict[int, Hit] = {}
    taken = -1
    for place in candidates:
        if place.start < taken:
            continue
        hit = labels.match(index, document.text, place.start, place.ends, place.number)
        if hit:
            found[place.block] = hit
            taken = hit.end
    return found


def again(index: Index, document: Document, candidates: Sequence[Place], first: dict[int, Hit]) -> dict[int, Hit]:
    """The hits among one form's labels, given those among all labels: most are the same, and where no label is, none is."""
    found: dict[int, Hit] = {}
    taken = covered = -1
    for place in candidates:
        hit = first.get(place.block)
        if place.start < taken or (hit is None and place.start >= covered):
            continue
        if hit:
            covered = hit.end
        own = index.by_words.get(hit.phrase.words) if hit else None
        hit = replace(hit, phrase=own) if hit and own else labels.match(index, document.text, place.start, place.ends, place.number)
        if hit:
            found[place.block] = hit
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


def running_rows(document: Document) -> frozenset[int]:
    """Rows of short cells that stand in the document three times or more: the column headings that every page repeats."""
    places: dict[str, list[int]] = {}
    for at, block in enumerate(document.blocks):
        if block.kind == "row" and block.span.end - block.span.start <= SHORT and len(block.cells) > 1:
            places.setdefault(" ".join(block.span.of(document.text).split()), []).append(at)
    worded_rows = (found for text, found in places.items() if sum(c.isdigit() for c in text) * 8 < len(text))
    return frozenset(at for found in worded_rows if len(found) >= 3 for at in found)


def trailing_hosts(document: Document) -> int:
    """How many blocks at the very end are nothing but bare host names, as advertising robots leave them."""
    count = 0
    for block in reversed(document.blocks):
        if block.kind == "row" or not _HOSTS.fullmatch(block.span.of(document.text).strip()):
            break
        count += 1
    return count
