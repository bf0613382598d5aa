"""What a person decides about an action -> the corrections that say it. Pure; the desk keeps them.

One decision is one moment: all its corrections carry the same time and reviewer, and are undone together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pipeline.corrections import VALUES, Anchor, Conflict, Correction, Field, Orphan, counting, latest
from pipeline.corrections.values import in_force
from pipeline.errors import UsageError
from pipeline.periods import hull
from pipeline.review.case import Case, Record
from pipeline.review.marks import mentions
from pipeline.store.corrections import Key


@dataclass(frozen=True, slots=True)
class Decision:
    """Corrections that are kept together or not at all. `seen`: (source, action) -> how much was said of it when the person decided.

    `made`: the id of an action that it adds, if any.
    """

    corrections: tuple[Correction, ...]
    seen: Mapping[Key, int]
    made: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the corrections of one decision. `at`: when; `why`: said of all of them."""

    case: Case
    reviewer: str
    at: datetime
    why: str = ""

    @classmethod
    def of(cls, case: Case, reviewer: str, keys: Iterable[str], why: str = "") -> Pen:
        """A pen that writes later than all that was said of these actions."""
        now = datetime.now(UTC)
        return cls(case, reviewer, max((case.now(key, now) for key in keys), default=now), why)

    def say(self, record: Record, field: Field, value: Any, anchor: Anchor | None = None) -> Correction:
        """A correction of one field."""
        seen = record.machine.get(field) if record.machine else None
        return self.write(record.key, field, seen, value, anchor or self.case.anchor_of(record))

    def judge(self, record: Record, verdict: str) -> Correction:
        """Right or wrong. What is right is kept with all that the machine said then: it may read otherwise one day."""
        seen = dict(record.machine) if record.machine and verdict == "accepted" else None
        return self.write(record.key, "verdict", seen, verdict, self.case.anchor_of(record))

    def write(self, action: str, field: Field, seen: Any, value: Any, anchor: Anchor, undoes: str = "") -> Correction:
        """Any correction."""
        source = self.case.source
        return Correction(uuid4().hex, source, action, field, seen, value, self.reviewer, self.at, anchor, self.why, undoes)

    def undo(self, one: Correction) -> Correction:
        """Takes one back."""
        return self.write(one.action, one.field, None, None, one.anchor, one.id)

    def add(self, place: tuple[int, int], values: Mapping[Any, Any]) -> Correction:
        """An action that no machine found."""
        given = {name: values.get(name) for name in VALUES}
        anchor = self.case.anchor(*place)
        given |= {"title": given["title"] or title_of(anchor.exact), "status": given["status"] or "unknown"}
        return self.write(f"act-{uuid4().hex[:16]}", "action", None, given, anchor)


def title_of(words: str) -> str:
    """A short name for an act from its words, as the machine makes one."""
    from pipeline.actions import title

    return title(words)


def accept(case: Case, record: Record, reviewer: str, why: str = "") -> Decision:
    """It is right as it stands."""
    return verdict(case, record, reviewer, "accepted", why)


def reject(case: Case, record: Record, reviewer: str, why: str = "") -> Decision:
    """It is no act of cooperation, or is told twice."""
    return verdict(case, record, reviewer, "rejected", why)


def verdict(case: Case, record: Record, reviewer: str, value: str, why: str) -> Decision:
    """Right or wrong."""
    pen = Pen.of(case, reviewer, [record.key], why)
    return decided(case, [record], [pen.judge(record, value)])


def edit(
    case: Case, record: Record, reviewer: str, changes: Mapping[Field, Any], place: tuple[int, int] | None = None, why: str = ""
) -> Decision:
    """Other values. `place`: of other words in the report's text. Raises UsageError: nothing is changed."""
    pen = Pen.of(case, reviewer, [record.key], why)
    said = [pen.say(record, field, value) for field, value in changes.items() if value != record.values[field]]
    if place and place != record.span:
        said.append(quoted(pen, record, place))
    if not said:
        raise UsageError("nothing is changed")
    if record.review == "rejected":
        said.append(pen.judge(record, "accepted"))
    return decided(case, [record], said)


def quoted(pen: Pen, record: Record, place: tuple[int, int]) -> Correction:
    """Other words for an action; one that a person added is found by them from then on."""
    anchor = pen.case.anchor(*place)
    return pen.say(record, "quote", anchor.exact, anchor if record.machine is None else None)


def add(case: Case, reviewer: str, place: tuple[int, int], values: Mapping[Any, Any], why: str = "") -> Decision:
    """An action that no machine found."""
    made = Pen.of(case, reviewer, (), why).add(place, values)
    return Decision((made,), {(case.source, made.action): 0}, made.action)


def split(
    case: Case, record: Record, reviewer: str, at: int, values: Mapping[Any, Any], rest: Mapping[Field, Any], why: str = ""
) -> Decision:
    """Two acts told as one: the words before `at` stay with the action and take `rest`, those from it on are a new one with `values`.

    Raises UsageError: a part holds no words.
    """
    start, end = record.span
    first, second = trimmed(case.text, start, at), trimmed(case.text, at, end)
    if not (first[0] < first[1] and second[0] < second[1]):
        raise UsageError("both parts need words: choose a place inside the quote")
    pen = Pen.of(case, reviewer, [record.key], why or "split")
    said = [quoted(pen, record, first)]
    said += [pen.say(record, field, value) for field, value in rest.items() if value != record.values[field]]
    made = pen.add(second, values)
    whole = decided(case, [record], [*said, made])
    return replace(whole, seen=dict(whole.seen) | {(case.source, made.action): 0}, made=made.action)


