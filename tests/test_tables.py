from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from pipeline.errors import TableError
from pipeline.tables import BY_NAME, TABLES, Quarantined, Report, Stamp, export, ids
from pipeline.tables.arrow import ARROW
from pipeline.tables.check import check
from pipeline.tables.columns import column
from pipeline.tables.export import TableWriter, data_package
from pipeline.tables.frames import frame, schema
from pipeline.tables.large import twice
from pipeline.tables.packing import cycle_of, pack, unpack
from pipeline.tables.page import page
from pipeline.tables.rows import Rows, names_a_state, rows_of, rows_of_quarantined
from pipeline.tables.schema import Kind
from pipeline.types import Action, Country, Document, Identity, Issue, Mention, Partner, Segment, Span

STAMP = Stamp(datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC), "1.0", "abc")
TEXT = "With Chile: a tour in 2019.\nWith Chile: a tour in 2019.\nLima hosts MERCOSUR."


def report(source: str = "2020/x.txt") -> Report:
    segments = (
        Segment(0, Span(0, 27), "item", "main_features", "Describe", "en", ("A", "B"), page=2, language="en", language_confidence=0.98765),
        Segment(1, Span(28, 55), "item", "main_features", language="en"),
        Segment(2, Span(56, 76), "paragraph", "main_features", language="fr"),
    )
    chile = [Mention("country", "CHL", Span(at + 5, at + 10), n, "name") for n, at in enumerate((0, 28))]
    mentions = (
        *chile,
        Mention("year", "2019", Span(22, 26), 0, "year"),
        Mention("year", "2019", Span(50, 54), 1, "year", role="target"),
        Mention("country", "PER", Span(56, 60), 2, "capital"),
        Mention("country", "MERCOSUR", Span(67, 75), 2, "bloc"),
    )
    with_chile = (Country("CHL", "partner", chile[0]), Country("PER", "venue", mentions[4]))
    with_bloc = (Country("CHL", "partner", chile[1]), Country("MERCOSUR", "mentioned", mentions[5]))
    actions = (
        Action(Span(0, 27), 0, "A tour", with_chile, "2019", (2019, 2019), (("touring", None),), "done", 0.87654),
        Action(Span(28, 55), 1, "A tour", with_bloc, None, None, (), "unknown", 1.0),
    )
    return Report(
        source,
        Document("a" * 64, "text/plain", TEXT, ()),
        "generic",
        Identity("COL", 0.9, "the form says so", "2020", "form"),
        segments,
        mentions,
        actions,
        (Partner(0, "Casa de Chile", "public", Span(0, 27)),),
        (Issue("warning", "odd", "a span", Span(0, 4)), Issue("info", "odder", "no span")),
    )


def tables(*every: Rows) -> dict[str, pa.Table]:
    (batch,) = unpack([pack(one) for one in every])
    return batch


def files_of(*batches: pa.Table) -> tuple[bytes, bytes]:
    """Parquet and CSV of a table that comes in batches."""
    parquet, text = io.BytesIO(), io.BytesIO()
    writer = TableWriter(batches[0].schema, parquet, text)
    for rows in batches:
        writer.add(rows)
    writer.close()
    return parquet.getvalue(), text.getvalue()


GOOD = tables(rows_of(report(), STAMP), rows_of_quarantined(Quarantined("2020/y.pdf", None, "unreadable", "look at it"), STAMP))


def cells(table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in GOOD[table].to_pylist()]


def test_good_tables_keep_the_contract() -> None:
    check(GOOD.items())
    assert {name: rows.num_rows for name, rows in GOOD.items()} == {
        "reports": 2, "segments": 3, "mentions": 4, "actions": 2, "action_countries": 3, "action_mechanisms": 1,
        "partners": 1, "quarantine": 1, "issues": 2,
    }  # fmt: skip


