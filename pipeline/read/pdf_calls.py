"""pdfium's functions called straight: pypdfium2's bindings check the type of every argument, which takes longer than the call itself.

So nothing is checked: what stands for a page, a text page or an object must be a `Handle`, a number fits a C int, and a place for a
result is `ctypes.byref` of the right type.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

PDFIUM = threading.RLock()
"""Held by whoever calls pdfium: it works for one thread of a process at a time, and crashes with two."""


class Handle(ctypes.c_void_p):
    """Something that pdfium holds; false where there is none. A subclass, so that ctypes keeps all its 64 bits in a call."""


def handle(raw: Any) -> Handle:
    """A typed pointer of pypdfium2 as a `Handle`. Its owner must outlive it."""
    return ctypes.cast(raw, Handle)


def _straight(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


loose_box = _straight(pdfium.FPDFText_GetLooseCharBox)
origin = _straight(pdfium.FPDFText_GetCharOrigin)
owner = _straight(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
"""The address of the text object that a character belongs to, None where pdfium made it up."""
font_size = _straight(pdfium.FPDFText_GetFontSize, ctypes.c_double)
font_info = _straight(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)
font_weight = _straight(pdfium.FPDFText_GetFontWeight)
text_matrix = _straight(pdfium.FPDFText_GetMatrix)

page_objects = _straight(pdfium.FPDFPage_CountObjects)
page_object = _straight(pdfium.FPDFPage_GetObject, Handle)
form_objects = _straight(pdfium.FPDFFormObj_CountObjects)
form_object = _straight(pdfium.FPDFFormObj_GetObject, Handle)
kind = _straight(pdfium.FPDFPageObj_GetType)
bounds = _straight(pdfium.FPDFPageObj_GetBounds)
matrix = _straight(pdfium.FPDFPageObj_GetMatrix)
draw_mode = _straight(pdfium.FPDFPath_GetDrawMode)
segments = _straight(pdfium.FPDFPath_CountSegments)
segment = _straight(pdfium.FPDFPath_GetPathSegment, Handle)
segment_point = _straight(pdfium.FPDFPathSegment_GetPoint)
segment_kind = _straight(pdfium.FPDFPathSegment_GetType)
segment_closes = _straight(pdfium.FPDFPathSegment_GetClose)
