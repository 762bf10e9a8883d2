"""Hostile texts through import, extract, a real build and a real browser: nothing runs, leaves its folder or is asked for."""

from __future__ import annotations

import csv
import functools
import html
import http.server
import io
import json
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

from crawler.record import EventType, Evidence, Record, Review, load
from tests.crawler.fetch.houses import ROOT
from tests.crawler.invented import BODY, page, warc
from tests.hardening.corpus import SENTINEL, texts
from tests.running import run_module
from tests.theme.conftest import Quiet
from tests.theme.samples import build, official, record, write_records
from theme.searchindex import build_index

PLACES = ("kegiatan", "wilayah", "lembaga", "pejabat", "pemilihan", "media", "sisip")


def everywhere(name: str, text: str) -> Record:
    """A published record with the text in every field that holds one."""
    kind = list(EventType)[sum(name.encode()) % len(EventType)]
    return record(
        f"jahat-{name}", kind, date(2024, 7, 1 + len(name)), "Kabupaten Belu", url=f"https://kabar.example/{name}/{text}",
        outlet=text, headline=text, published_raw=text, authors=(text,), venue=text, kecamatan=(text,), laws=(text,),
        officials=(official(f"{text} Umpama", text, text, speaker=True), official(text, text, text, subject=True)),
        institutions=(text,), election=text, groups=(text,), evidence=(Evidence("event.date", text, text),),
        reviewed=Review(text), summary=f"{text}\n\n{text}",
    )  # fmt: skip


