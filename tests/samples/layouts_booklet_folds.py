"""Further layouts: a booklet in landscape with a cover, a ministry's page whose sections fold open."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS, SANS_BOLD, SERIF, SERIF_BOLD, shares
from tests.samples.sheet import HEIGHT, WIDTH, Sheet, lines
from tests.samples.source import Block, Source

EDGE, GUTTER = 58.0, 28.0
FOLDS = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title} | Portail de la culture</title>
<meta property="og:title" content="{title}"><style>details > summary {{ cursor: pointer }} .hint {{ display: none }}</style></head>
<body><div id="page"><div class="alert" role="alert"><p>Ce site utilise des cookies.</p><button>J'accepte</button></div>
<header><div class="brand"><a href="/">Portail de la culture</a></div>
<nav><ul><li><a href="/ministere">Le Ministère</a></li><li><a href="/agenda">Agenda 2021</a></li>
<li><a href="/presse">Presse</a></li></ul></nav></header>
<main>
<div class="hero"><h1>{title}</h1></div>
<div class="grid">
{body}
</div>
</main>
<aside class="share"><p>Partager</p><ul><li><a href="#f">Facebook</a></li><li><a href="#x">X</a></li></ul></aside>
<footer><div><p>Nous écrire | Mentions légales</p></div></footer>
</div><script>document.querySelectorAll("details").forEach(d => d.open = true); // 2019</script></body></html>
"""


class Broad(Sheet):
    """A sheet on its side, in two columns."""

    def __init__(self, source: Source) -> None:
        def ornament(canvas: Canvas, page: int) -> None:
            canvas.setFont(SANS, 7.5)
            canvas.drawString(EDGE, WIDTH - 30, source.first("running_head"))
            canvas.line(EDGE, WIDTH - 35, HEIGHT - EDGE, WIDTH - 35)
            canvas.setFont(SANS_BOLD, 9)
            outer = HEIGHT - 30 if page % 2 else 30
            canvas.drawCentredString(outer, WIDTH / 2, str(page))

        super().__init__(ornament, bottom=45, left=EDGE, columns=2, gutter=GUTTER)
        self.canvas.setPageSize((HEIGHT, WIDTH))
        self.top = self.y = WIDTH - 55
        self.width = (HEIGHT - 2 * EDGE - GUTTER) / 2

    def cover(self, title: str, agency: str) -> None:
        """A first page, which has no number."""
        y = WIDTH * 0.62
        for line in lines(title, SERIF_BOLD, 26, HEIGHT - 4 * EDGE):
            self.canvas.setFont(SERIF_BOLD, 26)
            self.canvas.drawCentredString(HEIGHT / 2, y, line)
            y -= 34
        self.canvas.setFont(SERIF, 13)
        self.canvas.drawCentredString(HEIGHT / 2, y - 20, agency)
        self.canvas.showPage()


def booklet(source: Source) -> bytes:
    """A booklet in landscape: a cover, two columns, a running head, the page number in the outer margin, sans-serif headings."""
    sheet = Broad(source)
    sheet.cover(source.first("title"), source.first("agency"))
    for piece in source.blocks:
        if piece.kind in ("title", "agency", "running_head"):
            continue
        if piece.kind in ("table", "partners"):
            sheet.table(piece.header, piece.rows, shares(piece.header), SERIF, 9, ruled=True)
        elif piece.kind == "li":
            indent = 14.0 * piece.level
            sheet.text(piece.text, SERIF, 10, indent=indent, mark="•" if piece.level == 1 else "–", after=3)
        elif piece.kind in ("heading", "section", "note"):
            sheet.y -= 4
            sheet.text(piece.text, SANS_BOLD, {1: 13, 2: 11}.get(piece.level, 10), after=5, keep=45)
        elif piece.kind == "label":
            sheet.text(piece.text, SANS_BOLD, 9, after=3, keep=35)
        else:
            sheet.text(piece.text, SERIF, 10, after=6)
    return sheet.finish(source.first("title"))


def listed(pieces: list[Block]) -> Iterator[str]:
    """Items as a list, those of level 2 in a list inside the item above them."""
    depth = 0
    for piece in pieces:
        while depth > piece.level:
            yield "</li></ul>"
            depth -= 1
        if depth == piece.level:
            yield "</li>"
        while depth < piece.level:
            yield '<ul class="dots">'
            depth += 1
        yield f'<li><span class="txt">{escape(piece.text)}</span>'
    yield "</li></ul>" * depth


def grid(piece: Block) -> str:
    """A table whose rows begin with a head cell."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in piece.header)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in piece.rows
    )
    return f'<div class="scroll"><table><tbody><tr>{head}</tr>\n{rows}</tbody></table></div>'


def folds(source: Source) -> bytes:
    """A page of cards: every question is the summary of a fold, answers are nested divs, headings inside an answer are divs with a role."""
    out: list[str] = []
    inside, items = False, list[Block]()
    for piece in (*source.blocks, Block("end")):
        if items and piece.kind != "li":
            out.extend(listed(items))
            items = []
        if inside and (piece.kind in ("label", "section", "end", "agency") or (piece.kind == "heading" and piece.level < 3)):
            out.append("</div></div></details></section>")
            inside = False
        text = escape(piece.text)
        if piece.kind == "li":
            items.append(piece)
        elif piece.kind == "label":
            out.append(f'<section class="card"><details open><summary><span>{text}</span></summary><div class="panel"><div class="answer">')
            inside = True
        elif piece.kind == "heading":
            tag = f'<div role="heading" aria-level="{piece.level + 1}"><b>{text}</b></div>'
            out.append(tag if inside else f"<h{piece.level + 1}>{text}</h{piece.level + 1}>")
        elif piece.kind in ("table", "partners"):
            out.append(grid(piece))
        elif piece.kind == "agency":
            out.append(f'<div class="agency">{text}</div>')
        elif piece.kind in ("section", "note"):
            out.append(f"<h2>{text}</h2>")
        elif piece.kind == "p":
            out.append(f'<div class="txt"><div>{text}</div></div>')
    return FOLDS.format(title=escape(source.first("title")), body="\n".join(out)).encode()


LAYOUTS = {
    "pdf_booklet": booklet,
    "html_folds": folds,
}
