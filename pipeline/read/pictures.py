"""A page of a PDF as people see it, and where each of its words stands on the picture."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2

from pipeline.read.pdf_calls import PDFIUM
from pipeline.read.pdf_ink import Ink, Word
from pipeline.read.pdf_sheet import ink
from pipeline.types import Box, Document, Fragment, Span

QUALITY = 80
"""Of the JPEG; higher is not seen on a screen."""
SLACK = 1.5
"""Points by which a word may stand out of the line that it belongs to."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word on a page: the characters of `Document.text` that it is, and its box."""

    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a JPEG. `width`, `height` in points, the unit of boxes; the picture has `scale` pixels a point."""

    jpeg: bytes
    width: float
    height: float


def picture(data: bytes, number: int, scale: float = 1.5) -> Picture:
    """The page of that number, counted from 1, turned as its text is read. Raises IndexError: no such page."""
    with opened(data, number) as pdf:
        if pdf.get_formtype():
            pdf.init_forms()
        page = pdf[number - 1]
        sheet = ink(page, number, [])
        image = page.render(scale=scale, rotation=(sheet.turn - page.get_rotation()) % 360).to_pil()
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return Picture(out.getvalue(), sheet.width, sheet.height)


@contextmanager
def opened(data: bytes, number: int) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF for a look at one page, by one thread at a time. Raises IndexError: no such page, or none that can be shown."""
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise IndexError(f"no page {number}: the PDF cannot be opened") from error
        try:
            if not 1 <= number <= len(pdf):
                raise IndexError(f"no page {number}")
            yield pdf
        except pypdfium2.PdfiumError as error:
            raise IndexError(f"page {number} cannot be shown") from error
        finally:
            pdf.close()


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in points. `words`: in the order of the text."""

    number: int
    width: float
    height: float
    words: tuple[Placed, ...]


def page_words(data: bytes, document: Document, number: int) -> Page:
    """Where each word of a page stands. Raises IndexError: no such page."""
    with opened(data, number) as pdf:
        sheet = ink(pdf[number - 1], number, [])
    lines = [one for one in document.fragments if one.box.page == number]
    return Page(number, sheet.width, sheet.height, tuple(word for line in lines for word in words_of(line, document.text, sheet)))


def words_of(line: Fragment, text: str, sheet: Ink) -> Iterator[Placed]:
    """The words of a printed line, each where pdfium has it; spread evenly over the line where pdfium has other characters."""
    spans = list(word_spans(line.span, text))
    inside = sorted((word for word in sheet.words if within(word, line.box)), key=lambda word: word.x0)
    edges = edges_of(inside)
    exact = len(edges) == sum(span.end - span.start for span in spans) + 1
    if not exact:
        size = max(1, line.span.end - line.span.start)
        step = (line.box.x1 - line.box.x0) / size
    at = 0
    for span in spans:
        if exact:
            # the last character of a word ends before the first one of the next begins
            first, last = edges[at][1], edges[at + span.end - span.start][0]
            at += span.end - span.start
        else:
            first, last = (line.box.x0 + step * (offset - line.span.start) for offset in (span.start, span.end))
        yield Placed(span, Box(line.box.page, first, line.box.top, last, line.box.bottom))


def word_spans(span: Span, text: str) -> Iterator[Span]:
    """The runs of characters without white space."""
    start = None
    for at in range(span.start, span.end + 1):
        blank = at == span.end or text[at].isspace()
        if blank and start is not None:
            yield Span(start, at)
            start = None
        elif not blank and start is None:
            start = at


def within(word: Word, box: Box) -> bool:
    """Whether a word belongs to a line."""
    middle = (word.top + word.bottom) / 2
    return box.top - SLACK <= middle <= box.bottom + SLACK and box.x0 - SLACK <= word.x0 and word.x1 <= box.x1 + SLACK


def edges_of(words: Sequence[Word]) -> list[tuple[float, float]]:
    """For each character of a line where the one before it ends and where it begins, and where the last one ends."""
    edges: list[tuple[float, float]] = []
    end = 0.0
    for word in words:
        signs = [sign for sign in word.text if not sign.isspace()]
        step = (word.x1 - word.x0) / max(1, len(signs))
        for nth in range(len(signs)):
            begin = word.x0 + step * nth
            edges.append((end if nth == 0 else begin, begin))
            end = begin + step
    return [*edges, (end, end)]


def boxes(page: Page, span: Span) -> list[Box]:
    """Where some characters stand on a page: one box a printed line."""
    found: list[Box] = []
    for word in page.words:
        low, high = max(span.start, word.span.start), min(span.end, word.span.end)
        if low >= high:
            continue
        step = (word.box.x1 - word.box.x0) / (word.span.end - word.span.start)
        x0, x1 = (word.box.x0 + step * (at - word.span.start) for at in (low, high))
        last = found[-1] if found else None
        if last and (last.top, last.bottom) == (word.box.top, word.box.bottom) and x0 >= last.x0:
            found[-1] = Box(page.number, last.x0, last.top, x1, last.bottom)
        else:
            found.append(Box(page.number, x0, word.box.top, x1, word.box.bottom))
    return found
