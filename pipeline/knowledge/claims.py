"""`models/claims/weights.npz`: what the words of a clause claim, as one linear layer over hashed word features.

`make train` writes it from the example sentences and the development gold; `models/claims/README.md` is its card.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from pipeline.errors import KnowledgeError

FILE = Path("claims") / "weights.npz"
NOTHING = "-"
"""The class of words that tell of no act."""


@dataclass(frozen=True)
class Claims:
    """The layer. `codes`: mechanism codes and NOTHING, one a column; `rows`: (2^n, codes) float32; `bias`: (codes,)."""

    codes: tuple[str, ...]
    rows: Any
    bias: Any

    def read(self, features: Iterable[tuple[str, float]]) -> dict[str, float]:
        """{code: probability} of one clause; the values sum to 1. `features`: name and weight."""
        import numpy as np

        names, weights = zip(*features, strict=True) if features else ((), ())
        last = len(self.rows) - 1
        picked = self.rows[[bucket(name, last) for name in names]]
        logits = np.asarray(weights, dtype=np.float32) @ picked + self.bias if names else self.bias
        odds = np.exp(logits - logits.max())
        return dict(zip(self.codes, (odds / odds.sum()).tolist(), strict=True))


def bucket(feature: str, last: int) -> int:
    """The row of a feature; `last` is the number of rows, a power of two, less one."""
    return crc32(feature.encode()) & last


def load_claims(models: Path) -> Claims:
    """Raises KnowledgeError: the file is missing or damaged."""
    import numpy as np

    path = models / FILE
    try:
        with np.load(path, allow_pickle=False) as stored:
            rows = stored["rows"].astype(np.float32) * stored["scale"]
            return Claims(tuple(map(str, stored["codes"])), rows, stored["bias"])
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}); restore it from the repository or run make train") from error
