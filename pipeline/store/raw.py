"""What lies under raw/: the files people gave us, never written to."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.store.places import change_number, is_remote, key, reached, system

SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file under raw/. `name`: path below raw/ with slashes; `folder`: its first folder, None for a file directly in raw/.

    `size` in bytes, `mtime_ns` in nanoseconds since 1970 (on object storage a number that changes with the object); both -1 where the
    file cannot be looked at.
    """

    name: str
    path: Path
    folder: str | None
    size: int
    mtime_ns: int


def raw_files(raw: Path) -> tuple[RawFile, ...]:
    """Every report under raw/, sorted by name; hidden files, READMEs and what office programs and systems leave are passed over.

    Raises UsageError: no such folder, or nothing in it.
    """
    if is_remote(raw):
        with reached(raw):
            files = tuple(sorted(walk(raw), key=lambda file: file.name))
    elif not raw.is_dir():
        raise UsageError(f"{raw}: no such folder; give the folder of the reports with --raw, one folder in it a reporting cycle")
    else:
        files = tuple(sorted(walk(raw), key=lambda file: file.name))
    if not files:
        raise UsageError(f"{raw} holds no reports; put them into {raw}/<cycle>/, for example {raw}/2020/")
    return files


def walk(raw: Path) -> Iterator[RawFile]:
    """The files below raw/ in no particular order."""
    if is_remote(raw):
        yield from listed(raw)
        return
    for folder, folders, names in os.walk(raw):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if is_report(name):
                yield looked_at(raw, Path(folder, name))


def listed(raw: Path) -> Iterator[RawFile]:
    """The objects below a URL, told by one listing: asking for each of them would take thousands of requests."""
    root = key(raw).rstrip("/")
    for path, info in system(raw).find(root, detail=True).items():
        parts = path.removeprefix(root).strip("/").split("/")
        if not any(part.startswith(".") for part in parts) and is_report(parts[-1]):
            folder = parts[0] if len(parts) > 1 else None
            yield RawFile("/".join(parts), raw.joinpath(*parts), folder, int(info["size"]), change_number(info))


def is_report(name: str) -> bool:
    """Whether a file of this name may be a report."""
    lower = name.casefold()
    return not (lower.startswith((".", "~$")) or lower.split(".")[0] == "readme" or lower in SYSTEM_FILES)


def looked_at(raw: Path, path: Path) -> RawFile:
    """The file with its size and time. A name that is not UTF-8 is shown with replacement characters."""
    parts = path.relative_to(raw).parts
    name = "/".join(parts).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    folder = name.split("/")[0] if len(parts) > 1 else None
    try:
        stat = path.stat()
    except OSError:
        return RawFile(name, path, folder, -1, -1)
    return RawFile(name, path, folder, stat.st_size, stat.st_mtime_ns)


def sha256_of(path: Path) -> str | None:
    """SHA-256 of a file in hexadecimal, None where it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
