"""The partner table in every arrangement that files leave of it."""

from __future__ import annotations

import pytest

from pipeline.segments import outline
from pipeline.types import EntityType
from tests.segment_documents import FORMS, document, read

LABEL = "Partenaires engagés dans la mise en œuvre de la politique/mesure :"
END = "La mise en œuvre de la politique/mesure a-t-elle été évaluée ?:\nNon"

Rows = list[tuple[str, EntityType | None]]

TABLES: list[object] = [
    pytest.param(
        "Nom du partenaireType d'entité\nVille de Metz\nSecteur public\nAtelier Bleu\nSecteur privé",
        [("Ville de Metz", "public"), ("Atelier Bleu", "private")],
        id="glued-header-alternating-lines",
    ),
    pytest.param(
        "Name of partner\nType of entity\nTown of York\nPublic Sector\nArts for All\nCivil Society Organization (CSO)",
        [("Town of York", "public"), ("Arts for All", "civil_society")],
        id="header-on-two-lines",
    ),
    pytest.param(
        "Ministère A\nSecteur public\nMinistère B\nMinistère C\nMinistère D\nSecteur public",
        [("Ministère A", "public"), ("Ministère B", None), ("Ministère C", None), ("Ministère D", "public")],
        id="types-left-out",
    ),
    pytest.param(
        "Town Hall - Public Sector\nHarbour Ltd – Private Sector\nReaders' Club: CSO\nGuild, Private sector",
        [("Town Hall", "public"), ("Harbour Ltd", "private"), ("Readers' Club", "civil_society"), ("Guild", "private")],
        id="one-line-with-signs",
    ),
    pytest.param(
        "Ville de Lyon (Secteur public)\nCoalition des auteurs (OSC)\nÉditions du Lac (privé)",
        [("Ville de Lyon", "public"), ("Coalition des auteurs", "civil_society"), ("Éditions du Lac", "private")],
        id="brackets",
    ),
    pytest.param(
        "Town HallPublic Sector\nAtelier RougeOSC",
        [("Town Hall", "public"), ("Atelier Rouge", "civil_society")],
        id="glued",
    ),
    pytest.param(
        "Town Hall Public Sector\nAtelier Rouge OSC\nTheatre for the public",
        [("Town Hall", "public"), ("Atelier Rouge", "civil_society"), ("Theatre for the public", None)],
        id="a-blank-between",
    ),
    pytest.param(
        "Public Sector\nTown Hall\nCounty Archive\nPrivate Sector\nHarbour Ltd",
        [("Town Hall", "public"), ("County Archive", "public"), ("Harbour Ltd", "private")],
        id="types-above-their-groups",
    ),
    pytest.param(
        "* Ayuntamiento de Cuenca\n* Sector público\n* Fundación Sur\n* Organización de la sociedad civil (OSC)",
        [("Ayuntamiento de Cuenca", "public"), ("Fundación Sur", "civil_society")],
        id="items-es",
    ),
    pytest.param(
        "Goethe-Institut; British Council; Dansk Kunst",
        [("Goethe-Institut", None), ("British Council", None), ("Dansk Kunst", None)],
        id="semicolons",
    ),
    pytest.param(
        "Council of Europe and the Private Sector", [("Council of Europe and the Private Sector", None)], id="a-name-that-ends-like-a-type"
    ),
    pytest.param(
        "Bureau of Cultural Affairs of the Department of State.\nPublic Sector",
        [("Bureau of Cultural Affairs of the Department of State.", "public")],
        id="a-name-with-a-full-stop",
    ),
    pytest.param(
        "The work was shared by many hands. Among them were the two town halls and several clubs of the region.\nTown Hall\nPublic Sector",
        [("Town Hall", "public")],
        id="prose-before-the-table",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_partners(text: str, expected: Rows) -> None:
    made, result = read(f"{LABEL}\n{text}\n{END}")
    assert [(p.name, p.entity_type) for p in result.partners] == expected
    rows = [s for s in result.segments if s.kind == "row"]
    assert [s.field for s in rows] == ["partners"] * len(expected)
    assert all(p.span.of(made.text) == p.name for p in result.partners)
    assert result.segments[-1].field == "evaluated"


def test_a_real_table_with_a_header() -> None:
    made = document(
        ("paragraph", LABEL),
        ("row", "Nom du partenaire\tType d'entité", {"header": True}),
        ("row", "Ville de Metz\tSecteur public"),
        ("row", "Amis du livre\t"),
        ("row", "Secteur privé\tLibrairie du Port"),
        ("paragraph", "La mise en œuvre de la politique/mesure a-t-elle été évaluée ?: Non"),
    )
    result = outline(made, FORMS)
    assert [(p.name, p.entity_type) for p in result.partners] == [
        ("Ville de Metz", "public"),
        ("Amis du livre", None),
        ("Librairie du Port", "private"),
    ]
    assert [s.table for s in result.segments if s.field == "partners"] == [0, 0, 0]


def test_a_real_table_without_a_header_flag() -> None:
    made = document(("paragraph", LABEL), ("row", "Name of partner\tType of entity"), ("row", "Town Hall\tPublic Sector"))
    result = outline(made, FORMS)
    assert [(p.name, p.entity_type) for p in result.partners] == [("Town Hall", "public")]


def test_no_partners_no_rows() -> None:
    _, result = read(f"{LABEL}\nNom du partenaireType d'entité\n{END}")
    assert result.partners == ()
    assert [s.field for s in result.segments] == ["evaluated"]


def test_pages_of_partners() -> None:
    made = document(("paragraph", LABEL), ("paragraph", "Ville de Metz"), ("paragraph", "Secteur public"), pages={0: 1, 1: 2, 2: 2})
    assert [p.page for p in outline(made, FORMS).partners] == [2]
