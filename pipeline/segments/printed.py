"""What a form itself prints among the answers: options nobody has marked, references to paragraphs, numbers of notes."""

from __future__ import annotations

import re

from pipeline.knowledge.base import flat
from pipeline.knowledge.form_words import word_texts
from pipeline.knowledge.forms import Forms
from pipeline.types import Span

LONGEST = 200
"""Characters of a line of printed options or references."""
ANSWER = 60
"""Characters of the longest answer to choose from."""

_UNTICKED = re.compile(r"(?:(?:[◯○☐□]|\( ?\)|\[ ?\])\s*[^◯○☐□☒☑✓✔✗•(\[]{1,60}){2,}")
_UNMARKED_BOX = r"[◯○☐□]|\( ?\)|\[ ?\]"
_MARKED_BOX = r"[☒☑✓✔✗✘◉●■]|\([xX✓✔]\)|\[[xX✓✔]\]"
_BOXES = re.compile(rf"(?P<no>{_UNMARKED_BOX})|(?P<yes>{_MARKED_BOX})")
_REFERENCES = re.compile(
    r"\(?(?:r[eé][ft]s?\s?[.:]*\s*:?\s*)?(?:\([ivx]+\),?\s*)?(?:\d{1,2}\s?\.?\s?[a-z]\b[,;.)\s]*)+|\(?r[eé][ft]s?\s?\.?\s*:", re.IGNORECASE
)
_MARK = re.compile(r"\[?[ivxl\d]{1,5}\]?\.?")


def options(forms: Forms, text: str, span: Span) -> int:
    """End of printed options ("YES / NO") at the head of a range, 0 where there are none."""
    part = flat(text[span.start : min(span.end, span.start + LONGEST)])
    match = forms.options.match(part) if "/" in part or "|" in part else None
    return span.start + match.end() if match else 0


def is_printed(forms: Forms, text: str, span: Span) -> bool:
    """Whether a range is nothing but unmarked options, or references to paragraphs such as "(ref.: (i) 16.f, 16.g)"."""
    if span.end - span.start > LONGEST:
        return False
    part = span.of(text)
    return options(forms, text, span) == span.end or bool(_UNTICKED.fullmatch(part) or _REFERENCES.fullmatch(part))


def ticked(text: str, span: Span) -> list[Span]:
    """The options marked in a line of boxes, "[ ] Yes [X] No"; empty where the range is no such line."""
    if span.end - span.start > LONGEST:
        return []
    boxes = list(_BOXES.finditer(text, span.start, span.end))
    if len(boxes) < 2 or not any(box["yes"] for box in boxes):
        return []
    leading = boxes[0].start() == span.start
    if not leading and boxes[-1].end() != span.end:
        return []
    edges = [*(box.start() for box in boxes), span.end] if leading else [span.start, *(box.end() for box in boxes)]
    found = []
    for number, box in enumerate(boxes):
        start, end = (box.end(), edges[number + 1]) if leading else (edges[number], box.start())
        part = text[start:end]
        left = start + len(part) - len(part.lstrip())
        option = Span(left, max(left, start + len(part.rstrip(" ,;/|"))))
        if option.end == option.start or option.end - option.start > ANSWER:
            return []
        if box["yes"]:
            found.append(option)
    return found


def is_choice(forms: Forms, text: str, span: Span) -> bool:
    """Whether a range is one of the printed answers: "Yes.", "under development"."""
    return span.end - span.start <= ANSWER and tuple(word_texts(text, span.start, span.end)) in forms.choices


def unmarked(forms: Forms, text: str, span: Span) -> Span:
    """A range without the word that announces an answer: "A: ...", "Réponse : ..."."""
    match = forms.answer_marks.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def is_mark(text: str) -> bool:
    """Whether a text is only a note's number: "ii", "[3]"."""
    return _MARK.fullmatch(text) is not None
