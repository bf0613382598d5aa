"""One table row -> at most one act: the columns say which cell holds partner, period and mechanism."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.actions.claims import claims_of
from pipeline.actions.evidence import AT_THE_EDGE, Evidence, Page, distinct, strong
from pipeline.actions.judging import NOTHING_BEFORE, act_probability, chosen, mechanisms_of, verdicts
from pipeline.actions.lines import line_of
from pipeline.actions.prose import Act
from pipeline.actions.scope import Scope
from pipeline.knowledge.base import flat
from pipeline.types import Mention, Segment


def read(page: Page, segment: Segment, mentions: Sequence[Mention], whole: Evidence, scope: Scope, above: Sequence[Mention]) -> Act | None:
    """The row's act. `mentions`: those of the segment; `whole`: what they say.

    `above`: partners of the row before, for a cell that the table leaves empty to mean "the same".
    """
    cells = {kind: cell for column, cell in columns(segment, whole) if (kind := page.rules.column_kinds.get(flat(column).strip(" :*")))}
    partners, rules = row_partners(cells, whole), ["row"]
    if not partners and "country" in cells and not cells["country"].span.of(page.text).strip() and above:
        partners, rules = distinct(above), ["row", "cell-above"]
    if not partners and scope.partners:
        partners, rules = scope.partners, ["row", scope.rule]
    periods = row_periods(cells, whole) or scope.periods[:1]
    if not partners:
        return None
    line = line_of(page, segment, mentions, whole, scope)
    (said,) = verdicts([(claims, [segment.span]) for claims in claims_of([line.words], page.claims, page.rules.links)])
    named = row_mechanisms(cells, whole)
    if not (periods or strong(named)) and said.whole.nothing > 0.5:
        return None
    told = mechanisms_of(line, replace(whole, mechanisms=named), said, scope.mechanisms[:1], NOTHING_BEFORE)
    likely = act_probability(line, whole, said, ())
    return Act(segment.span, partners, periods, told.mechanisms, tuple(rules), whole, said, likely, told.first, told.rival)


def columns(segment: Segment, whole: Evidence) -> list[tuple[str, Evidence]]:
    """Each cell's evidence with its column's heading."""
    names = segment.columns or ("",) * len(segment.cells)
    return [(name, whole.within(cell)) for name, cell in zip(names, segment.cells, strict=False)]


def row_partners(cells: dict[str, Evidence], whole: Evidence) -> tuple[Mention, ...]:
    """The country column decides; without one, every country of the row."""
    named = cells["country"].partners if "country" in cells else ()
    return distinct(named or whole.partners)


def row_periods(cells: dict[str, Evidence], whole: Evidence) -> tuple[Mention, ...]:
    """The period column decides; else a cell that holds nothing but a year; else the row's first."""
    named = cells["period"].periods if "period" in cells else ()
    alone = tuple(m for m in whole.periods if m.rule in AT_THE_EDGE)
    ranked = named or alone or tuple(m for m in whole.periods if m.rule == "term") or tuple(m for m in whole.periods if m.rule != "name")
    return ranked[:1]


def row_mechanisms(cells: dict[str, Evidence], whole: Evidence) -> tuple[Mention, ...]:
    """The type column first, then what the other cells claim."""
    named = cells["mechanism"].mechanisms if "mechanism" in cells else ()
    return chosen(named) if strong(named) else chosen((*named, *whole.mechanisms))
