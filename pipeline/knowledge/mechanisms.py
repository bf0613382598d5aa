"""`models/mechanisms.yaml`: the closed list of cooperation mechanisms and the words that name them.

Forms are written in a compact notation that `expand` unfolds: `(a|b)` one of, `[a|b]` one of or nothing, `{name}` a named
list of `words`, `~` a hyphen, a space or nothing. "co~production (agreement|treat(y|ies))" stands for nine phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import fold
from pipeline.knowledge.documents import Frozen, load_model

FILE = "mechanisms.yaml"
NOTHING = ""
WEAK = 0.5
CUES = ("near", "before", "after", "beside", "unless", "unless_before", "unless_next")


def lines(value: Any) -> Any:
    """A YAML block of one form a line as a list; anything else is left to pydantic."""
    return [line for line in map(str.strip, value.splitlines()) if line] if isinstance(value, str) else value


Forms = Annotated[tuple[str, ...], BeforeValidator(lines)]


class Labels(Frozen):
    """A code's preferred name in each language."""

    en: str
    fr: str
    es: str


class Condition(Frozen):
    """Forms that mean the code only beside other words of their sentence; every test that is given must hold.

    `near`: one of these at most `within` words away on either side; `before`, `after`: on that side; `beside`: right before
    or right after. `unless`: none of these within reach; `unless_before`: none of them before; `unless_next`: none right after.
    `country`: a country or its adjective stands right before, next to it, or after it with one article between at most.
    `opens`: it is the first word of its line, cell or entry, as in "Chile: residence of two poets". `take`: the mention reaches as
    far as the word that proves it, unless one of the forms stands between them or right behind: then that one is meant.
    """

    forms: Forms
    rule: str = "compound"
    near: str = ""
    before: str = ""
    after: str = ""
    beside: str = ""
    unless: str = ""
    unless_before: str = ""
    unless_next: str = ""
    country: Literal["", "near", "before", "after", "next"] = ""
    opens: bool = False
    within: int = 6
    take: bool = False
    confidence: float = 1.0


class Mechanism(Frozen):
    """One code. `strength` (0..100) ranks it among the codes of an act; `governs`: what follows it is mostly its subject matter.

    `echoes`: once it is named in a paragraph its bare noun ("new treaties") means it again. `gathers`: people travel for it.
    """

    group: str
    strength: int
    governs: bool = False
    echoes: bool = False
    gathers: bool = False
    labels: Labels
    definition: str
    nouns: Forms = ()
    verbs: Forms = ()
    weak: Forms = ()
    abbreviations: Forms = ()
    when: tuple[Condition, ...] = ()


class Context(Frozen):
    """What the words around a mention say of it.

    `topics` open its subject or aim, but not before `times`, and only as long as no `breaks` opens a new statement and none of
    `finite` follows; `purposes` among them say what a journey or meeting is for, which is attended and not only talked of.
    `renewals` right before a bare noun let it mean what was named in full some lines above. `frames` name it as the frame of
    another act. `negators` deny it (before it; `denials` after it, where one of `realised` follows), `not_negators` only seem to.
    """

    topics: Forms
    times: Forms
    breaks: Forms
    finite: Forms
    purposes: Forms
    renewals: Forms
    frames: Forms
    negators: Forms
    not_negators: Forms
    denials: Forms
    realised: Forms


