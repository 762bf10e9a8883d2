"""The desk's page: who is let in, what a form changes, and that nothing in a record runs."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from crawler.record import (
    CaseState,
    Event,
    EventType,
    Evidence,
    Official,
    Position,
    Relevance,
    Review,
    Revision,
    Status,
    dump,
)
from crawler.record import Record as KeptRecord
from crawler.reviewing.answering import Answer, Office
from crawler.reviewing.desk import ReviewDesk
from crawler.reviewing.guard import COOKIE, Asked, Guard
from crawler.reviewing.refusing import Refused
from crawler.reviewing.wording import FIELDS, REFUSALS, TYPES, WHYS
from crawler.write.corrections import read_corrections
from crawler.write.store import Store, write_atomically
from crawler.write.texts import FILE, Texts
from tests.crawler.invented import BODY, MOMENT, record

ROOT = Path(__file__).parents[3]
X = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7*7 }}javascript:alert(3)"""
CASE = record(
    event=Event(record().id, EventType.DUGAAN_PELANGGARAN, None, "Aula Kantor Camat Golewa"),
    officials=(Official("Wigbertus Sarawale", speaker=True), Official("Rekaan Terduga", subject=True)),
    evidence=(Evidence("event.venue", BODY[1], "tempat"), Evidence("officials.0.speaker", BODY[1], "ujaran")),
    status=Status.DRAFT,
)
HOSTILE = KeptRecord(
    id="0123456789ab",
    url=f"javascript:alert(4)//{X}",
    outlet=X,
    headline=X,
    published=None,
    published_raw=X,
    retrieved=None,
    authors=(X,),
    relevance=Relevance(0.4, (X,)),
    event=Event(CASE.id, EventType.IMBAUAN, None, X),
    kabupaten=(X,),
    kecamatan=(X,),
    officials=(Official(X, (Position(X, X),), True, True, CaseState.DIPERIKSA),),
    institutions=(X,),
    laws=(X,),
    election=X,
    groups=(X,),
    evidence=(Evidence("event.venue", X, X), Evidence("officials.0.speaker", X, X), Evidence(X, X, X)),
    reviewed=Review(X, None, (X,)),
    revisions=(Revision(MOMENT, (X,)),),
    summary=X,
)
GUARD = Guard(8123, "token-rahasia", "sesi-rahasia", "csrf-rahasia")
HERE = f"127.0.0.1:{GUARD.port}"


def fill(folder: Path) -> Path:
    Store(folder / "content").put(CASE)
    write_atomically(folder / "content/records/2024" / f"2024-10-03-{HOSTILE.id}.md", dump(HOSTILE))  # as by hand
    texts = Texts(folder / "var" / FILE)
    texts[CASE.id], texts[HOSTILE.id] = "\n".join(BODY), X
    texts.close()
    return folder


@dataclass(frozen=True)
class Counter:
    """An office over a folder, asked as a browser that was let in asks it."""

    desk: ReviewDesk
    office: Office

    def get(self, path: str, /, **more: object) -> Answer:
        return self._ask("GET", path, more)

    def post(self, path: str, form: dict[str, str], /, **more: object) -> Answer:
        whole = {"csrf": GUARD.csrf, "seen": self.desk.entry(CASE.id).state} | form
        return self._ask("POST", path, {"form": whole, "origin": f"http://{HERE}"} | more)

    def _ask(self, method: str, path: str, more: dict[str, object]) -> Answer:
        asked = Asked(method, path, HERE, cookies={COOKIE: GUARD.session})
        return self.office.answer(replace(asked, **more))  # type: ignore[arg-type]


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    folder = fill(tmp_path)
    desk = ReviewDesk(folder / "content", lambda: date(2026, 11, 22), "Redaksi")
    return Counter(desk, Office(desk, GUARD, folder / "var"))


