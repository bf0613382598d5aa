"""Which partner goes with which year and mechanism inside one sentence.

A sentence is cut between two periods, or between two pairs of mechanism and partner, at the boundary that best keeps
each part whole; what a part then lacks it takes from its neighbours (ellipsis: the noun or the year said once for all).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.actions.evidence import Evidence, Page
from pipeline.types import Mention, Span

JOINED = 2  # ", and": the weakest boundary that a clause of its own may follow
CLAUSAL = 3  # strength of a boundary between clauses
INSTRUMENT_GAP = 14  # characters between an instrument and "of 2008"


def strong(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mechanisms that the words claim, neither a weak word nor the mere topic of another act."""
    return tuple(m for m in mentions if m.rule not in ("weak", "topic"))


def clauses(page: Page, sentence: Evidence) -> list[Evidence]:
    """The parts of a sentence that tell of different acts; one part where it tells of one."""
    sentence = affirmed(page, sentence)
    parts = respectively(page, sentence) or [pair for piece in by_period(page, sentence) for pair in by_pair(page, piece)]
    return completed(page, parts, sentence) if len(parts) > 1 else [settled(page, sentence)]


def affirmed(page: Page, sentence: Evidence) -> Evidence:
    """The sentence without a clause that tells what was not done: "..., and another with Albania was left unsigned"."""
    if not page.rules.denied_pattern.search(page.flat, sentence.span.start, sentence.span.end):
        return sentence
    edges = [at for strength, at in boundaries(page, sentence.span.start, sentence.span.end) if strength >= JOINED]
    for at in sorted(edges):
        left, right = sentence.within(Span(sentence.span.start, at)), sentence.within(Span(at, sentence.span.end))
        for kept, dropped in ((left, right), (right, left)):
            denied = page.rules.denied_pattern.search(page.flat, dropped.span.start, dropped.span.end)
            if (
                denied
                and kept.partners
                and dropped.partners
                and not page.rules.denied_pattern.search(page.flat, kept.span.start, kept.span.end)
            ):
                return kept
    return sentence


def settled(page: Page, part: Evidence) -> Evidence:
    """One period for one act: a stated term wins over a signature's date, the year of an earlier instrument comes last."""
    ranked = sorted(part.periods, key=lambda m: rank(page, part, m))
    if not ranked:
        return part
    first = ranked[0]
    for other in part.periods:
        whole = joined(first, other)
        if whole:
            return replace(part, periods=(whole,))
    return replace(part, periods=(first,))


def rank(page: Page, part: Evidence, period: Mention) -> int:
    """0 a term, 1 a date, 2 a name's or an instrument's own year ("under the agreement of 1987")."""
    if instrument_year(page, part, period):
        return 2
    return {"term": 0, "name": 2}.get(period.rule, 1)


def instrument_year(page: Page, part: Evidence, period: Mention) -> bool:
    """Whether the year only says which agreement is meant: "the treaty of 2008"."""
    before = [m for m in part.mechanisms if 0 <= period.span.start - m.span.end <= INSTRUMENT_GAP]
    return bool(before) and page.rules.of_pattern.fullmatch(page.flat, before[-1].span.end, period.span.start) is not None


def joined(a: Mention, b: Mention) -> Mention | None:
    """ "from 2014 ... until 2019" said apart: one period."""
    start, end = (a, b) if b.value.startswith("../") else (b, a)
    if not end.value.startswith("../") or start.value.startswith(("../", "{")):
        return None
    first, last = start.value.split("/")[0], end.value.removeprefix("../")
    return replace(start, value=f"{first}/{last}") if first[:4] <= last[:4] else None


def by_period(page: Page, sentence: Evidence) -> list[Evidence]:
    """Cut between each two periods that date different acts."""
    periods = acting(page, sentence)
    cuts = [cut for left, right in pairwise(periods) if (cut := best_cut(page, sentence, left, right)) is not None]
    return sliced(sentence, cuts)


def acting(page: Page, sentence: Evidence) -> list[Mention]:
    """Periods that may each date an act of its own: a signature's date beside a term does not."""
    rules = {m.rule for m in sentence.periods}
    dropped = {"name"} | ({"signature"} if "term" in rules else set())
    kept = [m for m in sentence.periods if m.rule not in dropped and not instrument_year(page, sentence, m)]
    return [m for k, m in enumerate(kept) if k == 0 or not joined(kept[k - 1], m)]


def best_cut(page: Page, sentence: Evidence, left: Mention, right: Mention) -> int | None:
    """Where to cut between two periods.

    The best boundary leaves partner and mechanism on both sides, then is one between clauses (";", "while"), then
    touches one of the periods, then is the strongest.
    """
    named = [*sentence.partners, *strong(sentence.mechanisms)]
    inside = [m for m in named if left.span.end <= m.span.start and m.span.end <= right.span.start]
    around = [kind for kind in (sentence.partners, strong(sentence.mechanisms)) if stands_around(kind, left, right)]
    if not inside and not around:
        return None
    leads = not any(m.span.end <= left.span.start for m in named)  # "On 26 October, a memorandum with ...": the date comes first
    best: tuple[tuple[int, bool, bool, int, int], int] | None = None
    for strength, at in boundaries(page, left.span.end, right.span.start):
        touches = all(m.span.start >= at for m in inside) or all(m.span.end <= at for m in inside)
        score = (balance(sentence, at), strength >= CLAUSAL, touches, strength, at if leads else -at)
        if best is None or score > best[0]:
            best = (score, at)
    return best[1] if best else None


