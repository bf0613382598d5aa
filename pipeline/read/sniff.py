"""What kind of file it is, told from its bytes alone."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.errors import DocumentError

PDF = "application/pdf"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TXT = "text/plain"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|\?xml[^>]{0,200}\?>\s*(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html[\s>]))",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(rb"</(?:p|div|h[1-6]|li|ul|ol|table|td|section|article|main|span|label|dl)\s*>", re.IGNORECASE)
# The first bytes of files people send by mistake, with what to do instead
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "this is an RTF file; open it in a word processor and save it as DOCX or PDF"),
    (b"\x89PNG", "this is a picture; send the report as PDF or DOCX, with its text"),
    (b"\xff\xd8\xff", "this is a picture; send the report as PDF or DOCX, with its text"),
    (b"GIF8", "this is a picture; send the report as PDF or DOCX, with its text"),
    (b"II*\x00", "this is a scanned picture; send the report as PDF or DOCX, with its text"),
    (b"MM\x00*", "this is a scanned picture; send the report as PDF or DOCX, with its text"),
    (b"\x1f\x8b", "this is a compressed archive; unpack it and send the report inside"),
    (b"7z\xbc\xaf\x27\x1c", "this is a compressed archive; unpack it and send the report inside"),
    (b"Rar!", "this is a compressed archive; unpack it and send the report inside"),
    (b"\x7fELF", "this is a program, not a report"),
    (b"%!PS", "this is a PostScript file; print it to PDF and send that"),
)
_OFFICE = {"word/": "", "xl/": "a spreadsheet", "ppt/": "a slide show"}


def sniff(data: bytes) -> str:
    """The media type: one of PDF, HTML, DOCX, TXT.

    Raises DocumentError: empty (no bytes), encrypted (a Word file with a password), unknown-type (anything else, with advice).
    """
    head = data[:4096]
    if not head.strip(b"\0\t\n\x0b\x0c\r \xef\xbb\xbf\xfe\xff"):
        if not data.strip(b"\0\t\n\x0b\x0c\r \xef\xbb\xbf\xfe\xff"):
            raise DocumentError("empty", "the file holds nothing; ask the sender for it again")
        head = data.lstrip()[:4096]
    if b"%PDF-" in head[:1100]:
        return PDF
    if head.startswith(_OLE):
        raise _ole(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    for magic, advice in _OTHERS:
        if head.startswith(magic):
            raise DocumentError("unknown-type", advice)
    ascii_head = head.replace(b"\0", b"") if head.count(b"\0") > len(head) // 4 else head
    if _MARKUP.search(ascii_head) or (ascii_head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _TAGS.search(ascii_head)):
        return HTML
    return TXT


def _ole(data: bytes) -> DocumentError:
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return DocumentError("encrypted", "the document is locked with a password; ask the sender for a copy without one")
    return DocumentError("unknown-type", "this is an old Word or Office file; open it in a word processor and save it as DOCX")


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            locked = any(info.flag_bits & 1 for info in archive.infolist())
            kind = archive.read("mimetype")[:60] if "mimetype" in names and not locked else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise DocumentError("damaged", "the file is cut short or broken; ask the sender for it again") from error
    if locked:
        raise DocumentError("encrypted", "the archive is locked with a password; ask the sender for a copy without one")
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return DOCX
    for folder, what in _OFFICE.items():
        if what and any(name.startswith(folder) for name in names):
            raise DocumentError("unknown-type", f"this is {what}, not a report; send the report as DOCX or PDF")
    if b"opendocument.text" in kind:
        raise DocumentError("unknown-type", "this is an OpenDocument text; open it in a word processor and save it as DOCX")
    raise DocumentError("unknown-type", "this is a ZIP archive; unpack it and send the report inside")
