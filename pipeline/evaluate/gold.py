"""The gold form: one YAML file a report, in the order of the report (docs/gold.md describes it)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import UsageError
from pipeline.knowledge.documents import load_yaml

Code = str | list[str]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error: a slip in gold must not go unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldAction(Strict):
    """One act. `required`: each entry must be met, a list by any one of its codes; `also`: accepted besides."""

    partners: list[str]
    period: list[int | None] | None
    required: list[Code]
    quote: str | None = None
    alt_partners: list[list[str]] = []
    alt_periods: list[list[int | None] | None] = []
    also: list[str] = []
    optional: bool = False
    status: str | None = None

    @property
    def partner_sets(self) -> list[frozenset[str]]:
        """Accepted sets of partners, the preferred one first."""
        return [frozenset(self.partners), *map(frozenset, self.alt_partners)]

    @property
    def periods(self) -> list[tuple[int | None, ...] | None]:
        """Accepted (year_start, year_end), the preferred one first."""
        return [None if p is None else tuple(p) for p in (self.period, *self.alt_periods)]

    @property
    def groups(self) -> tuple[frozenset[str], ...]:
        """Required groups, each met by any one of its codes."""
        return tuple(frozenset([r] if isinstance(r, str) else r) for r in self.required)

    @property
    def accepted(self) -> frozenset[str]:
        """Every code that is not an error."""
        return frozenset().union(*self.groups) | frozenset(self.also)


class Table(Strict):
    """A table of the answer: one action a row, in order."""

    rows: list[list[str]]
    header: list[str] = []


class Block(Strict):
    """A paragraph, list item, heading (not scored) or table."""

    p: str | None = None
    li: str | None = None
    h: str | None = None
    table: Table | None = None
    lang: str | None = None
    countries: list[str] | None = None
    actions: list[GoldAction] = []
    heading: bool = False


class GoldField(Strict):
    """The blocks under one form field."""

    code: str
    blocks: list[Block] = []
    partners_table: list[list[str | None]] = []


class Gold(Strict):
    """A whole report."""

    id: str
    party: str
    cycle: str = Field(coerce_numbers_to_str=True)
    fields: list[GoldField]

    def passages(self) -> Iterator[Passage]:
        """Every scored segment with its actions; a table gives one a row."""
        for field in self.fields:
            for block in field.blocks:
                if block.table is not None:
                    for nth, row in enumerate(block.table.rows):
                        text = " ".join(row)
                        acts = [a.model_copy(update={"quote": text}) for a in block.actions[nth : nth + 1]]
                        yield Passage(text=text, lang=block.lang, field=field.code, countries=block.countries, actions=acts)
                    continue
                words = block.p or block.li
                if words is None or block.heading:
                    continue
                acts = [a if a.quote else a.model_copy(update={"quote": words}) for a in block.actions]
                yield Passage(text=words, lang=block.lang, field=field.code, countries=block.countries, actions=acts)

    def partner_rows(self) -> list[tuple[str, str]]:
        """(name, entity type as printed) of the partner table."""
        return [(str(row[0]), str(row[1] or "") if len(row) > 1 else "") for field in self.fields for row in field.partners_table]


class Passage(Strict):
    """One scored segment of gold."""

    text: str
    lang: str | None
    field: str
    countries: list[str] | None
    actions: list[GoldAction]


def load_gold(folder: Path) -> list[Gold]:
    """Every gold file of a folder, by name. Raises UsageError: none there, or one that does not fit the form."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise UsageError(f"no gold (*.yaml) in {folder}; name the folder that holds one YAML file a report")
    return [read_gold(path) for path in paths]


def read_gold(path: Path) -> Gold:
    """One gold file. Raises UsageError naming file, place and value."""
    raw: Any = load_yaml(path)
    try:
        return Gold.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path}: {where}: {first['msg']}") from error
