"""Word document -> Document: paragraphs, lists, tables, text boxes and content controls in the order of the body."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx as python_docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from pipeline.errors import DocumentError
from pipeline.read import sniff
from pipeline.read.docx_runs import W, boxes_in, is_bold, runs_of
from pipeline.read.docx_styles import Styles
from pipeline.read.drafts import Draft, document
from pipeline.read.grids import RUN_IN, asks, heads, is_form, names_questions, questions
from pipeline.read.runs import blocks_of
from pipeline.read.text import clean, plain
from pipeline.types import BlockKind, Document

LARGEST = 1024 * 1024 * 1024
"""Bytes; what the parts of a package may unpack to."""

_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_SDT, _SDT_CONTENT = f"{W}sdt", f"{W}sdtContent"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))


def read(data: bytes) -> Document:
    """A DOCX file. Raises DocumentError: damaged, empty, too-large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > LARGEST:
            raise DocumentError("too-large", "the document unpacks to more than a gigabyte; take its pictures out and send it again")
        package = python_docx.Document(io.BytesIO(data))
        title = clean(package.core_properties.title or "")
        body = package.element.body
        styles = Styles.of(package)
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
        OSError,
        EOFError,
    ) as error:
        raise DocumentError("damaged", "the Word file is broken; open it in a word processor, save it again and send that") from error
    if body is None:
        raise DocumentError("damaged", "the Word file has no body; open it in a word processor, save it again and send that")
    return document(data, sniff.DOCX, Walker(styles).drafts(body), title=title)


