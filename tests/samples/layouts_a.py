"""Further layouts: a report typed without styles, a form with tinted questions, an article with ordered lists, text taken out of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import wrap

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS, SANS_BOLD, shares, write
from tests.samples.sheet import WIDTH, Sheet, lines
from tests.samples.source import Block, Source
from tests.samples.text import columns
from tests.samples.word import bold, fill, save

ARTICLE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>.q {{ color: #0a558c }} .print {{ float: right }}</style></head>
<body><div class="topbar"><a href="#content">Skip to content</a>
<ul class="lang"><li><a href="?l=en">EN</a></li><li><a href="?l=id">ID</a></li></ul></div>
<header><nav aria-label="Main"><ul><li><a href="/profile">Profile</a></li><li><a href="/news">News</a></li>
<li><a href="/ppid">Public information</a></li></ul></nav></header>
<main id="content"><article>
<p class="print"><button type="button">Print this page</button></p>
{body}
</article></main>
<footer><p>Copyright 2024. Call centre 1500 177</p></footer>
</body></html>
"""
PAGE_LINES, LINE = 54, 92


def typed(document: Document, piece: Block) -> None:
    """One block as somebody types it who knows no styles: bold or underlined lines, hyphens before items."""
    paragraph = document.add_paragraph() if piece.kind not in ("table", "partners") else None
    if paragraph is None:
        grid = document.add_table(1, len(piece.header))
        fill(grid, piece.header, piece.rows)
        document.add_paragraph()
    elif piece.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        bold(paragraph, piece.text)
    elif piece.kind == "agency":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(piece.text)
    elif piece.kind == "label":
        bold(paragraph, piece.text)
    elif piece.kind == "heading":
        run = paragraph.add_run(piece.text)
        run.bold = run.underline = True
    elif piece.kind == "li":
        paragraph.add_run(f"-\t{piece.text}")
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.add_run(piece.text)


def unstyled(source: Source) -> bytes:
    """A report typed without styles, with an empty paragraph before every question."""
    document = docx.Document()
    for piece in source.blocks:
        if piece.kind == "label":
            document.add_paragraph()
        typed(document, piece)
    return save(document, "")


def bands(source: Source) -> bytes:
    """A form whose questions and headings stand on tinted bands; dashes before items, the title and the page in the foot."""

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SANS, 8)
        canvas.drawString(64, 34, source.first("title"))
        canvas.drawRightString(WIDTH - 64, 34, f"{page}")
        canvas.line(64, 46, WIDTH - 64, 46)

    sheet = Sheet(ornament, top=64, bottom=64, left=64, right=64)
    for piece in source.blocks:
        if piece.kind in ("label", "heading"):
            band(sheet, piece)
        elif piece.kind == "li":
            sheet.text(piece.text, SANS, 10, indent=16, mark="–", after=3)
        elif piece.kind in ("table", "partners"):
            sheet.table(piece.header, piece.rows, shares(piece.header), SANS, 9, ruled=True)
        else:
            write(sheet, piece, SANS, SANS_BOLD, 10)
    return sheet.finish(source.first("title"))


def band(sheet: Sheet, piece: Block) -> None:
    """A question or heading on a tinted ground as wide as the column; the deeper the level, the lighter."""
    size = 12.0 if piece.kind == "heading" and piece.level == 1 else 10.0
    wrapped = list(lines(piece.text, SANS_BOLD, size, sheet.width - 12))
    height = len(wrapped) * size * 1.3 + 6
    sheet.need(height + 50)
    sheet.y -= 6
    sheet.canvas.setFillGray(0.82 if size > 10 else 0.92)
    sheet.canvas.rect(sheet.x, sheet.y - height, sheet.width, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.canvas.setFont(SANS_BOLD, size)
    for at, line in enumerate(wrapped):
        sheet.canvas.drawString(sheet.x + 6, sheet.y - size * 1.3 * (at + 1), line)
    sheet.y -= height + 5


def grid(piece: Block) -> str:
    """A table whose head is only a first row of th."""
    head = "<tr>" + "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in piece.header) + "</tr>"
    rows = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in piece.rows)
    return "\n".join(("<div class='table-responsive'><table class='table'>", head, *rows, "</table></div>"))


def ordered(pieces: tuple[Block, ...]) -> Iterator[str]:
    """The blocks as HTML; neighbouring items become one ordered list, those of level 2 a list of dots inside it."""
    depth = 0
    for piece in pieces:
        level = piece.level if piece.kind == "li" else 0
        while depth > level:
            yield "</li></ul>" if depth == 2 else "</li></ol>"
            depth -= 1
        if level and depth == level:
            yield "</li>"
        while depth < level:
            yield "<ol>" if depth == 0 else "<ul>"
            depth += 1
        text = escape(piece.text)
        if level:
            yield f"<li>{text}"
        elif piece.kind in ("title", "heading"):
            tag = "h1" if piece.kind == "title" else f"h{piece.level + 1}"
            yield f"<{tag}>{text}</{tag}>"
        elif piece.kind == "label":
            yield f'<p class="q"><b>{text}</b></p>'
        elif piece.kind in ("table", "partners"):
            yield grid(piece)
        elif piece.kind == "agency":
            yield f'<p class="unit">{text}</p>'
        else:
            yield f"<p>{text}</p>"
    while depth:
        yield "</li></ul>" if depth == 2 else "</li></ol>"
        depth -= 1


def article(source: Source) -> bytes:
    """An article on a ministry's site: questions in bold, numbered lists with lists of dots inside, tables without a thead."""
    return ARTICLE.format(title=escape(source.first("title")), body="\n".join(ordered(source.blocks))).encode()


def extract(source: Source) -> bytes:
    """Text taken out of a PDF: form feeds, a running head and a page number on every page, lined-up tables; pages end between blocks."""
    pages: list[list[str]] = [[]]
    for piece in source.blocks:
        if piece.kind == "running_head":
            continue
        if piece.kind == "li":
            block = wrap(piece.text, LINE - 5, initial_indent="  • ", subsequent_indent="    ")
        elif piece.kind in ("table", "partners"):
            block = columns(piece.header, piece.rows)
        else:
            block = wrap(piece.text, LINE)
        if len(pages[-1]) + len(block) > PAGE_LINES:
            pages.append([])
        pages[-1] += [*block, ""]
    head = source.first("running_head")
    return "\f".join(
        "\n".join(([head, ""] if head else []) + page + [str(number).rjust(LINE // 2), ""]) for number, page in enumerate(pages, 1)
    ).encode()


LAYOUTS = {
    "docx_unstyled": unstyled,
    "pdf_bands": bands,
    "html_article": article,
    "text_extract": extract,
}
