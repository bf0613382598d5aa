"""Measure pages: where one begins, and which of its first lines is the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from pipeline.knowledge.form_labels import Phrase
from pipeline.segments.labels import Hit
from pipeline.types import Block, Document

OPENING = 200
"""Characters of a line that can be a title or an agency's name."""
LINES = 5
"""Lines between a page's title and its first label."""
FIELDS = ("title", "agency")
STARTS = frozenset({"party", "when", "who", "objectives", "context", "main_features"})
"""Fields that a measure page asks for first."""
BODIES = frozenset({"objectives", "main_features"})


def is_long(block: Block) -> bool:
    """Whether a block is text rather than a title or a name."""
    return block.kind == "row" or block.span.end - block.span.start > OPENING


def first_label(blocks: Sequence[Block], found: Mapping[int, Hit]) -> int:
    """The block of a document's first label, 0 where lines before it cannot be a page's opening."""
    first = next((at for at in sorted(found) if found[at].phrase.role == "field" or found[at].phrase.shared), 0)
    return 0 if any(block.kind == "row" for block in blocks[:first]) else first


def title(document: Document, first: int) -> int:
    """The block before `first` that holds the page's title: its highest heading, else the one its metadata name, else the first."""
    marked = [at for at in range(first) if document.blocks[at].kind == "heading"]
    if marked:
        return min(marked, key=lambda at: (document.blocks[at].level or 9, at))
    wanted = document.title.casefold()
    texts = [block.span.of(document.text).casefold() for block in document.blocks[:first]]
    return next((at for at, text in enumerate(texts) if len(text) > 8 and text in wanted), 0)


def next_page(
    blocks: Sequence[Block], at: int, found: Mapping[int, Hit], asked: Phrase | None, answered: bool, seen: Set[str], capitals: bool
) -> int:
    """Where the labels of another measure page begin, if block `at` is its title; else 0.

    Few and short lines stand between, the first one set off, and the label after them opens a page. `asked`: the label in force,
    None under a section; `answered`: it has an answer; `seen`: the fields asked for so far; `capitals`: block `at` has no others.
    """
    block = blocks[at]
    ended = answered and block.gap and block.kind == "paragraph" and asked is not None and (asked.kind in ("choice", "table") or capitals)
    if is_long(block) or (block.kind != "heading" and not ended):
        return 0
    for after in range(at + 1, min(at + LINES + 1, len(blocks))):
        hit = found.get(after)
        if hit and hit.phrase.role == "field":
            code = hit.phrase.code
            known = code in seen or (asked.early if asked else code in BODIES)
            return after if code in STARTS and known else 0
        if is_long(blocks[after]):
            return 0
    return 0
