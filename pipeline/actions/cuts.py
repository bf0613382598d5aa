"""Where one act ends and the next begins: each joint of a paragraph is a cut or none.

Joints are the beginnings of sentences and, inside them, signs and linking words (`joints` in models/actions.yaml). A trained layer
decides by what stands on either side: partners, periods and mechanisms, which of them are new, and the words around the joint.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline.actions.claims import NOTHING, Claims, read_each
from pipeline.actions.evidence import Evidence, Page, strong
from pipeline.knowledge.layers import Feature
from pipeline.types import Mention, Span

CUT = "cut"
SENTENCE = "."
ROUNDED = (0, 2, 5, 10)
"""Numbers of words are told apart only by these steps."""
LONGEST_STEM = 6
CLEAR = (0.3, 0.6)
"""Steps of probability by which claims are told apart."""
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Joint:
    """A place where a new act may begin: the sign or word at [start, end), folded, and the sentence it stands in."""

    start: int
    end: int
    sign: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Mentions of one kind by place, to be asked for ranges."""

    starts: tuple[int, ...]
    mentions: tuple[Mention, ...]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> Marks:
        """In the order of the text."""
        ordered = sorted(mentions, key=lambda m: m.span)
        return cls(tuple(m.span.start for m in ordered), tuple(ordered))

    def within(self, place: Range) -> tuple[Mention, ...]:
        """The mentions that begin inside."""
        return self.mentions[bisect_left(self.starts, place[0]) : bisect_left(self.starts, place[1])]

    def values(self, place: Range) -> frozenset[str]:
        """Their values."""
        return frozenset(m.value for m in self.within(place))


def joints(page: Page, sentences: Sequence[Span]) -> list[Joint]:
    """Every joint in the order of the text, the beginning of the first sentence among them."""
    found = []
    for nth, sentence in enumerate(sentences):
        found.append(Joint(sentence.start, sentence.start, SENTENCE, nth))
        for match in page.rules.joint_pattern.finditer(page.flat, sentence.start + 1, sentence.end):
            found.append(Joint(match.start(), match.end(), " ".join(match.group().split()), nth))
    return found


