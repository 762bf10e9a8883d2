"""A record's summary as HTML: Markdown made harmless."""

from __future__ import annotations

import nh3
from markdown import Markdown
from markupsafe import Markup

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "br"}
_MARKDOWN = Markdown()  # one object for all: making it costs more than a summary


def summary_html(summary: str) -> Markup:
    """The summary as paragraphs, emphasis, lists and quotations; no links, no other markup, no attributes."""
    html = _MARKDOWN.reset().convert(summary)
    return Markup(nh3.clean(html, tags=_TAGS, attributes={}))  # nosec B704 # what nh3 has cleaned
