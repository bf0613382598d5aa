"""What people said of actions: nothing is lost and nothing is invented, whatever machine and people do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.corrections import Anchor, Correction, Field, Seen, from_json, latest, merge
from pipeline.corrections.anchors import ALIKE, find, likeness, ranked
from pipeline.corrections.values import counting, problem
from pipeline.errors import UsageError
from pipeline.store import Corrections, opened
from tests.conftest import ENGLISH

AT = datetime(2026, 1, 1, tzinfo=UTC)
CODES = frozenset({"festival", "training"})


def correction(number: int, action: str = "act-1", field: Field = "title", value: Any = "x", **more: Any) -> Correction:
    """A correction made so many minutes after the first."""
    given = {"seen": "machine", "reviewer": "ana", "at": AT + timedelta(minutes=number), "anchor": Anchor("some words")} | more
    return Correction(str(number), "2020/a.txt", action, field, value=value, **given)


def undo(number: int, of: int) -> Correction:
    """Takes another one back."""
    return correction(number, value=None, undoes=str(of))


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        pytest.param([correction(1), correction(2)], ["1", "2"], id="all-count"),
        pytest.param([correction(1), undo(2, 1)], [], id="undone"),
        pytest.param([correction(1), undo(2, 1), undo(3, 2)], ["1"], id="undo-undone"),
        pytest.param([correction(1), undo(2, 1), undo(3, 1), undo(4, 3)], [], id="undone-twice-and-once-undone"),
        pytest.param([correction(1), correction(2), undo(3, 2)], ["1"], id="the-one-before-counts-again"),
        pytest.param([undo(2, 9)], [], id="of-nothing"),
    ],
)
def test_what_counts(history: list[Correction], wanted: list[str]) -> None:
    assert [one.id for one in counting(history)] == wanted


@pytest.mark.parametrize(
    ("anchor", "text", "found"),
    [
        pytest.param(Anchor("a fair"), "In 2018 a fair was held", "a fair", id="exact"),
        pytest.param(Anchor("a fair", "In Lima ", " was"), "In Rome a fair was held. In Lima a fair was.", "a fair", id="surroundings"),
        pytest.param(
            Anchor("signed an agreement with Kenya in 2018"), "x\nIt signed the agreement with Kenya, in 2018.\ny",
            "signed the agreement with Kenya, in 2018", id="changed",
        ),
        pytest.param(Anchor("signed an agreement with Kenya"), "Nothing of it stands here.", None, id="gone"),
        pytest.param(Anchor(""), "words", None, id="no-words"),
    ],
)  # fmt: skip
def test_words_are_found_again(anchor: Anchor, text: str, found: str | None) -> None:
    place = find(anchor, text)
    assert (text[place[0] : place[1]] if place else None) == found
    if anchor.prefix:
        assert place is not None
        assert place[0] > text.index("Lima")


WORDS = st.sampled_from(["a fair with Kenya", "a fair with Ghana", "a tour in Peru", "the school of dance", "an agreement of 2018"])
ACTIONS = st.lists(st.builds(lambda n, quote, title: Seen(f"act-{n}", {"quote": quote, "title": title, "period": None, "partners": [], "mechanisms": []}), st.integers(0, 5), WORDS, WORDS), unique_by=lambda one: one.id, max_size=5)  # fmt: skip  # noqa: E501
HISTORIES = st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["title", "period", "verdict"]), st.sampled_from(["2018", "accepted", "a tour"]), WORDS, st.none() | st.integers(0, 9)), max_size=10)  # fmt: skip  # noqa: E501


def made(history: list[tuple[int, str, str, str, int | None]]) -> list[Correction]:
    """A history of corrections and undos."""
    every = []
    for number, (action, field, value, quote, undone) in enumerate(history):
        one = correction(number, f"act-{action}", field, value, seen=None, anchor=Anchor(quote))  # type: ignore[arg-type]
        every.append(replace(one, undoes=str(undone)) if undone is not None and undone < number else one)
    return every


@given(ACTIONS, HISTORIES)
def test_nothing_is_lost_and_nothing_invented(now: list[Seen], history: list[tuple[int, str, str, str, int | None]]) -> None:
    every = made(history)
    said = latest(every)
    merged = merge(now, said, "\n".join(one.quote for one in now))
    known = {one.id for one in now}
    placed = {action: merged.moved[action][0] if action in merged.moved else action for action in said}
    reviewed = {one.id: one for one in merged.reviewed}
    orphaned = {one.action for one in merged.orphans}
    assert all((placed[action] in reviewed) != (action in orphaned) for action in said)
    assert len(reviewed) + len(orphaned) == len(said)
    assert all(one.machine is not None and one.id in known for one in merged.reviewed)
    for action, fields in said.items():
        if action not in orphaned:
            assert reviewed[placed[action]].said == fields
            assert all(one in every and one.undoes == "" for one in fields.values())
    for conflict in merged.conflicts:
        machine = next(one for one in now if one.id == conflict.action)
        assert conflict.now == machine.values[conflict.field]
        assert conflict.now not in (conflict.then, conflict.person) or conflict.field == "quote"


@given(
    st.builds(
        Correction, st.text(), st.text(), st.text(), st.sampled_from(["title", "period"]), st.none() | st.text(), st.lists(st.text()),
        st.text(), st.datetimes(timezones=st.just(UTC)), st.builds(Anchor, st.text(), st.text(), st.text()), st.text(), st.text(),
    )
)  # fmt: skip
def test_json_lines_lose_nothing(one: Correction) -> None:
    line = one.to_json()
    assert "\n" not in line
    assert from_json(line, "x") == one


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        pytest.param("partners", ["KEN", "GHA"], None, id="partners"),
        pytest.param("partners", ["Kenya"], "ISO 3166-1", id="name-for-code"),
        pytest.param("partners", [], "ISO 3166-1", id="no-partner"),
        pytest.param("partners", ["KEN", "KEN"], "ISO 3166-1", id="twice"),
        pytest.param("mechanisms", ["festival"], None, id="mechanism"),
        pytest.param("mechanisms", ["party"], "festival, training", id="no-mechanism"),
        pytest.param("period", "2017/2019", None, id="period"),
        pytest.param("period", None, None, id="no-period"),
        pytest.param("period", "2018 or so", "EDTF", id="no-edtf"),
        pytest.param("verdict", "maybe", "accepted or rejected", id="verdict"),
        pytest.param("status", "over", "one of planned", id="status"),
        pytest.param("title", " ", "some words", id="no-words"),
    ],
)
def test_values_that_cannot_be_are_told(field: Field, value: Any, wrong: str | None) -> None:
    told = problem(correction(1, field=field, value=value), CODES)
    assert told is None if wrong is None else told is not None and wrong in told


def test_corrections_are_added_once_and_kept_in_order(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'x.sqlite'}") as engine:
        store = Corrections(engine)
        assert store.add([correction(2), correction(1, value=None)]) == 2
        assert store.add([correction(1, value="other"), correction(3)]) == 1
        assert store.every() == [correction(1, value=None), correction(2), correction(3)]


@pytest.mark.parametrize(
    ("words", "start", "place", "conflicts"),
    [
        pytest.param("a fair", 30, 32, 0, id="nearest-to-the-machine's"),
        pytest.param("a fair", 0, 3, 0, id="nearest-to-the-machine's-before"),
        pytest.param("a fair was held in Rome", 0, 3, 0, id="more-words"),
        pytest.param("a tour of forty days", 0, None, 1, id="words-that-are-gone"),
    ],
)
def test_words_that_a_person_gave_are_found_or_told(words: str, start: int, place: int | None, conflicts: int) -> None:
    text = "In a fair was held in Rome, and a fair in Lima."
    machine = Seen("act-1", {"quote": "In a fair", "title": "x"}, start)
    merged = merge([machine], latest([correction(1, field="quote", value=words, seen="In a fair")]), text)
    (one,) = merged.reviewed
    assert (one.place.start if one.place else None) == place
    assert len(merged.conflicts) == conflicts


ACCEPTED = {"partners": ["KEN", "GHA"], "title": "a fair", "period": "2018", "quote": "A fair with Kenya and Ghana."}


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        pytest.param({}, {}, id="the-same"),
        pytest.param({"partners": ["GHA", "KEN"]}, {}, id="partners-in-another-order"),
        pytest.param({"partners": ["KEN"], "period": None}, {"partners": ["KEN", "GHA"], "period": "2018"}, id="other-values"),
        pytest.param({"quote": "A fair with Kenya"}, {"quote": "A fair with Kenya and Ghana."}, id="other-words"),
    ],
)
def test_what_was_accepted_is_kept_beside_what_the_machine_says_now(now: dict[str, Any], kept: dict[str, Any]) -> None:
    said = latest([correction(1, field="verdict", value="accepted", seen=ACCEPTED)])
    merged = merge([Seen("act-1", ACCEPTED | now)], said, "x\nA fair with Kenya and Ghana.\ny")
    (one,) = merged.reviewed
    assert one.kept == kept
    assert {c.field: (c.then, c.person, c.now) for c in merged.conflicts} == {f: (kept[f], kept[f], now[f]) for f in kept}
    assert (one.place is not None) == ("quote" in kept)


def test_partners_in_another_order_are_no_conflict() -> None:
    said = latest([correction(1, field="partners", value=["PER", "CHL"], seen=["BRA", "KEN"])])
    assert merge([Seen("act-1", {"quote": "x", "partners": ["KEN", "BRA"]})], said, "x").conflicts == ()
    assert merge([Seen("act-1", {"quote": "x", "partners": ["CHL", "PER"]})], said, "x").conflicts == ()
    assert len(merge([Seen("act-1", {"quote": "x", "partners": ["CHL"]})], said, "x").conflicts) == 1


def test_the_most_alike_words_find_each_other_whatever_was_said_first() -> None:
    quotes = {
        "act-a": "A pact with Chile on film was signed in 2018.",
        "act-b": "A pact with Chile on film was signed in 2019.",
    }
    said = latest([correction(n, key, "title", "x", anchor=Anchor(words)) for n, (key, words) in enumerate(quotes.items())])
    now = [
        Seen("act-1", {"quote": quotes["act-b"]}),
        Seen("act-2", {"quote": "A pact with Chile on film was signed in 2018, it says."}),
    ]
    assert {old: new for old, (new, _) in merge(now, said, "").moved.items()} == {"act-a": "act-2", "act-b": "act-1"}
    now = [Seen("act-1", {"quote": quotes["act-b"] + " It ended"}), Seen("act-2", {"quote": quotes["act-a"] + " It"})]
    assert {old: new for old, (new, _) in merge(now, said, "").moved.items()} == {"act-a": "act-2", "act-b": "act-1"}


def test_what_was_said_of_an_undone_action_is_never_said_of_the_machine_s() -> None:
    said = latest([correction(1, "act-made", "title", "x", anchor=Anchor("a fair with Kenya"))])
    now = [Seen("act-1", {"quote": "a fair with Kenya"})]
    assert merge(now, said, "a fair with Kenya").moved == {"act-made": ("act-1", 1.0)}
    merged = merge(now, said, "a fair with Kenya", added={"act-made"})
    assert ([one.action for one in merged.orphans], merged.reviewed, merged.moved) == (["act-made"], (), {})


@given(WORDS, st.lists(WORDS | st.text(max_size=20), max_size=6))
def test_the_most_alike_come_first_and_each_once(words: str, others: list[str]) -> None:
    found = list(ranked(words, others))
    assert sorted(nth for _, nth in found) == list(range(len(others)))
    sure = [score for score, _ in found if score >= ALIKE]
    assert sure == sorted((score for one in others if (score := round(likeness(one, words), 3)) >= ALIKE), reverse=True)


class Folder:
    """A raw/ folder with one report, and what people say of it."""

    def __init__(self, home: Path) -> None:
        self.home, self.made = home, 0
        self.write(ENGLISH)

    def write(self, text: str) -> None:
        """The report as it is now."""
        path = self.home / "raw" / "2020" / "portugal.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def call(self, *words: str, lines: str = "") -> Result:
        """A command on this folder."""
        return CliRunner().invoke(main, [*words, "--raw", str(self.home / "raw")], input=lines)

    def run(self) -> str:
        """A run; what it prints."""
        result = self.call("run", "--direct", "--processed", str(self.home / "processed"))
        assert result.exit_code == 0, result.output
        return result.output

    def say(self, action: dict[str, Any], field: Field, value: Any, **more: Any) -> Correction:
        """A correction of a published action."""
        self.made += 1
        seen = self.lists(action) | action
        anchor = Anchor(action["quote"])
        one = Correction(
            f"c{self.made}", "2020/portugal.txt", action["action_id"], field, seen.get(field), value, "ana",
            AT + timedelta(minutes=self.made), **{"anchor": anchor} | more,
        )  # fmt: skip
        result = self.call("corrections", "import", "-", lines=one.to_json() + "\n")
        assert result.output == "1 corrections added, 0 were there; run again to publish them\n"
        return one

    def actions(self) -> list[dict[str, Any]]:
        """The published actions in the order of the text."""
        return sorted(self.table("actions"), key=lambda row: row["start"])

    def table(self, name: str, cycle: str = "2020") -> list[dict[str, Any]]:
        """A published table."""
        return list(pq.read_table(self.home / "processed" / cycle / f"{name}.parquet").to_pylist())

    def lists(self, action: dict[str, Any]) -> dict[str, Any]:
        """The lists of an action."""
        key = action["action_id"]
        countries = sorted(row["country"] for row in self.table("action_countries") if row["action_id"] == key)
        ranked = sorted((row["rank"], row["mechanism"]) for row in self.table("action_mechanisms") if row["action_id"] == key)
        return {"partners": countries, "mechanisms": [code for _, code in ranked]}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder that was run once."""
    found = Folder(tmp_path)
    found.run()
    return found


