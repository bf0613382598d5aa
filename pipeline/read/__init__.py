"""Bytes -> Document. The reader is picked by content, never by a file's suffix."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping

from pipeline.errors import DocumentError
from pipeline.read import sniff
from pipeline.types import Document

LARGEST = 200 * 1024 * 1024
"""Bytes; no report comes near it, and a larger file would not fit into memory beside its pages."""

# Modules, not functions: a run over text files must not pay for the PDF libraries' import.
READERS: Mapping[str, str] = {
    sniff.PDF: "pipeline.read.pdf",
    sniff.HTML: "pipeline.read.html",
    sniff.DOCX: "pipeline.read.docx",
    sniff.TXT: "pipeline.read.txt",
}


def read(data: bytes, name: str = "") -> Document:
    """One source file as a `Document`; `name` only serves messages.

    Raises DocumentError: damaged, encrypted, empty, scanned, unknown-type, too-large.
    """
    prefix = f"{name}: " if name else ""
    if len(data) > LARGEST:
        raise DocumentError(
            "too-large", f"{prefix}{len(data) // 2**20} MiB are more than {LARGEST // 2**20}; split the report or shrink it"
        )
    try:
        reader: Callable[[bytes], Document] = importlib.import_module(READERS[sniff.sniff(data)]).read
        return reader(data)
    except DocumentError as error:
        raise DocumentError(error.reason, prefix + error.detail) from error
