"""How a YAML file of `models/` becomes a frozen value: one strict pydantic model a file, loud when it does not fit."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import KnowledgeError

MODELS = Path(os.environ.get("RAPPORTEUR_MODELS") or Path(__file__).resolve().parents[2] / "models")


class Frozen(BaseModel):
    """Base of everything read from YAML: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


T = TypeVar("T", bound=BaseModel)


def load_yaml(path: Path) -> Any:
    """Raises KnowledgeError: missing file or broken YAML, with the file's name."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror}); restore it from the repository") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}: not valid YAML: {error}") from error


def load_model(kind: type[T], path: Path) -> T:
    """One YAML file as `kind`. Raises KnowledgeError naming the file, the key and the bad value."""
    try:
        return kind.model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(f"{path}: {where}: {first['msg']} (got {first['input']!r:.80})") from error


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
