"""Plain text -> Document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from pipeline.errors import DocumentError
from pipeline.read import hyphens, sniff, txt_sides, txt_tables
from pipeline.read.drafts import Draft, document
from pipeline.read.encoding import decode
from pipeline.read.grids import asks, prompts
from pipeline.read.lists import Markers
from pipeline.read.text import box, bullet, numbering, plain
from pipeline.read.txt_lines import TAB, Line, lines
from pipeline.types import Document

WIDEST = 132
"""No text file is wrapped at more characters than a line printer has."""

BOXED = 3
"""Lines of a heading between two rules."""
NARROWEST = 30
"""Columns of the narrowest text."""

BEYOND = 0.3
"""Share of a wrapped text that may stand in lines beyond the margin: a form's long questions, tables, addresses."""

RAGGED = 0.6
"""Share of the width that a line fills which runs on, though the next word had found room in it."""

_UNDERLINE = re.compile(r"([=\-~*_#])\1{2,}$")
_RULE = re.compile(r"(?:[-=*_~#]\s?){3,}$")
_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_STARS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?=\W|$)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DRAWN = re.compile(r"\||\t|\S {3,}\S")
_CLOSED = (".", "!", "?", ":", ";", ".»", '."', ".”")


def read(data: bytes) -> Document:
    """A text file in any common encoding. Raises DocumentError: empty, unknown-type (binary)."""
    text = decode(data)
    if not text.strip("\0 \t\r\n\x0b\x0c\ufeff"):
        raise DocumentError("empty", "the file holds only white space; ask the sender for the report itself")
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if "\0" in text or odd > 1 + len(text) // 50:
        raise DocumentError("unknown-type", "this is no text, PDF, HTML or DOCX file; ask the sender what wrote it")
    return document(data, sniff.TXT, drafts(txt_sides.unfolded(lines(text))))


def drafts(found: Sequence[Line]) -> Iterator[Draft]:
    """Lines -> blocks in order."""
    width = wrap_width(found)
    words = hyphens.vocabulary(line.text for line in found) if width else hyphens.NOTHING
    markers = Markers()
    table = at = 0
    while at < len(found):
        grid = txt_tables.at(found, at)
        if grid:
            markers = Markers()
            yield from txt_tables.drafts(grid, table)
            table += grid.is_table
            at = grid.stop
            continue
        heading = _heading(found, at)
        if heading:
            markers = Markers()
            yield heading[0]
            at += heading[1]
            continue
        if _RULE.match(found[at].text):
            at += 1
            continue
        stop = _end(found, at, width)
        yield from _block(found[at:stop], words, markers)
        at = stop


def _heading(found: Sequence[Line], at: int) -> tuple[Draft, int] | None:
    line = found[at]
    match = _MARKDOWN.match(line.text)
    if match:
        return Draft("heading", plain(match[2]), level=len(match[1]), gap=line.gap, place=f"line {line.number}"), 1
    boxed = _boxed(found, at)
    if boxed:
        text, stop = boxed
        return Draft("heading", plain(text), level=1 if line.text[0] in "=#*" else 2, gap=line.gap, place=f"line {line.number}"), stop
    if at + 1 < len(found):
        below = found[at + 1]
        rule = _UNDERLINE.match(below.text)
        # An underline is about as long as the words it underlines; a longer one is a rule across the page
        if rule and not below.gap and len(line.text) <= WIDEST and len(line.text) * 0.5 <= len(below.text) <= len(line.text) * 1.5 + 4:
            level = 1 if rule[1] in "=#*" else 2
            return Draft("heading", plain(line.text), level=level, gap=line.gap, place=f"line {line.number}"), 2
    return None


def _boxed(found: Sequence[Line], at: int) -> tuple[str, int] | None:
    """(the words, lines taken) of a heading between two rules that stand close above and below it."""
    if not _RULE.match(found[at].text):
        return None
    for size in range(1, BOXED + 1):
        if at + size + 1 >= len(found) or any(line.gap for line in found[at + 1 : at + size + 2]):
            return None
        if _RULE.match(found[at + size + 1].text):
            inner = found[at + 1 : at + size + 1]
            words = not any(_RULE.match(line.text) or _DRAWN.search(line.raw.strip()) for line in inner)
            return (" ".join(line.text for line in inner), size + 2) if words else None
    return None


