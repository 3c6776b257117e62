"""A crawl of a whole news site with its troubles, and of a pit of traps, judged by the servers' own logs."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from loopback import Answer, Loopback, html, serve
from newsite import SECTIONS, NewsSite, Pit
from test_crawl import crawl

from extractor.fetch import pages

SIZE = 160


@pytest.fixture
def news(request: pytest.FixtureRequest) -> Iterator[tuple[NewsSite, Loopback]]:
    site = NewsSite(getattr(request, "param", SIZE))
    with serve(site) as server:
        site.base = server.url
        yield site, server


def paths_kept(store: Path) -> set[str]:
    return {urlsplit(page.url).path for page in pages(store)}


def fetched_well(server: Loopback) -> Counter[str]:
    return Counter(
        urlsplit(request.path).path
        for request in server.log
        if request.status == 200 and request.path.partition("?")[0].endswith(".html")
    )


@pytest.mark.parametrize("news", [SIZE, pytest.param(5_000, marks=pytest.mark.slow)], indirect=True)
def test_a_whole_site(news: tuple[NewsSite, Loopback], tmp_path: Path) -> None:
    site, server = news
    summary = crawl(tmp_path, server.url, per_host=8)
    assert paths_kept(tmp_path) == site.allowed()
    assert set(fetched_well(server)) == site.allowed() and set(fetched_well(server).values()) <= {1, 2}
    twice = {path for path, times in fetched_well(server).items() if times > 1}
    assert all(
        int(path.rpartition("-")[2][:-5]) % 100 == 53 for path in twice
    )  # the ones that broke off the first time
    assert not [path for path in server.paths() if site.forbidden(path)]
    assert summary.new == len(site.allowed())
    last = -(-site.size // len(SECTIONS) // 20)
    assert not [path for path in server.paths() if "trang=" in path and int(path.rpartition("=")[2]) > last + 1]
    check_archive(tmp_path)

    server.log.clear()
    site.changed = {4, 9}
    again = crawl(tmp_path, per_host=8, revisit="all")
    statuses = Counter(
        request.status for request in server.log if request.path.endswith(".html") and "/bo/" not in request.path
    )
    assert again.new == 0 and again.changed == 2 and again.unchanged == len(site.allowed()) - 2
    without_validators = sum(1 for n in range(site.size) if n % 3 == 2 and n % 50 != 7)
    assert statuses[304] == len(site.allowed()) - without_validators - 2
    assert [
        page
        for page in pages(tmp_path)
        if b"\xc4\x91\xc3\xa3 s\xe1\xbb\xada" in page.body or "đã sửa".encode("utf-16-le") in page.body
    ].__len__() == 2
    check_archive(tmp_path)


def check_archive(store: Path) -> None:
    """Two readers that are not ours accept every WARC file."""
    from fastwarc.warc import ArchiveIterator

    for path in sorted((store / "archive").glob("*.warc.gz")):
        done = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
        with path.open("rb") as stream:
            kinds = Counter(
                str(record.record_type).rpartition(".")[2] for record in ArchiveIterator(stream, verify_digests=False)
            )
        assert kinds["response"] + kinds["revisit"] == kinds["request"] > 0


def test_traps_end_with_an_error_for_that_page_alone(tmp_path: Path) -> None:
    pit = Pit()
    with serve(pit) as server:
        summary = crawl(tmp_path, server.url, per_host=4, max_bytes=1_000_000, page_seconds=1.0, retries=1)
    assert paths_kept(tmp_path) == {pit.path("good-900016")}
    assert summary.articles == 1
    reasons = failures(tmp_path)
    for trap, words in {
        "gzip": "larger", "br": "larger", "zstd": "larger", "twice": "larger", "endless": "larger", "drip": "not whole after",
        "self": "redirects", "head": "header", "no-http": "broken", "broken": "unpacked", "nowhere": "no address", "long": "larger",
    }.items():  # fmt: skip
        assert any(f"-{trap}-9000" in url and words in reason for url, reason in reasons.items()), (trap, reasons)
    assert any("lead back" in reason for url, reason in reasons.items() if "loop" in url)


def failures(store: Path) -> dict[str, str]:
    from extractor.fetch.frontier import Frontier

    frontier = Frontier(store / "frontier.sqlite", readonly=True)
    found: dict[str, Any] = dict(frontier.query("SELECT url, reason FROM urls WHERE state = 3"))
    frontier.close()
    return found


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(status: int, tmp_path: Path) -> None:
    with serve(lambda r: Answer(status=status) if r.path == "/robots.txt" else Answer(html("x"))) as server:
        summary = crawl(tmp_path, f"{server.url}/tin-tuc", host_retries=2)
        assert set(server.paths()) == {"/robots.txt"}
        assert str(status) in summary.given_up[server.host]


@pytest.mark.parametrize("status", [404, 403, 410])
def test_without_a_robots_txt_everything_is_allowed(status: int, tmp_path: Path) -> None:
    with serve(lambda r: Answer(status=status) if r.path == "/robots.txt" else Answer(html("x"))) as server:
        crawl(tmp_path, f"{server.url}/tin-tuc")
        assert server.paths() == ["/robots.txt", "/tin-tuc"]
