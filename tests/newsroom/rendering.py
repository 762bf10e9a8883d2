"""Article pages: each article in its outlet's markup, at every address at which the outlet shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.newsroom.model import ROOM, Answer, NewsArticle, load_outlets
from tests.newsroom.printing import Block, blocks, in_utc, printed_day, with_dateline, zone_label


@dataclass(frozen=True)
class PageView:
    """One page of an article: number `number` of `total`, 0 when the whole text stands on it."""

    number: int
    total: int
    blocks: tuple[Block, ...]
    addresses: tuple[str, ...]

    @property
    def following(self) -> str | None:
        return self.addresses[self.number] if 0 < self.number < self.total else None


def article_answers(article: NewsArticle) -> Iterator[Answer]:
    """What the outlet answers at the article's addresses: itself, its pages, all on one page, its AMP twin."""
    views = _views(article)
    whole = PageView(0, 1, tuple(blocks(article, 0, len(article.body))), (article.url,))
    for view in views:
        yield Answer(view.addresses[view.number - 1], render(f"{article.markup}.html", article, view=view))
    if article.family != "wordpress":
        yield Answer(
            f"{article.url}?page=all",
            render(f"{article.markup}.html", article, view=whole if article.all_pages else views[0]),
        )
    if article.amp:
        amp = render(f"{article.family}_amp.html", article, view=whole)
        yield from (Answer(url, amp) for url in (article.amp, f"{article.amp}?page=all"))


def page_address(article: NewsArticle, number: int) -> str:
    """The address of an article's page, counted from 1."""
    if number == 1:
        return article.url
    if article.family == "wordpress":
        return f"{article.url.rstrip('/')}/{number}/"
    return f"{article.url}?page={number}"


def render(template: str, article: NewsArticle | None = None, **values: Any) -> bytes:
    """A template of markup/ filled in, as UTF-8."""
    if article is not None:
        values |= {"a": article, "outlet": load_outlets()[article.outlet]}
    return environment().get_template(template).render(**values).encode()


@cache
def environment() -> Environment:
    """Jinja over markup/, escaping on, unknown names an error."""
    jinja = Environment(
        loader=FileSystemLoader(ROOM / "markup"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters |= {"printed_day": printed_day, "zone": zone_label, "utc": in_utc, "dateline": with_dateline}
    return jinja


def _views(article: NewsArticle) -> list[PageView]:
    starts = (0, *article.pages)
    ends = (*article.pages, len(article.body))
    addresses = tuple(page_address(article, number) for number in range(1, len(starts) + 1))
    return [
        PageView(number, len(starts), tuple(blocks(article, first, last)), addresses)
        for number, (first, last) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
