"""How long a reviewer waits: from a key to the next record, in a real browser, with 50,000 actions in the cycle.

`python -m benchmarks.review [--actions 50000] [--raw FOLDER]`: fills a cycle with copies of the reports of FOLDER, reads them, serves the
pages, and walks through the queue, whose order goes from report to report. Needs the system's Chromium.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
STEPS = 40
PRESS = """async key => {
  const record = document.querySelector('.record'), title = () => record.querySelector('h1').textContent;
  const before = title(), ready = record.dataset.ready, started = performance.now();
  const until = good => new Promise(done => {
    const watch = new MutationObserver(() => { if (good()) { watch.disconnect(); done(performance.now() - started); } });
    watch.observe(record, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  const both = Promise.all([until(() => title() !== before), until(() => record.dataset.ready !== ready)]);
  document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  return await both;
}"""
UNUSABLE = ("damaged", "empty", "encrypted")
"""Samples that no run can read."""


def fill(raw: Path, samples: Path, reports: int) -> None:
    """Copies of sample reports under many names."""
    paths = [path for path in sorted(samples.rglob("*")) if path.is_file() and path.stem not in UNUSABLE]
    for number, path in zip(range(reports), itertools.cycle(paths), strict=False):
        place = raw / "2020" / f"{number:05d}-{path.name}"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


def command(home: Path, *words: str) -> list[str]:
    """A command of the program on the benchmark's folders."""
    places = ["--raw", str(home / "raw"), "--processed", str(home / "processed"), "--db", f"sqlite:///{home / 'state.sqlite'}"]
    return [sys.executable, "-c", "from pipeline.cli import main; main()", *words, *places]


def steps(page: Page, key: str) -> list[tuple[float, float]]:
    """Milliseconds from the key until fields and until source are there, for some records one after the other."""
    found = []
    for _ in range(STEPS):
        fields, source = page.evaluate(PRESS, key)
        found.append((fields, source))
        page.wait_for_timeout(300)  # nobody reads a record faster
    return found


def told(name: str, values: list[float]) -> str:
    """Median, the worst of twenty, the worst of all."""
    worst = statistics.quantiles(values, n=20)[-1]
    return f"{name}: median {statistics.median(values):.0f} ms, 95 % {worst:.0f} ms, most {max(values):.0f} ms"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=50_000)
    parser.add_argument("--raw", type=Path, default=ROOT / "raw")
    parser.add_argument("--each", type=int, default=21, help="actions of a report, on average")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / "raw", given.raw, given.actions // given.each)
        done = subprocess.run(command(home, "run", "--direct", "--workers", "2"), capture_output=True, text=True, check=True, cwd=ROOT)
        print(re.findall(r"2020: \d+ files.*", done.stdout)[-1])
        server = subprocess.Popen(
            command(home, "review", "--port", "8097"), stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
        )
        assert server.stdout is not None
        server.stdout.readline()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
                )
                page = browser.new_page()
                for name in ("first", "second"):
                    started = time.perf_counter()
                    page.goto("http://127.0.0.1:8097/?cycle=2020")
                    print(f"queue, {name} time: {time.perf_counter() - started:.2f} s, {page.inner_text('h1')}")
                page.click("a.start")
                page.wait_for_selector(".record[data-ready]")
                for name, key in (("next", "n"), ("accept and next", "a")):
                    found = steps(page, key)
                    print(told(f"{name}, fields", [one for one, _ in found]))
                    print(told(f"{name}, source", [one for _, one in found]))
                browser.close()
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
