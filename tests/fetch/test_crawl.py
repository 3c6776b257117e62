"""A crawl of a small site over a real server on loopback: what it takes, what it leaves, how it goes on."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Loopback, Request, html, serve

from extractor.errors import StoreError
from extractor.fetch import Crawler, Settings, Summary, pages

FAST: dict[str, Any] = {
    "contact": "mailto:test@example.org",
    "delay": 0.0,
    "backoff": 0.01,
    "allow_private_network": True,
}


def article(number: int) -> str:
    return f"/trao-tang-bang-khen-cho-tap-the-{1000000 + number}.html"


def small(request: Request, *, listing: int = 4, each: int = 5) -> Answer:
    """A section of four pages with five articles each, and a private part."""
    path, _, query = request.path.partition("?")
    if path == "/robots.txt":
        return Answer(b"User-agent: *\nDisallow: /rieng\n", type="text/plain")
    if path == "/tin-tuc":
        page = int(query.partition("=")[2] or 1)
        rows = "".join(
            f'<h3><a href="{article(page * 100 + n)}">Trao tặng Bằng khen cho tập thể số {page * 100 + n}</a></h3>'
            for n in range(each)
        )
        rows += f'<h3><a href="/rieng{article(page)}">Trao tặng Bằng khen trong nội bộ số {page}</a></h3>'
        return Answer(html(rows + (f'<a href="/tin-tuc?page={page + 1}">Sau</a>' if page < listing else "")))
    if path.endswith(".html"):
        etag = f'"{path}"'
        if request.headers.get("if-none-match") == etag:
            return Answer(status=304)
        return Answer(
            html(f"<h1>Bài {path}</h1><p>Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen.</p>"), headers={"ETag": etag}
        )
    return Answer(b"nothing", status=404)


def crawl(store: Path, *seeds: str, **settings: Any) -> Summary:
    with Crawler(store, Settings(**{**FAST, **settings})) as crawler:
        return asyncio.run(crawler.run(seeds))


@pytest.fixture
def site() -> Any:
    with serve(small) as server:
        yield server


def test_every_article_once_and_nothing_that_robots_forbids(site: Loopback, tmp_path: Path) -> None:
    summary = crawl(tmp_path, f"{site.url}/tin-tuc")
    asked = Counter(site.paths())
    assert summary.articles == summary.new == 20 and summary.failed == 0
    assert asked == Counter(
        {"/robots.txt", "/tin-tuc", *(f"/tin-tuc?page={n}" for n in (2, 3, 4))}
        | {article(p * 100 + n) for p in range(1, 5) for n in range(5)}
    )
    assert summary.skipped["robots.txt disallows it"] == 4
    assert site.paths()[0] == "/robots.txt"
    assert len({page.url for page in pages(tmp_path)}) == 20


def test_the_user_agent_says_who_it_is(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc", max_pages=1)
    assert all("mailto:test@example.org" in request.headers["user-agent"] for request in site.log)


def test_a_limit_stops_and_the_next_run_goes_on(site: Loopback, tmp_path: Path) -> None:
    first = crawl(tmp_path, f"{site.url}/tin-tuc", max_pages=7)
    assert first.pages == 7
    second = crawl(tmp_path)
    assert second.pages == 24 - 7
    assert max(Counter(site.paths()).values()) == 1


def test_a_second_crawl_asks_for_what_has_changed_only(site: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{site.url}/tin-tuc")
    site.log.clear()
    again = crawl(tmp_path, revisit="all")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 20)
    assert Counter(request.status for request in site.log if request.path.endswith(".html")) == {304: 20}
    site.log.clear()
    crawl(tmp_path)
    assert site.paths() == ["/tin-tuc"]


def test_one_process_at_a_time(site: Loopback, tmp_path: Path) -> None:
    with Crawler(tmp_path, Settings(**FAST)), pytest.raises(StoreError, match="another process"):
        Crawler(tmp_path, Settings(**FAST))
    assert crawl(tmp_path, f"{site.url}/tin-tuc", max_pages=1).pages == 1


def test_an_article_that_has_gone_is_still_there(tmp_path: Path) -> None:
    gone: set[str] = set()
    with serve(lambda request: Answer(status=410) if request.path in gone else small(request)) as site:
        crawl(tmp_path, f"{site.url}/tin-tuc")
        gone.add(article(100))
        assert crawl(tmp_path, revisit="all").failed == 1
    assert len(list(pages(tmp_path))) == 20


def test_what_failed_for_a_while_is_tried_again_by_the_next_crawl(tmp_path: Path) -> None:
    broken = {article(100)}
    with serve(lambda request: Answer(status=500) if request.path in broken else small(request)) as site:
        assert crawl(tmp_path, f"{site.url}/tin-tuc", retries=1).failed == 1
        broken.clear()
        assert crawl(tmp_path).new == 1


def test_twins_named_by_canonical_links(tmp_path: Path) -> None:
    """A page that names another address of its own is fetched once; a site that names one article on all pages is not believed."""

    def answer(request: Request) -> Answer:
        own = request.path.replace("/tin-moi/", "/thoi-su/") if "1000001" in request.path else article(777)
        if request.path == "/tin-tuc":
            links = [f"/tin-moi{article(1)}", f"/thoi-su{article(1)}", article(2), article(3)]
            return Answer(
                html("".join(f'<h3><a href="{link}">Trao tặng Bằng khen cho tập thể</a></h3>' for link in links))
            )
        return Answer(html("<p>x</p>", head=f'<link rel="canonical" href="{own}">'))

    with serve(answer) as site:
        crawl(tmp_path, f"{site.url}/tin-tuc")
        assert len([path for path in site.paths() if "1000001" in path]) <= 2
        assert {page.url.rpartition("-")[2] for page in pages(tmp_path)} == {
            "1000001.html",
            "1000002.html",
            "1000003.html",
        }
        assert len(list(pages(tmp_path))) == 3
