"""Finding the words of a correction again in a text that may have changed: exactly, by what stands around them, then approximately."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from heapq import heapify, heappop, heappush

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from pipeline.corrections.values import Anchor

ALIKE = 0.6
"""Least likeness (0 to 1) by which changed words are taken for the same."""
LINES = 24
"""Lines of a text that are looked at closely for changed words."""


def find(anchor: Anchor, text: str) -> tuple[int, int, float] | None:
    """(start, end, score 0 to 1) of the anchor's words in `text`; None where nothing is alike enough.

    Of several exact places the one whose surroundings are most alike.
    """
    places = occurrences(anchor.exact, text)
    if places:
        best = max(places, key=lambda at: (around(anchor, text, at), -at))
        return best, best + len(anchor.exact), 1.0
    return alike(anchor.exact, text)


def nearest(words: str, text: str, near: int) -> tuple[int, int, float] | None:
    """(start, end, score 0 to 1) of words in `text`: of exact places the one nearest to `near`; None where nothing is alike enough."""
    places = occurrences(words, text)
    if places:
        best = min(places, key=lambda at: abs(at - near))
        return best, best + len(words), 1.0
    return alike(words, text)


def occurrences(words: str, text: str) -> list[int]:
    """Where the words stand, character for character."""
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def around(anchor: Anchor, text: str, at: int) -> float:
    """How alike the surroundings of a place are to those that the anchor remembers."""
    before = text[max(0, at - len(anchor.prefix)) : at]
    end = at + len(anchor.exact)
    after = text[end : end + len(anchor.suffix)]
    return likeness(before, anchor.prefix) + likeness(after, anchor.suffix)


def alike(words: str, text: str) -> tuple[int, int, float] | None:
    """The line of the text that holds most of the words in their order, and where they begin and end in it."""
    best: tuple[int, int, float] | None = None
    for start, line in likely_lines(words, text):
        matcher = SequenceMatcher(None, line, words, autojunk=False)
        if blocks := [block for block in matcher.get_matching_blocks() if block.size > 2]:
            low, high = blocks[0].a, blocks[-1].a + blocks[-1].size
            score = likeness(line[low:high], words)
            if score >= ALIKE and (best is None or score > best[2]):
                best = (start + low, start + high, round(score, 3))
    return best


def likely_lines(words: str, text: str) -> list[tuple[int, str]]:
    """(start, line) of the few lines in which a fast look finds something like the words, in the order of the text."""
    found, start, least = [], 0, ALIKE * 100
    for line in text.split("\n"):
        if words and line:
            # a line shorter than the words is compared as a whole, of a longer one the part that is most like them
            fast = fuzz.ratio if len(line) <= len(words) else fuzz.partial_ratio
            score = fast(line, words, score_cutoff=least)
            if score >= least:
                found.append((score, start, line))
        start += len(line) + 1
    found.sort(key=lambda one: (-one[0], one[1]))
    return sorted((start, line) for _, start, line in found[:LINES])


def ranked(words: str, others: Sequence[str]) -> Iterator[tuple[float, int]]:
    """(likeness 0 to 1, number) of some texts, the most alike first, each likeness found out only when it is asked for."""
    # no likeness is above the share of all letters that stand in both in the same order, which is found out far faster
    waiting = [(-Indel.normalized_similarity(words, other), nth, False) for nth, other in enumerate(others)]
    heapify(waiting)
    while waiting:
        bound, nth, sure = heappop(waiting)
        if sure or -bound < ALIKE:
            yield round(-bound if sure else likeness(others[nth], words), 3), nth
        else:
            heappush(waiting, (-likeness(others[nth], words), nth, True))


def likeness(one: str, other: str) -> float:
    """0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
