"""The same reports in many layouts: whatever the page looks like, text, fields, order and partners come out the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.read import read
from pipeline.segments import outline
from tests import layouts_docx, layouts_html, layouts_pdf, layouts_txt
from tests.layout_reports import ENGLISH, FRENCH, REPORTS, Report, found
from tests.layouts_pdf import columns_around_table, two_languages
from tests.read_checks import assert_sound
from tests.segment_documents import FORMS

Make = Callable[[Report], bytes | str]


def _cases() -> list[object]:
    rooms = {"html": layouts_html, "txt": layouts_txt, "docx": layouts_docx, "pdf": layouts_pdf}
    found: list[object] = []
    for kind, room in rooms.items():
        left_out = getattr(room, "NO_PARTNERS", frozenset())
        for name, make in room.LAYOUTS.items():
            for language, report in REPORTS.items():
                shown = replace(report, answers=tuple(a for a in report.answers if not a.partners)) if name in left_out else report
                found.append(pytest.param(make, shown, id=f"{kind}-{name}-{language}"))
    return found


@pytest.mark.parametrize(("make", "report"), _cases())
def test_layout(make: Make, report: Report) -> None:
    data = make(report)
    assert_sound(read(data.encode() if isinstance(data, str) else data))
    answers, partners = found(data)
    assert answers == report.expected
    assert partners == report.partners


def test_two_languages_side_by_side_are_read_one_after_the_other() -> None:
    answers, partners = found(two_languages(FRENCH, ENGLISH))
    assert answers == FRENCH.expected + ENGLISH.expected
    assert partners == ENGLISH.partners


def test_a_table_across_the_page_parts_the_columns_above_and_below_it() -> None:
    answers, partners = found(columns_around_table(ENGLISH))
    order = ("main_features", "website", "results", "financial_resources", "evaluated", "goals", "cultural_domains")
    assert answers == sorted(ENGLISH.expected, key=lambda answer: order.index(answer[0]))
    assert partners == ENGLISH.partners


PRINTED = [
    pytest.param("{}", id="bare"),
    pytest.param("{}:", id="colon"),
    pytest.param("{} :", id="french-colon"),
    pytest.param("{} *", id="asterisk"),
    pytest.param("* {}", id="asterisk-first"),
    pytest.param("7. {}", id="number"),
    pytest.param("2.3 {}", id="decimal"),
    pytest.param("c) {}", id="letter"),
    pytest.param("Q3: {}", id="question-mark"),
    pytest.param("**{}**", id="bold"),
    pytest.param("## {}", id="heading"),
    pytest.param("{} (required)", id="required"),
]


@pytest.mark.parametrize("printed", PRINTED)
@pytest.mark.parametrize("upper", [False, True], ids=["as-printed", "upper"])
def test_labels_of_every_form_however_printed(printed: str, upper: bool) -> None:
    missed = []
    for template in FORMS.templates:
        for language in ("en", "fr", "es"):
            asked = [(f.code, f.labels[language][0]) for f in template.fields if f.labels.get(language) and f.kind != "table"]
            asked = [(code, label.rstrip(" :")) for code, label in asked if not label.endswith("...")]
            lines = ["A title of a page", "", "The agency in charge", ""] if template.opening else []
            for _, label in asked:
                lines += [printed.format(label.upper() if upper else label), "The council has done this with its partners since 2018.", ""]
            made = read("\n".join(lines).encode()) if lines else None
            codes = [segment.field for segment in outline(made, FORMS).segments if segment.kind != "heading"] if made else []
            missed += [(template.id, code, label) for code, label in asked if code not in codes]
    assert missed == []
