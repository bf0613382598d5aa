"""Further layouts: a brochure with a cover and page numbers in the outer margin, a web page of accordions, cards and definition lists."""

from __future__ import annotations

from html import escape
from itertools import takewhile

from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS, SANS_BOLD, SERIF, shares
from tests.samples.sheet import HEIGHT, WIDTH, Sheet, lines
from tests.samples.source import Block, Source

SANS_ITALIC = "Helvetica-Oblique"
NARROW = 46.0

PORTAL = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | Open Government Portal</title>
<style>.accordion summary {{ cursor: pointer }}
.card {{ border: 1px solid #ddd }} .sr-only {{ position: absolute; left: -9999px }}</style></head>
<body class="theme-light">
<a class="sr-only" href="#report">Skip to the report</a>
<header class="bar"><div class="brand"><a href="/">Open Government Portal</a></div>
<nav aria-label="Main"><ul><li><a href="/about">About</a></li>
<li><a href="/documents">Documents</a></li><li><a href="/contact">Contact</a></li></ul></nav>
</header>
<main id="report"><div class="container"><div class="row"><div class="col-9">
{body}
</div>
<aside class="col-3" role="complementary"><h2>Share</h2><ul><li><a href="#">E-mail</a></li><li><a href="#">Print</a></li></ul></aside>
</div></div></main>
<footer><div>Last updated: 12 May 2017. All rights reserved.</div></footer>
<script>document.querySelectorAll("details").forEach(function (d) {{ d.open = location.hash === "#all"; }});</script>
</body></html>
"""


def cover(sheet: Sheet, source: Source) -> None:
    """A first page that holds the title in large letters, the ministry and the year, and nothing else."""
    canvas = sheet.canvas
    canvas.setFillGray(0.9)
    canvas.rect(0, HEIGHT * 0.55, WIDTH, HEIGHT * 0.2, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFont(SANS_BOLD, 28)
    for at, line in enumerate(lines(source.first("title"), SANS_BOLD, 28, WIDTH - 120)):
        canvas.drawString(60, HEIGHT * 0.68 - at * 34, line)
    canvas.setFont(SANS, 12)
    canvas.drawString(60, HEIGHT * 0.5, source.first("agency"))
    sheet.turn()


def brochure(source: Source) -> bytes:
    """A brochure: cover, narrow margins, heads that differ on left and right pages, the page's number halfway down the outer margin."""
    head = source.first("title")

    def ornament(canvas: Canvas, page: int) -> None:
        if page == 1:
            return
        canvas.setFont(SANS_ITALIC, 8)
        if page % 2:
            canvas.drawRightString(WIDTH - NARROW, HEIGHT - 28, "Periodic report on the 2005 Convention")
        else:
            canvas.drawString(NARROW, HEIGHT - 28, head)
        canvas.setFont(SANS_BOLD, 9)
        canvas.drawCentredString(WIDTH - 18 if page % 2 else 18, HEIGHT / 2, str(page))

    sheet = Sheet(ornament, top=52, bottom=44, left=NARROW, right=NARROW)
    cover(sheet, source)
    opened = {"title": False, "agency": False}
    for piece in source.blocks:
        if piece.kind in opened and not opened[piece.kind]:
            opened[piece.kind] = True
        else:
            leaf(sheet, piece)
    return sheet.finish(head)


def leaf(sheet: Sheet, piece: Block) -> None:
    """One block of the brochure: headings over a rule, questions in italics, answers in a serif face."""
    if piece.kind == "heading":
        size = {1: 14.0, 2: 11.5}.get(piece.level, 10.5)
        sheet.y -= 8
        sheet.text(piece.text, SANS_BOLD, size, after=5, keep=130 if piece.level == 1 else 70)
        if piece.level == 1:
            sheet.canvas.line(sheet.x, sheet.y + 2, sheet.x + sheet.width, sheet.y + 2)
            sheet.y -= 4
    elif piece.kind in ("title", "section", "note"):
        sheet.y -= 6
        sheet.text(piece.text, SANS_BOLD, 11.5, after=3, keep=60)
    elif piece.kind == "agency":
        sheet.text(piece.text, SANS, 9, after=6, keep=40)
    elif piece.kind == "label":
        sheet.y -= 3
        sheet.text(piece.text, SANS_ITALIC, 9.5, after=3, keep=40)
    elif piece.kind in ("table", "partners"):
        sheet.table(piece.header, piece.rows, shares(piece.header), SANS, 9, ruled=True)
    elif piece.kind == "li":
        sheet.text(piece.text, SERIF, 10.5, indent=16 * piece.level, mark="•" if piece.level == 1 else "–", after=3)
    else:
        sheet.text(piece.text, SERIF, 10.5, after=6)


def bullets(pieces: list[Block]) -> str:
    """A list; items of level 2 stand in a list inside the item above them."""
    out, depth = [], 0
    for piece in pieces:
        while depth > piece.level:
            out.append("</li></ul>")
            depth -= 1
        if depth == piece.level:
            out.append("</li>")
        while depth < piece.level:
            out.append('<ul class="list">')
            depth += 1
        out.append(f"<li><span>{escape(piece.text)}</span>")
    return "\n".join([*out, "</li></ul>" * depth])


def grid(piece: Block) -> str:
    """A table whose head stands in a thead."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in piece.header)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in piece.rows)
    return f'<table class="table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


class Portal:
    """Writes the page and keeps in mind which boxes are open: a panel, a card in it, a definition list in either."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[tuple[str, str]] = []

    def close(self, *kinds: str) -> None:
        """Closes every box from the outermost of these kinds inwards."""
        while any(kind in kinds for kind, _ in self.open):
            self.out.append(self.open.pop()[1])

    def enter(self, kind: str, start: str, end: str) -> None:
        self.out.append(start)
        self.open.append((kind, end))

    def write(self, piece: Block) -> None:
        """One block that is no list item."""
        text = escape(piece.text)
        if piece.kind == "title":
            self.out.append(f'<div class="hero"><h1>{text}</h1></div>')
        elif piece.kind == "agency":
            self.out.append(f'<div class="byline">{text}</div>')
        elif piece.kind == "heading" and piece.level == 1:
            self.close("panel", "card", "answer")
            self.enter("panel", f'<details class="accordion"><summary><h2>{text}</h2></summary><div class="panel">', "</div></details>")
        elif piece.kind == "heading":
            self.close("card", "answer")
            self.enter("card", f'<div class="card"><div class="card-header"><h3>{text}</h3></div><div class="card-body">', "</div></div>")
        elif piece.kind == "label":
            self.close("answer")
            self.enter("answer", f'<dl class="qa"><dt>{text}</dt><dd>', "</dd></dl>")
        elif piece.kind in ("table", "partners"):
            self.out.append(grid(piece))
        else:
            self.out.append(f'<div class="text"><div><p>{text}</p></div></div>')


def accordion(source: Source) -> bytes:
    """A page of a government portal: sections fold, headings are cards, questions and answers are definition lists."""
    page, pieces = Portal(), list(source.blocks)
    while pieces:
        piece = pieces.pop(0)
        if piece.kind == "li":
            group = [piece, *takewhile(lambda other: other.kind == "li", pieces)]
            del pieces[: len(group) - 1]
            page.out.append(bullets(group))
        else:
            page.write(piece)
    page.close("panel", "card", "answer")
    return PORTAL.format(title=escape(source.first("title")), body="\n".join(page.out)).encode()


LAYOUTS = {
    "pdf_cover": brochure,
    "html_details": accordion,
}
