"""Folders on this machine and on object storage, both as paths: `raw/2020` and `s3://bucket/raw/2020`.

A URL becomes a `upath.UPath`, which has the methods of `pathlib.Path` and asks fsspec; neither is imported for a folder here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from pipeline.errors import StoreError, UsageError

EXTRAS = {"s3": "s3"}
"""Scheme -> the extra of this project that brings its library."""


def place(text: str | Path) -> Path:
    """A folder by its path or URL. Raises UsageError: a scheme that nobody knows, or whose library is not installed."""
    if isinstance(text, Path) or "://" not in text:
        return Path(text)
    scheme, _, rest = text.partition("://")
    if scheme in EXTRAS and not rest.strip("/"):
        raise UsageError(f"{text} names no bucket; give one, such as {scheme}://bucket/folder")
    from upath import UPath

    try:
        found = UPath(text, use_listings_cache=False)
        _ = found.fs
    except ImportError as error:
        hint = f': pip install "rapporteur[{EXTRAS[scheme]}]"' if scheme in EXTRAS else f" ({error})"
        raise UsageError(f"{text}: the library for {scheme}:// is not installed{hint}") from error
    except ValueError as error:
        raise UsageError(f"{text}: nobody knows {scheme}://; give a folder or a URL such as s3://bucket/folder") from error
    return cast(Path, found)


def is_remote(folder: Path) -> bool:
    """Whether a folder lies on object storage."""
    return not isinstance(folder, Path)


def system(folder: Path) -> Any:
    """fsspec's file system of a place on object storage."""
    return folder.fs  # type: ignore[attr-defined]


def key(path: Path) -> str:
    """A place on object storage as its file system names it."""
    return str(path.path)  # type: ignore[attr-defined]


@contextmanager
def reached(folder: Path) -> Iterator[None]:
    """Raises StoreError for whatever a library reports inside that is about reaching object storage."""
    try:
        yield
    except unreachable() as error:
        raise StoreError(f"{folder}: cannot be reached ({error}); check address, bucket, rights and credentials") from error


def unreachable() -> tuple[type[Exception], ...]:
    """OSError, and what the library of S3 raises besides, where it is installed."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError
    except ModuleNotFoundError:
        return (OSError,)
    return OSError, BotoCoreError, ClientError


def change_number(info: dict[str, Any]) -> int:
    """A number of 63 bits that is another one when the object is; -1 where its storage tells nothing of changes."""
    told = [repr(info[name]) for name in ("ETag", "etag", "LastModified", "mtime", "created", "md5Hash") if info.get(name)]
    return int.from_bytes(hashlib.sha256("".join(told).encode()).digest()[:8], "big") >> 1 if told else -1
