"""Discovery against a real server: one means after the other, paging that ends, and the way back to --since."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.fetch.houses import Answer, Answers, House, crawl, served
from tests.crawler.invented import listing, page

OPEN = Answer("User-agent: *\n", kind="text/plain")


def article(number: int, day: str = "2024/10/02") -> str:
    return f"/{day}/asn-netral-kabar-nomor-{number}/"


def undated(number: int) -> str:
    return f"/asn-netral-kabar-nomor-{number}/"


def told(number: int, day: str = "2024-10-02") -> Answer:
    return Answer(page(f"ASN Netral, Kabar {number}", published=f"{day}T10:00:00+08:00"))


def sitemap(addresses: Iterable[str], kind: str = "url", days: Callable[[int], str] | None = None) -> Answer:
    root = "urlset" if kind == "url" else "sitemapindex"
    entries = "".join(
        f"<{kind}><loc>{one}</loc>{f'<lastmod>{days(at)}</lastmod>' if days else ''}</{kind}>"
        for at, one in enumerate(addresses)
    )
    return Answer(f"<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</{root}>", kind="text/xml")


def visit(
    answers: Answers, folder: Path, *means: Sequence[str | None], **settings: Any
) -> tuple[House, dict[str, Any]]:
    with served({"/robots.txt": OPEN, **answers}) as house:
        return house, crawl(house, folder, discovery=means or [["feed", "/umpan", None]], **settings)


def test_sitemaps_that_robots_txt_names_are_found(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nSitemap: /peta.xml\nSitemap: https://lain.test/peta.xml\n", kind="text/plain")
    answers = {"/robots.txt": robots, "/peta.xml": sitemap([article(1)]), article(1): told(1)}
    house, tally = visit(answers, tmp_path)
    assert house.paths == ["/robots.txt", "/umpan", "/peta.xml", article(1)]
    assert tally["counts"] == {"found": 1, "fetched": 1, "stored": 1, "unread": 1}


@pytest.mark.parametrize("place", ["/sitemap_news.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml"])
def test_sitemaps_that_nobody_names_are_found(tmp_path: Path, place: str) -> None:
    body = gzip.compress(str(sitemap([article(1)]).body).encode())
    answers = {place: sitemap(["/bagian.xml.gz"], "sitemap"), "/bagian.xml.gz": Answer(body), article(1): told(1)}
    _, tally = visit(answers, tmp_path)
    assert tally["counts"]["stored"] == 1
    assert len(tally["warnings"]) == 1, "that nothing stands at the other places is no fault"


def test_where_nothing_is_found_the_first_fault_is_told(tmp_path: Path) -> None:
    house, tally = visit({}, tmp_path)
    assert tally["why"].endswith("/umpan: answered 404")
    assert len(house.asked) <= 2 + 6


PAGED = [
    ("listing", "/tag/netralitas", "/tag/netralitas/{page}"),
    ("listing", "/tag/netralitas", "/tag/netralitas?page={page}"),
    ("listing", "/tag/netralitas/", "/tag/netralitas/page/{page}/"),
    ("search", "/?s={word}", "/page/{page}/?s={word}"),
    ("feed", "/?s={word}&feed=rss2", "/?s={word}&feed=rss2&paged={page}"),
    (
        "feed",
        "/feeds/posts/default?max-results=2&start-index=1",
        "/feeds/posts/default?max-results=2&start-index={start}",
    ),
    ("rest", "/rest?s={word}", "/rest?s={word}&page={page}"),
]


def shown(kind: str, numbers: Iterable[int], **headers: str) -> Answer:
    addresses = [article(number) for number in numbers]
    if kind == "rest":
        posts = [{"link": one, "title": {"rendered": "ASN netral"}} for one in addresses]
        return Answer(json.dumps(posts), kind="application/json", headers=headers)
    if kind == "feed":
        items = "".join(f"<item><title>ASN netral</title><link>{one}</link></item>" for one in addresses)
        return Answer(f"<rss version='2.0'><channel>{items}</channel></rss>", kind="text/xml")
    return Answer(listing(*addresses))


def at(form: str, number: int) -> str:
    return form.replace("{word}", "netralitas").replace("{page}", str(number)).replace("{start}", str(2 * number - 1))


@pytest.mark.parametrize(("kind", "first", "following"), PAGED)
def test_each_systems_paging_is_walked_to_its_end(tmp_path: Path, kind: str, first: str, following: str) -> None:
    pages = {
        at(first, 1): shown(kind, (1, 2)),
        at(following, 2): shown(kind, (3, 4)),
        at(following, 3): shown(kind, (5,)),
    }
    past = Answer('{"code": "rest_post_invalid_page_number"}', 400) if kind == "rest" else shown(kind, ())
    articles = {article(number): told(number) for number in range(1, 6)}
    house, tally = visit(
        {**pages, at(following, 4): past, **articles}, tmp_path, [kind, first, following], words=["netralitas"]
    )
    assert tally["counts"] == {"found": 5, "fetched": 5, "stored": 5}
    assert [path for path in house.paths if not path.startswith("/2024/")] == ["/robots.txt", *pages, at(following, 4)]
    assert not tally["warnings"]


def test_wordpress_says_how_many_pages_there_are(tmp_path: Path) -> None:
    first, second = (shown("rest", numbers, **{"X-WP-TotalPages": "2"}) for numbers in ((1, 2), (3,)))
    articles = {article(number): told(number) for number in range(1, 4)}
    answers = {"/rest": first, "/rest?page=2": second, **articles}
    house, tally = visit(answers, tmp_path, ["rest", "/rest", "/rest?page={page}"])
    assert tally["counts"]["stored"] == 3
    assert "/rest?page=3" not in house.paths


def test_endless_paging_that_repeats_its_last_page_ends(tmp_path: Path) -> None:
    answers = {f"/daftar?page={n}": Answer(listing(article(1), article(2))) for n in range(2, 99)}
    answers |= {"/daftar": Answer(listing(article(1), article(2))), article(1): told(1), article(2): told(2)}
    house, _ = visit(answers, tmp_path, ["listing", "/daftar", "/daftar?page={page}"], since="2020-01-01")
    assert [path for path in house.paths if "daftar" in path] == ["/daftar", "/daftar?page=2"]


def test_a_sitemap_that_names_itself_ends(tmp_path: Path) -> None:
    loop = {"/a.xml": sitemap(["/b.xml", "/a.xml"], "sitemap"), "/b.xml": sitemap(["/a.xml", "/b.xml"], "sitemap")}
    house, _ = visit(loop, tmp_path, ["sitemap", "/a.xml", None])
    assert house.paths.count("/a.xml") == house.paths.count("/b.xml") == 1


@pytest.mark.parametrize("form", [article, undated], ids=["day in the address", "day only in the article"])
def test_the_way_back_stops_at_the_date(tmp_path: Path, form: Callable[[int], str]) -> None:
    """Ten pages, each a month older than the one before; only the articles of the first three are young enough."""
    answers: dict[str, Answer] = {}
    for n in range(1, 11):
        day = f"2024-{11 - n:02}-15" if n < 11 else "2023-12-15"
        address = article(n, day.replace("-", "/")) if form is article else undated(n)
        answers[address] = told(n, day)
        answers[f"/daftar?page={n}" if n > 1 else "/daftar"] = Answer(listing(address))
    plan = ["listing", "/daftar", "/daftar?page={page}"]
    house, tally = visit(answers, tmp_path, plan, since="2024-08-01")
    assert tally["counts"]["stored"] == 3
    assert len([path for path in house.paths if "daftar" in path]) <= 6, "a page or two further than it had to"


def test_a_dated_index_is_walked_back_day_by_day(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    days = [today - timedelta(days=back) for back in range(5)]
    answers = {
        f"/indeks?date={day:%m/%d/%Y}": Answer(listing(article(n, f"{day:%Y/%m/%d}"))) for n, day in enumerate(days)
    }
    answers |= {article(n, f"{day:%Y/%m/%d}"): told(n, day.isoformat()) for n, day in enumerate(days)}
    plan = ["listing", "/indeks?date={date:%m/%d/%Y}", "/indeks?date={date:%m/%d/%Y}&page={page}"]
    _, tally = visit(answers, tmp_path, plan, since=days[3].isoformat())
    assert tally["counts"]["stored"] == 4
    assert tally["counts"]["found"] == 4


def test_sitemaps_are_chosen_by_the_day_they_changed(tmp_path: Path) -> None:
    months = [f"/peta-2024-{month:02}.xml" for month in range(1, 11)]
    index = sitemap(months, "sitemap", lambda at: f"2024-{at + 1:02}-28")
    answers = {"/peta.xml": index, months[8]: sitemap([article(9, "2024/09/20")]), months[9]: sitemap([article(10)])}
    answers |= {article(9, "2024/09/20"): told(9, "2024-09-20"), article(10): told(10)}
    house, tally = visit(answers, tmp_path, ["sitemap", "/peta.xml", None], since="2024-09-01")
    assert tally["counts"]["stored"] == 2
    assert [path for path in house.paths if "peta-" in path] == [months[9], months[8]]
