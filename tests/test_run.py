from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2
import pytest

from pipeline.errors import StoreError, UsageError
from pipeline.run import CycleResult, Outcome, Settings, Summary, build, opened
from pipeline.run.work import pipeline_version, result_key
from pipeline.store import Counts
from tests.conftest import ENGLISH, FRENCH


def run(raw: Path, processed: Path | None = None, **options: object) -> tuple[Summary, list[Outcome]]:
    """One run and the files that it read."""
    done: list[Outcome] = []
    settings = Settings(raw, processed or raw.parent / "processed", **options)  # type: ignore[arg-type]
    return build(settings, on_done=done.append), done


def of(summary: Summary, cycle: str) -> CycleResult:
    return next(one for one in summary.cycles if one.cycle == cycle)


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return list(pq.read_table(folder / f"{table}.parquet").to_pylist())


def tables(processed: Path) -> dict[str, bytes]:
    """Every published table and data package by its path."""
    found = [path for path in processed.glob("*/*") if path.suffix in (".csv", ".parquet") or path.name == "datapackage.json"]
    return {path.relative_to(processed).as_posix(): path.read_bytes() for path in found}


def test_a_first_run_reads_and_publishes_everything(raw: Path) -> None:
    summary, done = run(raw)
    assert sorted(outcome.source for outcome in done) == [
        "2016/portugal.txt", "2020/africa/tunisie.txt", "2020/broken.pdf", "2020/portugal.txt"
    ]  # fmt: skip
    assert of(summary, "2020").counts == Counts(sources=3, processed=2, unchanged=0, quarantined=1)
    folder = raw.parent / "processed" / "2020"
    assert folder.is_symlink()
    assert [(row["source"], row["party"], row["cycle"]) for row in rows(folder, "reports") if row["status"] != "quarantined"] == [
        ("2020/africa/tunisie.txt", "TUN", "2020"),
        ("2020/portugal.txt", "PRT", "2020"),
    ]
    assert {row["source"] for row in rows(folder, "quarantine")} == {"2020/broken.pdf"}
    assert not summary.failed


@pytest.mark.parametrize(
    ("files", "workers", "batches"),
    [
        pytest.param(3, 1, 3, id="few"),
        pytest.param(40, 1, 20, id="one-worker"),
        pytest.param(40, 2, 40, id="two-workers"),
        pytest.param(300, 2, 38, id="many"),
    ],
)
def test_batches_are_few_and_every_worker_has_some(tmp_path: Path, files: int, workers: int, batches: int) -> None:
    for n in range(files):
        (tmp_path / "raw" / "2020").mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / "2020" / f"{n:03}.txt").write_text(f"Report {n}", encoding="utf-8")
    with opened(Settings(tmp_path / "raw", tmp_path / "processed", workers=workers), elsewhere=True) as work:
        assert len(work.batches) == batches
        assert [one.file.name for batch in work.batches for one in batch] == [one.file.name for one in work.todo]


