"""The state database on SQLite and on PostgreSQL: nothing is lost, whoever writes at once."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.corrections import Correction
from pipeline.errors import Overtaken, StoreError, UsageError
from pipeline.run import Settings, build
from pipeline.store import Account, Accounts, Corrections, accounts, opened
from pipeline.store.database import Base, engine_of, transaction
from tests.conftest import fill
from tests.test_corrections import correction, undo

WRITERS, EACH = 20, 100


def said(writer: int, nth: int) -> Correction:
    """What one of many says: many of the same few actions."""
    return replace(correction(nth, f"act-{nth % 7}"), id=f"{writer}-{nth}", reviewer=f"r{writer}")


def write(database: str, writer: int) -> int:
    """One reviewer who adds corrections one by one, in a process of its own."""
    with opened(database) as engine:
        store = Corrections(engine)
        return sum(store.add([said(writer, nth)]) for nth in range(EACH))


def test_twenty_write_at_once_and_nothing_is_lost(database: str) -> None:
    with ProcessPoolExecutor(WRITERS, multiprocessing.get_context("spawn")) as writers:
        assert sum(writers.map(write, [database] * WRITERS, range(WRITERS))) == WRITERS * EACH
    with opened(database) as engine:
        every = Corrections(engine).every()
        with engine.connect() as connection:
            turns = connection.exec_driver_sql("select source, action, turn from corrections").fetchall()
    assert sorted(every, key=lambda one: one.id) == sorted(
        (said(w, n) for w in range(WRITERS) for n in range(EACH)), key=lambda one: one.id
    )
    counted = Counter((source, action) for source, action, _ in turns)
    assert {(s, a, n + 1) for (s, a), count in counted.items() for n in range(count)} == {tuple(row) for row in turns}


def test_who_answers_what_is_no_longer_the_last_word_is_told(database: str) -> None:
    key = ("2020/a.txt", "act-1")
    with opened(database) as engine:
        store = Corrections(engine)
        store.add([correction(1)], seen={key: 0})
        with pytest.raises(Overtaken, match="somebody else changed act-1"):
            store.add([correction(2), correction(3, "act-2")], seen={key: 0})
        assert [one.id for one in store.every()] == ["1"]
        store.add([correction(2)], seen={key: 1})
        assert [one.id for one in store.of("2020/a.txt")] == ["1", "2"]
        assert store.amounts() == {"2020/a.txt": 2}


def race(database: str, writer: int) -> bool:
    """Whether this one could answer first."""
    with opened(database) as engine:
        try:
            Corrections(engine).add([replace(correction(1), id=str(writer))], seen={("2020/a.txt", "act-1"): 0})
        except Overtaken:
            return False
        return True


def test_of_many_that_answer_the_same_word_one_is_heard(database: str) -> None:
    with ProcessPoolExecutor(8, multiprocessing.get_context("spawn")) as writers:
        assert sorted(writers.map(race, [database] * 8, range(8))) == [False] * 7 + [True]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
MADE = st.builds(
    lambda number, action, field, value, words, minute: replace(
        correction(number, action, field, value), reviewer=words, why=words, at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    ),
    st.integers(0, 10**6), WORDS, st.sampled_from(["title", "period"]), st.none() | WORDS | st.lists(WORDS), WORDS, st.integers(0, 5),
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(every=st.lists(MADE, unique_by=lambda one: one.id, max_size=8))
def test_what_goes_in_comes_out(database: str, every: list[Correction]) -> None:
    with opened(database) as engine:
        with transaction(engine) as connection:
            connection.exec_driver_sql("delete from corrections")
        Corrections(engine).add(every)
        assert sorted(Corrections(engine).every(), key=lambda one: one.id) == sorted(every, key=lambda one: one.id)
        assert [one.at for one in Corrections(engine).every()] == sorted(one.at for one in every)


def test_json_lines_carry_everything_to_another_database(database: str, tmp_path: Path) -> None:
    history = [correction(1), correction(2, value="é 日本"), undo(3, 1), undo(4, 3), correction(5, "act-2", "period", None)]
    with opened(database) as engine:
        Corrections(engine).add(history)
    call = CliRunner().invoke
    lines = call(main, ["corrections", "export", "--db", database]).output
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    told = call(main, ["corrections", "import", "-", "--db", other], input=lines).output
    assert told == "5 corrections added, 0 were there; run again to publish them\n"
    assert call(main, ["corrections", "export", "--db", other]).output == lines
    told = call(main, ["corrections", "import", "-", "--db", database], input=lines).output
    assert told == "0 corrections added, 5 were there; run again to publish them\n"


def test_a_run_keeps_its_ledger_there(database: str, tmp_path: Path) -> None:
    raw = fill(tmp_path / "raw")
    first = build(Settings(raw, tmp_path / "processed", db=database))
    second = build(Settings(raw, tmp_path / "processed", db=database))
    assert (first.read, second.read) == (4, 0)


def migrate(database: str, revision: str, rows: Any = ()) -> None:
    """Moves a schema to a revision, and adds rows as that time wrote them."""
    engine = engine_of(database)
    with transaction(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(accounts.__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        (command.upgrade if rows or revision == "0002" else command.downgrade)(config, revision)
        for row in rows:
            names = ", ".join(row)
            values = ", ".join(f"'{value}'" for value in row.values())
            connection.exec_driver_sql(f"insert into corrections ({names}) values ({values})")
    engine.dispose()


def test_corrections_of_an_older_program_are_numbered_in_their_order(database: str) -> None:
    common = {"source": "s", "field": "title", "seen": "null", "value": "null", "reviewer": "ana"}
    common |= dict.fromkeys(("exact", "prefix", "suffix", "why", "undoes"), "")
    rows = [
        common | {"id": name, "action": action, "at": f"2026-01-0{day} 00:00:00"}
        for name, action, day in (("b", "x", 2), ("a", "x", 3), ("c", "x", 1), ("d", "y", 1), ("e", "x", 3))
    ]
    migrate(database, "0002", rows)
    with opened(database) as engine, engine.connect() as connection:
        found = connection.exec_driver_sql("select id, turn from corrections").fetchall()
        assert compare(connection) == []
    assert {tuple(row) for row in found} == {("c", 1), ("b", 2), ("a", 3), ("e", 4), ("d", 1)}
    migrate(database, "base")
    with opened(database) as engine:
        assert Corrections(engine).every() == []


def compare(connection: Any) -> list[Any]:
    """How the schema differs from what the code expects."""
    from alembic.autogenerate import compare_metadata

    found: list[Any] = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    return found


def test_two_programs_that_start_at_once_make_one_schema(database: str) -> None:
    with ProcessPoolExecutor(6, multiprocessing.get_context("spawn")) as starters:
        assert list(starters.map(start, [database] * 6)) == [0] * 6


def start(database: str) -> int:
    """Opens a database that may be empty; how many corrections it holds."""
    with opened(database) as engine:
        return len(Corrections(engine).every())


def test_accounts_and_sessions(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(database) as engine:
        store = Accounts(engine)
        store.add(Account("ana", "reviewer", "hash"))
        with pytest.raises(UsageError, match="there is a user ana already"):
            store.add(Account("ana", "admin", "other"))
        for name in ("", " ana", "a\nb"):
            with pytest.raises(UsageError, match="is no name"):
                store.add(Account(name, "reader", "hash"))
        token = store.sign_in("ana")
        assert store.signed_in(token) == Account("ana", "reviewer")
        assert store.signed_in(token + "x") is None
        with engine.connect() as connection:
            assert token not in str(connection.exec_driver_sql("select * from sessions").fetchall())
        store.change("ana", role="admin")
        assert store.signed_in(token) is None
        token = store.sign_in("ana")
        store.sign_out(token)
        assert store.signed_in(token) is None
        token = store.sign_in("ana")
        monkeypatch.setattr(accounts, "IDLE", timedelta(0))
        assert store.signed_in(token) is None
        monkeypatch.undo()
        assert store.signed_in(token) is not None
        monkeypatch.setattr(accounts, "LONGEST", timedelta(0))
        assert store.signed_in(token) is None
        monkeypatch.undo()
        store.remove("ana")
        assert (store.every(), store.signed_in(token)) == ([], None)
        for act in (lambda: store.remove("ana"), lambda: store.change("ana", secret="x")):
            with pytest.raises(UsageError, match="there is no user ana"):
                act()


@pytest.mark.parametrize(
    ("role", "may"), [("reader", (True, False, False)), ("reviewer", (True, True, False)), ("admin", (True, True, True))]
)
def test_what_a_role_may(role: Any, may: tuple[bool, ...]) -> None:
    assert tuple(Account("x", role).may(one) for one in accounts.ROLES) == may


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreError, match="check --db"), opened("postgresql+psycopg://me:secret@127.0.0.1:1/x"):
        pytest.fail("opened nothing")
