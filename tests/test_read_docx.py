from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.read import read
from tests.read_checks import assert_sound, blocks, checked


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def body_of(*xml: str) -> bytes:
    """A document whose body holds these WordprocessingML elements."""
    document = docx.Document()
    for part in xml:
        root = parse_xml(
            f"<w:body {nsdecls('w', 'w14')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{part}</w:body>"
        )
        for element in list(root):
            document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document)


def table(rows: list[list[str]]) -> Any:
    document = docx.Document()
    document.add_paragraph("Before")
    grid = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            grid.cell(line, column).text = text
    document.add_paragraph("After")
    return document


def test_paragraphs_headings_and_lists_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "Report of Freedonia"
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_heading("Report", 0)
    document.add_heading("Measures", 2)
    document.add_paragraph("Freedonia signed an agreement.")
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Nested", style="List Bullet 2")
    document.add_paragraph("• Typed")
    bold = document.add_paragraph()
    bold.add_run("Key objectives of the measure").bold = True
    found = checked(saved(document))
    assert found.title == "Report of Freedonia"
    assert [(block.kind, block.level, block.bold, block.place, block.span.of(found.text)) for block in found.blocks] == [
        ("heading", 1, False, "body/p[1]", "Report"),
        ("heading", 2, True, "body/p[2]", "Measures"),
        ("paragraph", 0, False, "body/p[3]", "Freedonia signed an agreement."),
        ("item", 1, False, "body/p[4]", "First"),
        ("item", 2, False, "body/p[5]", "Nested"),
        ("item", 1, False, "body/p[6]", "Typed"),
        ("paragraph", 0, True, "body/p[7]", "Key objectives of the measure"),
    ]


def test_headings_of_other_languages() -> None:
    document = docx.Document()
    for number, name in enumerate(["Titre 1", "Überschrift 2", "Título 3"], start=1):
        document.styles.add_style(name, 1)
        document.add_paragraph(f"Heading {number}", style=name)
    document.styles.add_style("Rubrik", 1).base_style = document.styles["Heading 2"]
    document.add_paragraph("Heading 4", style="Rubrik")
    found = checked(saved(document))
    assert [(block.kind, block.level) for block in found.blocks] == [("heading", 1), ("heading", 2), ("heading", 3), ("heading", 2)]


def test_outline_level_and_numbering_of_the_paragraph_itself() -> None:
    data = body_of(
        '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Outlined</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Deep item</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>No item</w:t></w:r></w:p>',
    )
    found = checked(data)
    assert [(block.kind, block.level) for block in found.blocks] == [("heading", 2), ("item", 3), ("paragraph", 0)]


def test_tables_stand_where_they_stand() -> None:
    found = checked(saved(table([["Country", "Year"], ["Chile", "2019"], ["Peru", "2020"]])))
    assert [block.kind for block in found.blocks] == ["paragraph", "row", "row", "row", "paragraph"]
    assert [block.header for block in found.blocks[1:4]] == [True, False, False]
    assert found.blocks[2].place == "body/tbl[1]/tr[2]"
    assert [cell.of(found.text) for cell in found.blocks[2].cells] == ["Chile", "2019"]


def test_merged_cells_are_not_repeated() -> None:
    document = table([["Country", "Act", "Year"], ["Chile", "visit", "2019"], ["", "loan", "2020"]])
    grid = document.tables[0]
    grid.cell(1, 0).merge(grid.cell(2, 0))
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "Act and year"
    assert [words for kind, words in blocks(saved(document)) if kind == "row"] == [
        "Country | Act and year | ",
        "Chile | visit | 2019",
        " | loan | 2020",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [["Who:", "Film Office"], ["When ?", "2020"]],
            [("label", "Who:"), ("paragraph", "Film Office"), ("label", "When ?"), ("paragraph", "2020")],
            id="asks",
        ),
        pytest.param([["Only"], ["column"]], [("paragraph", "Only"), ("paragraph", "column")], id="one-column"),
    ],
)
def test_layout_tables(rows: list[list[str]], expected: list[tuple[str, str]]) -> None:
    assert blocks(saved(table(rows)))[1:-1] == expected


def test_bold_left_cells_are_labels() -> None:
    document = table([["Who", ""], ["When", ""]])
    for row, answer in zip(document.tables[0].rows, ["Film Office", "2020"], strict=True):
        row.cells[0].paragraphs[0].runs[0].bold = True
        row.cells[1].paragraphs[0].add_run(answer)
        row.cells[1].add_paragraph("more")
    assert blocks(saved(document))[1:4] == [("label", "Who"), ("paragraph", "Film Office"), ("paragraph", "more")]


TRACKED = """<w:p><w:r><w:t xml:space="preserve">Signed with </w:t></w:r><w:del><w:r><w:delText>Chile</w:delText></w:r></w:del>
<w:ins><w:r><w:t>Peru</w:t></w:r></w:ins><w:hyperlink><w:r><w:t xml:space="preserve"> (see here)</w:t></w:r></w:hyperlink>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"""
CONTROL = """<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:r><w:t xml:space="preserve">Goal: </w:t></w:r><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Goal 2</w:t></w:r></w:sdtContent>
</w:sdt></w:p>
<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here to enter text.</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r>
<w:t xml:space="preserve"> Yes</w:t></w:r></w:p>"""
BOX = """<w:p><w:r><w:t>Outside</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r>
<w:t>In the box</w:t></w:r></w:p>
</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>
</w:pict></mc:Fallback>
</mc:AlternateContent></w:r></w:p>"""
FORM = """<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>
<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>Music</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Goal 1"/>
<w:listEntry w:val="Goal 2"/></w:ddList>
</w:ffData></w:fldChar></w:r></w:p>"""


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(TRACKED, ["Signed with Peru (see here)-x"], id="tracked-changes"),
        pytest.param(CONTROL, ["In a control", "Goal: Goal 2", "☒ Yes"], id="content-controls"),
        pytest.param(BOX, ["Outside", "In the box"], id="text-box"),
        pytest.param(FORM, ["☒ Music", "Goal 2"], id="old-form-fields"),
        pytest.param("<w:p><w:r><w:t>Office A</w:t><w:br/><w:t>Office B</w:t></w:r></w:p>", ["Office A", "Office B"], id="line-break"),
        pytest.param(
            '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> typed</w:t></w:r></w:p>', ["typed"], id="symbol"
        ),
        pytest.param(
            '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>Measures 3</w:t></w:r></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p>',
            ["Measures 3", "x"],
            id="unknown-style",
        ),
    ],
)
def test_what_is_shown(xml: str, expected: list[str]) -> None:
    assert [words for _, words in blocks(body_of(xml))] == expected


def test_a_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Measures\t3", style="toc 1")
    document.add_paragraph("Measures")
    assert [words for _, words in blocks(saved(document))] == ["Measures"]


def test_damaged_and_empty() -> None:
    data = saved(table([["a", "b"]]))
    with pytest.raises(DocumentError, match="damaged"):
        read(data[: len(data) // 2])
    with pytest.raises(DocumentError, match="empty"):
        read(saved(docx.Document()))


WORDS = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=30)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.one_of(WORDS, st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3)), min_size=1, max_size=5))
def test_any_content_gives_a_sound_document(parts: list[str | list[list[str]]]) -> None:
    document = docx.Document()
    document.add_paragraph("a")
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        grid = document.add_table(rows=len(part), cols=2)
        for line, row in enumerate(part):
            for column, text in enumerate(row):
                grid.cell(line, column).text = text
    assert_sound(read(saved(document)))
