"""The program behind the review pages: what it is asked for, its routes, its server."""

from __future__ import annotations

import getpass
import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from nicegui import app as nicegui
from nicegui import ui

from pipeline import knowledge, store
from pipeline.errors import UsageError
from pipeline.review import Desk
from pipeline.run import Settings
from pipeline.store import Account, Accounts
from pipeline.web import orphans, queue, record, routes, users
from pipeline.web.access import Doorkeeper, Gate, is_loopback
from pipeline.web.pages import HOME
from pipeline.web.presence import Presence


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the pages are served. `sign_in`: also on this machine alone; `reviewer`: who works there without signing in."""

    settings: Settings
    host: str = "127.0.0.1"
    port: int = 8080
    sign_in: bool = False
    reviewer: str = ""


@dataclass(frozen=True)
class House:
    """What all pages share."""

    desk: Desk
    accounts: Accounts
    doorkeeper: Doorkeeper
    presence: Presence = field(default_factory=Presence)
    signs_in: bool = False

    def still(self, account: Account, token: str) -> bool:
        """Whether somebody who opened a page may still act: sessions end while pages are open."""
        return not self.signs_in or self.accounts.signed_in(token) == account


def serve(wanted: Wanted, started: Callable[[str], None] = lambda _: None) -> None:
    """Serves the pages until it is interrupted; `started` is told their address.

    Raises UsageError: no tables, or it is to listen beyond this machine and nobody could sign in; StoreError: no database.
    """
    signs_in = wanted.sign_in or not is_loopback(wanted.host)
    with ExitStack() as stack:
        engine = stack.enter_context(store.opened(wanted.settings.database))
        desk = Desk(wanted.settings, engine, knowledge.load(wanted.settings.models))
        desk.cycles()
        accounts = Accounts(engine)
        if signs_in and not accounts.every():
            raise UsageError("nobody could sign in yet: add a first user with `rapporteur user add NAME --role admin`")
        alone = None if signs_in else Account(wanted.reviewer or getpass.getuser(), "admin")
        app = build(House(desk, accounts, Doorkeeper(accounts), signs_in=signs_in), alone)
        run(app, wanted, started)


def build(house: House, alone: Account | None) -> FastAPI:
    """The program. `alone`: who works without signing in."""
    app = FastAPI(openapi_url=None)
    app.mount("/static", StaticFiles(directory=HOME / "static"))
    routes.add(app, house)
    for page in (queue, record, orphans, users):
        page.add(house)
    # a bar without a name, for requests of scripts that these pages do not make
    nicegui.config.quasar_config["loadingBar"] = {"skipHijack": True}
    ui.run_with(app, title="Rapporteur", tailwind=False, show_welcome_message=False, favicon=HOME / "static" / "icon.svg")
    app.add_middleware(Gate, accounts=house.accounts, alone=alone)
    return app


class Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self.tell = started

    async def startup(self, sockets: object = None) -> None:
        """Listens, then says so."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self.tell()


def run(app: FastAPI, wanted: Wanted, started: Callable[[str], None]) -> None:
    """Runs the server. Raises UsageError: its port is taken."""
    logging.getLogger("nicegui").setLevel(logging.WARNING)
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    config = uvicorn.Config(app, host=wanted.host, port=wanted.port, log_level="warning", timeout_graceful_shutdown=2)
    server = Server(config, lambda: started(f"http://{host}:{wanted.port}/"))
    try:
        server.run()
    except SystemExit as error:
        if not server.started:
            raise UsageError(f"{wanted.host}:{wanted.port} cannot be listened on; choose another --port or --host") from error
        raise
