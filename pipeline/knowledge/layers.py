"""`models/layers/*.npz`: what was learnt from examples, each as one linear layer over hashed, named features.

`make train` writes them from the example sentences and the development gold; `models/layers/README.md` is their card.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile

from pipeline.errors import KnowledgeError

FOLDER = "layers"
REMEMBERED = 1 << 15
"""Most names of features whose rows a layer remembers."""
Feature = tuple[str, float]
"""A feature's name and weight."""
SURE = ("action", "partners", "period", "mechanisms")
"""What an act may be right in, as a whole and in each of its values; one layer `sure-...` for each."""


DAMAGED = (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error)
"""What reading a file raises that is missing, cut short, altered, or holds something else."""


@dataclass(frozen=True)
class Layer:
    """`classes`: one a column; `rows`: (2^n, classes) float32; `bias`: (classes,). Raises ValueError where they do not fit."""

    classes: tuple[str, ...]
    rows: Any
    bias: Any
    places: Places = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        size = len(self.rows)
        object.__setattr__(self, "places", Places(size - 1))
        if self.rows.shape != (size, len(self.classes)) or self.bias.shape != (len(self.classes),) or not size or size & (size - 1):
            raise ValueError(f"{len(self.classes)} classes, weights {self.rows.shape}, bias {self.bias.shape}")

    def read(self, features: Sequence[Feature]) -> dict[str, float]:
        """{class: probability}; the values sum to 1."""
        import numpy as np

        weights = np.array([weight for _, weight in features])
        logits: list[float] = (weights @ self.rows[[self.places[name] for name, _ in features]] + self.bias).tolist()
        most = max(logits)
        odds = [exp(logit - most) for logit in logits]
        whole = sum(odds)
        return {name: one / whole for name, one in zip(self.classes, odds, strict=True)}

    def read_each(self, asked: Sequence[Sequence[Feature]]) -> list[dict[str, float]]:
        """The same for many at once, which costs little more than one."""
        import numpy as np

        if not asked:
            return []
        places, names = self.places, [feature for features in asked for feature in features]
        weights = np.array([weight for _, weight in names])
        edges = np.cumsum([0, *map(len, asked)])
        sums = running(self.rows[[places[name] for name, _ in names]] * weights[:, None])
        found = shares(sums[edges[1:]] - sums[edges[:-1]] + self.bias)
        return [dict(zip(self.classes, row, strict=True)) for row in found.tolist()]


class Places(dict[str, int]):
    """Feature -> its row; remembers the names that come again and again."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.last = last

    def __missing__(self, name: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        place = self[name] = bucket(name, self.last)
        return place


def running(rows: Any) -> Any:
    """Running sums, zero first: (n, classes) -> (n + 1, classes). The sum of any stretch is the difference of two of them."""
    import numpy as np

    sums = np.zeros((len(rows) + 1, rows.shape[1]))
    np.cumsum(rows, axis=0, out=sums[1:])
    return sums


def shares(logits: Any) -> Any:
    """Logits -> probabilities, row by row."""
    import numpy as np

    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def bucket(feature: str, last: int) -> int:
    """The row of a feature; `last` is the number of rows, a power of two, less one."""
    return zlib.crc32(feature.encode()) & last


def layer_file(models: Path, name: str) -> Path:
    """Where a layer is kept."""
    return models / FOLDER / f"{name}.npz"


def load_layer(models: Path, name: str) -> Layer:
    """Raises KnowledgeError: the file is missing or damaged."""
    import numpy as np

    path = layer_file(models, name)
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return Layer(tuple(map(str, stored["classes"])), stored["rows"].astype(np.float32) * stored["scale"], stored["bias"])
    except DAMAGED as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}); restore it from the repository or run make train") from error


def load_sure(models: Path) -> Mapping[str, Layer]:
    """{what: layer} for each of SURE. Raises KnowledgeError: a file is missing or damaged."""
    return MappingProxyType({what: load_layer(models, f"sure-{what}") for what in SURE})
