"""Rows of one file as one compact Arrow stream, and many such streams as whole tables.

A stream holds one row with one list column a table: one read a file, whatever the number of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.tables.columns import column
from pipeline.tables.contract import TABLES
from pipeline.tables.rows import Rows
from pipeline.tables.schema import Table

PACKED = pa.schema([pa.field(table.name, pa.list_(pa.struct(list(table.arrow)))) for table in TABLES])
WRITE = pa.ipc.IpcWriteOptions(compression="lz4")
"""LZ4 reads three times as fast as Zstandard here and takes half as much room again."""

READ = pa.ipc.IpcReadOptions(use_threads=False)
POSITION = {table.name: index for index, table in enumerate(TABLES)}


def pack(every: Rows) -> bytes:
    """Rows of one file -> Arrow IPC stream. Raises what `columns.column` raises: a value of the wrong type."""
    columns = []
    for table in TABLES:
        offsets = pa.py_buffer(np.array([0, len(every[table.name])], np.int32))
        kind = PACKED.field(table.name).type
        columns.append(pa.Array.from_buffers(kind, 1, [None, offsets], children=[struct(table, every[table.name])]))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, PACKED, options=WRITE) as writer:
        writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=PACKED))
    return bytes(sink.getvalue())


def struct(table: Table, cells: list[tuple[Any, ...]]) -> pa.StructArray:
    """Rows -> one struct array with the table's types."""
    values = zip(*cells, strict=True) if cells else [()] * len(table.columns)
    arrays = [column(some, which.kind) for some, which in zip(values, table.columns, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(table.arrow))


def unpack(packed: Iterable[pa.Buffer | bytes]) -> Iterator[tuple[Table, pa.Table]]:
    """The nine tables of many packed files, one after another; rows in the order of the files.

    Each table comes in one piece, so that what is written of it does not depend on how many files it came from.
    """
    files = [read(one) for one in packed]
    for index, table in enumerate(TABLES):
        parts = [rows(table, file.column(index).flatten()) for file in files]
        yield table, pa.Table.from_batches(parts, table.arrow).combine_chunks()


def rows(table: Table, structs: pa.StructArray) -> pa.RecordBatch:
    """A struct array as rows with the table's own schema."""
    return pa.RecordBatch.from_arrays(structs.flatten(), schema=table.arrow)


def read(packed: pa.Buffer | bytes) -> pa.RecordBatch:
    """The one row of a packed file."""
    with pa.ipc.open_stream(packed, options=READ) as stream:
        return stream.read_next_batch()


def report_of(packed: pa.Buffer | bytes) -> dict[str, Any]:
    """The one row of the reports table in a packed file."""
    row: dict[str, Any] = read(packed).column(POSITION["reports"]).flatten()[0].as_py()
    return row
