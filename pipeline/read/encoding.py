"""Bytes -> characters: byte order marks, UTF-8, UTF-16, and the single-byte code pages of French and English office files."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAGES = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_LIKELY = frozenset("éèêëàâäçùûüôöîïÿœæÉÈÊËÀÂÇÙÛÔÎÏŒñáíóúÑÁÍÓÚ¿¡ãõß")
_SIGNS = frozenset("’‘“”«»–—…•€°²³\u00a0")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_ALONE = re.compile(r"(?<=\s)[^\W\d_a-zA-ZàÀóÓéÉôÔ](?=\s)")
_INSIDE = re.compile(r"(?<=[a-z])[^\x00-\x7f](?=[a-z])")


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file. `declared`: the code page that the file itself names, tried after byte order marks and UTF-8.

    Never fails: a byte without a meaning becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").lstrip("\ufeff")
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and _known(declared):
        return data.decode(declared, errors="replace")
    if _nearly_utf8(data):
        return data.decode("utf-8", errors="replace")
    return max((_decoded(data, page) for page in _PAGES), key=_plausible)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: in western text every second byte is zero."""
    sample = data[:4000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return name.casefold() not in {"utf-8", "utf8", "utf-16", "idna", "punycode", "rot13", "hex", "base64", "zip", "bz2", "uu"}


def _nearly_utf8(data: bytes) -> bool:
    """A UTF-8 file with a few broken bytes: most of its non-ASCII bytes still form characters."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return broken * 3 < len(_NON_ASCII.findall(text))


def _decoded(data: bytes, page: str) -> str:
    return data.decode(page, errors="replace")


def _plausible(text: str) -> int:
    """How much of the non-ASCII text is French, English or Spanish: letters inside words weigh most."""
    score = sum(3 if sign in _LIKELY else 1 if sign in _SIGNS else -4 for sign in _NON_ASCII.findall(text))
    # "Ghana ñ loan": a letter between blanks is a dash of another code page
    score -= 6 * len(_ALONE.findall(text))
    return score + sum(2 if sign in _LIKELY else -2 for sign in _INSIDE.findall(text) if sign not in "’‘-")
