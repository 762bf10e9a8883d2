"""Selecting: what each kind of selector names, the same as lxml's own XPath of it, and every selector of every family."""

from __future__ import annotations

import pytest
from cssselect import HTMLTranslator
from lxml import etree

from crawler.read.pages import FAMILIES, Page
from crawler.read.pages.selecting import Elements

PAGE = """<html><body class="single post"><div id="a" class="paging box"><a rel="page-2" href="2">2</a><p class="box"><a href="3">3</a>
<span class="x box paging"><a id="b" href="4">4</a></span></p></div><div class="box"><time class="foot grey">x</time><time class="grey">y</time>
</div><h1 class="title">h</h1></body></html>"""

SELECTORS = [
    "h1", ".box", "#a", "p.box", ".box.paging", "div.paging a", ".box a", "div.paging > a", ".box > a", "#a a", "body.single .grey",
    "time.grey:not(.foot)", "a[rel^=page]", "a[href]", "[href='3']", "[class*=pag]", "a[href$='4']", ".absent a", "div .box > a",
]  # fmt: skip


@pytest.mark.parametrize("selector", SELECTORS)
def test_selector_names_what_xpath_names(selector: str) -> None:
    root = etree.fromstring(PAGE, etree.HTMLParser())
    assert Elements(root).of(selector) == root.xpath(HTMLTranslator().css_to_xpath(selector))


@pytest.mark.parametrize("selector", ["a + b", "a:hover", "a[href~=x]", "p:has(a)"])
def test_other_selectors_are_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="not known here"):
        Elements(etree.fromstring(PAGE, etree.HTMLParser())).of(selector)


@pytest.mark.parametrize("family", [Page, *FAMILIES.values()], ids=lambda page: page.family)
def test_every_selector_of_a_family_is_known(family: type[Page]) -> None:
    elements = Elements(etree.fromstring(PAGE, etree.HTMLParser()))
    lists = [getattr(family, name) for name in dir(family) if name.endswith("_selectors") or name == "active_paging"]
    assert len(lists) >= 9
    for selector in (selector for selectors in lists for selector in selectors):
        elements.of(selector.partition("::")[0])
