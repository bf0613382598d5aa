"""Which printed label opens a stretch of text, and where its answer begins.

A label must open the text (after bullets and numbers) and be followed by what ends a label: the end of the block, a colon, a
question mark. Long labels may be wrong in a word or two; short ones must be exact.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.knowledge.form_labels import VOTING, Index, Phrase
from pipeline.knowledge.form_words import Word, cut_words, word_texts
from pipeline.segments.slips import misprinted

REACH = 750
"""Characters looked at for one label; the longest question has about 400."""
REMARKABLE = 420
"""Characters within which a slightly wrong label must end with a colon or a question mark, unless its block is no longer."""
LOOSE = 7
"""Further words that a report may add to a form's heading ("International cooperation in the field of books")."""
SLIP = 0.95
"""Similarity of a misprinted label."""
LONG = 4
"""Words from which on a label may be slightly wrong."""

_MARKS = re.compile(r"[\s*•▪◦●○■□·\-–—→]+")
_NUMBER = re.compile(
    r"(?:\d{1,3}[.)]\s+(?=\d{1,2}\s?\.\s?\d))"  # a web form's running number before the question's own
    r"|(?:\d{1,2}\.[a-z]\)?(?=\s))"
    r"|(?:(?:q|question|pregunta)\s?\d{0,2}\s?[.:)]+(?=\s))"
    r"|(?:(?:question|part|partie|section|item|point)\s+)?(?P<number>\d{1,2}(?:\s?\.\s?[\dB]{1,2})*)(?:\s?[.):\-–]+|(?=\s))"
    r"|(?:\(?(?:[a-z]|[ivx]{1,5})[.)](?:\s?\d{1,2}[.)])*)|\[[ivxlc\d]{1,5}\]",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"\s*(?:\(?cont(?:inued|\.)?\)?|\(?suite\)?)[.:]?\s+", re.IGNORECASE)
