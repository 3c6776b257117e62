"""`extract crawl SEED… --store DIR`: collects articles, politely and resumably; status, retry and export of a store."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.cli.contact import contact_of
from extractor.cli.crawl_progress import Progress
from extractor.cli.crawl_records import Recorder
from extractor.cli.databases import add_password_arguments
from extractor.cli.usage import UsageError
from extractor.errors import FetchError, InputError

if TYPE_CHECKING:
    from extractor.fetch.crawler import Crawler
    from extractor.fetch.seeds import Seed
    from extractor.fetch.settings import Settings

HELP = "Collects articles from news sites into a folder, politely and resumably."
MORE = """
robots.txt is obeyed, one request a second and host, every answer is kept in WARC files, and a crawl that was stopped goes
on where it was.

SEED is the name of a known site, the address of a section or front page, or a file with one of them a line.
`extract crawl status DIR`, `extract crawl retry DIR --failed` and `extract crawl export DIR --to FILE.jsonl` look after
what was collected; `extract batch DIR` reads it."""
EXAMPLES = (
    "extract crawl https://example.gov.vn/tin-tuc --store crawl/ --max-pages 500 --contact mailto:me@example.org",
    "extract crawl urls.txt --store crawl/ --since 2020-01-01",
    "extract crawl --resume --store crawl/",
    "extract crawl status crawl/",
    "extract crawl retry crawl/ --failed",
    "extract crawl export crawl/ --to pages.jsonl",
)
# Options that a store remembers: their first value, and how a remembered one is read.
KEPT: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "since": (None, date.fromisoformat),
    "only_awards": (False, bool),
    "max_pages_per_host": (None, int),
    "delay": (1.0, float),
    "per_host": (1, int),
    "retries": (4, int),
    "backoff": (2.0, float),
    "page_seconds": (120.0, float),
    "max_bytes": (20_000_000, int),
    "allow_private_network": (False, bool),
}
ACTIONS = ("status", "retry", "export")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{HELP}\n{MORE}"
    parser.add_argument("seed", nargs="*", metavar="SEED", help="where to begin; or status, retry, export and a store")
    parser.add_argument("--store", metavar="DIR", help="the folder of the crawl; it is made, or gone on with")
    parser.add_argument("--resume", action="store_true", help="go on with the store; also what happens by itself")
    parser.add_argument(
        "--to", metavar="DEST", help="a database for the records, filled while it crawls; with export: pages.jsonl"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="ask for robots.txt and the first pages only, and show what would follow"
    )
    what = parser.add_argument_group("what is collected")
    what.add_argument("--since", type=_day, metavar="DAY", help="only articles published on YYYY-MM-DD or later")
    what.add_argument(
        "--only-awards",
        action=argparse.BooleanOptionalAction,
        help="only articles whose title or address speaks of awards",
    )
    what.add_argument("--max-pages", type=_count, metavar="N", help="stop after N articles and section pages")
    what.add_argument("--max-pages-per-host", type=_count, metavar="N", help="no more than N pages of one host")
    what.add_argument(
        "--revisit", choices=("due", "all", "never"), default="due", help="which known articles are asked for again"
    )
    what.add_argument("--failed", action="store_true", help="with retry: the pages that failed")
    add_password_arguments(parser)
    how = parser.add_argument_group("manners")
    how.add_argument(
        "--contact", help="mail address or page by which a site's owner finds you (asked for where it is missing)"
    )
    how.add_argument("--delay", type=_seconds, metavar="S", help="least pause between two requests to a host (1)")
    how.add_argument("--per-host", type=_count, metavar="N", help="requests to a host at a time (1)")
    how.add_argument("--retries", type=_number, metavar="N", help="attempts after an error of a page (4)")
    how.add_argument("--backoff", type=_seconds, metavar="S", help="first pause after an error; it doubles (2)")
    how.add_argument("--page-seconds", type=_seconds, metavar="S", help="longest time for a page (120)")
    how.add_argument("--max-bytes", type=_count, metavar="N", help="largest page, unpacked (20000000)")
    how.add_argument(
        "--allow-private-network",
        action=argparse.BooleanOptionalAction,
        help="also addresses of an intranet or of this machine",
    )


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is no day; write it as 2020-01-31") from None


def _number(words: str) -> int:
    if not (words.isascii() and words.isdigit()):
        raise argparse.ArgumentTypeError(f"{words} is no whole number")
    return int(words)


def _count(words: str) -> int:
    value = _number(words)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{words} is less than 1")
    return value


def _seconds(words: str) -> float:
    try:
        value = float(words)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 3600:
        raise argparse.ArgumentTypeError(f"{words} is no number of seconds between 0 and 3600")
    return value


def run(arguments: argparse.Namespace) -> int:
    if arguments.seed and arguments.seed[0] in ACTIONS:
        from extractor.cli.crawl_store import run_action

        return run_action(arguments)
    if not arguments.store:
        raise UsageError("crawl needs --store DIR, the folder where the pages are kept")
    store = Path(arguments.store)
    exists = (store / "frontier.sqlite").exists()
    if not exists and (arguments.resume or not arguments.seed):
        raise UsageError(f"{store}: no crawl is stored there; give a SEED to begin one")
    _as_before(arguments, store)
    seeds = [seed for word in arguments.seed for seed in _seeds(word, arguments.since)]
    settings = _settings(arguments, contact_of(arguments.contact, store))
    if arguments.dry_run:
        from extractor.cli.crawl_dry import dry_run

        return dry_run(settings, seeds)
    return _crawl(store, settings, seeds, arguments)


def _as_before(arguments: argparse.Namespace, store: Path) -> None:
    """What is not typed again is as in the store's last crawl, else as KEPT says."""
    from extractor.fetch.status import stored_settings

    before = stored_settings(store)
    for name, (default, reads) in KEPT.items():
        if getattr(arguments, name) is None:
            value = before.get(name)
            setattr(arguments, name, default if value is None else reads(value))


