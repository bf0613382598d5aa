"""Labels in every disguise: misspelt, numbered, over several lines, with the answer behind them; and their words inside an answer."""

from __future__ import annotations

import pytest

from tests.segment_documents import BEFORE, FRAME, answers, read

LABELS = [
    pytest.param("Describe the main features of the policy/measure:", "main_features", id="as-printed"),
    pytest.param("Describe the main features of the policy/measure", "main_features", id="without-colon"),
    pytest.param("DESCRIBE THE MAIN FEATURES OF THE POLICY / MEASURE :", "main_features", id="capitals"),
    pytest.param("2.1 Describe the main features of the policy/measure:", "main_features", id="numbered"),
    pytest.param("* Describe the main features of the policy/measure*:", "main_features", id="asterisks"),
    pytest.param("Descibe the main feature of the policy/measure:", "main_features", id="slips"),
    pytest.param("Describe main features of the policy/measure:", "main_features", id="missing-word"),
    pytest.param("Describe the main features of\nthe policy/measure:", "main_features", id="two-lines"),
    pytest.param("What are the results achieved so far\nthrough the implementation\nof the policy/measure?:", "results", id="three-lines"),
    pytest.param("Partenaires engagés dans la mise en œuvre de la politique/mesure\n:", "partners", id="colon-on-its-own-line"),
    pytest.param(
        "Quels sont les resultats atteints jusqu'a present grace a la mise en oeuvre de la politique/mesure\u00a0?:",
        "results",
        id="no-accents",
    ),
    pytest.param(
        "Quels sont les résultats atteints jusqu’à présent grâce à la mise en œuvre de la politique/mesure ?", "results", id="curly"
    ),
    pytest.param("b. Objetivos clave de la medida:", "objectives", id="lettered-es"),
    pytest.param("c.1. the scope of the measure:", "scope", id="lettered-twice"),
    pytest.param("Cultural Domain(s)", "cultural_domains", id="bracket-at-the-end"),
    pytest.param("(b) Key objectives of the measure :", "objectives", id="number-in-brackets"),
    pytest.param("Financial resources allocated to the policy/measure in USD (optional):", "financial_resources", id="aside"),
]


@pytest.mark.parametrize(("label", "field"), LABELS)
def test_labels_are_found_in_every_disguise(label: str, field: str) -> None:
    made, result = read(f"{BEFORE}\n{label}\nMoney went to the theatre of the old town.\n{FRAME}\n12 000")
    assert ("evaluated", "NO") in answers(made, result)
    assert (field, "Money went to the theatre of the old town.") in answers(made, result)


@pytest.mark.parametrize(
    ("line", "field", "answer"),
    [
        pytest.param("Scope of the measure: National", "scope", "National", id="colon"),
        pytest.param("Nature of the measure:financial", "nature", "financial", id="colon-no-blank"),
        pytest.param("Scope of the measure International", "scope", "International", id="choice-without-colon"),
        pytest.param(
            "Website of the policy/measure, if available : http://arts.example.org", "website", "http://arts.example.org", id="url"
        ),
        pytest.param("Website of the policy/measure, if available www.arts.example", "website", "www.arts.example", id="url-no-colon"),
        pytest.param("Has the implementation of the policy/measure been evaluated?NO", "evaluated", "NO", id="question-glued"),
        pytest.param("La mise en œuvre de la politique/mesure a-t-elle été évaluée ?: Oui", "evaluated", "Oui", id="question-and-colon"),
        pytest.param(
            "Describe the main features of the policy/measure The fund pays for tours.",
            "main_features",
            "The fund pays for tours.",
            id="glued",
        ),
        pytest.param("Ressources financières allouées à la mesure : 30 000 euros", "financial_resources", "30 000 euros", id="figures"),
    ],
)
def test_a_label_and_its_answer_on_one_line(line: str, field: str, answer: str) -> None:
    made, result = read(f"Key objectives of the measure:\nTo help.\n{line}\nGoal(s) of UNESCO's 2005 Convention\nGoal 1")
    assert (field, answer) in answers(made, result)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Challenges identified in the implementation of this measure:", id="words-of-the-form"),
        pytest.param("The results achieved so far through the implementation of the measure are modest.", id="running-text"),
        pytest.param("Key objectives of the measure are to help young painters and to find a public.", id="label-as-subject"),
        pytest.param('"Describe the main features of the policy/measure" was the first question.', id="quoted"),
        pytest.param("« Décrivez les principales caractéristiques de la politique/mesure » : c'est la question.", id="quoted-fr"),
        pytest.param("When the museum reopened, a delegation came from Oslo.", id="when-in-a-sentence"),
        pytest.param("Who: the museum, the school and the town hall together.", id="who-inside-an-answer"),
        pytest.param("Website: this is what the partners improved during the second year of the programme.", id="website-in-a-sentence"),
        pytest.param("International cooperation", id="section-of-another-form"),
    ],
)
def test_the_same_words_inside_an_answer_are_no_label(line: str) -> None:
    made, result = read(
        f"Describe the main features of the policy/measure:\nA first paragraph of the answer.\n{line}\nA last one.\n{FRAME}\n1 000"
    )
    assert [field for field, text in answers(made, result, headings=True)][:3] == ["main_features"] * 3
    assert line in [text for _, text in answers(made, result, headings=True)]


def test_two_labels_in_a_row_leave_the_first_one_empty() -> None:
    made, result = read(f"Describe the main features of the policy/measure:\nText of the answer.\n{FRAME}\n{BEFORE}")
    assert answers(made, result) == [("main_features", "Text of the answer."), ("evaluated", "NO")]
    assert [(issue.code, issue.severity) for issue in result.issues] == [("empty-answer", "info")]
    span = result.issues[0].span
    assert span is not None
    assert span.of(made.text).startswith("Ressources financières")


def test_an_answer_that_is_asked_for_by_two_languages_at_once() -> None:
    made, result = read(f"Alcance de la medida:\nNational\nContext of the measure:\nA law of the parliament.\n{FRAME}\n3 000")
    assert answers(made, result) == [("scope", "National"), ("context", "A law of the parliament."), ("financial_resources", "3 000")]
    assert [s.label_language for s in result.segments] == ["es", "en", "fr"]