def test_a_pdf_is_opened_once_and_never_again(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(Path(__file__).resolve().parents[1] / "raw" / "2024" / "numbered-report.pdf", raw / "2020" / "report.pdf")
    documents: list[object] = []
    real = pypdfium2.PdfDocument
    monkeypatch.setattr(pypdfium2, "PdfDocument", lambda *given: documents.append(given) or real(*given))
    run(raw)
    assert len(documents) == 2, "the good one and the broken one"
    run(raw)
    (raw / "2020" / "portugal.txt").write_text(ENGLISH.replace("2018", "2017"), encoding="utf-8")
    run(raw)
    assert len(documents) == 2


def test_published_tables_reconcile_with_raw(raw: Path) -> None:
    run(raw)
    for cycle in ("2016", "2020"):
        folder = raw.parent / "processed" / cycle
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        reports = rows(folder, "reports")
        good = [row for row in reports if row["status"] != "quarantined"]
        counts = manifest["counts"]
        assert len(reports) == counts["sources"] == len(manifest["inputs"])
        assert len(rows(folder, "quarantine")) == counts["quarantined"] == len(reports) - len(good)
        assert {row["report_id"] for row in rows(folder, "segments")} == {row["report_id"] for row in good}
        assert {name: len(rows(folder, name)) for name in manifest["rows"]} == manifest["rows"]


def test_a_second_run_does_no_work(raw: Path) -> None:
    run(raw)
    release = (raw.parent / "processed" / "2020").resolve()
    summary, done = run(raw)
    assert (done, summary.read) == ([], 0)
    assert [cycle.fresh for cycle in summary.cycles] == [False, False]
    assert of(summary, "2020").counts == Counts(sources=3, processed=0, unchanged=2, quarantined=1)
    assert (raw.parent / "processed" / "2020").resolve() == release


def test_a_changed_file_is_read_alone(raw: Path) -> None:
    before, _ = run(raw)
    (raw / "2020" / "portugal.txt").write_text(ENGLISH.replace("2018", "2017"), encoding="utf-8")
    summary, done = run(raw)
    assert [outcome.source for outcome in done] == ["2020/portugal.txt"]
    assert of(summary, "2020").counts == Counts(sources=3, processed=1, unchanged=1, quarantined=1)
    assert (of(summary, "2020").fresh, of(summary, "2016").fresh) == (True, False)
    ids = [{entry.source: entry.key for entry in of(one, "2020").entries} for one in (before, summary)]
    assert ids[0]["2020/africa/tunisie.txt"] == ids[1]["2020/africa/tunisie.txt"]
    assert ids[0]["2020/portugal.txt"] != ids[1]["2020/portugal.txt"]


def test_a_file_that_only_got_another_time_is_known(raw: Path) -> None:
    run(raw)
    os.utime(raw / "2020" / "portugal.txt", ns=(1, 1))
    summary, done = run(raw)
    assert (done, of(summary, "2020").fresh) == ([], False)


def test_a_file_that_went_away_leaves_the_tables(raw: Path) -> None:
    run(raw)
    (raw / "2020" / "broken.pdf").unlink()
    summary, done = run(raw)
    assert (done, of(summary, "2020").counts) == ([], Counts(sources=2, processed=0, unchanged=2, quarantined=0))
    assert rows(raw.parent / "processed" / "2020", "quarantine") == []


def test_a_file_without_folder_goes_where_it_belongs(raw: Path) -> None:
    (raw / "late.txt").write_text(FRENCH.replace("2020", "2016"), encoding="utf-8")
    run(raw)
    assert [row["source"] for row in rows(raw.parent / "processed" / "2016", "reports")] == ["2016/portugal.txt", "late.txt"]
    summary, done = run(raw)
    assert (done, [cycle.fresh for cycle in summary.cycles]) == ([], [False, False])


def test_one_cycle_alone(raw: Path) -> None:
    summary, done = run(raw, cycles=("2016",))
    assert ([outcome.source for outcome in done], [cycle.cycle for cycle in summary.cycles]) == (["2016/portugal.txt"], ["2016"])
    assert not (raw.parent / "processed" / "2020").exists()


def test_a_cycle_that_is_not_there_is_told(raw: Path) -> None:
    with pytest.raises(UsageError, match=r"no cycle 1999 in .*there are: 2016, 2020"):
        run(raw, cycles=("1999",))
    (raw / "late.txt").write_text(FRENCH, encoding="utf-8")
    with pytest.raises(UsageError, match="no cycle 1999"):
        run(raw, cycles=("1999",))


@pytest.mark.parametrize(("one", "other"), [("raw", "raw"), ("raw", "raw/out"), ("x/raw", "x")])
def test_raw_and_processed_stay_apart(tmp_path: Path, one: str, other: str) -> None:
    with pytest.raises(UsageError, match="lie in each other"):
        Settings(tmp_path / one, tmp_path / other)


def test_a_damaged_result_is_made_again(raw: Path) -> None:
    first, _ = run(raw)
    before = tables(raw.parent / "processed")
    key = next(entry.key for entry in of(first, "2020").entries if entry.source == "2020/portugal.txt")
    (entry,) = (raw.parent / "processed" / ".results").glob(f"*/{key}.arrow")
    entry.write_bytes(entry.read_bytes()[:-7])
    (raw.parent / "processed" / "2020").unlink()
    _, done = run(raw)
    assert [outcome.source for outcome in done] == ["2020/portugal.txt"]
    assert tables(raw.parent / "processed") == before


def test_processed_can_be_deleted_without_loss(raw: Path) -> None:
    run(raw, raw.parent / "one")
    run(raw, raw.parent / "two")
    assert tables(raw.parent / "one") == tables(raw.parent / "two") != {}


def test_source_date_epoch_fixes_the_time(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    for name in ("one", "two"):
        run(raw, raw.parent / name, db=f"sqlite:///{raw.parent / name}.sqlite")
    assert tables(raw.parent / "one") == tables(raw.parent / "two")
    assert rows(raw.parent / "one" / "2020", "reports")[0]["extracted_at"].isoformat() == "2020-09-13T12:26:40+00:00"  # type: ignore[attr-defined]


def test_workers_give_the_same_tables(raw: Path) -> None:
    run(raw, raw.parent / "one")
    run(raw, raw.parent / "two", workers=2)
    assert tables(raw.parent / "one") == tables(raw.parent / "two")


def test_a_run_in_which_every_file_failed_publishes_nothing(raw: Path) -> None:
    run(raw)
    before = tables(raw.parent / "processed")
    for path in raw.rglob("*.txt"):
        path.write_bytes(b"%PDF-1.4\ncut")
    summary, _ = run(raw)
    assert summary.failed
    assert [cycle.published for cycle in summary.cycles] == [False, False]
    assert tables(raw.parent / "processed") == before
    assert {row["status"] for row in rows(of(summary, "2020").folder, "reports")} == {"quarantined"}


def test_a_file_that_cannot_be_opened_is_set_aside(raw: Path) -> None:
    (raw / "2020" / "gone.pdf").symlink_to(raw / "nowhere.pdf")
    summary, _ = run(raw)
    entry = next(entry for entry in of(summary, "2020").entries if entry.source == "2020/gone.pdf")
    assert (entry.status, entry.reason, entry.sha256) == ("quarantined", "unreadable", None)
    assert run(raw)[1] == []


KILLED = """
import os, pathlib, signal
from pipeline.run import Settings, build, publish
at = 0
def note(self, name, rows):
    if name == {table!r}:
        os.kill(os.getpid(), signal.SIGKILL)
publish.Assembly.note = note
build(Settings(pathlib.Path({raw!r}), pathlib.Path({processed!r})))
"""


@pytest.mark.parametrize("table", ["reports", "issues"])
def test_a_killed_run_leaves_the_old_release(raw: Path, table: str) -> None:
    processed = raw.parent / "processed"
    run(raw)
    before = tables(processed)
    (raw / "2020" / "portugal.txt").write_text(ENGLISH.replace("2018", "2017"), encoding="utf-8")
    code = KILLED.format(table=table, raw=str(raw), processed=str(processed))
    killed = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).resolve().parents[1])
    assert killed.returncode == -signal.SIGKILL
    assert tables(processed) == before
    summary, done = run(raw)
    assert done == [], "what the killed run had read is kept"
    assert of(summary, "2020").fresh
    assert not list(processed.glob(".releases/*/*.partial"))


