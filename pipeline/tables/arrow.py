"""The contract as Arrow writes it. Only what has rows to write comes here: importing Arrow takes longer than a run with nothing to do."""

from __future__ import annotations

import pyarrow as pa

from pipeline.tables.schema import Column, Kind, Table

pa.set_memory_pool(pa.system_memory_pool())  # it gives back what a table took; Arrow's own keeps some 50 MB for the next one

ARROW: dict[Kind, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}


def field(column: Column) -> pa.Field:
    """A column."""
    return pa.field(column.name, ARROW[column.kind], nullable=column.nullable)


def schema(table: Table) -> pa.Schema:
    """A table."""
    return pa.schema([field(column) for column in table.columns])
