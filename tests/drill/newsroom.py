"""The newsroom: invented outlets of several families, what each has published so far, and what must come of it."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random

from tests.drill.stories import Story, retold, stories

WITA = timezone(timedelta(hours=8))
_NAMES = (
    "pantai", "bukit", "lontar", "tenun", "savana", "karang", "cendana", "gading", "muara", "teluk",
    "padang", "lembah", "perahu", "kemiri", "asam", "jagung", "sasando", "moko", "komba", "rumba",
)  # fmt: skip
MARKUPS = (
    "wordpress_td",
    "antara_b",
    "wordpress_gmr",
    "promedia",
    "wordpress_jnews",
    "tribun_2026",
    "wordpress_smartmag",
)
RETOLD = 9
"""Every so-manieth story is told by the next outlet too."""

Key = tuple[str, str]
"""Host and path of an article: what a record is known by."""


@dataclass(frozen=True)
class Paper:
    """One article of an outlet, found at a path."""

    outlet: str
    host: str
    path: str
    story: Story
    published: datetime

    @property
    def key(self) -> Key:
        return self.host, self.path.rstrip("/")


@dataclass
class Outlet:
    """An invented outlet on a port of its own. `shown` articles of `papers` have appeared, in their order."""

    name: str
    port: int
    markup: str
    papers: list[Paper] = field(default_factory=list)
    shown: int = 0

    @property
    def host(self) -> str:
        return f"kabar{self.name}.example"

    @property
    def family(self) -> str:
        return self.markup.partition("_")[0]

    @property
    def home(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def visible(self) -> list[Paper]:
        return self.papers[: self.shown]


@dataclass
class Newsroom:
    """All outlets. `advance` lets time go on: more articles appear."""

    outlets: list[Outlet]

    def named(self, name: str) -> Outlet:
        return next(outlet for outlet in self.outlets if outlet.name == name)

    def advance(self, number: int) -> None:
        """So many more articles appear at each outlet, as far as it has any."""
        for outlet in self.outlets:
            outlet.shown = min(len(outlet.papers), outlet.shown + number)

    @property
    def expected(self) -> set[Key]:
        """The articles of which there must be a record once every outlet could be read."""
        return {paper.key for outlet in self.outlets for paper in outlet.visible if paper.story.relevant}

    @property
    def accused(self) -> set[str]:
        return {paper.story.accused for outlet in self.outlets for paper in outlet.visible if paper.story.accused}

    def write_table(self, path: Path) -> None:
        """The table of sources that describes the outlets."""
        path.write_text(_TOPIC + "".join(map(_entry, self.outlets)), encoding="utf-8")


def found(outlets: int, articles: int, seed: int) -> Newsroom:
    """A newsroom with so many outlets and articles altogether, the same for the same seed but for the ports."""
    chance = Random(seed)
    made = [Outlet(name, free_port(), MARKUPS[at % len(MARKUPS)]) for at, name in enumerate(_NAMES[:outlets])]
    for story in stories(articles * RETOLD // (RETOLD + 1) + 1, chance):
        at = story.number % outlets
        _publish(made[at], story)
        if story.number % RETOLD == 0 and outlets > 1:
            other = made[(at + 1) % outlets]
            _publish(other, retold(story, other.name.capitalize()))
    return Newsroom(made)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _publish(outlet: Outlet, story: Story) -> None:
    on = datetime.combine(story.day, time(9 + story.number % 9, story.number % 60), WITA)
    words = "".join(sign if sign.isalnum() else " " for sign in story.title.lower()).split()
    slug, number = "-".join(words), 54_000_000_000 + story.number
    forms = {
        "wordpress": f"/{on:%Y/%m/%d}/{slug}/",
        "antara": f"/berita/{100_000 + story.number}/{slug}",
        "promedia": f"/ragam/{number}/{slug}",
        "tribun": f"/{on:%Y/%m/%d}/{slug}",
    }
    outlet.papers.append(Paper(outlet.name, outlet.host, forms[outlet.family], story, on.astimezone(UTC)))


_TOPIC = """[topic]
words = ["netralitas"]
title_stems = ["netral", "asn", "bawaslu", "bupati", "desa"]
"""


def _entry(outlet: Outlet) -> str:
    rest = outlet.family == "wordpress"
    kind, path = ("rest", "/wp-json/wp/v2/posts?search={word}") if rest else ("sitemap", "/sitemap.xml")
    return f"""
[[source]]
name = "kabar-{outlet.name}"
title = "Kabar {outlet.name.capitalize()}"
hosts = ["{outlet.host}"]
family = "{outlet.family}"
zone = "WITA"
status = "active"
note = "2026-11-22: invented, for the fault drill."
discovery = [{{ kind = "{kind}", url = "{outlet.home}{path}" }}]
"""
