"""The sample reports of every split: each has gold, the gold stands in its text, and the files under `raw/` are what the texts build."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pycountry
import pypdfium2
import pytest
import yaml

from tests.samples.build import LAYOUTS, ROOT, UNUSABLE, build, build_split
from tests.samples.source import COMMITTED, Source, answers, sources, splits

GOLD = Path(__file__).with_name("gold")
FILES = build()
SOURCES = {(split, source.id): source for split in splits() for source in sources(split)}
RAW = {name: source for (split, name), source in SOURCES.items() if split == COMMITTED}
CODES = (
    "cooperation_agreement memorandum_of_understanding protocol cooperation_programme coproduction_agreement joint_declaration "
    "trade_agreement joint_commission binational_cabinet high_level_dialogue official_visit trade_mission meeting network residency "
    "mobility scholarship visa_facilitation technical_assistance training knowledge_exchange twinning funding donation "
    "preferential_treatment festival fair exhibition cultural_season tour cultural_centre joint_project"
)
MECHANISMS = frozenset(CODES.split())
COUNTRIES = {country.alpha_3 for country in pycountry.countries} | {country.alpha_3 for country in pycountry.historic_countries} | {"EU"}
Key = tuple[str, str]
"""A split and the id of one of its samples."""
SHORT = 140
"""Characters of an answer that two reports may have in common."""
EVERY = pytest.mark.parametrize("name", sorted(SOURCES), ids="/".join)


def gold_folder(split: str) -> Path:
    return GOLD if split == COMMITTED else GOLD / split


def gold(name: Key) -> dict[str, Any]:
    split, stem = name
    loaded = yaml.safe_load((gold_folder(split) / f"{stem}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def blocks(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field in report["fields"]:
        yield from field.get("blocks", [])


def segments(report: dict[str, Any]) -> list[str]:
    """The texts of the gold's segments in order; a row is its cells joined by a space."""
    found: list[str] = []
    for block in blocks(report):
        if "table" in block:
            found += [" ".join(row) for row in block["table"]["rows"]]
        elif "h" not in block:
            found.append(block.get("p") or block["li"])
    return found


def actions(report: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for block in blocks(report):
        for action in block.get("actions", []):
            yield action, block


def codes(action: dict[str, Any]) -> set[str]:
    required = {code for entry in action["required"] for code in ([entry] if isinstance(entry, str) else entry)}
    return required | set(action.get("also", []))


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.parametrize("split", splits())
def test_samples_and_gold_are_the_same_set(split: str) -> None:
    assert sorted(path.stem for path in gold_folder(split).glob("*.yaml")) == sorted(name for of, name in SOURCES if of == split)


def test_ids_are_unique_over_all_splits() -> None:
    assert len({name for _, name in SOURCES}) == len(SOURCES)


def test_no_two_splits_share_an_answer() -> None:
    owner: dict[str, str] = {}
    for (split, name), source in SOURCES.items():
        for text in answers(source):
            if len(text) > SHORT:  # the printed wording of goals and domains is everybody's
                assert owner.setdefault(letters(text), split) == split, (name, text)


@pytest.mark.parametrize("split", splits())
def test_a_split_builds_a_file_a_sample(split: str, tmp_path: Path) -> None:
    built = build_split(split, tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in built) == sorted(
        source.path.removeprefix("raw/") for (of, _), source in SOURCES.items() if of == split
    )
    assert all(path.stat().st_size for path in built)


def test_an_unknown_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        build_split("nowhere", tmp_path)


def test_raw_holds_the_samples_and_nothing_else() -> None:
    committed = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "raw").rglob("*") if path.is_file())
    assert committed == sorted([source.path for source in RAW.values()] + list(UNUSABLE))


@pytest.mark.parametrize("path", sorted(FILES))
def test_committed_file_is_what_the_text_builds(path: str) -> None:
    committed, built = (ROOT / path).read_bytes(), FILES[path]
    if path.endswith(".docx"):
        with zipfile.ZipFile(BytesIO(committed)) as old, zipfile.ZipFile(BytesIO(built)) as new:
            assert old.namelist() == new.namelist()
            assert all(old.read(part) == new.read(part) for part in old.namelist())
    else:
        assert committed == built


