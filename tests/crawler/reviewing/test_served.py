"""The desk's page as a real server and in a real Chromium: strangers stay out, nothing in a record runs."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.crawler.reviewing.samples import CASE, HOSTILE, fill

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The printed address of a real desk in a process of its own, over a copy with both records."""
    folder = fill(tmp_path_factory.mktemp("desk"))
    command = [sys.executable, "-m", "crawler", "review", "--serve", "--by", "Redaksi"]
    command += ["--content", str(folder / "content"), "--var", str(folder / "var")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", server.stdout.readline())
        assert found
        yield found[0]
        server.send_signal(signal.SIGTERM)
        _, told = server.communicate(timeout=20)
        assert told == "", "nothing is logged, the token least of all"


def ask(served: str, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
    port = int(re.findall(r":(\d+)/", served)[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_the_server_keeps_strangers_out(served: str) -> None:
    assert ask(served, "GET", "/").status == 403
    assert ask(served, "GET", "/", Host="jahat.test").status == 421
    assert ask(served, "PUT", "/").status == 403
    assert ask(served, "POST", "/", "x" * 70_000).status == 413
    answer = ask(served, "GET", f"/?{served.partition('?')[2]}")
    assert answer.status == 303
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    page = ask(served, "GET", "/", Cookie=cookie)
    assert page.status == 200
    assert ask(served, "HEAD", "/", Cookie=cookie).status == 200
    policy = page.getheader("Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "script" not in policy
    assert (page.getheader("X-Frame-Options"), page.getheader("Cache-Control")) == ("DENY", "no-store")
    forged = ask(served, "POST", f"/catatan/{CASE.id}/terbitkan", urlencode({"seen": "x"}), Cookie=cookie)
    assert forged.status == 403


def test_a_port_that_is_taken_is_one_line(served: str, tmp_path: Path) -> None:
    port = re.findall(r":(\d+)/", served)[0]
    command = [sys.executable, "-m", "crawler", "review", "--serve", "--port", port, "--by", "R"]
    done = subprocess.run([*command, "--content", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (1, f"error: 127.0.0.1:{port}: Address already in use\n")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_nothing_in_a_record_runs_and_axe_finds_nothing(browser: Browser, served: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    troubles: list[str] = []
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(served)
    base = page.url
    for path in ("", f"catatan/{CASE.id}", f"catatan/{HOSTILE.id}", f"catatan/{CASE.id}?hasil=ubah"):
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("script, img, iframe, object").count() == 0
        assert page.locator("[href^='javascript:']").count() == 0
    page.close()
    assert troubles == []


@pytest.mark.browser
def test_the_keyboard_decides_without_script(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served)
    page.goto(f"{page.url}catatan/{CASE.id}")
    expect(page.locator("mark").first).to_have_text("Wigbertus Sarawale")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
    button = page.get_by_role("button", name="Terbitkan, nama tetap ditahan")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Catatan diterbitkan dengan nama tetap ditahan.")
    expect(page.get_by_role("heading", name="Rekaan Terduga")).to_contain_text("ditahan")
    page.get_by_text("Tarik catatan ini").click()
    page.get_by_label("Alasan, untuk daftar koreksi publik").fill("diminta Rekaan Terduga")
    page.get_by_role("button", name="Tarik", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis tanpa nama.")
    context.close()
