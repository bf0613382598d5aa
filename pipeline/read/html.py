"""HTML page -> Document: the main content only, with its headings, lists, tables, labels and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from pipeline.errors import DocumentError
from pipeline.read import html_main, html_tables, sniff
from pipeline.read.drafts import Draft, document
from pipeline.read.encoding import decode
from pipeline.read.runs import Run, blocks_of
from pipeline.read.text import clean, plain
from pipeline.types import BlockKind, Document

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS_TEXT = """
address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hgroup hr html iframe legend li main menu nav ol optgroup option p pre section select summary table tbody td textarea tfoot th
thead tr ul label
"""
BLOCKS = frozenset(BLOCKS_TEXT.split())
BOLD = frozenset({"b", "strong"})
LISTS = frozenset({"ul", "ol", "menu", "dir"})
_TYPED = frozenset({"", "text", "email", "url", "tel", "date", "number", "datetime-local", "month", "week", "time"})
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LABEL = re.compile(
    r"(?:field|form|control|views|webform|form-item|question|item|survey|qpr|measure)?(?:__|--|-|_)?(?:label|question)(?:-title|-text|-name)?",
    re.IGNORECASE,
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|list-item|table|flex|grid)", re.IGNORECASE)


def read(data: bytes) -> Document:
    """An HTML page. Raises DocumentError: empty."""
    head = _CHARSET.search(data[:4096])
    declared = (head[1] or head[2]).decode("ascii", "replace") if head else ""
    text = _DECLARATION.sub("", decode(data, declared)).replace("\0", "")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError as error:
        raise DocumentError("empty", "the page holds no text; ask the sender for the report itself") from error
    title = clean(root.findtext(".//title") or "")
    walker = Walker(root)
    return document(data, sniff.HTML, walker.drafts(html_main.contents(root)), title=title)


class Walker:
    """Goes through the content in document order and gathers inline text until a block ends."""

    def __init__(self, root: HtmlElement) -> None:
        self._tree = root.getroottree()
        self._runs: list[Run] = []
        self._found: list[Draft] = []
        self._tables = 0
        self._options = _options(root)

    def drafts(self, contents: Iterable[HtmlElement]) -> Iterator[Draft]:
        """Every block of the content elements."""
        for element in contents:
            self._walk(element, "paragraph", 0, False)
            self._flush(element, "paragraph", 0)
            yield from self._found
            self._found = []

    def _place(self, element: HtmlElement) -> str:
        return str(self._tree.getpath(element))

    def _flush(self, element: HtmlElement, kind: BlockKind, level: int) -> None:
        """The gathered runs become blocks of `kind`."""
        runs, self._runs = self._runs, []
        if runs:
            self._found.extend(blocks_of(runs, kind, level, self._place(element)))

    def _walk(self, element: HtmlElement, kind: BlockKind, level: int, bold: bool) -> None:
        """The element's text and children; `kind` and `level` are what its loose text will be."""
        if element.text:
            self._runs.append(Run(element.text, bold))
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, element, kind, level, bold)
                if kind == "item" and self._found and not self._runs and child.tag in BLOCKS and child.tag not in LISTS:
                    kind = "paragraph"
            if child.tail:
                self._runs.append(Run(child.tail, bold))

    def _child(self, child: HtmlElement, parent: HtmlElement, kind: BlockKind, level: int, bold: bool) -> None:
        tag = child.tag
        bold = bold or tag in BOLD or _has_style(child, _BOLD_STYLE)
        if tag == "br":
            self._runs.append(Run("\n", bold, is_break=True))
        elif tag == "sup" and child.find(".//a") is not None:
            return
        elif tag in {"input", "textarea", "select"}:
            self._flush(parent, kind, level)
            self._answer(child)
        elif tag == "label" and child in self._options:
            self._flush(parent, kind, level)
            if self._options[child]:
                self._block(child, "paragraph", 0, False)
        elif tag in BLOCKS or _is_label(child) or _has_style(child, _BLOCK_STYLE):
            self._flush(parent, kind, level)
            self._open(child, kind, level, bold)
        else:
            self._walk(child, kind, level, bold)

    def _open(self, child: HtmlElement, kind: BlockKind, level: int, bold: bool) -> None:
        """A block element: what its own text is depends on its tag."""
        tag = child.tag
        if tag in HEADINGS:
            self._block(child, "heading", HEADINGS[tag], bold)
        elif tag == "table":
            self._table(child)
        elif tag in {"label", "legend", "dt"} or _is_label(child):
            self._block(child, "label", 0, bold)
        elif tag in LISTS:
            self._block(child, "paragraph", level + 1, bold)
        elif tag == "li":
            self._block(child, "item", max(level, 1), bold)
        elif tag == "pre":
            for line in "".join(child.itertext()).split("\n"):
                self._runs += [Run(line, bold), Run("\n", bold, is_break=True)]
            self._flush(child, "paragraph", 0)
        else:
            self._block(child, "item" if kind == "item" else "paragraph", level, bold)

    def _block(self, element: HtmlElement, kind: BlockKind, level: int, bold: bool) -> None:
        self._walk(element, kind, level, bold)
        self._flush(element, kind, level)

    def _table(self, table: HtmlElement) -> None:
        grid = html_tables.grid(table)
        if grid is None:
            for cell in html_tables.cells_in_order(table):
                self._block(cell, "paragraph", 0, cell.tag == "th")
            return
        for caption in table.iterchildren("caption"):
            self._block(caption, "paragraph", 0, False)
        if grid.is_form:
            for label, answer in grid.pairs:
                if label is not None:
                    self._block(label, "label" if grid.asks else "paragraph", 0, True)
                if answer is not None:
                    self._block(answer, "paragraph", 0, answer.tag == "th")
            return
        for row, cells, header in grid.rows:
            whole = html_tables.whole(row, cells)
            if whole is not None:
                self._block(whole, "paragraph", 0, False)
                continue
            self._found.append(Draft("row", cells=cells, place=self._place(row), table=self._tables, header=header, gap=not self._found))
        self._tables += 1

    def _answer(self, element: HtmlElement) -> None:
        """What was filled into a form's element."""
        if element.tag == "textarea":
            value = "".join(element.itertext())
        elif element.tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None and option.get("value", "-")]
            value = "\n".join("".join(option.itertext()) for option in chosen)
        elif element.get("type", "").casefold() in _TYPED:
            value = element.get("value", "")
        else:
            return
        for line in value.split("\n"):
            self._runs += [Run(line, False), Run("\n", False, is_break=True)]
        self._flush(element, "paragraph", 0)


def _has_style(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    style = element.get("style")
    return style is not None and pattern.search(style) is not None


def _is_label(element: HtmlElement) -> bool:
    names = element.get("class")
    if not names or ("abel" not in names and "uestion" not in names):
        return False
    if "label-" in names and "field" not in names:
        return False
    return any(_LABEL.fullmatch(name) for name in names.split())


def _options(root: HtmlElement) -> dict[HtmlElement, bool]:
    """The labels that name a choice to tick, with whether it is ticked."""
    found: dict[HtmlElement, bool] = {}
    by_id: dict[str, HtmlElement] = {}
    for label in root.iter("label"):
        target = label.get("for")
        if target:
            by_id[target] = label
    for choice in root.iter("input"):
        if choice.get("type", "").casefold() not in {"checkbox", "radio"}:
            continue
        ticked = choice.get("checked") is not None
        around = next(choice.iterancestors("label"), None)
        named = by_id.get(choice.get("id", ""), around)
        if named is not None and plain(named.text_content()):
            found[named] = ticked
    return found