def test_what_people_say_is_published_and_stays(folder: Folder) -> None:
    first, second, *_ = folder.actions()
    folder.say(first, "partners", ["CHL", "PER"])
    folder.say(first, "period", "2017/2019")
    folder.say(first, "mechanisms", ["festival", "training"])
    folder.say(second, "verdict", "accepted")
    folder.run()
    now, accepted, *_ = folder.actions()
    assert (now["period"], now["year_start"], now["year_end"], now["mechanism"]) == ("2017/2019", 2017, 2019, "festival")
    assert folder.lists(now) == {"partners": ["CHL", "PER"], "mechanisms": ["festival", "training"]}
    assert [(row["review"], row["reviewer"]) for row in (now, accepted)] == [("corrected", "ana"), ("accepted", "ana")]
    assert now["reviewed_at"] == AT + timedelta(minutes=3)
    before = (folder.home / "processed" / "2020" / "actions.parquet").read_bytes()
    assert "nothing new" in folder.run()
    folder.write(ENGLISH + "\nA last line was added.\n")
    folder.run()
    assert [row["review"] for row in folder.actions()[:2]] == ["corrected", "accepted"]
    folder.write(ENGLISH)
    folder.run()
    assert (folder.home / "processed" / "2020" / "actions.parquet").read_bytes() == before


