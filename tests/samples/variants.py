"""Further layouts: a page and a report as word processors save them, a form with its questions in the margin, Markdown."""

from __future__ import annotations

from html import escape
from itertools import takewhile

import docx
from reportlab.pdfgen.canvas import Canvas

from tests.samples.press import SANS, SANS_BOLD, shares, write
from tests.samples.sheet import HEIGHT, WIDTH, Sheet, lines
from tests.samples.source import Block, Source
from tests.samples.word import body, save

WORD_PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Word 15">
<title>{title}</title>
<style><!-- p.MsoNormal {{margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}}
@page WordSection1 {{size:595.3pt 841.9pt;}} --></style></head>
<body lang=FR style='tab-interval:35.4pt'><div class=WordSection1>
{body}
</div></body></html>
"""


def nested(pieces: list[Block]) -> list[str]:
    """A list in HTML; items of level 2 stand in a list inside the item above them."""
    out, inside = ["<ul style='margin-top:0cm' type=disc>"], False
    for nth, piece in enumerate(pieces):
        if piece.level > 1 and not inside:
            out.append("<ul type=circle>")
            inside = True
        elif piece.level == 1 and inside:
            out.append("</ul></li>")
            inside = False
        last_of_item = nth + 1 == len(pieces) or pieces[nth + 1].level == 1 or piece.level > 1
        out.append(f"<li class=MsoNormal><span lang=FR>{escape(piece.text)}</span>" + ("</li>" if last_of_item else ""))
    return [*out, *(["</ul></li>"] if inside else []), "</ul>"]


def word_page(source: Source) -> bytes:
    """A page saved from a word processor: spans in every paragraph, empty paragraphs, tables whose first row is only bold."""
    out: list[str] = []
    pieces = list(source.blocks)
    while pieces:
        piece = pieces.pop(0)
        text = f"<span lang=FR>{escape(piece.text)}<o:p></o:p></span>"
        if piece.kind == "li":
            group = [piece, *takewhile(lambda other: other.kind == "li", pieces)]
            del pieces[: len(group) - 1]
            out += nested(group)
        elif piece.kind == "title":
            out.append(f"<p class=MsoTitle>{text}</p>")
        elif piece.kind == "heading":
            out.append(f"<h{piece.level + 1}>{text}</h{piece.level + 1}>")
        elif piece.kind == "label":
            out.append(f"<p class=MsoNormal><b>{text}</b></p>")
        elif piece.kind in ("table", "partners"):
            head = "".join(f"<td><p class=MsoNormal><b>{escape(cell)}</b></p></td>" for cell in piece.header)
            rows = ["".join(f"<td><p class=MsoNormal>{escape(cell)}</p></td>" for cell in row) for row in piece.rows]
            out += ["<table class=MsoTableGrid border=1>", *(f"<tr>{row}</tr>" for row in (head, *rows)), "</table>"]
        else:
            out += [f"<p class=MsoNormal>{text}</p>", "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"]
    return WORD_PAGE.format(title=escape(source.first("title")), body="\n".join(out)).encode()


def outline(source: Source) -> bytes:
    """A report in outline: headings of three levels, labels in bold, lists of two levels, a foot on every page."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = source.first("title")
    for piece in source.blocks:
        if piece.kind == "title":
            document.add_paragraph(piece.text, "Title")
        elif piece.kind == "li" and piece.level > 1:
            document.add_paragraph(piece.text, "List Bullet 2")
        else:
            body(document, piece)
    return save(document, source.first("title"))


def sidehead(source: Source) -> bytes:
    """A form with its questions in the left margin and the answers beside them, a thin rule above each."""

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SANS, 8)
        canvas.drawRightString(WIDTH - 60, HEIGHT - 40, source.first("title"))
        canvas.drawCentredString(WIDTH / 2, 36, f"{page}")

    margin, start = 60.0, 215.0
    sheet = Sheet(ornament, left=start, right=60)
    floor = (0, 0.0)
    for piece in source.blocks:
        if piece.kind == "title":
            sheet.canvas.setFont(SANS_BOLD, 15)
            sheet.canvas.drawString(margin, sheet.y, piece.text)
            sheet.y -= 22
        elif piece.kind == "label":
            if floor[0] == sheet.page:
                sheet.y = min(sheet.y, floor[1])
            question = list(lines(piece.text, SANS_BOLD, 9, start - margin - 20))
            sheet.need(len(question) * 11 + 20)
            sheet.canvas.line(margin, sheet.y, WIDTH - 60, sheet.y)
            sheet.canvas.setFont(SANS_BOLD, 9)
            for at, line in enumerate(question):
                sheet.canvas.drawString(margin, sheet.y - 13 - at * 11, line)
            floor = (sheet.page, sheet.y - 22 - len(question) * 11)
        elif piece.kind in ("table", "partners"):
            sheet.table(piece.header, piece.rows, shares(piece.header), SANS, 9, ruled=True)
        else:
            write(sheet, piece, SANS, SANS_BOLD, 10)
    return sheet.finish(source.first("title"))


def markdown(source: Source) -> bytes:
    """Markdown: number signs before headings, stars around labels, tables drawn with bars."""
    out: list[str] = []
    for piece in source.blocks:
        if piece.kind in ("title", "heading"):
            out += ["#" * (1 if piece.kind == "title" else piece.level + 1) + " " + piece.text, ""]
        elif piece.kind == "label":
            out += [f"**{piece.text}**", ""]
        elif piece.kind == "li":
            out += ["  " * (piece.level - 1) + "- " + piece.text]
        elif piece.kind in ("table", "partners"):
            rule = tuple("---" for _ in piece.header)
            out += ["", *("| " + " | ".join(row) + " |" for row in (piece.header, rule, *piece.rows)), ""]
        else:
            out += [piece.text, ""]
    spaced = [line for at, line in enumerate(out) for line in (["", line] if starts_text(out, at) else [line])]
    return ("\n".join(spaced) + "\n").encode()


def starts_text(out: list[str], at: int) -> bool:
    """Whether line `at` follows a list without being part of it."""
    return at > 0 and out[at - 1].lstrip().startswith("- ") and bool(out[at]) and not out[at].lstrip().startswith("- ")


LAYOUTS = {
    "html_word": word_page,
    "docx_outline": outline,
    "pdf_sidehead": sidehead,
    "text_markdown": markdown,
}
