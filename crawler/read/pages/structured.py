"""Structured data: what a page says of its article in JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crawler.read.canonical import canonical_url
from crawler.record import clean_line

# fmt: off
ARTICLE_TYPES = frozenset((
    "Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "AnalysisNewsArticle", "LiveBlogPosting", "Report",
    "BackgroundNewsArticle", "OpinionNewsArticle", "TechArticle",
))
# fmt: on
GALLERY_TYPES = frozenset(("ImageGallery", "MediaGallery"))
LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"))

_DEEPEST = 12


class StructuredData:
    """The objects of a page's JSON-LD scripts.

    Broken scripts do no harm: the few plain members that matter are picked out of them by pattern.
    """

    def __init__(self, scripts: Iterable[str], url: str) -> None:
        self._nodes = [node for script in scripts for node in _nodes(_parsed(script))]
        self._by_id = {str(node["@id"]): node for node in reversed(self._nodes) if "@id" in node and len(node) > 1}
        self.types = frozenset(kind for node in self._nodes for kind in _types(node))
        self.article: Mapping[str, Any] = self._article(url)

    def _article(self, url: str) -> Mapping[str, Any]:
        articles = [node for node in self._nodes if ARTICLE_TYPES.intersection(_types(node))]
        own = (node for node in articles if _address(node) and _same(str(_address(node)), url))
        return next(own, next(iter(articles), {}))

    def text(self, key: str) -> str | None:
        """A member of the article as one clean line, or None."""
        value = self.article.get(key)
        while isinstance(value, list) and value:
            value = value[0]
        return _line(value) if isinstance(value, str) else None

    def lines(self, key: str) -> list[str]:
        """A member of the article as its clean lines; none where it is no text."""
        value = self.article.get(key)
        found = [clean_line(html.unescape(line)) for line in value.split("\n")] if isinstance(value, str) else []
        return [line for line in found if line]

    def names(self, key: str) -> tuple[str, ...]:
        """The names of the people or bodies in a member (author, editor), references followed; people first."""
        found = [self._person(item) for item in _listed(self.article.get(key))]
        people = [name for name, is_person in found if name and is_person]
        return tuple(dict.fromkeys(people or [name for name, _ in found if name]))

    def _person(self, item: Any) -> tuple[str | None, bool]:
        if isinstance(item, str):
            return _line(item), True
        if not isinstance(item, Mapping):
            return None, False
        if "name" not in item:
            item = self._by_id.get(str(item.get("@id")), {})
        name = item.get("name")
        return (_line(name) if isinstance(name, str) else None), "Organization" not in _types(item)


_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_MEMBER = re.compile(r'"(headline|datePublished|dateModified|articleSection)"\s{0,9}:\s{0,9}"([^"\\\n]{1,400})"')


def _parsed(script: str) -> Any:
    script = _WRAPPING.sub("", script).strip()
    try:
        return json.JSONDecoder(strict=False).raw_decode(script)[0]
    except (ValueError, RecursionError):
        found = dict(reversed(_MEMBER.findall(script)))
        return found | {"@type": "NewsArticle"} if "datePublished" in found else None


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "author", "editor"):
            yield from _nodes(value.get(key), depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    # The JNews theme writes "article": schema.org's types begin with a capital.
    return [str(kind)[:1].upper() + str(kind)[1:] for kind in _listed(node.get("@type"))]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _address(node: Mapping[str, Any]) -> str | None:
    page = node.get("mainEntityOfPage")
    if isinstance(page, Mapping):
        page = page.get("@id")
    return next((item for item in (node.get("url"), page) if isinstance(item, str)), None)


def _same(one: str, other: str) -> bool:
    try:
        return canonical_url(one) == canonical_url(other)
    except ValueError:
        return False


def _line(text: str) -> str | None:
    return clean_line(html.unescape(text)) or None
