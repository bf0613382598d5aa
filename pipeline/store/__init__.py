"""The only writer: raw files and their hashes, the state database, cached results, releases."""

from __future__ import annotations

from pipeline.store.accounts import ROLES, Account, Accounts, Role
from pipeline.store.corrections import Corrections
from pipeline.store.database import opened, sqlite_url
from pipeline.store.ledger import CycleRun, Ledger, SourceState
from pipeline.store.lock import locked
from pipeline.store.places import is_remote, place
from pipeline.store.published import read_table
from pipeline.store.raw import RawFile, raw_files, sha256_of
from pipeline.store.releases import MANIFEST, Counts, Draft, Entry, Files, Manifest, Releases, releases_of
from pipeline.store.results import Results

__all__ = [
    "MANIFEST",
    "ROLES",
    "Account",
    "Accounts",
    "Corrections",
    "Counts",
    "CycleRun",
    "Draft",
    "Entry",
    "Files",
    "Ledger",
    "Manifest",
    "RawFile",
    "Releases",
    "Results",
    "Role",
    "SourceState",
    "is_remote",
    "locked",
    "opened",
    "place",
    "raw_files",
    "read_table",
    "releases_of",
    "sha256_of",
    "sqlite_url",
]
