"""RapporteurError
├─ UsageError        the caller asked for something that cannot be: say what, exit 2
├─ KnowledgeError    our own YAML is wrong: stop before anything is read
├─ DocumentError     this file is unusable: quarantine it, carry on
├─ TableError        a table breaks its contract: publish nothing
├─ StoreError        the state or a release cannot be written: publish nothing
└─ Overtaken         somebody else said something of the same action meanwhile: show it before anything is said again
"""

from __future__ import annotations


class RapporteurError(Exception):
    """Anything Rapporteur reports on purpose; every other exception is a bug."""


class UsageError(RapporteurError):
    """The request itself is wrong; the message says what to type instead."""


class KnowledgeError(RapporteurError):
    """A file in `models/` is wrong; the message names the file and both culprits."""


class DocumentError(RapporteurError):
    """One source file cannot be processed.

    `reason` is one word for machines (damaged, encrypted, empty, scanned, unknown-type, too-large);
    `detail` tells a person what to do about it.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


class TableError(RapporteurError):
    """A frame breaks the table contract; the message names table, column and the first bad value."""


class StoreError(RapporteurError):
    """A release or the state database cannot be written or published."""


class Overtaken(RapporteurError):
    """What a person says of an action answers something that is no longer the last word on it."""

    def __init__(self, source: str, action: str) -> None:
        super().__init__(f"{source}: somebody else changed {action} meanwhile; look at it again")
        self.source, self.action = source, action
