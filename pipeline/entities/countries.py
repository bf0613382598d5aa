"""The countries component: names, demonyms, bodies and places of states in a Doc, as `doc.spans["countries"]`.

Folded words of the text walk a tree of all forms; what the walk finds is then judged by the words around it
(`countries_context`), and only there is the original spelling looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, Span

from pipeline.entities.countries_context import judged
from pipeline.entities.countries_text import BREAK, Hit, Line
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.countries import Countries, load_countries
from pipeline.knowledge.countries_forms import JOINERS, folded
from pipeline.knowledge.countries_shapes import Form
from pipeline.knowledge.countries_slips import mended, unmasked

END = None
"""Key of a node's own form in the tree."""
DOTTED = 3
"""A full stop may stand inside a form after words of at most so many letters: U.S., St. Lucia, Rep. of Korea."""

SLIP = "~"
"""Before a name that the text has mistyped; no word holds the sign."""
SLIPPED = 0.6
"""Confidence of a mistyped name."""

JOINED = {sign: "." if sign == "." else "-" for sign in JOINERS}
"""Signs inside a form as the walk sees them."""

Node = dict[str | None, Any]


class FoldedWords(dict[int, str]):
    """Lexeme id -> its folded word, or nothing where no form and no cue has the word. Fills itself from `strings`.

    A capitalised word that is a state's name but for one letter becomes SLIP and the name. `halves`: words that only the
    line's end makes ("Afgha-nistan").
    """

    def __init__(self, strings: StringStore, known: frozenset[str], halves: frozenset[str], countries: Countries) -> None:
        super().__init__()
        self.strings, self.known, self.halves = strings, known, halves
        self.slips, self.not_slips, self.plain_names = countries.slips, countries.not_slips, countries.clear

    def __missing__(self, orth: int) -> str:
        text = self.strings[orth]
        word = JOINED.get(text) or (blank(text) if text.isspace() else folded(text))
        if word not in self.known:
            word = self.meant(text, word) or (word if word in self.halves else "")
        self[orth] = word
        return word

    def meant(self, text: str, word: str) -> str:
        """The name that a word may be a misprint of, or nothing."""
        if not text[0].isupper() or word in self.not_slips:
            return ""
        slip = mended(word, self.slips)
        return unmasked(word, self.plain_names) or (SLIP + slip if slip else "")


def blank(space: str) -> str:
    """White space as the walk sees it: a line's end stops a form, more than one blank does not, a tab parts two cells."""
    return BREAK if "\n" in space else "" if "\t" in space else "-"


def tree(forms: Mapping[tuple[str, ...], Form]) -> Node:
    """Forms as nested dicts, a word a level; a node's own form lies under END."""
    root: Node = {}
    for words, form in forms.items():
        node = root
        for word in words:
            node = node.setdefault(word, {})
        node[END] = form
    return root


class CountryFinder:
    """Writes `doc.spans["countries"]`: spans that do not overlap, `label_` the rule, `kb_id_` the state's code.

    `id_` is the confidence where it is below 1 ("0.50"), else empty. Spans never cross white space other than a blank.
    """

    def __init__(self, strings: StringStore, countries: Countries, language: str | None) -> None:
        forms = dict(countries.for_language(language))
        for name in set(countries.slips.values()):
            forms[(SLIP + name,)] = replace(forms[(name,)], confidence=SLIPPED, accompanied=True)
        self.cues = countries.cues
        self.tree = tree(forms)
        words = {word for key, form in forms.items() if not form.broken for word in key}
        words |= {word for form in forms.values() for word in form.neighbours}
        halves = frozenset(word for key, form in forms.items() if form.broken for word in key)
        self.words = FoldedWords(strings, frozenset(words | countries.cues.vocabulary | {"-", ".", BREAK}), halves, countries)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its countries."""
        orths = doc.to_array("ORTH").tolist()
        words = list(map(self.words.__getitem__, orths))
        line = Line(words, orths, doc, self.cues)
        found = []
        for hit in judged(line, self.walk(words)):
            confidence = f"{hit.confidence:.2f}" if hit.confidence < 1 else ""
            rule = "demonym" if hit.form.rule == "prefix" else hit.form.rule
            found.append(Span(doc, hit.start, hit.end, label=rule, kb_id=hit.code, span_id=confidence))
        doc.spans["countries"] = found
        return doc

    def walk(self, words: Sequence[str]) -> list[list[Hit]]:
        """For each word that opens a form: every form from there, longest first."""
        root = self.tree
        return [hits for at, word in enumerate(words) if word in root and (hits := self.forms_at(words, at))]

    def forms_at(self, words: Sequence[str], at: int) -> list[Hit]:
        """Forms that begin with the word at `at`, longest first; joining signs between words are passed over."""
        node, end, size = self.tree[words[at]], at + 1, len(words)
        hits: list[Hit] = []
        while True:
            if END in node:
                hits.append(Hit(at, end, node[END]))
            if end >= size:
                break
            step = end
            if words[step] not in node:
                if not (words[step] == "-" or (words[step] == "." and len(words[step - 1]) <= DOTTED)):
                    break
                step += 1
                if step < size and words[step] == "-":  # "Etats.-Unis", "É.-U."
                    step += 1
                if step >= size or words[step] not in node:
                    break
            node, end = node[words[step]], step + 1
        hits.reverse()
        return hits


@Language.factory("rapporteur_countries", default_config={"models": None, "language": None})
def make(nlp: Language, name: str, models: str | None, language: str | None) -> CountryFinder:  # noqa: ARG001 - spaCy passes `name`
    """The component. `models`: folder of the knowledge (the project's own by default); `language`: of the texts, None for any.

    Raises KnowledgeError: the knowledge is wrong.
    """
    return CountryFinder(nlp.vocab.strings, load_countries(Path(models) if models else MODELS), language)
