"""`models/language.yaml`: what tells English, French and Spanish apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, NegativeFloat, PositiveFloat, PositiveInt

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import MODELS, fold
from pipeline.knowledge.documents import Frozen, load_model

Spoken = Literal["en", "fr", "es"]
SPOKEN: tuple[Spoken, ...] = get_args(Spoken)


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Weights(Frozen):
    """How much one piece of evidence says, in nats; `letters` and `name_letters` are factors."""

    listed: PositiveFloat
    opening: PositiveFloat
    title: PositiveFloat
    unlisted: PositiveFloat
    letters: PositiveFloat
    name: PositiveFloat
    name_letters: PositiveFloat
    quote: PositiveFloat
    spaced: PositiveFloat
    rare: PositiveFloat


class Bounds(Frozen):
    """Where evidence is too thin (`doubtful`), what the surroundings add (nats), and when a text is none of our languages."""

    doubtful: PositiveFloat
    neighbour: PositiveFloat
    document: PositiveFloat
    table: PositiveFloat
    foreign_words: PositiveInt
    foreign_known: PositiveFloat
    foreign_letters: NegativeFloat
    foreign_margin: PositiveFloat


class LanguageFile(Frozen):
    """The YAML as written; words are strings of words, by language and group."""

    weights: Weights
    bounds: Bounds
    rivals: dict[str, Words]
    elisions: Words
    contractions: Words
    contracted: Words
    quotes: dict[Spoken, Words]
    spaced: dict[Spoken, Words]
    words: dict[Spoken, dict[str, Words]]


@dataclass(frozen=True, eq=False)
class LanguageKnowledge:
    """The checked file. `words`: lower-case word -> the languages it is a word of; `functions`: words that seldom are part of a name;
    `rival_words`: function words of other languages that none of ours has.

    `quotes`, `spaced`: sign -> the languages that use it, or that set it off by a space.
    """

    weights: Weights
    bounds: Bounds
    rivals: dict[str, frozenset[str]]
    elisions: frozenset[str]
    contractions: frozenset[str]
    contracted: frozenset[str]
    quotes: dict[str, frozenset[Spoken]]
    spaced: dict[str, frozenset[Spoken]]
    words: dict[str, frozenset[Spoken]]
    functions: frozenset[str]
    rival_words: frozenset[str]


def load_language(models: Path = MODELS) -> LanguageKnowledge:
    """Read `language.yaml`. Raises KnowledgeError: a word that is no run of letters, a long sign, a language without words."""
    path = models / "language.yaml"
    file = load_model(LanguageFile, path)
    for language in SPOKEN:
        if "function" not in file.words.get(language, {}):
            raise KnowledgeError(f"{path}: words.{language}: no group 'function'")
    words = _words(file.words, path)
    return LanguageKnowledge(
        weights=file.weights,
        bounds=file.bounds,
        rivals={language: frozenset(words) for language, words in file.rivals.items()},
        elisions=frozenset(file.elisions),
        contractions=frozenset(file.contractions),
        contracted=frozenset(file.contracted),
        quotes=_signs(file.quotes, "quotes", path),
        spaced=_signs(file.spaced, "spaced", path),
        words=words,
        functions=frozenset(word for groups in file.words.values() for word in groups["function"]),
        rival_words=frozenset(word for functions in file.rivals.values() for word in functions if word not in words),
    )


def _signs(signs: dict[Spoken, Words], key: str, path: Path) -> dict[str, frozenset[Spoken]]:
    owners: dict[str, set[Spoken]] = {}
    for language, own in signs.items():
        for sign in own:
            if len(sign) != 1 or sign.isalnum():
                raise KnowledgeError(f"{path}: {key}.{language}: {sign!r} is not one sign")
            owners.setdefault(sign, set()).add(language)
    return {sign: frozenset(languages) for sign, languages in owners.items()}


def _words(lists: dict[Spoken, dict[str, Words]], path: Path) -> dict[str, frozenset[Spoken]]:
    """Every listed word with its languages, and the accentless forms that no listed word has."""
    written: dict[str, set[Spoken]] = {}
    for language, groups in lists.items():
        for group, words in groups.items():
            for word in words:
                if not word.isalpha():
                    raise KnowledgeError(f"{path}: words.{language}.{group}: {word!r} is not a run of letters")
                written.setdefault(word.lower(), set()).add(language)
    bare: dict[str, set[Spoken]] = {}
    for word, owners in written.items():
        plain = fold(word)
        if plain not in written:
            bare.setdefault(plain, set()).update(owners)
    return {word: frozenset(languages) for word, languages in (written | bare).items()}
