"""Word documents of many makes around one report: each function prints a `Report` its own way."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.layout_reports import Answer, Report


def _bare(label: str) -> str:
    return label.rstrip(" :")


def _bytes(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _open(report: Report, *, styled: bool = True) -> Any:
    made = Document()
    if styled:
        made.add_heading(report.title, 0)
    else:
        made.add_paragraph().add_run(report.title).bold = True
    made.add_paragraph(report.agency)
    return made


def _partners(made: Any, answer: Answer, report: Report, *, header: bool = True) -> None:
    if not answer.partners:
        return
    rows = [report.header] if header else []
    rows += [(name, kind) for name, kind, _ in answer.partners]
    table = made.add_table(rows=len(rows), cols=2, style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _fill(cell: Any, answer: Answer, *, typed: bool = True) -> None:
    texts = [*answer.paragraphs, *(f"- {text}" if typed else text for text in answer.items)]
    texts += [f"{name} - {kind}" for name, kind, _ in answer.partners]
    cell.text = texts[0] if texts else ""
    for text in texts[1:]:
        cell.add_paragraph(text)


def question_rows(report: Report) -> bytes:
    """One table: number, question, answer."""
    made = _open(report)
    table = made.add_table(rows=0, cols=3, style="Table Grid")
    for number, a in enumerate(report.answers, start=1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number), _bare(a.label)
        _fill(cells[2], a)
    return _bytes(made)


def headed_question_rows(report: Report) -> bytes:
    """The same under a row that names the columns."""
    made = _open(report)
    table = made.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("No.", "Question", "Answer"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for number, a in enumerate(report.answers, start=1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{number}.", _bare(a.label)
        _fill(cells[2], a)
    return _bytes(made)


def stacked_rows(report: Report) -> bytes:
    """One column: a row for the question, a row for the answer."""
    made = _open(report)
    table = made.add_table(rows=0, cols=1, style="Table Grid")
    for a in report.answers:
        table.add_row().cells[0].text = _bare(a.label)
        _fill(table.add_row().cells[0], a)
    return _bytes(made)


def merged_rows(report: Report) -> bytes:
    """Two columns, merged for every question and every answer, on a landscape page."""
    made = _open(report)
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, section.page_height, section.page_width
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for a in report.answers:
        row = table.add_row().cells
        row[0].merge(row[1]).text = _bare(a.label)
        if a.partners:
            for name, kind, _ in a.partners:
                row = table.add_row().cells
                row[0].text, row[1].text = name, kind
            continue
        row = table.add_row().cells
        _fill(row[0].merge(row[1]), a)
    return _bytes(made)


def bold_headings(report: Report) -> bytes:
    """No styles: bold lines for headings, an empty paragraph for white space."""
    made = _open(report, styled=False)
    for a in report.answers:
        made.add_paragraph("")
        made.add_paragraph().add_run(_bare(a.label)).bold = True
        for text in a.paragraphs:
            made.add_paragraph(text)
        for text in a.items:
            made.add_paragraph(f"•\t{text}")
        _partners(made, a, report)
    return _bytes(made)


def plain_headings(report: Report) -> bytes:
    """No styles and no bold type: labels in capitals with a number."""
    made = _open(report, styled=False)
    for number, a in enumerate(report.answers, start=1):
        made.add_paragraph(f"{number}. {_bare(a.label).upper()}")
        for text in a.paragraphs:
            made.add_paragraph(text)
        for text in a.items:
            made.add_paragraph(f"- {text}")
        _partners(made, a, report, header=False)
    return _bytes(made)


def soft_breaks(report: Report) -> bytes:
    """One paragraph a question: bold label, soft line break, answer, soft line breaks between its parts."""
    made = _open(report)
    for a in report.answers:
        paragraph = made.add_paragraph()
        paragraph.add_run(_bare(a.label)).bold = True
        for text in [*a.paragraphs, *(f"• {text}" for text in a.items)]:
            paragraph.add_run().add_break()
            paragraph.add_run(text)
        _partners(made, a, report)
    return _bytes(made)


def run_in(report: Report) -> bytes:
    """Bold labels that run into their answers."""
    made = _open(report)
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{_bare(a.label)} : ").bold = True
        paragraph.add_run(first)
        for text in more:
            made.add_paragraph(text)
        for text in a.items:
            made.add_paragraph(text, style="List Bullet")
        _partners(made, a, report)
    return _bytes(made)


def heading_styles(report: Report) -> bytes:
    """Heading styles for the questions, list styles for the items."""
    made = _open(report)
    for a in report.answers:
        made.add_heading(_bare(a.label), 2)
        for text in a.paragraphs:
            made.add_paragraph(text)
        for text in a.items:
            made.add_paragraph(text, style="List Number")
        _partners(made, a, report)
    return _bytes(made)


def _box(texts: list[str]) -> Any:
    inner = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>" for text in texts)
    return parse_xml(
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def text_boxes(report: Report) -> bytes:
    """The question as a paragraph, the answer in a text box anchored in it."""
    made = _open(report)
    for a in report.answers:
        paragraph = made.add_paragraph(a.label)
        texts = [*a.paragraphs, *(f"• {text}" for text in a.items)]
        if texts:
            paragraph._p.append(_box(texts))
        _partners(made, a, report)
    return _bytes(made)


def content_controls(report: Report) -> bytes:
    """Each answer in a content control, as a form made for filling in has them."""
    made = _open(report)
    for a in report.answers:
        made.add_paragraph(_bare(a.label))
        texts = [*a.paragraphs, *(f"• {text}" for text in a.items)]
        inner = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>" for text in texts)
        if texts:
            control = f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val='Answer'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
            made.element.body.insert(len(made.element.body) - 1, parse_xml(control))
        _partners(made, a, report)
    return _bytes(made)


def framed_answers(report: Report) -> bytes:
    """The question as a paragraph, the answer in a table of one cell."""
    made = _open(report)
    for a in report.answers:
        made.add_paragraph(_bare(a.label))
        if a.partners:
            _partners(made, a, report)
            continue
        _fill(made.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0), a)
    return _bytes(made)


def tab_stops(report: Report) -> bytes:
    """Label, tab, answer in one paragraph; the rest below."""
    made = _open(report)
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        made.add_paragraph(f"{_bare(a.label)}:\t{first}".rstrip())
        for text in more:
            made.add_paragraph(text)
        for text in a.items:
            made.add_paragraph(text, style="List Bullet")
        _partners(made, a, report)
    return _bytes(made)


def boxed_labels(report: Report) -> bytes:
    """Each question in a text box above its answer."""
    made = _open(report)
    for a in report.answers:
        made.add_paragraph()._p.append(_box([_bare(a.label)]))
        for text in a.paragraphs:
            made.add_paragraph(text)
        for text in a.items:
            made.add_paragraph(text, style="List Bullet 2")
        _partners(made, a, report)
    return _bytes(made)


def underlined(report: Report) -> bytes:
    """Underlined labels in the letters of the text."""
    made = _open(report)
    for a in report.answers:
        made.add_paragraph().add_run(_bare(a.label)).underline = True
        for text in a.paragraphs:
            made.add_paragraph(text)
        for text in a.items:
            made.add_paragraph(f"•  {text}")
        _partners(made, a, report)
    return _bytes(made)


LAYOUTS: dict[str, Callable[[Report], bytes]] = {
    make.__name__: make
    for make in (
        question_rows,
        headed_question_rows,
        stacked_rows,
        merged_rows,
        bold_headings,
        plain_headings,
        soft_breaks,
        run_in,
        heading_styles,
        text_boxes,
        content_controls,
        framed_answers,
        tab_stops,
        boxed_labels,
        underlined,
    )
}
