"""`extract crawl … --dry-run`: what would be fetched. Asks for robots.txt and each seed's first page, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.errors import FetchError
from extractor.view.terminal import plain

if TYPE_CHECKING:
    from extractor.fetch.seeds import Seed
    from extractor.fetch.settings import Settings

__all__ = ["dry_run"]

SHOWN = 20  # links of a kind


def dry_run(settings: Settings, seeds: Sequence[Seed]) -> int:
    """Prints what a crawl would begin with; 1 where a seed cannot be fetched."""
    failed = 0
    settings = replace(settings, retries=1, host_retries=1, backoff=min(settings.backoff, 1.0))
    for seed in seeds:
        lines = asyncio.run(_lines(settings, seed))
        failed += lines[-1].startswith("  not fetched")
        print(*map(plain, lines), sep="\n")
    return 1 if failed else 0


async def _lines(settings: Settings, seed: Seed) -> list[str]:
    from extractor.fetch.addresses import host_of, redacted
    from extractor.fetch.frontier import Page
    from extractor.fetch.http import Client
    from extractor.fetch.known import known_site
    from extractor.fetch.outcome import judge
    from extractor.fetch.single import allowed

    site = known_site(host_of(seed.url))
    lines = [f"{redacted(seed.url)} ({seed.kind}{f', site {site.name}' if site else ''})"]
    try:
        async with Client(settings) as client:
            robots = await allowed(client, seed.url, settings)
            delay = max(settings.delay, robots.delay, site.delay if site and settings.delay else 0.0)
            lines.append(
                f"  robots.txt: {'allowed' if robots.allows(seed.url) else 'forbidden'}, one request every {delay:g} s"
            )
            lines += [f"  sitemap {redacted(url)}" for url in robots.sitemaps]
            if not robots.allows(seed.url):
                return [*lines, "  not fetched: robots.txt forbids it"]
            answer = await client.get(seed.url)
    except FetchError as error:
        return [*lines, f"  not fetched: {error}"]
    page = Page(0, seed.url, seed.kind, 0, None, 0, 0, None, None, None, None, None)
    outcome = judge(page, answer, settings, site)
    if outcome.redirect:
        return [*lines, f"  redirects to {redacted(outcome.redirect)}"]
    if outcome.reason:
        return [*lines, f"  not fetched: {outcome.reason}"]
    lines += _links([(link.kind, link.url, link.skip) for link in outcome.links])
    if outcome.next:
        lines.append(f"  next page {redacted(outcome.next.url)}")
    return lines


def _links(links: Sequence[tuple[str, str, str | None]]) -> Iterator[str]:
    """The links of a page by kind, the first of each; those that are left out with the reason."""
    from extractor.fetch.addresses import redacted

    for kind in dict.fromkeys(link[0] for link in links):
        those = [link for link in links if link[0] == kind]
        for _, url, skip in those[:SHOWN]:
            yield f"  {kind} {redacted(url)}" + (f" (left out: {skip})" if skip else "")
        if len(those) > SHOWN:
            yield f"  … and {len(those) - SHOWN} more"
