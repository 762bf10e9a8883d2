"""Hostile texts through a crawl of a server on loopback and a `crawl --replay`, then a real build and a real browser:
every listing's titles and links and every field of a page are hostile."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser

from crawler.record import Record, Status, dump, load, record_id
from crawler.sources import Source, load_sources
from tests.crawler.fetch.houses import ROOT, Answer, crawl, served
from tests.crawler.invented import listing, warc
from tests.hardening.corpus import SENTINEL, texts
from tests.hardening.looking import found_in
from tests.hardening.test_through import Watch, address, printed, run, shown_pages
from tests.theme.samples import build

__all__ = ["address"]  # a fixture: the site of `house`, served

HOST = "voxntt.com"
TEXTS = list(texts().values())
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
NUMBERED = re.compile(r"/2024/10/(?:02/)?asn-ngada-diminta-netral-(\d+)")


@dataclass(frozen=True)
class Entry:
    """One line of a listing: the hostile text and where it leads."""

    text: str
    link: str

    @property
    def title(self) -> str:
        return f"ASN netral {self.text}"


def entries(base: str, share: int, of: int, end: str = "/") -> list[Entry]:
    """Every text as title. One in `of` leads to its own page, and to it once more by an address with the text in it; the
    others lead where the text says."""
    told = []
    for number, text in enumerate(TEXTS):
        page = f"{base}asn-ngada-diminta-netral-{number}"
        if number % of == share:
            told += [Entry(text, page + end), Entry(text, f"{page}-{text[:200]}{end}")]
        else:
            told.append(Entry(text, text[:2000]))
    return told


def sitemap(entries: list[Entry]) -> str:
    """A news sitemap, its text escaped."""
    rows = "".join(
        f"<url><loc>{_xml(one.link)}</loc><n:news><n:publication_date>2024-10-02T09:00:00+08:00</n:publication_date>"
        f"<n:title>{_xml(one.title)}</n:title><n:keywords>{_xml(one.text)}</n:keywords></n:news></url>"
        for one in entries
    )
    return f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'


def feed(entries: list[Entry]) -> str:
    """A feed: escaped, in CDATA by turns, and once twice escaped."""
    rows = []
    for number, one in enumerate(entries):
        cdata = f"<![CDATA[{_bare(one.title).replace(']]>', '')}]]>"
        title = (_xml(one.title), cdata, _xml(html.escape(one.title)))[number % 3]
        rows.append(
            f"<item><title>{title}</title><link>{_xml(one.link)}</link><author>{_xml(one.text)}</author></item>"
        )
    return f'<rss version="2.0"><channel><title>{_xml(TEXTS[0])}</title>{"".join(rows)}</channel></rss>'


def rest(entries: list[Entry]) -> str:
    """WordPress' answer; its titles are HTML."""
    return json.dumps([{"link": one.link, "title": {"rendered": one.title}, "date_gmt": one.text} for one in entries])


def front(entries: list[Entry]) -> str:
    """A listing page that prints the texts as they are."""
    rows = "".join(
        f"<li><a href='{html.escape(one.link)}'>{one.title}</a><time>{one.text}</time></li>" for one in entries
    )
    return listing(*(html.escape(one.link) for one in entries)).replace("</ul>", f"{rows}</ul>")


def _xml(text: str) -> str:
    return html.escape(_bare(text))


def _bare(text: str) -> str:
    """Without what no XML document can hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


MEANS: dict[str, Callable[[list[Entry]], str]] = {"sitemap": sitemap, "feed": feed, "rest": rest, "listing": front}


class Pages(dict[str, Answer]):
    """Answers by path; a path with a number has the page of that text, whatever else stands in it."""

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        found = NUMBERED.match(path)
        if found is None:
            return super().get(path, default)
        return Answer(printed(TEXTS[int(found[1])], raw=True).encode("utf-8", "replace"))


def crawled(folder: Path) -> Any:
    """A crawl of the server by each means of discovery; one tally for each."""
    answers = Pages({"/robots.txt": Answer("User-agent: *\n", kind="text/plain")})
    with served(answers) as house:
        base = f"http://{HOST}:{house.port}"
        for share, (kind, written) in enumerate(MEANS.items()):
            body = written(entries(f"{base}/2024/10/02/", share, len(MEANS)))
            answers[f"/{kind}"] = Answer(body.encode("utf-8", "replace"))
        means = [["voxntt", kind, f"{base}/{kind}", None] for kind in MEANS]
        told = crawl(house, folder, host=HOST, means=means, words=["netralitas"], RETRY_ENABLED=False)
    return told


OUTLETS: dict[str, tuple[Callable[[list[Entry]], str], str, str]] = {
    "voxntt": (rest, "/2024/10/02/", "/"),
    "rakyatntt": (sitemap, "/2024/10/02/", "/"),
    "liputanntt": (feed, "/2024/10/", ".html"),
}
"""Outlets whose first means is of that kind: what writes it, and how their articles' addresses look."""


