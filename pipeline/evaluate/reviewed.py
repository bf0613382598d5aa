"""Reports that people reviewed -> gold. Only what they vouch for is scored: their actions, not languages and countries of passages."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from pipeline.errors import UsageError
from pipeline.evaluate.gold import Gold
from pipeline.evaluate.predictions import grouped
from pipeline.store import read_table, releases_of

COLUMNS = {
    "reports": ["report_id", "source", "party", "cycle", "status"],
    "segments": ["report_id", "ordinal", "field", "kind", "start", "text"],
    "actions": ["action_id", "report_id", "quote", "year_start", "year_end", "period", "status", "start", "review"],
    "action_countries": ["action_id", "country", "role"],
    "action_mechanisms": ["action_id", "mechanism", "rank"],
}
KINDS = {"heading": "h", "item": "li"}
Row = dict[str, Any]


def write_gold(processed: Path, folder: Path, cycles: Sequence[str] = (), partly: bool = False) -> list[Path]:
    """One YAML file for each report whose actions were all looked at; returns their paths.

    `partly`: also reports of which some were; the others are optional then. Raises UsageError: no such report, or two would share a file.
    """
    found: dict[str, tuple[str, Row]] = {}
    for cycle, release in releases_of(processed).cycles().items():
        if cycles and cycle not in cycles:
            continue
        for source, gold in golds(release, cycle, partly):
            other = found.get(gold["id"])
            if other:
                raise UsageError(f"{other[0]} and {source} would both be {gold['id']}.yaml; export one cycle at a time with --cycle")
            found[gold["id"]] = source, gold
    if not found:
        every = "some" if partly else "all"
        raise UsageError(f"no report in {processed} of which {every} actions are reviewed; `rapporteur review` shows what is open")
    folder.mkdir(parents=True, exist_ok=True)
    return [written(folder / f"{name}.yaml", gold) for name, (_, gold) in sorted(found.items())]


def written(path: Path, gold: Row) -> Path:
    """Writes one file."""
    Gold.model_validate(gold)
    path.write_text(yaml.safe_dump(gold, allow_unicode=True, sort_keys=False, width=140), encoding="utf-8")
    return path


def golds(release: Path, cycle: str, partly: bool) -> Iterator[tuple[str, Row]]:
    """(source, gold) of each report of a release that was reviewed."""
    tables = {name: read_table((release,), name, columns) for name, columns in COLUMNS.items()}
    segments, actions = grouped(tables["segments"], "report_id"), grouped(tables["actions"], "report_id")
    partners, mechanisms = grouped(tables["action_countries"], "action_id"), grouped(tables["action_mechanisms"], "action_id")
    for report in tables["reports"]:
        mine = actions[report["report_id"]]
        looked_at = [one for one in mine if one["review"] != "machine"]
        if not looked_at or (len(looked_at) < len(mine) and not partly):
            continue
        acts = [
            (one["start"], act_of(one, partners[one["action_id"]], mechanisms[one["action_id"]]))
            for one in mine
            if one["review"] != "rejected"
        ]
        name = PurePosixPath(report["source"]).stem
        fields = fields_of(segments[report["report_id"]], acts)
        yield report["source"], {"id": name, "party": report["party"] or "", "cycle": report["cycle"] or cycle, "fields": fields}


def act_of(action: Row, countries: Iterable[Row], mechanisms: Iterable[Row]) -> Row:
    """An action as gold has it; one that nobody looked at may be found or not."""
    act: Row = {
        "quote": " ".join(action["quote"].split()),
        "partners": sorted(row["country"] for row in countries if row["role"] == "partner"),
        "period": [action["year_start"], action["year_end"]] if action["period"] else None,
        "required": [row["mechanism"] for row in sorted(mechanisms, key=lambda row: row["rank"])],
        "status": action["status"],
    }
    return act | ({"optional": True} if action["review"] == "machine" else {})


def fields_of(segments: Sequence[Row], acts: Iterable[tuple[int, Row]]) -> list[Row]:
    """The report's passages in their order under their fields, each with the actions that begin in it."""
    ordered = sorted(segments, key=lambda row: row["ordinal"])
    by_start = sorted(ordered, key=lambda row: row["start"])
    starts = [row["start"] for row in by_start]
    inside: defaultdict[int, list[Row]] = defaultdict(list)
    for start, act in sorted(acts, key=lambda pair: pair[0]):
        inside[by_start[max(0, bisect_right(starts, start) - 1)]["ordinal"]].append(act)
    fields: list[Row] = []
    for segment in ordered:
        if not fields or fields[-1]["code"] != segment["field"]:
            fields.append({"code": segment["field"], "blocks": []})
        block: Row = {KINDS.get(segment["kind"], "p"): " ".join(segment["text"].split())}
        given = inside[segment["ordinal"]]
        if given and "h" in block:
            block = {"p": block["h"]}
        fields[-1]["blocks"].append(block | ({"actions": given} if given else {}))
    return fields
