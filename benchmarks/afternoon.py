"""What a careful user writes in one afternoon, to compare with: `python -m benchmarks.afternoon REPORT.pdf OUT.csv`.

pdfplumber's text page by page, paragraphs by short lines, langdetect for each, spaCy's sentences (the French model where it is
installed, else a blank pipeline), years by a regular expression, countries by pycountry's names, keywords, pandas, CSV.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import langdetect
import pandas as pd
import pdfplumber
import pycountry
import spacy

YEAR = re.compile(r"\b(?:19[4-9]\d|20[0-4]\d)\b")
NAME = re.compile(r"[A-ZÉÈÎÔ][\w'’-]+(?: [A-ZÉÈÎÔ][\w'’-]+)*")
KEYWORDS = {
    "fr": ("coproduction", "mobilité", "fonds", "accord", "préférentiel", "jumelage", "festival"),
    "en": ("co-production", "mobility", "fund", "agreement", "preferential", "twinning", "festival"),
}
FRENCH = "fr_core_news_sm"
SHORT = 70
"""Characters: a shorter line ends its paragraph."""


def pipelines() -> dict[str, Any]:
    """A pipeline a language that finds sentences."""
    made = {language: spacy.blank(language) for language in KEYWORDS}
    for nlp in made.values():
        nlp.add_pipe("sentencizer")
    return made | ({"fr": spacy.load(FRENCH)} if find_spec(FRENCH) else {})


def paragraphs(text: str) -> Iterator[str]:
    """Lines joined up to a blank or a short one."""
    lines: list[str] = []
    for line in map(str.strip, text.split("\n")):
        lines += [line] if line else []
        if lines and len(line) < SHORT:
            yield " ".join(lines)
            lines = []
    if lines:
        yield " ".join(lines)


def countries(sentence: str) -> set[str]:
    """The states whose names pycountry knows."""
    found = {country.alpha_3 for country in pycountry.countries if country.name in sentence}
    for name in NAME.findall(sentence):
        try:
            found.add(pycountry.countries.lookup(name).alpha_3)
        except LookupError:
            continue
    return found


def rows(path: str) -> Iterator[dict[str, object]]:
    """A row a sentence that names a year, a state or a keyword."""
    nlp = pipelines()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for paragraph in paragraphs(page.extract_text() or ""):
                try:
                    language = langdetect.detect(paragraph)
                except langdetect.LangDetectException:
                    continue
                for sentence in nlp[language](paragraph).sents if language in nlp else ():
                    years, states = YEAR.findall(sentence.text), countries(sentence.text)
                    keywords = [word for word in KEYWORDS[language] if word in sentence.text.lower()]
                    if years or states or keywords:
                        yield {
                            "page": page.page_number,
                            "years": years,
                            "countries": sorted(states),
                            "keywords": keywords,
                            "text": sentence.text,
                        }


if __name__ == "__main__":
    langdetect.DetectorFactory.seed = 0
    report, table = sys.argv[1:]
    pd.DataFrame(rows(report)).to_csv(table, index=False)