def test_building_twice_gives_the_same_bytes() -> None:
    assert build() == FILES


@EVERY
def test_gold_names_its_report(name: Key) -> None:
    report, source = gold(name), SOURCES[name]
    assert (report["id"], report["cycle"]) == (source.id, source.cycle)
    assert name[1] == source.id
    assert report["party"] in COUNTRIES


@EVERY
def test_every_answer_is_a_gold_segment_in_order(name: Key) -> None:
    printed, segmented = list(answers(SOURCES[name])), segments(gold(name))
    assert len(printed) == len(segmented)
    for text, opening in zip(printed, segmented, strict=True):
        assert text.startswith(opening)


@EVERY
def test_sample_is_neither_tiny_nor_empty_of_actions(name: Key) -> None:
    report = gold(name)
    assert 20 <= len(segments(report)) <= 70
    assert 8 <= sum(1 for _ in actions(report)) <= 32


@EVERY
def test_quotes_stand_in_their_segment(name: Key) -> None:
    printed = list(answers(SOURCES[name]))
    for action, block in actions(gold(name)):
        quote = action.get("quote")
        if quote is not None:
            opening = block.get("p") or block["li"]
            assert any(text.startswith(opening) and quote in text for text in printed), quote


@EVERY
def test_an_action_without_a_quote_has_its_whole_segment(name: Key) -> None:
    printed = set(answers(SOURCES[name]))
    for action, block in actions(gold(name)):
        if "quote" not in action and "table" not in block:
            assert (block.get("p") or block["li"]) in printed


@EVERY
def test_codes_are_known(name: Key) -> None:
    report = gold(name)
    for block in blocks(report):
        assert set(block.get("countries") or []) <= COUNTRIES
        assert "h" in block or block["lang"] in ("en", "fr", "es", None)
    for action, _ in actions(report):
        assert codes(action) <= MECHANISMS
        for partners in [action["partners"], *action.get("alt_partners", [])]:
            assert set(partners) <= COUNTRIES
            assert report["party"] not in partners


@EVERY
def test_periods_are_years_in_order(name: Key) -> None:
    for action, _ in actions(gold(name)):
        for period in [action["period"], *action.get("alt_periods", [])]:
            if period is not None:
                start, end = period
                assert start is not None or end is not None
                assert start is None or end is None or 1900 < start <= end < 2100


@EVERY
def test_a_table_has_one_action_a_row(name: Key) -> None:
    for block in blocks(gold(name)):
        if "table" in block:
            assert len(block["actions"]) == len(block["table"]["rows"])


@EVERY
def test_partner_rows_are_printed(name: Key) -> None:
    printed = [list(row) for block in SOURCES[name].blocks if block.kind == "partners" for row in block.rows]
    assert [row for field in gold(name)["fields"] for row in field.get("partners_table", [])] == printed


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_mechanism_is_required_somewhere(language: str) -> None:
    seen: set[str] = set()
    for name in RAW:
        seen |= {
            code
            for action, block in actions(gold((COMMITTED, name)))
            if block["lang"] == language
            for code in action["required"]
            if isinstance(code, str)
        }
    assert seen == MECHANISMS


def pdf_text(source: Source) -> str:
    with pypdfium2.PdfDocument(LAYOUTS[source.layout](source)) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


PDF = sorted(name for name, source in SOURCES.items() if source.format == "pdf" and not source.layout.startswith("pdf_form"))


@pytest.mark.parametrize("name", PDF, ids="/".join)
def test_pdf_prints_every_answer(name: Key) -> None:
    printed = letters(pdf_text(SOURCES[name]))
    for text in answers(SOURCES[name]):
        first = text.split(" ")[:3]
        assert letters(" ".join(first)) in printed


@pytest.mark.parametrize("path", UNUSABLE[:2])
def test_unusable_pdf_does_not_open(path: str) -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(FILES[path])
