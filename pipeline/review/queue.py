"""Which actions wait for a person: rows, filters that live in an address, order, progress."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from pipeline.errors import UsageError

OPEN, CONFLICT, DONE = "open", "conflict", "done"
STATES = (OPEN, CONFLICT, "accepted", "corrected", "added", "rejected", DONE)
"""What `state` may ask for: nobody has looked at it, the machine disagrees with a person, or what a person made of it."""
ORDERS = ("confidence", "report", "reviewed")
NUMBER = re.compile("[0-9]{1,4}")
PAGE = 50
"""Rows on one page of the queue."""


@dataclass(frozen=True, slots=True)
class Row:
    """One action in the queue. `start`: where its quote stands."""

    id: str
    source: str
    party: str
    partners: tuple[str, ...]
    mechanisms: tuple[str, ...]
    period: str
    years: tuple[int | None, int | None]
    language: str
    status: str
    review: str
    reviewer: str
    reviewed_at: datetime | None
    confidence: float
    title: str
    quote: str
    page: int | None
    start: int
    conflict: bool

    @property
    def state(self) -> str:
        """What is to be done: `open`, `conflict`, or who answers for it."""
        if self.conflict:
            return CONFLICT
        return OPEN if self.review == "machine" else self.review


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person wants to see, as the address says it; an empty value asks for nothing. `year`: one that the period touches.

    `below`: a confidence, in hundredths, that the action's lies under.
    """

    cycle: str = ""
    source: str = ""
    party: str = ""
    partner: str = ""
    mechanism: str = ""
    year: str = ""
    language: str = ""
    status: str = ""
    state: str = ""
    reviewer: str = ""
    below: str = ""
    words: str = ""
    order: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """The filters of an address; what it says besides is not theirs. Raises UsageError: a value that can ask for nothing."""
        made = cls(**{field.name: query.get(field.name, "").strip() for field in fields(cls)})
        for name in ("year", "below"):
            value = getattr(made, name)
            if value and not NUMBER.fullmatch(value):
                raise UsageError(f"{name}: {value!r} is no number")
        for name, known in (("state", STATES), ("order", ORDERS)):
            value = getattr(made, name)
            if value and value not in known:
                raise UsageError(f"{name}: {value!r} is none of {', '.join(known)}")
        return made

    def query(self) -> dict[str, str]:
        """What the address says of them."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


def chosen(rows: Iterable[Row], filters: Filters, fold: Callable[[str], str]) -> list[Row]:
    """The rows that pass, in the order that is asked for: the least sure first where nothing is said."""
    tests = list(tests_of(filters, fold))
    found = [row for row in rows if all(test(row) for test in tests)]
    if filters.order == "report":
        found.sort(key=lambda row: (row.source, row.start, row.id))
    elif filters.order == "reviewed":
        found.sort(key=lambda row: (-(row.reviewed_at.timestamp() if row.reviewed_at else 0), row.id))
    else:
        found.sort(key=lambda row: (row.confidence, row.source, row.start, row.id))
    return found


def tests_of(filters: Filters, fold: Callable[[str], str]) -> Iterator[Callable[[Row], bool]]:
    """One test for each filter that asks for something."""
    f = filters
    for name in ("source", "party", "language", "status", "reviewer"):
        if value := getattr(f, name):
            yield lambda row, name=name, value=value: getattr(row, name) == value  # type: ignore[misc]
    if f.partner:
        yield lambda row: f.partner in row.partners
    if f.mechanism:
        yield lambda row: f.mechanism in row.mechanisms
    if f.year:
        yield lambda row: touches(row.years, int(f.year), row.period)
    if f.state == DONE:
        yield lambda row: row.review != "machine" and not row.conflict
    elif f.state:
        yield lambda row: row.state == f.state
    if f.below:
        yield lambda row: row.confidence * 100 < int(f.below)
    if f.words:
        words = fold(f.words).split()
        yield lambda row: all(word in fold(f"{row.title} {row.quote}") for word in words)


def touches(years: tuple[int | None, int | None], year: int, period: str) -> bool:
    """Whether a year lies in a period; an open end reaches as far as one likes."""
    first, last = years
    return bool(period) and (first is None or first <= year) and (last is None or year <= last)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is. `reports`: source -> (looked at, all); `reviewers`: name -> actions whose last word is theirs."""

    done: int
    total: int
    reports: Mapping[str, tuple[int, int]]
    reviewers: Mapping[str, int]


def progress(rows: Iterable[Row]) -> Progress:
    """What is done, over all, by report and by reviewer."""
    every, done, people = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        every[row.source] += 1
        if row.review != "machine":
            done[row.source] += 1
            people[row.reviewer] += 1
    reports = {source: (done[source], count) for source, count in sorted(every.items())}
    return Progress(done.total(), every.total(), reports, dict(people.most_common()))


def row_of(source: str, action: Mapping[str, Any], partners: Iterable[str], mechanisms: Iterable[str], conflict: bool) -> Row:
    """A row of the tables as one of the queue."""
    return Row(
        id=action["action_id"],
        source=source,
        party=action["party"] or "",
        partners=tuple(partners),
        mechanisms=tuple(mechanisms),
        period=action["period"] or "",
        years=(action["year_start"], action["year_end"]),
        language=action["language"],
        status=action["status"],
        review=action["review"],
        reviewer=action["reviewer"] or "",
        reviewed_at=action["reviewed_at"],
        confidence=action["confidence"],
        title=action["title"],
        quote=action["quote"],
        page=action["page"],
        start=action["start"],
        conflict=conflict,
    )
