"""Rows of one file as one compact Arrow stream, and many such streams as whole tables.

A stream holds one row with one list column a table: one read a file, whatever the number of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
AT_ONCE = 100_000
"""Rows of all tables that are unpacked together."""

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


def unpack(packed: Iterable[pa.Buffer | bytes], at_once: int = AT_ONCE) -> Iterator[dict[str, pa.Table]]:
    """The nine tables of many packed files, some files at a time: as many as hold `at_once` rows; at least one batch.

    Rows stand in the order of the files, each table in one piece.
    """
    files: list[pa.RecordBatch] = []
    count = batches = 0
    for one in packed:
        files.append(read(one))
        count += sum(len(lists.values) for lists in files[-1].columns)
        if count >= at_once:
            yield joined(files)
            files, count, batches = [], 0, batches + 1
    if files or not batches:
        yield joined(files)


def joined(files: Sequence[pa.RecordBatch]) -> dict[str, pa.Table]:
    """The tables of some packed files."""
    if not files:
        return {table.name: pa.Table.from_batches([], table.arrow) for table in TABLES}
    (whole,) = pa.Table.from_batches(files, PACKED).combine_chunks().to_batches()
    return {table.name: pa.Table.from_arrays(whole.column(n).flatten().flatten(), schema=table.arrow) for n, table in enumerate(TABLES)}


def read(packed: pa.Buffer | bytes) -> pa.RecordBatch:
    """The one row of a packed file."""
    with pa.ipc.open_stream(packed, options=READ) as stream:
        return stream.read_next_batch()


def cycle_of(packed: pa.Buffer | bytes) -> str | None:
    """The cycle that the report in a packed file states."""
    reports = read(packed).column(POSITION["reports"]).flatten()
    cycle: str | None = reports.field("cycle")[0].as_py()
    return cycle
