"""From cached rows to a release: join, check, write."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from pipeline.store import MANIFEST, Counts, Entry, Manifest
from pipeline.tables import SCHEMA_VERSION, Stamp, Table
from pipeline.tables.packing import unpack

Files = dict[str, tuple[int, str]]
"""File name -> (bytes, SHA-256)."""


@dataclass
class Assembly:
    """A release in the making. `keys`: source -> key; `known`: the sources whose rows an earlier run made."""

    cycle: str
    run_id: str
    started: datetime
    stamp: Stamp
    keys: dict[str, str]
    known: frozenset[str]
    reports: list[dict[str, Any]] = field(default_factory=list)
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)
    amounts: dict[str, Counter[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def files(self, packed: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
        """Every table as Parquet and CSV, each checked before it is given away. Raises TableError."""
        from pipeline.tables.check import Checker
        from pipeline.tables.export import to_csv, to_parquet

        checker = Checker()
        for table, rows in unpack(packed):
            checker.add(table, rows)
            self.note(table, rows)
            yield f"{table.name}.parquet", to_parquet(rows)
            yield f"{table.name}.csv", to_csv(rows)

    def note(self, table: Table, rows: pa.Table) -> None:
        """Keeps what the manifest tells of a table."""
        self.rows[table.name] = rows.num_rows
        if table.name == "reports":
            self.reports = rows.to_pylist()
        elif table.name in ("segments", "actions"):
            self.amounts[table.name] = Counter(rows.column("report_id").to_pylist())
        elif table.name == "quarantine":
            self.reasons = {row["source"]: (row["reason"], row["message"]) for row in rows.to_pylist()}

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
        )

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
        )


def counts(entries: Iterable[Entry], known: frozenset[str]) -> Counts:
    """How many sources were quarantined, known from an earlier run, or processed in this one."""
    kinds = Counter("quarantined" if e.status == "quarantined" else "unchanged" if e.source in known else "processed" for e in entries)
    return Counts(kinds.total(), kinds["processed"], kinds["unchanged"], kinds["quarantined"])