def test_the_printed_address_is_changed_for_a_strict_cookie(counter: Counter) -> None:
    answer = counter.get("/", query={"token": GUARD.token}, cookies={})
    assert (answer.status, dict(answer.headers)["Location"]) == (303, "/")
    cookie = dict(answer.headers)["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert GUARD.token not in cookie
    assert counter.get("/").status == 200


SHUT: list[tuple[dict[str, object], int]] = [
    ({"cookies": {}}, 403),
    ({"cookies": {COOKIE: "salah"}}, 403),
    ({"cookies": {COOKIE: GUARD.token}}, 403),
    ({"cookies": {}, "query": {"token": "salah"}}, 403),
    ({"cookies": {}, "query": {"token": ""}}, 403),
    ({"host": "meja.contoh.test:8123"}, 421),
    ({"host": "127.0.0.1"}, 421),
    ({"host": "127.0.0.1:80"}, 421),
    ({"host": ""}, 421),
    ({"method": "DELETE"}, 405),
    ({"path": "/catatan/../../etc/passwd"}, 404),
    ({"path": "/catatan/000000000000"}, 404),
    ({"path": f"/catatan/{CASE.id}/terbitkan"}, 404),
]


@pytest.mark.parametrize(("change", "status"), SHUT)
def test_nobody_else_is_let_in(counter: Counter, change: dict[str, object], status: int) -> None:
    answer = counter.get("/", **change)
    assert answer.status == status
    assert CASE.headline.encode() not in answer.body


FORGED: list[dict[str, object]] = [
    {"origin": "http://jahat.test"},
    {"origin": "null"},
    {"form": {"csrf": "", "seen": "x"}},
    {"form": {"csrf": GUARD.session}},
    {"form": {}},
    {"cookies": {}},
    {"host": "jahat.test"},
]


@pytest.mark.parametrize("change", FORGED)
def test_a_form_of_another_site_decides_nothing(counter: Counter, change: dict[str, object]) -> None:
    before = counter.desk.entry(CASE.id)
    assert counter.post(f"/catatan/{CASE.id}/terbitkan", {}, **change).status in (403, 421)
    assert counter.desk.entry(CASE.id) == before


DECISIONS = [
    ("terbitkan", {}, "terbitkan"),
    ("terbitkan", {"nama": "tahan"}, "terbitkan-tertahan"),
    ("ubah", {"isian": "event.venue", "nilai": " Aula Lain "}, "ubah"),
    ("ubah", {"isian": "kabupaten", "nilai": "[Kabupaten Belu]", "alasan": "salah baca"}, "koreksi"),
    ("ubah", {"isian": "officials.Rekaan Terduga.subject", "nilai": "false"}, "ubah"),
    ("tahan", {"nama": "Wigbertus Sarawale"}, "tahan"),
    ("tampilkan", {"nama": "Rekaan Terduga"}, "tampilkan"),
    ("tarik", {"alasan": "bukan tentang netralitas"}, "tarik"),
    ("pisah", {"dengan": HOSTILE.id}, "pisah"),
    ("gabung", {"dengan": HOSTILE.id, "alasan": "satu kegiatan"}, "gabung"),
]


@pytest.mark.parametrize(("what", "form", "done"), DECISIONS)
def test_each_button_decides(counter: Counter, what: str, form: dict[str, str], done: str) -> None:
    content = counter.desk.content
    before = {path: path.read_bytes() for path in content.rglob("*.*") if path.is_file()}
    answer = counter.post(f"/catatan/{CASE.id}/{what}", form)
    assert (answer.status, dict(answer.headers)["Location"]) == (303, f"/catatan/{CASE.id}?hasil={done}")
    assert {path: path.read_bytes() for path in content.rglob("*.*") if path.is_file()} != before
    log = read_corrections(content / "corrections.csv")
    assert [line.what for line in log] == ({"tarik": ["hidden"], "koreksi": ["corrected"]}.get(done, []))
    told = counter.get(f"/catatan/{CASE.id}", query={"hasil": done}).body.decode()
    assert 'role="status"' in told
    assert "git revert" in told


REFUSED = [
    ("terbitkan", {"seen": "lama"}, 409, "changed"),
    ("ubah", {"isian": "tajuk", "nilai": "x"}, 422, "field"),
    ("ubah", {"isian": "event.date", "nilai": "kemarin"}, 422, "value"),
    ("tarik", {"alasan": " "}, 422, "no-reason"),
    ("tarik", {"alasan": "diminta Rekaan Terduga"}, 422, "naming-reason"),
    ("tahan", {"nama": X}, 422, "name"),
    ("gabung", {"dengan": "x"}, 422, "no-record"),
]


@pytest.mark.parametrize(("what", "form", "status", "key"), REFUSED)
def test_a_refusal_says_why_and_changes_nothing(
    counter: Counter, what: str, form: dict[str, str], status: int, key: str
) -> None:
    before = counter.desk.entry(CASE.id)
    answer = counter.post(f"/catatan/{CASE.id}/{what}", form)
    assert answer.status == status
    assert REFUSALS[key] in answer.body.decode()
    assert b'role="alert"' in answer.body
    assert counter.desk.entry(CASE.id) == before


def test_a_form_that_lacks_a_field_is_refused(counter: Counter) -> None:
    answer = counter.post(f"/catatan/{CASE.id}/ubah", {"isian": "election"})
    assert answer.status == 400


def test_a_broken_file_is_named_beside_the_others(counter: Counter) -> None:
    path = counter.desk.entry(CASE.id).path
    path.write_text("rusak", encoding="utf-8")
    assert path.name in counter.get("/").body.decode()
    answer = counter.get(f"/catatan/{CASE.id}")
    assert (answer.status, REFUSALS["unreadable"] in answer.body.decode()) == (404, True)


def test_a_long_list_comes_in_pages(counter: Counter) -> None:
    store = Store(counter.desk.content)
    for number in range(60):
        store.put(record(f"https://voxntt.com/2024/10/02/asn-{number}/{129000 + number}", status=Status.DRAFT))
    pages = [counter.get("/", query={"halaman": page}).body.decode() for page in ("1", "2", "99", "x", "9" * 5000)]
    assert [page.count("<li>") for page in pages] == [50, 12, 12, 50, 50]
    assert "halaman 2 dari 2" in pages[1]


def test_everything_has_its_words() -> None:
    assert set(TYPES) == {str(kind) for kind in EventType}
    assert {"violation, not reviewed", "draft", "gone at its outlet", "rewritten since the review"} == set(WHYS)
    assert Refused("x").key in REFUSALS
    assert "event.date" in FIELDS


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
        server.send_signal(signal.SIGINT)
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
