"""The survey: what a sight says of an outlet."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from parsel import Selector

from crawler.fetch.onramp.platforms import Evidence
from crawler.fetch.onramp.sights import Sight, folded_host
from crawler.fetch.onramp.trials import Trial
from crawler.items import Article
from crawler.read.canonical import registrable_domain
from crawler.read.pages import FAMILIES
from crawler.record import clean_line
from crawler.sources import Discovery

_OFFSETS = {7: "WIB", 8: "WITA", 9: "WIT"}
_LABEL = re.compile(r"\b(WIB|WITA|WIT)\b")
_LONGEST_TITLE = 80


@dataclass(frozen=True)
class Survey:
    """What was found out. `family` is None where the default page object reads the outlet; `platform` may then name one
    that has no page object. `zone_by` says how sure the zone is."""

    sight: Sight
    name: str
    title: str
    hosts: tuple[str, ...]
    family: str | None
    platform: str | None
    evidence: tuple[Evidence, ...]
    zone: str
    zone_by: str
    trials: tuple[Trial, ...]
    article: Article | None

    @property
    def discovery(self) -> list[Discovery]:
        """The means that answered; where none was asked or none did, those that were worth trying."""
        return [trial.means for trial in self.trials if trial.works] or self.sight.means()


def survey_of(sight: Sight, taken: Collection[str] = (), known: str | None = None) -> Survey:
    """The survey of a sight; `taken` are the names that the table of sources has, `known` its name for this outlet."""
    platform = sight.platform
    zone, zone_by = _zone_of(sight)
    return Survey(
        sight=sight,
        name=known or _name_of(urlsplit(sight.home).hostname or "", taken),
        title=_title_of(sight),
        hosts=_hosts_of(sight),
        family=platform if platform in FAMILIES else None,
        platform=platform,
        evidence=tuple(one for one in sight.evidence if one.family == platform),
        zone=zone,
        zone_by=zone_by,
        trials=tuple(sight.trials()),
        article=sight.article[1] if sight.article else None,
    )


def _zone_of(sight: Sight) -> tuple[str, str]:
    """The zone of dates without one: the label that a page prints, else the offset of its metadata, else a guess."""
    if sight.article is None:
        return "WITA", "a guess, no article was read"
    answer, article = sight.article
    if label := _LABEL.search(article.published_raw or ""):
        return label[1], f"the label {label[1]} beside the date"
    elsewhere = sight.pages(answer.url, answer.html or "", "x", "WIB").to_item().published
    if article.published is None or elsewhere != article.published:
        return "WITA", "a guess, the date carries none"  # read in two zones it gave two moments
    offset = article.published.utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0
    zone = _OFFSETS.get(int(hours))
    return (
        (zone, "the offset of the page's metadata") if zone else ("WITA", f"a guess, the metadata is in UTC{hours:+g}")
    )


def _name_of(host: str, taken: Collection[str]) -> str:
    """A slug from the host as the table's others are: "kupang-antaranews", "voxntt", "timexkupang-fajar"."""
    domain = registrable_domain(host)
    own = host.removesuffix(domain) + domain.split(".")[0] if not host.replace(".", "").isdigit() else host
    labels = [label for label in own.split(".") if label not in ("www", "m", "amp", "")]
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(labels).casefold()).strip("-") or "outlet"
    number = 2
    name = slug
    while name in taken:
        name, number = f"{slug}-{number}", number + 1
    return name


def _title_of(sight: Sight) -> str:
    """The outlet's name: what its pages call the site, else what stands in the title of the home page first or of an
    article last, else the host.
    """
    for answer in sight.answers.values():
        if answer.html is None or answer.fault:
            continue
        page = Selector(text=answer.html.encode("utf-8", "replace").decode("utf-8"))
        told = page.css("meta[property='og:site_name']::attr(content)").get()
        parts = re.split(r" [-–|:«»] ", page.css("title::text").get() or "")
        if not told and answer.url.rstrip("/") == sight.home:
            told = parts[0]
        if not told and sight.article and answer is sight.article[0] and len(parts) > 1:
            told = parts[-1]
        if title := clean_line(told or ""):
            return title[:_LONGEST_TITLE]
    return urlsplit(sight.home).hostname or sight.url


def _hosts_of(sight: Sight) -> tuple[str, ...]:
    """The outlet's host first, then its www, mobile and AMP twins that answers and links speak of."""
    shown = [sight.home, *(answer.url for answer in sight.answers.values() if not answer.fault)]
    shown += [url for trial in sight.trials() for url in (trial.means.url, *trial.links)]
    own = folded_host(sight.home)
    return tuple(dict.fromkeys(urlsplit(url).hostname or "" for url in shown if folded_host(url) == own))
