"""The mechanism vocabulary made ready for matching: every phrase as hashes, unfolded once a machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.entities.folding import phrase_hashes
from pipeline.entities.phrases import PhraseList, Phrases, PhraseTable, Words
from pipeline.knowledge.kept import kept, remembered
from pipeline.knowledge.mechanisms import Context, Mechanism, Mechanisms, Reading, load_mechanisms


@dataclass(frozen=True, slots=True)
class Entry:
    """The ways to read a phrase, in the order to try; `spellings`: how it must be written to count, empty for any way."""

    readings: tuple[Reading, ...]
    spellings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`table` finds phrases and gives the numbers of their `entries`; `cues`: a form -> its phrases [begin, end) in `cue_phrases`.

    The names of the context's word lists are forms of their own.
    """

    codes: dict[str, Mechanism]
    table: PhraseTable
    entries: tuple[tuple[Entry, ...], ...]
    cues: dict[str, tuple[int, int]]
    cue_phrases: PhraseList


class Cues(dict[str, Phrases]):
    """Form -> its phrases; fills itself, since a report asks for few of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def __missing__(self, form: str) -> Phrases:
        phrases = self[form] = Phrases(self.vocabulary.cue_phrases.phrases(*self.vocabulary.cues[form]))
        return phrases


@remembered
@kept
def vocabulary(models: Path) -> Vocabulary:
    """The vocabulary of `models`. Raises KnowledgeError: it is wrong."""
    return made_ready(load_mechanisms(models))


def made_ready(mechanisms: Mechanisms) -> Vocabulary:
    """Phrases of equal words share an entry; those of equal readings share them."""
    found: dict[Words, list[Entry]] = {}
    for phrase, readings in mechanisms.phrases.items():
        if words := phrase_hashes(phrase):
            found.setdefault(words, []).append(Entry(readings, mechanisms.spellings.get(phrase, frozenset())))
    numbers: dict[tuple[tuple[int, ...], ...], int] = {}
    entries: list[tuple[Entry, ...]] = []
    phrases: dict[Words, int] = {}
    for words, ways in found.items():
        same = tuple((*map(id, way.readings), hash(way.spellings)) for way in ways)
        if same not in numbers:
            numbers[same] = len(entries)
            entries.append(tuple(ways))
        phrases[words] = numbers[same]
    lists = {form: list(map(phrase_hashes, forms)) for form, forms in mechanisms.cues.items()}
    lists |= {name: [w for form in getattr(mechanisms.context, name) for w in lists[form]] for name in Context.model_fields}
    return Vocabulary(mechanisms.codes, PhraseTable.of(phrases), tuple(entries), ranges(lists.items()), joined(lists.values()))


def ranges(lists: Iterable[tuple[str, list[Words]]]) -> dict[str, tuple[int, int]]:
    """Where the phrases of each form stand when all lists are joined."""
    found, begin = {}, 0
    for form, phrases in lists:
        found[form] = (begin, begin + len(phrases))
        begin += len(phrases)
    return found


def joined(lists: Iterable[list[Words]]) -> PhraseList:
    """One list after another."""
    return PhraseList.of([words for phrases in lists for words in phrases])
