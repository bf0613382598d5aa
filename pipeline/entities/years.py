"""The spaCy component `rapporteur_years`: every period that a text names, as EDTF.

It writes `doc.spans["years"]`: spans that do not overlap, `kb_id_` the EDTF value, `label_` the rule, `id_` the confidence
("" means 1). Rules: date, month, season, quarter, range, list, open, year, decade, approximate, relative, school_year; by place:
cell (alone in its cell or line), trailing, leading; by meaning: term, signature, duration (a start with "for five years").
Three more name years that are not an act's own:
background (history, foundations, works of art), target (a year aimed at), name ("Festival 2019").
Numbers that are no years (money, counts, laws, agendas, references) are left out.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import periods
from pipeline.entities.words import TEXT
from pipeline.entities.years_contrast import contrasted
from pipeline.entities.years_dates import dates
from pipeline.entities.years_durations import DurationGrammar
from pipeline.entities.years_found import Found
from pipeline.entities.years_meaning import case_of, judge
from pipeline.entities.years_relative import PointerGrammar
from pipeline.entities.years_resolve import Dated, resolve
from pipeline.entities.years_slips import repaired
from pipeline.entities.years_words import Line, Vocabulary
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.countries import load_countries
from pipeline.knowledge.kept import remembered
from pipeline.knowledge.periods import flat, load_periods

KEY = "years"
CANDIDATE = re.compile(r"(?:19|20) ?\d\d|\d[./]\d\d?[./]\d\d(?!\d)")
SPACE = re.compile(r"\s")
BEFORE, AFTER = 240, 160
"""How many characters before and after a year its meaning may hang on: a law's name before it, a signature after it."""
PRESENT = 0.8
"""The report speaks from the year that this share of its years does not exceed: a few targets and agendas lie beyond."""
WITNESSES = 3


class YearFinder:
    """Finds periods in plain text; `find` needs no spaCy."""

    def __init__(self, models: Path) -> None:
        self.words = Vocabulary(load_periods(models), frozenset(load_countries(models).last_words))
        self.pointers = PointerGrammar(self.words)
        self.durations = DurationGrammar(self.words)

    def find(self, text: str) -> list[Dated]:
        """Every period of `text` in order, none overlapping; a period never crosses a line break."""
        plain = repaired(flat(text))
        lines = self._lines(plain)
        present = self._present(lines)
        known: list[Dated] = []
        for line, found in lines:
            cases = (case_of(self.words, text, line, one, present) for one in found)
            judged = [(case, meaning) for case in cases if (meaning := judge(case))]
            for meaning in contrasted(judged):
                start, end = line.starts[meaning.start], line.ends[meaning.end - 1]
                known.append(Dated(start, end, meaning.value, meaning.label, meaning.confidence))
        return self.durations.apply(plain, self._with_pointers(plain, known))

    def _lines(self, plain: str) -> list[tuple[Line, list[Found]]]:
        """The lines that hold a year; of a long line what stands near its years."""
        lines = []
        for start, end in _windows(plain):
            line = self.words.read(plain, start, end)
            lines.append((line, dates(self.words, line)))
        return lines

    def _present(self, lines: list[tuple[Line, list[Found]]]) -> int | None:
        """The year the report speaks from; None where too few years tell."""
        limits = self.words.periods.years
        named = (periods.bounds(one.value)[0] or 0 for _, found in lines for one in found)
        years = sorted(year for year in named if limits.oldest <= year < limits.future)
        return years[int(PRESENT * (len(years) - 1))] if len(years) >= WITNESSES else None

    def _with_pointers(self, plain: str, known: list[Dated]) -> list[Dated]:
        for pointer in self.pointers.find(plain):
            meant = resolve(plain, pointer, known, self.words.periods.relative_back)
            if meant:
                insort(known, meant, key=lambda one: one.start)
        return known


def _windows(plain: str) -> Iterator[tuple[int, int]]:
    """Stretches [start, end) within one line each that hold every year and all that its reading may depend on."""
    start = end = 0
    for candidate in CANDIDATE.finditer(plain):
        at = candidate.start()
        low = max(0, at - BEFORE)
        line = plain.rfind("\n", low, at) + 1
        left = line or (_space(plain, low, at) if low else 0)
        if left > end or not end:
            if end:
                yield start, end
            start = left
        if at + AFTER > end:
            line = plain.find("\n", at, at + AFTER)
            end = line if line >= 0 else _space(plain, at + AFTER, len(plain))
    if end:
        yield start, end


def _space(plain: str, start: int, end: int) -> int:
    """The first white space in [start, end), or `end`."""
    found = SPACE.search(plain, start, end)
    return found.start() if found else end


@remembered
def finder(models: Path) -> YearFinder:
    """One finder a `models` folder; English, French and Spanish pipelines share it, since languages mix within a page."""
    return YearFinder(models)


class Years:
    """The component: one finder, whatever the pipeline's language."""

    def __init__(self, found: YearFinder) -> None:
        self.finder = found

    def __call__(self, doc: Doc) -> Doc:
        """Sets `doc.spans["years"]`."""
        found = self.finder.find(doc.user_data.get(TEXT) or doc.text)
        begins = doc.to_array(["IDX"]).reshape(-1).astype(np.int64)
        starts = np.searchsorted(begins, [one.start for one in found], side="right") - 1
        ends = np.searchsorted(begins, [one.end for one in found], side="left")
        spans = []
        for one, start, end in zip(found, starts.tolist(), ends.tolist(), strict=True):
            sure = "" if one.confidence == 1 else str(one.confidence)
            spans.append(Span(doc, start, end, label=one.label, kb_id=one.value, span_id=sure))
        doc.spans[KEY] = spans
        return doc


@Language.factory("rapporteur_years", default_config={"models": None, "language": None})
def make(nlp: Language, name: str, models: str | None, language: str | None) -> Years:  # noqa: ARG001
    """`models`: the folder with periods.yaml, the project's own by default. Raises KnowledgeError: that file is wrong."""
    return Years(finder(Path(models) if models else MODELS))
