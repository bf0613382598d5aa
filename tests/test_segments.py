"""Segments under form fields: whole pages of each generation, sections, rows, closing lines, pages."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segments import outline
from pipeline.types import Outline
from tests.segment_documents import BEFORE, FORMS, FRAME, SHARED, answers, document, lines, read


def test_a_page_of_the_first_generation() -> None:
    made, result = read(
        """Fund for puppet theatres
        National Arts Board
        When
        2016
        Who
        Slovakia
        Key objectives of the measure:
        To send puppets abroad.
        Scope of the measure:
        International
        Main feature of the measure:
        Three tours were paid for.
        Cultural Domain(s)
        Performing arts
        """
    )
    assert result.form == "unesco-2005-measure-2016"
    assert answers(made, result) == [
        ("title", "Fund for puppet theatres"),
        ("agency", "National Arts Board"),
        ("when", "2016"),
        ("who", "Slovakia"),
        ("objectives", "To send puppets abroad."),
        ("scope", "International"),
        ("main_features", "Three tours were paid for."),
        ("cultural_domains", "Performing arts"),
    ]


def test_a_page_of_the_platform_whose_answers_lost_their_capitals() -> None:
    made, result = read(
        """Festival of border towns
        When
        2022
        Who
        ministry of culture
        Description of the policy/measure
        the towns invite each other every summer.
        Sustainable Development Goal(s)
        Goal 11
        Results achieved
        forty concerts
        Evaluation of the policy/measure
        none so far
        """
    )
    assert result.form == "unesco-2005-measure-2022"
    assert [field for field, _ in answers(made, result)] == [
        "title", "when", "who", "main_features", "sustainable_development_goals", "results", "evaluated",
    ]  # fmt: skip


def test_two_measures_in_one_file_each_have_title_and_agency() -> None:
    page = [
        ("heading", "Choirs of the river"),
        ("paragraph", "Agency for this one"),
        ("paragraph", "Describe the main features of the policy/measure:"),
        ("paragraph", "It works like this, and has done so for years."),
        ("paragraph", "Has the implementation of the policy/measure been evaluated?"),
        ("paragraph", "NO"),
    ]
    made = document(*page, *page)
    result = outline(made, FORMS)
    assert [s.field for s in result.segments] == ["title", "agency", "main_features", "evaluated"] * 2
    assert [s.heading_path for s in result.segments] == [()] * 8


def test_the_sections_of_a_whole_report_set_the_field() -> None:
    made, result = read(
        """Quadrennial Periodic Report

        Executive summary
        The years were good.

        2. International cultural cooperation
        2.1 Neighbours
        The choirs of both banks meet every spring, and the towns pay for the boats.
        3. Preferential treatment
        Visas are free for dancers.

        7. Achievements, challenges, solutions and next steps
        All went well.
        """
    )
    assert result.form == "unesco-2005-qpr-2016"
    assert [(s.kind, s.field, s.heading_path) for s in result.segments if s.kind != "heading"] == [
        ("paragraph", "other", ()),
        ("paragraph", "executive_summary", ("Executive summary",)),
        ("paragraph", "international_cooperation", ("2. International cultural cooperation", "2.1 Neighbours")),
        ("paragraph", "preferential_treatment", ("3. Preferential treatment",)),
        ("paragraph", "achievements", ("7. Achievements, challenges, solutions and next steps",)),
    ]
    assert all(s.label == "" for s in result.segments), made.text


def test_goals_listed_in_a_measure_open_no_section() -> None:
    made, result = read(
        """Executive Summary
        General Information
        Cultural and creative sectors
        Describe the main features of the policy/measure:
        Support for orchestras.
        Goal(s) of UNESCO's 2005 Convention
        Support sustainable systems of governance for culture
        Area(s) of monitoring
        Media diversity
        """
    )
    assert result.form == "unesco-2005-qpr-2020"
    assert answers(made, result)[-2:] == [
        ("goals", "Support sustainable systems of governance for culture"),
        ("monitoring_areas", "Media diversity"),
    ]


def test_a_questionnaire_with_numbers_prompts_and_options() -> None:
    made, result = read(
        """Guidelines for those who fill this in.
        A. GENERAL INFORMATION ABOUT THE RESPONDENT
        * Country*: Wales
        * Organization(s) or entity(s) responsible for the preparation of the report*
        Name: Office for Science
        Email: the form can be sent to the office by post as well
        1. PROMOTING A COMMON UNDERSTANDING OF OPEN SCIENCE, ASSOCIATED BENEFITS AND CHALLENGES, AS WELL AS DIVERSE PATHS TO OPEN SCIENCE
        16. 1.1 Has the 2021 Recommendation been promoted and/or shared with appropriate ministries and institutions as well as
        affiliated organizations in your country?
        YES / NO
        If yes, please indicate which ministries have been involved in this.
        Yes. Two of them.
        1.2 Is the 2021 Recomendation on Open Science availible in the national language(s)? If yes, which language(s)? In Welsh.
        2.2 cont. If no, please, if possible, briefly explain the reason.
        There was no time.
        """
    )
    assert result.form == "open-science-2025"
    assert answers(made, result) == [
        ("other", "Guidelines for those who fill this in."),
        ("party", "Wales"),
        ("organization", "Office for Science"),
        ("organization", "Email: the form can be sent to the office by post as well"),
        ("os_1_1", "Yes. Two of them."),
        ("os_1_2", "In Welsh."),
        ("os_2_2", "There was no time."),
    ]


def test_a_questionnaire_in_table_rows() -> None:
    made = document(
        ("row", "Nº\tQuestion\tAnswer\tDetails"),
        ("row", "1.1\tHas the 2021 Recommendation been promoted and/or shared with appropriate ministries?\tYes\tSent to all."),
        (
            "row",
            "2.9\tIs there a national monitoring framework for open science in your country?\tNo\tIf no, please explain briefly. Not yet.",
        ),
    )
    result = outline(made, FORMS)
    assert [(s.field, s.span.of(made.text)) for s in result.segments[1:]] == [
        ("os_1_1", "Yes"),
        ("os_1_1", "Sent to all."),
        ("os_2_9", "No"),
        ("os_2_9", "Not yet."),
    ]


def test_a_form_laid_out_as_a_table_of_two_columns() -> None:
    made = document(
        ("row", "Key objectives of the measure\tTo lend instruments."),
        ("row", "Scope of the measure\tLocal"),
        ("row", "Financial resources allocated to implement the measure\t400 crowns"),
    )
    result = outline(made, FORMS)
    assert answers(made, result) == [("objectives", "To lend instruments."), ("scope", "Local"), ("financial_resources", "400 crowns")]


def test_rows_know_their_columns_and_headings_of_columns_are_no_segment() -> None:
    made = document(
        ("heading", "Agreements"),
        ("row", "Country\tYear", {"header": True, "table": 3}),
        ("row", "Chad\t2014", {"table": 3}),
        ("row", "Fiji\t", {"table": 3}),
        ("row", "Only\tone", {"header": True, "table": 4}),
    )
    result = outline(made, FORMS)
    rows = [s for s in result.segments if s.kind != "heading"]
    assert [(s.kind, s.table, s.columns, [c.of(made.text) for c in s.cells]) for s in rows] == [
        ("row", 3, ("Country", "Year"), ["Chad", "2014"]),
        ("paragraph", None, (), []),
        ("row", 4, (), ["Only", "one"]),
    ]
    assert all(s.heading_path == ("Agreements",) for s in rows)


def test_an_unknown_form_keeps_its_labels() -> None:
    made = document(
        ("paragraph", "Which towns took part?", {"bold": True}),
        ("paragraph", "Six towns on the coast."),
        ("label", "Money spent:"),
        ("paragraph", "None."),
        ("heading", "International cooperation", {"level": 1}),
        ("paragraph", "A treaty with Peru was signed."),
        ("heading", "Closing words", {"level": 1}),
        ("paragraph", "We thank all."),
    )
    result = outline(made, FORMS)
    assert result.form == "generic"
    assert [(s.field, s.label, s.span.of(made.text)) for s in result.segments if s.kind != "heading"] == [
        ("other", "Which towns took part?", "Six towns on the coast."),
        ("other", "Money spent", "None."),
        ("international_cooperation", "", "A treaty with Peru was signed."),
        ("other", "", "We thank all."),
    ]


def test_a_last_line_of_bare_host_names_is_left_out() -> None:
    made, result = read(f"{BEFORE}\nIf yes, what are the main conclusions/recommendations?:\nIt was good.\ncheap-pills.biz bet365win.info")
    assert answers(made, result)[-1] == ("evaluation_findings", "It was good.")
    assert [issue.code for issue in result.issues] == ["host-names"]


def test_a_website_that_was_asked_for_is_not_left_out() -> None:
    made, result = read(f"{BEFORE}\nWebsite of the policy/measure, if available:\nmuseum.example.org")
    assert answers(made, result)[-1] == ("website", "museum.example.org")


def test_pages_come_from_fragments() -> None:
    made = document(("paragraph", BEFORE), ("paragraph", FRAME), ("paragraph", "7 000"), pages={0: 1, 1: 1, 2: 2})
    assert [s.page for s in outline(made, FORMS).segments] == [1, 2]


def test_a_document_of_one_line() -> None:
    made, result = read("Only this.")
    assert answers(made, result) == [("other", "Only this.")]


PIECES = st.lists(
    st.sampled_from(
        [
            "Describe the main features of the policy/measure:",
            "Partner(s) engaged in the implementation of the measure:",
            "Executive Summary",
            "1. Europe",
            "a. Chile",
            "Joint Commissions",
            "The following acts took place:",
            "* an act with Peru",
            "** a smaller act",
            "",
            "A long paragraph that tells of an exchange of musicians between two towns, of which one lies in Ghana and the other does not.",
            "Secteur public",
            "Nom du partenaireType d'entité",
            "YES / NO",
            "Website: http://x.example",
            "NO",
        ]
    ),
    min_size=1,
    max_size=25,
).filter(lambda pieces: any(pieces))


@given(PIECES)
def test_every_outline_keeps_its_invariants(pieces: list[str]) -> None:
    made = lines("\n".join(pieces))
    result: Outline = outline(made, FORMS)
    assert [s.ordinal for s in result.segments] == list(range(len(result.segments)))
    assert all(0 <= s.span.start < s.span.end <= len(made.text) for s in result.segments)
    assert [s.span.start for s in result.segments] == sorted(s.span.start for s in result.segments)
    assert all(s.lead is None or s.lead < s.ordinal for s in result.segments)
    assert all(s.span.covers(cell) for s in result.segments for cell in s.cells)
    assert [p.ordinal for p in result.partners] == list(range(len(result.partners)))
    assert all(p.span.of(made.text) == p.name for p in result.partners)
    assert outline(made, FORMS) == result


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared report is not here")
def test_the_shared_report_is_cut_as_its_gold_says() -> None:
    reading = pytest.importorskip("pipeline.read")
    path = next((SHARED / "seeds").glob("*.txt"))
    gold = yaml.safe_load((SHARED / "gold" / f"{path.stem}.yaml").read_text(encoding="utf-8"))
    made = reading.read(path.read_bytes(), path.name)
    result = outline(made, FORMS)
    cut = [(s.field, " ".join(s.span.of(made.text).replace("’", "'").split())) for s in result.segments if s.kind != "heading"]
    for field in gold["fields"]:
        for block in field.get("blocks", []):
            text = block.get("p") or block.get("li")
            if text:
                opening = " ".join(text.replace("’", "'").split())
                assert any(code == field["code"] and body.startswith(opening) for code, body in cut), opening
    table = next(field["partners_table"] for field in gold["fields"] if "partners_table" in field)
    types = {"Secteur public": "public", "": None}
    assert [(p.name, p.entity_type) for p in result.partners] == [(name, types[kind]) for name, kind in table]
