"""Manners: the pace of a host, robots.txt, Retry-After, hours of rest. Judged by the server's log, or by a clock of our own."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Request, html, serve
from test_crawl import FAST, article, crawl, small

from extractor.errors import FetchError
from extractor.fetch.known import VIETNAM, KnownSite
from extractor.fetch.politeness import Manners, retry_after
from extractor.fetch.robots import Robots, directives
from extractor.fetch.settings import Settings
from extractor.sites import load


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def manners(**settings: Any) -> tuple[Manners, Clock]:
    clock = Clock()
    return Manners(Settings(**settings), clock=clock, chance=lambda: 1.0), clock


def test_one_request_a_pause() -> None:
    pace, _ = manners(delay=1.0)
    assert [pace.wait() for _ in range(3)] == [0.0, 1.0, 2.0]


def test_a_slow_host_gets_longer_pauses_and_a_quick_one_shorter_again() -> None:
    pace, _ = manners(delay=1.0, max_delay=10.0)
    for _ in range(20):
        pace.answered(5.0, good=True)
    assert pace.delay == pytest.approx(5.0, abs=0.01)
    pace.answered(0.1, good=False)  # an error is quick, and no reason to hurry
    assert pace.delay == pytest.approx(5.0, abs=0.01)
    for _ in range(20):
        pace.answered(0.1, good=True)
    assert pace.delay == pytest.approx(1.0, abs=0.01)
    for _ in range(20):
        pace.answered(500.0, good=True)
    assert pace.delay == 10.0


def test_what_robots_asks_for_is_never_undercut() -> None:
    pace, _ = manners(delay=0.0)
    pace.ask_for(7.0)
    pace.answered(0.1, good=True)
    assert [pace.wait(), pace.wait()] == [0.0, 7.0]


def test_pauses_double_while_a_host_cannot_be_reached() -> None:
    pace, clock = manners(backoff=2.0, max_backoff=60.0)
    pauses = []
    for _ in range(7):
        pauses.append(pace.unreachable())
        assert pace.unreachable() == pauses[-1]  # another connection that failed at the same time
        clock.now += pauses[-1]
    assert pauses == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0] and pace.failures == 7
    pace.answered(0.1, good=True)
    assert pace.failures == 0


def test_half_of_a_pause_is_left_to_chance() -> None:
    pace = Manners(Settings(backoff=2.0), clock=Clock(), chance=lambda: 0.0)
    assert pace.backoff(1) == 1.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        (" 7 ", 7.0),
        ("99999", 3600.0),
        ("Thu, 01 Jan 1970 00:20:00 GMT", 200.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        (None, None),
        ("", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, 1000.0, longest=3600.0) == seconds


def paced(starts: list[float], delay: float) -> bool:
    """Whether requests came at that pace by the server's log, which a busy machine may write somewhat late."""
    return starts[-1] - starts[0] >= 0.8 * delay * (len(starts) - 1)


def test_the_delay_is_kept(tmp_path: Path) -> None:
    with serve(small) as server:
        crawl(tmp_path, f"{server.url}/tin-tuc", delay=0.15, max_pages=6)
        starts = [request.started for request in server.log]
    assert len(starts) >= 7 and paced(starts, 0.15)


