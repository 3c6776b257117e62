"""What is looked for, and where it is left off: feeds, sitemaps, paging, --since, --only-awards, known sites."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from loopback import Answer, Loopback, Request, html, serve
from test_crawl import FAST, crawl
from test_kill import kept

from extractor.errors import FetchError
from extractor.fetch import Crawler, Settings
from extractor.fetch.feeds import moment_of, read_feed, read_sitemap
from extractor.fetch.known import KnownSite, known_site, site_seeds
from extractor.fetch.outcome import published
from extractor.fetch.seeds import Seed
from extractor.fetch.shapes import date_in
from extractor.fetch.status import status_of
from extractor.sites import Discovery, Site, load

URL = "https://example.vn/tin.rss"


HEAD = '<?xml version="1.0" encoding="utf-16"?>'  # in which it is not
FEEDS = [
    "<rss><channel><item><link>https://example.vn/a-1.htm</link><title>Tin</title>"
    "<pubDate>Thu, 05 Mar 2026 01:00:00 GMT</pubDate></item></channel></rss>",
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin</title><link rel="alternate" href="/a-1.htm"/>'
    "<published>2026-03-05T08:00:00+07:00</published></entry></feed>",
    f"{HEAD}<rss><channel><item><guid>https://example.vn/a-1.htm</guid><title>Tin</title>"
    "<pubDate>Thu, 05 Mar 2026 08:00:00 GMT+7</pubDate></item></channel></rss>",
    "<rss><channel><item><link><![CDATA[ https://example.vn/a-1.htm?utm_source=rss ]]></link><title>Tin</title>"
    "<pubDate>2026-03-05 08:00:00</pubDate></item></channel></rss>",
    '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:dc="d"><item><link>https://example.vn/a-1.htm</link>'
    "<title>Tin</title><dc:date>2026-03-05T08:00+07:00</dc:date></item></rdf:RDF>",
]


@pytest.mark.parametrize("feed", FEEDS)
def test_feeds(feed: str) -> None:
    (entry,) = read_feed(feed.encode(), URL)
    assert (entry.url, entry.title) == ("https://example.vn/a-1.htm", "Tin")
    assert entry.when == datetime.fromisoformat("2026-03-05T08:00:00+07:00")


def test_a_feed_in_utf_16_and_one_that_breaks_off() -> None:
    feed = '<?xml version="1.0" encoding="utf-16"?><rss><channel><item><title>Tặng</title><link>/a</link></item></channel></rss>'
    assert read_feed(feed.encode("utf-16"), URL)[0].title == "Tặng"
    assert len(read_feed(b"<rss><channel><item><link>/a</link></item><item><link>/b</li", URL)) == 2


def test_entities_are_not_followed() -> None:
    feed = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&x;</title><link>/a</link></item></channel></rss>'
    assert read_feed(feed, URL)[0].title in {"", "&x;"}


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"tin", b"<rss", b"\xff\xfe\x00"])
def test_what_is_no_feed_is_said_so(body: bytes) -> None:
    with pytest.raises(FetchError):
        if not read_feed(body, URL):
            raise FetchError("empty")
    with pytest.raises(FetchError):
        read_sitemap(body, URL)


def test_sitemaps() -> None:
    index = read_sitemap(
        b"<sitemapindex><sitemap><loc>/s1.xml</loc><lastmod>2026-03-05</lastmod></sitemap></sitemapindex>", URL
    )
    assert index[0].sitemap and index[0].url == "https://example.vn/s1.xml"
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:i="image">'
        "<url><loc>https://example.vn/a?utm_source=x</loc><lastmod>2026-03-09</lastmod><i:image><i:loc>/p.jpg</i:loc></i:image>"
        "<n:news><n:publication_date>2026-03-05T08:00+07:00</n:publication_date><n:title>Tin</n:title></n:news></url></urlset>"
    )
    (entry,) = read_sitemap(gzip.compress(news.encode()), URL)
    assert (entry.url, entry.title) == ("https://example.vn/a", "Tin") and entry.when and entry.when.day == 5
    assert [entry.url for entry in read_sitemap(b"https://example.vn/a\nhttps://example.vn/b\n", URL)] == [
        "https://example.vn/a",
        "https://example.vn/b",
    ]
    with pytest.raises(FetchError):
        read_sitemap(gzip.compress(b"\0" * 60_000_000), URL)


def test_dates_are_not_guessed() -> None:
    assert moment_of("9/5/2026 1:30:00 PM") is None and moment_of("hôm qua") is None and moment_of("31/02/2026") is None
    assert date_in("https://example.vn/a-20261399081530123.htm") is None
    assert date_in("https://example.vn/2024/05/17/a") == date(2024, 5, 17)


def archive(request: Request, *, first: date = date(2024, 3, 1), each: int = 5) -> Answer:
    """A section without end, newest first: an article a day; each fifth is about awards, one old one is pinned on top."""
    parts = urlsplit(request.path)
    if parts.path == "/tin":
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        days = [first - timedelta(days=n) for n in range((page - 1) * each, page * each)]
        rows = '<h3><a href="/bai-ghim-cu-tu-lau-cua-don-vi-1000000.html">Bài ghim đã cũ từ lâu của đơn vị</a></h3>'
        for day in days:
            slug, title = (
                ("trao-tang-bang-khen", "Trao tặng Bằng khen")
                if day.day % 5 == 0
                else ("hop-giao-ban-tuan", "Họp giao ban tuần")
            )
            rows += f'<h3><a href="/{slug}-cua-don-vi-ngay-{day.toordinal()}.html">{title} của đơn vị</a></h3>'
        return Answer(html(rows + f'<a href="/tin?page={page + 1}">{page + 1}</a>'))
    if parts.path.endswith(".html"):
        number = int(parts.path.rpartition("-")[2][:-5])
        day = date.fromordinal(number) if number < 1_000_000 else date(2010, 1, 1)
        return Answer(
            html(
                "<p>Bà Lê Thị Dao được tặng Bằng khen.</p>",
                head=f'<meta property="article:published_time" content="{day}T08:00:00+07:00">',
            )
        )
    return Answer(status=404)


@pytest.fixture
def endless() -> Iterator[Loopback]:
    with serve(archive) as server:
        yield server


@pytest.mark.parametrize("per_host", [1, 4])
def test_since_ends_the_paging(per_host: int, endless: Loopback, tmp_path: Path) -> None:
    summary = crawl(tmp_path, f"{endless.url}/tin", since=date(2024, 2, 18), per_host=per_host)
    days = {date.fromordinal(int(url.rpartition("-")[2][:-5])) for url in kept(tmp_path)}
    assert days == {date(2024, 2, 18) + timedelta(days=n) for n in range(13)}
    assert summary.skipped["older than --since"] == 8 + 1  # two on page 3, five on page 4, the pinned one, and page 5
    assert [path for path in endless.paths() if "page=" in path] == [f"/tin?page={n}" for n in (2, 3, 4)]


def test_a_later_crawl_pages_back_to_what_it_knows_also_where_a_feed_was_quicker(tmp_path: Path) -> None:
    newest = [20]  # the number of the newest article; the feed holds five, a page five

    def answer(request: Request) -> Answer:
        parts = urlsplit(request.path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        first = newest[0] - (page - 1) * 5
        paths = [f"/trao-tang-bang-khen-cho-tap-the-{1_000_000 + n}.html" for n in range(first, max(first - 5, 0), -1)]
        if parts.path == "/tin.rss":
            items = "".join(f"<item><title>Tin</title><link>{path}</link></item>" for path in paths)
            return Answer(f"<rss><channel>{items}</channel></rss>".encode(), type="application/rss+xml")
        if parts.path == "/tin":
            rows = "".join(f'<h3><a href="{path}">Trao tặng Bằng khen cho tập thể</a></h3>' for path in paths)
            return Answer(html(rows + (f'<a href="/tin?page={page + 1}">{page + 1}</a>' if first > 5 else "")))
        return Answer(html("<p>x</p>")) if parts.path.endswith(".html") else Answer(status=404)

    with serve(answer) as server:
        crawl(tmp_path, f"{server.url}/tin.rss", f"{server.url}/tin")
        assert len(kept(tmp_path)) == 20
        newest[0] = 33
        server.log.clear()
        assert crawl(tmp_path).new == 13
        assert [path for path in server.paths() if "page=" in path] == ["/tin?page=2", "/tin?page=3", "/tin?page=4"]


def test_an_earlier_since_takes_up_what_was_left_out(endless: Loopback, tmp_path: Path) -> None:
    crawl(tmp_path, f"{endless.url}/tin", since=date(2024, 2, 28))
    assert len(kept(tmp_path)) == 3
    crawl(tmp_path, since=date(2024, 2, 20))
    assert len(kept(tmp_path)) == 11


def test_only_awards(endless: Loopback, tmp_path: Path) -> None:
    summary = crawl(tmp_path, f"{endless.url}/tin", only_awards=True, max_pages=12)
    assert kept(tmp_path) and all("bang-khen" in url for url in kept(tmp_path))
    assert summary.skipped["not about awards (--only-awards)"] > 20
    assert not [path for path in endless.paths() if "giao-ban" in path]


def test_limits_for_a_host(endless: Loopback, tmp_path: Path) -> None:
    assert crawl(tmp_path, f"{endless.url}/tin", max_pages_per_host=10).pages == 10
    assert status_of(tmp_path).unfinished
    assert crawl(tmp_path, max_pages_per_host=15).pages == 5


def test_when_a_page_appeared() -> None:
    from extractor.fetch.http import Exchange

    def day(head: str, url: str = "https://example.vn/a") -> date | None:
        return published(Exchange(url, 200, "", (), html("x", head=head), ()))

    assert day('<meta property="article:published_time" content="2024-05-17T23:30:00+07:00">') == date(2024, 5, 17)
    assert day('<meta content="2024-05-17T08:00:00.000 +07:00" name="pubdate">') == date(2024, 5, 17)
    assert day('<script type="application/ld+json">{"datePublished": "2024-05-17T08:00:00+0700"}</script>') == date(
        2024, 5, 17
    )
    assert day("", "https://example.vn/a-20240517081530123.htm") == date(2024, 5, 17)
    assert day('<meta property="article:modified_time" content="2024-05-17">') is None


# -- known sites ---------------------------------------------------------------------------------------------------------


def specified(**changes: Any) -> KnownSite:
    """A specification of a site on this machine, with the layout of a family."""
    site = load()["vnexpress"]
    return KnownSite(replace(site, id="thu", politeness=replace(site.politeness, delay=0.0), **changes))


def on_demand(request: Request) -> Answer:
    """A site whose further pages are fragments behind a script, at addresses that only its specification knows."""
    path = request.path
    advert = '<a href="/quang-cao-rat-hay-va-rat-dai-2000001.htm">Quảng cáo rất hay và rất dài</a>'
    if path == "/tin.htm" or path.startswith("/timelinelist/77/"):
        page = 1 if path == "/tin.htm" else int(path.rpartition("/")[2][:-4])
        rows = "".join(f'<a href="/bai-{page * 10 + n + 1000000}.html">Bài</a>' for n in range(3)) if page < 4 else ""
        return Answer(html(rows + '<input type="hidden" id="hdZoneId" value="77">' + advert))
    return (
        Answer(html('<article class="fck_detail"><p>Bà Lê Thị Dao được tặng Bằng khen.</p></article>'))
        if "/bai-" in path
        else Answer(status=404)
    )


def crawl_known(store: Path, site: KnownSite, *seeds: Seed) -> Any:
    sites: Any = lambda _: site  # noqa: E731
    with Crawler(store, Settings(**FAST), sites=sites) as crawler:
        site_spec: Site = site.site
        assert site_spec.id == "thu"
        return asyncio.run(crawler.run(seeds))


def test_load_more_addresses_of_a_specification(tmp_path: Path) -> None:
    with serve(on_demand) as server:
        discovery = Discovery(pages=(f"{server.url}/timelinelist/{{zone}}/{{n}}.htm",), zone="#hdZoneId")
        # a specification's hosts have dots; for this server its own name is good enough
        site = specified(hosts=("127.0.0.1",), article=(re.compile(r"/bai-\d{7}\.html$"),), discovery=discovery)
        crawl_known(tmp_path, site, Seed(f"{server.url}/tin.htm"))
        assert len(kept(tmp_path)) == 9
        assert [path for path in server.paths() if "timeline" in path] == [
            f"/timelinelist/77/{n}.htm" for n in (2, 3, 4)
        ]
        assert not [path for path in server.paths() if "quang-cao" in path]
        assert status_of(tmp_path).sick == {}


def test_a_template_that_has_changed_is_told(tmp_path: Path) -> None:
    def changed(request: Request) -> Answer:
        answer = on_demand(request)
        answer.body = answer.body.replace(b"fck_detail", b"new-layout")
        return answer

    with serve(changed) as server:
        discovery = Discovery(pages=(f"{server.url}/timelinelist/{{zone}}/{{n}}.htm",), zone="#hdZoneId")
        site = specified(hosts=("127.0.0.1",), article=(re.compile(r"/bai-\d{7}\.html$"),), discovery=discovery)
        summary = crawl_known(tmp_path, site, Seed(f"{server.url}/tin.htm"))
    assert "the template has changed" in summary.sick[server.host]
    assert "the template has changed" in status_of(tmp_path).sick[server.host]


def test_known_sites_by_name() -> None:
    kinds = {seed.kind for site in load() for seed in site_seeds(site.id, date(2026, 1, 1))}
    assert "listing" in kinds and "feed" in kinds
    assert site_seeds("Báo Công Thương") == site_seeds("congthuong") != []
    assert site_seeds("không có") == []
    for site in load():
        for seed in site_seeds(site.id):
            found = known_site(urlsplit(seed.url).netloc)
            assert found is not None, seed.url
            assert seed.kind != "listing" or not found.accepts(seed.url), seed.url
