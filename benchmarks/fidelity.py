"""Our words beside pdfplumber's on pages of one column: `python -m benchmarks.fidelity REPORT.pdf ...`.

A page has one column where hardly any printed line has a wide gap inside. What the reader leaves out or closes on purpose counts for
neither side: running heads and feet (the upper and lower edge of the page), hyphens at the ends of lines.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber

from pipeline import read
from pipeline.types import Document

GAP = 25.0
"""Points of white space inside a line that part columns or cells."""
GAPS = 0.05
"""Share of lines with such a gap that a page of one column may have."""
EDGE = 0.09
"""Share of the page's height, above and below, where running lines stand."""
FEWEST = 50
"""Words on a page that is compared."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Means over pages, 0 to 1: `bag`, Jaccard index of the bags of words; `order`, share of words in the same order."""

    pages: int
    bag: float
    order: float


def fidelity(files: Sequence[Path]) -> Fidelity:
    """How like pdfplumber the reader is, page by page."""
    found = [pair for path in files for pair in page_pairs(path.read_bytes())]
    bags = [sum((one & other).values()) / max(1, sum((one | other).values())) for one, other in (map(Counter, pair) for pair in found)]
    orders = [SequenceMatcher(None, one, other, autojunk=False).ratio() for one, other in found]
    return Fidelity(len(found), sum(bags) / max(1, len(bags)), sum(orders) / max(1, len(orders)))


def page_pairs(data: bytes) -> Iterator[tuple[list[str], list[str]]]:
    """pdfplumber's words and ours of each page of one column."""
    document = read.read(data)
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            low, high = page.height * EDGE, page.height * (1 - EDGE)
            lines = [line for line in page.extract_text_lines(return_chars=True) if low < line["top"] and line["bottom"] < high]
            if lines and sum(map(has_gap, lines)) <= GAPS * len(lines):
                theirs = words_of(line["text"] for line in lines)
                ours = words_of(fragments(document, page.page_number, low, high))
                if len(theirs) >= FEWEST:
                    yield theirs, ours
            page.close()


def has_gap(line: dict[str, Any]) -> bool:
    """Whether the line has a wide gap inside."""
    letters = [char for char in line["chars"] if char["text"].strip()]
    return any(after["x0"] - before["x1"] > GAP for before, after in pairwise(letters))


def fragments(document: Document, page: int, low: float, high: float) -> Iterator[str]:
    """Our printed lines of a page between its edges."""
    for fragment in document.fragments:
        if fragment.box.page == page and low < fragment.box.top and fragment.box.bottom < high:
            yield fragment.span.of(document.text)


def words_of(lines: Iterator[str]) -> list[str]:
    """The words of a page; where a hyphen ends a line its two halves are one."""
    return WORD.findall(re.sub(r"[-\u00ad]\n?", "", "\n".join(lines)).casefold())


if __name__ == "__main__":
    print(fidelity([Path(name) for name in sys.argv[1:]]))
