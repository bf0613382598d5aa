"""Speed of the parts, measured inside one process: the reader against raw pdfium, the text stages, language."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2

from pipeline import actions, entities, identity, knowledge, language, read, segments
from pipeline.memory import collect_rarely
from pipeline.types import Document, Outline

T = TypeVar("T")
TIMES = 3
AGAIN = 100
"""How often the same segments are labelled, to see whether a label changes."""


@dataclass
class Clock:
    """CPU seconds by name."""

    spent: Counter[str]

    def of(self, name: str, make: Callable[[], T]) -> T:
        """What `make` makes, timed."""
        begun = time.process_time()
        made = make()
        self.spent[name] += time.process_time() - begun
        return made


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU seconds of one pass over some PDFs, and what they hold."""

    pages: int
    slow_pages: int
    words: int
    segments: int
    raw: float
    boxes: float
    spent: dict[str, float]

    @property
    def text(self) -> float:
        """Seconds of all stages after reading."""
        return sum(seconds for name, seconds in self.spent.items() if name != "read")


def raw_text(data: bytes) -> None:
    """pdfium's text of every page."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
        page.close()
    document.close()


def boxes(data: bytes) -> None:
    """pdfium's text line by line, each with its box: what a reader needs at least."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        words = page.get_textpage()
        for nth in range(words.count_rects()):
            words.get_text_bounded(*words.get_rect(nth))
        page.close()
    document.close()


def speed(files: Sequence[Path]) -> Speed:
    """The fastest of some passes over PDFs, after one that warms up."""
    collect_rarely()
    known = knowledge.load()
    passes = [one_pass([path.read_bytes() for path in files], known) for _ in range(1 + TIMES)][1:]
    first = passes[0]
    spent = {name: min(one.spent[name] for one in passes) for name in first.spent}
    return replace(first, raw=min(one.raw for one in passes), boxes=min(one.boxes for one in passes), spent=spent)


def one_pass(files: Iterable[bytes], known: knowledge.Knowledge) -> Speed:
    """Every stage over every file."""
    clock, counts = Clock(Counter()), Counter[str]()
    for data in files:
        clock.of("raw", lambda data=data: raw_text(data))  # type: ignore[misc]
        clock.of("boxes", lambda data=data: boxes(data))  # type: ignore[misc]
        document = clock.of("read", lambda data=data: read.read(data))  # type: ignore[misc]
        outline = staged(document, known, clock)
        counts += Counter(pages=document.pages or 0, slow=len(document.slow_pages), words=len(document.text.split()))
        counts += Counter(segments=len(outline.segments))
    spent = dict(clock.spent)
    raw, boxed = spent.pop("raw"), spent.pop("boxes")
    return Speed(counts["pages"], counts["slow"], counts["words"], counts["segments"], raw, boxed, spent)


def staged(document: Document, known: knowledge.Knowledge, clock: Clock) -> Outline:
    """The stages after reading."""
    text = document.text
    cut = clock.of("segments", lambda: segments.outline(document, known.forms))
    labelled = replace(cut, segments=clock.of("language", lambda: language.label(text, cut.segments, known.language)))
    mentions = clock.of("entities", lambda: entities.annotate(text, labelled.segments, known))
    countries = [mention for mention in mentions if mention.kind == "country"]
    who = clock.of("identity", lambda: identity.identify(document, labelled, countries, "2020/report.pdf", known.cycles))
    clock.of("actions", lambda: actions.assemble(text, labelled.segments, mentions, who.party, known))
    return labelled


def labels(files: Sequence[Path]) -> tuple[int, float]:
    """(labels that changed when the same segments were labelled `AGAIN` times, segments a second)."""
    known = knowledge.load()
    cut: list[Any] = []
    for path in files:
        document = read.read(path.read_bytes())
        cut.append((document.text, segments.outline(document, known.forms).segments))
    told = [[language.label(text, some, known.language) for text, some in cut]]
    begun = time.process_time()
    told += [[language.label(text, some, known.language) for text, some in cut] for _ in range(AGAIN)]
    seconds = time.process_time() - begun
    changed = sum(one != first for one in told[1:] for one, first in zip(one, told[0], strict=True))
    return changed, AGAIN * sum(len(some) for _, some in cut) / seconds
