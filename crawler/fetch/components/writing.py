"""Writing: the item pipeline that hands fetched articles to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from crawler.fetch.memory import NO_VALIDATORS, Validators
from crawler.fetch.signs import note_article
from crawler.items import Article

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@dataclass(frozen=True)
class Fetched:
    """An article, when its page was retrieved, the canonical addresses it was found by, whether all pages came, and by
    what its outlet will tell whether it has changed."""

    article: Article
    retrieved: datetime
    addresses: tuple[str, ...]
    complete: bool = True
    validators: Validators = NO_VALIDATORS


class Writing:
    """Judges, extracts and stores each item, and counts what became of it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Fetched) -> Fetched:
        assignment = self._spider.assignment
        note_article(assignment.tally, item.article)
        fate = assignment.desk.take(
            item.article, item.retrieved, item.addresses, complete=item.complete, validators=item.validators
        )
        assignment.tally.count(fate)
        return item

    @property
    def _spider(self) -> Any:
        return self.crawler.spider