def _crawl(store: Path, settings: Settings, seeds: list[Seed], arguments: argparse.Namespace) -> int:
    from extractor.fetch.crawler import Crawler
    from extractor.fetch.known import known_site

    progress = Progress()
    with Crawler(store, settings, sites=known_site, on_step=progress.step, on_note=progress.say) as crawler:
        progress.watch(crawler)
        crawler.frontier.set("contact", settings.contact)
        crawler.frontier.set("settings", json.dumps({name: getattr(arguments, name) for name in KEPT}, default=str))
        recorder = Recorder(store, arguments, progress.say) if arguments.to else None
        if recorder is not None:
            recorder.start()
        stopped = asyncio.run(_run(crawler, seeds))
        if recorder is not None:
            recorder.finish()
        progress.end(recorder)
        if stopped:
            raise KeyboardInterrupt(
                f"stopped after {crawler.summary.pages} pages; `extract crawl --resume --store {store}` goes on"
            )
        for host, reason in crawler.summary.given_up.items():
            progress.say(f"{host} was given up: {reason}; its pages stay queued, --resume asks again")
        for host, reason in crawler.summary.sick.items():
            progress.say(f"{host}: {reason}; see `extract sites`")
    return 1 if crawler.summary.given_up or crawler.summary.sick else 0


async def _run(crawler: Crawler, seeds: list[Seed]) -> bool:
    """Runs the crawl; True where Ctrl-C or a polite kill stopped it."""
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        crawler.stop()

    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows, or not the main thread
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
    await crawler.run(seeds)
    return stopped


def _settings(arguments: argparse.Namespace, contact: str) -> Settings:
    from extractor.fetch.settings import Settings

    return Settings(
        contact=contact,
        delay=arguments.delay,
        per_host=arguments.per_host,
        connections=max(64, arguments.per_host),
        retries=arguments.retries,
        backoff=arguments.backoff,
        page_seconds=arguments.page_seconds,
        max_bytes=arguments.max_bytes,
        max_pages=arguments.max_pages,
        max_pages_per_host=arguments.max_pages_per_host,
        since=arguments.since,
        only_awards=arguments.only_awards,
        revisit=arguments.revisit,
        allow_private_network=arguments.allow_private_network,
    )


def _seeds(word: str, since: date | None) -> list[Seed]:
    """What a SEED stands for: an address, a known site, or a file of them."""
    from extractor.fetch.addresses import canonical
    from extractor.fetch.known import site_seeds
    from extractor.fetch.seeds import seed_of

    if "://" in word:
        return [seed_of(word)]
    known = site_seeds(word, since)
    if known:
        return known
    path = Path(word)
    if not path.is_file():
        raise InputError(
            f"{word}: no known site, no address (https://…), and no file; `extract sites` lists the known sites"
        )
    seeds: list[Seed] = []
    for line in path.read_text("utf-8-sig", errors="replace").splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            if "://" not in line and not site_seeds(line, since):
                raise FetchError(f"{word}: {line[:80]!r} is neither an address (https://…) nor a known site")
            seeds.extend([seed_of(line)] if "://" in line else site_seeds(line, since))
    if not seeds:
        raise InputError(f"{word}: no address in it; write one a line")
    return list({canonical(seed.url): seed for seed in seeds}.values())
