"""Who is asking: sessions, roles, and protection against pages of others that act in a signed-in person's name."""

from __future__ import annotations

import ipaddress
import secrets
import time
from asyncio import to_thread
from functools import cache
from threading import BoundedSemaphore, Lock
from urllib.parse import quote, urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.store import Account, Accounts

SESSION = "rapporteur_session"
CSRF = "rapporteur_csrf"
OPEN = ("/sign-in", "/static/", "/language/", "/_nicegui/")
"""What anybody may see: the form itself, and what it looks like."""
SAFE = ("GET", "HEAD", "OPTIONS")
SHORTEST = 10
"""Characters of a password."""
CHECKS = 2
"""Passwords that are checked at a time; each takes much memory."""
FAILURES, PAUSE = 5, 60.0
"""After so many wrong passwords a name has to wait so many seconds."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the library's own costs."""
    return PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password."""
    return hasher().hash(password)


def matches(secret: str, password: str) -> bool:
    """Whether a password is the one whose hash this is."""
    try:
        return hasher().verify(secret, password)
    except (VerificationError, InvalidHashError):
        return False


class Doorkeeper:
    """Checks names and passwords; slows down whoever guesses. May be used from several threads."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.tries: dict[str, list[float]] = {}
        self.nobody = hashed(secrets.token_hex(8))
        self.lock, self.costly = Lock(), BoundedSemaphore(CHECKS)

    def begins(self, name: str) -> bool:
        """Whether a password may be tried under a name; the try counts as a wrong one until it is right."""
        lately = time.monotonic() - PAUSE
        with self.lock:
            self.tries = {one: times for one, every in self.tries.items() if (times := [at for at in every if at > lately])}
            tries = self.tries.setdefault(name, [])
            if len(tries) >= FAILURES:
                return False
            tries.append(time.monotonic())
            return True

    def admit(self, name: str, password: str) -> str | None:
        """A new session's token; None for a wrong name or password, which take the same time."""
        account = self.accounts.find(name)
        with self.costly:
            right = matches(account.secret if account else self.nobody, password)
        if not right or account is None:
            return None
        with self.lock:
            self.tries.pop(name, None)
        return self.accounts.sign_in(name)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_here(connection: HTTPConnection) -> bool:
    """Whether a browser asked for this machine by a name that only this machine has: another site's name may lead here as well."""
    try:
        return is_loopback(urlsplit(f"//{connection.headers.get('host', '')}").hostname or "")
    except ValueError:
        return False


def same_origin(connection: HTTPConnection) -> bool:
    """Whether a request comes from a page of this program: browsers say where a page that writes or opens a socket is from."""
    origin = connection.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == connection.headers.get("host")


class Gate:
    """ASGI middleware: knows who is asking, sends whoever has to sign in to the form, and refuses what other sites' pages send.

    `alone`: who works without signing in, where the program listens to this machine only. The account is `scope["account"]`.
    """

    def __init__(self, app: ASGIApp, accounts: Accounts, alone: Account | None) -> None:
        self.app, self.accounts, self.alone = app, accounts, alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or socket."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        writes = scope["type"] == "websocket" or scope["method"] not in SAFE
        if writes and not same_origin(connection):
            await refuse(scope, receive, send, 403, "This request comes from another site's page.")
            return
        if self.alone and not is_here(connection):
            await refuse(scope, receive, send, 403, "These pages are of this machine alone: open them at the address that was printed.")
            return
        account = self.alone or await to_thread(self.accounts.signed_in, connection.cookies.get(SESSION, ""))
        scope["account"] = account
        if account is None and not scope["path"].startswith(OPEN):
            await self.turn_away(scope, receive, send)
            return
        await self.app(scope, receive, with_headers(send) if scope["type"] == "http" else send)

    async def turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        """To the sign-in form, and back afterwards; what is no page is refused."""
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith("/_nicegui_ws"):
            back = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            await RedirectResponse(f"/sign-in?back={quote(back, safe='')}", 303)(scope, receive, send)
            return
        await refuse(scope, receive, send, 401, "Sign in first.")


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    """No."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": why})
        return
    await PlainTextResponse(why, status)(scope, receive, send)


def with_headers(send: Send) -> Send:
    """Sends a response with the headers that bind a browser to this program's own content."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def account_of(request: Request) -> Account:
    """Who is asking."""
    found: Account = request.scope["account"]
    return found


def token_of(request: Request) -> str:
    """What the browser shows of its session; empty where nobody signs in."""
    return request.cookies.get(SESSION, "")


def safe_back(back: str) -> str:
    """Where to go after signing in: a page of this program, whatever an address asks for."""
    fine = back.startswith("/") and not back.startswith(("//", "/\\")) and "\n" not in back and "\r" not in back
    return back if fine else "/"
