"""robots.txt as RFC 9309 wants it: fetched first, kept for a day, obeyed; and the `noindex` of a page itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

from extractor.fetch.http import Exchange

__all__ = ["LARGEST", "TOKEN", "Directives", "Robots", "directives"]

TOKEN = "extractor"  # the name by which a robots.txt can speak to us
LARGEST = 512_000  # RFC 9309, 2.5: at least 500 KiB are read
META = re.compile(rb"<meta\b[^>]*\bname\s*=\s*[\"']?(?:robots|" + TOKEN.encode() + rb")\b[^>]*>", re.IGNORECASE)
CONTENT = re.compile(rb"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
HEAD = 65_536  # bytes of a page that are looked through for the directive


class Robots:
    """The rules of one host, from the status and body of its robots.txt.

    2xx: its rules. 4xx: everything is allowed (RFC 9309, 2.3.1.3), save 429, which is no refusal but a request to
    wait. 5xx, 429 or no answer (status 0): everything is disallowed (2.3.1.4).

    >>> robots = Robots(200, "User-agent: *\\nDisallow: /rieng\\nCrawl-delay: 3")
    >>> robots.allows("https://example.vn/rieng/a"), robots.allows("https://example.vn/tin"), robots.delay
    (False, True, 3.0)
    >>> Robots(404, "").allows("https://example.vn/"), Robots(503, "").allows("https://example.vn/")
    (True, False)
    """

    def __init__(self, status: int, text: str) -> None:
        self.reachable = 200 <= status < 300 or (400 <= status < 500 and status != 429)
        self._rules = Protego.parse(text.removeprefix("\ufeff") if 200 <= status < 300 else "")

    def allows(self, url: str) -> bool:
        """Whether we may ask for this address."""
        return self.reachable and bool(self._rules.can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """The pause that the host asks for (Crawl-delay or Request-rate), 0 where it asks for none."""
        delay = float(self._rules.crawl_delay(TOKEN) or 0.0)
        rate = self._rules.request_rate(TOKEN)
        return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)

    @property
    def sitemaps(self) -> list[str]:
        """The sitemaps that it names."""
        return list(dict.fromkeys(self._rules.sitemaps))


@dataclass(frozen=True, slots=True)
class Directives:
    """What a page says of itself: not to be kept, its links not to be followed."""

    noindex: bool = False
    nofollow: bool = False


def directives(page: Exchange) -> Directives:
    """The directives of the X-Robots-Tag headers and of the robots meta elements of a page."""
    words: set[str] = set()
    for key, value in page.headers:
        if key.lower() == "x-robots-tag":
            agent, colon, rest = value.partition(":")
            if colon and agent.strip().lower() not in {TOKEN, "unavailable_after"}:
                continue  # it speaks to another crawler
            words |= _words(rest if colon else value)
    for match in META.finditer(page.body, 0, HEAD):
        content = CONTENT.search(match[0])
        if content:
            words |= _words(next((part for part in content.groups() if part), b"").decode("latin-1"))
    return Directives(noindex=bool(words & {"noindex", "none"}), nofollow=bool(words & {"nofollow", "none"}))


def _words(value: str) -> set[str]:
    return {word.strip().lower() for word in value.split(",")}
