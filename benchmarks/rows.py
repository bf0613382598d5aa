"""Large tables: `python -m benchmarks.rows 1000000 10000000` writes, checks and compares releases of so many action rows.

The rows of one report are made once and given again and again under other ids; what writes, checks and compares the release is the
code that does so for every release. Each measurement runs in a process of its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.costs import python
from pipeline.compare import compare
from pipeline.run.publish import Assembly
from pipeline.store import Releases
from pipeline.tables import TABLES, Stamp
from pipeline.tables.packing import PACKED, WRITE, pack, unpack

AT = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = Stamp(AT, "0", "0")
ACTS = 5000
"""Acts of one report."""
OTHER = 100
"""Every so many reports one has other ids in the second release."""


def make(path: Path) -> None:
    """Writes the packed rows of a report of ACTS acts."""
    from pipeline import knowledge
    from pipeline.run import Source, process
    from pipeline.tables.rows import rows_of

    lines = [f"In {1990 + n % 30} the ministry signed agreement number {n} with Kenya." for n in range(ACTS)]
    report = process(Source("2020/report.txt", "\n\n".join(lines).encode()), knowledge.load())
    path.write_bytes(pack(rows_of(report, STAMP)))


def renamed(tables: dict[str, pa.Table], number: int, source: str) -> bytes:
    """The same rows, packed, as those of another report."""
    columns = []
    for table in TABLES:
        arrays = []
        for column in table.columns:
            values = tables[table.name].column(column.name).combine_chunks() if tables[table.name].num_rows else None
            if values is not None and column.name.endswith("_id"):
                values = pc.utf8_replace_slice(values, 4, 12, f"{number:08x}")
            elif values is not None and column.name == "source":
                values = pc.utf8_replace_slice(values, 0, 1000, source)
            arrays.append(pa.nulls(0, column.field.type) if values is None else values)
        structs = pa.StructArray.from_arrays(arrays, fields=list(table.arrow))
        offsets = pa.py_buffer(np.array([0, len(structs)], np.int32))
        columns.append(pa.Array.from_buffers(PACKED.field(table.name).type, 1, [None, offsets], children=[structs]))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, PACKED, options=WRITE) as writer:
        writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=PACKED))
    return bytes(sink.getvalue())


def write(packed: Path, folder: Path, rows: int, other: bool) -> None:
    """A release of so many acts under `folder`; `other`: some of its reports have other ids."""
    (tables,) = unpack([packed.read_bytes()])
    count = -(-rows // tables["actions"].num_rows)
    sources = [f"2020/{n:06}.txt" for n in range(count)]
    assembly = Assembly("2020", "run", AT, STAMP, dict.fromkeys(sources, "0"), frozenset())

    def every() -> Iterator[bytes]:
        for n, source in enumerate(sources):
            yield renamed(tables, n + (count if other and n % OTHER == 0 else 0), source)

    Releases(folder).write("2020", "run", lambda draft: assembly.fill(draft, every()), assembly.describe)


def measure(rows: int) -> dict[str, int]:
    """Seconds, bytes and MiB of writing a release and of comparing two."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        packed = folder / "packed"
        python("-m", "benchmarks.rows", "make", packed)
        written = [python("-m", "benchmarks.rows", "write", packed, folder / side, str(rows), side) for side in ("a", "b")]
        sides = [folder / side / ".releases" / "2020" / "run" for side in ("a", "b")]
        compared = python("-m", "benchmarks.rows", "compare", *sides)
        size = sum(path.stat().st_size for path in sides[0].glob("*.parquet"))
        return {
            "rows": rows,
            "parquet_mib": round(size / 2**20),
            "write_seconds": round(written[0].wall),
            "write_mib": round(written[0].peak),
            "compare_seconds": round(compared.wall),
            "compare_mib": round(compared.peak),
        }


if __name__ == "__main__":
    task, *given = sys.argv[1:]
    if task == "make":
        make(Path(given[0]))
    elif task == "write":
        write(Path(given[0]), Path(given[1]), int(given[2]), other=given[3] == "b")
    elif task == "compare":
        print([one for one in compare(Path(given[0]), Path(given[1])) if not one.same])
    else:
        for number in (task, *given):
            print(json.dumps(measure(int(number))), flush=True)
