"""Pages of a text file that was dumped from a paginated document: their running lines and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

BREAKS = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]|(?<=[^\n\r\x0c])(?=\x0c)")
"""Line ends. A form feed stays at the head of the line it stands before."""
EDGE = 3
"""Lines at the top and at the bottom of a page among which running ones are looked for."""
LONGEST = 160
"""Characters of a running line."""

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[-–—|\[(\s]*(\d{1,3}|[ivxl]{1,6})(?:\s*(?:/|of|de|sur|von)\s*\d{1,4})?[-–—|\])\s]*", re.IGNORECASE)
_PAGE = re.compile(
    r"[-–—|\[(\s]*(?:page|p\.|pg\.?|página|seite)\s*[:n°º.]*\s*(\d{1,3})\s*(?:(?:/|of|de|sur|von|\||out of)\s*\d{1,4})?[-–—|\])\s]*",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r"page|página|seite|\bpg?\.", re.IGNORECASE)
_PAGE_LINE = re.compile(rf"^{_PAGE.pattern}$", re.IGNORECASE | re.MULTILINE)


def is_numbered(text: str) -> bool:
    """Whether lines such as "Page 2 of 9" stand in a text, each number higher than the one before."""
    numbers = [int(match[1]) for match in _PAGE_LINE.finditer(text)] if _PAGE_WORD.search(text) else []
    return len(numbers) >= 2 and all(here < there for here, there in pairwise(numbers))


def furniture(text: str) -> frozenset[int]:
    """Numbers, from 1, of the lines that belong to the pages rather than to their text."""
    lines = [(number, raw.strip(" \t\f\u00a0\ufeff"), "\f" in raw) for number, raw in enumerate(BREAKS.split(text), start=1)]
    pages = list(_pages(lines))
    tops = _running([page[:EDGE] for page in pages])
    bottoms = _running([page[::-1][:EDGE] for page in pages])
    return frozenset((*tops, *bottoms))


def _pages(lines: Sequence[tuple[int, str, bool]]) -> Iterator[list[tuple[int, str]]]:
    """The lines with text of each page. A page ends at a form feed, or where there are none after a line that says its number."""
    fed = any(feed for _, _, feed in lines)
    page: list[tuple[int, str]] = []
    for number, body, feed in lines:
        if feed and page:
            yield page
            page = []
        if body:
            page.append((number, body))
        if not fed and _PAGE.fullmatch(body):
            yield page
            page = []
    if page:
        yield page


def _running(edges: Sequence[Sequence[tuple[int, str]]]) -> Iterator[int]:
    """Of the lines at one edge of each page, from the edge inward, those that are page numbers or come back."""
    seen = Counter(key for edge in edges for key in {_key(body) for _, body in edge})
    need = max(2, round(len(edges) * 0.4))
    for edge in edges:
        for number, body in edge:
            only = _PAGE.fullmatch(body) or _NUMBER.fullmatch(body)
            if not only and not (len(body) <= LONGEST and seen[_key(body)] >= need):
                break
            yield number


def _key(body: str) -> str:
    return " ".join(_DIGITS.sub("#", body.casefold()).split())
