"""One run over raw/: list, read what is new, check, write a release, publish. The only room that composes stages."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock

from pipeline import knowledge, store
from pipeline.corrections import Correction, counting
from pipeline.errors import StoreError, UsageError
from pipeline.run.chain import Source, process
from pipeline.run.publish import Assembly, counts
from pipeline.run.values import Batch, CycleResult, Input, Outcome, Settings, Summary
from pipeline.run.work import Errand, extract, knowledge_of, pipeline_version, result_key
from pipeline.run.workers import Workers
from pipeline.store import RawFile
from pipeline.tables import Stamp

__all__ = ["Batch", "CycleResult", "Input", "Outcome", "Run", "Settings", "Source", "Summary", "build", "listed", "opened", "process"]

BATCH = 8
"""Most files in one batch."""
SHARES = 16
"""Fewest batches that each worker should have, so that none waits long for the last one of another."""

UNKNOWN = "unknown"
"""The cycle of a file directly in raw/ that does not say for which cycle it is."""


def build(
    settings: Settings, on_plan: Callable[[int], None] = lambda _: None, on_done: Callable[[Outcome], None] = lambda _: None
) -> Summary:
    """The whole run without a scheduler. `on_plan` is told how many files will be read, `on_done` of each one that was.

    Raises UsageError, KnowledgeError, TableError, StoreError: nothing was published that was not complete.
    """
    with opened(settings) as run, ThreadPoolExecutor(settings.workers) as threads:
        on_plan(len(run.todo))
        for outcomes in threads.map(run.extract, run.batches):
            for outcome in outcomes:
                on_done(outcome)
        return run.finish()


@contextmanager
def opened(settings: Settings, elsewhere: bool = False) -> Iterator[Run]:
    """A run with its plan, under the lock of `processed`. `elsewhere`: others read its batches, by its `errand`.

    Raises UsageError: nothing to read; KnowledgeError: models/ is wrong; StoreError: lock or database cannot be had.
    """
    files = listed(settings)
    with ExitStack() as stack:
        stack.enter_context(store.locked(settings.processed))
        engine = stack.enter_context(store.opened(settings.database))
        workers = stack.enter_context(Workers(settings.workers)) if settings.workers > 1 and not elsewhere else None
        yield Run(settings, files, store.Ledger(engine), workers)


def listed(settings: Settings) -> tuple[RawFile, ...]:
    """The files that a run would look at. Raises UsageError: there are none, or none of a cycle that is asked for."""
    files = store.raw_files(settings.raw)
    folders = {file.folder for file in files}
    lost = [cycle for cycle in settings.cycles if cycle not in folders]
    if lost and None not in folders:
        raise no_cycle(lost[0], settings, folders)
    return files


def no_cycle(cycle: str, settings: Settings, there: set[str | None]) -> UsageError:
    """The error for a cycle that raw/ does not hold."""
    return UsageError(f"no cycle {cycle} in {settings.raw}; there are: {', '.join(sorted(filter(None, there))) or 'none'}")


def fingerprint(corrections: Sequence[Correction]) -> str:
    """Sixteen hex digits over the corrections of a report; empty for none."""
    ids = "\n".join(one.id for one in corrections)
    return hashlib.sha256(ids.encode()).hexdigest()[:16] if corrections else ""


def clock() -> datetime:
    """Now, or the time that SOURCE_DATE_EPOCH fixes (seconds since 1970); whole seconds, UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return now.replace(microsecond=0)


