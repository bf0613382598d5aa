"""What was read from each file, kept under the hash of everything it depends on, so that nothing is read twice."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from pipeline.store.disk import writing

SEAL = 4
"""Bytes of CRC-32 at the end of an entry."""


class Results:
    """Entries of bytes in a folder. An entry that is damaged counts as missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where an entry lies; two hex digits spread them over folders."""
        return self.folder / key[:2] / f"{key}.arrow"

    def get(self, key: str) -> bytes | None:
        """The entry, or None where it is missing or damaged."""
        try:
            sealed = self.path(key).read_bytes()
        except FileNotFoundError:
            return None
        payload, seal = sealed[:-SEAL], sealed[-SEAL:]
        return payload if payload and zlib.crc32(payload) == int.from_bytes(seal, "big") else None

    def put(self, key: str, payload: bytes) -> None:
        """Writes the entry in one move."""
        path = self.path(key)
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(payload + zlib.crc32(payload).to_bytes(SEAL, "big"))
            draft.replace(path)

    def sweep(self, keep: set[str]) -> int:
        """Removes every other entry and what an interrupted run left; returns how many."""
        stale = [path for path in self.folder.glob("*/*") if path.suffix != ".arrow" or path.stem not in keep]
        for path in stale:
            path.unlink()
        return len(stale)