def parted(case: Case, record: Record, at: int) -> tuple[dict[Field, Any], dict[str, Any]]:
    """The values of the two parts of an action: what words of one part name belongs to that part, what none names to both."""
    start, end = record.span
    named: dict[str, set[bool]] = {}
    for one in mentions(case):
        if start <= one["start"] < end:
            named.setdefault(one["value"], set()).add(one["start"] >= at)

    def share(field: Field, later: bool) -> list[str]:
        values = record.values[field]
        return [one for one in values if later in named.get(one, {True, False})] or list(values)

    lists: tuple[Field, ...] = ("partners", "mechanisms")
    first: dict[Field, Any] = {field: share(field, False) for field in lists}
    second: dict[str, Any] = {field: share(field, True) for field in lists}
    return first, second | {"period": record.values["period"], "status": record.values["status"], "title": None}


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without white space and the signs that join clauses around it."""
    while start < end and (text[start].isspace() or text[start] in ",;:.–—-•"):
        start += 1
    return stripped(text, start, end)


def merge(case: Case, record: Record, other: Record, reviewer: str, why: str = "") -> Decision:
    """One act told as two: the action takes the words from the first to the last of both and what either says; the other is rejected."""
    pen = Pen.of(case, reviewer, [record.key, other.key], why or f"merged with {other.id}")
    place = min(record.span[0], other.span[0]), max(record.span[1], other.span[1])
    both: dict[Field, Any] = {
        "partners": union(record.values["partners"], other.values["partners"]),
        "mechanisms": union(record.values["mechanisms"], other.values["mechanisms"]),
        "period": hull([one for one in (record.values["period"], other.values["period"]) if one]),
    }
    said = [quoted(pen, record, place)] if place != record.span else []
    said += [pen.say(record, field, value) for field, value in both.items() if value != record.values[field]]
    said.append(pen.judge(record, "accepted"))
    gone = replace(pen, why=why or f"merged into {record.id}").judge(other, "rejected")
    return decided(case, [record, other], [*said, gone])


def union(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Each value once, in order."""
    return list(dict.fromkeys([*one, *other]))


def undo(case: Case, record: Record, reviewer: str, any_of: bool = False) -> Decision:
    """Takes back the last thing that counts of an action, with everything decided in the same moment.

    With an action that was made then goes all that was said of it since; what was taken back then counts again.
    Raises UsageError: there is nothing to take back, or it is another's and `any_of` does not allow that.
    """
    said = [one for one in counting(case.corrections) if one.action == record.key]
    if not said:
        raise UsageError("nothing is said of this action: there is nothing to undo")
    last = max(said, key=lambda one: one.at)
    if last.reviewer != reviewer and not any_of:
        raise UsageError(f"the last word is {last.reviewer}'s: say something else, or let an admin undo it")
    counts = in_force(case.corrections)
    together = [one for one in case.corrections if one.id in counts and (one.at, one.reviewer) == (last.at, last.reviewer)]
    made = {one.action for one in together if one.field == "action" and not one.undoes}
    later = [one for one in counting(case.corrections) if one.action in made and one not in together]
    others = sorted({one.reviewer for one in later} - {reviewer})
    if others and not any_of:
        raise UsageError(f"{', '.join(others)} spoke of the action since that this made: let an admin undo it")
    together += later
    pen = Pen.of(case, reviewer, [one.action for one in together])
    return said_of(case, {one.action for one in together}, [pen.undo(one) for one in together])


def settle(case: Case, record: Record, conflict: Conflict, reviewer: str, keep: bool) -> Decision:
    """Closes a conflict: the person's value stays, now that the machine's is known; or the machine's is taken."""
    pen = Pen.of(case, reviewer, [record.key], "conflict settled")
    value = conflict.person if keep else conflict.now
    return decided(case, [record], [pen.say(record, conflict.field, value)])


def reattach(case: Case, orphan: Orphan, record: Record, reviewer: str) -> Decision:
    """What was said of an action that is found no more is said of another one, and no longer of it."""
    fields = latest(case.corrections)[orphan.action]
    pen = Pen.of(case, reviewer, [orphan.action, record.key], f"said of {orphan.action} before")
    given = {field: one.value for field, one in fields.items() if field != "action"}
    if "action" in fields:
        given = {field: value for field, value in fields["action"].value.items() if value is not None} | given
    given.pop("quote", None)
    accepted = fields["verdict"].seen if "verdict" in fields else None
    if isinstance(accepted, dict):  # what was accepted as it stood is meant still, but for its words
        given = {field: value for field, value in accepted.items() if field != "quote"} | given
    said = [pen.judge(record, value) if field == "verdict" else pen.say(record, field, value) for field, value in given.items()]
    return letting_go(case, orphan, pen, said, {record.key})


def let_go(case: Case, orphan: Orphan, reviewer: str) -> Decision:
    """What was said of an action that is found no more counts no longer; it stays in the history."""
    return letting_go(case, orphan, Pen.of(case, reviewer, [orphan.action], "the action is gone"), [], set())


def letting_go(case: Case, orphan: Orphan, pen: Pen, said: list[Correction], others: set[str]) -> Decision:
    """Undoes all that counts of an orphan, after something else was said."""
    undone = [pen.undo(one) for one in counting(case.corrections) if one.action == orphan.action]
    return said_of(case, {orphan.action, *others}, [*said, *undone])


def decided(case: Case, records: Iterable[Record], corrections: Sequence[Correction]) -> Decision:
    """A decision about some actions as the person saw them."""
    return Decision(tuple(corrections), {(case.source, one.key): one.turn for one in records})


def said_of(case: Case, actions: Iterable[str], corrections: Sequence[Correction]) -> Decision:
    """A decision about actions by their ids."""
    return Decision(tuple(corrections), {(case.source, action): case.turns[action] for action in actions})
