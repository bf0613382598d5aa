"""Headings: which lines are some, how deep they stand, and how far they reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge.form_words import word_texts
from pipeline.knowledge.forms import Forms
from pipeline.types import Block

LONGEST = 120
"""Characters of a heading that only its looks show; one that the file marks may have `MARKED`."""
MARKED = 250
WORDS = 14
PLAIN_WORDS = 9
"""Words of a heading without number and bold type: beyond it a short line is more likely a sentence."""
BODY = 100
"""Characters from which on a block is surely text, not another short line."""

_NUMBER = re.compile(
    r"(?:(?P<part>part|partie|parte|goal|objectif|objetivo|section|sección|chapter|chapitre|capítulo|annex|annexe|anexo|title|titre|article|"
    r"area|axe|eje|pillar|pilier|theme|thème|volet)\s+)?"
    r"(?:(?P<decimal>\d{1,2}(?:\s?\.\s?\d{1,2})*)(?:\.?(?P<sub>[a-z])\)?(?=\s))?\s?[.):\-–]*|\((?P<bracket>[a-zA-Z]|[ivx]{2,5}|\d{1,2})\)|"
    r"(?P<roman>[IVX]{1,5})\s?[.):\-–]+|(?P<upper>[A-Z])\s?[.)]|(?P<lower_roman>[ivx]{2,5})\s?[.)]|(?P<lower>[a-z])\s?[.)])(?=\s|$)\s*",
    re.IGNORECASE,
)
_CASED = re.compile(r"[IVX]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|gov)\b")
_LAST_YEAR = re.compile(r"(?:19|20)\d\d\W*$")
_ENDS = (".", ";", "!", ",", "…")
_LOWER = re.compile(r"[a-zß-ÿ]")


@dataclass(frozen=True, slots=True)
class Number:
    """The number that opens a line: `style` is what siblings share, `rank` its place in the row, `end` where the words begin."""

    style: str
    rank: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """What the recognition needs of a block. `taken`: a label or a table row stands here, so no heading can."""

    text: str
    block: Block
    number: Number | None
    taken: bool


def number(text: str) -> Number | None:
    """The numbering of a line: "2.", "2.1", "IV.", "B.", "a.", "(ii)", "Part 3."."""
    match = _NUMBER.match(text)
    if not match:
        return None
    part = "part " if match["part"] else ""
    if match["decimal"]:
        digits = [int(piece) for piece in re.split(r"\s?\.\s?", match["decimal"])]
        printed = text[match.end("decimal") : match.end()].strip()
        if len(digits) == 1 and not printed and not part:
            return None
        if match["sub"]:
            return Number(f"{part}decimal{len(digits) + 1}", ord(match["sub"].lower()) - 96, match.end())
        return Number(f"{part}decimal{len(digits)}", digits[-1], match.end())
    for style in ("bracket", "roman", "upper", "lower_roman", "lower"):
        sign = match[style]
        if sign:
            return _letter(style, sign, part, match.end())
    return None


def _letter(style: str, sign: str, part: str, end: int) -> Number:
    if style == "bracket":
        kind = "digit" if sign.isdigit() else "upper" if sign.isupper() else "lower"
        return Number(f"{part}({kind})", int(sign) if sign.isdigit() else ord(sign[0].lower()) - 96, end)
    if sign.isupper() and _CASED.fullmatch(sign) and (len(sign) > 1 or sign in "IVX"):
        return Number(f"{part}roman", _roman(sign), end)
    if sign.islower() and (len(sign) > 1 or sign == "i"):
        return Number(f"{part}lower_roman", _roman(sign.upper()), end)
    return Number(f"{part}{'upper' if sign.isupper() else 'lower'}", ord(sign.lower()) - 96, end)


def _roman(sign: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in sign]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def looks(line: Line, forms: Forms) -> bool:
    """Whether a line by itself could be a heading: short, capital first, no sentence."""
    text = line.text
    if not text or len(text) > LONGEST or line.taken:
        return False
    words_at = line.number.end if line.number else 0
    body = text[words_at:].strip()
    words = body.split()
    if not words or len(words) > WORDS or not _LETTERS.search(body) or _ADDRESS.search(body):
        return False
    firm = bool(line.number) or line.block.bold
    if text.endswith(_ENDS) and not (line.number and text.endswith(".") and len(words) <= 6 and line.number.style != "decimal2"):
        return False
    if ":" in body and not (firm and body.endswith(":") and body.count(":") == 1):
        return False
    if text.endswith("?") or (body[0] in "\"«“'([" and not (body[0] == "[" and body[-1] == "]")):
        return False
    body = body.strip("[]")
    if not (body[0].isupper() or (body[0].isdigit() and firm)):
        return False
    if not firm and (len(words) > PLAIN_WORDS or _LAST_YEAR.search(body)):
        return False
    folded = word_texts(body)
    if folded and folded[0] in forms.answer_words:
        return False
    return line.block.bold or forms.sentence_words.isdisjoint(folded)


def is_heading(lines: Sequence[Line], at: int, forms: Forms) -> bool:
    """Whether line `at` heads what follows it. The file's own word counts most, then looks and the lines around."""
    line = lines[at]
    text = line.text
    if line.taken or line.block.kind in ("row", "label"):
        return False
    if line.block.kind == "heading":
        return len(text) <= MARKED and not text.endswith((";", ",")) and _LETTERS.search(text) is not None
    if line.block.kind == "item" and not (line.number or line.block.bold):
        return False
    if not looks(line, forms):
        return False
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is None or (following.taken and following.block.kind != "row"):
        return False
    if line.number:
        return not _in_list(lines, at, forms)
    if line.block.bold:
        return True
    return _heads(lines, at, following, forms)


