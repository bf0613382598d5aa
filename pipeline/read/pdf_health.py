"""Whether a PDF's own directory of objects holds: the test of a file that was damaged on its way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

_START = re.compile(rb"startxref\s+(\d+)")
_STREAM = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_TABLE = re.compile(rb"\s*xref\s")
_SECTION = re.compile(rb"\s*(\d+)\s+(\d+)\s*(?=[\r\n])")
_ENTRY = re.compile(rb"\s*(\d{10}) (\d{5}) ([nf])")
_PREVIOUS = re.compile(rb"trailer.{0,600}?/Prev\s+(\d+)", re.DOTALL)
CHAIN = 8
"""Updates of a file that are followed back."""
SAMPLE = 200
"""Entries that are looked up."""
TRUST = 4
"""Entries that must hold for one that may not."""
SHIFT = 16
"""Bytes by which sloppy writers miss an object."""


def sound(data: bytes) -> bool:
    """Whether the tables of objects point to objects. Readers mend a file where they do not, and may lose parts of it."""
    head = max(0, data[:1024].find(b"%PDF-"))
    marks = _START.findall(data, max(0, len(data) - 4096))
    if not marks:
        return False
    place, right, wrong = int(marks[-1]), 0, 0
    for _ in range(CHAIN):
        start = next((start for start in (place, place + head) if start < len(data) and _TABLE.match(data, start)), None)
        if start is None:
            return right > wrong * TRUST or any(_STREAM.match(data, start) for start in (place, place + head) if start < len(data))
        for number, offset in _entries(data, start):
            there = any(_is_object(data, number, offset + shift) for shift in {0, head})
            right, wrong = right + there, wrong + (not there)
            if right + wrong >= SAMPLE:
                break
        before = _PREVIOUS.search(data, start)
        if right + wrong >= SAMPLE or before is None or before.start() > start + 20 * SAMPLE * 100:
            break
        place = int(before[1])
    return right > wrong * TRUST


def _entries(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """(object number, offset) of the objects in use that a table lists."""
    table = _TABLE.match(data, start)
    at = table.end() if table else start
    while (section := _SECTION.match(data, at)) is not None:
        at = section.end()
        for number in range(int(section[1]), int(section[1]) + int(section[2])):
            entry = _ENTRY.match(data, at)
            if entry is None:
                return
            at = entry.end()
            if entry[3] == b"n" and int(entry[1]):
                yield number, int(entry[1])


def _is_object(data: bytes, number: int, offset: int) -> bool:
    around = data[max(0, offset - 2) : offset + SHIFT]
    return re.search(rb"(?<!\d)%d\s+\d+\s+obj\b" % number, around) is not None


def second_opinion(data: bytes) -> int:
    """Number of pages that pdfminer, which mends less, finds in the file; 0 where it cannot read it."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    try:
        return sum(1 for _ in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))))
    except (PDFException, PSException, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError):
        return 0
