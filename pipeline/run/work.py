"""From files to cached rows: what a worker does, and the key under which it keeps the rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__
from pipeline.errors import DocumentError, StoreError
from pipeline.knowledge import Knowledge, check, load
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.kept import remembered
from pipeline.memory import collect_rarely
from pipeline.run.chain import Source, process
from pipeline.run.values import Batch, Input, Outcome
from pipeline.store import Results
from pipeline.tables import SCHEMA_VERSION, Quarantined
from pipeline.tables.rows import Rows, rows_of, rows_of_quarantined

LIBRARIES = ("langdetect", "lxml", "pdfplumber", "pypdfium2", "python-docx", "spacy")
"""Other versions of these may read the same file differently."""

ELSEWHERE = ("cli", "store", "web", "review", "evaluate", "compare", "corrections", "memory")
"""Parts of the program that no row depends on."""


@cache
def pipeline_version() -> str:
    """The version with a fingerprint of the code and libraries that rows depend on: "0.1.0+1f3a2b4c5d6e"."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        if relative.parts[0].removesuffix(".py") not in ELSEWHERE:
            digest.update(relative.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"


def versions(models: Path | None) -> tuple[str, str]:
    """Those of the code and of the knowledge."""
    return pipeline_version(), load(models).version


def result_key(name: str, sha256: str | None, knowledge_version: str) -> str:
    """One name for everything that the rows of a file depend on."""
    parts = (name, sha256 or "unreadable", pipeline_version(), knowledge_version, str(SCHEMA_VERSION))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def knowledge_of(models: Path | None) -> Knowledge:
    """The knowledge, read and checked once a process and version. Raises KnowledgeError."""
    collect_rarely()
    return known(models or MODELS)


@remembered
def known(models: Path) -> Knowledge:
    """Raises KnowledgeError."""
    knowledge = load(models)
    check(knowledge)
    return knowledge


@dataclass(frozen=True, slots=True)
class Errand:
    """What a process elsewhere needs to read batches."""

    results: Results
    models: Path | None

    def extract(self, batch: Batch) -> tuple[Outcome, ...]:
        """Reads a batch there; its rows are kept at once."""
        return extract(batch, self.results, self.models)


def extract(batch: Batch, results: Results, models: Path | None) -> tuple[Outcome, ...]:
    """Reads each file and keeps its rows. Raises StoreError: a file changed meanwhile; any other error names its file in a note."""
    knowledge = knowledge_of(models)
    return tuple(extract_one(one, results, knowledge) for one in batch)


def extract_one(one: Input, results: Results, knowledge: Knowledge) -> Outcome:
    """Reads one file and keeps its rows; a file that cannot be used leaves its reason."""
    with named(one.file.name):
        try:
            report = process(Source(one.file.name, data_of(one)), knowledge, results)
        except DocumentError as error:
            return set_aside(one, results, error.reason, error.detail.removeprefix(f"{one.file.name}: "))
        keep(one, results, rows_of(report, one.stamp))
        return Outcome(one.file.name, None)


def set_aside(one: Input, results: Results, reason: str, message: str) -> Outcome:
    """Keeps why a file cannot be used."""
    quarantined = Quarantined(one.file.name, one.sha256, reason, message)
    keep(one, results, rows_of_quarantined(quarantined, one.stamp))
    return Outcome(one.file.name, reason)


def keep(one: Input, results: Results, rows: Rows) -> None:
    """Keeps the rows of a file."""
    from pipeline.tables.packing import pack

    results.put(one.key, pack(rows))


def data_of(one: Input) -> bytes:
    """The bytes that were hashed. Raises DocumentError: unreadable; StoreError: they are others by now."""
    try:
        data = one.file.path.read_bytes()
    except OSError as error:
        raise DocumentError(
            "unreadable", f"the file cannot be opened ({error.strerror or error}); check its rights and put it there again"
        ) from error
    if hashlib.sha256(data).hexdigest() != one.sha256:
        raise StoreError(f"{one.file.name} changed while the run was reading it; run again when it has been copied in full")
    return data


@contextmanager
def named(source: str) -> Iterator[None]:
    """Whatever goes wrong inside says with which file."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"while reading {source}")
        raise
