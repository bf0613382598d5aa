"""What stands on a PDF page: words, ruling lines and filled-in fields, as values; and how pdfium gives them.

Coordinates are in PDF points from the top left corner of the page as it is shown (crop box and rotation applied).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_TOKEN = re.compile("[^\\s\x00\u200b\ufffe\x02]+(?:\xa0[^\\s\x00\u200b\ufffe\x02]+)*[\ufffe\x02]?|[\ufffe\x02]")
_MARKS = frozenset("0123456789ivxl*†‡")
_STOPS = frozenset('.,;:!?)]»”’"')
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!tri)|[-,]bd|gras", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
ASCENT, DESCENT = 0.76, 0.22
"""Shares of the font size above and below the base line; fonts lie about their own."""
MOST_OBJECTS = 20_000
"""Page objects searched for ruling lines; drawings have more, tables never."""
THIN = 2.5
"""Points; a filled rectangle no thicker than this is a line."""


class Word(NamedTuple):
    """A run of printed characters without white space. `base`: y of the base line; `glued`: no space parts it from the word before;
    `angle`: its direction in the file, in degrees.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    glued: bool = False
    angle: int = 0

    @property
    def top(self) -> float:
        """Upper edge by the font's size."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower edge by the font's size."""
        return self.base + DESCENT * self.size


class Rule(NamedTuple):
    """A horizontal or vertical line: x0 == x1 or top == bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


class Widget(NamedTuple):
    """A field of an interactive form. `values`: the paragraphs filled in, none where it was left empty; `is_choice`: a box to tick."""

    page: int
    name: str
    label: str
    values: tuple[str, ...]
    is_choice: bool
    x0: float
    top: float
    x1: float
    bottom: float


class Ink(NamedTuple):
    """One page. `number` counts from 1; `sideways`: text that is not set horizontally; `unmapped`: characters without a Unicode value."""

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule]
    widgets: list[Widget]
    sideways: list[Word]
    images: int
    unmapped: int = 0


Point = Callable[[float, float], tuple[float, float]]


def placer(page: Any, turn: int) -> tuple[float, float, Point]:
    """Width, height, and the function from PDF user space to the page turned by `turn` degrees (clockwise)."""
    left, bottom, right, top = page.get_cropbox()
    wide, high = right - left, top - bottom
    if turn == 90:
        return high, wide, lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return wide, high, lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return high, wide, lambda x, y: (top - y, right - x)
    return wide, high, lambda x, y: (x - left, top - y)


def ink(page: Any, number: int, widgets: list[Widget]) -> Ink:
    """All that is printed on a page. Raises pypdfium2.PdfiumError: the page's text cannot be read."""
    turn = page.get_rotation()
    width, height, place = placer(page, turn)
    textpage = page.get_textpage()
    words, sideways, unmapped = _words(textpage, place, turn)
    if len(sideways) > len(words):
        # the page is shown lying on its side: it is read the way its text runs
        angles = Counter(word.angle for word in sideways)
        turn = max(angles, key=lambda angle: angles[angle])
        width, height, place = placer(page, turn)
        words, sideways, unmapped = _words(textpage, place, turn)
    rules, images = _drawn(page.raw, place)
    textpage.close()
    return Ink(number, width, height, words, rules, widgets, sideways, images, unmapped)


