"""The desk: an article comes in, is judged and extracted, stored, and its address remembered."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from crawler.fetch.memory import NO_VALIDATORS, Memory, Seen, Validators, Verdict
from crawler.items import WITA, Article
from crawler.record import Record, record_id
from crawler.write.regrouping import Grouping
from crawler.write.store import Outcome, Store

Assemble = Callable[[Article, datetime | None], Record]
Fate = Literal["stored", "updated", "unchanged", "irrelevant", "withdrawn", "broken"]

_FATES: dict[Outcome, Fate] = {
    Outcome.NEW: "stored",
    Outcome.UPDATED: "updated",
    Outcome.UNCHANGED: "unchanged",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.BROKEN: "broken",
}


@dataclass(frozen=True)
class Made:
    """What assembling has made of an article elsewhere: its record, None where it is not on the subject."""

    record: Record | None


@dataclass
class Desk:
    """Takes articles of any source. `texts` holds the plain bodies of the records kept, by record id."""

    store: Store
    memory: Memory
    assemble: Assemble
    texts: MutableMapping[str, str] = field(default_factory=dict)

    def take(
        self,
        article: Article,
        retrieved: datetime,
        addresses: Iterable[str] = (),
        *,
        complete: bool = True,
        validators: Validators = NO_VALIDATORS,
        made: Made | None = None,
    ) -> Fate:
        """What became of the article. `addresses` are canonical ones by which it was found beside its own. It is judged
        and extracted here unless that was `made` elsewhere.

        An article that is known under another address, by its number, stays under the first. One that misses a page
        is stored all the same and asked for again at the next crawl.
        """
        article = replace(article, canonical_url=self.store.url_of(article.canonical_url) or article.canonical_url)
        record = self._record(article, retrieved, made)
        seen = Seen(Verdict.STORED, retrieved.astimezone(UTC), None, content_hash(article), validators)
        known = self.memory.recall(article.canonical_url)
        fate = self._keep(record, new_text=_is_new_text(known, seen)) if record else "irrelevant"
        verdict = Verdict.IRRELEVANT if fate in ("irrelevant", "withdrawn") else Verdict.STORED
        if not complete or fate == "broken":
            verdict = Verdict.INCOMPLETE
        if record and fate not in ("irrelevant", "withdrawn", "broken") and (known is None or known.on <= seen.on):
            self.texts[record.id] = article.text
        for address in {article.canonical_url, *addresses}:
            self.memory.remember(address, article.outlet, replace(seen, verdict=verdict))
        return fate

    def take_away(self, address: str, on: datetime) -> bool:
        """Marks the record of an article that was found gone at `on`, unless it was seen later; says whether there is
        such a record."""
        url, known = self.store.url_of(address), self.memory.recall(address)
        if url is None:
            return False
        if known is None or known.on <= on:
            self.store.mark_gone(record_id(url), on.astimezone(WITA))
        return True

    def group(self, grouping: Grouping) -> int:
        """Joins the store's records into events; returns how many files changed."""
        return self.store.group(grouping, self.texts)

    def _record(self, article: Article, retrieved: datetime, made: Made | None) -> Record | None:
        """Its record; None for an article that is known to be irrelevant and has no file."""
        if made and made.record and made.record.url == article.canonical_url:
            return made.record
        if made and not made.record and not self.store.knows(record_id(article.canonical_url)):
            return None
        return self.assemble(article, retrieved.astimezone(WITA))

    def _keep(self, record: Record, *, new_text: bool) -> Fate:
        # A record that a new rule or text finds irrelevant stays a file, since people may have linked to it: its score
        # makes it a draft, but for what a person has reviewed.
        if not record.relevance.relevant and not self.store.knows(record.id):
            return "irrelevant"
        return _FATES[self.store.put(record, new_text=new_text)]


def _is_new_text(known: Seen | None, seen: Seen) -> bool:
    if known is None or known.content_hash is None or known.verdict is Verdict.INCOMPLETE:
        return False
    return known.on < seen.on and known.content_hash != seen.content_hash


def content_hash(article: Article) -> str:
    """Sixteen hexadecimal digits, the same for the same headline and body."""
    return hashlib.sha256(f"{article.headline}\n{article.text}".encode()).hexdigest()[:16]


def default_assemble(environment: Mapping[str, str] = os.environ) -> Assemble:
    """Assembling with the recogniser that the environment asks for, if any. Raises BrokenRecogniser where it cannot
    be had."""
    from crawler.assemble import record_from
    from crawler.extract.recognising import configured_recogniser

    return partial(record_from, recognise=configured_recogniser(environment))


def default_grouping(content: Path) -> Grouping:
    """Grouping by the facts and by what people have decided in `events.csv` of the content folder. Raises
    BrokenDecisions where that file cannot be relied on."""
    from crawler.write.decisions import FILE, read_decisions
    from crawler.write.grouping import group_known

    decisions = read_decisions(content / FILE)
    return lambda records, texts: group_known(records, texts, decisions)
