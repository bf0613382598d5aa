"""The rows of one report with what people said of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from pipeline.corrections import Correction, Merged, Place, Reviewed, Seen, latest, merge
from pipeline.periods import bounds
from pipeline.tables.columns import times
from pipeline.tables.contract import BY_NAME
from pipeline.tables.packing import pack, unpack

Record = dict[str, Any]
"""One row: column -> value."""

REVISED = ("actions", "action_countries", "action_mechanisms")
"""The tables that people's words change."""


class Machine:
    """What the machine says of one report: its packed rows, each table made into values when it is asked for."""

    def __init__(self, packed: bytes) -> None:
        (self.tables,) = unpack([packed])

    def records(self, table: str) -> list[Record]:
        """The rows of a table as values."""
        rows = self.tables[table]
        columns = [values(rows.column(name)) for name in rows.schema.names]
        return [dict(zip(rows.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]

    @cached_property
    def report(self) -> Record:
        """The report's own row."""
        return self.records("reports")[0]

    @cached_property
    def actions(self) -> dict[str, Record]:
        """Its actions by id, in their order."""
        return {row["action_id"]: row for row in self.records("actions")}

    @cached_property
    def countries(self) -> dict[str, list[Record]]:
        """The countries of each action."""
        return by_action(self.records("action_countries"))

    @cached_property
    def mechanisms(self) -> dict[str, list[Record]]:
        """The mechanisms of each action, the primary one first."""
        return by_action(self.records("action_mechanisms"))

    @cached_property
    def segments(self) -> list[Record]:
        """Its segments, in their order."""
        return self.records("segments")

    @cached_property
    def starts(self) -> list[int]:
        """Where each segment begins."""
        starts: list[int] = self.tables["segments"].column("start").to_pylist()
        return starts

    @cached_property
    def text(self) -> str:
        """The report's text as far as its segments tell it, each at its place, newlines between them."""
        parts, at = [], 0
        for start, words in zip(self.starts, self.tables["segments"].column("text").to_pylist(), strict=True):
            parts += ["\n" * (start - at), words]
            at = start + len(words)
        return "".join([*parts, "\n" * (int(self.report["characters"]) - at)])

    @cached_property
    def seen(self) -> dict[str, Seen]:
        """The actions with the value of each field that people may correct."""
        return {key: Seen(key, self.fields_of(row), row["start"]) for key, row in self.actions.items()}

    def revision(self, key: str) -> Revision:
        """The rows of an action as the machine has them. Raises KeyError: it has none of this id."""
        return Revision(self.actions[key], self.countries.get(key, []), self.mechanisms.get(key, []))

    def fields_of(self, action: Record) -> Record:
        """The value of each field of an action."""
        rows = self.revision(action["action_id"])
        plain = {field: action[field] for field in ("period", "title", "quote", "status")}
        return plain | {"partners": sorted(rows.partners), "mechanisms": rows.codes}

    def segment_at(self, start: int) -> Record:
        """The segment in which a place lies, or the last one before it."""
        return self.segments[max(0, bisect_right(self.starts, start) - 1)]

    def merged(self, corrections: Iterable[Correction]) -> Merged:
        """What becomes of what people said."""
        every = list(corrections)
        return merge(tuple(self.seen.values()), latest(every), self.text, {one.action for one in every if one.field == "action"})


@dataclass(frozen=True, slots=True)
class Revision:
    """The rows of one action after people spoke of it."""

    action: Record
    countries: list[Record]
    mechanisms: list[Record]

    @property
    def partners(self) -> list[str]:
        """The countries that the act is with."""
        return [row["country"] for row in self.countries if row["role"] == "partner"]

    @property
    def codes(self) -> list[str]:
        """The mechanisms, the primary one first."""
        return [row["mechanism"] for row in self.mechanisms]


def by_action(rows: Iterable[Record]) -> dict[str, list[Record]]:
    """Rows of a list, for each action."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for row in rows:
        found[row["action_id"]].append(row)
    return dict(found)


def values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column; a machine's row has no time of review yet."""
    if not pa.types.is_timestamp(column.type):
        found: list[Any] = column.to_pylist()
        return found
    return [None] * len(column) if column.null_count else list(times(column))


def corrected(packed: bytes, corrections: Sequence[Correction]) -> tuple[bytes, Merged]:
    """The packed rows of a report after its corrections, and what became of these."""
    machine = Machine(packed)
    merged = machine.merged(corrections)
    revised = revisions(machine, merged)
    rows: dict[str, list[Record]] = {name: machine.records(name) for name in machine.tables if name not in REVISED}
    rows |= {name: [] for name in REVISED}
    for key in [*machine.actions, *(key for key in revised if key not in machine.actions)]:
        one = revised.get(key) or machine.revision(key)
        rows["actions"].append(one.action)
        rows["action_countries"] += one.countries
        rows["action_mechanisms"] += one.mechanisms
    return pack({name: [tuple(row[c] for c in BY_NAME[name].names) for row in some] for name, some in rows.items()}), merged


def revisions(machine: Machine, merged: Merged) -> dict[str, Revision]:
    """The rows of each action that people spoke of."""
    return {one.id: revision(machine, one) for one in merged.reviewed}


def revision(machine: Machine, one: Reviewed) -> Revision:
    """One action with what people said of it."""
    given = dict(one.kept) | {field: said.value for field, said in one.said.items()}
    if one.machine is None:
        assert one.place is not None
        given = one.said["action"].value | given
        action = added(machine, one.id, one.place)
    else:
        action = dict(machine.actions[one.id])
        if "quote" in given and one.place:
            action |= placed(machine, one.place)
    action |= {field: given[field] for field in ("title", "status") if field in given}
    countries, mechanisms = machine.countries.get(one.id, []), machine.mechanisms.get(one.id, [])
    if "period" in given:
        first, last = bounds(given["period"]) if given["period"] else (None, None)
        action |= {"period": given["period"], "year_start": first, "year_end": last, "period_confidence": None}
    if "partners" in given:
        others = [row for row in countries if row["role"] != "partner" and row["country"] not in given["partners"]]
        partners = [{"country": code, "role": "partner"} for code in given["partners"]]
        countries = relisted(one.id, "country", countries, partners) + others
        action["partner_confidence"] = None
    if "mechanisms" in given:
        ranked = [{"mechanism": code, "rank": rank} for rank, code in enumerate(given["mechanisms"], start=1)]
        mechanisms = relisted(one.id, "mechanism", mechanisms, ranked)
        action |= {"mechanism": next(iter(given["mechanisms"]), None), "mechanism_confidence": None}
    action |= {"review": verdict(one), "reviewer": one.last.reviewer, "reviewed_at": one.last.at}
    return Revision(action, countries, mechanisms)


def relisted(action: str, key: str, before: Iterable[Record], rows: Iterable[Record]) -> list[Record]:
    """The rows of an action in one of its lists; a value that stays keeps the mention that proves it."""
    proofs = {row[key]: row["mention_id"] for row in before}
    return [{"action_id": action, "mention_id": proofs.get(row[key]), **row} for row in rows]


def verdict(one: Reviewed) -> str:
    """Who answers for an action, in the words of the contract."""
    said = one.said["verdict"].value if "verdict" in one.said else None
    if said == "rejected":
        return "rejected"
    if one.machine is None:
        return "added"
    return "corrected" if set(one.said) - {"verdict"} else "accepted"


def added(machine: Machine, key: str, place: Place) -> Record:
    """The row of an action that a person found, where its words stand."""
    row: Record = dict.fromkeys(BY_NAME["actions"].names)
    row |= {"action_id": key, "status": "unknown", "confidence": 1.0}
    row |= {name: machine.report[name] for name in ("report_id", "cycle", "party")}
    return row | placed(machine, place)


def placed(machine: Machine, place: Place) -> Record:
    """What an action's row says of where its words stand."""
    segment = machine.segment_at(place.start)
    where = {name: segment[name] for name in ("language", "field", "heading_path", "page")}
    return where | {"quote": machine.text[place.start : place.end], "start": place.start, "end": place.end}


def told(merged: Mapping[str, Merged]) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Conflicts and orphans of all reports, as the manifest lists them."""
    conflicts = [
        {"source": source, "action": c.action, "field": c.field, "then": c.then, "person": c.person, "now": c.now}
        for source, one in sorted(merged.items())
        for c in one.conflicts
    ]
    orphans = [
        {"source": source, "action": o.action, "quote": o.quote, "best": o.best, "score": o.score}
        for source, one in sorted(merged.items())
        for o in one.orphans
    ]
    return tuple(conflicts), tuple(orphans)
