"""Ready citations of an event page: text, BibTeX and CSL JSON.

The day of access is the reader's: theme/static/kutip.js writes it in; without JavaScript the text leaves a gap.
"""

from __future__ import annotations

import json

from theme.plugins.events import ShownEvent
from theme.plugins.wording import day_in_words

ACCESSED = "[tanggal akses]"
"""What the text says where the script is to write the day."""

_BIBTEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": "", "^": ""})


def citations(event: ShownEvent, site: str, name: str) -> dict[str, str]:
    """The three forms by name: teks, bibtex, csl. `site` is the public address, empty where there is none."""
    link = f"{site}/kegiatan/{event.id}.html"
    when = f", {day_in_words(event.date)}" if event.date else ""
    return {
        "teks": f"{name}. “{event.title}”{when}. Catatan {event.id}. {link} (diakses {ACCESSED}).",
        "bibtex": _bibtex(event, link, name),
        "csl": json.dumps(_csl(event, link, name), ensure_ascii=False),
    }


def _bibtex(event: ShownEvent, link: str, name: str) -> str:
    fields = {
        "author": f"{{{name}}}",
        "title": f"{{{event.title.translate(_BIBTEX)}}}",
        "year": str(event.date.year) if event.date else None,
        "date": event.date.isoformat() if event.date else None,
        "url": link,
        "urldate": ACCESSED,
        "note": f"Catatan {event.id}",
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    return f"@online{{kabarnetral-{event.id},\n" + ",\n".join(lines) + "\n}"


def _csl(event: ShownEvent, link: str, name: str) -> list[dict[str, object]]:
    issued = {"issued": {"date-parts": [[event.date.year, event.date.month, event.date.day]]}} if event.date else {}
    return [
        {
            "id": f"kabarnetral-{event.id}",
            "type": "webpage",
            "title": event.title,
            "author": [{"literal": name}],
            "container-title": name,
            "URL": link,
            "language": "id",
            **issued,
        }
    ]
