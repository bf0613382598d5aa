"""One paragraph, item or row before it is cut apart: what it says as a whole, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.actions.claims import Words
from pipeline.actions.evidence import Evidence, Page, dates_the_line, pointed
from pipeline.actions.scope import Scope, opening
from pipeline.types import Mention, Segment


@dataclass(frozen=True, slots=True)
class Line:
    """`body`: its evidence without `dated`, the date at its end; `head`: its opening "Chile:"; `scope`: what stands above."""

    page: Page
    segment: Segment
    words: Words
    body: Evidence
    head: Evidence | None
    dated: tuple[Mention, ...]
    scope: Scope


def line_of(page: Page, segment: Segment, mentions: Sequence[Mention], whole: Evidence, scope: Scope) -> Line:
    """`mentions`: those of the segment; `whole`: what they say."""
    dated = tuple(m for m in whole.periods if dates_the_line(page, m))
    body = replace(whole, partners=pointed(page, whole), periods=tuple(m for m in whole.periods if m not in dated))
    words = Words.of(page.flat, segment.span, mentions, page.party)
    return Line(page, segment, words, body, opening(page, whole), dated, scope)
