"""One run at a time on one processed/ on object storage, which knows no locks, but lets one alone create an object of a new name.

The locks of a place are numbered, and the highest counts. Whoever finds it ended or without a sign of life creates the next one; a
number is never given up and taken again, so that of two that try at once one alone gets it.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from pipeline.errors import StoreError
from pipeline.store.places import key, reached, system, unreachable

BEAT = 60.0
"""Seconds between two signs of life of a run that holds a lock."""
STALE = timedelta(minutes=10)
"""A lock without a sign of life for so long is of a run that died."""


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of life of a run. `at`: when, in UTC; `ended`: it holds its lock no more."""

    token: str
    host: str
    process: int
    at: str
    ended: bool

    @property
    def lives(self) -> bool:
        """Whether the run still holds its lock."""
        return not self.ended and datetime.now(UTC) - datetime.fromisoformat(self.at) < STALE


@contextmanager
def object_lock(processed: Path) -> Iterator[None]:
    """Holds `processed`, and gives signs of life while it does.

    Raises StoreError: another run holds it, or the storage cannot be reached.
    """
    token = uuid4().hex
    with reached(processed):
        number = take(processed, token)
    ended = Event()
    beating = Thread(target=beat, args=(processed, number, token, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()
        with reached(processed):
            write(processed, number, sign(token, ended=True))


def check_held(processed: Path) -> None:
    """Raises StoreError: this process was taken for dead, and another run holds the lock by now."""
    found = numbers(processed)
    last = holder(processed, max(found)) if found else None
    if last and last.lives and (last.host, last.process) != (socket.gethostname(), os.getpid()):
        raise StoreError(
            f"{processed}: this run gave no sign of life for {STALE.seconds // 60} minutes, and another one ({told(last)}) "
            "writes here now; nothing was published, run again"
        )


def take(processed: Path, token: str) -> int:
    """The number of the lock that this run holds now. Raises StoreError: a run that lives holds it."""
    while True:
        known = numbers(processed)
        last = holder(processed, max(known)) if known else None
        if last and last.lives:
            raise StoreError(
                f"{processed}: another run ({told(last)}) is writing here; wait until it has ended. "
                f"The lock of a run that died is given up {STALE.seconds // 60} minutes after its last sign of life"
            )
        number = max(known, default=0) + 1
        try:
            system(processed).pipe_file(key(path_of(processed, number)), packed(sign(token)), mode="create")
        except FileExistsError:
            continue
        # one that slept since it looked may have created a number that others took, ended and cleared away meanwhile
        if max(numbers(processed)) == number:
            for old in known:
                path_of(processed, old).unlink(missing_ok=True)
            return number
        path_of(processed, number).unlink(missing_ok=True)


def numbers(processed: Path) -> list[int]:
    """The locks that were ever taken and not cleared away."""
    names = [path.name for path in processed.glob(".lock.*")]
    return [int(name.removeprefix(".lock.")) for name in names if name.startswith(".lock.") and name[6:].isdecimal()]


def holder(processed: Path, number: int) -> Sign | None:
    """The last sign of life of a lock's holder; None where it is gone or says nothing that can be read."""
    try:
        return Sign(**json.loads(path_of(processed, number).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def beat(processed: Path, number: int, token: str, ended: Event) -> None:
    """Gives signs of life until the run has ended; one that could not be sent is tried again."""
    while not ended.wait(BEAT):
        try:
            write(processed, number, sign(token))
        except unreachable():
            continue


def sign(token: str, ended: bool = False) -> Sign:
    """A sign of life of this process."""
    return Sign(token, socket.gethostname(), os.getpid(), datetime.now(UTC).isoformat(), ended)


def packed(given: Sign) -> bytes:
    """A sign as the object that holds it."""
    return json.dumps({name: getattr(given, name) for name in Sign.__dataclass_fields__}).encode()


def write(processed: Path, number: int, given: Sign) -> None:
    """Writes a sign into the lock that is this run's own: no other ever writes that number."""
    path_of(processed, number).write_bytes(packed(given))


def path_of(processed: Path, number: int) -> Path:
    """The object of a lock."""
    return processed / f".lock.{number}"


def told(given: Sign) -> str:
    """A run in words."""
    return f"process {given.process} on {given.host}"
