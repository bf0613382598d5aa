"""Is a part of a paragraph an act, and by which mechanisms? Phrases of the vocabulary and the trained layer decide together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.actions.claims import NOTHING, content, features
from pipeline.actions.evidence import Evidence, Page, distinct, strong
from pipeline.types import Mention, Span

import os
def E(n,d): return float(os.environ.get(n,d))
FEW = int(E("FEW",2))  # words of content: with fewer the words alone say nothing
KEPT = E("KEPT",0.1)  # a phrase's code stays with at least this probability by the words around it
OVER = E("OVER",0.5)  # the layer's code joins those of phrases above this, and replaces what was taken from a neighbour
GUESS = E("GUESS",0.2)  # the layer's code stands alone above this
SPEAKER_AT = 16  # characters from the start of the sentence: room for a paragraph number and an article
CAPTION_WORDS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words of a part say: `nothing`, the probability that they tell of no act; `codes`, of each mechanism if they do."""

    nothing: float
    codes: dict[str, float]
    silent: bool
    """Too few words to say anything."""

    @property
    def best(self) -> str:
        """The likeliest mechanism."""
        return max(self.codes, key=self.codes.__getitem__)


def verdict(page: Page, words: Sequence[str]) -> Verdict:
    """Ask the trained layer."""
    said = page.claims.read(features(words))
    nothing = said.pop(NOTHING)
    whole = sum(said.values()) or 1.0
    return Verdict(nothing, {code: p / whole for code, p in said.items()}, content(words) < FEW)


def chosen(mechanisms: Sequence[Mention]) -> tuple[Mention, ...]:
    """What the words claim, the frame of the act ("under the agreement ...") last.

    A weak word counts only where there is nothing stronger, a topic only where there is nothing at all.
    """
    claimed = strong(mechanisms) or tuple(m for m in mechanisms if m.rule == "weak")[:1] or tuple(mechanisms)[:1]
    return distinct(sorted(claimed, key=lambda m: m.rule == "frame"))


def mechanisms_of(said: Verdict, span: Span, segment: int, own: Sequence[Mention], near: Sequence[Mention]) -> tuple[Mention, ...]:
    """The act's mechanisms, the primary one first. `own`: named in its words; `near`: what its neighbours or headings set."""
    if said.silent:
        return chosen(own) or chosen(near)
    found = Mention("mechanism", said.best, span, segment, "words", round(said.codes[said.best], 3))
    kept = tuple(m for m in chosen(own) if said.codes.get(m.value, 0.0) >= KEPT)
    if any(m.value == said.best for m in kept):
        return kept
    likely = found.confidence >= OVER
    if kept:
        return (found, *kept) if likely else kept
    if near and not likely:
        return chosen(near)
    return (found,) if found.confidence >= GUESS else chosen(own)


def is_background(page: Page, part: Evidence) -> bool:
    """Statistics, laws, comparisons, and what was not done; a dated act with partner and mechanism of its own is none."""
    if is_speech(page, part):
        return True
    claims = bool(part.partners and strong(part.mechanisms))
    if claims and part.periods:
        return False
    if not claims and page.rules.background_pattern.search(page.flat, part.span.start, part.span.end):
        return True
    return page.rules.denied_pattern.search(page.flat, part.span.start, part.span.end) is not None


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
    if words.endswith(":"):
        leads = page.rules.introducing_pattern.search(page.flat, part.span.start, part.span.end)
        return not part.periods and (leads is not None or not strong(part.mechanisms))
    return not part.partners and not part.periods and len(words.split()) <= CAPTION_WORDS
