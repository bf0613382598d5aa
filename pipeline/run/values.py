"""What a run is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.store import Counts, Entry, RawFile, is_remote, sqlite_url
from pipeline.tables import Stamp


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for. Raises UsageError: the folders lie in each other, no worker, or no place for the state database.

    `raw` and `processed` may lie on object storage (`store.place`); the database then needs an address. `cycles`: these alone, all of
    them when empty. `db`: address of the state database, by default a SQLite file beside `raw`. `workers`: processes that read reports.
    `models`: another folder of knowledge.
    """

    raw: Path
    processed: Path
    cycles: tuple[str, ...] = ()
    db: str | None = None
    workers: int = 1
    models: Path | None = None

    def __post_init__(self) -> None:
        raw, processed = self.raw.resolve(), self.processed.resolve()
        if raw == processed or raw in processed.parents or processed in raw.parents:
            raise UsageError(f"{self.processed} and {self.raw} lie in each other; give two separate folders")
        if is_remote(self.raw) and not self.db:
            raise UsageError(f"{self.raw} has no folder beside it for the state database; say with --db where it is")
        if self.workers < 1:
            raise UsageError(f"--workers {self.workers}: at least one is needed")

    @property
    def database(self) -> str:
        """Address of the state database."""
        return self.db or sqlite_url(self.raw.resolve().parent / "rapporteur.sqlite")


@dataclass(frozen=True, slots=True)
class Input:
    """One file of a run. `key` names everything that its rows depend on; `stamp` goes into them.

    `review`: a fingerprint of what people said of it, empty for nothing.
    """

    file: RawFile
    sha256: str | None
    key: str
    stamp: Stamp
    review: str = ""


Batch = tuple[Input, ...]
"""Files for one task of a flow or one errand of a worker process."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file that was read; `reason` is None where it could be used."""

    source: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class CycleResult:
    """One cycle of a run.

    `folder`: where its tables are; `fresh`: a new release was written; `published`: readers see it; `release`: its run id.
    `conflicts`, `orphans`: what reviewers have to look at again, as in the manifest.
    """

    cycle: str
    folder: Path
    fresh: bool
    published: bool
    counts: Counts
    entries: tuple[Entry, ...]
    release: str
    conflicts: tuple[dict[str, Any], ...] = ()
    orphans: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `read`: how many files it had to read; the others were known.

    `gone`: reports that people corrected and that are not there any more, and how many of their corrections wait for them.
    """

    run_id: str
    read: int
    cycles: tuple[CycleResult, ...]
    gone: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether not one file could be processed: such a run is never a success."""
        return all(entry.status == "quarantined" for cycle in self.cycles for entry in cycle.entries)
