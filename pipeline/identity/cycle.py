"""The reporting cycle: the intake folder names it; without one, what the report says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from pipeline.identity.names import states_in
from pipeline.knowledge.base import flat, fold
from pipeline.knowledge.cycles import Cycles, Instrument
from pipeline.types import Document, Outline

HEAD_BLOCKS = 40
HEAD, TAIL = 20_000, 10_000
LONG_LINE = 160
YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?:\s?[-–—/]\s?((?:19|20)\d\d))?(?![\d/]|[.,-]\d)")
DATE = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:20)?\d\d)(?!\d)(?:\s*[-,]?\s*\d{1,2}:\d\d)?")

WEAK = ("form ", "activity ")  # a form outlives its cycle, and activities are told of later

Evidence = tuple[str, str]  # the cycle and what says so


def find_cycle(document: Document, outline: Outline, source: str, cycles: Cycles) -> tuple[str | None, str]:
    """(cycle, basis in words); (None, ...) where neither the path nor the report says anything."""
    parts = PurePosixPath(source).parts
    folder = parts[0] if len(parts) > 1 else ""
    instrument = find_instrument(document, outline, cycles)
    evidence = next(said(document, outline, instrument, cycles), None) if instrument is not None else None
    if folder:
        return folder, against(folder, evidence, instrument)
    return evidence if evidence is not None else (None, "neither a folder nor the report names a cycle")


def against(folder: str, evidence: Evidence | None, instrument: Instrument | None) -> str:
    """ "folder 2020", with what contradicts it: a year outside the cycle that the folder names."""
    if evidence is None or instrument is None or evidence[0] == named(folder, instrument) or evidence[1].startswith(WEAK):
        return f"folder {folder}"
    return f"folder {folder}, but {evidence[1]} (cycle {evidence[0]})"


def named(folder: str, instrument: Instrument) -> str | None:
    """The cycle that a folder name means: its label, or a year or years within it."""
    if folder in instrument.cycles:
        return folder
    years = re.findall(r"(?:19|20)\d\d", folder)
    return instrument.cycle_of(int(years[0])) if years else None


def find_instrument(document: Document, outline: Outline, cycles: Cycles) -> Instrument | None:
    """The instrument of the form; without a template, the one that the head of the text names most."""
    known = cycles.instrument_of(outline.form)
    if known is not None:
        return known
    head = flat(document.title + " " + document.text[:HEAD])
    counts = {name: len(pattern.findall(head)) for name, pattern in cycles.cues.items()}
    best = max(counts, key=lambda name: counts[name], default=None)
    return cycles.instruments[best] if best is not None and counts[best] else None


def said(document: Document, outline: Outline, instrument: Instrument, cycles: Cycles) -> Iterator[Evidence]:
    """What the report says of its cycle, the surest first."""
    for basis, year in chain(title_years(document, cycles), answered(document, outline), submitted(document, cycles)):
        cycle = instrument.cycle_of(year)
        if cycle is not None:
            yield cycle, basis
    if outline.form in instrument.forms:
        yield instrument.forms[outline.form], f"form {outline.form}"
    yield from activity(document, outline, instrument)


def title_years(document: Document, cycles: Cycles) -> Iterator[tuple[str, int]]:
    """Years of title lines that speak of a report, or hold a state and hardly more: "Honduras 2020"."""
    head = [block.span.of(document.text) for block in document.blocks[:HEAD_BLOCKS] if block.kind in ("heading", "paragraph")]
    for line in (document.title, *head):
        years = YEAR.findall(line) if len(line) <= LONG_LINE else []
        if len(years) != 1 or DATE.search(line):
            continue
        found, rest = states_in(line, cycles.countries)
        if cycles.report_words.intersection(rest) or (found and not any(word.isalpha() and len(word) > 2 for word in rest)):
            # A report named by its four years is of the cycle that they are; one year is the year of filing.
            first, last = years[0]
            yield f"report year {first}-{last} in the title" if last else f"report year {first} in the title", int(first)


def answered(document: Document, outline: Outline) -> Iterator[tuple[str, int]]:
    """The year that the form's own block ("When") gives, which is the year of the report."""
    for segment in outline.segments:
        if segment.field == "when":
            years = YEAR.findall(segment.span.of(document.text))
            if len(years) == 1:
                yield f"report year {years[0][0]} in the form", int(years[0][0])


def submitted(document: Document, cycles: Cycles) -> Iterator[tuple[str, int]]:
    """Dates beside a word of submission, or with the time of day, as forms stamp them."""
    text = document.text if len(document.text) <= HEAD + TAIL else document.text[:HEAD] + "\n" + document.text[-TAIL:]
    for date in DATE.finditer(text):
        line = text[text.rfind("\n", 0, date.start()) + 1 : date.end()]
        if ":" in date.group() or (len(line) <= LONG_LINE and any(word in fold(line) for word in cycles.submission_words)):
            year = int(date[3])
            yield f"submitted {date.group().strip()}", year if year > 99 else 2000 + year


def activity(document: Document, outline: Outline, instrument: Instrument) -> Iterator[Evidence]:
    """The latest years that the answers tell of: activities of the four years before the report."""
    years: Counter[int] = Counter()
    for segment in outline.segments:
        if segment.kind != "heading":
            for first, last in YEAR.findall(segment.span.of(document.text)):
                years[int(last or first)] += 1
    possible = sorted(year for year, count in years.items() if count >= 2 and instrument.cycle_of(year) is not None)
    if possible:
        latest = possible[-1]
        cycle = instrument.cycle_of(latest)
        if cycle is not None:
            first = max(possible[0], latest - 3)
            yield cycle, f"activity years {first}-{latest}"
