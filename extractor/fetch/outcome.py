"""What an answer means: done, to be tried again, moved, failed, skipped; and which links it brings. No state, no clock."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Protocol
from urllib.parse import urlsplit

from extractor.errors import FetchError
from extractor.fetch.addresses import absolute, host_of, key_of
from extractor.fetch.feeds import moment_of, read_feed, read_sitemap
from extractor.fetch.frontier import DONE, FAILED, SKIPPED, Link, Page
from extractor.fetch.http import Exchange
from extractor.fetch.links import parse_section
from extractor.fetch.robots import directives
from extractor.fetch.settings import Settings
from extractor.fetch.shapes import EXTENSION, date_in, page_number, shape_of

__all__ = ["AWARD_WORDS", "Outcome", "Site", "judge"]

# Words of a title or an address by which --only-awards tells what may be about awards; without marks, as in slugs.
AWARD_WORDS = re.compile(
    r"khen|thi-dua|huan-chuong|huy-chuong|bang-khen|danh-hieu|ton-vinh|vinh-danh|ky-niem-chuong|huy-hieu|chien-si|giai-thuong|"
    r"anh-hung|tuyen-duong|dien-hinh|tien-tien|xuat-sac|trao-tang|don-nhan|phong-tang|truy-tang|nha-giao-nhan-dan|nghe-si|thay-thuoc|"
    r"nghe-nhan|co-thi-dua|lao-dong-gioi|guong-sang|guong-mat"
)
PUBLISHED = re.compile(
    rb"(?:property|name|itemprop)\s*=\s*[\"'](?:article:published_time|pubdate|cms-date|datePublished)[\"'][^>]*?content\s*=\s*[\"']([^\"']+)"
    rb"|content\s*=\s*[\"']([^\"']+)[\"'][^>]*?(?:property|name|itemprop)\s*=\s*[\"'](?:article:published_time|pubdate|datePublished)[\"']"
    rb"|\"datePublished\"\s*:\s*\"([^\"]+)\"",
    re.IGNORECASE,
)
CANONICAL = re.compile(rb"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.IGNORECASE)
HREF = re.compile(rb"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\d{5,}")
HEAD = 200_000
SLACK = timedelta(days=4)  # between the time in an address (made) and publication


class Site(Protocol):
    """What the crawler asks of a site's specification; see `known.py`."""

    name: str
    delay: float
    connections: int
    month_first: bool

    def accepts(self, url: str) -> bool: ...
    def avoids(self, url: str) -> bool: ...
    def rest(self, moment: float) -> float: ...
    def next_page(self, url: str, body: bytes) -> str | None: ...
    def reads(self, body: bytes) -> bool: ...


@dataclass(slots=True)
class Outcome:
    """What is to be noted of a page.

    state None: it is queued again ("again": after an error, which counts; "moved": at another address).
    """

    state: int | None
    reason: str | None = None
    kind: str | None = None
    links: list[Link] = field(default_factory=list)
    next: Link | None = None
    links_digest: str | None = None
    published: date | None = None
    alias: str | None = None  # the page says that this is its address
    redirect: str | None = None
    archive: bool = True
    reads: bool | None = None  # whether the site's specification still fits the page; None: not looked at


def judge(page: Page, answer: Exchange, settings: Settings, site: Site | None) -> Outcome:
    """The outcome of an answer."""
    status = answer.status
    if status == 304:
        return Outcome(DONE)
    if status in {301, 302, 303, 307, 308}:
        target = absolute(page.url, answer.header("location") or "", longest=settings.max_url)
        if target is None:
            return Outcome(FAILED, f"{status} to no address")
        return Outcome(DONE, redirect=target)
    if status in {404, 410}:
        return Outcome(FAILED, f"{status}: the page is gone", archive=True)
    if status == 429 or status >= 500 or status == 408:
        return Outcome(None, f"the server answered {status}")
    if not 200 <= status < 300:
        return Outcome(FAILED, f"the server answered {status}")
    return _content(page, answer, settings, site)


def _content(page: Page, answer: Exchange, settings: Settings, site: Site | None) -> Outcome:
    if page.kind in {"feed", "sitemap"}:
        return _entries(page, answer, settings, site)
    mime = (answer.header("content-type") or "text/html").partition(";")[0].strip().lower()
    if not (mime.startswith("text/") or "html" in mime or mime == "application/octet-stream"):
        return Outcome(SKIPPED, f"{mime}: not a web page", archive=False)
    said = directives(answer)
    outcome = (
        _article(page, answer, dated=settings.since is not None)
        if page.kind == "article"
        else _section(page, answer, settings, site, follow=not said.nofollow)
    )
    if said.noindex:
        outcome.archive = False
        if page.kind == "article":
            outcome.state, outcome.reason = SKIPPED, "the page asks not to be kept (noindex)"
    return outcome


