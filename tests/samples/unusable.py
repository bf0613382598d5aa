"""Files that no reader can use, for a run to set aside: damaged, encrypted and empty."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def damaged(whole: bytes) -> bytes:
    """A PDF whose transfer broke off in its first quarter."""
    return whole[: len(whole) // 4]


def encrypted() -> bytes:
    """A PDF that opens with a password only."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(80, 700, "Confidential draft of the quadrennial periodic report")
    canvas.save()
    return buffer.getvalue()


def empty() -> bytes:
    """Nothing at all."""
    return b""
