"""`models/cycles.yaml` and `models/identity.yaml`: reporting cycles, and what tells whose report a document is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

from pydantic import Field, PositiveFloat

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import fold
from pipeline.knowledge.countries import Countries, load_countries
from pipeline.knowledge.documents import Frozen, load_model
from pipeline.knowledge.party import LANGUAGES, Kind, PartyRules, either


class Cycle(Frozen):
    """The years in which its reports are filed, both included."""

    first: int
    last: int
    sessions: tuple[int, int] | None = None


class Instrument(Frozen):
    """One treaty or recommendation. `forms`: template -> its only cycle; `spanning`: templates of more than one.

    `covers`: years before a cycle that its reports tell of (0: no rule). `session`: what finds the session's number in a symbol.
    """

    title: str
    cycles: dict[str, Cycle]
    forms: Mapping[str, str] = Field(default_factory=dict)
    spanning: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    covers: int = 0
    session: str | None = None

    def cycle_of(self, year: int) -> str | None:
        """The cycle in which a report of `year` falls."""
        return next((name for name, cycle in self.cycles.items() if cycle.first <= year <= cycle.last), None)

    def of_session(self, number: int) -> str | None:
        """The cycle to which a session belongs."""
        held = ((name, cycle.sessions) for name, cycle in self.cycles.items() if cycle.sessions)
        return next((name for name, (first, last) in held if first <= number <= last), None)


class CyclesFile(Frozen):
    """`cycles.yaml` as written."""

    bar: PositiveFloat
    instruments: dict[str, Instrument]
    report_words: tuple[str, ...]
    cycle_words: tuple[str, ...]
    period_words: tuple[str, ...]
    due_words: tuple[str, ...]
    submission_words: tuple[str, ...]
    no_cycle: frozenset[str]


@dataclass(frozen=True, eq=False)
class CycleWords:
    """What stands with a cycle, the period covered, the day due and the day of submission, in folded text."""

    cycle: re.Pattern[str]
    period: re.Pattern[str]
    due: re.Pattern[str]
    submission: re.Pattern[str]

    @classmethod
    def of(cls, file: CyclesFile) -> CycleWords:
        """The patterns for the words of the file."""
        lists = (file.cycle_words, file.period_words, file.due_words, file.submission_words)
        return cls(*(re.compile(rf"\b(?:{either(words)})\b") for words in lists))


@dataclass(frozen=True, eq=False)
class Cycles:
    """Instruments with their cycles, the rules for finding the Party, and the names of states.

    `bar`: a Party found with less confidence is for a person to look at.
    """

    bar: float
    instruments: Mapping[str, Instrument]
    report_words: frozenset[str]
    words: CycleWords
    no_cycle: frozenset[str]
    party: PartyRules
    countries: Countries

    def instrument_of(self, form: str) -> Instrument | None:
        """The instrument that a form template belongs to."""
        return next((one for one in self.instruments.values() if form in one.forms or form in one.spanning), None)

    @cached_property
    def months(self) -> frozenset[str]:
        """Folded names of the months in our languages."""
        from babel import Locale

        return frozenset(fold(name) for language in LANGUAGES for name in Locale(language).months["format"]["wide"].values())

    @cached_property
    def cues(self) -> Mapping[str, re.Pattern[str]]:
        """Instrument -> what names it, folded."""
        return {name: re.compile(either(one.cues)) for name, one in self.instruments.items() if one.cues}


def load_cycles(models: Path) -> Cycles:
    """Raises KnowledgeError: overlapping cycles, a template of two instruments, a cycle or kind of evidence that is missing."""
    path = models / "cycles.yaml"
    file = load_model(CyclesFile, path)
    party = load_model(PartyRules, models / "identity.yaml")
    owners: dict[str, str] = {}
    for name, instrument in file.instruments.items():
        _check_cycles(name, instrument, path)
        for form in (*instrument.forms, *instrument.spanning):
            other = owners.setdefault(form, name)
            if other != name or (form in instrument.forms and form in instrument.spanning):
                raise KnowledgeError(f"{path}: form {form!r} belongs to both {other} and {name}")
    for kind in get_args(Kind):
        if kind not in party.evidence:
            raise KnowledgeError(f"{models / 'identity.yaml'}: evidence: no entry {kind!r}")
    return Cycles(
        bar=file.bar,
        instruments=file.instruments,
        report_words=frozenset(file.report_words),
        words=CycleWords.of(file),
        no_cycle=file.no_cycle,
        party=party,
        countries=load_countries(models),
    )


def _check_cycles(name: str, instrument: Instrument, path: Path) -> None:
    for form, label in instrument.forms.items():
        if label not in instrument.cycles:
            raise KnowledgeError(f"{path}: {name}: form {form!r} is of cycle {label!r}, which is not listed")
    taken: dict[int, str] = {}
    for label, cycle in instrument.cycles.items():
        if cycle.last < cycle.first:
            raise KnowledgeError(f"{path}: {name}: cycle {label!r} ends in {cycle.last}, before it begins in {cycle.first}")
        for year in range(cycle.first, cycle.last + 1):
            other = taken.setdefault(year, label)
            if other != label:
                raise KnowledgeError(f"{path}: {name}: {year} belongs to both cycle {other!r} and {label!r}")
