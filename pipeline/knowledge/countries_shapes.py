"""The shapes of `models/countries/*.yaml`, and of one written form of a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict

from pipeline.knowledge.base import fold
from pipeline.knowledge.documents import Frozen

Rule = Literal[
    "name", "official", "former", "demonym", "abbreviation", "body", "institution", "capital", "town", "bloc", "region", "prefix", "trap"
]


def listed(value: Any) -> Any:
    """ "a; b" -> ("a", "b"): the YAML keeps the forms of a country on one line."""
    return tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else value


Forms = Annotated[tuple[str, ...], BeforeValidator(listed)]
Words = Annotated[frozenset[str], BeforeValidator(lambda value: frozenset(value.split()) if isinstance(value, str) else value)]


class Style(Frozen):
    """What a kind of state puts before its name, in three languages, and which states are of the kind."""

    en: str
    fr: str
    es: str
    codes: Words


class Names(Frozen):
    """`names.yaml`: what the catalogues lack. `dropped`: catalogue names that are first of all something else."""

    names: dict[str, Forms]
    official: dict[str, Forms]
    abbreviations: dict[str, Forms]
    styles: tuple[Style, ...]
    dropped: Forms
    confidence: dict[str, float]


class Inflected(Frozen):
    """Demonyms of one state by language, each as its masculine singular (feminines that do not follow the rule beside it)."""

    en: Forms = ()
    fr: Forms = ()
    es: Forms = ()


class Demonyms(Frozen):
    """`demonyms.yaml`. `languages`: demonyms that also name a language. `either`: demonym -> the states it may mean, which
    the text must tell. `mostly`: the same, but the first is meant unless the text names another more often.
    """

    demonyms: dict[str, Inflected]
    regional: dict[str, Inflected]
    prefixes: dict[str, Forms]
    languages: Forms
    either: dict[str, tuple[str, ...]]
    mostly: dict[str, tuple[str, ...]]


class Evidence(Frozen):
    """A file of names that all have one rule (`bodies.yaml`, `towns.yaml` ...): code -> names.

    `shared`: those of the names that places or bodies elsewhere have as well; they are half as sure.
    """

    rule: Rule
    confidence: float = 1.0
    shared: Forms = ()
    forms: dict[str, Forms]


class Guards(Frozen):
    """Forms that need more than their letters.

    `small`: common words when written small: lower case counts only in the company of a preposition or another country.
    `never_small`: lower case never counts. `first_names`: also given names, so a surname after them makes a person.
    `surnames`: also surnames, so a profession before them makes a person.
    `federated`: also states of the USA, so another of them in the same enumeration makes them one.
    `elsewhere`: form -> the states in which a town has that name: "Trinidad, Cuba".
    `not_slips`: words one letter away from a name that are words themselves.
    `accompanied`: counts only beside another country or after a preposition, whatever the case.
    `after`: form -> the words one of which must stand before it. `not_before`: form -> the words none of which may follow.
    `towns`: form -> the words before which make it a town in French texts.
    """

    small: Forms
    never_small: Forms
    plain: Forms
    first_names: Forms
    surnames: Forms
    federated: Forms
    elsewhere: dict[str, Words]
    not_slips: Forms
    accompanied: Forms
    after: dict[str, Words]
    not_before: dict[str, Words]
    towns: dict[str, Words]


class Cues(Frozen):
    """Words around a form that decide what it is; all folded."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    given_names: Words
    titles: Words
    short_titles: Words
    works: Words
    carriers: Words
    professions: Words
    nicknames: Words
    negations: Words
    institutions: Words
    prepositions: Words
    articles: Words
    separators: Words
    streets: Words
    streets_of: Words
    streets_after: Words
    us_states: Forms
    currencies: Words
    treaties: Words
    language_before: Words
    language_after: Words
    language_of: Words
    language_of_no_noun: Words
    language_near: Words
    language_links: Words
    language_follows: Words
    masculine_articles: Words

    @cached_property
    def states(self) -> frozenset[str]:
        """Folded names of the states of the USA."""
        return frozenset(fold(state) for state in self.us_states)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that a cue needs to see."""
        tables = [getattr(self, name) for name in type(self).model_fields]
        return frozenset(word for table in tables for entry in table for word in fold(entry).split())


class Traps(Frozen):
    """`traps.yaml`: phrases with a country's name in them that name no country."""

    phrases: Forms
    en: Forms = ()
    fr: Forms = ()
    guards: Guards
    cues: Cues


@dataclass(frozen=True, slots=True)
class Form:
    """One written form: which state (`code`, empty for a trap), by which rule, how surely (0..1), and what it needs to count.

    `exact`: the only spellings that count (abbreviations, without signs), empty where case and accents are free.
    `others`: the other states a demonym may mean; `mostly`: seldom. `broken`: counts only with a hyphen between its two words.
    """

    code: str
    rule: Rule
    confidence: float = 1.0
    exact: frozenset[str] = frozenset()
    small: Literal["free", "context", "never"] = "free"
    plain: bool = False
    first_name: bool = False
    surname: bool = False
    federated: bool = False
    elsewhere: frozenset[str] = frozenset()
    broken: bool = False
    accompanied: bool = False
    after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    town_after: frozenset[str] = frozenset()
    language: bool = False
    others: tuple[str, ...] = ()
    mostly: bool = False

    @property
    def neighbours(self) -> frozenset[str]:
        """Words beside it that decide whether it counts."""
        return self.after | self.not_before | self.town_after | self.elsewhere

    @property
    def person(self) -> bool:
        """Whether people bear it as well."""
        return self.first_name or self.surname

    @property
    def plain_name(self) -> bool:
        """Whether this is a name that needs nothing but its letters."""
        guards = (self.exact, self.small != "free", self.plain, self.first_name, self.accompanied, self.after, self.not_before)
        return self.rule == "name" and self.confidence == 1 and not any(guards)
