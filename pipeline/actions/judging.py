"""Is a part of a paragraph an act, and by which mechanisms? Phrases of the vocabulary and trained layers decide together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from pipeline.actions.claims import NOTHING, content, features
from pipeline.actions.evidence import Evidence, Page, distinct, strong
from pipeline.actions.lines import Line
from pipeline.knowledge.layers import Feature
from pipeline.types import Mention, Span

NO_PHRASE = "words"
"""The rule of a mechanism that no phrase names: the words as a whole claim it."""
YES = "yes"
"""The class of acts, and of codes that an act is rightly given."""
FEW = 2  # words of content: with fewer the words alone say nothing
SPEAKER_AT = 16  # characters from the start of the sentence: room for a paragraph number and an article
CAPTION_WORDS = 3
ENDS = frozenset(".!?…")
CANDIDATES = 3  # codes that are weighed although no phrase names them
ACT = 0.55  # probability above which a part is an act
ALSO_FIRST = 0.5  # the same for the first that a phrase names
ALSO = 0.8  # a further code needs at least this probability
SURE = 0.35  # below it the mechanism of a neighbour or heading is the better guess


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words of a part say: `nothing`, the probability that they tell of no act; `codes`, of each mechanism if they do."""

    nothing: float
    codes: dict[str, float]
    silent: bool
    """Too few words to say anything."""


def verdict(page: Page, words: Sequence[str]) -> Verdict:
    """Ask the trained layer."""
    said = page.claims.read(features(words, page.rules.links))
    nothing = said.pop(NOTHING)
    whole = sum(said.values()) or 1.0
    return Verdict(nothing, {code: p / whole for code, p in said.items()}, content(words, page.rules.links) < FEW)


def chosen(mechanisms: Sequence[Mention]) -> tuple[Mention, ...]:
    """What the words claim, the frame of the act ("under the agreement ...") last.

    A weak word counts only where there is nothing stronger, a topic only where there is nothing at all.
    """
    claimed = strong(mechanisms) or tuple(m for m in mechanisms if m.rule == "weak")[:1] or tuple(mechanisms)[:1]
    return distinct(sorted(claimed, key=lambda m: m.rule == "frame"))


def step(p: float) -> int:
    """A probability by its odds, in whole powers of e, from -6 to 6."""
    return max(-6, min(6, round(log(max(p, 1e-6) / max(1 - p, 1e-6)))))


def candidates(said: Verdict, own: Sequence[Mention]) -> dict[str, list[Feature]]:
    """Each code that may be the act's, with what speaks for it: phrases of its own words and the odds of the claims."""
    ranked = sorted(said.codes, key=said.codes.__getitem__, reverse=True)
    first = chosen(own)[:1]
    named = [m.value for m in strong(own)]
    found = {}
    for code in dict.fromkeys([*(m.value for m in own), *ranked[:CANDIDATES]]):
        rules = {m.rule for m in own if m.value == code}
        odds, rank = step(said.codes.get(code, 0.0)), min(3, ranked.index(code)) if code in said.codes else 3
        others = min(2, len(set(named) - {code}))
        names = [
            f"o{odds}",
            f"r{rank}",
            f"or{odds} {rank}",
            f"n{others}",
            f"rn{rank}{others}{bool(rules)}",
            f"on{odds}{bool(rules)}{others}",
        ]
        names += [name for rule in sorted(rules) for name in (f"m {rule}", f"mr {rule} {rank}", f"mc {rule} {code}", f"mo {rule} {odds}")]
        if any(m.value == code for m in first):
            names += ["first", f"first {odds}"]
        found[code] = [(name, 1.0) for name in names]
    return found


def act_features(line: Line, part: Evidence, said: Verdict, told: Sequence[Evidence]) -> list[Feature]:
    """What decides whether a part is an act at all. `told`: acts before it in its paragraph, of which it may only say more."""
    page, rules = line.page, line.page.rules
    start, end = part.span.start, part.span.end
    own = f"{bool(part.partners)}{bool(part.periods)}"
    named = sorted({m.rule for m in part.mechanisms}) or ["none"]
    nothing, best = step(said.nothing), step(max(said.codes.values()))
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
    names += [f"um {above} {rule}" for rule in named] + [f"ud {above}{own}{set_for}{cues['instrument']}"]
    return [(name, 1.0) for name in names]


def act_probability(line: Line, part: Evidence, said: Verdict, told: Sequence[Evidence]) -> float:
    """How likely the part tells of an act of its own."""
    return line.page.acts.read(act_features(line, part, said, told))[YES]


def mechanisms_of(line: Line, said: Verdict, span: Span, own: Sequence[Mention], near: Sequence[Mention]) -> tuple[Mention, ...]:
    """The act's mechanisms, the primary one first. `own`: named in its words; `near`: what its neighbours or headings set."""
    if said.silent:
        return chosen(own) or chosen(near)
    likely = {code: line.page.codes.read(found)[YES] for code, found in candidates(said, own).items()}
    ranked = sorted(likely, key=likely.__getitem__, reverse=True)
    if near and likely[ranked[0]] < SURE:
        return chosen(near)
    first = next((m.value for m in chosen(own)), "")
    kept = [ranked[0], *(code for code in ranked[1:] if likely[code] >= (ALSO_FIRST if code == first else ALSO))]
    places = {m.value: m for m in reversed(own)}
    return tuple(places.get(code) or Mention("mechanism", code, span, line.segment.ordinal, NO_PHRASE, round(likely[code], 3)) for code in kept)


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
