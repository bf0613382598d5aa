"""Further layouts: a portal whose questions fold out, a dossier with a cover and marginal page numbers, the text of a form's fields."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS, SANS_BOLD, SERIF, SERIF_BOLD, shares
from tests.samples.sheet import HEIGHT, WIDTH, Sheet, lines
from tests.samples.source import Block, Source

PORTAL = """<!DOCTYPE html>
<html lang="en-IN"><head><meta charset="UTF-8"><title>{title} :: Reports :: Portal</title>
<style>.acc-body {{ padding: 1rem }} .lede {{ font-size: 1.2em }}</style></head>
<body class="portal"><div class="skip"><a href="#wrap">Skip to main content</a></div>
<div class="util-bar"><ul><li><a href="?s=-1">A-</a></li><li><a href="?s=0">A</a></li><li><a href="?s=1">A+</a></li></ul></div>
<header class="mast"><a href="/"><img src="/emblem.png" alt="Emblem"></a>
<nav class="mega"><ul><li><a href="/about">About us</a></li><li><a href="/schemes">Schemes</a></li>
<li><a href="/tenders">Tenders</a></li></ul></nav></header>
<div id="wrap"><div class="col-main">
{body}
</div></div>
<footer class="base"><div>Website content managed by the Ministry. Last updated: 12 Nov 2020. Visitors: 2019847</div></footer>
</body></html>
"""
FIELD_WIDTH = 76


def rows(piece: Block) -> str:
    """A table whose first cells are heads of their rows."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in piece.header)
    out = [f'<div class="tbl-scroll"><table class="grid"><thead><tr>{head}</tr></thead><tbody>']
    for first, *rest in piece.rows:
        cells = "".join(f"<td><span>{escape(cell)}</span></td>" for cell in rest)
        out.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return "\n".join([*out, "</tbody></table></div>"])


def folded(pieces: tuple[Block, ...]) -> Iterator[str]:
    """The blocks as HTML: a question and its answer fold out together; paragraphs are divisions; lists of two levels."""
    fold, depth = False, 0
    for piece in pieces:
        level = piece.level if piece.kind == "li" else 0
        while depth > level:
            yield "</li></ol>" if depth == 2 else "</li></ul>"
            depth -= 1
        if level and depth == level:
            yield "</li>"
        while depth < level:
            yield '<ul class="ticks">' if depth == 0 else '<ol type="a">'
            depth += 1
        text = escape(piece.text)
        if level:
            yield f"<li><span>{text}</span>"
        elif piece.kind == "label":
            if fold:
                yield "</div></details>"
            fold = True
            yield f'<details class="acc" open><summary class="acc-head"><span>{text}</span></summary><div class="acc-body">'
        elif piece.kind == "title":
            yield f'<div class="page-title"><h1>{text}</h1></div>'
        elif piece.kind == "heading":
            yield f'<h{piece.level + 2} class="sub"><span>{text}</span></h{piece.level + 2}>'
        elif piece.kind in ("table", "partners"):
            yield rows(piece)
        else:
            yield f'<div class="{"lede" if piece.kind == "agency" else "rte"}"><div>{text}</div></div>'
    while depth:
        yield "</li></ol>" if depth == 2 else "</li></ul>"
        depth -= 1
    if fold:
        yield "</div></details>"


def accordion(source: Source) -> bytes:
    """A page of a government portal: every question a fold, divisions for paragraphs, row heads in the tables."""
    return PORTAL.format(title=escape(source.first("title")), body="\n".join(folded(source.blocks))).encode()


def cover(canvas: Canvas, source: Source) -> None:
    """The first page: who reports, the title in a frame, the cycle at the foot."""
    canvas.setFont(SERIF, 13)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 120, source.first("agency"))
    wrapped = list(lines(source.first("title"), SERIF_BOLD, 22, WIDTH - 190))
    canvas.rect(80, HEIGHT - 330 - 28 * len(wrapped), WIDTH - 160, 28 * len(wrapped) + 40)
    canvas.setFont(SERIF_BOLD, 22)
    for at, line in enumerate(wrapped):
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 335 - 28 * at, line)
    canvas.setFont(SERIF, 11)
    canvas.drawCentredString(WIDTH / 2, 90, source.cycle)
    canvas.showPage()


def dossier(source: Source) -> bytes:
    """A printed dossier: a cover, narrow margins, running heads, page numbers half-way down the outer margin, rules under questions."""

    def ornament(canvas: Canvas, page: int) -> None:
        odd = page % 2 == 1
        canvas.setFont(SANS, 7.5)
        head = source.first("running_head") if odd else source.first("agency")
        (canvas.drawRightString if odd else canvas.drawString)(WIDTH - 46 if odd else 46, HEIGHT - 30, head)
        canvas.setFont(SANS_BOLD, 11)
        canvas.drawCentredString(WIDTH - 20 if odd else 20, HEIGHT / 2, str(page))

    sheet = Sheet(ornament, top=56, bottom=48, left=46, right=46, hyphens=True)
    cover(sheet.canvas, source)
    for piece in source.blocks:
        if piece.kind in ("title", "agency", "running_head"):
            continue
        if piece.kind == "heading":
            sheet.y -= 8
            sheet.text(piece.text, SANS_BOLD, 13.0 - piece.level, after=6, keep=50)
        elif piece.kind == "label":
            sheet.y -= 8
            sheet.text(piece.text, SERIF_BOLD, 12.5, after=3, keep=55)
            sheet.canvas.line(sheet.x, sheet.y, sheet.x + sheet.width, sheet.y)
            sheet.y -= 5
        elif piece.kind in ("table", "partners"):
            sheet.table(piece.header, piece.rows, shares(piece.header), SERIF, 9.5, ruled=True)
        elif piece.kind == "li":
            sheet.text(piece.text, SERIF, 10.5, indent=16 * piece.level, mark="•" if piece.level == 1 else "-", after=3)
        else:
            sheet.text(piece.text, SERIF, 10.5, after=6)
    return sheet.finish(source.first("title"))


def fields(source: Source) -> bytes:
    """Text of a form's fields: a short answer behind its question, lines of stars around headings, wrapped answers set in."""
    out: list[str] = []
    pieces = list(source.blocks)
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else piece
        if piece.kind in ("title", "section", "heading"):
            out += ["", "*" * FIELD_WIDTH, piece.text, "*" * FIELD_WIDTH, ""]
        elif piece.kind == "label":
            out += ["", piece.text]
        elif piece.kind == "p" and before.kind == "label" and before.text.endswith(":") and len(before.text + piece.text) < FIELD_WIDTH:
            out[-1] += " " + piece.text
        elif piece.kind == "li":
            out += wrap(piece.text, FIELD_WIDTH, initial_indent="   o ", subsequent_indent="     ", break_on_hyphens=False)
        elif piece.kind in ("table", "partners"):
            out += ["", *(" | ".join(row) for row in (piece.header, *piece.rows)), ""]
        else:
            out += ["", *wrap(piece.text, FIELD_WIDTH, break_on_hyphens=False), ""]
    return ("\r\n".join(out).strip() + "\r\n").encode()


LAYOUTS = {
    "html_accordion": accordion,
    "pdf_dossier": dossier,
    "text_fields": fields,
}
