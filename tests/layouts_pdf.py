"""PDF files of many makes around one report: each function prints a `Report` its own way."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Table, TableStyle

from tests.layout_reports import NOTE, Answer, Report
from tests.read_files import BODY, BOLD, GRID, H1, H2, HEADED, JUSTIFIED, NextPageTemplate, Paragraph, Spacer, drawn, item, pdf, table

SMALL = ParagraphStyle("small", parent=BODY, fontSize=9, leading=11.5, spaceAfter=4)
GREY = ParagraphStyle("grey", parent=BODY, textColor=colors.grey, fontSize=9)
OPEN = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
TOP = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])


def _bare(label: str) -> str:
    return label.rstrip(" :")


def _partners(answer: Answer, report: Report, style: TableStyle = GRID, **options: Any) -> list[Any]:
    if not answer.partners:
        return []
    head = [[f"<b>{cell}</b>" for cell in report.header]]
    return [table([*head, *([e(name), e(kind)] for name, kind, _ in answer.partners)], style, [9 * cm, 7 * cm], **options), Spacer(1, 8)]


def _answer(answer: Answer, report: Report, style: ParagraphStyle = BODY, **options: Any) -> list[Any]:
    return [
        *(Paragraph(e(text), style) for text in answer.paragraphs),
        *(item(e(text)) for text in answer.items),
        *_partners(answer, report, **options),
    ]


def _top(report: Report) -> list[Any]:
    return [Paragraph(e(report.title), H1), Paragraph(e(report.agency), BODY)]


def _bold(answer: Answer, number: int) -> Any:
    del number
    return Paragraph(e(answer.label), BOLD)


def _flowing(report: Report, label: Callable[[Answer, int], Any], style: ParagraphStyle = BODY) -> list[Any]:
    story = _top(report)
    for number, a in enumerate(report.answers, start=1):
        story += [label(a, number), *_answer(a, report, style)]
    return story


def running_header(report: Report) -> bytes:
    """Three lines at the head of every page and a page number below a rule at its foot."""

    def decorate(canvas: Canvas, doc: Any) -> None:
        canvas.setFont("Helvetica", 8)
        for number, text in enumerate(("Convention on Diversity", "Quadrennial periodic report", f"Sylvania - page {doc.page}")):
            canvas.drawString(2 * cm, 28.4 * cm - 11 * number, text)
        canvas.line(2 * cm, 2 * cm, 19 * cm, 2 * cm)
        canvas.drawRightString(19 * cm, 1.5 * cm, f"{doc.page} | Ministry of Culture")

    story = _flowing(report, _bold)
    spread = [part for piece in story for part in (piece, Spacer(1, 60))]
    return pdf(spread, decorate=decorate)


def margin_numbers(report: Report) -> bytes:
    """Every line of the page bears a number in the left margin."""

    def decorate(canvas: Canvas, doc: Any) -> None:
        del doc
        canvas.setFont("Helvetica", 7)
        for number in range(1, 46):
            canvas.drawRightString(1.5 * cm, 27 * cm - 13 * number, str(number))

    return pdf(_flowing(report, _bold), decorate=decorate)


def wide_table(report: Report) -> bytes:
    """A landscape page with a ruled table: number, question, answer."""
    rows: list[list[Any]] = [[Paragraph(f"<b>{text}</b>", SMALL) for text in ("No.", "Question", "Answer")]]
    for number, a in enumerate(report.answers, start=1):
        if not a.partners:
            cell = [Paragraph(e(text), SMALL) for text in a.paragraphs] + [Paragraph(f"- {e(text)}", SMALL) for text in a.items]
            rows.append([Paragraph(str(number), SMALL), Paragraph(e(_bare(a.label)), SMALL), cell])
    return pdf([*_top(report), Table(rows, colWidths=[1.2 * cm, 7 * cm, 16 * cm], style=GRID)], pagesize=landscape(A4))


def columns_and_table(report: Report) -> bytes:
    """Two columns of prose, a table over the whole width, two columns again."""
    cut = next((index for index, a in enumerate(report.answers) if a.partners), len(report.answers) - 3)
    first: list[Any] = _top(report)
    for a in report.answers[:cut]:
        first += [Paragraph(e(a.label), BOLD), *_answer(a, report)]
    middle = report.answers[cut]
    rest: list[Any] = []
    for a in report.answers[cut + 1 :]:
        rest += [Paragraph(e(a.label), BOLD), *_answer(a, report)]
    whole = [Paragraph(e(middle.label), BOLD), *_answer(middle, report)]
    return pdf([*first, NextPageTemplate("whole"), PageBreak(), *whole, NextPageTemplate("columns"), PageBreak(), *rest], columns=2)


def open_table(report: Report) -> bytes:
    """The form and its partner table with horizontal rules alone."""
    story = _top(report)
    for a in report.answers:
        story.append(Paragraph(e(a.label), BOLD))
        story += _partners(a, report, OPEN) if a.partners else _answer(a, report)
    return pdf(story)


def bare_table(report: Report) -> bytes:
    """A partner table without any rules."""
    story = _top(report)
    for a in report.answers:
        story += [Paragraph(e(a.label), BOLD)]
        story += _partners(a, report, HEADED) if a.partners else _answer(a, report)
    return pdf(story)


def table_over_pages(report: Report) -> bytes:
    """A ruled form of questions and answers, on pages so low that rows break over them."""
    rows: list[list[Any]] = []
    for a in report.answers:
        if not a.partners:
            cell = [Paragraph(e(text), BODY) for text in a.paragraphs] + [Paragraph(f"• {e(text)}", BODY) for text in a.items]
            rows.append([Paragraph(f"<b>{e(a.label)}</b>", BODY), cell])
    return pdf([*_top(report), Table(rows, colWidths=[5 * cm, 12 * cm], style=GRID)], pagesize=(21 * cm, 14 * cm))


def numbered_notes(report: Report) -> bytes:
    """Numbered paragraphs, raised note marks, notes at the foot of each page."""

    def decorate(canvas: Canvas, doc: Any) -> None:
        canvas.line(2 * cm, 2.4 * cm, 7 * cm, 2.4 * cm)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(2 * cm, 2.1 * cm, f"{doc.page} {NOTE}, volume {doc.page}.")
        canvas.drawCentredString(10.5 * cm, 1.2 * cm, str(doc.page))

    story = _top(report)
    number = 0
    for a in report.answers:
        story.append(Paragraph(e(a.label), H2))
        for text in a.paragraphs:
            number += 1
            mark = f"{number}. " if text.endswith((".", ":")) else ""
            story.append(Paragraph(f"{mark}{e(text)}<super size=6>{number}</super>", BODY))
        story += [item(e(text)) for text in a.items] + _partners(a, report)
    return pdf(story, decorate=decorate)


def boxes(report: Report) -> bytes:
    """Question and answer each in a ruled box of its own."""
    story = _top(report)
    for a in report.answers:
        story.append(Table([[Paragraph(e(a.label), BODY)]], colWidths=[17 * cm], style=GRID))
        if a.partners:
            story += _partners(a, report)
            continue
        cell = [Paragraph(e(text), BODY) for text in a.paragraphs] + [Paragraph(f"• {e(text)}", BODY) for text in a.items]
        story += [Table([[cell]], colWidths=[17 * cm], style=GRID), Spacer(1, 10)]
    return pdf(story)


def boxed_rows(report: Report) -> bytes:
    """One ruled column: a shaded row for each question, a row for each answer."""
    rows: list[list[Any]] = []
    for a in report.answers:
        if not a.partners:
            rows.append([Paragraph(f"<b>{e(_bare(a.label))}</b>", BODY)])
            rows.append([[Paragraph(e(text), BODY) for text in a.paragraphs] + [Paragraph(f"• {e(text)}", BODY) for text in a.items]])
    return pdf([*_top(report), Table(rows, colWidths=[17 * cm], style=GRID)])


def justified(report: Report) -> bytes:
    """Justified in a narrow column, with wide gaps between the words."""
    return pdf(_flowing(report, _bold, JUSTIFIED), pagesize=(11.5 * cm, A4[1]))


def letterspaced(report: Report) -> bytes:
    """Labels in spaced capitals."""
    story = _top(report)
    for a in report.answers:
        story += [_Spaced(_bare(a.label).upper()), *_answer(a, report)]
    return pdf(story)


class _Spaced(Spacer):
    """A line or more of text set with space between the letters."""

    def __init__(self, text: str) -> None:
        words, self._lines = text.split(), [""]
        for word in words:
            if len(self._lines[-1]) + len(word) > 46:
                self._lines.append("")
            self._lines[-1] = f"{self._lines[-1]} {word}".strip()
        super().__init__(1, 15 * len(self._lines) + 8)

    def draw(self) -> None:
        """Print the lines."""
        for number, line in enumerate(self._lines):
            text = self.canv.beginText(0, 15 * (len(self._lines) - 1 - number) + 5)
            text.setFont("Helvetica-Bold", 10)
            text.setCharSpace(2.2)
            text.textOut(line)
            self.canv.drawText(text)
        self.canv.setFont("Helvetica", 10)


def small_capitals(report: Report) -> bytes:
    """Labels in small capitals: a large first letter, the rest in smaller capitals."""

    def label(answer: Answer, number: int) -> Any:
        del number
        words = [f"<font size=12>{e(word[0])}</font>{e(word[1:].upper())}" for word in _bare(answer.label).split()]
        return Paragraph(" ".join(words), ParagraphStyle("caps", parent=BOLD, fontSize=9.5))

    return pdf(_flowing(report, label))


def side_heads(report: Report) -> bytes:
    """Questions in the left margin, bold and without colons, answers to the right."""
    return _sided(report, lambda a: Paragraph(f"<b>{e(_bare(a.label))}</b>", SMALL))


def plain_side_heads(report: Report) -> bytes:
    """Questions in the left margin in the letters of the answers."""
    return _sided(report, lambda a: Paragraph(e(a.label), BODY))


def _sided(report: Report, label: Callable[[Answer], Any]) -> bytes:
    rows: list[list[Any]] = []
    for a in report.answers:
        cell = [Paragraph(e(text), BODY) for text in a.paragraphs] + [item(e(text)) for text in a.items]
        cell += [Paragraph(f"{e(name)} - {e(kind)}", BODY) for name, kind, _ in a.partners]
        rows.append([label(a), cell])
    return pdf([*_top(report), Table(rows, colWidths=[5 * cm, 12 * cm], style=TOP)])


def grey_labels(report: Report) -> bytes:
    """Labels in small grey letters above their answers, as a web form prints them."""
    return pdf(_flowing(report, lambda a, n: Paragraph(f"{n}. {e(_bare(a.label))} *", GREY)))


def run_in(report: Report) -> bytes:
    """Bold labels that run into their answers."""
    story = _top(report)
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        story.append(Paragraph(f"<b>{e(_bare(a.label))}:</b> {e(first)}", BODY))
        story += [Paragraph(e(text), BODY) for text in more] + [item(e(text)) for text in a.items] + _partners(a, report)
    return pdf(story)


def tick_boxes(report: Report) -> bytes:
    """Short answers as boxes to tick; the others below their questions."""
    story = _top(report)
    for a in report.answers:
        story.append(Paragraph(e(a.label), BOLD))
        if a.field == "evaluated":
            story.append(Paragraph("[ ] Yes &nbsp;&nbsp; [X] No", BODY))
        else:
            story += _answer(a, report)
    return pdf(story)


LAYOUTS: dict[str, Callable[[Report], bytes]] = {
    make.__name__: make
    for make in (
        running_header,
        margin_numbers,
        wide_table,
        columns_and_table,
        open_table,
        bare_table,
        table_over_pages,
        numbered_notes,
        boxes,
        boxed_rows,
        justified,
        letterspaced,
        small_capitals,
        side_heads,
        plain_side_heads,
        grey_labels,
        run_in,
        tick_boxes,
    )
}
NO_PARTNERS = frozenset({"wide_table", "table_over_pages", "boxed_rows"})
"""Layouts that leave the partner table out."""


def two_languages(left: Report, right: Report) -> bytes:
    """One report in each of two columns of the same pages."""

    def draw(canvas: Canvas) -> None:
        for x, report in ((50.0, left), (310.0, right)):
            y = _print(canvas, x, 790.0, report.title, 44, bold=True)
            y = _print(canvas, x, y, report.agency, 48)
            for a in report.answers:
                y = _print(canvas, x, y, a.label, 44, bold=True)
                for text in [*a.paragraphs, *(f"• {text}" for text in a.items), *(f"{name} - {kind}" for name, kind, _ in a.partners)]:
                    y = _print(canvas, x, y, text, 48)

    return drawn(draw)


def columns_around_table(report: Report) -> bytes:
    """Two columns, the ruled partner table over the whole width, two columns again, all on one page."""
    answers = {a.field: a for a in report.answers}

    def column(canvas: Canvas, x: float, y: float, *fields: str) -> float:
        for field in fields:
            y = _print(canvas, x, y, answers[field].label, 44, bold=True)
            for text in [*answers[field].paragraphs, *(f"• {text}" for text in answers[field].items)]:
                y = _print(canvas, x, y, text, 48)
        return y

    def draw(canvas: Canvas) -> None:
        low = min(column(canvas, 50, 800, "main_features"), column(canvas, 310, 800, "website", "results"))
        y = _print(canvas, 50, low - 12, answers["partners"].label, 90, bold=True)
        for name, kind in [report.header, *((name, kind) for name, kind, _ in answers["partners"].partners)]:
            canvas.rect(50, y - 4, 260, 14)
            canvas.rect(310, y - 4, 240, 14)
            canvas.drawString(54, y, name)
            canvas.drawString(314, y, kind)
            y -= 14
        column(canvas, 50, y - 20, "financial_resources", "evaluated")
        column(canvas, 310, y - 20, "goals", "cultural_domains")

    return drawn(draw)


def _print(canvas: Canvas, x: float, y: float, text: str, width: int, *, bold: bool = False) -> float:
    """Wrapped text at a place; the place below it."""
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 9)
    for line in simpleSplit(text, "Helvetica-Bold" if bold else "Helvetica", 9, width * 4.6):
        canvas.drawString(x, y, line)
        y -= 11
    return y - 5
