"""The published cycles and the state database, as reviewers work on them: one desk a process, used by all of its pages."""

from __future__ import annotations

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import RLock

from sqlalchemy import Engine

from pipeline import store
from pipeline.corrections import Correction, problem
from pipeline.errors import RapporteurError, StoreError, UsageError
from pipeline.knowledge import Knowledge
from pipeline.knowledge.base import fold
from pipeline.read.sniff import PDF
from pipeline.review.case import Case
from pipeline.review.decide import Decision
from pipeline.review.queue import Filters, Row, chosen, row_of
from pipeline.run import Source, fingerprint
from pipeline.run.chain import document
from pipeline.run.review import Machine
from pipeline.run.values import Settings
from pipeline.store import Entry, Manifest
from pipeline.types import Document

OPENED = 32
"""Reports that stay in memory."""
FOLDED = 1 << 18
"""Texts that stay in memory as they are searched."""
PDFS = 8
"""PDFs that stay in memory with their lines."""
COLUMNS = {
    "reports": ["report_id", "source"],
    "actions": [
        "action_id",
        "report_id",
        "party",
        "title",
        "quote",
        "language",
        "period",
        "year_start",
        "year_end",
        "status",
        "page",
        "start",
        "confidence",
        "review",
        "reviewer",
        "reviewed_at",
    ],
    "action_countries": ["action_id", "country", "role"],
    "action_mechanisms": ["action_id", "mechanism", "rank"],
}


class Cycle:
    """One published cycle: its rows by report, and how much was said of each report when they were made."""

    def __init__(self, name: str, folder: Path, manifest: Manifest) -> None:
        self.name, self.folder, self.run_id = name, folder, manifest.run_id
        self.entries: dict[str, Entry] = {entry.source: entry for entry in manifest.inputs}
        self.conflicts = {(one["source"], one["action"]) for one in manifest.conflicts}
        self.amounts: dict[str, int] = {}
        self.orphans: dict[str, int] = defaultdict(int)
        for one in manifest.orphans:
            self.orphans[one["source"]] += 1
        self.rows: dict[str, list[Row]] = self.published()
        self.where: dict[str, str] = {row.id: source for source, rows in self.rows.items() for row in rows}

    def published(self) -> dict[str, list[Row]]:
        """The rows of the tables, by report."""
        tables = {name: store.read_table((self.folder,), name, columns) for name, columns in COLUMNS.items()}
        sources = {row["report_id"]: row["source"] for row in tables["reports"]}
        partners, mechanisms = defaultdict(list), defaultdict(list)
        for row in tables["action_countries"]:
            if row["role"] == "partner":
                partners[row["action_id"]].append(row["country"])
        for row in sorted(tables["action_mechanisms"], key=lambda row: row["rank"]):
            mechanisms[row["action_id"]].append(row["mechanism"])
        found: dict[str, list[Row]] = defaultdict(list)
        for action in tables["actions"]:
            key, source = action["action_id"], sources[action["report_id"]]
            found[source].append(row_of(source, action, partners[key], mechanisms[key], (source, key) in self.conflicts))
        return dict(found)

    def replace(self, case: Case) -> None:
        """The rows of a report as people's words have them now."""
        for row in self.rows.get(case.source, ()):
            self.where.pop(row.id, None)
        conflicts = {one.action for one in case.merged.conflicts}
        rows = []
        for key in case.ids:
            one = case.revision(key)
            rows.append(row_of(case.source, one.action, one.partners, one.codes, key in conflicts))
        self.rows[case.source] = rows
        self.where |= {row.id: case.source for row in rows}
        self.orphans[case.source] = len(case.merged.orphans)


