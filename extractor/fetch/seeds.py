"""Where a crawl begins: an address that a user typed, and what it is taken for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from extractor.errors import FetchError
from extractor.fetch.addresses import absolute, redacted
from extractor.fetch.shapes import shape_of

__all__ = ["Seed", "seed_of"]


@dataclass(frozen=True, slots=True)
class Seed:
    """Where a crawl begins. kind: "section" (a front page: its sections too), "listing", "feed", "sitemap", "article"."""

    url: str
    kind: str = "listing"


def seed_of(address: str, *, kind: str | None = None) -> Seed:
    """The seed of an address: a front page (its sections too), an article by its shape, a feed, a sitemap, else a section.

    Raises FetchError where it is no address of a web page.

    >>> seed_of("https://example.vn").kind, seed_of("https://example.vn/tin-tuc").kind, seed_of("https://example.vn/tin.rss").kind
    ('section', 'listing', 'feed')
    """
    url = absolute(address, address)
    if url is None:
        raise FetchError(f"{redacted(address)}: no address of a web page; it begins with http:// or https://")
    if kind is not None:
        return Seed(url, kind)
    parts = urlsplit(url)
    path = parts.path.lower()
    if path == "/" and not parts.query:
        return Seed(url, "section")
    if path.endswith((".rss", ".atom")) or "/rss/" in path or path.endswith("/feed/"):
        return Seed(url, "feed")
    if path.endswith((".xml", ".xml.gz")):
        return Seed(url, "sitemap")
    return Seed(url, "article" if shape_of(url).likely else "listing")
