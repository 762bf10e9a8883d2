"""Whether a title is clearly foreign to the topic, so that its page need not be asked for, or a whole article is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from crawler.fetch.discovery.links import Link
from crawler.items import Article

_WORD = re.compile(r"[a-z0-9]+")


def is_foreign(link: Link, stems: Sequence[str]) -> bool:
    """Whether no word of the title, or of the address where no title stands beside it, begins with a stem.

    An address that carries no words (/?p=6731) is not foreign: nothing is known about it.
    """
    words = _WORD.findall((link.title or "").casefold()) or _words_of_address(link.url)
    return bool(words) and not any(word.startswith(tuple(stems)) for word in words)


def speaks_of(article: Article, stems: Sequence[str]) -> bool:
    """Whether a word of an article's headline or body begins with a stem.

    What was listed without words (/?p=6731) is read before this can be told: a topic that occurs nowhere finds nothing.
    """
    text = " ".join((article.headline, *article.body)).casefold()
    return any(word.startswith(tuple(stems)) for word in _WORD.findall(text))


def _words_of_address(url: str) -> list[str]:
    pieces = [piece for piece in unquote(urlsplit(url).path).casefold().split("/") if "-" in piece]
    return _WORD.findall(" ".join(pieces))
