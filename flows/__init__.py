"""Prefect flows: lists, maps and hands over. Every decision lives in `pipeline`; Prefect is imported nowhere else.

The settings stand here because Prefect reads them when it is imported; what the environment says already wins.
"""

from __future__ import annotations

import os

for _name, _value in {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
}.items():
    os.environ.setdefault(_name, _value)
