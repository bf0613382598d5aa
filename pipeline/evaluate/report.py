"""An evaluation as text for a terminal, as Markdown for the docs, and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from pipeline.evaluate import Evaluation, Score, calibration, evaluate
from pipeline.evaluate.figures import F1S, SHARES

HEAD = ("figure", "part", "P", "R", "F1", "95 %", "n")


def report(gold: Path, processed: Path, misses: bool = False) -> str:
    """The figures of one folder of gold as lines of text. Raises UsageError: no gold, no tables."""
    found = evaluate(gold, processed)
    lines = list(found.misses) if misses else []
    rows = [cells(score) for score in found.scores]
    widths = [max(len(row[k]) for row in (HEAD, *rows)) for k in range(len(HEAD))]
    lines += ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (HEAD, *rows)]
    lines.append(f"calibration error of the actions' confidence: {calibration(found.tallies)[0]:.3f}")
    return "\n".join(lines)


def report_json(gold: Path, processed: Path) -> str:
    """The same figures as one JSON object: {"scores": [...], "calibration": {...}, "misses": [...]}."""
    found = evaluate(gold, processed)
    error, bins = calibration(found.tallies)
    value = {
        "scores": [asdict(s) for s in found.scores],
        "calibration": {"error": error, "bins": [{"confidence": c, "right": r, "n": n} for c, r, n in bins]},
        "misses": found.misses,
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def cells(score: Score) -> tuple[str, ...]:
    """A score's cells; a share has no precision of its own."""
    figures = ("", "") if score.figure in SHARES else (f"{score.precision:.3f}", f"{score.recall:.3f}")
    return (score.figure, score.part, *figures, f"{score.f1:.3f}", f"{score.low:.3f}-{score.high:.3f}", str(score.n))


def markdown(found: Evaluation) -> str:
    """Figure x part as a Markdown table: the whole, then languages and formats."""
    parts = [p for p in dict.fromkeys(s.part for s in found.scores) if not p.startswith("field:") and not p.endswith(":-")]
    lines = ["| figure | " + " | ".join(p.split(":")[-1] for p in parts) + " |", "|---" * (len(parts) + 1) + "|"]
    by_key = {(s.figure, s.part): s for s in found.scores}
    for figure in (*SHARES, *F1S):
        row = [by_key.get((figure, part)) for part in parts]
        lines.append(f"| {figure} | " + " | ".join(f"{s.f1:.3f} ({s.low:.2f}-{s.high:.2f})" if s else "" for s in row) + " |")
    return "\n".join(lines)
