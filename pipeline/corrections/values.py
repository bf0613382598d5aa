"""What reviewers say of actions: rows that are only ever added. Undoing is another row."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from pipeline.errors import UsageError
from pipeline.periods import is_period

Field = Literal["verdict", "partners", "period", "mechanisms", "title", "status", "quote", "action"]
"""What a correction sets. `verdict`: accepted or rejected; `quote`: other words; `action`: a whole action that no machine found."""

FIELDS: tuple[Field, ...] = get_args(Field)
VALUES: tuple[Field, ...] = ("partners", "period", "mechanisms", "title", "status")
"""What an action says besides its words; a whole action brings all of them."""
VERDICTS = ("accepted", "rejected")
STATES = ("planned", "ongoing", "done", "unknown")
STATE = re.compile("[A-Z]{3,4}|EU")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of an action and some before and after them, to find it again (W3C Web Annotation: TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that one person said of one action.

    `seen`: the machine's value then; `value`: the person's. `undoes`: the id of a correction that no longer counts; such a row says nothing
    else. Values are JSON: words, lists of codes, null.
    """

    id: str
    source: str
    action: str
    field: Field
    seen: Any
    value: Any
    reviewer: str
    at: datetime
    anchor: Anchor
    why: str = ""
    undoes: str = ""

    def to_json(self) -> str:
        """One line of JSON Lines."""
        return json.dumps({**asdict(self), "at": self.at.astimezone(UTC).isoformat()}, ensure_ascii=False)


def from_json(line: str, where: str) -> Correction:
    """The correction of one line. Raises UsageError: it is none; `where` names the line."""
    try:
        found = json.loads(line)
        made = Correction(**{**found, "at": datetime.fromisoformat(found["at"]), "anchor": Anchor(**found["anchor"])})
    except (ValueError, TypeError, KeyError) as error:
        raise UsageError(f"{where}: not a correction ({error})") from error
    texts = (made.id, made.source, made.action, made.reviewer, made.why, made.undoes, *astuple(made.anchor))
    if not all(isinstance(one, str) for one in texts):
        raise UsageError(f"{where}: not a correction (ids, names, reasons and the words of its anchor are texts)")
    if made.field not in FIELDS or made.at.tzinfo is None:
        raise UsageError(f"{where}: not a correction (field {made.field!r}, one of {', '.join(FIELDS)}; a time with its zone)")
    return made


def problem(correction: Correction, mechanisms: Collection[str]) -> str | None:
    """What is wrong with the value of a correction; None where nothing is. `mechanisms`: the codes that exist."""
    if not correction.reviewer.strip():
        return "nobody is named as its reviewer"
    if not is_kept(asdict(correction)):
        return "holds a character that databases do not keep (NUL, or half of a surrogate pair)"
    if correction.undoes:
        return None
    if correction.field == "action":
        given = correction.value if isinstance(correction.value, dict) else {}
        wrong = [problem_of(field, given.get(field), mechanisms) for field in VALUES]
        return next((one for one in wrong if one), None if correction.anchor.exact.strip() else "an action needs its words")
    return problem_of(correction.field, correction.value, mechanisms)


def problem_of(field: Field, value: Any, mechanisms: Collection[str]) -> str | None:
    """What is wrong with the value of one field."""
    good, wanted = {
        "partners": (is_list(value) and bool(value) and all(map(STATE.fullmatch, value)), "a list of ISO 3166-1 alpha-3 codes"),
        "mechanisms": (is_list(value) and set(value) <= set(mechanisms), f"a list of {', '.join(sorted(mechanisms))}"),
        "period": (value is None or (isinstance(value, str) and is_period(value)), "EDTF, for example 2018, 2017/2019, 2018-05"),
        "verdict": (value in VERDICTS, " or ".join(VERDICTS)),
        "status": (value in STATES, f"one of {', '.join(STATES)}"),
    }.get(field, (isinstance(value, str) and bool(value.strip()), "some words"))
    return None if good else f"{field}: {value!r} is not {wanted}"


def is_kept(value: Any) -> bool:
    """Whether every word inside can be kept by every database and stand in every workbook: no control characters, no halves of signs."""
    if isinstance(value, str):
        return not any((sign < " " and sign not in "\t\n\r") or "\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, dict):
        return all(is_kept(one) for pair in value.items() for one in pair)
    return all(map(is_kept, value)) if isinstance(value, list | tuple) else True


def is_list(value: Any) -> bool:
    """A list of different words."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value) and len(set(value)) == len(value)


def counting(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that count, in their order: an undo takes one away, and undoing the undo gives it back."""
    every = list(corrections)
    counts = in_force(every)
    return [one for one in every if one.id in counts and not one.undoes]


def in_force(corrections: Iterable[Correction]) -> set[str]:
    """The ids of all that were not undone, undos among them.

    An undo counts wherever it stands: clocks of two machines may put it before what it undoes.
    """
    every = list(corrections)
    undone: dict[str, list[str]] = {}
    for one in every:
        if one.undoes:
            undone.setdefault(one.undoes, []).append(one.id)
    counts: dict[str, bool] = {}
    for one in every:
        settle(one.id, undone, counts)
    return {one.id for one in every if counts[one.id]}


def settle(first: str, undone: Mapping[str, Sequence[str]], counts: dict[str, bool]) -> None:
    """Finds out whether a correction counts, and before it all those that undo it; of a ring, which no program makes, none does."""
    waiting, open_now = [first], {first}
    while waiting:
        one = waiting[-1]
        later = [undo for undo in undone.get(one, ()) if undo not in counts and undo not in open_now]
        if one in counts or not later:
            counts.setdefault(one, not any(counts.get(undo, True) for undo in undone.get(one, ())))
            waiting.pop()
        else:
            waiting += later
            open_now.update(later)


def latest(corrections: Iterable[Correction]) -> dict[str, dict[Field, Correction]]:
    """Action -> field -> what counts of it last, for the corrections of one report."""
    found: dict[str, dict[Field, Correction]] = {}
    for one in counting(corrections):
        found.setdefault(one.action, {})[one.field] = one
    return found


Latest = Mapping[str, Mapping[Field, Correction]]
