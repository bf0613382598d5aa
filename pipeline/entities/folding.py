"""Matching without case and accents: NORM becomes the folded word, once a distinct word and not once a token.

A component calls `fold_norms(nlp.vocab)` when it is made and compares the NORM of tokens with `phrase_hashes` of its phrases:
"Accord", "ACCORD" and "accord", "Présidente" and "presidente" are then one word.
"""

from __future__ import annotations

import re
import unicodedata

from spacy.strings import get_string_id
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


def phrase_hashes(phrase: str) -> tuple[int, ...]:
    """The phrase as the hashes that spaCy gives the NORM of its words."""
    return tuple(map(get_string_id, folded_words(phrase)))
