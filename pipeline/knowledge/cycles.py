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
from pipeline.knowledge.base import Frozen, fold, load_model
from pipeline.knowledge.countries import Countries, load_countries
from pipeline.knowledge.party import Kind, PartyRules, either

class Cycle(Frozen):
    """The years in which its reports are filed, both included."""

    first: int
    last: int


class Instrument(Frozen):
    """One treaty or recommendation. `forms`: template -> its only cycle; `spanning`: templates of more than one."""

    title: str
    cycles: dict[str, Cycle]
    forms: Mapping[str, str] = Field(default_factory=dict)
    spanning: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()

    def cycle_of(self, year: int) -> str | None:
        """The cycle in which a report of `year` falls."""
        return next((name for name, cycle in self.cycles.items() if cycle.first <= year <= cycle.last), None)


class CyclesFile(Frozen):
    """`cycles.yaml` as written."""

    bar: PositiveFloat
    instruments: dict[str, Instrument]
    report_words: tuple[str, ...]
    submission_words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Cycles:
    """Instruments with their cycles, the rules for finding the Party, and the names of states.

    `bar`: a Party found with less confidence is for a person to look at.
    """

    bar: float
    instruments: Mapping[str, Instrument]
    report_words: frozenset[str]
    submission_words: tuple[str, ...]
    party: PartyRules
    countries: Countries

    def instrument_of(self, form: str) -> Instrument | None:
        """The instrument that a form template belongs to."""
        return next((one for one in self.instruments.values() if form in one.forms or form in one.spanning), None)

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
        submission_words=tuple(map(fold, file.submission_words)),
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
