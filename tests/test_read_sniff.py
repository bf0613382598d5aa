from __future__ import annotations

import io
import zipfile

import pytest

import pipeline.read
from pipeline.errors import DocumentError
from pipeline.read import read
from pipeline.read.sniff import DOCX, HTML, PDF, TXT, sniff


def package(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"%PDF-1.7\n", PDF, id="pdf"),
        pytest.param(b"\r\njunk\n%PDF-1.4\n", PDF, id="pdf-after-junk"),
        pytest.param(b"<!DOCTYPE html><p>x", HTML, id="doctype"),
        pytest.param(b"\xef\xbb\xbf\n <HTML><body>x", HTML, id="bom-and-upper-case"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- a --><html xmlns="x">', HTML, id="xhtml"),
        pytest.param(b"<div><p>Part of a page</p></div>", HTML, id="fragment"),
        pytest.param("<html><p>é".encode("utf-16"), HTML, id="utf-16"),
        pytest.param(b"Cooperation with <html> tags named in prose", HTML, id="tag-in-prose-at-the-top"),
        pytest.param(b"Report of Freedonia\n", TXT, id="text"),
        pytest.param(package(["[Content_Types].xml", "word/document.xml"]), DOCX, id="docx"),
    ],
)
def test_sniff(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \n\t\r\n", "empty", id="white-space"),
        pytest.param(b"\xff\xfe\n\0", "empty", id="utf-16-white-space"),
        pytest.param(b"\0" * 5000, "empty", id="zeros"),
        pytest.param(OLE + b"WordDocument", "unknown-type", id="old-word"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="docx-with-password"),
        pytest.param(package(["xl/workbook.xml", "[Content_Types].xml"]), "unknown-type", id="spreadsheet"),
        pytest.param(package(["mimetype", "content.xml"]), "unknown-type", id="opendocument"),
        pytest.param(package(["a.pdf"]), "unknown-type", id="archive"),
        pytest.param(package(["word/document.xml", "[Content_Types].xml"])[:60], "damaged", id="cut-zip"),
        pytest.param(b"{\\rtf1 x}", "unknown-type", id="rtf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "unknown-type", id="picture"),
        pytest.param(bytes(range(256)) * 8, "unknown-type", id="binary"),
        pytest.param(b"%PDF-1.4\nnothing else", "damaged", id="pdf-without-objects"),
    ],
)
def test_unusable_files_have_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data, "x.pdf")
    assert caught.value.reason == reason
    assert caught.value.detail.startswith("x.pdf: ")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.read, "LARGEST", 10)
    with pytest.raises(DocumentError, match="too-large"):
        read(b"a" * 11)


def test_the_suffix_does_not_count() -> None:
    assert read(b"Cooperation with Peru", "report.pdf").media_type == TXT
