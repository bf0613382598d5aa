"""A table as bytes: Parquet that keeps every value as it is, and CSV that a spreadsheet opens without executing it."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from pipeline.tables.columns import column
from pipeline.tables.contract import SCHEMA_VERSION, TABLES
from pipeline.tables.schema import Column, Kind, Table

EXECUTED = r"\A[=+\-@\t\r\n＝＋－＠]"
"""How a cell begins that spreadsheets take for a formula."""
SPECIAL = rf"{EXECUTED}|[\r\x00]"
"""What is not written as it stands; hardly any column holds such a cell."""

APOSTROPHE, NOTHING = column(["'", ""], "string")
FRICTIONLESS: dict[Kind, str] = {"string": "string", "integer": "integer", "number": "number", "timestamp": "datetime"}


GROUP = 100_000
"""Rows of a row group: the bytes depend on the rows alone, not on how they came."""


class TableWriter:
    """One table into a Parquet and a CSV file at once, in memory that does not grow with it.

    CSV: UTF-8, every text quoted, null an empty cell without quotes, one newline a row. A text that a spreadsheet would execute gets a
    leading apostrophe; a carriage return in a text becomes a newline, a NUL goes.
    """

    def __init__(self, schema: pa.Schema, parquet: BinaryIO, csv: BinaryIO) -> None:
        self.schema = schema.with_metadata({"rapporteur.schema_version": str(SCHEMA_VERSION)})
        self.parquet = pq.ParquetWriter(parquet, self.schema, compression="zstd", store_schema=True)
        self.csv = pyarrow.csv.CSVWriter(csv, pa.schema([(one.name, printed(one.type)) for one in schema]))
        self.waiting = pa.Table.from_batches([], self.schema)
        self.written = 0

    def add(self, rows: pa.Table) -> None:
        """More rows."""
        self.waiting = pa.concat_tables([self.waiting, rows.replace_schema_metadata(self.schema.metadata)])
        while self.waiting.num_rows >= GROUP:
            self.write(self.waiting.slice(0, GROUP))
            self.waiting = self.waiting.slice(GROUP)

    def write(self, rows: pa.Table) -> None:
        """One row group."""
        group = rows.combine_chunks()
        self.parquet.write_table(group, row_group_size=GROUP)
        self.csv.write_table(pa.table([plain(values) for values in group.columns], names=group.schema.names))
        self.written += group.num_rows

    def close(self) -> None:
        """The last rows, and the ends of both files; an empty table is a row group of none."""
        if self.waiting.num_rows or not self.written:
            self.write(self.waiting)
        self.parquet.close()
        self.csv.close()


def printed(kind: pa.DataType) -> pa.DataType:
    """The type of a column as it goes into a CSV file."""
    return pa.string() if pa.types.is_timestamp(kind) else kind


def plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """One column as it goes into a CSV file."""
    if pa.types.is_timestamp(values.type):
        return pc.strftime(values.cast(pa.timestamp("s"), safe=False), "%Y-%m-%dT%H:%M:%SZ")
    if not pa.types.is_string(values.type):
        return values
    if not pc.any(pc.match_substring_regex(values, SPECIAL)).as_py():
        return values
    if pc.any(pc.match_substring_regex(values, r"[\r\x00]")).as_py():
        values = pc.replace_substring_regex(pc.replace_substring(values, "\x00", ""), r"\r\n?", "\n")
    armed = pc.match_substring_regex(values, EXECUTED)
    return pc.if_else(armed, pc.binary_join_element_wise(APOSTROPHE, values, NOTHING), values) if pc.any(armed).as_py() else values


def data_package(cycle: str, files: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """The Frictionless data package of a release. `files`: file name -> (bytes, SHA-256)."""
    resources = [resource for table in TABLES for resource in (csv_resource(table, files), parquet_resource(table, files))]
    return {
        "profile": "tabular-data-package",
        "name": "rapporteur-" + re.sub(r"[^a-z0-9._-]+", "-", cycle.casefold()),
        "title": "Actions read from periodic reports",
        "version": f"{SCHEMA_VERSION}.0.0",
        "resources": resources,
    }


def csv_resource(table: Table, files: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """The CSV file of a table with its schema."""
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "description": table.meaning,
        **location(f"{table.name}.csv", files),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table_schema(table),
    }


def parquet_resource(table: Table, files: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """The Parquet file of a table, whose schema travels inside."""
    return {
        "name": f"{table.name}-parquet",
        "description": table.meaning,
        **location(f"{table.name}.parquet", files),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def location(path: str, files: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """Where a file is and how to know that it is whole."""
    size, sha256 = files[path]
    return {"path": path, "bytes": size, "hash": f"sha256:{sha256}"}


def table_schema(table: Table) -> dict[str, Any]:
    """A Frictionless table schema."""
    schema: dict[str, Any] = {"fields": [field(of) for of in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": reference.column, "reference": {"resource": reference.table, "fields": reference.to}}
            for reference in table.references
        ]
    return schema


def field(of: Column) -> dict[str, Any]:
    """A Frictionless field with its constraints."""
    constraints: dict[str, Any] = {} if of.nullable else {"required": True}
    if of.values:
        constraints["enum"] = list(of.values)
    if of.pattern:
        constraints["pattern"] = of.pattern
    if of.minimum is not None:
        constraints["minimum"] = of.minimum
    if of.maximum is not None:
        constraints["maximum"] = of.maximum
    return {"name": of.name, "type": FRICTIONLESS[of.kind], "description": of.meaning, "constraints": constraints}