def printed(text: str, *, raw: bool) -> str:
    """An outlet's page that prints the text in headline, byline, meta tags, JSON-LD and body; `raw` without escaping."""
    shown = text if raw else html.escape(text)
    head = (
        f'<meta property="og:title" content="ASN netral {html.escape(text)}"><meta name="author" content="{html.escape(text)}">'
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": text, "author": text})}</script>'
    )
    body = [*BODY, f"Ketua Bawaslu Ngada, {shown}, meminta ASN netral di {shown}, Rabu (2/10/2024).", shown]
    return page(f"ASN netral {shown}", body).replace("</head>", f"{head}</head>")


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return run_module("crawler", *arguments)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with archive, content, var and the built site, made of every text of the corpus."""
    root = tmp_path_factory.mktemp("jahat")
    answers = [
        (
            f"https://voxntt.com/2024/10/02/asn-netral-{number}-{raw}/{number}{int(raw)}/",
            200,
            "text/html",
            printed(text, raw=raw),
        )
        for number, text in enumerate(texts().values(), start=1000)
        for raw in (True, False)
    ]
    encoded = [(url, status, kind, body.encode("utf-8", "replace")) for url, status, kind, body in answers]
    archive = warc(root / "warc", encoded)
    write_records(root / "content", tuple(everywhere(name, text) for name, text in texts().items()))
    done = run("import", str(archive), "--content", str(root / "content"), "--var", str(root / "var"), folder=root)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    built = build(root / "content", root / "situs")
    assert built.returncode == 0, built.stderr
    assert "Traceback" not in built.stderr
    build_index(root / "situs")
    return root


def test_every_page_became_a_record_or_said_why(house: Path) -> None:
    stored = [load(path.read_text(encoding="utf-8")) for path in (house / "content/records").rglob("2024-10-02-*.md")]
    assert len(stored) > len(texts())
    assert {one.outlet for one in stored} == {"voxntt"}
    assert not [one.reviewed for one in stored if one.reviewed]


def test_nothing_left_its_folder(house: Path) -> None:
    assert sorted(path.name for path in house.iterdir()) == ["content", "situs", "var", "warc"]
    outside = [
        folder for parent in (house.parent, ROOT, Path("/etc"), Path("/tmp")) for folder in parent.glob(f"*{SENTINEL}*")
    ]
    assert outside == []
    for path in (house / "situs").rglob("*"):
        assert SENTINEL not in path.relative_to(house).as_posix().replace("pagefind", "") or path.parent.name in PLACES
        assert path.resolve().is_relative_to(house)


def test_extract_answers_one_line_for_each(tmp_path: Path) -> None:
    rows = [
        {
            "id": text,
            "url": "https://kabar.example/" + name,
            "outlet": text,
            "title": text,
            "text": f"{text}\n{BODY[1]} {text}",
        }
        for name, text in texts().items()
    ]
    lines = [json.dumps(row) for row in rows]
    (tmp_path / "masuk.jsonl").write_text("\n".join([*lines, "[" * 100_000, '{"text": 1}', "\x00"]) + "\n")
    done = run("extract", str(tmp_path / "masuk.jsonl"), folder=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 3
    assert len([json.loads(line) for line in done.stdout.rstrip("\n").split("\n")]) == len(rows)


def test_no_cell_is_a_formula_whatever_parts_cells(house: Path) -> None:
    table = (house / "situs/data/catatan.csv").read_bytes().decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(table, newline="")) for cell in line]
    assert len(cells) > 1000
    for part in (part.strip() for cell in cells for part in cell.split(";")):
        assert part[:1] not in ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"), part


@pytest.fixture(scope="module")
def address(house: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(house / "situs"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Watch:
    """What a page did that it should not: dialogs, words on the console, requests to anywhere else."""

    def __init__(self, page: Page, address: str) -> None:
        self.seen: list[str] = []
        self._address = address
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, told: ConsoleMessage) -> None:
        self.seen.append(f"console {told.text}")

    def _error(self, error: Error) -> None:
        self.seen.append(f"error {error}")

    def _request(self, asked: Request) -> None:
        if not asked.url.startswith((self._address, "data:", "blob:")):
            self.seen.append(f"asked {asked.url}")


def shown_pages(site: Path) -> list[str]:
    """The home page, every event of the hostile records, and some of each other kind."""
    names = ["index.html", "telusur.html", "status.html", "koreksi.html"]
    for folder in PLACES:
        found = sorted(path.relative_to(site).as_posix() for path in (site / folder).glob("*.html"))
        names += found if folder == "kegiatan" else found[:: max(1, len(found) // 6)]
    return [name for name in names if '<meta http-equiv="refresh"' not in (site / name).read_text("utf-8")]


@pytest.mark.browser
def test_nothing_runs_in_a_browser(house: Path, address: str, browser: Browser) -> None:
    tab = browser.new_page()
    watch = Watch(tab, address)
    names = shown_pages(house / "situs")
    for name in names:
        tab.goto(address + name, wait_until="load")
    assert len(names) > len(texts())
    tab.goto(address + "cari.html?q=netral")
    tab.wait_for_selector("#temuan li")
    assert watch.seen == []
    assert tab.locator("#temuan img, #temuan script, #temuan svg, #temuan iframe").count() == 0
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["index.html", "cari.html", "wilayah/kabupaten-belu.html", "sisip/kabupaten-belu.html"]
)
def test_the_policy_is_in_force(house: Path, address: str, browser: Browser, name: str) -> None:
    """What the browser would refuse if it got through: a script, a handler, an image, a frame and a form's target."""
    tab = browser.new_page()
    watch = Watch(tab, address)
    tab.goto(address + name)
    tab.evaluate(
        """() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        const image = Object.assign(new Image(), { src: "http://127.0.0.1:9/x.png" });
        const box = document.createElement("div");
        box.innerHTML = "<b onclick='window.ran = true'>x</b><iframe src='http://127.0.0.1:9/'></iframe>";
        document.body.append(script, image, box);
        box.querySelector("b").click();
        }"""
    )
    assert tab.evaluate("window.ran") is None
    assert [line for line in watch.seen if "Content Security Policy" in line]
    tab.close()


@pytest.mark.browser
def test_why_pages_run_nothing(tmp_path: Path, browser: Browser) -> None:
    rows = [
        json.dumps({"id": name, "title": text, "text": f"{BODY[1]} {text}", "outlet": text})
        for name, text in texts().items()
    ]
    (tmp_path / "masuk.jsonl").write_text("\n".join(rows))
    told = tmp_path / "mengapa.html"
    done = run("extract", "--explain", "--html", str(told), str(tmp_path / "masuk.jsonl"), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    tab = browser.new_page()
    watch = Watch(tab, told.as_uri())
    tab.goto(told.as_uri())
    assert watch.seen == []
    tab.close()


def test_the_corpus_reaches_the_site(house: Path) -> None:
    """What is tried is there to be tried: the texts stand in the pages, harmless."""
    everything = "".join(path.read_text("utf-8") for path in (house / "situs/kegiatan").glob("*.html"))
    assert everything.count(f"alert(&#39;{SENTINEL}-ran&#39;)") > 20
    assert f"<script>alert('{SENTINEL}" not in everything
