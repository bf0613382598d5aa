"""Further layouts: a landscape booklet with cover and footnotes, a ministry's page of folding cards."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS_BOLD, SERIF, SERIF_BOLD, shares
from tests.samples.sheet import Sheet, lines
from tests.samples.source import Block, Source

WIDE, HIGH = landscape(A4)
MARGIN, GUTTER = 56.0, 30.0

CARDS = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><style>.card {{ border: 1px solid #ccc }} .key {{ font-weight: 600 }}</style></head>
<body class="gob">
<div class="masthead" role="banner"><div class="container">
<a class="brand" href="/">Portal</a>
<div class="nav"><a href="/tramites">Services</a>
<a href="/gobierno">Government</a> <a href="/busqueda" aria-label="Search"></a></div></div></div>
<div class="container" role="main"><div class="row"><div class="col-md-9">
<h1>{title}</h1>
<div class="share"><a href="#">Share</a> <a href="#">Print</a></div>
{body}
</div></div></div>
<div class="footer" role="contentinfo"><div class="container"><div>Legal notice</div>
<div>Accessibility</div><div>Contact: 800 911 2000</div></div></div>
</body></html>
"""


def cover(canvas: Canvas, source: Source) -> None:
    """A first page with the title in the middle, the body that files the report below it and a line above."""
    canvas.setFillGray(0.25)
    canvas.rect(0, HIGH - 120, WIDE, 18, stroke=0, fill=1)
    canvas.setFillGray(0)
    y = HIGH / 2 + 40
    for line in lines(source.first("title"), SERIF_BOLD, 26, WIDE - 4 * MARGIN):
        canvas.setFont(SERIF_BOLD, 26)
        canvas.drawCentredString(WIDE / 2, y, line)
        y -= 34
    canvas.setFont(SERIF, 14)
    canvas.drawCentredString(WIDE / 2, y - 14, source.first("agency"))
    canvas.showPage()


def landscape_booklet(source: Source) -> bytes:
    """A landscape booklet in two columns: a cover, a running head, the page number in the side margin, footnotes under a short rule."""
    footnotes: list[str] = []

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SERIF, 9)
        canvas.drawCentredString(WIDE / 2, HIGH - 34, source.first("running_head"))
        canvas.setFont(SERIF_BOLD, 11)
        canvas.drawString(WIDE - 34 if page % 2 else 20, HIGH / 2, str(page + 1))
        if footnotes:
            canvas.line(MARGIN, 66, MARGIN + 90, 66)
        for nth, note in enumerate(footnotes):
            canvas.setFont(SERIF, 7.5)
            canvas.drawString(MARGIN, 56 - 10 * nth, note)
        footnotes.clear()

    sheet = Sheet(ornament, bottom=78, left=MARGIN, right=MARGIN, columns=2, gutter=GUTTER)
    sheet.canvas = Canvas(sheet.buffer, pagesize=(WIDE, HIGH), invariant=1, pageCompression=0)
    sheet.width = (WIDE - 2 * MARGIN - GUTTER) / 2
    sheet.top = sheet.y = HIGH - 54
    cover(sheet.canvas, source)
    for piece in source.blocks:
        if piece.kind == "note":
            footnotes.append(piece.text)
        elif piece.kind in ("table", "partners"):
            sheet.table(piece.header, piece.rows, shares(piece.header), SERIF, 9.5, ruled=True)
        elif piece.kind == "li":
            sheet.text(piece.text, SERIF, 10.5, indent=14.0 * piece.level, mark="–" if piece.level == 1 else "·", after=3)
        elif piece.kind in ("heading", "section"):
            sheet.y -= 5
            sheet.text(piece.text, SERIF_BOLD, 13.0 if piece.level == 1 else 11.0, after=5, keep=40)
        elif piece.kind == "label":
            sheet.text(piece.text, SANS_BOLD, 9.5, after=3, keep=30)
        elif piece.kind == "p":
            sheet.text(piece.text, SERIF, 10.5)
    return sheet.finish(source.first("title"))


def others(row: tuple[str, ...]) -> str:
    """The cells of a row after its first one."""
    return "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])


def grid(piece: Block) -> str:
    """A table whose first cells are heads of their rows."""
    head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in piece.header)
    rows = (f"<tr><th scope=row>{escape(row[0])}</th>{others(row)}</tr>" for row in piece.rows)
    return "\n".join(("<div class='scroll'><table>", f"<thead><tr>{head}</tr></thead><tbody>", *rows, "</tbody></table></div>"))


def cards(pieces: tuple[Block, ...]) -> Iterator[str]:
    """The blocks as nested divs: a card a heading, inside it a fold a sub-heading; labels stand in rows of their own."""
    depth = card = fold = 0
    for piece in pieces:
        level = min(piece.level, 2) if piece.kind == "li" else 0
        while depth > level:
            yield "</li></ul>"
            depth -= 1
        if level and depth == level:
            yield "</li>"
        while depth < level:
            yield "<ul>"
            depth += 1
        text = escape(piece.text)
        if piece.kind in ("heading", "section"):
            if fold:
                yield "</div></details>"
                fold = 0
            if piece.level == 1:
                if card:
                    yield "</div></div>"
                card = 1
                yield f'<div class="card"><div class="card-header"><h2><button type="button">{text}</button></h2></div>'
                yield '<div class="card-body">'
            else:
                fold = 1
                yield f"<details open><summary><h3>{text}</h3></summary><div>"
        elif piece.kind == "label":
            yield f'<div class="row"><div class="key"><strong>{text}</strong></div></div>'
        elif level:
            yield f"<li>{text}"
        elif piece.kind in ("table", "partners"):
            yield grid(piece)
        elif piece.kind in ("p", "agency"):
            yield f'<div class="row"><div class="value"><div class="text">{text}</div></div></div>'
    yield "</li></ul>" * depth + "</div></details>" * fold + "</div></div>" * card


def folding_cards(source: Source) -> bytes:
    """A page of a government portal: folding cards made of divs, with details inside them."""
    title = escape(source.first("title"))
    return CARDS.format(title=title, language="en", body="\n".join(cards(source.blocks))).encode()


LAYOUTS = {
    "pdf_landscape": landscape_booklet,
    "html_cards": folding_cards,
}
