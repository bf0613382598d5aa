"""Actions as a workbook: one row each, its values in cells that may be changed, its quote beside them; and back.

The sheet is protected but for those cells; ids and the values as they were handed out stand in hidden columns, so that only what a
person changed is taken, and what somebody else changed meanwhile is told.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.corrections import VALUES, VERDICTS, Field
from pipeline.corrections.values import STATES, problem_of
from pipeline.errors import UsageError
from pipeline.review import decide
from pipeline.review.case import Case, Record
from pipeline.review.decide import Decision

SHEET, LISTS, ABOUT = "actions", "lists", "about"
LOCKED = ("action", "report", "page", "confidence", "review", "quote")
"""Columns that tell which action it is, and what the report says; nobody changes them here."""
FREE = ("verdict", "partners", "period", "mechanism", "mechanism 2", "mechanism 3", "title", "status", "why")
"""Columns that a person fills in. Partners: codes with spaces between them."""
KEPT = "handed out"
"""The hidden column that holds a row's values and how much was said of its action, as they were handed out."""
HEADERS = (*LOCKED[:5], *FREE, LOCKED[5], KEPT)
WIDTHS = {"action": 22, "report": 28, "quote": 90, "title": 40, "partners": 18, "period": 14, "why": 24, "mechanism": 24}
MECHANISMS = ("mechanism", "mechanism 2", "mechanism 3")
MOST = 1_048_575
"""Rows that a sheet of a workbook can hold under its header."""
DANGER = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that office programs take for a formula."""


def workbook(cases: Iterable[tuple[Case, Sequence[str]]], mechanisms: Mapping[str, str], about: Mapping[str, str]) -> bytes:
    """XLSX of some actions of some reports. `mechanisms`: code -> definition; `about`: what the workbook says of itself."""
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]
    sheet.title = SHEET
    sheet.append(HEADERS)
    count = 0
    for case, ids in cases:
        for key in ids:
            count += 1
            if count > MOST:
                raise UsageError(f"a sheet holds {MOST} rows; choose fewer actions with --cycle, --party or --state")
            write_row(sheet, count + 1, case.record(key))
    dress(sheet, count + 1)
    lists = book.create_sheet(LISTS)
    for n, (code, definition) in enumerate(sorted(mechanisms.items()), start=1):
        lists.cell(n, 1, code)
        lists.cell(n, 2, definition)
    lists.column_dimensions["A"].width, lists.column_dimensions["B"].width = 28, 100
    lists.protection.enable()
    validate(sheet, count + 1, len(mechanisms))
    told = book.create_sheet(ABOUT)
    for pair in about.items():
        told.append(pair)
    told.protection.enable()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_row(sheet: Worksheet, number: int, record: Record) -> None:
    """One action."""
    codes = record.values["mechanisms"]
    given = {
        "action": record.id, "report": record.source, "page": record.action["page"], "confidence": record.action["confidence"],
        "review": record.review, "quote": record.values["quote"], "partners": " ".join(record.values["partners"]),
        "period": record.values["period"], "title": record.values["title"], "status": record.values["status"],
        **{column: codes[n] if n < len(codes) else None for n, column in enumerate(MECHANISMS)},
        KEPT: json.dumps({"turn": record.turn, **{field: record.values[field] for field in VALUES}}),
    }  # fmt: skip
    for column, header in enumerate(HEADERS, start=1):
        value = given.get(header)
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell = sheet.cell(number, column)
        cell.value = value
        if isinstance(value, str) and value.startswith(DANGER):
            cell.data_type = "s"  # words, whatever they begin with
            cell.quotePrefix = True
        cell.protection = Protection(locked=header not in FREE)
        cell.alignment = Alignment(vertical="top", wrap_text=header in ("quote", "title"))


def dress(sheet: Worksheet, last: int) -> None:
    """Header, widths, protection."""
    for column, header in enumerate(HEADERS, start=1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFF3CD" if header in FREE else "E3E7ED")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDTHS.get(header, 14)
        sheet.column_dimensions[letter].hidden = header == KEPT
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADERS) - 1)}{last}"
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.sort = False  # filtering stays allowed


def validate(sheet: Worksheet, last: int, mechanisms: int) -> None:
    """Drop-down lists."""
    lists = {"verdict": f'"{",".join(VERDICTS)}"', "status": f'"{",".join(STATES)}"'}
    lists |= dict.fromkeys(MECHANISMS, f"{LISTS}!$A$1:$A${mechanisms}")
    for header, formula in lists.items():
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
        letter = get_column_letter(HEADERS.index(header) + 1)
        rule.add(f"{letter}2:{letter}{max(2, last)}")
        sheet.add_data_validation(rule)


@dataclass(frozen=True, slots=True)
class Change:
    """What a row of a workbook changes. `row`: its number in the sheet; `fields`: field -> (then, now); `decision` keeps it."""

    row: int
    source: str
    action: str
    fields: Mapping[str, tuple[Any, Any]]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not taken. `cell`: the address of what is wrong in it."""

    cell: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it came back: header -> value."""

    row: int
    values: Mapping[str, Any]

    def cell(self, header: str) -> str:
        """The address of a value."""
        return f"{get_column_letter(HEADERS.index(header) + 1)}{self.row}"

    def text(self, header: str) -> str:
        """A value as words; numbers that office programs made of a year are whole again."""
        value = self.values.get(header)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if hasattr(value, "strftime"):
            return str(value.strftime("%Y-%m-%d"))
        return str(value).strip()


def lines(data: bytes, name: str) -> Iterator[Line]:
    """The rows of a workbook. Raises UsageError: it is none, or not one of ours."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise UsageError(f"{name}: no workbook ({error}); give a file that `rapporteur review export` wrote") from error
    if SHEET not in book.sheetnames:
        raise UsageError(f"{name}: has no sheet {SHEET!r}; give a file that `rapporteur review export` wrote")
    rows = book[SHEET].iter_rows(values_only=True)
    headers = [str(one or "").strip() for one in next(rows, ())]
    missing = [header for header in HEADERS if header not in headers]
    if missing:
        raise UsageError(f"{name}: sheet {SHEET!r} has no column {missing[0]!r}; export again and fill that in")
    for number, row in enumerate(rows, start=2):
        values = dict(zip(headers, row, strict=False))
        if any(value not in (None, "") for value in values.values()):
            yield Line(number, values)


