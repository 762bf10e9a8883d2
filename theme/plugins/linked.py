"""schema.org's JSON-LD of an event: what, when and where, with the articles as `subjectOf`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from theme.plugins.events import ShownEvent
from theme.plugins.public import PublicRecord

MOST = 20
"""Names of one kind; the page lists the others."""

_json = json.JSONEncoder(ensure_ascii=False).encode


def linked_data(event: ShownEvent, site: str, outlets: Mapping[str, str]) -> Markup:
    """The text of a script element of type application/ld+json; no markup can end it early.

    A data block is not run, so the Content-Security-Policy lets it stand. People are named as performers only where
    they speak; nobody is named as accused.
    """
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{site}/kegiatan/{event.id}.html" if site else f"urn:kabar-netral:{event.id}",
        "name": event.title,
        "inLanguage": "id",
        "startDate": event.date.isoformat() if event.date else None,
        "location": _place(event),
        "performer": [{"@type": "Person", "name": official.name} for official in event.speakers[:MOST]],
        "about": [{"@type": "Organization", "name": name} for name in event.institutions[:MOST]],
        "subjectOf": [_article(record, outlets) for record in event.records],
    }
    text = _json({key: value for key, value in told.items() if value})
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # nosec B704 # JSON with its markup characters written as escapes


def _place(event: ShownEvent) -> dict[str, Any] | None:
    regions = [*(f"Kecamatan {name}" for name in event.kecamatan), *event.kabupaten]
    if not event.venue and not regions:
        return None
    return {
        "@type": "Place",
        "name": event.venue or regions[0],
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "ID",
            "addressRegion": "Nusa Tenggara Timur",
            **({"addressLocality": ", ".join(regions)} if regions else {}),
        },
    }


def _article(record: PublicRecord, outlets: Mapping[str, str]) -> dict[str, Any]:
    article = {
        "@type": "NewsArticle",
        "headline": None if record.title_is_ours else record.title,
        "url": record.link,
        "datePublished": record.published.isoformat() if record.published else None,
        "publisher": {"@type": "Organization", "name": outlets.get(record.outlet, record.outlet)},
    }
    return {key: value for key, value in article.items() if value}
