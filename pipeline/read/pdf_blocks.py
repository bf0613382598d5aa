"""Regions of all pages -> blocks: paragraphs, tables and fields in reading order, joined over page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.drafts import Draft, Piece, joined
from pipeline.read.grids import asks
from pipeline.read.hyphens import Vocabulary
from pipeline.read.pdf_ink import Ink, Widget
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_lines import joined as one_line
from pipeline.read.pdf_paragraphs import Paragraphs
from pipeline.read.pdf_pieces import pieces_of, text_of
from pipeline.read.pdf_regions import Flow, Region
from pipeline.read.pdf_styles import Usual
from pipeline.read.pdf_tables import Table, answer_flow, continues, fresh, has_parts, spills, table_of
from pipeline.read.text import clean, numbering
from pipeline.types import Box

REACH = 30.0
"""Points between a printed label and the field below it."""
WIDE_GAP = 1.5
"""Font sizes between a label and the answer on its line."""
_WORD = re.compile(r"\w+")


class Maker:
    """Tables are numbered, paragraphs and tables joined over page breaks, printed labels tied to their fields."""

    def __init__(self, usual: Usual, words: Vocabulary) -> None:
        self._words = words
        self._open = Paragraphs(usual, words)
        self._tables = 0
        self._last: Table | None = None
        self._found: list[Draft] = []
        self._asked = ""
        self._in_form = False

    def drafts(self, pages: Sequence[Sequence[Region]], notes: Sequence[Region], inks: Sequence[Ink]) -> list[Draft]:
        """All blocks in reading order, the footnotes of all pages last: in their places they would cut sentences in two."""
        for page, sheet in zip(pages, inks, strict=True):
            for index, region in enumerate(page):
                if isinstance(region, Flow):
                    self._last = None
                    if self._in_form or region.parted:
                        self._close()
                    self._flow(region)
                else:
                    self._table(table_of(region), first=not index)
            self._open.turn()
            if sheet.sideways:
                self._close()
                self._found.append(_sideways(sheet))
        self._close()
        for region in notes:
            if isinstance(region, Flow):
                self._flow(region)
                self._close()
        return _lone_numbers(self._found)

    def _close(self) -> None:
        self._found.extend(self._open.close())
        self._in_form = False

    def _flow(self, flow: Flow) -> None:
        self._open.turn()
        for row in flow.rows:
            lines = [item for item in row if isinstance(item, Line)]
            if len(lines) == 2 and lines[1].x0 - lines[0].x1 > WIDE_GAP * lines[0].size and _heads_line(lines[0], lines[1]):
                asking = asks(lines[0].text)
                self._found.extend(self._open.add(lines.pop(0), flow))
                self._close()
                if asking:
                    self._found[-1] = replace(self._found[-1], kind="label", level=0)
            if lines:
                self._found.extend(self._open.add(one_line(lines), flow))
            for item in row:
                if isinstance(item, Widget):
                    self._close()
                    self._widget(item)

    def _widget(self, widget: Widget) -> None:
        """The field's label, unless it is printed beside it and becomes the label itself, and what was filled in."""
        box = Box(widget.page, widget.x0, widget.top, widget.x1, widget.bottom)
        repeated = widget.is_choice and widget.name == self._asked and bool(widget.name)
        if not repeated and not self._printed(widget):
            label = widget.label or clean(widget.name)
            if label:
                self._found.append(Draft("label", pieces=((Piece(label, box),),)))
        self._asked = widget.name if widget.is_choice else ""
        for value in widget.values:
            self._found.append(Draft("paragraph", pieces=((Piece(value, box),),), gap=False))

    def _printed(self, widget: Widget) -> bool:
        """Whether the block before the field is its printed label; it is marked as one."""
        if not self._found:
            return False
        last = self._found[-1]
        if last.kind in {"row", "label"} or not last.pieces or not last.pieces[0]:
            return False
        box = last.pieces[0][-1].box
        above = -4 <= widget.top - box.bottom <= REACH and box.x0 < widget.x1 and box.x1 > widget.x0 - 40
        beside = box.x0 < widget.x0 and box.top < widget.bottom and box.bottom > widget.top
        if box.page != widget.page or not (above or beside):
            return False
        if widget.is_choice and (widget.label or not asks(joined(last.pieces[0]))):
            return False
        if widget.label and not _alike(widget.label, joined(last.pieces[0])):
            return False
        self._found[-1] = replace(last, kind="label", level=0)
        return True

    def _table(self, table: Table, *, first: bool) -> None:
        if not table.rows:
            return
        if table.question >= 0:
            self._form(table, goes_on=first and self._in_form)
            return
        self._close()
        self._open.end_list()
        found = list(table.rows)
        above = self._last if first else None
        goes_on = above is not None and continues(table, above)
        if goes_on and above is not None:
            found = fresh(table, above)
            if found and self._found and self._found[-1].kind == "row" and spills(found[0], self._found[-1].pieces, table.edges):
                self._spill(found.pop(0))
            table = replace(above, edges=table.edges)
        else:
            self._tables += 1
        self._last = table
        for index, row in enumerate(found):
            held = [column for column, cell in enumerate(row) if cell]
            if len(held) == 1 and has_parts(row[held[0]]):
                self._flow(answer_flow(table, row[held[0]], held[0]))
                self._close()
                continue
            cells = tuple(pieces_of(cell, self._words) for cell in row)
            header = index == table.head and not goes_on
            self._found.append(Draft("row", pieces=cells, gap=not index and not goes_on, table=self._tables - 1, header=header))

    def _form(self, table: Table, *, goes_on: bool) -> None:
        """Questions and answers. `goes_on`: the table ended the page before, and an answer may run over to this one."""
        self._last = None
        marked = any(asks(text_of(row[table.question])) for row in table.rows)
        for index, row in enumerate(table.rows):
            label, answer = row[table.question], row[table.question + 1]
            if label or index or not goes_on:
                self._close()
                self._open.end_list()
            if label:
                asking = asks(text_of(label))
                bold = not marked or all(line.bold for line in label)
                self._found.append(Draft("label" if asking else "paragraph", pieces=(pieces_of(label, self._words),), bold=bold))
            if answer and all(line.bold for line in answer) and not has_parts(answer):
                # a name in bold type is an answer, not a heading
                self._found.append(Draft("paragraph", pieces=(pieces_of(answer, self._words),), bold=True, gap=False))
            elif answer:
                self._flow(answer_flow(table, answer, table.question + 1))
        self._in_form = True

    def _spill(self, row: Sequence[tuple[Line, ...]]) -> None:
        """The rest of a row that a page break cut goes to the row it began in."""
        last = self._found[-1]
        cells = tuple((*cell, *pieces_of(more, self._words)) for cell, more in zip(last.pieces, row, strict=True))
        self._found[-1] = replace(last, pieces=cells)


