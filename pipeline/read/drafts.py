"""Blocks before they have places in a text, and how they become a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import DocumentError
from pipeline.types import Block, BlockKind, Box, Document, Fragment, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed line's share of a block: its characters, its box, and the glue ("" or " ") that ties it to the piece before."""

    text: str
    box: Box
    glue: str = " "


@dataclass(frozen=True, slots=True)
class Draft:
    """A block with its text still in hand. `cells` (rows only) win over `text`; `pieces` (PDF only) win over both.

    `pieces`: the printed lines of each cell; a block that is not a row has one cell.
    """

    kind: BlockKind
    text: str = ""
    cells: tuple[str, ...] = ()
    pieces: tuple[tuple[Piece, ...], ...] = ()
    level: int = 0
    bold: bool = False
    gap: bool = True
    place: str = ""
    table: int | None = None
    header: bool = False


def joined(pieces: Iterable[Piece]) -> str:
    """The text of one cell."""
    return "".join(piece.text if index == 0 else piece.glue + piece.text for index, piece in enumerate(pieces))


def _texts(draft: Draft) -> tuple[str, ...]:
    if draft.pieces:
        return tuple(joined(cell) for cell in draft.pieces)
    return draft.cells if draft.kind == "row" else (draft.text,)


def _fragments(cell: Sequence[Piece], start: int) -> Iterable[Fragment]:
    at = start
    for index, piece in enumerate(cell):
        at += len(piece.glue) if index else 0
        if piece.text:
            yield Fragment(Span(at, at + len(piece.text)), piece.box)
        at += len(piece.text)


def document(
    data: bytes,
    media_type: str,
    drafts: Iterable[Draft],
    *,
    pages: int | None = None,
    title: str = "",
    slow_pages: tuple[int, ...] = (),
) -> Document:
    """The drafts' texts joined by newlines, every span counted. Drafts without a character are left out.

    Raises DocumentError(empty): nothing to read at all.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    fragments: list[Fragment] = []
    at = 0
    for draft in drafts:
        parts = _texts(draft)
        if not any(parts):
            continue
        spans: list[Span] = []
        start = at
        for index, part in enumerate(parts):
            at += 1 if index else 0
            spans.append(Span(at, at + len(part)))
            if draft.pieces:
                fragments.extend(_fragments(draft.pieces[index], at))
            at += len(part)
        texts.append("\t".join(parts))
        cells = tuple(spans) if draft.kind == "row" else ()
        blocks.append(Block(Span(start, at), draft.kind, draft.level, draft.bold, draft.gap, draft.place, draft.table, cells, draft.header))
        at += 1
    if not blocks:
        raise DocumentError("empty", "the file holds no text; ask the sender for the report itself")
    return Document(
        hashlib.sha256(data).hexdigest(), media_type, "\n".join(texts), tuple(blocks), tuple(fragments), pages, title, slow_pages
    )
