"""Printed lines -> the pieces of a block: hyphens at line ends closed, one fragment a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.read import hyphens
from pipeline.read.drafts import Piece
from pipeline.read.pdf_lines import Line
from pipeline.read.text import plain

_ADDRESS_BREAKS = ("/", "_", "=", "?", "&")


def pieces_of(lines: Iterable[Line], words: hyphens.Vocabulary, skip: int = 0) -> tuple[Piece, ...]:
    """The lines of one paragraph or cell. `skip`: characters of the first line that are not part of the text (its bullet)."""
    found: list[Piece] = []
    for index, line in enumerate(lines):
        text = plain(line.text[skip:] if not index else line.text)
        if not text:
            continue
        glue = ""
        if found:
            glue = " "
            before = found[-1]
            if hyphens.ends_open(before.text) and text[0].isalnum():
                kept = "-" if hyphens.keeps_hyphen(before.text, text, words) else ""
                found[-1] = Piece(before.text[:-1] + kept, before.box, before.glue)
                glue = ""
            elif _splits_address(before.text, text):
                glue = ""
        found.append(Piece(text, line.box, glue))
    return tuple(found)


def _splits_address(before: str, after: str) -> bool:
    """A web address that is too long for its line goes on in the next."""
    last = before.rsplit(" ", 1)[-1]
    return (
        last.startswith(("http://", "https://", "www."))
        and last.endswith(_ADDRESS_BREAKS)
        and not after[0].isupper()
        and after[0].isalnum()
    )


def text_of(lines: Sequence[Line]) -> str:
    """The lines' words, for judging what a cell or a line is."""
    return " ".join(line.text for line in lines)
