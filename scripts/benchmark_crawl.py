"""How fast and how large the crawler is, on a site of this machine: python scripts/benchmark_crawl.py [--help].

  pages      a crawl of a local site with politeness off: pages a second, of wall clock and of the one core it uses
  frontier   adding addresses: how many a second
  resume     opening a store of a million addresses, and the memory that it takes
  archive    what the saved pages of --files take as answers in the archive

--scrapy runs the same crawl with Scrapy (in an environment that has it: pip install scrapy): its default parser, the
same links, the same bodies written to one gzip file. The server is a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

WORDS = "Hội nghị tổng kết công tác thi đua, khen thưởng của đơn vị đề ra phương hướng, nhiệm vụ cho năm sau. "
EACH = 25


def article(number: int, size: int) -> bytes:
    menu = "".join(f'<li><a href="/muc-{n}">Mục tin số {n}</a></li>' for n in range(40))
    body = "".join(f"<p>{number}.{n} {WORDS * 3}</p>" for n in range(size // 340))
    head = f'<head><meta charset="utf-8"><title>Bài {number}</title></head>'
    return f'<html>{head}<body><ul class="menu">{menu}</ul><h1>Bài {number}</h1>{body}</body></html>'.encode()


def listing(page: int, pages: int) -> bytes:
    rows = "".join(
        f'<h3><a href="/don-vi-so-don-nhan-bang-khen-cua-bo-{1000000 + page * EACH + n}.html">Đơn vị số {n} đón nhận Bằng khen của Bộ</a></h3>'
        for n in range(EACH)
    )
    further = f'<a href="/tin?trang={page + 1}">{page + 1}</a>' if page < pages else ""
    return f'<html><meta charset="utf-8"><body>{rows}{further}</body></html>'.encode()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pages: int, size: int) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            kind = "text/html; charset=utf-8"
            if path == "/robots.txt":
                body, kind = b"User-agent: *\nDisallow: /rieng\n", "text/plain"
            elif path.startswith("/tin"):
                body = listing(int(path.partition("=")[2] or 1), pages)
            else:
                body = article(int(path.rpartition("-")[2].partition(".")[0]), size)
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _serve(port: multiprocessing.connection.Connection, pages: int, size: int) -> None:
    async def run() -> None:
        server = await asyncio.start_server(lambda r, w: _answer(r, w, pages, size), "127.0.0.1", 0, backlog=512)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def measure_pages(arguments: argparse.Namespace) -> None:
    ours, theirs = multiprocessing.Pipe()
    pages = arguments.pages // EACH
    server = multiprocessing.Process(target=_serve, args=(theirs, pages, arguments.size), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{ours.recv()}/tin"
    try:
        with tempfile.TemporaryDirectory() as folder:
            start, cpu = time.perf_counter(), _cpu()
            fetched = crawl_with_scrapy(url, Path(folder)) if arguments.scrapy else crawl(url, Path(folder))
            seconds, cpu = time.perf_counter() - start, _cpu() - cpu
            kept = sum(path.stat().st_size for path in Path(folder).rglob("*.gz"))
    finally:
        server.terminate()
    name, memory = (
        "scrapy" if arguments.scrapy else "extractor",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
    print(
        f"pages: {name} {fetched} pages of {arguments.size} bytes, {fetched / seconds:.0f}/s of wall clock, {fetched / cpu:.0f}/s of "
        f"one core, {kept / fetched / 1000:.1f} kB a page on the disk, {memory:.0f} MB of memory"
    )


def crawl(url: str, folder: Path) -> int:
    from extractor.fetch import Crawler, Settings

    settings = Settings(contact="mailto:benchmark@example.org", delay=0, per_host=16, allow_private_network=True)
    with Crawler(folder / "store", settings) as crawler:
        return asyncio.run(crawler.run([url])).pages


def crawl_with_scrapy(url: str, folder: Path) -> int:
    import gzip

    import scrapy
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    class Spider(scrapy.Spider):
        name = "benchmark"
        start_urls = (url,)
        links = LinkExtractor(allow=[r"-\d{7}\.html$", r"/tin\?trang="])
        fetched = 0
        out = gzip.open(folder / "bodies.gz", "wb", compresslevel=9)  # noqa: SIM115  as long as the spider

        def parse(self, response: scrapy.http.Response):  # type: ignore[no-untyped-def]
            Spider.fetched += 1
            self.out.write(response.body)
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url)

    process = CrawlerProcess({"LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
                              "DOWNLOAD_DELAY": 0, "JOBDIR": str(folder / "job"), "TELNETCONSOLE_ENABLED": False})  # fmt: skip
    process.crawl(Spider)
    process.start()
    return Spider.fetched


def measure_frontier(arguments: argparse.Namespace, folder: Path) -> None:
    from extractor.fetch.frontier import Frontier, Link

    frontier = Frontier(folder / "frontier.sqlite")
    start = time.perf_counter()
    for first in range(0, arguments.urls, 5_000):
        with frontier.transaction():
            frontier.add(
                Link(
                    f"https://example{n % 20}.gov.vn/tin-tuc/don-vi-so-{n}-don-nhan-bang-khen-cua-bo-{1000000 + n}.html"
                )
                for n in range(first, min(first + 5_000, arguments.urls))
            )
    seconds = time.perf_counter() - start
    frontier.close()
    size = (folder / "frontier.sqlite").stat().st_size
    print(f"frontier: {arguments.urls} addresses added, {arguments.urls / seconds:.0f}/s, {size / 1e6:.0f} MB")


def measure_resume(folder: Path) -> None:
    from extractor.fetch import Crawler, Settings

    start = time.perf_counter()
    with Crawler(folder, Settings(contact="mailto:benchmark@example.org")) as crawler:
        crawler.plan([])
        hosts = crawler.frontier.waiting_hosts()
        for host in hosts:
            crawler.frontier.lease(host, 16)
        queued = crawler.queued()
        print(
            f"resume: {queued} queued on {len(hosts)} hosts, first pages leased after {time.perf_counter() - start:.2f} s"
        )
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def _cpu() -> float:
    return time.process_time()


def measure_archive(files: list[str]) -> None:
    from extractor.fetch.http import Exchange
    from extractor.fetch.warc import digest_of, request_record, response_record

    raw = kept = 0
    for name in files:
        body = Path(name).read_bytes()
        answer = Exchange(
            "https://example.vn/a", 200, "OK", (("Content-Type", "text/html"),), body, (("Host", "example.vn"),)
        )
        raw += len(body)
        kept += len(response_record(answer, "<urn:uuid:0>", digest_of(body))) + len(
            request_record(answer, "<urn:uuid:0>")
        )
    print(
        f"archive: {len(files)} pages of {raw / len(files) / 1000:.0f} kB on average, {kept / len(files) / 1000:.0f} kB in the archive"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "what",
        nargs="*",
        choices=["pages", "frontier", "resume", "archive", []],
        help="what is measured; all of it by default",
    )
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--size", type=int, default=30_000, help="bytes of a page")
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--files", nargs="+", default=[], help="saved pages, for archive")
    parser.add_argument("--scrapy", action="store_true", help="the pages with Scrapy, which must be installed")
    parser.add_argument("--inside", metavar="STORE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        measure_resume(Path(arguments.inside))
        return
    what = arguments.what or ["pages", "frontier", "resume"]
    if "pages" in what or arguments.scrapy:
        measure_pages(arguments)
    if arguments.files:
        measure_archive(arguments.files)
    with tempfile.TemporaryDirectory() as name:
        if "frontier" in what or "resume" in what:
            measure_frontier(arguments, Path(name))
        if "resume" in what:  # in a process that has done nothing else, for its memory
            subprocess.run([sys.executable, __file__, "--inside", name], check=True)


if __name__ == "__main__":
    main()
