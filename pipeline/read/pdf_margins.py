"""Numbers in the side margins of a page: those of lines, as legal texts have them, and the page's own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.read.pdf_ink import Ink, Word

FEWEST = 6
"""Numbers that make a column of line numbers."""
STEPS = (1, 5, 10)
"""By which line numbers rise."""
EVEN = 1.5
"""Points by which their distances may differ."""


def without_line_numbers(words: list[Word]) -> list[Word]:
    """The words of a page but for a column of numbers beside them, evenly spaced, each higher than the one above by the same step."""
    columns: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if len(word.text) <= 4 and word.text.isdigit():
            columns[round(word.x1 / 2)].append(word)
    for column in columns.values():
        if len(column) >= FEWEST and _counts(column) and _stands_aside(column, words):
            doomed = set(map(id, column))
            return [word for word in words if id(word) not in doomed]
    return words


def _counts(column: list[Word]) -> bool:
    column.sort(key=lambda word: word.base)
    numbers = [int(word.text) for word in column]
    gaps = [below.base - above.base for above, below in pairwise(column)]
    usual = median(gaps)
    even = sum(abs(gap - usual) <= EVEN for gap in gaps)
    return numbers[1] - numbers[0] in STEPS and len({b - a for a, b in pairwise(numbers)}) == 1 and even * 10 >= 8 * len(gaps)


def _stands_aside(column: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether nearly all other words stand on one side of the column."""
    left, right = min(word.x0 for word in column), max(word.x1 for word in column)
    others = len(words) - len(column)
    before = sum(word.x1 <= left for word in words)
    after = sum(word.x0 >= right for word in words)
    return others > 0 and max(before, after) >= 0.97 * others and min(before, after) <= 0.03 * others


def without_page_numbers(inks: Sequence[Ink]) -> list[Ink]:
    """The pages without their numbers, where these stand beside the text rather than above or below it."""
    found = {page.number: number for page in inks if (number := _aside(page.words)) is not None}
    shifts = Counter(int(number.text) - page for page, number in found.items())
    doomed = {id(number) for page, number in found.items() if shifts[shift := int(number.text) - page] > 1 or shift in (0, -1)}
    return [page._replace(words=[word for word in page.words if id(word) not in doomed]) for page in inks] if doomed else list(inks)


def _aside(words: Sequence[Word]) -> Word | None:
    """The one number that stands left or right of all other words of a page, clear of them, and neither above nor below them."""
    if len(words) < 3:
        return None
    high, low = min(word.base for word in words), max(word.base for word in words)
    for number in (min(words, key=lambda word: word.x0), max(words, key=lambda word: word.x1)):
        if not (len(number.text) <= 3 and number.text.isdecimal() and high < number.base < low):
            continue
        others = [word for word in words if word is not number]
        if min(word.x0 for word in others) - number.x1 > number.size or number.x0 - max(word.x1 for word in others) > number.size:
            return number
    return None
