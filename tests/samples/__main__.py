"""`python -m tests.samples` rebuilds the sample reports under `raw/`."""

from __future__ import annotations

from tests.samples.build import write

if __name__ == "__main__":
    print("\n".join(write()))
