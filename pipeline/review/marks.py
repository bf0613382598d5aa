"""What is lit up in a report's text for one action, and what a person's selection of words says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.corrections.anchors import nearest
from pipeline.knowledge import Knowledge
from pipeline.periods import bounds, hull, is_period
from pipeline.review.case import Case, Record
from pipeline.types import EVIDENCE_ONLY, Segment, Span

Kind = Literal["quote", "partners", "period", "mechanisms"]
KINDS: Mapping[str, Kind] = {"country": "partners", "year": "period", "mechanism": "mechanisms"}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters of the report's text, half open, and the field whose value they are."""

    start: int
    end: int
    kind: Kind


def marks_of(case: Case, record: Record) -> list[Mark]:
    """The quote, and every mention that says one of its values: the one that proves it, and those inside the quote."""
    start, end = record.span
    proofs = set(record.proofs.values())
    found = {Mark(start, end, "quote")}
    for mention in mentions(case):
        inside = start <= mention["start"] and mention["end"] <= end
        if (inside or mention["mention_id"] in proofs) and says(mention, record.values):
            found.add(Mark(mention["start"], mention["end"], KINDS[mention["kind"]]))
    return sorted(found)


def mentions(case: Case) -> Iterable[Mapping[str, Any]]:
    """The mentions of the report."""
    columns = ("mention_id", "kind", "value", "start", "end")
    rows = case.machine.tables["mentions"]
    values = (rows.column(name).to_pylist() for name in columns)
    return (dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True))


def says(mention: Mapping[str, Any], values: Mapping[Any, Any]) -> bool:
    """Whether a mention says a value of the action; a year says the period that it lies in."""
    kind, value = KINDS[mention["kind"]], mention["value"]
    if kind != "period":
        return value in values[kind]
    period = values["period"]
    if not period or not is_period(value):
        return False
    (first, last), (low, high) = bounds(period), bounds(value)
    return (first or 0) <= (low or 0) and (high or 9999) <= (last or 9999)


def reading(words: str, language: str, party: str | None, knowledge: Knowledge) -> dict[str, Any]:
    """What selected words say: partners, period and mechanisms, as the machine reads them."""
    from pipeline.entities import annotate

    segment = Segment(0, Span(0, len(words)), "paragraph", "other", language="fr" if language == "fr" else "en")
    found = annotate(words, (segment,), knowledge)
    countries = [one for one in found if one.kind == "country" and one.value != party]
    named = [one for one in countries if one.rule not in EVIDENCE_ONLY] or countries
    periods = [one.value for one in found if one.kind == "year"]
    return {
        "partners": list(dict.fromkeys(one.value for one in named)),
        "period": hull(periods),
        "mechanisms": list(dict.fromkeys(one.value for one in found if one.kind == "mechanism")),
    }


def selected(case: Case, words: str, near: int) -> tuple[int, int] | None:
    """Where selected words stand in the report's text: the place nearest to `near`. A browser's white space may be another one."""
    found = nearest(" ".join(words.split()), case.text, near)
    return found[:2] if found else None


def cuts(text: str, start: int, end: int, words: Iterable[str]) -> list[int]:
    """The places inside a quote where a second act may begin: after a sentence, a line, a clause, before one of some words."""
    joint = "|".join(map(re.escape, words))
    found = re.finditer(rf"(?<=[.;:!?\n])\s+|\n|,\s+|\s+(?=(?:{joint})\s)", text[start:end])
    return [start + one.end() for one in found if one.end() < end - start]
