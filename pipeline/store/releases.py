"""Releases: immutable folders of tables, and the link that says which one is published."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

import msgspec

from pipeline.errors import StoreError
from pipeline.store.disk import save, writing
from pipeline.store.places import is_remote

KEEP = 5
"""Releases of a cycle that stay on disk."""

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One source file of a release. `status`: ok, needs_review or quarantined; `reason` and `message` for the last alone.

    `review`: a fingerprint of the corrections that its rows carry, empty for none.
    """

    source: str
    sha256: str | None
    key: str
    status: str
    reason: str | None
    message: str | None
    party: str | None
    cycle: str | None
    share_en: float
    share_fr: float
    segments: int
    actions: int
    review: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Files of a release: sources = processed + unchanged + quarantined."""

    sources: int
    processed: int
    unchanged: int
    quarantined: int

    def __post_init__(self) -> None:
        if self.sources != self.processed + self.unchanged + self.quarantined:
            raise StoreError(f"the run does not reconcile: {self}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release was made from and what it holds. `files`: name -> (bytes, SHA-256); `rows`: table -> number of rows.

    `conflicts`: fields that people set and whose machine value has moved since; `orphans`: corrected actions that are found no more.
    """

    schema_version: int
    run_id: str
    cycle: str
    started: str
    pipeline_version: str
    knowledge_version: str
    counts: Counts
    rows: dict[str, int]
    files: dict[str, tuple[int, str]]
    inputs: tuple[Entry, ...]
    conflicts: tuple[dict[str, Any], ...] = ()
    orphans: tuple[dict[str, Any], ...] = ()

    def to_json(self) -> bytes:
        """Indented, for people too."""
        files = {name: {"bytes": size, "sha256": sha256} for name, (size, sha256) in self.files.items()}
        content = {field.name: getattr(self, field.name) for field in fields(self)} | {"files": files}
        return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """Raises ValueError, KeyError or TypeError: not a manifest of this version."""
        content: dict[str, Any] = json.loads(data)
        content["counts"] = Counts(**content["counts"])
        content["files"] = {name: (int(file["bytes"]), str(file["sha256"])) for name, file in content["files"].items()}
        content["inputs"] = tuple(Entry(**entry) for entry in content["inputs"])
        for name in ("conflicts", "orphans"):
            content[name] = tuple(content.get(name, ()))
        return cls(**{field.name: content[field.name] for field in fields(cls)})


Files = dict[str, tuple[int, str]]
"""File name -> (bytes, SHA-256)."""


class Hashed(io.FileIO):
    """A new file that counts and hashes what is written to it, in order."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "x")
        self.size, self.digest = 0, hashlib.sha256()

    def write(self, data: Any) -> int:
        """All of the bytes, or an OSError."""
        rest = memoryview(data).cast("B")
        self.digest.update(rest)
        self.size += len(rest)
        while len(rest):
            rest = rest[super().write(rest) or 0 :]
        return memoryview(data).nbytes


class Draft:
    """A release in the making: the files of one folder, open until the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Hashed] = {}

    def open(self, name: str) -> BinaryIO:
        """A new file."""
        self.files[name] = Hashed(self.folder / name)
        return cast(BinaryIO, self.files[name])

    def finish(self) -> Files:
        """Writes every file through to the disk."""
        for file in self.files.values():
            os.fsync(file.fileno())
        return {name: (file.size, file.digest.hexdigest()) for name, file in self.files.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self.files.values():
            file.close()


class Releases:
    """The releases below one processed/ folder: `.releases/<cycle>/<run id>/`, published as the link `<cycle>`."""

    def __init__(self, processed: Path) -> None:
        self.processed = processed
        self.folder = processed / ".releases"

    def published(self, cycle: str) -> Manifest | None:
        """The manifest of the published release, None where there is none or a file of it is gone."""
        current = self.link(cycle)
        if not current.is_symlink():
            return None
        manifest = read_manifest(current)
        if manifest is None or any(size_of(current / name) != size for name, (size, _) in manifest.files.items()):
            return None
        return manifest

    def current(self, cycle: str) -> str | None:
        """The run id of the published release."""
        try:
            return (self.processed / cycle).readlink().name
        except OSError:
            return None

    def link(self, cycle: str) -> Path:
        """Where readers find the cycle. Raises StoreError: something else stands there."""
        current = self.processed / cycle
        if current.exists() and not current.is_symlink():
            raise StoreError(
                f"{current} is in the way: it is no link to a release; move it elsewhere, or give another folder with --processed"
            )
        return current

    def write(self, cycle: str, run_id: str, fill: Callable[[Draft], None], describe: Callable[[Files], dict[str, bytes]]) -> Path:
        """Writes a release, complete or not at all: the files of `fill`, then those that `describe` makes from names, sizes and hashes."""
        final = self.folder / cycle / run_id
        folder = final.with_name(f"{run_id}.partial")
        with writing(folder):
            folder.mkdir(parents=True)
            with Draft(folder) as draft:
                fill(draft)
                files = draft.finish()
            for name, data in describe(files).items():
                save(folder / name, data)
            folder.rename(final)
        return final

    def publish(self, cycle: str, release: Path) -> Path:
        """Point the link at a finished release; readers see the old one or the new one."""
        if not (release / MANIFEST).exists():
            raise StoreError(f"{release} has no manifest; refusing to publish")
        current = self.link(cycle)
        draft = self.folder / f"{cycle}.link"
        with writing(current):
            draft.unlink(missing_ok=True)
            draft.symlink_to(os.path.relpath(release, self.processed))
            draft.replace(current)
        return current

    def prune(self, cycle: str, keep: int = KEEP) -> None:
        """Removes what interrupted runs left and all but the newest releases; the published one always stays."""
        current = (self.processed / cycle).resolve()
        finished = []
        for path in sorted((self.folder / cycle).iterdir()):
            if path.suffix == ".partial":
                shutil.rmtree(path)
            else:
                finished.append(path)
        for path in finished[:-keep]:
            if path.resolve() != current:
                shutil.rmtree(path)

    def cycles(self) -> dict[str, Path]:
        """Every published cycle and the folder of its tables, by name."""
        found = sorted(self.processed.iterdir()) if self.processed.is_dir() else []
        return {path.name: path for path in found if path.is_dir() and not path.name.startswith(".")}

    def keys(self) -> set[str]:
        """The results that the releases on disk were made from."""
        manifests = (read_manifest(path.parent) for path in self.folder.glob(f"*/*/{MANIFEST}"))
        return {entry.key for manifest in manifests if manifest for entry in manifest.inputs}


def releases_of(processed: Path) -> Releases:
    """The releases below a folder or URL."""
    if is_remote(processed):
        from pipeline.store.objects import ObjectReleases

        return ObjectReleases(processed)
    return Releases(processed)


def read_manifest(release: Path) -> Manifest | None:
    """The manifest of a release folder, None where it is missing or not one of this version."""
    try:
        return Manifest.from_json((release / MANIFEST).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def size_of(path: Path) -> int:
    """Bytes of a file, -1 where it is gone."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
