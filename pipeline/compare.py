"""Two releases side by side: which rows came, went or changed, in memory that does not grow with the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.store import MANIFEST
from pipeline.tables import BY_NAME, TABLES, Table
from pipeline.tables.large import database

if TYPE_CHECKING:
    import duckdb

AT_ONCE = 1000
"""Rows that are fetched together."""
AT_A_TIME = 1_500_000
"""Rows of a table that are joined together; larger tables are read once for each such share."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows of a table came, went and changed; `columns`: in how many changed rows each column differs.

    A table without a key knows only rows that came and went. `lost` and `gained`: columns that one release alone has.
    """

    table: str
    added: int
    removed: int
    changed: int
    columns: dict[str, int]
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the table holds the same rows in both."""
        return not (self.added or self.removed or self.changed or self.lost or self.gained)


def compare(old: Path, new: Path) -> tuple[Difference, ...]:
    """Every table of two releases (their folders, or the links that publish them). Raises UsageError: one is no release."""
    with opened(old, new) as sides:
        return tuple(sides.difference(table) for table in TABLES)


def rows(old: Path, new: Path, name: str) -> Iterator[dict[str, Any]]:
    """Each row of a table that differs: `change` (added, removed, changed), and as far as there is one `old` and `new`, columns and values.

    Of a changed row the key and the columns that differ. Raises UsageError: no such table, or one is no release.
    """
    if name not in BY_NAME:
        raise UsageError(f"no table {name}; there are: {', '.join(BY_NAME)}")
    with opened(old, new) as sides:
        yield from sides.rows(BY_NAME[name])


class Sides:
    """Two releases in one database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, old: Path, new: Path) -> None:
        self.connection, self.folders = connection, {"old": old, "new": new}

    def columns(self, table: Table) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
        """The columns that both have, and those that one alone has."""
        has = {}
        for side in self.folders:
            self.view(side, table, "true")
            has[side] = [row[0] for row in self.connection.execute(f"DESCRIBE {side}").fetchall()]
        both = [name for name in has["new"] if name in has["old"]]
        return both, tuple(n for n in has["old"] if n not in both), tuple(n for n in has["new"] if n not in both)

    def shares(self, table: Table) -> Iterator[None]:
        """Sets `old` and `new` to one share of the table after another, small enough to be joined in memory."""
        most = max(self.one(f"SELECT count(*) FROM {side}")[0] for side in self.folders)
        count = -(-most // AT_A_TIME) or 1
        for nth in range(count):
            for side in self.folders:
                self.view(side, table, f"hash({quoted(table.names[0])}) % {count} = {nth}")
            yield

    def view(self, side: str, table: Table, condition: str) -> None:
        """Sets `old` or `new` to some rows of a table."""
        path = str(self.folders[side] / f"{table.name}.parquet").replace("'", "''")
        self.connection.execute(f"CREATE OR REPLACE VIEW {side} AS FROM read_parquet('{path}') WHERE {condition}")

    def difference(self, table: Table) -> Difference:
        """How the table differs."""
        both, lost, gained = self.columns(table)
        values = [name for name in both if name not in table.key] if table.key else []
        query = counted(table, both, values)
        sums = [sum(counts) for counts in zip(*(self.one(query) for _ in self.shares(table)), strict=True)]
        columns = {name: count for name, count in zip(values, sums[3:], strict=True) if count}
        return Difference(table.name, sums[0], sums[1], sums[2], columns, lost, gained)

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows that differ."""
        both, _, _ = self.columns(table)
        for _ in self.shares(table):
            yield from self.rows_of_share(table, both)

    def rows_of_share(self, table: Table, both: list[str]) -> Iterator[dict[str, Any]]:
        """The rows of `old` and `new` that differ."""
        if not table.key:
            for change, side, other in (("removed", "old", "new"), ("added", "new", "old")):
                for row in self.every(without(both, side, other)):
                    yield {"change": change, side: dict(zip(both, row, strict=True))}
            return
        every = ", ".join(f"{side}.{quoted(name)}" for side in ("o", "n") for name in both)
        unequal = " OR ".join(unlike(name) for name in both)
        order = ", ".join(f"coalesce(n.{name}, o.{name})" for name in map(quoted, table.key))
        for row in self.every(f"SELECT {every} FROM {joined(table)} WHERE {unequal} ORDER BY {order}"):
            yield told(table, dict(zip(both, row[: len(both)], strict=True)), dict(zip(both, row[len(both) :], strict=True)))

    def one(self, query: str) -> tuple[Any, ...]:
        """The only row of an answer."""
        (row,) = self.connection.execute(query).fetchall()
        return tuple(row)

    def every(self, query: str) -> Iterator[Sequence[Any]]:
        """The rows of an answer, some at a time."""
        answer = self.connection.execute(query)
        while some := answer.fetchmany(AT_ONCE):
            yield from some


@contextmanager
def opened(old: Path, new: Path) -> Iterator[Sides]:
    """Both releases in one database. Raises UsageError: one is no release."""
    for folder in (old, new):
        if not (folder / MANIFEST).is_file():
            raise UsageError(f"{folder} is no release, it has no {MANIFEST}; give a folder such as processed/2020")
    with database() as connection:
        yield Sides(connection, old, new)


def counted(table: Table, both: Sequence[str], values: Sequence[str]) -> str:
    """The query for how many rows came, went and changed, and then for each of `values` in how many rows it changed."""
    if not table.key:
        return f"SELECT (SELECT count(*) FROM ({without(both, 'new', 'old')})), (SELECT count(*) FROM ({without(both, 'old', 'new')})), 0"
    key = quoted(table.key[0])
    changed = " OR ".join(map(unlike, values)) or "false"
    differs = "".join(f", count(*) FILTER ({there(table)} AND {unlike(name)})" for name in values)
    return (
        f"SELECT count(*) FILTER (o.{key} IS NULL), count(*) FILTER (n.{key} IS NULL), "
        f"count(*) FILTER ({there(table)} AND ({changed})){differs} FROM {joined(table)}"
    )


def without(columns: Sequence[str], one: str, other: str) -> str:
    """The rows of one side that the other does not have as often."""
    some = ", ".join(map(quoted, columns))
    return f"SELECT {some} FROM {one} EXCEPT ALL SELECT {some} FROM {other}"


def quoted(name: str) -> str:
    """A column in SQL, whose words some are ("end")."""
    return f'"{name}"'


def there(table: Table) -> str:
    """The row stands in both."""
    key = quoted(table.key[0])
    return f"o.{key} IS NOT NULL AND n.{key} IS NOT NULL"


def unlike(name: str) -> str:
    """The column differs; two nulls do not."""
    return f"o.{quoted(name)} IS DISTINCT FROM n.{quoted(name)}"


def joined(table: Table) -> str:
    """Each row beside the one of the same key; keys are never null."""
    return f"old o FULL JOIN new n ON {' AND '.join(f'o.{name} = n.{name}' for name in map(quoted, table.key))}"


def told(table: Table, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """One row that differs."""
    if old[table.key[0]] is None:
        return {"change": "added", "new": new}
    if new[table.key[0]] is None:
        return {"change": "removed", "old": old}
    unequal = [name for name in new if name in table.key or old[name] != new[name]]
    return {"change": "changed", "old": {name: old[name] for name in unequal}, "new": {name: new[name] for name in unequal}}
