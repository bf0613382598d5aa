"""Builds the small files that the tests of the readers read: PDF with reportlab, DOCX with python-docx."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate, Paragraph, Spacer, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
JUSTIFIED = ParagraphStyle("justified", parent=BODY, alignment=4)
TIGHT = ParagraphStyle("tight", parent=BODY, spaceAfter=0, firstLineIndent=14)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
H1 = ParagraphStyle("h1", parent=BODY, fontName="Helvetica-Bold", fontSize=18, leading=22, spaceAfter=10)
H2 = ParagraphStyle("h2", parent=BODY, fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=10)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=18, bulletIndent=6)
SUBITEM = ParagraphStyle("subitem", parent=BODY, leftIndent=36, bulletIndent=24)
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
HEADED = TableStyle([("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")])

Decorate = Callable[[Canvas, Any], None]


def _plain(canvas: Canvas, doc: Any) -> None:
    """An undecorated page."""
    del canvas, doc


def item(text: str, sign: str = "•", style: ParagraphStyle = ITEM) -> Paragraph:
    """A bulleted paragraph."""
    return Paragraph(f"<bullet>{sign}</bullet>{text}", style)


def table(rows: Sequence[Sequence[str]], style: TableStyle | None = GRID, widths: Sequence[float] | None = None, **options: Any) -> Table:
    """A table whose cells wrap; without a style it has no lines."""
    cells = [[Paragraph(cell, ParagraphStyle("cell", parent=BODY, spaceAfter=0)) for cell in row] for row in rows]
    return Table(cells, colWidths=widths, style=style, **options)


def pdf(
    story: list[Any], *, columns: int = 1, decorate: Decorate | None = None, pagesize: tuple[float, float] = A4, title: str = ""
) -> bytes:
    """A PDF of flowables; `decorate` draws on each page."""
    out = io.BytesIO()
    width, height = pagesize
    gap = 0.8 * cm
    inner = width - 4 * cm
    wide = (inner - gap * (columns - 1)) / columns
    frames = [
        Frame(2 * cm + index * (wide + gap), 2.5 * cm, wide, height - 5 * cm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        for index in range(columns)
    ]
    whole = [Frame(2 * cm, 2.5 * cm, inner, height - 5 * cm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)]
    templates = [PageTemplate("columns", frames, onPage=decorate or _plain), PageTemplate("whole", whole, onPage=decorate or _plain)]
    doc = BaseDocTemplate(out, pagesize=pagesize, pageTemplates=templates, title=title, invariant=True)
    doc.build(story)
    return out.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF drawn by hand; `draw` ends its own pages but the last."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


__all__ = [
    "BODY",
    "BOLD",
    "GRID",
    "H1",
    "H2",
    "HEADED",
    "ITEM",
    "JUSTIFIED",
    "SUBITEM",
    "TIGHT",
    "NextPageTemplate",
    "Paragraph",
    "Spacer",
    "drawn",
    "item",
    "pdf",
    "table",
]
