"""Confidences are probabilities: within 0..1, the whole never above its parts, higher where the words say more."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import knowledge
from pipeline.actions import assemble
from pipeline.entities import annotate
from pipeline.knowledge.layers import SURE
from pipeline.types import Action, Segment, Span

KNOWLEDGE = knowledge.load()


def read(text: str, kind: str = "paragraph") -> tuple[Action, ...]:
    segments = [Segment(0, Span(0, len(text)), kind, "main_features", language="en")]  # type: ignore[arg-type]
    return assemble(text, segments, annotate(text, segments, KNOWLEDGE), "MLI", KNOWLEDGE)


def sure(action: Action) -> list[float]:
    values = [action.partner_confidence, action.period_confidence, action.mechanism_confidence]
    assert None not in values
    return [action.confidence, *(value for value in values if value is not None)]


SUBJECTS = ("The Ministry", "A Japanese delegation", "Our museums")
VERBS = ("signed a cultural agreement with", "held a workshop with", "worked with", "sent dancers to", "did not meet")
PARTNERS = ("Kenya", "Kenya and Ghana", "the British Council", "Georgia", "the EU")
TIMES = ("", " in 2018", " from 2017 to 2019", " in 2016 and again in 2018", ", founded in 1990")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.sampled_from(PARTNERS), st.sampled_from(TIMES)),
        min_size=1,
        max_size=3,
    )
)
def test_confidences_are_probabilities(sentences: list[tuple[str, str, str, str]]) -> None:
    for action in read(" ".join(f"{subject} {verb} {partner}{time}." for subject, verb, partner, time in sentences)):
        whole, *parts = sure(action)
        assert all(0 <= value <= 1 and value == round(value, 3) for value in (whole, *parts))
        assert whole <= min(parts)


CLEAR = "In 2018, the Ministry signed a memorandum of understanding with Kenya."


@pytest.mark.parametrize(
    ("vague", "nth"),
    [
        pytest.param("A project with Kenya.", 0, id="whole"),
        pytest.param("A project with Kenya.", 2, id="no-period"),
        pytest.param("In 2018, an initiative with Kenya took place.", 3, id="weak-word-for-a-mechanism"),
    ],
)
def test_plain_words_make_sure(vague: str, nth: int) -> None:
    (plain,), (other,) = read(CLEAR), read(vague)
    assert sure(plain)[nth] > sure(other)[nth]


def test_every_question_has_its_layer() -> None:
    assert tuple(KNOWLEDGE.sure) == SURE
    assert all(set(layer.classes) == {"yes", "no"} for layer in KNOWLEDGE.sure.values())
