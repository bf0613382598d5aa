"""How near the words on a page come to the words of a label."""

from __future__ import annotations

import pytest

from pipeline.segments.labels import align, near


@pytest.mark.parametrize(
    ("label", "spoken", "least"),
    [
        pytest.param("has the measure been evaluated", "has the measure been evaluated no", 1.0, id="equal"),
        pytest.param("has the measure been evaluated", "has the mesure been evaluated", 0.94, id="one-letter"),
        pytest.param("all its key elements associated benefits", "all its key elementsi associated benefits", 0.95, id="footnote-mark"),
        pytest.param("has the measure been evaluated by experts", "has the measure evaluated by experts", 0.8, id="missing-word"),
    ],
)
def test_alignment_bears_slips(label: str, spoken: str, least: float) -> None:
    similarity, used = align(label.split(), spoken.split())
    assert similarity >= least - 1e-9
    assert 0 < used <= len(spoken.split())


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        pytest.param("programme", "program", True, id="spelling"),
        pytest.param("recomendation", "recommendation", True, id="doubled"),
        pytest.param("essentiels", "essentielsvii", True, id="roman-mark"),
        pytest.param("policy", "police", True, id="one-letter"),
        pytest.param("the", "a", False, id="short"),
        pytest.param("national", "regional", False, id="another-word"),
    ],
)
def test_near_words(word: str, other: str, expected: bool) -> None:
    assert near(word, other) is expected
