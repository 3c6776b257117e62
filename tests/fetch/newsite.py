"""A news site with everything that a crawler meets: friendly parts (feeds, sitemaps, paging) and unfriendly ones.

Pages are functions of their address, so that two crawls can be compared. People and units are fictional.
"""

from __future__ import annotations

import gzip
import itertools
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from email.utils import formatdate
from urllib.parse import parse_qs, urlsplit

import brotli
import zstandard
from loopback import Answer, Request, html

__all__ = ["NewsSite", "Pit"]

SECTIONS = ("thoi-su", "kinh-te", "giao-duc", "y-te")
EACH = 20  # articles on a listing page
FAMILY, MIDDLE, GIVEN = (
    ("Nguyễn", "Trần", "Lò", "Phan"),
    ("Văn", "Thị", "Khắc"),
    ("Phiêu", "Dao", "Mây", "Quyền", "Sáo"),
)


class NewsSite:
    """A site of `size` articles. `changes` holds the articles whose text has changed since the first crawl."""

    def __init__(self, size: int, *, delay: float | None = None) -> None:
        self.size = size
        self.delay = delay
        self.changed: set[int] = set()
        self.base = ""
        self._asked: Counter[str] = Counter()
        self._sessions = itertools.count(1)
        self._lock = threading.Lock()

    def forget(self) -> None:
        """What goes wrong the first time goes wrong again."""
        self._asked.clear()

    # -- what a good crawl is ------------------------------------------------------------------------------------------

    def allowed(self) -> set[str]:
        """The paths of the articles that may be fetched and are to be kept."""
        return {self.path(n) for n in range(self.size) if n % 50 != 7}

    def forbidden(self, path: str) -> bool:
        """Whether robots.txt forbids a path."""
        return path.startswith(("/rieng/", "/lich", "/tim-kiem"))

    def path(self, number: int) -> str:
        section = SECTIONS[number % len(SECTIONS)]
        prefix = "/rieng" if number % 50 == 7 else ""
        return f"{prefix}/{section}/don-vi-so-{number}-don-nhan-bang-khen-cua-bo-{2000000 + number}.html"

    # -- answers -------------------------------------------------------------------------------------------------------

    def __call__(self, request: Request) -> Answer:
        path = urlsplit(request.path).path
        with self._lock:
            self._asked[path] += 1
            times = self._asked[path]
        fixed: dict[str, Callable[[], Answer]] = {
            "/robots.txt": self._robots,
            "/": self._front,
            "/tin.rss": self._feed,
            "/sitemap.xml": self._sitemap_index,
            "/sitemap-1.xml.gz": self._sitemap,
            "/sitemap-news.xml": self._news,
        }
        if path in fixed:
            return fixed[path]()
        name = path.strip("/")
        if name in SECTIONS:
            return self._listing(name, int(parse_qs(urlsplit(request.path).query).get("trang", ["1"])[0]))
        if path.startswith("/cu/"):
            return Answer(status=301, headers={"Location": path.removeprefix("/cu") + "?utm_source=cu"})
        if path.endswith(".html"):
            return self._article(request, path, times)
        if path.startswith("/lich"):
            return Answer(html(f'<a href="/lich?thang={times + 1}">Tháng sau</a>'))
        return Answer(b"khong co", status=410 if path.startswith("/bo/") else 404)

    def _robots(self) -> Answer:
        delay = f"Crawl-delay: {self.delay}\n" if self.delay is not None else ""
        lines = f"User-agent: *\nDisallow: /rieng/\nDisallow: /lich\nDisallow: /tim-kiem\n{delay}Sitemap: {self.base}/sitemap.xml\n"
        return Answer(lines.encode(), type="text/plain")

    def _front(self) -> Answer:
        menu = "".join(f'<li><a href="/{name}">Mục {name}</a></li>' for name in SECTIONS)
        links = f'<nav class="menu">{menu}<a href="/lich?thang=1">Lịch tháng</a></nav>' + self._rows(
            range(min(5, self.size))
        )
        return Answer(html(links, head='<link rel="alternate" type="application/rss+xml" href="/tin.rss">'))

    def _rows(self, numbers: range) -> str:
        rows = []
        for n in numbers:
            path, title = self.path(n), f"Đơn vị số {n} đón nhận Bằng khen của Bộ"
            twin = f"{path}?utm_source=trang-chu&PHPSESSID={next(self._sessions)}"
            rows.append(
                f'<div class="item"><a href="{twin}"><img alt=""></a><h3><a href="{path}#dau">{title}</a></h3></div>'
            )
            if n % 40 == 3:
                rows.append(f'<h3><a href="/cu{path}">Tin cũ: {title}</a></h3>')
            if n % 40 == 5:
                rows.append(f'<h3><a href="/bo{path}">Tin đã bỏ: {title}</a></h3>')
            if n % 40 == 9:
                rows.append(f'<h3><a rel="nofollow" href="/tim-kiem{path}">Tin không theo: {title}</a></h3>')
        return "".join(rows)

    def _listing(self, name: str, page: int) -> Answer:
        numbers = range(SECTIONS.index(name), self.size, len(SECTIONS))
        last = max(1, -(-len(numbers) // EACH))
        shown = numbers[(min(page, last) - 1) * EACH : min(page, last) * EACH]  # past the end the last page comes again
        pager = "".join(f'<a href="/{name}?trang={n}">{n}</a>' for n in range(max(1, page - 1), page + 3))
        return Answer(html(self._rows(shown) + f'<div class="pagination">{pager}</div>'))

    def _article(self, request: Request, path: str, times: int) -> Answer:
        try:
            number = int(path.rpartition("-")[2].removesuffix(".html")) - 2000000
        except ValueError:
            return Answer(b"khong co", status=404)
        if path != self.path(number):
            return Answer(b"khong co", status=410 if path.startswith("/bo/") else 404)
        trouble = _troubles(number).get(times)
        if trouble is not None:
            return trouble
        body, kind = self._text(number)
        etag = f'"{zlib.crc32(body):x}"'
        stamp = formatdate(1_600_000_000 + number * 60, usegmt=True)
        given = request.headers
        if given.get("if-none-match") == etag or (
            number % 3 == 0
            and etag not in given
            and given.get("if-modified-since") == stamp
            and number not in self.changed
        ):
            return Answer(status=304, headers={"ETag": etag})
        headers = {"Last-Modified": stamp} if number % 3 == 0 else {"ETag": etag} if number % 3 == 1 else {}
        packed = {0: None, 1: "gzip", 2: "br", 3: "zstd", 4: "deflate"}[number % 5]
        if packed:
            headers["Content-Encoding"] = packed
            body = PACK[packed](body)
        return Answer(body, headers=headers, type=kind)

    def _text(self, number: int) -> tuple[bytes, str]:
        name = f"{FAMILY[number % 4]} {MIDDLE[number % 3]} {GIVEN[number % 5]}"
        changed = " Tin đã sửa." if number in self.changed else ""
        words = (
            f"<h1>Đơn vị số {number} tổng kết công tác năm</h1><p>Ngày 5/3/{2015 + number % 10}, tại trụ sở, đơn vị số {number} "
            f"đã tổ chức hội nghị tổng kết công tác năm.{changed}</p><p>Ông {name} được Bộ trưởng Bộ Công Thương tặng Bằng khen.</p>"
        )
        stamp = f'<meta property="article:published_time" content="{2015 + number % 10}-03-05T08:00:00+07:00">'
        canonical = f'<link rel="canonical" href="{self.base}{self.path(number)}">'
        page = html(
            words + "<p>Hội nghị đề ra phương hướng cho năm sau.</p>" * 20,
            head=f"<title>Đơn vị số {number}</title>{stamp}{canonical}",
        )
        if number % 11 == 4:
            return page.decode().replace('charset="utf-8"', 'charset="utf-16"').encode(
                "utf-16"
            ), "text/html; charset=utf-16"
        return page, "text/html" if number % 2 else "text/html; charset=utf-8"

    def _feed(self) -> Answer:
        items = "".join(
            f"<item><title>Đơn vị số {n}</title><link>{self.base}{self.path(n)}?utm_medium=rss</link></item>"
            for n in range(min(30, self.size))
        )
        return Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), type="application/rss+xml")

    def _sitemap_index(self) -> Answer:
        parts = "".join(
            f"<sitemap><loc>{self.base}/{name}</loc></sitemap>" for name in ("sitemap-1.xml.gz", "sitemap-news.xml")
        )
        return Answer(f"<sitemapindex>{parts}</sitemapindex>".encode(), type="application/xml")

    def _sitemap(self) -> Answer:
        entries = "".join(f"<url><loc>{self.base}{self.path(n)}</loc></url>" for n in range(0, self.size, 2))
        return Answer(gzip.compress(f"<urlset>{entries}</urlset>".encode()), type="application/x-gzip")

    def _news(self) -> Answer:
        news = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
        entries = "".join(
            f"<url><loc>{self.base}{self.path(n)}</loc><news:news><news:title>Đơn vị {n}</news:title></news:news></url>"
            for n in range(min(10, self.size))
        )
        return Answer(f"<urlset {news}>{entries}</urlset>".encode(), type="application/xml")


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=3),
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


