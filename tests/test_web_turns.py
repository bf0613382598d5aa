"""What a key does when the page is not, or no longer, what the person saw."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import ACCORD, FAIR, MISSED, TOUR, House, report_txt, serving
from tests.web_browser import choose, heading, opened, press, ready, said, start, watched

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
CYCLES = ("added", "held", "only", "presence", "stale", "typed")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A cycle for each test."""
    found = House(tmp_path_factory.mktemp("turns"))
    for cycle in CYCLES:
        found.write(f"{cycle}/report.txt", report_txt(TOUR, FAIR, ACCORD, MISSED))
    found.run()
    with serving(found, "--reviewer", "ana"):
        yield found
        assert "Traceback" not in (found.home / "pages.log").read_text()


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """An empty page."""
    with watched(browser, house.url) as found:
        yield found


def said_of(house: House, cycle: str) -> list[str]:
    """What was said of a cycle's report."""
    return [line for line in house.call("corrections", "export").splitlines() if f'"{cycle}/report.txt"' in line]


def test_a_key_that_is_held_down_acts_once(page: Page, house: House) -> None:
    start(page, house.url, "held")
    for _ in range(4):  # a browser repeats a key that is not let go
        page.keyboard.down("a")
    page.keyboard.up("a")
    said(page, "Accepted")
    expect(heading(page)).to_contain_text("2 / ")
    page.wait_for_timeout(500)
    assert len(said_of(house, "held")) == 1


def test_a_key_means_the_record_that_the_person_saw(page: Page, house: House) -> None:
    start(page, house.url, "stale")
    page.evaluate("rapporteur.command('accept'); rapporteur.command('reject')")
    said(page, "Another record is shown by now: nothing was done.")
    expect(heading(page)).to_contain_text("2 / ")
    (only,) = said_of(house, "stale")
    assert '"accepted"' in only


def test_an_added_action_that_is_undone_makes_room_for_the_next(page: Page, house: House) -> None:
    start(page, house.url, "added")
    first = heading(page).inner_text()
    choose(page, "Four puppeteers from Mali")
    press(page, "i")
    expect(page.get_by_role("combobox", name="Partners")).to_be_focused()
    press(page, "Control+Enter")
    said(page, "New action saved")
    expect(heading(page)).to_contain_text("Four puppeteers")
    press(page, "u")
    said(page, "Undone")
    expect(heading(page)).not_to_contain_text("Four puppeteers")
    press(page, "p")
    expect(heading(page)).to_have_text(first)


def test_the_queue_is_shown_when_the_only_action_is_gone(page: Page, house: House) -> None:
    start(page, house.url, "only")
    choose(page, "Four puppeteers from Mali")
    press(page, "i")
    expect(page.get_by_role("combobox", name="Partners")).to_be_focused()
    press(page, "Control+Enter")
    said(page, "New action saved")
    expect(heading(page)).to_contain_text("Four puppeteers")
    page.goto(page.url.split("?")[0] + "?cycle=only&state=added")
    ready(page)
    expect(heading(page)).to_contain_text("1 / 1")
    press(page, "u")
    expect(page.locator("h1")).to_contain_text("Cycle only: ")
    assert "state=added" in page.url


def test_nothing_typed_is_lost_by_a_split_or_a_merge(page: Page, house: House) -> None:
    start(page, house.url, "typed")
    page.get_by_label("Title").fill("Typed")
    page.get_by_label("Title").blur()
    for key in ("s", "m"):
        press(page, key)
        said(page, "Not saved yet")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_label("Title")).to_have_value("Typed")
        page.wait_for_timeout(300)


def test_others_are_seen_on_an_action_that_has_another_id_by_now(page: Page, browser: Browser, house: House) -> None:
    start(page, house.url, "presence", words="toured")
    page.get_by_label("Title").fill("The tour")
    press(page, "Control+Enter")
    said(page, "Saved")
    house.write("presence/report.txt", report_txt(TOUR.replace("four plays", "five plays"), FAIR, ACCORD, MISSED))
    house.run()
    page.goto(f"{house.url}?cycle=presence&words=toured")
    page.locator("a.start").click()
    ready(page)
    expect(page.get_by_label("Title")).to_have_value("The tour")
    context = opened(browser)
    other = context.new_page()
    other.goto(page.url)
    ready(other)
    expect(page.locator(".told")).to_have_text("ana has this record open as well.")
    press(other, "a")
    said(other, "Accepted")
    expect(page.locator(".history")).to_contain_text("verdict")
    context.close()


def test_another_site_s_name_that_leads_here_is_turned_away(house: House) -> None:
    assert httpx.get(house.url).status_code == 200
    found = httpx.get(house.url, headers={"Host": "elsewhere.example"})
    assert (found.status_code, "of this machine alone" in found.text) == (403, True)
