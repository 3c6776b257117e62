"""Notes a batch of answers: the archive first, then one transaction of the frontier for all that is known of them."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.fetch.addresses import host_of, key_of
from extractor.fetch.archive import Archive, Capture
from extractor.fetch.frontier import DONE, FAILED, LEASED, QUEUED, SKIPPED, Frontier, Link, Page
from extractor.fetch.http import Exchange
from extractor.fetch.outcome import Outcome
from extractor.fetch.settings import Settings
from extractor.fetch.shapes import page_number
from extractor.fetch.summary import Summary
from extractor.fetch.warc import digest_of

__all__ = ["Result", "apply"]

DAY = 86_400.0
FIRST_PAUSE, LONGEST_PAUSE = 2 * DAY, 180 * DAY  # until an article is asked for again; doubles while it stays the same


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a page. `wait`: how long until it is tried again; `blames_host`: not the page's failure."""

    page: Page
    answer: Exchange | None
    outcome: Outcome
    wait: float = 0.0
    blames_host: bool = False


def apply(
    batch: list[Result], frontier: Frontier, archive: Archive, settings: Settings, summary: Summary, now: float
) -> None:
    """Archives and notes a batch, all of it or nothing. Raises StoreError where the disk refuses."""
    kept = [
        result
        for result in batch
        if result.answer is not None and result.outcome.archive and result.outcome.state is not None
    ]
    captures = _write(kept, frontier, archive)
    try:
        with frontier.transaction():
            for result in batch:
                _Noter(frontier, settings, summary, now).note(result, captures.get(result.page.id))
            if kept:
                archive.note()
            frontier.set("clock", now)
    except BaseException:
        archive.forget()
        raise
    archive.turn()


def _write(kept: list[Result], frontier: Frontier, archive: Archive) -> dict[int, Capture]:
    if not kept:
        return {}
    entries = []
    for result in kept:
        answer, page = result.answer, result.page
        assert answer is not None
        digest = page.digest if answer.status == 304 else digest_of(answer.body)
        repeats = None
        if page.capture is not None and page.digest == digest:
            repeats = frontier.query("SELECT uri, time FROM captures WHERE id = ?", (page.capture,))
        entries.append((answer, digest, repeats[0] if repeats else None))
    return {result.page.id: capture for result, capture in zip(kept, archive.write(entries), strict=True)}


