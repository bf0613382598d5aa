"""Lines in reading order -> paragraphs, headings and items, joined over lines, columns and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.drafts import Draft
from pipeline.read.grids import asks, prompts
from pipeline.read.hyphens import Vocabulary
from pipeline.read.lists import Markers
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_lines import line as one_line
from pipeline.read.pdf_pieces import pieces_of
from pipeline.read.pdf_regions import Flow
from pipeline.read.pdf_styles import Usual
from pipeline.read.text import box, bullet, numbering
from pipeline.types import BlockKind

_CLOSED = (".", "!", "?", ":", ";", ".”", ".»", '."', ". »", "…")
_ENDS = (".", ";", ",")
LONGEST_HEADING = 160
"""Characters."""
STEP = 0.8
"""Font sizes; a smaller difference of left edges is no indentation."""


class Paragraphs:
    """The paragraph that is open and the list it may stand in. Feed it lines; it gives back what is finished."""

    def __init__(self, usual: Usual, words: Vocabulary) -> None:
        self._usual, self._words = usual, words
        self._lines: list[Line] = []
        self._flow: Flow | None = None
        self._gap = True
        self._broken = False
        self._markers = Markers(tolerance=6.0)

    def add(self, line: Line, flow: Flow) -> Iterator[Draft]:
        """The next line. Yields the paragraph before it where the line does not belong to it."""
        if self._lines and self._goes_on(line, flow):
            self._lines.append(line)
            self._flow, self._broken = flow, False
            return
        gap = self._set_off(line, flow)
        yield from self.close()
        self._lines, self._flow, self._gap, self._broken = [line], flow, gap, False

    def turn(self) -> None:
        """A column or page ends; the paragraph may go on in the next."""
        self._broken = True

    def close(self) -> Iterator[Draft]:
        """The open paragraph is over."""
        if self._lines:
            lines, flow = self._lines, self._flow
            self._lines = []
            assert flow is not None
            label, rest = _label(lines)
            if label is not None and prompts(label.text):
                lines = rest
                yield Draft("label", pieces=(pieces_of([label], self._words),), bold=True, gap=self._gap)
                self._gap = False
            yield self._draft(lines, flow)
        self._gap = True

    def end_list(self) -> None:
        """What comes next is no item of the open list."""
        self._markers.close()

    def _set_off(self, line: Line, flow: Flow) -> bool:
        """Whether white space parts the line from the one before it."""
        if not self._lines or self._broken or self._flow is not flow:
            return True
        last = self._lines[-1]
        return line.base - last.base > self._usual.lead(max(last.size, line.size)) * 1.25 + 0.5

    def _goes_on(self, line: Line, flow: Flow) -> bool:
        """Whether the line belongs to the open paragraph."""
        last, first = self._lines[-1], self._lines[0]
        assert self._flow is not None
        if abs(line.size - last.size) > 0.08 * last.size:
            return False
        if _leaves_open(last.text) and not self._set_off(line, flow):
            return True
        if _opens(line.text):
            return False
        if _turns_bold(last, line) or (line.words[0].bold and not last.words[-1].bold and _label([line])[0] is not None):
            return False
        large = self._usual.large(line)
        lower = line.text[:1].islower() or last.text[-1:] in "-,(«“" or last.text[-1:] == "\u00ad"
        closed = last.text.endswith(_CLOSED)
        # the reach is measured from the left edge, so that columns and pages compare
        room = self._usual.right(last, self._flow) - last.x1
        full = room < 0.3 * last.size + line.first_width or last.text[-1:] == "-"
        if _centred(last, line, self._flow):
            wide = self._usual.right(last, self._flow) - self._flow.left
            full = last.x1 - last.x0 + line.first_width + 0.3 * last.size > wide * 0.75
            return (full or lower or large) and not self._set_off(line, flow) and not self._broken and not (closed and not lower)
        if self._broken or self._flow is not flow:
            return self._turns_over(line, flow, full=full, lower=lower, closed=closed)
        if self._set_off(line, flow) and not (lower and not closed and full and line.base - last.base < 1.9 * self._usual.lead(line.size)):
            return False
        if numbering(line.text) and not (full and not closed):
            return False
        if self._indents(line, first, lower=lower, closed=closed):
            return False
        return full or (lower and not closed)

    def _turns_over(self, line: Line, flow: Flow, *, full: bool, lower: bool, closed: bool) -> bool:
        """Whether the first line of a column or page goes on with the last paragraph of the one before."""
        assert self._flow is not None
        if numbering(line.text) or self._usual.large(line) or (closed and not (lower and self._lines[-1].text[-1:] in ";:")):
            return False
        first = self._lines[0]
        deep = (
            line.x0 - flow.left > STEP * line.size and abs((line.x0 - flow.left) - (self._lines[-1].x0 - self._flow.left)) > 2 * line.size
        )
        if deep and not lower:
            return False
        short = len(self._lines) == 1 and first.bold and len(first.text) < LONGEST_HEADING and not lower
        return (full or lower) and not short

    def _indents(self, line: Line, first: Line, *, lower: bool, closed: bool) -> bool:
        """Whether the line's left edge opens a new paragraph."""
        step = STEP * line.size
        if len(self._lines) == 1:
            sign = bullet(first.text) or numbering(first.text)
            inner = first.words[1].x0 if sign and len(first.words) > 1 else first.x0
            if abs(line.x0 - inner) <= step:
                return False
            if line.x0 > first.x0 + step:
                return not (sign or lower or not closed)
            return bool(bullet(first.text)) and line.x0 < first.x0 - step and not lower
        inner = self._lines[-1].x0
        if line.x0 > inner + step:
            return closed or not lower
        return line.x0 < inner - 2 * step and closed

    def _draft(self, lines: list[Line], flow: Flow) -> Draft:
        first = lines[0]
        text = first.text
        bold = all(line.bold for line in lines)
        sign = bullet(text)
        length = sum(len(line.text) for line in lines)
        if sign:
            level = self._markers.level(_indent(first, flow), text[0])
            return Draft("item", pieces=(pieces_of(lines, self._words, sign),), level=level, bold=bold, gap=self._gap)
        pieces = (pieces_of(lines, self._words),)
        if box(text):
            return Draft("item", pieces=pieces, level=1, bold=bold, gap=self._gap)
        kind, level = self._kind(lines, length, bold)
        if kind == "heading":
            self._markers.close()
        elif not numbering(text) or bold:
            self._markers.leave(_indent(first, flow))
        if kind == "paragraph" and numbering(text) and not bold:
            return Draft("item", pieces=pieces, level=self._markers.level(_indent(first, flow), _pattern(text)), gap=self._gap)
        return Draft(kind, pieces=pieces, level=level, bold=bold, gap=self._gap)

    def _kind(self, lines: list[Line], length: int, bold: bool) -> tuple[BlockKind, int]:
        last = lines[-1].text
        if not any(map(str.isalpha, lines[0].text)):
            return "paragraph", 0
        if self._usual.large(lines[0]) and len(lines) <= 4 and length <= LONGEST_HEADING and not last.endswith(_ENDS):
            return "heading", self._usual.levels.get(round(lines[0].size * 2), 5)
        if bold and len(lines) <= 2 and length <= 120 and not last.endswith(_ENDS) and not asks(last):
            return "heading", 6 if not self._usual.levels else min(6, max(self._usual.levels.values()) + 1)
        return "paragraph", 0


