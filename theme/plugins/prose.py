"""A record's summary as HTML: Markdown made harmless."""

from __future__ import annotations

import re

import nh3
from markdown import Markdown
from markupsafe import Markup

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "br"}
_MARKDOWN = Markdown()  # one object for all: making it costs more than a summary
# Nearly every summary is one paragraph without any markup; finding that out costs a hundredth of Markdown and nh3.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,;.()%/–’“”-]*[A-Za-z0-9.)]")


def summary_html(summary: str) -> Markup:
    """The summary as paragraphs, emphasis, lists and quotations; no links, no other markup, no attributes."""
    if _PLAIN.fullmatch(summary):
        return Markup(f"<p>{summary}</p>")  # nosec B704 # letters, digits and marks that mean nothing in HTML
    html = _MARKDOWN.reset().convert(summary)
    return Markup(nh3.clean(html, tags=_TAGS, attributes={}))  # nosec B704 # what nh3 has cleaned
