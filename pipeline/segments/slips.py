"""Which label a misprinted one is: a letter wrong, left out or put twice, a word run into the next, an article more or less."""

from __future__ import annotations

from pipeline.knowledge.form_labels import FEWEST_LETTERS, Index, Phrase
from pipeline.knowledge.form_words import letter_pairs, letters_of, sound_keys, word_texts

LONGEST = 160
"""Characters of a misprinted label."""
APIECE = 14
"""Letters of a label for each that may be wrong."""
MOST = 3
"""Wrong letters."""


def misprinted(index: Index, text: str, start: int, end: int) -> Phrase | None:
    """The label nearest to a text, None where none is near or two of different fields are as near as one another."""
    if end - start > LONGEST:
        return None
    words = word_texts(text, start, end)
    letters = letters_of(words)
    if len(letters) < FEWEST_LETTERS - 1:
        return None
    near = {
        sound.letters: sound
        for key in sound_keys(words)
        for sound in index.sounds.get(key, ())
        if abs(len(sound.letters) - len(letters)) <= MOST
    }
    if not near:
        return None
    pairs, figures = letter_pairs(letters), _figures(letters)
    best: list[tuple[int, Phrase]] = []
    for sound in near.values():
        slips = min(MOST, 1 + len(sound.letters) // APIECE)
        # every wrong letter spoils two or three pairs
        if len(pairs & sound.pairs) < len(sound.pairs) - 3 * slips or _figures(sound.letters) != figures:
            continue
        found = distance(letters, sound.letters, slips)
        if found <= slips:
            best.append((found, sound.phrase))
    if not best:
        return None
    least = min(found for found, _ in best)
    nearest = [phrase for found, phrase in best if found == least]
    return nearest[0] if len({(phrase.role, phrase.code) for phrase in nearest}) == 1 else None


def distance(one: str, other: str, most: int) -> int:
    """How many letters differ, two neighbours in the wrong order counting once; `most` + 1 as soon as there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        below = [at]
        for j, sign in enumerate(other, start=1):
            cost = min(row[j] + 1, below[-1] + 1, row[j - 1] + (letter != sign))
            if before and j > 1 and letter == other[j - 2] and one[at - 2] == sign:
                cost = min(cost, before[j - 2] + 1)
            below.append(cost)
        if min(below) > most:
            return most + 1
        before, row = row, below
    return row[-1]


def _figures(letters: str) -> str:
    return "".join(filter(str.isdigit, letters))
