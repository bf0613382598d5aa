"""Years that a scan or a typist broke: letters for digits ("2O18", "l998")."""

from __future__ import annotations

import re

SLIP = re.compile(r"[29][\doil]{2,3}(?![^\W_])")
DIGITS = str.maketrans("oil", "011")
YEAR = re.compile(r"(?:19|20)\d\d$")
YEAR_DIGITS = 4
SURE_DIGITS = 2


def repaired(flat: str) -> str:
    """Flat text with letters that stand for the digits of a year turned into them; every character keeps its place."""
    parts: list[str] = []
    done = 0
    for found in SLIP.finditer(flat):
        start, end = found.span()
        start -= end - start < YEAR_DIGITS
        word = flat[max(0, start) : end]
        if word.isdecimal() or start < done or (start > 0 and (flat[start - 1].isalnum())):
            continue
        meant = word.translate(DIGITS)
        if YEAR.match(meant) and sum(c.isdecimal() for c in word) >= SURE_DIGITS:
            parts += (flat[done:start], meant)
            done = end
    return "".join((*parts, flat[done:])) if parts else flat