def test_a_bug_names_its_file(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pipeline.run.work.process", broken)
    with pytest.raises(ZeroDivisionError) as caught:
        run(raw)
    assert caught.value.__notes__ == ["while reading 2016/portugal.txt"]


def test_a_file_that_changes_meanwhile_stops_the_run(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.sha256_of", lambda _: "0" * 64)
    with pytest.raises(StoreError, match="changed while the run was reading it"):
        run(raw)


def test_a_plain_folder_in_the_way_is_told_before_anything_is_read(raw: Path) -> None:
    (raw.parent / "processed" / "2020").mkdir(parents=True)
    done: list[Outcome] = []
    with pytest.raises(StoreError, match="is in the way"):
        build(Settings(raw, raw.parent / "processed"), on_done=done.append)
    assert done == []


def test_the_key_names_everything_rows_depend_on() -> None:
    keys = {result_key(name, sha256, knowledge) for name in "ab" for sha256 in (None, "0") for knowledge in "xy"}
    assert len(keys) == 8
    assert pipeline_version().startswith("0.1.0+")


def test_a_run_needs_neither_pandas_nor_duckdb_nor_prefect(raw: Path) -> None:
    code = (
        "import sys, pathlib; from pipeline.run import Settings, build\n"
        f"build(Settings(pathlib.Path({str(raw)!r}), pathlib.Path({str(raw.parent / 'processed')!r})))\n"
        "print(sorted({'pandas', 'pandera', 'duckdb', 'prefect'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
