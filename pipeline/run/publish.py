"""From cached rows to a release: join, check, write."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipeline.store import MANIFEST, Counts, Draft, Entry, Files, Manifest
from pipeline.tables import SCHEMA_VERSION, TABLES, Stamp

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.corrections import Merged

SHOWN = ["report_id", "source", "sha256", "status", "party", "cycle", "share_en", "share_fr"]
"""Columns of the reports table that the manifest repeats."""


@dataclass
class Assembly:
    """A release in the making. `keys`: source -> key; `known`: the sources whose rows an earlier run made.

    `reviews`: source -> fingerprint of its corrections; `merged`: what became of them; `times`: source -> when its rows were made.
    """

    cycle: str
    run_id: str
    started: datetime
    stamp: Stamp
    keys: dict[str, str]
    known: frozenset[str]
    reviews: dict[str, str] = field(default_factory=dict)
    merged: dict[str, Merged] = field(default_factory=dict)
    reports: list[dict[str, Any]] = field(default_factory=list)
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)
    amounts: dict[str, Counter[str]] = field(default_factory=lambda: {"segments": Counter(), "actions": Counter()})
    rows: dict[str, int] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)

    def fill(self, draft: Draft, packed: Iterable[bytes]) -> None:
        """Writes every table as Parquet and CSV, each row checked before. Raises TableError."""
        from pipeline.tables.check import check
        from pipeline.tables.export import TableWriter
        from pipeline.tables.packing import unpack

        batches = 0
        writers = {t.name: TableWriter(t.arrow, draft.open(f"{t.name}.parquet"), draft.open(f"{t.name}.csv")) for t in TABLES}
        for batch in unpack(packed):
            check(batch.items())
            for name, rows in batch.items():
                self.note(name, rows)
                writers[name].add(rows)
            batches += 1
        for writer in writers.values():
            writer.close()
        if batches > 1:
            from pipeline.tables.large import twice

            twice(draft.folder)

    def note(self, name: str, rows: pa.Table) -> None:
        """Keeps what the manifest tells of a table."""
        from pipeline.tables.columns import times

        self.rows[name] = self.rows.get(name, 0) + rows.num_rows
        if name == "reports":
            self.reports += rows.select(SHOWN).to_pylist()
            self.times |= dict(zip(rows.column("source").to_pylist(), times(rows.column("extracted_at")), strict=True))
        elif name in self.amounts:
            self.amounts[name].update(rows.column("report_id").to_pylist())
        elif name == "quarantine":
            told = [rows.column(column).to_pylist() for column in ("source", "reason", "message")]
            self.reasons |= {source: (reason, message) for source, reason, message in zip(*told, strict=True)}

    def describe(self, files: Files) -> dict[str, bytes]:
        """Manifest and data package of the files."""
        from pipeline.tables.export import data_package

        package = json.dumps(data_package(self.cycle, files), ensure_ascii=False, indent=1)
        return {"datapackage.json": package.encode() + b"\n", MANIFEST: self.manifest(files).to_json()}

    def manifest(self, files: Files) -> Manifest:
        """What the release was made from and what it holds."""
        return Manifest(
            schema_version=SCHEMA_VERSION,
            run_id=self.run_id,
            cycle=self.cycle,
            started=self.started.isoformat(),
            pipeline_version=self.stamp.pipeline_version,
            knowledge_version=self.stamp.knowledge_version,
            counts=counts(self.entries, self.known),
            rows=self.rows,
            files=files,
            inputs=self.entries,
            conflicts=self.told[0],
            orphans=self.told[1],
        )

    @property
    def told(self) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
        """Conflicts and orphans."""
        if not self.merged:
            return (), ()
        from pipeline.run.review import told

        return told(self.merged)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """One line a source, sorted by name."""
        return tuple(self.entry(report) for report in self.reports)

    def entry(self, report: dict[str, Any]) -> Entry:
        """The line of one source."""
        source = report["source"]
        reason, message = self.reasons.get(source, (None, None))
        return Entry(
            source=source,
            sha256=report["sha256"],
            key=self.keys[source],
            status=report["status"],
            reason=reason,
            message=message,
            party=report["party"],
            cycle=report["cycle"],
            share_en=report["share_en"],
            share_fr=report["share_fr"],
            segments=self.amounts["segments"][report["report_id"]],
            actions=self.amounts["actions"][report["report_id"]],
            review=self.reviews.get(source, ""),
        )


def counts(entries: Iterable[Entry], known: frozenset[str]) -> Counts:
    """How many sources were quarantined, known from an earlier run, or processed in this one."""
    kinds = Counter("quarantined" if e.status == "quarantined" else "unchanged" if e.source in known else "processed" for e in entries)
    return Counts(kinds.total(), kinds["processed"], kinds["unchanged"], kinds["quarantined"])
