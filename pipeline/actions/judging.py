"""Is a part of a paragraph an act, and by which mechanisms? Phrases of the vocabulary and trained layers decide together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np

from pipeline.actions.claims import NOTHING, Claims, content, read_each
from pipeline.actions.evidence import Evidence, Page, distinct, strong
from pipeline.actions.lines import Line
from pipeline.knowledge.layers import Feature
from pipeline.types import Mention, Span

NO_PHRASE = "words"
"""The rule of a mechanism that no phrase names: the words as a whole claim it."""
YES = "yes"
"""The class of parts that tell of an act."""
FIRST, ALSO, NO = "first", "also", "no"
"""The classes of codes: what the act is, what it is besides, what it is not."""
FEW = 2  # words of content: with fewer the words alone say nothing
SPEAKER_AT = 16  # characters from the start of the sentence: room for a paragraph number and an article
CAPTION_WORDS = 3
OPENING = 14  # words
NEAR_START = 60  # characters within which a phrase stands at the head of its part
ENDS = frozenset(".!?…")
CANDIDATES = 3  # codes that are weighed although no phrase names them
ACT = 0.45  # probability above which a part is an act
CARE = 3.0  # how much worse a wrong further code is than a missing one
TOLD = 0.35  # below it the mechanism of a neighbour or heading is the better guess


class Said(NamedTuple):
    """What words claim: `nothing`, the probability of no act; `odds`, of each mechanism if there is one; `top`, the likeliest codes.

    `places`: where each code stands in `odds`.
    """

    nothing: float
    odds: Sequence[float]
    places: Mapping[str, int]
    top: tuple[str, ...]

    def of(self, code: str) -> float:
        """How likely it is this code; 0 for one that the layer does not know."""
        place = self.places.get(code)
        return 0.0 if place is None else self.odds[place]

    def rank(self, code: str) -> int:
        """Its place among the likeliest, counted from 0."""
        return self.top.index(code) if code in self.top else len(self.top)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words of a part say."""

    whole: Said
    opening: Said
    """Its first words alone: the head of an act comes first, then purpose, content and results."""
    silent: bool
    """Too few words to say anything."""


class Weighed(NamedTuple):
    """An act's mechanisms, the primary one first; how likely that one is, and the likeliest that was not given."""

    mechanisms: tuple[Mention, ...]
    first: float = 0.0
    rival: float = 0.0


class Before(NamedTuple):
    """What a paragraph was about so far: the code of the act before (`told`), else the first one named; empty for neither."""

    code: str
    told: bool


NOTHING_BEFORE = Before("", told=False)
LEAST = 1e-12


def verdicts(asked: Sequence[tuple[Claims, Sequence[Span]]]) -> list[Verdict]:
    """Ask the trained layer what stretches of each line say, line after line."""
    if not asked:
        return []
    ranges = [(claims, [claims.words.numbers(span.start, span.end) for span in spans]) for claims, spans in asked]
    openings = [(claims, [(first, min(last, first + OPENING)) for first, last in some]) for claims, some in ranges]
    silent = [content(claims.words.words[first:last], claims.links) < FEW for claims, some in ranges for first, last in some]
    said = claimed([*ranges, *openings])
    return list(map(Verdict, said[: len(silent)], said[len(silent) :], silent))


def claimed(asked: Sequence[tuple[Claims, Sequence[tuple[int, int]]]]) -> list[Said]:
    """What stretches of words say."""
    found, classes = read_each(asked), asked[0][0].layer.classes
    none = classes.index(NOTHING)
    codes = classes[:none] + classes[none + 1 :]
    places = {code: place for place, code in enumerate(codes)}
    rest = np.delete(found, none, axis=1)
    rest /= np.maximum(rest.sum(axis=1, keepdims=True), LEAST)
    order = np.argsort(-rest, axis=1, kind="stable")[:, :CANDIDATES].tolist()
    return [
        Said(nothing, row, places, tuple([codes[k] for k in best]))
        for nothing, row, best in zip(found[:, none].tolist(), rest.tolist(), order, strict=True)
    ]


def chosen(mechanisms: Sequence[Mention]) -> tuple[Mention, ...]:
    """What the words claim, the frame of the act ("under the agreement ...") last.

    A weak word counts only where there is nothing stronger, a topic only where there is nothing at all.
    """
    claimed = strong(mechanisms) or tuple(m for m in mechanisms if m.rule == "weak")[:1] or tuple(mechanisms)[:1]
    return distinct(sorted(claimed, key=lambda m: m.rule == "frame"))


