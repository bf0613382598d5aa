"""Finding the words of a correction again in a text that may have changed: exactly, by what stands around them, then approximately."""

from __future__ import annotations

from difflib import SequenceMatcher

from pipeline.corrections.values import Anchor

ALIKE = 0.6
"""Least likeness (0 to 1) by which changed words are taken for the same."""


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
    start = 0
    for line in text.split("\n"):
        matcher = SequenceMatcher(None, line, words, autojunk=False)
        if words and matcher.real_quick_ratio() and (blocks := [block for block in matcher.get_matching_blocks() if block.size > 2]):
            low, high = blocks[0].a, blocks[-1].a + blocks[-1].size
            score = likeness(line[low:high], words)
            if score >= ALIKE and (best is None or score > best[2]):
                best = (start + low, start + high, round(score, 3))
        start += len(line) + 1
    return best


def likeness(one: str, other: str) -> float:
    """0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
