"""Segment -> en | fr | es | und, with a confidence.

Every word is a piece of evidence: a listed word speaks for its languages, any other word is judged by its letter pairs and
triples (the profiles that come with langdetect, without its random sampling). What a word says never depends on the words
around it, so that it is worked out once and looked up ever after.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import langdetect

from pipeline.knowledge.base import fold
from pipeline.knowledge.language import SPOKEN, LanguageKnowledge, Spoken
from pipeline.types import Language, Segment

Scores = tuple[float, float, float]  # evidence against en, fr, es in nats, at most 0
# Scores of a token or a text; listed words; all words, names by half; words of another script.
Evidence = tuple[float, float, float, float, float, float]
NOTHING: Scores = (0.0, 0.0, 0.0)
NONE: Evidence = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
ALIEN: Evidence = (0.0, 0.0, 0.0, 0.0, 1.0, 1.0)

PROFILES = Path(langdetect.__file__).parent / "profiles"
PART = re.compile(r"[^\W\d_]+|['’ʼ`]")
APOSTROPHES = frozenset("'’ʼ`")
ADDRESS = re.compile(
    r"@|://|^www\.|\.(?:com|org|net|int|edu|gov|gouv|gob)\b|^[(<\"]?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?[).,;>\"]?$", re.ASCII
)
REFERENCE = re.compile(r"\W*(?:\d[\d.]*[A-Za-z]?|[A-Za-z](?=\W)|[ivx]{2,5}(?=\W))\W*")  # "a." "(ii)" "16.f," number an item
LATIN = re.compile(r"[A-Za-z\u00C0-\u024F\u1E00-\u1EFF\uFB00-\uFB06]")
LETTER = re.compile(r"[^\W\d_]")
RARE = 1e-5
UNSEEN = math.log(RARE)
MEMORY = 200_000
ACRONYM = 4  # letters
FEW = 2  # words unknown to us that a text of another language has at least
SAMPLE = 12  # words that settle whether a text is foreign


@lru_cache(maxsize=64)
def profile(language: str) -> dict[str, float]:
    """{letter pair or triple, a space for the word's edge: log probability} of one of langdetect's languages.

    A form without accents also gets a share of the forms that lose their accents to it: imported texts lost theirs.
    """
    raw = json.loads((PROFILES / language).read_text(encoding="utf-8"))
    shares: dict[str, float] = {}
    for gram, count in raw["freq"].items():
        if len(gram) > 1:
            share = count / raw["n_words"][len(gram) - 1]
            lowered = gram.lower()
            shares[lowered] = shares.get(lowered, 0.0) + share
            plain = lowered if lowered.isascii() else "".join(letter if letter == " " else fold(letter) for letter in lowered)
            if plain != lowered and len(plain) == len(lowered):
                shares[plain] = shares.get(plain, 0.0) + share / 4
    return {gram: math.log(share + RARE) for gram, share in shares.items()}


@lru_cache(maxsize=4)
def profiles(languages: tuple[str, ...]) -> dict[str, tuple[float, ...]]:
    """The profiles of several languages side by side, so that a word's letters are looked up once."""
    several = [profile(language) for language in languages]
    return {gram: tuple([one.get(gram, UNSEEN) for one in several]) for gram in set().union(*several)}


def grams(word: str) -> list[str]:
    """Letter pairs and triples of a lower-case word with a space at each edge."""
    framed = f" {word} "
    return [framed[i : i + 2] for i in range(len(framed) - 1)] + [framed[i : i + 3] for i in range(len(framed) - 2)]


def likelihoods(words: Iterable[str], languages: tuple[str, ...]) -> list[float]:
    """For each language the sum of the log probabilities of the words' `grams`, in nats."""
    table, unseen = profiles(languages), (UNSEEN,) * len(languages)
    found = [table.get(gram, unseen) for word in words for gram in grams(word)]
    return list(map(sum, zip(*found, strict=True))) if found else [0.0] * len(languages)


def against(languages: Collection[Spoken], weight: float) -> Scores:
    """Evidence against every language but these."""
    return (0.0 if "en" in languages else -weight, 0.0 if "fr" in languages else -weight, 0.0 if "es" in languages else -weight)


class Scorer(dict[str, Evidence]):
    """Token as printed -> its evidence, worked out at first sight; starts afresh when it holds `MEMORY` tokens."""

    def __init__(self, knowledge: LanguageKnowledge) -> None:
        super().__init__()
        self.knowledge = knowledge

    def __missing__(self, token: str) -> Evidence:
        if len(self) >= MEMORY:
            self.clear()
        evidence = self[token] = self.token(token)
        return evidence

    def token(self, token: str) -> Evidence:
        """What one token without white space says: its words and signs together."""
        core = token.strip(",.()")
        if core == token and token.isalpha():
            return self.word(token, "", "")
        if REFERENCE.fullmatch(token):
            return NONE
        if core.isalpha():
            return self[core]
        if ADDRESS.search(token):
            return NONE
        pieces = [(*self.sign(token), 0.0, 0.0, 0.0)]
        parts = PART.findall(token)
        for i, part in enumerate(parts):
            if part not in APOSTROPHES:
                before = parts[i - 2].lower() if i > 1 and parts[i - 1] in APOSTROPHES else ""
                after = parts[i + 2].lower() if i + 2 < len(parts) and parts[i + 1] in APOSTROPHES else ""
                pieces.append(self.word(part, before, after))
        return pieces[0] if len(pieces) == 1 else total(pieces)

    def sign(self, token: str) -> Scores:
        """Signs at the token's ends. A colon at a word's end is every language's; standing alone it is French."""
        known = self.knowledge
        for sign in (token[0], token[-1]):
            if sign in known.quotes:
                return against(known.quotes[sign], known.weights.quote)
        if token in known.spaced:
            return against(known.spaced[token], known.weights.spaced)
        return NOTHING

    def word(self, word: str, before: str, after: str) -> Evidence:
        """One run of letters; an apostrophe joins it to `before` or `after` (lower case, empty where there is none)."""
        if not LATIN.match(word):
            return ALIEN
        known, lowered = self.knowledge, word.lower()
        name = word[0] != lowered[0]
        if joined := self.joined(lowered, before, after):
            return (*against((joined,), known.weights.listed), 1.0, 1.0, 0.0)
        languages = known.words.get(lowered)
        if languages is not None:
            weights = known.weights
            weight = weights.listed if not name else weights.opening if lowered in known.functions else weights.title
            return (*against(languages, weight), 1.0, 1.0, 0.0)
        if len(word) == 1:
            return NONE
        return (*self.letters(lowered, name), 0.0, 0.5 if name else 1.0, 0.0)

    def joined(self, word: str, before: str, after: str) -> Spoken | None:
        """The language of an apostrophe: "l'État" is French, "state's" and "don't" are English."""
        known = self.knowledge
        if before and word in known.contractions and before not in known.elisions:
            return "en"
        if after in known.contractions and word in known.contracted:
            return "en"
        return "fr" if after and word in known.elisions else None

    def letters(self, word: str, name: bool) -> Scores:
        """What the letters of an unlisted word say: differences of likelihood, bent so that no word says more than its bound."""
        weights = self.knowledge.weights
        factor, bound = (weights.name_letters, weights.name) if name else (weights.letters, weights.unlisted)
        en, fr, es = likelihoods((word,), SPOKEN)
        best = max(en, fr, es)
        return (
            bound * math.tanh((en - best) * factor / bound),
            bound * math.tanh((fr - best) * factor / bound),
            bound * math.tanh((es - best) * factor / bound),
        )


@lru_cache(maxsize=4)
def scorer(knowledge: LanguageKnowledge) -> Scorer:
    """The scorer of one knowledge, with all it has worked out so far."""
    return Scorer(knowledge)


def total(pieces: Sequence[Evidence]) -> Evidence:
    """Evidence adds up."""
    en, fr, es, listed, words, alien = map(sum, zip(*pieces, strict=True))
    return (en, fr, es, listed, words, alien)


def weigh(text: str, knowledge: LanguageKnowledge) -> Evidence:
    """The evidence of a whole text; one in capitals throughout is read as if it were not, unless they are acronyms."""
    tokens = _plain(text).split()
    if not tokens:
        return NONE
    scores = scorer(knowledge)
    en, fr, es, listed, words, alien = total([scores[token] for token in tokens])
    return (en, fr, es - knowledge.weights.rare, listed, words, alien)


def _plain(text: str) -> str:
    return text.lower() if text.isupper() and any(len(part) > ACRONYM for part in PART.findall(text)) else text


def decide(scores: Sequence[float], among: Collection[Spoken] = SPOKEN) -> tuple[Spoken, float]:
    """The best of `among` and its margin over the second, in nats; the first of equals in the order en, fr, es."""
    open_to = (
        scores[:3] if among is SPOKEN else [score if one in among else -math.inf for one, score in zip(SPOKEN, scores[:3], strict=True)]
    )
    *_, second, best = sorted(open_to)
    return SPOKEN[open_to.index(best)], best - second


def foreign(text: str, evidence: Evidence, knowledge: LanguageKnowledge) -> bool:
    """Whether a text is none of ours: another script, or hardly a word we know and letters that fit another language better."""
    bounds, (*_, listed, words, alien) = knowledge.bounds, evidence
    if alien * 2 > words:
        return True
    if words < bounds.foreign_words or listed > bounds.foreign_known * words:
        return False
    parts = [part for part in PART.findall(_plain(text)) if len(part) > 1]
    unknown = {part for part in parts if part.lower() not in knowledge.words and not (part.isupper() and len(part) <= ACRONYM)}
    if len(unknown) < FEW or (listed * 2 >= words and not any(part[0].islower() for part in unknown)):
        return False  # names are foreign in every text
    found = [part.lower() for part in parts][:SAMPLE]
    unlisted = [word for word in found if word not in knowledge.words]
    fits = likelihoods(unlisted, SPOKEN)
    letters = sum(2 * len(word) + 1 for word in unlisted)
    if knowledge.rival_words.isdisjoint(unlisted) and max(fits) > bounds.foreign_letters * letters:
        return False
    rivals, weight = tuple(knowledge.rivals), knowledge.weights.listed
    ours = [
        fit + weight * sum(language in knowledge.words.get(word, ()) for word in found) for language, fit in zip(SPOKEN, fits, strict=True)
    ]
    theirs = [
        fit + weight * sum(word in knowledge.rivals[language] for word in found)
        for language, fit in zip(rivals, likelihoods(unlisted, rivals), strict=True)
    ]
    return max(theirs) - max(ours) > bounds.foreign_margin * len(found)


def confidence(margin: float) -> float:
    """Margin in nats -> probability; words are far from independent, so that a nat counts for less than a nat."""
    return 1.0 / (1.0 + math.exp(-min(margin, 200.0) / 4.0))


def detect(text: str, knowledge: LanguageKnowledge, among: Collection[Spoken] = SPOKEN) -> tuple[Language, float]:
    """Language of a text and how sure, 0..1; ("und", 0.0) where nothing in it speaks. Chooses from `among` only."""
    evidence = weigh(text, knowledge)
    if len(among) == len(SPOKEN) and foreign(text, evidence, knowledge):
        return "und", 0.9
    language, margin = decide(evidence, among)
    return (language, confidence(margin)) if margin > 0 else ("und", 0.0)


def label(text: str, segments: Sequence[Segment], knowledge: LanguageKnowledge) -> tuple[Segment, ...]:
    """The segments with the languages of their words and, apart from these, of their labels.

    A segment that says too little follows its table, its neighbours in the same field, then the document, never its label.
    Addresses alone stay `und`.
    """
    weighed = [weigh(segment.span.of(text), knowledge) for segment in segments]
    sure = [_sure(segment.span.of(text), evidence, knowledge) for segment, evidence in zip(segments, weighed, strict=True)]
    tables = _tables(segments, weighed, knowledge)
    document = _prevailing(weighed, sure, knowledge)
    before = _nearest(segments, sure, 1)
    after = _nearest(segments, sure, -1)
    labels = {name: detect(name, knowledge)[0] for name in {segment.label for segment in segments}}
    labelled = []
    for i, segment in enumerate(segments):
        language, certainty = sure[i]
        table = tables.get(segment.table, NOTHING) if segment.table is not None else NOTHING
        if language is None or (language != "und" and table != NOTHING):
            surroundings = (before[i], after[i]) if language is None and table == NOTHING else ()
            language, certainty = _follow(weighed[i], table, surroundings, document, knowledge)
        labelled.append(segment.spoken(language, certainty, labels[segment.label]))
    return tuple(labelled)


def _sure(text: str, evidence: Evidence, knowledge: LanguageKnowledge) -> tuple[Language | None, float]:
    """What a segment says by itself; None where that is too little."""
    if foreign(text, evidence, knowledge):
        return "und", 0.9
    language, margin = decide(evidence)
    if margin >= knowledge.bounds.doubtful:
        return language, confidence(margin)
    words = [token for token in text.split() if LETTER.search(token)]
    return ("und", 0.0) if (words and all(ADDRESS.search(token) for token in words)) or not text.strip() else (None, 0.0)


def _toward(language: Language | None, weight: float) -> Scores:
    """`weight` nats for a language; nothing for `und`."""
    return NOTHING if language is None or language == "und" else against((language,), weight)


def _tables(segments: Sequence[Segment], weighed: Sequence[Evidence], knowledge: LanguageKnowledge) -> dict[int, Scores]:
    """{table: evidence that its rows share}."""
    rows: dict[int, list[Evidence]] = defaultdict(list)
    for segment, evidence in zip(segments, weighed, strict=True):
        if segment.table is not None:
            rows[segment.table].append(evidence)
    shared = {}
    for table, pieces in rows.items():
        language, margin = decide(total(pieces))
        if margin >= knowledge.bounds.doubtful:
            shared[table] = _toward(language, min(margin, knowledge.bounds.table))
    return shared


def _prevailing(weighed: Sequence[Evidence], sure: Sequence[tuple[Language | None, float]], knowledge: LanguageKnowledge) -> Scores:
    """Evidence for the language in which most of the document's words stand."""
    words: dict[Spoken, float] = defaultdict(float)
    for evidence, (language, _) in zip(weighed, sure, strict=True):
        if language is not None and language != "und":
            words[language] += evidence[4]
    if not words:
        return NOTHING
    most = max(words, key=words.__getitem__)
    return against((most,), knowledge.bounds.document)


def _nearest(segments: Sequence[Segment], sure: Sequence[tuple[Language | None, float]], step: int) -> list[Language | None]:
    """For each segment the language of the nearest sure one before (step 1) or after it (-1) in the same field."""
    found: list[Language | None] = [None] * len(segments)
    last: dict[str, Language] = {}
    for i in range(len(segments))[::step]:
        found[i] = last.get(segments[i].field)
        language = sure[i][0]
        if language is not None and language != "und":
            last[segments[i].field] = language
    return found


def _follow(
    own: Evidence, table: Scores, neighbours: Sequence[Language | None], document: Scores, knowledge: LanguageKnowledge
) -> tuple[Language, float]:
    """A language from a segment's own evidence and its surroundings'."""
    pieces = [own[:3], table, document, *(_toward(language, knowledge.bounds.neighbour) for language in neighbours)]
    language, margin = decide([sum(column) for column in zip(*pieces, strict=True)])
    return (language, confidence(margin)) if margin > 0 else ("und", 0.0)
