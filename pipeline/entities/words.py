"""The tokenizer of our pipelines: a token is a run of letters and digits, or one sign.

Hyphens, apostrophes, dots and slashes stand alone, so that "l'Allemagne", "franco-tunisien", "2015-2018" and "U.S." come
apart the same way in every language, and a character span never ends inside a token.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry

PREFIX = re.compile(r"[^\w\s]|_")
INFIX = re.compile(r"[^\w\s]|_")
SUFFIX = re.compile(r"(?:[^\w\s]|_)$")


TEXT = "text"
"""Where a Doc's own text is kept in its `user_data`: spaCy would put it together again token by token."""


class WordTokenizer(Tokenizer):
    """spaCy's tokenizer with our three rules and no exceptions; nothing to save, nothing to load."""

    def __call__(self, string: str) -> Doc:
        """The tokens of a text, and the text beside them."""
        doc: Doc = super().__call__(string)
        doc.user_data[TEXT] = string
        return doc

    def to_disk(self, _path: str | Path, **_options: Any) -> None:
        """The rules are code: there is nothing to write."""

    def from_disk(self, _path: str | Path, **_options: Any) -> WordTokenizer:
        """The rules are code: there is nothing to read."""
        return self


@registry.tokenizers("rapporteur.words.v1")
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The factory that `config.cfg` names."""

    def build(nlp: Language) -> Tokenizer:
        return WordTokenizer(nlp.vocab, rules={}, prefix_search=PREFIX.match, suffix_search=SUFFIX.search, infix_finditer=INFIX.finditer)

    return build


def blank(language: str = "xx") -> Language:
    """An empty pipeline with our tokenizer. `xx` loads in milliseconds, `fr` in seconds (spaCy builds its exceptions)."""
    return spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": "rapporteur.words.v1"}}})
