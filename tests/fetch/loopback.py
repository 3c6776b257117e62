"""A real HTTP server on loopback whose pages are a function, with a log of what was asked for, when, and how."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Answer", "Loopback", "Request", "html", "serve"]


@dataclass(frozen=True)
class Request:
    """One request as the server saw it. `started` is of time.monotonic; status 0: the connection was reset."""

    path: str
    headers: dict[str, str]
    started: float
    status: int = 0


@dataclass
class Answer:
    """What the server answers. `raw` is written as it is, in place of everything; `then` breaks the connection after it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    type: str = "text/html; charset=utf-8"
    wait: float = 0.0
    raw: Iterator[bytes] | None = None
    reset: bool = False
    length: int | None = None  # a Content-Length that is not true


def html(body: str, *, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


class Loopback:
    """A server. `log` holds every request, in the order in which they came."""

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        self.log: list[Request] = []
        self._answer = answer
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def setup(self) -> None:
                site._open.add(self.request)
                super().setup()

            def finish(self) -> None:
                site._open.discard(self.request)
                with suppress(OSError):
                    super().finish()

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                request = Request(
                    self.path, {key.lower(): value for key, value in self.headers.items()}, time.monotonic()
                )
                answer = site._answer(request)
                status = 0 if answer.reset else 200 if answer.raw is not None else answer.status
                site.log.append(replace(request, status=status))  # before the client can know of the answer
                site._write(self, answer)

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: object) -> None:
                pass  # clients that go away in the middle are part of the tests

        self._open: set[socket.socket] = set()
        self._start = lambda port: Server(("127.0.0.1", port), Handler)
        self._port = 0
        self.mend()
        self.host = f"127.0.0.1:{self._port}"
        self.url = f"http://{self.host}"

    def mend(self) -> None:
        """Begins to answer (again)."""
        self._server = self._start(self._port)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def cut(self) -> None:
        """The network goes: no new connections, and those that are open break."""
        self.close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _write(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        time.sleep(answer.wait)
        if answer.reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            handler.close_connection = True
            return
        if answer.raw is not None:
            handler.close_connection = True
            with suppress(OSError):
                for part in answer.raw:
                    handler.wfile.write(part)
                    handler.wfile.flush()
            return
        handler.send_response(answer.status)
        headers = {"Content-Type": answer.type, **answer.headers}
        if answer.status != 304:
            headers["Content-Length"] = str(len(answer.body) if answer.length is None else answer.length)
        for key, value in headers.items():
            handler.send_header(key, value)
        handler.end_headers()
        handler.wfile.write(answer.body)
        if answer.length is not None:
            handler.close_connection = True

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.log]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serve(answer: Callable[[Request], Answer]) -> Iterator[Loopback]:
    site = Loopback(answer)
    try:
        yield site
    finally:
        site.close()
