"""The contract for people who work with pandas: `schema(table).validate(frame(table, rows))`.

This is the only module with pandas; a run checks its tables with Arrow (`check.py`) and never loads it.
"""

from __future__ import annotations

import os
from functools import partial

os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.schema import Column, Kind, Table

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
