"""Tables, columns and fields of PDF pages."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from tests.read_checks import blocks, checked
from tests.read_files import BODY, GRID, H1, H2, HEADED, NextPageTemplate, Paragraph, drawn, item, pdf, table

LONG = (
    "The Ministry of Culture of Freedonia and the Film Office of Sylvania signed an agreement on the joint making of films, under which"
    " each side supports residencies, festivals and the training of young directors; it was renewed for a second term in 2021."
)
ROWS = [
    ["Country", "Act", "Year"],
    ["Sylvania", "Co-production agreement on films and series, signed with the Film Office in the capital", "2019"],
    ["Ruritania", "Training", "2018"],
    ["Grand Fenwick", "Residency of writers and translators in the national library, with a festival at the end", "2020-2021"],
]
WIDTHS = [90, 230, 90]


@pytest.mark.parametrize("style", [GRID, None, HEADED], ids=["ruled", "unruled", "unruled-bold-head"])
def test_table_between_paragraphs(style: Any) -> None:
    found = checked(pdf([Paragraph(LONG, BODY), table(ROWS, style, WIDTHS), Paragraph(LONG, BODY)]))
    rows = [block for block in found.blocks if block.kind == "row"]
    assert [[cell.of(found.text) for cell in row.cells] for row in rows] == ROWS
    assert [row.header for row in rows] == [True, False, False, False]
    assert [block.span.of(found.text) for block in (found.blocks[0], found.blocks[-1])] == [LONG, LONG]
    assert len(found.blocks) == 6


@pytest.mark.parametrize("style", [GRID, None], ids=["ruled", "unruled"])
def test_table_over_pages_is_one_table(style: Any) -> None:
    rows = [ROWS[0]] + [[f"Country {chr(65 + n % 26)}", LONG[: 40 + 7 * (n % 20)].strip(), str(1990 + n)] for n in range(70)]
    found = checked(pdf([Paragraph(LONG, BODY), table(rows, style, WIDTHS, repeatRows=1)]))
    assert (found.pages or 0) > 1
    shown = [block for block in found.blocks if block.kind == "row"]
    assert {row.table for row in shown} == {0}
    assert [[cell.of(found.text) for cell in row.cells] for row in shown] == rows
    assert [row.header for row in shown] == [True] + [False] * 70


def test_two_tables_are_two() -> None:
    found = checked(pdf([table(ROWS, GRID, WIDTHS), Paragraph(LONG, BODY), table([row[:2] for row in ROWS], GRID, WIDTHS[:2])]))
    assert [block.table for block in found.blocks if block.kind == "row"] == [0] * 4 + [1] * 4


def test_merged_cells_stay_one() -> None:
    style = type(GRID)([*GRID.getCommands(), ("SPAN", (0, 1), (0, 2))])
    rows = [ROWS[0], ["Sylvania", "A visit", "2019"], ["", "A loan", "2020"]]
    found = checked(pdf([Paragraph(LONG, BODY), table(rows, style, WIDTHS)]))
    assert [words for kind, words in blocks_of(found) if kind == "row"][1:] == ["Sylvania | A visit | 2019", " | A loan | 2020"]


def blocks_of(found: Any) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(found.text).replace("\t", " | ")) for block in found.blocks]


@pytest.mark.parametrize("style", [GRID, None], ids=["ruled", "unruled"])
def test_form_in_a_table(style: Any) -> None:
    rows = [["Name of agency:", "Film Office"], ["Website:", "www.example.org"], ["Has it been evaluated?", "No"]]
    assert blocks(pdf([Paragraph(LONG, BODY), table(rows, style, [150, 260])]))[1:] == [
        ("label", "Name of agency:"),
        ("paragraph", "Film Office"),
        ("label", "Website:"),
        ("paragraph", "www.example.org"),
        ("label", "Has it been evaluated?"),
        ("paragraph", "No"),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    texts = [f"{number}: {LONG}" for number in "ABCDEFGHIJ"]
    story = [NextPageTemplate("columns"), *(Paragraph(text, BODY) for text in texts), Paragraph("Results achieved", H2)]
    story += [
        Paragraph(f"Z: {LONG}", BODY),
        item("A visit"),
        item("A loan of pictures to the museum of the capital of Sylvania for a year"),
    ]
    shown = blocks(pdf(story, columns=2))
    assert shown == [
        *(("paragraph", text) for text in texts),
        ("heading", "Results achieved"),
        ("paragraph", f"Z: {LONG}"),
        ("item", "A visit"),
        ("item", "A loan of pictures to the museum of the capital of Sylvania for a year"),
    ]


def test_title_across_both_columns_comes_first() -> None:
    def draw(canvas: Canvas) -> None:
        style = ParagraphStyle("narrow", parent=BODY)
        title = Paragraph("A report whose title runs across both columns of the page", H1)
        title.wrapOn(canvas, 480, 100)
        title.drawOn(canvas, 57, 760)
        for column in range(2):
            text = Paragraph(" ".join([f"Column {column}: {LONG}"] * 4), style)
            _, high = text.wrapOn(canvas, 225, 600)
            text.drawOn(canvas, 57 + 250 * column, 740 - high)

    assert [(kind, words[:10]) for kind, words in blocks(drawn(draw))] == [
        ("heading", "A report w"),
        ("paragraph", "Column 0: "),
        ("paragraph", "Column 1: "),
    ]


def test_justified_text_is_no_table() -> None:
    style = ParagraphStyle("justified", parent=BODY, alignment=4)
    story = [Paragraph(f"{word} {LONG}", style) for word in ("Internationalisation", "Notwithstanding", "It")]
    assert {kind for kind, _ in blocks(pdf(story, pagesize=(240, 842)))} == {"paragraph"}


def form(canvas: Canvas) -> None:
    fields = canvas.acroForm
    canvas.drawString(60, 770, "Name of Party:")
    fields.textfield(name="party", tooltip="Name of Party", value="Freedonia", x=160, y=762, width=200, height=18)
    canvas.drawString(60, 740, "Key objectives of the measure")
    fields.textfield(
        name="t2",
        tooltip="",
        value="To support artists.\nAgreement with Sylvania, 2019.",
        x=60,
        y=640,
        width=400,
        height=90,
        fieldFlags="multiline",
    )
    fields.textfield(name="t3", tooltip="Website of the measure", value="", x=60, y=600, width=400, height=20)
    canvas.drawString(60, 570, "Has the measure been evaluated?")
    fields.radio(name="evaluated", value="Yes", selected=True, x=60, y=545, size=14)
    fields.radio(name="evaluated", value="No", selected=False, x=120, y=545, size=14)
    fields.checkbox(name="music", tooltip="Music", checked=False, x=60, y=520, size=14)
    fields.choice(name="goal", tooltip="Goal", value="Goal 2", options=["Goal 1", "Goal 2"], x=60, y=470, width=100, height=20)


def test_form_fields_with_their_labels() -> None:
    found = checked(drawn(form))
    assert blocks_of(found) == [
        ("label", "Name of Party:"),
        ("paragraph", "Freedonia"),
        ("label", "Key objectives of the measure"),
        ("paragraph", "To support artists."),
        ("paragraph", "Agreement with Sylvania, 2019."),
        ("label", "Website of the measure"),
        ("label", "Has the measure been evaluated?"),
        ("paragraph", "Yes"),
        ("label", "Music"),
        ("label", "Goal"),
        ("paragraph", "Goal 2"),
    ]
    answer = next(fragment for fragment in found.fragments if fragment.span.of(found.text) == "Freedonia")
    assert (answer.box.x0, answer.box.x1) == pytest.approx((160, 360), abs=2)


def test_a_form_without_printed_text_is_no_scan() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="a", tooltip="Who", value="Film Office", x=60, y=700, width=200, height=20)
        canvas.showPage()

    assert blocks(drawn(draw)) == [("label", "Who"), ("paragraph", "Film Office")]


def test_contents_list_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        for index, title in enumerate(["Introduction", "Measures", "Cooperation", "Results"]):
            canvas.drawString(60, 780 - 16 * index, f"{index + 1}. {title} {'.' * 60} {index + 3}")
        canvas.drawString(60, 600, "The report begins here.")

    assert blocks(drawn(draw)) == [("paragraph", "The report begins here.")]


def test_a_heading_that_opens_every_page_is_no_running_line() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(1, 6):
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(60, 780, f"Measure {page}")
            canvas.setFont("Helvetica", 10)
            canvas.drawString(60, 740, f"Text {page * 'and more '}of the measure.")
            canvas.drawCentredString(300, 30, f"– {page} –")
            canvas.showPage()

    assert [words for kind, words in blocks(drawn(draw)) if kind == "heading"] == [f"Measure {page}" for page in range(1, 6)]
