"""A raw/ folder of reports to review, the pages that serve it, and a real browser before them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.styles import ParagraphStyle

from tests.read_files import BODY, H1, Paragraph, Spacer, item, pdf

TOUR = "In 2018 the National Theatre toured Chile and Peru with four plays."
FAIR = "In 2019 the ministry took part in the Accra book fair with publishers from Ghana; in 2020 it trained librarians from Kenya."
ACCORD = "Le Ministère de la culture a signé en 2017 un accord de coproduction avec la Belgique."
LONG = (
    "Le Ministère de la culture et du patrimoine a signé en 2017, après deux années de discussions entre les services des deux pays et "
    "leurs centres du cinéma, un accord de coproduction qui ouvre les fonds de soutien aux films tournés avec la Belgique."
)
MISSED = "Four puppeteers from Mali worked beside ours all through the spring of 2021."
HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
CUT = ParagraphStyle("cut", parent=BODY, allowWidows=1, allowOrphans=1)
"""A paragraph that may be cut after its first line."""
DOWN = 546
"""Points of white space that leave room for two lines of the last paragraph of a PDF on its first page."""
LINES = ("Name of Party: Portugal", "Quadrennial Periodic Report 2020", "International cultural cooperation")


def report_txt(*lines: str) -> bytes:
    """A report as text: a paragraph a line."""
    return "\n\n".join((*LINES, *lines)).encode()


def report_html(*lines: str) -> bytes:
    """A report as a web page."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<html><body><h1>{LINES[1]}</h1><p>{LINES[0]}</p><h2>{LINES[2]}</h2>{body}</body></html>".encode()


def report_pdf(*lines: str) -> bytes:
    """A report as a PDF of two pages: the last line runs from one to the other."""
    first = [Paragraph(line, H1 if n else BODY) for n, line in enumerate(LINES)]
    body: list[Any] = [item(escape(line)) for line in lines[:-1]]
    return pdf([*first, *body, Spacer(1, DOWN), Paragraph(lines[-1], CUT)])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class House:
    """A raw/ folder, its tables, and the address of its pages."""

    home: Path
    url: str = ""

    @property
    def database(self) -> str:
        """The state database."""
        return f"sqlite:///{self.home / 'state.sqlite'}"

    def write(self, name: str, data: bytes) -> None:
        """A report as it is now."""
        path = self.home / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    @property
    def places(self) -> list[str]:
        """The options that say where everything is."""
        return ["--raw", str(self.home / "raw"), "--db", self.database]

    def call(self, *words: str) -> str:
        """A command of the program, in a process of its own."""
        command = [sys.executable, "-c", "from pipeline.cli import main; main()", *words, *self.places]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self) -> str:
        """Reads what is new and publishes what was said."""
        return self.call("run", "--direct", "--processed", str(self.home / "processed"))

    def actions(self, cycle: str) -> list[dict[str, Any]]:
        """The published actions with their partners, in the order of the text."""
        import pyarrow.parquet as pq

        folder = self.home / "processed" / cycle
        partners: dict[str, list[str]] = {}
        for row in pq.read_table(folder / "action_countries.parquet").to_pylist():
            if row["role"] == "partner":
                partners.setdefault(row["action_id"], []).append(row["country"])
        rows = pq.read_table(folder / "actions.parquet").to_pylist()
        return [row | {"partners": partners.get(row["action_id"], [])} for row in sorted(rows, key=lambda row: row["start"])]


@contextmanager
def serving(house: House, *options: str) -> Iterator[House]:
    """The pages of a house, in a process of their own."""
    port = free_port()
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "review", "--port", str(port), *house.places, *options]
    command += ["--processed", str(house.home / "processed")]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "NICEGUI"))}
    with (house.home / "pages.log").open("w") as log:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment, cwd=house.home)
    try:
        assert server.stdout is not None
        told = server.stdout.readline()
        found = re.search(r"http://\S+/", told)
        assert found, told + (house.home / "pages.log").read_text()
        house.url = found[0]
        with urllib.request.urlopen(house.url + "static/style.css") as answer:
            assert answer.status == 200
        yield house
    finally:
        server.terminate()
        server.wait(10)
        if server.stdout:
            server.stdout.close()


def chromium() -> str | None:
    """The system's browser."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
