"""Where `models/` is, which version it has, and how words are folded."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

MODELS = Path(os.environ.get("RAPPORTEUR_MODELS") or Path(__file__).resolve().parents[2] / "models")


def fingerprint(models: Path) -> str:
    """Twelve hex digits over names and bytes of all files under `models`, hidden files left out."""
    return digest_of(models, tuple(file_states(models)))


def file_states(models: Path) -> list[tuple[str, int, int]]:
    """(path below `models`, size, time of its last change) of each file, sorted."""
    states = []
    for path in models.rglob("*"):
        name = path.relative_to(models).as_posix()
        if not any(part.startswith((".", "__")) for part in name.split("/")) and path.is_file():
            stat = path.stat()
            states.append((name, stat.st_size, stat.st_mtime_ns))
    return sorted(states)


@lru_cache(maxsize=8)
def digest_of(models: Path, states: tuple[tuple[str, int, int], ...]) -> str:
    """The digest; files that have neither size nor time changed are not read again."""
    digest = hashlib.sha256()
    for name, _, _ in states:
        digest.update(name.encode() + b"\0" + (models / name).read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def fold(text: str) -> str:
    """Case, accents, apostrophes and white space folded: "L’État  major" -> "l'etat major". Length may change."""
    text = text.replace("’", "'").replace("‘", "'").replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


ACCENTED = {ord(c): unicodedata.normalize("NFD", c)[0] for c in map(chr, range(0xC0, 0x250)) if unicodedata.decomposition(c)}
FOREIGN = re.compile(r"[^\x00-\x7f]+")
ACCENTED |= {ord("’"): "'", ord("‘"): "'", 0xA0: " ", 0x202F: " "}


def flat(text: str) -> str:
    """Case, accents and apostrophes folded, character for character: spans in the result are spans in `text`."""
    lower = text.lower()
    if lower.isascii() and len(lower) == len(text):
        return lower
    if len(lower) != len(text):  # a few letters (İ) grow when lowered
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return FOREIGN.sub(unaccented, lower)


def unaccented(match: re.Match[str]) -> str:
    """The plain letters of a run of others."""
    return match.group().translate(ACCENTED)
