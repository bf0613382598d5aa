"""Sets every sample report; `python -m tests.samples` writes the files under `raw/`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.samples import page, press, text, unusable, word
from tests.samples.source import Source, sources

ROOT = Path(__file__).resolve().parents[2]
BROKEN = "rpq-afrique-centrale"
UNUSABLE = ("raw/2020/damaged.pdf", "raw/2020/encrypted.pdf", "raw/2020/empty.txt")

LAYOUTS: dict[str, Callable[[Source], bytes]] = {
    "text_aligned": text.aligned,
    "text_wrapped": text.wrapped,
    "text_tabs": text.tabs,
    "html_site": page.site,
    "html_old": page.old,
    "html_platform": page.platform,
    "html_bilingual": page.bilingual,
    "docx_report": word.report,
    "docx_layout_tables": word.layout_tables,
    "docx_measures": word.measures,
    "pdf_form": press.form,
    "pdf_ruled": press.ruled,
    "pdf_columns": press.columns,
    "pdf_web_form": press.web_form,
    "pdf_plain": press.plain,
    "pdf_numbered": press.numbered,
}


def build() -> dict[str, bytes]:
    """{path from the root: the file's bytes}. The same texts always give the same bytes."""
    files = {source.path: LAYOUTS[source.layout](source) for source in sources()}
    whole = next(data for path, data in files.items() if Path(path).stem == BROKEN)
    return files | dict(zip(UNUSABLE, (unusable.damaged(whole), unusable.encrypted(), unusable.empty()), strict=True))


def write() -> list[str]:
    """Writes every file; returns their paths."""
    files = build()
    for path, data in files.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return sorted(files)