def _heads(lines: Sequence[Line], at: int, following: Line, forms: Forms) -> bool:
    """Whether a plain short line stands over text: nothing but white space sets it off."""
    line, before = lines[at], lines[at - 1] if at else None
    apart = line.block.gap or following.block.gap
    if before is not None and not line.block.gap and _is_bare(before):
        return False
    if following.block.kind in ("item", "row"):
        return apart or following.block.kind == "row"
    if following.number and looks(following, forms):
        return True
    if len(following.text) >= BODY and len(following.text) > 2 * len(line.text):
        return True
    if apart and following.text.endswith(".") and len(following.text) > 1.5 * len(line.text):
        return True
    under = lines[at + 2] if at + 2 < len(lines) else None
    return line.block.gap and looks(following, forms) and under is not None and not under.taken and len(under.text) >= BODY


def _is_bare(line: Line) -> bool:
    """A short line that neither closes a sentence nor opens a list: among such lines none is a heading."""
    plain = line.block.kind == "paragraph" and not line.taken and not line.number
    return plain and len(line.text) < LONGEST and not line.text.endswith((".", ":"))


def _in_list(lines: Sequence[Line], at: int, forms: Forms) -> bool:
    """Whether a numbered line is an entry of a list: its neighbours are short lines that count on from it, without text between."""
    line = lines[at]
    if line.block.bold:
        return False
    after = lines[at + 1] if at + 1 < len(lines) else None
    before = lines[at - 1] if at else None
    if after and _counts_on(line, after):
        return True
    if before and _counts_on(before, line):
        return not (after and len(after.text) >= BODY and looks(line, forms) and line.block.gap)
    return False


def _counts_on(line: Line, after: Line) -> bool:
    first, second = line.number, after.number
    return first is not None and second is not None and first.style == second.style and first.rank + 1 == second.rank


def style_of(line: Line, trusted: bool) -> tuple[int, str]:
    """(level the file gives, 0 where none; what the heading looks like). `trusted`: the level is the file's own, not a guess."""
    level = line.block.level if line.block.kind == "heading" else 0
    looks_like = line.number.style if line.number else "bold" if line.block.bold and not level else "plain"
    if not line.number and not level and not _LOWER.search(line.text):
        looks_like = "capitals"
    return level, "" if trusted and level else looks_like


@dataclass(frozen=True, slots=True)
class Entry:
    """An open heading. `code`: the field it sets, empty for none; `fixed`: a form's own section, which only another one ends."""

    text: str
    level: int
    style: str
    code: str = ""
    fixed: bool = False
    in_answer: bool = False
    block: Block | None = None


def opened(stack: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """The open headings once `entry` stands: it ends its own kind and all that stood under it."""
    kept = list(stack)
    if entry.fixed:
        while kept and not (kept[-1].fixed and kept[-1].level < entry.level):
            kept.pop()
        return (*kept, entry)
    floor = max((index + 1 for index, old in enumerate(kept) if old.fixed), default=0)
    for index in range(floor, len(kept)):
        old = kept[index]
        same = old.style == entry.style and old.level == entry.level
        shallower = entry.level and (old.level > entry.level or (old.level == entry.level and not entry.style))
        unknown = entry.level and not old.level and any(o.level >= entry.level for o in kept[floor:index])
        above = _outranks(entry.style, old.style)
        if same or shallower or unknown or above:
            del kept[index:]
            break
    return (*kept, entry)


def _outranks(style: str, old: str) -> bool:
    """Whether a decimal number ends a deeper decimal one: "3." ends "2.1"."""
    if style.startswith("decimal") and old.startswith("decimal"):
        return int(style[-1]) < int(old[-1])
    return style.startswith("part ") and old.startswith("part ") and style != old
