"""Word documents of many makes around one whole report."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.whole_reports import RUNNING, Part, Whole


def _bytes(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _body(made: Any, part: Part, *, items: str = "List Bullet") -> None:
    for text in part.paragraphs:
        made.add_paragraph(text)
    for text in part.items:
        made.add_paragraph(text, style=items)
    if part.rows:
        table = made.add_table(rows=0, cols=len(part.rows[0]), style="Table Grid")
        for row in part.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text


def _fill(cell: Any, part: Part) -> None:
    texts = [*part.paragraphs, *(f"- {text}" for text in part.items), *("; ".join(row) for row in part.rows[1:])]
    cell.text = texts[0] if texts else ""
    for text in texts[1:]:
        cell.add_paragraph(text)


def styles(report: Whole) -> bytes:
    """Heading styles of two levels, running head and page number."""
    made = Document()
    made.sections[0].header.paragraphs[0].text = RUNNING
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.add_heading(report.title, 0)
    for part in report.parts:
        made.add_heading(part.heading, 2 if part.deep else 1)
        _body(made, part)
    return _bytes(made)


def numbered_styles(report: Whole) -> bytes:
    """Heading styles with numbers that the word processor counts."""
    made = Document()
    made.add_heading(report.title, 0)
    for part in report.parts:
        heading = made.add_heading(part.heading, 2 if part.deep else 1)
        properties = heading._p.get_or_add_pPr()
        number = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", "1" if part.deep else "0"), ("w:numId", "1")):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            number.append(element)
        properties.append(number)
        _body(made, part)
    return _bytes(made)


def bold_numbered(report: Whole) -> bytes:
    """Bold numbered list items for headings."""
    made = Document()
    made.add_paragraph().add_run(report.title).bold = True
    for part in report.parts:
        made.add_paragraph(style="List Number").add_run(part.heading).bold = True
        _body(made, part)
    return _bytes(made)


def underlined(report: Whole) -> bytes:
    """Underlined lines for headings, typed bullets."""
    made = Document()
    made.add_paragraph(report.title)
    for part in report.parts:
        made.add_paragraph("")
        made.add_paragraph().add_run(part.heading).underline = True
        for text in part.paragraphs:
            made.add_paragraph(text)
        for text in part.items:
            made.add_paragraph(f"– {text}")
        _body(made, Part("", "", rows=part.rows))
    return _bytes(made)


def all_capitals(report: Whole) -> bytes:
    """Headings typed in small letters and shown in capitals."""
    made = Document()
    made.add_paragraph(report.title)
    for part in report.parts:
        made.add_paragraph().add_run(part.heading).font.all_caps = True
        _body(made, part)
    return _bytes(made)


def plain(report: Whole) -> bytes:
    """Nothing but lines of one style, an empty one before each heading."""
    made = Document()
    made.add_paragraph(report.title)
    for part in report.parts:
        made.add_paragraph("")
        made.add_paragraph(part.heading)
        _body(made, part)
    return _bytes(made)


def form_table(report: Whole) -> bytes:
    """One table: chapters over the whole width, questions beside their answers, data below."""
    made = Document()
    made.add_paragraph(report.title)
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for part in report.parts:
        row = table.add_row().cells
        if part.deep and part.field:
            row[0].text = part.heading
            _fill(row[1], part)
            continue
        row[0].merge(row[1]).text = part.heading
        if part.paragraphs:
            row = table.add_row().cells
            _fill(row[0].merge(row[1]), part)
    return _bytes(made)


def boxed_headings(report: Whole) -> bytes:
    """Each heading in a shaded table of one cell."""
    made = Document()
    made.add_paragraph(report.title)
    for part in report.parts:
        made.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0).text = part.heading
        _body(made, part)
    return _bytes(made)


def control_values(report: Whole) -> bytes:
    """`Heading: value`, the value of a short answer in a content control inside the line."""
    made = Document()
    made.add_paragraph(report.title)
    for part in report.parts:
        if not (part.deep and part.field and part.paragraphs):
            made.add_paragraph().add_run(part.heading).bold = True
            _body(made, part)
            continue
        line = made.add_paragraph(f"{part.heading}: ")
        line._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:r><w:t xml:space='preserve'>{escape(part.paragraphs[0])}</w:t></w:r>"
                "</w:sdtContent></w:sdt>"
            )
        )
        _body(made, Part("", "", part.paragraphs[1:], part.items, part.rows))
    return _bytes(made)


LAYOUTS: dict[str, Callable[[Whole], bytes]] = {
    make.__name__: make
    for make in (
        styles,
        numbered_styles,
        bold_numbered,
        underlined,
        all_capitals,
        plain,
        form_table,
        boxed_headings,
        control_values,
    )
}
NO_ROWS = frozenset({"form_table"})
"""Layouts that leave the tables out."""
