"""An evaluation as text for a terminal, as Markdown for the docs, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.evaluate import CROSSED, Evaluation, Score, calibration, evaluate
from pipeline.evaluate.figures import F1S, SHARES
from pipeline.evaluate.match import Sure
from pipeline.evaluate.tallies import Tally

HEAD = ("figure", "part", "P", "R", "F1", "95 %", "n")
BLAME_HEAD = ("figure", "rule", "right", "wrong", "share")
SWAP_HEAD = ("gold", "read as", "n")
MOST = 15  # lines of the table of confused codes
Table = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to tell besides the figures: every error, which rule was how often right, the figures of each field."""

    misses: bool = False
    confusion: bool = False
    fields: bool = False


def report(gold: Path, processed: Path, wanted: Wanted = Wanted()) -> str:
    """The figures of one folder of gold as lines of text. Raises UsageError: no gold, no tables."""
    found = evaluate(gold, processed)
    lines = list(found.misses) if wanted.misses else []
    if wanted.confusion:
        lines += [*aligned([BLAME_HEAD, *blame_rows(found.tallies)]), ""]
        lines += [*aligned([SWAP_HEAD, *swap_rows(found.tallies)]), ""]
    lines += aligned([HEAD, *(cells(score) for score in found.scores if wanted.fields or not score.part.startswith("field:"))])
    lines += [f"calibration error of {figure} confidence: {calibration(found.tallies, figure)[0]:.3f}" for figure in Sure._fields]
    return "\n".join(lines)


def report_json(gold: Path, processed: Path) -> str:
    """The same as one JSON object: {"scores": [...], "calibration": {...}, "confusion": [...], "codes": [...], "misses": [...]}."""
    found = evaluate(gold, processed)
    error, bins = calibration(found.tallies)
    value = {
        "scores": [asdict(s) for s in found.scores],
        "calibration": {
            "error": error,
            "bins": [{"confidence": c, "right": r, "n": n} for c, r, n in bins],
            "errors": {figure: calibration(found.tallies, figure)[0] for figure in Sure._fields},
        },
        "confusion": [
            {"figure": figure, "rule": rule, "right": right, "wrong": wrong} for figure, rule, right, wrong in blamed(found.tallies)
        ],
        "codes": [{"gold": gold_code, "read": code, "n": n} for gold_code, code, n in swapped(found.tallies)],
        "misses": found.misses,
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines with columns under one another."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def cells(score: Score) -> tuple[str, ...]:
    """A score's cells; a share has no precision of its own."""
    figures = ("", "") if score.figure in SHARES else (f"{score.precision:.3f}", f"{score.recall:.3f}")
    return (score.figure, score.part, *figures, f"{score.f1:.3f}", f"{score.low:.3f}-{score.high:.3f}", str(score.n))


def blamed(tallies: Sequence[Tally]) -> list[tuple[str, str, int, int]]:
    """(figure, rule, right, wrong), in each figure the rule with most errors first."""
    total: Counter[tuple[str, str, bool]] = Counter()
    for one in tallies:
        total.update(one.blamed)
    rows = [(figure, rule, total[figure, rule, True], total[figure, rule, False]) for figure, rule in {key[:2] for key in total}]
    order = Sure._fields.index
    return sorted((row for row in rows if row[2] or row[3]), key=lambda row: (order(row[0]), -row[3], -row[2], row[1]))


def blame_rows(tallies: Sequence[Tally]) -> Table:
    """The same as cells; `share`: of the values that the rule gave, how many are right."""
    return [(figure, rule, str(right), str(wrong), f"{right / (right + wrong):.3f}") for figure, rule, right, wrong in blamed(tallies)]


def swapped(tallies: Sequence[Tally]) -> list[tuple[str, str, int]]:
    """(gold code, code read in its place, n), the most frequent first; "-" for none."""
    total: Counter[tuple[str, str]] = Counter()
    for one in tallies:
        total.update(one.swaps)
    return sorted(((gold, read, n) for (gold, read), n in total.items()), key=lambda row: (-row[2], row[:2]))


def swap_rows(tallies: Sequence[Tally]) -> Table:
    """The most frequent confusions of codes as cells."""
    return [(gold, read, str(n)) for gold, read, n in swapped(tallies)[:MOST]]


def markdown(found: Evaluation, *, crossed: bool = False) -> str:
    """Figure x part as a Markdown table: the whole, then languages and formats; `crossed`: each language in each format."""
    parts = [p for p in dict.fromkeys(s.part for s in found.scores) if shown(p, crossed=crossed)]
    by_key = {(s.figure, s.part): s for s in found.scores}
    rows = []
    for figure in (*SHARES, *F1S):
        row = [by_key.get((figure, part)) for part in parts]
        if any(row):
            rows.append((figure, *(f"{s.f1:.3f} ({s.low:.2f}-{s.high:.2f})" if s else "" for s in row)))
    return markdown_table([("figure", *(p.split(":")[-1] for p in parts)), *rows])


def shown(part: str, *, crossed: bool) -> bool:
    """Whether a table of this kind shows the part."""
    split, _, value = part.partition(":")
    return value != "-" and (split == CROSSED if crossed else split in ("all", "language", "format"))


def markdown_table(rows: Sequence[tuple[str, ...]]) -> str:
    """The first row is the head."""
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|---" * len(rows[0]) + "|", *body])
