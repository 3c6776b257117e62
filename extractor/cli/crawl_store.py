"""`extract crawl status|retry|export STORE`: what was collected, what failed, and the pages as JSON Lines."""

from __future__ import annotations

import argparse
from pathlib import Path

from extractor.cli.output import as_line, write_whole, writer
from extractor.cli.usage import UsageError
from extractor.view.terminal import plain

__all__ = ["run_action"]


def run_action(arguments: argparse.Namespace) -> int:
    """Runs the action that the first word names on the store that the second one names."""
    action, *stores = arguments.seed
    if arguments.store:
        stores.append(arguments.store)
    if len(stores) != 1:
        raise UsageError(f"crawl {action} needs one store: extract crawl {action} crawl/")
    store = Path(stores[0])
    if action == "status":
        return _status(store)
    return _retry(store, arguments) if action == "retry" else _export(store, arguments)


def _status(store: Path) -> int:
    from extractor.fetch.status import status_of

    found = status_of(store)
    state = f"unfinished; `extract crawl --resume --store {store}` goes on" if found.unfinished else "finished"
    print(f"{store}: {state}")
    print(f"{found.articles} articles, {found.captures} answers kept, {found.bytes / 1e6:.1f} MB of WARC files")
    print(f"{'HOST':40} {'DONE':>8} {'QUEUED':>8} {'FAILED':>8} {'SKIPPED':>8}")
    for host in found.hosts:
        print(f"{plain(host.name):40} {host.done:8} {host.queued + host.leased:8} {host.failed:8} {host.skipped:8}")
    for name, words in found.sick.items():
        print(f"{plain(name)}: {words}")
    for title, rows in (("failed", found.failures), ("skipped", found.skips)):
        for reason, count in rows:
            print(f"{title} {count}: {plain(reason)}")
    return 1 if found.sick else 0


def _retry(store: Path, arguments: argparse.Namespace) -> int:
    if not arguments.failed:
        raise UsageError("crawl retry needs to know what: give --failed")
    from extractor.errors import StoreError
    from extractor.fetch.frontier import Frontier
    from extractor.fetch.store import Lock

    if not (store / "frontier.sqlite").exists():
        raise StoreError(f"{store}: no crawl is stored there; check the path")
    lock = Lock(store)
    try:
        frontier = Frontier(store / "frontier.sqlite")
        with frontier.transaction():
            count = frontier.requeue("u.state = 3")
            if count:
                frontier.set("unfinished", 1)
        frontier.close()
    finally:
        lock.release()
    print(f"{count} pages are queued again; `extract crawl --resume --store {store}` asks for them")
    return 0


def _export(store: Path, arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from extractor.fetch.archive import pages
    from extractor.language.decoding import decode

    if not arguments.to or not (arguments.to == "-" or arguments.to.endswith((".jsonl", ".ndjson"))):
        raise UsageError("crawl export writes JSON Lines: give --to pages.jsonl, or --to - for standard output")
    with writer(None if arguments.to == "-" else arguments.to) as stream:
        for page in pages(store):
            line = {
                "id": page.url,
                "url": page.url,
                "fetched": datetime.fromtimestamp(page.time, UTC).isoformat(timespec="seconds"),
                "html": decode(page.body).text,
            }
            write_whole(stream, as_line(line))
    return 0
