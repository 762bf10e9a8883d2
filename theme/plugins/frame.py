"""What every template may use: the site's own values, filters and functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from theme.plugins.events import ShownEvent
from theme.plugins.feeds import channel_path
from theme.plugins.model import Site
from theme.plugins.slugs import slug_from
from theme.plugins.wording import MONTHS, TYPES, day_in_words, listing

_ICON = Path(__file__).parent.parent / "static" / "tanda.svg"


class Frame:
    """Renders templates of the theme with the values that all pages share; `template` gives one by name."""

    template: Callable[[str], Any]

    def __init__(self, site: Site, contact: str | None) -> None:
        self._outlets = site.outlets
        days = [record.published.date() for event in site.events for record in event.records if record.published]
        self.values: dict[str, object] = {
            "SITENAME": site.name,
            "PUBLIC_URL": site.address,
            "CONTACT": contact,
            "DATA_UNTIL": day_in_words(max(days)) if days else None,
            "ICON": "data:image/svg+xml," + quote(_ICON.read_text(encoding="utf-8").strip(), safe="=:/'(),"),
            "CORRECTIONS": site.corrections,
            "PAGES": {*(event.id for event in site.events), *site.moved, *(gone.id for gone in site.gone)},
            "month_names": MONTHS,
        }
        self.filters: dict[str, Callable[..., str]] = {
            "day": day_in_words,
            "listing": listing,
            "slug": slug_from,
            "feed": channel_path,
            "type_label": TYPES.__getitem__,
            "outlet": self._outlet,
        }
        self.functions: dict[str, Callable[..., object]] = {"page_for": site.page_for, "entry_of": self.entry_of}
        self._entries: dict[tuple[str, str, int, bool], Markup] = {}

    def _outlet(self, slug: str) -> str:
        return self._outlets.get(slug, slug)

    def entry_of(self, event: ShownEvent, root: str, level: int, where: bool) -> Markup:
        """The event as an entry of a list. Each is rendered once for all the lists that it stands in."""
        key = (event.id, root, level, where)
        if key not in self._entries:
            self._entries[key] = self.template("_entry").module.entry(event, root, level, where)
        return self._entries[key]

    def render(self, name: str, template: str, **values: object) -> bytes:
        """The page `name` (its path from the site's root) of a template."""
        root = "/".join([".."] * name.count("/")) or "."
        page = self.template(template).render(SITEURL=root, output_file=name, **self.values, **values)
        return str(page).encode("utf-8")
