from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import StoreError, UsageError
from pipeline.store import (
    MANIFEST,
    Counts,
    CycleRun,
    Draft,
    Entry,
    Ledger,
    Manifest,
    Releases,
    Results,
    SourceState,
    locked,
    opened,
    raw_files,
    sha256_of,
    sqlite_url,
)
from pipeline.store.database import HEAD, Base, shown
from pipeline.store.raw import is_report
from pipeline.store.releases import read_manifest

AT = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
ENTRY = Entry("2020/x.pdf", "a" * 64, "k1", "ok", None, None, "COL", "2020", 0.5, 0.25, 10, 2)
RUN = CycleRun("r1", "2020", AT, AT, "r1", True, 1, 1, 0, 0, "1.0", "abc")


@pytest.mark.parametrize(
    ("name", "report"),
    [
        pytest.param("x.pdf", True, id="pdf"),
        pytest.param("X", True, id="no-suffix"),
        pytest.param("readmeter.txt", True, id="begins-like-readme"),
        pytest.param("README.md", False, id="readme"),
        pytest.param("Readme", False, id="readme-without-suffix"),
        pytest.param(".gitkeep", False, id="hidden"),
        pytest.param("~$x.docx", False, id="office-lock"),
        pytest.param("Thumbs.db", False, id="system"),
    ],
)
def test_what_may_be_a_report(name: str, report: bool) -> None:
    assert is_report(name) is report


def test_raw_files_are_sorted_and_know_their_folder(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/deep/er/1.txt", "a.txt", "b/.hidden/3.txt", "b/.gitkeep"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [(file.name, file.folder, file.size) for file in raw_files(tmp_path)] == [
        ("a.txt", None, 1), ("b/2.txt", "b", 1), ("b/deep/er/1.txt", "b", 1)
    ]  # fmt: skip


def test_a_broken_link_is_listed_and_has_no_hash(tmp_path: Path) -> None:
    (tmp_path / "2020").mkdir()
    (tmp_path / "2020" / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (file,) = raw_files(tmp_path)
    assert (file.size, file.mtime_ns, sha256_of(file.path)) == (-1, -1, None)


def test_a_name_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"r\xe9sum\xe9.txt")).write_text("x")
    assert raw_files(tmp_path)[0].name.encode() == "r\ufffdsum\ufffd.txt".encode()


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        raw_files(tmp_path / "raw")
    with pytest.raises(UsageError, match="holds no reports"):
        raw_files(tmp_path)