_REFERENCE = (
    r"\(?[\s?]*\(?\s*r[eé][ft]s?[.:]+.{0,100}?\d\s?[\w.(]{0,4}\s*\)"
    r"|\(\s*r[eé][ft]s?\b.{0,100}?\d\s?[\w.(]{0,4}\s*\)"
    r"|\(\s*r[eé][ft]s?[.:][^?]{0,220}\)\s*$"
)
_ASIDE = r"\((?:max|optional|facultati|obligatoire|required|please|veuillez|si |if |in |en |word|\d|approx|environ|non-gov)[^()]{0,140}\)"
_TAIL = re.compile(rf"(?:\s*(?:[)\]»*?¿]+|\.(?=\s*(?:[:：]|$))|\.?\s*(?:{_REFERENCE})|{_ASIDE}|\[[ivxlc\d]{{1,4}}\]))*", re.IGNORECASE)
_ENDED = re.compile(r"[:?]")
_COLON = re.compile(r"\s*[:：]\s*\*?\s*|\s+[-–—=→|]\s+(?=\S)")
_JOINT = re.compile(r"\s*(?:[/|·]|\s[-–—]\s|\()\s*")
_SENTENCE_END = re.compile(r"[.?!:](?=\s|$)|[()]")
_ABBREVIATED = ("e.g", "i.e", "par ex", "etc", " ex", "(ex", "cf", "réf", "ref")
_TO_QUESTION = re.compile(r"[^.?:\n]{0,60}?\?")
_TO_COLON = re.compile(r"[^.?:\n]{0,24}?(?=\s*:)")
_FOOTNOTE = re.compile(r"[ivx]{1,5}$|\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found at the head of a text. Offsets are in the document.

    `start`..`end`: the label as printed, without bullet and number; `answer`: where the text after it begins.
    """

    phrase: Phrase
    start: int
    end: int
    answer: int
    similarity: float
    number: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the words of a block. `number`: a printed question number such as "2.1", without blanks."""

    start: int
    number: str
    continued: bool


def head(text: str, start: int, end: int) -> Head:
    """Skip bullets, asterisks and numbers at the head of a range."""
    at, number, continued = start, "", False
    for _ in range(4):
        marks = _MARKS.match(text, at, end)
        if marks:
            at = marks.end()
        match = _NUMBER.match(text, at, min(end, at + 24))
        if not match or match.end() >= end:
            break
        printed = (match["number"] or "").replace(" ", "").replace("B", "8").replace("b", "8")
        if "." in printed and not number:
            number = printed
        at = match.end()
        more = _CONTINUED.match(text, at, end)
        if more:
            at, continued = more.end(), True
    marks = _MARKS.match(text, at, end)
    return Head(marks.end() if marks else at, number, continued)


def opens_like_a_label(index: Index, text: str, start: int, end: int, number: str) -> bool:
    """A cheap look at the first four words: could any label begin like this?"""
    first = word_texts(text, start, min(end, start + 90), 4)
    if not first:
        return False
    if tuple(first[:2]) in index.exact or (first[0],) in index.exact or number in index.numbers:
        return True
    return any(pair in index.pairs for pair in pairwise(first))


def match(index: Index, text: str, start: int, ends: Sequence[int], number: str = "") -> Hit | None:
    """The label that opens `text[start:]`. `ends`: ends of the block and of the short blocks after it, over which a label may run.

    `number`: the question number that stands before, in a table cell of its own.
    """
    opening = head(text, start, ends[0])
    if number and not opening.number:
        opening = replace(opening, number=number)
    if opening.start >= ends[0] or text[opening.start] in "\"«“'‘”":
        return None
    if not opens_like_a_label(index, text, opening.start, ends[-1], opening.number):
        return _slip(index, text, ends[0], opening)
    stop = min(ends[-1], opening.start + REACH)
    spoken = word_texts(text, opening.start, stop)
    hit = _first(index, _exact(index, spoken), text, stop, ends, opening)
    if hit and hit.phrase.role == "section" and hit.end < hit.answer == ends[0] and text[hit.end : ends[0]].strip(" .:*"):
        hit = _slip(index, text, ends[0], opening) or hit  # "Cultural policies & measures" is more than "Cultural policies"
    if hit or not (ends[0] - start <= REMARKABLE or _ENDED.search(text, start, start + REMARKABLE)):
        return hit
    hit = _first(index, _fuzzy(index, spoken, index.numbers.get(opening.number, "")), text, stop, ends, opening)
    return hit or _slip(index, text, ends[0], opening)


def may_be_misprinted(index: Index, text: str, opening: Head, end: int) -> bool:
    """Whether a text opens with something near to a label."""
    return opening.start < end and not text[opening.start].islower() and _slip(index, text, end, opening) is not None


def _slip(index: Index, text: str, end: int, opening: Head) -> Hit | None:
    """A misprinted label: the whole block, or what stands before its first colon or question mark."""
    sign = _ENDED.search(text, opening.start, min(end, opening.start + REACH))
    stop = sign.start() if sign else end
    phrase = misprinted(index, text, opening.start, stop)
    if phrase is None:
        return None
    tail = _TAIL.match(text, stop, end)
    last = tail.end() if tail else stop
    colon = _COLON.match(text, last, end)
    answer = colon.end() if colon else _skip(text, last, end)
    if answer < end and len(phrase.words) <= 2:
        return None
    return Hit(phrase, opening.start, last, answer, SLIP, opening.number)


def _first(index: Index, fits: Sequence[tuple[Phrase, int, float]], text: str, stop: int, ends: Sequence[int], opening: Head) -> Hit | None:
    if not fits:
        return None
    words = cut_words(text, opening.start, stop, most=max(size for _, size, _ in fits))
    hits = (_close(index, phrase, text, words, size, ends, opening, similarity) for phrase, size, similarity in fits)
    return next((hit for hit in hits if hit), None)


def _exact(index: Index, spoken: Sequence[str]) -> list[tuple[Phrase, int, float]]:
    """The labels that a text opens with word for word, longest first, as (label, its words, 1.0)."""
    opening = tuple(spoken)
    return [
        (phrase, len(phrase.words), 1.0)
        for key in (opening[:2], opening[:1])
        for phrase in index.exact.get(key, ())
        if opening[: len(phrase.words)] == phrase.words
    ]


def _fuzzy(index: Index, spoken: Sequence[str], expected: str) -> list[tuple[Phrase, int, float]]:
    """The long label most like the opening of a text, as (label, words it takes, similarity). `expected`: the field its number names."""
    votes: Counter[int] = Counter()
    for word in dict.fromkeys(spoken[:VOTING]):
        votes.update(index.postings.get(word, ()))
    needs, phrases = index.needs, index.phrases
    likely = [(count / needs[number], number) for number, count in votes.items() if count >= needs[number]]
    if expected:
        likely += [(1.0, n) for n, count in votes.items() if 0.55 * needs[n] <= count < needs[n] and phrases[n].code == expected]
    likely.sort(reverse=True)
    best: tuple[float, Phrase, int] | None = None
    for _, number in likely:
        phrase = phrases[number]
        if not _begins(phrase.words, spoken):
            continue
        bonus = 0.1 if expected and phrase.code == expected else 0.0
        least = bar(phrase, bool(bonus))
        similarity, used = align(phrase.words, spoken, max(least, best[0] - bonus if best else 0.0))
        if used and similarity >= least and (best is None or similarity + bonus > best[0]):
            best = (similarity + bonus, phrase, used)
    return [(best[1], best[2], min(best[0], 0.999))] if best else []


def _begins(label: Sequence[str], spoken: Sequence[str]) -> bool:
    """Whether a fit starts where the label starts, not after an answer that happens to stand before it."""
    return spoken[0] in label[:3] or any(a == b or near(a, b) for a, b in zip(label[:2], spoken, strict=False))


def bar(phrase: Phrase, numbered: bool) -> float:
    """The similarity a label of this length must reach; lower where the printed question number agrees."""
    size = len(phrase.words)
    if phrase.open or phrase.role == "note":
        return 0.93
    if numbered:
        return 0.55
    return 0.8 if size >= 9 else 0.84 if size >= 6 else 0.88


def align(label: Sequence[str], spoken: Sequence[str], least: float = 0.0) -> tuple[float, int]:
    """(similarity 0..1, words of `spoken` used): the best fit of a whole label on an opening stretch of a text.

    Words weigh 1, those of up to three letters 0.5; a word that differs by a letter or a footnote mark costs a fifth.
    (0, 0) as soon as `least` is out of reach.
    """
    spoken = spoken[: len(label) + 6]
    weights = [_weight(word) for word in spoken]
    total = sum(map(_weight, label))
    most = (1.0 - least) * total + 1e-9
    row = [0.0]
    for weight in weights:
        row.append(row[-1] + weight)
    for word in label:
        weight = _weight(word)
        first, last = word[0], word[-1]
        corner = row[0]
        left = corner + weight
        below = [left]
        lowest = left
        for j, other in enumerate(spoken):
            up = row[j + 1]
            if word == other:
                cost = corner
            elif (other[0] == first or other[-1] == last) and near(word, other):
                cost = corner + 0.2 * weight
            else:
                cost = corner + weight
            corner = up
            if up + weight < cost:
                cost = up + weight
            if left + weights[j] < cost:
                cost = left + weights[j]
            below.append(cost)
            left = cost
            if cost < lowest:
                lowest = cost
        if lowest > most:
            return 0.0, 0
        row = below
    best = min(range(len(row)), key=lambda j: (row[j], -j))
    return 1.0 - row[best] / total, best


def _weight(word: str) -> float:
    return 0.5 if len(word) <= 3 else 1.0


def near(word: str, other: str) -> bool:
    """Whether two words differ by one letter, or by a footnote mark glued to the end ("essentielsi")."""
    if abs(len(word) - len(other)) > 3 or len(word) < 3 or len(other) < 3:
        return False
    if other.startswith(word):
        return len(other) - len(word) == 1 or _FOOTNOTE.match(other, len(word)) is not None
    size = min(len(word), len(other))
    front = 0
    while front < size and word[front] == other[front]:
        front += 1
    back = 0
    while back < size - front and word[-1 - back] == other[-1 - back]:
        back += 1
    slips = max(len(word), len(other)) - front - back
    return slips <= (1 if size < 7 else 2)


def _close(
    index: Index, phrase: Phrase, text: str, words: Sequence[Word], size: int, ends: Sequence[int], opening: Head, similarity: float
) -> Hit | None:
    """What follows the label's last word decides whether it is one."""
    last = words[size - 1].end
    limit = next((end for end in ends if end >= last), ends[-1])
    if last > ends[0] and not _runs_over(phrase.words, [word.text for word in words[:size] if word.start < ends[0]]):
        return None
    if phrase.role == "note":
        return Hit(phrase, words[0].start, last, last, similarity, opening.number)
    if phrase.open:
        stop = _sentence_end(text, last, ends, limit)
        return Hit(phrase, words[0].start, stop, _skip(text, stop, limit), similarity, opening.number)
    if phrase.question or similarity < 1.0:
        last = _to_question_mark(text, last, limit, phrase.question, similarity)
    tail = _TAIL.match(text, last, limit)
    stop = tail.end() if tail else last
    twice = _twice(index, phrase, text, stop, limit)
    if twice:
        return Hit(phrase, words[0].start, twice, _skip(text, twice, limit), similarity, opening.number)
    colon = _COLON.match(text, stop, _with_lone_colon(text, ends, limit))
    if colon:
        if len(phrase.words) <= 2 and limit != ends[0]:
            return None
        return Hit(phrase, words[0].start, stop, colon.end(), similarity, opening.number)
    rest = text[stop:limit].strip(" .*-–_…\n")
    if not rest or (phrase.role == "section" and re.fullmatch(r"\(.{0,80}\)", rest)):
        return Hit(phrase, words[0].start, stop, limit, similarity, opening.number)
    if phrase.role == "section" and len(phrase.words) > 1 and rest.count(" ") < LOOSE:
        return Hit(phrase, words[0].start, stop, limit, similarity, opening.number)
    if phrase.role == "section" or not _glued(phrase, text, last, stop, rest):
        return None
    return Hit(phrase, words[0].start, stop, _skip(text, stop, limit), similarity, opening.number)


def _twice(index: Index, phrase: Phrase, text: str, stop: int, limit: int) -> int:
    """End of the same label in another language that follows a slash or a bar ("Résumé / Executive summary"), 0 where none does."""
    joint = _JOINT.match(text, stop, limit)
    if not joint:
        return 0
    words = cut_words(text, joint.end(), min(limit, joint.end() + REACH))
    for size in range(len(words), 0, -1):
        other = index.by_words.get(tuple(word.text for word in words[:size]))
        if other and other.code == phrase.code:
            tail = _TAIL.match(text, words[size - 1].end, limit)
            end = tail.end() if tail else words[size - 1].end
            colon = _COLON.match(text, end, limit)
            return end if colon or end == limit else 0
    return 0


def _runs_over(label: Sequence[str], first: Sequence[str]) -> bool:
    """Whether a block's words are the label's own beginning, not an answer ("YES") that stands before the next label."""
    if len(first) <= 2:
        return tuple(first) == tuple(label[: len(first)])
    opening = label[: len(first) + 1]
    return sum(word in opening or any(near(word, other) for other in opening) for word in first) >= 0.7 * len(first)


def _glued(phrase: Phrase, text: str, last: int, stop: int, rest: str) -> bool:
    """Whether an answer may follow a label without a colon: after a question mark, or where it plainly begins anew."""
    size = len(phrase.words)
    if "?" in text[last:stop] or text[last - 1] == "?":
        return size >= LONG
    first = rest[0]
    if phrase.kind == "url" and rest.startswith(("http", "www.")):
        return True
    if not (first.isupper() or first.isdigit() or first in '"«“•◯○☐☒(') or size < 3:
        return False
    if text[stop : stop + 1].isalnum():
        return True
    return size >= 6 or (phrase.kind == "choice" and size >= LONG and len(rest) <= 40)


def _to_question_mark(text: str, last: int, limit: int, question: bool, similarity: float) -> int:
    """The label's own last words may be misprinted: run on to its question mark or colon where one is close."""
    match = (_TO_QUESTION if question else _TO_COLON).match(text, last, limit)
    if match and (similarity < 1.0 or match.end() - last <= 3):
        return match.end()
    return last


def _with_lone_colon(text: str, ends: Sequence[int], limit: int) -> int:
    """The end to look for a colon in: the next block too, where it is nothing but a colon."""
    after = next((end for end in ends if end > limit), limit)
    return after if text[limit:after].strip() in (":", "：") else limit


def _sentence_end(text: str, at: int, ends: Sequence[int], limit: int) -> int:
    """End of the sentence that an open label begins; brackets hold no ends, and a block that breaks off runs on into the next."""
    while True:
        depth = 0
        for match in _SENTENCE_END.finditer(text, at, limit):
            sign, before = match.group(), text[max(0, match.start() - 8) : match.start()]
            if sign in "()":
                depth = max(0, depth + (1 if sign == "(" else -1))
            elif not depth and (sign != ":" or match.end() == limit) and not before.endswith(_ABBREVIATED):
                return match.end()
        after = next((end for end in ends if end > limit), limit)
        if after == limit or not text[limit + 1 : limit + 2].islower():
            return limit
        limit = after


def _skip(text: str, at: int, limit: int) -> int:
    while at < limit and text[at] in " :.\n":
        at += 1
    return at
