"""`python -m tests.screenshots`: the pictures of docs/review.md, made from the project's own sample reports."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.web import House, chromium, serving

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "review"
QUEUE = "?cycle=2020&order=report"
PDF, HTML = "&source=2020/rpq-afrique-centrale.pdf", "&source=2020/bilingual-audiovisual-measure.html"
COLOURS = 200
"""Enough for a page of text; a picture of all colours would be five times as large."""


def record(page: Page, url: str) -> None:
    """Opens the first record of a queue."""
    page.goto(url)
    page.locator("a.start").click()
    page.locator(".record[data-ready]").wait_for()
    page.wait_for_timeout(800)


def conflict(page: Page, house: House) -> None:
    """A field that a person set and the machine reads otherwise by now."""
    record(page, house.url + QUEUE + "&source=2020/regional-cultural-diplomacy.txt&words=2018")
    page.get_by_label("Period").fill("2016/2017")
    page.keyboard.press("Control+Enter")
    page.locator(".history").wait_for()
    path = house.home / "raw" / "2020" / "regional-cultural-diplomacy.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("2018", "2015"), encoding="utf-8")
    house.run()
    record(page, house.url + "?cycle=2020&state=conflict")


def keys(page: Page, house: House) -> None:
    """The list of keys."""
    record(page, house.url + QUEUE + HTML)
    page.keyboard.press("?")
    page.wait_for_timeout(800)


SHOTS: dict[str, tuple[dict[str, Any], Any]] = {
    "queue": ({}, lambda page, house: page.goto(house.url + "?cycle=2020")),
    "record-pdf": ({}, lambda page, house: record(page, house.url + QUEUE + PDF)),
    "record-html-dark": ({"color_scheme": "dark", "locale": "fr-FR"}, lambda page, house: record(page, house.url + QUEUE + HTML)),
    "record-narrow": ({"viewport": {"width": 390, "height": 844}}, lambda page, house: record(page, house.url + QUEUE + PDF)),
    "keys": ({}, keys),
    "conflict": ({}, conflict),
}


def main() -> None:
    """Writes them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        house = House(Path(folder))
        shutil.copytree(ROOT / "raw", house.home / "raw")
        house.run()
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-background-networking"])
        with serving(house, "--reviewer", "ana"):
            for name, (options, prepare) in SHOTS.items():
                context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, "locale": "en-GB", **options})
                page = context.new_page()
                prepare(page, house)
                picture = Image.open(io.BytesIO(page.screenshot()))
                picture.convert("RGB").quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
