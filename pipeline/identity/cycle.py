"""The reporting cycle: what the report says of itself, under the folder that it was filed in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from pipeline.identity.names import states_in
from pipeline.knowledge.base import flat, fold
from pipeline.knowledge.cycles import Cycles, Instrument
from pipeline.types import Document, Outline

HEAD_BLOCKS = 40
HEAD, TAIL = 20_000, 10_000
LONG_LINE = 160
LONG_TITLE = 12  # words of a line that ends in a full stop: a longer one is a sentence
LONG_DATE = 5  # words of a line that holds a date and a place
TERM = range(2, 7)  # years from the first to the last that a report covers
YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?:\s?[-–—/]\s?((?:19|20)\d\d))?(?![\d/]|[.,-]\d)")
SPAN = re.compile(r"(?<!\d)(20\d\d)\s?(?:[-–—/]|to|and|until|through|a|au|et|y)\s?(20\d\d)(?!\d)")
DATE = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:20)?\d\d)(?!\d)(?:\s*[-,]?\s*\d{1,2}:\d\d)?")
SENTENCE = re.compile(r"[^.;\n]+")

WEAK = ("form ", "activity ")  # a form outlives its cycle, and activities are told of later
FIRST_OF_CYCLE, LATE = 0.5, 0.25  # what a year within the cycle counts beside one of the years before it

Evidence = tuple[str, str]  # the cycle and what says so
Said = tuple[str, int]  # what says so, and the year of filing


def find_cycle(document: Document, outline: Outline, source: str, cycles: Cycles) -> tuple[str | None, str]:
    """(cycle, basis in words); (None, ...) where neither the path nor the report says anything.

    A folder that names a cycle of the instrument is believed; any other folder only where the report says nothing.
    """
    parts = PurePosixPath(source).parts
    folder = parts[0] if len(parts) > 1 and parts[0].casefold() not in cycles.no_cycle else ""
    instrument = find_instrument(document, outline, cycles)
    evidence = next(said(document, outline, instrument, cycles), None) if instrument is not None else None
    if folder and (evidence is None or instrument is None or named(folder, instrument) or re.fullmatch(YEAR, folder)):
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
    yield from sessions(document.text, instrument)
    for find in FILED:
        for basis, year in find(document, outline, cycles):
            cycle = instrument.cycle_of(year)
            if cycle is not None:
                yield cycle, basis
    yield from activity(document, outline, instrument)
    if outline.form in instrument.forms:
        yield instrument.forms[outline.form], f"form {outline.form}"


def sessions(text: str, instrument: Instrument) -> Iterator[Evidence]:
    """The session in the document's own symbol: "A/HRC/WG.6/10/GEO/1"."""
    found = re.search(instrument.session, text[:HEAD]) if instrument.session else None
    cycle = instrument.of_session(int(found[1])) if found else None
    if found and cycle:
        yield cycle, f"session {found[1]} in the symbol"


def title_years(document: Document, _: Outline, cycles: Cycles) -> Iterator[Said]:
    """Years of title lines that speak of a report, or hold a state and hardly more: "Honduras 2020".

    One year is that of filing. A report is filed in the year after those that it covers; "the 2016-2019 cycle" is the cycle itself.
    """
    for line in (document.title, *head(document)):
        years = YEAR.findall(line) if len(line) <= LONG_LINE else []
        if len(years) != 1 or DATE.search(line):
            continue
        found, rest = states_in(line, cycles.countries)
        if line.rstrip().endswith(".") and len(rest) > LONG_TITLE:
            continue
        if cycles.report_words.intersection(rest) or (found and not any(word.isalpha() and len(word) > 2 for word in rest)):
            first, last = years[0]
            if not last:
                yield f"report year {first} in the title", int(first)
            else:
                yield f"report years {first}-{last} in the title", int(first) if cycles.words.cycle.search(fold(line)) else int(last) + 1


def head(document: Document) -> Iterator[str]:
    """Lines at the head of the text."""
    for block in document.blocks[:HEAD_BLOCKS]:
        if block.kind in ("heading", "paragraph"):
            yield block.span.of(document.text)


