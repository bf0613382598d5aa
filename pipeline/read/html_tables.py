"""HTML tables: data, a form in disguise, or layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.read.grids import RUN_IN, heads, is_form, names_questions, questions
from pipeline.read.text import plain

_LAYOUT_TEXT = """
h1 h2 h3 h4 h5 h6 table form fieldset dl article section textarea input select
"""
_LAYOUT = frozenset(_LAYOUT_TEXT.split())
_PARTS = frozenset({"p", "div", "li", "hr", "blockquote", "center"})
PAGE = 400
"""Characters from which on a cell with several paragraphs is a page's content, not a table's."""
PARTS = 4
"""Paragraphs or empty lines in such a cell."""
MOST_ROWS = 4
"""Rows of a table that only lays out a page."""
LINKS = 0.7
"""Share of links in the words of a cell beside the content that is a menu."""


Pairs = tuple[tuple[HtmlElement | None, HtmlElement | None], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows as (row element, cell texts, is header), or its (label, answer) where it is a form in disguise.

    A cell over the whole width has no label.

    `asks`: the form marks its questions, by a colon or as headings of their rows.
    """

    rows: tuple[tuple[HtmlElement, tuple[str, ...], bool], ...]
    pairs: Pairs = ()
    asks: bool = False

    @property
    def is_form(self) -> bool:
        """Questions and answers."""
        return bool(self.pairs)


def rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """The table's own rows, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren("tr")


def cells_in_order(table: HtmlElement) -> Iterator[HtmlElement]:
    """Caption and cells of a layout table, in reading order; a menu beside the content is left out."""
    yield from table.iterchildren("caption")
    cells = [cell for row in rows_of(table) for cell in row.iterchildren("td", "th")]
    most = max((len(cell.text_content()) for cell in cells), default=0)
    yield from (cell for cell in cells if not _is_menu(cell, most))


def _is_menu(cell: HtmlElement, most: int) -> bool:
    """Whether a cell holds little but links, beside one that holds the page. `most`: characters of the longest cell."""
    links = [link.text_content() for link in cell.iter("a")]
    if len(links) < 2 or any("www." in link or "://" in link for link in links):
        return False
    length = len("".join(cell.text_content().split()))
    return length * 3 < most and len("".join("".join(links).split())) > length * LINKS


def _holds_page(cell: HtmlElement) -> bool:
    """Whether a cell holds a page's content: a long text of many paragraphs."""
    if len(cell.text_content()) < PAGE:
        return False
    parts = sum(1 for inner in cell.iterdescendants() if inner.tag in _PARTS)
    breaks = list(cell.iter("br"))
    empty = sum(1 for line in breaks if (after := line.getnext()) is not None and after.tag == "br" and not (line.tail or "").strip())
    return parts + empty >= PARTS


def grid(table: HtmlElement) -> Table | None:
    """None for a layout table: one column, nested blocks, or few rows with a page's content in a cell."""
    rows = list(rows_of(table))
    cells = [list(row.iterchildren("td", "th")) for row in rows]
    width = max(map(len, cells), default=0)
    if width < 2 or table.get("role") == "presentation":
        return None
    if any(inner.tag in _LAYOUT for row in cells for cell in row for inner in cell.iterdescendants() if isinstance(inner.tag, str)):
        return None
    headed = [_is_header(row, own) for row, own in zip(rows, cells, strict=True)]
    if not any(headed) and len(rows) <= MOST_ROWS and any(_holds_page(cell) for row in cells for cell in row):
        return None
    texts = [_texts(row) for row in cells]
    pairs, asking = _pairs(cells, texts, headed)
    if pairs:
        return Table((), pairs, asking)
    widest = max(map(len, texts))
    padded = [row + ("",) * (widest - len(row)) for row in texts]
    if not any(headed) and heads(padded[0], padded[1:]):
        headed[0] = True
    return Table(tuple(zip(rows, padded, headed, strict=True)))


def _texts(cells: list[HtmlElement]) -> tuple[str, ...]:
    """A row's texts; a cell over several columns is followed by empty ones."""
    found: list[str] = []
    for cell in cells:
        for line in cell.iter("br", "p", "li", "div"):
            line.tail = f" {line.tail or ''}"
        found.append(plain(cell.text_content()))
        span = cell.get("colspan", "1")
        found.extend([""] * (min(int(span), 50) - 1 if span.isdigit() else 0))
    return tuple(found)


def _is_header(row: HtmlElement, cells: list[HtmlElement]) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    return bool(cells) and all(cell.tag == "th" for cell in cells)


def _pairs(cells: list[list[HtmlElement]], texts: list[tuple[str, ...]], headed: list[bool]) -> tuple[Pairs, bool]:
    """(pairs of question and answer, whether the form marks the questions as such); no pairs where it is a table of data."""
    pairs = [row for row in cells if len(row) == 2]
    if all(len(row) == 2 for row in texts if any(row)) and not any(headed):
        parted = any(_has_parts(row[1]) for row in pairs)
        sideways = bool(pairs) and all(row[0].tag == "th" and row[1].tag == "td" for row in pairs)
        long = any(text[0].count(" ") >= RUN_IN for text in texts)
        if (sideways and (parted or long)) or is_form(texts, parted):
            return tuple((own[0], own[1] if len(own) > 1 else None) for own in cells if own), True
    question = questions(texts, [[_has_parts(cell) for cell in row] for row in cells], headed[0])
    if question < 0:
        return _chapters(cells, texts), False
    first = 1 if names_questions(texts[0], headed[0]) else 0
    return tuple((own[question], own[question + 1]) for own in cells[first:] if len(own) > question + 1), False


def _chapters(cells: list[list[HtmlElement]], texts: list[tuple[str, ...]]) -> Pairs:
    """The rows of a form that parts its questions by rows over the whole width; none where it is a table of data."""
    filled = [own for own, row in zip(cells, texts, strict=True) if any(row)]
    pairs = [own for own in filled if len(own) == 2]
    across = sum(len(own) == 1 for own in filled)
    if (
        len(pairs) + across < len(filled)
        or across < 2
        or not any(_has_parts(own[1]) for own in pairs)
        or any(_has_parts(own[0]) for own in pairs)
    ):
        return ()
    return tuple((own[0], own[1]) if len(own) == 2 else (None, own[0]) for own in filled)


def whole(row: HtmlElement, texts: Sequence[str]) -> HtmlElement | None:
    """The cell of a row that holds several paragraphs and nothing beside it: text inside a table rather than data."""
    if sum(map(bool, texts)) != 1:
        return None
    return next((cell for cell in row.iterchildren("td", "th") if _has_parts(cell)), None)


def _has_parts(cell: HtmlElement) -> bool:
    """Whether a cell holds more than one paragraph or item."""
    inmost = [inner for inner in cell.iter("p", "li", "div") if next(inner.iterdescendants("p", "li", "div"), None) is None]
    return sum(1 for inner in inmost if plain(inner.text_content())) > 1 or sum(1 for _ in cell.iter("br")) > 1