class Walker:
    """Goes through body elements in order; counts the tables."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._tables = 0

    def drafts(self, body: Any) -> Iterator[Draft]:
        """Every block of the document's body."""
        yield from self._container(body, "body")

    def _container(self, parent: Any, path: str) -> Iterator[Draft]:
        counts: dict[str, int] = {}
        gap = False
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            name = tag.rpartition("}")[2]
            counts[name] = counts.get(name, 0) + 1
            place = f"{path}/{name}[{counts[name]}]"
            if tag == _PARAGRAPH:
                found = list(self._paragraph(child, place, gap))
                gap = not found
                yield from found
            elif tag == _TABLE:
                yield from self._table(child, place)
                gap = True
            elif tag == _SDT:
                content = child.find(_SDT_CONTENT)
                if content is not None and child.find(f"{W}sdtPr/{W}showingPlcHdr") is None and not _is_contents(child):
                    yield from self._container(content, place)
            elif tag in _WRAPPERS:
                yield from self._container(child, place)

    def _paragraph(self, paragraph: Any, place: str, gap: bool) -> Iterator[Draft]:
        """The paragraph's blocks, then those of the text boxes anchored in it."""
        role = self._styles.role(paragraph)
        if role.is_contents:
            return
        runs = runs_of(paragraph, role.bold)
        kind: BlockKind = role.kind
        if kind == "item" and role.numbered and all(run.bold for run in runs if run.text.strip()):
            kind = "paragraph"
        drafts = list(blocks_of(runs, kind, role.level, place))
        for index, draft in enumerate(drafts):
            yield _set_off(draft, (gap or role.spaced or draft.kind == "heading") if not index else draft.gap)
        for index, box in enumerate(boxes_in(paragraph), start=1):
            yield from self._container(box, f"{place}/txbxContent[{index}]")

    def _table(self, table: Any, place: str) -> Iterator[Draft]:
        rows = [[_own_cells(row), row] for row in _own_rows(table)]
        nested = any(cell.find(f".//{_TABLE}") is not None for cells, _ in rows for cell in cells)
        widest = max((len(cells) for cells, _ in rows), default=0)
        texts = [self._row_texts(cells) for cells, _ in rows]
        if widest < 2 or nested:
            for number, (cells, _) in enumerate(rows, start=1):
                for index, cell in enumerate(cells, start=1):
                    yield from self._container(cell, f"{place}/tr[{number}]/tc[{index}]")
            return
        if self._asks(rows, texts):
            yield from self._form(rows, place)
            return
        question = self._question(rows, texts)
        if question >= 0:
            first = 1 if names_questions(texts[0], self._is_head(rows[0])) else 0
            yield from self._form(rows, place, first, question)
            return
        if self._has_chapters(rows):
            yield from self._form(rows, place)
            return
        width = max(map(len, texts))
        padded = [row + ("",) * (width - len(row)) for row in texts]
        headed = self._headed(rows, padded)
        for number, cells_texts in enumerate(padded, start=1):
            whole = self._whole(rows[number - 1][0], cells_texts)
            if whole:
                yield from self._container(rows[number - 1][0][whole - 1], f"{place}/tr[{number}]/tc[{whole}]")
                continue
            yield Draft(
                "row",
                cells=cells_texts,
                place=f"{place}/tr[{number}]",
                table=self._tables,
                header=number <= headed,
                gap=number == 1,
            )
        self._tables += 1

    def _row_texts(self, cells: Sequence[Any]) -> tuple[str, ...]:
        found: list[str] = []
        for cell in cells:
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            found.append("" if goes_on else plain(" ".join(draft.text for draft in self._container(cell, ""))))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            wide = span.get(f"{W}val", "1") if span is not None else "1"
            found.extend([""] * (min(int(wide), 60) - 1 if wide.isdigit() else 0))
        return tuple(found)

    def _asks(self, rows: Sequence[Sequence[Any]], texts: Sequence[tuple[str, ...]]) -> bool:
        """A form in disguise: the left cells ask, or they alone are bold."""
        if any(len(row) != 2 for row in texts if any(row)) or any(_repeats(row) for _, row in rows):
            return False
        if is_form(texts, any(self._has_parts(cells[-1]) for cells, _ in rows if len(cells) == 2)):
            return True
        pairs = [cells for cells, _ in rows if len(cells) == 2]
        if not any(text[0].count(" ") >= RUN_IN or self._has_parts(cells[1]) for text, cells in zip(texts, pairs, strict=False)):
            return False
        return len(pairs) > 1 and all(is_bold(left, self._styles) and not is_bold(right, self._styles) for left, right in pairs)

    def _question(self, rows: Sequence[Sequence[Any]], texts: Sequence[tuple[str, ...]]) -> int:
        """Column of the questions where the table is a form that does not mark them, else -1."""
        if max(map(len, texts)) > 3:
            return -1
        return questions(texts, [[self._has_parts(cell) for cell in cells] for cells, _ in rows], self._is_head(rows[0]))

    def _has_chapters(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Whether a table is a form that parts its questions by rows over the whole width."""
        filled = [cells for cells, _ in rows if any(self._row_texts(cells))]
        pairs = [cells for cells in filled if len(cells) == 2]
        across = sum(len(cells) == 1 for cells in filled)
        if len(pairs) + across < len(filled) or across < 2 or any(self._has_parts(cells[0]) for cells in pairs):
            return False
        return any(self._has_parts(cells[1]) for cells in pairs)

    def _is_head(self, row: Sequence[Any]) -> bool:
        """Whether a row is set off as a heading: repeated on every page, or bold."""
        return _repeats(row[1]) or all(is_bold(cell, self._styles) for cell in row[0])

    def _whole(self, cells: Sequence[Any], texts: Sequence[str]) -> int:
        """Number of the cell that holds several paragraphs and nothing beside it, 0 where the row is data."""
        if sum(map(bool, texts)) != 1:
            return 0
        return next((index for index, cell in enumerate(cells, start=1) if self._has_parts(cell)), 0)

    def _has_parts(self, cell: Any) -> bool:
        """Whether a cell holds several paragraphs."""
        return sum(1 for draft in self._container(cell, "") if draft.text or draft.cells) > 1

    def _form(self, rows: Sequence[Sequence[Any]], place: str, first: int = 0, question: int = -1) -> Iterator[Draft]:
        """Labels and answers from row `first` on. `question`: column of questions that the form does not mark, -1 where it marks them."""
        for number, (cells, _) in enumerate(rows[first:], start=first + 1):
            for index, cell in enumerate(cells[max(question, 0) :]):
                path = f"{place}/tr[{number}]/tc[{max(question, 0) + index + 1}]"
                drafts = list(self._container(cell, path))
                if not index and len(cells) > 1 and drafts:
                    text = plain(" ".join(draft.text for draft in drafts))
                    bold = question >= 0 or all(draft.bold for draft in drafts)
                    yield Draft("paragraph" if question >= 0 else "label", text, bold=bold, place=path)
                else:
                    yield from drafts

    def _headed(self, rows: Sequence[Sequence[Any]], texts: Sequence[tuple[str, ...]]) -> int:
        """How many rows at the top name the columns."""
        marked = 0
        while marked < len(rows) and _repeats(rows[marked][1]):
            marked += 1
        if marked:
            return marked if marked < len(rows) else 1
        bold = [all(is_bold(cell, self._styles) for cell in cells) for cells, _ in rows[:2]]
        if len(rows) > 1 and bold[0] and not bold[1] and sum(map(bool, texts[0])) > 1:
            return 1
        return int(heads(texts[0], texts[1:]) and not asks(texts[0][0]))


def _set_off(draft: Draft, gap: bool) -> Draft:
    if draft.gap == gap:
        return draft
    return Draft(draft.kind, draft.text, level=draft.level, bold=draft.bold, gap=gap, place=draft.place)


def _own_rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _ROW:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag == _SDT or child.tag in _WRAPPERS:
            yield from _own_rows(child.find(_SDT_CONTENT) if child.tag == _SDT and child.find(_SDT_CONTENT) is not None else child)


def _own_cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    for child in row:
        if child.tag == _CELL:
            cells.append(child)
        elif child.tag == _SDT or child.tag in _WRAPPERS:
            cells.extend(_own_cells(child.find(_SDT_CONTENT) if child.tag == _SDT and child.find(_SDT_CONTENT) is not None else child))
    return cells


def _repeats(row: Any) -> bool:
    """The row is marked to be repeated at the top of each page."""
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(f"{W}val", "true") not in {"0", "false", "off"}


def _is_contents(control: Any) -> bool:
    """A generated table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in gallery.get(f"{W}val", "").casefold()