def characters(textpage: Any) -> str:
    """The page's characters, one for each of pdfium's indices."""
    count = textpage.count_chars()
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage.raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        # a non-breaking space ties words; a page that knows no other means nothing by it
        return text if text.count("\xa0") * 4 < text.count(" ") else text.replace("\xa0", " ")
    # characters outside the first plane or without a value break the count: ask one by one
    codes = [pdfium.FPDFText_GetUnicode(textpage.raw, index) for index in range(count)]
    return "".join(chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\0" for code in codes)


class _Face(NamedTuple):
    size: float
    bold: bool
    angle: int
    """Degrees; -1 for text on a slant."""


def _words(textpage: Any, place: Point, turn: int) -> tuple[list[Word], list[Word], int]:
    text = characters(textpage)
    raw = textpage.raw
    box = pdfium.FS_RECTF()
    ref = ctypes.byref(box)
    x, y = ctypes.c_double(), ctypes.c_double()
    xref, yref = ctypes.byref(x), ctypes.byref(y)
    loose, origin, owner = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetTextObject
    address = ctypes.addressof
    faces = _Faces(raw)
    words: list[Word] = []
    sideways: list[Word] = []
    last_owner, face, last_end = 0, _Face(0.0, False, 0), -1
    upright = turn == 0
    for start, end in _tokens(text, faces):
        if not loose(raw, start, ref):
            continue
        left, low, right, high = box.left, box.bottom, box.right, box.top
        if end - start > 1 and loose(raw, end - 1, ref):
            right = box.right if box.right > left else right
            left, low, high = min(left, box.left), min(low, box.bottom), max(high, box.top)
        origin(raw, start, xref, yref)
        handle = owner(raw, start)
        key = address(handle.contents) if handle else 0
        if key != last_owner or not key:
            face = faces.of(start)
            last_owner = key
        shown = text[start:end]
        if upright and face.angle == 0:
            x0, base = place(left, y.value)
            words.append(Word(shown, x0, x0 + right - left, base, face.size or high - low, face.bold, last_end == start))
        else:
            (x0, y0), (x1, y1) = place(left, high), place(right, low)
            shown_angle = (face.angle - turn) % 360 if face.angle >= 0 else -1
            x0, x1, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            word = Word(
                shown, x0, x1, bottom - (bottom - top) * DESCENT, face.size or bottom - top, face.bold, last_end == start, face.angle
            )
            (words if shown_angle == 0 else sideways).append(word)
        last_end = end
    return words, sideways, text.count("\0") + text.count("\ufffd")


def _tokens(text: str, faces: _Faces) -> Iterator[tuple[int, int]]:
    """Where words begin and end; a footnote mark raised behind a word is a word of its own."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        tail = end
        while tail > start + 2 and text[tail - 1] in _STOPS:
            tail -= 1
        # "20193" may be 2019 with a raised 3, "policy2," a policy with a note
        long = tail > start + 2 or (tail == start + 2 and text[start] in _STOPS)
        if long and text[tail - 1] in _MARKS and (not text[start].isdigit() or tail > start + 4):
            cut = faces.raised(text, start, tail)
            if start < cut < tail:
                yield start, cut
                yield cut, tail
                start = tail
        if start < end:
            yield start, end


class _Faces:
    """Size, weight and direction of characters; a text object has one of each."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._bold: dict[tuple[bytes, int], bool] = {}

    def raised(self, text: str, start: int, end: int) -> int:
        """Where the small raised tail of a word begins; `end` where it has none."""
        first, last = pdfium.FPDFText_GetTextObject(self._raw, start), pdfium.FPDFText_GetTextObject(self._raw, end - 1)
        if not first or not last or ctypes.addressof(first.contents) == ctypes.addressof(last.contents):
            return end
        size = self.of(start).size
        cut = end
        while cut > start + 1 and text[cut - 1] in _MARKS and self.of(cut - 1).size <= 0.8 * size:
            cut -= 1
        return cut

    def of(self, index: int) -> _Face:
        """The face of one character."""
        size = pdfium.FPDFText_GetFontSize(self._raw, index)
        matrix = self._matrix
        angle = 0
        if pdfium.FPDFText_GetMatrix(self._raw, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
            if abs(matrix.b) > 0.05 * abs(matrix.a) or matrix.a < 0:
                degrees = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
                nearest = round(degrees / 90) * 90
                angle = nearest % 360 if abs(degrees - nearest) < 3 else -1
        pdfium.FPDFText_GetFontInfo(self._raw, index, self._name, 128, ctypes.byref(self._flags))
        key = (self._name.value, self._flags.value)
        if key not in self._bold:
            name = key[0].decode("latin-1")
            weight = pdfium.FPDFText_GetFontWeight(self._raw, index)
            self._bold[key] = bool(_BOLD.search(name)) or bool(key[1] & _FORCE_BOLD) or 0 < _BOLD_WEIGHT <= weight <= 1000
        return _Face(size, self._bold[key], angle)


def _drawn(raw: Any, place: Point) -> tuple[list[Rule], int]:
    """Ruling lines and the number of pictures."""
    rules: list[Rule] = []
    images = 0
    sides = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(side) for side in sides]
    bounds, kind_of, get = pdfium.FPDFPageObj_GetBounds, pdfium.FPDFPageObj_GetType, pdfium.FPDFPage_GetObject
    for index in range(min(pdfium.FPDFPage_CountObjects(raw), MOST_OBJECTS)):
        item = get(raw, index)
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            if bounds(item, *refs):
                left, bottom, right, top = (side.value for side in sides)
                _path_rules(item, left, bottom, right, top, place, rules)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            images += _form_drawn(item, place, rules)
    return rules, images


def _form_drawn(form: Any, place: Point, rules: list[Rule]) -> int:
    """Lines inside a form object, brought to the page by its matrix. Returns the number of pictures."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, ctypes.byref(matrix)):
        return 0
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def placed(x: float, y: float) -> tuple[float, float]:
        return place(a * x + c * y + e, b * x + d * y + f)

    images = 0
    sides = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(side) for side in sides]
    for index in range(min(max(0, pdfium.FPDFFormObj_CountObjects(form)), MOST_OBJECTS)):
        item = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(item, *refs):
            left, bottom, right, top = (side.value for side in sides)
            _path_rules(item, left, bottom, right, top, placed, rules)
    return images


def _path_rules(item: Any, left: float, bottom: float, right: float, top: float, place: Point, rules: list[Rule]) -> None:
    """The straight lines of one path: a thin bar, the four sides of a rectangle, or its segments one by one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    segments = pdfium.FPDFPath_CountSegments(item)
    wide, high = right - left, top - bottom
    if wide <= THIN or high <= THIN:
        if max(wide, high) > THIN:
            middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
            ends = ((left, middle_y), (right, middle_y)) if wide >= high else ((middle_x, bottom), (middle_x, top))
            _add(rules, place(*ends[0]), place(*ends[1]))
        return
    if segments <= 6 and not stroke.value:
        if wide > 8 and high > 8:
            corners = [place(left, bottom), place(right, bottom), place(right, top), place(left, top)]
            for here, there in zip(corners, [*corners[1:], corners[0]], strict=True):
                _add(rules, here, there)
        return
    if segments <= 400:
        _segment_rules(item, segments, place, rules)


def _segment_rules(item: Any, segments: int, place: Point, rules: list[Rule]) -> None:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    here: tuple[float, float] | None = None
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = place(matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            # rounded corners and drawings: not the lines of a table
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and here is not None:
            _add(rules, here, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            _add(rules, point, start)
        here = point


def _add(rules: list[Rule], here: tuple[float, float], there: tuple[float, float]) -> None:
    x0, x1 = sorted((here[0], there[0]))
    top, bottom = sorted((here[1], there[1]))
    if x1 - x0 <= 1 < bottom - top:
        rules.append(Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
    elif bottom - top <= 1 < x1 - x0:
        rules.append(Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