def change_of(line: Line, case: Case, reviewer: str, codes: frozenset[str]) -> Change | Refusal | None:
    """What a row changes; None where nothing is."""
    try:
        record = case.record(line.text("action"))
    except KeyError:
        return Refusal(line.cell("action"), f"there is no action {line.text('action')!r} in {case.source}: export again")
    try:
        handed = json.loads(line.text(KEPT))
        turn, then, others = int(handed.pop("turn")), handed, list(handed["mechanisms"][len(MECHANISMS) :])
    except (ValueError, KeyError, TypeError, AttributeError):
        return Refusal(line.cell(KEPT), "the hidden column is damaged: export again")
    given = {
        "partners": line.text("partners").upper().replace(",", " ").replace(";", " ").split(),
        "period": line.text("period") or None,
        "mechanisms": [code for column in MECHANISMS if (code := line.text(column))] + others,
        "title": line.text("title"),
        "status": line.text("status"),
    }
    said = line.text("verdict").casefold()
    changed: dict[Field, Any] = {field: value for field, value in given.items() if value != then.get(field)}  # type: ignore[misc]
    for field, value in changed.items():
        wrong = problem_of(field, value, codes)
        if wrong:
            return Refusal(line.cell(wrong_column(field, line, codes)), wrong)
    if said and said not in VERDICTS:
        return Refusal(line.cell("verdict"), f"{said!r} is not {' or '.join(VERDICTS)}")
    if not changed and not said:
        return None
    if record.turn != turn:
        return Refusal(line.cell("action"), "somebody else has said something of this action since the export: export again")
    moved = next((field for field in VALUES if record.values[field] != then.get(field)), None)
    if moved:
        return Refusal(line.cell("action"), f"the machine reads {moved} of this action otherwise since the export: export again")
    return change(line, case, record, reviewer, changed, said, then)


def change(
    line: Line, case: Case, record: Record, reviewer: str, changed: Mapping[Field, Any], said: str, then: Mapping[str, Any]
) -> Change | None:
    """The decision of a row that changes something."""
    pen = decide.Pen.of(case, reviewer, [record.key], line.text("why"))
    corrections = [pen.say(record, field, value) for field, value in changed.items() if value != record.values[field]]
    if said:
        corrections.append(pen.judge(record, said))
    if not corrections:
        return None
    fields: dict[str, tuple[Any, Any]] = {field: (then.get(field), value) for field, value in changed.items()}
    fields |= {"verdict": (record.review, said)} if said else {}
    return Change(line.row, case.source, record.id, fields, Decision(tuple(corrections), {(case.source, record.key): record.turn}))


def wrong_column(field: Field, line: Line, codes: frozenset[str]) -> str:
    """The column whose value is the wrong one."""
    if field != "mechanisms":
        return str(field)
    return next((column for column in MECHANISMS if line.text(column) and line.text(column) not in codes), MECHANISMS[0])
