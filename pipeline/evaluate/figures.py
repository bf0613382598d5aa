"""The figures: counts of right, invented and missed values, each with the field, language and format it belongs to.

text, language, field: gold segments found, with the right language, under the right field. countries: set of countries a
segment. partner, period, mechanism: over matched actions, unmatched ones counted as errors. action: partners, period and
mechanisms all right. fact: (partner, period, mechanism) triples a report. partners_table: (name, entity type) rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.evaluate.gold import Gold, GoldAction, Passage
from pipeline.evaluate.match import Claim, best_segment, norm, pair, tokens

Outcome = Literal["tp", "fp", "fn"]
SHARES = ("text", "language", "field")
F1S = ("countries", "partner", "period", "mechanism", "action", "fact", "partners_table")


class Group(NamedTuple):
    """What a figure can be split by."""

    field: str
    language: str
    format: str


class SegmentRow(NamedTuple):
    """A row of the segments table with the countries mentioned in it."""

    text: str
    field: str
    language: str
    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the tables hold of one report."""

    media_type: str = ""
    segments: tuple[SegmentRow, ...] = ()
    claims: tuple[Claim, ...] = ()
    partners: frozenset[tuple[str, str | None]] = frozenset()
    party: str | None = None
    cycle: str | None = None


@dataclass(slots=True)
class Tally:
    """Counts of one report: (figure, outcome, group) -> n, the misses in words, and each action's verdict with its confidence."""

    counts: Counter[tuple[str, Outcome, Group]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    verdicts: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, figure: str, group: Group, **outcomes: int) -> None:
        """Count outcomes tp, fp, fn of one figure."""
        for outcome, n in outcomes.items():
            self.counts[(figure, outcome, group)] += n  # type: ignore[index]

    def sets(self, figure: str, group: Group, got: Collection[object], gold: Collection[object]) -> None:
        """Compare two sets."""
        a, b = set(got), set(gold)
        self.add(figure, group, tp=len(a & b), fn=len(b - a), fp=len(a - b))


def tally(gold: Gold, prediction: Prediction | None, entity_type: Callable[[str], str | None]) -> Tally:
    """Score one report; None for a report that the tables do not hold: everything is missed."""
    result = Tally()
    if prediction is None:
        result.misses.append(f"{gold.id}: no such report in the reports table")
        prediction = Prediction()
    score_segments(gold, prediction, result)
    score_actions(gold, prediction, result)
    score_partner_rows(gold, prediction, result, entity_type)
    return result


def score_segments(gold: Gold, prediction: Prediction, result: Tally) -> None:
    """text, language, field and countries."""
    folded = [norm(s.text) for s in prediction.segments]
    words = [tokens(f) for f in folded]
    for passage in gold.passages():
        group = Group(passage.field, passage.lang or "", prediction.media_type)
        at = best_segment(passage.text, folded, words)
        row = prediction.segments[at] if at is not None else None
        ok = row is not None
        result.add("text", group, tp=int(ok), fn=int(not ok))
        if row is None:
            result.misses.append(f"{gold.id}: segment not found: {passage.text[:70]}")
        share(result, "field", group, gold.id, passage, row and row.field, passage.field)
        if passage.lang:
            share(result, "language", group, gold.id, passage, row and row.language, passage.lang)
        if row is not None and passage.countries is not None:
            result.sets("countries", group, row.countries, passage.countries)
            if row.countries != set(passage.countries):
                result.misses.append(f"{gold.id}: countries {sorted(row.countries)} for {sorted(passage.countries)}: {passage.text[:60]}")


def share(result: Tally, figure: str, group: Group, report: str, passage: Passage, got: str | None, wanted: str) -> None:
    """One segment of a share figure."""
    result.add(figure, group, tp=int(got == wanted), fn=int(got != wanted))
    if got is not None and got != wanted:
        result.misses.append(f"{report}: {figure} {got} for {wanted}: {passage.text[:60]}")


def score_actions(gold: Gold, prediction: Prediction, result: Tally) -> None:
    """partner, period, mechanism, action and fact."""
    wanted = [(a, Group(p.field, p.lang or "", prediction.media_type)) for p in gold.passages() for a in p.actions]
    pairs, extra, missed = pair(prediction.claims, [a for a, _ in wanted])
    for i, j in pairs:
        score_pair(gold.id, prediction.claims[i], *wanted[j], result)
    for i in extra:
        claim = prediction.claims[i]
        group = group_of(claim, prediction)
        result.add("action", group, fp=1)
        result.add("partner", group, fp=len(claim.partners))
        result.add("period", group, fp=int(claim.period is not None))
        result.add("mechanism", group, fp=len(claim.mechanisms))
        result.verdicts.append((claim.confidence, False))
        result.misses.append(
            f"{gold.id}: no such action: {claim.quote[:70]!r} {sorted(claim.partners)} {claim.period} {sorted(claim.mechanisms)}"
        )
    for j in missed:
        action, group = wanted[j]
        if action.optional:
            continue
        result.add("action", group, fn=1)
        result.add("partner", group, fn=len(action.partner_sets[0]))
        result.add("period", group, fn=int(action.periods[0] is not None))
        result.add("mechanism", group, fn=len(action.groups))
        result.misses.append(f"{gold.id}: action missed: {(action.quote or '')[:80]!r} {action.partners} {action.period} {action.required}")
    score_facts(prediction, wanted, result)


def score_pair(report: str, claim: Claim, action: GoldAction, group: Group, result: Tally) -> None:
    """One matched action; an optional one is neither right nor wrong."""
    nearest = max(action.partner_sets, key=lambda s: len(s & claim.partners) - len(s ^ claim.partners))
    unmet = sum(not (g & claim.mechanisms) for g in action.groups)
    wrong = len(claim.mechanisms - action.accepted)
    right = claim.partners in action.partner_sets and claim.period in action.periods and not unmet and not wrong
    if action.optional:
        return
    result.verdicts.append((claim.confidence, right))
    result.sets("partner", group, claim.partners, nearest)
    period = {claim.period} - {None}
    result.sets("period", group, period, period if claim.period in action.periods else {action.periods[0]} - {None})
    result.add("mechanism", group, tp=len(action.groups) - unmet, fn=unmet, fp=wrong)
    result.add("action", group, tp=int(right), fp=int(not right), fn=int(not right))
    if not right:
        result.misses.append(
            f"{report}: action {(action.quote or '')[:60]!r}: got {sorted(claim.partners)} {claim.period} {sorted(claim.mechanisms)};"
            f" gold {sorted(nearest)} {action.periods[0]} {[sorted(g) for g in action.groups]}"
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