class _Noter:
    """Notes one result, inside a transaction."""

    def __init__(self, frontier: Frontier, settings: Settings, summary: Summary, now: float) -> None:
        self.frontier = frontier
        self.settings = settings
        self.summary = summary
        self.now = now

    def note(self, result: Result, capture: Capture | None) -> None:
        page, outcome = result.page, result.outcome
        if result.answer is not None:
            self.frontier.execute(
                "UPDATE hosts SET pages = pages + 1 WHERE id = ?", (self.frontier.host(host_of(page.url)),)
            )
            self.summary.hosts[host_of(page.url)] += 1
            self.summary.bytes += result.answer.received
        if outcome.reads is not None:
            self.frontier.execute(
                "UPDATE hosts SET health = substr(health || ?, -50) WHERE id = ?",
                (str(int(outcome.reads)), self.frontier.host(host_of(page.url))),
            )
        if outcome.state is None:
            self._again(result)
            return
        number = self._capture(result, capture) if capture is not None else None
        if outcome.redirect is not None:
            self._redirect(page, outcome.redirect)
            return
        if outcome.alias is not None and self._alias(page, outcome):
            return
        if outcome.state == DONE:
            self._done(result, capture, number)
        self._old(page, outcome)
        self.frontier.finish(page.id, outcome.state or 0, reason=outcome.reason, kind=outcome.kind)
        if outcome.state == FAILED:
            self.summary.failed += 1
        elif outcome.state == SKIPPED:
            self.summary.skipped[outcome.reason or ""] += 1

    def _again(self, result: Result) -> None:
        page, reason = result.page, result.outcome.reason or ""
        if not result.blames_host and page.attempts + 1 > self.settings.retries:
            self.frontier.finish(page.id, FAILED, reason=f"{reason}; tried {page.attempts + 1} times")
            self.summary.failed += 1
        else:
            self.frontier.again(page.id, due=self.now + result.wait, reason=reason, counts=not result.blames_host)
            self.summary.retried += 1

    def _capture(self, result: Result, capture: Capture) -> int:
        answer = result.answer
        assert answer is not None
        mime = (answer.header("content-type") or "").partition(";")[0].strip() or None
        kind = result.outcome.kind or result.page.kind
        values = (
            result.page.id, answer.url, kind, answer.when, answer.status, mime, capture.digest, int(capture.revisit),
            capture.file, capture.offset, capture.length,
        )  # fmt: skip
        self.frontier.execute(
            "INSERT INTO captures (url, uri, kind, time, status, mime, digest, revisit, file, offset, length) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values,
        )  # fmt: skip
        self.summary.pages += 1
        return int(self.frontier.query("SELECT last_insert_rowid()")[0][0])

    def _done(self, result: Result, capture: Capture | None, number: int | None) -> None:
        page, answer, outcome = result.page, result.answer, result.outcome
        assert answer is not None
        same = capture is not None and capture.revisit
        article = (outcome.kind or page.kind) == "article"
        pause = (
            FIRST_PAUSE
            if page.pause is None
            else min(page.pause * 2, LONGEST_PAUSE)
            if same
            else max(page.pause / 2, DAY)
        )
        values: dict[str, object] = {"pause": pause, "due": self.now + pause}
        if answer.status != 304:
            values |= {"etag": answer.header("etag"), "modified": answer.header("last-modified")}
        if number is not None and not same and capture is not None:
            values |= {"capture": number, "digest": capture.digest}
        if outcome.published is not None:
            values["published"] = outcome.published.isoformat()
        if outcome.links_digest is not None:
            values["links"] = outcome.links_digest
        if article:
            self.summary.articles += 1
            self.summary.new += page.capture is None
            self.summary.changed += page.capture is not None and not same
            self.summary.unchanged += same
        self._links(page, outcome, same=same)
        self.frontier.visited(page.id, **values)

    def _links(self, page: Page, outcome: Outcome, *, same: bool) -> None:
        for reason in {link.skip for link in outcome.links if link.skip}:
            self.summary.skipped[reason] += self.frontier.add(link for link in outcome.links if link.skip == reason)
        self.summary.links += self.frontier.add(link for link in outcome.links if not link.skip)
        if outcome.next is None or same:
            return
        if page.capture is not None and not self.frontier.any_of_this_run(link.url for link in outcome.links):
            return  # seen before, and nothing has come since
        number = page_number(page.url)
        if page.parent is not None and number is not None and number[1] > 1:
            if number[1] > self.settings.max_listing:
                return
            if self.frontier.listing_of(page.parent)[0] == outcome.links_digest:
                return  # some sites repeat their last page for ever
        if not self.frontier.add([outcome.next]):
            self.frontier.requeue("u.key = ? AND u.run < ?", (key_of(outcome.next.url), self.frontier.run))

    def _old(self, page: Page, outcome: Outcome) -> None:
        """--since: counts for the listing page that led here; an article that is too old is not kept as one."""
        since = self.settings.since
        if since is None or outcome.published is None or outcome.state != DONE:
            return
        recent = outcome.published >= since
        if page.parent is not None:
            self.frontier.count_dated(page.parent, recent=recent)
        if not recent:
            outcome.state, outcome.reason = SKIPPED, "older than --since"

    def _redirect(self, page: Page, target: str) -> None:
        frontier = self.frontier
        if page.hops >= self.settings.max_redirects:
            frontier.finish(page.id, FAILED, reason="too many redirects")
            self.summary.failed += 1
        elif key_of(target) == key_of(page.url):
            frontier.moved(page.id, target)
        else:
            known = frontier.find(target)
            if known is None:
                frontier.add([Link(target, page.kind, page.depth, page.parent)])
                known = frontier.find(target)
                assert known is not None
                frontier.execute("UPDATE urls SET hops = ? WHERE id = ?", (page.hops + 1, known[0]))
            frontier.visited(page.id, target=known[0])
            if self._loops(page.id):
                frontier.finish(page.id, FAILED, reason="its redirects lead back to it")
                self.summary.failed += 1
            else:
                frontier.finish(page.id, DONE, reason=f"moved to {target}", kind="redirect")

    def _loops(self, start: int) -> bool:
        place: int | None = start
        for _ in range(50):
            place = self.frontier.target(place) if place is not None else None
            if place is None or place == start:
                return place == start
        return True

    def _alias(self, page: Page, outcome: Outcome) -> bool:
        """The page says what its address is: that one is never fetched as a second page. True where it was already."""
        alias = outcome.alias
        assert alias is not None
        known = self.frontier.find(alias)
        if known is None:
            self.frontier.add([Link(alias, "article", page.depth, None, skip=f"the same page as {page.url}")])
        elif known[1] == QUEUED:
            self.frontier.finish(known[0], SKIPPED, reason=f"the same page as {page.url}")
        elif known[1] == LEASED and known[0] != page.id:  # under way: where it turns out well, it is the article
            self.frontier.visited(page.id, target=known[0])
        elif known[1] == DONE and known[2] is None and known[0] != page.id:
            self.frontier.finish(page.id, SKIPPED, reason=f"the same page as {alias}")
            self.summary.skipped["the same page at another address"] += 1
            return True
        return False
