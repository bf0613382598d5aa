"""Plain text layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.samples.source import Block, Source

WIDTH = 78
_VOWELS = "aeiouyàâäéèêëîïôöùûü"


def split_word(word: str, room: int) -> tuple[str, str] | None:
    """A word cut before a consonant and a vowel so that the first part and its hyphen fit in `room` characters, or None."""
    stem = word.rstrip(".,;:")
    if not stem.isalpha() or len(stem) < 8:
        return None
    for at in range(min(room - 1, len(stem) - 3), 2, -1):
        before, here, after = stem[at - 1].lower(), stem[at].lower(), stem[at + 1].lower()
        if before in _VOWELS and here not in _VOWELS + "h" and after in _VOWELS and stem[at:].islower():
            return word[:at] + "-", word[at:]
    return None


def wrap(text: str, width: int, indent: str = "") -> Iterator[str]:
    """Lines of at most `width` characters; long words are cut with a hyphen."""
    line = ""
    for word in text.split(" "):
        rest = word
        while len(indent + line) + len(rest) + 1 > width:
            parts = split_word(rest, width - len(indent + line) - 1)
            if parts:
                yield indent + line + " " + parts[0] if line else indent + parts[0]
                line, rest = "", parts[1]
                break
            yield indent + line
            line = ""
        line = f"{line} {rest}" if line else rest
    if line:
        yield indent + line


def columns(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[str]:
    """A table whose columns are lined up with blanks."""
    table = [header, *rows]
    widths = [max(len(row[at]) for row in table) + 4 for at in range(len(header))]
    return ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]


def glued(piece: Block) -> list[str]:
    """A partner table as copying from a page leaves it: the header in one word, then a line a cell."""
    return ["".join(piece.header), *(cell for row in piece.rows for cell in row if cell)]


def aligned(source: Source) -> bytes:
    """A copied measure page: labels and paragraphs set off by blank lines, items marked with a star."""
    out: list[str] = []
    for piece in source.blocks:
        if piece.kind == "li":
            out += [f"* {piece.text}", ""]
        elif piece.kind == "table":
            out += [*columns(piece.header, piece.rows), ""]
        elif piece.kind == "partners":
            out += [*glued(piece), ""]
        elif piece.kind == "agency":
            out.append(piece.text)
        else:
            out += [piece.text, ""]
    return "\n".join(out).encode()


def wrapped(source: Source) -> bytes:
    """A hard-wrapped file of an old word processor: 78 columns, Windows-1252, hyphens at line ends."""
    out: list[str] = []
    for piece in source.blocks:
        if piece.kind == "li":
            first, *more = wrap(piece.text, WIDTH - 4)
            out += ["  - " + first, *("    " + line for line in more), ""]
        elif piece.kind == "heading":
            out += ["", piece.text, ("=" if piece.level == 1 else "-") * len(piece.text), ""]
        elif piece.kind == "note":
            out += [*(line.center(WIDTH).rstrip() for line in wrap(piece.text, WIDTH - 8)), ""]
        else:
            out += [*wrap(piece.text, WIDTH), ""]
    return "\r\n".join(out).encode("cp1252")


def tabs(source: Source) -> bytes:
    """A file saved from a spreadsheet and a word processor: tabs between cells, one line a paragraph, few blank lines."""
    out: list[str] = []
    for piece in source.blocks:
        if piece.kind in ("label", "heading", "title"):
            out += ["", piece.text]
        elif piece.kind == "li":
            out.append("- " + piece.text)
        elif piece.kind == "table":
            out += ["", *("\t".join(row) for row in (piece.header, *piece.rows)), ""]
        elif piece.kind == "partners":
            out += [*piece.header, *(cell for row in piece.rows for cell in row if cell)]
        else:
            out.append(piece.text)
    return re.sub(r"^\n", "", "\n".join(out) + "\n").encode()


LAYOUTS = {
    "text_aligned": aligned,
    "text_wrapped": wrapped,
    "text_tabs": tabs,
}
