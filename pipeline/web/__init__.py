"""The review pages: a NiceGUI program that serves everything itself, on this machine alone unless it is told otherwise."""

from __future__ import annotations

from pipeline.web.app import Wanted, serve

__all__ = ["Wanted", "serve"]
