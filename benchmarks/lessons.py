"""Texts with known acts, as the trained layers see them: example sentences, and the answers of reports with gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.vocabulary import Example
from pipeline import knowledge
from pipeline.actions.claims import Words
from pipeline.actions.evidence import Evidence, Page, gather
from pipeline.actions.sentences import sentences
from pipeline.entities import annotate
from pipeline.knowledge.base import flat
from pipeline.types import Mention, Segment, Span
from tests.samples.source import Source, answers

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
Quoted = tuple[int, int, str, frozenset[str]]
"""Where an act's words begin and end, its first code, and all codes that it may be given."""
GOLD_WEIGHT = 2.0
"""A clause of a report counts as much as two example sentences."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text: its masked words, evidence and sentences, and its acts, each with its first code (empty where none is asked for)."""

    words: Words
    evidence: Evidence
    sentences: tuple[Span, ...]
    acts: tuple[tuple[Span, str], ...]
    accepted: tuple[frozenset[str], ...]
    """For each act the codes that it may be given."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Passages of one page. `cut`: whether where acts begin can be learnt from them; `report`: its id, empty for examples."""

    page: Page
    passages: tuple[Passage, ...]
    weight: float
    cut: bool
    gold: bool
    """Whether they are answers of a report."""
    report: str


def example_lesson(rows: Sequence[Example]) -> Lesson:
    """The example sentences; each is one act or none."""
    acts = [[(0, len(row.sentence), row.codes[0], frozenset(row.codes))] if row.codes else [] for row in rows]
    return lesson([(row.language, row.sentence, found) for row, found in zip(rows, acts, strict=True)], None, 1.0, "", cut=False)


def report_lessons(split: str, source: Source) -> Iterator[Lesson]:
    """The answers of one report: paragraphs and items, then the rows of its tables."""
    gold = yaml.safe_load((GOLD / ("" if split == "reports" else split) / f"{source.id}.yaml").read_text(encoding="utf-8"))
    texts = answers(source)
    prose, rows = [], []
    for block in (block for field in gold["fields"] for block in field.get("blocks", []) if "h" not in block):
        language = block["lang"] or "en"
        if "table" in block:
            rows += [(language, text := next(texts), quoted(text, [action])) for action in block["actions"]]
        else:
            text = next(texts)
            prose.append((language, text, quoted(text, block.get("actions", []))))
    yield lesson(prose, gold["party"], GOLD_WEIGHT, source.id, cut=True)
    yield lesson(rows, gold["party"], GOLD_WEIGHT, source.id, cut=False)


def quoted(text: str, actions: Sequence[dict[str, Any]]) -> list[Quoted]:
    """Each act's words."""
    found = []
    for action in actions:
        quote = action.get("quote") or text
        at = text.find(quote)
        first = action["required"][0] if action["required"] else ""
        codes = {code for entry in action["required"] for code in ([entry] if isinstance(entry, str) else entry)} | set(
            action.get("also", [])
        )
        found.append((at, at + len(quote), first if isinstance(first, str) else first[0], frozenset(codes)))
    return found


def lesson(rows: Sequence[tuple[str, str, list[Quoted]]], party: str | None, weight: float, report: str, *, cut: bool) -> Lesson:
    """(language, text, acts) as passages; they run as the segments of one report."""
    known = knowledge.load()
    text, segments = "", []
    for ordinal, (language, words, _) in enumerate(rows):
        segments.append(Segment(ordinal, Span(len(text), len(text) + len(words)), "paragraph", "other", language=language))  # type: ignore[arg-type]
        text += words + "\n"
    named: dict[int, list[Mention]] = {}
    for mention in annotate(text, segments, known):
        named.setdefault(mention.segment, []).append(mention)
    page = Page(text, flat(text), party, known.actions, *(None,) * 4)  # type: ignore[arg-type]  # nothing trained is asked yet
    passages = []
    for segment, (_, text_of, acts) in zip(segments, rows, strict=True):
        mentions, base = named.get(segment.ordinal, []), segment.span.start
        spans = tuple(Span(s.start + base, s.end + base) for s in sentences(text_of, known.actions.abbreviations))
        told = tuple((Span(base + start, base + end), code) for start, end, code, _ in acts)
        passages.append(
            Passage(
                Words.of(page.flat, segment.span, mentions, page.party),
                gather(page, segment.span, mentions),
                spans,
                told,
                tuple(accepted for *_, accepted in acts),
            )
        )
    return Lesson(page, tuple(passages), weight, cut, party is not None, report)
