"""What every reader does to the characters it finds: one form of each sign, no invisible ones, single spaces."""

from __future__ import annotations

import re
import unicodedata

BULLETS = "•◦▪▫■●○◘◙‣⁃∙·◆◇❖➢➤►▶▸▹➔→➣✦❑❒■◼◾★➨⮚⇒»⦁⚫⚬"
DASHES = "-–—−‐*+¬~"
BOXES = "☐☑☒✓✔✗✘"

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Symbol and Wingdings glyphs that word processors leave in the private-use area; a box keeps its meaning, the rest are bullets.
_PRIVATE_BOXES = {0xF0A8: "☐", 0xF06F: "☐", 0xF0A3: "☐", 0xF071: "☐", 0xF0FE: "☒", 0xF0FD: "☒", 0xF078: "☒", 0xF0FC: "✓", 0xF052: "☑"}
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\u061c\u00ad\ufffc"

_TABLE: dict[int, str | None] = {
    **dict.fromkeys(range(0x00, 0x20)),
    **dict.fromkeys(range(0x7F, 0xA0)),
    **{ord(c): None for c in _INVISIBLE},
    **_LIGATURES,
    **dict.fromkeys(range(0xE000, 0xF900), "\uf0b7"),
    **_PRIVATE_BOXES,
    **dict.fromkeys(range(0xFDD0, 0xFDF0)),
    **dict.fromkeys(range(0xFFFE, 0x10000)),
    **dict.fromkeys(range(0xD800, 0xE000)),
    **{ord(c): " " for c in _SPACES},
}
_ODD = re.compile(r"[^\x20-\x7e¡-\u00ac\u00ae-\u02ff‘’“”–—…€•œŒ]")
_FAR = re.compile("[\U000e0000-\U0010ffff\ufdd0-\ufdef]")
_RUNS = re.compile(r" {2,}")
_CID = re.compile(r"\(cid:\d+\)")
_PRIVATE = "\uf0b7"


def clean(text: str) -> str:
    """NFC, ligatures opened, soft hyphens, control and zero-width characters gone, every white space a single space.

    A private-use glyph or an unmapped one, "(cid:127)", becomes U+F0B7, which `bullet` knows; `plain` takes it out.
    """
    if _is_clean(text):
        return text
    if "(cid:" in text:
        text = _CID.sub(_PRIVATE, text)
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    return _RUNS.sub(" ", _FAR.sub("", text)).strip(" ")


def _is_clean(text: str) -> bool:
    """Most texts are, and every line is asked."""
    spaced = "  " not in text and text[:1] != " " and text[-1:] != " "
    return spaced and "(cid:" not in text and ((text.isascii() and text.isprintable()) or not _ODD.search(text))


def plain(text: str) -> str:
    """`clean`, and no private-use glyphs either."""
    text = clean(text)
    if _PRIVATE in text:
        text = _RUNS.sub(" ", text.replace(_PRIVATE, " ")).strip(" ")
    return text


_BULLET = re.compile(
    rf"(?:[{re.escape(BULLETS)}{_PRIVATE}]+(?:\s+|(?=\S))|[{re.escape(DASHES)}]{{1,2}}\s+|[-–—](?=[^\W\d_a-zà-ÿ][^\W\d_])|[oO0§]\s+(?=[^\W\d_]|[\"«“(]))(?=\S)"
)
_LONE = re.compile(rf"[{re.escape(BULLETS)}{_PRIVATE}{re.escape(DASHES)}]|o|§")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,2}){1,3}[.)]?)\s+(?=\S)")
_BOX = re.compile(rf"[{BOXES}]\s*(?=\S)")


def bullet(text: str) -> int:
    """Length of the bullet sign that opens `text` with the space after it, 0 where there is none.

    A capital O or a zero counts only where the next word starts in upper case: "O Meeting", never "0 projects".
    """
    match = _BULLET.match(text)
    if not match:
        return 0
    if text[0] in "O0" and not text[match.end() : match.end() + 1].isupper():
        return 0
    # "- 12 %" and "→ 2019" are values, not items, but only where nothing else follows the figure
    return match.end()


def lone_bullet(text: str) -> bool:
    """A word that is nothing but a bullet sign."""
    return _LONE.fullmatch(text) is not None


def numbering(text: str) -> int:
    """Length of the numbering ("1.", "a)", "(i)", "2.1") that opens `text` with its space, 0 where there is none."""
    match = _NUMBER.match(text)
    return match.end() if match else 0


def box(text: str) -> int:
    """Length of the tick box that opens `text`, 0 where there is none."""
    match = _BOX.match(text)
    return match.end() if match else 0
