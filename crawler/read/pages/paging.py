"""Articles on several pages: their addresses, and the pages put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from crawler.items import Article
from crawler.read.canonical import canonical_url
from crawler.read.furniture import drop_furniture

MOST_PAGES = 20
"""More pages than this are a loop or a listing."""

_NUMBER_IN_PATH = re.compile(r"^(?P<article>.+?)/(?:page/)?(?P<number>\d{1,2})/?$")


def paged_address(canonical: str, page: str) -> str:
    """A canonical address with its `page` parameter set."""
    return f"{canonical}{'&' if '?' in canonical else '?'}page={page}"


def whole_address(canonical: str, form: str) -> str:
    """The address of all pages at once, by its outlet's form: "?page=all", "?single=1" or "/all"."""
    if form.startswith("?"):
        return canonical + ("&" + form[1:] if "?" in canonical else form)
    return canonical.rstrip("/") + form


def page_number(url: str) -> str:
    """The page that an address asks for: "1", "2", …, or "all"."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    if asked.get("single") == "1" or parts.path.endswith("/all"):
        return "all"
    return asked.get("page", "1").casefold()


def is_further_page(url: str) -> bool:
    """Whether an address asks for an article's second page or a later one: ?page=2, /slug/3/."""
    return _article_and_number(url)[1] > 1


def sibling_pages(url: str, canonical: str, links: Iterable[str]) -> tuple[str, ...]:
    """The pages of the same article after the one at `url`, out of links like ?page=3 or /slug/3/; gaps are filled.

    `canonical` is what the page calls itself. Links elsewhere are left out. At most MOST_PAGES pages.
    """
    asked, current = _article_and_number(url)
    own = _article_and_number(canonical)[0]
    numbers: dict[int, str] = {}
    form = "?"
    for link in links:
        try:
            article, number = _article_and_number(link)
        except ValueError:
            continue
        if article in (asked, own) and 1 < number <= MOST_PAGES:
            numbers[number] = link
            form = form if "page=" in urlsplit(link).query else "/{}/" if link.endswith("/") else "/{}"
    missing = range(current + 1, max(numbers, default=0) + 1)
    return tuple(_page_of(own, number, form) for number in missing)


def join_pages(pages: Sequence[Article]) -> Article:
    """One article of several pages, in the order given, no paragraph twice.

    The other fields are those of the first page that has them. Raises ValueError for no pages.
    """
    if not pages:
        raise ValueError("no pages to join")
    first = pages[0]
    seen: set[str] = set()
    body: list[str] = []
    for paragraph in (paragraph for page in pages for paragraph in page.body):
        if paragraph not in seen or len(paragraph) < 40:
            body.append(paragraph)
        seen.add(paragraph)
    return replace(
        first,
        body=tuple(drop_furniture(body, first.headline)),
        published=next((page.published for page in pages if page.published), None),
        published_raw=next((page.published_raw for page in pages if page.published_raw), None),
        modified=next((page.modified for page in pages if page.modified), None),
        authors=next((page.authors for page in pages if page.authors), ()),
        editor=next((page.editor for page in pages if page.editor), None),
        section=next((page.section for page in pages if page.section), None),
    )


def _article_and_number(url: str) -> tuple[str, int]:
    """The article's canonical address without a page, and the page's number. Raises ValueError for another scheme."""
    number = page_number(url)
    canonical = canonical_url(url)
    if number.isdigit() and number != "1":
        return canonical.rstrip("/"), int(number)
    asked = urlsplit(url)
    folded = _NUMBER_IN_PATH.match(asked.path)
    if folded and canonical_url(asked._replace(path=folded["article"]).geturl()) == canonical:
        return canonical.rstrip("/"), int(folded["number"])  # iNews' /2, which canonical addresses lose
    parts = urlsplit(canonical)
    found = _NUMBER_IN_PATH.match(parts.path)
    if found and not re.search(r"/\d{4}(?:/\d{2})?$", found["article"]):  # /2024/09/ is an archive
        return canonical[: -len(parts.path)] + found["article"] if not parts.query else canonical, int(found["number"])
    return canonical.rstrip("/"), 1


def _page_of(article: str, number: int, form: str) -> str:
    return paged_address(article, str(number)) if form == "?" else article + form.format(number)
