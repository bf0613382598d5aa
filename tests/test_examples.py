"""`benchmarks/examples`: what the layers learn from is well formed, and no sentence stands there twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.vocabulary import EXAMPLES, NONE, examples
from pipeline import knowledge

FILES = sorted(EXAMPLES.glob("*.tsv"))
CODES = knowledge.load().mechanisms.codes


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(number, columns) of each line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        yield number, line.split("\t")


def test_there_are_examples() -> None:
    assert FILES
    assert len(examples()) == sum(1 for path in FILES for _ in lines(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_codes_language_sentence(path: Path) -> None:
    for number, columns in lines(path):
        assert len(columns) == 3, f"line {number}: {len(columns)} columns"
        codes, language, sentence = columns
        named = [] if codes == NONE else codes.split("+")
        assert set(named) <= set(CODES), f"line {number}: {codes}"
        assert len(set(named)) == len(named), f"line {number}: {codes}"
        assert language in ("en", "fr"), f"line {number}: {language}"
        assert sentence == sentence.strip() != "", f"line {number}: blanks around the sentence"


def test_no_sentence_stands_twice() -> None:
    seen: dict[str, str] = {}
    for path in FILES:
        for number, (_, _, sentence) in lines(path):
            words, here = " ".join(sentence.split()), f"{path.name}:{number}"
            assert words not in seen, f"{here} repeats {seen[words]}: {words}"
            seen[words] = here


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_has_examples_in_both_languages(language: str) -> None:
    assert set(CODES) <= {code for row in examples() if row.language == language for code in row.codes}
