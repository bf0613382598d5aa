"""What the stages understood of one source file, and what became of a file they could not use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.types import Action, Document, Identity, Issue, Mention, Partner, Segment


@dataclass(frozen=True, slots=True)
class Report:
    """One report, read and understood. `source` is its path under raw/ with slashes: the key of every id."""

    source: str
    document: Document
    form: str
    identity: Identity
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...] = ()
    actions: tuple[Action, ...] = ()
    partners: tuple[Partner, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file set aside: `reason` is one word, `message` tells a person what to do. `sha256` is None where it cannot be opened."""

    source: str
    sha256: str | None
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where rows come from: `at` is the UTC time of the first extraction, whole seconds."""

    at: datetime
    pipeline_version: str
    knowledge_version: str
