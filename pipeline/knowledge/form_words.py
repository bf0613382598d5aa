"""The words of labels: folded, counted, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.knowledge.base import flat

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-zß-ÿ]{2})(?=[A-ZÀ-Þ])")
_JOINTS = frozenset({"and", "et", "y", "the", "le", "la", "les", "l", "el", "los", "las"})


class Word(NamedTuple):
    """One folded word and where it stands in the text it was cut from."""

    text: str
    start: int
    end: int


def cut_words(text: str, start: int = 0, end: int | None = None, most: int = 80) -> list[Word]:
    """The first `most` words of a range, folded; words glued by lost blanks ("partnerType") come apart."""
    part = text[start:end]
    low = flat(part)
    words = [Word(match.group(), start + match.start(), start + match.end()) for match in islice(_WORD.finditer(low), most)]
    if "œ" in low or "æ" in low:
        words = [Word(text.replace("œ", "oe").replace("æ", "ae"), start, end) for text, start, end in words]
    if _HUMP.search(part):
        return [piece for word in words for piece in _parted(text, word)]
    return words


def _parted(text: str, word: Word) -> Iterator[Word]:
    raw = text[word.start : word.end]
    at = word.start
    for piece in _HUMP.split(raw) if len(raw) > 3 else [raw]:
        yield Word(flat(piece).replace("œ", "oe").replace("æ", "ae"), at, at + len(piece))
        at += len(piece)


def word_texts(text: str, start: int = 0, end: int | None = None, most: int = 80) -> list[str]:
    """The words of `cut_words` without their places: several times faster."""
    part = text[start:end]
    if _HUMP.search(part):
        return [word.text for word in cut_words(part, most=most)]
    low = flat(part)
    if "œ" in low or "æ" in low:
        low = low.replace("œ", "oe").replace("æ", "ae")
    return _WORD.findall(low)[:most]


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a label."""
    return tuple(word_texts(text, most=1000))


def letters_of(words: Iterable[str]) -> str:
    """The letters of a heading without its articles and its "and"."""
    return "".join(word for word in words if word not in _JOINTS)


def letter_pairs(letters: str) -> frozenset[str]:
    """Neighbouring letters, two by two."""
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def sound_keys(words: Sequence[str]) -> set[str]:
    """By what a misprinted label is found again: its longer words, and the letters it begins with."""
    return {*(word for word in words if len(word) > 4), "".join(words)[:3] + "-"}
