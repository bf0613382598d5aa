"""Matching without case and accents: NORM becomes the folded word, once a distinct word and not once a token.

A component calls `fold_norms(nlp.vocab)` when it is made, adds its phrases by `phrase_hashes` and matches with
`PhraseMatcher(nlp.vocab, attr="NORM")`: "Accord", "ACCORD" and "accord", "Présidente" and "presidente" are then one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from spacy.vocab import Vocab

SIGNS = {ord(a): b for a, b in zip("’‘‛´`‐‑“”„«»", "'''''--\"\"\"\"\"", strict=True)} | {ord("œ"): "oe", ord("æ"): "ae", ord("ß"): "ss"}
BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def fold_word(word: str) -> str:
    """One token folded: "L" -> "l", "État" -> "etat", "œuvre" -> "oeuvre", "’" -> "'"; white space with a line break is one newline."""
    folded = word.lower()
    if folded.isspace() and not BREAKS.isdisjoint(folded):
        return "\n"
    if folded.isascii():
        return folded
    plain = unicodedata.normalize("NFKD", folded.translate(SIGNS))
    return "".join(c for c in plain if not unicodedata.combining(c)) or word


def fold_norms(vocab: Vocab) -> None:
    """Make `fold_word` the vocabulary's NORM, for the words it already knows too. Calling it again changes nothing."""
    norm = vocab.strings["NORM"]
    getters = vocab.lex_attr_getters  # type: ignore[attr-defined]  # spaCy's stub leaves it out
    if getters.get(norm) is fold_word:
        return
    getters[norm] = fold_word
    for lexeme in vocab:
        lexeme.norm_ = fold_word(lexeme.text)


def folded_words(phrase: str) -> list[str]:
    """A phrase as the pipeline's tokenizer would cut it, folded: "Côte d'Ivoire" -> ["cote", "d", "'", "ivoire"]."""
    return [fold_word(word) for word in WORD.findall(phrase)]


def phrase_hashes(vocab: Vocab, phrase: str) -> tuple[int, ...]:
    """The phrase as `PhraseMatcher.add` takes it; many times faster than building a Doc a phrase."""
    add = vocab.strings.add
    return tuple(add(word) for word in folded_words(phrase))


class Phrases:
    """A few folded phrases to look for among a few tokens, given as NORM hashes; for whole Docs use a PhraseMatcher."""

    def __init__(self, vocab: Vocab, phrases: Iterable[str]) -> None:
        self.by_first: dict[int, list[tuple[int, ...]]] = {}
        for phrase in phrases:
            if hashes := phrase_hashes(vocab, phrase):
                self.by_first.setdefault(hashes[0], []).append(hashes[1:])
        for rests in self.by_first.values():
            rests.sort(key=len, reverse=True)

    def at(self, norms: Sequence[int], start: int, end: int) -> int | None:
        """Where the longest phrase that begins at `start` ends, not after `end`; None where none does."""
        for rest in self.by_first.get(norms[start], ()) if start < end else ():
            stop = start + 1 + len(rest)
            if stop <= end and tuple(norms[start + 1 : stop]) == rest:
                return stop
        return None

    def first(self, norms: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
        """The first phrase inside [start, end)."""
        return self.among(norms, range(start, end), end)

    def last(self, norms: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
        """The last phrase inside [start, end)."""
        return self.among(norms, range(end - 1, start - 1, -1), end)

    def among(self, norms: Sequence[int], places: Iterable[int], end: int) -> tuple[int, int] | None:
        """The first of the places where a phrase begins that ends by `end`."""
        known = self.by_first
        for place in places:
            if norms[place] in known and (stop := self.at(norms, place, end)) is not None:
                return place, stop
        return None
