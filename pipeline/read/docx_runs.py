"""Runs of a Word paragraph -> text with weights: what is shown, after all changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.read.runs import Run

if TYPE_CHECKING:
    from pipeline.read.docx_styles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOXES = f"{W}txbxContent"
_TEXT, _RUN, _SDT = f"{W}t", f"{W}r", f"{W}sdt"
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "txbxContent", "footnoteReference"))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_FALSE = frozenset({"0", "false", "off", "none"})


def runs_of(paragraph: Any, bold: bool) -> list[Run]:
    """The paragraph's text; `bold`: what its style says where a run says nothing."""
    return list(_runs(paragraph, bold))


def _runs(parent: Any, bold: bool) -> Iterator[Run]:
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or tag in _GONE or tag == _FALLBACK:
            continue
        if tag == _RUN:
            yield from _run(child, bold)
        elif tag == _SDT:
            if child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                yield from _runs(child, bold)
        elif len(child):
            yield from _runs(child, bold)


def _run(run: Any, bold: bool) -> Iterator[Run]:
    properties = run.find(f"{W}rPr")
    if properties is not None:
        if on(properties.find(f"{W}vanish"), False):
            return
        bold = on(properties.find(f"{W}b"), bold) or _stands_out(properties)
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            yield Run(child.text or "", bold)
        elif tag in _BREAKS:
            yield Run("\n", bold, is_break=True)
        elif tag in _SIGNS:
            yield Run(_SIGNS[tag], bold)
        elif tag == f"{W}sym":
            code = child.get(f"{W}char", "")
            yield Run(chr(int(code, 16)) if code and int(code, 16) < 0x10000 else "", bold)
        elif tag == f"{W}fldChar":
            yield Run(_form_value(child), bold)


def _stands_out(properties: Any) -> bool:
    """Underlined or in capitals: what people type headings in who do not type them bold."""
    line = properties.find(f"{W}u")
    return on(properties.find(f"{W}caps"), False) or on(properties.find(f"{W}smallCaps"), False) or on(line, False)


def _form_value(field: Any) -> str:
    """The state of an old-style form's tick box or drop-down list."""
    box = field.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        mark = box.find(f"{W}checked")
        return "☒ " if on(mark if mark is not None else box.find(f"{W}default"), False) else "☐ "
    listing = field.find(f"{W}ffData/{W}ddList")
    if listing is not None:
        chosen = listing.find(f"{W}result")
        entries = listing.findall(f"{W}listEntry")
        number = chosen.get(f"{W}val", "0") if chosen is not None else "0"
        if number.isdigit() and int(number) < len(entries):
            return str(entries[int(number)].get(f"{W}val", ""))
    return ""


def on(mark: Any, default: bool) -> bool:
    """A switch of WordprocessingML: there without a value means on."""
    return default if mark is None else mark.get(f"{W}val", "true").casefold() not in _FALSE


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once, not those inside other boxes."""
    for box in paragraph.iter(_BOXES):
        outer = [element.tag for element in box.iterancestors()]
        here = outer[: outer.index(paragraph.tag)] if paragraph.tag in outer else outer
        if _FALLBACK not in here and _BOXES not in here:
            yield box


def is_bold(cell: Any, styles: Styles) -> bool:
    """A cell with text, all of it bold."""
    runs = [
        run
        for paragraph in cell.iter(f"{W}p")
        for run in runs_of(paragraph, styles.role(paragraph).bold)
        if run.text.strip() and not run.is_break
    ]
    return bool(runs) and all(run.bold for run in runs)