def test_crawl_delay_is_kept_also_with_politeness_off(tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        return (
            Answer(b"User-agent: *\nCrawl-delay: 0.2", type="text/plain")
            if request.path == "/robots.txt"
            else small(request)
        )

    with serve(answer) as server:
        crawl(tmp_path, f"{server.url}/tin-tuc", max_pages=4, per_host=4)
        starts = sorted(request.started for request in server.log if request.path != "/robots.txt")
    assert len(starts) >= 4 and paced(starts, 0.2)


def test_retry_after_is_kept_by_the_whole_host(tmp_path: Path) -> None:
    refused: list[float] = []

    def answer(request: Request) -> Answer:
        if request.path == article(100) and not refused:
            refused.append(request.started)
            return Answer(b"", status=429, headers={"Retry-After": "1"})
        return small(request)

    with serve(answer) as server:
        crawl(tmp_path, f"{server.url}/tin-tuc", max_pages=8)
        later = [request.started for request in server.log if request.started > refused[0]]
    assert later and min(later) - refused[0] >= 0.95


def test_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with serve(small) as quick:

        def held(_: Request) -> Answer:
            """Answers only when the other host has been asked for ten pages (or after half a minute)."""
            for _ in range(3000):
                if len(quick.log) > 10:
                    return Answer(html("x"))
                time.sleep(0.01)
            return Answer(status=500)

        with serve(held) as slow:
            summary = crawl(tmp_path, f"{slow.url}/a", f"{quick.url}/tin-tuc")
    assert summary.given_up == {} and summary.articles == 20


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /tin", "/tin/a", True),
        ("User-agent: extractor\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("User-agent: extractor\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*?trang=", "/x?trang=2", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<html>không có</html>", "/a", True),
    ],
)
def test_rules(rules: str, path: str, allowed: bool) -> None:
    assert Robots(200, rules).allows(f"https://example.vn{path}") is allowed


def test_robots_redirects_are_followed_and_freshness_is_a_day(tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        if request.path == "/robots.txt":
            return Answer(status=301, headers={"Location": "/rules.txt"})
        return Answer(b"User-agent: *\nDisallow: /rieng\n") if request.path == "/rules.txt" else small(request)

    with serve(answer) as server:
        crawl(tmp_path, f"{server.url}/tin-tuc", max_pages=3)
        assert server.paths()[:3] == ["/robots.txt", "/rules.txt", "/tin-tuc"]
        crawl(tmp_path, max_pages=2)
        assert server.paths().count("/robots.txt") == 1
        crawl(tmp_path, max_pages=1, robots_seconds=0.0)
        assert server.paths().count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("head", "headers", "noindex", "nofollow"),
    [
        ('<meta name="robots" content="noindex, nofollow">', {}, True, True),
        ("<META CONTENT='NOINDEX' NAME='ROBOTS'>", {}, True, False),
        ("<meta name=extractor content=none>", {}, True, True),
        ('<meta name="googlebot" content="noindex">', {}, False, False),
        ("", {"X-Robots-Tag": "noindex"}, True, False),
        ("", {"X-Robots-Tag": "googlebot: noindex"}, False, False),
        ("", {"X-Robots-Tag": "extractor: nofollow"}, False, True),
        ('<meta name="robots" content="noarchive, max-image-preview:large">', {}, False, False),
    ],
)
def test_directives(head: str, headers: dict[str, str], noindex: bool, nofollow: bool) -> None:
    from extractor.fetch.http import Exchange

    found = directives(Exchange("https://example.vn/", 200, "", tuple(headers.items()), html("x", head=head), ()))
    assert (found.noindex, found.nofollow) == (noindex, nofollow)


def test_nofollow_pages_bring_no_links(tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        answer = small(request)
        if request.path == "/tin-tuc":
            answer.body = re.sub(b"</head>", b'<meta name="robots" content="nofollow"></head>', answer.body)
        return answer

    with serve(answer) as server:
        crawl(tmp_path, f"{server.url}/tin-tuc")
        assert server.paths() == ["/robots.txt", "/tin-tuc"]


def test_hours_of_rest() -> None:
    site = load()["vnexpress"]
    known = KnownSite(replace(site, politeness=replace(site.politeness, rest=("07:30-17:00", "23:00-01:00"))))

    def rest(hour: int, minute: int) -> float:
        return known.rest(datetime(2026, 3, 5, hour, minute, tzinfo=VIETNAM).timestamp()) / 60

    assert [rest(7, 29), rest(7, 30), rest(16, 0), rest(17, 0), rest(23, 30), rest(0, 30), rest(1, 0)] == [
        0,
        570,
        60,
        0,
        90,
        30,
        0,
    ]


@pytest.mark.parametrize("settings", [{"delay": -1.0}, {"delay": float("nan")}, {"per_host": 0}, {"max_bytes": 0}])
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(FetchError, match="makes no sense"):
        Settings(**{**FAST, **settings})
