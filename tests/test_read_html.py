from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.errors import DocumentError
from pipeline.read import read
from tests.read_checks import assert_sound, blocks, checked

PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Freedonia 2020</title><script>var a = 1;</script>
<style>p { color: red }</style></head><body class="no-sidebar with-menu">
<a class="skip-link" href="#main">Aller au contenu</a>
<div id="cookie-banner"><p>Ce site utilise des cookies.</p><button>Accepter</button></div>
<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/fr">Pays</a></li></ul></nav></header>
<div class="breadcrumb">Accueil &gt; Pays &gt; Freedonia</div>
<main>
<h1>Freedonia 2020</h1>
<div class="field"><div class="field__label">Objectifs clefs de la mesure</div>
<div class="field__item"><p>Soutenir la mobilit&eacute; des artistes&nbsp;: r&#233;sidences en Sylvanie.</p>
<ul><li>Un atelier en 2019<ul><li>un &eacute;change</li></ul></li><li>Un festival</li></ul></div></div>
<p style="display:none">Caché</p>
<div class="share-links"><a href="#">Partager</a></div>
<aside>Voir aussi</aside>
</main>
<footer><p>Adresse du site</p></footer></body></html>"""


def test_only_the_main_content_is_read() -> None:
    found = checked(PAGE)
    assert found.title == "Freedonia 2020"
    assert blocks(PAGE) == [
        ("heading", "Freedonia 2020"),
        ("label", "Objectifs clefs de la mesure"),
        ("paragraph", "Soutenir la mobilité des artistes : résidences en Sylvanie."),
        ("item", "Un atelier en 2019"),
        ("item", "un échange"),
        ("item", "Un festival"),
    ]
    assert [block.level for block in found.blocks] == [1, 0, 0, 1, 2, 1]


def test_place_is_the_path_of_the_element() -> None:
    found = checked(PAGE)
    tree = html.document_fromstring(PAGE.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for block in found.blocks:
        (element,) = tree.xpath(block.place)
        assert block.span.of(found.text).split()[0] in element.text_content()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>One<br><br>Two</p>", [("paragraph", "One"), ("paragraph", "Two")], id="double-break"),
        pytest.param(
            "<p>Film Office<br>Guild of Writers</p>", [("paragraph", "Film Office"), ("paragraph", "Guild of Writers")], id="lines"
        ),
        pytest.param("<p>The office has signed<br>an agreement.</p>", [("paragraph", "The office has signed an agreement.")], id="run-on"),
        pytest.param(
            "<p>They did:<br>- visits<br>- loans</p>", [("paragraph", "They did:"), ("item", "visits"), ("item", "loans")], id="typed"
        ),
        pytest.param("<p><strong>When:</strong> 2020</p>", [("paragraph", "When: 2020")], id="short-run-in"),
        pytest.param(
            "<p><strong>Name of the office in charge here:</strong> Film Office</p>",
            [("label", "Name of the office in charge here:"), ("paragraph", "Film Office")],
            id="bold-label",
        ),
        pytest.param(
            "<p><b>Name of the office in charge here</b>: Film Office</p>",
            [("label", "Name of the office in charge here:"), ("paragraph", "Film Office")],
            id="colon-outside",
        ),
        pytest.param("<p><b>Is it open?</b> Yes, it is.</p>", [("label", "Is it open?"), ("paragraph", "Yes, it is.")], id="bold-question"),
        pytest.param("<p><b>Freedonia</b> signed it.</p>", [("paragraph", "Freedonia signed it.")], id="bold-word"),
        pytest.param("<dl><dt>Who</dt><dd>Film Office</dd></dl>", [("label", "Who"), ("paragraph", "Film Office")], id="definition-list"),
        pytest.param(
            "<div>Loose <em>text</em><p>More</p>tail</div>",
            [("paragraph", "Loose text"), ("paragraph", "More"), ("paragraph", "tail")],
            id="loose",
        ),
        pytest.param("<ul><li><p>One</p><p>more</p></li></ul>", [("item", "One"), ("paragraph", "more")], id="paragraphs-in-item"),
        pytest.param("<ul><li>• One</li></ul>", [("item", "One")], id="bullet-in-item"),
        pytest.param(
            "<p>Signed in 2019<sup><a href='#n1'>1</a></sup>, the 2<sup>nd</sup> one</p>",
            [("paragraph", "Signed in 2019, the 2nd one")],
            id="notes",
        ),
        pytest.param("<fieldset><legend>Scope</legend>National</fieldset>", [("label", "Scope"), ("paragraph", "National")], id="legend"),
        pytest.param("<pre>One\nTwo</pre>", [("paragraph", "One"), ("paragraph", "Two")], id="preformatted"),
        pytest.param("<p>A</p><p></p><p>&nbsp;</p><p>B</p>", [("paragraph", "A"), ("paragraph", "B")], id="empty"),
        pytest.param("<blockquote>Quoted</blockquote>", [("paragraph", "Quoted")], id="quote"),
    ],
)
def test_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(f"<html><body><main>{body}</main></body></html>") == expected


def test_a_bold_line_is_bold() -> None:
    found = checked("<main><p><strong>What are the results?</strong></p><p>Good ones.</p></main>")
    assert [block.bold for block in found.blocks] == [True, False]


def test_form_values_are_answers() -> None:
    page = """<main><form><label for="a">Website</label><input id="a" value="www.example.org"><input type="hidden" value="x1">
    <label for="b">Features</label><textarea id="b">First line
    Second line</textarea>
    <label for="c">Goal</label><select id="c"><option value="">choose</option><option selected>Goal 2</option></select>
    <label><input type="radio" name="e" checked> Yes</label><label><input type="radio" name="e"> No</label>
    <button>Send</button><input type="submit" value="Send"></form></main>"""
    assert blocks(page) == [
        ("label", "Website"),
        ("paragraph", "www.example.org"),
        ("label", "Features"),
        ("paragraph", "First line"),
        ("paragraph", "Second line"),
        ("label", "Goal"),
        ("paragraph", "Goal 2"),
        ("paragraph", "Yes"),
    ]


def test_table_with_header() -> None:
    found = checked(
        "<table><caption>Acts</caption><thead><tr><th>Country</th><th>Year</th></tr></thead>"
        "<tbody><tr><td>Chile</td><td>2019</td></tr><tr><td colspan=2>Peru<br>and Chile</td></tr></tbody></table>"
    )
    rows = [block for block in found.blocks if block.kind == "row"]
    assert [tuple(cell.of(found.text) for cell in row.cells) for row in rows] == [
        ("Country", "Year"),
        ("Chile", "2019"),
        ("Peru and Chile", ""),
    ]
    assert [row.header for row in rows] == [True, False, False]
    assert [row.table for row in rows] == [0, 0, 0]
    assert found.blocks[0].span.of(found.text) == "Acts"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "<table><tr><td><h2>Title</h2><p>Text</p></td><td><p>More</p></td></tr></table>",
            ["heading", "paragraph", "paragraph"],
            id="layout",
        ),
        pytest.param("<table><tr><td>One</td></tr><tr><td>Two</td></tr></table>", ["paragraph", "paragraph"], id="one-column"),
        pytest.param(
            "<table><tr><td>Who:</td><td>Office</td></tr><tr><td>Is it open?</td><td>Yes</td></tr></table>",
            ["label", "paragraph"] * 2,
            id="form",
        ),
        pytest.param(
            "<table><tr><td>Peru:</td><td>A visit</td></tr><tr><td>Chile:</td><td>A loan</td></tr></table>", ["row", "row"], id="names"
        ),
        pytest.param(
            "<table><tr><th>Who</th><td>Office</td></tr><tr><th>What</th><td><p>A visit</p><p>A loan</p></td></tr></table>",
            ["label", "paragraph", "label", "paragraph", "paragraph"],
            id="side-header",
        ),
        pytest.param("<table role=presentation><tr><td>a</td><td>b</td></tr></table>", ["paragraph", "paragraph"], id="presentation"),
    ],
)
def test_tables_and_what_only_looks_like_them(table: str, expected: list[str]) -> None:
    assert [kind for kind, _ in blocks(table)] == expected


def test_page_without_main_loses_its_menus_only() -> None:
    page = """<body><header><img alt="logo"><h1>Report of Freedonia</h1></header><div id="left"><ul><li><a href="/a">Home</a></li>
    <li><a href="/b">About</a></li><li><a href="/c">Contact</a></li></ul></div>
    <div class="wrapper"><h2>Measures</h2><p>A visit to Sylvania took place in 2019 and was followed by three residencies.</p>
    <ul><li><a href="/x">A long link text that belongs to an answer about co-production with Sylvania</a></li></ul></div>
    <footer>Legal notice</footer></body>"""
    assert [words for _, words in blocks(page)] == [
        "Report of Freedonia",
        "Measures",
        "A visit to Sylvania took place in 2019 and was followed by three residencies.",
        "A long link text that belongs to an answer about co-production with Sylvania",
    ]


def test_careless_class_names_do_not_empty_the_page() -> None:
    page = '<body><div class="footer-page sidebar"><h1>Report</h1><p>All of the report stands in a box with a wrong name.</p></div></body>'
    assert [kind for kind, _ in blocks(page)] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        pytest.param('<meta charset="iso-8859-1">', "latin-1", id="meta"),
        pytest.param('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252", id="http-equiv"),
        pytest.param('<meta charset="iso-8859-1">', "utf-8", id="wrong-meta"),
        pytest.param("", "cp1252", id="nothing-said"),
        pytest.param("", "utf-16", id="utf-16"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><p>Coopération très étroite à Genève, où l'été fut long</p></body></html>"
    assert read(page.encode(encoding)).text == "Coopération très étroite à Genève, où l'été fut long"


def test_an_xml_declaration_does_no_harm() -> None:
    assert read('<?xml version="1.0" encoding="utf-8"?><html><body><p>é</p></body></html>'.encode()).text == "é"


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(DocumentError, match="empty"):
        read(b"<html><body><script>x</script></body></html>")


TAGS = [
    "p",
    "div",
    "b",
    "strong",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h2",
    "br",
    "dl",
    "dt",
    "dd",
    "label",
    "span",
    "main",
    "nav",
    "form",
]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(TAGS).map("<{}>".format),
            st.sampled_from(TAGS).map("</{}>".format),
            st.sampled_from(["Peru ", "2019: ", "a|b ", "- c "]),
        ),
        max_size=40,
    )
)
def test_any_tag_soup_gives_a_sound_document(soup: list[str]) -> None:
    try:
        found = read(("<html><body>" + "".join(soup)).encode())
    except DocumentError:
        return
    assert_sound(found)