@given(payload=st.binary(min_size=1, max_size=50), at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_damaged_result_counts_as_missing(tmp_path_factory: pytest.TempPathFactory, payload: bytes, at: int, bit: int) -> None:
    results = Results(tmp_path_factory.mktemp("results"))
    results.put("abcd", payload)
    assert results.get("abcd") == payload
    sealed = bytearray(results.path("abcd").read_bytes())
    sealed[at % len(sealed)] ^= 1 << bit
    results.path("abcd").write_bytes(sealed)
    assert results.get("abcd") is None


@pytest.mark.parametrize("rest", [b"", b"abc", b"\0\0\0\0"])
def test_a_cut_result_counts_as_missing(tmp_path: Path, rest: bytes) -> None:
    results = Results(tmp_path)
    results.put("abcd", b"payload")
    results.path("abcd").write_bytes(rest)
    assert results.get("abcd") is None


def test_sweep_keeps_what_is_asked(tmp_path: Path) -> None:
    results = Results(tmp_path)
    for key in ("aa1", "aa2", "bb1"):
        results.put(key, b"x")
    for sha256 in ("aa1", "cc1"):
        results.keep_stages(sha256, b"y")
    (tmp_path / "aa" / "aa3.77.tmp").write_bytes(b"half")
    assert results.sweep({"aa1"}, {"cc1"}) == 4
    assert [results.get(key) for key in ("aa1", "aa2", "bb1")] == [b"x", None, None]
    assert [results.stages(sha256) for sha256 in ("aa1", "cc1")] == [None, b"y"]


def write(releases: Releases, run_id: str, text: bytes = b"1") -> Path:
    """A release of one file."""

    def describe(files: dict[str, tuple[int, str]]) -> dict[str, bytes]:
        return {MANIFEST: Manifest(1, run_id, "2020", AT.isoformat(), "1.0", "abc", Counts(1, 1, 0, 0), {}, files, (ENTRY,)).to_json()}

    return releases.write("2020", run_id, lambda draft: written(draft, text), describe)


def written(draft: Draft, text: bytes) -> None:
    """One file, in two pieces."""
    file = draft.open("reports.csv")
    file.write(text[:1])
    file.write(text[1:])


def test_a_release_knows_size_and_hash_of_its_files(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.publish("2020", write(releases, "r1", b"some text"))
    manifest = releases.published("2020")
    assert manifest is not None
    assert manifest.files == {"reports.csv": (9, hashlib.sha256(b"some text").hexdigest())}
    assert (tmp_path / "2020" / "reports.csv").read_bytes() == b"some text"


def test_publishing_moves_the_link(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    assert releases.published("2020") is None
    for run_id in ("r1", "r2"):
        assert releases.publish("2020", write(releases, run_id)) == tmp_path / "2020"
        assert str((tmp_path / "2020").readlink()) == f".releases/2020/{run_id}"
        published = releases.published("2020")
        assert published is not None
        assert (published.run_id, published.inputs) == (run_id, (ENTRY,))


def test_a_release_without_manifest_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "half").mkdir()
    with pytest.raises(StoreError, match="no manifest"):
        Releases(tmp_path).publish("2020", tmp_path / "half")


def test_an_error_while_writing_leaves_no_release(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.publish("2020", write(releases, "r1"))

    def fill(draft: Draft) -> None:
        written(draft, b"1")
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        releases.write("2020", "r2", fill, lambda _: {})
    assert not (tmp_path / ".releases" / "2020" / "r2").exists()
    releases.prune("2020")
    assert [path.name for path in (tmp_path / ".releases" / "2020").iterdir()] == ["r1"]


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "2020").mkdir()
    with pytest.raises(StoreError, match=r"2020 is in the way.*move it"):
        Releases(tmp_path).published("2020")


def test_a_published_release_that_lost_a_file_does_not_count(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.publish("2020", write(releases, "r1"))
    (tmp_path / "2020" / "reports.csv").unlink()
    assert releases.published("2020") is None


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"counts": {"sources": 2}}', b"\xff"])
def test_a_damaged_manifest_does_not_count(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    assert read_manifest(tmp_path) is None


def test_pruning_keeps_the_published_release(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.publish("2020", write(releases, "r0"))
    for n in range(1, 5):
        write(releases, f"r{n}")
    (tmp_path / ".releases" / "2020" / "r9.partial").mkdir()
    releases.prune("2020", keep=2)
    assert sorted(path.name for path in (tmp_path / ".releases" / "2020").iterdir()) == ["r0", "r3", "r4"]
    assert releases.keys() == {"k1"}


def test_counts_must_reconcile() -> None:
    with pytest.raises(StoreError, match="does not reconcile"):
        Counts(sources=3, processed=1, unchanged=0, quarantined=1)


def test_the_manifest_survives_json() -> None:
    manifest = Manifest(1, "r", "2020", AT.isoformat(), "1", "2", Counts(1, 0, 1, 0), {"reports": 1}, {"a.csv": (3, "f")}, (ENTRY,))
    assert Manifest.from_json(manifest.to_json()) == manifest
    assert json.loads(manifest.to_json())["files"] == {"a.csv": {"bytes": 3, "sha256": "f"}}


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(StoreError, match=f"another run .process {os.getpid()}."), locked(tmp_path):
        pytest.fail("two runs hold the lock")
    with locked(tmp_path):
        pass


def test_a_killed_run_frees_the_lock(tmp_path: Path) -> None:
    code = f"import os, pathlib, pipeline.store as s\nwith s.locked(pathlib.Path({str(tmp_path)!r})): os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with locked(tmp_path):
        pass


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"), locked(tmp_path / "file" / "processed"):
        pytest.fail("locked a folder that cannot be")


def test_the_ledger_remembers(tmp_path: Path) -> None:
    state = SourceState("2020/x.pdf", "a" * 64, 10, 2**62, "ok", None)
    with opened(sqlite_url(tmp_path / "state.sqlite")) as engine:
        ledger = Ledger(engine)
        ledger.record([state], {"k1": ("2020/x.pdf", AT)}, [RUN])
        later = AT + timedelta(days=1)
        other = SourceState("2020/y.pdf", None, 1, 1, "quarantined", "unreadable")
        again = replace(RUN, run_id="r2", started=later, processed=0, unchanged=1)
        ledger.record([replace(state, size=11), other], {"k1": ("2020/x.pdf", later), "k2": ("2020/y.pdf", later)}, [again])
    with opened(sqlite_url(tmp_path / "state.sqlite")) as engine:
        ledger = Ledger(engine)
        assert {name: asdict(seen) for name, seen in ledger.seen().items()} == {
            "2020/x.pdf": {"size": 11, "mtime_ns": 2**62, "sha256": "a" * 64},
            "2020/y.pdf": {"size": 1, "mtime_ns": 1, "sha256": None},
        }
        assert ledger.extracted_at(["k1", "k2", "k3"]) == {"k1": AT, "k2": later}
    with sqlite3.connect(tmp_path / "state.sqlite") as connection:
        rows = connection.execute("select source, first_seen, last_run from sources order by source").fetchall()
    connection.close()
    assert [(name, seen[:10], run) for name, seen, run in rows] == [("2020/x.pdf", "2021-03-04", "r2"), ("2020/y.pdf", "2021-03-05", "r2")]


def test_times_come_back_in_utc(tmp_path: Path) -> None:
    there = AT.astimezone(timezone(timedelta(hours=5)))
    with opened(sqlite_url(tmp_path / "state.sqlite")) as engine:
        Ledger(engine).record([], {"k": ("x", there)}, [])
        (found,) = Ledger(engine).extracted_at(["k"]).values()
    assert (found, found.utcoffset()) == (AT, timedelta(0))


def test_many_keys_are_asked_in_slices(tmp_path: Path) -> None:
    keys = {f"k{n}": ("x", AT) for n in range(1234)}
    with opened(sqlite_url(tmp_path / "state.sqlite")) as engine:
        Ledger(engine).record([], keys, [])
        assert len(Ledger(engine).extracted_at(keys)) == 1234


def test_migrations_make_what_the_code_expects(tmp_path: Path) -> None:
    with opened(sqlite_url(tmp_path / "state.sqlite")) as engine, engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).resolve().parents[1] / "pipeline" / "store" / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "state.sqlite")
    with opened(url) as engine, engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match="newer program"), opened(url):
        pytest.fail("opened a database of the future")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("nonsense", "check --db", id="no-address"),
        pytest.param("sqlite:////nowhere/at/all.sqlite", "unable to open", id="no-folder"),
        pytest.param("oracle+nosuch://x", "check --db", id="no-dialect"),
        pytest.param("mysql+pymysql://u:secret@h/d", "driver pymysql", id="no-driver"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught, opened(url):
        pytest.fail("opened nothing")
    assert "secret" not in str(caught.value)


def test_passwords_are_not_shown() -> None:
    assert shown("postgresql://me:pa@ss@host/db") == "postgresql://host/db"
