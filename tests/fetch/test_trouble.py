"""What goes wrong around a crawl: disks, clocks, names, the network, other processes. Clear words, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from loopback import Answer, Loopback, Request, serve
from newsite import NewsSite
from test_crawl import FAST, article, crawl, small
from test_kill import kept
from test_newsite import check_archive

from extractor.errors import StoreError
from extractor.fetch import Crawler, Settings, pages
from extractor.fetch.frontier import Frontier, Link
from extractor.fetch.status import status_of


@pytest.fixture
def site() -> Iterator[Loopback]:
    with serve(small) as server:
        yield server


def command(store: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    words = [
        sys.executable,
        "-m",
        "extractor",
        "crawl",
        *arguments,
        "--store",
        str(store),
        "--delay",
        "0",
        "--backoff",
        "0.01",
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "EXTRACTOR_CONTACT": "mailto:test@example.org",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [*words, "--allow-private-network"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def large(request: Request) -> Answer:
    """As `small`, with articles that hardly compress: the WARC file is the first to fill the disk."""
    answer = small(request)
    if request.path.endswith(".html"):
        answer.body += random.Random(request.path).randbytes(60_000).hex().encode()
    return answer


@pytest.mark.parametrize(("answer", "limit"), [(small, 150_000), (large, 400_000)])
def test_a_full_disk(answer: Any, limit: int, tmp_path: Path) -> None:
    with serve(answer) as server:
        full = command(
            tmp_path,
            f"{server.url}/tin-tuc",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        assert full.returncode == 1 and "free some space" in full.stderr and "Traceback" not in full.stderr
        done = len(kept(tmp_path))
        assert command(tmp_path, "--resume").returncode == 0
    assert done < 20 and len(kept(tmp_path)) == 20
    check_archive(tmp_path)


@pytest.fixture
def nobody() -> Iterator[Callable[[], None]]:
    """Makes this process somebody whom permissions bind, where it is the superuser."""
    me = os.geteuid()
    yield lambda: os.seteuid(65534) if me == 0 else None
    os.seteuid(me)


def test_a_store_that_cannot_be_written(site: Loopback, nobody: Callable[[], None]) -> None:
    place = Path(tempfile.mkdtemp())
    try:
        crawl(place / "crawl", f"{site.url}/tin-tuc", max_pages=5)
        for path in [*place.rglob("*"), place]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        nobody()
        with pytest.raises(StoreError, match="make the folder writable"):
            crawl(place / "crawl")
        with pytest.raises(StoreError, match="make the folder writable"):
            crawl(place / "new")
        assert len(kept(place / "crawl")) == 4 and status_of(place / "crawl").unfinished
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        place.chmod(0o755)
        for path in place.rglob("*"):
            path.chmod(0o755)
        shutil.rmtree(place)


def test_a_store_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told = command(tmp_path / "file", "https://example.vn/")
    assert told.returncode == 1 and "Traceback" not in told.stderr and "give another --store" in told.stderr


def test_a_frontier_that_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "frontier.sqlite").write_bytes(b"no database" * 1000)
    told = command(tmp_path, "https://example.vn/")
    assert told.returncode == 1 and "not a database" in told.stderr
    assert command(tmp_path, "status").returncode == 1


def test_a_store_of_a_later_version(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc", max_pages=1)
    frontier = Frontier(tmp_path / "frontier.sqlite")
    frontier.set("version", 99)
    frontier.close()
    with pytest.raises(StoreError, match="update it"):
        crawl(tmp_path)


def test_the_clock_is_set_back_between_two_runs(tmp_path: Path) -> None:
    path = tmp_path / "frontier.sqlite"
    frontier = Frontier(path, now=lambda: 2_000_000.0)
    with frontier.transaction():
        frontier.add([Link("https://example.vn/a"), Link("https://example.vn/b", due=2_000_100.0)])
    frontier.close()
    frontier = Frontier(path, now=lambda: 1_000_000.0)
    assert "behind" in frontier.notes[0]
    assert [page.url for page in frontier.lease("example.vn", 9)] == ["https://example.vn/a"]
    assert frontier.next_due("example.vn") == 1_000_100.0
    frontier.close()


def test_the_clock_is_set_back_during_a_run(site: Loopback, tmp_path: Path) -> None:
    moments = iter([2_000_000.0] + [0.0] * 1_000_000)
    with Crawler(tmp_path, Settings(**FAST), now=lambda: next(moments)) as crawler:
        assert asyncio.run(crawler.run([f"{site.url}/tin-tuc"])).articles == 20


def test_a_name_that_cannot_be_looked_up(tmp_path: Path) -> None:
    summary = crawl(tmp_path, "http://no-such-host.invalid/tin", host_retries=1)
    assert "cannot be looked up" in summary.given_up["no-such-host.invalid"] and summary.failed == 0
    assert status_of(tmp_path).unfinished


def test_the_network_is_gone_for_a_while(tmp_path: Path) -> None:
    news = NewsSite(120)
    with serve(news) as server:
        news.base = server.url

        def outage() -> None:
            while len(server.log) < 30:
                pass
            server.cut()
            threading.Timer(1.0, server.mend).start()

        threading.Thread(target=outage, daemon=True).start()
        summary = crawl(tmp_path, server.url, per_host=4, backoff=0.05, host_retries=12)
        assert set(kept(tmp_path)) == {server.url + path for path in news.allowed()}
        assert summary.given_up == {} and summary.retried > 4
        times = Counter(request.path for request in server.log if request.status == 200)
    assert max(times.values()) <= 2


def test_a_host_that_stays_away_is_given_up_and_its_pages_wait(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc", max_pages=3)
    site.cut()
    summary = crawl(tmp_path, host_retries=2)
    assert "cannot be reached" in summary.given_up[site.host] and summary.failed == 0
    site.mend()
    assert crawl(tmp_path).articles > 0
    assert len(kept(tmp_path)) == 20 and not status_of(tmp_path).unfinished


def test_half_a_record_at_the_end_of_a_warc_file_is_cut_off(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc", max_pages=9)
    (path,) = (tmp_path / "archive").glob("*.warc.gz")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[300:700])
    notes: list[str] = []
    with Crawler(tmp_path, Settings(**FAST), on_note=notes.append) as crawler:
        assert "unfinished end of 400 bytes" in notes[0] and path.read_bytes() == whole
        asyncio.run(crawler.run())
    assert len(kept(tmp_path)) == 20
    check_archive(tmp_path)


def test_what_a_warc_file_has_lost_is_fetched_again(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc")
    before = kept(tmp_path)
    (path,) = (tmp_path / "archive").glob("*.warc.gz")
    os.truncate(path, path.stat().st_size // 2)
    site.log.clear()
    crawl(tmp_path)
    assert 5 < len([path for path in site.paths() if path.endswith(".html")]) < 20
    assert kept(tmp_path) == before
    check_archive(tmp_path)


def test_files_that_somebody_put_into_the_archive_are_left_alone(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc", max_pages=2)
    (tmp_path / "archive" / "other.warc.gz").write_bytes(b"mine")
    crawl(tmp_path)
    assert (tmp_path / "archive" / "other.warc.gz").read_bytes() == b"mine"


def test_warc_files_are_closed_when_they_are_large(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc", warc_bytes=3_000, per_host=1)
    files = sorted(path.name for path in (tmp_path / "archive").iterdir())
    assert len(files) >= 2 and len([name for name in files if name.endswith(".cdxj")]) == len(files) / 2
    assert len(list(pages(tmp_path))) == 20
    lines = [
        line
        for name in files
        if name.endswith(".cdxj")
        for line in (tmp_path / "archive" / name).read_text("utf-8").splitlines()
    ]
    assert len(lines) == 24 and sum(article(100) in line for line in lines) == 1
    check_archive(tmp_path)


def test_a_page_that_our_readers_stumble_over_is_that_pages_failure(tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        return (
            Answer(b"<html>" + b"<div>" * 200_000)
            if request.path == article(100) or request.path == "/tin-sau"
            else small(request)
        )

    with serve(answer) as server:
        assert crawl(tmp_path, f"{server.url}/tin-tuc", f"{server.url}/tin-sau").articles == 20
