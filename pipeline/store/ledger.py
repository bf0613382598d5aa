"""What the state database remembers from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from pipeline.store.database import Base, ResultRow, RunRow, SourceRow, transaction

SLICE = 500
"""Keys in one query: databases bound the number of parameters."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a file looked in an earlier run."""

    size: int
    mtime_ns: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a file looked in this run, and what became of it."""

    source: str
    sha256: str | None
    size: int
    mtime_ns: int
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class CycleRun:
    """One cycle of one run; the counts are files."""

    run_id: str
    cycle: str
    started: datetime
    finished: datetime
    release: str | None
    published: bool
    sources: int
    processed: int
    unchanged: int
    quarantined: int
    pipeline_version: str
    knowledge_version: str


class Ledger:
    """Reads and writes the ledger's tables; every write is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def seen(self) -> dict[str, Seen]:
        """Every file of earlier runs by its name."""
        rows = select(SourceRow.source, SourceRow.size, SourceRow.mtime_ns, SourceRow.sha256)
        with self.engine.connect() as connection:
            return {name: Seen(size, mtime_ns, sha256) for name, size, mtime_ns, sha256 in connection.execute(rows)}

    def extracted_at(self, keys: Iterable[str]) -> dict[str, datetime]:
        """When each of these results was first made; a key that is new is not in the answer."""
        with self.engine.connect() as connection:
            return first_times(connection, keys)

    def record(self, sources: Iterable[SourceState], results: Mapping[str, tuple[str, datetime]], runs: Iterable[CycleRun]) -> None:
        """Writes the outcome of a run. `results`: key -> (source, time); a time that is known stays."""
        cycles = list(runs)
        with transaction(self.engine) as connection:
            known = first_times(connection, results)
            new = [{"key": key, "source": name, "extracted_at": at} for key, (name, at) in results.items() if key not in known]
            add(connection, ResultRow, new)
            add(connection, RunRow, [asdict(run) for run in cycles])
            if cycles:
                self.record_sources(connection, list(sources), cycles[0])

    def record_sources(self, connection: Connection, sources: list[SourceState], run: CycleRun) -> None:
        """New files are added, known ones brought up to date."""
        old = present(connection, SourceRow.source, [state.source for state in sources])
        rows = [{**asdict(state), "last_run": run.run_id} for state in sources]
        add(connection, SourceRow, [row | {"first_seen": run.started} for row in rows if row["source"] not in old])
        changed = [{**row, "at": row["source"]} for row in rows if row["source"] in old]
        if changed:
            values: dict[str, Any] = {name: bindparam(name) for name in changed[0] if name not in ("source", "at")}
            connection.execute(update(SourceRow).where(SourceRow.source == bindparam("at")).values(values), changed)


def add(connection: Connection, table: type[Base], rows: list[dict[str, Any]]) -> None:
    """Inserts rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def sliced(keys: Iterable[str]) -> Iterator[list[str]]:
    """The keys in lists of at most SLICE."""
    every = list(keys)
    for at in range(0, len(every), SLICE):
        yield every[at : at + SLICE]


def first_times(connection: Connection, keys: Iterable[str]) -> dict[str, datetime]:
    """The times of the results that are known."""
    found: dict[str, datetime] = {}
    for some in sliced(keys):
        rows = connection.execute(select(ResultRow.key, ResultRow.extracted_at).where(ResultRow.key.in_(some)))
        found.update((key, at) for key, at in rows)
    return found


def present(connection: Connection, column: InstrumentedAttribute[str], values: Iterable[str]) -> set[str]:
    """Which of the values the column holds."""
    return {value for some in sliced(values) for value in connection.scalars(select(column).where(column.in_(some)))}
