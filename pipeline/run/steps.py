"""What each stage made of a file, kept under the hash of everything that it depends on: one changed word redoes the stages after it.

A stage depends on what the stage before it made, on its own code, on its part of `models/`, and on its libraries. The values of a
file's stages lie side by side under the hash of its bytes; a run begins after the last one whose key still fits, so that a changed
list of mechanisms opens no PDF. What follows the mentions (who reports, actions, rows) takes little and is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from pipeline.knowledge import Knowledge
from pipeline.store import Results
from pipeline.types import Document, Mention, Outline

T = TypeVar("T")
COMMON = ("knowledge", "errors.py", "memory.py", "periods.py", "types.py")
"""Parts of the program that every stage is made of."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`rooms`: its code below pipeline/; `models`: its files and folders below models/; `made`: the type of its value."""

    name: str
    rooms: tuple[str, ...]
    models: tuple[str, ...]
    libraries: tuple[str, ...]
    made: Any


STAGES = (
    Stage("read", ("read",), (), ("lxml", "pdfplumber", "pypdfium2", "python-docx"), Document),
    Stage("segments", ("segments",), ("forms",), (), Outline),
    Stage("language", ("language.py",), ("language.yaml",), ("langdetect",), Outline),
    Stage("entities", ("entities",), ("en", "fr", "countries", "mechanisms.yaml", "periods.yaml"), ("spacy",), tuple[Mention, ...]),
)


class Step(msgspec.Struct, frozen=True):
    """The value of one stage, in MessagePack."""

    key: str
    value: msgspec.Raw


class Steps:
    """The stages of one file, in the order of STAGES. `results` None: nothing is kept."""

    def __init__(self, sha256: str, results: Results | None = None, knowledge: Knowledge | None = None) -> None:
        self.sha256, self.results = sha256, results
        self.keys = keys(sha256, knowledge) if results and knowledge else ()
        known = unpacked(results.stages(sha256)) if results else ()
        self.known = tuple(step for step, key in zip(known, self.keys, strict=False) if step.key == key)
        self.made: list[Step] = []

    def of(self, stage: str, make: Callable[[], T]) -> T:
        """The value of a stage, made now where none that fits was kept."""
        nth = len(self.made)
        if STAGES[nth].name != stage:
            raise ValueError(f"{stage} is not the stage after {nth} others")
        if nth < len(self.known):
            self.made.append(self.known[nth])
            return cast(T, msgspec.msgpack.decode(self.known[nth].value, type=STAGES[nth].made))
        value = make()
        self.made.append(Step(self.keys[nth], msgspec.Raw(msgspec.msgpack.encode(value))) if self.keys else Step("", msgspec.Raw()))
        return value

    def keep(self) -> None:
        """Writes the stages that were made, if any was."""
        if self.results and len(self.known) < len(self.made):
            self.results.keep_stages(self.sha256, msgspec.msgpack.encode(self.made))


def unpacked(kept: bytes | None) -> Sequence[Step]:
    """The steps that were kept; none where they are of another form."""
    try:
        return msgspec.msgpack.decode(kept, type=list[Step]) if kept else ()
    except msgspec.DecodeError:
        return ()


def keys(sha256: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The key of each stage for a file of these bytes."""
    found, key = [], sha256
    for stage in STAGES:
        key = hashlib.sha256(f"{key} {code_of(stage)} {models_of(stage, knowledge.models, knowledge.version)}".encode()).hexdigest()[:32]
        found.append(key)
    return tuple(found)


@cache
def code_of(stage: Stage) -> str:
    """A fingerprint of the code and the libraries of a stage."""
    root = Path(__file__).resolve().parents[1]
    return digest(root, (*COMMON, *stage.rooms), "*.py", repr([(name, version(name)) for name in stage.libraries]))


@lru_cache(maxsize=32)
def models_of(stage: Stage, models: Path, version: str) -> str:  # noqa: ARG001
    """A fingerprint of what a stage knows; `version`: of all that models/ holds."""
    return digest(models, stage.models, "*", "")


def digest(root: Path, parts: Sequence[str], pattern: str, more: str) -> str:
    """SHA-256 over the names and bytes of files; a part that is a folder stands for all files in it."""
    found = hashlib.sha256(more.encode())
    for part in parts:
        for path in sorted((root / part).rglob(pattern)) if (root / part).is_dir() else [root / part]:
            if path.is_file():
                found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