def test_an_undo_brings_the_machine_back(folder: Folder) -> None:
    first = folder.actions()[0]
    said = folder.say(first, "verdict", "rejected")
    folder.run()
    assert folder.actions()[0]["review"] == "rejected"
    folder.say(first, "verdict", None, undoes=said.id)
    folder.run()
    assert folder.actions()[0] == first


def test_an_action_that_no_machine_found_is_added_where_its_words_stand(folder: Folder) -> None:
    words = "opened a joint residence for writers"
    record = {"partners": ["BRA"], "period": "2018", "mechanisms": ["residency"], "title": "a residence", "status": "done"}
    added = {"action_id": "act-00000000000000aa", "quote": words}
    folder.say(added, "action", record, anchor=Anchor(words))
    folder.run()
    row = next(row for row in folder.table("actions") if row["action_id"] == added["action_id"])
    assert (row["quote"], row["review"], row["period"], row["mechanism"], row["field"]) == (
        words,
        "added",
        "2018",
        "residency",
        "international_cooperation",
    )
    assert folder.lists(row) == {"partners": ["BRA"], "mechanisms": ["residency"]}


def test_words_that_moved_are_found_again_and_a_changed_value_is_a_conflict(folder: Folder) -> None:
    first = folder.actions()[0]
    folder.say(first, "period", "2016")
    folder.write(ENGLISH.replace("a cooperation agreement with Brazil in 2018", "a cooperation agreement with Brazil in 2019"))
    shown = folder.run()
    now = folder.actions()[0]
    assert (now["period"], now["review"], now["action_id"] == first["action_id"]) == ("2016", "corrected", False)
    assert f"conflict 2020/portugal.txt: {now['action_id']}: period: then '2018', person '2016', now '2019'" in shown
    manifest = json.loads((folder.home / "processed" / "2020" / "manifest.json").read_text(encoding="utf-8"))
    assert [(one["field"], one["now"]) for one in manifest["conflicts"]] == [("period", "2019")]


