from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import DocumentError
from pipeline.read import pdf as reader
from pipeline.read import pdf_plumber, read
from pipeline.read.pdf_health import sound
from tests.read_checks import assert_sound, blocks, checked
from tests.read_files import BODY, BOLD, H1, H2, JUSTIFIED, SUBITEM, TIGHT, Paragraph, drawn, item, pdf, table

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
LONG = (
    "The Ministry of Culture of Freedonia and the Film Office of Sylvania signed an agreement on the joint making of films, under which"
    " each side supports residencies, festivals and the training of young directors; it was renewed for a second term in 2021."
)


def pdf_inks(data: bytes) -> list[Any]:
    return reader.inks_of(data)[0]


def decorated(canvas: Canvas, doc: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(57, 810, "Quadrennial periodic report, Freedonia")
    canvas.drawRightString(540, 810, f"16/04/2025, 18:{doc.page:02}")
    canvas.drawString(57, 34, "https://forms.example.org/pages/design.aspx?origin=shell&id=Uq5PHbM5kuwswIpVr")
    canvas.drawRightString(540, 34, f"{doc.page}/23")


def test_headings_paragraphs_and_items() -> None:
    story = [
        Paragraph("Report of Freedonia", H1),
        Paragraph(LONG, BODY),
        Paragraph("Key objectives of the measure", H2),
        Paragraph(LONG, JUSTIFIED),
        item("A residency"),
        item("A festival that takes place every second year in the capital, with guests from Sylvania and from other countries"),
        item("A nested act", "–", SUBITEM),
        item("A visit"),
        Paragraph("What are the results?", BOLD),
        Paragraph("Good ones.", BODY),
    ]
    found = checked(pdf(story, title="Freedonia 2024"))
    assert (found.title, found.pages) == ("Freedonia 2024", 1)
    assert [(block.kind, block.level, block.span.of(found.text)[:20]) for block in found.blocks] == [
        ("heading", 1, "Report of Freedonia"),
        ("paragraph", 0, LONG[:20]),
        ("heading", 2, "Key objectives of th"),
        ("paragraph", 0, LONG[:20]),
        ("item", 1, "A residency"),
        ("item", 1, "A festival that take"),
        ("item", 2, "A nested act"),
        ("item", 1, "A visit"),
        ("paragraph", 0, "What are the results"),
        ("paragraph", 0, "Good ones."),
    ]
    assert found.blocks[8].bold
    assert LONG in found.text


@pytest.mark.parametrize("sign", ["•", "-", "–", "*", "o"], ids=["bullet", "hyphen", "dash", "star", "letter"])
def test_bullet_signs_are_no_text(sign: str) -> None:
    assert blocks(pdf([item(LONG, sign), item("A visit", sign)])) == [("item", LONG), ("item", "A visit")]


def test_numbers_stay_in_the_text() -> None:
    data = pdf([Paragraph("(i) A visit", BODY), Paragraph("(ii) A loan", BODY), Paragraph("Text", BODY), Paragraph("3. What else?", BODY)])
    assert blocks(data) == [("item", "(i) A visit"), ("item", "(ii) A loan"), ("paragraph", "Text"), ("paragraph", "3. What else?")]


def test_running_lines_are_left_out_and_paragraphs_joined_over_pages() -> None:
    paragraph = " ".join([LONG] * 20)
    found = checked(pdf([Paragraph(paragraph, BODY), Paragraph(paragraph, BODY), Paragraph(paragraph, BODY)], decorate=decorated))
    assert found.pages is not None
    assert found.pages > 1
    assert [block.span.of(found.text) for block in found.blocks] == [paragraph] * 3
    pages = [fragment.box.page for fragment in found.fragments]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, found.pages + 1))


def test_one_fragment_a_printed_line() -> None:
    found = checked(pdf([Paragraph(LONG, BODY)]))
    lines = [fragment.span.of(found.text) for fragment in found.fragments]
    assert len(lines) > 1
    assert " ".join(lines) == LONG
    tops = [fragment.box.top for fragment in found.fragments]
    assert tops == sorted(tops)
    assert [round(below - above) for above, below in pairwise(tops)] == [13] * (len(tops) - 1)


def test_paragraphs_told_by_their_indented_first_line() -> None:
    assert blocks(pdf([Paragraph(LONG, TIGHT), Paragraph(LONG, TIGHT)])) == [("paragraph", LONG)] * 2


def lines(*texts: str, font: str = "Helvetica", size: float = 10) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for index, text in enumerate(texts):
            canvas.drawString(60, 780 - 13 * index, text)

    return drawn(draw)


def test_hyphens_at_line_ends() -> None:
    data = lines(
        "The festival of the capital was prepared with the authorities of the neigh-",
        "bouring states, as was the plan for the years 2015-",
        "2018 and the franco-",
        "tunisien prize for co-",
        "productions; the neighbouring states paid for it.",
    )
    assert checked(data).text == (
        "The festival of the capital was prepared with the authorities of the neighbouring states, as was the plan for the years 2015-2018"
        " and the franco-tunisien prize for co-productions; the neighbouring states paid for it."
    )


def test_question_and_answer_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12.75)
        canvas.drawString(59, 700, "4.")
        canvas.drawString(80, 700, "* Brief description of the consultation process for the preparation of")
        canvas.drawString(80, 683, "the report")
        canvas.setFont("Helvetica", 10.5)
        canvas.drawString(89, 650, "The commission met the film offices, the guilds and the authorities of all the")
        canvas.drawString(89, 636, "provinces of Freedonia.")

    assert blocks(drawn(draw)) == [
        ("paragraph", "4. * Brief description of the consultation process for the preparation of the report"),
        ("paragraph", "The commission met the film offices, the guilds and the authorities of all the provinces of Freedonia."),
    ]


