"""Headings and labels as Parties copy them: of another generation, in two languages, misprinted, run into their text."""

from __future__ import annotations

import pytest

from pipeline.knowledge.form_labels import Phrase
from pipeline.read import read
from pipeline.segments import outline
from pipeline.segments.slips import distance, misprinted
from tests.segment_documents import FORMS, answers, document

TEXT = "The council has done this with its partners since 2018, and will go on with it for three years more."


def fields(text: str) -> list[tuple[str, str]]:
    made = read(text.encode())
    return answers(made, outline(made, FORMS))


ONLINE = f"""Sylvania 2020

Name of Party:
Sylvania

Describe the multi-stakeholder consultation process established for the preparation of this report:

{TEXT}

{{heading}}

Twelve towns took part, and nine of them have said that they will do so again in three years.
"""


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        pytest.param("Cultural Policies and Measures", "cultural_policies", id="of 2016"),
        pytest.param("INTERNATIONAL CULTURAL COOPERATION", "international_cooperation", id="of 2016, capitals"),
        pytest.param("3. Preferential treatment", "preferential_treatment", id="of 2016, numbered"),
        pytest.param("Politiques et mesures culturelles", "cultural_policies", id="French"),
        pytest.param("Cooperación cultural internacional", "international_cooperation", id="Spanish"),
        pytest.param(
            "Coopération culturelle internationale / International cultural cooperation", "international_cooperation", id="bilingual"
        ),
        pytest.param("Résumé / Executive Summary", "executive_summary", id="bilingual, short"),
        pytest.param("Executive summary (Résumé)", "executive_summary", id="bilingual, brackets"),
        pytest.param("Cultural policies & measures", "cultural_policies", id="ampersand"),
        pytest.param("International Cultral Cooperation", "international_cooperation", id="letter lost"),
        pytest.param("Prefrential treatement", "preferential_treatment", id="two letters wrong"),
        pytest.param("Awareness-raisingand participation of civil society", "civil_society", id="blank lost"),
        pytest.param("Next stpes", "next_steps", id="letters turned"),
        pytest.param("Results achieved:", "results", id="short label of 2022"),
        pytest.param("Challenges", "challenges", id="one word"),
        pytest.param("[Next steps]", "next_steps", id="brackets"),
        pytest.param("* Next steps", "next_steps", id="star"),
        pytest.param("Bilateral cooperation", "international_cooperation", id="of no form"),
        pytest.param("Point of contact", "technical_information", id="contact"),
    ],
)
def test_headings_of_every_generation_are_known_in_each_form(heading: str, field: str) -> None:
    found, text = fields(ONLINE.format(heading=heading))[-1]
    assert found == field
    assert text.startswith("Twelve towns")


@pytest.mark.parametrize(
    ("line", "field", "answer"),
    [
        pytest.param("Executive Summary: Twelve towns took part.", "executive_summary", "Twelve towns took part.", id="colon"),
        pytest.param("Next steps : a house of dance.", "next_steps", "a house of dance.", id="French colon"),
        pytest.param("Name of Party – Sylvania", "party", "Sylvania", id="dash"),
        pytest.param("Date of ratification - 2008", "technical_information", "2008", id="hyphen"),
        pytest.param("Date of ratification = 2008", "technical_information", "2008", id="equals"),
    ],
)
def test_a_heading_may_run_into_its_text(line: str, field: str, answer: str) -> None:
    assert fields(ONLINE.format(heading=line))[-2] == (field, answer)


def test_a_section_ends_a_measure_only_where_it_is_set_off_more_strongly() -> None:
    label = ("paragraph", "Describe the main features of the policy/measure:", {"bold": True})
    inside = ("paragraph", "International cultural cooperation", {"bold": True})
    after = ("heading", "Challenges and achievements", {"level": 2})
    result = ("paragraph", "What are the results achieved so far through the implementation of the policy/measure?:", {"bold": True})
    text = ("paragraph", TEXT)
    made = document(("heading", "Dance", {"level": 1}), ("paragraph", "The council"), label, text, inside, text, result, text, after, text)
    assert [field for field, _ in answers(made, outline(made, FORMS))] == [
        "agency",
        "main_features",
        "main_features",
        "results",
        "challenges",
    ]