class Desk:
    """Answers what is to be reviewed and keeps what is said. May be used from several threads."""

    def __init__(self, settings: Settings, engine: Engine, knowledge: Knowledge) -> None:
        self.settings, self.knowledge = settings, knowledge
        self.corrections = store.Corrections(engine)
        self.releases = store.releases_of(settings.processed)
        self.results = store.Results(settings.processed / ".results")
        self.codes = frozenset(knowledge.mechanisms.codes)
        self.lock = RLock()
        self.known: dict[str, Cycle] = {}
        self.fold = lru_cache(FOLDED)(fold)
        self.cases: OrderedDict[tuple[str, str], Case] = OrderedDict()
        self.said: dict[str, list[Correction]] = {}
        self.documents: OrderedDict[str, tuple[bytes, Document]] = OrderedDict()

    def cycles(self) -> list[str]:
        """The published cycles, the newest first. Raises UsageError: there are none."""
        found = [name for name, folder in self.releases.cycles().items() if (folder / store.MANIFEST).exists()]
        if not found:
            raise UsageError(f"no tables in {self.settings.processed}; run `rapporteur run` first or name its --processed folder")
        return sorted(found, reverse=True)

    def cycle(self, name: str) -> Cycle:
        """A cycle with all that was said of it by now. Raises UsageError: no such cycle."""
        with self.lock:
            found = self.fresh(name)
            self.catch_up(found)
            return found

    def fresh(self, name: str) -> Cycle:
        """The cycle as its published release has it, read again where another release is published by now."""
        known = self.known.get(name)
        if known and known.run_id == self.releases.current(name):
            return known
        manifest = self.releases.published(name)
        if manifest is None:
            raise UsageError(f"no cycle {name} in {self.settings.processed}; there are: {', '.join(self.cycles())}")
        found = Cycle(name, self.releases.cycles()[name], manifest)
        for key in [key for key in self.cases if key[0] == name]:
            del self.cases[key]
        self.said = self.corrections.by_source()
        found.amounts = {source: len(said) for source, said in self.said.items()}
        for source, entry in found.entries.items():
            if fingerprint(self.said.get(source, ())) != entry.review and entry.status != "quarantined":
                with suppress(RapporteurError):  # it is told where somebody opens the report
                    found.replace(self.opened(found, source))
        self.known[name] = found
        return found

    def catch_up(self, cycle: Cycle) -> None:
        """Takes in what other processes said meanwhile."""
        for source, amount in self.corrections.amounts().items():
            if cycle.amounts.get(source, 0) != amount and source in cycle.entries:
                self.learn(cycle, source)
                with suppress(RapporteurError):  # it is told where somebody opens the report
                    cycle.replace(self.opened(cycle, source))

    def refresh(self, cycle: Cycle, source: str) -> Case:
        """A report with everything that was said of it by now."""
        self.learn(cycle, source)
        case = self.opened(cycle, source)
        cycle.replace(case)
        return case

    def learn(self, cycle: Cycle, source: str) -> None:
        """Reads what was said of a report."""
        said = self.corrections.of(source)
        self.said[source], cycle.amounts[source] = said, len(said)

    def case(self, cycle: str, source: str) -> Case:
        """A report as it stands now. Raises UsageError: not of this cycle, or set aside; StoreError: its rows are gone."""
        with self.lock:
            found = self.fresh(cycle)
            if self.corrections.amounts(source).get(source, 0) != found.amounts.get(source, 0):
                return self.refresh(found, source)
            return self.opened(found, source)

    def opened(self, cycle: Cycle, source: str) -> Case:
        """The case of a report, kept as long as nothing else is said of it."""
        said = self.said.get(source, [])
        case = self.cases.get((cycle.name, source))
        if case is None:
            case = Case(self.entry(cycle, source), self.machine(cycle, source), said)
        elif len(case.corrections) != len(said):
            case = case.after(said)
        self.cases[cycle.name, source] = case
        self.cases.move_to_end((cycle.name, source))
        while len(self.cases) > OPENED:
            self.cases.popitem(last=False)
        return case

    def entry(self, cycle: Cycle, source: str) -> Entry:
        """What the manifest says of a report."""
        entry = cycle.entries.get(source)
        if entry is None or entry.status == "quarantined":
            raise UsageError(f"{source}: no report of cycle {cycle.name} that could be read")
        return entry

    def machine(self, cycle: Cycle, source: str) -> Machine:
        """What the machine says of a report."""
        packed = self.results.get(self.entry(cycle, source).key)
        if packed is None:
            raise StoreError(f"the rows of {source} are gone from {self.results.folder}; run `rapporteur run` again")
        return Machine(packed)

    def original(self, case: Case) -> bytes | None:
        """The report's file; None where it is not the one any more that the rows were made from."""
        path = self.settings.raw / case.source
        try:
            data = path.read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == case.entry.sha256 else None

    def document(self, case: Case) -> tuple[bytes, Document] | None:
        """A PDF with what was read of it, kept for the next page; None where it is no PDF, or another file by now."""
        if case.machine.report["media_type"] != PDF:
            return None
        key = case.entry.sha256 or ""
        with self.lock:
            found = self.documents.pop(key, None)
        if found is None:
            data = self.original(case)
            if data is None:
                return None
            found = data, document(Source(case.source, data), self.knowledge, self.results)
        with self.lock:
            self.documents[key] = found
            while len(self.documents) > PDFS:
                self.documents.popitem(last=False)
        return found

    def source_of(self, cycle: str, action: str) -> str | None:
        """The report of an action; None where the cycle holds none of this id."""
        with self.lock:
            return self.cycle(cycle).where.get(action)

    def select(self, filters: Filters) -> list[Row]:
        """The actions of a cycle that a person wants to see, in the order that is asked for."""
        return chosen(self.every(filters.cycle), filters, self.fold)

    def every(self, cycle: str) -> list[Row]:
        """All actions of a cycle."""
        with self.lock:
            return [row for rows in self.cycle(cycle).rows.values() for row in rows]

    def orphaned(self, cycle: str) -> list[Case]:
        """The reports of which something was said that is found no more."""
        with self.lock:
            found = sorted(source for source, count in self.cycle(cycle).orphans.items() if count)
            return [self.case(cycle, source) for source in found]

    def say(self, cycle: str, decision: Decision) -> Case:
        """Keeps a decision; returns its report as it stands then.

        Raises UsageError: a value cannot be; Overtaken: somebody else said something of the same action meanwhile. Nothing is kept then.
        """
        check(decision.corrections, self.codes)
        source = decision.corrections[0].source
        with self.lock:
            self.corrections.add(decision.corrections, decision.seen)
            try:
                return self.refresh(self.fresh(cycle), source)
            except RapporteurError as error:
                raise StoreError(f"what you said is kept, but cannot be shown: {error}") from error


def check(corrections: Sequence[Correction], codes: frozenset[str]) -> None:
    """Raises UsageError: a value that cannot be."""
    for one in corrections:
        wrong = problem(one, codes)
        if wrong:
            raise UsageError(wrong)
