"""Predictions against gold: precision, recall and F1 with bootstrap intervals, by field, language and format."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate.figures import F1S, SHARES, of_figure, tally
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.predictions import load_predictions
from pipeline.evaluate.tallies import Group, Tally
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.form_words import fold_words
from pipeline.knowledge.forms import load_forms

RESAMPLES = 1000
FORMATS = {
    "application/pdf": "pdf",
    "text/html": "html",
    "text/plain": "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
CROSSED = "language and format"
SPLITS: dict[str, Callable[[Group], str]] = {
    "language": lambda g: g.language or "-",
    "format": lambda g: format_of(g),
    CROSSED: lambda g: f"{g.language} {format_of(g)}" if g.language else "-",
    "field": lambda g: g.field or "-",
}


def format_of(group: Group) -> str:
    """pdf, html, docx, txt; "-" where the report is not in the tables."""
    return FORMATS.get(group.format, group.format or "-")


@dataclass(frozen=True, slots=True)
class Score:
    """One figure. For the share figures precision equals recall; `low`, `high`: 95 % bootstrap interval of `f1` over reports."""

    figure: str
    part: str
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures, whole and split; `tallies` hold the misses and each action's verdict."""

    scores: tuple[Score, ...]
    tallies: tuple[Tally, ...]

    @property
    def misses(self) -> list[str]:
        """Every error in words."""
        return [miss for one in self.tallies for miss in one.misses]

    def of(self, figure: str, part: str = "all") -> float:
        """One figure's F1 (or share)."""
        return next(s.f1 for s in self.scores if s.figure == figure and s.part == part)


def evaluate(gold: Path, processed: Path, models: Path = MODELS) -> Evaluation:
    """Score every gold file of a folder against the tables. Raises UsageError: no gold, no tables."""
    golds, predictions = load_gold(gold), load_predictions(processed)
    types = load_forms(models).entity_types
    tallies = [tally(g, predictions.get(g.id), lambda printed: types.get(fold_words(printed))) for g in golds]
    scores = [score for figure in (*SHARES, *F1S) for score in scores_of(tallies, figure)]
    return Evaluation(tuple(scores), tuple(tallies))


def scores_of(tallies: list[Tally], figure: str) -> list[Score]:
    """The figure over everything, then by each part that holds at least one gold value."""
    found = [score(tallies, figure, "all", lambda _: True)]
    for split, key in SPLITS.items():
        parts = sorted({key(g) for outcome, g, n in of_figure(tallies, figure) if outcome != "fp" and n})
        for part in parts:
            found.append(score(tallies, figure, f"{split}:{part}", lambda g, k=key, p=part: k(g) == p))  # type: ignore[misc]
    return [s for s in found if s.n or s.part == "all"]


def score(tallies: Sequence[Tally], figure: str, part: str, keep: Callable[[Group], bool]) -> Score:
    """One figure over one part."""
    rows = []
    for one in tallies:
        total: Counter[str] = Counter()
        for (name, outcome, group), n in one.counts.items():
            if name == figure and keep(group):
                total[outcome] += n
        rows.append((total["tp"], total["fp"], total["fn"]))
    tp, fp, fn = (sum(column) for column in zip(*rows, strict=True))
    low, high = interval(rows, figure)
    return Score(
        figure,
        part,
        precision=tp / (tp + fp) if tp + fp else 0.0,
        recall=tp / (tp + fn) if tp + fn else 0.0,
        f1=rate(tp, fp, fn, figure),
        low=low,
        high=high,
        n=tp + fn,
    )


def rate(tp: float, fp: float, fn: float, figure: str) -> float:
    """F1, or for the share figures the share."""
    if figure in SHARES:
        return tp / (tp + fn) if tp + fn else 1.0
    whole = 2 * tp + fp + fn
    return 2 * tp / whole if whole else 1.0


def interval(rows: Sequence[tuple[int, int, int]], figure: str) -> tuple[float, float]:
    """95 % percentile bootstrap over reports, seeded: the same tables give the same interval."""
    import numpy as np

    counts = np.asarray(rows)
    picks = np.random.default_rng(0).integers(0, len(rows), (RESAMPLES, len(rows)))
    values = [rate(float(tp), float(fp), float(fn), figure) for tp, fp, fn in counts[picks].sum(axis=1)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def calibration(tallies: Sequence[Tally], figure: str = "action", bins: int = 10) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error of a confidence, and (mean confidence, share right, count) a bin.

    `figure`: action, partner, period or mechanism.
    """
    grouped: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    verdicts = [(v.confidence, v.right) for one in tallies for v in one.verdicts if v.figure == figure]
    for confidence, right in verdicts:
        grouped[min(bins - 1, int(confidence * bins))].append((confidence, right))
    rows = []
    for _, members in sorted(grouped.items()):
        n = len(members)
        rows.append((sum(c for c, _ in members) / n, sum(r for _, r in members) / n, n))
    error = sum(abs(c - r) * n for c, r, n in rows) / max(1, len(verdicts))
    return error, rows
