"""Who may do what on the review pages: signing in, roles, and what pages of others cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.requests import HTTPConnection

from pipeline.store import Account, Accounts, Role
from pipeline.store import opened as opened_database
from pipeline.web.access import FAILURES, Doorkeeper, hashed, is_here
from tests.web import ACCORD, TOUR, House, report_txt, serving
from tests.web_browser import opened, press, ready, said

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Pages that people sign in to: an admin, two reviewers, a reader, and one who will be removed."""
    found = House(tmp_path_factory.mktemp("guarded"))
    found.write("2020/report.txt", report_txt(TOUR, ACCORD))
    found.run()
    told = found.call("user", "add", "root", "--role", "admin", "--password", "secret of root")
    assert told == "root may sign in as admin\n"
    with opened_database(found.database) as engine:
        for name, role in USERS:
            Accounts(engine).add(Account(name, role, hashed(f"secret of {name}")))
    with serving(found, "--sign-in"):
        yield found


USERS: tuple[tuple[str, Role], ...] = (("ana", "reviewer"), ("leo", "reader"), ("tom", "reviewer"))


def sign_in(page: Page, name: str, password: str) -> None:
    """Fills in the form."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_label("Password").press("Enter")


def test_signing_in(browser: Browser, guarded: House) -> None:
    context = opened(browser)
    page = context.new_page()
    page.goto(f"{guarded.url}?cycle=2020&partner=BEL")
    assert "/sign-in?back=" in page.url
    sign_in(page, "ana", "wrong")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    sign_in(page, "ana", "secret of ana")
    expect(page.locator(".grid tbody tr")).to_have_count(1)
    assert page.url.endswith("/?cycle=2020&partner=BEL")
    expect(page.get_by_role("link", name="Users")).to_have_count(0)
    cookie = next(one for one in context.cookies() if one["name"] == "rapporteur_session")
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Lax", -1)
    page.locator("a.start").click()
    ready(page)
    guarded.call("user", "set", "ana", "--role", "reviewer")  # signs her out while her page is open
    press(page, "a")
    said(page, "Your session is over.")
    page.reload()
    assert "/sign-in" in page.url
    sign_in(page, "leo", "secret of leo")
    ready(page)
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    press(page, "a")
    said(page, "You may read, not write")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    for _ in range(5):
        sign_in(page, "tom", "guess")
    sign_in(page, "tom", "secret of tom")
    expect(page.get_by_role("alert")).to_have_text("Too many wrong passwords. Wait a minute.")
    context.close()
    assert guarded.call("corrections", "export") == ""


def test_an_admin_adds_and_removes_users(browser: Browser, guarded: House) -> None:
    context = opened(browser)
    page = context.new_page()
    page.goto(f"{guarded.url}users")
    sign_in(page, "root", "secret of root")
    page.get_by_label("Name", exact=True).fill("eva")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Add").click()
    said(page, "A password needs 10 characters.")
    page.get_by_label("Password").fill("secret of eva")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Remove eva")).to_be_visible()
    page.get_by_role("button", name="Remove tom").click()
    expect(page.get_by_role("button", name="Remove tom")).to_have_count(0)
    assert guarded.call("user", "list") == "ana\treviewer\neva\treviewer\nleo\treader\nroot\tadmin\n"
    context.close()


def test_pages_of_others_can_do_nothing(guarded: House) -> None:
    import httpx

    with httpx.Client(base_url=guarded.url) as client:
        given = {"name": "ana", "password": "secret of ana", "back": "/"}
        form = client.get("/sign-in")
        assert "default-src 'self'" in form.headers["content-security-policy"]
        token = client.cookies["rapporteur_csrf"]
        assert client.post("/sign-in", data=given).status_code == 403
        assert client.post("/sign-in", data=given | {"csrf": "é"}).status_code == 403
        assert client.post("/sign-in", data=given | {"csrf": token}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
        assert client.get("/picture/2020/1/report.txt").status_code == 303
        assert client.post("/_nicegui_ws/socket.io/?EIO=4&transport=polling").status_code == 401
        away = client.post("/sign-in", data=given | {"csrf": token, "back": "//elsewhere.example"})
        assert (away.status_code, away.headers["location"]) == (303, "/")
        assert client.get("/").status_code == 200
        assert client.post("/sign-out", headers={"Origin": "https://elsewhere.example"}).status_code == 403
        asked = {"Origin": "https://elsewhere.example", "Upgrade": "websocket", "Connection": "Upgrade"}
        asked |= {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
        assert client.get("/_nicegui_ws/socket.io/?EIO=4&transport=websocket", headers=asked).status_code == 403
        assert client.post("/sign-out").status_code == 303
        assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("host", "here"),
    [
        pytest.param("127.0.0.1:8080", True, id="address"),
        pytest.param("127.9.9.9", True, id="another-address-of-this-machine"),
        pytest.param("localhost:8080", True, id="name"),
        pytest.param("[::1]:8080", True, id="ipv6"),
        pytest.param("elsewhere.example:8080", False, id="name-that-leads-here"),
        pytest.param("localhost.elsewhere.example", False, id="name-that-begins-like-it"),
        pytest.param("192.168.0.7:8080", False, id="address-beyond"),
        pytest.param("[", False, id="nonsense"),
        pytest.param("", False, id="none"),
    ],
)
def test_pages_of_one_machine_are_asked_for_by_its_own_names(host: str, here: bool) -> None:
    assert is_here(HTTPConnection({"type": "http", "headers": [(b"host", host.encode())]})) == here


def test_guesses_at_the_same_moment_are_counted_before_they_are_checked(tmp_path: Path) -> None:
    with opened_database(f"sqlite:///{tmp_path / 'state.sqlite'}") as engine:
        Accounts(engine).add(Account("ana", "reader", hashed("secret of ana")))
        door = Doorkeeper(Accounts(engine))
        with ThreadPoolExecutor(16) as pool:
            begun = list(pool.map(lambda _: door.begins("ana"), range(40)))
            assert sum(begun) == FAILURES
            assert list(pool.map(lambda n: door.admit("ana", f"guess {n}"), range(8))) == [None] * 8
        assert door.begins("tom")
        assert door.admit("ana", "secret of ana")
        assert door.begins("ana")
