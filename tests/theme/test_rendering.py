"""Pages made fast are the pages that stock Jinja makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from tests.theme.many import records_of
from tests.theme.samples import ALLEGED, APPEAL, DECLARATION, ROOT, SECOND_REPORT
from theme.plugins.compiling import printed, speed_up
from theme.plugins.eventpages import EventPages
from theme.plugins.events import gather_events
from theme.plugins.frame import Frame, Settings
from theme.plugins.output import Output
from theme.plugins.skeleton import CUT

EVENTS = gather_events((*records_of("Kabupaten Alor", 3, "cepat"), DECLARATION, SECOND_REPORT, APPEAL, ALLEGED))


def frame(address: str, fast: bool) -> Frame:
    """A frame over the theme's templates, as the plugin sets it up or with stock Jinja."""
    made = Frame(Settings('Kabar "Rekaan" & lain', address, None))
    options: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(loader=FileSystemLoader(ROOT / "theme" / "templates"), **options)
    if fast:
        speed_up(environment)
    environment.filters.update(made.filters)
    environment.globals.update(made.functions)
    made.template = lambda name: environment.get_template(f"{name}.html")
    return made


@pytest.mark.parametrize("address", ["", "https://kabar.example/a"])
def test_an_event_page_is_the_same_made_fast_or_slowly(address: str, tmp_path: Path) -> None:
    slow, fast = frame(address, fast=False), frame(address, fast=True)
    pages = EventPages(tmp_path, slow, Output(tmp_path), [], {})
    for event in EVENTS:
        path, picture, values = f"kegiatan/{event.id}.html", pages.picture(event), pages.values(event, [])
        whole = slow.render(path, "event", picture=picture, **values)
        assert fast.fill(path, "event", picture, values) == whole
        assert slow.entry(event) == fast.entry(event)


@pytest.mark.parametrize("value", ["a", "<b> & 'c' \"d\"", "", 7, None, 1.5, ["<"]])
def test_values_are_printed_as_jinja_prints_them(value: object) -> None:
    assert printed(value) == Environment(autoescape=True).from_string("{{ value }}").render(value=value)


def test_a_mark_where_none_can_be_costs_time_only(tmp_path: Path) -> None:
    slow, fast = frame("", fast=False), frame("", fast=True)
    pages = EventPages(tmp_path, slow, Output(tmp_path), [], {})
    values = pages.values(EVENTS[0], []) | {"summary": f"a{CUT}b"}
    path = f"kegiatan/{EVENTS[0].id}.html"
    assert fast.fill(path, "event", None, values) == slow.render(path, "event", picture=None, **values)
