"""The queue of a review: filters, order, progress."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.knowledge.base import fold
from pipeline.review import Filters, Row, progress
from pipeline.review.queue import chosen

AT = datetime(2026, 1, 1, tzinfo=UTC)


def row(number: int, **more: Any) -> Row:
    """A row of the queue."""
    given: dict[str, Any] = {
        "id": f"act-{number}", "source": "2020/a.pdf", "party": "PRT", "partners": ("BRA",), "mechanisms": ("festival",), "period": "2018",
        "years": (2018, 2018), "language": "en", "status": "done", "review": "machine", "reviewer": "", "reviewed_at": None,
        "confidence": 0.5, "title": "A fair", "quote": "A fair was held", "page": 1, "start": number, "conflict": False,
    }  # fmt: skip
    return Row(**given | more)


ROWS = [
    row(1, confidence=0.9, partners=("KEN", "BRA"), language="fr", quote="Une foire à Nairobi"),
    row(2, confidence=0.2, review="accepted", reviewer="ana", reviewed_at=AT, party="FRA"),
    row(3, confidence=0.4, period="2012/..", years=(2012, None), mechanisms=()),
    row(4, confidence=0.4, source="2020/b.pdf", review="corrected", reviewer="eva", reviewed_at=AT.replace(year=2027), conflict=True),
    row(5, confidence=0.6, source="2020/b.pdf", period="", years=(None, None), status="planned", review="rejected", reviewer="ana"),
]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        pytest.param({}, "2 3 4 5 1", id="least-sure-first"),
        pytest.param({"order": "report"}, "1 2 3 4 5", id="as-in-the-reports"),
        pytest.param({"order": "reviewed"}, "4 2 1 3 5", id="last-reviewed-first"),
        pytest.param({"party": "FRA"}, "2", id="party"),
        pytest.param({"partner": "KEN"}, "1", id="partner"),
        pytest.param({"mechanism": "festival"}, "2 4 5 1", id="mechanism"),
        pytest.param({"year": "2018"}, "2 3 4 1", id="year"),
        pytest.param({"year": "2020"}, "3", id="year-in-an-open-period"),
        pytest.param({"language": "fr"}, "1", id="language"),
        pytest.param({"status": "planned"}, "5", id="status"),
        pytest.param({"state": "open"}, "3 1", id="open"),
        pytest.param({"state": "conflict"}, "4", id="conflict"),
        pytest.param({"state": "corrected"}, "", id="a-conflict-is-none-of-the-corrected"),
        pytest.param({"state": "done"}, "2 5", id="done"),
        pytest.param({"reviewer": "ana"}, "2 5", id="reviewer"),
        pytest.param({"source": "2020/b.pdf"}, "4 5", id="report"),
        pytest.param({"below": "40"}, "2", id="below"),
        pytest.param({"words": "NAIROBI une"}, "1", id="words"),
        pytest.param({"words": "FOIRE a", "partner": "BRA", "year": "2018"}, "1", id="several"),
        pytest.param({"page": "3", "unknown": "x"}, "2 3 4 5 1", id="what-is-no-filter"),
    ],
)
def test_filters(query: dict[str, str], wanted: str) -> None:
    filters = Filters.of(query)
    assert " ".join(one.id[4:] for one in chosen(ROWS, filters, fold)) == wanted
    assert Filters.of(filters.query()) == filters


@pytest.mark.parametrize(
    "query",
    [{"year": "x"}, {"year": "9" * 5000}, {"below": "-1"}, {"below": "²"}, {"state": "good"}, {"order": "up"}],
    ids=["year", "long-year", "below", "digit-that-is-none", "state", "order"],
)
def test_what_a_filter_cannot_ask_for_is_told(query: dict[str, str]) -> None:
    (name, value), *_ = query.items()
    with pytest.raises(UsageError, match=f"{name}: '{value}'"):
        Filters.of(query)


def test_progress() -> None:
    found = progress(ROWS)
    assert (found.done, found.total) == (3, 5)
    assert (dict(found.reports), dict(found.reviewers)) == ({"2020/a.pdf": (1, 3), "2020/b.pdf": (2, 2)}, {"ana": 2, "eva": 1})