def _heads_line(label: Line, answer: Line) -> bool:
    """Whether the first of two pieces of a line is a label: it asks, or it alone is bold."""
    return asks(label.text) or (label.bold and not answer.bold and any(map(str.isalpha, label.text)))


def _alike(one: str, other: str) -> bool:
    """Two wordings of one label: most words of the shorter are in the longer."""
    first, second = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return bool(first and second) and len(first & second) >= 0.6 * min(len(first), len(second))


def _sideways(sheet: Ink) -> Draft:
    words = sheet.sideways
    box = Box(
        sheet.number,
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
    return Draft("paragraph", pieces=((Piece(clean(" ".join(word.text for word in words)), box),),))


def _lone_numbers(found: list[Draft]) -> list[Draft]:
    """A numbered line is an item where another follows or goes before it; alone between other text it is a question or a heading's kin."""
    numbered = [index for index, draft in enumerate(found) if draft.kind == "item" and _is_numbered(draft)]
    marks = set(numbered)
    lone = []
    for index in numbered:
        before, after = index - 1, index + 1
        while before >= 0 and found[before].kind == "item" and before not in marks:
            before -= 1
        while after < len(found) and found[after].kind == "item" and after not in marks:
            after += 1
        if before not in marks and after not in marks:
            lone.append(index)
    for index in lone:
        found[index] = replace(found[index], kind="paragraph", level=0)
    return found


def _is_numbered(draft: Draft) -> bool:
    return bool(draft.pieces and draft.pieces[0] and numbering(draft.pieces[0][0].text + " x"))
