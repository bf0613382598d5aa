"""The published tables of a `processed/` folder as predictions, a report each, found by the stem of its source file."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import UsageError
from pipeline.evaluate.figures import Prediction
from pipeline.evaluate.match import Claim, Source, Sure, norm
from pipeline.evaluate.tallies import SegmentRow
from pipeline.store import read_table, releases_of

BESIDE, HEADING, ABOVE = ", filled from beside", ", filled from a heading", ", filled from above"
COLUMNS = {
    "reports": ["report_id", "source", "media_type", "party", "cycle"],
    "segments": ["report_id", "segment_id", "text", "field", "language", "kind", "page", "start", "end"],
    "mentions": ["report_id", "segment_id", "mention_id", "kind", "value", "rule", "start", "end"],
    "actions": [
        "action_id",
        "report_id",
        "quote",
        "period",
        "year_start",
        "year_end",
        "field",
        "language",
        "page",
        "start",
        "end",
        "confidence",
        "partner_confidence",
        "period_confidence",
        "mechanism_confidence",
        "review",
    ],
    "action_countries": ["action_id", "country", "role", "mention_id"],
    "action_mechanisms": ["action_id", "mechanism", "mention_id"],
    "partners": ["report_id", "name", "entity_type"],
}
FIGURE = {"country": "partner", "year": "period", "mechanism": "mechanism"}
"""Which figure a kind of mention belongs to."""
UNPROVEN = {"partner": "place or pointer", "mechanism": "layer claims"}
"""What gave a value that no mention of the tables proves: a town, an institution or "the latter"; the words as a whole."""
Row = dict[str, Any]
Rows = list[Row]


def load_predictions(processed: Path) -> dict[str, Prediction]:
    """{stem of the source file: what the tables hold of it, but for actions that people rejected}. Raises UsageError: no tables there."""
    releases = tuple(releases_of(processed).cycles().values())
    tables = {name: read_table(releases, name, columns) for name, columns in COLUMNS.items()}
    tables["actions"] = [row for row in tables["actions"] if row["review"] != "rejected"]
    if not tables["reports"]:
        raise UsageError(
            f"no tables in {processed} (looked for published cycles); run `rapporteur run` first or name its --processed folder"
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


def grouped(rows: Rows, column: str) -> defaultdict[str, Rows]:
    """{value of the column: its rows}."""
    found: defaultdict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def place(row: Row) -> str:
    """ "page 3 [120:180]": where a segment or an action stands."""
    return (f"page {row['page']} " if row["page"] else "") + f"[{row['start']}:{row['end']}]"


def segments_of(tables: dict[str, Rows]) -> defaultdict[str, list[SegmentRow]]:
    """Segments a report, with everything named in each."""
    named = grouped(tables["mentions"], "segment_id")
    found: defaultdict[str, list[SegmentRow]] = defaultdict(list)
    for row in tables["segments"]:
        mentions = named[row["segment_id"]]
        countries = frozenset(m["value"] for m in mentions if m["kind"] == "country")
        sources = tuple(Source(FIGURE[m["kind"]], m["value"], m["rule"]) for m in mentions)
        found[row["report_id"]].append(SegmentRow(row["text"], row["field"], row["language"], countries, place(row), sources))
    return found


def claims_of(tables: dict[str, Rows]) -> defaultdict[str, list[Claim]]:
    """Actions a report."""
    partners = grouped([row for row in tables["action_countries"] if row["role"] == "partner"], "action_id")
    mechanisms = grouped(tables["action_mechanisms"], "action_id")
    origins = {report: Origins.of(segments, mentions) for report, segments, mentions in by_report(tables)}
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for row in tables["actions"]:
        years = (row["year_start"], row["year_end"])
        countries, codes, origin = partners[row["action_id"]], mechanisms[row["action_id"]], origins[row["report_id"]]
        found[row["report_id"]].append(
            Claim(
                quote=row["quote"],
                partners=frozenset(c["country"] for c in countries),
                period=None if years == (None, None) else years,
                mechanisms=frozenset(m["mechanism"] for m in codes),
                field=row["field"],
                language=row["language"],
                sure=Sure(row["confidence"], row["partner_confidence"], row["period_confidence"], row["mechanism_confidence"]),
                sources=(
                    *(Source("partner", c["country"], origin.proven(row, "partner", c["mention_id"])) for c in countries),
                    *([Source("period", row["period"], origin.dated(row))] if years != (None, None) else []),
                    *(Source("mechanism", m["mechanism"], origin.proven(row, "mechanism", m["mention_id"])) for m in codes),
                ),
                place=place(row),
                kind=origin.segment(row["start"])["kind"],
            )
        )
    return found


def by_report(tables: dict[str, Rows]) -> Iterator[tuple[str, Rows, Rows]]:
    """(report, its segments, its mentions)."""
    mentions = grouped(tables["mentions"], "report_id")
    for report, segments in grouped(tables["segments"], "report_id").items():
        yield report, segments, mentions[report]


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the values of one report's actions come from: the mention's rule, and where the mention stands."""

    segments: tuple[Row, ...]
    starts: tuple[int, ...]
    mentions: dict[str, Row]

    @classmethod
    def of(cls, segments: Rows, mentions: Rows) -> Origins:
        """Segments in the order of the text."""
        ordered = sorted(segments, key=lambda row: row["start"])
        return cls(tuple(ordered), tuple(row["start"] for row in ordered), {row["mention_id"]: row for row in mentions})

    def segment(self, offset: int) -> Row:
        """The segment in which an offset stands."""
        return self.segments[bisect_right(self.starts, offset) - 1]

    def proven(self, action: Row, figure: str, mention_id: str | None) -> str:
        """The rule of a value that a mention proves."""
        if mention_id is None:
            return UNPROVEN[figure]
        mention = self.mentions[mention_id]
        return str(mention["rule"]) + self.filled(action, mention)

    def dated(self, action: Row) -> str:
        """The rule of the nearest mention of the period, first in the act's own words, then in its segment, then before it."""
        same = [m for m in self.mentions.values() if m["kind"] == "year" and m["value"] == action["period"]]
        at = self.segment(action["start"])["segment_id"]
        before = [m for m in same if m["segment_id"] == at or m["end"] <= action["start"]]
        if not before:
            return "unknown"
        own = {"": 2, BESIDE: 1}
        best = max(before, key=lambda m: (own.get(self.filled(action, m), 0), m["start"]))
        return str(best["rule"]) + self.filled(action, best)

    def filled(self, action: Row, mention: Row) -> str:
        """Empty for the act's own words; else where the mention stands from which the gap was filled."""
        if action["start"] <= mention["start"] and mention["end"] <= action["end"]:
            return ""
        stands = self.segment(mention["start"])
        if stands["segment_id"] == self.segment(action["start"])["segment_id"]:
            return BESIDE
        return HEADING if stands["kind"] == "heading" else ABOVE


def partners_of(tables: dict[str, Rows]) -> defaultdict[str, set[tuple[str, str | None]]]:
    """Partner rows a report."""
    found: defaultdict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for row in tables["partners"]:
        found[row["report_id"]].add((norm(row["name"]), row["entity_type"]))
    return found
