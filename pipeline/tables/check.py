"""The contract enforced with Arrow, batch by batch: columns, keys, references and spans. Raises TableError with the first bad value.

A batch holds all rows of its reports, and a key of several columns holds the id of one of them, so that only keys of one column can
be given twice by two batches; `large.twice` looks for those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError
from pipeline.tables.columns import column
from pipeline.tables.contract import BY_NAME, TABLES
from pipeline.tables.schema import Column, Reference, Table

SEPARATOR = "\x1f"
Batch = dict[str, pa.Table]
"""Table name -> rows, in the order of the contract."""


def check(batch: Iterable[tuple[str, pa.Table]]) -> None:
    """Checks the tables of some reports, parents first."""
    known: Batch = {}
    for name, rows in batch:
        table = BY_NAME[name]
        if rows.schema != table.arrow:
            raise TableError(f"table {name}: columns are {rows.schema.names}, the contract says {list(table.names)}")
        for of in table.columns:
            check_column(table, of, rows.column(of.name))
        for names in (table.key, *table.unique):
            distinct(table, rows, names)
        for reference in table.references:
            refer(table, rows, reference, known)
        known[name] = rows
        spans(table, rows, known["reports"])


def check_column(table: Table, of: Column, values: pa.ChunkedArray) -> None:
    """Nulls, closed list, pattern and range."""
    if not of.nullable and values.null_count:
        raise TableError(f"table {table.name}, column {of.name}: a null breaks the contract (there must be a value)")
    for wrong, meaning in broken(of, values):
        bad = values.filter(wrong)
        if len(bad):
            raise TableError(f"table {table.name}, column {of.name}: {bad[0].as_py()!r} breaks the contract ({meaning})")


def broken(of: Column, values: pa.ChunkedArray) -> Iterator[tuple[pa.ChunkedArray, str]]:
    """Which values break each rule of the column, and the rule in words."""
    if of.values:
        allowed = column(of.values, "string")
        yield pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, allowed))), f"one of {', '.join(of.values)}"
    if of.pattern:
        yield pc.invert(pc.match_substring_regex(values, rf"\A(?:{of.pattern})\z")), f"of the form {of.pattern}"
    if of.minimum is not None:
        yield pc.less(values, column([of.minimum], of.kind)[0]), f"at least {of.minimum}"
    if of.maximum is not None:
        yield pc.greater(values, column([of.maximum], of.kind)[0]), f"at most {of.maximum}"


def distinct(table: Table, rows: pa.Table, names: tuple[str, ...]) -> None:
    """No two rows share these columns' values."""
    if not names:
        return
    keys = [rows.column(name).cast("string") for name in names]
    key = keys[0] if len(keys) == 1 else pc.binary_join_element_wise(*keys, column([SEPARATOR], "string")[0])
    if pc.count_distinct(key, mode="all").as_py() < rows.num_rows:
        counts = pc.value_counts(key)
        twice = counts.field("values").filter(pc.greater(counts.field("counts"), column([1], "integer")[0]))[0]
        raise TableError(f"table {table.name}: two rows have {dict(zip(names, twice.as_py().split(SEPARATOR), strict=True))}")


def refer(table: Table, rows: pa.Table, reference: Reference, known: Batch) -> None:
    """Every value of the column stands in the table it refers to, or is null."""
    values, there = rows.column(reference.column), known[reference.table].column(reference.to)
    lost = values.filter(pc.invert(pc.is_in(values, there))).drop_null()
    if len(lost):
        raise TableError(f"table {table.name}, column {reference.column}: {lost[0].as_py()!r} is no {reference.table}.{reference.to}")


def spans(table: Table, rows: pa.Table, reports: pa.Table) -> None:
    """Spans lie inside the report's text, and quotes are as long as their spans."""
    if "start" not in table.names:
        return
    start, end = rows.column("start"), rows.column("end")
    nth = pc.index_in(rows.column("report_id"), reports.column("report_id"))
    bad = [
        pc.greater(start, end),
        pc.greater(end, reports.column("characters").take(nth)),
        pc.xor(pc.is_null(start), pc.is_null(end)),
    ]
    if table.quotes:
        bad.append(pc.not_equal(pc.utf8_length(rows.column(table.quotes)), pc.subtract(end, start)))
    for wrong in bad:
        found = rows.filter(wrong)
        if found.num_rows:
            first = found.select(["start", "end", "report_id"]).slice(0, 1).to_pylist()[0]
            place = f"[{first['start']}, {first['end']}) does not fit report {first['report_id']}"
            raise TableError(f"table {table.name}, columns start and end: {place}")


UNIQUE = {table.name: [names[0] for names in (table.key, *table.unique) if len(names) == 1] for table in TABLES}
"""Table -> the columns of which no value may be given twice."""
