"""Text files: the margin at which lines are wrapped, boxed headings, tables with blank cells, questions beside their answers."""

from __future__ import annotations

import pytest

from pipeline.read.txt import wrap_width
from pipeline.read.txt_lines import lines
from tests.read_checks import blocks

WRAPPED = """\
In 2019 the Ministry of Culture of Freedonia and its Sylvanian counterpart
signed a co-production agreement that opens the way to the joint making of
films. It was renewed in 2021 and again in 2023 for a further term of four
years, with the consent of both unions.
"""
QUESTION = "Describe the multi-stakeholder consultation process established for the preparation of this report:"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param(WRAPPED, 74, id="prose"),
        pytest.param(f"{QUESTION}\n\n{WRAPPED}", 74, id="long question above"),
        pytest.param(f"{WRAPPED}\n{'-' * 110}\n\n{WRAPPED}", 74, id="long rule between"),
        pytest.param("One line.\nAnother line, not much longer.\nA third one, with nothing to do with them.", 0, id="short lines"),
        pytest.param("\n".join(f"Paragraph {n}. " + "It has many words and no margin. " * (n + 2) for n in range(8)), 0, id="long lines"),
    ],
)
def test_the_margin_is_where_most_wrapped_lines_agree(text: str, width: int) -> None:
    assert wrap_width(lines(text)) == width


def test_a_question_longer_than_the_margin_stays_apart_from_its_answer() -> None:
    assert [text for _, text in blocks(f"{QUESTION}\n{WRAPPED}")] == [QUESTION, " ".join(WRAPPED.split())]


def test_a_heading_between_two_rules() -> None:
    text = f"{'=' * 70}\nInternational cultural cooperation\nin the field of books\n{'=' * 70}\n\n{WRAPPED}"
    assert blocks(text)[0] == ("heading", "International cultural cooperation in the field of books")


ALIGNED = """\
Country     Year        What was done

Chile       2018        Agreement on film
            2019        Exhibition of drawings at the library
Japan       2019-2020   Courses in paper repair for the six
                        librarians of the capital
Ghana       2020        Loan of masks
""".replace("done\n\n", "done\n")

PIPED = """\
Country | Year | What was done
Chile | 2018 | Agreement on film
 | 2019 | Exhibition of drawings at the library
Ghana | 2020 | Loan of masks
"""

BOXED = """\
+---------+-----------+-------------------+
| Country | Year      | What was done     |
+---------+-----------+-------------------+
| Chile   | 2018      | Agreement on film |
+---------+-----------+-------------------+
|         | 2019      | Exhibition of     |
|         |           | drawings          |
+---------+-----------+-------------------+
| Ghana   | 2020      | Loan of masks     |
+---------+-----------+-------------------+
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            ALIGNED,
            [
                "Country | Year | What was done",
                "Chile | 2018 | Agreement on film",
                " | 2019 | Exhibition of drawings at the library",
                "Japan | 2019-2020 | Courses in paper repair for the six librarians of the capital",
                "Ghana | 2020 | Loan of masks",
            ],
            id="aligned",
        ),
        pytest.param(
            PIPED,
            [
                "Country | Year | What was done",
                "Chile | 2018 | Agreement on film",
                " | 2019 | Exhibition of drawings at the library",
                "Ghana | 2020 | Loan of masks",
            ],
            id="bars",
        ),
        pytest.param(
            BOXED,
            [
                "Country | Year | What was done",
                "Chile | 2018 | Agreement on film",
                " | 2019 | Exhibition of drawings",
                "Ghana | 2020 | Loan of masks",
            ],
            id="boxes",
        ),
    ],
)
def test_blank_cells_stand_for_the_row_above_and_wrapped_ones_go_on(text: str, expected: list[str]) -> None:
    assert blocks(text) == [("row", row) for row in expected]


SIDES = """\
Name of the measure           Houses of dance

Key objectives of the         The measure opens six houses of dance in the
measure                       provinces, and pays for their teachers, who
                              are chosen by the council and by the unions
                              for three years.

                              A first one stands in the capital since 2014.

Scope of the measure          National

Nature of the measure         Financial, and in some of the provinces, where
                              the towns pay for it, institutional
"""


def test_questions_beside_their_answers_are_read_one_after_the_other() -> None:
    assert [text for _, text in blocks(SIDES)] == [
        "Name of the measure",
        "Houses of dance",
        "Key objectives of the measure",
        "The measure opens six houses of dance in the provinces, and pays for their teachers, who are chosen by the council and by the"
        " unions for three years.",
        "A first one stands in the capital since 2014.",
        "Scope of the measure",
        "National",
        "Nature of the measure",
        "Financial, and in some of the provinces, where the towns pay for it, institutional",
    ]