def test_every_source_has_a_report_row() -> None:
    assert cells("reports", "source", "status", "party", "characters", "share_en", "share_fr", "extracted_at") == [
        ("2020/x.txt", "ok", "COL", 76, 0.73, 0.27, STAMP.at),
        ("2020/y.pdf", "quarantined", None, 0, 0.0, 0.0, STAMP.at),
    ]
    assert cells("quarantine", "source", "sha256", "reason", "at") == [("2020/y.pdf", None, "unreadable", STAMP.at)]


def test_capitals_and_blocs_are_left_out() -> None:
    assert cells("mentions", "kind", "value", "role", "text") == [
        ("country", "CHL", "partner", "Chile"),
        ("country", "CHL", "partner", "Chile"),
        ("year", "2019", None, "2019"),
        ("year", "2019", "background", "2019"),
    ]
    assert [(country, role, mention is None) for country, role, mention in cells("action_countries", "country", "role", "mention_id")] == [
        ("CHL", "partner", False),
        ("PER", "venue", True),
        ("CHL", "partner", False),
    ]


@pytest.mark.parametrize(
    ("value", "rule", "confidence", "shown"),
    [
        pytest.param("CHL", "body", 0.8, True, id="a-body-of-another-state"),
        pytest.param("COL", "body", 0.8, False, id="a-body-of-the-party"),
        pytest.param("COL", "region", 0.7, False, id="a-region-of-the-party"),
        pytest.param("COL", "body", 1.0, True, id="a-body-of-the-party-that-names-it"),
        pytest.param("COL", "name", 0.7, True, id="the-party-itself"),
        pytest.param("CHL", "town", 0.4, False, id="a-town"),
        pytest.param("CHL", "institution", 0.5, False, id="a-museum"),
        pytest.param("EU", "bloc", 1.0, True, id="the-european-union"),
    ],
)
def test_which_mentions_name_a_state(value: str, rule: str, confidence: float, shown: bool) -> None:
    assert names_a_state(Mention("country", value, Span(0, 1), 0, rule, confidence), "COL") == shown


def test_action_rows_carry_their_segment() -> None:
    assert cells("actions", "field", "heading_path", "page", "language", "mechanism", "year_start", "confidence", "review")[0] == (
        "main_features", "A > B", 2, "en", "touring", 2019, 0.877, "machine"
    )  # fmt: skip
    assert cells("partners", "name", "entity_type", "country") == [("Casa de Chile", "public", "CHL")]


def test_same_words_get_different_ids() -> None:
    for table in ("segments", "mentions", "actions"):
        key = BY_NAME[table].key[0]
        assert len(set(GOOD[table].column(key).to_pylist())) == GOOD[table].num_rows


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(ids.action_id("k", "f", "a  b\n"), ids.action_id("k", "f", "a b"), True, id="white-space"),
        pytest.param(ids.action_id("k", "f", "a b", 1), ids.action_id("k", "f", "a b"), False, id="occurrence"),
        pytest.param(ids.action_id("k", "fa", "b"), ids.action_id("k", "f", "ab"), False, id="border"),
        pytest.param(ids.report_id("2020/a b"), ids.report_id("2020/a  b"), False, id="file-names-are-exact"),
    ],
)
def test_ids(one: str, other: str, same: bool) -> None:
    assert (one == other) is same


@pytest.mark.parametrize(
    ("who", "issues", "status"),
    [
        pytest.param(Identity("COL", 0.9, "", "2020", ""), (), "ok", id="sure"),
        pytest.param(Identity(None, 0.0, "", "2020", ""), (), "needs_review", id="no-party"),
        pytest.param(Identity("COL", 0.3, "", "2020", ""), (), "needs_review", id="unsure-party"),
        pytest.param(Identity("COL", 0.9, "", None, ""), (), "needs_review", id="no-cycle"),
        pytest.param(Identity("COL", 0.9, "", "2020", ""), (Issue("error", "x", "y"),), "needs_review", id="error"),
    ],
)
def test_status(who: Identity, issues: tuple[Issue, ...], status: str) -> None:
    made = tables(rows_of(replace(report(), identity=who, issues=issues), STAMP))
    assert made["reports"].column("status").to_pylist() == [status]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_empty_tables_keep_their_types(table: object) -> None:
    empty = tables(rows_of_quarantined(Quarantined("2020/y.pdf", "b" * 64, "empty", "none"), STAMP))
    name = getattr(table, "name", "")
    assert empty[name].schema == BY_NAME[name].arrow
    assert pq.read_table(pa.BufferReader(files_of(empty[name])[0])).schema.equals(BY_NAME[name].arrow)


