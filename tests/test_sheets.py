"""Actions in a workbook: what goes out, what comes back, also through a real office program."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.cli import main
from pipeline.review.sheets import FREE, HEADERS, KEPT, LOCKED, Line
from tests.databases import absent
from tests.test_corrections import Folder


class Desk(Folder):
    """A folder with a workbook of its actions."""

    @property
    def file(self) -> Path:
        """The workbook."""
        return self.home / "2020.xlsx"

    def call(self, *words: str, lines: str = "") -> Result:
        """A command on this folder."""
        places = ["--raw", str(self.home / "raw")]
        if words[0] == "review":
            places += ["--processed", str(self.home / "processed")]
        return CliRunner().invoke(main, [*words, *places], input=lines)

    def hand_out(self, *options: str) -> Workbook:
        """Exports the cycle."""
        result = self.call("review", "export", "--xlsx", str(self.file), "--cycle", "2020", *options)
        assert result.exit_code == 0, result.output
        return load_workbook(self.file)

    def hand_in(self, *options: str) -> Result:
        """Imports what the workbook holds now."""
        return self.call("review", "import", str(self.file), "--cycle", "2020", "--reviewer", "eva", *options)

    def fill(self, *cells: tuple[int, str, Any]) -> None:
        """Writes into cells: row, header, value."""
        book = load_workbook(self.file)
        for row, header, value in cells:
            sheet(book).cell(row, HEADERS.index(header) + 1).value = value
        book.save(self.file)


def sheet(book: Workbook) -> Worksheet:
    """The sheet of the actions."""
    found = book["actions"]
    assert isinstance(found, Worksheet)
    return found


def column(book: Workbook, header: str) -> list[Any]:
    """The values of a column."""
    return [sheet(book).cell(row, HEADERS.index(header) + 1).value for row in range(2, sheet(book).max_row + 1)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder that was run once."""
    found = Desk(tmp_path)
    found.run()
    return found


def test_a_workbook_holds_every_action_with_lists_and_locked_cells(desk: Desk) -> None:
    book = desk.hand_out()
    actions = desk.actions()
    assert column(book, "action") == [row["action_id"] for row in actions]
    assert column(book, "quote") == [row["quote"] for row in actions]
    assert column(book, "partners") == [" ".join(desk.lists(row)["partners"]) for row in actions]
    found = sheet(book)
    assert found.protection.sheet
    locked = {header: found.cell(2, n).protection.locked for n, header in enumerate(HEADERS, start=1)}
    assert {header for header, shut in locked.items() if shut} == {*LOCKED, KEPT}
    assert {header for header, shut in locked.items() if not shut} == set(FREE)
    assert found.column_dimensions["P"].hidden == (HEADERS[15] == KEPT)
    rules = {rule.formula1 for rule in found.data_validations.dataValidation}
    assert {'"accepted,rejected"', '"planned,ongoing,done,unknown"'} < rules
    assert any(formula.startswith("lists!$A$1:$A$") for formula in rules)


def test_what_looks_like_a_formula_is_words(desk: Desk) -> None:
    book = desk.hand_out()
    quotes = [cell for cell in sheet(book)["O"] if str(cell.value).startswith("=")]
    assert [(cell.data_type, cell.quotePrefix) for cell in quotes] == [("s", True)] * len(quotes)
    assert all(cell.data_type != "f" for row in sheet(book).iter_rows() for cell in row)
    assert len(quotes) == sum(row["quote"].startswith("=") for row in desk.actions())


def test_what_is_filled_in_becomes_corrections_of_the_reviewer(desk: Desk) -> None:
    desk.hand_out()
    desk.fill(
        (2, "partners", "BRA, arg"), (2, "period", 2017), (2, "verdict", "accepted"), (2, "why", "treaty series"),
        (3, "mechanism 2", "festival"), (4, "verdict", "Rejected"),
    )  # fmt: skip
    first = desk.actions()[0]
    dry = desk.hand_in("--dry-run")
    assert "3 actions would be changed, 0 rows refused" in dry.output
    assert desk.call("corrections", "export").output == ""
    result = desk.hand_in()
    assert result.exit_code == 0, result.output
    assert f"2020.xlsx row 2: 2020/portugal.txt {first['action_id']}: partners: BRA -> BRA ARG; period: 2018 -> 2017;" in result.output
    desk.run()
    one, two, three = desk.actions()
    assert (desk.lists(one)["partners"], one["period"], one["review"], one["reviewer"]) == (["ARG", "BRA"], "2017", "corrected", "eva")
    assert desk.lists(two)["mechanisms"][1] == "festival"
    assert three["review"] == "rejected"
    assert '"why": "treaty series"' in desk.call("corrections", "export").output