def replayed(folder: Path) -> subprocess.CompletedProcess[str]:
    """A `crawl --replay` of an archive with the same, at the outlets' real addresses."""
    answers: list[tuple[str, int, str, bytes]] = []
    for share, (name, (written, path, end)) in enumerate(OUTLETS.items()):
        source = load_sources().by_name[name]
        base = f"https://{source.hosts[0]}{path}"
        listed = written(entries(base, share, len(OUTLETS), end)).encode("utf-8", "replace")
        answers += [(url, 200, "application/octet-stream", listed) for url in first_addresses(source)]
        answers += [
            (
                f"{base}asn-ngada-diminta-netral-{number}{end}",
                200,
                "text/html",
                printed(text, raw=False).encode("utf-8", "replace"),
            )
            for number, text in enumerate(TEXTS)
            if number % len(OUTLETS) == share
        ]
    archive = warc(folder / "warc", answers)
    own = ("--content", str(folder / "content"), "--var", str(folder / "var"))
    return run("crawl", *OUTLETS, "--replay", str(archive), *own, folder=folder)


def first_addresses(source: Source) -> list[str]:
    url = source.discovery[0].url
    return [url.replace("{word}", quote_plus(word)) for word in source.words] if "{word}" in url else [url]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the crawls in server/ and replay/, their records in content/, and the site of these in situs/."""
    root = tmp_path_factory.mktemp("rayap")
    (root / "replay").mkdir()
    tallies = crawled(root / "server")
    done = replayed(root / "replay")
    words = {"tallies": tallies, "out": done.stdout, "err": done.stderr, "status": done.returncode}
    (root / "replay/told.json").write_text(json.dumps(words), encoding="utf-8")
    for number, path in enumerate(sorted(root.rglob("content/records/**/*.md"))):
        target = root / "content" / path.relative_to(next(p for p in path.parents if p.name == "content"))
        target.parent.mkdir(parents=True, exist_ok=True)
        record = load(path.read_text(encoding="utf-8"))
        kept = record if number % 5 else replace(record, status=Status.DRAFT)  # as a person would put it back
        target.write_text(dump(kept), encoding="utf-8")
    built = build(root / "content", root / "situs")
    assert built.returncode == 0, built.stderr
    assert "Traceback" not in built.stderr
    return root


@pytest.fixture(scope="module")
def told(house: Path) -> dict[str, Any]:
    """What the crawls said: tallies of the first, status and words of the second."""
    found: dict[str, Any] = json.loads((house / "replay/told.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def stored(house: Path) -> list[Record]:
    return [load(path.read_text(encoding="utf-8")) for path in (house / "content/records").rglob("*.md")]


def test_every_page_of_every_means_became_a_record(told: dict[str, Any], stored: list[Record]) -> None:
    assert [tally["errors"] for tally in told["tallies"]] == [[]] * len(MEANS)
    pages = [len(TEXTS[share :: len(MEANS)]) for share in range(len(MEANS))]
    assert all(tally["counts"]["stored"] >= least for tally, least in zip(told["tallies"], pages, strict=True))
    counts = [int(found) for found in re.findall(r"stored (\d+)", told["out"])]
    assert counts == [len(TEXTS[share :: len(OUTLETS)]) for share in range(len(OUTLETS))]
    assert {one.outlet for one in stored} == set(OUTLETS)
    assert not [one for one in stored if one.reviewed or one.id != record_id(one.url)]


def test_what_is_said_is_plain_lines(told: dict[str, Any], house: Path) -> None:
    assert told["status"] == 0
    assert "Traceback" not in told["err"]
    warnings = [line for tally in told["tallies"] for line in tally["warnings"]]
    assert not CONTROL.search(told["err"] + told["out"] + "".join(warnings))
    assert not [line for line in told["err"].splitlines() if not line.startswith("warning: ")]
    for path in house.rglob("crawl.log"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.startswith(("Traceback", SENTINEL))]


def test_nothing_left_its_folder(house: Path) -> None:
    assert sorted(path.name for path in house.iterdir()) == ["content", "replay", "server", "situs"]
    places = (house.parent, house / "server", house / "replay", ROOT, Path("/etc"), Path("/tmp"))
    assert [path for place in places for path in place.glob(f"*{SENTINEL}*")] == []
    names = {path.name for path in (house / "content").rglob("*.md")}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}\.md", name) for name in names), names


def test_no_draft_is_in_the_site(house: Path, stored: list[Record]) -> None:
    """Drafts are in no file; and what is published is, or nothing would have been looked through."""
    drafts = [one for one in stored if one.status is Status.DRAFT]
    shown = next(one for one in stored if one.status is Status.PUBLISHED)
    events = {
        one.event.id for one in stored if one.status is Status.PUBLISHED
    }  # one that a draft began keeps its number
    hidden = [one.id for one in drafts if one.id not in events]
    assert len(hidden) > 5
    found = found_in(house / "situs", [shown.id, *hidden])
    assert set(found) == {shown.id}


@pytest.mark.browser
def test_nothing_runs_in_a_browser(house: Path, address: str, browser: Browser) -> None:
    tab = browser.new_page()
    watch = Watch(tab, address)
    names = shown_pages(house / "situs")[::2]  # tests/hardening/test_through.py goes to every page of every text
    for name in names:
        tab.goto(address + name, wait_until="load")
    assert len(names) > 30
    assert watch.seen == []
    tab.close()


def test_the_corpus_reaches_the_site(house: Path) -> None:
    pages = "".join(path.read_text("utf-8") for path in (house / "situs/kegiatan").glob("*.html"))
    assert pages.count(f"alert(&#39;{SENTINEL}-ran&#39;)") > 20
    assert f"<script>alert('{SENTINEL}" not in pages
