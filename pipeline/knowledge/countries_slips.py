"""Names of states with one letter wrong: "Colmbia", "Camerooon", "Argentnia".

A name is filed under itself and under itself less any one letter; a word that has a filing in common with it, and is
one edit away, is that name mistyped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

SHORTEST = 7
"""Letters a name must have: among shorter ones a neighbour is too often a word of its own."""

LOOKALIKES = (
    ("rn", "m"),
    ("0", "o"),
    ("1", "l"),
    ("1", "i"),
    ("5", "s"),
    ("8", "b"),
    ("vv", "w"),
    ("cl", "d"),
    ("ii", "u"),
    ("li", "h"),
    ("m", "rn"),
)
HALF = 3
"""Letters that a line's end leaves at least on either side of the hyphen."""


def shortened(word: str) -> Iterator[str]:
    """The word less one letter, for each of its letters."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def filed(names: Mapping[str, str]) -> dict[str, str]:
    """Names of states with their codes -> {filing: name}; a filing that two states share is left out."""
    filings: dict[str, str] = {}
    shared: set[str] = set()
    for name in names:
        for filing in shortened(name):
            if names[filings.setdefault(filing, name)] != names[name]:
                shared.add(filing)
    return {filing: name for filing, name in filings.items() if filing not in shared} | {name: name for name in names}


def mended(word: str, filings: Mapping[str, str]) -> str | None:
    """The name that the folded word is one slip away from, or None: a letter too many, too few, wrong, or two swapped."""
    if len(word) < SHORTEST - 1:
        return None
    for filing in (word, *shortened(word)):
        name = filings.get(filing)
        if name and one_slip(word, name):
            return name
    return None


def unmasked(word: str, clear: Set[str]) -> str | None:
    """The name that the folded word is to the eye: "Gerrnany", "Co1ombia", "Ma1i". `clear`: names that need only their letters."""
    if len(word) < SHORTEST - 1 and not any(c.isdigit() for c in word[1:]):
        return None
    return next((read for lookalike, letter in LOOKALIKES if (read := word.replace(lookalike, letter)) != word and read in clear), None)


def broken(word: str) -> Iterator[tuple[str, str]]:
    """The word in two parts, at every place where a line may end."""
    return ((word[:at], word[at:]) for at in range(HALF, len(word) - HALF + 1))


def one_slip(word: str, name: str) -> bool:
    """Whether two different words, known to share a filing, are one edit apart."""
    if len(word) != len(name):
        longer, shorter = (word, name) if len(word) > len(name) else (name, word)
        return shorter in shortened(longer)
    wrong = [at for at, (a, b) in enumerate(zip(word, name, strict=True)) if a != b]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and word[first] == name[second] and word[second] == name[first]
    return len(wrong) == 1
