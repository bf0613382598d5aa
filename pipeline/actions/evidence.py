"""What one stretch of text says of partners, time and mechanism, before any of it is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge import Knowledge
from pipeline.knowledge.actions import ActionRules
from pipeline.knowledge.base import flat
from pipeline.knowledge.layers import Layer
from pipeline.types import EVIDENCE_ONLY, Mention, Span

NOT_PARTNERS = EVIDENCE_ONLY | {"bloc"}
NOT_ACT_YEARS = frozenset({"background", "target"})
END_SIGNS = ".!?:;–—-|\t\n"
LAPSED_REACH = 30  # characters before "since 2009" in which the verb stands
AT_THE_EDGE = frozenset({"trailing", "cell"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Mentions of one stretch, each list in the order of the text. `places`: towns and institutions that tell their country."""

    span: Span
    partners: tuple[Mention, ...] = ()
    periods: tuple[Mention, ...] = ()
    mechanisms: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()

    def within(self, span: Span) -> Evidence:
        """The part of the evidence that stands inside `span`."""
        return Evidence(span, *(inside(some, span) for some in (self.partners, self.periods, self.mechanisms, self.places)))


def inside(mentions: tuple[Mention, ...], span: Span) -> tuple[Mention, ...]:
    """The mentions that stand wholly inside `span`."""
    start, end = span.start, span.end
    return tuple([m for m in mentions if start <= m.span.start and m.span.end <= end]) if mentions else ()


@dataclass(frozen=True, slots=True)
class Page:
    """The report's text, once as written and once folded: both have the same spans."""

    text: str
    flat: str
    party: str | None
    rules: ActionRules
    claims: Layer
    cuts: Layer
    acts: Layer
    codes: Layer

    @classmethod
    def of(cls, text: str, party: str | None, knowledge: Knowledge) -> Page:
        """Fold the text once for the whole report."""
        return cls(text, flat(text), party, knowledge.actions, knowledge.claims, knowledge.cuts, knowledge.acts, knowledge.codes)


def gather(page: Page, span: Span, mentions: Sequence[Mention]) -> Evidence:
    """Sort a stretch's mentions: who may be a partner, which years may date an act, which mechanisms are claimed."""
    return Evidence(
        span,
        tuple(m for m in mentions if m.kind == "country" and may_be_partner(page, span, m)),
        tuple(m for m in mentions if m.kind == "year" and m.rule not in NOT_ACT_YEARS and not lapsed(page, span, m)),
        tuple(m for m in mentions if m.kind == "mechanism" and m.rule != "negated"),
        tuple(m for m in mentions if m.kind == "country" and m.rule in EVIDENCE_ONLY and m.value != page.party),
    )


def may_be_partner(page: Page, span: Span, mention: Mention) -> bool:
    """Not the Party itself, not a bloc, not a country that is only compared with or come from."""
    if mention.value == page.party or (mention.rule in NOT_PARTNERS and mention.value != "EU"):
        return False
    before = page.flat[max(span.start, mention.span.start - 40) : mention.span.start]
    return not page.rules.aside_pattern.search(before)


def lapsed(page: Page, span: Span, period: Mention) -> bool:
    """ "had not met since 2009": an open period of which a negation or a "first" says that nothing was done in it."""
    if not period.value.endswith("/.."):
        return False
    before = max(span.start, period.span.start - LAPSED_REACH)
    return page.rules.lapsed_pattern.search(page.flat, before, period.span.start) is not None


def pointed(page: Page, evidence: Evidence) -> tuple[Mention, ...]:
    """Partners with "the former" and "the latter" among them, as mentions of the country they stand for."""
    found = list(evidence.partners)
    for match in page.rules.pointer_pattern.finditer(page.flat, evidence.span.start, evidence.span.end):
        named = distinct([m for m in evidence.partners if m.span.end <= match.start()])
        if len(named) >= 2:
            meant = named[-2] if match.lastgroup == "first" else named[-1]
            found.append(replace(meant, span=Span(match.start(), match.end()), rule="pointer", confidence=0.8))
    return tuple(sorted(found, key=lambda m: m.span))


def dates_the_line(page: Page, mention: Mention) -> bool:
    """A year alone at the end of a line: after a full stop or dash, not in brackets and not after a word."""
    if mention.rule != "trailing":
        return False
    before = page.flat[max(0, mention.span.start - 3) : mention.span.start]
    return not before.strip() or before.rstrip(" ")[-1:] in END_SIGNS


def distinct(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first mention of each value."""
    seen: dict[str, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.value, mention)
    return tuple(seen.values())


def strong(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mechanisms that the words claim, neither a weak word nor the mere topic of another act."""
    return tuple(m for m in mentions if m.rule not in ("weak", "topic"))
