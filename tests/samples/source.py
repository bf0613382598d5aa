"""The text of a sample report, kept once: a list of blocks in print order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
COMMITTED = "reports"
TEXTS = ("title", "agency", "note", "section", "label", "heading", "p", "li", "question", "running_head", "spam")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a report.

    `kind`: title, agency, label, heading, p (paragraph), li (list item), table, partners; note and section are printed but answer
    nothing; question is a numbered question of a web form, `choice` its ticked box; running_head and spam belong to the page.
    """

    kind: str
    text: str = ""
    level: int = 1
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    form: str = ""
    number: int = 0
    number_first: bool = False
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One sample report before it is set; `layout` names the function that sets it."""

    id: str
    cycle: str
    format: str
    layout: str
    blocks: tuple[Block, ...]

    @property
    def path(self) -> str:
        """Where the finished file stands, from the root of the project."""
        return f"raw/{self.cycle}/{self.id}.{self.format}"

    def first(self, kind: str) -> str:
        """The text of the first block of a kind, or nothing."""
        return next((block.text for block in self.blocks if block.kind == kind), "")


def block(raw: dict[str, Any]) -> Block:
    """Raises ValueError on a block of no known kind."""
    for kind in ("table", "partners"):
        if kind in raw:
            body = raw[kind]
            return Block(kind, header=tuple(body["header"]), rows=tuple(map(tuple, body["rows"])), form=body.get("form", "table"))
    kind = next((name for name in TEXTS if name in raw), "")
    if not kind:
        raise ValueError(f"a block needs one of {TEXTS}: {raw}")
    rest = {name: value for name, value in raw.items() if name != kind}
    return Block(kind, raw[kind], **rest)


def load(path: Path) -> Source:
    """One file of a split."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Source(raw["id"], raw["cycle"], raw["format"], raw["layout"], tuple(map(block, raw["blocks"])))


def splits() -> list[str]:
    """The folders of sample texts: `reports`, whose files are committed under `raw/`, and those that are built when needed."""
    return sorted({path.parent.name for path in HERE.glob("*/*.yaml")})


def sources(split: str = COMMITTED) -> Iterator[Source]:
    """Every sample of a split, in the order of their names. Raises ValueError where there is no such split."""
    if split not in splits():
        raise ValueError(f"no sample texts in {split!r}, only in {splits()}")
    return (load(path) for path in sorted((HERE / split).glob("*.yaml")))


def answers(source: Source) -> Iterator[str]:
    """The texts of paragraphs, items and table rows in print order; a row is its cells joined by a space."""
    for piece in source.blocks:
        if piece.kind in ("p", "li"):
            yield piece.text
        elif piece.kind == "table":
            yield from (" ".join(row) for row in piece.rows)
