"""Hyphens at line ends: which belong to the word and which only broke it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

HYPHENS = "-‐\u00ad\ufffe\x02"
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:[-‐'’][^\W_]+)*)[-‐\u00ad\ufffe\x02]$")
_RIGHT = re.compile(r"([^\W_]+)((?:[-‐'’][^\W_]+)*)")
_LAST = re.compile(r"[-‐'’]")
_ADDRESS = re.compile(r"(?:://|www\.|\w\.\w+/|%[0-9A-F]{2}|[?&]\w+=)\S*$")
# First parts that English and French tie to the next word with a hyphen they keep
_PREFIXES_TEXT = """
co non anti vice ex self semi quasi celui celle ceux franco afro anglo euro sino luso hispano ibero italo russo turco austro indo
latino arabo germano belgo tuniso maroco sénégalo algéro nippo nord sud north south east west socio politico technico médico quatre
vingt trente e t quarante cinquante soixante twenty thirty forty fifty sixty seventy eighty ninety rendez savoir plates chef cross well
"""
_PREFIXES = frozenset(_PREFIXES_TEXT.split())
# First parts that keep it before a word, but also open words that a line end breaks: "multi-/level", "inter-/national"
_LOOSE_TEXT = """
pro sous grand mi demi avant après arrière au ci contre entre là porte est ouest mid long short high low full part multi inter trans
post pre haut bas year sub over under micro macro
"""
_LOOSE = frozenset(_LOOSE_TEXT.split())
# Second parts that follow a hyphen more often than a broken word ends in them
_SUFFIXES_TEXT = """
ci là même mêmes il elle ils elles on je tu nous vous ce être based related wide led driven making maker makers term level source
scale income year years speaking funded owned friendly oriented specific building sharing raising setting border sector cultural
economic économique économiques language reviewed stakeholder governmental gouvernementale gouvernementales gouvernemental profit
performing sectoral private public
"""
_SUFFIXES = frozenset(_SUFFIXES_TEXT.split())
FEW = 0.25
"""Share of line-end hyphens that surely broke a word, from which on a document is taken to break words."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document in lower case, hyphened ones whole. `breaks_words`: it hyphenates at line ends."""

    words: frozenset[str] = frozenset()
    breaks_words: bool = False


NOTHING = Vocabulary()


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """From the printed lines; the halves that a line end parts are no words."""
    found: set[str] = set()
    halves: list[tuple[str, str]] = []
    carried = ""
    for line in lines:
        words = _WORD.findall(line.replace("‐", "-").casefold())
        if carried and words:
            halves.append((carried, words.pop(0)))
        carried = ""
        if words and ends_open(line):
            carried = words.pop()
        found.update(words)
    broken = sum(right not in found or f"{left}{right}" in found for left, right in halves)
    return Vocabulary(frozenset(found), broken > 1 and broken >= FEW * len(halves))


def ends_open(line: str) -> bool:
    """Whether a line ends in a hyphen with a letter or digit before it."""
    return len(line) > 1 and line[-1] in HYPHENS and line[-2].isalnum()


def keeps_hyphen(left: str, right: str, known: Vocabulary) -> bool:
    """Whether the hyphen between two lines is part of the word. `left` ends with it, `right` opens the next line.

    The document's own use decides; then digits and capitals ("2015-/2018", "Guinée-/Bissau"), then known parts, then whether
    both halves are words of a document that does not break words.
    """
    head, tail = _LEFT.search(left), _RIGHT.match(right)
    if head is None or tail is None or _ADDRESS.search(left):
        return True
    if left[-1] == "\u00ad":
        return False
    first, second = head[1].casefold().replace("‐", "-"), tail[1].casefold()
    last = _LAST.split(first)[-1]
    words = known.words
    if f"{first}-{second}" in words or f"{last}-{second}" in words:
        return True
    if f"{first}{second}" in words or f"{last}{second}" in words:
        return False
    if last[-1].isdigit() or second[0].isdigit():
        return True
    if tail[1][0].isupper() and not (tail[1].isupper() and len(tail[1]) > 1):
        return True
    if last in _PREFIXES or first.count("-") > 1:
        return True
    if second in _SUFFIXES and (last in words or min(len(last), len(second)) > 3 or last in _LOOSE):
        return True
    return not known.breaks_words and second in words and (last in words or last in _LOOSE)


def glued(left: str, right: str, known: Vocabulary) -> str:
    """Two lines of one paragraph as one, the hyphen between them closed or kept."""
    if ends_open(left) and right[:1].isalnum():
        return left[:-1] + ("-" if keeps_hyphen(left, right, known) else "") + right
    return f"{left} {right}"
