"""AcroForm fields of a PDF: their labels and what was filled in."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.read.pdf_ink import Point, Widget, placer
from pipeline.read.text import plain

_TICKED = frozenset({pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON})
_WRITTEN = frozenset({pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX})
_LINES = re.compile(r"\r\n|[\r\n\u2028\u2029]")


def widgets(document: Any, page: Any, number: int) -> list[Widget]:
    """The fields of page `number`, top down. A choice (tick box, radio button) has its on-state as value where it is chosen."""
    env = document.formenv
    if env is None:
        return []
    _, _, place = placer(page, page.get_rotation())
    found: list[Widget] = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
                widget = _widget(env.raw, annotation, place, number)
                if widget is not None:
                    found.append(widget)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return sorted(found, key=lambda widget: (round(widget.top), widget.x0))


def _widget(form: Any, annotation: Any, place: Point, page: int) -> Widget | None:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind not in _TICKED and kind not in _WRITTEN:
        return None
    name = _string(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
    label = plain(_string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation))
    if kind in _TICKED:
        on = bool(pdfium.FPDFAnnot_IsChecked(form, annotation))
        state = plain(_string(pdfium.FPDFAnnot_GetFormFieldExportValue, form, annotation)) if on else ""
        values: tuple[str, ...] = (state or "Yes",) if on else ()
    else:
        raw = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
        values = tuple(line for line in map(plain, _LINES.split(raw)) if line)
    sides = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(sides))
    (x0, y0), (x1, y1) = place(sides.left, sides.top), place(sides.right, sides.bottom)
    return Widget(page, name, label, values, kind in _TICKED, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _string(call: Callable[..., int], form: Any, annotation: Any) -> str:
    size = call(form, annotation, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(form, annotation, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
