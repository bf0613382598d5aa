"""The flow `ingest-cycle`: one run of `pipeline.run` with a task for each batch of reports, watched in Prefect as it goes."""

# No postponed annotations here: Prefect may load this file under a name of its own, where it cannot look them up.

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import SecretStr

from flows.watching import watch, watchers
from pipeline import run
from pipeline.errors import RapporteurError
from pipeline.run.work import Errand, set_aside
from pipeline.run.workers import KILLED
from pipeline.store import place

SHOWN = 500
"""Most files in the artifact; the tables have all of them."""


Tasks = Sequence[tuple[Any, run.Batch]]
"""The task of each batch."""


def threads(workers: int) -> Any:
    """As many threads as there are workers; each only waits for its batch."""
    return ThreadPoolTaskRunner(max_workers=workers)


def may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether trying again may help: what Rapporteur itself reports stays as it is."""
    return not isinstance(state.result(raise_on_failure=False), RapporteurError)


@task(
    name="extract",
    task_run_name="extract {batch[0].file.name} ...",
    retries=2,
    retry_delay_seconds=1,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def extract(work: run.Run | Errand, batch: run.Batch) -> tuple[run.Outcome, ...]:
    """Reads one batch of reports, here or on a worker elsewhere."""
    return work.extract(batch)


@flow(name="ingest-cycle", task_runner=threads(1), persist_result=False)
def ingest_cycle(
    raw: str = "raw",
    processed: str = "processed",
    cycles: tuple[str, ...] = (),
    db: SecretStr | None = None,
    workers: int = 1,
    dask: str | None = None,
) -> run.Summary:
    """One run; the parameters are those of `rapporteur run`, and `workers` counts those of `dask` if there is a cluster."""
    on_plan, on_done = watchers()
    logger = get_run_logger()
    settings = run.Settings(place(raw), place(processed), cycles, db.get_secret_value() if db else None, workers)
    with run.opened(settings, elsewhere=dask is not None) as work, outcomes_from(dask, work) as outcomes:
        logger.info("%d of %d files to read, in %d batches", len(work.todo), len(work.inputs), len(work.batches))
        on_plan(len(work.todo))
        progress = cast(UUID, create_progress_artifact(0.0, key="ingest-progress", description=f"run {work.run_id}"))
        reader = work.errand if dask else work
        tasks = [(extract.submit(reader, batch), batch) for batch in work.batches]
        read = 0
        for done in outcomes(tasks):
            for outcome in done:
                logger.info("%s: %s", outcome.source, outcome.reason or "read")
                on_done(outcome)
            read += len(done)
            update_progress_artifact(progress, 100.0 * read / len(work.todo))
        summary = work.finish()
    publish_ledger(summary)
    return summary


@contextmanager
def outcomes_from(dask: str | None, work: run.Run) -> Iterator[Callable[[Tasks], Iterator[tuple[run.Outcome, ...]]]]:
    """How the outcomes of batches are had: from their tasks; on a cluster also where its workers die."""
    if dask is None:
        yield lambda tasks: (task.result() for task, _ in tasks)
        return
    from flows import cluster

    def again(batch: run.Batch) -> Any:
        return extract.submit(work.errand, batch)

    def lost(one: run.Input) -> run.Outcome:
        return set_aside(one, work.results, "killed", KILLED)

    with cluster.connected(dask) as client:
        yield lambda tasks: cluster.outcomes(tasks, client, again, lost)


def publish_ledger(summary: run.Summary) -> None:
    """What became of every file, as a table in Prefect."""
    entries = [asdict(entry) for cycle in summary.cycles for entry in cycle.entries]
    counts = "; ".join(f"{cycle.cycle}: {asdict(cycle.counts)}" for cycle in summary.cycles)
    columns = ("source", "status", "reason", "party", "cycle", "segments", "actions")
    create_table_artifact(
        [{column: entry[column] for column in columns} for entry in entries[:SHOWN]],
        key="ingest-ledger",
        description=f"Run {summary.run_id}: {summary.read} files read; {counts}",
    )


def ingest(
    settings: run.Settings, on_plan: Callable[[int], None], on_done: Callable[[run.Outcome], None], dask: str | None = None
) -> run.Summary:
    """The flow on the server that Prefect finds, or on one that is started for this run alone. `dask`: address of a scheduler.

    Raises UsageError, StoreError: the cluster cannot be used.
    """
    watch(on_plan, on_done)
    db = SecretStr(settings.db) if settings.db else None
    if dask is None:
        here = ingest_cycle.with_options(task_runner=threads(settings.workers))
        return here(str(settings.raw), str(settings.processed), settings.cycles, db, settings.workers)
    from flows import cluster
    from flows.server import free_port, server

    slots = cluster.checked(dask, settings.models)
    # workers stand in folders of their own
    raw, processed, database = str(settings.raw.resolve()), str(settings.processed.resolve()), SecretStr(settings.database)
    with server(free_port(), quiet=True):
        there = ingest_cycle.with_options(task_runner=cluster.runner(dask))
        return there(raw, processed, settings.cycles, database, slots, dask)