def test_what_cannot_be_found_is_listed_as_orphaned(folder: Folder) -> None:
    first = folder.actions()[0]
    folder.say(first, "title", "the agreement with Brazil")
    folder.write("Name of Party: Portugal\n\nNothing was done abroad.\n")
    assert f"orphaned 2020/portugal.txt: {first['action_id']}: {first['quote']!r} is not found any more" in folder.run()
    folder.write(ENGLISH)
    folder.run()
    assert folder.actions()[0]["title"] == "the agreement with Brazil"


def test_what_goes_out_comes_in_again(folder: Folder, tmp_path: Path) -> None:
    first = folder.actions()[0]
    said = [folder.say(first, "title", "one"), folder.say(first, "period", None)]
    lines = folder.call("corrections", "export").output
    assert [from_json(line, "x") for line in lines.splitlines()] == said
    other = CliRunner().invoke(main, ["corrections", "import", "-", "--db", f"sqlite:///{tmp_path / 'other.sqlite'}"], input=lines)
    assert other.output == "2 corrections added, 0 were there; run again to publish them\n"
    again = folder.call("corrections", "import", "-", lines=lines)
    assert again.output == "0 corrections added, 2 were there; run again to publish them\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("nonsense", "line 2: not a correction", id="no-json"),
        pytest.param('{"id": "1"}', "line 2: not a correction", id="fields-missing"),
        pytest.param(correction(9, anchor=Anchor(None)).to_json(), "line 2: not a correction (ids, names", id="no-words"),  # type: ignore[arg-type]
        pytest.param(correction(9, why=None).to_json(), "line 2: not a correction (ids, names", id="no-reason"),
        pytest.param(correction(9, value="a\x0bb").to_json(), "line 2: ", id="control-character"),
        pytest.param(correction(9, field="period", value="soon").to_json(), "line 2: period: 'soon' is not EDTF", id="value"),
        pytest.param(correction(9, reviewer=" ").to_json(), "line 2: nobody is named as its reviewer", id="nobody"),
    ],
)
def test_one_wrong_line_and_nothing_is_added(folder: Folder, line: str, message: str) -> None:
    result = folder.call("corrections", "import", "-", lines=f"{correction(8).to_json()}\n{line}\n")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr
    assert folder.call("corrections", "export").output == ""