def test_nothing_filled_in_changes_nothing(desk: Desk) -> None:
    desk.hand_out()
    assert desk.hand_in().output == "0 actions changed; run again to publish them, 0 rows refused\n"


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        pytest.param("partners", "Brazil", "cell G2: partners: ['BRAZIL'] is not a list of ISO 3166-1", id="partners"),
        pytest.param("partners", None, "cell G2: partners: [] is not a list", id="no-partners"),
        pytest.param("period", "2018 or so", "cell H2: period: '2018 or so' is not EDTF", id="period"),
        pytest.param("mechanism 2", "party", "cell J2: mechanisms: ", id="mechanism"),
        pytest.param("status", "over", "cell M2: status: 'over' is not one of planned", id="status"),
        pytest.param("title", " ", "cell L2: title: '' is not some words", id="title"),
        pytest.param("verdict", "perhaps", "cell F2: 'perhaps' is not accepted or rejected", id="verdict"),
        pytest.param("action", "act-0", "cell A2: there is no action 'act-0' in 2020/portugal.txt", id="id"),
        pytest.param("report", "2020/x.txt", "cell B2: 2020/x.txt: no report of cycle 2020", id="report"),
        pytest.param(KEPT, "{}", "cell P2: the hidden column is damaged", id="hidden"),
    ],
)
def test_what_is_wrong_is_refused_by_its_cell_and_the_rest_is_kept(desk: Desk, header: str, value: Any, told: str) -> None:
    desk.hand_out()
    desk.fill((2, header, value), (3, "verdict", "accepted"))
    result = desk.hand_in()
    assert (result.exit_code, told in result.output) == (1, True), result.output
    assert "1 actions changed; run again to publish them, 1 rows refused" in result.output


def test_what_somebody_else_said_meanwhile_is_not_overwritten(desk: Desk) -> None:
    desk.hand_out()
    desk.say(desk.actions()[0], "title", "Another title")
    desk.fill((2, "title", "My title"))
    result = desk.hand_in()
    assert "cell A2: somebody else has said something of this action since the export" in result.output
    assert result.exit_code == 1


def test_what_a_newer_run_reads_otherwise_is_not_overwritten(desk: Desk) -> None:
    handed = json.loads(column(desk.hand_out(), KEPT)[0]) | {"period": "1999"}
    desk.fill((2, KEPT, json.dumps(handed)), (2, "title", "My title"), (3, "verdict", "accepted"))
    result = desk.hand_in()
    assert "cell A2: the machine reads period of this action otherwise since the export: export again" in result.output
    assert "1 actions changed; run again to publish them, 1 rows refused" in result.output


def test_signs_that_no_workbook_may_hold_are_left_out(desk: Desk) -> None:
    path = desk.home / "raw" / "2020" / "portugal.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("agreement", "agree\x0bment"), encoding="utf-8")
    desk.run()
    assert not any(sign in str(value) for value in column(desk.hand_out(), "quote") for sign in "\x0b\x01")


def test_states_choose_and_a_choice_of_none_is_told(desk: Desk) -> None:
    desk.say(desk.actions()[0], "verdict", "accepted")
    assert len(column(desk.hand_out("--state", "open"), "action")) == len(desk.actions()) - 1
    result = desk.call("review", "export", "--xlsx", str(desk.file), "--cycle", "2020", "--party", "FRA")
    assert (result.exit_code, "no action of cycle 2020 passes these filters" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"no workbook", "no workbook", id="no-workbook"),
        pytest.param("sheet", "has no sheet 'actions'", id="no-sheet"),
        pytest.param("column", "has no column 'handed out'", id="no-column"),
    ],
)
def test_a_file_that_is_no_workbook_of_ours_is_told(desk: Desk, data: Any, told: str) -> None:
    if isinstance(data, str):
        book = Workbook()
        made = book.active
        assert isinstance(made, Worksheet)
        made.title = "actions" if data == "column" else "other"
        made.append(HEADERS[:-1])
        out = io.BytesIO()
        book.save(out)
        data = out.getvalue()
    desk.file.write_bytes(data)
    result = desk.hand_in()
    assert (result.exit_code, told in result.output) == (2, True), result.output


@pytest.mark.parametrize(
    ("value", "words"),
    [(2018.0, "2018"), (2018, "2018"), (None, ""), ("  x ", "x"), (0.5, "0.5")],
    ids=["whole-float", "whole", "nothing", "spaces", "float"],
)
def test_a_cell_as_words(value: Any, words: str) -> None:
    assert Line(2, {"period": value}).text("period") == words


def office(folder: Path, file: Path, kind: str) -> Path:
    """Opens a file with LibreOffice, which has no window, and saves it as another kind."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        absent("LibreOffice")
        raise AssertionError
    out = folder / "office"
    home = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [program, "--headless", "--norestore", home, "--convert-to", kind, "--outdir", str(out), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"HOME": str(folder)}, timeout=180)
    saved = out / f"{file.stem}.{kind.partition(':')[0]}"
    assert saved.exists(), done.stdout + done.stderr
    return saved


def test_opened_and_saved_by_libreoffice_it_still_comes_back(desk: Desk) -> None:
    desk.hand_out()
    desk.fill((2, "period", "2017/2019"), (3, "verdict", "accepted"))
    ods = office(desk.home, desk.file, "ods")
    saved = office(desk.home / "again", ods, "xlsx:Calc MS Excel 2007 XML")
    assert saved.read_bytes() != desk.file.read_bytes()
    desk.file.write_bytes(saved.read_bytes())
    book = load_workbook(desk.file)
    assert sheet(book).protection.sheet
    assert len(sheet(book).data_validations.dataValidation) >= 3
    result = desk.hand_in()
    assert result.exit_code == 0, result.output
    assert "2 actions changed" in result.output
    assert desk.hand_in().output.startswith("refused ")  # what was taken is not taken again
    desk.run()
    assert [row["review"] for row in desk.actions()] == ["corrected", "accepted", "machine"]
