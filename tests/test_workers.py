"""Worker processes that die: by a real signal, in real processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import run
from pipeline.run import Outcome, Settings, build
from pipeline.run.values import Batch
from pipeline.run.work import extract
from pipeline.run.workers import KILLED, Workers
from pipeline.store import Results

DEADLY = "2020/africa/tunisie.txt"


def dying(batch: Batch, results: Results, models: Path | None) -> tuple[Outcome, ...]:
    """Reads as ever, but one of the files kills the process that reads it."""
    done = []
    for one in batch:
        if one.file.name == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        done += extract((one,), results, models)
    return tuple(done)


def failing(batch: Batch, _results: Results, _models: Path | None) -> tuple[Outcome, ...]:
    """A fault of the program, not of the process."""
    raise ValueError(f"{len(batch)} files")


def opened(raw: Path, processed: Path) -> tuple[Batch, Results]:
    """The files of `raw` as one batch, and where their rows go."""
    with run.opened(Settings(raw, processed)) as work:
        return work.todo, work.results


def published(processed: Path, table: str) -> dict[str, dict[str, object]]:
    return {row["source"]: row for row in pq.read_table(processed / "2020" / f"{table}.parquet").to_pylist()}


@pytest.mark.parametrize("count", [1, 2])
def test_a_file_that_kills_its_worker_is_set_aside_and_the_rest_of_its_batch_read(raw: Path, tmp_path: Path, count: int) -> None:
    batch, results = opened(raw, tmp_path / "processed")
    with Workers(count, dying) as workers:
        first = {outcome.source: outcome.reason for outcome in workers.extract(batch, results, None)}
        healthy = tuple(one for one in batch if one.file.name != DEADLY)
        again = workers.extract(healthy, results, None)
    assert first == {"2016/portugal.txt": None, DEADLY: "killed", "2020/broken.pdf": "damaged", "2020/portugal.txt": None}
    assert [outcome.source for outcome in again] == [one.file.name for one in healthy]
    assert all(results.get(one.key) is not None for one in batch)


def test_a_run_whose_worker_dies_publishes_everything_else(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "Workers", lambda count: Workers(count, dying))
    build(Settings(raw, tmp_path / "hit", workers=2, db=f"sqlite:///{tmp_path / 'hit.sqlite'}"))
    monkeypatch.undo()
    build(Settings(raw, tmp_path / "whole", workers=2, db=f"sqlite:///{tmp_path / 'whole.sqlite'}"))
    set_aside = published(tmp_path / "hit", "quarantine")[DEADLY]
    assert (set_aside["reason"], set_aside["message"]) == ("killed", KILLED)
    hit, whole = published(tmp_path / "hit", "reports"), published(tmp_path / "whole", "reports")
    assert hit.keys() == whole.keys()
    assert [name for name in whole if hit[name]["status"] != whole[name]["status"]] == [DEADLY]


def test_an_error_of_the_task_is_raised_not_set_aside(raw: Path, tmp_path: Path) -> None:
    batch, results = opened(raw, tmp_path / "processed")
    with Workers(1, failing) as workers, pytest.raises(ValueError, match="files"):
        workers.extract(batch, results, None)
    assert all(results.get(one.key) is None for one in batch)