def test_no_correction_is_no_error() -> None:
    with pytest.raises(UsageError, match="file, line 1: not a correction"):
        from_json("[]", "file, line 1")


def test_a_report_under_another_name_keeps_its_corrections(folder: Folder) -> None:
    first, *others = folder.actions()
    folder.say(first, "title", "The agreement with Brazil")
    folder.say(first, "verdict", "accepted")
    (folder.home / "raw" / "2020" / "portugal.txt").rename(folder.home / "raw" / "2020" / "portugal-revised.txt")
    told = "gone 2020/portugal.txt: 2 corrections wait for it; under another name? rapporteur corrections move 2020/portugal.txt NEW"
    assert told in folder.run()
    assert {row["review"] for row in folder.actions()} == {"machine"}
    result = folder.call("corrections", "move", "2020/portugal.txt", "2020/portugal-revised.txt")
    assert result.output == "2 corrections moved; run again to publish them\n"
    printed = folder.run()
    assert not {"gone", "orphaned", "conflict"} & set(printed.split())
    found, *rest = folder.actions()
    assert (found["title"], found["review"], found["reviewer"]) == ("The agreement with Brazil", "corrected", "ana")
    assert [row["review"] for row in rest] == ["machine"] * len(others)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("2020/x.txt", "2020/portugal.txt", "nothing is said of 2020/x.txt", id="nothing-said"),
        pytest.param("2020/portugal.txt", "2020/x.txt", "no such report", id="not-there"),
    ],
)
def test_what_cannot_be_moved_is_told(folder: Folder, old: str, new: str, message: str) -> None:
    folder.say(folder.actions()[0], "verdict", "accepted")
    result = folder.call("corrections", "move", old, new)
    assert (result.exit_code, message in result.output) == (2, True)
