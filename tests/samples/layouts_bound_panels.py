"""Further layouts: a page of folding panels with cards inside, a bound report with a cover and its page numbers in the outer margin."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS, SANS_BOLD, SERIF, SERIF_BOLD, shares
from tests.samples.sheet import HEIGHT, WIDTH, Sheet, lines
from tests.samples.source import Block, Source

PANELS = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - Ministry</title>
<style>.panel {{ border: 1px solid #ccd }} .panel-head {{ cursor: pointer }} .badge {{ font-size: .8em }}</style></head>
<body class="no-js"><div id="wrap"><div class="head"><div class="brand"><a href="/">Home</a></div>
<div class="search" role="search"><label for="s">Search</label><input id="s" type="search"><button>Go</button></div></div>
<div id="content" role="main"><div class="row"><div class="col-9">
{body}
</div></div></div>
<div class="foot" role="contentinfo"><small>Page updated automatically. Switchboard +000 2015 2018</small></div>
</div></body></html>
"""


def cards(piece: Block) -> Iterator[str]:
    """A table in a card; every cell carries its column's head as data."""
    yield '<div class="card"><table class="grid" cellspacing="0"><tbody>'
    yield "<tr>" + "".join(f'<th scope="col">{escape(cell)}</th>' for cell in piece.header) + "</tr>"
    for row in piece.rows:
        pairs = zip(piece.header, row, strict=True)
        yield "<tr>" + "".join(f'<td data-label="{escape(head)}"><div>{escape(cell)}</div></td>' for head, cell in pairs) + "</tr>"
    yield "</tbody></table></div>"


def panel_body(pieces: tuple[Block, ...]) -> Iterator[str]:
    """Every question is a folding panel; its answer stands in nested divs, items of level 2 in a list inside the item above."""
    depth, is_open = 0, False
    for piece in pieces:
        level = piece.level if piece.kind == "li" else 0
        while depth > level:
            yield "</li></ul>"
            depth -= 1
        if level and depth == level:
            yield "</li>"
        while depth < level:
            yield '<ul class="dots">'
            depth += 1
        text = escape(piece.text)
        if level:
            yield f"<li>{text}"
        elif piece.kind == "title":
            yield f'<div class="hero"><h1>{text}</h1></div>'
        elif piece.kind == "agency":
            yield f'<div class="hero-sub"><span class="badge">{text}</span></div>'
        elif piece.kind == "label":
            if is_open:
                yield "</div></div></details>"
            is_open = True
            yield f'<details class="panel" open><summary class="panel-head"><span>{text}</span></summary>'
            yield '<div class="panel-body"><div class="inner">'
        elif piece.kind == "heading":
            yield f"<h{piece.level + 2}>{text}</h{piece.level + 2}>"
        elif piece.kind in ("table", "partners"):
            yield from cards(piece)
        else:
            yield f'<div class="text">{text}</div>'
    while depth:
        yield "</li></ul>"
        depth -= 1
    if is_open:
        yield "</div></div></details>"


def panels(source: Source) -> bytes:
    """A page of folding panels: details and summary, divs instead of paragraphs, tables in cards."""
    return PANELS.format(title=escape(source.first("title")), body="\n".join(panel_body(source.blocks))).encode()


def cover(sheet: Sheet, source: Source) -> None:
    """The first page: a thick rule, the title in the middle, the ministry and the cycle at the foot."""
    canvas = sheet.canvas
    canvas.setLineWidth(4)
    canvas.line(60, HEIGHT - 150, WIDTH - 60, HEIGHT - 150)
    canvas.setLineWidth(1)
    for at, line in enumerate(lines(source.first("title"), SANS_BOLD, 26, WIDTH - 140)):
        canvas.setFont(SANS_BOLD, 26)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 240 - at * 34, line)
    canvas.setFont(SANS, 13)
    canvas.drawCentredString(WIDTH / 2, 150, source.first("agency"))
    sheet.turn()


def bound(source: Source) -> bytes:
    """A bound report: cover, narrow margins, a running head between rules, page numbers turned outwards, squares before items."""

    def ornament(canvas: Canvas, page: int) -> None:
        if page == 1:
            return
        canvas.setFont(SANS, 7.5)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 32, source.first("title").upper())
        canvas.setLineWidth(0.4)
        canvas.line(48, HEIGHT - 38, WIDTH - 48, HEIGHT - 38)
        canvas.setFont(SANS_BOLD, 10)
        canvas.drawCentredString(WIDTH - 24 if page % 2 else 24, HEIGHT / 2, f"{page}")

    sheet = Sheet(ornament, top=56, bottom=44, left=48, right=48)
    cover(sheet, source)
    for piece in source.blocks:
        if piece.kind in ("title", "agency"):
            continue
        if piece.kind in ("table", "partners"):
            sheet.y -= 4
            sheet.table(piece.header, piece.rows, shares(piece.header), SANS, 9, ruled=True)
        elif piece.kind == "heading" and piece.level == 1:
            sheet.y -= 10
            sheet.text(piece.text.upper(), SANS_BOLD, 12, after=6, keep=60)
        elif piece.kind in ("heading", "label"):
            sheet.y -= 3
            sheet.text(piece.text, SANS_BOLD if piece.level < 3 else SERIF_BOLD, 10.5, after=3, keep=45)
        elif piece.kind == "li":
            sheet.text(piece.text, SERIF, 10.5, indent=18 + 14 * (piece.level - 1), mark="-" if piece.level > 1 else "•", after=3)
        else:
            sheet.text(piece.text, SERIF, 10.5, after=6)
    return sheet.finish(source.first("title"))


LAYOUTS = {
    "html_panels": panels,
    "pdf_bound": bound,
}
