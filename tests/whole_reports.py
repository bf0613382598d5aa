"""Whole reports with known answers, which the tests of layouts print in many ways."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read import read
from pipeline.segments import outline
from tests.segment_documents import FORMS

RUNNING = "Sylvania - Quadrennial Periodic Report"
"""What runs above every page."""
NOTE = "See the annual account of the council"
"""Words of the footnotes, which stand after all answers."""
_NUMBER = re.compile(r"^\d{1,2}\. ")


@dataclass(frozen=True)
class Part:
    """A heading of the form, or of the report's own (`field` empty), and what stands under it.

    `rows`: a table, the first row its header; an empty cell means the one above. `deep`: the heading stands below another.
    """

    field: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    deep: bool = False


@dataclass(frozen=True)
class Whole:
    """A whole report."""

    title: str
    parts: tuple[Part, ...]

    @property
    def expected(self) -> list[tuple[str, str]]:
        """(field, text) of every answer in order; the cells of a row parted by blanks."""
        found, field = [], "other"
        for part in self.parts:
            field = part.field or field
            found += [(field, text) for text in (*part.paragraphs, *part.items)]
            found += [(field, " ".join(cell for cell in row if cell)) for row in part.rows[1:]]
        return found


ENGLISH = Whole(
    "Sylvania 2016",
    (
        Part(
            "executive_summary",
            "Executive Summary",
            (
                "Sylvania has nine museums, forty libraries and one opera house, which burnt down in 2009 and was opened again four years"
                " later. This report was written by the Council for the Arts with the help of the three universities.",
                "The budget for culture has grown by a third since the law of 2012.",
            ),
        ),
        Part("technical_information", "Technical Information"),
        Part("party", "Name of Party", ("Sylvania",), deep=True),
        Part("technical_information", "Date of ratification", ("12 May 2008",), deep=True),
        Part(
            "technical_information", "Point of contact", ("Ms Orla Vance, Council for the Arts, 4 Mill Street, Sylvania City",), deep=True
        ),
        Part(
            "consultation",
            "Describe the consultation process established for the preparation of this report",
            ("Four meetings were held between January and March, and the draft was open to comments on line for six weeks.",),
            deep=True,
        ),
        Part(
            "policy_context",
            "Overview of Cultural Policy Context",
            (
                "The law on the arts of 2012 is the basis of cultural policy. It names the Council as the body that distributes public"
                " money and asks it to hear the unions once a year before it decides.",
            ),
        ),
        Part(
            "cultural_policies",
            "Cultural Policies and Measures",
            ("A fund for young composers was opened in 2013. It has so far paid for sixty works, half of them by women.",),
        ),
        Part(
            "international_cooperation",
            "International Cultural Cooperation",
            ("Exchange with other countries rests on eleven agreements, of which the following were active in the period:",),
            (
                "Borduria: a work plan for three years, signed in March 2013",
                "Ruritania: loan of forty drawings to the museum of the capital; the exhibition was seen by 21 000 visitors in the autumn"
                " of 2014 and came back a year later",
                "Freedonia: two puppeteers taught at the summer school, 2015",
            ),
        ),
        Part(
            "",
            "Neighbouring countries",
            (
                "With Latveria a joint festival of the river towns takes place every second year. In 2014 it was held on both banks for the"
                " first time, with nine choirs from each side and a book market.",
            ),
            rows=(
                ("Country", "Year", "What was done"),
                ("Chile", "2013", "Agreement on film co-production signed in May"),
                ("", "2015", "Exhibition of photographs at the national library"),
                ("Japan", "2014-2015", "Courses in paper repair for six librarians"),
                ("Ghana", "2015", "Loan of masks to the museum of the capital"),
            ),
            deep=True,
        ),
        Part(
            "preferential_treatment",
            "Preferential Treatment",
            ("Artists from the neighbouring countries need no visa for stays of up to three months since 2014.",),
        ),
        Part(
            "sustainable_development",
            "Culture and Sustainable Development",
            ("The strategy of 2015 counts culture among its four pillars. A first account of it will be given in 2018.",),
        ),
        Part(
            "civil_society",
            "Awareness-raising and Participation of Civil Society",
            ("The union of writers has translated the Convention and read it aloud in nine schools.",),
        ),
        Part(
            "challenges",
            "Challenges",
            ("The largest difficulty is the lack of figures on private spending, which no office collects at present.",),
            deep=True,
        ),
        Part("next_steps", "Next Steps", ("A second fund, for translators, is to be opened in 2017 together with Ruritania.",), deep=True),
    ),
)

FRENCH = Whole(
    "Rapport périodique quadriennal de la Sylvanie",
    (
        Part(
            "executive_summary",
            "Résumé",
            (
                "La Sylvanie compte neuf musées, quarante bibliothèques et un opéra, détruit par le feu en 2009 et rouvert quatre ans plus"
                " tard. Le présent rapport a été rédigé par le Conseil des arts avec le concours des trois universités.",
            ),
        ),
        Part("technical_information", "Informations générales"),
        Part("party", "Nom de la Partie", ("Sylvanie",), deep=True),
        Part("technical_information", "Date de ratification", ("2008",), deep=True),
        Part(
            "consultation",
            "Description du processus de consultation",
            ("Quatre réunions ont été tenues entre janvier et mars ; le projet est resté ouvert aux avis pendant six semaines.",),
            deep=True,
        ),
        Part(
            "cultural_policies",
            "Politiques et mesures culturelles",
            (
                "Un fonds pour les jeunes compositeurs a été ouvert en 2009. Il a financé à ce jour soixante œuvres, dont la moitié sont"
                " l’œuvre de femmes, et trois disques.",
            ),
        ),
        Part(
            "international_cooperation",
            "Coopération internationale et traitement préférentiel",
            ("Les échanges avec les autres pays reposent sur onze accords, dont les suivants ont été appliqués pendant la période :",),
            (
                "Bordurie : plan de travail de trois ans, signé en mars 2010 ;",
                "Ruritanie : prêt de quarante dessins au musée de la capitale, où l’exposition a été vue par 21 000 personnes à l’automne"
                " 2011 ;",
            ),
        ),
        Part(
            "",
            "Pays voisins",
            ("Avec la Latvérie, un festival commun des villes du fleuve a lieu tous les deux ans depuis 2008, sur une rive puis l’autre.",),
            rows=(
                ("Pays", "Année", "Action"),
                ("Chili", "2009", "Accord de coproduction cinématographique signé en mai"),
                ("", "2011", "Exposition de photographies à la bibliothèque nationale"),
                ("Japon", "2010-2011", "Cours de restauration du papier pour six bibliothécaires"),
            ),
            deep=True,
        ),
        Part(
            "sustainable_development",
            "Intégration de la culture dans les politiques de développement durable",
            ("La stratégie de 2011 compte la culture parmi ses quatre piliers. Un premier bilan en sera dressé en 2014.",),
        ),
        Part(
            "civil_society",
            "Sensibilisation et participation de la société civile",
            ("L’union des écrivains a traduit la Convention et l’a lue à voix haute dans neuf écoles.",),
        ),
        Part(
            "achievements",
            "Principaux résultats obtenus et défis rencontrés lors de la mise en œuvre de la Convention",
            ("La principale difficulté tient au manque de chiffres sur les dépenses privées, qu’aucun service ne recueille aujourd’hui.",),
        ),
    ),
)

ONLINE = Whole(
    "Sylvania 2020",
    (
        Part("technical_information", "General Information"),
        Part("party", "Name of Party", ("Sylvania",), deep=True),
        Part("technical_information", "Date of Ratification", ("2008",), deep=True),
        Part(
            "technical_information",
            "Officially Designated Point of Contact of the Convention",
            ("Ms Orla Vance, Council for the Arts, 4 Mill Street, Sylvania City",),
            deep=True,
        ),
        Part(
            "consultation",
            "Describe the multi-stakeholder consultation process established for the preparation of this report, including consultations"
            " with relevant ministries, public institutions, local governments and civil society organizations",
            ("Four meetings were held between January and March, and the draft was open to comments on line for six weeks.",),
            deep=True,
        ),
        Part(
            "executive_summary",
            "Executive Summary",
            ("The budget for culture has grown by a third since the law of 2017, and nine towns have opened arts centres of their own.",),
        ),
        Part("international_cooperation", "Mobility of artists and cultural professionals"),
        Part(
            "main_features",
            "Describe the main features of the policy/measure",
            (
                "The programme pays for the travel of young dancers to festivals abroad. It was opened in 2018, after two years of talks"
                " with the unions, and has since been renewed every spring.",
                "With Borduria twelve dancers spent three months in residence at the Glass Theatre in 2019.",
            ),
            deep=True,
        ),
        Part(
            "results",
            "What are the results achieved so far through the implementation of the policy/measure?",
            ("Since 2018 the Council has paid 214 journeys to 31 countries, and half of the travellers were women.",),
            deep=True,
        ),
        Part("financial_resources", "Financial resources allocated to the policy/measure in USD", ("USD 120,000 in 2021",), deep=True),
        Part("evaluated", "Has the implementation of the policy/measure been evaluated?", ("No",), deep=True),
        Part(
            "challenges",
            "Describe the main challenges encountered to implement the 2005 Convention and main solutions found or envisaged",
            ("The closing of borders in 2020 stopped nearly all travel, and many small companies did not survive that year.",),
        ),
        Part(
            "next_steps",
            "Describe the steps planned in the next four years to further implement the 2005 Convention",
            ("A house for artists is to be opened in the capital of Borduria in 2023.",),
        ),
    ),
)

REPORTS = {"english": ENGLISH, "french": FRENCH, "online": ONLINE}


def found(data: bytes | str) -> list[tuple[str, str]]:
    """(field, text) of the answers as read. Left out: headings, title lines, footnotes, paragraphs' numbers."""
    made = read(data.encode() if isinstance(data, str) else data)
    return [
        (segment.field, _NUMBER.sub("", " ".join(segment.span.of(made.text).split())))
        for segment in outline(made, FORMS).segments
        if segment.kind != "heading" and segment.field not in ("other", "title", "agency") and NOTE not in segment.span.of(made.text)
    ]
