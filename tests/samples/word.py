"""DOCX layouts."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from itertools import takewhile

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tests.samples.source import Block, Source

STAMP = (2020, 1, 1, 0, 0, 0)


def save(document: Document, title: str) -> bytes:
    """The file's bytes; the same document always gives the same ones."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = title, "", ""
    core.created = core.modified = datetime(*STAMP)
    raw, fixed = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(parts.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            out.writestr(zipfile.ZipInfo(name, STAMP), parts.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def bold(paragraph: Paragraph, text: str) -> None:
    """Adds a bold run."""
    paragraph.add_run(text).bold = True


def fill(grid: Table, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    """Writes a head and rows into a table that has one empty row."""
    for cell, text in zip(grid.rows[0].cells, header, strict=True):
        bold(cell.paragraphs[0], text)
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text


def body(document: Document, piece: Block) -> None:
    """One block under the styles of a word processor."""
    if piece.kind == "heading":
        document.add_heading(piece.text, piece.level)
    elif piece.kind == "li":
        document.add_paragraph(piece.text, "List Bullet")
    elif piece.kind == "label":
        bold(document.add_paragraph(), piece.text)
    elif piece.kind in ("table", "partners"):
        grid = document.add_table(1, len(piece.header))
        grid.style = "Table Grid"
        fill(grid, piece.header, piece.rows)
    else:
        document.add_paragraph(piece.text)


def report(source: Source) -> bytes:
    """A whole report: title, headings, bullet lists, ruled tables."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Quadrennial Periodic Report 2016"
    for piece in source.blocks:
        if piece.kind == "title":
            document.add_paragraph(piece.text, "Title")
        else:
            body(document, piece)
    return save(document, source.first("title"))


def into_cell(cell: _Cell, piece: Block) -> None:
    """One block of an answer inside a table cell."""
    if piece.kind == "partners":
        fill(cell.add_table(1, len(piece.header)), piece.header, piece.rows)
        return
    paragraph = cell.add_paragraph(style="List Bullet" if piece.kind == "li" else None)
    if piece.kind == "heading":
        bold(paragraph, piece.text)
    else:
        paragraph.add_run(piece.text)


def layout_tables(source: Source) -> bytes:
    """A form drawn as a table of two columns: the question at the left, the answer at the right."""
    document = docx.Document()
    document.add_paragraph(source.first("title"), "Title")
    grid = document.add_table(0, 2)
    grid.style = "Table Grid"
    pieces = list(source.blocks)
    for at, piece in enumerate(pieces):
        if piece.kind != "label":
            continue
        row = grid.add_row()
        bold(row.cells[0].paragraphs[0], piece.text)
        answer = row.cells[1]
        for part in takewhile(lambda other: other.kind != "label", pieces[at + 1 :]):
            into_cell(answer, part)
        empty = answer.paragraphs[0]
        empty._p.getparent().remove(empty._p)
        if answer._element[-1].tag.endswith("}tbl"):
            answer.add_paragraph()
    return save(document, source.first("title"))


def measures(source: Source) -> bytes:
    """A list of measures, each with a title, its organization in italics, questions in bold and answers."""
    document = docx.Document()
    first = True
    for piece in source.blocks:
        if piece.kind == "title":
            document.add_paragraph(piece.text, "Title" if first else "Heading 2")
            first = False
        elif piece.kind == "agency":
            document.add_paragraph().add_run(piece.text).italic = True
        elif piece.kind == "note":
            document.add_heading(piece.text, 1)
        elif piece.kind == "partners" and piece.form == "list":
            for name, _ in piece.rows:
                document.add_paragraph(name)
        else:
            body(document, piece)
    return save(document, source.first("title"))


LAYOUTS = {
    "docx_report": report,
    "docx_layout_tables": layout_tables,
    "docx_measures": measures,
}
