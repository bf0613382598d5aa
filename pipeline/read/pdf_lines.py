"""Words of a page -> printed lines, in pieces where wide gaps part them, and rows of such pieces side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pipeline.read.pdf_ink import Word
from pipeline.read.text import clean, lone_bullet
from pipeline.types import Box

WIDE = 0.9
"""Font sizes; a wider gap between two words may part columns, a narrower one is white space of justified lines."""
OVERLAP = 0.6
"""Font sizes by which a word may begin before the end of the one it follows."""
MARKER_REACH = 5.0
"""Font sizes between a bullet or number and the text that hangs from it."""

_MARKER = re.compile(r"(?:\[(?:\d{1,3}|[ivx]{1,5})\]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,2}){1,3}\.?)")
_RAISED = re.compile(r"\[?(?:[\d,*†‡]{1,5}|[ivxl]{1,6})\]?")
_BY_SIZE = attrgetter("size")
_UNITS = frozenset({"m", "km", "cm", "dm", "mm", "co", "hm"})


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of words on one base line of one page, with no wide gap in it. `text` is clean; `bold`: all of it."""

    page: int
    words: tuple[Word, ...]
    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.base - 0.76 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.base + 0.22 * self.size

    @property
    def box(self) -> Box:
        """Where the line stands."""
        return Box(self.page, round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2))

    @property
    def first_width(self) -> float:
        """Width of the first word, a bullet not counted."""
        words = self.words
        word = words[1] if len(words) > 1 and lone_bullet(words[0].text) else words[0]
        return word.x1 - word.x0


def line(page: int, words: Sequence[Word]) -> Line:
    """One line of words that stand left to right."""
    first = words[0]
    size, base = first.size, first.base
    if size <= 0 or any(word.size != size for word in words):
        size = _size(words)
        words = _without_raised(words, size)
        base = max(words, key=_BY_SIZE).base
    parts: list[str] = []
    end = x1 = first.x1
    weighty = 0
    for text, left, right, _, _, bold, glued, _ in words:
        if parts and not (glued and left - end < 0.3 * size):
            parts.append(" ")
        parts.append(text)
        end = right
        if right > x1:
            x1 = right
        weighty += bold
    text = "".join(parts).replace("\ufffe", "-").replace("\x02", "-")
    heavy = weighty == len(words)
    if weighty and not heavy:  # signs may be set either way
        heavy = all(word.bold for word in [word for word in words if any(map(str.isalnum, word.text))] or words)
    return Line(page, tuple(words), clean(text), words[0].x0, x1, base, size, heavy)


def _size(words: Sequence[Word]) -> float:
    """The size most characters are set in."""
    weights: dict[float, int] = {}
    for word in words:
        weights[word.size] = weights.get(word.size, 0) + len(word.text)
    return max(weights, key=lambda size: (weights[size], size))


def _without_raised(words: Sequence[Word], size: float) -> Sequence[Word]:
    """Footnote marks are taken out: "2019" with a raised 3 must not become "20193"."""
    if all(word.size > 0.8 * size for word in words):
        return words
    kept: list[Word] = []
    for word in words:
        raised = word.size <= 0.8 * size and word.base < words[0].base + 0.05 * size and _RAISED.fullmatch(word.text)
        if raised and kept and kept[-1].text.casefold() not in _UNITS and (word.glued or word.base < kept[-1].base - 0.1 * size):
            continue
        kept.append(word)
    return kept or words


def pieces(page: int, words: Iterable[Word]) -> list[Line]:
    """Words -> lines, following the order in which the page draws them as long as it goes left to right."""
    found: list[Line] = []
    group: list[Word] = []
    last: Word | None = None
    edge, level, letters = 0.0, 0.0, 0.0  # of the word before
    for word in words:
        _, left, right, base, size, _, _, _ = word
        even = base == level and size == letters and -OVERLAP * size < left - edge <= WIDE * size
        if even or (last is not None and _follows(last, word)):
            group.append(word)
        else:
            if group:
                found.append(line(page, group))
            group = [word]
        last, edge, level, letters = word, right, base, size
    if group:
        found.append(line(page, group))
    return [piece for piece in found if piece.text]


def _follows(last: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    drop = abs(word.base - last.base)
    if drop > 0.25 * size and not (drop < 0.6 * size and min(last.size, word.size) < 0.8 * size):
        return False
    gap = word.x0 - last.x1
    return -OVERLAP * size < gap <= WIDE * size or (gap > 0 and word.glued and gap < 2 * size)


def rows(found: Sequence[Line]) -> list[list[Line]]:
    """Lines that share a base line, left to right; rows from the top down. Pieces with no wide gap between them become one."""
    groups: list[list[Line]] = []
    for piece in sorted(found, key=lambda piece: piece.base):
        if groups and piece.base - groups[-1][-1].base <= 0.3 * min(piece.size, groups[-1][-1].size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_merged(group) for group in groups]


def _merged(group: list[Line]) -> list[Line]:
    if len(group) == 1:
        return group
    group.sort(key=lambda piece: piece.x0)
    merged = [group[0]]
    for piece in group[1:]:
        last = merged[-1]
        size = max(last.size, piece.size)
        gap = piece.x0 - last.x1
        if (gap < WIDE * size and gap > -size) or (is_marker(last) and gap < MARKER_REACH * size):
            merged[-1] = line(piece.page, (*last.words, *(_spaced(piece) if gap > 0.15 * size else piece.words)))
        else:
            merged.append(piece)
    return merged


def _spaced(piece: Line) -> tuple[Word, ...]:
    return (piece.words[0]._replace(glued=False), *piece.words[1:])


def is_marker(piece: Line) -> bool:
    """A bullet or number that stands alone, before the text that hangs from it."""
    return len(piece.words) == 1 and (lone_bullet(piece.text) or _MARKER.fullmatch(piece.text) is not None)


def joined(row: Sequence[Line]) -> Line:
    """The pieces of one row as one line."""
    if len(row) == 1:
        return row[0]
    return line(row[0].page, [word for piece in row for word in _spaced(piece)])
