"""raw/ and processed/ on object storage: a real S3 server in this process, and fsspec's memory."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import StoreError, UsageError
from pipeline.run import Settings, Summary, build
from pipeline.store import locked, objects_lock, place, raw_files
from pipeline.store.objects_lock import STALE, check_held, holder, numbers, sign, take, write
from pipeline.store.places import change_number
from tests.conftest import fill
from tests.test_run import tables

pytestmark = pytest.mark.xdist_group("objects")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of an S3 server."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """An empty bucket, and the clock standing still."""
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "who",
        "AWS_SECRET_ACCESS_KEY": "knows",
        "AWS_DEFAULT_REGION": "us-east-1",
        "SOURCE_DATE_EPOCH": "1600000000",
    }.items():
        monkeypatch.setenv(name, value)
    name = "b" + str(abs(hash(request.node.name)))
    system(f"s3://{name}").mkdir(name)
    return f"s3://{name}"


def system(url: str) -> Any:
    """fsspec's file system."""
    return place(url).fs  # type: ignore[attr-defined]


def upload(raw: Path, url: str) -> None:
    """Every file of a folder."""
    for path in raw.rglob("*"):
        if path.is_file():
            (place(url) / path.relative_to(raw).as_posix()).write_bytes(path.read_bytes())


def published(url: str, cycle: str) -> dict[str, bytes]:
    """The tables of a cycle as a reader finds them: by the object that says where they are."""
    told = json.loads((place(url) / f"{cycle}.json").read_bytes())
    folder = place(url) / told["release"]
    found = [path for path in folder.iterdir() if path.suffix in (".csv", ".parquet") or path.name == "datapackage.json"]
    return {f"{cycle}/{path.name}": path.read_bytes() for path in found}


def run(bucket: str, state: Path, **options: Any) -> Summary:
    """One run from bucket to bucket."""
    return build(Settings(place(f"{bucket}/raw"), place(f"{bucket}/processed"), db=f"sqlite:///{state / 'state.sqlite'}", **options))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_from_bucket_to_bucket_makes_the_bytes_of_a_local_one(bucket: str, tmp_path: Path, workers: int) -> None:
    upload(fill(tmp_path / "raw"), f"{bucket}/raw")
    assert not run(bucket, tmp_path, workers=workers).failed
    build(Settings(tmp_path / "raw", tmp_path / "processed"))
    assert published(f"{bucket}/processed", "2016") | published(f"{bucket}/processed", "2020") == tables(tmp_path / "processed")