def test_raised_note_marks_do_not_change_a_year() -> None:
    story = [Paragraph(f"In 2019<super size=6>3</super> a visit<super size=6>4</super> took place. {LONG}", BODY)]
    assert checked(pdf(story)).text.startswith("In 2019 a visit took place.")


def test_accents_and_typographic_signs() -> None:
    text = "L’été dernier, l’œuvre « Forêt » fut montrée à Genève – coût : 5 €."
    assert checked(lines(text)).text == text


def picture(canvas: Canvas) -> None:
    out = io.BytesIO()
    Image.new("L", (40, 60), 200).save(out, "PNG")
    canvas.drawImage(ImageReader(out), 0, 0, 595, 842)


def test_pages_that_are_pictures_are_scanned() -> None:
    with pytest.raises(DocumentError, match="scanned"):
        read(drawn(picture))


def test_blank_pages_are_empty() -> None:
    with pytest.raises(DocumentError, match="empty"):
        read(drawn(lambda canvas: canvas.rect(10, 10, 100, 100)))


def test_password() -> None:
    with pytest.raises(DocumentError, match="encrypted"):
        read(drawn(lambda canvas: canvas.drawString(60, 700, "Secret"), encrypt=StandardEncryption("user", "owner")))


def test_a_cut_file_is_damaged() -> None:
    data = pdf([Paragraph(LONG, BODY) for _ in range(3)])
    with pytest.raises(DocumentError, match="damaged"):
        read(data[: len(data) // 3])


def test_an_overwritten_file_is_damaged() -> None:
    """The table of objects stands, but other bytes stand where it points to."""
    old, new = pdf([Paragraph(LONG, BODY) for _ in range(40)]), pdf([Paragraph("Another report", BODY)])
    assert sound(old)
    assert sound(new)
    tables = old.rindex(b"xref\n0 ")
    assert tables > len(new)
    mixed = new + b" " * (tables - len(new)) + old[tables:]
    assert not sound(mixed)
    with pytest.raises(DocumentError, match="damaged"):
        read(mixed)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_as_shown(turn: int) -> None:
    source = pypdfium2.PdfDocument(lines("The first line of the page is this one.", "Another line.", "(c) Third"))
    upright = checked(lines("The first line of the page is this one.", "Another line.", "(c) Third"))
    source[0].set_rotation(turn)
    out = io.BytesIO()
    source.save(out)
    found = checked(out.getvalue())
    assert found.text.split() == upright.text.split()


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(alphabet="abcdefgh éà,.-:?()12 •\u2013", min_size=1, max_size=60), min_size=1, max_size=30), st.integers(1, 2))
def test_any_lines_give_a_sound_document(texts: list[str], columns: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for index, text in enumerate(texts):
            canvas.drawString(50 + 260 * (index % columns), 780 - 12 * (index // columns), text)

    try:
        found = read(drawn(draw))
    except DocumentError:
        assert not any(any(map(str.isalpha, text)) for text in texts)
        return
    assert_sound(found)


@pytest.mark.skipif(not REAL.is_dir(), reason="no real reports beside the project")
@pytest.mark.parametrize("path", sorted(REAL.glob("2025/*.pdf")) + sorted(REAL.glob("upr/*.pdf")), ids=lambda path: path.stem)
def test_real_reports_are_sound(path: Path) -> None:
    assert_sound(read(path.read_bytes()))


@pytest.mark.skipif(not REAL.is_dir(), reason="no real reports beside the project")
@pytest.mark.parametrize("reason", ["scanned", "damaged"])
def test_real_files_that_cannot_be_read(reason: str) -> None:
    for path in REAL.glob(f"{reason}/*.pdf"):
        with pytest.raises(DocumentError) as caught:
            read(path.read_bytes())
        assert caught.value.reason == reason


def test_the_slow_reader_sees_the_same_page() -> None:
    data = pdf([Paragraph("A visit in 2019 with <b>bold</b> words", BODY), table([["a", "b"], ["c", "d"]])])
    (fast,) = pdf_inks(data)
    slow = pdf_plumber.better(data, fast._replace(unmapped=9))
    assert slow is not None
    assert [(word.text, word.bold) for word in slow.words] == [(word.text, word.bold) for word in fast.words]
    for one, other in zip(slow.words, fast.words, strict=True):
        assert (one.x0, one.x1, one.base, one.size) == pytest.approx((other.x0, other.x1, other.base, other.size), abs=1)
    assert len(slow.rules) == len(fast.rules) == 6


@pytest.mark.parametrize(
    ("unmapped", "expected"), [pytest.param(0, False, id="none"), pytest.param(1, False, id="few"), pytest.param(30, True, id="many")]
)
def test_when_the_slow_reader_is_needed(unmapped: int, expected: bool) -> None:
    (page,) = pdf_inks(pdf([Paragraph(LONG, BODY)]))
    assert pdf_plumber.needed(page._replace(unmapped=unmapped)) is expected


def test_pages_the_slow_reader_mends_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf([Paragraph(LONG, BODY)])

    def blind(page: Any, number: int, widgets: list[Any]) -> Any:
        return ink(page, number, widgets)._replace(words=[], unmapped=200)

    ink = reader.ink
    monkeypatch.setattr(reader, "ink", blind)
    found = read(data)
    assert found.slow_pages == (1,)
    assert found.text == LONG


def test_no_broken_byte_is_a_bug() -> None:
    data = drawn(lambda canvas: canvas.drawString(60, 700, "A visit took place in 2019 and another one in 2020."))
    for place in range(0, len(data), 37):
        for change in (b"\0", b"9", b"<"):
            try:
                assert_sound(read(data[:place] + change + data[place + 1 :]))
            except DocumentError:
                continue
