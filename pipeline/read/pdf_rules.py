"""The straight lines that a page draws, of which tables are made, and how many pictures it holds."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.read import pdf_calls
from pipeline.read.pdf_calls import Handle, handle
from pipeline.read.pdf_ink import Point, Rule

MOST_OBJECTS = 20_000
"""Page objects searched for ruling lines; drawings have more, tables never."""
MOST_SEGMENTS = 400
"""Segments of a path that are looked at one by one."""
THIN = 2.5
"""Points; a filled rectangle no thicker than this is a line."""


def drawn(page: Any, place: Point) -> tuple[list[Rule], int]:
    """Ruling lines and the number of pictures."""
    found = _Drawing()
    sheet = handle(page.raw)
    get, kind_of = pdf_calls.page_object, pdf_calls.kind
    for index in range(min(pdf_calls.page_objects(sheet), MOST_OBJECTS)):
        item = get(sheet, index)
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            found.form(item, place)
        elif kind != pdfium.FPDF_PAGEOBJ_TEXT:
            found.add(item, kind, place)
    return found.rules, found.images


class _Drawing:
    """Collects lines and pictures; what pdfium tells of each goes through the same few places in memory."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.images = 0
        self._sides = (ctypes.c_float * 4)()
        self._edges = memoryview(self._sides).cast("B").cast("f")
        self._side_refs = [ctypes.byref(self._sides, 4 * index) for index in range(4)]
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_ref = ctypes.byref(self._matrix)
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._mode_refs = ctypes.byref(self._fill), ctypes.byref(self._stroke)

    def form(self, form: Handle, place: Point) -> None:
        """Lines inside a form object, brought to the page by its matrix."""
        matrix = self._matrix
        if not pdf_calls.matrix(form, self._matrix_ref):
            return
        a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

        def placed(x: float, y: float) -> tuple[float, float]:
            return place(a * x + c * y + e, b * x + d * y + f)

        for index in range(min(max(0, pdf_calls.form_objects(form)), MOST_OBJECTS)):
            item = pdf_calls.form_object(form, ctypes.c_ulong(index))
            self.add(item, pdf_calls.kind(item), placed)

    def add(self, item: Handle, kind: int, place: Point) -> None:
        """A picture, or a path: a thin bar, the four sides of a rectangle, or its segments one by one."""
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.images += 1
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not pdf_calls.bounds(item, *self._side_refs):
            return
        pdf_calls.draw_mode(item, *self._mode_refs)
        stroked = self._stroke.value
        if not self._fill.value and not stroked:
            return
        left, bottom, right, top = self._edges
        segments = pdf_calls.segments(item)
        wide, high = right - left, top - bottom
        if wide <= THIN or high <= THIN:
            if max(wide, high) > THIN:
                middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
                ends = ((left, middle_y), (right, middle_y)) if wide >= high else ((middle_x, bottom), (middle_x, top))
                self._line(place(*ends[0]), place(*ends[1]))
        elif segments <= 6 and not stroked:
            if wide > 8 and high > 8:
                corners = [place(left, bottom), place(right, bottom), place(right, top), place(left, top)]
                for here, there in zip(corners, [*corners[1:], corners[0]], strict=True):
                    self._line(here, there)
        elif segments <= MOST_SEGMENTS:
            self._path(item, segments, place)

    def _path(self, item: Handle, segments: int, place: Point) -> None:
        matrix = self._matrix
        pdf_calls.matrix(item, self._matrix_ref)
        a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
        x_ref, y_ref = self._side_refs[:2]
        start: tuple[float, float] | None = None
        here: tuple[float, float] | None = None
        for index in range(segments):
            segment = pdf_calls.segment(item, index)
            kind = pdf_calls.segment_kind(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                # rounded corners and drawings: not the lines of a table
                return
            pdf_calls.segment_point(segment, x_ref, y_ref)
            x, y = self._edges[0], self._edges[1]
            point = place(a * x + c * y + e, b * x + d * y + f)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and here is not None:
                self._line(here, point)
            if pdf_calls.segment_closes(segment) and start is not None:
                self._line(point, start)
            here = point

    def _line(self, here: tuple[float, float], there: tuple[float, float]) -> None:
        """Keeps a line that runs along or down the page."""
        x0, x1 = sorted((here[0], there[0]))
        top, bottom = sorted((here[1], there[1]))
        if x1 - x0 <= 1 < bottom - top:
            self.rules.append(Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
        elif bottom - top <= 1 < x1 - x0:
            self.rules.append(Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
