"""Every kind of page walked with the tabulator alone: each control is reached once, in order, visibly, without a trap."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.theme.test_browser import PAGES, ready

pytestmark = pytest.mark.browser

CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex='0']"
LIST_REACHABLE = """(selector) => [...document.querySelectorAll(selector)]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0)
  .map((e, number) => { e.dataset.nomor = number; return e.outerHTML.slice(0, 120); })"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  const on = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  return {number: e.dataset.nomor ?? null, html: e.outerHTML.slice(0, 120), ring, on};
}"""


def walk(page: Page) -> tuple[list[str], list[dict[str, object]]]:
    """What could be reached, and the stops of the tabulator until it leaves the page."""
    reachable: list[str] = page.evaluate(LIST_REACHABLE, CONTROLS)
    stops: list[dict[str, object]] = []
    for _ in range(len(reachable) + 2):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["number"] == stops[0]["number"]):
            break
        stops.append(stop)
    return reachable, stops


@pytest.mark.parametrize("name", PAGES)
def test_every_control_is_reached_in_order_and_seen(browser: Browser, address: str, name: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    ready(page, address + PAGES[name])
    reachable, stops = walk(page)
    assert reachable, "a page without a single control leads nowhere"
    assert [stop["number"] for stop in stops] == [str(number) for number in range(len(reachable))], stops[-1:]
    assert not [stop for stop in stops if not stop["ring"]], "the focus must be seen"
    assert not [stop for stop in stops if not stop["on"]], "the focus must be on the screen"
    page.close()


def test_the_walk_sees_what_is_wrong(browser: Browser, address: str) -> None:
    page = browser.new_page()
    ready(page, address + "index.html")
    page.evaluate("document.querySelector('main a').tabIndex = 3")  # out of order
    reachable, stops = walk(page)
    assert [stop["number"] for stop in stops] != [str(number) for number in range(len(reachable))]
    page.evaluate("document.querySelector('header a').style.outline = 'none'")
    assert not all(stop["ring"] for stop in walk(page)[1])
    page.close()


def test_the_search_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    ready(page, address + "cari.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # straight to the content
    while page.evaluate("document.activeElement.name") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("netralitas")
    page.keyboard.press("Enter")
    expect(page.locator("#hasil")).to_contain_text("kegiatan ditemukan")
    while page.evaluate("document.activeElement.name") != "jenis":
        page.keyboard.press("Tab")
    page.keyboard.type("Dekl")
    expect(page.locator("#hasil")).to_have_text("1 kegiatan ditemukan.")
    assert "jenis=Deklarasi" in page.url
    while not page.evaluate("document.activeElement.closest('#temuan') !== null"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Aparatur Belu ikrar bersama jaga netralitas")
    page.go_back()  # Alt and the left arrow belong to the browser, not to the page
    expect(page.get_by_label("Kata")).to_have_value("netralitas")
    expect(page.locator("#temuan > li")).to_have_count(1)
    page.close()
