"""The desk's page: who is let in, and what a form changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from crawler.record import (
    EventType,
    Status,
)
from crawler.reviewing.answering import Answer, Office
from crawler.reviewing.desk import ReviewDesk
from crawler.reviewing.guard import COOKIE, Asked, Guard
from crawler.reviewing.refusing import Refused
from crawler.reviewing.wording import FIELDS, REFUSALS, TYPES, WHYS
from crawler.write.corrections import read_corrections
from crawler.write.store import Store
from tests.crawler.invented import record
from tests.crawler.reviewing.samples import CASE, HOSTILE, X, fill

GUARD = Guard(8123, "token-rahasia", "sesi-rahasia", "csrf-rahasia")
HERE = f"127.0.0.1:{GUARD.port}"


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


def test_a_withdrawn_record_can_only_be_shown_again(counter: Counter) -> None:
    counter.post(f"/catatan/{CASE.id}/tarik", {"alasan": "uji"})
    told = counter.get(f"/catatan/{CASE.id}").body.decode()
    assert "Tayangkan kembali" in told
    assert "Terbitkan" not in told
    again = {"isian": "status", "nilai": "published", "alasan": "keliru ditarik"}
    assert counter.post(f"/catatan/{CASE.id}/ubah", again).status == 303
    assert [line.what for line in read_corrections(counter.desk.content / "corrections.csv")] == ["hidden", "restored"]


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
