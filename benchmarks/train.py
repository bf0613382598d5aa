"""Trains `models/claims`: `make train`. Reads the example sentences and the gold of the reports that rules are developed on.

`python -m benchmarks.train --without PREFIX ... --models DIR` leaves reports out and writes elsewhere, to score on what was left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.vocabulary import examples
from pipeline import knowledge
from pipeline.actions.claims import Words, features
from pipeline.actions.sentences import sentences
from pipeline.entities import annotate
from pipeline.knowledge.base import MODELS, flat
from pipeline.knowledge.claims import FILE, NOTHING, bucket
from pipeline.types import Mention, Segment, Span
from tests.samples.source import Source, answers, sources

ROOT = Path(__file__).resolve().parents[1]
SPLITS = ("reports", "dev")
ROWS = 1 << 16
GOLD_WEIGHT = 2.0
STRENGTH = 5.0
"""Inverse of the regularisation of scikit-learn."""


class Clause(NamedTuple):
    """Some words and the code that they claim."""

    words: tuple[str, ...]
    code: str
    weight: float


class Passage(NamedTuple):
    """A text with the stretches of it that are labelled: (start, end, code)."""

    language: str
    text: str
    labels: tuple[tuple[int, int, str], ...]
    weight: float


def passages(without: Sequence[str]) -> Iterator[Passage]:
    """The examples, then the answers of every report that may be learnt from."""
    for row in examples():
        yield Passage(row.language, row.sentence, ((0, len(row.sentence), row.codes[0] if row.codes else NOTHING),), 1.0)
    for split in SPLITS:
        for source in sources(split):
            if not source.id.startswith(tuple(without)) if without else True:
                yield from answered(split, source)


def answered(split: str, source: Source) -> Iterator[Passage]:
    """The answers of one report; what lies outside all acts is labelled as telling nothing."""
    gold = yaml.safe_load((ROOT / "tests/gold" / ("" if split == "reports" else split) / f"{source.id}.yaml").read_text(encoding="utf-8"))
    texts = answers(source)
    for block in (block for field in gold["fields"] for block in field.get("blocks", []) if "h" not in block):
        if "table" in block:
            for action in block["actions"]:
                text = next(texts)
                yield Passage(block["lang"] or "en", text, tuple(labels(text, [action])), GOLD_WEIGHT)
        else:
            text = next(texts)
            yield Passage(block["lang"] or "en", text, tuple(labels(text, block.get("actions", []))), GOLD_WEIGHT)


def labels(text: str, actions: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int, str]]:
    """Each act's quote with its first code, then each sentence that no act touches."""
    taken = []
    for action in actions:
        quote = action.get("quote") or text
        at = text.find(quote)
        taken.append((at, at + len(quote)))
        required = action["required"]
        if required:
            yield at, at + len(quote), required[0] if isinstance(required[0], str) else required[0][0]
    for span in sentences(text, knowledge.load().actions.abbreviations):
        if all(span.end <= a or b <= span.start for a, b in taken):
            yield span.start, span.end, NOTHING


def clauses(rows: Sequence[Passage]) -> Iterator[Clause]:
    """The labelled stretches as masked words; the passages run as segments of one report."""
    text, segments = "", []
    for ordinal, row in enumerate(rows):
        segments.append(Segment(ordinal, Span(len(text), len(text) + len(row.text)), "paragraph", "other", language=row.language))  # type: ignore[arg-type]
        text += row.text + "\n"
    named: dict[int, list[Mention]] = {}
    for mention in annotate(text, segments, knowledge.load()):
        named.setdefault(mention.segment, []).append(mention)
    folded = flat(text)
    for segment, row in zip(segments, rows, strict=True):
        words = Words.of(folded, segment.span, named.get(segment.ordinal, []))
        for start, end, code in row.labels:
            yield Clause(words.within(Span(segment.span.start + start, segment.span.start + end)), code, row.weight)


def matrix(rows: Sequence[Clause]) -> csr_matrix:
    """(clauses, ROWS): the hashed features."""
    places, weights, edges = [], [], [0]
    for row in rows:
        for name, weight in features(row.words):
            places.append(bucket(name, ROWS - 1))
            weights.append(weight)
        edges.append(len(places))
    found = csr_matrix((weights, places, edges), shape=(len(rows), ROWS), dtype=np.float32)
    found.sum_duplicates()
    return found


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write the weights, eight bits a weight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="ids of reports to leave out begin with one of these")
    parser.add_argument("--models", type=Path, default=MODELS)
    options = parser.parse_args(argv)
    rows = list(clauses(list(passages(options.without))))
    fitted = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3).fit(
        matrix(rows), [row.code for row in rows], sample_weight=[row.weight for row in rows]
    )
    weights = fitted.coef_.T
    scale = np.float32(np.abs(weights).max() / 127)
    (options.models / FILE).parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        options.models / FILE,
        rows=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        bias=fitted.intercept_.astype(np.float32),
        codes=np.array(fitted.classes_, dtype="U40"),
    )
    print(f"{len(rows)} clauses, {len(fitted.classes_)} codes -> {options.models / FILE}", file=sys.stderr)


if __name__ == "__main__":
    main()
