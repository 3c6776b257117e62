"""The crawl: takes pages from the frontier, asks for them at each host's pace, archives the answers, notes the links.

frontier ──lease──> worker of a host ──robots, pace──> client ──> outcome ──┐
   ^                                                                       │ batches
   └──── one transaction: states, links, captures <──── archive (fsynced) <┘
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from extractor.errors import FetchError
from extractor.fetch.addresses import host_of, key_of, origin_of
from extractor.fetch.archive import Archive
from extractor.fetch.commit import Result, apply
from extractor.fetch.frontier import FAILED, SKIPPED, Frontier, Link, Page
from extractor.fetch.guard import UnsafeAddressError
from extractor.fetch.hosts import Host, load_robots
from extractor.fetch.http import Client, ConnectionFailedError, Exchange, PageError, Transport
from extractor.fetch.outcome import Outcome, Site, judge
from extractor.fetch.politeness import retry_after
from extractor.fetch.seeds import Seed, seed_of
from extractor.fetch.settings import Settings
from extractor.fetch.status import sick_sites
from extractor.fetch.store import Lock
from extractor.fetch.summary import Summary

__all__ = ["Crawler"]

BATCH = 64  # pages in one transaction
BATCH_BYTES = 8_000_000
BATCH_SECONDS = 0.5
LEASE = 16  # pages that each of a host's workers takes at once
POLL = 0.05


class Crawler:
    """A crawl into the folder `store`, which is made where it is not there, and continued where it is.

    `transport` replaces the network (httpx.MockTransport in tests). `sites` maps a host to its site's specification.
    `on_step` is called with the summary after every batch, `on_note` with what a user should know. Raises StoreError where the store cannot be used.
    """

    def __init__(
        self,
        store: str | os.PathLike[str],
        settings: Settings,
        *,
        transport: Transport | None = None,
        sites: Callable[[str], Site | None] = lambda _: None,
        now: Callable[[], float] = time.time,
        on_step: Callable[[Summary], None] | None = None,
        on_note: Callable[[str], None] | None = None,
    ) -> None:
        self.store = Path(store)
        self.settings = settings
        self.summary = Summary()
        self._transport = transport
        self._sites = sites
        self._on_step = on_step
        self._on_note = on_note or (lambda _: None)
        self._lock = Lock(self.store)
        self._offset = now() - time.monotonic()
        try:
            self.frontier = Frontier(self.store / "frontier.sqlite", now=self._now)
            self.archive = Archive(
                self.store / "archive", self.frontier, software=settings.user_agent, largest=settings.warc_bytes
            )
        except BaseException:
            self._lock.release()
            raise
        for note in (*self.frontier.notes, *self.archive.notes):
            self._on_note(note)
        self._hosts: dict[str, Host] = {}
        self._pending: list[Result] = []
        self._pending_bytes = 0
        self._links_pending = False  # they hold what is to be fetched next
        self._flushed = time.monotonic()
        self._spent = 0
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._whole: set[str] = set()

    def _now(self) -> float:
        """The time; a clock that is set back meanwhile changes nothing."""
        return self._offset + time.monotonic()

    @property
    def unfinished(self) -> bool:
        """Whether an earlier crawl of this store was stopped before it was done."""
        return bool(self.frontier.get("unfinished"))

    def plan(self, seeds: Sequence[Seed]) -> None:
        """Queues the seeds; a store whose last crawl was finished is begun anew: what is due is queued again."""
        with self.frontier.transaction():
            if not self.unfinished:
                self.frontier.set("run", self.frontier.run + 1)
                self._begin_anew()
            self.frontier.add(Link(seed.url, seed.kind, seed=True) for seed in seeds)
            for seed in seeds:
                self.frontier.requeue("u.key = ? AND u.run < ?", (key_of(seed.url), self.frontier.run))
            self.frontier.set("unfinished", 1)
        self._whole = {host_of(url) for (url,) in self.frontier.query("SELECT url FROM urls WHERE kind = 'section'")}

    def _begin_anew(self) -> None:
        """Feeds, sitemaps and first pages of sections are always looked at again, articles when they are due."""
        frontier, settings = self.frontier, self.settings
        fronts = "SELECT id FROM urls WHERE kind = 'section'"
        frontier.requeue(
            f"u.kind IN ('feed', 'sitemap', 'section') OR u.kind = 'listing' AND (u.parent IS NULL OR u.parent IN ({fronts}))"
        )
        frontier.requeue("u.state = 4 AND u.reason LIKE 'robots.txt%'")
        frontier.requeue("u.state = 3 AND u.reason LIKE '%; tried % times'")  # what failed may have been mended
        if settings.revisit != "never":
            due = self._now() if settings.revisit == "due" else float("inf")
            frontier.requeue("u.kind = 'article' AND u.state = 2 AND v.due <= ?", (due,))
        if not settings.only_awards:
            frontier.requeue("u.state = 4 AND u.reason LIKE 'not about awards%'")
        if str(settings.since or "") < str(frontier.get("since") or ""):
            frontier.requeue("u.state = 4 AND u.reason LIKE 'older than%'")
        frontier.set("since", str(settings.since or ""))

    async def run(self, seeds: Iterable[Seed | str] = ()) -> Summary:
        """Crawls until nothing is left to do, a limit is reached, or `stop` is called; gives what was done."""
        self.plan([seed if isinstance(seed, Seed) else seed_of(seed) for seed in seeds])
        async with Client(self.settings, transport=self._transport) as client:
            self._client = client
            try:
                await self._loop()
                self._flush()
                self._release()
                if not self._stopping and not self.frontier.waiting_hosts():
                    self.frontier.set("unfinished", 0)
            finally:
                await self._end()
        return self.summary

    def queued(self) -> int:
        """How many pages are waiting."""
        return int(self.frontier.query("SELECT count(*) FROM urls WHERE state = 0")[0][0])

    def stop(self) -> None:
        """Ends the crawl soon; what is in flight is asked for again the next time."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()

    def close(self) -> None:
        """Closes the store."""
        with suppress(Exception):
            self.archive.close()
        self.frontier.close()
        self._lock.release()

    def __enter__(self) -> Crawler:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the loop ------------------------------------------------------------------------------------------------------

    async def _loop(self) -> None:
        while not self._stopping:
            self._start_workers()
            if not self._tasks:
                if not self._pending:
                    return
                self._flush()
                continue
            done, _ = await asyncio.wait(self._tasks, timeout=BATCH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                self._tasks.discard(task)
                if not task.cancelled() and (error := task.exception()) is not None:
                    raise error
            self._flush_if_due()

    def _start_workers(self) -> None:
        if self._exhausted():
            return
        for name in self.frontier.waiting_hosts():
            host = self._host(name)
            while host.workers < self.settings.per_host and not host.given_up and not host.full:
                host.workers += 1
                self._tasks.add(asyncio.create_task(self._work(host)))

    def _host(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = Host(name, self.settings, self._sites(name), say=self._on_note)
            host.fetched = self.frontier.query("SELECT pages FROM hosts WHERE name = ?", (name,))[0][0]
        return host

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(Exception):
            self._flush()
        with suppress(Exception):
            self._release()
        self.summary.sick = sick_sites(self.frontier)
        self.summary.given_up = {host.name: host.given_up for host in self._hosts.values() if host.given_up}

    def _release(self) -> None:
        """What was leased and not fetched is queued again."""
        with self.frontier.transaction():
            for host in self._hosts.values():
                self.frontier.release(host.open)

    # -- a worker ------------------------------------------------------------------------------------------------------

    async def _work(self, host: Host) -> None:
        """Takes one page after another of a host, until it has none, is given up, or a limit is reached."""
        try:
            while not host.given_up and not self._exhausted():
                page = await self._next(host)
                if page is None:
                    return
                host.busy += 1
                self._spent += page.kind not in {"feed", "sitemap"}
                try:
                    result = await self._visit(host, page)
                    if result is not None:
                        self._take(result)
                finally:
                    host.busy -= 1
                    host.news.set()
        finally:
            host.workers -= 1

    def _exhausted(self) -> bool:
        limit = self.settings.max_pages
        return self._stopping or (limit is not None and self._spent >= limit)

    async def _next(self, host: Host) -> Page | None:
        """The next page of a host, waiting where all of its pages are to be tried again later."""
        limit = self.settings.max_pages_per_host
        while not self._exhausted():
            if limit is not None and host.fetched + host.busy >= limit:
                host.full = True
                return None
            if host.buffer:
                page = host.buffer.popleft()
                if page.kind == "listing" and self.settings.since and await self._passed(host, page):
                    self._take(Result(page, None, Outcome(SKIPPED, "older than --since")))
                    continue
                return page
            pages = self.frontier.lease(host.name, LEASE * self.settings.per_host)
            if not pages and (self._links_pending or (self._pending and not host.busy)):
                self._flush()
                continue
            if pages:
                host.take(pages)
                continue
            due = self.frontier.next_due(host.name)
            if due is None:
                if not host.busy:
                    return None
                host.news.clear()  # what another worker is fetching may bring more
                await host.news.wait()
                continue
            await asyncio.sleep(min(max(due - self._now(), POLL), 60.0))
        return None

    async def _passed(self, host: Host, page: Page) -> bool:
        """Whether every dated article of the listing page before this one is older than --since."""
        if page.parent is None:
            return False
        while host.busy:
            await asyncio.sleep(POLL)
        self._flush()
        _, dated, recent = self.frontier.listing_of(page.parent)
        return dated > 0 and recent == 0

    async def _visit(self, host: Host, page: Page) -> Result | None:
        """Asks for a page; None where it was given back to the queue because its host cannot be asked."""
        robots = await load_robots(host, self._client, self.frontier, origin_of(page.url), self._now)
        if robots is None:
            return None
        if host.name in self._whole and not host.sitemaps_told:
            host.sitemaps_told = True
            with self.frontier.transaction():
                self.frontier.add(Link(url, "sitemap") for url in robots.sitemaps)
        if not robots.allows(page.url):
            return Result(page, None, Outcome(SKIPPED, "robots.txt disallows it"))
        if host.site is not None and host.site.avoids(page.url):
            return Result(page, None, Outcome(SKIPPED, "the site's specification leaves it alone"))
        await asyncio.sleep(host.manners.wait())
        if rest := host.rest(self._now()):
            self._on_note(f"{host.name} is left in peace for {rest / 60:.0f} minutes")
            await asyncio.sleep(rest)
        headers = {}
        if page.etag:
            headers["If-None-Match"] = page.etag
        if page.modified:
            headers["If-Modified-Since"] = page.modified
        try:
            answer = await self._client.get(page.url, headers)
        except ConnectionFailedError as error:
            return self._unreachable(host, page, error)
        except UnsafeAddressError as error:
            return Result(page, None, Outcome(FAILED, str(error)))
        except PageError as error:
            host.manners.answered(self.settings.delay, good=False)
            if error.final:
                return Result(page, None, Outcome(FAILED, str(error)))
            return Result(page, None, Outcome(None, str(error)), wait=host.manners.backoff(page.attempts + 1))
        return self._answered(host, page, answer)

    def _answered(self, host: Host, page: Page, answer: Exchange) -> Result:
        host.manners.answered(answer.seconds, good=answer.status < 400)
        host.fetched += 1
        try:
            outcome = judge(page, answer, self.settings, host.site)
            if host.site is not None and outcome.kind == "article" and host.looks():
                outcome.reads = host.site.reads(answer.body)
        except Exception as error:  # a page that our readers stumble over is that page's failure
            outcome = Outcome(FAILED, f"cannot be read ({type(error).__name__}: {error})")
        if outcome.state is None:
            pause = retry_after(answer.header("retry-after"), self._now(), longest=self.settings.max_retry_after)
            if pause is not None or answer.status == 429:
                host.manners.hold(pause if pause is not None else host.manners.backoff(page.attempts + 1))
            return Result(page, answer, outcome, wait=max(pause or 0.0, host.manners.backoff(page.attempts + 1)))
        return Result(page, answer, outcome)

    def _unreachable(self, host: Host, page: Page, error: FetchError) -> Result:
        """The page is not to blame: it is queued again, and the host gets growing pauses until it is given up."""
        pause = host.unreachable(str(error))
        if host.manners.failures > self.settings.host_retries:
            host.given_up = str(error)
        return Result(page, None, Outcome(None, str(error)), wait=pause, blames_host=True)

    # -- batches -------------------------------------------------------------------------------------------------------

    def _take(self, result: Result) -> None:
        self._pending.append(result)
        self._pending_bytes += len(result.answer.body) if result.answer else 0
        outcome = result.outcome
        self._links_pending |= bool(outcome.links or outcome.next or outcome.redirect or outcome.state is None)
        if result.answer is None or result.outcome.state is None:
            self._spent -= result.page.kind not in {"feed", "sitemap"}
        self._flush_if_due()

    def _flush_if_due(self) -> None:
        late = time.monotonic() - self._flushed > BATCH_SECONDS
        if self._pending and (late or len(self._pending) >= BATCH or self._pending_bytes >= BATCH_BYTES):
            self._flush()

    def _flush(self) -> None:
        """Archives and notes what has come since the last time: all of it or nothing."""
        batch, self._pending = self._pending, []
        self._pending_bytes, self._links_pending = 0, False
        if batch:
            apply(batch, self.frontier, self.archive, self.settings, self.summary, self._now())
            for result in batch:
                self._host(host_of(result.page.url)).open.discard(result.page.id)
        self._flushed = time.monotonic()
        if self._on_step is not None and batch:
            self._on_step(self.summary)
