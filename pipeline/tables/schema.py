"""What a table is: columns with a type and a meaning, a key, references. Every other form of the contract follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["string", "integer", "number", "timestamp"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `values` is the closed list of what may stand in it, `pattern` a regular expression for the whole value.

    `minimum` and `maximum` are inclusive.
    """

    name: str
    kind: Kind
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None

    @property
    def field(self) -> pa.Field:
        """The column as Arrow writes it to Parquet."""
        from pipeline.tables.arrow import field

        return field(self)


@dataclass(frozen=True, slots=True)
class Reference:
    """`column` holds a value of `table`.`to`, or null where the column may be null."""

    column: str
    table: str
    to: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the contract. `key` and each entry of `unique` identify a row.

    `quotes`: the column that holds the words from `start` to `end`; empty where no row quotes.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    references: tuple[Reference, ...] = ()
    quotes: str = ""

    @property
    def arrow(self) -> pa.Schema:
        """The explicit Arrow schema, the same for an empty table."""
        from pipeline.tables.arrow import schema

        return schema(self)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order of the contract."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Raises KeyError: no such column."""
        return {column.name: column for column in self.columns}[name]
