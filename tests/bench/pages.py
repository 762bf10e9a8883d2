"""`python -m tests.bench pages`: how many pages a second page objects read, and trafilatura on the same pages.

The saved test pages are small; an outlet's page is 80 to 360 kB, most of it menus, scripts and lists of other articles. So each
saved page is put into as much of that as its outlet's pages have, made by a fixed rule. Times are the process's own CPU (one core).
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import trafilatura

from crawler.read.pages import Page, page_for
from tests.bench.rows import Check, Row

SAVED = Path(__file__).parents[1] / "crawler/read/pages"

PART = "pages"
SIZES = QUICK = (1,)
LEAST_RATIO = 8.0

WEIGHTS = {"antara": 110, "tribun": 125, "promedia": 250, "wordpress": 150, "detik": 120}
"""kB of a family's pages: Tribun, Promedia (Kompas) and detik as saved in public repositories, the others as is usual."""
USUAL_WEIGHT = 100
SCRIPTED = 0.45
"""The share of scripts and styles in what surrounds an article; 0.4 to 0.6 on the three saved pages."""

_WORDS = ("pasar", "sekolah", "jembatan", "nelayan", "panen", "puskesmas", "terminal", "bandara", "irigasi", "festival")


@dataclass(frozen=True)
class BenchPage:
    family: str | None
    url: str
    zone: str
    html: str


@dataclass(frozen=True)
class PageSpeed:
    """Pages a second, for all families together and for each."""

    ours: float
    generic: float
    ratios: dict[str, float]

    @property
    def ratio(self) -> float:
        return self.ours / self.generic


def realistic_pages() -> list[BenchPage]:
    """Every saved page that is read, in the chrome of its outlet's size."""
    dice = random.Random(1)
    pages = []
    for case in sorted(SAVED.glob("*/*.json")):
        told: dict[str, Any] = json.loads(case.read_text(encoding="utf-8"))
        if "error" not in told and case.parent.name != "default":
            html = case.with_suffix(".html").read_text(encoding="utf-8")
            size = WEIGHTS.get(case.parent.name, USUAL_WEIGHT) * 1000
            pages.append(BenchPage(told["family"], told["url"], told["zone"], with_chrome(html, size, dice)))
    return pages


def with_chrome(html: str, size: int, dice: random.Random) -> str:
    """The page filled up to about `size` characters: scripts in the head, menus above, lists of articles below."""
    room = max(size - len(html), 0)
    scripts = _filled(_script, int(room * SCRIPTED), dice)
    menu = _filled(_menu, room // 8, dice)
    teasers = _filled(_teaser, room - len(scripts) - len(menu), dice)
    head, mark, body = html.partition("</head>")
    opened, _, rest = body.partition(">")
    inside, end, tail = rest.rpartition("</body>")
    if not mark or not end:
        return html
    return f"{head}{scripts}{mark}{opened}><div class='mega-menu'>{menu}</div>{inside}<section class='more'>{teasers}</section>{end}{tail}"


def measured(repeats: int = 3) -> PageSpeed:
    """The speed of both on the realistic pages; the best of `repeats` rounds for each page."""
    took: dict[str, list[float]] = {}
    for page in realistic_pages():
        sums = took.setdefault(page.family or "default", [0.0, 0.0, 0.0])
        sums[0] += 1
        sums[1] += _seconds(partial(_read, page), repeats)
        sums[2] += _seconds(partial(_extract, page), repeats)
    count, ours, generic = (sum(sums[at] for sums in took.values()) for at in range(3))
    ratios = {family: sums[2] / sums[1] for family, sums in took.items()}
    return PageSpeed(count / ours, count / generic, ratios)


def rows(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row | Check]:
    """Page objects against trafilatura, by family; `sizes` are not used: the pages are the saved ones."""
    speed = measured(runs)
    for family, ratio in speed.ratios.items():
        yield Row(PART, f"pages of {family}", runs, ratio=1 / ratio, peer="trafilatura")
    told = f"{speed.ours:.0f} pages/s, trafilatura with metadata {speed.generic:.0f}, by processor time"
    yield Row(PART, "all saved pages", runs, ratio=1 / speed.ratio, peer="trafilatura", told=told)
    yield Check(PART, "pages: page objects / trafilatura, pages a second", speed.ratio, "at least", LEAST_RATIO)


def _read(bench: BenchPage) -> None:
    page: Page = page_for(bench.family)(bench.url, bench.html, "bench", bench.zone)
    page.to_item()
    page.next_pages()


def _extract(bench: BenchPage) -> None:
    trafilatura.bare_extraction(bench.html, url=bench.url, with_metadata=True)


def _seconds(work: Callable[[], None], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _filled(piece: Callable[[random.Random], str], size: int, dice: random.Random) -> str:
    pieces: list[str] = []
    while size > 0:
        pieces.append(piece(dice))
        size -= len(pieces[-1])
    return "\n".join(pieces)


def _title(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS, k=8)).title()


def _script(dice: random.Random) -> str:
    lines = (
        f'window.slot{dice.randrange(10**6)} = {{"id": "{dice.random()}", "size": [300, 250]}};' for _ in range(25)
    )
    return f"<script>(function() {{ {' '.join(lines)} }})();</script>"


def _menu(dice: random.Random) -> str:
    name = dice.choice(_WORDS)
    return f'<li class="menu-item menu-item-{dice.randrange(999)}"><a class="menu-link" href="/{name}" title="{name}"><span>{name}</span></a></li>'


def _teaser(dice: random.Random) -> str:
    number, title = dice.randrange(10**6), _title(dice)
    return (
        f'<div class="col item latest-{number % 7}"><div class="thumb"><a href="/berita/{number}/{title.lower().replace(" ", "-")}">'
        f'<img class="lazy" data-src="/img/{number}.jpg" alt="{title}" width="300" height="200"></a></div><h3 class="item-title">'
        f'<a href="/berita/{number}/x" title="{title}">{title}</a></h3><span class="item-date">{number % 27 + 1} Oktober 2024</span></div>'
    )