def _indent(line: Line, flow: Flow) -> float:
    return line.x0 - flow.left if flow.column else line.x0


def _pattern(text: str) -> str:
    """The form of a number: "12." and "3." have one, "(a)" and "1." do not."""
    return re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", text[: numbering(text)].strip()))


def _leaves_open(text: str) -> bool:
    """A line that ends within a bracket: "(ref.:"."""
    return text.count("(") > text.count(")") and text.rfind("(") > len(text) - 40 and not bullet(text)


def _label(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    """The bold words before a colon that open a paragraph, apart from the answer that follows them on the same line."""
    first = lines[0]
    words = first.words
    if first.bold or not words[0].bold or not any(sign in first.text for sign in ":?"):
        return None, lines
    size = next((index for index, word in enumerate(words) if not word.bold), len(words))
    if size < len(words) and words[size].text == ":":
        size += 1
    if size >= len(words) or bullet(first.text):
        return None, lines
    label = one_line(first.page, words[:size])
    if not asks(label.text):
        return None, lines
    return label, [one_line(first.page, words[size:]), *lines[1:]]


def _opens(text: str) -> bool:
    return bool(bullet(text) or box(text))


def _turns_bold(last: Line, line: Line) -> bool:
    """A bold line before plain text is a heading or label; a bold word that a line break cut is not."""
    if last.bold == line.bold:
        return False
    if last.bold:
        return not line.words[0].bold
    return not last.words[-1].bold


def _centred(last: Line, line: Line, flow: Flow) -> bool:
    middle = (last.x0 + last.x1) / 2
    return (
        abs(middle - (line.x0 + line.x1) / 2) < 0.4 * line.size
        and abs(last.x0 - line.x0) > STEP * line.size
        and last.x0 - flow.left > line.size
    )
