"""Corrections in the state database: rows are added, never changed and never removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Engine, insert, select

from pipeline.corrections import Anchor, Correction
from pipeline.store.database import CorrectionRow
from pipeline.store.ledger import present


class Corrections:
    """Reads and adds corrections."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, corrections: Iterable[Correction]) -> int:
        """Adds those whose id is new, in one transaction; returns how many."""
        given = {one.id: one for one in corrections}
        with self.engine.begin() as connection:
            known = present(connection, CorrectionRow.id, given)
            rows = [row_of(one) for one in given.values() if one.id not in known]
            if rows:
                connection.execute(insert(CorrectionRow), rows)
        return len(rows)

    def every(self) -> list[Correction]:
        """All of them, in the order in which they were made."""
        columns = CorrectionRow.__table__.columns
        with self.engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(CorrectionRow.at, CorrectionRow.id)).mappings()
            return [correction_of(dict(row)) for row in rows]

    def by_source(self) -> dict[str, list[Correction]]:
        """Those of each report."""
        found: defaultdict[str, list[Correction]] = defaultdict(list)
        for one in self.every():
            found[one.source].append(one)
        return dict(found)


def row_of(one: Correction) -> dict[str, object]:
    """A correction as a row."""
    row: dict[str, object] = {name: getattr(one, name) for name in ("id", "source", "action", "field", "seen", "value")}
    row |= {name: getattr(one, name) for name in ("reviewer", "at", "why", "undoes")}
    return row | {"exact": one.anchor.exact, "prefix": one.anchor.prefix, "suffix": one.anchor.suffix}


def correction_of(row: dict[str, object]) -> Correction:
    """A row as a correction."""
    anchor = Anchor(*(str(row.pop(name)) for name in ("exact", "prefix", "suffix")))
    return Correction(**row, anchor=anchor)  # type: ignore[arg-type]
