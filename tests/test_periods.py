"""EDTF values: bounds, joins and series; agreement with the edtf library where it reads the construct."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import edtf
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import periods
from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.periods import flat, load_periods, phrase

DATES = st.dates(dt.date(1945, 1, 1), dt.date(2045, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> str:
    date = draw(DATES)
    code = draw(st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 37, 38, 39, 40, 41]))
    forms = [f"{date.year}", f"{date:%Y-%m}", f"{date:%Y-%m-%d}", f"{date.year}-{code}", f"{date.year}~", f"{date.year // 10}X"]
    return draw(st.sampled_from(forms))


@st.composite
def wholes(draw: st.DrawFn) -> str:
    first, second = draw(points()), draw(points())
    joined = periods.join(first, second)
    return draw(st.sampled_from([first, periods.since(first), periods.until(first), joined or first]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2019", (2019, 2019), id="year"),
        pytest.param("2019-09", (2019, 2019), id="month"),
        pytest.param("2019-09-30", (2019, 2019), id="day"),
        pytest.param("2018-24", (2018, 2018), id="winter"),
        pytest.param("2019-33", (2019, 2019), id="quarter"),
        pytest.param("2018-41", (2018, 2018), id="half"),
        pytest.param("2015/2018", (2015, 2018), id="interval"),
        pytest.param("2018-12-28/2019-01-03", (2018, 2019), id="days over new year"),
        pytest.param("2012/..", (2012, None), id="open end"),
        pytest.param("../2020-06", (None, 2020), id="open start"),
        pytest.param("{2014,2016,2018}", (2014, 2018), id="set"),
        pytest.param("2015~", (2015, 2015), id="about"),
        pytest.param("2015~/2018?", (2015, 2018), id="about, uncertain"),
        pytest.param("199X", (1990, 1999), id="decade"),
    ],
)
def test_bounds(value: str, expected: tuple[int | None, int | None]) -> None:
    assert periods.bounds(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "19",
        "2019-13",
        "2019-02-30",
        "2018/2015",
        "../..",
        "2019-50",
        "2018/",
        "{2018,x}",
        "{}",
        "2018-9",
        "0000",
        "2015/2016/2017",
        "2019 ",
    ],
)
def test_what_is_no_period_is_refused_by_name(value: str) -> None:
    assert not periods.is_period(value)
    with pytest.raises(ValueError, match="is not a period in EDTF"):
        periods.bounds(value)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("2015", "2018", "2015/2018", id="years"),
        pytest.param("2015", "2015", "2015", id="the same"),
        pytest.param("2018", "2015", None, id="backwards"),
        pytest.param("2019-33", "2019-35", "2019-01/2019-09", id="quarters become months"),
        pytest.param("2018-21", "2018-23", "2018-21/2018-23", id="seasons stay"),
        pytest.param("2012/2014", "2016/..", "2012/..", id="open"),
        pytest.param("199X", "201X", "1990/2019", id="decades become years"),
        pytest.param("{2014,2016}", "2018", "2014/2018", id="set"),
        pytest.param("../2014", "2016/..", None, id="open at both ends"),
    ],
)
def test_join(first: str, second: str, expected: str | None) -> None:
    assert periods.join(first, second) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param(["2017", "2018", "2019"], "2017/2019", id="neighbours"),
        pytest.param(["2018", "2014", "2016"], "{2014,2016,2018}", id="gaps"),
        pytest.param(["2018-12", "2019-01"], "2018-12/2019-01", id="months over new year"),
        pytest.param(["2020-02-28", "2020-02-29", "2020-03-01"], "2020-02-28/2020-03-01", id="leap day"),
        pytest.param(["2018", "2018"], "2018", id="twice the same"),
    ],
)
def test_series(named: list[str], expected: str) -> None:
    assert periods.series(named) == expected


@given(wholes())
def test_bounds_agree_with_the_edtf_library(value: str) -> None:
    parsed = edtf.parse_edtf(value)
    start, end = periods.bounds(value)
    if start is not None:
        assert parsed.lower_strict()[0] == start
    if end is not None:
        assert parsed.upper_strict()[0] == end


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_is_refused(text: str) -> None:
    if periods.is_period(text):
        start, end = periods.bounds(text)
        assert (start, end) != (None, None)
    else:
        with pytest.raises(ValueError, match="not a period"):
            periods.bounds(text)


@given(st.text())
def test_flat_keeps_every_character_in_its_place(text: str) -> None:
    assert len(flat(text)) == len(text)


def test_phrases_are_read_as_the_text_is() -> None:
    assert phrase("D’ici  à l’été") == "d ' ici a l ' ete"


def test_knowledge_loads() -> None:
    knowledge = load_periods(MODELS)
    assert sorted(knowledge.months) == list(range(1, 13))
    assert set(knowledge.seasons) == {21, 22, 23, 24}


@pytest.mark.parametrize(
    ("change", "culprits"),
    [
        pytest.param(lambda d: d["months"][1]["names"].append("mai"), ("month 1", "month 5"), id="a word for two months"),
        pytest.param(lambda d: d["left"]["since"].append("jusqu'en"), ("since", "until"), id="a cue for two things"),
        pytest.param(
            lambda d: d["relative"][0]["phrases"].append("same week"), ("same week", "relative_keys"), id="a phrase without its key"
        ),
        pytest.param(lambda d: d.pop("seasons"), ("seasons",), id="a table missing"),
        pytest.param(lambda d: d["months"].pop(5), ("1..12",), id="a month missing"),
    ],
)
def test_contradictions_name_both_culprits(tmp_path: Path, change: object, culprits: tuple[str, ...]) -> None:
    shutil.copy(MODELS / "periods.yaml", tmp_path)
    data = yaml.safe_load((tmp_path / "periods.yaml").read_text(encoding="utf-8"))
    assert callable(change)
    change(data)
    (tmp_path / "periods.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        load_periods(tmp_path)
    assert all(culprit in str(error.value) for culprit in culprits)
