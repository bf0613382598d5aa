"""The lines of a text file, without blank ones and what belongs to its pages."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.read import txt_pages
from pipeline.read.text import clean

TAB = 4
"""Columns a tab stands for where indentation is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file. `number` counts from 1, `indent` in columns, `gap`: a blank line stands before it.

    `turned`: it is the first of a page.
    """

    number: int
    raw: str
    text: str
    indent: int
    gap: bool
    turned: bool = False


def lines(text: str) -> list[Line]:
    """The lines that are not blank."""
    found: list[Line] = []
    gap = True
    turned = False
    running = txt_pages.furniture(text) if "\f" in text or txt_pages.is_numbered(text) else frozenset()
    for number, raw in enumerate(txt_pages.BREAKS.split(text), start=1):
        turned = turned or raw.startswith("\f") or number in running
        body = "" if number in running else clean(raw)
        if not body:
            gap = True
            continue
        found.append(Line(number, raw.lstrip("\f"), body, indent(raw.lstrip("\f")), gap or turned, turned))
        gap = turned = False
    return found


def indent(raw: str) -> int:
    """Columns of white space at the head of a line."""
    column = 0
    for sign in raw:
        if sign == "\t":
            column += TAB - column % TAB
        elif sign.isspace() or sign == "\ufeff":
            column += 1
        else:
            break
    return column
