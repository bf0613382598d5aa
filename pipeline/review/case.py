"""One report under review: what the machine says, what people said, and what becomes of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from pipeline.corrections import Anchor, Conflict, Correction, Field, Merged, Orphan, Reviewed
from pipeline.corrections.anchors import ranked
from pipeline.corrections.values import in_force
from pipeline.run.review import Machine, Revision, revisions
from pipeline.store import Entry

AROUND = 40
"""Characters before and after an action's words that are kept with a correction, to find them again."""
CANDIDATES = 3
"""Actions that are offered in place of one that is found no more."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said of an action, for its history. `counts`: it was not undone."""

    correction: Correction
    counts: bool


@dataclass(frozen=True, slots=True)
class Record:
    """One action as it stands. `key`: the id under which people speak of it; `values`: what is published now, field by field.

    `machine`: what the machine says of the same fields now, None for an action that a person added.
    `proofs`: value -> the mention that proves it. `turn`: how much was said of it so far.
    """

    source: str
    id: str
    key: str
    action: Mapping[str, Any]
    values: Mapping[Field, Any]
    machine: Mapping[str, Any] | None
    proofs: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    turn: int

    @property
    def review(self) -> str:
        """Who answers for it: machine, accepted, corrected, added or rejected."""
        return str(self.action["review"])

    @property
    def span(self) -> tuple[int, int]:
        """Where its words stand in the report's text."""
        return int(self.action["start"]), int(self.action["end"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action that may be the one which is found no more; `score`: how alike the words are, 0 to 1."""

    id: str
    quote: str
    score: float


class Case:
    """A report with everything that was said of it. Never changes: what is said next makes a new one."""

    def __init__(self, entry: Entry, machine: Machine, corrections: Sequence[Correction]) -> None:
        self.entry, self.machine, self.corrections = entry, machine, tuple(corrections)
        self.merged: Merged = machine.merged(corrections)
        self.revisions: Mapping[str, Revision] = revisions(machine, self.merged)
        self.reviewed: Mapping[str, Reviewed] = {one.id: one for one in self.merged.reviewed}
        self.turns = Counter(one.action for one in corrections)

    def after(self, corrections: Sequence[Correction]) -> Case:
        """The same report with another history."""
        return Case(self.entry, self.machine, corrections)

    @property
    def source(self) -> str:
        """The report's path under raw/."""
        return self.entry.source

    @property
    def text(self) -> str:
        """The report's text."""
        return self.machine.text

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Its actions in the order of the text."""
        every = [*self.machine.actions, *(key for key in self.revisions if key not in self.machine.actions)]
        return tuple(sorted(every, key=lambda key: (int(self.revision(key).action["start"]), key)))

    def revision(self, key: str) -> Revision:
        """The rows of an action. Raises KeyError: the report holds none of this id."""
        return self.revisions.get(key) or self.machine.revision(key)

    def record(self, key: str) -> Record:
        """One action. Raises KeyError: the report holds none of this id."""
        revision, reviewed, seen = self.revision(key), self.reviewed.get(key), self.machine.seen.get(key)
        values: dict[Field, Any] = {
            "partners": revision.partners,
            "period": revision.action["period"],
            "mechanisms": revision.codes,
            "title": revision.action["title"],
            "status": revision.action["status"],
            "quote": revision.action["quote"],
        }
        proofs = {row["country"]: row["mention_id"] for row in revision.countries if row["mention_id"]}
        proofs |= {row["mechanism"]: row["mention_id"] for row in revision.mechanisms if row["mention_id"]}
        name = reviewed.key if reviewed else key
        return Record(
            source=self.source,
            id=key,
            key=name,
            action=revision.action,
            values=values,
            machine=seen.values if seen else None,
            proofs=proofs,
            conflicts=tuple(one for one in self.merged.conflicts if one.action == key),
            turn=self.turns[name],
        )

    def history(self, key: str) -> list[Said]:
        """Everything that was said under an id, the newest first."""
        counts = in_force(self.corrections)
        return [Said(one, one.id in counts) for one in reversed(self.corrections) if one.action == key]

    def candidates(self, orphan: Orphan) -> list[Candidate]:
        """The actions that are most like one that is found no more, the likeliest first."""
        every = list(self.machine.seen.values())
        found = islice(ranked(orphan.quote, [one.quote for one in every]), CANDIDATES)
        return [Candidate(every[nth].id, every[nth].quote, score) for score, nth in found]

    def anchor(self, start: int, end: int) -> Anchor:
        """The words of a place and some around them."""
        return Anchor(self.text[start:end], self.text[max(0, start - AROUND) : start], self.text[end : end + AROUND])

    def anchor_of(self, record: Record) -> Anchor:
        """The words by which an action will be found again: the machine's own, or those that a person gave."""
        if record.machine is None:
            return self.anchor(*record.span)
        action = self.machine.actions[record.id]
        return self.anchor(int(action["start"]), int(action["end"]))

    def now(self, key: str, now: datetime) -> datetime:
        """When something said now is said: later than all that was said of the action before, whatever other machines' clocks showed."""
        last = max((one.at for one in self.corrections if one.action == key), default=None)
        return now if last is None or last < now else last + timedelta(microseconds=1)
