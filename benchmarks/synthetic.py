"""Synthetic reports of any length, from the example sentences: headings and bilingual paragraphs, one column, no ruled lines.

One sentence in `ACT_EVERY` tells of an act, about one in 200 words, as in the reports that states file; the others are background
that names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from benchmarks.vocabulary import examples

PARAGRAPHS = 10
"""Paragraphs of three sentences on a page, French and English in turn."""
ACT_EVERY = 8
NAME = re.compile("[A-ZÀ-Þ]")
FONT, SIZE, LEADING, MARGIN = "Times-Roman", 10, 12, 60


def paragraphs(start: int) -> Iterator[str]:
    """Without end: three sentences of one language, then three of the other; `start` turns the wheel."""
    wheels = [sentences(language, start) for language in ("en", "fr")]
    while True:
        for wheel in wheels:
            yield " ".join(islice(wheel, 3))


def sentences(language: str, start: int) -> Iterator[str]:
    """Without end: an act, then background."""
    told = [row for row in examples() if row.language == language]
    acts = cycle([row.sentence for row in told if row.codes])
    background = cycle([row.sentence for row in told if not row.codes and not NAME.search(row.sentence, 1)])
    next(islice(acts, start, start), None)
    while True:
        yield next(acts)
        yield from islice(background, ACT_EVERY - 1)


def report(pages: int, start: int = 0) -> bytes:
    """A PDF of so many pages. Reports of different `start` hold different text."""
    held = BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=True)
    told = paragraphs(start)
    for number in range(1, pages + 1):
        canvas.setFont(FONT, SIZE)
        y = A4[1] - MARGIN
        for line in [f"Part {number}: cultural cooperation", "", *page_lines(told)]:
            canvas.drawString(MARGIN, y, line)
            y -= LEADING
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def drawing(objects: int) -> bytes:
    """A PDF of one page of text under so many lines, as of a map or a chart."""
    held = BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=True)
    canvas.setFont(FONT, SIZE)
    for number, line in enumerate(page_lines(paragraphs(0))):
        canvas.drawString(MARGIN, A4[1] - MARGIN - number * LEADING, line)
    for number in range(objects):
        canvas.line(number % 500, number % 800, number % 500 + 20, number % 790 + 10)
    canvas.save()
    return held.getvalue()


def page_lines(told: Iterator[str]) -> Iterator[str]:
    """The lines of one page, a blank one after each paragraph."""
    room = int((A4[1] - 2 * MARGIN) / LEADING) - 2
    for paragraph in islice(told, PARAGRAPHS):
        lines = simpleSplit(paragraph, FONT, SIZE, A4[0] - 2 * MARGIN)
        room -= len(lines) + 1
        if room < 0:
            return
        yield from (*lines, "")


def write(folder: Path, count: int, pages: int) -> Path:
    """So many reports under `folder`/2020."""
    (folder / "2020").mkdir(parents=True)
    for n in range(count):
        (folder / "2020" / f"report-{n:04}.pdf").write_bytes(report(pages, 7 * n))
    return folder
