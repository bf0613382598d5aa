"""The figures: counts of right, invented and missed values, each with the field, language and format it belongs to.

text, language, field: gold segments found, with the right language, under the right field. countries: set of countries a
segment. partner, period, mechanism: over matched actions, unmatched ones counted as errors. action: partners, period and
mechanisms all right. fact: (partner, period, mechanism) triples a report. partners_table: (name, entity type) rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.evaluate.blame import address, blame, blame_invented, blame_missed, country_faults, invented, nearest_partners
from pipeline.evaluate.gold import Gold, GoldAction, Passage
from pipeline.evaluate.match import NOTHING_RIGHT, Claim, best_segment, norm, pair, rights, tokens
from pipeline.evaluate.tallies import Group, Outcome, SegmentRow, Tally

SHARES = ("text", "language", "field")
F1S = ("countries", "partner", "period", "mechanism", "action", "fact", "partners_table")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the tables hold of one report."""

    media_type: str = ""
    segments: tuple[SegmentRow, ...] = ()
    claims: tuple[Claim, ...] = ()
    partners: frozenset[tuple[str, str | None]] = frozenset()
    party: str | None = None
    cycle: str | None = None


def tally(gold: Gold, prediction: Prediction | None, entity_type: Callable[[str], str | None]) -> Tally:
    """Score one report; None for a report that the tables do not hold: everything is missed."""
    result = Tally()
    if prediction is None:
        result.misses.append(f"{gold.id}: no such report in the reports table")
        prediction = Prediction()
    score_actions(gold, prediction, score_segments(gold, prediction, result), result)
    score_partner_rows(gold, prediction, result, entity_type)
    return result


def score_segments(gold: Gold, prediction: Prediction, result: Tally) -> list[SegmentRow | None]:
    """text, language, field and countries; returns the segment of each passage."""
    folded = [norm(s.text) for s in prediction.segments]
    words = [tokens(f) for f in folded]
    found = []
    for passage in gold.passages():
        group = Group(passage.field, passage.lang or "", prediction.media_type)
        at = best_segment(passage.text, folded, words)
        row = prediction.segments[at] if at is not None else None
        ok = row is not None
        found.append(row)
        result.add("text", group, tp=int(ok), fn=int(not ok))
        if row is None:
            result.misses.append(f"{address(gold.id, passage.field, None)}: segment not found: {passage.text[:70]}")
        share(result, "field", group, address(gold.id, passage.field, row), passage, row and row.field, passage.field)
        if passage.lang:
            share(result, "language", group, address(gold.id, passage.field, row), passage, row and row.language, passage.lang)
        if row is not None and passage.countries is not None:
            result.sets("countries", group, row.countries, passage.countries)
            if row.countries != set(passage.countries):
                result.misses.append(
                    f"{address(gold.id, passage.field, row)}: countries {sorted(row.countries)} for {sorted(passage.countries)}:"
                    f" {passage.text[:60]} [{'; '.join(country_faults(row, passage.countries))}]"
                )
    return found


def share(result: Tally, figure: str, group: Group, where: str, passage: Passage, got: str | None, wanted: str) -> None:
    """One segment of a share figure."""
    result.add(figure, group, tp=int(got == wanted), fn=int(got != wanted))
    if got is not None and got != wanted:
        result.misses.append(f"{where}: {figure} {got} for {wanted}: {passage.text[:60]}")


def score_actions(gold: Gold, prediction: Prediction, found: Sequence[SegmentRow | None], result: Tally) -> None:
    """partner, period, mechanism, action and fact. `found`: the segment of each passage."""
    wanted = [(a, Group(p.field, p.lang or "", prediction.media_type)) for p in gold.passages() for a in p.actions]
    rows = [row for passage, row in zip(gold.passages(), found, strict=True) for _ in passage.actions]
    pairs, extra, missed = pair(prediction.claims, [a for a, _ in wanted])
    for i, j in pairs:
        score_pair(gold.id, prediction.claims[i], *wanted[j], rows[j], result)
    for i in extra:
        claim = prediction.claims[i]
        group = group_of(claim, prediction)
        result.add("action", group, fp=1)
        result.add("partner", group, fp=len(claim.partners))
        result.add("period", group, fp=int(claim.period is not None))
        result.add("mechanism", group, fp=len(claim.mechanisms))
        result.judge(claim, NOTHING_RIGHT)
        blame_invented(claim, result)
        result.misses.append(
            f"{address(gold.id, claim.field, claim)}: no such action: {claim.quote[:70]!r}"
            f" {sorted(claim.partners)} {claim.period} {sorted(claim.mechanisms)} [{invented(claim)}]"
        )
    for j in missed:
        action, group = wanted[j]
        if action.optional:
            continue
        result.add("action", group, fn=1)
        result.add("partner", group, fn=len(action.partner_sets[0]))
        result.add("period", group, fn=int(action.periods[0] is not None))
        result.add("mechanism", group, fn=len(action.groups))
        blame_missed(action, result)
        result.misses.append(
            f"{address(gold.id, group.field, rows[j])}: action missed: {(action.quote or '')[:80]!r}"
            f" {action.partners} {action.period} {action.required}"
        )
    score_facts(prediction, wanted, result)


