"""What a crawl may do: every limit and every manner in one place, with careful defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractor.errors import FetchError

__all__ = ["Revisit", "Settings"]

Revisit = Literal["due", "all", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a crawl. Times are seconds.

    contact: an address or page where a site's owner finds whoever crawls; stands in the User-Agent.
    delay: least pause between two requests to a host; robots.txt may ask for more, a slow host gets more.
    per_host: requests to one host at a time. connections: requests at a time in all.
    revisit: which known articles are asked for again: those that are due, all, or none.
    """

    contact: str = ""
    delay: float = 1.0
    max_delay: float = 60.0
    per_host: int = 1
    connections: int = 64
    connect_timeout: float = 15.0
    read_timeout: float = 30.0
    page_seconds: float = 120.0  # a whole page, so that a drip of one byte a second ends
    max_bytes: int = 20_000_000  # of one page, as sent and after decompression
    max_header_bytes: int = 65_536
    max_redirects: int = 5
    max_url: int = 2_000
    max_depth: int = 5  # links from a seed to a section; the pages of a section count once
    max_listing: int = 5_000  # pages of one section
    max_pages: int | None = None  # articles and listings in this run
    max_pages_per_host: int | None = None
    retries: int = 4  # of a page that answers with an error
    host_retries: int = 8  # of a host that cannot be reached
    backoff: float = 2.0  # the first pause after an error; it doubles
    max_backoff: float = 300.0
    max_retry_after: float = 3_600.0
    robots_seconds: float = 86_400.0  # RFC 9309, 2.4: no longer than 24 hours
    since: date | None = None
    only_awards: bool = False
    revisit: Revisit = "due"
    allow_private_network: bool = False
    warc_bytes: int = 1_000_000_000  # a WARC file is closed when it is larger

    def __post_init__(self) -> None:
        for name in ("delay", "backoff"):
            if not 0 <= getattr(self, name) < 86_400:
                raise FetchError(f"{name} {getattr(self, name)} makes no sense; give seconds between 0 and 86400")
        for name in ("per_host", "connections", "max_bytes", "max_redirects"):
            if getattr(self, name) < 1:
                raise FetchError(f"{name} {getattr(self, name)} makes no sense; give 1 or more")

    @property
    def user_agent(self) -> str:
        """The honest name of this crawler: what it is, which version, and whom to write to."""
        from extractor import __version__

        return f"extractor/{__version__}" + (f" (+{self.contact})" if self.contact else "")
