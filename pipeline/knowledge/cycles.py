"""`models/cycles.yaml` and `models/identity.yaml`: reporting cycles, and what tells whose report a document is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, PositiveFloat

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import Frozen, fold, load_model
from pipeline.knowledge.countries import Countries, load_countries

Kind = Literal[
    "field",
    "responsible",
    "review",
    "title",
    "head",
    "own",
    "agency",
    "government",
    "path",
    "host",
    "phone",
    "currency",
    "text",
]


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


class Weight(Frozen):
    """What one kind of evidence counts `each` time and at `most`, and how it is `says` in words."""

    each: PositiveFloat
    most: PositiveFloat
    says: str


class PartyRules(Frozen):
    """`identity.yaml` as written. `calling`: country calling code -> state; `domains`: top-level domain -> state."""

    evidence: dict[Kind, Weight]
    least: PositiveFloat
    bloc: PositiveFloat
    party_blocs: tuple[str, ...]
    labels: tuple[str, ...]
    titles: tuple[str, ...]
    agencies: tuple[str, ...]
    governments: tuple[str, ...]
    reviews: tuple[str, ...]
    owns: tuple[str, ...]
    domains: dict[str, str]
    worldwide: frozenset[str]
    public: frozenset[str]
    shorteners: frozenset[str]
    world_money: frozenset[str]
    calling: dict[str, str]


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
    def alpha2(self) -> Mapping[str, str]:
        """Lower-case ISO 3166-1 alpha-2 -> alpha-3."""
        import pycountry

        return {country.alpha_2.lower(): country.alpha_3 for country in pycountry.countries}

    @cached_property
    def currencies(self) -> Mapping[str, str]:
        """ISO 4217 code -> the one state whose money it is today; of several users the one that the code begins with, if any."""
        from babel.core import get_global

        owners: dict[str, set[str]] = {}
        for territory, history in get_global("territory_currencies").items():
            for code, _, end, tender in history:
                if end is None and tender and territory.lower() in self.alpha2:
                    owners.setdefault(code, set()).add(territory)
        chosen = {
            code: users.pop() if len(users) == 1 else code[:2] for code, users in owners.items() if len(users) == 1 or code[:2] in users
        }
        return {code: self.alpha2[territory.lower()] for code, territory in chosen.items() if code not in self.party.world_money}

    @cached_property
    def before(self) -> Mapping[Kind, re.Pattern[str]]:
        """Kind -> the folded words that end right before a state's name: "ministry of culture of the", "our country,"."""
        rules, link = self.party, r"(?:of|for|in|de|du|des|del|d')(?: the| la| le| les| l'| el)?\s*$"
        return {
            "review": re.compile(r"\b(?:" + _either(rules.reviews) + r")(?: the| la| le| les| l'| el| d')?\s*$"),
            "own": re.compile(r"\b(?:" + _either(rules.owns) + r"),?(?: the| la| le| les| l'| el| d')?\s*$"),
            "agency": re.compile(r"\b(?:" + _either(rules.agencies) + r")\b[^.;:!?()]*\b" + link),
            "government": re.compile(r"\b(?:" + _either(rules.governments) + r")\b (?:[^\W\d_]+ )?" + link),
        }

    @cached_property
    def after(self) -> re.Pattern[str]:
        """What follows a demonym or "X's" in folded text; the group `agency` where it is an agency."""
        rules = self.party
        return re.compile(
            r"(?:'s?)? ?(?:[a-z]+ ){0,2}?(?:(?P<agency>" + _either(rules.agencies) + r")|(?:" + _either(rules.governments) + r"))\b"
        )

    @cached_property
    def demonym_before(self) -> re.Pattern[str]:
        """What precedes a demonym in French and Spanish: "le gouvernement", "les autorités"."""
        rules = self.party
        return re.compile(r"\b(?:" + _either((*rules.governments, *rules.agencies)) + r")$")

    @cached_property
    def cues(self) -> Mapping[str, re.Pattern[str]]:
        """Instrument -> what names it, folded."""
        return {name: re.compile(_either(one.cues)) for name, one in self.instruments.items() if one.cues}


def _either(phrases: tuple[str, ...]) -> str:
    """A pattern for any of the phrases in folded text, the longest first."""
    words = sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(map(re.escape, words))


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
