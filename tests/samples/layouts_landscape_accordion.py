"""Further layouts: a landscape file with a cover and page numbers in the margin, a page of cards with answers that fold."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SERIF, SERIF_BOLD, shares
from tests.samples.sheet import Sheet
from tests.samples.source import Block, Source

LANDSCAPE = (841.89, 595.28)
SERIF_ITALIC = "Times-Italic"
FOOTNOTE = "Amounts are in current prices. Names of institutions are those in use when the report was closed."

PAGE = """<!DOCTYPE html>
<html lang="es-UY"><head><meta charset="utf-8"><title>{title}</title>
<style>details > summary {{ cursor: pointer }} .card {{ border: 1px solid #ccc; margin: 1em }} .fecha {{ color: gray }}</style></head>
<body class="interna">
<div class="cinta" role="banner"><div class="logo"><a href="/">gub</a></div>
<div class="menu" role="navigation"><a href="/institucional">Institucional</a>
<a href="/tramites">Trámites</a><a href="/noticias">Noticias</a></div></div>
<div class="migas" role="navigation" aria-label="breadcrumb"><span><a href="/">Inicio</a></span>
<span><a href="/informes">Informes</a></span></div>
<main class="contenido">
{body}
</main>
<footer class="pie"><div>Mesa de entrada: lunes a viernes, 10 a 16 h</div><div>Accesibilidad · Mapa del sitio</div></footer>
<script>document.querySelectorAll("details").forEach(d => d.open = true);</script>
</body></html>
"""


def pieces(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The blocks of one answer: items in a list of divs with a role, tables as grids with a caption row, sub-headings in bold divs."""
    listing = False
    for piece in blocks:
        if listing and piece.kind != "li":
            yield "</div>"
            listing = False
        text = escape(piece.text)
        if piece.kind == "li":
            if not listing:
                yield '<div role="list" class="lista">'
                listing = True
            yield f'<div role="listitem" class="nivel-{piece.level}"><span>{text}</span></div>'
        elif piece.kind == "heading":
            yield f'<h{piece.level + 2} class="sub">{text}</h{piece.level + 2}>'
        elif piece.kind in ("table", "partners"):
            head = "".join(f"<th>{escape(cell)}</th>" for cell in piece.header)
            rows = "\n".join("<tr>" + "".join(f"<td><div>{escape(cell)}</div></td>" for cell in row) + "</tr>" for row in piece.rows)
            yield f'<div class="tabla"><table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'
        else:
            yield f'<div class="parrafo"><p>{text}</p></div>'
    if listing:
        yield "</div>"


def accordion(source: Source) -> bytes:
    """A ministry's page of cards: every question is the summary of a fold, its answer stands inside nested divs."""
    out, answer = [f"<header><h1>{escape(source.first('title'))}</h1></header>"], list[Block]()

    def close() -> None:
        if answer:
            out.extend(['<div class="card-body"><div class="respuesta">', *pieces(tuple(answer)), "</div></div></details></section>"])
            answer.clear()

    for piece in source.blocks:
        if piece.kind == "label":
            close()
            out.append(f'<section class="card"><details open><summary><h2>{escape(piece.text)}</h2></summary>')
        elif piece.kind != "title":
            answer.append(piece)
    close()
    return PAGE.format(title=escape(source.first("title")), body="\n".join(out)).encode()


class Landscape(Sheet):
    """A sheet on its side, its only column between wide margins."""

    def __init__(self, head: str) -> None:
        super().__init__(lambda canvas, page: margin(canvas, page, head))
        self.canvas.setPageSize(LANDSCAPE)
        self.left, self.width = 110.0, LANDSCAPE[0] - 200.0
        self.bottom, self.top = 58.0, LANDSCAPE[1] - 62.0
        self.y = self.top


def margin(canvas: Canvas, page: int, head: str) -> None:
    """What every page but the cover carries: a running head in italics, a rule, the number half-way down the outer margin."""
    if page == 1:
        return
    canvas.setFont(SERIF_ITALIC, 9)
    canvas.drawCentredString(LANDSCAPE[0] / 2, LANDSCAPE[1] - 38, head)
    canvas.line(110, LANDSCAPE[1] - 44, LANDSCAPE[0] - 90, LANDSCAPE[1] - 44)
    canvas.setFont(SERIF, 11)
    canvas.drawString(LANDSCAPE[0] - 46 if page % 2 else 34, LANDSCAPE[1] / 2, str(page))
    if page == 2:
        canvas.line(110, 46, 240, 46)
        canvas.setFont(SERIF, 8)
        canvas.drawString(110, 36, FOOTNOTE)


def dossier(source: Source) -> bytes:
    """A landscape file: a cover, running heads, page numbers in the outer margin, a footnote, headings in capitals or italics."""
    sheet = Landscape(source.first("running_head"))
    canvas, middle = sheet.canvas, LANDSCAPE[0] / 2
    canvas.setFont(SERIF_BOLD, 24)
    canvas.drawCentredString(middle, 360, source.first("title"))
    canvas.setFont(SERIF, 14)
    canvas.drawCentredString(middle, 320, source.first("agency"))
    sheet.turn()
    for piece in source.blocks:
        if piece.kind in ("title", "agency", "running_head"):
            continue
        if piece.kind == "heading":
            sheet.y -= 6 if piece.level == 1 else 2
            sheet.text(piece.text, SERIF_BOLD if piece.level == 1 else SERIF_ITALIC, 14 if piece.level == 1 else 12, after=5, keep=50)
        elif piece.kind == "label":
            sheet.text(piece.text, SERIF_BOLD, 11, after=3, keep=40)
        elif piece.kind == "li":
            sheet.text(piece.text, SERIF, 11, indent=20, mark="–", after=4)
        elif piece.kind in ("table", "partners"):
            sheet.table(piece.header, piece.rows, shares(piece.header), SERIF, 10.5, ruled=True)
        else:
            sheet.text(piece.text, SERIF, 11, after=7)
    return sheet.finish(source.first("title"))


LAYOUTS = {
    "html_w5_accordion": accordion,
    "pdf_w5_dossier": dossier,
}
