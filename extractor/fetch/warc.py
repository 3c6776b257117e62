"""One exchange as WARC/1.1 records (ISO 28500:2017), made by warcio.

The body is stored without its content encoding, which every reader can read; the header that named it is kept under
X-Archive-Orig-. The record is compressed by itself, as WARC files are.
"""

from __future__ import annotations

import base64
import hashlib
import io
from datetime import UTC, datetime
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.fetch.http import Exchange

__all__ = ["digest_of", "info_record", "request_record", "response_record", "revisit_record"]


def digest_of(body: bytes) -> str:
    """The digest of a body in the form of WARC-Payload-Digest.

    >>> digest_of(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


def info_record(name: str, software: str) -> bytes:
    """The record at the head of a file: what made it."""
    writer, out = _writer()
    fields = {"software": software, "format": "WARC File Format 1.1", "robots": "obey (RFC 9309)"}
    writer.write_record(writer.create_warcinfo_record(name, fields))
    return out.getvalue()


def response_record(exchange: Exchange, record_id: str, digest: str) -> bytes:
    """The answer."""
    writer, out = _writer()
    fields = {**_fields(exchange, record_id), "WARC-Payload-Digest": digest}
    record = writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        warc_headers_dict=fields,
        http_headers=_head(exchange),
    )
    writer.write_record(record)
    return out.getvalue()


def revisit_record(exchange: Exchange, record_id: str, digest: str, repeats: tuple[str, float]) -> bytes:
    """An answer whose body is the one of an earlier answer (its address and time): only its head."""
    writer, out = _writer()
    fields = _fields(exchange, record_id)
    if exchange.status == 304:
        fields["WARC-Profile"] = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    record = writer.create_revisit_record(
        exchange.url,
        digest,
        repeats[0],
        _date(repeats[1]),
        http_headers=_head(exchange, length=False),
        warc_headers_dict=fields,
    )
    writer.write_record(record)
    return out.getvalue()


def request_record(exchange: Exchange, response_id: str) -> bytes:
    """The request that `response_id` answers."""
    writer, out = _writer()
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = StatusAndHeaders(f"GET {target} HTTP/1.1", list(exchange.request_headers), is_http_request=True)
    fields = {"WARC-Date": _date(exchange.when), "WARC-Concurrent-To": response_id}
    writer.write_record(writer.create_warc_record(exchange.url, "request", warc_headers_dict=fields, http_headers=head))
    return out.getvalue()


def _writer() -> tuple[WARCWriter, io.BytesIO]:
    out = io.BytesIO()
    return WARCWriter(out, gzip=True, warc_version="1.1"), out


def _fields(exchange: Exchange, record_id: str) -> dict[str, str]:
    fields = {"WARC-Record-ID": record_id, "WARC-Date": _date(exchange.when)}
    if exchange.ip:
        fields["WARC-IP-Address"] = exchange.ip
    return fields


def _head(exchange: Exchange, *, length: bool = True) -> StatusAndHeaders:
    """The head of the answer as HTTP/1.1, the only form that WARC has, true of the body that is stored."""
    headers = []
    for name, value in exchange.headers:
        lower = name.lower()
        if lower in {"content-encoding", "transfer-encoding"}:
            name = f"X-Archive-Orig-{name}"
        elif lower == "content-length" and length:
            continue
        headers.append((name, value))
    if length:
        headers.append(("Content-Length", str(len(exchange.body))))
    return StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), headers, protocol="HTTP/1.1")


def _date(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