def step(p: float) -> int:
    """A probability by its odds, in whole powers of e, from -6 to 6."""
    return max(-6, min(6, round(log(max(p, 1e-6) / max(1 - p, 1e-6)))))


def candidates(page: Page, part: Evidence, said: Verdict, above: Set[str], before: Before) -> dict[str, list[Feature]]:
    """Each code that may be the act's, with what speaks for it: phrases of its own words, the odds of the claims.

    `above`: the codes that stand above.
    """
    start, own, whole, opening = part.span.start, part.mechanisms, said.whole, said.opening
    so_far = f"{bool(before.code)}{before.told}"
    likewise = page.rules.likewise_pattern.search(page.flat, start, min(start + NEAR_START, part.span.end)) is not None
    first = {m.value for m in chosen(own)[:1]}
    named = [m.value for m in strong(own)]
    found = {}
    for code in dict.fromkeys([*(m.value for m in own), *whole.top, *opening.top[:1], *([before.code] if before.code else [])]):
        mine = [m for m in own if m.value == code]
        rules = sorted({m.rule for m in mine})
        odds, rank = step(whole.of(code)), whole.rank(code)
        odds_ahead, rank_ahead = step(opening.of(code)), opening.rank(code)
        others = min(2, len(set(named) - {code}))
        at_start = any(m.span.start - start <= NEAR_START for m in mine)
        names = [
            f"o{odds}",
            f"r{rank}",
            f"or{odds} {rank}",
            f"n{others}",
            f"rn{rank}{others}{bool(rules)}",
            f"on{odds}{bool(rules)}{others}",
            f"a{odds_ahead}",
            f"ar{rank}{rank_ahead}",
            f"ao{odds} {odds_ahead}",
            f"ap{rank_ahead}{at_start}{others}",
            f"up{code in above}{bool(above)}{rank}",
            f"be{code == before.code}{so_far}{rank}",
            f"bl{code == before.code}{so_far}{likewise}{bool(named)}",
            f"c {code}",
            f"cr {code} {rank}",
        ]
        for rule in rules:
            names += [f"m {rule}", f"mr {rule} {rank}", f"mc {rule} {code}", f"mo {rule} {odds}", f"ms {rule} {at_start}{others}"]
            names += [f"ma {rule} {rank_ahead}", f"mt {rule} {len(mine) > 1}"]
        if code in first:
            names += ["first", f"first {odds}", f"first {others}{at_start}", f"first {rank_ahead}"]
        found[code] = [(name, 1.0) for name in names]
    return found


def act_features(line: Line, part: Evidence, said: Verdict, told: Sequence[Evidence]) -> list[Feature]:
    """What decides whether a part is an act at all. `told`: acts before it in its paragraph, of which it may only say more."""
    page, rules = line.page, line.page.rules
    start, end = part.span.start, part.span.end
    own = f"{bool(part.partners)}{bool(part.periods)}"
    named = sorted({m.rule for m in part.mechanisms}) or ["none"]
    nothing, best, ahead = step(said.whole.nothing), step(said.whole.of(said.whole.top[0])), step(said.opening.nothing)
    known = {m.value for act in told for m in (*act.partners, *act.periods)}
    adds = "".join("1" if any(m.value not in known for m in new) else "0" for new in (part.partners, part.periods)) if told else "-"
    spoken = {m.value for act in told for m in strong(act.mechanisms)}
    adds += "1" if any(m.value not in spoken for m in strong(part.mechanisms)) else "0"
    opens = bool(told) and page.text[max(0, start - 3) : start].rstrip()[-1:] in ENDS
    cues = {
        "denied": rules.denied_pattern.search(page.flat, start, end) is not None,
        "background": rules.background_pattern.search(page.flat, start, end) is not None,
        "speech": is_speech(page, part),
        "planned": rules.status_patterns["planned"].search(page.flat, start, end) is not None,
        "demonstrative": rules.demonstrative_pattern.match(page.flat, start, end) is not None,
        "instrument": bool(strong(part.mechanisms)),
    }
    names = [f"n{nothing}", f"b{best}", f"e{own}", f"en{own}{nothing}", f"nb{nothing} {best}", f"silent{said.silent}{own}"]
    names += [f"a{adds}{opens}", f"an{adds}{opens}{nothing}", f"ab{adds}{opens}{best}", f"ae{adds}{opens}{own}"]
    names += [name for rule in named for name in (f"m {rule}", f"me {rule}{own}", f"mn {rule}{nothing}")]
    names += [name for cue, found in cues.items() if found for name in (f"c {cue}", f"cn {cue}{nothing}", f"ce {cue}{own}")]
    whence = "head" if line.head else line.scope.rule or "none"
    above = f"{whence}{bool(told)}"
    set_for = f"{bool(line.dated or line.scope.periods)}{bool(line.scope.mechanisms)}"
    names += [f"u {above}", f"us {above}{set_for}", f"un {above}{nothing}", f"ue {above}{own}", f"k {line.segment.kind}{above}"]
    names += [f"h{ahead}", f"hn{ahead} {nothing}", f"hu{ahead}{above}", f"hi{ahead}{cues['instrument']}{own}"]
    names += [f"um {above} {rule}" for rule in named] + [f"ud {above}{own}{set_for}{cues['instrument']}"]
    return [(name, 1.0) for name in names]


