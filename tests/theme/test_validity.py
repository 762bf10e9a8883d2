"""Every page is valid by the parsing rules of the HTML standard: no error that a browser would have to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed: pages are not checked for parse errors")


def errors_of(html: str) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [f"line {line}: {code} {data}" for (line, _), code, data in parser.errors]


def test_no_page_has_a_parse_error(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 80
    found = {str(page): errors for page in pages if (errors := errors_of(page.read_text(encoding="utf-8")))}
    assert found == {}


@pytest.mark.parametrize("html", ["<!doctype html><p><div></p>", "<p>x", "<!doctype html><table><p>x</table>"])
def test_the_check_sees_what_is_wrong(html: str) -> None:
    assert errors_of(html)