class MechanismFile(Frozen):
    """The whole file. `nothing`: phrases that look like a mechanism and are none; the longest match wins, so they shield."""

    words: dict[str, str]
    codes: dict[str, Mechanism]
    nothing: Forms
    context: Context


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a phrase. `condition` is None where the words alone say it; `code` is empty where they name no act."""

    code: str
    rule: str
    confidence: float = 1.0
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Mechanisms:
    """The vocabulary unfolded.

    `phrases`: folded phrase -> its readings in the order to try, the unconditional one last. `spellings`: abbreviation, folded ->
    how it must be written to count. `cues`: a form of a condition or of the context -> its folded phrases.
    """

    codes: dict[str, Mechanism]
    phrases: dict[str, tuple[Reading, ...]]
    spellings: dict[str, frozenset[str]]
    cues: dict[str, tuple[str, ...]]
    context: Context

    def strength(self, code: str) -> int:
        """How much the code outranks others in one act, 0..100."""
        return self.codes[code].strength


def load_mechanisms(models: Path) -> Mechanisms:
    """Raises KnowledgeError: the file does not fit, a form is broken, or a form leads to two codes."""
    path = models / FILE
    file = load_model(MechanismFile, path)
    try:
        words: dict[str, tuple[str, ...]] = {}
        for name, form in file.words.items():
            words[name] = expand(fold(form), words)
        plain = unconditional(file, words)
        phrases = {phrase: (*tried, *plain.pop(phrase, ())) for phrase, tried in conditional(file, words).items()}
        phrases |= plain
        cues = {form: expand(fold(form), words) for form in cue_forms(file)}
    except KnowledgeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return Mechanisms(file.codes, phrases, spellings(file.codes), cues, file.context)


def unconditional(file: MechanismFile, words: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Reading, ...]]:
    """Folded phrase -> its one reading that needs no other words. Raises KnowledgeError on a phrase of two codes."""
    found: dict[str, tuple[Reading, ...]] = {}
    for code, rule, confidence, forms in plain_entries(file):
        reading = (Reading(code, rule, confidence),)
        for form in forms:
            for phrase in expand(fold(form), words):
                other = found.setdefault(phrase, reading)[0]
                if other.code != code:
                    raise KnowledgeError(f"{phrase!r} ({form}) belongs to both {other.code or 'nothing'} and {code or 'nothing'}")
    return found


def plain_entries(file: MechanismFile) -> Iterator[tuple[str, str, float, Iterable[str]]]:
    """(code, rule, confidence, forms) of everything that needs no other words."""
    yield NOTHING, "nothing", 1.0, file.nothing
    for code, entry in file.codes.items():
        yield code, "noun", 1.0, entry.nouns
        yield code, "verb", 1.0, entry.verbs
        yield code, "abbreviation", 1.0, entry.abbreviations
        yield code, "weak", WEAK, entry.weak


def conditional(file: MechanismFile, words: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Reading, ...]]:
    """Folded phrase -> its readings that need other words, in the order of the file."""
    found: dict[str, list[Reading]] = {}
    for code, entry in file.codes.items():
        for condition in entry.when:
            reading = Reading(code, condition.rule, condition.confidence, condition)
            for form in condition.forms:
                for phrase in expand(fold(form), words):
                    found.setdefault(phrase, []).append(reading)
    return {phrase: tuple(readings) for phrase, readings in found.items()}


def spellings(codes: Mapping[str, Mechanism]) -> dict[str, frozenset[str]]:
    """Abbreviations keep their case: "MoU" is one, "mou" is a French adjective."""
    found: dict[str, set[str]] = {}
    for entry in codes.values():
        for form in entry.abbreviations:
            for written in expand(form, {}):
                found.setdefault(fold(written), set()).add(written)
    return {phrase: frozenset(written) for phrase, written in found.items()}


def cue_forms(file: MechanismFile) -> Iterator[str]:
    """Every form that conditions and context look for, and those that a mention may not reach across."""
    for entry in file.codes.values():
        for condition in entry.when:
            yield from filter(None, (getattr(condition, name) for name in CUES))
            yield from condition.forms if condition.take else ()
    for name in Context.model_fields:
        yield from getattr(file.context, name)


def expand(form: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every phrase a form stands for, single-spaced. Raises KnowledgeError: unbalanced brackets or an unknown name."""
    unfolded, end = alternatives(form, 0, words)
    if end != len(form):
        raise KnowledgeError(f"unbalanced {form[end]!r} in form {form!r}")
    if any(sign in form for sign in "[ ~"):  # only these can leave white space behind
        unfolded = [" ".join(phrase.split()) for phrase in unfolded]
    return tuple(dict.fromkeys(unfolded))


CLOSING = {"(": ")", "[": "]"}


def alternatives(form: str, at: int, words: Mapping[str, tuple[str, ...]]) -> tuple[list[str], int]:
    """The phrases from `at` to the bracket that closes there or the end, and where that is."""
    done: list[str] = []
    parts = [""]
    while at < len(form):
        sign = form[at]
        if sign in ")]":
            break
        at += 1
        if sign == "|":
            done, parts = done + parts, [""]
            continue
        choices = [sign]
        if sign == "~":
            choices = ["-", " ", ""]
        elif sign in CLOSING:
            choices, at = alternatives(form, at, words)
            if at >= len(form) or form[at] != CLOSING[sign]:
                raise KnowledgeError(f"no {CLOSING[sign]!r} for {sign!r} in form {form!r}")
            at += 1
            choices = [*choices, ""] if sign == "[" else choices
        elif sign == "{":
            name, brace, _ = form[at:].partition("}")
            if not brace or name not in words:
                raise KnowledgeError(f"unknown words {name!r} in form {form!r}")
            choices, at = list(words[name]), at + len(name) + 1
        parts = [a + b for a in parts for b in choices]
    return done + parts, at
