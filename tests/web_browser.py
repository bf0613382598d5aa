"""What tests of the review pages do in a browser: open it, press keys, wait for what a person would see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

expect.set_options(timeout=20_000)  # a machine that runs other tests as well is slow


CONTRAST = """element => {
  const light = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(Number)
    .map(part => part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0.05);
  const style = getComputedStyle(element), both = [light(style.color), light(style.backgroundColor)];
  return Math.max(...both) / Math.min(...both);
}"""
"""WCAG's contrast of an element's letters with its background."""


def opened(browser: Browser, **options: Any) -> BrowserContext:
    """A browser of one person. Nothing that it shows may come from elsewhere, and no script may fail."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **{"locale": "en-GB", **options})
    context.set_default_timeout(15_000)
    return context


@contextmanager
def watched(browser: Browser, url: str) -> Iterator[Page]:
    """An empty page for pages at `url`; it fails the test for a script that fails and for a request to another host."""
    context = opened(browser)
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("request", lambda asked: None if asked.url.startswith((url, "data:", "blob:")) else wrong.append(asked.url))
    yield found
    context.close()
    assert wrong == []


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


def choose(page: Page, words: str) -> None:
    """Selects words of the source as Shift and the arrows do, which the browser itself is asked for in a test of their own."""
    page.evaluate(
        """words => {
          const pane = document.querySelector('.source'), walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
          const nodes = []; let text = '';
          for (let node; (node = walker.nextNode()); ) { nodes.push([text.length, node]); text += node.data; }
          const at = text.indexOf(words);
          if (at < 0) throw new Error(`${words} is not in ${text}`);
          const place = offset => { const [from, node] = nodes.findLast(([from]) => from <= offset); return [node, offset - from]; };
          const range = document.createRange();
          range.setStart(...place(at)); range.setEnd(...place(at + words.length));
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        words,
    )


def start(page: Page, url: str, cycle: str, **query: str) -> None:
    """Opens the first record of a cycle by the queue."""
    asked = "&".join(f"{name}={value}" for name, value in {"cycle": cycle, "order": "report", **query}.items())
    page.goto(f"{url}?{asked}")
    page.get_by_role("link", name="Review from the first one").focus()
    page.keyboard.press("Enter")
    ready(page)
