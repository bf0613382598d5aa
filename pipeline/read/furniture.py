"""Running headers and footers: lines at the edges of pages that come back, or that can be nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.read.grids import asks

ZONE = 0.17
"""Share of the page height at the top and at the bottom in which furniture stands."""
DEEPEST = 6
"""Rows from an edge that are looked at."""
SHARE = 0.2
"""Of the pages; a running line that changes with the chapter still comes back on as many."""
NEAR = 14.0
"""Points by which the place of a running line may differ between pages."""

_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(
    r"[-–—|\[(\s]*(?:pages?|p\.?|pg\.?|página|seite)?\s*[-–—|:n°º.]*\s*(?:\d{1,3}|[ivxl]{1,6})\s*"
    r"(?:(?:/|of|de|sur|von|\||out of)\s*\d{1,4})?[-–—|\])\s]*",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+(?:à\s+)?\d{1,2}[:h]\d{2}(?:\s?[AP]M)?\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|file:///)\S+\s+\d{1,4}\s*/\s*\d{1,4}", re.IGNORECASE)
_SYMBOL = re.compile(
    r"(?:[A-Z]{1,5}(?:/[A-Z0-9.]+){2,}|(?:GE|HR)\.?\d\d-\d{4,6})(?:\s+\(E\))?(?:\s+\d{6})?(?:\s*page\s*\d+|\s+\d{1,3})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A row near a page's edge. `text`: all of it; `y`: its middle; `size`: of its letters; `apart`: white space to the next row inward."""

    text: str
    y: float
    size: float
    apart: float


def running(pages: Sequence[tuple[Sequence[Edge], Sequence[Edge]]], body: float) -> list[tuple[int, int]]:
    """For each page, given its rows from the top edge and from the bottom edge inward: how many at each are furniture.

    `body`: font size of the document's text.
    """
    seen: dict[tuple[int, str], list[float]] = defaultdict(list)
    for sides in pages:
        for side, edges in enumerate(sides):
            # the outermost counts: a report's title often repeats what runs above it
            for key, edge in {_key(edge.text): edge for edge in reversed(edges)}.items():
                seen[side, key].append(edge.y)
    middles = {key: median(places) for key, places in seen.items() if len(places) > 1}
    need = 2 if len(pages) <= 5 else max(3, round(len(pages) * SHARE))
    counts = []
    for sides in pages:
        found = []
        for side, edges in enumerate(sides):
            run = 0
            for depth, edge in enumerate(edges, start=1):
                only = _only_furniture(edge.text)
                if not (only or _repeated(edge, side, seen, middles, need, body, len(pages))):
                    break
                if run and not only and edges[run - 1].apart > 2 * body:
                    # what stands this far inside the page is its text, even where it comes back
                    break
                run = depth
            found.append(_apart(edges[:run], body))
        counts.append((found[0], found[1]))
    return counts


def _key(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())[:160]


def _only_furniture(text: str) -> bool:
    """Page numbers, time stamps and addresses of web printouts, document symbols."""
    return bool((len(text) < 40 and (_PAGE.fullmatch(text) or _SYMBOL.fullmatch(text))) or _STAMP.match(text) or _ADDRESS.fullmatch(text))


def _repeated(
    edge: Edge,
    side: int,
    seen: dict[tuple[int, str], list[float]],
    middles: dict[tuple[int, str], float],
    need: int,
    body: float,
    pages: int,
) -> bool:
    key = side, _key(edge.text)
    places = seen[key]
    if asks(edge.text):
        # a form's question may open every page
        return False
    if len(places) < need or abs(edge.y - middles[key]) > NEAR:
        return False
    close = sum(abs(place - middles[key]) <= NEAR for place in places)
    if close < need:
        return False
    if edge.size > body * 1.12:
        # a large line at the top of many pages is a heading that numbers measures, unless it never changes
        return not _DIGITS.search(edge.text) and close >= max(3, pages * 0.6)
    return True


def _apart(edges: Sequence[Edge], body: float) -> int:
    """How many of the rows to take: furniture is set apart from the text; a table's heading row that opens every page is not."""
    for count in range(len(edges), 0, -1):
        last = edges[count - 1]
        if last.apart > 0.5 * max(last.size, body * 0.8) or _only_furniture(last.text):
            return count
    return 0
