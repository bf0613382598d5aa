"""Small documents by hand for the tests of `pipeline.segments`."""

from __future__ import annotations

from pathlib import Path

from pipeline.knowledge.base import MODELS
from pipeline.knowledge.forms import Forms, load_forms
from pipeline.segments import outline
from pipeline.types import Block, BlockKind, Box, Document, Fragment, Outline, Span

FORMS: Forms = load_forms(MODELS)
SHARED = Path(__file__).resolve().parents[2] / "shared"
FRAME = "Ressources financières allouées à la politique/mesure en dollars américains :"
BEFORE = "Has the implementation of the policy/measure been evaluated?: NO"


def document(*blocks: tuple[str, str] | tuple[str, str, dict[str, object]], pages: dict[int, int] | None = None) -> Document:
    """A document of (kind, text) or (kind, text, other attributes of Block); a row's cells are parted by tabs.

    `pages`: block number -> page, for a document that has pages.
    """
    text, found, fragments = "", [], []
    for number, entry in enumerate(blocks):
        kind, body = entry[0], entry[1]
        more: dict[str, object] = dict(entry[2]) if len(entry) == 3 else {}
        start = len(text) + (1 if text else 0)
        text += ("\n" if text else "") + body
        span = Span(start, start + len(body))
        if kind == "row":
            at, cells = start, []
            for cell in body.split("\t"):
                cells.append(Span(at, at + len(cell)))
                at += len(cell) + 1
            more.setdefault("table", 0)
            more["cells"] = tuple(cells)
        found.append(Block(span, _kind(kind), **more))  # type: ignore[arg-type]
        if pages:
            fragments.append(Fragment(span, Box(pages[number], 0, 0, 1, 1)))
    return Document("0" * 64, "text/plain", text, tuple(found), tuple(fragments), max(pages.values()) if pages else None)


def _kind(kind: str) -> BlockKind:
    assert kind in ("heading", "paragraph", "item", "row", "label")
    return kind  # type: ignore[return-value]


def lines(text: str) -> Document:
    """Every line a paragraph; "* " opens an item, "** " a nested one; a blank line sets the next one off."""
    blocks: list[tuple[str, str, dict[str, object]]] = []
    gap = True
    for line in text.splitlines():
        body = line.strip()
        if not body:
            gap = True
            continue
        level = len(body) - len(body.lstrip("*")) if body.startswith(("* ", "** ", "*** ")) else 0
        blocks.append(("item" if level else "paragraph", body[level:].strip() if level else body, {"gap": gap, "level": level}))
        gap = False
    return document(*blocks)


def read(text: str) -> tuple[Document, Outline]:
    """The outline of a text given line by line."""
    made = lines(text)
    return made, outline(made, FORMS)


def answers(made: Document, result: Outline, *, headings: bool = False) -> list[tuple[str, str]]:
    """(field, text) of every segment but the headings."""
    return [(s.field, s.span.of(made.text)) for s in result.segments if headings or s.kind != "heading"]
