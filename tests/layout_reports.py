"""Short reports with known answers, which the layout tests print in many ways."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read import read
from pipeline.segments import outline
from tests.segment_documents import FORMS

NOTE = "See the annual account of the council"
"""Words of the footnotes, which stand after all answers."""
_NUMBER = re.compile(r"^\d{1,2}\. ")


@dataclass(frozen=True)
class Answer:
    """One question of a form and what stands under it: paragraphs, then list items, then partners as (name, type as printed, code)."""

    field: str
    label: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    partners: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Report:
    """A measure page. `header`: the names of the partner table's columns."""

    title: str
    agency: str
    answers: tuple[Answer, ...]
    header: tuple[str, str] = ("Name of partner", "Type of entity")

    @property
    def expected(self) -> list[tuple[str, str]]:
        """(field, text) of every answer in order, partners left out."""
        found = []
        for answer in self.answers:
            found += [(answer.field, text) for text in (*answer.paragraphs, *answer.items)]
        return found

    @property
    def partners(self) -> list[tuple[str, str]]:
        """(name, type's code) of every partner in order."""
        return [(name, code) for answer in self.answers for name, _, code in answer.partners]


ENGLISH = Report(
    "Dance Without Borders",
    "National Dance Council",
    (
        Answer(
            "main_features",
            "Describe the main features of the policy/measure:",
            (
                "The programme pays for the travel of young dancers and choreographers to festivals abroad. It was opened in 2018, after"
                " two years of talks with the unions, and has since been renewed every spring by the Council and its partners.",
                "Under the cultural agreement with Sylvania, twelve dancers spent three months in residence at the Glass Theatre in 2019:",
            ),
            (
                "four of them came back in 2020 to teach at the summer school of the capital, and two founded a company of their own;",
                "the others took part in a tour of nine towns on both sides of the border.",
                "Borduria: a memorandum of understanding on the exchange of teachers, signed in March 2021",
            ),
        ),
        Answer("website", "Website of the policy/measure, if available:", ("www.dance.example.org",)),
        Answer(
            "results",
            "What are the results achieved so far through the implementation of the policy/measure?:",
            (
                "Since 2018 the Council has paid 214 journeys to 31 countries, and half of the travellers were women.",
                "Audiences at home have grown as well: the festival of the capital sold 40 000 tickets in 2021, a third more than in the"
                " year before the programme began, and the number of foreign companies on its stages has doubled.",
            ),
        ),
        Answer("financial_resources", "Financial resources allocated to the policy/measure in USD:", ("USD 120,000 in 2021",)),
        Answer(
            "partners",
            "Partner(s) engaged in the implementation of the measure:",
            partners=(
                ("Ministry of Culture of Sylvania", "Public Sector", "public"),
                ("Glass Theatre", "Private Sector", "private"),
                ("Union of Travelling Dancers", "Civil Society Organization (CSO)", "civil_society"),
            ),
        ),
        Answer("evaluated", "Has the implementation of the policy/measure been evaluated?:", ("No",)),
        Answer("goals", "Goal(s) of UNESCO's 2005 Convention", ("Support sustainable systems of governance for culture",)),
        Answer("cultural_domains", "Cultural Domain(s)", ("Performing Arts",)),
    ),
)

FRENCH = Report(
    "Fonds de soutien aux éditeurs du fleuve",
    "Centre national du livre",
    (
        Answer(
            "objectives",
            "Objectifs clefs de la mesure :",
            (
                "Faire connaître les auteurs du fleuve au-delà des frontières, former des traducteurs et maintenir des librairies dans les"
                " villes moyennes, où elles ferment l’une après l’autre depuis dix ans.",
            ),
        ),
        Answer("scope", "Périmètre de la mesure :", ("Régional",)),
        Answer("nature", "Nature de la mesure :", ("financière",)),
        Answer(
            "main_features",
            "Principale caractéristique de la mesure :",
            (
                "Le fonds verse des bourses de traduction, prête des stands aux petits éditeurs et paie le transport des livres jusqu’aux"
                " salons de la région, par la route ou par le fleuve selon la saison.",
                "En 2014, un accord de coopération a été signé avec la Sylvanie ; il prévoit :",
            ),
            (
                "une résidence de deux mois pour six traducteurs, chaque automne, à la Maison des langues ;",
                "l’envoi de livres scolaires aux bibliothèques de trois provinces frontalières",
                "Bordurie : invitation d’honneur au salon de la capitale en 2015.",
            ),
        ),
        Answer(
            "expected_results",
            "Résultats attendus de la mise en œuvre de la mesure :",
            ("Quarante traductions publiées par an à partir de 2016.", "Un réseau de vingt librairies dans cinq provinces."),
        ),
        Answer("financial_resources", "Ressources financières allouées à la mise en œuvre de la mesure :", ("2014 : 85 000 euros",)),
        Answer("goals", "Objectif(s) de la Convention 2005 de l’UNESCO", ("Soutenir des systèmes de gouvernance durables de la culture",)),
        Answer("cultural_domains", "Domaines culturels", ("Édition",)),
    ),
)

ONLINE = Report(
    "Festival of the four rivers",
    "Office of the capital for festivals",
    (
        Answer("when", "When", ("2020",)),
        Answer("who", "Who", ("Ruritania",)),
        Answer(
            "main_features",
            "Description of the policy/measure",
            (
                "the festival invites companies from abroad, pays for their travel and lends them its workshops for three months a year.",
                "Chile: two companies of puppeteers came in 2018, and one of them stayed for a residence of six weeks in the old mill.",
                "Republic of Korea: under the agreement of 2016 a choir of forty singers gave nine concerts along the rivers in May 2019.",
                "With the following countries there were smaller exchanges:",
            ),
            (
                "Ghana – loan of masks to the museum of the capital (2017)",
                "Peru, Bolivia – a joint workshop on textiles, 2018-2019",
                "Viet Nam. Training of six stage hands, Hanoi, 2020",
            ),
        ),
        Answer("sustainable_development_goals", "Sustainable Development Goal(s)", ("Goal 8: decent work and economic growth",)),
        Answer("cultural_domains", "Cultural Domain(s)", ("Music", "Performing arts")),
        Answer(
            "results",
            "Results achieved",
            ("more than 90 companies took part between 2016 and 2020.", "The mill has been booked out ever since it was opened to them."),
        ),
        Answer("financial_resources", "Financial resources allocated to the policy", ("no data available",)),
    ),
)

REPORTS = {"english": ENGLISH, "french": FRENCH, "online": ONLINE}


def found(data: bytes | str) -> tuple[list[tuple[str, str]], list[tuple[str, str | None]]]:
    """((field, text) of the answers, partners) as read. Left out: title, agency, footnotes, paragraphs' numbers."""
    made = read(data.encode() if isinstance(data, str) else data)
    result = outline(made, FORMS)
    answers = [
        (segment.field, _NUMBER.sub("", " ".join(segment.span.of(made.text).split())))
        for segment in result.segments
        if segment.kind != "heading" and segment.field not in ("title", "agency", "partners") and NOTE not in segment.span.of(made.text)
    ]
    return answers, [(partner.name, partner.entity_type) for partner in result.partners]
