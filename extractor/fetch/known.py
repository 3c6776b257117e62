"""A known site as the crawler uses it: its specification (models/sites) as answers to the crawler's questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from extractor.fetch.addresses import absolute, key_of
from extractor.fetch.links import decoded
from extractor.fetch.seeds import Seed, seed_of
from extractor.fetch.shapes import EXTENSION, PAGE_PATH, page_number
from extractor.sites import Site, load

__all__ = ["KnownSite", "known_site", "site_seeds"]

VIETNAM = timezone(timedelta(hours=7))
OLDEST = date(2015, 1, 1)  # sitemaps by month are read from here on where --since does not say
DAYS = 62  # sitemaps by day


class KnownSite:
    """The specification of a site, asked by the crawler."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.name = site.id
        self.delay = site.politeness.delay
        self.connections = site.politeness.connections
        self._listings = {key_of(listing) for listing in site.discovery.listings}
        self.month_first = site.discovery.feed_dates == "month-first"

    def accepts(self, url: str) -> bool:
        """Whether an address is an article's."""
        return self.site.is_article(url) and not self.avoids(url) and key_of(url) not in self._listings

    def avoids(self, url: str) -> bool:
        """Whether the specification leaves this address alone."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return any(part in path for part in self.site.politeness.avoid)

    def rest(self, moment: float) -> float:
        """How many seconds from `moment` on the site is to be left in peace (hours of rest, Vietnam's time)."""
        now = datetime.fromtimestamp(moment, VIETNAM)
        minute = now.hour * 60 + now.minute + now.second / 60
        for span in self.site.politeness.rest:
            start, end = (int(part[:2]) * 60 + int(part[3:5]) for part in span.split("-"))
            if start <= minute < end or (end < start and (minute >= start or minute < end)):
                return ((end - minute) % (24 * 60)) * 60
        return 0.0

    def next_page(self, url: str, body: bytes) -> str | None:
        """The further page of a section: by the specification's selectors, else by its template of addresses."""
        discovery = self.site.discovery
        here = page_number(url)
        soup = BeautifulSoup(decoded(body), "lxml") if discovery.next or (discovery.zone and here is None) else None
        for selector in discovery.next:
            tag = soup.select_one(selector) if soup else None
            target = absolute(urljoin(url, "."), str(tag.get("href") or "")) if tag else None
            if target and key_of(target) != key_of(url):
                return absolute(url, str(tag.get("href"))) if tag else None
        if here is not None and PAGE_PATH.search(urlsplit(url).path):
            number = here[1]
            return re.sub(rf"{number}(?=(/?|\.[a-z]{{2,5}})$)", str(number + 1), url)
        return self._from_template(url, soup, here)

    def _from_template(self, url: str, soup: BeautifulSoup | None, here: tuple[str, int] | None) -> str | None:
        discovery = self.site.discovery
        number = (here[1] if here else discovery.first_page) + 1
        suffix = EXTENSION.search(urlsplit(url).path)
        listing = here[0] if here else EXTENSION.sub("", url.rstrip("/"))
        for template in discovery.pages:
            zone = _zone(soup, discovery.zone) if "{zone}" in template else ""
            if zone is not None and "?" not in listing:
                made = template.format(listing=listing, suffix=suffix[0] if suffix else "", n=number, zone=zone)
                return absolute(url, made)
        return None

    def reads(self, body: bytes) -> bool:
        """Whether a template of the specification still finds the body of an article's page."""
        soup = BeautifulSoup(decoded(body), "lxml")
        return any(soup.select_one(selector) for template in self.site.templates for selector in template.body)


def _zone(soup: BeautifulSoup | None, selector: str | None) -> str | None:
    tag = soup.select_one(selector) if soup is not None and selector else None
    words = str(tag.get("value") or tag.get("content") or tag.get_text()).strip() if tag else ""
    return words if re.fullmatch(r"[\w-]{1,40}", words) else None


@cache
def known_site(host: str) -> KnownSite | None:
    """The known site of a host (with or without a port), or None."""
    site = load().for_url(f"https://{host.partition(':')[0]}/")
    return KnownSite(site) if site else None


def site_seeds(name: str, since: date | None = None) -> list[Seed]:
    """Where to begin with a known site, by its id or name: feeds, sitemaps, sections; empty where none is called so.

    >>> [seed.kind for seed in site_seeds("moit")]
    ['listing', 'listing']
    """
    wanted = name.casefold()
    for site in load():
        if wanted in {site.id, site.name.casefold()}:
            seeds = [Seed(url, "feed") for url in site.discovery.feeds]
            seeds += [Seed(url, "sitemap") for template in site.discovery.sitemaps for url in _dated(template, since)]
            return seeds + [seed_of(url, kind="listing") for url in site.discovery.listings]
    return []


def _dated(template: str, since: date | None) -> Iterator[str]:
    """The addresses of a template with {year}, {month}, {month2}, {day2}, newest first, each once."""
    today = datetime.now(UTC).date()
    first = since or OLDEST
    if "{day2}" in template:
        first = max(first, today - timedelta(days=DAYS))
    made = []
    day = today
    while day >= first:
        made.append(template.format(year=day.year, month=day.month, month2=f"{day.month:02}", day2=f"{day.day:02}"))
        day -= timedelta(days=1)
    yield from dict.fromkeys(made) if "{" in template else [template]
