"""The client: what it accepts, what it refuses, where it connects to."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from loopback import Answer, Request, html, serve
from test_crawl import FAST, crawl
from test_newsite import failures

from extractor.fetch.decompress import TooLargeError, decompress
from extractor.fetch.guard import UnsafeAddressError, is_public
from extractor.fetch.http import Client, ConnectionFailedError, Exchange, PageError
from extractor.fetch.settings import Settings

PACKAGE = Path(__file__).resolve().parents[2] / "extractor"


def get(url: str, *, transport: Any = None, headers: dict[str, str] | None = None, **settings: Any) -> Exchange:
    async def run() -> Exchange:
        async with Client(Settings(**{**FAST, **settings}), transport=transport) as client:
            return await client.get(url, headers)

    return asyncio.run(run())


def test_one_file_imports_httpx() -> None:
    having = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if "import http" in (text := path.read_text("utf-8")) and ("import httpx" in text or "import httpcore" in text)
    ]
    assert having == ["http.py"]


PUBLIC = ["203.162.0.181", "8.8.8.8", "2606:4700::1111", "2400:cb00::1", "64:ff9b::cba2:b5"]
PRIVATE = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "198.18.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1",
    "192.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001::1",
    "64:ff9b:1::1", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_no_public_page_has(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_no_connection_to_this_machine(host: str) -> None:
    with serve(lambda _: Answer(b"secret")) as server:
        port = server.host.rpartition(":")[2]
        with pytest.raises((UnsafeAddressError, ConnectionFailedError, PageError)) as told:
            get(f"http://{host}:{port}/", allow_private_network=False)
        assert server.log == []
    assert "private or reserved" in str(told.value) or host in {"2130706433", "0x7f.1"}


def test_a_redirect_to_a_private_address_is_that_pages_failure(tmp_path: Path) -> None:
    """Only the first host may be private here: the guard looks at each connection."""
    inner_log: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "example.vn":
            return (
                httpx.Response(200)
                if request.url.path == "/robots.txt"
                else httpx.Response(302, headers={"Location": "http://127.0.0.1:9/x"})
            )
        inner_log.append(str(request.url))
        raise UnsafeAddressError("127.0.0.1: its address 127.0.0.1 is private or reserved")

    summary = crawl_with(httpx.MockTransport(answer), tmp_path, "https://example.vn/tin")
    assert "private" in str(summary.given_up["127.0.0.1:9"])


def crawl_with(transport: Any, store: Path, *seeds: str) -> Any:
    from extractor.fetch import Crawler

    with Crawler(store, Settings(**FAST), transport=transport) as crawler:
        return asyncio.run(crawler.run(seeds))


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "deflate", "gzip, br", "identity", ""])
def test_content_encodings(name: str) -> None:
    from newsite import PACK

    body = html("<p>Tặng Bằng khen</p>" * 50)
    packed = body
    for part in name.split(", "):
        packed = PACK.get(part, bytes)(packed)
    answer = get(
        "https://example.vn/",
        transport=httpx.MockTransport(
            lambda _: httpx.Response(200, headers={"Content-Encoding": name}, stream=httpx.ByteStream(packed))
        ),
    )
    assert answer.body == body and answer.received == len(packed)


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "deflate"])
def test_a_bomb_costs_no_more_than_the_limit(name: str) -> None:
    from newsite import PACK

    with pytest.raises(TooLargeError):
        decompress(PACK[name](b"\0" * 50_000_000), name, limit=1_000)
    assert decompress(PACK[name](b"\0" * 1_000), name, limit=1_000) == b"\0" * 1_000
    with pytest.raises(Exception, match="unpacked"):
        decompress(PACK[name](bytes(range(256)) * 99)[:-9], name, limit=100_000)


def test_two_members_of_gzip_are_one_body() -> None:
    assert decompress(gzip.compress(b"tin ") + gzip.compress(b"moi"), "gzip", limit=99) == b"tin moi"


def test_cookies_stay_with_their_host() -> None:
    seen: list[str] = []

    def answer(request: Request) -> Answer:
        seen.append(request.headers.get("cookie", ""))
        return Answer(b"x", headers={"Set-Cookie": "a=1; Path=/"})

    async def run(one: str, other: str) -> None:
        async with Client(Settings(**FAST)) as client:
            for url in (one, one, other):
                await client.get(url)

    with serve(answer) as one, serve(answer) as other:
        asyncio.run(run(one.url, other.url))
    assert seen == ["", "a=1", ""]


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(lambda _: Answer(b"through the proxy")) as proxy, serve(lambda _: Answer(b"straight")) as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert get("http://example.invalid/a").body == b"through the proxy"
        assert proxy.paths() == ["http://example.invalid/a"]
        assert get(f"{server.url}/a").body == b"straight"
        with pytest.raises(UnsafeAddressError):
            get("http://192.168.0.1/", allow_private_network=False)


def test_what_cannot_be_reached_is_told() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ConnectionFailedError, match="cannot be reached"):
        get(f"http://127.0.0.1:{port}/")
    with pytest.raises(ConnectionFailedError, match="cannot be looked up"):
        get("http://no-such-host.invalid/")


@contextmanager
def silent() -> Iterator[str]:
    """A server that accepts and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_a_server_that_says_nothing_is_left() -> None:
    with silent() as url, pytest.raises(PageError, match="stopped answering"):
        get(url, read_timeout=0.2)


def test_secrets_of_addresses_are_not_told(tmp_path: Path) -> None:
    with serve(lambda r: Answer(status=404) if r.path == "/robots.txt" else Answer(b"x", status=500)) as server:
        crawl(tmp_path, f"{server.url}/a?token=geheim&page=1", retries=0)
    assert "geheim" not in " ".join(failures(tmp_path).values())
