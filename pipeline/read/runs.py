"""Inline text of an HTML or DOCX block -> blocks: line breaks, bold labels, bullets typed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.read.drafts import Draft
from pipeline.read.grids import asks, prompts
from pipeline.read.text import bullet, clean, numbering, plain
from pipeline.types import BlockKind

_CLOSED = (".", "!", "?", ":", ";", "…")
LABEL_LENGTH = 300
"""Characters; bold words before a colon are a label up to here, emphasis beyond."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight, or a line break."""

    text: str
    bold: bool
    is_break: bool = False


def blocks_of(runs: Sequence[Run], kind: BlockKind, level: int, place: str) -> Iterator[Draft]:
    """The blocks that the runs between two block boundaries make."""
    gap = True
    opening = kind
    for line in _lines(runs):
        text = _text(line)
        if not text:
            continue
        for draft in _line(line, text, opening, level, place, gap):
            yield draft
            gap = False
        if opening == "item":
            opening = "paragraph"


def _line(line: Sequence[Run], text: str, kind: BlockKind, level: int, place: str, gap: bool) -> Iterator[Draft]:
    spoken = [run for run in line if run.text.strip()]
    bold = all(run.bold for run in spoken)
    sign = bullet(text)
    if kind == "paragraph" and sign:
        yield Draft("item", plain(text[sign:]), level=max(level, 1), bold=bold, gap=gap, place=place)
        return
    if kind == "paragraph" and not bold and spoken[0].bold:
        size = next(index for index, run in enumerate(line) if run.text.strip() and not run.bold)
        label, answer = _text(line[:size]), _text(line[size:])
        if not asks(label) and answer.startswith(":"):
            label, answer = label + answer[0], answer[1:].strip()
        if prompts(label) and answer and len(label) <= LABEL_LENGTH:
            yield Draft("label", label, bold=True, gap=gap, place=place)
            yield Draft("paragraph", answer, gap=False, place=place)
            return
    yield Draft(
        kind, plain(text[sign:] if kind == "item" else text), level=level if kind != "label" else 0, bold=bold, gap=gap, place=place
    )


def _text(line: Sequence[Run]) -> str:
    return clean("".join(run.text for run in line))


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs cut at double line breaks and at those single ones that part two thoughts."""
    line: list[Run] = []
    breaks = 0
    for run in runs:
        if run.is_break:
            breaks += 1
            continue
        if breaks and run.text.strip():
            if line and (breaks > 1 or _parts(_text(line), line, clean(run.text), run.bold)):
                yield line
                line = []
            elif line:
                line.append(Run(" ", run.bold))
            breaks = 0
        line.append(run)
    if line:
        yield line


def _parts(before: str, line: Sequence[Run], after: str, after_bold: bool) -> bool:
    """Whether a single line break between two texts parts them: it does not where a sentence runs on."""
    if not before or not after:
        return True
    if bullet(after) or numbering(after) or before.endswith(_CLOSED):
        return True
    all_bold = all(run.bold for run in line if run.text.strip())
    if all_bold != after_bold:
        return True
    return not (after[0].islower() or before.endswith((",", "-", "–", "(", "«")))