def _article(page: Page, answer: Exchange, *, dated: bool) -> Outcome:
    outcome = Outcome(DONE, kind="article", published=published(answer) if dated else None)
    link = CANONICAL.search(answer.body, 0, HEAD)
    href = HREF.search(link[0]) if link else None
    target = absolute(page.url, href[1].decode("utf-8", "replace").replace("&amp;", "&")) if href else None
    if (
        target
        and key_of(target) != key_of(page.url)
        and host_of(target) == host_of(page.url)
        and _same_make(target, page.url)
    ):
        outcome.alias = target
    return outcome


def _same_make(one: str, other: str) -> bool:
    """Whether two addresses can be of one article: one id, or one slug. Some sites name the front page, or one and the
    same article, as canonical on every page."""
    if shape_of(one).barred:
        return False
    ids = [set(LONG_NUMBER.findall(urlsplit(url).path)) for url in (one, other)]
    if all(ids):
        return bool(ids[0] & ids[1])
    slugs = [EXTENSION.sub("", urlsplit(url).path.rstrip("/").rpartition("/")[2]) for url in (one, other)]
    return slugs[0] == slugs[1] != ""


def _section(page: Page, answer: Exchange, settings: Settings, site: Site | None, *, follow: bool) -> Outcome:
    found = parse_section(answer.body, page.url)
    articles = found.articles(site.accepts if site else None) if follow else []
    outcome = Outcome(DONE, kind=page.kind)
    if site and follow and (articles or page_number(page.url) is None):  # a page past the last one shows nothing
        outcome.reads = found.fits
    if page.depth == 0 and not articles and shape_of(page.url).words >= 3 and follow:
        return _article(page, answer, dated=settings.since is not None)  # the user gave an article
    outcome.links = [
        Link(anchor.url, "article", page.depth + 1, page.id, _unwanted(anchor.url, anchor.text, None, settings))
        for anchor in articles
    ]
    if not follow:
        return outcome
    outcome.links_digest = blake2b(
        "\n".join(sorted(link.url for link in outcome.links)).encode(), digest_size=12
    ).hexdigest()
    further = found.next or (site.next_page(page.url, answer.body) if site else None)
    if further and articles:
        outcome.next = Link(further, "listing", page.depth, page.id)
    if page_number(page.url) is None:
        outcome.links += [
            Link(feed, "feed", page.depth + 1, page.id) for feed in found.feeds if host_of(feed) == host_of(page.url)
        ]
    if page.kind == "section":  # a front page: its sections, and no further
        outcome.links += [Link(url, "listing", page.depth + 1, page.id) for url in found.sections()]
    return outcome


def _entries(page: Page, answer: Exchange, settings: Settings, site: Site | None) -> Outcome:
    try:
        if page.kind == "feed":
            entries = read_feed(answer.body, page.url, month_first=bool(site and site.month_first))
        else:
            entries = read_sitemap(answer.body, page.url)
    except FetchError as error:
        return Outcome(FAILED, str(error))
    links = []
    for entry in entries:
        if entry.sitemap:
            if page.depth < settings.max_depth:
                old = settings.since and entry.when and entry.when.date() < settings.since
                links.append(Link(entry.url, "sitemap", page.depth + 1, page.id, "older than --since" if old else None))
        elif site.accepts(entry.url) if site else host_of(entry.url) == host_of(page.url) and _no_section(entry.url):
            skip = _unwanted(entry.url, entry.title, entry.when, settings)
            links.append(Link(entry.url, "article", page.depth + 1, None, skip))
    return Outcome(DONE, links=links)


def _no_section(url: str) -> bool:
    shape = shape_of(url)
    return not shape.barred and (shape.id >= 3 or shape.words >= 4 or shape.dated)


def _unwanted(url: str, title: str, when: datetime | None, settings: Settings) -> str | None:
    """Why a link is not fetched though it leads to an article, or None."""
    if settings.since:
        day = date_in(url)
        if (when is not None and when.date() < settings.since) or (day is not None and day < settings.since - SLACK):
            return "older than --since"
    if settings.only_awards and not _about_awards(url, title):
        return "not about awards (--only-awards)"
    return None


def _about_awards(url: str, title: str) -> bool:
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", title.lower()) if not unicodedata.combining(letter)
    )
    return bool(AWARD_WORDS.search(url.lower()) or AWARD_WORDS.search("-".join(bare.replace("đ", "d").split())))


def published(answer: Exchange) -> date | None:
    """The day when an article appeared, from its head or its address; None where neither says so."""
    found = PUBLISHED.search(answer.body, 0, HEAD)
    if found:
        words = next(part for part in found.groups() if part).decode("utf-8", "replace").replace("&#x2B;", "+").strip()
        if "T" not in words:
            words = words.replace(" ", "T", 1)
        moment = moment_of(re.sub(r"\s", "", words))
        if moment is not None:
            return moment.date()
    return date_in(answer.url)
