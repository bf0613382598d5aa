"""The contract enforced: pandera for each table, then keys, references and spans across tables.

This is the only module with pandas.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial

os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError
from pipeline.tables.contract import BY_NAME, TABLES
from pipeline.tables.schema import Column, Kind, Reference, Table

DTYPES: dict[Kind, object] = {
    "string": pd.StringDtype("pyarrow", na_value=pd.NA),
    "integer": pd.Int64Dtype(),
    "number": pd.Float64Dtype(),
    "timestamp": pd.DatetimeTZDtype("us", "UTC"),
}


def frame(table: Table, rows: pa.Table) -> pd.DataFrame:
    """Arrow -> pandas with nullable types; times stay UTC microseconds."""
    kinds = {column.field.type: DTYPES[column.kind] for column in table.columns if column.kind != "timestamp"}
    data: pd.DataFrame = rows.to_pandas(types_mapper=kinds.get)
    return data


def schema(table: Table) -> pandera.DataFrameSchema:
    """The table's pandera schema: strict columns in order, unique key, closed lists, patterns and ranges."""
    return pandera.DataFrameSchema(
        {column.name: pandera.Column(DTYPES[column.kind], checks(column), nullable=column.nullable) for column in table.columns},
        strict=True,
        ordered=True,
        unique=None,
        name=table.name,
    )


def checks(column: Column) -> list[pandera.Check]:
    """What a value of the column must meet."""
    found = []
    if column.values:
        found.append(pandera.Check.isin(column.values, error=f"one of {', '.join(column.values)}"))
    if column.pattern:
        found.append(pandera.Check(partial(whole, pattern=rf"\A(?:{column.pattern})\z"), error=f"of the form {column.pattern}"))
    if column.minimum is not None:
        found.append(pandera.Check.ge(column.minimum, error=f"at least {column.minimum}"))
    if column.maximum is not None:
        found.append(pandera.Check.le(column.maximum, error=f"at most {column.maximum}"))
    return found


def whole(values: pd.Series, pattern: str) -> pd.Series:
    """Which values the pattern matches; one pass of Arrow over the column instead of a call a row."""
    return pd.Series(pc.match_substring_regex(pa.array(values), pattern).to_numpy(zero_copy_only=False), index=values.index)


SCHEMAS = {table.name: schema(table) for table in TABLES}


class Checker:
    """Checks tables one after another, parents first, and keeps of each only the columns that others refer to."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], pa.ChunkedArray] = {}
        self.characters: pd.Series | None = None

    def add(self, table: Table, rows: pa.Table) -> None:
        """Raises TableError: a column, key, reference or span that breaks the contract, with the first bad value."""
        if rows.schema != table.arrow:
            raise TableError(f"table {table.name}: columns are {rows.schema.names}, the contract says {list(table.names)}")
        data = frame(table, rows)
        columns(table, data)
        for names in (table.key, *table.unique):
            distinct(table, data, names)
        for reference in table.references:
            self.refer(table, rows, reference)
        self.spans(table, data)
        for target in REFERRED.get(table.name, ()):
            self.kept[table.name, target] = rows.column(target)

    def refer(self, table: Table, rows: pa.Table, reference: Reference) -> None:
        """Every value of the column stands in the table it refers to, or is null."""
        values = rows.column(reference.column)
        lost = values.filter(pc.invert(pc.is_in(values, self.kept[reference.table, reference.to]))).drop_null()
        if len(lost):
            raise TableError(f"table {table.name}, column {reference.column}: {lost[0].as_py()!r} is no {reference.table}.{reference.to}")

    def spans(self, table: Table, data: pd.DataFrame) -> None:
        """Spans lie inside the report's text, and quotes are as long as their spans."""
        if table.name == "reports":
            self.characters = data.set_index("report_id")["characters"]
        if "start" not in data or self.characters is None:
            return
        length = data["report_id"].map(self.characters)
        bad = (data["start"] > data["end"]) | (data["end"] > length) | (data["start"].isna() != data["end"].isna())
        if table.quotes:
            bad |= data[table.quotes].str.len() != data["end"] - data["start"]
        wrong = data[bad.fillna(False)]
        if len(wrong):
            row = wrong.iloc[0]
            raise TableError(f"table {table.name}, columns start and end: [{row.start}, {row.end}) does not fit report {row.report_id}")


REFERRED: dict[str, set[str]] = {}
for _table in TABLES:
    for _reference in _table.references:
        REFERRED.setdefault(_reference.table, set()).add(_reference.to)


def columns(table: Table, data: pd.DataFrame) -> None:
    """Types, nulls, closed lists, patterns and ranges. Raises TableError with table, column and the first bad value."""
    try:
        SCHEMAS[table.name].validate(data, lazy=True)
    except pandera.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise TableError(
            f"table {table.name}, column {first['column']}: {first['failure_case']!r} breaks the contract ({first['check']})"
        ) from error


def distinct(table: Table, data: pd.DataFrame, names: tuple[str, ...]) -> None:
    """No two rows share these columns' values."""
    if not names:
        return
    twice = data.duplicated(list(names))
    if twice.any():
        first = data.loc[twice, list(names)].iloc[0].to_dict()
        raise TableError(f"table {table.name}: two rows have {first}")


def check(tables: Iterable[tuple[str, pa.Table]]) -> None:
    """Checks named tables in the order of the contract. Raises TableError."""
    checker = Checker()
    for name, rows in tables:
        checker.add(BY_NAME[name], rows)
