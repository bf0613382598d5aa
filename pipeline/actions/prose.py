"""Sentences of one paragraph or item -> acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.actions.claims import Words, judged
from pipeline.actions.clauses import clauses, strong
from pipeline.actions.evidence import Evidence, Page, dates_the_line, distinct, gather, pointed
from pipeline.actions.scope import Scope, opening
from pipeline.actions.sentences import sentences
from pipeline.periods import bounds
from pipeline.types import Mention, Segment, Span

CAPTION_WORDS = 3
SPEAKER_AT = 16  # characters from the start of the sentence: room for a paragraph number and an article


@dataclass(frozen=True, slots=True)
class Act:
    """One act before it is written down: its words, what they say, and the rules that filled the gaps."""

    span: Span
    partners: tuple[Mention, ...]
    periods: tuple[Mention, ...]
    mechanisms: tuple[Mention, ...]
    rules: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Partner countries."""
        return frozenset(m.value for m in self.partners)

    @property
    def claims(self) -> frozenset[str]:
        """Mechanism codes."""
        return frozenset(m.value for m in strong(self.mechanisms))


def read(page: Page, segment: Segment, mentions: Sequence[Mention], scope: Scope) -> list[Act]:
    """The acts of one paragraph or list item, in order."""
    whole = gather(page, segment.span, mentions)
    if not (whole.partners or scope.partners) or not (whole.mechanisms or whole.periods or scope.mechanisms):
        return []
    head = opening(page, whole)
    dated = tuple(m for m in whole.periods if dates_the_line(page, m))
    body = replace(whole, partners=pointed(page, whole), periods=tuple(m for m in whole.periods if m not in dated))
    acts: list[Act] = []
    carried: tuple[Mention, ...] = head.partners if head else ()
    for span in sentences(segment.span.of(page.text), page.rules.abbreviations):
        sentence = body.within(Span(span.start + segment.span.start, span.end + segment.span.start))
        if is_caption(page, sentence):
            scope = replace(scope, mechanisms=sentence.mechanisms or scope.mechanisms)
        if dated and not strong(sentence.mechanisms):  # a line that ends with its date: other years without an act are asides
            sentence = replace(sentence, periods=())
        parts = [p for p in parts_of(page, sentence, head) if not is_background(page, p)]
        if len(parts) > 1:
            acts = [*acts, *(begin(p) for p in parts)]
        elif parts:
            acts = listed(acts, parts[0], dated) if head and acts else follow(page, acts, parts[0], carried or scope.partners)
        carried = distinct(sentence.partners) or carried
    words = Words.of(page.flat, segment.span, mentions)
    return [a for act in acts if (a := filled(page, act, head, carried, dated, scope, words))]


def parts_of(page: Page, sentence: Evidence, head: Evidence | None) -> list[Evidence]:
    """A sentence's clauses; an opening "Chile and Peru:" belongs to all of them, not to the first."""
    if head is None or not sentence.span.covers(head.span):
        return clauses(page, sentence)
    rest = sentence.within(Span(head.span.end, sentence.span.end))
    return [replace(p, span=sentence.span, partners=distinct((*head.partners, *p.partners))) for p in clauses(page, rest)]


def follow(page: Page, acts: list[Act], part: Evidence, carried: tuple[Mention, ...]) -> list[Act]:
    """The acts with this sentence taken in: as a new act, or as more words of the last one."""
    claims = strong(part.mechanisms)
    if not acts:
        return [begin(part)]
    last = acts[-1]
    if not (last.claims or last.partners):  # so far only an introduction
        return [*acts[:-1], extended(last, part, partners=part.partners, mechanisms=part.mechanisms, periods=part.periods)]
    new_partners = part.codes - (last.codes or {m.value for m in carried})
    if last.claims and not new_partners and page.rules.demonstrative_pattern.match(page.flat, part.span.start, part.span.end):
        return [*acts[:-1], extended(last, part, periods=() if last.periods else part.periods)]
    new_period = {m.value for m in part.periods} - {m.value for m in last.periods}
    if claims and ((new_partners and last.claims) or part.periods) and (last.claims or last.periods):
        return [*acts, begin(part if part.partners else replace(part, partners=last.partners or carried))]
    if new_partners and new_period and (last.claims or (last.partners and last.periods)):
        return [*acts, Act(part.span, part.partners, part.periods, part.mechanisms or last.mechanisms, ("ellipsis",))]
    if (
        last.claims
        and last.periods
        and new_period
        and not claims
        and page.rules.again_pattern.search(page.flat, part.span.start, part.span.end)
    ):
        return [*acts, Act(part.span, distinct(part.partners) or last.partners, part.periods, chosen(last.mechanisms)[:1], ("again",))]
    if last.claims and not new_partners and not claims:
        return [*acts[:-1], extended(last, part, periods=() if last.periods else part.periods)]
    return [
        *acts[:-1],
        extended(
            last,
            part,
            partners=() if last.claims and last.partners else part.partners,
            mechanisms=() if last.claims else part.mechanisms,
            periods=() if last.periods else part.periods,
        ),
    ]


