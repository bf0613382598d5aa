"""Which of several periods dates an act, and which of several partners goes with which period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.actions.evidence import Evidence, Page, strong
from pipeline.types import Mention, Span

INSTRUMENT_GAP = 14  # characters between an instrument and "of 2008"


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


def alternating(page: Page, part: Evidence) -> list[Evidence]:
    """ "a residency with Chile and a workshop with Peru": cut where a further mechanism has a further partner of its own."""
    order = sorted([*((m, "p") for m in part.partners), *((m, "m") for m in strong(part.mechanisms))], key=lambda pair: pair[0].span)
    runs: list[tuple[str, list[Mention]]] = []
    for mention, kind in order:
        if runs and runs[-1][0] == kind:
            runs[-1][1].append(mention)
        else:
            runs.append((kind, [mention]))
    cuts = [at for k in range(2, len(runs) - 1, 2) if (at := cut_between(page, runs, k)) is not None]
    edges = [part.span.start, *cuts, part.span.end]
    shared = part.periods if len(part.periods) == 1 else ()
    found = [part.within(Span(a, b)) for a, b in pairwise(edges)]
    return [replace(one, periods=one.periods or shared) for one in found] if cuts else [part]


def cut_between(page: Page, runs: Sequence[tuple[str, list[Mention]]], k: int) -> int | None:
    """Where run `k` begins a pair of its own: another code and a partner not named before; None where it does not."""
    pair, last = dict(runs[k : k + 2]), dict(runs[k - 2 : k])
    known = {m.value for kind, run in runs[:k] if kind == "p" for m in run}
    if {m.value for m in pair["p"]} <= known or {m.value for m in pair["m"]} == {m.value for m in last["m"]}:
        return None
    joints = list(page.rules.joint_pattern.finditer(page.flat, runs[k - 1][1][-1].span.end, runs[k][1][0].span.start))
    return joints[-1].end() if joints else None
