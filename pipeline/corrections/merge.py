"""The machine's actions of one report and what people said of them -> what is published.

Three values meet, field by field: what the machine said when a person looked, what the person said, what the machine says now. The
person's wins; where the machine's has moved since, the field is a conflict as well. An action that the machine words otherwise now is
found again by its words; one that cannot be found is orphaned. Nothing is dropped.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from pipeline.corrections.anchors import ALIKE, find, nearest, ranked
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
    """An action that people spoke of. `machine`: the machine's, None for one that a person added; `place`: of words a person gave.

    `kept`: what was accepted as it stood and the machine reads otherwise by now.
    """

    id: str
    machine: Seen | None
    said: Mapping[Field, Correction]
    place: Place | None = None
    kept: Mapping[Field, Any] = dataclasses.field(default_factory=dict)

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


def merge(now: Sequence[Seen], said: Latest, text: str, added: Collection[str] = ()) -> Merged:
    """What becomes of what people said.

    `now`: the machine's actions; `said`: action -> field -> what counts of it; `text`: the report's text, a line a segment; `added`: the
    ids that people, not the machine, gave to actions, also those whose making was undone since.
    """
    known = {one.id: one for one in now}
    targets = {action: action for action in said if action in known}
    reviewed: list[Reviewed] = []
    orphans: list[Orphan] = []
    lost: dict[str, str] = {}
    for action, fields in said.items():
        if "action" in fields:
            anchor = (fields.get("quote") or fields["action"]).anchor
            found = find(anchor, text)
            if found:
                reviewed.append(Reviewed(action, None, fields, Place(*found)))
            else:
                orphans.append(Orphan(action, anchor.exact, None, 0.0))
        elif action in added:
            orphans.append(Orphan(action, last_of(fields).anchor.exact, None, 0.0))
        elif action not in known:
            lost[action] = last_of(fields).anchor.exact
    moved = reworded(lost, [one for one in now if one.id not in targets])
    targets |= {action: target for action, (target, _) in moved.items()}
    found_again = set(targets.values())
    free = [one for one in now if one.id not in found_again]
    for action, words in lost.items():
        if action not in moved:
            best = next(ranked(words, [one.quote for one in free]), None)
            orphans.append(Orphan(action, words, free[best[1]].id if best else None, best[0] if best else 0.0))
    conflicts: list[Conflict] = []
    for action, target in targets.items():
        machine, fields = known[target], said[action]
        kept = kept_of(machine, fields)
        place = quoted(machine, fields, kept, text)
        conflicts += conflicts_of(target, machine, fields, kept, place)
        reviewed.append(Reviewed(target, machine, fields, place, kept))
    return Merged(tuple(reviewed), tuple(conflicts), tuple(orphans), moved)


def reworded(lost: Mapping[str, str], free: Sequence[Seen]) -> dict[str, tuple[str, float]]:
    """Action -> (the id that its words have now, how alike they are): the same words first, then the most alike of all pairs."""
    moved: dict[str, tuple[str, float]] = {}
    left: defaultdict[str, deque[Seen]] = defaultdict(deque)
    for one in free:
        left[" ".join(one.quote.split())].append(one)
    for action, words in lost.items():
        if same := left.get(" ".join(words.split())):
            moved[action] = (same.popleft().id, 1.0)
    rest = [one for some in left.values() for one in some]
    quotes = [one.quote for one in rest]
    pairs = [
        (score, action, rest[nth].id)
        for action, words in lost.items()
        if action not in moved
        for score, nth in takewhile(lambda pair: pair[0] >= ALIKE, ranked(words, quotes))
    ]
    taken: set[str] = set()
    for score, action, target in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if action not in moved and target not in taken:
            moved[action] = (target, score)
            taken.add(target)
    return moved


def last_of(said: Mapping[Field, Correction]) -> Correction:
    """What was said last."""
    return max(said.values(), key=lambda one: (one.at, one.id))


def kept_of(machine: Seen, fields: Mapping[Field, Correction]) -> dict[Field, Any]:
    """The values that a person accepted as they stood and that the machine reads otherwise by now."""
    verdict = fields.get("verdict")
    if verdict is None or verdict.value != "accepted" or not isinstance(verdict.seen, dict):
        return {}
    then: Mapping[str, Any] = verdict.seen
    return {
        field: then[field]
        for field in MACHINE
        if field not in fields and field in then and not alike(field, then[field], machine.values.get(field))
    }


def quoted(machine: Seen, fields: Mapping[Field, Correction], kept: Mapping[Field, Any], text: str) -> Place | None:
    """Where the words stand that a person gave to an action or accepted: of several exact places the one nearest to the machine's words."""
    words = fields["quote"].value if "quote" in fields else kept.get("quote")
    found = nearest(str(words), text, machine.start) if words is not None else None
    return Place(*found) if found else None


def conflicts_of(
    action: str, machine: Seen, fields: Mapping[Field, Correction], kept: Mapping[Field, Any], place: Place | None
) -> list[Conflict]:
    """The fields whose machine value is neither what the person saw nor what the person said, and a quote that stands nowhere any more."""
    found = []
    for field in MACHINE:
        now = machine.values.get(field)
        if field in fields:
            then, person = fields[field].seen, fields[field].value
            moved = not alike(field, now, then) and not alike(field, now, person)
            if moved or (field == "quote" and place is None):
                found.append(Conflict(action, field, then, person, now))
        elif field in kept:
            found.append(Conflict(action, field, kept[field], kept[field], now))
    return found


def alike(field: Field, one: Any, other: Any) -> bool:
    """Whether two values say the same: partners have no order."""
    if field == "partners" and isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return bool(one == other)
