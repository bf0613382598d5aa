"""Trains `models/layers`: `make train`. Reads the example sentences and the gold of the reports that rules are developed on.

`python -m benchmarks.train --without PREFIX ... --models DIR` leaves reports out and writes elsewhere, to score on what was left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.lessons import Lesson, example_lesson, report_lessons
from benchmarks.vocabulary import examples
from pipeline.actions.claims import NOTHING, features
from pipeline.actions.cuts import CUT, SENTENCE, Outlook
from pipeline.actions.evidence import Evidence
from pipeline.actions.judging import YES, act_features, candidates, verdict
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.layers import Feature, Layer, bucket, layer_file
from pipeline.types import Span
from tests.samples.source import sources

SPLITS = ("reports", "dev")
ROWS = 1 << 16
STRENGTH = {"claims": 2.0, "cuts": 0.4, "acts": 0.3, "codes": 0.3}
"""Inverse of the regularisation of scikit-learn."""
FOLDS = 3


class Instance(NamedTuple):
    """What a layer is to learn: features, their class, and how much it counts."""

    features: list[Feature]
    label: str
    weight: float


def lessons(without: Sequence[str]) -> Iterator[Lesson]:
    """The examples, then the answers of every report that may be learnt from."""
    yield example_lesson(examples())
    for split in SPLITS:
        for source in sources(split):
            if not (without and source.id.startswith(tuple(without))):
                yield from report_lessons(split, source)


def claims(lesson: Lesson) -> Iterator[Instance]:
    """The words of each act with its first code; the words of each sentence that no act touches with "-"."""
    for passage in lesson.passages:
        for span, code in passage.acts:
            if code:
                yield Instance(features(passage.words.within(span), lesson.page.rules.links), code, lesson.weight)
        for span in passage.sentences:
            if all(span.end <= act.start or act.end <= span.start for act, _ in passage.acts):
                yield Instance(features(passage.words.within(span), lesson.page.rules.links), NOTHING, lesson.weight)


def cuts(lesson: Lesson) -> Iterator[Instance]:
    """Each joint that is known to be a cut or none."""
    for passage in lesson.passages if lesson.cut else ():
        outlook = Outlook.of(lesson.page, passage.evidence, passage.words, passage.sentences)
        for n, joint in enumerate(outlook.joints[1:], start=1):
            label = label_of(
                joint.start, joint.end, joint.sign == SENTENCE, passage.sentences[joint.sentence], [act for act, _ in passage.acts]
            )
            if label is not None:
                yield Instance(outlook.features(n), label, 1.0)


def acts(lesson: Lesson) -> Iterator[Instance]:
    """Each act, and each sentence that no act touches."""
    for passage in lesson.passages:
        told = [(act, YES) for act, _ in passage.acts]
        told += [(s, "no") for s in passage.sentences if all(s.end <= act.start or act.end <= s.start for act, _ in passage.acts)]
        before: list[Evidence] = []
        for span, label in sorted(told):
            part, said = passage.evidence.within(span), verdict(lesson.page, passage.words.within(span))
            yield Instance(act_features(lesson.page, part, said, before), label, lesson.weight)
            before += [part] if label == YES else []


def codes(lesson: Lesson) -> Iterator[Instance]:
    """Each code that an act might be given."""
    for passage in lesson.passages:
        for (span, code), accepted in zip(passage.acts, passage.accepted, strict=True):
            said = verdict(lesson.page, passage.words.within(span))
            if code and not said.silent:
                for candidate, found in candidates(said, passage.evidence.within(span).mechanisms).items():
                    yield Instance(found, YES if candidate in accepted else "no", 1.0)


def label_of(start: int, end: int, opens: bool, sentence: Span, acts: Sequence[Span]) -> str | None:
    """A cut where the words of a further act begin, none inside an act; before a sentence without an act a cut; else not known."""
    begins = any(start <= act.start <= end + 1 for act in acts)
    if begins and any(act.start < start for act in acts):
        return CUT
    if not begins and any(act.start < start and end < act.end - 1 for act in acts):
        return "no"
    if opens and acts and all(act.end <= sentence.start or sentence.end <= act.start for act in acts):
        return CUT
    return None


def matrix(rows: Sequence[Instance]) -> csr_matrix:
    """(instances, ROWS): the hashed features."""
    places, weights, edges = [], [], [0]
    for row in rows:
        for name, weight in row.features:
            places.append(bucket(name, ROWS - 1))
            weights.append(weight)
        edges.append(len(places))
    found = csr_matrix((weights, places, edges), shape=(len(rows), ROWS), dtype=np.float32)
    found.sum_duplicates()
    return found


def fitted(rows: Sequence[Instance], strength: float) -> Layer:
    """A layer fitted to the instances."""
    found = LogisticRegression(C=strength, max_iter=200, tol=1e-3).fit(
        matrix(rows), [row.label for row in rows], sample_weight=[row.weight for row in rows]
    )
    weights, bias = found.coef_.T, found.intercept_
    if weights.shape[1] == 1:  # two classes share one column of opposite signs
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    return Layer(tuple(map(str, found.classes_)), weights.astype(np.float32), bias.astype(np.float32))


def keep(layer: Layer, models: Path, name: str) -> None:
    """Write a layer's weights, eight bits a weight."""
    path = layer_file(models, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    scale = np.float32(np.abs(layer.rows).max() / 127)
    rows = np.rint(layer.rows / scale).astype(np.int8)
    np.savez_compressed(path, rows=rows, scale=scale, bias=layer.bias, classes=np.array(layer.classes, dtype="U40"))
    print(f"{len(layer.classes)} classes -> {path}", file=sys.stderr)


def unseen(parts: Sequence[Lesson]) -> Iterator[Lesson]:
    """The lessons, each with claims of a layer that has not learnt from it: cuts must not trust claims more than they will deserve."""
    for fold in range(FOLDS):
        layer = fitted(
            [row for n, lesson in enumerate(parts) if n % FOLDS != fold or not lesson.gold for row in claims(lesson)], STRENGTH["claims"]
        )
        for n, lesson in enumerate(parts):
            if n % FOLDS == fold:
                yield replace(lesson, page=replace(lesson.page, claims=layer))


def main(argv: Sequence[str] | None = None) -> None:
    """Fit all layers; those that build on claims learn from reports alone, whose wording is that of reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="ids of reports to leave out begin with one of these")
    parser.add_argument("--models", type=Path, default=MODELS)
    options = parser.parse_args(argv)
    parts = list(lessons(options.without))
    keep(fitted([row for lesson in parts for row in claims(lesson)], STRENGTH["claims"]), options.models, "claims")
    honest = list(unseen(parts))
    for name, learn in (("cuts", cuts), ("acts", acts), ("codes", codes)):
        keep(fitted([row for lesson in honest if lesson.gold for row in learn(lesson)], STRENGTH[name]), options.models, name)


if __name__ == "__main__":
    main()
