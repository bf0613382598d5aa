"""Party and cycle of hand-made reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import KnowledgeError
from pipeline.identity import identify
from pipeline.identity.names import states_in
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.cycles import Cycles, load_cycles
from pipeline.types import Block, Document, Identity, Mention, Outline, Segment, Span

NAMES = {
    "Mali": ("MLI", "name"),
    "Malian": ("MLI", "demonym"),
    "malien": ("MLI", "demonym"),
    "Chile": ("CHL", "name"),
    "Chilean": ("CHL", "demonym"),
    "Norway": ("NOR", "name"),
    "Norwegian": ("NOR", "demonym"),
    "Ghana": ("GHA", "name"),
    "Sénégal": ("SEN", "name"),
    "France": ("FRA", "name"),
    "Peru": ("PER", "name"),
    "Comoros": ("COM", "name"),
    "European Union": ("EU", "bloc"),
}
NAMED = re.compile(r"\b(?:" + "|".join(sorted(NAMES, key=len, reverse=True)) + r")\b")


@pytest.fixture(scope="module")
def cycles() -> Cycles:
    return load_cycles(MODELS)


def report(*lines: str, source: str = "2020/x.pdf", title: str = "", form: str = "generic") -> tuple[Document, Outline, list[Mention], str]:
    """A report of one block a line; "party| Mali" is a segment of the field `party`, every other line one of `other`."""
    blocks, segments, mentions, words, at = [], [], [], [], 0
    for ordinal, line in enumerate(lines):
        field, bar, rest = line.partition("| ")
        field, line = (field, rest) if bar else ("other", line)
        span = Span(at, at + len(line))
        blocks.append(Block(span, "paragraph"))
        segments.append(Segment(ordinal, span, "paragraph", field))
        for match in NAMED.finditer(line):
            value, rule = NAMES[match.group()]
            mentions.append(Mention("country", value, Span(at + match.start(), at + match.end()), ordinal, rule))
        words.append(line)
        at += len(line) + 1
    document = Document("0" * 64, "text/plain", "\n".join(words), tuple(blocks), title=title)
    return document, Outline(form, tuple(segments)), mentions, source


def who(cycles: Cycles, *lines: str, source: str = "2020/x.pdf", title: str = "", form: str = "generic") -> Identity:
    return identify(*report(*lines, source=source, title=title, form=form), cycles)


BODY = (
    "A national plan for the arts was adopted after two years of consultation.",
    "Young film makers from Chile and Norway were our guests.",
)


@pytest.mark.parametrize(
    ("lines", "party", "says"),
    [
        pytest.param(("party| Mali", *BODY), "MLI", "country field", id="field"),
        pytest.param(("party| Republic of Mali", *BODY), "MLI", "country field", id="field, official name"),
        pytest.param(("party| European Union", *BODY), "EU", "country field", id="the Union is a Party"),
        pytest.param(("Pays : Sénégal", *BODY), "SEN", "country field", id="label on the line"),
        pytest.param(("1. * Name of Party (Country):", "Côte d’Ivoire", *BODY), "CIV", "country field", id="label on the line before"),
        pytest.param(("Country\tGhana", *BODY), "GHA", "country field", id="label in a cell"),
        pytest.param(("Mali 2020", *BODY), "MLI", "title", id="title with year"),
        pytest.param(("Rapport périodique quadriennal du Sénégal", *BODY), "SEN", "title", id="title in French"),
        pytest.param(("National report of the Kingdom of Norway", *BODY), "NOR", "title", id="title, official name"),
        pytest.param(("REPUBLIC OF GHANA", "Ministry of Tourism", *BODY), "GHA", "title", id="title in capitals"),
        pytest.param(
            ("agency| Ministry of Culture of Ghana", "Residencies with Chile", "agency| Embassy of Ghana in Peru"),
            "GHA",
            "agency",
            id="agency",
        ),
        pytest.param(
            ("In our country, Mali, festivals are many.", "The Government of Mali pays for them.", "Mali and France agree.", *BODY),
            "MLI",
            "its own country",
            id="our country",
        ),
        pytest.param(
            (
                "The Malian Government opened a school.",
                "Le gouvernement malien a créé un fonds.",
                "Mali's parliament agreed.",
                "Mali hosts.",
            ),
            "MLI",
            "government of Mali",
            id="demonyms",
        ),
    ],
)
def test_party(lines: tuple[str, ...], party: str, says: str, cycles: Cycles) -> None:
    identity = who(cycles, *lines)
    assert identity.party == party
    assert says in identity.party_reason
    assert identity.party_confidence >= cycles.bar


def test_party_under_review_beats_those_who_recommend(cycles: Cycles) -> None:
    identity = who(
        cycles,
        "Report of the Working Group on the Universal Periodic Review",
        "Comoros",
        "The review of the Comoros was held at the 3rd meeting. The delegation of the Comoros was headed by the Minister of Justice.",
        *(
            f"{i}. {state} commended the country and recommended that it train judges ({state});"
            for i, state in enumerate(["Chile", "Norway", "France", "Ghana", "Peru", "Mali"] * 3)
        ),
        "The Comoros thanked all delegations.",
        source="x.pdf",
    )
    assert identity.party == "COM"
    assert identity.party_confidence >= cycles.bar


def test_party_of_a_text_that_only_names_it_often(cycles: Cycles) -> None:
    lines = [
        f"In {year} artists of Ghana travelled to Mali." if year % 4 == 0 else f"In {year} Ghana trained teachers."
        for year in range(1990, 2020)
    ]
    identity = who(cycles, *lines)
    assert identity.party == "GHA"
    assert "Ghana is named 30 times" in identity.party_reason


def test_party_in_doubt_is_below_the_bar(cycles: Cycles) -> None:
    identity = who(cycles, "Chile and Peru signed a treaty.", "Peru and Chile opened a school.", "Chile and Peru met again.", "Peru sang.")
    assert identity.party_confidence < cycles.bar


def test_party_with_a_rival_names_both(cycles: Cycles) -> None:
    identity = who(cycles, "party| Chile", "party| Peru", "Chile and Peru met.")
    assert identity.party_confidence < cycles.bar
    assert "Chile" in identity.party_reason
    assert "Peru" in identity.party_reason


def test_party_of_an_empty_report(cycles: Cycles) -> None:
    identity = who(cycles, "Nothing is said here.", source="x.pdf")
    assert (identity.party, identity.party_confidence) == (None, 0.0)
    assert identity.cycle is None
    assert identity.party_reason
    assert identity.cycle_basis


@pytest.mark.parametrize(
    ("source", "party"),
    [
        ("2020/MLI_measure.pdf", "MLI"),
        ("2020/rapport-senegal.pdf", "SEN"),
        ("2020/Ghana/x.pdf", "GHA"),
        ("2020/gh.pdf", "GHA"),
        ("2020/000_4246f50e6ab02e68.txt", None),
        ("2020/000_feedbad0dad.txt", None),
        ("2020/annex.pdf", None),
    ],
)
def test_file_name_is_weak_evidence(source: str, party: str | None, cycles: Cycles) -> None:
    identity = who(cycles, "Nothing is said here.", source=source)
    assert identity.party == party
    assert identity.party_confidence < cycles.bar


def test_file_name_does_not_beat_the_report(cycles: Cycles) -> None:
    assert who(cycles, "party| Mali", *BODY, source="2020/NOR.pdf").party == "MLI"


@pytest.mark.parametrize(
    ("line", "party"),
    [
        pytest.param("www.culture.gouv.ml and info@maliba.ml", "MLI", id="hosts"),
        pytest.param("https://youtu.be/abc https://example.tv https://sounds.io", None, id="domains the whole world uses"),
        pytest.param("Tel. +223 20 22 33 44, fax +223 20 22 33 45, www.bamako.ml", "MLI", id="telephones"),
        pytest.param("It cost NOK 20,000 and NOK 400, see www.nasjonal.no and www.kultur.no", "NOR", id="money"),
        pytest.param("Cost: 300 000 gourdes and 2 million gourdes.", "HTI", id="units of money"),
        pytest.param("We paid for all 30 projects, all 25 tours and all 12 plays, and we try 3.", None, id="codes that are words"),
        pytest.param("Tel. 1 868, call +1 868 622 1234 or (+1-868) 622-4321", "TTO", id="area codes"),
        pytest.param("Tél. 00223 20 22 33 44, télécopie 00 223 20 22 33 45", "MLI", id="dialled from abroad"),
        pytest.param("CEDAW/C/MLI/6-7", "MLI", id="symbol"),
        pytest.param("It cost 300 000 XOF and 200 EUR", None, id="money of many"),
    ],
)
def test_small_evidence(line: str, party: str | None, cycles: Cycles) -> None:
    assert who(cycles, line).party == party


def test_partner_headings_do_not_make_a_party(cycles: Cycles) -> None:
    lines = ["Measures of cultural cooperation", "agency| Ministry of Culture of Mali", *BODY, *BODY, *BODY]
    identity = who(cycles, *lines, "Chile", "A week of Chilean films.", "Peru", "A visit to Peru.", "Mali sent a choir.", "Mali paid.")
    assert identity.party == "MLI"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Guinea-Bissau and Guinea", ["GNB", "GIN"]),
        ("Democratic Republic of the Congo", ["COD"]),
        ("République de Corée", ["KOR"]),
        ("", []),
    ],
)
def test_states_in(text: str, codes: list[str], cycles: Cycles) -> None:
    assert [named.code for named in states_in(text, cycles.countries)[0]] == codes


@pytest.mark.parametrize(
    ("lines", "source", "form", "cycle", "basis"),
    [
        pytest.param(("Mali 2020",), "2020/x.pdf", "generic", "2020", "folder 2020", id="folder"),
        pytest.param(("Mali",), "pilot/x.pdf", "generic", "pilot", "folder pilot", id="any folder"),
        pytest.param(
            ("Mali 2016", "Quadrennial periodic report"),
            "2020/x.pdf",
            "generic",
            "2020",
            "folder 2020, but report year 2016",
            id="contradicted",
        ),
        pytest.param(("Mali 2022", "Quadrennial periodic report"), "2020/x.pdf", "generic", "2020", "folder 2020", id="late report"),
        pytest.param(("Mali", "Quadrennial periodic report 2016-2019"), "x.pdf", "generic", "2020", "report years 2016-2019", id="range"),
        pytest.param(
            ("Mali", "Quadrennial periodic report, 2016-2019 cycle"), "x.pdf", "generic", "2016", "report years 2016-2019", id="named cycle"
        ),
        pytest.param(("Mali 2020", "Quadrennial periodic report"), "unknown/x.pdf", "generic", "2020", "report year 2020", id="no folder"),
        pytest.param(("Mali 2020", "Quadrennial periodic report"), "pilot/x.pdf", "generic", "2020", "report year 2020", id="odd folder"),
        pytest.param(
            ("This quadrennial periodic report covers the years from 2016 to 2019.",),
            "x.pdf",
            "generic",
            "2020",
            "covers 2016-2019",
            id="covers",
        ),
        pytest.param(
            ("Rapport périodique quadriennal", "Période couverte : 2012-2015"),
            "x.pdf",
            "generic",
            "2016",
            "covers 2012-2015",
            id="covers, label",
        ),
        pytest.param(
            ("Quadrennial periodic report", "Date of submission: 30 April 2016"),
            "x.pdf",
            "generic",
            "2016",
            "submitted in 2016",
            id="submission",
        ),
        pytest.param(("Quadrennial periodic report", "Due on: 30 June 2024"), "x.pdf", "generic", "2024", "due in 2024", id="deadline"),
        pytest.param(("Quadrennial periodic report", "Bamako, March 2021"), "x.pdf", "generic", "2020", "dated Bamako", id="letterhead"),
        pytest.param(("A/HRC/WG.6/16/MLI/1", "Human Rights Council"), "upr/x.pdf", "generic", "2012", "session 16", id="session"),
        pytest.param(
            ("Human Rights Council", "12 August 2009", "Universal periodic review"), "upr/x.pdf", "generic", "2008", "dated 12", id="review"
        ),
        pytest.param(("Mali",), "unknown/x.pdf", "generic", None, "neither", id="unknown"),
        pytest.param(
            ("Le rapport a été établi par le service des relations internationales du Ministère, 22, rue Neuve, tél. 021 2244 2019.",),
            "x.pdf",
            "unesco-2005-qpr-2012",
            "2012",
            "form",
            id="telephone",
        ),
        pytest.param(("Mali",), "x.pdf", "unesco-2005-measure-2020", "2020", "form unesco-2005-measure-2020", id="form"),
        pytest.param(("when| 2018",), "x.pdf", "unesco-2005-measure-2016", "2016", "report year 2018 in the form", id="when"),
        pytest.param(
            ("Submitted: 10/27/2020 - 22:33",), "x.pdf", "unesco-2005-measure-2016", "2020", "submitted 10/27/2020", id="date of submission"
        ),
        pytest.param(
            ("From 2017 to 2018 a fund ran.", "In 2018 it grew.", "In 2017 it began.", "The 2030 Agenda asks for it."),
            "x.pdf",
            "unesco-2005-measure-2016",
            "2020",
            "activity years 2017-2018",
            id="activities",
        ),
        pytest.param(("Country: Mali",), "x.pdf", "open-science-2025", "2025", "form open-science-2025", id="open science"),
        pytest.param(("A law of 2014.",), "x.pdf", "generic", None, "neither", id="nothing"),
    ],
)
def test_cycle(lines: tuple[str, ...], source: str, form: str, cycle: str | None, basis: str, cycles: Cycles) -> None:
    identity = who(cycles, *lines, source=source, form=form)
    assert identity.cycle == cycle
    assert identity.cycle_basis.startswith(basis)
    assert ("but" in identity.cycle_basis) == ("but" in basis)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6), st.text(max_size=20))
def test_identify_accepts_any_text(lines: list[str], source: str) -> None:
    identity = identify(*report(*lines, source=source), _loaded())
    assert 0.0 <= identity.party_confidence <= 1.0
    assert (identity.party is None) == (identity.party_confidence == 0.0)


def _loaded() -> Cycles:
    if not _LOADED:
        _LOADED.append(load_cycles(MODELS))
    return _LOADED[0]


_LOADED: list[Cycles] = []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("last: 2015", "last: 2016", "2016 belongs to both cycle '2012' and '2016'", id="overlap"),
        pytest.param("last: 2015", "last: 2011", "cycle '2012' ends in 2011", id="backwards"),
        pytest.param("open-science-2025: ", "unesco-2005-qpr-2012: ", "belongs to both unesco-2005 and unesco-open-science", id="form"),
        pytest.param('unesco-2005-qpr-2012: "2012"', 'unesco-2005-qpr-2012: "1812"', "of cycle '1812'", id="no such cycle"),
    ],
)
def test_contradictions_are_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    for path in (MODELS / "identity.yaml", MODELS / "cycles.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (tmp_path / "countries").symlink_to(MODELS / "countries")
    with pytest.raises(KnowledgeError, match=message):
        load_cycles(tmp_path)