def spoiled(table: str, column: str, value: object) -> dict[str, pa.Table]:
    """The good tables with another value in the first row of one column."""
    rows, field = GOOD[table], BY_NAME[table].arrow.field(column)
    values = [value, *rows.column(column).to_pylist()[1:]]
    at = rows.schema.get_field_index(column)
    return GOOD | {table: rows.set_column(at, field, pa.array(values, field.type))}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        pytest.param("reports", "status", "fine", id="closed-list"),
        pytest.param("reports", "party", "Colombia", id="pattern"),
        pytest.param("reports", "party", "COL\n", id="pattern-newline"),
        pytest.param("reports", "source", "2020/y.pdf", id="unique"),
        pytest.param("reports", "share_en", 1.5, id="range"),
        pytest.param("segments", "segment_id", None, id="null-key"),
        pytest.param("segments", "report_id", "rep-0000000000000000", id="no-such-report"),
        pytest.param("segments", "end", 26, id="quote-shorter-than-text"),
        pytest.param("mentions", "segment_id", "seg-0000000000000000", id="no-such-segment"),
        pytest.param("actions", "start", 70, id="span-backwards"),
        pytest.param("actions", "period", "in 2019", id="no-edtf"),
        pytest.param("actions", "year_start", 19, id="year"),
        pytest.param("action_countries", "action_id", "act-0000000000000000", id="no-such-action"),
        pytest.param("action_countries", "mention_id", "men-0000000000000000", id="no-such-mention"),
        pytest.param("action_mechanisms", "rank", 0, id="rank"),
        pytest.param("quarantine", "source", "2020/z.pdf", id="no-such-source"),
        pytest.param("issues", "end", 77, id="span-outside"),
    ],
)
def test_a_broken_contract_is_named(table: str, column: str, value: object) -> None:
    with pytest.raises(TableError, match=f"table {table}.*{column}" if column != "end" else f"table {table}, columns start and end"):
        check(spoiled(table, column, value).items())


@pytest.mark.parametrize("period", ["2019", "2019-09-01", "2019-08/2019-09", "2012/..", "../2012", "201X", "2019?", "{2014,2016}"])
def test_every_form_of_period_is_accepted(period: str) -> None:
    check(spoiled("actions", "period", period).items())


def test_other_columns_are_refused() -> None:
    with pytest.raises(TableError, match="table reports: columns are"):
        check([("reports", GOOD["reports"].drop_columns(["form"]))])


def test_packing_many_files_equals_packing_each() -> None:
    every = [pack(rows_of(report(f"2020/{n}.txt"), STAMP)) for n in range(3)]
    apart = list(unpack(every, at_once=1))
    (together,) = unpack(every)
    assert len(apart) == 3
    for name, rows in together.items():
        assert rows.to_pylist() == [row for one in apart for row in one[name].to_pylist()]
    assert cycle_of(every[2]) == "2020"


def test_packing_no_file_gives_empty_tables() -> None:
    (batch,) = unpack([])
    assert all(rows.num_rows == 0 and rows.schema == BY_NAME[name].arrow for name, rows in batch.items())


def test_parquet_is_deterministic() -> None:
    again = tables(rows_of(report(), STAMP), rows_of_quarantined(Quarantined("2020/y.pdf", None, "unreadable", "look at it"), STAMP))
    assert all(files_of(GOOD[name]) == files_of(again[name]) for name in GOOD)


