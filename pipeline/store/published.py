"""The rows of published tables, on a disk or on object storage."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""Column -> value."""


def read_table(releases: Iterable[Path], name: str, columns: list[str]) -> list[Row]:
    """The rows of one table over all cycles; a column that older tables do not have is null."""
    import pyarrow.parquet as pq

    rows: list[Row] = []
    for folder in releases:
        path = folder / f"{name}.parquet"
        if not path.exists():
            continue
        with path.open("rb") as stream:
            file = pq.ParquetFile(stream)
            there = set(file.schema_arrow.names)
            absent = dict.fromkeys(column for column in columns if column not in there)
            rows += [row | absent for row in file.read([c for c in columns if c in there]).to_pylist()]
    return rows
