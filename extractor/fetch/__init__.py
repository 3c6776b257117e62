"""The web: pages of ministry and news sites, fetched politely, archived, and found again.

>>> from extractor.fetch import find_articles
>>> find_articles('<h2><a href="/bo-y-te-trao-tang-bang-khen-cho-12-tap-the-504762.html">Bộ Y tế trao Bằng khen cho 12 tập thể</a></h2>', "https://example.vn/")
['https://example.vn/bo-y-te-trao-tang-bang-khen-cho-12-tap-the-504762.html']

A crawl is `Crawler(store, Settings(contact=…)).run(seeds)`; what it has kept is read by `pages(store)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.fetch.archive import StoredPage, pages
    from extractor.fetch.crawler import Crawler
    from extractor.fetch.links import find_articles
    from extractor.fetch.seeds import Seed
    from extractor.fetch.settings import Settings
    from extractor.fetch.summary import Summary

__all__ = ["Crawler", "Seed", "Settings", "StoredPage", "Summary", "find_articles", "pages"]

_HOMES = {
    "Crawler": "crawler",
    "Seed": "seeds",
    "Settings": "settings",
    "StoredPage": "archive",
    "Summary": "summary",
    "find_articles": "links",
    "pages": "archive",
}


def __getattr__(name: str) -> Any:
    """Imports a public name from its module when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"extractor.fetch.{_HOMES[name]}"), name)
