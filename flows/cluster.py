"""The flow on a Dask cluster: whether it can be used, and what becomes of a batch whose workers die."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.errors import StoreError, UsageError
from pipeline.run import Batch, Input, Outcome
from pipeline.run.work import versions

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 5
"""Seconds in which the scheduler must answer."""
ABSENCE = 60
"""Seconds between two looks whether any worker is left."""
HERE = frozenset({"127.0.0.1", "::1", "localhost"})


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler. Raises UsageError: the extra is missing; StoreError: nobody answers."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise UsageError('--dask needs more libraries: pip install "rapporteur[dask]"') from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise StoreError(f"no Dask scheduler answers at {address}; start one with: dask scheduler") from error
    with client:
        yield client


def checked(address: str, models: Path | None) -> int:
    """How many batches the workers can read at a time.

    Raises StoreError: nobody answers, there is no worker, or one has other code or knowledge; UsageError: the workers could not reach
    Prefect's server.
    """
    if not os.environ.get("PREFECT_API_URL") and urlsplit(address).hostname not in HERE:
        raise UsageError(f"the workers of {address} must reach Prefect's server: set PREFECT_API_URL to the address of one")
    with connected(address) as client:
        threads: dict[str, int] = client.nthreads()  # type: ignore[no-untyped-call]
        if not threads:
            raise StoreError(f"the Dask scheduler at {address} has no worker; start some with: dask worker {address}")
        ours = versions(models)
        for worker, theirs in client.run(versions, models, on_error="return").items():
            if isinstance(theirs, BaseException):
                raise StoreError(f"Dask worker {worker} cannot run Rapporteur ({theirs!r}); install this very version there")
            if theirs != ours:
                raise StoreError(f"Dask worker {worker} has version {shown(theirs)}, here it is {shown(ours)}; install the same on both")
        return sum(threads.values())


def runner(address: str) -> Any:
    """What sends the tasks of a flow to the cluster."""
    task_runner: Any = importlib.import_module("prefect_dask").DaskTaskRunner
    return task_runner(address=address, client_kwargs={"timeout": PATIENCE})


def shown(both: tuple[str, str]) -> str:
    """Code and knowledge in words."""
    return f"{both[0]} with knowledge {both[1]}"


def outcomes(
    tasks: Sequence[tuple[Any, Batch]], client: Client, again: Callable[[Batch], Any], lost: Callable[[Input], Outcome]
) -> Iterator[tuple[Outcome, ...]]:
    """What became of each batch, given its task.

    Dask gives up a task when too many workers have died that held it, also if another one killed them. The files of such batches are
    read again when all else is done, one at a time, so that only the one that kills is `lost`. `again` submits a batch anew.
    Raises StoreError: no worker is left.
    """
    from distributed import KilledWorker

    suspects: list[Input] = []
    for task, batch in tasks:
        try:
            yield awaited(task, client)
        except KilledWorker:
            suspects += batch
    for one in suspects:
        try:
            yield awaited(again((one,)), client)
        except KilledWorker:
            yield (lost(one),)


def awaited(future: Any, client: Client) -> tuple[Outcome, ...]:
    """The result of a task, as long as there is somebody to work on it."""
    future.wait(ABSENCE)
    while not future.wrapped_future.done():
        if not client.nthreads():  # type: ignore[no-untyped-call]
            raise StoreError("every Dask worker is gone; start some, then run again: what was read is kept")
        future.wait(ABSENCE)
    done: tuple[Outcome, ...] = future.result()
    return done