class Stretch(NamedTuple):
    """What stands in a range: the values of each kind, three signs that say whether there is any, and its words [first, last)."""

    values: tuple[frozenset[str], ...]
    has: str
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A paragraph as the layer sees it."""

    page: Page
    whole: Evidence
    claims: Claims
    sentences: tuple[Span, ...]
    joints: tuple[Joint, ...]
    kinds: tuple[Marks, Marks, Marks]
    """Partners, periods, mechanisms that their words claim."""
    dates: Marks
    """Partners and periods together."""
    held: dict[Range, Stretch]
    """The stretches that were asked for."""

    @classmethod
    def of(cls, page: Page, whole: Evidence, claims: Claims, sentences: Sequence[Span]) -> Outlook:
        """Everything that features are made of."""
        kinds = (Marks.of(whole.partners), Marks.of(whole.periods), Marks.of(strong(whole.mechanisms)))
        dates = Marks.of((*whole.partners, *whole.periods))
        return cls(page, whole, claims, tuple(sentences), tuple(joints(page, sentences)), kinds, dates, {})

    def at(self, place: Range) -> Stretch:
        """What stands there."""
        found = self.held.get(place)
        if found is None:
            values = tuple([marks.values(place) for marks in self.kinds])
            words = self.claims.words.numbers(*place)
            found = self.held[place] = Stretch(values, "".join(["1" if some else "0" for some in values]), words)
        return found

    def words(self, place: Range) -> tuple[str, ...]:
        """The words that begin inside."""
        first, last = self.at(place).words
        return self.claims.words.words[first:last]

    def news(self, place: Range, known: Range) -> str:
        """Three signs: is there a partner, a period, a mechanism that does not stand in `known`."""
        return "".join(["1" if new - old else "0" for new, old in zip(self.at(place).values, self.at(known).values, strict=True)])

    def sides(self, n: int) -> tuple[Range, Range, Range, Range]:
        """What stands left and right of joint `n`: up to the next joint, and up to the ends of the sentence.

        Before the beginning of a sentence stands the sentence before it.
        """
        joint = self.joints[n]
        sentence = self.sentences[joint.sentence]
        following = self.joints[n + 1].start if n + 1 < len(self.joints) else sentence.end
        if joint.sign == SENTENCE:
            before = (self.sentences[joint.sentence - 1].start if joint.sentence else joint.start, joint.start)
            return before, (joint.end, following), before, (joint.end, sentence.end)
        return (self.joints[n - 1].end, joint.start), (joint.end, following), (sentence.start, joint.start), (joint.end, sentence.end)

    def features(
        self, joint: Joint, left: Range, right: Range, all_left: Range, all_right: Range, claimed: Mapping[Range, tuple[str, str]]
    ) -> list[Feature]:
        """What decides whether a joint is a cut, given what stands on either side of it."""
        sentence = self.sentences[joint.sentence]
        whole = (sentence.start, sentence.end)
        start = self.sentences[0].start
        sign = joint.sign
        near = f"{self.at(left).has}{self.at(right).has}"
        far = f"{self.at(all_left).has}{self.at(all_right).has}"
        new, new_far = self.news(right, (start, joint.start)), self.news(all_right, all_left)
        names = [f"k {sign}", f"a {sign}{near}", f"A {sign}{far}", f"ab {near}", f"AB {far}"]
        (clear_left, code_left), (clear, code), (clear_far, _) = claimed[left], claimed[right], claimed[all_right]
        names += [
            f"z {sign}{clear_left}{clear}{code == code_left}",
            f"zz {clear_left}{clear}{code == code_left}",
            f"zf {sign}{clear_far}",
            f"zc {code}",
        ]
        names += [f"n {sign}{new}", f"N {sign}{new_far}", f"nn {new}", f"NN {new_far}"]
        counts = "".join([str(min(most, len(values))) for values, most in zip(self.at(whole).values, (4, 3, 3), strict=True)])
        names += [f"c {counts}", f"c {sign}{counts[:2]}"]
        flat = self.page.flat
        names.append(f"d {sign}{flat.count('(', sentence.start, joint.start) - flat.count(')', sentence.start, joint.start)}")
        before, after = self.dates.within((sentence.start, joint.start)), self.dates.within((joint.end, sentence.end))
        order = "".join(m.kind[0] for m in before[-2:]) + "|" + "".join(m.kind[0] for m in after[:2])
        next_to = f"{bool(before) and joint.start - before[-1].span.end < 4}{bool(after) and after[0].span.start - joint.end < 6}"
        names += [f"q {order}", f"q {sign}{order}", f"g {sign}{next_to}{order}"]
        ahead, behind, nearby, before_it = self.words(all_right), self.words(all_left), self.words(right), self.words(left)
        spoken = [word[:LONGEST_STEM] for word in ahead[:5]]
        said = [word[:LONGEST_STEM] for word in behind[-2:]]
        names += [f"r{k} {word}" for k, word in enumerate(spoken[:4])]
        names += [f"l{k} {word}" for k, word in enumerate(reversed(said))]
        names += [f"r01 {' '.join(spoken[:2])}", f"kr {sign} {' '.join(spoken[:1])}", f"lr {' '.join(said[-1:])} {' '.join(spoken[:1])}"]
        names += [
            f"sz {sign}{rounded(len(nearby))}{rounded(len(before_it))}",
            f"SZ {rounded(len(ahead))}{rounded(len(behind))}",
        ]
        weak = {f"x {word}": 0.7 for word in spoken} | {f"X {word[:5]}": 0.4 for word in nearby[:10]}
        return [*[(name, 1.0) for name in names], *weak.items()]


def rounded(number: int) -> int:
    """Which of the ROUNDED steps a number reaches."""
    return sum(number > step for step in ROUNDED)


def parts(outlook: Outlook, are: Sequence[bool]) -> Iterator[tuple[int, Evidence]]:
    """(number of its sentence, evidence) of each part of a paragraph between cuts; a part never spans two sentences that are cut.

    `are`: whether each joint is one, the first always.
    """
    cuts = [joint for joint, cut in zip(outlook.joints, are, strict=True) if cut]
    ends = [*(joint.start for joint in cuts[1:]), *(one.end for one in outlook.sentences[-1:])]
    for joint, end in zip(cuts, ends, strict=True):
        yield joint.sentence, outlook.whole.within(tidy(outlook.page, Span(joint.end, max(joint.end, end))))


def are_cuts(outlooks: Sequence[Outlook]) -> Iterator[list[bool]]:
    """Whether a new act begins at each joint of each paragraph; the first is where the paragraph begins."""
    asked = [outlook for outlook in outlooks if len(outlook.joints) > 1]
    found = [one for features in features_of(asked) for one in features[1:]]
    said = iter(asked[0].page.cuts.read_each(found) if asked else ())
    for outlook in outlooks:
        yield [n == 0 or next(said)[CUT] > 0.5 for n in range(len(outlook.joints))]


def features_of(outlooks: Sequence[Outlook]) -> Iterator[list[list[Feature]]]:
    """What decides whether each joint of each paragraph is a cut."""
    sides = [list(map(outlook.sides, range(len(outlook.joints)))) for outlook in outlooks]
    places = [list(dict.fromkeys([place for left, right, _, far in around for place in (left, right, far)])) for around in sides]
    words = [(outlook.claims, [outlook.at(place).words for place in some]) for outlook, some in zip(outlooks, places, strict=True)]
    claimed = iter(claimed_in(words))
    for outlook, around, some in zip(outlooks, sides, places, strict=True):
        said = dict(zip(some, claimed, strict=False))
        yield [outlook.features(joint, *sides_of_joint, said) for joint, sides_of_joint in zip(outlook.joints, around, strict=True)]


def claimed_in(asked: Sequence[tuple[Claims, Sequence[tuple[int, int]]]]) -> list[tuple[str, str]]:
    """How clearly each stretch of words claims an act ("-" for none, then 0, 1, 2) and of which kind."""
    if not asked:
        return []
    said = read_each(asked)
    classes, best = asked[0][0].layer.classes, said.argmax(axis=1)
    clear = (said.max(axis=1)[:, None] > np.array(CLEAR)).sum(axis=1)
    kinds = [classes[k] for k in best.tolist()]
    return [(kind if kind == NOTHING else str(sure), kind) for kind, sure in zip(kinds, clear.tolist(), strict=True)]


def tidy(page: Page, span: Span) -> Span:
    """The words without signs and white space at their ends."""
    words = page.text[span.start : span.end]
    lead = len(words) - len(words.lstrip(" ,;:–—-"))
    return Span(min(span.start + lead, span.end), span.start + max(lead, len(words.rstrip(" ,;:–—-("))))