def act_probability(line: Line, part: Evidence, said: Verdict, told: Sequence[Evidence]) -> float:
    """How likely the part tells of an act of its own."""
    return line.page.acts.read(act_features(line, part, said, told))[YES]


def mechanisms_of(line: Line, part: Evidence, said: Verdict, near: Sequence[Mention], before: Before) -> Weighed:
    """The act's mechanisms. `near`: what its neighbours or headings set."""
    own = part.mechanisms
    if said.silent:
        return Weighed(chosen(own) or chosen(near))
    asked = candidates(line.page, part, said, codes_above(line), before)
    likely = dict(zip(asked, line.page.codes.read_each(list(asked.values())), strict=True))
    ranked = sorted(likely, key=lambda code: likely[code][FIRST], reverse=True)
    primary = likely[ranked[0]][FIRST]
    if near and primary + likely[ranked[0]][ALSO] < TOLD:
        return weighed(chosen(near), likely)
    kept = [ranked[0], *(code for code in ranked[1:] if likely[code][FIRST] > primary * likely[code][NO] * CARE)]
    places = {m.value: m for m in reversed(own)}
    given = tuple(
        places.get(code) or Mention("mechanism", code, part.span, line.segment.ordinal, NO_PHRASE, round(1 - likely[code][NO], 3))
        for code in kept
    )
    return weighed(given, likely)


def weighed(given: tuple[Mention, ...], likely: Mapping[str, Mapping[str, float]]) -> Weighed:
    """Mechanisms with the odds of the first and of the best of those not given."""
    codes = {m.value for m in given}
    first = likely[given[0].value][FIRST] if given and given[0].value in likely else 0.0
    return Weighed(given, first, max((p[FIRST] for code, p in likely.items() if code not in codes), default=0.0))


def code_before(line: Line, start: int, primary: str) -> Before:
    """`primary`: the code of the act before in the paragraph, empty for none."""
    if primary:
        return Before(primary, told=True)
    return Before(next((m.value for m in strong(line.body.mechanisms) if m.span.end <= start), ""), told=False)


def codes_above(line: Line) -> frozenset[str]:
    """The mechanisms that headings and lead-ins name."""
    return frozenset(m.value for m in line.scope.mechanisms)


def is_background(page: Page, part: Evidence) -> bool:
    """What peers say, and what was not done; a dated act with partner and mechanism of its own may hold a denial."""
    if is_speech(page, part):
        return True
    whole = part.partners and part.periods and strong(part.mechanisms)
    return not whole and page.rules.denied_pattern.search(page.flat, part.span.start, part.span.end) is not None


def is_repeated(page: Page, part: Evidence) -> bool:
    """Whether the part only gives the act before a further date: "in 2017 and again in 2019"."""
    again = page.rules.again_pattern.search(page.flat, part.span.start, part.span.end)
    return bool(part.periods) and again is not None and not strong(part.mechanisms)


def is_speech(page: Page, part: Evidence) -> bool:
    """ "Egypt noted that ...", "It asked ...": somebody speaks, near the start of the sentence."""
    start = part.span.start
    pronoun = page.rules.pronoun_pattern.match(page.flat, start, part.span.end)
    ends = [pronoun.end()] if pronoun else []
    ends += [m.span.end for m in part.partners[:1] if m.span.start - start <= SPEAKER_AT]
    return any(page.rules.speech_pattern.match(page.flat, end, part.span.end) for end in ends)


def is_caption(page: Page, part: Evidence) -> bool:
    """ "Training.", "The following actions stand out:": what follows tells the acts."""
    words = page.text[part.span.start : part.span.end]
    if page.text[part.span.end : part.span.end + 2].lstrip().startswith(":"):  # parts end before their sign
        leads = page.rules.introducing_pattern.search(page.flat, part.span.start, part.span.end)
        return not part.periods and (leads is not None or not strong(part.mechanisms))
    return not part.partners and not part.periods and len(words.split()) <= CAPTION_WORDS
