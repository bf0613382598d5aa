"""Worker processes that read batches; a file that kills its worker is set aside, and nothing else is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from pipeline.run.values import Batch, Input, Outcome
from pipeline.run.work import extract, set_aside
from pipeline.store import Results

KILLED = (
    "the process that read the file was killed, by a fault in a library or by the system for want of memory; "
    "open the file and save it anew, or give it another name to have it read again"
)
Task = Callable[[Batch, Results, Path | None], tuple[Outcome, ...]]


class Workers:
    """So many processes. `extract` may be called from several threads."""

    def __init__(self, count: int, task: Task = extract) -> None:
        self.count, self.task = count, task
        self.lock, self.one_at_a_time = Lock(), Lock()
        self.pool = pool_of(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.pool.shutdown(cancel_futures=error is not None)

    def extract(self, batch: Batch, results: Results, models: Path | None) -> tuple[Outcome, ...]:
        """What became of each file of the batch. Raises what the task raises."""
        pool = self.pool
        try:
            return pool.submit(self.task, batch, results, models).result()
        except BrokenProcessPool:
            # one death breaks the whole pool, the batches of its other workers too: nobody can tell whose file it was
            self.renew(pool)
            return tuple(self.alone(one, results, models) for one in batch)

    def renew(self, broken: ProcessPoolExecutor) -> None:
        """A new pool in the place of the broken one, for whichever thread comes first."""
        with self.lock:
            if self.pool is broken:
                self.pool = pool_of(self.count)
        broken.shutdown(wait=False)

    def alone(self, one: Input, results: Results, models: Path | None) -> Outcome:
        """Reads one file in a process of its own, one at a time: what dies here dies of this file."""
        with self.one_at_a_time, pool_of(1) as pool:
            try:
                return pool.submit(self.task, (one,), results, models).result()[0]
            except BrokenProcessPool:
                return set_aside(one, results, "killed", KILLED)


def pool_of(count: int) -> ProcessPoolExecutor:
    """Processes that start afresh: threads and locks of this one are not copied into them."""
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))
