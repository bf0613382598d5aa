"""What takes long to unfold is unfolded once a machine and kept in the user's cache, as Python keeps the bytecode of modules.

`$XDG_CACHE_HOME/rapporteur`, else `~/.cache/rapporteur`, holds one file a part and version. It can be deleted at any time; where it
cannot be written, every process unfolds the knowledge anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import TypeVar, cast

from pipeline.knowledge.base import fingerprint

T = TypeVar("T")
KEEP = 6
"""Versions of a part that stay."""
CODE = ("knowledge", "entities", "types.py")
"""Rooms whose values are kept."""


def kept(load: Callable[[Path], T]) -> Callable[[Path], T]:
    """The function, answered from the cache where it was asked before with the same files and code. Its errors are not kept."""

    @wraps(load)
    def from_cache(models: Path) -> T:
        folder = cache_folder()
        name = f"{load.__module__}.{load.__name__}"
        path = folder / f"{name}-{hashlib.sha256(f'{fingerprint(models)} {code()}'.encode()).hexdigest()[:16]}.pickle"
        if (found := read(path)) is not None:
            return cast(tuple[T], found)[0]
        value = load(models)
        write(path, (value,), name)
        return value

    return from_cache


def remembered(load: Callable[[Path], T]) -> Callable[[Path], T]:
    """The function, answered from memory until a file of the folder changes: a process that lives long sees new knowledge."""
    known: dict[Path, tuple[str, T]] = {}

    @wraps(load)
    def from_memory(models: Path) -> T:
        version = fingerprint(models)
        if models not in known or known[models][0] != version:
            known[models] = (version, load(models))
        return known[models][1]

    return from_memory


def cache_folder() -> Path:
    """Where the user's programs keep what they can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "rapporteur"


@cache
def code() -> str:
    """A fingerprint of the code that the values depend on."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for room in CODE:
        for path in sorted((root / room).rglob("*.py")) or [root / room]:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read(path: Path) -> tuple[object] | None:
    """What was kept, None where nothing is. Only a file of the user's own is unpickled: another's could hold any code."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            found: tuple[object] = pickle.load(file)
            return found
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def write(path: Path, value: tuple[object], name: str) -> None:
    """Keeps a value, if the folder can be written; the oldest of too many versions go."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        draft.replace(path)
        versions = sorted(path.parent.glob(f"{name}-*"), key=lambda one: one.stat().st_mtime_ns)
        for old in versions[:-KEEP]:
            old.unlink(missing_ok=True)
    except OSError:
        draft.unlink(missing_ok=True)
