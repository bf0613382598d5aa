"""Python values -> Arrow columns from their buffers: `pyarrow.array` would import pandas first, to ask whether it was given a Series."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.tables.arrow import ARROW
from pipeline.tables.schema import Kind

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def column(values: Sequence[Any], kind: Kind) -> pa.Array:
    """Values, None among them, as one column. Raises TypeError, ValueError, AttributeError or OverflowError: one of the wrong type."""
    there = np.fromiter((value is not None for value in values), bool, len(values))
    nulls = int(len(values) - there.sum())
    mask = pa.py_buffer(np.packbits(there, bitorder="little")) if nulls else None
    return pa.Array.from_buffers(ARROW[kind], len(values), [mask, *BUFFERS[kind](values)], nulls)


def strings(values: Sequence[str | None]) -> list[pa.Buffer]:
    """Where each begins, and all their bytes."""
    encoded = [b"" if value is None else value.encode() for value in values]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    if ends[-1] > np.iinfo(np.int32).max:
        raise OverflowError(f"{ends[-1]} bytes of text in one column")
    return [pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(b"".join(encoded))]


def integers(values: Sequence[int | None]) -> list[pa.Buffer]:
    """64 bits each."""
    return [pa.py_buffer(np.array([0 if value is None else whole(value) for value in values], np.int64))]


def numbers(values: Sequence[float | None]) -> list[pa.Buffer]:
    """64 bits each."""
    return [pa.py_buffer(np.array([0.0 if value is None else value + 0.0 for value in values], np.float64))]


def timestamps(values: Sequence[datetime | None]) -> list[pa.Buffer]:
    """Microseconds since 1970."""
    return integers([None if value is None else (value - EPOCH) // MICROSECOND for value in values])


def times(values: pa.ChunkedArray) -> list[datetime]:
    """The values of a column of times without null; Arrow's own way would import pandas."""
    return [EPOCH + value * MICROSECOND for value in values.cast("int64").to_pylist()]


def whole(value: int) -> int:
    """The number itself. Raises TypeError: it has a fraction."""
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no whole number")
    return value


BUFFERS: Mapping[Kind, Callable[[Sequence[Any]], list[pa.Buffer]]] = {
    "string": strings,
    "integer": integers,
    "number": numbers,
    "timestamp": timestamps,
}
