"""How much of independent example sentences the mechanism vocabulary knows: `make vocabulary`.

`benchmarks/examples/*.tsv` hold lines `codes<TAB>language<TAB>sentence`, written apart from the vocabulary and since used to widen it: a
figure here says what the vocabulary covers, not how it does on new text.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pipeline import knowledge
from pipeline.actions.judging import chosen
from pipeline.entities import annotate
from pipeline.types import Mention, Segment, Span

EXAMPLES = Path(__file__).with_name("examples")
NONE = "-"


class Example(NamedTuple):
    """One sentence with the codes that it claims, the primary one first; none for background."""

    codes: tuple[str, ...]
    language: str
    sentence: str


def examples() -> list[Example]:
    """All lines, file by file."""
    lines = [line for path in sorted(EXAMPLES.glob("*.tsv")) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    parted = [line.split("\t") for line in lines]
    return [Example(() if codes == NONE else tuple(codes.split("+")), language, sentence) for codes, language, sentence in parted]


def claimed(rows: list[Example]) -> list[frozenset[str]]:
    """The codes that are claimed in each sentence; the sentences run as segments of one report."""
    text, segments = "", []
    for ordinal, row in enumerate(rows):
        segments.append(Segment(ordinal, Span(len(text), len(text) + len(row.sentence)), "paragraph", "other", language=row.language))  # type: ignore[arg-type]
        text += row.sentence + "\n"
    found: dict[int, list[Mention]] = {}
    for mention in annotate(text, segments, knowledge.load()):
        if mention.kind == "mechanism" and mention.rule != "negated":
            found.setdefault(mention.segment, []).append(mention)
    return [frozenset(m.value for m in chosen(found.get(n, []))) for n in range(len(rows))]


def main() -> None:
    """Print recall and wrong claims a code, then the totals."""
    rows = examples()
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row, got in zip(rows, claimed(rows), strict=True):
        right.update(got & set(row.codes))
        missed.update(set(row.codes) - got)
        wrong.update(got - set(row.codes))
    for code in sorted(right | missed | wrong):
        print(f"{code:28} recall {right[code]}/{right[code] + missed[code]}  wrong {wrong[code]}")
    recall, precision = right.total() / (right + missed).total(), right.total() / (right + wrong).total()
    print(f"{len(rows)} sentences: recall {recall:.3f}, precision {precision:.3f}")


if __name__ == "__main__":
    main()
