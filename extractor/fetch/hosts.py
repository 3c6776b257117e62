"""One host during a crawl: its pace, its robots.txt, its site, and the pages that were taken for it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from extractor.fetch.addresses import absolute
from extractor.fetch.frontier import Frontier, Page
from extractor.fetch.guard import UnsafeAddressError
from extractor.fetch.http import Client, ConnectionFailedError, Exchange, PageError
from extractor.fetch.outcome import Site
from extractor.fetch.politeness import Manners, retry_after
from extractor.fetch.robots import LARGEST, Robots
from extractor.fetch.settings import Settings

__all__ = ["Host", "fetch_robots", "load_robots"]

HOPS = 5  # RFC 9309, 2.3.1.2: at least five redirects
TRIES = 3
FIRST = 20


class Host:
    """The state of a host in this process; what must survive is in the frontier."""

    def __init__(
        self, name: str, settings: Settings, site: Site | None, *, say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.name = name
        self._say = say
        self._said = 0
        self.site = site
        self.manners = Manners(settings, clock=time.monotonic)
        if site is not None and settings.delay > 0:  # --delay 0 is typed out, and for a site of one's own
            self.manners.ask_for(site.delay)
        self.settings = settings
        self.buffer: deque[Page] = deque()
        self.open: set[int] = set()  # leased, and not yet noted as anything else
        self.workers = 0
        self.busy = 0
        self.news = asyncio.Event()  # a worker of this host has finished a page
        self.fetched = 0
        self.articles = 0
        self.given_up: str | None = None
        self.full = False
        self.sitemaps_told = False
        self.robots: Robots | None = None
        self.robots_until = 0.0
        self.robots_lock = asyncio.Lock()

    def looks(self) -> bool:
        """Whether the site's specification is to be tried on the next article: the first ones, then one in ten."""
        self.articles += 1
        return self.site is not None and (self.articles <= FIRST or self.articles % 10 == 0)

    def unreachable(self, reason: str) -> float:
        """The host could not be reached: gives the pause until the next attempt, and says so from the second on."""
        pause = self.manners.unreachable()
        if self.manners.failures > max(1, self._said):
            self._say(f"{reason}; attempt {self.manners.failures}, the next one in {pause:.0f} s")
        self._said = self.manners.failures
        return pause

    def rest(self, now: float) -> float:
        """How long the site is to be left in peace from now on."""
        return self.site.rest(now) if self.site is not None else 0.0

    def take(self, pages: list[Page]) -> None:
        """Pages that were leased for this host."""
        self.buffer.extend(pages)
        self.open.update(page.id for page in pages)


async def load_robots(
    host: Host, client: Client, frontier: Frontier, origin: str, now: Callable[[], float]
) -> Robots | None:
    """The host's rules: remembered, from the store, or fetched. None where the host has been given up."""
    async with host.robots_lock:
        if host.given_up:
            return None
        if host.robots is not None and now() < host.robots_until:
            return host.robots
        stored = frontier.query("SELECT robots, robots_status, robots_time FROM hosts WHERE name = ?", (host.name,))
        fresh = stored and stored[0][2] is not None and 0 <= now() - stored[0][2] < host.settings.robots_seconds
        if host.robots is None and fresh and Robots(stored[0][1], "").reachable:
            text, status, moment = stored[0]
        else:
            answer = await fetch_robots(host, client, origin, now)
            if answer is None:
                return None
            text, status, moment = answer.body[:LARGEST].decode("utf-8", "replace"), answer.status, now()
            with frontier.transaction():
                number = frontier.host(host.name)
                frontier.execute(
                    "UPDATE hosts SET robots = ?, robots_status = ?, robots_time = ? WHERE id = ?",
                    (text, status, moment, number),
                )
        host.robots = Robots(status, text)
        host.robots_until = moment + host.settings.robots_seconds
        host.manners.ask_for(host.robots.delay)
        return host.robots


async def fetch_robots(host: Host, client: Client, origin: str, now: Callable[[], float]) -> Exchange | None:
    """Asks for robots.txt until there is an answer; None gives the host up, with the reason in `host.given_up`."""
    tries = 0
    url = f"{origin}/robots.txt"
    hops = 0
    while True:
        await asyncio.sleep(host.manners.wait())
        reason = ""
        try:
            answer = await client.get(url)
        except (ConnectionFailedError, PageError) as error:
            reason = str(error)
            host.unreachable(reason)
            failures, allowed = host.manners.failures, host.settings.host_retries
        except UnsafeAddressError as error:
            host.given_up = str(error)
            return None
        else:
            target = absolute(url, answer.header("location") or "") if 300 <= answer.status < 400 else None
            if target is not None and hops < HOPS:
                url, hops = target, hops + 1
                continue
            if 300 <= answer.status < 400:  # too many: as if there were none
                answer = Exchange(url, 404, "", (), b"", ())
            host.manners.answered(answer.seconds, good=answer.status < 500)
            if Robots(answer.status, "").reachable:
                return answer
            tries += 1
            reason, failures, allowed = (
                f"robots.txt answered {answer.status}, and without it nothing may be fetched (RFC 9309)",
                tries,
                min(TRIES, host.settings.host_retries),
            )
            pause = retry_after(answer.header("retry-after"), now(), longest=host.settings.max_retry_after)
            host.manners.hold(max(pause or 0.0, host.manners.backoff(tries)))
        if failures > allowed:
            host.given_up = reason
            return None
