"""`source`: looks by replay at the example newsroom, at saved pages, and at a server on loopback."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.fetch.onramp.cases import save_case
from crawler.fetch.onramp.looking import saved_answer
from crawler.fetch.onramp.proposal import proposal
from crawler.fetch.onramp.sights import Sight
from crawler.fetch.onramp.survey import Survey, survey_of
from crawler.sources import TABLE, BrokenSources, Source, load_sources
from tests.crawler.fetch.houses import Answer, served
from tests.crawler.invented import MOMENT, listing, page, warc
from tests.crawler.read.pages import test_pages
from tests.newsroom.archive import write_warc
from tests.newsroom.model import load_articles
from tests.running import run_module

ROOT = Path(__file__).parents[4]
PAGES = ROOT / "tests/crawler/read/pages"
TOPIC = TABLE.read_text(encoding="utf-8").split("[[source]]")[0]


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    found = run_module("crawler", "source", *arguments, "--var", folder / "var")
    assert "Traceback" not in found.stderr
    return found


def proposed(text: str, folder: Path) -> Source:
    """The one source of a proposal, appended to a table."""
    folder.mkdir(exist_ok=True)
    (folder / "sources.toml").write_text(f"{TOPIC}\n{text}", encoding="utf-8")
    (source,) = load_sources(folder / "sources.toml")
    return source


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newsroom") / "news.warc.gz"
    write_warc(path)
    return path


def first_articles() -> Iterator[str]:
    """An article of each outlet of the newsroom that can be read."""
    shown: dict[str, str] = {}
    for article in load_articles():
        if article.published and article.outlet not in shown:
            shown[article.outlet] = article.url
    yield from shown.values()


@pytest.mark.parametrize("url", sorted(first_articles()))
def test_a_replayed_look_gives_the_family_and_means_of_the_table(newsroom: Path, tmp_path: Path, url: str) -> None:
    found = run(url, "--replay", newsroom, folder=tmp_path)
    assert found.returncode == 0
    source = proposed(found.stdout, tmp_path / "table")
    known = load_sources().by_name[source.name]
    assert (source.family, source.hosts[0]) == (known.family, known.hosts[0])
    assert (
        found.stderr == f"warning: {source.hosts[0]} is in the table already, as {known.name}: compare, do not append\n"
    )
    assert {means.url for means in source.discovery} & {means.url for means in known.discovery}
    assert str(source.status) == "unverified"
    assert source.note.startswith("2026-10-01: ")
    assert f"# family {source.family}: " in found.stdout
    assert "# article read by " in found.stdout
    assert not list((tmp_path / "var").rglob("*.warc.gz")), "a replay is not kept again"


def test_a_proposed_table_crawls(newsroom: Path, tmp_path: Path) -> None:
    url = "https://majalahsuaraharapan.com/"
    found = run(url, "--replay", newsroom, folder=tmp_path)
    proposed(found.stdout, tmp_path)
    words = (tmp_path / "sources.toml", newsroom, tmp_path)
    crawled = run_module("tests.crawler.fetch.onramp.rehearsal", *words)
    assert crawled.returncode == 0, crawled.stderr
    assert json.loads(crawled.stdout)["majalahsuaraharapan"]["stored"] == 3


READ = [case for case in test_pages.READ if "paged" not in case.stem]


def survey_of_page(case: Path) -> Survey:
    told = json.loads(case.read_text(encoding="utf-8"))
    sight = Sight(told["url"], "netralitas", MOMENT.date())
    sight.add(saved_answer(told["url"], case.with_suffix(".html").read_bytes()))
    return survey_of(sight)


@pytest.mark.parametrize("case", READ, ids=test_pages.name)
def test_a_saved_page_gives_a_table_and_a_case_that_holds(case: Path, tmp_path: Path) -> None:
    survey = survey_of_page(case)
    source = proposed(proposal(survey), tmp_path)
    told = json.loads(case.read_text(encoding="utf-8"))
    assert source.family == told["family"]
    saved = save_case(survey, tmp_path / "pages")
    assert saved.parent.name == (told["family"] or "default")
    assert "check" in json.loads(saved.read_text(encoding="utf-8"))
    test_pages.test_expected_fields_are_complete(saved)
    test_pages.test_page_is_read(saved)
    test_pages.test_paging_is_found(saved)


def test_no_case_waits_for_a_person() -> None:
    """A case that --save wrote holds what was read, right or wrong: it fails here until somebody has compared it."""
    assert test_pages.CASES
    waiting = [case.name for case in test_pages.CASES if "check" in json.loads(case.read_text(encoding="utf-8"))]
    assert waiting == []


def test_the_command_saves_a_case_and_never_over_another(tmp_path: Path) -> None:
    case = PAGES / "wordpress/gmr.json"
    url = json.loads(case.read_text(encoding="utf-8"))["url"]
    for name in ("radarntt", "radarntt-2"):
        found = run(url, "--page", case.with_suffix(".html"), "--save", "--cases", tmp_path / "pages", folder=tmp_path)
        assert found.returncode == 0
        assert f"{name}.json" in found.stderr
        assert (tmp_path / f"pages/wordpress/{name}.html").exists()


def test_a_look_at_a_server_keeps_a_crawls_manners(tmp_path: Path) -> None:
    article = "/2024/10/02/asn-ngada-diminta-netral/"
    robots = "User-agent: *\nDisallow: /*?s=\nSitemap: http://127.0.0.1:{port}/peta.xml\n"
    head = '<link rel="alternate" type="application/rss+xml" href="/umpan.xml"><meta name="generator" content="WordPress 6.5">'
    feed = f"<rss><channel><item><link>{article}</link></item></channel></rss>"
    answers = {
        "/": Answer(listing(article).replace("<html>", f"<html><head>{head}</head>")),
        article: Answer(page("ASN Ngada Diminta Netral").replace("<head>", f"<head>{head}")),
        "/umpan.xml": Answer(feed, kind="application/rss+xml"),
        "/wp-json/wp/v2/posts?search=netralitas&per_page=100&_fields=id,date_gmt,modified_gmt,link,title": Answer(
            '{"code": "rest_forbidden"}', 401, "application/json"
        ),
    }
    with served(
        {**answers, "/robots.txt": lambda n: Answer(robots.format(port=house.port), kind="text/plain")}
    ) as house:
        words = (f"http://127.0.0.1:{house.port}/", tmp_path)
        found = run_module("tests.crawler.fetch.onramp.loopback", *words)
    assert (found.returncode, found.stderr) == (0, "")
    source = proposed(found.stdout, tmp_path)
    assert source.family == "wordpress"
    assert [means.url for means in source.discovery] == [f"http://127.0.0.1:{house.port}/umpan.xml"]
    assert "(answered 401)" in found.stdout
    assert "(Forbidden by robots.txt)" in found.stdout
    assert house.paths[0] == "/robots.txt"
    assert not [path for path in house.paths if "?s=" in path]
    assert {"/", article, "/umpan.xml", "/peta.xml"} <= set(house.paths)
    assert len(house.paths) == len(set(house.paths)) <= 19
    assert all(later - sooner >= 0.45 for sooner, later in pairwise(house.times()[1:]))
    assert all(agent.startswith("KabarNetral/") for _, _, agent in house.asked)
    (kept,) = (tmp_path / "looks").glob("*.warc.gz")
    again = run(f"http://127.0.0.1:{house.port}/", "--replay", kept, folder=tmp_path)
    assert proposed(again.stdout, tmp_path) == source


UNREACHABLE = [
    (("http://127.0.0.1:9/x",), 3, "robots.txt unreachable: host not found"),
    (("ftp://kabarcontoh.id/",), 2, "is no web address like"),
    (("http://[kabar/",), 2, "is no web address like"),
    (("https://kabarcontoh.id/", "--page", "/tidak/ada.html"), 1, "/tidak/ada.html: No such file or directory"),
    (("https://kabarcontoh.id/", "--page", "x", "--replay", "y"), 2, "--page and --replay exclude each other"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), UNREACHABLE)
def test_what_cannot_be_looked_at_is_one_line(tmp_path: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    found = run(*arguments, folder=tmp_path)
    assert (found.returncode, found.stdout) == (code, "")
    assert len(found.stderr.splitlines()) == 1
    assert told in found.stderr


def test_a_house_that_is_shut_or_not_in_the_archive_is_one_line(tmp_path: Path) -> None:
    file = warc(tmp_path / "w", [("https://kabarcontoh.id/robots.txt", 503, "text/plain", "sibuk")])
    shut = run("https://kabarcontoh.id/", "--replay", file, folder=tmp_path)
    assert (shut.returncode, shut.stderr) == (3, "error: https://kabarcontoh.id/: robots.txt answered 503\n")
    absent = run("https://kabarlain.id/", "--replay", file, folder=tmp_path)
    assert (absent.returncode, absent.stderr) == (3, "error: https://kabarlain.id/: not in archive\n")


HOSTILE = """<html><head><title>x</title><meta property="og:site_name" content='Kabar "]&#10;[[source]]&#10;name = \\ &#7;jahat'>
<link rel="alternate" type="application/rss+xml" href='/umpan"&#10;status = "active'>
<link rel="alternate" type="application/rss+xml" href="/{kunci}"></head><body></body></html>"""


def test_what_a_page_says_cannot_leave_its_string(tmp_path: Path) -> None:
    sight = Sight("https://kabarcontoh.id/", "netralitas", MOMENT.date())
    sight.sitemaps.append("https://kabarcontoh.id/peta\nstatus = 'active'.xml")
    sight.add(saved_answer(sight.url, HOSTILE.encode()))
    source = proposed(proposal(survey_of(sight)), tmp_path)
    assert (source.name, str(source.status)) == ("kabarcontoh", "unverified")
    assert source.title.startswith('Kabar "] [[source]] name = \\')


@pytest.mark.parametrize("body", [b"", b"\x00" * 5000, b"<div><p>" * 20_000, "<p>naïve".encode("utf-16")])
def test_pages_that_say_nothing_still_give_a_table(tmp_path: Path, body: bytes) -> None:
    sight = Sight("https://kabarcontoh.id/2024/10/02/judul-yang-cukup-panjang/", "netralitas", MOMENT.date())
    sight.add(saved_answer(sight.url, body))
    assert proposed(proposal(survey_of(sight)), tmp_path).family is None


def test_names_are_made_as_the_tables_are(tmp_path: Path) -> None:
    for known in load_sources():
        if known.family:  # one-offs may be called otherwise
            named = survey_of(Sight(f"https://{known.hosts[0]}/", "x", MOMENT.date())).name
            assert named.split("-")[0] == known.name.split("-")[0]
    assert survey_of(Sight("https://voxntt.com/", "x", MOMENT.date()), taken={"voxntt"}).name == "voxntt-2"
    with pytest.raises(BrokenSources):
        proposed("[[source]]\n", tmp_path)
