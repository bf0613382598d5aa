"""The source beside a record: the pages of a PDF with every word in its place, or the text, with the same marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from pipeline.read.pictures import Page, boxes, page_words
from pipeline.review import Case, Desk, Record
from pipeline.review.marks import Kind, Mark, marks_of
from pipeline.types import Span

WINDOW = 30
"""Segments before and after the quote that are shown of a text."""
LEADING = 0.86
"""Share of a line's height that letters of its words have."""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a source: pages of a PDF counted from 1, or segments of a text, both ends included."""

    first: int
    last: int
    most: int
    of_pages: bool

    def wider(self, by: int) -> View:
        """One page, or a window of segments, more at the beginning (`by` < 0) or the end."""
        step = 1 if self.of_pages else WINDOW
        low = 1 if self.of_pages else 0
        if by < 0:
            return View(max(low, self.first - step), self.last, self.most, self.of_pages)
        return View(self.first, min(self.most, self.last + step), self.most, self.of_pages)


def view_of(desk: Desk, case: Case, record: Record) -> View:
    """Where the quote stands: all the pages that it runs over, or the segments around it."""
    found = desk.document(case)
    start, end = record.span
    if found:
        _, document = found
        pages = sorted({one.box.page for one in document.fragments if one.span.start < end and start < one.span.end})
        if pages:
            return View(pages[0], pages[-1], document.pages or pages[-1], True)
        if record.action["page"]:
            return View(record.action["page"], record.action["page"], document.pages or 1, True)
    at = next((n for n, one in enumerate(case.machine.segments) if one["start"] <= start < one["end"]), 0)
    return View(max(0, at - WINDOW), min(len(case.machine.segments) - 1, at + WINDOW), len(case.machine.segments) - 1, False)


def source_html(desk: Desk, cycle: str, case: Case, record: Record, view: View) -> Markup:
    """What a view shows, with the marks of a record."""
    marks = marks_of(case, record)
    found = desk.document(case) if view.of_pages else None
    if found is None:
        segments = case.machine.segments[view.first : view.last + 1]
        return Markup("").join(segment_html(case.text, one, marks) for one in segments)
    data, document = found
    version = (case.entry.sha256 or "")[:16]
    pages = (page_words(data, document, number) for number in range(view.first, view.last + 1))
    return Markup("").join(
        page_html(page, document.text, marks, f"/picture/{quote(cycle)}/{page.number}/{quote(case.source)}?v={version}") for page in pages
    )


def page_html(page: Page, text: str, marks: Sequence[Mark], picture: str) -> Markup:
    """A page: its picture, the marks on it, and its words, which are not seen but can be selected and heard."""
    lit = Markup("").join(mark_html(page, mark) for mark in marks)
    words = Markup("").join(
        Markup('<span data-at="{}"{} style="{};font-size:{:.2f}cqw">{}</span>').format(
            word.span.start,
            field_of(word.span, marks),
            placed(page, word.box.x0, word.box.top, word.box.x1, word.box.bottom),
            (word.box.bottom - word.box.top) / page.width * 100 * LEADING,
            word.span.of(text) + (" " if text[word.span.end : word.span.end + 1].isspace() else ""),
        )
        for word in page.words
    )
    return Markup(
        '<div class="page" style="aspect-ratio:{:.1f}/{:.1f}" data-page="{}"><img src="{}" alt="" draggable="false">{}'
        '<div class="words">{}</div></div>'
    ).format(page.width, page.height, page.number, picture, lit, words)


def mark_html(page: Page, mark: Mark) -> Markup:
    """The coloured boxes of a mark."""
    return Markup("").join(
        Markup('<div class="mark {}" style="{}" aria-hidden="true"></div>').format(
            mark.kind, placed(page, box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1)
        )
        for box in boxes(page, Span(mark.start, mark.end))
    )


def placed(page: Page, x0: float, top: float, x1: float, bottom: float) -> str:
    """A box in hundredths of the page."""
    left, up = x0 / page.width * 100, top / page.height * 100
    return f"left:{left:.2f}%;top:{up:.2f}%;width:{(x1 - x0) / page.width * 100:.2f}%;height:{(bottom - top) / page.height * 100:.2f}%"


def field_of(span: Span, marks: Iterable[Mark]) -> Markup:
    """The field that a word says a value of: that of the shortest mark which it lies in."""
    over = [mark for mark in marks if mark.start < span.end and span.start < mark.end]
    if not over:
        return Markup("")
    return Markup(' data-field="{}"').format(min(over, key=lambda mark: mark.end - mark.start).kind)


def segment_html(text: str, segment: dict[str, Any], marks: Sequence[Mark]) -> Markup:
    """A heading, paragraph, item or row with its marks."""
    inside = Markup("").join(pieces(text, segment["start"], segment["end"], marks))
    return Markup('<p class="{}" lang="{}" data-at="{}">{}</p>').format(segment["kind"], segment["language"], segment["start"], inside)


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    """The words between the edges of marks, each in the colours of all marks over it."""
    edges = sorted({start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)})
    for low, high in pairwise(edges):
        kinds = {mark.kind for mark in marks if mark.start <= low and high <= mark.end}
        words = escape(text[low:high])
        if not kinds:
            yield words
            continue
        yield Markup('<mark class="{}" data-field="{}">{}</mark>').format(" ".join(sorted(kinds)), narrowest(kinds), words)


def narrowest(kinds: set[Kind]) -> Kind:
    """The field of a mark over several: a value before the quote that it stands in."""
    return next(iter(sorted(kinds - {"quote"})), "quote")
