"""Feeds (RSS, Atom) and sitemaps (index, url set, news, gzip, plain text): addresses with their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from lxml import etree

from extractor.errors import FetchError
from extractor.fetch.addresses import absolute
from extractor.fetch.decompress import decompress

__all__ = ["Entry", "moment_of", "read_feed", "read_sitemap"]

VIETNAM = timezone(timedelta(hours=7))
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class Entry(NamedTuple):
    """An address of a feed or sitemap. `when` is when it was published, or for a sitemap changed last, if it says so."""

    url: str
    when: datetime | None = None
    title: str = ""
    sitemap: bool = False  # a further sitemap, not a page


def read_feed(body: bytes, url: str, *, month_first: bool = False) -> list[Entry]:
    """The entries of an RSS or Atom feed; `month_first`: its dates are 9/30/2026. Raises FetchError where it is none.

    >>> feed = b'<rss><channel><item><title>Tin</title><link>/a-1.htm</link><pubDate>Tue, 05 Mar 2024 01:00:00 GMT</pubDate></item></channel></rss>'
    >>> read_feed(feed, "https://example.vn/tin.rss")[0].url
    'https://example.vn/a-1.htm'
    """
    root = _root(body)
    if root is None or _name(root) not in {"rss", "feed", "rdf"}:
        raise FetchError("this is no RSS or Atom feed")
    entries = []
    for item in root.iter():
        if _name(item) in {"item", "entry"}:
            entry = _feed_entry(item, url, month_first)
            if entry is not None:
                entries.append(entry)
    return entries


def _feed_entry(item: etree._Element, url: str, month_first: bool) -> Entry | None:
    link, title, when = "", "", None
    for child in item:
        name, words = _name(child), "".join(child.itertext()).strip()
        if name == "link" and (child.get("rel") or "alternate") == "alternate":
            link = link or words or child.get("href") or ""
        elif name == "guid" and child.get("isPermaLink") != "false" and words.startswith("http"):
            link = link or words
        elif name == "title":
            title = words
        elif name in {"pubdate", "published", "date"} or (name == "updated" and when is None):
            when = moment_of(words, month_first=month_first) or when
    target = absolute(url, link)
    return Entry(target, when, title) if target else None


def read_sitemap(body: bytes, url: str, *, limit: int = 50_000_000) -> list[Entry]:
    """The entries of a sitemap or a sitemap index, also gzipped or plain text. Raises FetchError where it is none.

    >>> read_sitemap(b"<urlset><url><loc>https://example.vn/a</loc><lastmod>2024-05-01</lastmod></url></urlset>", "https://example.vn/s.xml")[0].when.day
    1
    """
    if body[:2] == b"\x1f\x8b":
        body = decompress(body, "gzip", limit=limit)
    root = _root(body)
    if root is None:
        lines = [absolute(url, line) for line in body.decode("utf-8", "replace").split() if line.startswith("http")]
        if not lines:
            raise FetchError("this is no sitemap")
        return [Entry(line) for line in lines if line]
    if _name(root) not in {"urlset", "sitemapindex"}:
        raise FetchError("this is no sitemap")
    return list(_sitemap_entries(root, url))


def _sitemap_entries(root: etree._Element, url: str) -> Iterator[Entry]:
    for element in root:
        if _name(element) not in {"url", "sitemap"}:
            continue
        place, when, title = "", None, ""
        for child in element.iter():
            name = _name(child)
            if name == "loc" and not place:
                place = (child.text or "").strip()
            elif name == "publication_date" or (name == "lastmod" and when is None):
                when = moment_of((child.text or "").strip()) or when
            elif name == "title" and not title:
                title = (child.text or "").strip()
        target = absolute(url, place)
        if target:
            yield Entry(target, when, title, _name(element) == "sitemap")


def moment_of(words: str, *, month_first: bool = False) -> datetime | None:
    """A date of a feed: RFC 822 or ISO 8601; a missing zone is Vietnam's. Other forms are None, not guessed.

    9/5/2026 is read only where a specification says that the month comes first.

    >>> moment_of("2024-05-17T08:00"), moment_of("9/5/2026 1:30:00 PM") is None
    (datetime.datetime(2024, 5, 17, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=25200))), True)
    >>> moment_of("9/5/2026 1:30:00 PM", month_first=True).month
    9
    """
    words = words.strip()
    slashed = SLASHED.match(words)
    if slashed and not month_first:
        return None
    try:
        found: datetime | None = (
            datetime(int(slashed[3]), int(slashed[1]), int(slashed[2])) if slashed else datetime.fromisoformat(words)
        )
    except ValueError:
        found = None if slashed else _rfc822(words)
    return found.replace(tzinfo=VIETNAM) if found and found.tzinfo is None else found


def _rfc822(words: str) -> datetime | None:
    try:
        return parsedate_to_datetime(re.sub(r"GMT\s*([+-])(\d)$", r"\g<1>0\g<2>00", words))
    except (TypeError, ValueError, IndexError):
        return None


def _root(body: bytes) -> etree._Element | None:
    """The root of an XML document, read leniently; entities are not followed."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:  # some feeds declare an encoding that they are not in
        text = DECLARATION.sub("", body.decode("utf-8-sig"))
        return etree.fromstring(text.strip(), parser) if text.strip() else None
    except UnicodeDecodeError:
        pass
    except (etree.XMLSyntaxError, ValueError):
        return None
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
