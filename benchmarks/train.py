"""Trains `models/layers`: `make train`. Reads the example sentences and the gold of the reports that rules are developed on.

`python -m benchmarks.train --without PREFIX ... --models DIR` leaves reports out and writes elsewhere, to score on what was left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.confidence import Reading, errors, instances, reading, tested
from benchmarks.lessons import Lesson, Passage, Told, example_lesson, report_lesson
from benchmarks.vocabulary import examples
from pipeline import knowledge
from pipeline.actions.claims import NOTHING, Claims, claims_of, features
from pipeline.actions.cuts import CUT, SENTENCE, Outlook, features_of
from pipeline.actions.evidence import Evidence
from pipeline.actions.judging import ALSO, FIRST, NO, YES, act_features, candidates, code_before, codes_above, verdicts
from pipeline.evaluate import scores_of
from pipeline.evaluate.tallies import Tally
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.layers import SURE, Feature, Layer, bucket, layer_file
from pipeline.types import Span
from tests.samples.source import sources

SPLITS = ("reports", "dev")
ROWS = 1 << 16
STRENGTH = {"claims": 2.0, "cuts": 0.4, "acts": 0.3, "codes": 0.3, "sure": 0.1}
"""Inverse of the regularisation of scikit-learn."""
FOLDS = 3
FIGURES = ("partner", "period", "mechanism", "action", "fact")
ASIDE = 0.3
"""Weight of an example beside a part of a report, where what surrounds them counts."""
RECORD = Path(__file__).with_name("crossvalidated.json")
"""What `docs/accuracy.md` says of reports that were left out of the training of what read them."""


class Instance(NamedTuple):
    """What a layer is to learn: features, their class, and how much it counts."""

    features: list[Feature]
    label: str
    weight: float


def lessons(without: Sequence[str]) -> Iterator[Lesson]:
    """The examples, then the answers of every report that may be learnt from."""
    rows = examples()
    for fold in range(FOLDS):
        yield example_lesson(rows[fold::FOLDS], examples_of(fold))
    for split in SPLITS:
        for source in sources(split):
            if not (without and source.id.startswith(tuple(without))):
                yield report_lesson(split, source)


def examples_of(fold: int) -> str:
    """The name of the examples that only the other folds learn from."""
    return f"examples-{fold}"


def weight_beside(lesson: Lesson) -> float:
    """What a part counts for layers that also see what surrounds it."""
    return 1.0 if lesson.whole else ASIDE


def claims(lesson: Lesson) -> Iterator[Instance]:
    """The words of each act with its first code; the words of each sentence that no act touches with "-"."""
    links = lesson.page.rules.links
    for passage in lesson.passages:
        told = [(act.span, act.first) for act in passage.acts if act.first] + [(span, NOTHING) for span in passage.outside]
        for span, code in told:
            yield Instance(features(passage.line.words.within(span), links), code, lesson.weight)


def cuts(lesson: Lesson) -> Iterator[Instance]:
    """Each joint of a whole answer that is known to be a cut or none; rows of tables have none."""
    for passage in lesson.passages if lesson.whole else ():
        if passage.line.segment.kind == "row":
            continue
        outlook = Outlook.of(lesson.page, passage.line.body, claims_in(lesson, passage), passage.sentences)
        (every,) = features_of([outlook])
        for joint, found in list(zip(outlook.joints, every, strict=True))[1:]:
            label = label_of(joint.start, joint.end, joint.sign == SENTENCE, passage.sentences[joint.sentence], passage.acts)
            if label is not None:
                yield Instance(found, label, 1.0)


def claims_in(lesson: Lesson, passage: Passage) -> Claims:
    """What the stretches of a passage claim, by the layer that goes with the lesson."""
    return claims_of([passage.line.words], lesson.page.claims, lesson.page.rules.links)[0]


def acts(lesson: Lesson) -> Iterator[Instance]:
    """Each act that must be told, and each sentence that no act touches, where there is a partner to act with."""
    weight = weight_beside(lesson)
    for passage in lesson.passages:
        line = passage.line
        if not (line.body.partners or line.body.places or line.scope.partners):
            continue
        told = [(act.span, "" if act.optional else YES) for act in passage.acts] + [(span, "no") for span in passage.outside]
        before: list[Evidence] = []
        told.sort()
        said_of_each = verdicts([(claims_in(lesson, passage), [span for span, _ in told])])
        for (span, label), said in zip(told, said_of_each, strict=True):
            part = line.body.within(span)
            if label:
                yield Instance(act_features(line, part, said, before), label, weight)
            before += [part] if label != "no" else []


def codes(lesson: Lesson) -> Iterator[Instance]:
    """Each code that an act might be given."""
    weight = weight_beside(lesson)
    for passage in lesson.passages:
        line = passage.line
        primary = ""
        said_of_each = verdicts([(claims_in(lesson, passage), [act.span for act in passage.acts])])
        for act, said in zip(passage.acts, said_of_each, strict=True):
            if act.first and not said.silent:
                part = line.body.within(act.span)
                before = code_before(line, act.start, primary)
                for code, found in candidates(lesson.page, part, said, codes_above(line), before).items():
                    label = FIRST if code in act.required else ALSO if code in act.accepted else NO
                    yield Instance(found, label, weight)
            primary = act.first


def label_of(start: int, end: int, opens: bool, sentence: Span, acts: Sequence[Told]) -> str | None:
    """A cut where the words of a further act begin, none inside an act; before a sentence without an act a cut; else not known.

    An act that may be told or not may be cut off or not.
    """
    if any(start <= act.start <= end + 1 and act.optional for act in acts):
        return None
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


def folds(without: Sequence[str]) -> dict[str, int]:
    """{id of a report that may be learnt from, or the name of examples: its fold}."""
    found = [source.id for split in SPLITS for source in sources(split)]
    reports = [report for report in found if not (without and report.startswith(tuple(without)))]
    return {report: n % FOLDS for n, report in enumerate(reports)} | {examples_of(fold): fold for fold in range(FOLDS)}


def unseen(parts: Sequence[Lesson], fold_of: dict[str, int]) -> tuple[list[Lesson], list[Layer]]:
    """The lessons, each with claims of a layer that has not learnt from its report, and these layers.

    Cuts must not trust claims more than they will deserve.
    """
    told = [list(claims(lesson)) for lesson in parts]
    layers = [
        fitted(
            [row for lesson, rows in zip(parts, told, strict=True) if fold_of[lesson.source] != fold for row in rows],
            STRENGTH["claims"],
        )
        for fold in range(FOLDS)
    ]
    return [replace(p, page=replace(p.page, claims=layers[fold_of[p.source]])) for p in parts], layers


def known_right(readings: Sequence[Reading], what: str) -> Layer:
    """The layer that answers how likely an act is right in `what`."""
    return fitted([Instance(features, label, 1.0) for features, label in instances(readings, what)], STRENGTH["sure"])


def report_on(tested_reports: Sequence[tuple[Reading, Tally]]) -> dict[str, dict[str, float]]:
    """{figures, calibration: ...} of dev; nothing that scores a report has learnt from it."""
    tallies = [found for one, found in tested_reports if one.split == "dev"]
    return {
        "figures": {figure: round(scores_of(tallies, figure)[0].f1, 3) for figure in FIGURES},
        "calibration": {figure: round(error, 3) for figure, error in errors(tallies).items()},
    }


def learnt(parts: Sequence[Lesson], fold_of: dict[str, int], models: Path) -> list[dict[str, Layer]]:
    """Fit and keep the layers that read acts; for each fold the same layers without what it would have taught them."""
    keep(fitted([row for lesson in parts for row in claims(lesson)], STRENGTH["claims"]), models, "claims")
    honest, claims_of_fold = unseen(parts, fold_of)
    layers: list[dict[str, Layer]] = [{"claims": layer} for layer in claims_of_fold]
    for name, learn in (("cuts", cuts), ("acts", acts), ("codes", codes)):
        told = [(fold_of[lesson.source], list(learn(lesson))) for lesson in honest]
        keep(fitted([row for _, rows in told for row in rows], STRENGTH[name]), models, name)
        for fold, found in enumerate(layers):
            found[name] = fitted([row for of, rows in told if of != fold for row in rows], STRENGTH[name])
    return layers


def main(argv: Sequence[str] | None = None) -> None:
    """Fit the layers that read acts, then those that say how sure a reading is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="ids of reports to leave out begin with one of these")
    parser.add_argument("--models", type=Path, default=MODELS)
    options = parser.parse_args(argv)
    fold_of = folds(options.without)
    layers = learnt(list(lessons(options.without)), fold_of, options.models)
    known = knowledge.load()
    readings = [
        reading(split, source, fold_of[source.id], layers[fold_of[source.id]], known)
        for split in SPLITS
        for source in sources(split)
        if source.id in fold_of
    ]
    for what in SURE:
        keep(known_right(readings, what), options.models, f"sure-{what}")
    told_apart = report_on(list(tested(readings, known_right)))
    print(json.dumps(told_apart, indent=1), file=sys.stderr)
    if options.models == MODELS and not options.without:
        RECORD.write_text(json.dumps(told_apart, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
