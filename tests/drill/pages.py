"""What an outlet answers while nothing is wrong: its listing, and each article in its markup."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from tests.drill.newsroom import WITA, Outlet, Paper
from tests.newsroom.model import NewsArticle
from tests.newsroom.model import Outlet as Look
from tests.newsroom.printing import Block
from tests.newsroom.rendering import PageView, environment

ROBOTS = "User-agent: *\nDisallow: /admin/\n"
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True)
class Answer:
    """Body and type of an answer with status 200."""

    body: bytes
    kind: str = "text/html; charset=UTF-8"


def answer(outlet: Outlet, path: str) -> Answer | None:
    """What stands at a path, the query left out; None for nothing."""
    if path == "/robots.txt":
        return Answer(ROBOTS.encode(), "text/plain")
    if path == "/wp-json/wp/v2/posts":
        return Answer(json.dumps([_post(outlet, paper) for paper in outlet.visible]).encode(), "application/json")
    if path == "/sitemap.xml":
        return Answer(_sitemap(outlet).encode(), "application/xml")
    paper = next((paper for paper in outlet.visible if paper.path == path), None)
    return Answer(article(outlet, paper)) if paper else None


def article(outlet: Outlet, paper: Paper) -> bytes:
    """The page of an article in the outlet's markup."""
    url, on = outlet.home + paper.path, paper.published.astimezone(WITA)
    printed = NewsArticle(
        name=paper.path,
        outlet=outlet.name,
        url=url,
        markup=outlet.markup,
        title=paper.story.title,
        body=paper.story.body,
        gold={},
        published=on,
        authors=("Redaksi Contoh",),
        account="Redaksi",
        editor="Editor Contoh",
        section="Daerah",
        tags=("NTT",),
    )
    view = PageView(1, 1, tuple(Block("paragraph", part) for part in paper.story.body), (url,))
    look = Look(outlet.name, f"{outlet.host}:{outlet.port}", f"Kabar {outlet.name.capitalize()}", "", ROBOTS)
    return environment().get_template(f"{outlet.markup}.html").render(a=printed, outlet=look, view=view).encode()


def redesigned(outlet: Outlet, paper: Paper) -> bytes:
    """The same article in a dress that no page object knows: no classes, no JSON-LD, the date in a meta tag."""
    body = "".join(f"<p>{escape(part)}</p>" for part in paper.story.body)
    return (
        f'<!doctype html><html lang="id"><head><title>{escape(paper.story.title)}</title>'
        f'<meta property="article:published_time" content="{paper.published.isoformat()}"></head>'
        f'<body><div class="q7"><h1>{escape(paper.story.title)}</h1><div class="q9">{body}</div></div></body></html>'
    ).encode()


def _post(outlet: Outlet, paper: Paper) -> dict[str, object]:
    moment = paper.published.replace(tzinfo=None).isoformat()
    title = {"rendered": escape(paper.story.title)}
    return {"link": outlet.home + paper.path, "title": title, "date_gmt": moment, "modified_gmt": moment}


def _sitemap(outlet: Outlet) -> str:
    lines = "".join(
        f"<url><loc>{outlet.home}{paper.path}</loc><news:news><news:publication_date>{paper.published.isoformat()}"
        f"</news:publication_date><news:title>{escape(paper.story.title)}</news:title></news:news></url>"
        for paper in outlet.visible
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {NEWS}>{lines}</urlset>'
