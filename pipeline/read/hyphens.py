"""Hyphens at line ends: which belong to the word and which only broke it."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

HYPHENS = "-‐\u00ad\ufffe\x02"
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:[-‐'’][^\W_]+)*)[-‐\u00ad\ufffe\x02]$")
_RIGHT = re.compile(r"([^\W_]+)((?:[-‐'’][^\W_]+)*)")
# First parts that English and French tie to the next word with a hyphen they keep
_PREFIXES = frozenset(
    "co non anti vice ex self semi quasi pro pan sous grand mi demi avant après arrière au ci contre entre quasi celui celle ceux là "
    "peut porte franco afro anglo euro sino luso hispano ibero italo russo turco austro indo latino arabo germano belgo tuniso maroco "
    "sénégalo algéro nord sud est ouest north south east west mid well long short high low full part cross multi inter trans "
    "post pre socio politico technico médico médio e week haut bas quatre vingt trente quarante cinquante soixante "
    "twenty thirty forty fifty sixty seventy eighty ninety c'est-à rendez savoir plates chef centre year".split()
)
_OPEN_PREFIXES = frozenset("multi inter trans post pre pro co socio anti semi contre entre sous pan e au ex".split())
# Second parts that only ever follow a hyphen
_SUFFIXES = frozenset("ci là même mêmes il elle ils elles on je tu nous vous ce t être d'œuvre based related wide led up in off".split())


def vocabulary(text: str) -> frozenset[str]:
    """Every word of a text in lower case, hyphened words whole; what decides between "coproduction" and "co-production"."""
    return frozenset(_WORD.findall(text.replace("‐", "-").casefold()))


def ends_open(line: str) -> bool:
    """Whether a line ends in a hyphen with a letter or digit before it."""
    return len(line) > 1 and line[-1] in HYPHENS and line[-2].isalnum()


def keeps_hyphen(left: str, right: str, words: AbstractSet[str]) -> bool:
    """Whether the hyphen between two lines is part of the word. `left` ends with it, `right` opens the next line.

    The document's own use decides; then digits and capitals ("2015-/2018", "Guinée-/Bissau"), then known first parts.
    """
    head, tail = _LEFT.search(left), _RIGHT.match(right)
    if head is None or tail is None:
        return True
    if left[-1] in "\u00ad":
        return False
    first, second = head[1].casefold(), tail[1].casefold()
    last = re.split(r"[-‐'’]", first)[-1]
    whole = first.replace("‐", "-")
    if f"{whole}-{second}" in words or f"{last}-{second}" in words:
        return True
    if f"{whole}{second}" in words or f"{last}{second}" in words:
        return False
    if last[-1].isdigit() or second[0].isdigit():
        return True
    if tail[1][0].isupper() and not head[1].isupper():
        return True
    if len(head[1]) == 1 and head[1].isupper():
        return True
    if second in _SUFFIXES and last not in _OPEN_PREFIXES:
        return True
    return last in _PREFIXES or "-" in whole and whole.count("-") > 1


def glued(left: str, right: str, words: AbstractSet[str]) -> str:
    """Two lines of one paragraph as one, the hyphen between them closed or kept."""
    if ends_open(left) and right[:1].isalnum():
        if keeps_hyphen(left, right, words):
            return left[:-1] + "-" + right
        return left[:-1] + right
    return f"{left} {right}"
