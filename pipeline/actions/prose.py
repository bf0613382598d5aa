"""One paragraph or item -> its acts: cut apart, then each part completed by what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.actions.claims import Words
from pipeline.actions.clauses import respectively, settled
from pipeline.actions.cuts import parts
from pipeline.actions.evidence import Evidence, Page, dates_the_line, distinct, gather, pointed, strong
from pipeline.actions.judging import Verdict, act_probability, is_caption, mechanisms_of, verdict
from pipeline.actions.scope import Scope, opening
from pipeline.actions.sentences import sentences
from pipeline.periods import bounds
from pipeline.types import Mention, Segment, Span

import os
ACT = float(os.environ.get("ACT",0.5))  # probability above which a part is an act
OPENING = 30  # characters from the start of a sentence within which a date is said for all of it


@dataclass(frozen=True, slots=True)
class Act:
    """One act before it is written down: its words, what they say, and the rules that filled the gaps."""

    span: Span
    partners: tuple[Mention, ...]
    periods: tuple[Mention, ...]
    mechanisms: tuple[Mention, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paragraph with the number of its sentence (semicolons end none) and what its words say."""

    sentence: int
    evidence: Evidence
    said: Verdict


def read(page: Page, segment: Segment, mentions: Sequence[Mention], scope: Scope) -> list[Act]:
    """The acts of one paragraph or list item, in order."""
    whole = gather(page, segment.span, mentions)
    if not (whole.partners or scope.partners or whole.places):
        return []
    head = opening(page, whole)
    dated = tuple(m for m in whole.periods if dates_the_line(page, m))
    body = replace(whole, partners=pointed(page, whole), periods=tuple(m for m in whole.periods if m not in dated))
    words = Words.of(page.flat, segment.span, mentions, page.party)
    told = list(told_apart(page, segment, body, words))
    acts: list[Act] = []
    for n, part in enumerate(told):
        if is_caption(page, part.evidence):
            scope = replace(scope, mechanisms=part.evidence.mechanisms or scope.mechanisms)
            continue
        act = completed(page, segment, words, told, n, acts, head, dated, scope)
        if act:
            acts.append(act)
        elif acts and told[n - 1].sentence == part.sentence and not acts[-1].periods and part.evidence.periods:
            acts[-1] = replace(acts[-1], periods=part.evidence.periods[:1])
    return acts


def told_apart(page: Page, segment: Segment, body: Evidence, words: Words) -> list[Part]:
    """The parts of the paragraph; a sentence with "respectively" is parted by its pairs."""
    spans = [Span(s.start + segment.span.start, s.end + segment.span.start) for s in sentences(segment.span.of(page.text), page.rules.abbreviations)]
    groups = list(accumulate((0, *(page.text[span.end - 1] != ";" for span in spans[:-1]))))
    paired = {n: pairs for n, span in enumerate(spans) if (pairs := respectively(page, body.within(span)))}
    found: list[Part] = []
    for sentence, part in parts(page, body, words, spans):
        if sentence in paired:
            if not found or found[-1].sentence != groups[sentence]:
                found += [Part(groups[sentence], pair, verdict(page, words.within(pair.span))) for pair in paired[sentence]]
        else:
            found.append(Part(groups[sentence], settled(page, part), verdict(page, words.within(part.span))))
    return found


def completed(
    page: Page, segment: Segment, words: Words, told: Sequence[Part], n: int, acts: Sequence[Act], head: Evidence | None, dated: tuple[Mention, ...], scope: Scope
) -> Act | None:
    """Part `n` as an act, with its gaps filled from the paragraph and from above; None where it tells of none."""
    part, own = told[n], told[n].evidence
    rules: list[str] = []
    partners = own.partners
    if head and own.span.covers(head.span):
        partners = distinct((*head.partners, *partners))
    if not partners:
        partners, rule = carried(told, n, acts, head, scope)
        rules.append(rule)
    periods = own.periods
    if dated and not (periods and strong(own.mechanisms)):
        periods = dated[:1]
        rules.append("trailing")
    elif not periods and (shared := said_for_all(told, n)):
        periods = shared
    if not periods and acts and acts[-1].periods and not own.partners:
        periods = acts[-1].periods
        rules.append("carried-period")
    if not periods and scope.periods:
        periods = scope.periods[:1]
        rules.append("scope-period")
    partners = distinct([m for m in partners if existed(page, m, periods)])
    near = acts[-1].mechanisms if acts and (told[n - 1].sentence == part.sentence or part.said.silent) else scope.mechanisms
    said, named = part.said, own.mechanisms
    if said.silent and not near:  # "Chile (2017) and Peru (2018)": the rest of the sentence says what was done
        same = [p.evidence for p in told if p.sentence == part.sentence]
        said = verdict(page, words.within(Span(same[0].span.start, same[-1].span.end)))
        named = tuple(m for p in same for m in p.mechanisms)
    mechanisms = mechanisms_of(page, said, own.span, segment.ordinal, named, near)
    if not partners or act_probability(page, own, part.said) < ACT:
        return None
    return Act(own.span, distinct(partners), periods[:1], mechanisms, tuple(filter(None, rules)))


def carried(told: Sequence[Part], n: int, acts: Sequence[Act], head: Evidence | None, scope: Scope) -> tuple[tuple[Mention, ...], str]:
    """Partners for a part that names none, and where they come from: the opening, the parts before, what stands above, the part after."""
    if head:
        return head.partners, "carried"
    places = told[n].evidence.places
    if places and os.environ.get("TOWN","1")=="1" and not scope.partners:
        return distinct(places)[:1], "place"
    before = next((p.evidence.partners for p in reversed(told[:n]) if p.evidence.partners), ())
    if before:
        return before, "carried"
    if scope.partners:
        return scope.partners, scope.rule
    after = next((p.evidence.partners for p in told[n + 1 :] if p.evidence.partners and p.sentence == told[n].sentence), ())
    return (after, "ellipsis") if after else (distinct(places)[:1], "place")


def said_for_all(told: Sequence[Part], n: int) -> tuple[Mention, ...]:
    """The date of a sentence that has only one, or that opens with one, for its parts without a date."""
    same = [p for p in told if p.sentence == told[n].sentence]
    dates = distinct([m for p in same for m in p.evidence.periods])
    if len(dates) == 1:
        return dates
    start = same[0].evidence.span.start
    leading = [m for m in dates if m.span.start - start <= OPENING]
    return tuple(leading[:1])


def existed(page: Page, partner: Mention, periods: Sequence[Mention]) -> bool:
    """Whether a former state can be meant as a partner: only with a date of its time."""
    last = page.rules.former_states.get(partner.value)
    return last is None or any((bounds(m.value)[0] or last + 1) <= last for m in periods)
