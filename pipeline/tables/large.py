"""Tables that do not fit into memory: DuckDB over Parquet files, which puts on disk what does not fit under its limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.errors import TableError
from pipeline.tables.check import UNIQUE

if TYPE_CHECKING:
    import duckdb

MEMORY = "256MB"
"""What DuckDB may hold in memory; the rest goes to a temporary folder."""


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database that reads files; one thread, so that its memory is its own."""
    import duckdb

    with TemporaryDirectory(prefix="rapporteur-") as folder, duckdb.connect() as connection:
        for name, value in {"memory_limit": MEMORY, "temp_directory": folder, "threads": 1, "preserve_insertion_order": False}.items():
            connection.execute(f"SET {name} = '{value}'")
        yield connection


def twice(folder: Path) -> None:
    """Raises TableError: a value that must be unique stands twice in a table of the release in `folder`."""
    with database() as connection:
        for table, columns in UNIQUE.items():
            for column in columns:
                query = f"SELECT {column} FROM read_parquet(?) GROUP BY {column} HAVING count(*) > 1 LIMIT 1"
                found = connection.execute(query, [str(folder / f"{table}.parquet")]).fetchone()
                if found:
                    raise TableError(f"table {table}: two rows have { ({column: found[0]}) }")
