"""`models/countries/*.yaml` with the names of CLDR and ISO 3166: every written form of a state, and what only looks like one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import Frozen, fold, load_model
from pipeline.knowledge.countries_forms import Key, catalogue, english, exact, folded, french, inverted, key, spanish, styled
from pipeline.knowledge.countries_slips import SHORTEST, filed

Rule = Literal["name", "official", "former", "demonym", "abbreviation", "body", "capital", "bloc", "region", "prefix", "trap"]


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
    """`demonyms.yaml`. `languages`: demonyms that also name a language. `either`: demonym -> the two states it may mean."""

    demonyms: dict[str, Inflected]
    regional: dict[str, Inflected]
    prefixes: dict[str, Forms]
    languages: Forms
    either: dict[str, tuple[str, str]]


class Evidence(Frozen):
    """`bodies.yaml`, `blocs.yaml`, `former.yaml`, `regions.yaml`, `places.yaml`: code -> names, all of one rule."""

    rule: Rule
    confidence: float = 1.0
    forms: dict[str, Forms]


class Guards(Frozen):
    """Forms that need more than their letters.

    `small`: common words when written small: lower case counts only in the company of a preposition or another country.
    `never_small`: lower case never counts. `first_names`: also given names, so a surname after them makes a person.
    `not_slips`: words one letter away from a name that are words themselves.
    `accompanied`: counts only beside another country or after a preposition, whatever the case.
    `after`: form -> the words one of which must stand before it. `not_before`: form -> the words none of which may follow.
    `towns`: form -> the words before which make it a town in French texts.
    """

    small: Forms
    never_small: Forms
    plain: Forms
    first_names: Forms
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
    `other`: the second state a demonym may mean.
    """

    code: str
    rule: Rule
    confidence: float = 1.0
    exact: frozenset[str] = frozenset()
    small: Literal["free", "context", "never"] = "free"
    plain: bool = False
    first_name: bool = False
    accompanied: bool = False
    after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    town_after: frozenset[str] = frozenset()
    language: bool = False
    other: str = ""

    @property
    def plain_name(self) -> bool:
        """Whether this is a name that needs nothing but its letters."""
        guards = (self.exact, self.small != "free", self.plain, self.first_name, self.accompanied, self.after, self.not_before)
        return self.rule == "name" and self.confidence == 1 and not any(guards)


@dataclass(frozen=True)
class Countries:
    """Every form by its folded words; `spoken` holds what is different in texts of one language.

    `slips`: filings of long names (`countries_slips`); `not_slips`: words close to a name that are words themselves.
    `names`: code -> {language: display name}.
    """

    forms: Mapping[Key, Form]
    spoken: Mapping[str, Mapping[Key, Form]]
    cues: Cues
    slips: Mapping[str, str]
    not_slips: frozenset[str]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def for_language(self, language: str | None) -> Mapping[Key, Form]:
        """The forms as texts in `language` (None: unknown) use them."""
        return {**self.forms, **self.spoken.get(language or "", {})}

    def code(self, text: str) -> str | None:
        """The state whose name the whole of `text` is ("République de Corée" -> KOR), or None."""
        form = self.forms.get(key(text))
        return form.code if form and form.rule in {"name", "official", "former", "abbreviation"} else None

    @property
    def last_words(self) -> Iterator[str]:
        """The last word of each name of a state, folded."""
        return (words[-1] for words, form in self.forms.items() if form.rule in {"name", "official"})

    def name(self, code: str, language: str = "en") -> str:
        """The name to show for `code`; the code itself where no catalogue has one."""
        return self.names.get(code, {}).get(language) or code


SMALL_ARTICLES = frozenset({"la", "le", "las", "los", "el", "the"})
"""A town's name that begins with one of these is a phrase of its own in small letters: "la paz"."""
MISREAD = 4
"""Letters a word must have to be looked for with a small l for its capital I."""

SOURCES = ("former", "bodies", "blocs", "regions", "places")


@lru_cache(maxsize=4)
def load_countries(models: Path) -> Countries:
    """Raises KnowledgeError: a file is missing or does not fit, or one form stands for two states."""
    folder = models / "countries"
    names = load_model(Names, folder / "names.yaml")
    demonyms = load_model(Demonyms, folder / "demonyms.yaml")
    traps = load_model(Traps, folder / "traps.yaml")
    evidence = {source: load_model(Evidence, folder / f"{source}.yaml") for source in SOURCES}
    display, catalogued = catalogue()
    check_codes(folder, display, names, demonyms, evidence)

    index: dict[Key, Form] = {key(phrase): Form("", "trap") for phrase in traps.phrases}
    for words, form in (*own_names(names), *own_evidence(evidence)):
        enter(index, words, form, folder)
    dropped = {key(name) for name in names.dropped}
    for code, name, rule in catalogued:
        for words in inverted(name):
            if words not in dropped and words not in index:
                index[words] = Form(code, rule, names.confidence.get(" ".join(words), 1.0))
    for words, form in own_demonyms(demonyms):
        if index.get(words, form).rule != "trap":
            enter(index, words, form, folder)
    for style in names.styles:
        for code in style.codes:
            for words in styled(display.get(code, {}), {"en": style.en, "fr": style.fr, "es": style.es}):
                index.setdefault(words, Form(code, "official"))
    guarded(index, traps.guards, demonyms.languages)
    for words, form in misread(index):
        index.setdefault(words, form)
    long = {w[0]: form.code for w, form in index.items() if len(w) == 1 and len(w[0]) >= SHORTEST and form.plain_name}
    spoken = {"en": trapped(traps.en), "fr": trapped(traps.fr) | towns(index, traps.guards)}
    return Countries(index, spoken, traps.cues, filed(long), frozenset(map(folded, traps.guards.not_slips)), display)


