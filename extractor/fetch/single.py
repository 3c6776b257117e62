"""One page outside of a crawl: robots.txt is asked first, redirects are followed, nothing is kept."""

from __future__ import annotations

import asyncio
import time

from extractor.errors import FetchError
from extractor.fetch.addresses import absolute, host_of, origin_of, redacted
from extractor.fetch.hosts import Host, fetch_robots
from extractor.fetch.http import Client, Exchange, Transport
from extractor.fetch.robots import LARGEST, Robots
from extractor.fetch.settings import Settings

__all__ = ["allowed", "fetch_page"]


async def fetch_page(url: str, settings: Settings, *, transport: Transport | None = None) -> Exchange:
    """The answer at an address, after its redirects.

    Raises FetchError where the address is none, robots.txt forbids it, it cannot be reached, or the server refuses.
    """
    target = absolute(url, url, longest=settings.max_url)
    if target is None:
        raise FetchError(f"{redacted(url)}: no address of a web page; it begins with http:// or https://")
    async with Client(settings, transport=transport) as client:
        for _ in range(settings.max_redirects + 1):
            if not (await allowed(client, target, settings)).allows(target):
                raise FetchError(f"{redacted(target)}: robots.txt forbids it; ask the site's owner")
            answer = await client.get(target)
            if answer.status not in {301, 302, 303, 307, 308}:
                if answer.status >= 400:
                    raise FetchError(
                        f"{redacted(target)}: the server answered {answer.status} {answer.reason}".rstrip()
                    )
                return answer
            onward = absolute(target, answer.header("location") or "", longest=settings.max_url)
            if onward is None:
                raise FetchError(f"{redacted(target)}: redirects to no address")
            target = onward
    raise FetchError(f"{redacted(url)}: redirects more than {settings.max_redirects} times")


async def allowed(client: Client, url: str, settings: Settings) -> Robots:
    """The rules of an address's host. Raises FetchError where there is no answer: without one nothing may be fetched."""
    host = Host(host_of(url), settings, None)
    answer = await fetch_robots(host, client, origin_of(url), time.time)
    if answer is None:
        raise FetchError(f"{host.name}: {host.given_up}")
    robots = Robots(answer.status, answer.body[:LARGEST].decode("utf-8", "replace"))
    if robots.delay:
        await asyncio.sleep(min(robots.delay, settings.max_delay))
    return robots
