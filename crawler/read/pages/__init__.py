"""Page objects: each turns one page of an outlet into an Article.

>>> page_for("tribun")(url, html, outlet="kupang-tribunnews", zone="WIB").to_item()
"""

from crawler.read.pages.antara import AntaraPage
from crawler.read.pages.article import Page
from crawler.read.pages.bawaslu import BawasluPage
from crawler.read.pages.blogger import BloggerPage
from crawler.read.pages.detik import DetikPage
from crawler.read.pages.inews import INewsPage
from crawler.read.pages.kpu import KPUPage
from crawler.read.pages.mediaindonesia import MediaIndonesiaPage
from crawler.read.pages.paging import join_pages
from crawler.read.pages.promedia import PromediaPage
from crawler.read.pages.refusal import NotAnArticle, Refusal, RefusalKind
from crawler.read.pages.rri import RRIPage
from crawler.read.pages.tribun import TribunPage
from crawler.read.pages.wordpress import WordPressPage

__all__ = ["FAMILIES", "NotAnArticle", "Page", "Refusal", "RefusalKind", "join_pages", "page_for"]

_PAGES: tuple[type[Page], ...] = (
    AntaraPage,
    TribunPage,
    PromediaPage,
    WordPressPage,
    DetikPage,
    MediaIndonesiaPage,
    INewsPage,
    RRIPage,
    BloggerPage,
    KPUPage,
    BawasluPage,
)
FAMILIES: dict[str, type[Page]] = {page.family: page for page in _PAGES}


def page_for(family: str | None) -> type[Page]:
    """The page object of a platform family, the default one for None. Raises ValueError for an unknown family."""
    if family is None:
        return Page
    if family not in FAMILIES:
        raise ValueError(f"unknown page family {family!r}; known: {', '.join(FAMILIES)}")
    return FAMILIES[family]
