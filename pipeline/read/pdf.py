"""PDF -> Document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2

from pipeline.errors import DocumentError
from pipeline.read import pdf_forms, pdf_health, sniff
from pipeline.read.drafts import document
from pipeline.read.hyphens import HYPHENS, vocabulary
from pipeline.read.pdf_blocks import Maker
from pipeline.read.pdf_calls import PDFIUM
from pipeline.read.pdf_columns import regions
from pipeline.read.pdf_ink import Ink
from pipeline.read.pdf_pages import layout
from pipeline.read.pdf_regions import Aligned, Flow, Region
from pipeline.read.pdf_sheet import ink
from pipeline.read.pdf_styles import usual
from pipeline.read.text import clean
from pipeline.types import Document

NEAR = 3.0
"""Points by which the edges of a column may differ from page to page."""
FEWEST = 8
"""Words a page must have on average, or its pictures are taken for scanned text."""
_NO_TITLES = frozenset({"untitled", "sans titre", "(anonymous)", "document", "microsoft forms"})


def read(data: bytes) -> Document:
    """A PDF file. Raises DocumentError: damaged, encrypted, scanned, empty."""
    inks, title = inks_of(data)
    slow = _slow(data, inks)
    words = sum(len(page.words) for page in inks)
    filled = any(widget.values for page in inks for widget in page.widgets)
    if words < FEWEST * len(inks) and not filled and any(page.images for page in inks):
        raise DocumentError("scanned", "the pages are pictures without text; run them through text recognition (OCR) and send the result")
    found: list[list[Region]] = []
    above: tuple[float, ...] = ()
    notes: list[Region] = []
    for (page, small), sheet in zip(layout(inks), inks, strict=True):
        found.append(_in_columns(list(regions(page, sheet.width, above)), found[-1] if found else ()))
        notes.extend(regions(small, sheet.width))
        last = found[-1][-1] if found[-1] else None
        above = last.edges if isinstance(last, Aligned) else ()
    measures = usual(region for page in found for region in page if isinstance(region, Flow))
    return document(
        data, sniff.PDF, Maker(measures, vocabulary(_lines(inks))).drafts(found, notes, inks), pages=len(inks), title=title, slow_pages=slow
    )


def _in_columns(page: list[Region], before: Sequence[Region]) -> list[Region]:
    """A page whose text fills but the first column of the page before: its lines are no wider than that."""
    if any(isinstance(region, Flow) and region.column for region in page):
        return page
    columns = [region for region in before if isinstance(region, Flow) and region.column]

    def narrowed(region: Region) -> Region:
        if not isinstance(region, Flow):
            return region
        rights = [column.right for column in columns if abs(column.left - region.left) < NEAR and region.right < column.right + NEAR]
        return replace(region, right=max(rights), column=True) if rights else region

    return [narrowed(region) for region in page]


def _slow(data: bytes, inks: list[Ink]) -> tuple[int, ...]:
    """Replaces the pages that pdfium could not turn into characters, where pdfplumber can. Returns their numbers."""
    broken = [page for page in inks if page.unmapped]
    if not broken:
        return ()
    from pipeline.read import pdf_plumber

    done = []
    for page in broken:
        found = pdf_plumber.better(data, page) if pdf_plumber.needed(page) else None
        if found is not None:
            inks[page.number - 1] = found
            done.append(page.number)
    return tuple(done)


def _lines(inks: list[Ink]) -> Iterator[str]:
    """The words in the order they are drawn, cut behind every hyphen that ends a word."""
    line: list[str] = []
    for page in inks:
        for word in page.words:
            line.append(word.text)
            if word.text[-1] in HYPHENS:
                yield " ".join(line)
                line = []
    yield " ".join(line)


def inks_of(data: bytes) -> tuple[list[Ink], str]:
    """Every page's words, rules and fields, and the title of the file's metadata."""
    with PDFIUM:
        return _inks_of(data)


def _inks_of(data: bytes) -> tuple[list[Ink], str]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold() and b"/Encrypt" in data:  # a damaged file may be mistaken for a locked one
            raise DocumentError("encrypted", "the PDF is locked with a password; ask the sender for a copy without one") from error
        raise DocumentError("damaged", "the PDF cannot be opened; ask the sender for it again") from error
    try:
        if not len(pdf):
            raise DocumentError("damaged", "the PDF has no pages; ask the sender for it again")
        if not pdf_health.sound(data) and pdf_health.second_opinion(data) < len(pdf):
            raise DocumentError("damaged", "parts of the PDF are missing or overwritten; ask the sender for it again")
        if pdf.get_formtype():
            pdf.init_forms()
        found = []
        for index in range(len(pdf)):
            page = pdf[index]
            found.append(ink(page, index + 1, pdf_forms.widgets(pdf, page, index + 1)))
            page.close()
        title = clean(pdf.get_metadata_value("Title"))
        return found, "" if title.casefold() in _NO_TITLES else title
    except pypdfium2.PdfiumError as error:
        raise DocumentError("damaged", "a page of the PDF cannot be read; ask the sender for it again") from error
    finally:
        pdf.close()