def answered(document: Document, outline: Outline, _: Cycles) -> Iterator[Said]:
    """The year that the form's own block ("When") gives, which is the year of the report."""
    for segment in outline.segments:
        if segment.field == "when":
            years = YEAR.findall(segment.span.of(document.text))
            if len(years) == 1:
                yield f"report year {years[0][0]} in the form", int(years[0][0])


def covered(document: Document, _: Outline, cycles: Cycles) -> Iterator[Said]:
    """The years that a sentence or a label at the head gives as those of the report: "covers the period 2016 to 2019"."""
    for sentence in SENTENCE.findall(flat(document.text[:HEAD])):
        spans = SPAN.findall(sentence) if sentence.count("20") > 1 else []
        if len(spans) != 1 or int(spans[0][1]) - int(spans[0][0]) not in TERM:
            continue
        first, last = map(int, spans[0])
        words = sentence[: sentence.index(spans[0][0])]
        if cycles.words.cycle.search(sentence):
            yield f"cycle {first}-{last}", first
        elif cycles.words.period.search(words) and (":" in words or cycles.report_words.intersection(words.split())):
            yield f"covers {first}-{last}", last + 1


def submitted(document: Document, _: Outline, cycles: Cycles) -> Iterator[Said]:
    """Dates beside a word of submission or of a deadline, or with the time of day, as forms stamp them."""
    text = document.text if len(document.text) <= HEAD + TAIL else document.text[:HEAD] + "\n" + document.text[-TAIL:]
    for date in DATE.finditer(text):
        line = text[text.rfind("\n", 0, date.start()) + 1 : date.end()]
        if ":" in date.group() or (len(line) <= LONG_LINE and cycles.words.submission.search(fold(line))):
            year = int(date[3])
            yield f"submitted {date.group().strip()}", year if year > 99 else 2000 + year
    for line in text.split("\n"):
        if len(line) <= LONG_LINE and "20" in line:
            yield from filed(line, cycles)


def filed(line: str, cycles: Cycles) -> Iterator[Said]:
    """The one year of a line on the report's submission or deadline: "Date of submission: 30 April 2016", "Report due in 2020"."""
    years, words = YEAR.findall(line), fold(line)
    if len(years) == 1 and not years[0][1] and (":" in line or cycles.report_words.intersection(words.split())):
        for what, pattern in (("submitted", cycles.words.submission), ("due", cycles.words.due)):
            found = pattern.search(words)
            if found and found.start() < words.index(years[0][0]):
                yield f"{what} in {years[0][0]}", int(years[0][0])


def dated(document: Document, _: Outline, cycles: Cycles) -> Iterator[Said]:
    """The date of a letterhead, a line of its own: "Amman, January 2021"."""
    for line in head(document):
        words = re.findall(r"\w+", fold(line)) if len(line) <= LONG_LINE else []
        years = YEAR.findall(line) if len(words) <= LONG_DATE else []
        if len(years) == 1 and not years[0][1] and cycles.months.intersection(words):
            yield f"dated {line.strip()}", int(years[0][0])


FILED: tuple[Callable[[Document, Outline, Cycles], Iterator[Said]], ...] = (title_years, answered, covered, submitted, dated)


def activity(document: Document, outline: Outline, instrument: Instrument) -> Iterator[Evidence]:
    """The cycle before which most of the years fall that the answers tell of."""
    years: Counter[int] = Counter()
    for segment in outline.segments if instrument.covers else ():
        if segment.kind != "heading":
            for first, last in YEAR.findall(segment.span.of(document.text)):
                years[int(last or first)] += 1
    scores = {
        name: sum(count * belongs(year, cycle.first, cycle.last, instrument.covers) for year, count in years.items())
        for name, cycle in instrument.cycles.items()
    }
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is not None and scores[best] >= 2:
        first = instrument.cycles[best].first
        told = [year for year in years if first - instrument.covers <= year <= first]
        yield best, f"activity years {min(told, default=first)}-{max(told, default=first)}"


def belongs(year: int, first: int, last: int, covers: int) -> float:
    """How much an activity of `year` speaks for a report of the cycle from `first` to `last`."""
    if first - covers <= year < first:
        return 1.0
    return FIRST_OF_CYCLE if year == first else LATE if first < year <= last else 0.0