@given(st.data())
def test_files_depend_on_the_rows_alone_not_on_how_they_come(data: st.DataObject) -> None:
    rows = GOOD["segments"]
    rows = pa.concat_tables([rows] * 4)
    cuts = sorted(data.draw(st.lists(st.integers(0, rows.num_rows), max_size=5)))
    batches = [rows.slice(start, end - start) for start, end in pairwise([0, *cuts, rows.num_rows])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "GROUP", 5)
        whole, cut = files_of(rows), files_of(*batches)
    assert cut == whole
    assert pq.ParquetFile(pa.BufferReader(whole[0])).num_row_groups == -(-rows.num_rows // 5)
    assert pq.read_table(pa.BufferReader(whole[0])).equals(rows)


@pytest.mark.parametrize(
    ("table", "column"),
    [pytest.param("reports", "source", id="source"), pytest.param("actions", "action_id", id="id")],
)
def test_a_value_twice_in_two_batches_is_found(table: str, column: str, tmp_path: Path) -> None:
    for name, rows in GOOD.items():
        both = (rows, rows) if name == table else (rows,)
        (tmp_path / f"{name}.parquet").write_bytes(files_of(*both)[0])
    with pytest.raises(TableError, match=f"table {table}: two rows have .*(report_id|{column})"):
        twice(tmp_path)


def test_pandas_users_can_validate_every_table() -> None:
    for name, rows in GOOD.items():
        table = BY_NAME[name]
        assert len(schema(table).validate(frame(table, rows), lazy=True)) == rows.num_rows


def test_pandas_users_are_told_what_is_wrong() -> None:
    broken = frame(BY_NAME["reports"], spoiled("reports", "status", "fine")["reports"])
    with pytest.raises(SchemaErrors, match="one of ok"):
        schema(BY_NAME["reports"]).validate(broken, lazy=True)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.none(), min_size=1))
def test_csv_cells_are_harmless_and_complete(values: list[str | None]) -> None:
    _, data = files_of(pa.table({"n": pa.array(range(len(values)), pa.int64()), "text": pa.array(values, pa.string())}))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[1:]
    assert [int(row[0]) for row in rows] == list(range(len(values)))
    for (_, cell), value in zip(rows, values, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
        plain = (value or "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        assert cell in (plain, "'" + plain)


def test_csv_numbers_and_nulls_stay() -> None:
    rows = pa.table(
        {
            "whole": pa.array([-1, None], pa.int64()),
            "number": pa.array([-0.5, None], pa.float64()),
            "text": pa.array(["-1", None], pa.string()),
            "at": pa.array([STAMP.at, None], pa.timestamp("us", tz="UTC")),
        }
    )
    assert files_of(rows)[1].decode().splitlines()[1:] == ['-1,-0.5,"\'-1","2021-03-04T05:06:07Z"', ",,,"]


def test_data_package_describes_every_file() -> None:
    files = {f"{table.name}.{suffix}": (1, "0" * 64) for table in TABLES for suffix in ("csv", "parquet")}
    package = data_package("2020", files)
    assert {resource["path"] for resource in package["resources"]} == set(files)
    names = {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        for key in resource.get("schema", {}).get("foreignKeys", ()):
            assert key["reference"]["resource"] in names


def test_the_page_is_up_to_date() -> None:
    committed = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
    assert committed.read_text(encoding="utf-8") == page(), "run: python -m pipeline.tables > docs/tables.md"


VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    "string": st.text(),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False) | st.integers(-(2**53), 2**53),
    "timestamp": st.datetimes(timezones=st.just(UTC)),
}


@given(st.sampled_from(sorted(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), st.lists(st.none() | VALUES[kind], max_size=20))))
def test_a_column_holds_what_pyarrow_makes_of_its_values(column_of: tuple[Kind, list[Any]]) -> None:
    kind, values = column_of
    made = column(values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(values, ARROW[kind]))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("string", 1, id="number-for-words"),
        pytest.param("integer", 1.5, id="fraction"),
        pytest.param("integer", "1", id="words-for-a-number"),
        pytest.param("number", "1.5", id="words-for-a-fraction"),
        pytest.param("timestamp", "2020-01-01", id="words-for-a-time"),
    ],
)
def test_a_column_refuses_a_value_of_another_type(kind: Kind, value: Any) -> None:
    with pytest.raises((TypeError, AttributeError)):
        column([value], kind)
