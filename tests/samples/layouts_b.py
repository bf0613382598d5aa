"""Further layouts: a typed report with indented paragraphs, a page of the platform printed to PDF, text taken from a paged file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS, SANS_BOLD, SERIF, SERIF_BOLD, shares
from tests.samples.sheet import HEIGHT, WIDTH, Sheet, lines
from tests.samples.source import Block, Source
from tests.samples.text import columns

SANS_ITALIC = "Helvetica-Oblique"
FIRST_LINE = 18.0
PAGE_LINES, PAGE_WIDTH, MARGIN, KEEP = 52, 84, " " * 4, 6
PRINTED, PRINTED_FROM = "7/2/2024, 09:41 AM", "https://policies.example.org/quadrennial-periodic-reports/9107/print?view=full"


def indented_lines(text: str, font: str, size: float, width: float) -> Iterator[tuple[float, str]]:
    """(distance from the left in points, line): the first line of a paragraph starts further in than the others."""
    words = text.split(" ")
    count = len(words)
    while count > 1 and stringWidth(" ".join(words[:count]), font, size) > width - FIRST_LINE:
        count -= 1
    yield FIRST_LINE, " ".join(words[:count])
    if words[count:]:
        yield from ((0.0, line) for line in lines(" ".join(words[count:]), font, size, width))


def centred(sheet: Sheet, text: str, font: str, size: float) -> None:
    """A heading in the middle of the page."""
    wrapped = list(lines(text, font, size, sheet.width))
    sheet.need(len(wrapped) * size * 1.3 + 60)
    sheet.y -= 10
    for line in wrapped:
        sheet.y -= size * 1.3
        sheet.canvas.setFont(font, size)
        sheet.canvas.drawCentredString(sheet.x + sheet.width / 2, sheet.y, line)
    sheet.y -= 8


def indented(source: Source) -> bytes:
    """A typed report: headings in the middle, paragraphs told apart by their first line alone, dashes before items."""

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SERIF, 9)
        canvas.drawRightString(WIDTH - 80, 45, f"page {page}")

    sheet = Sheet(ornament, left=80, right=80)
    for piece in source.blocks:
        if piece.kind == "title" or (piece.kind == "heading" and piece.level == 1):
            centred(sheet, piece.text, SERIF_BOLD, 15 if piece.kind == "title" else 12)
        elif piece.kind == "heading":
            sheet.y -= 6
            sheet.text(piece.text, SERIF_BOLD if piece.level == 2 else "Times-Italic", 11.5, after=3, keep=45)
        elif piece.kind == "table":
            sheet.y -= 6
            sheet.table(piece.header, piece.rows, shares(piece.header), SERIF, 10.5, ruled=True)
        elif piece.kind == "li":
            sheet.text(piece.text, SERIF, 11.5, indent=28, mark="–", after=1)
        else:
            for shift, line in indented_lines(piece.text, SERIF, 11.5, sheet.width):
                sheet.need(15)
                sheet.y -= 15
                sheet.canvas.setFont(SERIF, 11.5)
                sheet.canvas.drawString(sheet.x + shift, sheet.y, line)
    return sheet.finish(source.first("title"))


def platform(source: Source) -> bytes:
    """A whole report of the platform, printed from a browser: its date above, its address below, labels in bold."""

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SANS, 7.5)
        canvas.drawString(28, HEIGHT - 22, PRINTED)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 22, f"{source.first('title')} | Diversity of Cultural Expressions")
        canvas.drawString(28, 18, PRINTED_FROM)
        canvas.drawRightString(WIDTH - 28, 18, f"{page}")

    sheet = Sheet(ornament, top=60, bottom=60, left=64, right=64)
    for piece in source.blocks:
        if piece.kind in ("title", "section", "heading"):
            sheet.y -= 8
            sheet.text(piece.text, SANS_BOLD, {"title": 15, "section": 13}.get(piece.kind, 12), after=8, keep=60)
        elif piece.kind == "agency":
            sheet.text(piece.text, SANS_ITALIC, 10, after=8)
        elif piece.kind == "label":
            sheet.y -= 4
            sheet.text(piece.text, SANS_BOLD, 10, after=3, keep=40)
        elif piece.kind in ("table", "partners"):
            sheet.table(piece.header, piece.rows, shares(piece.header), SANS, 9, ruled=piece.kind == "table")
        elif piece.kind == "li":
            sheet.text(piece.text, SANS, 10, indent=20, mark="•", after=5)
        else:
            sheet.text(piece.text, SANS, 10, after=7)
    return sheet.finish(source.first("title"))


def printed(piece: Block) -> list[str]:
    """One block as lines, the page's margin before each."""
    if piece.kind in ("table", "partners"):
        found = columns(piece.header, piece.rows)
    elif piece.kind == "li":
        found = textwrap.wrap(piece.text, PAGE_WIDTH - 4, initial_indent="  • ", subsequent_indent="    ", break_on_hyphens=False)
    elif piece.kind == "title":
        found = [line.center(PAGE_WIDTH).rstrip() for line in textwrap.wrap(piece.text, PAGE_WIDTH - 10)]
    else:
        found = textwrap.wrap(piece.text, PAGE_WIDTH, break_on_hyphens=False)
    return [MARGIN + line for line in found]


def pages(source: Source) -> bytes:
    """Text taken from a paged file: a margin of blanks, a running head, a page number and a form feed; no block runs over a page."""
    sheets: list[list[str]] = [[]]
    for piece in source.blocks:
        block = [*printed(piece), ""]
        followed = KEEP if piece.kind in ("heading", "label") else 0
        if len(sheets[-1]) + len(block) + followed > PAGE_LINES:
            sheets.append([])
        sheets[-1] += block
    head = MARGIN + source.first("agency")
    whole = ["\n".join([head, "", *body, MARGIN + str(number).center(PAGE_WIDTH).rstrip()]) for number, body in enumerate(sheets, 1)]
    return ("\n\f".join(whole) + "\n").encode()


LAYOUTS = {
    "pdf_indented": indented,
    "pdf_platform": platform,
    "text_pages": pages,
}
