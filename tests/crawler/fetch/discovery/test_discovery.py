"""Discovery: links with titles and moments out of every kind of answer; what is no such answer says so."""

from __future__ import annotations

import contextlib
import gzip
import json
from collections.abc import Callable
from datetime import datetime

import pytest

from crawler.fetch.discovery import (
    Child,
    Link,
    Listing,
    NotAListing,
    is_foreign,
    read_feed,
    read_links,
    read_posts,
    read_sitemap,
)
from crawler.read.pages import page_for
from crawler.sources import load_sources

BASE = "https://kupang.tribunnews.com/sitemap.xml"
STEMS = load_sources().title_stems

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://asset.test/a.jpg</image:loc></image:image>
<loc>https://kupang.tribunnews.com/2024/10/02/asn-ngada-diminta-netral</loc><lastmod>2024-10-02T11:00:00+07:00</lastmod>
<news:news><news:publication_date>2024-10-02T09:30:00+07:00</news:publication_date>
<news:title>ASN Ngada Diminta &amp; Diawasi</news:title><news:keywords>Pilkada 2024, Ngada</news:keywords></news:news></url>
<url><loc>/2024/10/01/relatif</loc></url><url><loc>javascript:alert(1)</loc></url><url></url>
</urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://kupang.tribunnews.com/sitemap_news.xml</loc><lastmod>2024-10-02</lastmod></sitemap>
<sitemap><loc>https://kupang.tribunnews.com/sitemap-images.xml</loc></sitemap></sitemapindex>"""

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><link>https://voxntt.com/</link>
<item><title>Ikrar Netral</title><link>https://voxntt.com/2024/10/02/ikrar/1</link>
<pubDate>Wed, 02 Oct 2024 02:30:00 +0000</pubDate></item>
<item><title>Tautan jahat</title><link>javascript:alert(1)</link></item>
<item><title>Relatif</title><link>/2024/10/01/relatif/2</link></item></channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Ikrar</title>
<link rel="self" href="https://voxntt.com/self"/><link rel="alternate" href="https://voxntt.com/2024/10/02/ikrar/1"/>
<published>2024-10-02T10:30:00+08:00</published><updated>2024-10-03T10:30:00+08:00</updated></entry></feed>"""

POSTS = [
    {
        "link": "https://voxntt.com/2024/10/02/ikrar/1",
        "title": {"rendered": "Ikrar &#8220;Netral&#8221; <b>ASN</b>"},
        "date_gmt": "2024-10-02T02:30:00",
        "modified_gmt": "2024-10-03T02:30:00",
    },
    {"link": None},
    "bukan pos",
]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_news_sitemap() -> None:
    first, second = read_sitemap(NEWS, BASE, "WIB").links
    assert first == Link(
        "https://kupang.tribunnews.com/2024/10/02/asn-ngada-diminta-netral",
        "ASN Ngada Diminta & Diawasi | Pilkada 2024, Ngada",
        moment("2024-10-02T09:30:00+07:00"),
        moment("2024-10-02T11:00:00+07:00"),
    )
    assert second == Link("https://kupang.tribunnews.com/2024/10/01/relatif")


def test_a_gzipped_sitemap_is_the_same() -> None:
    assert read_sitemap(gzip.compress(NEWS), BASE, "WIB") == read_sitemap(NEWS, BASE, "WIB")


def test_a_sitemap_index_without_picture_sitemaps() -> None:
    found = read_sitemap(INDEX, BASE, "WIB")
    expected = Child("https://kupang.tribunnews.com/sitemap_news.xml", moment("2024-10-02T00:00:00+07:00"))
    assert found == Listing((), (expected,))


def test_rss() -> None:
    first, second = read_feed(RSS, "https://voxntt.com/feed/", "WITA").links
    assert first == Link("https://voxntt.com/2024/10/02/ikrar/1", "Ikrar Netral", moment("2024-10-02T10:30:00+08:00"))
    assert second.url == "https://voxntt.com/2024/10/01/relatif/2"


def test_atom() -> None:
    (link,) = read_feed(ATOM, "https://voxntt.com/feed/atom/", "WITA").links
    assert link.url == "https://voxntt.com/2024/10/02/ikrar/1"
    assert link.published == moment("2024-10-02T10:30:00+08:00")
    assert link.modified == moment("2024-10-03T10:30:00+08:00")


def test_rest_posts_take_the_utc_date() -> None:
    (link,) = read_posts(json.dumps(POSTS).encode(), "https://voxntt.com/wp-json/", "WITA").links
    assert link.title == "Ikrar “Netral” ASN"
    assert link.published == moment("2024-10-02T10:30:00+08:00")
    assert link.modified == moment("2024-10-03T10:30:00+08:00")


def test_a_rest_page_past_the_end_is_an_empty_listing() -> None:
    assert read_posts(b'{"code": "rest_post_invalid_page_number"}', BASE, "WITA") == Listing(())


def test_a_listing_page_gives_titles_and_the_dates_beside_them() -> None:
    page = """<ul class="lsi">
    <li class="ptb15"><a href="/2024/10/02/asn-ngada-diminta-netral"><img alt=""></a>
    <h3><a href="/2024/10/02/asn-ngada-diminta-netral" title="ASN Ngada Diminta Netral, 5 Mei 2019">ASN Ngada</a></h3>
    <time class="grey">Rabu, 2 Oktober 2024 16:10 WIB</time></li>
    <li><a href="/2024/10/01/tanpa-tanggal-di-daftar">Tanpa tanggal</a></li>
    <li><a href="/topic/pilkada-2024">Topik</a> <a href="mailto:a@b.test">Surat</a> <a href="https://lain.test/x">Lain</a></li>
    </ul>"""
    is_article = page_for("tribun").is_article_url
    first, second = read_links(page, "https://kupang.tribunnews.com/index-news", "WIB", is_article).links[:2]
    assert first.title == "ASN Ngada Diminta Netral, 5 Mei 2019"
    assert first.published == moment("2024-10-02T16:10:00+07:00")
    assert second.published == moment("2024-10-01T00:00:00+07:00")


def test_a_tag_that_runs_into_its_text_costs_its_entry_alone() -> None:
    broken = NEWS.replace(b"<loc>/2024/10/01/relatif</loc>", b"<locHhttps://kupang.tribunnews.com/rusak</loc>")
    assert [link.title for link in read_sitemap(broken, BASE, "WIB").links] == [
        "ASN Ngada Diminta & Diawasi | Pilkada 2024, Ngada"
    ]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">%s]>
<urlset><url><loc>https://kupang.tribunnews.com/2024/10/02/x</loc><title>&j;</title></url></urlset>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


def test_entities_are_not_expanded() -> None:
    single = BOMB[: BOMB.index(b"<!ENTITY b")] + BOMB[BOMB.index(b"]>") :].replace(b"&j;", b"ASN &a;" * 99)
    (link,) = read_sitemap(single, BASE, "WIB").links
    assert "ASN" in (link.title or "")
    assert "aaaa" not in (link.title or "")


WRONG: list[tuple[Callable[..., Listing], bytes, str]] = [
    (read_sitemap, b"", "no XML"),
    (read_sitemap, b"Just a moment...", "no XML"),
    (read_sitemap, BOMB, "entities made of entities"),
    (read_feed, BOMB.replace(b"urlset", b"rss"), "entities made of entities"),
    (read_sitemap, b"<html><body>blokir</body></html>", "no sitemap but <html>"),
    (read_sitemap, b"\x1f\x8bkacau", "broken gzip"),
    (read_sitemap, gzip.compress(b" " * 11_000_000), "larger than"),
    (read_feed, b"<html><body>blokir</body></html>", "no feed but <html>"),
    (read_posts, b"<html>", "no JSON"),
    (read_posts, b'{"code": "rest_disabled"}', "rest_disabled"),
    (read_posts, b"3", "no list"),
]


@pytest.mark.parametrize(("read", "body", "told"), WRONG)
def test_what_is_no_such_answer_says_so(read: Callable[..., Listing], body: bytes, told: str) -> None:
    with pytest.raises(NotAListing, match=told):
        read(body, BASE, "WIB")


@pytest.mark.parametrize("page", ["", "   ", "<>", "<!-- -->"])
def test_an_empty_page_has_no_links(page: str) -> None:
    with contextlib.suppress(NotAListing):
        assert read_links(page, BASE, "WIB", lambda url: True).links == ()


TITLES = [
    ("Bawaslu Ingatkan ASN Jaga Netralitas", False),
    ("Penjabat Bupati Lepas Kontingen", False),
    ("Kades Dilarang Ikut Kampanye", False),
    ("PPPK Ikrar Tidak Memihak", False),
    ("Harga Beras di Pasar Inpres Naik", True),
    ("Wasit Pimpin Laga Perdana Liga Tiga", True),
    ("Jadwal Kapal Feri Hari Ini", True),
]


@pytest.mark.parametrize(("title", "foreign"), TITLES)
def test_only_clearly_foreign_titles_are_skipped(title: str, foreign: bool) -> None:
    assert is_foreign(Link("https://voxntt.com/x", title), STEMS) is foreign


@pytest.mark.parametrize(
    ("url", "foreign"),
    [
        ("https://voxntt.com/2024/10/02/harga-beras-naik/1", True),
        ("https://voxntt.com/2024/10/02/asn-diminta-netral/1", False),
        ("https://voxntt.com/?p=6731", False),
    ],
)
def test_without_a_title_the_address_speaks(url: str, foreign: bool) -> None:
    assert is_foreign(Link(url), STEMS) is foreign
