"""PDF files of many makes around one whole report."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Table, TableStyle

from tests.read_files import BODY, BOLD, GRID, H1, H2, HEADED, NextPageTemplate, Paragraph, Spacer, item, pdf, table
from tests.whole_reports import NOTE, RUNNING, Part, Whole

H3 = ParagraphStyle("h3", parent=BODY, fontName="Helvetica-Bold", fontSize=11, leading=14, spaceBefore=6)
BARE = ParagraphStyle("bare", parent=BODY, spaceBefore=14)
LARGE = ParagraphStyle("large", parent=BODY, fontSize=14, leading=18, spaceBefore=12)
ITALIC = ParagraphStyle("italic", parent=BODY, fontName="Helvetica-Oblique", spaceBefore=10)
OPEN = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def _body(part: Part, sign: str = "•", style: TableStyle = GRID, widths: tuple[float, ...] = (3 * cm, 2.6 * cm, 9 * cm)) -> list[Any]:
    out: list[Any] = [Paragraph(e(text), BODY) for text in part.paragraphs]
    out += [item(e(text), sign) for text in part.items]
    if part.rows:
        rows = [[f"<b>{e(cell)}</b>" for cell in part.rows[0]], *([e(cell) for cell in row] for row in part.rows[1:])]
        out += [table(rows, style, widths[: len(rows[0])]), Spacer(1, 8)]
    return out


def _story(report: Whole, chapter: ParagraphStyle, section: ParagraphStyle, **options: Any) -> list[Any]:
    story: list[Any] = [Paragraph(e(report.title), H1)]
    for part in report.parts:
        story += [Paragraph(e(part.heading), section if part.deep else chapter), *_body(part, **options)]
    return story


def cover_and_heads(report: Whole) -> bytes:
    """A cover page, running heads and page numbers, low pages so that everything breaks."""

    def decorate(canvas: Canvas, doc: Any) -> None:
        if doc.page > 1:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(2 * cm, 13.2 * cm, RUNNING)
            canvas.drawRightString(19 * cm, 1.2 * cm, f"Page {doc.page}")

    story = _story(report, H2, H3)
    return pdf(
        [Spacer(1, 100), story[0], Paragraph("Ministry of Culture", BODY), PageBreak(), *story[1:]],
        decorate=decorate,
        pagesize=(21 * cm, 14 * cm),
    )


def two_columns(report: Whole) -> bytes:
    """Two columns, bullets as dashes, numbers of the pages in the outer margins."""

    def decorate(canvas: Canvas, doc: Any) -> None:
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(0.8 * cm if doc.page % 2 else 20 * cm, 15 * cm, str(doc.page))

    return pdf(_story(report, H2, H3, sign="–", widths=(1.7 * cm, 2.4 * cm, 3.9 * cm)), columns=2, decorate=decorate)


def landscape_columns(report: Whole) -> bytes:
    """A landscape page of three columns."""
    return pdf(_story(report, H2, H3, widths=(1.7 * cm, 2.3 * cm, 3.8 * cm)), columns=3, pagesize=landscape(A4))


def one_size(report: Whole) -> bytes:
    """Headings in the letters of the text, set off by white space alone."""
    return pdf(_story(report, BARE, BARE))


def larger(report: Whole) -> bytes:
    """Headings in larger letters, not bold, and italic ones below them."""
    return pdf(_story(report, LARGE, ITALIC))


def numbers(report: Whole) -> bytes:
    """Numbered bold headings in the size of the text, a rule table without vertical lines."""
    story: list[Any] = [Paragraph(e(report.title), BOLD)]
    chapter = section = 0
    for part in report.parts:
        chapter, section = (chapter, section + 1) if part.deep else (chapter + 1, 0)
        number = f"{chapter}.{section}" if part.deep else f"{chapter}."
        story += [Paragraph(f"{number} {e(part.heading)}", BOLD), *_body(part, style=OPEN)]
    return pdf(story)


def capitals(report: Whole) -> bytes:
    """Headings in capitals, a table without rules, footnotes."""

    def decorate(canvas: Canvas, doc: Any) -> None:
        canvas.line(2 * cm, 2.4 * cm, 7 * cm, 2.4 * cm)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(2 * cm, 2.1 * cm, f"{doc.page} {NOTE}, volume {doc.page}.")
        canvas.drawCentredString(10.5 * cm, 1.2 * cm, f"- {doc.page} -")

    story: list[Any] = [Paragraph(e(report.title.upper()), BOLD)]
    for part in report.parts:
        story += [Paragraph(e(part.heading.upper()), BARE), *_body(part, style=HEADED)]
    return pdf(story, decorate=decorate)


def shaded(report: Whole) -> bytes:
    """Each heading on a shaded bar."""
    story: list[Any] = [Paragraph(e(report.title), H1)]
    for part in report.parts:
        bar = TableStyle([("BACKGROUND", (0, 0), (-1, -1), colors.lightgrey), ("BOX", (0, 0), (-1, -1), 0.5, colors.black)])
        story += [Spacer(1, 8), Table([[Paragraph(e(part.heading), BOLD)]], colWidths=[17 * cm], style=bar), Spacer(1, 4), *_body(part)]
    return pdf(story)


def form_table(report: Whole) -> bytes:
    """One ruled table: chapters over both columns, questions beside their answers."""
    rows: list[list[Any]] = []
    spans = []
    for part in report.parts:
        inner = [Paragraph(e(text), BODY) for text in part.paragraphs] + [Paragraph(f"• {e(text)}", BODY) for text in part.items]
        if part.deep and part.field:
            rows.append([Paragraph(e(part.heading), BODY), inner])
            continue
        spans.append(("SPAN", (0, len(rows)), (1, len(rows))))
        rows.append([Paragraph(f"<b>{e(part.heading)}</b>", BODY), ""])
        if inner:
            spans.append(("SPAN", (0, len(rows)), (1, len(rows))))
            rows.append([inner, ""])
    return pdf([Paragraph(e(report.title), H1), Table(rows, colWidths=[6 * cm, 11 * cm], style=TableStyle([*GRID._cmds, *spans]))])


def mixed_columns(report: Whole) -> bytes:
    """The title and first chapter over the whole width, the rest in two columns."""
    story = _story(report, H2, H3, widths=(1.7 * cm, 2.4 * cm, 3.9 * cm))
    first = 1 + 1 + len(_body(report.parts[0]))
    return pdf(
        [NextPageTemplate("whole"), PageBreak(), *story[:first], NextPageTemplate("columns"), PageBreak(), *story[first:]], columns=2
    )


LAYOUTS: dict[str, Callable[[Whole], bytes]] = {
    make.__name__: make
    for make in (cover_and_heads, two_columns, landscape_columns, one_size, larger, numbers, capitals, shaded, form_table, mixed_columns)
}
NO_ROWS = frozenset({"form_table"})
"""Layouts that leave the tables out."""
