"""The published tables of a `processed/` folder as predictions, a report each, found by the stem of its source file."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import UsageError
from pipeline.evaluate.figures import Prediction, SegmentRow
from pipeline.evaluate.match import Claim, norm

COLUMNS = {
    "reports": ["report_id", "source", "media_type", "party", "cycle"],
    "segments": ["report_id", "segment_id", "text", "field", "language"],
    "mentions": ["segment_id", "kind", "value"],
    "actions": ["action_id", "report_id", "quote", "year_start", "year_end", "field", "language", "confidence"],
    "action_countries": ["action_id", "country", "role"],
    "action_mechanisms": ["action_id", "mechanism"],
    "partners": ["report_id", "name", "entity_type"],
}
Rows = list[dict[str, Any]]


def load_predictions(processed: Path) -> dict[str, Prediction]:
    """{stem of the source file: what the tables hold of it}. Raises UsageError: no tables there."""
    tables = {name: read_table(processed, name, columns) for name, columns in COLUMNS.items()}
    if not tables["reports"]:
        raise UsageError(
            f"no tables in {processed} (looked for */reports.parquet); run `rapporteur run` first or name its --processed folder"
        )
    segments, claims, partners = segments_of(tables), claims_of(tables), partners_of(tables)
    return {
        PurePosixPath(row["source"]).stem: Prediction(
            media_type=row["media_type"] or "",
            segments=tuple(segments[row["report_id"]]),
            claims=tuple(claims[row["report_id"]]),
            partners=frozenset(partners[row["report_id"]]),
            party=row["party"],
            cycle=row["cycle"],
        )
        for row in tables["reports"]
    }


def read_table(processed: Path, name: str, columns: list[str]) -> Rows:
    """The rows of one table over all cycles."""
    import pyarrow.parquet as pq

    rows: Rows = []
    for path in sorted(processed.glob(f"*/{name}.parquet")):
        rows += pq.read_table(path, columns=columns).to_pylist()
    return rows


def segments_of(tables: dict[str, Rows]) -> defaultdict[str, list[SegmentRow]]:
    """Segments a report, with the countries mentioned in each."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["mentions"]:
        if row["kind"] == "country":
            named[row["segment_id"]].add(row["value"])
    found: defaultdict[str, list[SegmentRow]] = defaultdict(list)
    for row in tables["segments"]:
        countries = frozenset(named[row["segment_id"]])
        found[row["report_id"]].append(SegmentRow(row["text"], row["field"], row["language"], countries))
    return found


def claims_of(tables: dict[str, Rows]) -> defaultdict[str, list[Claim]]:
    """Actions a report."""
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["action_countries"]:
        if row["role"] == "partner":
            partners[row["action_id"]].add(row["country"])
    mechanisms: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["action_mechanisms"]:
        mechanisms[row["action_id"]].add(row["mechanism"])
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for row in tables["actions"]:
        years = (row["year_start"], row["year_end"])
        found[row["report_id"]].append(
            Claim(
                quote=row["quote"],
                partners=frozenset(partners[row["action_id"]]),
                period=None if years == (None, None) else years,
                mechanisms=frozenset(mechanisms[row["action_id"]]),
                field=row["field"],
                language=row["language"],
                confidence=row["confidence"],
            )
        )
    return found


def partners_of(tables: dict[str, Rows]) -> defaultdict[str, set[tuple[str, str | None]]]:
    """Partner rows a report."""
    found: defaultdict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for row in tables["partners"]:
        found[row["report_id"]].add((norm(row["name"]), row["entity_type"]))
    return found
