"""`models/countries/*.yaml` with the names of CLDR and ISO 3166: every written form of a state, and what only looks like one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import KnowledgeError
from pipeline.knowledge.countries_forms import Key, catalogue, english, exact, folded, french, inverted, key, spanish, styled
from pipeline.knowledge.countries_shapes import Cues, Demonyms, Evidence, Form, Guards, Inflected, Names, Rule, Traps
from pipeline.knowledge.countries_slips import SHORTEST, broken, filed
from pipeline.knowledge.documents import load_model
from pipeline.knowledge.kept import kept, remembered


@dataclass(frozen=True)
class Countries:
    """Every form by its folded words; `spoken` holds what is different in texts of one language.

    `slips`: filings of long names (`countries_slips`); `not_slips`: words close to a name that are words themselves;
    `clear`: names of one word that need only their letters.
    `names`: code -> {language: display name}.
    """

    forms: Mapping[Key, Form]
    spoken: Mapping[str, Mapping[Key, Form]]
    cues: Cues
    slips: Mapping[str, str]
    not_slips: frozenset[str]
    clear: frozenset[str]
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
TOWNS = frozenset({"capital", "town"})
SPEAKING = frozenset({"body", "region", "institution"})
"""Rules of forms that may name their state in their own words."""
MISREAD = 4
"""Letters a word must have to be looked for with a small l for its capital I."""

SOURCES = ("former", "bodies", "institutions", "blocs", "regions", "capitals", "towns")


@remembered
@kept
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
    index |= outspoken(index, folder)
    for words, form in (*misread(index), *torn(index)):
        index.setdefault(words, form)
    long = {w[0]: form.code for w, form in index.items() if len(w) == 1 and len(w[0]) >= SHORTEST and form.plain_name}
    spoken = {"en": trapped(traps.en), "fr": trapped(traps.fr) | towns(index, traps.guards)}
    clear = frozenset(w[0] for w, form in index.items() if len(w) == 1 and form.code and form.plain_name)
    return Countries(index, spoken, traps.cues, filed(long), frozenset(map(folded, traps.guards.not_slips)), clear, display)


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
    """Former states, bodies, institutions, blocs, regions, capitals and towns."""
    for source in evidence.values():
        for code, forms in source.forms.items():
            for name in forms:
                lone = len(key(name)) == 1 or key(name)[0] in SMALL_ARTICLES
                small: Literal["free", "never"] = "never" if source.rule in TOWNS and lone else "free"
                sure = source.confidence / 2 if name in source.shared else source.confidence
                yield key(name), Form(code, source.rule, sure, exact=exact(name), small=small)


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
    for shared, sure, mostly in ((demonyms.either, 0.5, False), (demonyms.mostly, 1.0, True)):
        for base, (code, *others) in shared.items():
            for inflected in {*english(base), *french(base), *spanish(base)}:
                yield key(inflected), Form(code, "demonym", sure, others=tuple(others), mostly=mostly)
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
    if other.code != form.code and other.others == form.others:
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
    for name in guards.surnames:
        change(name, surname=True)
    for name in guards.federated:
        change(name, federated=True)
    for name, codes in guards.elsewhere.items():
        change(name, elsewhere=codes)
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


def torn(index: Mapping[Key, Form]) -> Iterator[tuple[Key, Form]]:
    """Long names and demonyms with a hyphen in them that a line's end has left there: "Afgha-nistan"."""
    for words, form in index.items():
        if len(words) == 1 and form.rule in {"name", "demonym"} and len(words[0]) >= SHORTEST and not form.exact:
            yield from ((halves, replace(form, broken=True)) for halves in broken(words[0]))


def outspoken(index: Mapping[Key, Form], folder: Path) -> dict[Key, Form]:
    """Bodies and regions whose own words name the state, sure of it. Raises KnowledgeError for an institution of the kind."""
    found = {words: replace(form, confidence=1.0) for words, form in index.items() if form.rule in SPEAKING and speaks(words, form, index)}
    for words, form in found.items():
        if form.rule == "institution":
            raise KnowledgeError(f"{folder}: {' '.join(words)!r} names {form.code} itself; an entry would hide that, so remove it")
    return found


def speaks(words: Key, form: Form, index: Mapping[Key, Form]) -> bool:
    """Whether a name or demonym of the form's own state stands among its words: "Danish Cultural Institute"."""
    parts = (words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    found = (index[part] for part in parts if part in index)
    return any(inner.code == form.code and inner.rule in {"name", "official", "demonym"} for inner in found)


def check_codes(folder: Path, display: Mapping[str, Any], names: Names, demonyms: Demonyms, evidence: Mapping[str, Evidence]) -> None:
    """Raises KnowledgeError for a code that is none of ISO 3166; blocs have codes of their own."""
    used = {"names.yaml": {*names.names, *names.official, *names.abbreviations, *(c for s in names.styles for c in s.codes)}}
    used["demonyms.yaml"] = {
        *demonyms.demonyms,
        *demonyms.regional,
        *demonyms.prefixes,
        *(c for table in (demonyms.either, demonyms.mostly) for codes in table.values() for c in codes),
    }
    used |= {f"{source}.yaml": set(part.forms) for source, part in evidence.items() if part.rule != "bloc"}
    for file, codes in used.items():
        for code in sorted(codes - set(display)):
            raise KnowledgeError(f"{folder / file}: {code!r} is no alpha-3 code of ISO 3166; correct it")
