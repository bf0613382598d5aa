"""Corrections in the state database: rows are added, never changed and never removed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from pipeline.corrections import Correction
from pipeline.corrections.values import Anchor
from pipeline.errors import Overtaken, StoreError
from pipeline.store.database import CorrectionRow, transaction
from pipeline.store.ledger import present, sliced

Key = tuple[str, str]
"""A report's source and an action's id."""


ATTEMPTS = 100
"""Of those who speak of one action in the same moment one gets a turn at each."""


class Corrections:
    """Reads and adds corrections."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, corrections: Iterable[Correction], seen: Mapping[Key, int] | None = None) -> int:
        """Adds those whose id is new, in one transaction; returns how many.

        `seen`: (source, action) -> how many corrections of it whoever adds these had before them.
        Raises Overtaken: there are others by now; StoreError: the database refuses them. Nothing is added then.
        """
        given = {one.id: one for one in corrections}
        for attempt in range(ATTEMPTS):
            try:
                with transaction(self.engine) as connection:
                    return added(connection, given, seen or {})
            except IntegrityError as error:
                # somebody else said something of the same action in the same moment: their turn is taken, so the next one is ours
                if attempt + 1 == ATTEMPTS:
                    raise StoreError(f"the state database does not take these corrections: {error.orig}") from error
        return 0

    def every(self) -> list[Correction]:
        """All of them, in the order in which they were made."""
        return self.some()

    def of(self, source: str) -> list[Correction]:
        """Those of one report, in their order."""
        return self.some(source)

    def some(self, source: str | None = None) -> list[Correction]:
        """Those of one report or of all of them, in their order."""
        columns = [column for column in CorrectionRow.__table__.columns if column.name != "turn"]
        wanted = select(*columns).order_by(CorrectionRow.at, CorrectionRow.turn, CorrectionRow.id)
        if source is not None:
            wanted = wanted.where(CorrectionRow.source == source)
        with self.engine.connect() as connection:
            return [correction_of(dict(row)) for row in connection.execute(wanted).mappings()]

    def by_source(self) -> dict[str, list[Correction]]:
        """Those of each report."""
        found: defaultdict[str, list[Correction]] = defaultdict(list)
        for one in self.every():
            found[one.source].append(one)
        return dict(found)

    def amounts(self, source: str | None = None) -> dict[str, int]:
        """How many there are of each report, or of one: each one more tells that something was said."""
        counted = select(CorrectionRow.source, func.count()).group_by(CorrectionRow.source)
        if source is not None:
            counted = counted.where(CorrectionRow.source == source)
        with self.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}


def added(connection: Connection, given: Mapping[str, Correction], seen: Mapping[Key, int]) -> int:
    """Adds corrections whose id is new, each with its turn; returns how many. Raises Overtaken."""
    known = present(connection, CorrectionRow.id, given)
    new = [one for one in given.values() if one.id not in known]
    turns = turns_of(connection, {one.source for one in new} | {source for source, _ in seen})
    for (source, action), count in seen.items():
        if turns[source, action] != count:
            raise Overtaken(source, action)
    rows = []
    for one in new:
        turns[one.source, one.action] += 1
        rows.append(row_of(one) | {"turn": turns[one.source, one.action]})
    if rows:
        connection.execute(insert(CorrectionRow), rows)
    return len(rows)


def turns_of(connection: Connection, sources: Iterable[str]) -> Counter[Key]:
    """How much was said of each action of some reports."""
    found: Counter[Key] = Counter()
    row = CorrectionRow
    for some in sliced(sources):
        counted = select(row.source, row.action, func.max(row.turn)).where(row.source.in_(some)).group_by(row.source, row.action)
        found.update({(source, action): turn for source, action, turn in connection.execute(counted)})
    return found


def row_of(one: Correction) -> dict[str, object]:
    """A correction as a row."""
    row: dict[str, object] = {name: getattr(one, name) for name in ("id", "source", "action", "field", "seen", "value")}
    row |= {name: getattr(one, name) for name in ("reviewer", "at", "why", "undoes")}
    return row | {"exact": one.anchor.exact, "prefix": one.anchor.prefix, "suffix": one.anchor.suffix}


def correction_of(row: dict[str, object]) -> Correction:
    """A row as a correction."""
    anchor = Anchor(*(str(row.pop(name)) for name in ("exact", "prefix", "suffix")))
    return Correction(**row, anchor=anchor)  # type: ignore[arg-type]
