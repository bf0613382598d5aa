"""A page as pdfium holds it -> `Ink`: its characters gathered into words with place, size, weight and direction."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from sys import intern
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.read import pdf_calls
from pipeline.read.pdf_calls import Handle, handle
from pipeline.read.pdf_ink import DESCENT, Ink, Point, Widget, Word, placer
from pipeline.read.pdf_rules import drawn

_TOKEN = re.compile("[^\\s\x00\u200b\ufffe\x02]+(?:\xa0[^\\s\x00\u200b\ufffe\x02]+)*[\ufffe\x02]?|[\ufffe\x02]")
_MARKS = frozenset("0123456789ivxl*†‡")
_STOPS = frozenset('.,;:!?)]»”’"')
_TAILS = _MARKS | _STOPS
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!tri)|[-,]bd|gras", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_LONGEST_NAME = 128


def ink(page: Any, number: int, widgets: list[Widget]) -> Ink:
    """All that is printed on a page. Raises pypdfium2.PdfiumError: the page's text cannot be read."""
    turn = page.get_rotation()
    width, height, place = placer(page, turn)
    textpage = page.get_textpage()
    try:
        words, sideways, unmapped = _words(textpage, place, turn)
        if len(sideways) > len(words):
            # the page is shown lying on its side: it is read the way its text runs
            angles = Counter(word.angle for word in sideways)
            turn = max(angles, key=lambda angle: angles[angle])
            width, height, place = placer(page, turn)
            words, sideways, unmapped = _words(textpage, place, turn)
    finally:
        textpage.close()
    rules, images = drawn(page, place)
    return Ink(number, width, height, words, rules, widgets, sideways, images, unmapped, turn)


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
    """Words that stand upright, those that run another way, and the number of characters without a Unicode value.

    Every word of a report passes here, nearly all of them upright: those are made in place, without a call of Python's.
    """
    text = characters(textpage)
    page = handle(textpage.raw)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_ref, x_ref, y_ref = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    loose, origin, owner, new = pdf_calls.loose_box, pdf_calls.origin, pdf_calls.owner, tuple.__new__
    faces = _Faces(page)
    words: list[Word] = []
    sideways: list[Word] = []
    face, last_owner, last_end, last_y = _Face(0.0, False, 0), None, -1, math.nan
    size, bold, plain, base = 0.0, False, False, 0.0
    shift, top = place(0.0, 0.0)
    for start, end in _tokens(text, faces):
        if not loose(page, start, box_ref):
            continue
        left, right = box.left, box.right
        if end - start > 1 and loose(page, end - 1, box_ref):
            last_left, last_right = box.left, box.right
            if last_right > left:
                right = last_right
            if last_left < left:
                left = last_left
        key = owner(page, start)
        if key != last_owner or not key:
            last_owner = key
            face = faces.of(start)
            size, bold, plain = face.size, face.bold, turn == 0 and face.angle == 0
        shown = intern(text[start:end])
        if plain:
            origin(page, start, x_ref, y_ref)
            if y.value != last_y:  # the words of one line share one number
                last_y = y.value
                base = top - last_y
            x0 = left + shift
            words.append(new(Word, (shown, x0, x0 + right - left, base, size or faces.height(start, end), bold, last_end == start, 0)))
        else:
            word = _turned(shown, faces.bounds(start, end), place, face, last_end == start)
            (words if face.angle >= 0 and (face.angle - turn) % 360 == 0 else sideways).append(word)
        last_end = end
    return words, sideways, text.count("\0") + text.count("\ufffd")


def _turned(shown: str, bounds: tuple[float, float, float, float], place: Point, face: _Face, glued: bool) -> Word:
    """A word of a turned page, or one that is set another way than most."""
    left, low, right, high = bounds
    (x0, y0), (x1, y1) = place(left, high), place(right, low)
    top, bottom = min(y0, y1), max(y0, y1)
    base = bottom - (bottom - top) * DESCENT
    return Word(shown, min(x0, x1), max(x0, x1), base, face.size or bottom - top, face.bold, glued, face.angle)


def _tokens(text: str, faces: _Faces) -> Iterator[tuple[int, int]]:
    """Where words begin and end; a footnote mark raised behind a word is a word of its own."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if text[end - 1] not in _TAILS:
            yield start, end
            continue
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
    """Size, weight and direction of a page's characters, of which a text object has one each; and the room they take."""

    def __init__(self, page: Handle) -> None:
        self._page = page
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._length = ctypes.c_ulong(_LONGEST_NAME)
        self._flags = ctypes.c_int()
        self._refs = tuple(map(ctypes.byref, (self._box, self._matrix, self._flags)))
        self._bold: dict[tuple[bytes, int], bool] = {}

    def bounds(self, start: int, end: int) -> tuple[float, float, float, float]:
        """Left, lower, right and upper edge of a word, in PDF user space, from its first and its last character."""
        box = self._box
        pdf_calls.loose_box(self._page, start, self._refs[0])
        left, low, right, high = box.left, box.bottom, box.right, box.top
        if end - start > 1 and pdf_calls.loose_box(self._page, end - 1, self._refs[0]):
            right = box.right if box.right > left else right
            left, low, high = min(left, box.left), min(low, box.bottom), max(high, box.top)
        return left, low, right, high

    def height(self, start: int, end: int) -> float:
        """Of a word whose font has no size."""
        _, low, _, high = self.bounds(start, end)
        return high - low

    def raised(self, text: str, start: int, end: int) -> int:
        """Where the small raised tail of a word begins; `end` where it has none."""
        first, last = pdf_calls.owner(self._page, start), pdf_calls.owner(self._page, end - 1)
        if not first or not last or first == last:
            return end
        size = self.of(start).size
        cut = end
        while cut > start + 1 and text[cut - 1] in _MARKS and self.of(cut - 1).size <= 0.8 * size:
            cut -= 1
        return cut

    def of(self, index: int) -> _Face:
        """The face of one character."""
        page, matrix = self._page, self._matrix
        _, matrix_ref, flags_ref = self._refs
        size = pdf_calls.font_size(page, index)
        angle = 0
        if pdf_calls.text_matrix(page, index, matrix_ref):
            size *= math.hypot(matrix.c, matrix.d)
            if abs(matrix.b) > 0.05 * abs(matrix.a) or matrix.a < 0:
                degrees = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
                nearest = round(degrees / 90) * 90
                angle = nearest % 360 if abs(degrees - nearest) < 3 else -1
        pdf_calls.font_info(page, index, self._name, self._length, flags_ref)
        key = (self._name.value, self._flags.value)
        bold = self._bold.get(key)
        if bold is None:
            weight = pdf_calls.font_weight(page, index)
            bold = bool(_BOLD.search(key[0].decode("latin-1"))) or bool(key[1] & _FORCE_BOLD) or 0 < _BOLD_WEIGHT <= weight <= 1000
            self._bold[key] = bold
        return _Face(size, bold, angle)