class Run:
    """The plan of one run, its work and its end. `extract` may be called from several threads, the rest from one."""

    def __init__(self, settings: Settings, files: tuple[RawFile, ...], ledger: store.Ledger, workers: Workers | None) -> None:
        self.settings, self.ledger, self.workers = settings, ledger, workers
        self.one_at_a_time = Lock()
        self.started = datetime.now(UTC)
        self.run_id = self.started.strftime("%Y%m%dT%H%M%S.%fZ")
        self.results = store.Results(settings.processed / ".results")
        self.releases = store.releases_of(settings.processed)
        self.stamp = Stamp(clock(), pipeline_version(), knowledge.load(settings.models).version)
        self.times: dict[str, tuple[str, datetime]] = {}
        self.corrections = store.Corrections(ledger.engine).by_source()
        self.inputs = self.plan(files)
        for cycle in {one.file.folder for one in self.inputs}:
            self.releases.link(cycle or UNKNOWN)
        self.todo = self.pending()
        if self.todo:
            knowledge_of(settings.models)

    def plan(self, files: tuple[RawFile, ...]) -> Batch:
        """Every file of the run with its hash, its key and the time of its first extraction.

        A file of the same size and time as in an earlier run is not hashed again.
        """
        seen = self.ledger.seen()
        wanted = [file for file in files if file.folder is None or self.selected(file.folder)]
        hashes = {}
        for file in wanted:
            old = seen.get(file.name)
            same = old is not None and old.sha256 is not None and (old.size, old.mtime_ns) == (file.size, file.mtime_ns)
            hashes[file.name] = old.sha256 if old is not None and same else store.sha256_of(file.path)
        keys = {name: result_key(name, sha256, self.stamp.knowledge_version) for name, sha256 in hashes.items()}
        times = self.ledger.extracted_at(keys.values())
        return tuple(
            Input(
                file,
                hashes[file.name],
                key := keys[file.name],
                replace(self.stamp, at=times.get(key, self.stamp.at)),
                fingerprint(self.corrections.get(file.name, ())),
            )
            for file in wanted
        )

    def selected(self, cycle: str) -> bool:
        """Whether the run is asked for this cycle."""
        return not self.settings.cycles or cycle in self.settings.cycles

    def pending(self) -> Batch:
        """The files to read: those without rows, where the release that is published does not hold all of their cycle already."""
        loose = [one for one in self.inputs if one.file.folder is None]
        groups: dict[str, list[Input]] = defaultdict(list)
        for one in self.inputs:
            if one.file.folder is not None:
                groups[one.file.folder].append(one)
        stale = [one for cycle, group in groups.items() if loose or not self.current(cycle, group) for one in group]
        return tuple(one for one in (*loose, *stale) if self.results.get(one.key) is None)

    def current(self, cycle: str, group: list[Input]) -> store.Manifest | None:
        """The published release, if it holds these files with these keys and no other."""
        manifest = self.releases.published(cycle)
        same = manifest and {(entry.source, entry.key, entry.review) for entry in manifest.inputs} == {
            (one.file.name, one.key, one.review) for one in group
        }
        return manifest if same else None

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """The files to read, a few at a time: small batches for small runs, so that all workers are done at about the same time."""
        size = max(1, min(BATCH, len(self.todo) // (SHARES * self.settings.workers)))
        return tuple(self.todo[at : at + size] for at in range(0, len(self.todo), size))

    @property
    def errand(self) -> Errand:
        """What a process elsewhere needs to read a batch of this run."""
        return Errand(self.results, self.settings.models)

    def extract(self, batch: Batch) -> tuple[Outcome, ...]:
        """Reads a batch, here or in a worker process; its rows are kept at once."""
        if self.workers is None:
            with self.one_at_a_time:
                return extract(batch, self.results, self.settings.models)
        return self.workers.extract(batch, self.results, self.settings.models)

    def finish(self) -> Summary:
        """Writes and publishes what changed, then the ledger. Raises TableError, StoreError: the old releases stay published."""
        groups: dict[str, list[Input]] = defaultdict(list)
        for one in self.inputs:
            groups[one.file.folder or self.cycle_of(one)].append(one)
        groups = {cycle: group for cycle, group in sorted(groups.items()) if self.selected(cycle)}
        for cycle in self.settings.cycles:
            if cycle not in groups:
                raise no_cycle(cycle, self.settings, {one.file.folder for one in self.inputs})
        closed = [self.close(cycle, group) for cycle, group in groups.items()]
        self.record(groups, closed)
        if any(cycle.fresh for cycle in closed):
            self.results.sweep(self.releases.keys() | {one.key for one in self.inputs}, {one.sha256 for one in self.inputs if one.sha256})
        return Summary(self.run_id, len(self.todo), tuple(closed), self.gone)

    @property
    def gone(self) -> dict[str, int]:
        """Reports of these cycles that are not under raw/ any more -> how many corrections wait for them."""
        there = {one.file.name for one in self.inputs}
        lost = [source for source in self.corrections if source not in there and self.selected(source.partition("/")[0])]
        return {source: count for source in sorted(lost) if (count := len(counting(self.corrections[source])))}

    def cycle_of(self, one: Input) -> str:
        """The cycle that a file directly in raw/ names itself."""
        from pipeline.tables.packing import cycle_of

        return cycle_of(self.packed(one)) or UNKNOWN

    def packed(self, one: Input) -> bytes:
        """The rows of a file. Raises StoreError: somebody took them away since they were written."""
        rows = self.results.get(one.key)
        if rows is None:
            raise StoreError(f"{self.results.path(one.key)} vanished during the run; run again")
        return rows

    def close(self, cycle: str, group: list[Input]) -> CycleResult:
        """Writes and publishes the release of a cycle where it differs from the published one.

        A cycle of which no file could be used is written, not published.
        """
        manifest = self.current(cycle, group)
        if manifest:
            sources = frozenset(entry.source for entry in manifest.inputs)
            folder = self.releases.link(cycle)
            amounts = counts(manifest.inputs, sources)
            open_questions = (manifest.conflicts, manifest.orphans)
            return CycleResult(cycle, folder, False, True, amounts, manifest.inputs, manifest.run_id, *open_questions)
        known = frozenset(one.file.name for one in group) - {one.file.name for one in self.todo}
        keys = {one.file.name: one.key for one in group}
        reviews = {one.file.name: one.review for one in group}
        assembly = Assembly(cycle, self.run_id, self.started, self.stamp, keys, known, reviews)
        rows = (self.reviewed(one, assembly) for one in group)
        release = self.releases.write(cycle, self.run_id, lambda draft: assembly.fill(draft, rows), assembly.describe)
        self.times |= {keys[source]: (source, at) for source, at in assembly.times.items()}
        amounts = counts(assembly.entries, known)
        usable = amounts.quarantined < amounts.sources
        folder = self.releases.publish(cycle, release) if usable else release
        self.releases.prune(cycle)
        return CycleResult(cycle, folder, True, usable, amounts, assembly.entries, self.run_id, *assembly.told)

    def reviewed(self, one: Input, assembly: Assembly) -> bytes:
        """The rows of a file, with what people said of them."""
        packed, corrections = self.packed(one), self.corrections.get(one.file.name)
        if not corrections:
            return packed
        from pipeline.run.review import corrected

        packed, assembly.merged[one.file.name] = corrected(packed, corrections)
        return packed

    def record(self, groups: dict[str, list[Input]], closed: list[CycleResult]) -> None:
        """Tells the ledger what became of every file and cycle."""
        entries = {entry.source: entry for cycle in closed for entry in cycle.entries}
        inputs = [one for group in groups.values() for one in group]
        sources = [self.state(one, entries[one.file.name]) for one in inputs]
        finished = datetime.now(UTC)
        self.ledger.record(sources, self.times, [self.cycle_run(cycle, finished) for cycle in closed])

    def state(self, one: Input, entry: store.Entry) -> store.SourceState:
        """One file for the ledger."""
        return store.SourceState(one.file.name, one.sha256, one.file.size, one.file.mtime_ns, entry.status, entry.reason)

    def cycle_run(self, cycle: CycleResult, finished: datetime) -> store.CycleRun:
        """One cycle for the ledger."""
        return store.CycleRun(
            run_id=self.run_id,
            cycle=cycle.cycle,
            started=self.started,
            finished=finished,
            release=cycle.release,
            published=cycle.published,
            **asdict(cycle.counts),
            pipeline_version=self.stamp.pipeline_version,
            knowledge_version=self.stamp.knowledge_version,
        )
