"""Releases on object storage, which knows neither links nor renaming: a small object `<cycle>.json` says which release is published."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from pipeline.errors import StoreError
from pipeline.store.places import reached
from pipeline.store.releases import KEEP, MANIFEST, Draft, Files, Manifest, Releases, read_manifest

BEAT = 60.0
"""Seconds between two signs of life of a run that holds a lock."""
STALE = timedelta(minutes=10)
"""A lock without a sign of life for so long is of a run that died."""


class ObjectReleases(Releases):
    """The releases below a URL: `.releases/<cycle>/<run id>/`, published by `<cycle>.json`, written last and in one move."""

    def published(self, cycle: str) -> Manifest | None:
        """The manifest of the published release, None where there is none or a file of it is gone."""
        with reached(self.processed):
            release = self.current(cycle)
            manifest = read_manifest(release) if release else None
            if release is None or manifest is None:
                return None
            sizes = {path.name: path.stat().st_size for path in release.iterdir()}
        return manifest if all(sizes.get(name) == size for name, (size, _) in manifest.files.items()) else None

    def current(self, cycle: str) -> Path | None:
        """The folder of the published release."""
        try:
            return self.processed / str(json.loads(self.link(cycle).read_bytes())["release"])
        except (FileNotFoundError, ValueError, KeyError):
            return None

    def link(self, cycle: str) -> Path:
        """The object that says where readers find the cycle."""
        return self.processed / f"{cycle}.json"

    def write(self, cycle: str, run_id: str, fill: Callable[[Draft], None], describe: Callable[[Files], dict[str, bytes]]) -> Path:
        """Writes a release here, where it can be checked, and sends it whole, the manifest last."""
        final = self.folder / cycle / run_id
        with TemporaryDirectory(prefix="rapporteur-") as folder:
            release = Releases(Path(folder)).write(cycle, run_id, fill, describe)
            with reached(self.processed):
                for path in sorted(release.iterdir(), key=lambda path: path.name == MANIFEST):
                    system(final).put_file(str(path), (final / path.name).path)  # type: ignore[attr-defined]
        return final

    def publish(self, cycle: str, release: Path) -> Path:
        """Name a finished release; readers see the old one or the new one."""
        with reached(self.processed):
            if not (release / MANIFEST).exists():
                raise StoreError(f"{release} has no manifest; refusing to publish")
            told = {"release": f"{self.folder.name}/{cycle}/{release.name}", "run_id": release.name}
            self.link(cycle).write_bytes(json.dumps(told).encode() + b"\n")
        return release

    def prune(self, cycle: str, keep: int = KEEP) -> None:
        """Removes what interrupted runs left and all but the newest releases; the published one always stays."""
        with reached(self.processed):
            current = self.current(cycle)
            found = sorted((self.folder / cycle).iterdir(), key=lambda path: path.name)
            whole = [path for path in found if (path / MANIFEST).exists()]
            stale = [path for path in found if path not in whole] + [path for path in whole[:-keep] if path != current]
            for path in stale:
                system(path).rm(path.path, recursive=True)  # type: ignore[attr-defined]

    def keys(self) -> set[str]:
        """The results that the releases there were made from."""
        with reached(self.processed):
            manifests = [read_manifest(path.parent) for path in self.folder.glob(f"*/*/{MANIFEST}")]
        return {entry.key for manifest in manifests if manifest for entry in manifest.inputs}


def system(path: Path) -> Any:
    """fsspec's file system of a path."""
    return path.fs  # type: ignore[attr-defined]


@contextmanager
def object_lock(processed: Path) -> Iterator[None]:
    """Holds `processed`/.lock, an object that only one run can create, and gives signs of life while it does.

    Raises StoreError: another run holds it, or the storage cannot be reached.
    """
    path, token = processed / ".lock", uuid4().hex
    with reached(processed):
        take(path, token)
    ended = Event()
    beating = Thread(target=beat, args=(path, token, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()
        with reached(processed):
            if holder(path).get("token") == token:
                path.unlink()


def take(path: Path, token: str) -> None:
    """Creates the lock. Raises StoreError: a run that lives holds it."""
    while True:
        try:
            system(path).pipe_file(path.path, sign(token), mode="create")  # type: ignore[attr-defined]
            return
        except FileExistsError as error:
            other = holder(path)
            if other and datetime.now(UTC) - datetime.fromisoformat(other["at"]) < STALE:
                who = f"process {other['process']} on {other['host']}"
                raise StoreError(
                    f"{path.parent}: another run ({who}) is writing here; wait until it has ended. "
                    f"The lock of a run that died is given up {STALE.seconds // 60} minutes after its last sign of life"
                ) from error
            path.unlink(missing_ok=True)


def holder(path: Path) -> dict[str, str]:
    """Who holds a lock, and the last sign of life; empty where nobody does."""
    try:
        found: dict[str, str] = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return found


def sign(token: str) -> bytes:
    """A sign of life."""
    return json.dumps(
        {"token": token, "host": socket.gethostname(), "process": str(os.getpid()), "at": datetime.now(UTC).isoformat()}
    ).encode()


def beat(path: Path, token: str, ended: Event) -> None:
    """Gives signs of life until the run has ended."""
    while not ended.wait(BEAT):
        path.write_bytes(sign(token))
