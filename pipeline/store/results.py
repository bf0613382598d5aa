"""What was made of each file, kept under the hash of everything it depends on, so that nothing is done twice.

Rows lie under the key of all that they depend on, the values of the stages before them under the hash of the file's bytes.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from pipeline.store.disk import writing
from pipeline.store.places import is_remote, reached

SEAL = 4
"""Bytes of CRC-32 at the end of an entry."""


ROWS, STAGES = ".arrow", ".stages"


class Results:
    """Entries of bytes in a folder. An entry that is damaged counts as missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str, kind: str = ROWS) -> Path:
        """Where an entry lies; two hex digits spread them over folders."""
        return self.folder / key[:2] / f"{key}{kind}"

    def get(self, key: str) -> bytes | None:
        """The rows, or None where they are missing or damaged."""
        return self.read(self.path(key))

    def put(self, key: str, payload: bytes) -> None:
        """Keeps the rows."""
        self.write(self.path(key), payload)

    def stages(self, sha256: str) -> bytes | None:
        """The stages of a file of these bytes, or None where they are missing or damaged."""
        packed = self.read(self.path(sha256, STAGES))
        return zlib.decompress(packed) if packed else None

    def keep_stages(self, sha256: str, payload: bytes) -> None:
        """Keeps the stages; they are read again only where code or knowledge changes, so they are packed small."""
        self.write(self.path(sha256, STAGES), zlib.compress(payload, level=1))

    def read(self, path: Path) -> bytes | None:
        """What the seal of an entry vouches for."""
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            return None
        payload, seal = sealed[:-SEAL], sealed[-SEAL:]
        return payload if payload and zlib.crc32(payload) == int.from_bytes(seal, "big") else None

    def write(self, path: Path, payload: bytes) -> None:
        """Writes the entry in one move, as object storage does by itself."""
        sealed = payload + zlib.crc32(payload).to_bytes(SEAL, "big")
        if is_remote(path):
            with reached(path):
                path.write_bytes(sealed)
            return
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(sealed)
            draft.replace(path)

    def sweep(self, keys: set[str], hashes: set[str]) -> int:
        """Removes every other entry and what an interrupted run left; returns how many. `hashes`: of the files whose stages stay."""
        keep = {ROWS: keys, STAGES: hashes}
        stale = [path for path in self.folder.glob("*/*") if path.stem not in keep.get(path.suffix, ())]
        for path in stale:
            path.unlink()
        return len(stale)