def test_a_second_run_reads_nothing_and_a_changed_object_is_read_alone(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(fill(tmp_path / "raw"), f"{bucket}/raw")
    run(bucket, tmp_path)
    before = published(f"{bucket}/processed", "2020")
    opened: list[str] = []
    kind = type(place(f"{bucket}/raw"))
    read = kind.read_bytes
    monkeypatch.setattr(kind, "read_bytes", lambda path: opened.append(path.name) or read(path))
    assert [cycle.fresh for cycle in run(bucket, tmp_path).cycles] == [False, False]
    assert not [name for name in opened if not name.endswith(".json") and not name.startswith(".lock")]
    assert published(f"{bucket}/processed", "2020") == before
    text = (tmp_path / "raw" / "2020" / "portugal.txt").read_text(encoding="utf-8")
    (place(f"{bucket}/raw") / "2020" / "portugal.txt").write_bytes(text.replace("2018", "2017").encode())
    summary = run(bucket, tmp_path)
    assert (summary.read, [cycle.fresh for cycle in summary.cycles]) == (1, [False, True])
    assert b",2017," in published(f"{bucket}/processed", "2020")["2020/actions.csv"]


def test_old_releases_and_results_go(bucket: str, tmp_path: Path) -> None:
    upload(fill(tmp_path / "raw"), f"{bucket}/raw")
    report = place(f"{bucket}/raw") / "2016" / "portugal.txt"
    text = report.read_bytes()
    for year in range(7):
        report.write_bytes(text.replace(b"2018", b"%d" % (1990 + year)))
        run(bucket, tmp_path)
    releases = sorted(path.name for path in (place(f"{bucket}/processed") / ".releases" / "2016").iterdir())
    told = json.loads((place(f"{bucket}/processed") / "2016.json").read_bytes())
    assert (len(releases), releases[-1]) == (5, told["run_id"])
    assert len(list((place(f"{bucket}/processed") / ".results").glob("*/*.arrow"))) == 5 + 3


def test_the_flow_takes_urls(bucket: str, tmp_path: Path) -> None:
    upload(fill(tmp_path / "raw"), f"{bucket}/raw")
    places = ("--raw", f"{bucket}/raw", "--processed", f"{bucket}/processed", "--db", f"sqlite:///{tmp_path / 'state.sqlite'}")
    result = CliRunner().invoke(main, ["run", "--direct", *places])
    assert result.exit_code == 0, result.output
    assert f"2020: tables in {bucket}/processed/.releases/2020/" in result.output


def test_hidden_objects_and_readmes_are_no_reports(bucket: str, tmp_path: Path) -> None:
    upload(fill(tmp_path / "raw"), f"{bucket}/raw")
    (place(f"{bucket}/raw") / ".hidden" / "x.txt").write_bytes(b"x")
    assert [(file.name, file.folder) for file in raw_files(place(f"{bucket}/raw"))] == [
        ("2016/portugal.txt", "2016"), ("2020/africa/tunisie.txt", "2020"), ("2020/broken.pdf", "2020"), ("2020/portugal.txt", "2020")
    ]  # fmt: skip


def dead_holder(processed: Path, number: int) -> None:
    """A lock without a sign of life for too long."""
    long_ago = (datetime.now(UTC) - STALE - timedelta(seconds=1)).isoformat()
    write(processed, number, replace(sign("x"), host="h", at=long_ago))


def test_two_runs_exclude_each_other_and_a_dead_one_does_not(bucket: str) -> None:
    processed = place(f"{bucket}/processed")
    for _ in range(2):
        with locked(processed):
            with pytest.raises(StoreError, match=r"another run .process \d+ on .* wait until it has ended"), locked(processed):
                pass
            assert len(numbers(processed)) == 1
    dead_holder(processed, 7)
    assert take(processed, "mine") == 8
    assert numbers(processed) == [8]


def test_of_many_that_find_a_dead_run_one_alone_takes_its_place(bucket: str) -> None:
    processed = place(f"{bucket}/processed")
    dead_holder(processed, 1)

    def attempt(token: str) -> int | None:
        try:
            return take(place(f"{bucket}/processed"), token)
        except StoreError:
            return None

    with ThreadPoolExecutor(8) as threads:
        taken = [number for number in threads.map(attempt, map(str, range(8))) if number]
    assert taken == numbers(processed) == [2]


def test_one_that_slept_since_it_looked_takes_no_number_that_was_cleared_away(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    processed = place(f"{bucket}/processed")
    dead_holder(processed, 1)
    first = [1]
    real = objects_lock.numbers

    def asleep(where: Path) -> list[int]:
        if first:
            taken = [first.pop()]
            number = take(where, "other")
            write(where, number, sign("other", ended=True))
            taken_again = take(where, "another")
            assert (number, taken_again) == (2, 3)
            return taken
        return real(where)

    monkeypatch.setattr(objects_lock, "numbers", asleep)
    with pytest.raises(StoreError, match="another run"):
        take(processed, "late")
    assert real(processed) == [3]


def test_a_sign_of_life_that_cannot_be_sent_is_sent_again(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    processed, ended, sent = place(f"{bucket}/processed"), Event(), []

    def unsteady(*given: Any) -> None:
        sent.append(given)
        if len(sent) == 1:
            raise OSError("the line is cut")
        ended.set()

    monkeypatch.setattr(objects_lock, "BEAT", 0.001)
    monkeypatch.setattr(objects_lock, "write", unsteady)
    objects_lock.beat(processed, 1, "mine", ended)
    assert len(sent) == 2


def test_a_run_that_was_taken_for_dead_publishes_nothing(bucket: str) -> None:
    processed = place(f"{bucket}/processed")
    with locked(processed):
        (number,) = numbers(processed)
        write(processed, number + 1, replace(sign("other"), host="elsewhere"))
        with pytest.raises(StoreError, match=r"another one .process .* on elsewhere. writes here now; nothing was published"):
            check_held(processed)
    assert holder(processed, number + 1) is not None


def test_tables_in_a_bucket_are_evaluated(bucket: str, tmp_path: Path) -> None:
    upload(fill(tmp_path / "raw"), f"{bucket}/raw")
    run(bucket, tmp_path)
    (tmp_path / "gold").mkdir()
    gold = {"id": "tunisie", "party": "TUN", "cycle": "2020", "fields": []}
    (tmp_path / "gold" / "tunisie.yaml").write_text(json.dumps(gold), encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path / "gold"), f"{bucket}/processed", "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)


def test_reports_are_listed_in_one_request_a_thousand(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        (place(f"{bucket}/raw") / "2020" / f"{number}.txt").write_bytes(b"x")
    storage, asked = system(bucket), []
    info = storage._info
    monkeypatch.setattr(storage, "_info", lambda path, *more, **other: asked.append(path) or info(path, *more, **other))
    assert len(raw_files(place(f"{bucket}/raw"))) == 20
    assert len(asked) <= 1


@pytest.mark.parametrize(
    ("options", "exit_code", "message"),
    [
        pytest.param(("--raw", "s3://no-such-bucket/raw"), 1, "s3://no-such-bucket/raw: cannot be reached", id="bucket"),
        pytest.param(("--raw", "nonsense://x/raw"), 2, "nobody knows nonsense://; give a folder or a URL", id="scheme"),
        pytest.param(("--raw", "gs://x/raw"), 2, "the library for gs:// is not installed", id="library"),
        pytest.param(("--raw", "s3://"), 2, "s3:// names no bucket; give one, such as s3://bucket/folder", id="no-bucket"),
        pytest.param(("--raw", "s3://x/raw", "--no-db"), 2, "say with --db where it is", id="no-database"),
    ],
)
def test_what_cannot_be_reached_is_told_in_one_line(
    bucket: str, tmp_path: Path, options: tuple[str, ...], exit_code: int, message: str
) -> None:
    database = () if "--no-db" in options else ("--db", f"sqlite:///{tmp_path / 'state.sqlite'}")
    given = [option for option in options if option != "--no-db"]
    result = CliRunner().invoke(main, ["run", "--direct", "--processed", f"{bucket}/processed", *given, *database])
    assert (result.exit_code, result.stderr.count("\n")) == (exit_code, 1)
    assert message in result.stderr


def test_folders_within_each_other_are_told(bucket: str) -> None:
    with pytest.raises(UsageError, match="lie in each other"):
        Settings(place(f"{bucket}/raw"), place(f"{bucket}/raw/processed"), db="sqlite:///x")


def test_a_broken_upload_publishes_nothing(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(fill(tmp_path / "raw"), f"{bucket}/raw")
    run(bucket, tmp_path)
    before = published(f"{bucket}/processed", "2020")
    (place(f"{bucket}/raw") / "2020" / "portugal.txt").write_bytes(b"In 2015 Portugal signed an agreement with Chile.")
    storage = system(bucket)
    put = storage.put_file

    def broken(here: str, there: str) -> Any:
        if there.endswith("segments.csv"):
            raise OSError("the line is cut")
        return put(here, there)

    monkeypatch.setattr(storage, "put_file", broken)
    with pytest.raises(StoreError, match=r"cannot be reached .the line is cut"):
        run(bucket, tmp_path)
    monkeypatch.undo()
    assert published(f"{bucket}/processed", "2020") == before


def test_memory_and_paths() -> None:
    folder = place("memory://here/raw")
    (folder / "2020" / "a.txt").write_bytes(b"Mali")
    (file,) = raw_files(folder)
    assert (file.name, file.size, file.mtime_ns >= 0) == ("2020/a.txt", 4, True)
    assert place("raw/2020") == Path("raw/2020")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param({"ETag": "a"}, {"ETag": "a"}, True, id="same"),
        pytest.param({"ETag": "a"}, {"ETag": "b"}, False, id="other-tag"),
        pytest.param({"created": 1}, {"created": 2}, False, id="other-time"),
        pytest.param({"size": 1}, {"size": 2}, True, id="nothing-told"),
    ],
)
def test_a_changed_object_has_another_number(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert (change_number(one) == change_number(other)) is same
