"""What the newsroom holds: outlets, articles with their facts, and addresses that hold no article."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOM = Path(__file__).parent


@dataclass(frozen=True)
class Outlet:
    """An outlet as it answers. `off` says with which HTTP status a kind of discovery is refused."""

    name: str
    host: str
    title: str
    tagline: str
    robots: str
    off: Mapping[str, int] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return f"https://{self.host}"


@dataclass(frozen=True)
class Related:
    """A "Baca juga" line that stands after the paragraph of this number, counted from 1."""

    after: int
    title: str


@dataclass(frozen=True)
class NewsArticle:
    """An article as its outlet wrote it. `body` is free of furniture, one string per paragraph.

    `published` carries the offset that the page prints; it is None for the page without a date. `pages` are the
    paragraphs, counted from 0, with which a new page begins; `all_pages` is False where ?page=all shows page 1 only.
    `authors` are the people whose names it prints, `account` the desk that posted it ("Redaksi") where it prints one.
    `caption`, `related`, `reporter_line`, `summary_box`, `keywords_line`, `byline` and `mark` are furniture.
    """

    name: str
    outlet: str
    url: str
    markup: str
    title: str
    body: tuple[str, ...]
    gold: Mapping[str, Any]
    published: datetime | None = None
    amp: str | None = None
    authors: tuple[str, ...] = ()
    account: str | None = None
    editor: str | None = None
    section: str | None = None
    topic: str | None = None
    tags: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    all_pages: bool = True
    caption: str | None = None
    related: tuple[Related, ...] = ()
    reporter_line: str | None = None
    summary_box: str | None = None
    keywords_line: str | None = None
    byline: str | None = None
    mark: str | None = None

    @property
    def family(self) -> str:
        return self.markup.partition("_")[0]

    def mentions(self, words: str) -> bool:
        """Whether a site's own search finds the article: every word stands in its title, tags or body."""
        text = " ".join((self.title, *self.tags, *self.body)).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True)
class Elsewhere:
    """An address that an outlet lists although there is no article behind it."""

    outlet: str
    url: str
    title: str
    status: int
    page: str
    published: datetime


@dataclass(frozen=True)
class Answer:
    """What a host answers to a request for `url`."""

    url: str
    body: bytes
    status: str = "200 OK"
    content_type: str = "text/html; charset=UTF-8"


@cache
def load_outlets() -> Mapping[str, Outlet]:
    """The outlets of outlets.toml by name."""
    return {entry["name"]: Outlet(**entry) for entry in _table()["outlet"]}


@cache
def load_elsewhere() -> tuple[Elsewhere, ...]:
    """The listed addresses without an article, of outlets.toml."""
    return tuple(
        Elsewhere(**{**entry, "published": datetime.fromisoformat(entry["published"])})
        for entry in _table()["elsewhere"]
    )


@cache
def load_articles() -> tuple[NewsArticle, ...]:
    """All articles, by file name. Raises ValueError that names the file for one that cannot be read."""
    return tuple(_article(path) for path in sorted((ROOM / "articles").glob("*.toml")))


def _table() -> dict[str, Any]:
    return tomllib.loads((ROOM / "outlets.toml").read_text(encoding="utf-8"))


def _article(path: Path) -> NewsArticle:
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        entry["body"] = tuple(" ".join(part.split()) for part in entry["body"].strip().split("\n\n"))
        if "published" in entry:
            entry["published"] = datetime.fromisoformat(entry["published"])
        entry["related"] = tuple(Related(**line) for line in entry.get("related", ()))
        for key in ("authors", "tags", "pages"):
            entry[key] = tuple(entry.get(key, ()))
        return NewsArticle(name=path.stem, **entry)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error
