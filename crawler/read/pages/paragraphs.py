"""Paragraphs: the lines of text that an element shows, furniture elements left out."""

from __future__ import annotations

import re
from functools import cache

from cssselect import HTMLTranslator
from lxml import etree

from crawler.record import clean_line

# fmt: off
_UNREAD = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "video", "audio", "figure",
    "figcaption", "ins", "form", "button", "select", "textarea", "input", "nav", "aside", "footer",
    "amp-ad", "amp-embed", "amp-iframe", "amp-sidebar", "amp-social-share", "amp-auto-ads",
))
_BLOCKS = frozenset((
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_BREAK = "\ue000"  # stands for a <br>; a character that no text has but for icons, which are blanks here too
_ENDING_BREAK = re.compile(rf"(?<=[.!?:;”\"]) ?{_BREAK}|{_BREAK}(?= ?(?:\.\.\.|…|•|- ))")
_LINK_TITLE = 25


def paragraphs_of(element: etree._Element, noise: tuple[str, ...] = (), links: bool = False) -> list[str]:
    """The element's text, one cleaned line for each paragraph, list item or piece between line breaks.

    `noise` are CSS selectors of descendants that are left out, with what they hold. A paragraph that is one link
    to another article is left out too, unless `links` are wanted. Works along the tree without recursion.
    """
    unread = _matching(element, noise)
    lines = _Lines(links)
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if event == "start":
            if node in unread or node.tag in _UNREAD:
                walker.skip_subtree()
            else:
                lines.open(node)
        elif event == "end" and node not in unread and node.tag not in _UNREAD:
            lines.close(node)
        if event != "start" and node is not element:
            lines.add(node.tail)
    return lines.done()


def _matching(element: etree._Element, selectors: tuple[str, ...]) -> set[etree._Element]:
    found = _compiled(selectors)(element) if selectors else []
    return {node for node in found if isinstance(node, etree._Element)} if isinstance(found, list) else set()


@cache
def _compiled(selectors: tuple[str, ...]) -> etree.XPath:
    paths = (HTMLTranslator().css_to_xpath(selector, prefix="descendant::") for selector in selectors)
    return etree.XPath(" | ".join(paths))


class _Lines:
    """Gathers text into lines; knows how much of a line is link text."""

    def __init__(self, links: bool) -> None:
        self._keeps_links = links
        self._done: list[str] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._breaks = 0

    def open(self, node: etree._Element) -> None:
        if node.tag in _BLOCKS:
            self._end_line()
        elif node.tag == "br":
            self._break()
        elif node.tag == "a":
            self._links += 1
        self.add(node.text)

    def close(self, node: etree._Element) -> None:
        if node.tag in _BLOCKS:
            self._end_line()
        elif node.tag == "a":
            self._links -= 1

    def add(self, text: str | None) -> None:
        if not text:
            return
        self._pieces.append(text)
        if not text.isspace():
            self._breaks = 0
        if self._links:
            self._linked += len(text.strip())

    def done(self) -> list[str]:
        self._end_line()
        return self._done

    def _break(self) -> None:
        """Two <br> end a paragraph; one does after a finished sentence or before dots and bullets."""
        self._breaks += 1
        if self._breaks > 1:
            self._end_line()
        else:
            self._pieces.append(_BREAK)

    def _end_line(self) -> None:
        text = clean_line("".join(self._pieces))
        only_link = not self._keeps_links and self._linked >= len(text) - 2
        for line in _ENDING_BREAK.split(text):
            line = clean_line(line.replace(_BREAK, " "))
            is_title = only_link and len(line) >= _LINK_TITLE and not line.endswith(".")
            if line and not is_title:
                self._done.append(line)
        self._pieces.clear()
        self._linked = 0
