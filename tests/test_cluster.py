"""The flow on a Dask cluster: a scheduler and workers as processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from flows import cluster
from flows.server import free_port
from pipeline.cli import main
from pipeline.errors import StoreError
from pipeline.run import Settings, build
from tests.conftest import fill
from tests.test_run import tables

pytest.importorskip("distributed")
pytestmark = pytest.mark.xdist_group("prefect")
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60
DEADLY = "2020/deadly.txt"
POISON = f"""
import os, signal
from pipeline.run import work
work.healthy = getattr(work, "healthy", work.data_of)  # Dask loads this twice
def poisoned(one):
    if one.file.name == {DEADLY!r}:
        os.kill(os.getpid(), signal.SIGKILL)
    return work.healthy(one)
work.data_of = poisoned
"""


@pytest.fixture(autouse=True)
def _same_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")


@contextmanager
def processes(home: Path, workers: int, preload: str = "", failures: int = 3) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and some workers; its address and the workers' processes."""
    address = f"tcp://127.0.0.1:{free_port()}"
    env = os.environ | {"PYTHONPATH": str(ROOT), "ON_A_WORKER": "yes"}
    env["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = str(failures)
    (home / "preload.py").write_text(preload, encoding="utf-8")
    dask, log = (sys.executable, "-m", "dask"), (home / "dask.log").open("wb")
    place = ("--host", "127.0.0.1", "--port", address.rpartition(":")[2])
    running = [subprocess.Popen([*dask, "scheduler", *place, "--no-dashboard"], cwd=home, env=env, stdout=log, stderr=log)]
    try:
        command = [*dask, "worker", address, "--nthreads", "1", "--no-dashboard", "--preload", str(home / "preload.py")]
        running += [subprocess.Popen(command, cwd=home, env=env, stdout=log, stderr=log) for _ in range(workers)]
        wait_for(home, workers)
        yield address, running[1:]
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(PATIENCE)
        log.close()


def wait_for(home: Path, workers: int) -> None:
    """Returns when the scheduler runs and every worker has told it so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        told = (home / "dask.log").read_text(errors="replace")
        if "Scheduler at" in told and told.count("Register worker") >= workers:
            return
        time.sleep(0.1)
    raise TimeoutError((home / "dask.log").read_text(errors="replace"))


def run(home: Path, address: str) -> str:
    """`rapporteur run` on the cluster, in a process of its own; what it prints."""
    places = ("--raw", str(home / "raw"), "--processed", str(home / "dask"), "--db", f"sqlite:///{home / 'dask.sqlite'}")
    code = "from pipeline.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "run", *places, "--dask", address], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def direct(home: Path) -> dict[str, bytes]:
    """The tables of a run without Prefect and Dask."""
    build(Settings(home / "raw", home / "direct", db=f"sqlite:///{home / 'direct.sqlite'}"))
    return tables(home / "direct")


def many(home: Path, count: int) -> None:
    """More reports than a batch holds."""
    fill(home / "raw")
    text = (home / "raw" / "2020" / "portugal.txt").read_text(encoding="utf-8")
    for n in range(count):
        (home / "raw" / "2020" / f"more-{n:02}.txt").write_text(text.replace("2018", str(1990 + n)), encoding="utf-8")


def test_workers_elsewhere_make_the_same_bytes_and_one_may_die(tmp_path: Path) -> None:
    many(tmp_path, 24)
    with processes(tmp_path, 2) as (address, workers), ThreadPoolExecutor(1) as pool:
        shown = pool.submit(run, tmp_path, address)
        assert killed(psutil.Process(workers[0].pid), tmp_path / "dask" / ".results", shown), shown.result()
        told = shown.result()
        assert "Remove worker" in (tmp_path / "dask.log").read_text(errors="replace")
    assert "2020: 27 files = 26 processed + 0 unchanged + 1 quarantined" in told
    assert tables(tmp_path / "dask") == direct(tmp_path)


def killed(nanny: psutil.Process, results: Path, running: Future[str]) -> bool:
    """Whether a worker was killed in the middle of the run, when it had made some results."""
    while not running.done():
        if len(list(results.glob("*/*.arrow"))) >= 6:
            worker = next((child for child in nanny.children() if "spawn_main" in " ".join(child.cmdline())), None)
            if worker:
                worker.kill()
                return True
        time.sleep(0.01)
    return False


def test_a_report_that_kills_every_worker_is_set_aside_alone(tmp_path: Path) -> None:
    fill(tmp_path / "raw")
    (tmp_path / "raw" / DEADLY).write_text("Mali signed an agreement with Chile in 2018.", encoding="utf-8")
    with processes(tmp_path, 1, POISON, failures=0) as (address, _):
        run(tmp_path, address)
    rows = pq.read_table(tmp_path / "dask" / "2020" / "quarantine.parquet").to_pylist()
    assert {row["source"]: row["reason"] for row in rows} == {"2020/broken.pdf": "damaged", DEADLY: "killed"}


def test_other_knowledge_on_a_worker_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "versions", other_versions)
    with processes(tmp_path, 1) as (address, _), pytest.raises(StoreError, match=r"has version .* with knowledge .*, here it is 0 with"):
        cluster.checked(address, None)


def other_versions(models: Path | None) -> tuple[str, str]:
    """On a worker the true ones, here others."""
    from pipeline.run.work import versions

    return versions(models) if os.environ.get("ON_A_WORKER") else ("0", "0")


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    with processes(tmp_path, 0) as (address, _), pytest.raises(StoreError, match=re.escape(f"dask worker {address}")):
        cluster.checked(address, None)


@pytest.mark.parametrize(
    ("options", "exit_code", "message"),
    [
        pytest.param(("--dask", "tcp://127.0.0.1:9", "--direct"), 2, "leave out --direct", id="direct"),
        pytest.param(("--dask", "tcp://127.0.0.1:9", "--workers", "2"), 2, "leave out --workers", id="workers"),
        pytest.param(("--dask", "tcp://127.0.0.1:9"), 1, "no Dask scheduler answers at tcp://127.0.0.1:9; start one with", id="nobody"),
        pytest.param(("--dask", "tcp://192.0.2.1:8786"), 2, "set PREFECT_API_URL", id="elsewhere"),
        pytest.param(("--dask", "nonsense://127.0.0.1:9"), 1, "no Dask scheduler answers at nonsense://", id="no-address"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(raw: Path, options: tuple[str, ...], exit_code: int, message: str) -> None:
    result = CliRunner().invoke(main, ["run", "--raw", str(raw), "--processed", str(raw.parent / "processed"), *options])
    assert (result.exit_code, result.stderr.count("\n")) == (exit_code, 1)
    assert message in result.stderr
