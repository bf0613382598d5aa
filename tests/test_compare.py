"""Two releases side by side, on tables of a few rows."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.compare import Difference, compare, rows
from pipeline.errors import UsageError
from pipeline.store import MANIFEST
from tests.test_tables import GOOD, files_of, spoiled


def release(folder: Path, tables: dict[str, pa.Table]) -> Path:
    """A folder with these tables."""
    folder.mkdir()
    for name, table in tables.items():
        (folder / f"{name}.parquet").write_bytes(files_of(table)[0])
    (folder / MANIFEST).write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return release(tmp_path / "old", GOOD)


def cut(table: str, count: int) -> dict[str, pa.Table]:
    """The good tables with fewer rows in one."""
    return GOOD | {table: GOOD[table].slice(count)}


def twice(table: str) -> dict[str, pa.Table]:
    """The good tables with every row of one given twice."""
    return GOOD | {table: pa.concat_tables([GOOD[table]] * 2)}


def gone(table: str, column: str) -> dict[str, pa.Table]:
    """The good tables without a column of one."""
    return GOOD | {table: GOOD[table].drop_columns([column])}


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        pytest.param(GOOD, None, id="same"),
        pytest.param(cut("actions", 1), Difference("actions", 0, 1, 0, {}), id="row-gone"),
        pytest.param(spoiled("actions", "title", "x"), Difference("actions", 0, 0, 1, {"title": 1}), id="value-changed"),
        pytest.param(spoiled("actions", "period", None), Difference("actions", 0, 0, 1, {"period": 1}), id="value-to-null"),
        pytest.param(spoiled("segments", "segment_id", "seg-0123456789abcdef"), Difference("segments", 1, 1, 0, {}), id="key-changed"),
        pytest.param(
            spoiled("action_mechanisms", "rank", 7), Difference("action_mechanisms", 0, 0, 1, {"rank": 1}), id="key-of-two-columns"
        ),
        pytest.param(cut("issues", 1), Difference("issues", 0, 1, 0, {}), id="no-key"),
        pytest.param(twice("issues"), Difference("issues", GOOD["issues"].num_rows, 0, 0, {}), id="no-key-and-twice"),
        pytest.param(gone("reports", "pages"), Difference("reports", 0, 0, 0, {}, ("pages",)), id="column-gone"),
    ],
)
@pytest.mark.parametrize("at_a_time", [1, 1_000_000], ids=["in-shares", "at-once"])
def test_what_differs(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: dict[str, pa.Table], wanted: Difference | None, at_a_time: int
) -> None:
    monkeypatch.setattr("pipeline.compare.AT_A_TIME", at_a_time)
    found = compare(old, release(tmp_path / "new", new))
    assert [one for one in found if not one.same] == ([wanted] if wanted else [])


def test_comparing_the_other_way_round_swaps_what_came_and_went(old: Path, tmp_path: Path) -> None:
    new = release(tmp_path / "new", cut("mentions", 2))
    there, back = compare(old, new)[2], compare(new, old)[2]
    assert (there.removed, there.added) == (back.added, back.removed) == (2, 0)


def test_rows_tell_key_and_values(old: Path, tmp_path: Path) -> None:
    new = release(tmp_path / "new", spoiled("actions", "title", "x"))
    first = GOOD["actions"].slice(0, 1).to_pylist()[0]
    assert list(rows(old, new, "actions")) == [
        {
            "change": "changed",
            "old": {"action_id": first["action_id"], "title": first["title"]},
            "new": {"action_id": first["action_id"], "title": "x"},
        }
    ]


@pytest.mark.parametrize("table", ["issues", "mentions"])
def test_rows_that_came_are_told_in_full(old: Path, tmp_path: Path, table: str) -> None:
    new = release(tmp_path / "new", cut(table, 1))
    (row,) = rows(new, old, table)
    assert row == {"change": "added", "new": GOOD[table].slice(0, 1).to_pylist()[0]}


def test_no_release_and_no_table_are_told(old: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere is no release.*processed/2020"):
        compare(old, tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no table acts; there are: reports"):
        list(rows(old, old, "acts"))


@pytest.mark.parametrize(
    ("options", "exit_code", "shown"),
    [
        pytest.param((), 1, "title 1", id="table"),
        pytest.param(("--json",), 1, '"title": 1', id="json"),
        pytest.param(("--rows", "actions"), 1, '"title": "x"', id="rows"),
        pytest.param(("--rows", "segments"), 0, "", id="rows-of-another-table"),
    ],
)
def test_the_command(old: Path, tmp_path: Path, options: tuple[str, ...], exit_code: int, shown: str) -> None:
    new = release(tmp_path / "new", spoiled("actions", "title", "x"))
    result = CliRunner().invoke(main, ["diff", str(old), str(new), *options])
    assert (result.exit_code, shown in result.output) == (exit_code, True)
    if options:
        assert all(json.loads(line) for line in ([result.output] if "--json" in options else result.output.splitlines()))