def stands_around(named: Sequence[Mention], left: Mention, right: Mention) -> bool:
    """Whether one stands before the first period and another after the second."""
    return any(m.span.end <= left.span.start for m in named) and any(m.span.start >= right.span.end for m in named)


def balance(sentence: Evidence, at: int) -> int:
    """How many of the two sides have a partner, and how many a mechanism."""
    sides = (sentence.within(Span(sentence.span.start, at)), sentence.within(Span(at, sentence.span.end)))
    return sum(bool(side.partners) + bool(strong(side.mechanisms)) for side in sides)


def boundaries(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(strength, position) of each boundary in the range; the position is where the next part begins."""
    patterns = page.rules.boundary_patterns
    for nth, pattern in enumerate(patterns):
        for match in pattern.finditer(page.flat, start, end):
            yield len(patterns) - nth, match.start()


def by_pair(page: Page, piece: Evidence) -> list[Evidence]:
    """Cut "a residency with Chile and a workshop with Peru": mechanism and partner alternate."""
    order = sorted([*((m, "p") for m in piece.partners), *((m, "m") for m in strong(piece.mechanisms))], key=lambda pair: pair[0].span)
    runs: list[tuple[str, list[Mention]]] = []
    for mention, kind in order:
        if runs and runs[-1][0] == kind:
            runs[-1][1].append(mention)
        else:
            runs.append((kind, [mention]))
    if len(runs) < 4:
        return [piece]
    cuts = []
    for k in range(2, len(runs) - 1, 2):
        earlier = {m.value for kind, run in runs[:k] if kind == "p" for m in run}
        later = {m.value for m in runs[k if runs[k][0] == "p" else k + 1][1]}
        codes = {m.value for m in runs[k if runs[k][0] == "m" else k + 1][1]}
        last_codes = {m.value for m in runs[k - 2 if runs[k][0] == "m" else k - 1][1]}
        if later <= earlier or codes == last_codes:
            continue
        found = list(boundaries(page, runs[k - 1][1][-1].span.end, runs[k][1][0].span.start))
        if found:
            cuts.append(max(found)[1])
    return sliced(piece, cuts)


def sliced(whole: Evidence, cuts: list[int]) -> list[Evidence]:
    """The evidence cut at the positions."""
    edges = [whole.span.start, *sorted(set(cuts)), whole.span.end]
    return [whole.within(Span(a, b)) for a, b in pairwise(edges)]


def tidy(page: Page, span: Span) -> Span:
    """A part's words without the sign or the "and" that joined it to the part before."""
    lead = page.rules.joint_pattern.match(page.flat, span.start, span.end)
    start = lead.end() if lead and lead.end() < span.end else span.start
    return Span(start, start + len(page.text[start : span.end].rstrip(" ,;–—")))


def respectively(page: Page, sentence: Evidence) -> list[Evidence] | None:
    """ "with Kenya and Ghana in 2017 and 2019 respectively": pair the n-th partner with the n-th period."""
    if not page.rules.respectively_pattern.search(page.flat, sentence.span.start, sentence.span.end):
        return None
    partners, codes = sentence.partners, strong(sentence.mechanisms)
    periods = [single for m in sentence.periods for single in singles(m)]
    if len(partners) < 2:
        return None
    if len(periods) == len(partners):
        return [replace(sentence, partners=(p,), periods=(y,)) for p, y in zip(partners, periods, strict=True)]
    if len(codes) == len(partners):
        return [replace(sentence, partners=(p,), mechanisms=(m,)) for p, m in zip(partners, codes, strict=True)]
    return None


def singles(period: Mention) -> list[Mention]:
    """The years of an EDTF set "{2017,2019}" one by one; anything else as it is."""
    if not period.value.startswith("{"):
        return [period]
    return [replace(period, value=year) for year in period.value.strip("{}").split(",")]


def completed(page: Page, parts: list[Evidence], sentence: Evidence) -> list[Evidence]:
    """Give each part what its neighbours say for it, and drop parts that say nothing of their own."""
    kept = [settled(page, p) for p in parts if p.partners or strong(p.mechanisms) or p.periods]
    periods = {m.value for p in kept for m in p.periods}
    shared = next((p.periods for p in kept if p.periods), ()) if len(periods) == 1 else ()
    whole: list[Evidence] = []
    for k, part in enumerate(kept):
        if not part.partners and not part.mechanisms:
            continue
        named = tuple(m for m in part.partners if m.rule == "pointer") or part.partners
        partners = named or nearest(kept, k, "partners")
        own = strong(part.mechanisms) or (part.periods and part.mechanisms)  # a topic with a date of its own is an act
        mechanisms = part.mechanisms if own else nearest(kept, k, "mechanisms") or part.mechanisms
        whole.append(replace(part, span=tidy(page, part.span), partners=partners, mechanisms=mechanisms, periods=part.periods or shared))
    return whole or [settled(page, sentence)]


def nearest(parts: Sequence[Evidence], k: int, name: str) -> tuple[Mention, ...]:
    """The same evidence in the part before, else in the part after."""
    for j in (*range(k - 1, -1, -1), *range(k + 1, len(parts))):
        found: tuple[Mention, ...] = getattr(parts[j], name)
        if found:
            return found
    return ()
