"""What saved pages cannot show: joining, addresses, trust in dates, bylines, bad input."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from crawler.items import Article
from crawler.read.pages import FAMILIES, NotAnArticle, Page, RefusalKind, join_pages, page_for
from crawler.read.pages.byline import Byline, read_byline
from crawler.read.pages.metadata import most_trusted, without_brand
from crawler.read.pages.paging import sibling_pages

HERE = Path(__file__).parent
URL = "https://kupang.tribunnews.com/2020/03/05/camat-nusa-ingatkan-pegawai-soal-netralitas"
SAVED = (HERE / "tribun" / "markup-2020.html").read_text(encoding="utf-8")


def read(family: str, case: str) -> Article:
    told = json.loads((HERE / family / f"{case}.json").read_text(encoding="utf-8"))
    html = (HERE / family / f"{case}.html").read_text(encoding="utf-8")
    return page_for(told["family"])(told["url"], html, told["outlet"], told["zone"]).to_item()


@pytest.mark.parametrize(("family", "paragraphs"), [("tribun", 9), ("promedia", 8)])
def test_pages_are_joined_in_order(family: str, paragraphs: int) -> None:
    pages = [read(family, f"paged-{number}") for number in (1, 2, 3)]
    whole = join_pages(pages)
    assert len(whole.body) == paragraphs
    assert whole.body == pages[0].body + pages[1].body + pages[2].body
    assert join_pages([whole, pages[1], pages[2]]).body == whole.body
    assert whole.canonical_url == pages[0].canonical_url
    assert whole.editor == pages[2].editor
    with pytest.raises(ValueError, match="no pages"):
        join_pages([])


def test_wordpress_pages_are_joined() -> None:
    whole = join_pages([read("wordpress", "nextpage-1"), read("wordpress", "nextpage-2")])
    assert len(whole.body) == 7
    assert not whole.canonical_url.endswith("/2/")


ADDRESSES = {
    ("antara", "https://kupang.antaranews.com/berita/124701/kakanwil-ingatkan-asn"): True,
    ("antara", "https://makassar.antaranews.com/nasional/berita/1334542/asn-netral"): True,
    ("antara", "https://kupang.antaranews.com/tag/netralitas-asn/2"): False,
    ("antara", "https://www.antaranews.com/foto/124701/asn-netral"): False,
    ("tribun", "https://kupang.tribunnews.com/bisnis/979467/jadwal-kapal-hari-ini"): True,
    ("tribun", "https://kupang.tribunnews.com/amp/2024/09/29/asn-netral"): True,
    ("tribun", "https://kupang.tribunnews.com/topic/pilkada-belu"): False,
    ("tribun", "https://kupang.tribunnews.com/index-news?date=2024-09-29&page=2"): False,
    ("promedia", "https://www.kliklabuanbajo.id/pariwisata/pr-5424243521/pesan-baba"): True,
    ("promedia", "https://www.kliklabuanbajo.id/tag/asn"): False,
    ("wordpress", "https://ekorantt.com/2024/09/29/asn-netral"): True,
    ("wordpress", "https://voxntt.com/2020/01/31/bawaslu-kirim-surat/57120"): True,
    ("wordpress", "https://tiriloloknews.com/?p=6061"): True,
    ("wordpress", "https://katongntt.com/bawaslu-minta-asn-jaga-netralitas/"): True,
    ("wordpress", "https://katongntt.com/tag/netralitas-asn/page/2/"): False,
    ("wordpress", "https://katongntt.com/?s=netralitas"): False,
    ("wordpress", "https://katongntt.com/wp-content/uploads/2024/09/asn-jaga-netralitas-lagi.jpg"): False,
    ("wordpress", "javascript:alert(1)"): False,
    ("default", "https://mediaindonesia.com/pilkada/704761/bawaslu-lembata-buka-posko"): True,
    ("default", "https://bawaslu.go.id/id/berita/netralitas-aparatur-sipil-negara"): True,
    ("default", "https://bawaslu.go.id/id"): False,
}


@pytest.mark.parametrize(("family", "url"), ADDRESSES)
def test_article_addresses_are_known(family: str, url: str) -> None:
    page = page_for(None if family == "default" else family)
    assert page.is_article_url(url) is ADDRESSES[family, url]


def test_paging_links_elsewhere_are_left_out() -> None:
    links = [
        "https://jahat.example/2020/a?page=2",
        f"{URL}?page=4",
        f"{URL}?page=2000",
        "https://kupang.tribunnews.com/lain?page=3",
    ]
    assert sibling_pages(URL, URL, links) == tuple(f"{URL}?page={number}" for number in (2, 3, 4))
    assert sibling_pages(f"{URL}?page=4", URL, links) == ()
    assert sibling_pages("https://a.id/2024/09/30/", "https://a.id/2024/09/30/", ["https://a.id/2024/09/3/"]) == ()


def test_canonical_of_another_site_is_not_believed() -> None:
    for told in ("https://jahat.example/x", "javascript:alert(1)", "http://[rusak", "https://kupang.tribunnews.com/"):
        html = f'<html><head><title>Judul</title><link rel="canonical" href="{told}"></head><body><h1>Judul</h1>'
        assert Page(URL + "?utm_source=x", html, "x", "WITA").canonical_url == URL


TRUST = [
    (
        "2024-09-19T10:00:00+07:00",
        ["2024-09-19T11:00:00+07:00"],
        ["Kamis, 19 September 2024 12:00 WITA"],
        "2024-09-19T10:00:00+07:00",
    ),
    (
        "2024-09-19 10:00:00",
        ["2024-09-19T11:00:00+07:00"],
        ["Kamis, 19 September 2024 12:00 WITA"],
        "2024-09-19T11:00:00+07:00",
    ),
    (
        "2024-09-19 10:00:00",
        ["2024-09-19 11:00:00"],
        ["Kamis, 19 September 2024 12:00 WIB"],
        "2024-09-19T12:00:00+07:00",
    ),
    (None, ["2024-09-19", "2024-09-19 11:00:00"], ["19 September 2024"], "2024-09-19T11:00:00+08:00"),
    (None, [None, "31/02/2024"], ["19 September 2024"], "2024-09-19T00:00:00+08:00"),
]


@pytest.mark.parametrize(("structured", "metas", "printed", "expected"), TRUST)
def test_dates_are_trusted_in_order(
    structured: str | None, metas: list[str | None], printed: list[str], expected: str
) -> None:
    found = most_trusted(structured, metas, printed, "WITA")
    assert found is not None
    assert found[0].isoformat() == expected


BYLINES = {
    "Penulis: Yosef Naben Wera | Editor: Marta Lodo Rihi": Byline(("Yosef Naben Wera",), "Marta Lodo Rihi"),
    "Pewarta : Yosef Naben Wera / Editor : Marta Lodo Rihi / COPYRIGHT © ANTARA 2024": Byline(
        ("Yosef Naben Wera",), "Marta Lodo Rihi"
    ),
    "Laporan Reporter POS-KUPANG.COM, Yosef Naben Wera": Byline(("Yosef Naben Wera",), None),
    "Editor : Marta Lodo Rihi": Byline((), "Marta Lodo Rihi"),
    "Penulis: admin": Byline(),
    "Ia berkata bahwa editor harus netral.": Byline(),
}


@pytest.mark.parametrize("line", BYLINES)
def test_byline_is_read(line: str) -> None:
    assert read_byline(line) == BYLINES[line]


@pytest.mark.parametrize(
    ("printed", "site"),
    [
        ("ASN Nusa Diminta Netral - Pos-kupang.com", "Pos-kupang.com"),
        ("ASN Nusa Diminta Netral - Tribunnews.com", None),
        ("ASN Nusa Diminta Netral - ANTARA News Kupang", None),
        ("ASN Nusa Diminta Netral | Vox NTT", "Vox NTT"),
        ("ASN Nusa Diminta Netral - Halaman 2 - Klik Labuan Bajo", "Klik Labuan Bajo"),
        ("ASN Nusa Diminta Netral", "Vox NTT"),
    ],
)
def test_brand_leaves_the_headline(printed: str, site: str | None) -> None:
    assert without_brand(printed, site) == "ASN Nusa Diminta Netral"


BODIES = (
    "entry-content td-post-content txt-article post-content read__content detail__body-text post-body article-content"
)
LONGEST_READ = 3.0
"""Seconds of one core for the worst page."""


def nasty_pages() -> dict[str, str]:
    dice = random.Random(1)
    pieces = [SAVED[at : at + 40] for at in range(0, len(SAVED), 40)]
    dice.shuffle(pieces)
    ld = '<script type="application/ld+json">{}</script><h1>x</h1><p>'
    return {
        "empty": "",
        "blank": " \n ",
        "binary": "\x89PNG\r\n\x1a\n" + "".join(chr(dice.randrange(32)) for _ in range(5000)),
        "zeros": "\x00" * 5000,
        "wrong charset": SAVED.encode("utf-16").decode("latin-1"),
        "lost characters": SAVED.replace("a", "\ufffd"),
        "surrogates": "<title>\udcff\ud800</title><h1>Judul</h1><p>" + "kata \udce9 " * 100,
        "nested": "<html><body>" + "<div>" * 200_000 + "<p>x",
        "nested inline": "<h1>a</h1>" + "<b><i>" * 100_000 + "kata " * 100,
        "nested bodies": "<h1>a</h1>" + f"<div class='{BODIES}'>" * 200_000 + "<p>" + "kata " * 100,
        "nested bodies, then many lines": "<h1>a</h1>"
        + f"<div class='{BODIES}'>" * 2000
        + "<p>kata kata kata" * 15_000,
        "many paragraphs": f"<h1>Judul</h1><div class='{BODIES}'>" + "<p>Camat Nusa berkata ia netral." * 150_000,
        "many breaks": f"<h1>Judul</h1><div class='{BODIES}'>" + "Camat Nusa berkata ia netral.<br>" * 15_000,
        "many links": "<h1>a</h1><div class='page-links paging pagination'>" + "<a href='/x/2/'>2</a>" * 19_000,
        "many scripts": "<script>" * 600_000,
        "open quotes": "<a '" * 1_000_000,
        "many words": f"<h1>Judul</h1><div class='{BODIES}'><p>" + "kata " * 900_000,
        "long structured text": ld.format(
            '{"@type":"NewsArticle","headline":"a","articleBody":"' + "Kata demi kata.\\n" * 200_000 + '"}'
        ),
        "bare attributes": "<title>x</title><div " + " ".join(f"a{n}" for n in range(100_000)) + ">",
        "quoted attributes": "<title>x</title><div " + " ".join(f'a{n}=">"' for n in range(100_000)) + ">",
        "attributes of a script": "<title>x</title><script "
        + " ".join(f'a{n}=">"' for n in range(100_000))
        + "></script>",
        "attributes": "<title>x</title><div " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
        "huge": "<p>" + "kata " * 2_000_000,
        "cut": SAVED[:3000],
        "shuffled": "".join(pieces),
        "deep lists": ld.format("[" * 100_000),
        "deep graphs": ld.format('{"@graph":' * 50_000),
        "wrong types": ld.format(
            '{"@type":"NewsArticle","@id":[1],"headline":["a"],"datePublished":5,"author":[5,null,{"name":[1]}],"articleBody":7,"url":9,"editor":{"@id":{}}}'
        ),
        "bad addresses": '<link rel=canonical href="http://[x"><meta property="og:url" content="http://[::1"><div class="paging page-links pagination paging--article"><a href="http://[x?page=2" class="paging__link">',
        "bad script": "<h1>x</h1><script>var keywordBrandSafety = " + '"' + "a\\x" * 1000 + '"</script>',
    }


NASTY = nasty_pages()


@pytest.mark.parametrize("family", [None, *FAMILIES])
@pytest.mark.parametrize("name", NASTY)
def test_bad_pages_are_read_or_refused(name: str, family: str | None) -> None:
    page = page_for(family)(URL, NASTY[name], "kupang-tribunnews", "WITA")
    start = time.process_time()
    page.next_pages()
    try:
        article = page.to_item()
    except NotAnArticle as refusal:
        assert refusal.reason
        assert refusal.kind in RefusalKind
        assert "\n" not in str(refusal)
    else:
        assert article.headline
        assert article.body
    assert time.process_time() - start < LONGEST_READ


IMPOSSIBLE = ["31/02/2024", "2024-02-31T10:00:00+08:00", "32 Oktober 2024 10:00 WITA", "30 Februari 2024", "2024-13-01"]


@pytest.mark.parametrize("printed", IMPOSSIBLE)
def test_an_impossible_date_is_none(printed: str) -> None:
    structured = json.dumps({"@type": "NewsArticle", "headline": "Judul", "datePublished": printed})
    html = (
        f'<title>Judul</title><meta property="article:published_time" content="{printed}">'
        f'<script type="application/ld+json">{structured}</script><h1 class="entry-title">Judul</h1>'
        f'<article><time class="entry-date" datetime="{printed}">{printed}</time><div class="entry-content">'
        "<p>Camat Nusa meminta pegawai kantor camat menjaga jarak dari semua calon.</p>"
        "<p>Permintaan itu disampaikan dalam apel pagi di halaman kantor camat pada awal pekan.</p></div></article>"
    )
    article = page_for("wordpress")("https://ekorantt.com/camat-nusa-minta-netral/", html, "ekorantt", "WITA").to_item()
    assert article.published is None
    assert article.published_raw is None
    assert len(article.body) == 2


def test_mixed_charsets_lose_their_own_letters_only() -> None:
    before, after = "Camat Nusa meminta pegawai tetap netral.", "“Kami melayani siapa saja,” kata Camat Nusa."
    paragraph = (
        "Ia menyebut kafé di pojok kantor sebagai tempat yang sering dipakai tim sukses berkumpul dan berbincang."
    )
    page = b"<meta charset=utf-8><title>Judul</title><h1 class=entry-title>Judul</h1><div class=entry-content>"
    page += f"<p>{before}</p>".encode() + f"<p>{paragraph}</p>".encode("latin-1") + f"<p>{after}</p>".encode()
    html = page.decode("utf-8", "replace")
    article = page_for("wordpress")("https://ekorantt.com/camat-nusa-minta-netral/", html, "ekorantt", "WITA").to_item()
    assert article.body == (before, paragraph.replace("é", "\ufffd"), after)


def test_bad_address_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="not a web address"):
        Page("http://[rusak", SAVED, "x", "WITA").to_item()


def test_unknown_family_is_named() -> None:
    with pytest.raises(ValueError, match="joomla"):
        page_for("joomla")
