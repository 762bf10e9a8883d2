"""What every template may use: the site's own values, filters and functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from theme.plugins.events import ShownEvent
from theme.plugins.feeds import channel_path
from theme.plugins.folding import Folding
from theme.plugins.listed import CUT, LEVEL, PLACE, ROOT, entries_in
from theme.plugins.office import page_for
from theme.plugins.skeleton import Skeleton
from theme.plugins.slugs import slug_from
from theme.plugins.wording import MONTHS, TYPES, day_in_words, listing

BLOCKS = ("title", "description", "head", "content")
"""What differs between the pages of events."""

_ICON = Path(__file__).parent.parent / "static" / "tanda.svg"


@dataclass(frozen=True)
class Settings:
    """What the settings say of the site: `address` is the public one without a slash at its end, or empty; `outlets`
    gives their titles; `contact` is where corrections are sent; `folding` says under which names people and kecamatan
    are shown."""

    name: str
    address: str
    contact: str | None
    outlets: Mapping[str, str] = field(default_factory=dict)
    folding: Folding = field(default_factory=Folding)


class Frame:
    """Renders templates of the theme with the values that all pages share; `template` gives one by name.

    It holds settings only, nothing that records bring: what a page shows of those is among its own values.
    """

    template: Callable[[str], Any]

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._skeletons: dict[tuple[str, str, str | None], Skeleton] = {}
        self.values: dict[str, object] = {
            "SITENAME": settings.name,
            "PUBLIC_URL": settings.address,
            "CONTACT": settings.contact,
            "ICON": "data:image/svg+xml," + quote(_ICON.read_text(encoding="utf-8").strip(), safe="=:/'(),"),
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
        self.functions: dict[str, Callable[..., object]] = {"page_for": page_for, "entries_of": entries_in}

    def _outlet(self, slug: str) -> str:
        return self.settings.outlets.get(slug, slug)

    def entry(self, event: ShownEvent) -> str:
        """The event as an entry of a list, with the marks of `listed` for what differs from list to list."""
        macros = self.template("_entry").module
        places = (str(macros.place(event, where)) for where in (True, False))
        place = Markup(PLACE)  # nosec B704 # one control character of our own
        return CUT.join((str(macros.entry(event, ROOT, LEVEL, place)), *places))

    def render(self, name: str, template: str, **values: object) -> bytes:
        """The page `name` (its path from the site's root) of a template."""
        page = self.template(template).render(SITEURL=_root(name), output_file=name, **self.values, **values)
        return str(page).encode("utf-8")

    def fill(self, name: str, template: str, picture: str | None, values: Mapping[str, object]) -> bytes:
        """The same as `render`, for a template whose pages differ in BLOCKS alone and, for their head, in `picture`."""
        folder, _, last = name.rpartition("/")
        skeleton = self._skeletons.get((template, folder, picture))
        if skeleton is None:
            told = {"SITEURL": _root(name), "picture": picture, **self.values}
            skeleton = Skeleton(self.template(template).environment, template, BLOCKS, f"{folder}/", told)
            self._skeletons[template, folder, picture] = skeleton
        return skeleton.fill(last, values).encode("utf-8")


def _root(name: str) -> str:
    return "/".join([".."] * name.count("/")) or "."
