"""One run at a time on one processed/ folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.store.places import is_remote


@contextmanager
def locked(processed: Path) -> Iterator[None]:
    """Holds `processed`/.lock; the system frees it when the process ends, however it ends.

    Raises StoreError: another run holds it, or the folder cannot be written.
    """
    if is_remote(processed):
        from pipeline.store.objects_lock import object_lock

        with object_lock(processed):
            yield
        return
    try:
        processed.mkdir(parents=True, exist_ok=True)
        stream = (processed / ".lock").open("a+")
    except OSError as error:
        raise StoreError(f"{processed}: cannot be written ({error.strerror}); give another folder with --processed") from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise StoreError(f"{processed}: another run (process {holder}) is writing here; wait until it has ended") from error
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield
