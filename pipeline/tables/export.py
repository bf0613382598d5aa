"""A table as bytes: Parquet that keeps every value as it is, and CSV that a spreadsheet opens without executing it."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from pipeline.tables.contract import SCHEMA_VERSION, TABLES
from pipeline.tables.schema import Column, Kind, Table

EXECUTED = r"\A[=+\-@\t\r\n＝＋－＠]"
"""How a cell begins that spreadsheets take for a formula."""

FRICTIONLESS: dict[Kind, str] = {"string": "string", "integer": "integer", "number": "number", "timestamp": "datetime"}


def to_parquet(rows: pa.Table) -> bytes:
    """The same table gives the same bytes."""
    sink = pa.BufferOutputStream()
    named = rows.replace_schema_metadata({"rapporteur.schema_version": str(SCHEMA_VERSION)})
    pq.write_table(named, sink, compression="zstd", store_schema=True)
    return bytes(sink.getvalue())


def to_csv(rows: pa.Table) -> bytes:
    """UTF-8, every text quoted, null an empty cell without quotes, one newline a row.

    A text that a spreadsheet would execute gets a leading apostrophe; a carriage return in a text becomes a newline, a NUL goes.
    """
    columns = [plain(column) for column in rows.columns]
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(pa.table(columns, names=rows.schema.names), sink)
    return bytes(sink.getvalue())


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """One column as it goes into a CSV file."""
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s"), safe=False), "%Y-%m-%dT%H:%M:%SZ")
    if not pa.types.is_string(column.type):
        return column
    if pc.any(pc.match_substring_regex(column, r"[\r\x00]")).as_py():
        column = pc.replace_substring_regex(pc.replace_substring(column, "\x00", ""), r"\r\n?", "\n")
    armed = pc.match_substring_regex(column, EXECUTED)
    return pc.if_else(armed, pc.binary_join_element_wise("'", column, ""), column) if pc.any(armed).as_py() else column


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
    schema: dict[str, Any] = {"fields": [field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": reference.column, "reference": {"resource": reference.table, "fields": reference.to}}
            for reference in table.references
        ]
    return schema


def field(column: Column) -> dict[str, Any]:
    """A Frictionless field with its constraints."""
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.values:
        constraints["enum"] = list(column.values)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    return {"name": column.name, "type": FRICTIONLESS[column.kind], "description": column.meaning, "constraints": constraints}
