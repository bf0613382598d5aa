"""A review without its pages: the queue, decisions, marks and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import knowledge, store
from pipeline.corrections import counting, latest
from pipeline.corrections.anchors import ALIKE, likeness
from pipeline.errors import Overtaken, StoreError, UsageError
from pipeline.review import Case, Desk, Filters, decide
from pipeline.review.marks import marks_of, reading, selected
from pipeline.run import Settings, build
from pipeline.store.database import transaction
from pipeline.web.source import source_html, view_of
from tests.conftest import ENGLISH
from tests.web import FAIR, TOUR, report_pdf, report_txt

KNOWN = knowledge.load()
EDITED = ("partners", "period", "mechanisms", "title", "status")
RAW = Path(__file__).resolve().parents[1] / "raw"
AT = datetime(2026, 1, 1, tzinfo=UTC)


class House:
    """A folder that was run, and desks on it."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home / "raw", home / "processed", db=f"sqlite:///{home / 'state.sqlite'}")

    def write(self, text: str | bytes, name: str = "2020/portugal.txt") -> None:
        """A report as it is now, read at once."""
        path = self.settings.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        build(self.settings)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A folder with one report."""
    found = House(tmp_path_factory.mktemp("house"))
    found.write(ENGLISH)
    return found


@pytest.fixture
def fresh(tmp_path: Path) -> House:
    """A folder of one test."""
    found = House(tmp_path)
    found.write(ENGLISH)
    return found


def desk_of(house: House, engine: Any) -> Desk:
    """A desk as a server has one."""
    return Desk(house.settings, engine, KNOWN)


@pytest.fixture
def desk(fresh: House) -> Iterator[Desk]:
    """The desk of one test."""
    with store.opened(fresh.settings.database) as engine:
        yield desk_of(fresh, engine)


SOURCE = "2020/portugal.txt"


def records(case: Case) -> list[Any]:
    """Its actions in the order of the text."""
    return [case.record(key) for key in case.ids]


def test_an_edit_is_kept_field_by_field_and_an_undo_takes_it_back_together(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first = records(case)[0]
    case = desk.say("2020", decide.edit(case, first, "ana", {"partners": ["BRA", "CHL"], "period": "2017", "title": first.values["title"]}))
    after = records(case)[0]
    assert (after.values["partners"], after.values["period"], after.review) == (["BRA", "CHL"], "2017", "corrected")
    assert [(one.correction.field, one.correction.seen) for one in case.history(first.key)] == [("period", "2018"), ("partners", ["BRA"])]
    with pytest.raises(UsageError, match="the last word is ana's"):
        decide.undo(case, after, "eva")
    case = desk.say("2020", decide.undo(case, after, "ana"))
    assert records(case)[0].values == first.values
    assert [one.counts for one in case.history(first.key)] == [True, True, False, False]
    with pytest.raises(UsageError, match="nothing is said"):
        decide.undo(case, records(case)[0], "ana")


def test_words_and_title_of_an_added_action_are_kept_together(desk: Desk) -> None:
    for nth in range(10):
        case = desk.case("2020", SOURCE)
        first = next(one for one in records(case) if one.review == "machine")
        decision = decide.add(case, "ana", first.span, {"partners": ["PER"], "mechanisms": []})
        case = desk.say("2020", decision)
        start, end = first.span
        place = decide.stripped(case.text, start + 5 + nth, end)
        case = desk.say("2020", decide.edit(case, case.record(decision.made), "ana", {"title": "A title"}, place))
        record = case.record(decision.made)
        assert (record.values["title"], record.span, record.values["quote"]) == ("A title", place, case.text[slice(*place)])
        at = case.text.index(" ", place[0])
        case = desk.say("2020", decide.split(case, record, "ana", at, {"partners": ["CHL"], "mechanisms": []}, {"period": "2019"}))
        assert case.record(decision.made).span == (place[0], at)


def test_a_split_is_not_undone_under_the_hands_of_another_person(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first = records(case)[0]
    decision = decide.split(case, first, "ana", case.text.index("and opened"), {"partners": ["BRA"], "mechanisms": ["residency"]}, {})
    case = desk.say("2020", decision)
    case = desk.say("2020", decide.edit(case, case.record(decision.made), "eva", {"period": "2011"}))
    with pytest.raises(UsageError, match=r"eva spoke of the action since that this made: let an admin undo it"):
        decide.undo(case, case.record(first.id), "ana")
    case = desk.say("2020", decide.undo(case, case.record(first.id), "root", any_of=True))
    assert ([record.review for record in records(case)], case.merged.orphans, latest(case.corrections)) == (["machine"] * 3, (), {})


def test_what_was_accepted_stays_when_the_machine_reads_it_otherwise(fresh: House, desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    desk.say("2020", decide.accept(case, records(case)[0], "ana"))
    fresh.write(ENGLISH.replace("in 2018 and", "in 2015 and"))
    case = desk.case("2020", SOURCE)
    record = records(case)[0]
    assert (record.values["period"], record.review) == ("2018", "accepted")
    conflict = next(one for one in record.conflicts if one.field == "period")
    assert (conflict.then, conflict.person, conflict.now) == ("2018", "2018", "2015")
    settled = desk.say("2020", decide.settle(case, record, conflict, "ana", keep=False))
    assert records(settled)[0].values["period"] == "2015"
    accepted = desk.say("2020", decide.accept(settled, records(settled)[0], "ana"))
    assert records(accepted)[0].conflicts == ()


def test_nothing_changed_is_told(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first = records(case)[0]
    with pytest.raises(UsageError, match="nothing is changed"):
        decide.edit(case, first, "ana", {"period": first.values["period"]}, first.span)


def test_an_edit_of_a_rejected_action_takes_it_up_again(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    case = desk.say("2020", decide.reject(case, records(case)[0], "ana"))
    assert records(case)[0].review == "rejected"
    case = desk.say("2020", decide.edit(case, records(case)[0], "ana", {"period": "2017"}))
    assert records(case)[0].review == "corrected"


def test_two_acts_split_and_merged_again(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first = records(case)[0]
    at = case.text.index("and opened")
    case = desk.say("2020", decide.split(case, first, "ana", at, {"partners": ["BRA"], "mechanisms": ["residency"]}, {"period": "2019"}))
    one, two = records(case)[:2]
    assert (one.values["quote"].strip().endswith("in 2018"), one.values["period"]) == (True, "2019")
    assert (two.values["quote"].startswith("and opened a joint residence"), two.review) == (True, "added")
    case = desk.say("2020", decide.merge(case, one, two, "ana"))
    one, two = records(case)[:2]
    assert (one.values["quote"], two.review) == (first.values["quote"], "rejected")
    assert "residency" in one.values["mechanisms"]
    case = desk.say("2020", decide.undo(case, one, "ana"))
    assert [record.review for record in records(case)[:2]] == ["corrected", "added"]
    case = desk.say("2020", decide.undo(case, records(case)[0], "ana"))
    assert [record.review for record in records(case)] == ["machine"] * 3


def test_a_split_needs_words_on_both_sides(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first = records(case)[0]
    for at in (first.span[0], first.span[1]):
        with pytest.raises(UsageError, match="both parts need words"):
            decide.split(case, first, "ana", at, {"partners": ["BRA"]}, {})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"partners": []}, "partners", id="no-partner"),
        pytest.param({"period": "2018 or so"}, "period", id="no-period"),
        pytest.param({"mechanisms": ["party"]}, "mechanisms", id="no-mechanism"),
        pytest.param({"title": "a\x00b"}, "character that databases do not keep", id="nul"),
    ],
)
def test_what_cannot_be_is_not_kept(desk: Desk, changes: Any, told: str) -> None:
    case = desk.case("2020", SOURCE)
    with pytest.raises(UsageError, match=told):
        desk.say("2020", decide.edit(case, records(case)[0], "ana", {"status": "planned"} | changes))
    assert desk.corrections.every() == []


def test_who_decides_on_what_is_no_longer_the_last_word_is_told(fresh: House, desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first = records(case)[0]
    with store.opened(fresh.settings.database) as engine:
        other = desk_of(fresh, engine)
        other.say("2020", decide.edit(other.case("2020", SOURCE), first, "eva", {"period": "2016"}))
    with pytest.raises(Overtaken):
        desk.say("2020", decide.accept(case, first, "ana"))
    seen = records(desk.case("2020", SOURCE))[0]
    assert (seen.values["period"], seen.action["reviewer"]) == ("2016", "eva")
    assert next(iter(desk.select(Filters(cycle="2020", reviewer="eva")))).period == "2016"
    desk.say("2020", decide.accept(desk.case("2020", SOURCE), seen, "ana"))
    assert [one.reviewer for one in desk.corrections.every()] == ["eva", "ana"]


def test_the_queue_says_what_the_next_run_publishes(fresh: House, desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    case = desk.say("2020", decide.edit(case, records(case)[0], "ana", {"partners": ["CHL"]}))
    case = desk.say("2020", decide.reject(case, records(case)[1], "ana"))
    place = decide.stripped(case.text, case.text.index("opened a joint"), case.text.index(" for writers"))
    case = desk.say("2020", decide.add(case, "ana", place, {"partners": ["BRA"], "mechanisms": ["residency"], "period": "2018"}))
    before = desk.select(Filters(cycle="2020"))
    build(fresh.settings)
    with store.opened(fresh.settings.database) as engine:
        published = desk_of(fresh, engine).select(Filters(cycle="2020"))
    whole = [replace(one, reviewed_at=None, confidence=0.0) for one in published]
    assert whole == [replace(one, reviewed_at=None, confidence=0.0) for one in before]
    assert {one.review for one in published} == {"corrected", "rejected", "machine", "added"}


def test_a_new_release_is_seen_by_pages_that_are_open(fresh: House, desk: Desk) -> None:
    before = len(desk.select(Filters(cycle="2020")))
    fresh.write(ENGLISH + "\nIn 2016 the ministry signed a cooperation agreement with Chile.\n")
    assert len(desk.select(Filters(cycle="2020"))) == before + 1
    assert any(one.values["partners"] == ["CHL"] for one in records(desk.case("2020", SOURCE)))


def test_a_conflict_is_settled_either_way(fresh: House, desk: Desk) -> None:
    for keep, period in ((True, "2016"), (False, "2015")):
        case = desk.case("2020", SOURCE)
        case = desk.say("2020", decide.edit(case, records(case)[0], "ana", {"period": "2016"}))
        fresh.write(ENGLISH.replace("in 2018 and", "in 2015 and"))
        case = desk.case("2020", SOURCE)
        record = records(case)[0]
        assert [(one.then, one.person, one.now) for one in record.conflicts] == [("2018", "2016", "2015")]
        case = desk.say("2020", decide.settle(case, record, record.conflicts[0], "ana", keep))
        assert (records(case)[0].conflicts, records(case)[0].values["period"]) == ((), period)
        fresh.write(ENGLISH)
        case = desk.case("2020", SOURCE)
        while [one for one in counting(case.corrections) if one.action == records(case)[0].key]:
            case = desk.say("2020", decide.undo(case, records(case)[0], "ana"))


def orphaned(fresh: House, desk: Desk) -> Case:
    """A report of which something was said that is found no more."""
    case = desk.case("2020", SOURCE)
    desk.say("2020", decide.edit(case, records(case)[0], "ana", {"title": "The agreement", "partners": ["BRA", "CHL"]}))
    fresh.write(report_txt(TOUR, FAIR))
    (found,) = desk.orphaned("2020")
    return found


def test_an_orphan_is_said_of_another_action(fresh: House, desk: Desk) -> None:
    case = orphaned(fresh, desk)
    best, *_ = case.candidates(case.merged.orphans[0])
    after = desk.say("2020", decide.reattach(case, case.merged.orphans[0], case.record(best.id), "eva"))
    record = after.record(best.id)
    assert (after.merged.orphans, record.values["title"], record.values["partners"]) == ((), "The agreement", ["BRA", "CHL"])
    assert desk.orphaned("2020") == []
    assert len(after.corrections) == 2 + 2 + 2  # said, said again, undone: nothing is lost
    again = desk.say("2020", decide.undo(after, record, "eva"))
    assert [one.action for one in again.merged.orphans] == [case.merged.orphans[0].action]
    assert latest(again.corrections) == latest(case.corrections)
    assert again.record(best.id).review == "machine"


def test_an_orphan_is_let_go_and_may_come_back(fresh: House, desk: Desk) -> None:
    case = orphaned(fresh, desk)
    action = case.merged.orphans[0].action
    after = desk.say("2020", decide.let_go(case, case.merged.orphans[0], "eva"))
    assert (after.merged.orphans, latest(after.corrections)) == ((), {})
    assert len(after.history(action)) == 4


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "edit", "reword", "undo", "split", "merge", "add", "settle", "reattach", "resubmit"]),
        st.integers(0, 5),
        st.sampled_from(["ana", "eva"]),
        st.sampled_from([{"period": "2016"}, {"partners": ["CHL", "PER"]}, {"mechanisms": ["training"]}, {"title": "A title"}]),
    ),
    max_size=10,
)
TEXTS = [ENGLISH, ENGLISH.replace("2018 and", "2014 and"), report_txt(TOUR, FAIR).decode()]


def done(case: Case, deed: str, nth: int, who: str, change: Any) -> decide.Decision:
    """A decision of that kind about one of the actions."""
    every = records(case)
    record = every[nth % len(every)]
    start, end = record.span
    if deed == "reword":
        return decide.edit(case, record, who, change, decide.stripped(case.text, start + 3, end))
    if deed == "settle":
        conflicts = [(one, conflict) for one in every for conflict in one.conflicts]
        if not conflicts:
            raise UsageError("no conflict")
        one, conflict = conflicts[nth % len(conflicts)]
        return decide.settle(case, one, conflict, who, keep=nth % 2 == 0)
    if deed == "reattach":
        if not case.merged.orphans:
            raise UsageError("no orphan")
        return decide.reattach(case, case.merged.orphans[0], record, who)
    if deed == "edit":
        return decide.edit(case, record, who, change)
    if deed == "split":
        return decide.split(case, record, who, start + (end - start) // 2, {"partners": ["CHL"], "mechanisms": []}, change)
    if deed == "merge":
        return decide.merge(case, record, every[(nth + 1) % len(every)], who)
    if deed == "add":
        return decide.add(case, who, decide.stripped(case.text, start, end), {"partners": ["PER"], "mechanisms": []})
    return {"accept": decide.accept, "reject": decide.reject, "undo": decide.undo}[deed](case, record, who)


def shown(field: str, value: Any) -> Any:
    """A value to compare: partners have no order."""
    return sorted(value) if field == "partners" else value


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_no_history_loses_or_invents_a_value(tmp_path_factory: pytest.TempPathFactory, deeds: list[Any]) -> None:
    house = House(tmp_path_factory.mktemp("history"))
    house.write(ENGLISH)
    kept: list[Any] = []
    with store.opened(house.settings.database) as engine:
        desk = desk_of(house, engine)
        for deed, nth, who, change in deeds:
            if deed == "resubmit":
                house.write(TEXTS[nth % len(TEXTS)])
                continue
            case = desk.case("2020", SOURCE)
            try:
                decision = done(case, deed, nth, who, change)
            except UsageError:
                continue
            desk.say("2020", decision)
            kept += decision.corrections
        build(house.settings)
        case = desk.case("2020", SOURCE)
        assert sorted(one.id for one in desk.corrections.every()) == sorted(one.id for one in kept)
        said = latest(kept)
        gone = {orphan.action for orphan in case.merged.orphans}
        by_key = {case.record(key).key: case.record(key) for key in case.ids if key in case.reviewed}
        for action, fields in said.items():
            assert (action in gone) != (action in by_key)
            if action in by_key:
                record = by_key[action]
                wanted = {field: one.value for field, one in fields.items() if field in EDITED}
                accepted = fields["verdict"].seen if "verdict" in fields and fields["verdict"].value == "accepted" else None
                wanted = {field: value for field, value in (accepted or {}).items() if field in EDITED} | wanted
                assert {field: shown(field, record.values[field]) for field in wanted} == {
                    field: shown(field, wanted[field]) for field in wanted
                }
                if "quote" in fields and not any(one.field == "quote" for one in record.conflicts):
                    assert likeness(record.values["quote"], fields["quote"].value) >= ALIKE
                assert record.action["reviewer"] in {one.reviewer for one in fields.values()}
        for key in case.ids:  # what nobody spoke of is the machine's
            if key not in case.reviewed:
                assert case.record(key).values == case.machine.seen[key].values
                assert case.record(key).review == "machine"
        published = {row.id: row for row in Desk(house.settings, engine, KNOWN).every("2020")}
        assert set(published) == set(case.ids)


def test_reports_that_cannot_be_opened_do_not_hide_the_others(fresh: House) -> None:
    fresh.write(report_txt(TOUR, FAIR), "2020/other.txt")
    with store.opened(fresh.settings.database) as engine:
        desk = desk_of(fresh, engine)
        for source in (SOURCE, "2020/other.txt"):
            case = desk.case("2020", source)
            desk.say("2020", decide.reject(case, records(case)[0], "ana"))
        gone = fresh.settings.processed / ".results"
        key = desk.cycle("2020").entries[SOURCE].key
        (packed,) = [path for path in gone.glob("*/*.arrow") if path.stem in key or key in path.as_posix()]
        packed.unlink()
        again = desk_of(fresh, engine)
        states = {(row.source, row.review) for row in again.every("2020")}
        assert {(SOURCE, "machine"), ("2020/other.txt", "rejected")} <= states
        assert (SOURCE, "rejected") not in states
        with pytest.raises(StoreError, match=r"the rows of 2020/portugal\.txt are gone"):
            again.case("2020", SOURCE)


def test_two_cycles_are_each_as_new_as_what_was_said(fresh: House, desk: Desk) -> None:
    fresh.write(report_txt(TOUR, FAIR), "2024/other.txt")
    with store.opened(fresh.settings.database) as engine:
        other = desk_of(fresh, engine)
        assert {row.review for cycle in ("2020", "2024") for row in other.every(cycle)} == {"machine"}
        case = desk.case("2020", SOURCE)
        desk.say("2020", decide.reject(case, records(case)[0], "ana"))
        assert {row.review for row in other.every("2024")} == {"machine"}
        assert {row.review for row in other.every("2020")} == {"machine", "rejected"}


def test_the_picture_of_a_report_with_any_name_has_an_address(fresh: House) -> None:
    name = "2020/50% of #1?.pdf"
    fresh.write(report_pdf(TOUR, FAIR), name)
    with store.opened(fresh.settings.database) as engine:
        desk = desk_of(fresh, engine)
        case = desk.case("2020", name)
        record = records(case)[0]
        shown = source_html(desk, "2020", case, record, view_of(desk, case, record))
        assert 'src="/picture/2020/1/2020/50%25%20of%20%231%3F.pdf?v=' in shown


def test_a_database_that_fails_is_told(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    with transaction(desk.corrections.engine) as connection:
        connection.exec_driver_sql("drop table corrections")
    with pytest.raises(StoreError, match=r"state database sqlite:///.*no such table: corrections.*check --db"):
        desk.say("2020", decide.accept(case, records(case)[0], "ana"))


def test_rows_that_are_gone_are_told(fresh: House, desk: Desk) -> None:
    for path in (fresh.settings.processed / ".results").glob("*/*.arrow"):
        path.unlink()
    with pytest.raises(StoreError, match=r"the rows of 2020/portugal.txt are gone.*run `rapporteur run` again"):
        desk.case("2020", SOURCE)


@pytest.mark.parametrize("cycle", ["2019", "..", ""], ids=["unknown", "above", "none"])
def test_a_cycle_that_is_not_there_is_told(desk: Desk, cycle: str) -> None:
    with pytest.raises((UsageError, StoreError)):
        desk.cycle(cycle)


@pytest.mark.parametrize("source", ["2020/x.txt", "../../etc/passwd", ""], ids=["unknown", "above", "none"])
def test_a_report_that_is_not_of_the_cycle_is_told(desk: Desk, source: str) -> None:
    with pytest.raises(UsageError, match="no report of cycle 2020"):
        desk.case("2020", source)


def test_a_file_that_is_another_one_by_now_is_not_shown(fresh: House, desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    assert desk.original(case) == ENGLISH.encode()
    (fresh.settings.raw / SOURCE).write_text("other words", encoding="utf-8")
    assert desk.original(case) is None
    (fresh.settings.raw / SOURCE).unlink()
    assert desk.original(case) is None


def test_marks_light_up_the_quote_and_each_value(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first = records(case)[0]
    found = {(mark.kind, case.text[mark.start : mark.end]) for mark in marks_of(case, first)}
    assert {("quote", first.values["quote"]), ("partners", "Brazil"), ("period", "2018")} <= found
    assert any(kind == "mechanisms" for kind, _ in found)
    assert not any(words in ("2019", "Japanese") for _, words in found)


@pytest.mark.parametrize(
    ("words", "language", "wanted"),
    [
        pytest.param("with Kenya and Peru in 2018", "en", (["KEN", "PER"], "2018"), id="several"),
        pytest.param("avec le Sénégal de 2016 à 2018", "fr", (["SEN"], "2016/2018"), id="french"),
        pytest.param("with Portugal and Brazil", "en", (["BRA"], None), id="without-the-party"),
        pytest.param("nothing at all", "en", ([], None), id="nothing"),
    ],
)
def test_selected_words_are_read(words: str, language: str, wanted: tuple[list[str], str | None]) -> None:
    found = reading(words, language, "PRT", KNOWN)
    assert (found["partners"], found["period"]) == wanted


def test_selected_words_are_found_where_they_were_selected(desk: Desk) -> None:
    case = desk.case("2020", SOURCE)
    first, second = (one.start() for one in list(re.finditer("in 201|In 201", case.text))[:2])
    assert selected(case, "cooperation   agreement", 0) == (at := case.text.index("cooperation agreement"), at + 21)
    near = selected(case, "Cultur", case.text.index("Culture"))
    assert near is None or case.text[near[0] : near[1]].startswith("Cultur")
    assert selected(case, "words that stand nowhere in it", first + second) is None
