"""`python -m pipeline.tables` prints the contract as the page docs/tables.md."""

from __future__ import annotations

import sys

from pipeline.tables.page import page

if __name__ == "__main__":
    sys.stdout.write(page())
