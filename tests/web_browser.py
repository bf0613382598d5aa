"""What tests of the review pages do in a browser: open it, press keys, wait for what a person would see."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

expect.set_options(timeout=20_000)  # a machine that runs other tests as well is slow


def opened(browser: Browser, **options: Any) -> BrowserContext:
    """A browser of one person. Nothing that it shows may come from elsewhere, and no script may fail."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **{"locale": "en-GB", **options})
    context.set_default_timeout(15_000)
    return context


def heading(page: Page) -> Locator:
    """The title of the record."""
    return page.locator(".record h1")


def ready(page: Page) -> None:
    """Waits until a record and its source are shown."""
    expect(page.locator(".record[data-ready]")).to_be_attached()
    expect(page.locator(".source [data-field]").first).to_be_attached()


def press(page: Page, *keys: str) -> None:
    """One key after the other."""
    for key in keys:
        page.keyboard.press(key)


def said(page: Page, words: str) -> None:
    """Waits for what the page says was done."""
    expect(page.locator(".q-notification", has_text=words).last).to_be_visible()
