"""How two releases differ, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from pipeline.cli.console import output
from pipeline.compare import Difference, compare, rows


def show_difference(old: Path, new: Path, as_json: bool) -> bool:
    """Prints one line a table; returns whether all are the same."""
    found = compare(old, new)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=1))
    else:
        output().print(table_of(found))
    return all(one.same for one in found)


def table_of(found: Iterable[Difference]) -> Table:
    """The counts, and which columns changed in how many rows."""
    table = Table()
    for column in ("table", "added", "removed", "changed", "columns that changed"):
        table.add_column(column, justify="right" if column in ("added", "removed", "changed") else "left", overflow="fold")
    for one in found:
        columns = [f"{name} {count}" for name, count in sorted(one.columns.items(), key=lambda item: (-item[1], item[0]))]
        columns += [f"{name} is gone" for name in one.lost] + [f"{name} is new" for name in one.gained]
        table.add_row(one.table, str(one.added), str(one.removed), str(one.changed), ", ".join(columns))
    return table


def show_rows(old: Path, new: Path, table: str) -> bool:
    """Prints each row that differs as one JSON object a line; returns whether there is none."""
    same = True
    for row in rows(old, new, table):
        same = False
        click.echo(json.dumps(row, ensure_ascii=False, default=str))
    return same