def _troubles(number: int) -> dict[int, Answer]:
    """What goes wrong with an article the first times that it is asked for."""
    return {
        11: {1: Answer(b"dung voi", status=429, headers={"Retry-After": "0"})},
        23: {1: Answer(b"loi", status=500), 2: Answer(b"loi", status=502)},
        37: {1: Answer(b"ban", status=503, headers={"Retry-After": "0"})},
        41: {1: Answer(reset=True)},
        53: {1: Answer(b"<html>dut", length=4000)},
    }.get(number % 100, {})


class Pit:
    """A host of traps: bombs, drips, endless answers, loops. Its own articles are good."""

    def __call__(self, request: Request) -> Answer:
        path = urlsplit(request.path).path
        name = path.removeprefix("/hang/bay-so-dang-ngai-cho-nguoi-tham-lam-").removesuffix(".html")
        if path == "/":
            links = "".join(
                f'<h3><a href="{self.path(trap)}">Bẫy số đáng ngại cho người tham lam</a></h3>' for trap in self.traps()
            )
            return Answer(html(links))
        trap = self.traps().get(name)
        return trap() if trap else Answer(b"", status=404)

    @staticmethod
    def path(name: str) -> str:
        return f"/hang/bay-so-dang-ngai-cho-nguoi-tham-lam-{name}.html"

    def traps(self) -> dict[str, Callable[[], Answer]]:
        zeros = b"\0" * 3_000_000
        return {
            "gzip-900001": lambda: Answer(gzip.compress(zeros), headers={"Content-Encoding": "gzip"}),
            "br-900002": lambda: Answer(brotli.compress(zeros), headers={"Content-Encoding": "br"}),
            "zstd-900003": lambda: Answer(
                zstandard.ZstdCompressor().compress(zeros), headers={"Content-Encoding": "zstd"}
            ),
            "twice-900004": lambda: Answer(
                gzip.compress(gzip.compress(zeros)), headers={"Content-Encoding": "gzip, gzip"}
            ),
            "endless-900005": lambda: Answer(raw=_endless()),
            "drip-900006": lambda: Answer(raw=_drip()),
            "loop-900007": lambda: Answer(status=302, headers={"Location": self.path("loop-900008")}),
            "loop-900008": lambda: Answer(status=302, headers={"Location": self.path("loop-900007")}),
            "self-900009": lambda: Answer(status=302, headers={"Location": self.path("self-900009")}),
            "head-900010": lambda: Answer(b"x", headers={f"X-{n}": "y" * 1000 for n in range(90)}),
            "no-http-900011": lambda: Answer(raw=iter([b"\x00\x01 this is no HTTP\r\n\r\n"])),
            "broken-900012": lambda: Answer(b"\x1f\x8b broken", headers={"Content-Encoding": "gzip"}),
            "picture-900013": lambda: Answer(b"\x89PNG", type="image/png"),
            "noindex-900014": lambda: Answer(html("<p>x</p>", head='<meta name="robots" content="noindex">')),
            "tagged-900015": lambda: Answer(html("<p>x</p>"), headers={"X-Robots-Tag": "noindex"}),
            "good-900016": lambda: Answer(html("<p>Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen.</p>")),
            "nowhere-900017": lambda: Answer(status=302, headers={"Location": "ftp://example.vn/a"}),
            "long-900018": lambda: Answer(b"x", length=10**12),
        }


def _endless() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    while True:
        yield b"x" * 65536


def _drip() -> Iterator[bytes]:
    import time

    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"
    for _ in range(200):
        yield b"x"
        time.sleep(0.05)
