"""The nine tables: contract, rows of a report, checks, files. Nothing here reads or writes a file."""

from __future__ import annotations

from pipeline.tables.contract import BY_NAME, SCHEMA_VERSION, TABLES
from pipeline.tables.report import Quarantined, Report, Stamp
from pipeline.tables.schema import Column, Reference, Table

__all__ = ["BY_NAME", "SCHEMA_VERSION", "TABLES", "Column", "Quarantined", "Reference", "Report", "Stamp", "Table"]
