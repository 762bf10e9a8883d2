"""Ready citations of an event page: text, BibTeX and CSL JSON.

The day of access is the reader's: theme/static/kutip.js writes it in; without JavaScript the text leaves a gap.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from theme.plugins.archives import ArchivedCopy
from theme.plugins.events import ShownEvent
from theme.plugins.wording import day_in_words

ACCESSED = "[tanggal akses]"
"""What the text says where the script is to write the day."""

_BIBTEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": "", "^": ""})

_json = json.JSONEncoder(ensure_ascii=False).encode


def citations(
    event: ShownEvent, site: str, name: str, archives: Mapping[str, ArchivedCopy] | None = None
) -> dict[str, str]:
    """The three forms by name: teks, bibtex, csl. `site` is the public address, empty where there is none; of
    `archives`, the archived copies of the event's articles, the first is named."""
    link = f"{site}/kegiatan/{event.id}.html"
    copy = next(iter((archives or {}).values()), None)
    archived = f" Arsip berita: {copy.address}" if copy else ""
    when = f", {day_in_words(event.date)}" if event.date else ""
    return {
        "teks": f"{name}. “{event.title}”{when}. Catatan {event.id}. {link} (diakses {ACCESSED}).{archived}",
        "bibtex": _bibtex(event, link, name, copy),
        "csl": _json(_csl(event, link, name, copy)),
    }


def _bibtex(event: ShownEvent, link: str, name: str, copy: ArchivedCopy | None) -> str:
    fields = {
        "author": f"{{{name}}}",
        "title": f"{{{event.title.translate(_BIBTEX)}}}",
        "year": str(event.date.year) if event.date else None,
        "date": event.date.isoformat() if event.date else None,
        "url": link,
        "urldate": ACCESSED,
        "note": f"Catatan {event.id}",
        "addendum": f"Arsip berita: \\url{{{copy.address}}}" if copy else None,
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    return f"@online{{kabarnetral-{event.id},\n" + ",\n".join(lines) + "\n}"


def _csl(event: ShownEvent, link: str, name: str, copy: ArchivedCopy | None) -> list[dict[str, object]]:
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
            **({"archive": copy.archive, "archive_location": copy.address} if copy else {}),
        }
    ]
