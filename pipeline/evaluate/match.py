"""Which prediction answers which gold: by the words they quote, as forgiving as a reader would be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.evaluate.gold import GoldAction

BULLET = re.compile(r"(^|\n)\s*([*•▪◦\-–]|o|\d+[.)]|[a-z][.)])\s+")
PLACEHOLDER = re.compile(r"\(cid:\d+\)")
SAME_WORDS = 0.6  # share of the shorter quote's words that both hold
SAME_SEGMENT = 0.75  # Jaccard of the words of two segments
LONG_ENOUGH = 25  # characters: shorter openings would be found everywhere


class Sure(NamedTuple):
    """Confidence of an action as a whole and of its three values; None where the tables hold none."""

    action: float | None = None
    partner: float | None = None
    period: float | None = None
    mechanism: float | None = None


NO_CONFIDENCE = Sure()


class Source(NamedTuple):
    """Which rule gave a value: `figure` is partner, period or mechanism, `value` a code or an EDTF period."""

    figure: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One action of the tables. `place`: where it stands; `kind`: of its segment; `sources`: which rule gave each value."""

    quote: str
    partners: frozenset[str]
    period: tuple[int | None, ...] | None
    mechanisms: frozenset[str]
    field: str = ""
    language: str = ""
    sure: Sure = NO_CONFIDENCE
    sources: tuple[Source, ...] = ()
    place: str = ""
    kind: str = ""


def norm(text: str) -> str:
    """Case, width and white space folded; bullets and glyph placeholders dropped."""
    text = unicodedata.normalize("NFKC", text or "").replace("’", "'")
    text = BULLET.sub(" ", PLACEHOLDER.sub(" ", text))
    return re.sub(r"\s+", " ", text).strip().casefold()


def tokens(text: str) -> Counter[str]:
    """The words as a multiset."""
    return Counter(re.findall(r"\w+", norm(text)))


def overlap(a: Counter[str], b: Counter[str]) -> float:
    """Share of the shorter multiset that both have."""
    return (a & b).total() / min(a.total(), b.total()) if a and b else 0.0


def jaccard(a: Counter[str], b: Counter[str]) -> float:
    """Common words over all words."""
    return (a & b).total() / max(1, (a | b).total())


def best_segment(text: str, folded: Sequence[str], words: Sequence[Counter[str]]) -> int | None:
    """Index of the segment that holds the gold words: the same, one that contains them, or the most alike."""
    wanted = norm(text)
    if wanted in folded:
        return folded.index(wanted)
    if len(wanted) >= LONG_ENOUGH:
        for k, segment in enumerate(folded):
            if wanted in segment:
                return k
    bag = tokens(wanted)
    score, k = max(((jaccard(bag, w), k) for k, w in enumerate(words)), default=(0.0, -1))
    return k if score >= SAME_SEGMENT else None


def pair(claims: Sequence[Claim], golds: Sequence[GoldAction]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Greedy one-to-one match: (pairs, unmatched claims, unmatched gold). Agreement of values first, then of words."""
    gold_words = [tokens(g.quote or "") for g in golds]
    ranked = []
    for i, claim in enumerate(claims):
        words = tokens(claim.quote)
        for j, gold in enumerate(golds):
            if overlap(words, gold_words[j]) < SAME_WORDS:
                continue
            agree = (claim.partners in gold.partner_sets) + (claim.period in gold.periods) + bool(claim.mechanisms & gold.accepted)
            ranked.append((agree + jaccard(words, gold_words[j]), i, j))
    ranked.sort(reverse=True)
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            pairs.append((i, j))
    return pairs, [i for i in range(len(claims)) if i not in taken_i], [j for j in range(len(golds)) if j not in taken_j]


class Rights(NamedTuple):
    """What of an action is right: all of it, and each of its values."""

    action: bool
    partner: bool
    period: bool
    mechanism: bool


NOTHING_RIGHT = Rights(False, False, False, False)
"""An action that no gold answers is wrong in everything."""


def rights(claim: Claim, action: GoldAction) -> Rights:
    """Compare an action with the gold it is paired with."""
    partner, period = claim.partners in action.partner_sets, claim.period in action.periods
    mechanism = all(group & claim.mechanisms for group in action.groups) and claim.mechanisms <= action.accepted
    return Rights(partner and period and mechanism, partner, period, mechanism)
