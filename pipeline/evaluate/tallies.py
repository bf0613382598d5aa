"""What is counted: outcomes by figure and group, confidences beside what was right, and which rule gave each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.evaluate.match import Claim, Rights, Source

Outcome = Literal["tp", "fp", "fn"]


class Group(NamedTuple):
    """What a figure can be split by."""

    field: str
    language: str
    format: str


class SegmentRow(NamedTuple):
    """A row of the segments table with the countries mentioned in it.

    `place`: where it stands; `mentions`: everything named in it, by the rule that found it.
    """

    text: str
    field: str
    language: str
    countries: frozenset[str]
    place: str = ""
    mentions: tuple[Source, ...] = ()


class Verdict(NamedTuple):
    """One confidence and whether what it speaks of was right; `figure`: action, partner, period or mechanism."""

    figure: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Tally:
    """Counts of one report: (figure, outcome, group) -> n, the misses in words, and verdicts on confidences.

    `blamed`: (figure, rule, right) -> n; `swaps`: (gold code, read code) -> n, "-" for none.
    """

    counts: Counter[tuple[str, Outcome, Group]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    blamed: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    swaps: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, figure: str, group: Group, **outcomes: int) -> None:
        """Count outcomes tp, fp, fn of one figure."""
        for outcome, n in outcomes.items():
            self.counts[(figure, outcome, group)] += n  # type: ignore[index]

    def sets(self, figure: str, group: Group, got: Collection[object], gold: Collection[object]) -> None:
        """Compare two sets."""
        a, b = set(got), set(gold)
        self.add(figure, group, tp=len(a & b), fn=len(b - a), fp=len(a - b))

    def judge(self, claim: Claim, right: Rights) -> None:
        """Keep each confidence beside what was right."""
        for figure, sure, good in zip(claim.sure._fields, claim.sure, right, strict=True):
            if sure is not None:
                self.verdicts.append(Verdict(figure, sure, good))
