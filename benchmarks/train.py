"""Trains `models/layers`: `make train`. Reads the example sentences and the gold of the reports that rules are developed on.

`python -m benchmarks.train --without PREFIX ... --models DIR` leaves reports out and writes elsewhere, to score on what was left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.lessons import Lesson, example_lesson, report_lessons
from benchmarks.vocabulary import examples
from pipeline.actions.claims import features
from pipeline.actions.cuts import CUT, SENTENCE, Outlook
from pipeline.actions.judging import NOTHING
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.layers import Feature, bucket, layer_file
from pipeline.types import Span
from tests.samples.source import sources

SPLITS = ("reports", "dev")
ROWS = 1 << 16
STRENGTH = {"claims": 5.0, "cuts": 0.4}
"""Inverse of the regularisation of scikit-learn."""


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
                yield Instance(features(passage.words.within(span)), code, lesson.weight)
        for span in passage.sentences:
            if all(span.end <= act.start or act.end <= span.start for act, _ in passage.acts):
                yield Instance(features(passage.words.within(span)), NOTHING, lesson.weight)


def cuts(lesson: Lesson) -> Iterator[Instance]:
    """Each joint that is known to be a cut or none."""
    for passage in lesson.passages if lesson.cut else ():
        outlook = Outlook.of(lesson.page, passage.evidence, passage.words, passage.sentences)
        for n, joint in enumerate(outlook.joints[1:], start=1):
            label = label_of(joint.start, joint.end, joint.sign == SENTENCE, passage.sentences[joint.sentence], [act for act, _ in passage.acts])
            if label is not None:
                yield Instance(outlook.features(n), label, 1.0)


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


def fit(name: str, rows: Sequence[Instance], models: Path) -> None:
    """Fit a layer and write its weights, eight bits a weight."""
    fitted = LogisticRegression(C=STRENGTH[name], max_iter=200, tol=1e-3).fit(
        matrix(rows), [row.label for row in rows], sample_weight=[row.weight for row in rows]
    )
    weights, bias = fitted.coef_.T, fitted.intercept_
    if weights.shape[1] == 1:  # two classes share one column of opposite signs
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    scale = np.float32(np.abs(weights).max() / 127)
    path = layer_file(models, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        rows=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        bias=bias.astype(np.float32),
        classes=np.array(fitted.classes_, dtype="U40"),
    )
    print(f"{len(rows)} instances, {len(fitted.classes_)} classes -> {path}", file=sys.stderr)


def gathered(parts: Iterable[Lesson]) -> dict[str, list[Instance]]:
    """What each layer learns from."""
    found: dict[str, list[Instance]] = {"claims": [], "cuts": []}
    for lesson in parts:
        found["claims"] += claims(lesson)
        found["cuts"] += cuts(lesson)
    return found


def main(argv: Sequence[str] | None = None) -> None:
    """Fit both layers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="ids of reports to leave out begin with one of these")
    parser.add_argument("--models", type=Path, default=MODELS)
    options = parser.parse_args(argv)
    for name, rows in gathered(lessons(options.without)).items():
        fit(name, rows, options.models)


if __name__ == "__main__":
    main()