def score_pair(report: str, claim: Claim, action: GoldAction, group: Group, row: SegmentRow | None, result: Tally) -> None:
    """One matched action; an optional one is neither right nor wrong."""
    if action.optional:
        return
    nearest = nearest_partners(claim, action)
    unmet = sum(not (g & claim.mechanisms) for g in action.groups)
    right = rights(claim, action)
    result.judge(claim, right)
    result.sets("partner", group, claim.partners, nearest)
    period = {claim.period} - {None}
    result.sets("period", group, period, period if right.period else {action.periods[0]} - {None})
    result.add("mechanism", group, tp=len(action.groups) - unmet, fn=unmet, fp=len(claim.mechanisms - action.accepted))
    result.add("action", group, tp=int(right.action), fp=int(not right.action), fn=int(not right.action))
    faults = blame(claim, action, row, result)
    if not right.action:
        result.misses.append(
            f"{address(report, group.field, claim)}: action {(action.quote or '')[:60]!r}:"
            f" got {sorted(claim.partners)} {claim.period} {sorted(claim.mechanisms)};"
            f" gold {sorted(nearest)} {action.periods[0]} {[sorted(g) for g in action.groups]} [{'; '.join(faults)}]"
        )


def score_facts(prediction: Prediction, wanted: list[tuple[GoldAction, Group]], result: Tally) -> None:
    """Triples of a whole report, whatever action they stand in."""
    facts: dict[tuple[str | None, tuple[int | None, ...] | None, str | None], Group] = {}
    for claim in prediction.claims:
        for country in claim.partners or {None}:
            for mechanism in claim.mechanisms or {None}:
                facts.setdefault((country, claim.period, mechanism), group_of(claim, prediction))
    for action, group in wanted:
        if action.optional:
            continue
        for country in action.partner_sets[0] or {None}:
            for codes in action.groups or (None,):
                hit = any(f[0] == country and f[1] in action.periods and (codes is None or f[2] in codes) for f in facts)
                result.add("fact", group, tp=int(hit), fn=int(not hit))
    for fact, group in facts.items():
        result.add("fact", group, fp=int(not any(accepts(action, *fact) for action, _ in wanted)))


def accepts(action: GoldAction, country: str | None, period: tuple[int | None, ...] | None, mechanism: str | None) -> bool:
    """Whether the triple is part of the action under any of its alternatives."""
    countries: Collection[str | None] = frozenset().union(*action.partner_sets) or {None}
    fits = mechanism in action.accepted or (mechanism is None and not action.groups) or action.optional
    return country in countries and period in action.periods and fits


def score_partner_rows(gold: Gold, prediction: Prediction, result: Tally, entity_type: Callable[[str], str | None]) -> None:
    """Rows of the partner table: name and entity type."""
    wanted = {(norm(name), entity_type(kind) if kind else None) for name, kind in gold.partner_rows()}
    result.sets("partners_table", Group("partners", "", prediction.media_type), prediction.partners, wanted)
    result.misses += [f"{gold.id}: partner row missed: {row}" for row in sorted(wanted - prediction.partners, key=str)]


def group_of(claim: Claim, prediction: Prediction) -> Group:
    """The group of an action that has no gold."""
    return Group(claim.field, claim.language, prediction.media_type)


def of_figure(tallies: list[Tally], figure: str) -> Iterator[tuple[Outcome, Group, int]]:
    """The counts of one figure over reports."""
    for one in tallies:
        for (name, outcome, group), n in one.counts.items():
            if name == figure:
                yield outcome, group, n
