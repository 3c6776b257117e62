"""Fetches one page over HTTP/1.1 or HTTP/2. The only file that knows httpx (and httpcore below it).

One `Client.get` is one exchange: redirects are not followed here, since each hop is a page of its own for robots.txt,
politeness, the archive and the guard against private addresses. Retries are the crawler's as well.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
import urllib.request
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import httpcore
import httpx

from extractor.errors import FetchError
from extractor.fetch.addresses import host_of, redacted
from extractor.fetch.decompress import ENCODINGS, TooLargeError, decompress
from extractor.fetch.guard import UnsafeAddressError, check_address
from extractor.fetch.settings import Settings

__all__ = ["Client", "ConnectionFailedError", "Exchange", "PageError", "Transport"]

Transport = httpx.AsyncBaseTransport
Headers = tuple[tuple[str, str], ...]

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
_CHUNK = 1 << 18  # bytes of an answer that wait to be read
LANGUAGE = "vi,en;q=0.5"


class ConnectionFailedError(FetchError):
    """The host could not be reached: no such name, no connection, no answer at all."""


class PageError(FetchError):
    """The host answered, but this page cannot be had: broken off, too slow, too large, no HTTP.

    `final`: another attempt would end in the same way.
    """

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its whole answer, as it is archived. `body` is without content encoding."""

    url: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    request_headers: Headers
    http_version: str = "HTTP/1.1"
    ip: str | None = None
    seconds: float = 0.0  # until the head of the answer was there
    received: int = 0  # bytes of the body as sent
    when: float = field(default_factory=time.time)

    def header(self, name: str) -> str | None:
        """The first header of this name, whatever its case."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), None)


class Client:
    """A pool of connections. `transport` replaces the network in tests; a context manager.

    >>> client = Client(Settings(contact="mailto:a@example.vn"), transport=httpx.MockTransport(lambda _: httpx.Response(200, text="tin")))
    >>> asyncio.run(client.get("https://example.vn/")).body
    b'tin'
    """

    def __init__(self, settings: Settings, *, transport: Transport | None = None) -> None:
        self._settings = settings
        self._own = _Network(settings) if transport is None else None
        self._transport: Transport = self._own if self._own is not None else transport  # type: ignore[assignment]
        self._cookies: dict[str, httpx.Cookies] = {}
        timeout = settings.read_timeout
        self._timeout = {
            "connect": settings.connect_timeout,
            "read": timeout,
            "write": timeout,
            "pool": settings.page_seconds,
        }

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Exchange:
        """One page. Raises ConnectionFailedError, UnsafeAddressError or PageError."""
        request = self._request(url, headers or {})
        start = time.monotonic()
        try:
            async with asyncio.timeout(self._settings.page_seconds):
                response = await self._transport.handle_async_request(request)
                try:
                    seconds = time.monotonic() - start
                    raw = await self._read(response)
                finally:
                    await response.aclose()
        except TimeoutError:
            raise PageError(
                f"not whole after {self._settings.page_seconds:.0f} seconds; --page-seconds allows more"
            ) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise ConnectionFailedError(f"{host_of(url)} cannot be reached ({_words(error)})") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise PageError(f"the answer is broken ({_words(error)})") from None
        return self._exchange(url, request, response, raw, seconds)

    def _request(self, url: str, extra: Mapping[str, str]) -> httpx.Request:
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": ACCEPT,
            "Accept-Language": LANGUAGE,
            "Accept-Encoding": ENCODINGS,
            **extra,
        }
        try:
            request = httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeout})
        except (httpx.InvalidURL, UnicodeError, ValueError):
            raise PageError(f"{redacted(url)} is no address of a web page", final=True) from None
        if request.url.scheme not in {"http", "https"}:
            raise PageError(f"{redacted(url)}: only http and https are fetched", final=True)
        jar = self._cookies.get(host_of(url))
        if jar is not None:
            jar.set_cookie_header(request)
        return request

    async def _read(self, response: httpx.Response) -> bytes:
        if sum(len(key) + len(value) + 4 for key, value in response.headers.raw) > self._settings.max_header_bytes:
            raise PageError(f"headers of more than {self._settings.max_header_bytes} bytes", final=True)
        limit = self._settings.max_bytes
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared) > limit:
            raise PageError(f"larger than {limit} bytes; --max-bytes allows more", final=True)
        parts, size = [], 0
        async for part in response.stream:  # type: ignore[union-attr]
            size += len(part)
            if size > limit:
                raise PageError(f"larger than {limit} bytes; --max-bytes allows more", final=True)
            parts.append(part)
        return b"".join(parts)

    def _exchange(
        self, url: str, request: httpx.Request, response: httpx.Response, raw: bytes, seconds: float
    ) -> Exchange:
        if "set-cookie" in response.headers:
            response.request = request
            self._cookies.setdefault(host_of(url), httpx.Cookies()).extract_cookies(response)
        try:
            body = decompress(raw, response.headers.get("content-encoding", ""), limit=self._settings.max_bytes)
        except TooLargeError as error:
            raise PageError(f"{error}; --max-bytes allows more", final=True) from None
        except FetchError as error:
            raise PageError(str(error)) from None
        stream: Any = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        return Exchange(
            url=url,
            status=response.status_code,
            reason=response.reason_phrase,
            headers=_text(response.headers.raw),
            body=body,
            request_headers=_text(request.headers.raw),
            http_version=response.http_version,
            ip=peer[0] if peer else None,
            seconds=seconds,
            received=len(raw),
        )


class _Network(httpx.AsyncBaseTransport):
    """The real network: straight or, where the environment says so (HTTPS_PROXY, NO_PROXY), through a proxy."""

    def __init__(self, settings: Settings) -> None:
        limits = httpx.Limits(max_connections=settings.connections, max_keepalive_connections=settings.connections)
        context = ssl.create_default_context()
        self._guard = _GuardedBackend(allow_private=settings.allow_private_network)
        self._straight = httpx.AsyncHTTPTransport(http2=True, limits=limits, verify=context)
        self._straight._pool = httpcore.AsyncConnectionPool(  # httpx gives no other way to look at what is connected to
            ssl_context=context,
            max_connections=settings.connections,
            max_keepalive_connections=settings.connections,
            keepalive_expiry=30.0,
            http2=True,
            network_backend=self._guard,
        )
        self._proxies = {
            scheme: httpx.AsyncHTTPTransport(http2=True, limits=limits, verify=context, proxy=proxy)
            for scheme, proxy in urllib.request.getproxies().items()
            if scheme in {"http", "https"}
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        proxy = self._proxies.get(request.url.scheme)
        if proxy is None or urllib.request.proxy_bypass(request.url.host):
            return await self._straight.handle_async_request(request)
        await self._guard.check_literal(request.url.host)
        return await proxy.handle_async_request(request)

    async def aclose(self) -> None:
        for transport in (self._straight, *self._proxies.values()):
            await transport.aclose()


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that were checked after the name was looked up, and to those very addresses."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> httpcore.AsyncNetworkStream:
        addresses = await _look_up(host, port, timeout)
        if not self._allow_private:
            for address in addresses:
                check_address(host, address)
        failure: Exception = OSError("it has no address")
        for address in addresses:
            try:
                async with asyncio.timeout(timeout):
                    return _Stream(*await asyncio.open_connection(address, port, limit=_CHUNK))
            except OSError as error:  # TimeoutError is one
                failure = error
        kind = httpcore.ConnectTimeout if isinstance(failure, TimeoutError) else httpcore.ConnectError
        raise kind(str(failure) or "no answer in time")

    async def check_literal(self, host: str) -> None:
        """Behind a proxy, which looks names up by itself, what we can look up is checked all the same."""
        if self._allow_private:
            return
        try:
            addresses = await _look_up(host, 80, 5.0)
        except httpcore.ConnectError:
            return
        for address in addresses:
            check_address(host, address)

    async def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise UnsafeAddressError(f"{path}: a socket file is no web page")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection of asyncio, as httpcore wants it; half the work of its own for each page."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)
        except TimeoutError:
            raise httpcore.ReadTimeout("it stopped answering") from None
        except OSError as error:
            raise httpcore.ReadError(str(error)) from None

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._writer.write(buffer)
            async with asyncio.timeout(timeout):
                await self._writer.drain()
        except TimeoutError:
            raise httpcore.WriteTimeout("it takes no request") from None
        except OSError as error:
            raise httpcore.WriteError(str(error)) from None

    async def aclose(self) -> None:
        self._writer.close()
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(1.0):
                await self._writer.wait_closed()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname, ssl_handshake_timeout=timeout)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            await self.aclose()
            raise httpcore.ConnectError(str(error) or "no TLS") from None
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # an idle connection on which something comes has been closed by the server
            return self._reader.at_eof() or bool(self._reader._buffer)  # type: ignore[attr-defined]
        return self._writer.get_extra_info({"server_addr": "peername", "client_addr": "sockname"}.get(info, info))


async def _look_up(host: str, port: int, timeout: float | None) -> list[str]:
    """The addresses of a name, each once. Raises httpcore.ConnectError where it has none."""
    try:
        async with asyncio.timeout(timeout):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # TimeoutError is an OSError
        raise httpcore.ConnectError(f"its name cannot be looked up: {error or 'no answer in time'}") from None
    if not found:
        raise httpcore.ConnectError("its name has no address")
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _text(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    return tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in raw)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
