"""How far a crawl is: one line that is written over on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from extractor.view.terminal import plain

if TYPE_CHECKING:
    from extractor.cli.crawl_records import Recorder
    from extractor.fetch.crawler import Crawler
    from extractor.fetch.summary import Summary

__all__ = ["Progress"]

ON_TERMINAL, IN_LOG = 0.5, 60.0  # seconds between two lines


class Progress:
    """Says on standard error what a crawl does."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self.start = self.shown = time.monotonic()
        self._crawler: Crawler | None = None

    def watch(self, crawler: Crawler) -> None:
        """The crawl whose queue is shown."""
        self._crawler = crawler
        self.start = self.shown = time.monotonic()

    def step(self, summary: Summary) -> None:
        """Shows a line where it is time to."""
        now = time.monotonic()
        if now - self.shown >= (ON_TERMINAL if self.terminal else IN_LOG):
            self.shown = now
            if self.terminal:
                print(f"\r\x1b[K{self._words(summary)}", end="", file=sys.stderr, flush=True)
            else:
                print(self._words(summary), file=sys.stderr, flush=True)

    def say(self, words: str) -> None:
        """A line of its own."""
        if self.terminal:
            print("\r\x1b[K", end="", file=sys.stderr)
        print(f"extract: {plain(words)}", file=sys.stderr, flush=True)

    def end(self, recorder: Recorder | None = None) -> None:
        """The closing lines."""
        if self._crawler is None:
            return
        summary = self._crawler.summary
        if self.terminal:
            print("\r\x1b[K", end="", file=sys.stderr)
        print(self._words(summary), file=sys.stderr)
        if recorder is not None:
            unread = f", {recorder.unread} pages held no text" if recorder.unread else ""
            print(f"  loaded {recorder.records} records of {recorder.articles} articles{unread}", file=sys.stderr)
        for reason, count in summary.skipped.most_common():
            print(f"  skipped {count}: {plain(reason)}", file=sys.stderr)

    def _words(self, summary: Summary) -> str:
        seconds = max(time.monotonic() - self.start, 1e-9)
        queued = self._crawler.queued() if self._crawler is not None else 0
        words = (
            f"{summary.pages} pages ({summary.pages / seconds:.1f}/s), {summary.articles} articles "
            f"({summary.new} new, {summary.changed} changed, {summary.unchanged} unchanged), {queued} queued, {summary.failed} failed"
        )
        busiest = ", ".join(f"{host} {count}" for host, count in summary.hosts.most_common(3))
        return words + (f"; {busiest}" if busiest and self.terminal else "")
