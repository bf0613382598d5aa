"""The partner table: names and types of entity, in whatever arrangement the file has left of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge.form_words import Word, cut_words, word_texts
from pipeline.knowledge.forms import Forms
from pipeline.types import EntityType, Span

LONGEST = 220
"""Characters of a partner's name with its type; a longer line is prose."""
PROSE_WORDS = 24

_JOINT = re.compile(r"\s*(?:[-–—:;,|/(\[\t]|\s)\s*$")
_CLOSING = ")].; "
_SENTENCE = re.compile(r"[.!?]\s+[A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A line that stands under the partners' label, or a table row (`row`): its name's cell and the type `beside` it."""

    span: Span
    block: int
    row: bool = False
    beside: Span | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One partner, or a paragraph of prose among them (`prose`). `type_span` is None where the type is left out or stands over a group.

    `span`: the lines or cells that name and type take.
    """

    name: Span
    entity_type: EntityType | None
    type_span: Span | None
    block: int
    span: Span
    prose: bool = False


def entity(forms: Forms, text: str, span: Span) -> EntityType | None:
    """The type of entity that a whole line or cell names."""
    if span.end - span.start > 60:
        return None
    return forms.entity_types.get(tuple(word_texts(text, span.start, span.end)))


def is_header(forms: Forms, text: str, span: Span) -> bool:
    """Whether a line is made of the table's column headings alone, glued or apart."""
    if span.end - span.start > 90:
        return False
    rest = tuple(word_texts(text, span.start, span.end))
    if not rest:
        return True
    sizes = range(1, 6)
    while rest:
        size = next((n for n in reversed(sizes) if rest[:n] in forms.partner_headings), 0)
        if not size:
            return False
        rest = rest[size:]
    return True


def split(forms: Forms, text: str, span: Span) -> tuple[Span, EntityType, Span] | None:
    """(name, type, type's span) of a line that holds both: "British Council - Public Sector", "X (Secteur privé)", "XOSC"."""
    words = cut_words(text, span.start, span.end)
    for size in range(min(6, len(words) - 1), 0, -1):
        kind = forms.entity_types.get(tuple(word.text for word in words[-size:]))
        if kind is None:
            continue
        first, last = words[-size].start, words[-1].end
        if text[last : span.end].strip(_CLOSING):
            continue
        before = text[span.start : first]
        joint = _JOINT.search(before)
        glued = bool(before) and before[-1].islower() and text[first].isupper()
        # "Ministry of Culture and the Private Sector" names no type: a blank alone joins only long official wordings and abbreviations
        official = size > 1 or text[first:last].isupper()
        if not glued and (not joint or (not joint.group().strip() and not official)):
            continue
        if joint and not joint.group().strip() and words[-size - 1].text in forms.linking_words:
            continue
        name = _trimmed(text, span.start, first - len(joint.group()) if joint else first)
        if name.end > name.start:
            return name, kind, Span(first, last)
    return None


def rows(forms: Forms, text: str, cells: Sequence[Cell]) -> list[Row]:
    """The partners among the lines under their label, in order; column headings are left out.

    A type may stand beside the name, below it, or above a group of names; where it is missing the row has none.
    """
    found: list[Row] = []
    group: EntityType | None = None
    pending = False
    lines = [cell for cell in cells if not is_header(forms, text, cell.span)]
    grouped = bool(lines) and not lines[0].row and _heads_group(forms, text, lines)
    for cell in lines:
        kind = entity(forms, text, _bare(text, cell.span))
        if kind is not None:
            if grouped:
                group = kind
            elif pending:
                last = found[-1]
                found[-1] = Row(last.name, kind, _bare(text, cell.span), last.block, Span(last.name.start, cell.span.end))
            pending = False
            continue
        if cell.beside:
            whole = Span(min(cell.span.start, cell.beside.start), max(cell.span.end, cell.beside.end))
            found.append(Row(cell.span, entity(forms, text, cell.beside), cell.beside, cell.block, whole))
            pending = False
            continue
        several = _several(forms, text, cell.span)
        if several:
            found += [_row(forms, text, part, cell.block) for part in several]
            pending = False
        elif split(forms, text, cell.span):
            found.append(_row(forms, text, cell.span, cell.block))
            pending = False
        elif _is_prose(text, cell.span):
            found.append(Row(cell.span, None, None, cell.block, cell.span, prose=True))
            pending = False
        else:
            found += [Row(part, group, None, cell.block, part) for part in _parts(text, cell.span)]
            pending = not grouped
    return found


def _row(forms: Forms, text: str, span: Span, block: int) -> Row:
    """A partner with its type on one line; without a type where none closes the line."""
    both = split(forms, text, span)
    return Row(both[0], both[1], both[2], block, span) if both else Row(span, None, None, block, span)


def _several(forms: Forms, text: str, span: Span) -> list[Span]:
    """The partners of a line that holds several names with their types one after the other; empty where it holds one."""
    found: list[Span] = []
    words = cut_words(text, span.start, span.end)
    start, at = 0, 1
    while at < len(words):
        size = next((n for n in range(min(6, len(words) - at), 0, -1) if _types(forms, text, words, at, n)), 0)
        if size and at > start:
            found.append(_trimmed(text, words[start].start, _closed(text, words[at + size - 1].end, span.end)))
            start = at = at + size
        at += 1
    if found and start < len(words):
        found.append(_trimmed(text, words[start].start, span.end))
    return found if len(found) > 1 else []


def _types(forms: Forms, text: str, words: Sequence[Word], at: int, size: int) -> bool:
    """Whether `size` words name a type of entity, behind a dash, a bracket or the like."""
    if tuple(word.text for word in words[at : at + size]) not in forms.entity_types:
        return False
    before = text[words[at - 1].end : words[at].start]
    return bool(before.strip())


def _closed(text: str, at: int, end: int) -> int:
    """`at`, or the end of the brackets and signs that close a type there."""
    rest = text[at:end]
    return at + len(rest) - len(rest.lstrip(f"{_CLOSING},"))


def _heads_group(forms: Forms, text: str, lines: Sequence[Cell]) -> bool:
    """Whether types stand over their names: the first line is a type, and the last is none."""
    kinds = [entity(forms, text, _bare(text, cell.span)) for cell in (lines[0], lines[-1])]
    return kinds[0] is not None and (kinds[1] is None or len(lines) == 1)


def _is_prose(text: str, span: Span) -> bool:
    body = span.of(text)
    return len(body) > LONGEST or len(body.split()) > PROSE_WORDS or bool(_SENTENCE.search(body))


def _parts(text: str, span: Span) -> list[Span]:
    """A line of names with semicolons between them gives one span each."""
    if span.of(text).count(";") < 2:
        return [span]
    parts, at = [], span.start
    for piece in span.of(text).split(";"):
        parts.append(_trimmed(text, at, at + len(piece)))
        at += len(piece) + 1
    return [part for part in parts if part.end > part.start]


def _bare(text: str, span: Span) -> Span:
    """A cell without the brackets or dashes around it."""
    body = span.of(text)
    left = len(body) - len(body.lstrip(" ([-–—:"))
    right = len(body.rstrip(" )]:.;"))
    return Span(span.start + left, span.start + right) if right > left else span


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, start + max(left, len(part.rstrip())))