def wrap_width(found: Sequence[Line]) -> int:
    """The width at which the text is hard-wrapped, 0 where every line is a paragraph of its own.

    A wrapped line is one that the next line's first word would have made too long: each tells between which widths the margin
    stands, and the width that most of them allow is it. Most inner lines must be like that.
    """
    pairs = [(line, below) for line, below in pairwise(found) if _may_run_on(line, below)]
    votes = [0] * (WIDEST + 2)
    for line, below in pairs:
        length = len(line.raw.rstrip())
        if NARROWEST <= length <= WIDEST:
            votes[length] += 1
            votes[min(length + len(_first(below)), WIDEST) + 1] -= 1
    best = list(accumulate(votes))
    width = best.index(max(best))
    lengths = [len(line.text) for line in found]
    if width < NARROWEST or sum(length for length in lengths if length > width) > sum(lengths) * BEYOND:
        return 0
    wrapped = [(line, below) for line, below in pairs if _full(line, below, width)]
    broken = [below for line, below in wrapped if not line.text.endswith(_CLOSED)]
    surely = sum(below.text[0].islower() for below in broken)
    if len(broken) * 2 < len(wrapped) or not surely:
        return 0
    # in a form most lines are questions and short answers; a few sentences that run on show how it is wrapped
    return width if (len(wrapped) >= 2 and len(wrapped) * 10 >= len(pairs) * 4) or (surely >= 3 and surely * 6 >= len(pairs)) else 0


def _may_run_on(line: Line, below: Line) -> bool:
    """Whether nothing but their lengths keeps two lines apart."""
    parted = below.gap and not (below.turned and not line.text.endswith(_CLOSED))
    return not (parted or opens(below) or _DRAWN.search(line.raw.strip()) or _DRAWN.search(below.raw.strip()))


def _first(line: Line) -> str:
    return line.text.split(" ", 1)[0]


def _full(line: Line, below: Line, width: int) -> bool:
    if hyphens.ends_open(line.text):
        return True
    length = len(line.raw.rstrip())
    # a line beyond the margin was not wrapped at all, unless its last word, an address, is what stands beyond it
    return length + 1 + len(_first(below)) > width and length - len(line.text.rsplit(" ", 1)[-1]) <= width


def opens(line: Line) -> bool:
    """Whether a line opens a block of its own by its first sign."""
    return bool(bullet(line.text) or numbering(line.text) or box(line.text) or _MARKDOWN.match(line.text))


def _end(found: Sequence[Line], at: int, width: int) -> int:
    """Where the block that opens at line `at` ends."""
    stop = at + 1
    while width and stop < len(found):
        line, below = found[stop - 1], found[stop]
        if (
            (below.gap and not (below.turned and not line.text.endswith(_CLOSED)))
            or opens(below)
            or _RULE.match(below.text)
            or txt_tables.at(found, stop)
        ):
            break
        if not (_hangs(found[at], below) or _runs_on(line, below, width)):
            break
        stop += 1
    return stop


def _hangs(first: Line, below: Line) -> bool:
    """Whether a line stands exactly below the words of the list item above it."""
    sign = bullet(first.text)
    return bool(sign) and below.indent == first.indent + sign and not below.gap


def _runs_on(line: Line, below: Line, width: int) -> bool:
    if hyphens.ends_open(line.text) and below.text[0].isalnum():
        return True
    if _full(line, below, width):
        return True
    return below.text[0].islower() and not line.text.endswith(_CLOSED) and len(line.text) > width * RAGGED


def _block(group: Sequence[Line], words: hyphens.Vocabulary, markers: Markers) -> Iterator[Draft]:
    first = group[0]
    text = group[0].text
    for line in group[1:]:
        text = hyphens.glued(text, line.text, words)
    place = f"line {first.number}"
    stars = _STARS.match(text) if text[0] in "*_" else None
    if stars and stars[1] not in stars[2]:
        yield from _starred(stars[2], text[stars.end() :].strip(), first.gap, place)
        return
    if "**" in text:
        text = _STARS.sub(r"\2", text)
    sign = bullet(text)
    if sign:
        level = markers.level(first.indent, text[0])
        yield Draft("item", plain(text[sign:]), level=level, gap=first.gap, place=place)
    elif box(text):
        yield Draft("item", plain(text), level=1, gap=first.gap, place=place)
    else:
        if not first.indent or len(text) > 2 * TAB:
            markers.close()
        yield Draft("paragraph", plain(text), gap=first.gap, place=place)


def _starred(bold: str, rest: str, gap: bool, place: str) -> Iterator[Draft]:
    """A block that opens with words between asterisks: a bold line, a label before its answer, or mere emphasis."""
    if not rest or rest == ":":
        yield Draft("paragraph", plain(bold + rest), bold=True, gap=gap, place=place)
    elif prompts(bold if asks(bold) else bold + rest[0]):
        yield Draft("label", plain(bold if asks(bold) else f"{bold}:"), bold=True, gap=gap, place=place)
        yield Draft("paragraph", plain(_STARS.sub(r"\2", rest.lstrip(": "))), gap=False, place=place)
    else:
        joint = "" if rest[0] in ".,;:)" else " "
        yield Draft("paragraph", plain(bold + joint + _STARS.sub(r"\2", rest)), gap=gap, place=place)