MEASURE = f"""# Dance in the towns

## {{before}}

{TEXT}

## Describe the main features of the policy/measure:

{TEXT}

## Has the implementation of the policy/measure been evaluated?:

YES

## {{after}}

Twelve towns took part.
"""


@pytest.mark.parametrize("before", ["Executive Summary", "RÉSUMÉ", "Technical information"])
@pytest.mark.parametrize(
    ("after", "field"),
    [
        pytest.param("Next steps", "next_steps", id="next-steps"),
        pytest.param("Challenges and achievements", "challenges", id="challenges"),
        pytest.param("Our neighbours", "evaluated", id="of-no-form"),
    ],
)
def test_parts_of_a_report_around_its_only_measure(before: str, after: str, field: str) -> None:
    found = [code for code, _ in fields(MEASURE.format(before=before, after=after))]
    first = "technical_information" if before.startswith("T") else "executive_summary"
    assert found == [first, "main_features", "evaluated", field]


@pytest.mark.parametrize("answer", ["Goal 4: quality education", "Objectif 4 : éducation de qualité"])
def test_a_goal_of_another_list_is_an_answer(answer: str) -> None:
    goals = f"Sustainable Development Goal(s)\n{answer}"
    page = f"Dance\nThe council\n\nDescription of the policy/measure\n{TEXT}\n\n{goals}\n\nResults achieved\n{TEXT}"
    assert ("sustainable_development_goals", answer) in fields(page)


def test_a_title_in_capitals_opens_another_page_after_the_partners() -> None:
    features = "Describe the main features of the policy/measure:"
    partners = "Partner(s) engaged in the implementation of the measure:\nName of partner\nType of entity\nGlass Theatre\nPrivate Sector"
    made = read(f"DANCE\nThe council\n\n{features}\n{TEXT}\n\n{partners}\n\nARCHIVES OF SOUND\nThe archive\n\n{features}\n{TEXT}".encode())
    result = outline(made, FORMS)
    assert [partner.name for partner in result.partners] == ["Glass Theatre"]
    assert [text for field, text in answers(made, result) if field in ("title", "agency")] == [
        "DANCE",
        "The council",
        "ARCHIVES OF SOUND",
        "The archive",
    ]


def test_a_name_alone_in_its_row_heads_the_rows_below() -> None:
    made = document(
        ("row", "Country\tYear", {"header": True}),
        ("row", "Africa\t"),
        ("row", "Ghana\t2018"),
        ("row", "Asia\t"),
        ("row", "Japan\t2019"),
        ("paragraph", TEXT),
    )
    paths = [(s.kind, s.span.of(made.text), s.heading_path) for s in outline(made, FORMS).segments]
    assert paths == [
        ("heading", "Africa", ()),
        ("row", "Ghana\t2018", ("Africa",)),
        ("heading", "Asia", ()),
        ("row", "Japan\t2019", ("Asia",)),
        ("paragraph", TEXT, ()),
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("steps", "steps", 0, id="same"),
        pytest.param("steps", "stpes", 1, id="turned"),
        pytest.param("steps", "step", 1, id="lost"),
        pytest.param("steps", "stteps", 1, id="doubled"),
        pytest.param("steps", "houses", 3, id="far"),
    ],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other, 2) == expected


@pytest.mark.parametrize("text", ["Goal 7", "Cultural centres", "When", "The council has done this with its partners", "Objectif 5"])
def test_other_words_are_no_misprinted_labels(text: str) -> None:
    found: Phrase | None = misprinted(FORMS.indexes["unesco-2005-qpr-2020"], text, 0, len(text))
    assert found is None