def listed(acts: list[Act], part: Evidence, dated: tuple[Mention, ...]) -> list[Act]:
    """An entry "Chile: ...; .... 2018" taken one sentence further: one act, unless partners or dates tell two apart."""
    last = acts[-1]
    claims = strong(part.mechanisms)
    new_partners = part.codes - last.codes
    if claims and last.claims and (new_partners or part.periods or (last.periods and dated)):
        return [*acts, begin(part if new_partners else replace(part, partners=last.partners))]
    return [*acts[:-1], extended(last, part, part.partners, part.mechanisms, () if last.periods else part.periods)]


def begin(part: Evidence) -> Act:
    """A new act from one clause."""
    return Act(part.span, distinct(part.partners), part.periods, part.mechanisms)


def extended(
    act: Act, part: Evidence, partners: Sequence[Mention] = (), mechanisms: Sequence[Mention] = (), periods: Sequence[Mention] = ()
) -> Act:
    """The act with the values that a clause adds; the clause joins the quote only where it adds one."""
    adds = any(m.value not in known for new, known in ((partners, act.codes), (mechanisms, act.claims)) for m in new) or bool(periods)
    return replace(
        act,
        span=Span(act.span.start, max(act.span.end, part.span.end)) if adds else act.span,
        partners=distinct((*act.partners, *partners)),
        mechanisms=distinct((*act.mechanisms, *mechanisms)),
        periods=distinct((*act.periods, *periods)),
    )


def is_background(page: Page, part: Evidence) -> bool:
    """Statistics, laws, comparisons, and what was not done; a dated act with partner and mechanism of its own is none."""
    if is_speech(page, part):
        return True
    claims = bool(part.partners and strong(part.mechanisms))
    if claims and part.periods:
        return False
    if not claims and page.rules.background_pattern.search(page.flat, part.span.start, part.span.end):
        return True
    if page.rules.denied_pattern.search(page.flat, part.span.start, part.span.end):
        return True
    return is_caption(page, part)


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


def filled(
    page: Page, act: Act, head: Evidence | None, carried: tuple[Mention, ...], dated: tuple[Mention, ...], scope: Scope, words: Words
) -> Act | None:
    """The act with its gaps filled from the line and from the scope.

    None where it is no act after all: no partner; or no mechanism and not both a partner and a date of the line's own.
    """
    rules = list(act.rules)
    partners, periods, mechanisms = act.partners, act.periods, chosen(act.mechanisms)
    if not partners and carried:
        partners, rules = carried, [*rules, "carried"]
    if not partners and scope.partners:
        partners, rules = scope.partners, [*rules, scope.rule]
    if not periods and dated:
        periods, rules = dated[:1], [*rules, "trailing"]
    own = bool((act.partners or head) and periods)
    if not periods and scope.periods:
        periods, rules = scope.periods[:1], [*rules, "scope-period"]
    if not mechanisms and scope.mechanisms and (act.partners or act.periods):
        mechanisms, rules = chosen(scope.mechanisms)[:1], [*rules, "scope-mechanism"]
    partners = distinct([m for m in partners if existed(page, m, periods)])
    told = judged(page.claims, words, act.span, mechanisms)
    if told is None:
        return None
    mechanisms = told
    if not is_act(partners, periods, mechanisms, own):
        return None
    return replace(act, partners=partners, periods=periods[:1], mechanisms=mechanisms, rules=tuple(rules))


def existed(page: Page, partner: Mention, periods: Sequence[Mention]) -> bool:
    """Whether a former state can be meant as a partner: only with a date of its time."""
    last = page.rules.former_states.get(partner.value)
    return last is None or any((bounds(m.value)[0] or last + 1) <= last for m in periods)


def is_act(partners: Sequence[Mention], periods: Sequence[Mention], mechanisms: Sequence[Mention], own: bool) -> bool:
    """A partner and a mechanism; a weak mechanism needs a date or a country by name, none at all a closed date of the line's own."""
    if not partners:
        return False
    if strong(mechanisms):
        return True
    dated = any("/.." not in m.value for m in periods)
    return bool(periods) or any(m.rule != "body" for m in partners) if mechanisms else own and dated


def chosen(mechanisms: Sequence[Mention]) -> tuple[Mention, ...]:
    """What the words claim, the frame of the act ("under the agreement ...") last.

    A weak word counts only where there is nothing stronger, a topic only where there is nothing at all.
    """
    claimed = strong(mechanisms) or tuple(m for m in mechanisms if m.rule == "weak")[:1] or tuple(mechanisms)[:1]
    return distinct(sorted(claimed, key=lambda m: m.rule == "frame"))
