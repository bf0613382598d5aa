"""Cooperation mechanisms: what kind of act the words name.

One table of folded words finds every phrase of the vocabulary; only at its hits are conditions on the neighbouring
words tried. Of overlapping hits the longest stays. What then stands as subject, frame or denial of another act is marked so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.entities.folding import fold_norms
from pipeline.entities.phrases import Phrases
from pipeline.entities.vocabulary import Cues, Entry, Vocabulary, vocabulary
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.kept import remembered
from pipeline.knowledge.mechanisms import NOTHING, Condition

CONFIDENCE = {"echo": 0.8, "topic": 0.4, "frame": 0.7, "negated": 0.1}
TOPIC_REACH, FRAME_REACH, SENTENCE_REACH = 9, 6, 80
DENIAL_REACH, DENIED_REACH, VERB_REACH = 5, 9, 3
LONGEST_ACRONYM, SKIPPED_WORDS, ECHO_LINES = 8, 4, 3
NOWHERE = (-1, -1)
VISITS = "dialogue"
OPENINGS, QUOTES = frozenset(".;:!?•▪●\t–—|)"), frozenset("\"'“”«»([*")
SENTENCE_ENDS = (*".;?!•▪●\t\n",)
BEFORE_DOTS = (*"abcdefghijklmnopqrstuvwxyz", "mr", "mrs", "dr", "st", "no", "art", "vs", "approx", "etc")


@dataclass(frozen=True, slots=True)
class Hit:
    """A reading at tokens [start, end) of the Doc."""

    start: int
    end: int
    code: str
    rule: str
    confidence: float = 1.0


class Norms(list[int]):
    """The folded words of a Doc as hashes; `stops`: the tokens that end a sentence, in order."""

    def __init__(self, words: Iterable[int], stops: Sequence[int]) -> None:
        super().__init__(words)
        self.stops = stops

    def left(self, start: int, reach: int) -> int:
        """The first token of the same sentence at most `reach` tokens before `start`."""
        nth = bisect_left(self.stops, start)
        return max(0, start - reach, self.stops[nth - 1] + 1 if nth else 0)

    def right(self, end: int, reach: int) -> int:
        """The end of the sentence, or `reach` tokens after `end`, whichever comes first."""
        nth = bisect_left(self.stops, end)
        return min(len(self), end + reach, self.stops[nth] if nth < len(self.stops) else len(self))


class MechanismFinder:
    """The spaCy component: writes `doc.spans["mechanisms"]`, in the order of the text, none overlapping.

    A span's `kb_id_` is the code, `id_` the confidence (empty for 1), `label_` the rule that found it: noun, verb, abbreviation,
    compound (proved by a word near it), echo (a bare noun for what was named in full before), weak (only where nothing stronger is
    said), or else what the sentence makes of it: topic
    (subject or aim of another act), frame (the act under which another happens), negated.
    """

    def __init__(self, vocab: Vocab, known: Vocabulary, cues: Cues) -> None:
        fold_norms(vocab)
        self.codes, self.table, self.entries, self.cues = known.codes, known.table, known.entries, cues
        self.strings = vocab.strings
        self.norm, self.orth = vocab.strings["NORM"], vocab.strings["ORTH"]
        self.dot, self.bracket, self.newline = map(vocab.strings.add, ".(\n")
        self.ends = np.array(list(map(vocab.strings.add, SENTENCE_ENDS)), np.uint64)
        self.before_dots = frozenset(map(vocab.strings.add, BEFORE_DOTS))

    def __call__(self, doc: Doc) -> Doc:
        """Find the mechanisms of a Doc, which may hold a whole report; no hit crosses a newline."""
        array = doc.to_array([self.norm]).ravel()
        norms = self.norms_of(array)
        countries = frozenset(at for span in doc.spans.get("countries", ()) for at in range(span.start, span.end))
        hits = longest([hit for end, start, entry in self.table.find(array) for hit in self.read(doc, norms, countries, entry, start, end)])
        hits = self.echoed(norms, longest([*hits, *self.introduced(doc, norms, hits)]))
        doc.spans["mechanisms"] = [
            Span(doc, h.start, h.end, label=h.rule, kb_id=h.code, span_id="" if h.confidence == 1.0 else f"{h.confidence:g}")
            for h in self.placed(norms, [hit for hit in hits if hit.code != NOTHING])
        ]
        return doc

    def read(self, doc: Doc, norms: Norms, countries: Set[int], entry: int, start: int, end: int) -> Iterator[Hit]:
        """What the words at [start, end) mean, each way of writing them by itself. `countries`: the tokens that name one."""
        for way in self.entries[entry]:
            if (hit := self.meant(doc, norms, countries, way, start, end)) is not None:
                yield hit

    def meant(self, doc: Doc, norms: Norms, countries: Set[int], way: Entry, start: int, end: int) -> Hit | None:
        """The first reading that the neighbouring words allow, if any does."""
        if way.spellings and doc[start:end].text not in way.spellings:
            return None
        for reading in way.readings:
            if reading.condition is None:
                return Hit(start, end, reading.code, reading.rule, reading.confidence)
            if not beside_country(reading.condition, countries, start, end):
                continue
            if reading.condition.opens and not opens_entry(doc, start):
                continue
            if (proof := self.proof(reading.condition, norms, start, end)) is not None:
                return Hit(*proof, reading.code, reading.rule, reading.confidence)
        return None

    def proof(self, condition: Condition, norms: Norms, start: int, end: int) -> tuple[int, int] | None:
        """How far the mention reaches if the condition holds around tokens [start, end); None if it does not."""
        low, high = norms.left(start, condition.within), norms.right(end, condition.within)
        cues = self.cues
        if condition.unless_next and cues[condition.unless_next].at(norms, end, high) is not None:
            return None
        if condition.unless_before and cues[condition.unless_before].last(norms, low, start) is not None:
            return None
        if (unless := condition.unless) and (cues[unless].first(norms, end, high) or cues[unless].last(norms, low, start)):
            return None
        found = [(start, end)]
        if before := condition.before:
            found.append(cues[before].last(norms, low, start) or NOWHERE)
        if after := condition.after:
            found.append(cues[after].first(norms, end, high) or NOWHERE)
        if near := condition.near:
            found.append(cues[near].last(norms, low, start) or cues[near].first(norms, end, high) or NOWHERE)
        if beside := condition.beside:
            found.append(touching(cues[beside], norms, (low, start), (end, high)) or NOWHERE)
        if NOWHERE in found:
            return None
        if not condition.take:
            return start, end
        first, last = min(a for a, _ in found), max(b for _, b in found)
        rivals = (last > end and cues[form].first(norms, end, min(high, last + 1)) for form in condition.forms)
        return None if any(rivals) else (first, last)

    def norms_of(self, array: Any) -> Norms:
        """The words of a Doc with the ends of its sentences; the dot of an abbreviation ("U.S.", "Dr.") is none."""
        words: list[int] = array.tolist()
        ends = np.flatnonzero(np.isin(array, self.ends)).tolist()
        return Norms(words, [at for at in ends if not (words[at] == self.dot and at > 0 and words[at - 1] in self.before_dots)])

    def one_sentence(self, norms: Norms, left: Hit, right: Hit) -> bool:
        """Whether the two hits stand in one sentence, near enough to speak of each other."""
        between = right.start - left.end
        return between <= SENTENCE_REACH and norms.right(left.end, between) == right.start

    def introduced(self, doc: Doc, norms: Norms, hits: Sequence[Hit]) -> list[Hit]:
        """Later uses of abbreviations that the text explains: "High Level Dialogues (HLD)", then "HLD 2018", "HLDs"."""
        meanings: dict[str, tuple[int, str]] = {}
        for at in positions(norms, self.bracket):
            if at + 2 < len(norms) and is_acronym(short := doc[at + 1].text):
                start = long_form(doc, at, short)
                inside = [h for h in hits if start is not None and start <= h.start and h.end <= at]
                if inside and inside[0].code != NOTHING and inside[0].rule != "weak":
                    meanings.setdefault(short.removesuffix("s"), (at + 2, inside[0].code))
        if not meanings:
            return []
        orths = hashes(doc, self.orth)
        strings = doc.vocab.strings
        return [
            Hit(at, at + 1, code, "abbreviation")
            for short, (since, code) in meanings.items()
            for word in (short, f"{short}s")
            for at in positions(orths, strings[word])
            if at >= since
        ]

    def echoed(self, norms: Norms, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with bare nouns read as what they stand for: "coproduction treaties ...", then "new treaties" in the paragraph."""
        done: list[Hit] = []
        meant: Hit | None = None
        seen = lines = 0
        for hit in hits:
            lines += norms[seen : hit.start].count(self.newline)
            seen = hit.start
            if hit.code != NOTHING and self.codes[hit.code].echoes:
                meant, lines = hit, 0
            elif meant is not None and self.repeats(norms, hit, meant) and (not lines or self.renewed(norms, hit, lines)):
                hit = replace(hit, code=meant.code, rule="echo", confidence=CONFIDENCE["echo"])
            done.append(hit)
        return done

    def renewed(self, norms: Norms, hit: Hit, lines: int) -> bool:
        """Whether the word before says that it is one more of the same ("new treaties"), not too many lines below."""
        return lines <= ECHO_LINES and hit.start > 0 and self.cues["renewals"].at(norms, hit.start - 1, hit.start) is not None

    def repeats(self, norms: Norms, hit: Hit, meant: Hit) -> bool:
        """Whether the hit is one word, and that word, singular or plural, is in the fuller name before it."""
        if hit.end - hit.start > 1 or hit.code == NOTHING or self.codes[hit.code].group != self.codes[meant.code].group:
            return False
        strings = self.strings
        word = singular(strings[norms[hit.start]])
        return any(singular(strings[norm]) == word for norm in norms[meant.start : meant.end])

    def placed(self, norms: Norms, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with what their sentence makes of them."""
        joined = [self.one_sentence(norms, a, b) for a, b in pairwise(hits)]
        done: list[Hit] = []
        first = 0
        for k, hit in enumerate(hits):
            first = k if k and not joined[k - 1] else first
            following = hits[k + 1] if k < len(joined) and joined[k] else None
            rule = self.role(norms, hit, done[first:], following)
            done.append(hit if rule is None else replace(hit, rule=rule, confidence=CONFIDENCE[rule]))
        return done

    def role(self, norms: Norms, hit: Hit, earlier: Sequence[Hit], following: Hit | None) -> str | None:
        """negated, topic or frame, or None for a mention that claims its act. `earlier`: the sentence's hits before it."""
        low = earlier[-1].end if earlier else norms.left(hit.start, SENTENCE_REACH)
        high = following.start if following else norms.right(hit.end, SENTENCE_REACH)
        if self.denied(norms, hit, low, high):
            return "negated"
        if hit.rule == "weak":
            return None
        if self.is_topic(norms, hit, earlier):
            return "topic"
        others = any(h.rule not in ("weak", "topic", "negated") for h in earlier) or (following is not None and following.rule != "weak")
        frame = self.cues["frames"].last(norms, max(low, hit.start - FRAME_REACH), hit.start) if others else None
        return "frame" if frame and self.cues["breaks"].first(norms, frame[1], hit.start) is None else None

    def denied(self, norms: Norms, hit: Hit, low: int, high: int) -> bool:
        """ "no agreement", "has not yet signed an agreement", "the agreement has not been signed"."""
        cues = self.cues
        before = cues["negators"].last(norms, max(low, hit.start - DENIAL_REACH), hit.start)
        if before and cues["not_negators"].at(norms, before[0], hit.start) is None:
            return True
        after = cues["denials"].first(norms, hit.end, min(high, hit.end + DENIED_REACH))
        return after is not None and cues["realised"].first(norms, after[1], min(high, after[1] + DENIAL_REACH)) is not None

    def is_topic(self, norms: Norms, hit: Hit, earlier: Sequence[Hit]) -> bool:
        """Whether the hit is the subject or aim of an act named before it in the sentence."""
        ruling = next((h for h in reversed(earlier) if h.rule == "topic" or (h.rule != "weak" and self.codes[h.code].governs)), None)
        if ruling is None or self.opens_clause(norms, ruling, hit):
            return False
        if ruling.rule == "topic" and hit.start - ruling.end <= TOPIC_REACH:
            return self.cues["breaks"].first(norms, ruling.end, hit.start) is None
        marker = self.cues["topics"].last(norms, max(ruling.end, hit.start - TOPIC_REACH), hit.start)
        if marker is None or self.cues["times"].first(norms, marker[1], min(marker[1] + 2, hit.start)):
            return False
        if self.codes[hit.code].gathers and self.attended(norms, ruling, marker):
            return False
        return self.cues["breaks"].first(norms, marker[1], hit.start) is None

    def attended(self, norms: Norms, ruling: Hit, marker: tuple[int, int]) -> bool:
        """A delegation "for the festival" takes part in it."""
        return self.codes[ruling.code].group == VISITS and self.cues["purposes"].at(norms, *marker) is not None

    def opens_clause(self, norms: Norms, ruling: Hit, hit: Hit) -> bool:
        """Whether the hit has a verb of its own: one follows it, and the ruling act had its verb before."""
        finite = self.cues["finite"]
        if finite.first(norms, hit.end, norms.right(hit.end, VERB_REACH)) is None:
            return False
        return finite.first(norms, ruling.end, hit.start) is not None


def hashes(doc: Doc, attribute: int) -> list[int]:
    """The attribute of every token, as plain integers: many times faster to walk than tokens."""
    values: list[int] = doc.to_array([attribute]).ravel().tolist()  # type: ignore[assignment]  # the stub takes all arrays for floats
    return values


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of hits that overlap the longest, of equally long ones one that names an act, then the first; in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        while kept and kept[-1].end > hit.start and weight(kept[-1]) < weight(hit):
            kept.pop()
        if not kept or kept[-1].end <= hit.start:
            kept.append(hit)
    return kept


def weight(hit: Hit) -> tuple[int, bool]:
    """What decides between overlapping hits: length, then whether the words name an act."""
    return hit.end - hit.start, hit.code != NOTHING


def touching(cue: Phrases, norms: Norms, before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int] | None:
    """A phrase that ends where the mention begins or begins where it ends."""
    if (stop := cue.at(norms, *after)) is not None:
        return after[0], stop
    low, start = before
    for at in range(start - 1, low - 1, -1):
        if cue.at(norms, at, start) == start:
            return at, start
    return None


def beside_country(condition: Condition, countries: Set[int], start: int, end: int) -> bool:
    """Whether a country stands where the condition wants it: near, right before, next, or after with one article between at most."""
    if condition.country == "near":
        return any(at in countries for at in range(start - condition.within, end + condition.within))
    if condition.country == "before":
        return start - 1 in countries
    return not condition.country or end in countries or (condition.country == "after" and end + 1 in countries)


def opens_entry(doc: Doc, start: int) -> bool:
    """Whether the token is the first word of its line, cell or list entry, or of what a colon or dash opens."""
    at = start - 1
    while at >= 0 and doc[at].text in QUOTES:
        at -= 1
    if at < 0:
        return True
    before = doc[at]
    return before.text in OPENINGS or "\n" in before.text or (before.text == "-" and (at == 0 or bool(before.whitespace_)))


def singular(word: str) -> str:
    """A folded noun without its plural ending, in English and French: "treaties" -> "treaty", "accords" -> "accord"."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def positions(hashes: Sequence[int], wanted: int) -> Iterator[int]:
    """Where `wanted` stands."""
    at = -1
    for _ in range(hashes.count(wanted)):
        at = hashes.index(wanted, at + 1)
        yield at


def is_acronym(word: str) -> bool:
    """Two capitals at least, nothing but letters, short: MoU, HLD, HLDs."""
    return 2 <= len(word) <= LONGEST_ACRONYM and word.isalpha() and word[0].isupper() and sum(map(str.isupper, word)) >= 2


def long_form(doc: Doc, bracket: int, short: str) -> int | None:
    """The token where the words begin whose initials the acronym before its closing bracket takes; None if they do not fit."""
    letters = [c.lower() for c in short if c.isupper()]
    skipped = 0
    for at in range(bracket - 1, -1, -1):
        if doc[at].norm_[0] == letters[-1]:
            letters.pop()
        elif doc[at].is_space or (skipped := skipped + 1) > SKIPPED_WORDS:
            return None
        if not letters:
            return at
    return None


@remembered
def cues(models: Path) -> Cues:
    """The cues of `models`; all pipelines share them."""
    return Cues(vocabulary(models))


@Language.factory("rapporteur_mechanisms", default_config={"models": None, "language": None})
def make(nlp: Language, name: str, models: str | None, language: str | None) -> MechanismFinder:  # noqa: ARG001
    """The factory that `config.cfg` names. Reports mix languages, so every pipeline knows the words of all of them.

    Raises KnowledgeError: the vocabulary is wrong.
    """
    folder = Path(models) if models else MODELS
    return MechanismFinder(nlp.vocab, vocabulary(folder), cues(folder))
