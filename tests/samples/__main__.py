"""`python -m tests.samples` rebuilds the committed samples under `raw/`; `python -m tests.samples SPLIT OUT_DIR` builds another split."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.samples.build import build_split, write

if __name__ == "__main__":
    if len(sys.argv) == 1:
        print("\n".join(write()))
    elif len(sys.argv) == 3:
        print("\n".join(map(str, build_split(sys.argv[1], Path(sys.argv[2])))))
    else:
        sys.exit("usage: python -m tests.samples [SPLIT OUT_DIR]")
