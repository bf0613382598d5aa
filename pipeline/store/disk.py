"""Writing files so that a full disk or a missing right is told in one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raises StoreError for what the system refuses inside the block."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{error.filename or path}: cannot be written ({error.strerror})") from error


def save(path: Path, data: bytes) -> None:
    """Writes a file through to the disk."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
