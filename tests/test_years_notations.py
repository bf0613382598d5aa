"""Any date in any notation comes back as its EDTF; the component sets spans that spaCy can carry."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline import periods
from pipeline.entities.words import blank
from pipeline.entities.years import Years, finder
from pipeline.knowledge.base import MODELS

EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
FR = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
ES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
# after 2012 no month can be taken for the second year of "2013-14", and a reader of 1995 thinks of history
DATES = st.dates(dt.date(2013, 1, 1), dt.date(2019, 12, 31))
DASHES = st.sampled_from(["-", "–", "—", " - ", " – ", "\u00a0–\u00a0", "‑"])

DAY = (
    lambda d: f"{d.day} {EN[d.month - 1]} {d.year}",
    lambda d: f"{EN[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{EN[d.month - 1].upper()} {d.day} {d.year}",
    lambda d: f"{d.day} {FR[d.month - 1]} {d.year}",
    lambda d: f"{d.day}\u00a0{FR[d.month - 1]}\u00a0{d.year}",
    lambda d: f"{d.day} de {ES[d.month - 1]} de {d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y/%m/%d}",
)
MONTH = (
    lambda d: f"{EN[d.month - 1]} {d.year}",
    lambda d: f"{EN[d.month - 1]} of {d.year}",
    lambda d: f"{EN[d.month - 1]}, {d.year}",
    lambda d: f"{FR[d.month - 1]} {d.year}",
    lambda d: f"{FR[d.month - 1].upper()} {d.year}",
    lambda d: f"{FR[d.month - 1]} de l’année {d.year}",
    lambda d: f"{ES[d.month - 1]} de {d.year}",
    lambda d: f"{d:%m/%Y}",
    lambda d: f"{d:%Y-%m}",
)
AROUND = st.sampled_from(["{}", "The fair opened on {} in Lima.", "Une foire a eu lieu ({}) à Lima", "\tFair\t{}\tLima", "a\n\n{}\n\nb"])


@lru_cache(maxsize=1)
def tokenizer() -> Language:
    return blank()


def values(text: str) -> list[str]:
    return [one.value for one in finder(MODELS).find(text)]


@given(DATES, st.sampled_from(DAY), AROUND)
def test_days_round_trip(date: dt.date, write: object, around: str) -> None:
    assert callable(write)
    assert values(around.format(write(date))) == [f"{date:%Y-%m-%d}"]


@given(DATES, st.sampled_from(MONTH), AROUND)
def test_months_round_trip(date: dt.date, write: object, around: str) -> None:
    assert callable(write)
    assert values(around.format(write(date))) == [f"{date:%Y-%m}"]


@given(st.integers(2000, 2018), st.integers(1, 9), DASHES, AROUND)
def test_ranges_of_years_round_trip(start: int, length: int, dash: str, around: str) -> None:
    assert values(around.format(f"{start}{dash}{start + length}")) == [f"{start}/{start + length}"]


@given(DATES, DATES, st.sampled_from(DAY), st.sampled_from(DAY))
def test_ranges_of_days_round_trip(a: dt.date, b: dt.date, first: object, second: object) -> None:
    a, b = sorted((a, b))
    assert callable(first)
    assert callable(second)
    expected = f"{a:%Y-%m-%d}/{b:%Y-%m-%d}" if a != b else f"{a:%Y-%m-%d}"
    assert values(f"The tour lasted from {first(a)} to {second(b)}.") == [expected]
    assert values(f"La tournée, de {first(a)} à {second(b)}") == [expected]


@given(st.lists(st.integers(2005, 2019), min_size=2, max_size=5, unique=True), st.sampled_from([" and ", ", and ", " et ", " y "]))
def test_lists_round_trip(years: list[int], last: str) -> None:
    text = ", ".join(map(str, years[:-1])) + last + str(years[-1])
    assert values(f"held in {text} in Lima") == [periods.series([str(year) for year in years])]


@given(st.text(alphabet="2019 4-/.,:()'’«»\t\n–andtoilsceunéMay½²", max_size=80))
def test_any_text_gives_sound_mentions(text: str) -> None:
    found = finder(MODELS).find(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert "\n" not in text[one.start : one.end]
        assert periods.is_period(one.value)
        assert 0 < one.confidence <= 1
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    st.lists(st.sampled_from([*(f(dt.date(2017, 5, 14)) for f in DAY + MONTH), "FY2018", "Lima", "the same year", "'", "2014-2016", "."]))
)
@settings(deadline=None)  # the first example builds the tokenizer
def test_spans_of_the_component_quote_what_was_found(parts: list[str]) -> None:
    nlp = tokenizer()
    text = " ".join(parts)
    doc = Years(finder(MODELS))(nlp.make_doc(text))
    found = finder(MODELS).find(text)
    assert [(s.start_char, s.end_char, s.kb_id_, s.label_) for s in doc.spans["years"]] == [
        (one.start, one.end, one.value, one.label) for one in found
    ]
    assert [float(s.id_ or 1) for s in doc.spans["years"]] == [one.confidence for one in found]


def test_the_factory_is_known_to_spacy_by_its_entry_point() -> None:
    nlp = blank("xx")
    nlp.add_pipe("rapporteur_years")
    doc = nlp("Cooperation began in 2017.\n\nThe same year, a film was made.")
    assert [(s.text, s.kb_id_, s.label_, s.id_) for s in doc.spans["years"]] == [
        ("2017", "2017", "year", ""),
        ("same year", "2017", "relative", "0.8"),
    ]


def test_a_text_without_years_has_an_empty_group() -> None:
    assert list(Years(finder(MODELS))(tokenizer().make_doc("")).spans["years"]) == []