def trapped(phrases: tuple[str, ...]) -> dict[Key, Form]:
    """Traps of one language."""
    return {key(phrase): Form("", "trap") for phrase in phrases}


def towns(index: Mapping[Key, Form], guards: Guards) -> dict[Key, Form]:
    """French forms that are towns after some words."""
    return {key(name): replace(index[key(name)], town_after=before) for name, before in guards.towns.items()}


def own_names(names: Names) -> Iterator[tuple[Key, Form]]:
    """Names, official names and abbreviations of `names.yaml`."""
    for code, forms in names.names.items():
        for name in forms:
            for words in inverted(name):
                yield words, Form(code, "name", names.confidence.get(" ".join(words), 1.0))
    for code, forms in names.official.items():
        for name in forms:
            yield key(name), Form(code, "official")
    for code, forms in names.abbreviations.items():
        for name in forms:
            yield key(name), Form(code, "abbreviation", exact=frozenset({"".join(c for c in name if c.isalnum() or c == "&")}))


def own_evidence(evidence: Mapping[str, Evidence]) -> Iterator[tuple[Key, Form]]:
    """Former states, bodies, blocs, regions and places."""
    for source in evidence.values():
        for code, forms in source.forms.items():
            for name in forms:
                lone = len(key(name)) == 1 or key(name)[0] in SMALL_ARTICLES
                small: Literal["free", "never"] = "never" if source.rule == "capital" and lone else "free"
                yield key(name), Form(code, source.rule, source.confidence, exact=exact(name), small=small)


def own_demonyms(demonyms: Demonyms) -> Iterator[tuple[Key, Form]]:
    """Demonyms in all their inflections, and the prefixes of compounds."""
    tables: tuple[tuple[dict[str, Inflected], Rule, float], ...] = (
        (demonyms.demonyms, "demonym", 1.0),
        (demonyms.regional, "region", 0.7),
    )
    for table, rule, confidence in tables:
        for code, forms in table.items():
            for inflect, bases in ((english, forms.en), (french, forms.fr), (spanish, forms.es)):
                for base in bases:
                    for inflected in inflect(base):
                        yield key(inflected), Form(code, rule, confidence)
    for base, (code, other) in demonyms.either.items():
        for inflected in {*english(base), *french(base), *spanish(base)}:
            yield key(inflected), Form(code, "demonym", 0.5, other=other)
    for code, prefixes in demonyms.prefixes.items():
        for prefix in prefixes:
            yield key(prefix), Form(code, "prefix")


def enter(index: dict[Key, Form], words: Key, form: Form, folder: Path) -> None:
    """Add a form. Raises KnowledgeError when it already stands for another state."""
    if not words:
        raise KnowledgeError(f"{folder}: {form.code} has a form without a letter; remove it")
    other = index.setdefault(words, form)
    if other.code == form.code and other.exact != form.exact:
        free = not (other.exact and form.exact)
        index[words] = replace(other, exact=frozenset() if free else other.exact | form.exact)
    if other.code != form.code and other.other == form.other:
        both = f"{other.code or 'a trap'} ({other.rule}) and {form.code} ({form.rule})"
        raise KnowledgeError(f"{folder}: {' '.join(words)!r} belongs to both {both}; keep one")


def guarded(index: dict[Key, Form], guards: Guards, languages: tuple[str, ...]) -> None:
    """Write the guards of `traps.yaml` into the forms. Raises KnowledgeError for a guard on a form nobody has."""

    def change(name: str, **changes: Any) -> None:
        words = key(name)
        if words not in index:
            raise KnowledgeError(f"traps.yaml guards {name!r}, which is no form of any country; remove it or add the form")
        index[words] = replace(index[words], **changes)

    for name in guards.small:
        change(name, small="context")
    for name in guards.never_small:
        change(name, small="never")
    for name in guards.plain:
        change(name, plain=True)
    for name in guards.first_names:
        change(name, first_name=True)
    for name in guards.accompanied:
        change(name, accompanied=True)
    for name, before in guards.after.items():
        change(name, after=before)
    for name, after in guards.not_before.items():
        change(name, not_before=after)
    for name in languages:
        for inflected in {*english(name), *french(name), *spanish(name)}:
            words = key(inflected)
            if words in index and index[words].rule in {"demonym", "region"}:
                index[words] = replace(index[words], language=True)


def misread(index: Mapping[Key, Form]) -> list[tuple[Key, Form]]:
    """Names and demonyms with a small l for their capital I, as scanned pages have them: "L'lran", "Côte d'lvoire"."""
    found = []
    for words, form in index.items():
        if form.rule in {"name", "demonym"} and form.code and any(word[0] == "i" and len(word) >= MISREAD for word in words):
            slip = tuple("l" + word[1:] if word[0] == "i" and len(word) >= MISREAD else word for word in words)
            found.append((slip, replace(form, small="free")))
    return found


def check_codes(folder: Path, display: Mapping[str, Any], names: Names, demonyms: Demonyms, evidence: Mapping[str, Evidence]) -> None:
    """Raises KnowledgeError for a code that is none of ISO 3166; blocs have codes of their own."""
    used = {"names.yaml": {*names.names, *names.official, *names.abbreviations, *(c for s in names.styles for c in s.codes)}}
    used["demonyms.yaml"] = {*demonyms.demonyms, *demonyms.regional, *demonyms.prefixes, *(c for e in demonyms.either.values() for c in e)}
    used |= {f"{source}.yaml": set(part.forms) for source, part in evidence.items() if part.rule != "bloc"}
    for file, codes in used.items():
        for code in sorted(codes - set(display)):
            raise KnowledgeError(f"{folder / file}: {code!r} is no alpha-3 code of ISO 3166; correct it")
