"""The machine's actions of one report and what people said of them -> what is published.

Three values meet, field by field: what the machine said when a person looked, what the person said, what the machine says now. The
person's wins; where the machine's has moved since, the field is a conflict as well. An action that the machine words otherwise now is
found again by its words; one that cannot be found is orphaned. Nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.corrections.anchors import ALIKE, find, likeness, nearest
from pipeline.corrections.values import VALUES, Correction, Field, Latest

MACHINE: tuple[Field, ...] = (*VALUES, "quote")
"""Fields of which the machine has a value of its own."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An action as the machine reads it now: the value of each field. `start`: where its words stand in the report's text."""

    id: str
    values: Mapping[str, Any]
    start: int = 0

    @property
    def quote(self) -> str:
        """Its words."""
        return str(self.values["quote"])


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the report's text: half-open range, and how alike they are to what was looked for, 0 to 1."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An action that people spoke of. `machine`: the machine's, None for one that a person added; `place`: of words a person gave."""

    id: str
    machine: Seen | None
    said: Mapping[Field, Correction]
    place: Place | None = None

    @property
    def last(self) -> Correction:
        """What was said last."""
        return last_of(self.said)

    @property
    def key(self) -> str:
        """The id under which people speak of it: the one that they knew it by first."""
        return self.last.action


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that a person set and whose value the machine has changed since."""

    action: str
    field: Field
    then: Any
    person: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Orphan:
    """An action that people spoke of and that the report does not hold any more; `best`: the likeliest of its actions, `score` 0 to 1."""

    action: str
    quote: str
    best: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Merged:
    """`moved`: an action as people knew it -> (what it is called now, how alike the words are)."""

    reviewed: tuple[Reviewed, ...]
    conflicts: tuple[Conflict, ...]
    orphans: tuple[Orphan, ...]
    moved: Mapping[str, tuple[str, float]]


def merge(now: Sequence[Seen], said: Latest, text: str) -> Merged:
    """`now`: the machine's actions; `said`: action -> field -> what counts of it; `text`: the report's text, a line a segment."""
    known = {one.id: one for one in now}
    targets = {action: action for action in said if action in known}
    moved: dict[str, tuple[str, float]] = {}
    reviewed: list[Reviewed] = []
    orphans: list[Orphan] = []
    for action, fields in said.items():
        if action in known:
            continue
        anchor = last_of(fields).anchor
        if "action" in fields:
            found = find(anchor, text)
            if found:
                reviewed.append(Reviewed(action, None, fields, Place(*found)))
            else:
                orphans.append(Orphan(action, anchor.exact, None, 0.0))
            continue
        best, score = likeliest(anchor.exact, [one for one in now if one.id not in targets.values()])
        if best is not None and score >= ALIKE:
            targets[action] = best.id
            moved[action] = (best.id, score)
        else:
            orphans.append(Orphan(action, anchor.exact, best.id if best else None, score))
    conflicts: list[Conflict] = []
    for action, target in targets.items():
        machine = known[target]
        place = quoted(machine, said[action], text)
        conflicts += conflicts_of(target, machine, said[action], place)
        reviewed.append(Reviewed(target, machine, said[action], place))
    return Merged(tuple(reviewed), tuple(conflicts), tuple(orphans), moved)


def last_of(said: Mapping[Field, Correction]) -> Correction:
    """What was said last."""
    return max(said.values(), key=lambda one: (one.at, one.id))


def quoted(machine: Seen, fields: Mapping[Field, Correction], text: str) -> Place | None:
    """Where the words stand that a person gave to an action: of several exact places the one nearest to the machine's words."""
    if "quote" not in fields:
        return None
    found = nearest(str(fields["quote"].value), text, machine.start)
    return Place(*found) if found else None


def likeliest(quote: str, actions: Sequence[Seen]) -> tuple[Seen | None, float]:
    """The action whose words are most like these, and how alike they are."""
    scored = [(1.0 if one.quote.split() == quote.split() else likeness(one.quote, quote), one) for one in actions]
    score, best = max(scored, key=lambda pair: (pair[0], pair[1].id), default=(0.0, None))
    return best, round(score, 3)


def conflicts_of(action: str, machine: Seen, fields: Mapping[Field, Correction], place: Place | None) -> list[Conflict]:
    """The fields whose machine value is neither what the person saw nor what the person said, and a quote that stands nowhere any more."""
    found = []
    for field in MACHINE:
        if field in fields:
            then, person, now = fields[field].seen, fields[field].value, machine.values.get(field)
            if now not in (then, person) or (field == "quote" and place is None):
                found.append(Conflict(action, field, then, person, now))
    return found
