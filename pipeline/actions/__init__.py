"""Segments and mentions -> actions, by the rules of docs/how-actions-are-read.md.

One file a question: `evidence` what a stretch of text says, `scope` what stands above it, `clauses` what belongs together
inside a sentence, `prose` and `rows` where an act begins and ends, `confidence` how sure we are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pipeline.actions import rows
from pipeline.actions.confidence import Confidence, confidences
from pipeline.actions.evidence import Evidence, Page, gather
from pipeline.actions.lines import line_of
from pipeline.actions.prose import Act, may_tell, paragraphs, read
from pipeline.actions.scope import Scope, Scopes
from pipeline.knowledge import Knowledge
from pipeline.periods import bounds
from pipeline.types import Action, ActionStatus, Country, Mention, Segment

TITLE_WIDTH = 90  # characters
AT_ONCE = 64  # segments whose paragraphs are cut apart together


def assemble(
    text: str, segments: Sequence[Segment], mentions: Sequence[Mention], party: str | None, knowledge: Knowledge
) -> tuple[Action, ...]:
    """Every act that the segments tell of, in the order of the text. Partners never hold `party`."""
    page = Page.of(text, party, knowledge)
    named: dict[int, list[Mention]] = {}
    for mention in mentions:
        named.setdefault(mention.segment, []).append(mention)
    told = list(acts(page, segments, named))
    return tuple(written(page, segment, act, right) for (segment, act), right in zip(told, confidences(told, knowledge.sure), strict=True))


def acts(page: Page, segments: Sequence[Segment], named: dict[int, list[Mention]]) -> Iterator[tuple[Segment, Act]]:
    """Each act with the segment it stands in."""
    above: tuple[int | None, tuple[Mention, ...]] = (None, ())
    every = asked(page, segments, named)
    while some := list(islice(every, AT_ONCE)):
        lines = [line_of(page, *one) for one in some if one[0].kind != "row" and may_tell(*one[2:])]
        told = {paragraph.line.segment.ordinal: paragraph for paragraph in paragraphs(lines)}
        for segment, here, whole, scope in some:
            if segment.kind == "row":
                act = rows.read(page, segment, here, whole, scope, above[1] if above[0] == segment.table else ())
                above = (segment.table, act.partners if act else ())
                if act:
                    yield segment, act
            elif segment.ordinal in told:
                for act in read(told[segment.ordinal]):
                    yield segment, act


def asked(
    page: Page, segments: Sequence[Segment], named: Mapping[int, Sequence[Mention]]
) -> Iterator[tuple[Segment, Sequence[Mention], Evidence, Scope]]:
    """Every segment that may tell of acts, with its mentions, what they say, and what stands above."""
    scopes = Scopes(page)
    for segment in segments:
        here = named.get(segment.ordinal, ())
        whole = gather(page, segment.span, here)
        scope = scopes.of(segment)
        scopes.enter(segment, whole)
        if segment.kind != "heading" and segment.field not in page.rules.skipped_fields:
            yield segment, here, whole, scope


def written(page: Page, segment: Segment, act: Act, right: Confidence) -> Action:
    """The act as a value of the tables."""
    period = act.periods[0].value if act.periods else None
    return Action(
        span=act.span,
        segment=segment.ordinal,
        title=title(act.span.of(page.text)),
        countries=tuple(Country(m.value, "partner", m) for m in act.partners),
        period=period,
        years=bounds(period) if period else None,
        mechanisms=tuple((m.value, m) for m in act.mechanisms),
        status=status(page, act),
        confidence=right.action,
        rules=act.rules,
        partner_confidence=right.partners,
        period_confidence=right.period,
        mechanism_confidence=right.mechanisms,
    )


def status(page: Page, act: Act) -> ActionStatus:
    """Planned and ongoing by their words; done where a dated or named act has neither."""
    for name, pattern in page.rules.status_patterns.items():
        if pattern.search(page.flat, act.span.start, act.span.end):
            return "planned" if name == "planned" else "ongoing"
    return "done" if act.periods or act.mechanisms else "unknown"


def title(quote: str) -> str:
    """The quote's first words, cut between words."""
    line = " ".join(quote.split())
    return line if len(line) <= TITLE_WIDTH else line[:TITLE_WIDTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"
