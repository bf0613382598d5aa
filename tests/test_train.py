"""Training: what counts as a cut, what is learnt from examples and reports, and that what is written can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import train
from benchmarks.lessons import Lesson, Text, Told, example_lesson, lesson, quoted, report_lesson, texts
from benchmarks.train import Instance, label_of, matrix
from benchmarks.vocabulary import Example
from pipeline.actions.claims import NOTHING
from pipeline.actions.cuts import CUT
from pipeline.actions.judging import FIRST, NO, YES
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.layers import Layer, load_layer
from pipeline.types import Span
from tests.samples.source import Block, Source, sources

SENTENCE = Span(0, 40)
BEFORE, AFTER = Span(0, 18), Span(20, 40)
ELSEWHERE = Span(60, 80)


@pytest.mark.parametrize(
    ("place", "opens", "acts", "wanted"),
    [
        pytest.param((18, 20), False, [BEFORE, AFTER], CUT, id="a-further-act-begins"),
        pytest.param((18, 19), False, [BEFORE, AFTER], CUT, id="one-blank-before-it"),
        pytest.param((18, 20), False, [AFTER], None, id="the-first-act-needs-no-cut"),
        pytest.param((8, 9), False, [BEFORE, AFTER], "no", id="inside-an-act"),
        pytest.param((17, 18), False, [BEFORE, AFTER], None, id="the-sign-that-ends-an-act"),
        pytest.param((30, 32), False, [BEFORE], None, id="after-all-acts"),
        pytest.param((20, 20), True, [BEFORE, AFTER], CUT, id="a-sentence-with-a-further-act"),
        pytest.param((0, 0), True, [ELSEWHERE], CUT, id="a-sentence-without-an-act"),
        pytest.param((0, 0), True, [], None, id="no-acts-at-all"),
        pytest.param((10, 11), False, [], None, id="a-sign-without-acts"),
        pytest.param((20, 20), True, [Span(0, 40)], "no", id="an-act-of-two-sentences"),
    ],
)
def test_labels_of_joints(place: tuple[int, int], opens: bool, acts: list[Span], wanted: str | None) -> None:
    assert label_of(*place, opens, SENTENCE, [told(act) for act in acts]) == wanted


def told(span: Span, *, optional: bool = False) -> Told:
    return Told(span.start, span.end, "training", frozenset({"training"}), frozenset({"training"}), optional)


def test_an_act_that_may_be_told_or_not_may_be_cut_off_or_not() -> None:
    assert label_of(20, 20, True, SENTENCE, [told(BEFORE), told(AFTER, optional=True)]) is None


TEXT = "A residency was held with Kenya in 2018. It is a fine country. A workshop followed with Peru."
ACTIONS = [
    {"quote": "A residency was held with Kenya in 2018.", "required": ["residency"]},
    {"quote": "A workshop followed with Peru.", "required": [["training", "meeting"]], "also": ["mobility"]},
]


def one_lesson() -> Lesson:
    return lesson([Text("paragraph", "en", TEXT, tuple(quoted(TEXT, ACTIONS)))], "MLI", 2.0, "report-0", whole=True)


@pytest.mark.parametrize(
    ("action", "words", "first", "required", "accepted"),
    [
        pytest.param(ACTIONS[0], "A residency was held with Kenya in 2018.", "residency", {"residency"}, {"residency"}, id="one-code"),
        pytest.param(
            ACTIONS[1],
            "A workshop followed with Peru.",
            "training",
            {"training", "meeting"},
            {"training", "meeting", "mobility"},
            id="any-of-and-also",
        ),
        pytest.param({"required": []}, TEXT, "", set(), set(), id="no-quote-is-the-whole-text"),
    ],
)
def test_quotes_are_found(action: dict[str, object], words: str, first: str, required: set[str], accepted: set[str]) -> None:
    (found,) = quoted(TEXT, [action])
    assert (TEXT[found.start : found.end], found.first, found.required, found.accepted) == (words, first, required, accepted)
    assert not found.optional


def test_every_quote_of_a_committed_report_stands_in_its_text() -> None:
    source = next(sources("reports"))
    found = report_lesson("reports", source)
    assert (found.source, found.whole) == (source.id, True)
    assert any(passage.acts for passage in found.passages)
    for passage in found.passages:
        assert all(passage.line.body.span.covers(act.span) for act in passage.acts)


def test_answers_stand_under_their_headings_and_lead_ins() -> None:
    blocks = [
        Block("heading", "Peru"),
        Block("p", "The following was done:"),
        Block("li", "a workshop"),
        Block("label", "Results"),
        Block("p", "None."),
    ]
    gold = {"fields": [{"blocks": [{"h": "Peru"}, *({"p": block.text, "lang": "en"} for block in blocks if block.kind in ("p", "li"))]}]}
    found = [(text.kind, text.words, text.path, text.lead) for text in texts(blocks, gold)]
    assert found == [
        ("heading", "Peru", (), None),
        ("paragraph", "The following was done:", ("Peru",), None),
        ("item", "a workshop", ("Peru",), 1),
        ("paragraph", "None.", (), None),
    ]
    passages = lesson(list(texts(blocks, gold)), "MLI", 2.0, "report-0", whole=True).passages
    assert [[m.value for m in passage.line.scope.partners] for passage in passages] == [["PER"], ["PER"], []]


def test_claims_are_learnt_from_acts_and_from_sentences_outside_them() -> None:
    assert [(row.label, row.weight) for row in train.claims(one_lesson())] == [("residency", 2.0), ("training", 2.0), (NOTHING, 2.0)]


def test_an_example_is_one_act_or_none_and_tells_nothing_of_where_acts_begin() -> None:
    found = example_lesson([Example(("training", "mobility"), "en", "A workshop with Peru."), Example((), "en", "Peru is near.")], "some")
    assert [row.label for row in train.claims(found)] == ["training", NOTHING]
    trained = replace(found, page=replace(found.page, claims=load_layer(MODELS, "claims")))
    assert [(row.label, row.weight) for row in train.acts(trained)] == [(YES, train.ASIDE), ("no", train.ASIDE)]
    assert list(train.cuts(found)) == []


def test_cuts_are_learnt_at_the_joints_that_are_known() -> None:
    found = one_lesson()
    trained = replace(found, page=replace(found.page, claims=load_layer(MODELS, "claims")))
    labels = [row.label for row in train.cuts(trained)]
    assert labels.count(CUT) == 2  # the sentence without an act, and the one with the second act


def test_the_matrix_adds_up_features_of_one_row() -> None:
    found = matrix([Instance([("a", 1.0), ("a", 0.5)], YES, 1.0), Instance([], "no", 1.0)])
    assert found.shape == (2, train.ROWS)
    assert found.sum(axis=1).ravel().tolist() == [[1.5, 0.0]]


TEN = [
    (("residency",), "A residency was opened with Kenya in 2018."),
    (("residency",), "Two residencies for dancers and painters were offered by Japan."),
    (("training",), "A workshop for archivists was held with Peru in 2017."),
    (("training",), "Training courses for librarians took place with Ghana."),
    (("exhibition",), "An exhibition of masks and drums was shown in Togo in 2016."),
    (("exhibition",), "A joint exhibition of photographs opened with Benin."),
    ((), "Kenya is a land of dancers."),
    ((), "Imports of books from Peru grew by a tenth in 2017."),
    ((), "The sector employs many young people."),
    ((), "Relations with Ghana have been friendly since 1990."),
]


def small_lessons(_: object) -> Iterator[Lesson]:
    """Ten example sentences, then the same ones as three reports with two acts a paragraph."""
    yield example_lesson([Example(codes, "en", sentence) for codes, sentence in TEN], "examples")
    told = [(codes[0], sentence) for codes, sentence in TEN if codes]
    idle = [sentence for codes, sentence in TEN if not codes]
    for n, (first, second, outside) in enumerate(zip(told[::2], told[1::2], idle, strict=False)):
        text = f"{first[1]} {outside} {second[1]}"
        actions = [{"quote": sentence, "required": [code]} for code, sentence in (first, second)]
        yield lesson([Text("paragraph", "en", text, tuple(quoted(text, actions)))], "MLI", 2.0, f"report-{n}", whole=True)


def test_a_small_training_gives_layers_that_load_and_have_learnt(tmp_path: Path) -> None:
    train.learnt(list(small_lessons(())), {"examples": 0} | {f"report-{n}": n for n in range(train.FOLDS)}, tmp_path)
    classes = {name: set(load_layer(tmp_path, name).classes) for name in ("claims", "cuts", "acts", "codes")}
    assert classes == {"claims": {NOTHING, "residency", "training", "exhibition"}} | {
        "cuts": {CUT, "no"},
        "acts": {YES, "no"},
        "codes": {FIRST, NO},
    }
    claims = load_layer(tmp_path, "claims")
    for row in train.claims(next(small_lessons(()))):
        said = claims.read(row.features)
        assert max(said, key=said.__getitem__) == row.label


def test_the_same_lessons_give_the_same_weights() -> None:
    rows = list(train.claims(next(small_lessons(()))))
    first, second = train.fitted(rows, 2.0), train.fitted(rows, 2.0)
    assert first.classes == second.classes
    assert (first.rows == second.rows).all()


def test_weights_survive_storage_to_an_eight_bit_step(tmp_path: Path) -> None:
    rows = np.array([[-1.0, 1.0], [0.25, -0.25]], dtype=np.float32)
    train.keep(Layer(("no", YES), rows, np.array([0.5, -0.5], dtype=np.float32)), tmp_path, "acts")
    assert np.abs(load_layer(tmp_path, "acts").rows - rows).max() <= 0.5 / 127


@pytest.mark.parametrize(
    ("without", "left"),
    [
        pytest.param([], ["alpha", "alpine", "beta", "gamma"], id="none"),
        pytest.param(["beta"], ["alpha", "alpine", "gamma"], id="one"),
        pytest.param(["alp"], ["beta", "gamma"], id="by-prefix"),
        pytest.param(["alpha", "gamma"], ["alpine", "beta"], id="two"),
    ],
)
def test_a_report_left_out_teaches_nothing(without: list[str], left: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"reports": ["alpha", "alpine"], "dev": ["beta", "gamma"]}

    def named(split: str) -> Iterator[Source]:
        return (Source(name, "2020", "txt", "text_pages", ()) for name in texts[split])  # any other split is a KeyError

    monkeypatch.setattr(train, "examples", list)
    monkeypatch.setattr(train, "example_lesson", lambda _, name: name)
    monkeypatch.setattr(train, "sources", named)
    monkeypatch.setattr(train, "report_lesson", lambda _, source: source.id)
    assert list(train.lessons(without)) == [*map(train.examples_of, range(train.FOLDS)), *left]


def test_held_reports_are_never_learnt_from() -> None:
    assert train.SPLITS == ("reports", "dev")
