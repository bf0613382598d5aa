"""The rows of one report with what people said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline.corrections import Correction, Merged, Reviewed, Seen, latest, merge
from pipeline.periods import bounds
from pipeline.tables.columns import times
from pipeline.tables.contract import BY_NAME
from pipeline.tables.packing import pack, unpack

Record = dict[str, Any]
"""One row: column -> value."""
Records = dict[str, list[Record]]


def corrected(packed: bytes, corrections: Sequence[Correction]) -> tuple[bytes, Merged]:
    """The packed rows of a report after its corrections, and what became of these."""
    (tables,) = unpack([packed])
    records = {name: records_of(rows) for name, rows in tables.items()}
    text = text_of(records)
    merged = merge(seen(records), latest(corrections), text)
    for one in merged.reviewed:
        apply(records, one, text)
    return pack({name: [tuple(row[c] for c in BY_NAME[name].names) for row in rows] for name, rows in records.items()}), merged


def records_of(rows: pa.Table) -> list[Record]:
    """The rows of a table as values."""
    columns = {name: values(rows.column(name)) for name in rows.schema.names}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column; a machine's row has no time of review yet."""
    if not pa.types.is_timestamp(column.type):
        found: list[Any] = column.to_pylist()
        return found
    return [None] * len(column) if column.null_count else list(times(column))


def text_of(records: Records) -> str:
    """The report's text as far as its segments tell it, each at its place, newlines between them."""
    text = ["\n"] * int(records["reports"][0]["characters"])
    for segment in records["segments"]:
        text[segment["start"] : segment["end"]] = segment["text"]
    return "".join(text)


def seen(records: Records) -> list[Seen]:
    """The actions as the machine reads them."""
    found = []
    for action in records["actions"]:
        key = action["action_id"]
        values = {field: action[field] for field in ("period", "title", "quote", "status")}
        values["partners"] = sorted(row["country"] for row in of(records, "action_countries", key) if row["role"] == "partner")
        values["mechanisms"] = [row["mechanism"] for row in of(records, "action_mechanisms", key)]
        found.append(Seen(key, values))
    return found


def of(records: Records, table: str, action: str) -> list[Record]:
    """The rows of an action in one of its lists."""
    return [row for row in records[table] if row["action_id"] == action]


def apply(records: Records, one: Reviewed, text: str) -> None:
    """Writes what people said of one action into the rows."""
    if one.machine is None:
        records["actions"].append(added(records, one, text))
        given = one.said["action"].value | {field: said.value for field, said in one.said.items() if field != "action"}
    else:
        given = {field: said.value for field, said in one.said.items()}
    action = next(row for row in records["actions"] if row["action_id"] == one.id)
    action |= {field: given[field] for field in ("title", "status") if field in given}
    if "quote" in given and one.place:
        action |= {"quote": text[one.place.start : one.place.end], "start": one.place.start, "end": one.place.end}
    if "period" in given:
        first, last = bounds(given["period"]) if given["period"] else (None, None)
        action |= {"period": given["period"], "year_start": first, "year_end": last, "period_confidence": None}
    if "partners" in given:
        relist(records, "action_countries", one.id, "country", [{"country": code, "role": "partner"} for code in given["partners"]])
        action["partner_confidence"] = None
    if "mechanisms" in given:
        ranked = [{"mechanism": code, "rank": rank} for rank, code in enumerate(given["mechanisms"], start=1)]
        relist(records, "action_mechanisms", one.id, "mechanism", ranked)
        action |= {"mechanism": next(iter(given["mechanisms"]), None), "mechanism_confidence": None}
    action |= {"review": verdict(one), "reviewer": one.last.reviewer, "reviewed_at": one.last.at}


def relist(records: Records, table: str, action: str, key: str, rows: Iterable[Record]) -> None:
    """Replaces the rows of an action in one of its lists; a value that stays keeps the mention that proves it."""
    proofs = {row[key]: row["mention_id"] for row in of(records, table, action)}
    kept = [row for row in records[table] if row["action_id"] != action]
    records[table] = kept + [{"action_id": action, "mention_id": proofs.get(row[key]), **row} for row in rows]


def verdict(one: Reviewed) -> str:
    """Who answers for an action, in the words of the contract."""
    said = one.said["verdict"].value if "verdict" in one.said else None
    if said == "rejected":
        return "rejected"
    if one.machine is None:
        return "added"
    return "corrected" if set(one.said) - {"verdict"} else "accepted"


def added(records: Records, one: Reviewed, text: str) -> Record:
    """The row of an action that a person found, where its words stand."""
    assert one.place is not None
    segment = next(row for row in records["segments"] if row["start"] <= one.place.start < row["end"])
    report = records["reports"][0]
    row: Record = dict.fromkeys(BY_NAME["actions"].names)
    row |= {name: segment[name] for name in ("report_id", "language", "field", "heading_path", "page")}
    row |= {"action_id": one.id, "cycle": report["cycle"], "party": report["party"], "status": "unknown", "confidence": 1.0}
    return row | {"quote": text[one.place.start : one.place.end], "start": one.place.start, "end": one.place.end}


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
