"""Texts with known acts, as the trained layers see them: example sentences, and the answers of reports with gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.vocabulary import Example
from pipeline import knowledge
from pipeline.actions.evidence import Page, gather
from pipeline.actions.lines import Line, line_of
from pipeline.actions.scope import Scopes
from pipeline.actions.sentences import sentences
from pipeline.entities import annotate
from pipeline.knowledge.base import flat
from pipeline.segments.leads import Leads
from pipeline.types import Mention, Segment, SegmentKind, Span
from tests.samples.source import Block, Source

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
GOLD_WEIGHT = 2.0
"""A clause of a report counts as much as two example sentences."""
CLOSES = frozenset({"label", "section", "title", "question"})
"""Blocks after which no heading and no lead-in reaches on."""


class Told(NamedTuple):
    """An act by where its words begin and end. `first`: its primary code, any of `required` is as good; empty where none is asked for.

    `accepted`: every code that it may be given. `optional`: it may be told or not.
    """

    start: int
    end: int
    first: str
    required: frozenset[str]
    accepted: frozenset[str]
    optional: bool

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return Span(self.start, self.end)


class Text(NamedTuple):
    """One heading, paragraph, item or row, with what stands above it; `lead`: the number of the text that opens its list."""

    kind: SegmentKind
    language: str
    words: str
    acts: tuple[Told, ...] = ()
    path: tuple[str, ...] = ()
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One text with its sentences and its acts."""

    line: Line
    sentences: tuple[Span, ...]
    acts: tuple[Told, ...]

    @property
    def outside(self) -> tuple[Span, ...]:
        """The sentences that no act touches."""
        return tuple(s for s in self.sentences if all(s.end <= act.start or act.end <= s.start for act in self.acts))


@dataclass(frozen=True, slots=True)
class Lesson:
    """Passages of one page. `source`: the report's id, or a name for some of the examples; `whole`: whether they are whole answers."""

    page: Page
    passages: tuple[Passage, ...]
    weight: float
    source: str
    whole: bool


def example_lesson(rows: Sequence[Example], name: str) -> Lesson:
    """Example sentences; each is one act or none."""
    acts = [
        (Told(0, len(row.sentence), row.codes[0], frozenset(row.codes[:1]), frozenset(row.codes), False),) if row.codes else ()
        for row in rows
    ]
    return lesson(
        [Text("paragraph", row.language, row.sentence, found) for row, found in zip(rows, acts, strict=True)], None, 1.0, name, whole=False
    )


def report_lesson(split: str, source: Source) -> Lesson:
    """The answers of one report, under their headings and lead-ins."""
    gold = yaml.safe_load((GOLD / ("" if split == "reports" else split) / f"{source.id}.yaml").read_text(encoding="utf-8"))
    return lesson(list(texts(source.blocks, gold)), gold["party"], GOLD_WEIGHT, source.id, whole=True)


def texts(blocks: Sequence[Block], gold: dict[str, Any]) -> Iterator[Text]:
    """Headings and answers in print order, each answer with its gold."""
    answers = (block for field in gold["fields"] for block in field.get("blocks", []) if "h" not in block)
    path: list[tuple[int, str]] = []
    leads, count = Leads(), 0
    for block in blocks:
        titles = tuple(title for _, title in path)
        if block.kind in CLOSES:
            path.clear()
            leads.close()
        elif block.kind == "heading":
            path = [(level, title) for level, title in path if level < block.level]
            yield Text("heading", "und", block.text, path=tuple(title for _, title in path))
            path.append((block.level, block.text))
            leads.close()
            count += 1
        elif block.kind in ("p", "li"):
            answer = next(answers)
            item = block.kind == "li"
            lead = leads.item(count, block.text, block.level) if item else leads.paragraph(count, block.text)
            found = tuple(quoted(block.text, answer.get("actions", [])))
            yield Text("item" if item else "paragraph", answer["lang"] or "en", block.text, found, titles, lead)
            count += 1
        elif block.kind == "table":
            answer = next(answers)
            for row, action in zip(block.rows, answer["actions"], strict=True):
                words = " ".join(row)
                yield Text("row", answer["lang"] or "en", words, tuple(quoted(words, [action])), titles, leads.row())
                count += 1


def quoted(text: str, actions: Sequence[dict[str, Any]]) -> Iterator[Told]:
    """Each act's words and codes."""
    for action in actions:
        quote = action.get("quote") or text
        at = text.find(quote)
        groups = [[entry] if isinstance(entry, str) else entry for entry in action["required"]]
        required = frozenset(code for group in groups for code in group)
        first = groups[0][0] if groups else ""
        yield Told(at, at + len(quote), first, required, required | set(action.get("also", [])), action.get("optional", False))


def lesson(rows: Sequence[Text], party: str | None, weight: float, source: str, *, whole: bool) -> Lesson:
    """The texts as passages; they run as the segments of one report."""
    known = knowledge.load()
    text, segments = "", []
    for ordinal, row in enumerate(rows):
        span = Span(len(text), len(text) + len(row.words))
        segments.append(Segment(ordinal, span, row.kind, "other", heading_path=row.path, lead=row.lead, language=row.language))  # type: ignore[arg-type]
        text += row.words + "\n"
    named: dict[int, list[Mention]] = {}
    for mention in annotate(text, segments, known):
        named.setdefault(mention.segment, []).append(mention)
    page = Page(text, flat(text), party, known.actions, *(None,) * 4)  # type: ignore[arg-type]  # nothing trained is asked yet
    passages, scopes = [], Scopes(page)
    for segment, row in zip(segments, rows, strict=True):
        mentions, base = named.get(segment.ordinal, []), segment.span.start
        evidence = gather(page, segment.span, mentions)
        line = line_of(page, segment, mentions, evidence, scopes.of(segment))
        scopes.enter(segment, evidence)
        if row.kind != "heading":
            spans = tuple(Span(s.start + base, s.end + base) for s in sentences(row.words, known.actions.abbreviations))
            acts = tuple(act._replace(start=base + act.start, end=base + act.end) for act in row.acts)
            passages.append(Passage(line, spans, acts))
    return Lesson(page, tuple(passages), weight, source, whole)
